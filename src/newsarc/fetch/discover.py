"""What stands at a source's address: told by the bytes, because names and media types lie."""

from __future__ import annotations

import re

import msgspec

from newsarc.fetch.feeds import BadFeed, read_feed
from newsarc.fetch.listing import read_listing
from newsarc.fetch.sitemaps import read_sitemap, unpacked
from newsarc.model.source import Found, SourceKind
from newsarc.model.target import Page

_PROLOGUE = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s+|<\?[^>]*\?>|<!--.*?-->|<!DOCTYPE[^>\[]*>)*", re.DOTALL | re.IGNORECASE
)
_ROOT = re.compile(rb"<([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
_LOOK_AT = 8_192
_HTML = frozenset({b"html", b"head", b"body", b"div", b"meta", b"title"})


def discover(page: Page, kind: SourceKind) -> Found:
    """Return what *page*, found at a source of this *kind*, lists. A feed may turn out to be a sitemap and the reverse.

    Raises BadFeed where a listing is wanted and XML came, or a web page where a feed or sitemap should be.
    """
    if page.content[:2] == b"\x1f\x8b":  # compressed as a file, which servers do not say
        page = msgspec.structs.replace(page, content=unpacked(page.content))
    root = _root(page.content)
    if kind is SourceKind.LISTING and (root is None or root in _HTML):
        return read_listing(page)
    if root in _HTML:
        raise BadFeed("a web page, and neither feed nor sitemap")
    if root in (b"urlset", b"sitemapindex"):
        return read_sitemap(page)
    if root in (b"rss", b"rdf", b"feed", b"channel") or page.content.lstrip()[:1] == b"{":
        return read_feed(page)
    return read_feed(page) if kind is SourceKind.FEED else read_sitemap(page)


def _root(content: bytes) -> bytes | None:
    """Return the name of the first element, lower case, without prefix."""
    start = _PROLOGUE.match(content[:_LOOK_AT])
    found = _ROOT.match(content, start.end() if start else 0)
    return found[2].lower() if found else None
