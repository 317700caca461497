"""An invented press, as large as asked for: articles in newsarc's own lines, the same ones for the same seed.

``python -m tests.benchmarks.corpus COUNT > FILE.jsonl``. To the records of records.py come what an archive makes of
news: an event has a name that its few stories share and nothing else has, so that the vocabulary grows with the
archive; one article in ten has the text of an earlier one at another outlet's address, some of these cut or with a
sentence of their own; one in fifty is a new text at an address that was there before.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator

import msgspec
from tests.benchmarks.records import VOCABULARY, records, word

from newsarc.archive import codec
from newsarc.archive.digest import content_hash, record_id
from newsarc.model.article import Article
from newsarc.model.record import Kind, Stamp

STORIES = 8
"""of one event"""
_REMEMBERED = 3_000
"""articles that may be copied or changed"""


def event(number: int) -> str:
    """Return the name of the event that article *number* is about."""
    return word(VOCABULARY + number // STORIES)


def articles(count: int, *, seed: int = 1) -> Iterator[Article]:
    """Yield *count* articles."""
    chance = random.Random(f"corpus {seed}")  # noqa: S311 # repeatable, no secret
    held: list[Article] = []
    for number, (stamp, plain, _at) in enumerate(records(count, seed=seed)):
        named = f"{event(number).title()} {plain.text}\n{event(number).title()}, {number}."
        made = msgspec.structs.replace(plain, title=f"{event(number).title()} {plain.title}", text=named)
        if held and stamp.kind is not Kind.ARTICLE:
            made = _again(chance, made, stamp.kind, held[chance.randrange(len(held))])
        if len(held) < _REMEMBERED:
            held.append(made)
        else:
            held[chance.randrange(_REMEMBERED)] = made
        yield made


def _again(chance: random.Random, new: Article, kind: Kind, old: Article) -> Article:
    """Return *old* as *new* brings it: at its address with more text, or copied by another outlet."""
    if kind is Kind.REVISION:
        text = f"{old.text}\n{new.text[:200]}"
        return msgspec.structs.replace(new, url=old.url, asked=old.asked, title=old.title, text=text)
    text = old.text
    match chance.randrange(4):
        case 0:  # cut from the end, as wire copy is
            text = text[: max(200, len(text) * 3 // 4)].rpartition(" ")[0]
        case 1:
            text = f"{new.text[:150]}\n{text}"
    return msgspec.structs.replace(new, title=old.title, text=text)


def lines(count: int, *, seed: int = 1) -> Iterator[bytes]:
    """Yield *count* articles as lines of an archive, with their newlines."""
    prev = codec.FIRST_PREV
    for number, article in enumerate(articles(count, seed=seed)):
        digest = content_hash(article.text)
        stamp = Stamp(id=record_id(prev, f"{article.url} {number}", digest), kind=Kind.ARTICLE, content_hash=digest)
        line, prev = codec.encode(stamp, article, None, prev)
        yield line


if __name__ == "__main__":
    sys.stdout.buffer.writelines(lines(int(sys.argv[1])))
