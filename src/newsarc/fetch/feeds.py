"""Feeds: RSS, Atom, RDF and JSON Feed. The only module that knows feedparser.

feedparser forgives nearly everything and refuses external entities, but can be slow on hostile input: call this where
a deadline holds.
"""

from __future__ import annotations

import calendar
import html
import io
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import islice
from typing import Any
from urllib.parse import urljoin

import msgspec

from newsarc.errors import BadUrl, DataError
from newsarc.fetch.address import check_address
from newsarc.fetch.times import utc
from newsarc.model.decoding import NOT_JSON
from newsarc.model.source import Entry, Found, SourceKind
from newsarc.model.target import Page

MAX_ENTRIES = 2_000
"""of one feed; real ones have a few hundred at most"""
MAX_BYTES = 16 << 20
"""of one feed"""
_TITLE = 500
"""characters of a title that are kept"""
_CREDIT = 300
"""characters of a name that are kept"""
_TIME = 40
"""characters; no time is longer"""
_TOO_MANY = f"more than {MAX_ENTRIES:,} entries"
_ENTRY = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?(?:item|entry)[\s/>]")
_ROOT = re.compile(rb"<([A-Za-z_][\w.:-]*)")
_TAG = re.compile(r"<[^<>]{0,300}>")
_HOSTLESS = re.compile(r"\s*(?:(?:https?:)?//(?:[/?#]|\s*\Z)|https?:(?!//))", re.IGNORECASE)
"""an address without the host it should have, of which every program makes another one"""
_SPACE = re.compile(r"\s+")


class BadFeed(DataError):
    """The bytes are no feed or sitemap."""

    headline = "no feed"


def read_feed(page: Page) -> Found:
    """Return the entries of the feed in *page*: those that lead to an http(s) address, at most MAX_ENTRIES.

    Titles are text on one line; dates are aware, UTC, and left out where they make no sense. Raises BadFeed, also for
    malformed XML in which not one entry is found: a quiet feed is well-formed.
    """
    if len(page.content) > MAX_BYTES:
        raise BadFeed(f"more than {MAX_BYTES >> 20} MiB")
    if page.content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return _read_json_feed(page)
    content = _shortened(page.content)
    parsed = _parsed(page, content)
    if not parsed.get("version") and not parsed.entries:
        raise BadFeed("neither RSS nor Atom nor JSON Feed")
    read = (_entry(one, page.url or page.asked) for one in parsed.entries[:MAX_ENTRIES])
    entries = tuple(entry for entry in read if entry)
    if not entries and (fault := _malformed(parsed)):
        raise BadFeed(f"not well-formed, and no entry in it: {fault}"[:200])
    return Found(
        kind=SourceKind.FEED,
        entries=entries,
        title=plain(_get(parsed.feed, "title")),
        incomplete_because=_TOO_MANY if content is not page.content else _why_incomplete(page, len(parsed.entries)),
    )


def _shortened(content: bytes) -> bytes:
    """Return *content* without the elements after the first MAX_ENTRIES entries, whose parse would take minutes.

    In UTF-16 none is found, and all are parsed.
    """
    beyond = next(islice(_ENTRY.finditer(content), MAX_ENTRIES, None), None)
    root = _ROOT.search(content)
    if beyond is None or root is None:
        return content
    channel = b"</channel>" if root[1].lower() == b"rss" else b""
    return content[: beyond.start()] + channel + b"</" + root[1] + b">"


def _parsed(page: Page, content: bytes) -> Any:
    import feedparser  # noqa: PLC0415  # only those who read feeds pay for it

    # As bytes in a file: feedparser would open a text as a path or an address.
    try:
        return feedparser.parse(
            io.BytesIO(content),
            response_headers=_headers(page),
            sanitize_html=False,  # nothing of it is kept as HTML
            resolve_relative_uris=False,
        )
    except Exception as err:  # it promises nothing of what it raises on garbage; it is named
        raise BadFeed(f"{type(err).__name__}: {err}"[:200]) from err


def _malformed(parsed: Any) -> str:
    """Return what is wrong with the XML; nothing where it is well-formed, whatever else feedparser minds."""
    from xml.sax import SAXException  # noqa: PLC0415  # loaded by feedparser already

    fault = parsed.get("bozo_exception")
    return fault.getMessage() if isinstance(fault, SAXException) else ""


