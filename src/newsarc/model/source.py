"""What collect collects: the sources a user names, and what is found at them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import msgspec


class SourceKind(StrEnum):
    """What stands at a source's addresses."""

    FEED = "feed"
    """RSS, Atom, RDF or JSON Feed"""
    SITEMAP = "sitemap"
    """a sitemap, a news sitemap or an index of them, also compressed, also plain text"""
    LISTING = "listing"
    """a web page whose links lead to articles"""
    PAGE = "page"
    """an article to be watched"""


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of sources.toml, checked."""

    name: str
    urls: tuple[str, ...]
    kind: SourceKind
    every: float = 3600.0
    """seconds between two looks at it"""
    limit: int | None = None
    """new pages in one run, at most; None: all"""
    include: tuple[str, ...] = ()
    """patterns; where there are any, an address must match one"""
    exclude: tuple[str, ...] = ()
    """patterns; an address that matches one is left alone"""
    language: tuple[str, ...] = ()
    """ISO 639 codes; where there are any, articles in other languages are not archived"""
    recheck: bool = True
    """whether its articles are looked at again for revisions"""
    ignore_robots: bool = False
    pace: float | None = None
    """seconds between two requests to one of its hosts; None: what is usual"""
    disabled: bool = False

    def wants(self, url: str) -> bool:
        """Say whether *url* passes ``include`` and ``exclude``."""
        if self.include and not any(matches(pattern, url) for pattern in self.include):
            return False
        return not any(matches(pattern, url) for pattern in self.exclude)


class Entry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a feed, a sitemap or a listing says of one page."""

    url: str
    """absolute, http(s), without fragment"""
    title: str = ""
    published: datetime | None = None
    """aware, UTC; the site's own word, which may be wrong"""
    updated: datetime | None = None
    """aware, UTC"""
    authors: tuple[str, ...] = ()
    """``dc:creator``, RSS ``author``, Atom ``author``: as they stand, persons or not"""
    credit: str | None = None
    """RSS or Atom ``source``: where the entry was taken from"""
    credit_url: str | None = None


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What was read at one of a source's addresses."""

    kind: SourceKind
    entries: tuple[Entry, ...] = ()
    more: tuple[Entry, ...] = ()
    """further sitemaps, the newest first"""
    title: str = ""
    incomplete_because: str | None = None
    """why there may be more"""


def matches(pattern: str, url: str) -> bool:
    """Say whether *pattern* is found in *url*: letters as they are, ``*`` for any number of characters, case ignored.

    >>> matches("/politics/", "https://news.example/politics/a")
    True
    >>> matches("/2026/*/vote", "https://news.example/2026/11/the-vote")
    False
    """
    at, said = 0, url.lower()
    for part in pattern.lower().split("*"):
        at = said.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return True
