"""Web pages that lead to others: the articles a listing links to, and the feeds a home page advertises."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import msgspec
from selectolax.lexbor import LexborHTMLParser

from newsarc.fetch.feeds import absolute, plain
from newsarc.lexicon.collecting import collecting
from newsarc.markup.attributes import trimmed
from newsarc.markup.flatten import bearable
from newsarc.model.source import Entry, Found, SourceKind, matches
from newsarc.model.target import Page

MAX_LINKS = 5_000
"""of one page that are looked at"""
MAX_CHARS = 5_000_000
"""of mark-up; a listing's links stand in the first part of it"""
_DAY = re.compile(r"(?<!\d)(?:19|20)\d\d[/-]?(?:0?[1-9]|1[0-2])(?:[/-]?\d\d?)?(?!\d)")
_NUMBER = re.compile(r"(?<!\d)\d{5,}(?!\d)")
_FEED_LIKE = re.compile(r"(?:\brss\b|\bfeeds?\b|\batom\b)", re.IGNORECASE)


class Advertised(msgspec.Struct, frozen=True):
    """An address at which a feed or a sitemap is said, or may be expected, to be."""

    url: str
    kind: SourceKind
    how: str
    """``link``, ``anchor``, ``robots.txt`` or ``usual path``"""
    title: str = ""


def read_listing(page: Page, named: tuple[str, ...] = ()) -> Found:
    """Return the links of *page* that look like articles of the same site, in the page's order, each once; those too
    that a pattern in *named* matches, because somebody said so.
    """
    tree = _tree(page)
    base = _base(tree, page)
    entries: dict[str, Entry] = {}
    for node in tree.css("a[href]")[:MAX_LINKS]:
        url = absolute(node.attributes.get("href"), base)
        if url is None or not (looks_like_article(url, base) or _is_named(url, base, named)):
            continue
        title = plain(node.text(deep=True, separator=" ")) if node.child is not None else ""
        if url not in entries or (title and not entries[url].title):
            entries[url] = Entry(url=url, title=title)
    return Found(kind=SourceKind.LISTING, entries=tuple(entries.values()), incomplete_because=page.incomplete_because)


def looks_like_article(url: str, page_url: str) -> bool:
    """Say whether *url*, linked from *page_url*, has an article's features.

    Same site; a path with a date, a long number or a slug of at least four words; no part of it names a section of
    another kind (tag, author, login ...); no file. Two features are told apart by words in data/collecting.json.

    >>> looks_like_article("https://news.example/2026/11/ferry-runs-again", "https://www.news.example/")
    True
    >>> looks_like_article("https://news.example/tag/ferry-runs-again-on-monday", "https://www.news.example/")
    False
    """
    table = collecting()
    parts = urlsplit(url)
    path = parts.path.lower().rstrip("/")
    if not _related_hosts(url, page_url) or not path or path.endswith(table.file_endings):
        return False
    segments = path.split("/")[1:]
    if table.not_articles.intersection(segments[:-1]) or segments[-1] in table.not_articles:
        return False
    slug = segments[-1].removesuffix(".html").removesuffix(".htm").removesuffix(".php")
    words = [word for word in re.split(r"[-_+]", slug) if word]
    dated = bool(_DAY.search(path))
    if dated and not _DAY.fullmatch(path.strip("/")):
        return len(words) >= 2 or bool(_NUMBER.search(slug)) or len(slug) > 12
    return len(words) >= 4 or bool(_NUMBER.search(slug)) or bool(_NUMBER.search(parts.query))


def _is_named(url: str, page_url: str, patterns: tuple[str, ...]) -> bool:
    if not any(matches(pattern, url) for pattern in patterns) or not _related_hosts(url, page_url):
        return False
    path = urlsplit(url).path.lower()
    return path.strip("/") != "" and not path.endswith(collecting().file_endings)


def advertised(page: Page) -> list[Advertised]:
    """Return the feeds that *page* advertises: its ``link`` elements first, then links that look like feeds."""
    tree = _tree(page)
    base = _base(tree, page)
    found = [*_linked(tree, base), *_anchored(tree, base)]
    return list({one.url: one for one in reversed(found)}.values())[::-1]


def usual(url: str) -> list[Advertised]:
    """Return where feeds and sitemaps usually are on the host of *url*."""
    table = collecting()
    feeds = (Advertised(at, SourceKind.FEED, "usual path") for path in table.feed_paths if (at := absolute(path, url)))
    maps = (
        Advertised(at, SourceKind.SITEMAP, "usual path") for path in table.sitemap_paths if (at := absolute(path, url))
    )
    return [*feeds, *maps]


def _tree(page: Page) -> LexborHTMLParser:
    try:
        text = page.content.decode(page.charset or "utf-8", "replace")
    except LookupError:
        text = page.content.decode("utf-8", "replace")
    markup = trimmed(text[:MAX_CHARS])
    return LexborHTMLParser(bearable(markup)[0])


def _base(tree: LexborHTMLParser, page: Page) -> str:
    served = page.url or page.asked
    node = tree.css_first("base[href]")
    return (absolute(node.attributes.get("href"), served) if node is not None else None) or served


def _linked(tree: LexborHTMLParser, base: str) -> Iterator[Advertised]:
    types = collecting().feed_types
    for node in tree.css("link[href][rel]")[:MAX_LINKS]:
        said = node.attributes
        rels = (said.get("rel") or "").lower().split()
        kind = (said.get("type") or "").partition(";")[0].strip().lower()
        url = absolute(said.get("href"), base)
        if url and "alternate" in rels and kind in types:
            yield Advertised(url, SourceKind.FEED, "link", plain(said.get("title")))
        elif url and "sitemap" in rels:
            yield Advertised(url, SourceKind.SITEMAP, "link", plain(said.get("title")))


def _anchored(tree: LexborHTMLParser, base: str) -> Iterator[Advertised]:
    taken = 0
    for node in tree.css("a[href]")[:MAX_LINKS]:
        url = absolute(node.attributes.get("href"), base)
        if url and taken < 10 and _FEED_LIKE.search(urlsplit(url).path) and _related_hosts(url, base):
            taken += 1
            yield Advertised(url, SourceKind.FEED, "anchor", plain(node.text(deep=True)))


def _related_hosts(url: str, other: str) -> bool:
    """Say whether one address's host is the other's or a subdomain of it, ``www.`` aside."""
    mine, theirs = _bare_host(url), _bare_host(other)
    return mine == theirs or mine.endswith("." + theirs) or theirs.endswith("." + mine)


def _bare_host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
