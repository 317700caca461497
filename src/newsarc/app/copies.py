"""Who else has a story: the records whose texts share much with one text, and search hits folded by that.

The index gives candidates by their samples; what is a copy is decided here, by the texts themselves. Being a copy is
not handed on: a round-up has two stories, which are no copies of each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from enum import StrEnum
from operator import itemgetter

import msgspec

from newsarc.app.hits import Read, Request, readable
from newsarc.archive.layout import order
from newsarc.model.article import Article
from newsarc.model.record import ContentHash, Position, Record, RecordId
from newsarc.search.entry import Hit, seconds
from newsarc.search.index import SearchIndex
from newsarc.search.likeness import Runs, Shared, runs, shared
from newsarc.search.terms import words

MOST = 1_000
"""candidates looked at for one text; a story that more have run is shown in part, and said to be"""
_STRANGERS = 50
"""candidates in a row that turn out to be no copies, after which the rest, which is less likely, is not looked at:
where a site prints the same lines under each of its stories they all share a little
"""
_PAGE = 50
"""hits asked for at a time while they are folded"""


class Relation(StrEnum):
    """How a record's text is related to the one asked for."""

    ASKED = "asked"
    SAME = "same-text"
    NEAR = "near"


class SeenFrom(StrEnum):
    """What a record's first sight is taken from."""

    PUBLISHED = "published_at"
    RETRIEVED = "retrieved_at"


class Copy(msgspec.Struct, frozen=True, kw_only=True):
    """A record that has the story."""

    record: Record
    """with its text"""
    relation: Relation
    seen_at: str
    """UTC, ``2026-11-23T18:42:00Z``, or the day alone where only that is known"""
    seen_from: SeenFrom
    has: float
    """how much of the text asked for it has, 0 to 1"""
    had: float
    """how much of its own text the one asked for has, 0 to 1"""


class Family(msgspec.Struct, frozen=True, kw_only=True):
    """A text and its copies."""

    copies: tuple[Copy, ...]
    """first seen first, the record asked for among them"""
    current: bool = True
    """False when another process was indexing: the newest records may be missing"""
    damaged: int = 0
    """how many records could not be read and may be copies"""
    more: bool = False
    """True when so many records share text with this one that not all of them were looked at"""


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """A search hit that stands for others."""

    hit: Hit
    record: Record
    copies: tuple[RecordId, ...] = ()
    """the other matching records that it stands for, the most alike first"""


def seen(article: Article) -> tuple[str, SeenFrom]:
    """Return when *article* was first seen, as well as we know: published, else retrieved."""
    if article.published_at and seconds(article.published_at):
        return _utc(article.published_at), SeenFrom.PUBLISHED
    return article.retrieved_at, SeenFrom.RETRIEVED


def family(record: Record, same: tuple[Position, ...], index: SearchIndex, read: Read) -> Family:
    """Return *record*, the records at *same*, which have its very text, and all whose texts share much with it.

    First seen first; what was seen at the same time, in the order it was retrieved, then archived. A day without an
    hour is taken for its first second.
    """
    asked = words(record.article.text)
    likely = index.alike(asked, limit=MOST)
    weighed = _Weighed(record.stamp.content_hash, runs(asked), read)
    found: list[tuple[tuple[object, ...], Copy]] = []
    for at, other, share in weighed.all([*same, *(hit.position for hit in likely)]):
        if share.near or _same(record, other):
            copy = _copy(other, _relation(record, other), share)
            found.append((_first_seen_first(other.article, at), copy))
    found.sort(key=itemgetter(0))
    return Family(
        copies=tuple(copy for _, copy in found), damaged=weighed.damaged, more=weighed.finished and len(likely) == MOST
    )


def groups(index: SearchIndex, read: Read, request: Request) -> Iterator[Group | None]:
    """Yield all that matches, best first or newest first; each stands for those after it that are its copies.

    So every matching record is in one group, and the groups do not depend on how many are asked for. None stands for a
    hit that is damaged.
    """
    folded: set[RecordId] = set()
    for hit in _ranked(index, request):
        if hit.id in folded:
            continue
        folded.add(hit.id)
        record = readable(read, hit.position)
        if record is None:
            yield None
            continue
        text = words(record.article.text)
        weighed = _Weighed(record.stamp.content_hash, runs(text), read)
        likely = index.alike(text, limit=MOST, among=request.query, since=request.since, until=request.until)
        near = weighed.all([one.position for one in likely if one.id not in folded])
        copies = tuple(other.stamp.id for _, other, share in near if share.folds or _same(record, other))
        folded.update(copies)
        yield Group(hit=hit, record=record, copies=copies)


def _ranked(index: SearchIndex, request: Request) -> Iterator[Hit]:
    offset = 0
    while True:
        page = index.search(
            request.query,
            limit=_PAGE,
            offset=offset,
            newest=request.newest,
            since=request.since,
            until=request.until,
        )
        yield from page.hits
        offset += _PAGE
        if offset >= page.total:
            return


class _Weighed:
    """Other texts beside one; each text is read and weighed once, however many records have it."""

    def __init__(self, text: ContentHash, its: Runs, read: Read) -> None:
        self._text = text
        self._read = read
        self._its = its
        self._known = {text: Shared(1.0, 1.0, its.words)}
        self.damaged = 0
        self.finished = False

    def all(self, positions: list[Position]) -> Iterator[tuple[Position, Record, Shared]]:
        """Yield the records at *positions*, likeliest first, each once, and what the one text and theirs share."""
        strangers = 0
        for position in dict.fromkeys(positions):
            record = readable(self._read, position)
            if record is None:
                self.damaged += 1
                continue
            text = record.stamp.content_hash
            if text not in self._known:
                self._known[text] = shared(self._its, runs(words(record.article.text)))
            share = self._known[text]
            yield position, record, share
            strangers = 0 if share.near or text == self._text else strangers + 1
            if strangers == _STRANGERS:
                return
        self.finished = True


def _same(one: Record, other: Record) -> bool:
    return one.stamp.content_hash == other.stamp.content_hash


def _copy(record: Record, relation: Relation, share: Shared) -> Copy:
    seen_at, seen_from = seen(record.article)
    return Copy(
        record=record,
        relation=relation,
        seen_at=seen_at,
        seen_from=seen_from,
        has=round(share.of_first, 4),
        had=round(share.of_second, 4),
    )


def _relation(asked: Record, other: Record) -> Relation:
    if asked.stamp.id == other.stamp.id:
        return Relation.ASKED
    return Relation.SAME if _same(asked, other) else Relation.NEAR


def _first_seen_first(article: Article, at: Position) -> tuple[object, ...]:
    return seconds(article.published_at, article.retrieved_at), article.retrieved_at, order(at.segment), at.offset


def _utc(stamp: str) -> str:
    """Return *stamp*, which can be read, in UTC; a day, and a time of unknown offset, as they are."""
    moment = datetime.fromisoformat(stamp)
    if len(stamp) <= len("2026-11-23") or moment.tzinfo is None:
        return stamp
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
