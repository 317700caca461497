"""Records that never were, for timings: the same ones for the same seed, shaped like news.

Words are drawn by Zipf's law from an invented vocabulary; lengths are log-normal around 350 words; one record in ten
is a copy, one in fifty a revision; publishers, origins, languages and days are as uneven as in life.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate

from newsarc.model.article import Article, Origin, Publisher, Role
from newsarc.model.parts import Place, Verdict
from newsarc.model.record import ContentHash, Kind, Position, RecordId, Stamp

VOCABULARY = 60_000
START = datetime(2024, 1, 1, tzinfo=UTC)
LINES_A_SEGMENT = 15_000
_SYLLABLES = "ba ce di fo gu la me ni po ru sa te vi no ka ri ta el or an es in ó é ü".split()  # noqa: SIM905 # a line, not thirty
_AGENCIES = ("Agence Nord", "Cable Sur", "Presse Unie", "Wire One")
_LANGUAGES = ("en", "es", "pt", "fr", "de")


def word(rank: int) -> str:
    """Return the word of *rank*: 0 is the most common. Each rank has a word of its own; common ones are short."""
    letters, rest = "", rank + 1
    while rest:
        rest, digit = divmod(rest - 1, len(_SYLLABLES))
        letters = _SYLLABLES[digit] + letters
    return letters


def records(count: int, *, seed: int = 1) -> Iterator[tuple[Stamp, Article, Position]]:
    """Yield *count* records with the place each has in an archive. A copy's article keeps its text here."""
    chance = random.Random(seed)  # noqa: S311 # repeatable, no secret
    vocabulary = [word(rank) for rank in range(VOCABULARY)]
    weights = list(accumulate(1 / (rank + 2.7) for rank in range(VOCABULARY)))
    offset = 0
    for number in range(count):
        length = max(40, min(4_000, int(chance.lognormvariate(5.85, 0.6))))
        drawn = chance.choices(vocabulary, cum_weights=weights, k=length)
        article = _article(chance, number, drawn)
        if number % LINES_A_SEGMENT == 0:
            offset = 0
        size = 900 + len(article.text)
        segment = f"2026-{1 + number // LINES_A_SEGMENT % 12:02}-{1 + number // LINES_A_SEGMENT // 12:04}"
        yield _stamp(chance, number), article, Position(segment, offset, size)
        offset += size


def _stamp(chance: random.Random, number: int) -> Stamp:
    id_ = RecordId(f"{number * 0x9E3779B97F4A7C15 % 2**64:016x}")
    digest = ContentHash(f"1:sha256:{chance.getrandbits(256):064x}")
    kind = chance.choices((Kind.ARTICLE, Kind.COPY, Kind.REVISION), (44, 5, 1))[0]
    return Stamp(id=id_, kind=kind, content_hash=digest)


def _article(chance: random.Random, number: int, drawn: list[str]) -> Article:
    site = min(int(chance.paretovariate(0.8)), 400)
    published = START + timedelta(seconds=chance.randrange(90_000_000))
    agency = (Origin(name=chance.choice(_AGENCIES), role=Role.AGENCY, credit="(wire)", found=Place.DATELINE),)
    return Article(
        asked=f"https://site{site}.example/{number}",
        url=f"https://site{site}.example/{number}",
        retrieved_at=(published + timedelta(hours=2)).isoformat().replace("+00:00", "Z"),
        published_at=published.isoformat(),
        title=" ".join(drawn[:9]).capitalize(),
        lead=" ".join(drawn[9:30]),
        text=_text(chance, drawn),
        authors=(f"{word(chance.randrange(300)).title()} {word(chance.randrange(300, 2_000)).title()}",),
        publisher=Publisher(name=f"The {word(site).title()} Post", domain=f"site{site}.example", evidence="jsonld"),
        origin=agency if chance.random() < 0.3 else (),
        language=chance.choices(_LANGUAGES, (50, 25, 10, 10, 5))[0],
        verdict=Verdict.ARTICLE,
        extractor="generated 1",
    )


def _text(chance: random.Random, drawn: list[str]) -> str:
    """Return sentences in paragraphs, with the punctuation that news has."""
    parts: list[str] = []
    at = 0
    while at < len(drawn):
        sentence = drawn[at : at + chance.randrange(8, 28)]
        at += len(sentence)
        quoted = chance.random() < 0.15
        line = " ".join(sentence).capitalize()
        parts.append((f"“{line}”," if quoted else f"{line}.") + ("\n" if chance.random() < 0.4 else " "))
    return "".join(parts).strip()