def absolute(link: object, base: str) -> str | None:
    """Return the http(s) address that *link* means at *base*, None where it means none."""
    if not isinstance(link, str) or not link.strip() or _HOSTLESS.match(link):
        return None
    try:
        return check_address(urljoin(base, link.strip()))
    except (BadUrl, ValueError):
        return None


def plain(text: object, limit: int = _TITLE) -> str:
    """Return *text* without tags and character references, on one line, at most *limit* characters."""
    if not isinstance(text, str):
        return ""
    return _SPACE.sub(" ", html.unescape(_TAG.sub("", text[: limit * 8]))).strip()[:limit]


def _headers(page: Page) -> dict[str, str]:
    kind = page.media_type or "application/xml"
    said = {"content-type": f"{kind}; charset={page.charset}" if page.charset else kind}
    return said | ({"content-location": page.url} if page.url else {})


def _why_incomplete(page: Page, count: int) -> str | None:
    return _TOO_MANY if count > MAX_ENTRIES else page.incomplete_because


def _get(thing: Any, name: str) -> object:
    return thing.get(name) if isinstance(thing, Mapping) else None


def _entry(one: Any, base: str) -> Entry | None:
    links = (_get(one, "feedburner_origlink"), _get(one, "link"), *_alternates(one))
    url = next((found for link in links if (found := absolute(link, base)) and found != base), None)
    if url is None:
        return None
    source = _get(one, "source")
    return Entry(
        url=url,
        title=plain(_get(one, "title")),
        # dict.get: feedparser's own gives one for the other where only one is there
        published=_moment(dict.get(one, "published_parsed")),
        updated=_moment(dict.get(one, "updated_parsed")),
        authors=tuple(_authors(one)),
        credit=plain(_get(source, "title"), _CREDIT) or None,
        credit_url=absolute(_get(source, "href") or _get(source, "link"), base),
    )


def _alternates(one: Any) -> Iterator[object]:
    links = _get(one, "links")
    for link in links if isinstance(links, list) else ():
        if _get(link, "rel") == "alternate":
            yield _get(link, "href")


def _authors(one: Any) -> Iterator[str]:
    said = _get(one, "authors")
    for author in said[:10] if isinstance(said, list) else ():
        if name := plain(_get(author, "name") or _get(author, "email"), _CREDIT):
            yield name


def _moment(parsed: Any) -> datetime | None:
    """Return feedparser's idea of a time, which is in UTC."""
    if not isinstance(parsed, tuple):
        return None
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC)
    except (ValueError, OverflowError, OSError, TypeError):
        return None


def moment(text: object) -> datetime | None:
    """Return the time that *text*, as a feed or a sitemap has it, means; None for what is no time. See times.utc."""
    return utc(text.strip()) if isinstance(text, str) and len(text) <= _TIME else None


def _read_json_feed(page: Page) -> Found:
    try:
        feed = msgspec.json.decode(page.content.removeprefix(b"\xef\xbb\xbf"))
    except NOT_JSON as err:
        raise BadFeed(str(err)) from err
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list) or "jsonfeed.org" not in str(feed.get("version")):
        raise BadFeed("JSON, but no JSON Feed")
    base = page.url or page.asked
    entries = (_json_entry(item, base) for item in items[:MAX_ENTRIES] if isinstance(item, dict))
    return Found(
        kind=SourceKind.FEED,
        entries=tuple(entry for entry in entries if entry),
        title=plain(feed.get("title")),
        incomplete_because=_why_incomplete(page, len(items)),
    )


def _json_entry(item: dict[str, Any], base: str) -> Entry | None:
    url = absolute(item.get("url"), base) or absolute(item.get("external_url"), base)
    if url is None:
        return None
    authors = item.get("authors") or [item.get("author")]
    names = (plain(_get(one, "name"), _CREDIT) for one in authors[:10]) if isinstance(authors, list) else ()
    return Entry(
        url=url,
        title=plain(item.get("title")),
        published=moment(item.get("date_published")),
        updated=moment(item.get("date_modified")),
        authors=tuple(name for name in names if name),
    )
