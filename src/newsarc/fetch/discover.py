"""What stands at a source's address: told by the bytes, because names and media types lie."""

from __future__ import annotations

import re

import msgspec

from newsarc.fetch.feeds import BadFeed, read_feed
from newsarc.fetch.listing import Advertised, advertised, read_listing
from newsarc.fetch.sitemaps import read_sitemap, unpacked
from newsarc.fetch.spelling import bounded
from newsarc.model.outcome import Failed, Reason
from newsarc.model.source import Found, SourceKind
from newsarc.model.target import Page

_PROLOGUE = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s+|<\?[^>]*\?>|<!--.*?-->|<!DOCTYPE[^>\[]*>)*", re.DOTALL | re.IGNORECASE
)
_ROOT = re.compile(rb"<([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)")
_LOOK_AT = 8_192
"""bytes at the head of a page in which its first element is looked for"""
_HTML = frozenset({b"html", b"head", b"body", b"div", b"meta", b"title"})


Item = tuple[Page, SourceKind, tuple[str, ...]]
"""what came, what it is taken for, and the patterns that its source includes"""


def discover(page: Page, kind: SourceKind, named: tuple[str, ...] = ()) -> Found:
    """Return what *page*, found at a source of this *kind*, lists. A feed may turn out to be a sitemap and the reverse.
    On a listing, links that a pattern in *named* matches are articles.

    Raises BadFeed where a listing is wanted and XML came, or a web page where a feed or sitemap should be.
    """
    if page.content[:2] == b"\x1f\x8b":  # compressed as a file, which servers do not say
        page = msgspec.structs.replace(page, content=unpacked(page.content))
    root = _root(page.content)
    if kind is SourceKind.LISTING and (root is None or root in _HTML):
        return read_listing(page, named)
    if root in _HTML:
        raise BadFeed("a web page, and neither feed nor sitemap")
    if root in (b"urlset", b"sitemapindex"):
        return read_sitemap(page)
    if root in (b"rss", b"rdf", b"feed", b"channel") or page.content.lstrip()[:1] == b"{":
        return read_feed(page)
    return read_feed(page) if kind is SourceKind.FEED else read_sitemap(page)


def attempt(item: Item) -> Found | Failed:
    """Return what discover() does, or why it could not: the form for worker processes."""
    page, kind, named = item
    try:
        return discover(page, kind, named)
    except BadFeed as err:
        return Failed(asked=page.asked, reason=Reason.BAD_FEED, detail=bounded(err.message))


class Look(msgspec.Struct, frozen=True):
    """What an address of unknown kind holds."""

    found: Found | None
    """None: neither feed nor sitemap nor links"""
    advertised: tuple[Advertised, ...] = ()
    """on a web page: the feeds it speaks of"""


def look(item: Item) -> Look | Failed:
    """Return what is in a page: the form for worker processes."""
    page, kind, named = item
    if kind is SourceKind.LISTING and _root(page.content) in _HTML:
        return Look(read_listing(page, named), tuple(advertised(page)))
    found = attempt((page, SourceKind.SITEMAP if kind is SourceKind.LISTING else kind, named))
    return Look(found) if isinstance(found, Found) else found


def _root(content: bytes) -> bytes | None:
    """Return the name of the first element, lower case, without prefix."""
    start = _PROLOGUE.match(content[:_LOOK_AT])
    found = _ROOT.match(content, start.end() if start else 0)
    return found[2].lower() if found else None
