"""What a citation of a record says, before any style."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

import msgspec

from newsarc.citing.names import Name, person
from newsarc.model.article import Role
from newsarc.model.record import Record

UNTITLED = "[Untitled news article]"
_MONTHS = "January February March April May June July August September October November December".split()  # noqa: SIM905
_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?![\d-])")
_HASH_SHOWN = 16
"""hex digits of the text's SHA-256 in a citation for people: enough to tell texts apart, short enough to print"""


class Day(msgspec.Struct, frozen=True):
    """A date, as much of it as is known."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def month_name(self) -> str:
        """The month in English; empty where it is not known."""
        return _MONTHS[self.month - 1] if self.month else ""

    @property
    def parts(self) -> tuple[int, ...]:
        """Year, month and day, as many as there are."""
        return tuple(part for part in (self.year, self.month, self.day) if part)


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """A news article, ready to be cited."""

    id: str
    content_hash: str
    title: str
    """never empty"""
    authors: tuple[Name, ...] = ()
    """persons; where there are none, who the text is credited to"""
    personal: bool = False
    """whether the authors are persons"""
    agencies: tuple[str, ...] = ()
    """news agencies that the text is credited to, beside persons or alone"""
    credited: tuple[str, ...] = ()
    """everyone the text is credited to"""
    container: str = ""
    """who published the page"""
    issued: Day | None = None
    accessed: Day | None = None
    url: str = ""
    language: str = ""

    @property
    def archived(self) -> str:
        """Which record of the archive holds the text, and what the text can be told by."""
        return f"newsarc {self.id}, sha256:{self.content_hash.rpartition(':')[2][:_HASH_SHOWN]}"

    @property
    def note(self) -> str:
        """The same in full, for notes fields, with who the text is credited to."""
        credit = f"; text credited to {', '.join(self.credited)}" if self.credited else ""
        return f"newsarc record {self.id}; text {self.content_hash}{credit}"


def work(record: Record) -> Work:
    """Return *record* as a citation tells of it.

    Without a person the origins are the authors; a publisher that credits nobody is none. Dates that are no dates count
    as unknown; their day is the one of the time zone that they are given in.
    """
    article = record.article
    publisher = article.publisher
    persons = tuple(person(name, article.language) for name in map(_line, article.authors) if name)
    credited = tuple(dict.fromkeys(_line(one.name) for one in article.origin))
    return Work(
        id=record.stamp.id,
        content_hash=record.stamp.content_hash,
        title=_line(article.title) or UNTITLED,
        authors=persons or tuple(Name(literal=name) for name in credited),
        personal=bool(persons),
        agencies=tuple(dict.fromkeys(_line(one.name) for one in article.origin if one.role is Role.AGENCY)),
        credited=credited,
        container=_line(publisher.name or publisher.domain or "") if publisher else "",
        issued=_day(article.published_at),
        accessed=_day(article.retrieved_at),
        url=_line(article.url or article.canonical_url or ""),
        language=_line(article.language or ""),
    )


def _day(stamp: str | None) -> Day | None:
    match = _DAY.match(stamp or "")
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        date(year or 0, month or 1, day or 1)
    except ValueError:
        return None
    return Day(year or 0, month, day)


def _line(text: str) -> str:
    """Return *text* on one line, without control characters: a style's own marks must be the only ones."""
    return " ".join("".join(map(_harmless, text)).split())


def _harmless(char: str) -> str:
    if char.isprintable() or char in "\u200c\u200d":  # joiners are spelling
        return char
    return "" if unicodedata.category(char) == "Cf" else " "
