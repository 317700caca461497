"""An article: title, text and the facts read from a page, as the archive keeps them."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from newsarc.model.imported import Imported
from newsarc.model.parts import Place, Removed, Verdict


class Role(StrEnum):
    """What an origin is."""

    AGENCY = "agency"
    OUTLET = "outlet"
    ORGANISATION = "organisation"


class Publisher(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who served the page."""

    name: str
    domain: str | None = None
    evidence: str
    """where the name was read (``meta:og:site_name``, ``jsonld``, ``domain`` ...)"""


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """Who is credited for the text, and how we know."""

    name: str
    role: Role
    credit: str
    """the exact string that shows it"""
    found: Place


class Article(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Title, text and facts of one page. What is not known is None or empty, and left out when written."""

    url: str | None = None
    """where it was served, after redirects"""
    canonical_url: str | None = None
    """what the page calls itself"""
    asked: str
    """exactly what the user gave"""
    retrieved_at: str
    """UTC, ``2026-11-23T18:42:00Z``"""
    title: str = ""
    alt_titles: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    """persons only"""
    contributors: tuple[str, ...] = ()
    text: str = ""
    """paragraphs joined by a newline"""
    published_at: str | None = None
    """ISO 8601 with offset where known, else the date alone"""
    published_from: str | None = None
    """the evidence published_at was read from"""
    modified_at: str | None = None
    publisher: Publisher | None = None
    origin: tuple[Origin, ...] = ()
    dateline: str | None = None
    """place of filing as printed"""
    language: str | None = None
    """ISO 639-1 (or 639-3) code, lower case"""
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    lead: str | None = None
    image: str | None = None
    removed: tuple[Removed, ...] = ()
    complete: bool = True
    """False when text is known or suspected to be missing"""
    incomplete_because: str | None = None
    verdict: Verdict
    extractor: str
    imported_from: tuple[Imported, ...] = ()
    """the archives that had it before, the last one first"""
