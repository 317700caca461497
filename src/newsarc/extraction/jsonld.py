"""JSON-LD as pages really write it: escaped twice, with comments and raw newlines, in graphs and lists."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from newsarc.extraction.document import Document, squeeze

Node = dict[str, Any]
"""one JSON object of a page: nothing about its values is known"""

_MAX_SCRIPT = 3_000_000
_MAX_SCRIPTS = 30
_MAX_NODES = 2000
_OPENING = re.compile(r"<!--|<!\[CDATA\[|/\*.*?\*/|//[^\n]*\n", re.DOTALL)
_CLOSINGS = ("-->", "]]>", ";")
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_TAGS = re.compile(r"<[^<>]{1,300}>")
_ARTICLES = {
    "NewsArticle": 9, "ReportageNewsArticle": 9, "AnalysisNewsArticle": 9, "OpinionNewsArticle": 9,
    "BackgroundNewsArticle": 9, "ReviewNewsArticle": 9, "AskPublicNewsArticle": 9, "LiveBlogPosting": 8, "Article": 7,
    "BlogPosting": 7, "Report": 6, "TechArticle": 6, "ScholarlyArticle": 6, "SatiricalArticle": 6,
    "AdvertiserContentArticle": 6, "SocialMediaPosting": 4, "CreativeWork": 2, "WebPage": 1, "Recipe": 2,
    "VideoObject": 1, "ItemPage": 1,
}  # fmt: skip
_LEAST = 5
"""rank of a kind that is surely that of a text"""
_TITLE = 12
"""characters"""
LISTS = frozenset({"CollectionPage", "ItemList", "SearchResultsPage"})


def nodes(document: Document) -> list[Node]:
    """Return every object with an ``@type`` in the page's JSON-LD, outer ones first. Never raises on bad data."""
    found: list[Node] = []
    for script in document.tree.css('script[type*="ld+json"]')[:_MAX_SCRIPTS]:
        source = script.text(deep=True)
        if len(source) > _MAX_SCRIPT:
            document.unread = f"JSON-LD of {len(source)} characters was not read"
        data = _forgiving(source)
        for node in _walk(data):
            found.append(node)
            if len(found) >= _MAX_NODES:
                return found
    return found


def article(found: list[Node], document: Document | None = None) -> Node:
    """Return the node that describes the article, an empty one when there is none.

    Where several do, that whose headline *document* calls its own: pages describe the stories they link to as well.
    """
    best, best_rank = {}, 0.0
    headlined = [node for node in found if _is_headlined(node)]
    own = _of_page(headlined, document) if len(headlined) > 1 and document is not None else None
    if own is not None:
        return own
    for node in found:
        rank = max((_ARTICLES.get(kind, 0) for kind in types(node)), default=0)
        if rank <= 1 and not node.get("datePublished"):
            continue
        # of equal kinds the first wins, but a stub (a related story in a list) does not beat a full node
        full = rank + 0.3 * ("headline" in node) + 0.3 * ("datePublished" in node) + 0.2 * ("author" in node)
        if rank and full > best_rank + 1e-9:
            best, best_rank = node, full
    return best


def _is_headlined(node: Node) -> bool:
    return (
        "headline" in node and "datePublished" in node and any(_ARTICLES.get(kind, 0) > _LEAST for kind in types(node))
    )


def _of_page(headlined: list[Node], document: Document) -> Node | None:
    """Return the one of *headlined* whose headline is the page's; None where that is the first, or none of them."""
    stated = [document.first_meta("og:title") or "", *document.texts("h1", 2), *document.texts("title", 1)]
    titles = [_key(title) for title in stated if len(title) >= _TITLE]
    for place, node in enumerate(headlined):
        key = _key(text(node["headline"]))
        if len(key) >= _TITLE and any(title.startswith(key) or key.startswith(title) for title in titles):
            return node if place else None
    return None


