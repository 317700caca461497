"""What the extractor reads from a page, before names, dates and addresses are made comparable."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Verdict(StrEnum):
    """What a page is."""

    ARTICLE = "article"
    TEASER = "teaser"
    LISTING = "listing"
    CHALLENGE = "challenge"
    CONSENT = "consent"
    NOT_FOUND = "not-found"
    TOO_SHORT = "too-short"
    NOT_TEXT = "not-text"
    DAMAGED = "damaged"


class Place(StrEnum):
    """Where on a page a credit stands. The values are the record's ``origin.found``."""

    BYLINE = "byline"
    DATELINE = "dateline"
    CLOSING_LINE = "closing-line"
    NOTE = "note"
    JSONLD = "jsonld"
    META = "meta"
    CANONICAL = "canonical"
    FEED = "feed"
    """not on the page: in the feed that led to it"""


class Removed(msgspec.Struct, frozen=True):
    """A line that was taken out of the text, and the rule that took it."""

    text: str
    rule: str


class Found(msgspec.Struct, frozen=True):
    """A value as the page spells it, and the evidence for it (``jsonld``, ``meta:og:site_name``, ``time`` ...)."""

    value: str
    evidence: str


class Credit(msgspec.Struct, frozen=True):
    """A span that may name who supplied the text, exactly as printed, and where it stands."""

    text: str
    place: Place
    supplied: bool = False
    """whether the page states it as who supplied the text, so that its name need not be known"""


class Parts(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the extractor read. Candidates stand best first; nothing is parsed or judged beyond that."""

    verdict: Verdict
    extractor: str
    """name and version of what produced the text"""
    title: str = ""
    alt_titles: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    lead: str | None = None
    removed: tuple[Removed, ...] = ()
    bylines: tuple[Found, ...] = ()
    """author candidates: whole byline strings or single names, as printed"""
    published: tuple[Found, ...] = ()
    modified: tuple[Found, ...] = ()
    publishers: tuple[Found, ...] = ()
    """names of who served the page"""
    credits: tuple[Credit, ...] = ()
    canonical: str | None = None
    """absolute address the page gives itself"""
    language: str | None = None
    """what the page declares, as it spells it"""
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    image: str | None = None
    incomplete_because: str | None = None