def _key(title: str) -> str:
    return "".join(char for char in title.casefold() if char.isalnum())


def is_page(node: Node) -> bool:
    """Say whether *node* describes a page or a text on it, not a part of one or somebody."""
    return any(kind in _ARTICLES and kind not in {"VideoObject", "Recipe"} for kind in types(node))


def types(node: Node) -> tuple[str, ...]:
    """Return the names of *node*'s types, without a schema prefix."""
    kind = node.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return tuple(str(one).rpartition("/")[2].rpartition(":")[2] for one in kinds if isinstance(one, str))


def text(value: object) -> str:
    """Return *value* as one line: a string, the first of a list, an object's ``@value`` or name; else nothing."""
    if isinstance(value, list):
        return text(value[0]) if value else ""
    if isinstance(value, dict):
        return text(value.get("@value") or value.get("name") or "") if value else ""
    if not isinstance(value, str):
        return ""
    return squeeze(_TAGS.sub("", html.unescape(html.unescape(value))))


def text_lines(value: object) -> str:
    """Return *value* (a text of several paragraphs) with its line breaks, else nothing."""
    if not isinstance(value, str):
        return ""
    lines = (text(line) for line in re.sub(r"(?i)<(?:/p|br\s*/?)>", "\n", html.unescape(value)).split("\n"))
    return "\n".join(line for line in lines if line)


def names(value: object, known: dict[str, Node], depth: int = 0) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield (name, types) for each person or organisation in *value*; ``@id`` references are followed in *known*."""
    if depth > 3:
        return
    if isinstance(value, list):
        for one in value[:30]:
            yield from names(one, known, depth + 1)
    elif isinstance(value, dict):
        node = value if value.get("name") else known.get(str(value.get("@id")), value)
        kinds = types(node) or types(value)
        listed = node.get("name")
        for name in listed if isinstance(listed, list) else [listed]:
            if plain := text(name):
                yield plain, kinds
    elif plain := text(value):
        yield plain, ()


def by_id(found: list[Node]) -> dict[str, Node]:
    """Return the named nodes by ``@id``."""
    return {str(node["@id"]): node for node in found if node.get("@id") and node.get("name")}


def _forgiving(source: str) -> object:
    """Return the data in *source*, or None when no reading of it is JSON."""
    if not source or len(source) > _MAX_SCRIPT:
        return None
    source = _unwrapped(_unwrapped(source))
    for attempt in (_same, _no_trailing_commas, html.unescape):
        try:
            return json.loads(attempt(source), strict=False)
        except (ValueError, RecursionError):
            continue
    try:  # several objects one after the other, or junk after the first
        return json.JSONDecoder(strict=False).raw_decode(source.lstrip())[0]
    except (ValueError, RecursionError):
        return None


def _unwrapped(source: str) -> str:
    """Return *source* without the comment or the mark around it that kept old browsers from reading it.

    Not by one regular expression: of long runs of spaces each would be tried from each of its places.
    """
    source = source.strip()
    if opening := _OPENING.match(source):
        source = source[opening.end() :].lstrip()
    if closing := next((mark for mark in _CLOSINGS if source.endswith(mark)), None):
        source = source.removesuffix(closing).rstrip()
        source = source.removesuffix("//").rstrip() if closing == "]]>" else source
    return source


def _same(source: str) -> str:
    return source


def _no_trailing_commas(source: str) -> str:
    return _TRAILING_COMMA.sub(r"\1", source)


def _walk(data: object) -> Iterator[Node]:
    """Yield the typed objects in *data* breadth first, at most a few thousand steps."""
    queue: list[object] = [data]
    for step, value in enumerate(queue):
        if step > 5 * _MAX_NODES:
            return
        if isinstance(value, list):
            queue.extend(value)
        elif isinstance(value, dict):
            if "@type" in value:
                yield value
            queue.extend(child for child in value.values() if isinstance(child, dict | list))
