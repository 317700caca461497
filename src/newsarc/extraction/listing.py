"""Tells a page that lists articles from an article, by adding up hints: none of them decides alone."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from newsarc.extraction import jsonld
from newsarc.extraction.blocks import Block
from newsarc.extraction.document import Document
from newsarc.extraction.rules import is_sentence

LISTING = 2.0
"""points; where 1 % of the articles of a test collection were taken for lists, and 3 of 4 lists were found"""
_LIST_PATH = re.compile(
    r"/(?:categor(?:y|ies|ia|ie)|kategorie|tags?|topics?|themen?|tema|sections?|rubrik|collections?|hub|authors?|search|archives?"
    r"|shop|products?|c|browse|departments?|s|page)/|/page/\d+|[?&](?:q|s|search|query)=",
    re.IGNORECASE,
)
_HEADINGS = frozenset({"h2", "h3", "h4"})
_LISTED = frozenset({"CollectionPage", "SearchResultsPage", "ItemList"})
_OUTSIDE = frozenset({"menu", "aside", "footer", "form", "figure"})


def points(
    document: Document, found: list[jsonld.Node], lines: list[Block], paragraphs: tuple[str, ...], url: str | None
) -> float:
    """Return how much speaks for a list (from LISTING on, it is one). Address, mark-up and shape of the text count."""
    return _claims(document, found) + _address(url) + _shape(lines) + _sentences(paragraphs, lines)


def _claims(document: Document, found: list[jsonld.Node]) -> float:
    """Return the points for what the page calls itself."""
    node = jsonld.article(found)
    dated = bool(node.get("headline") and node.get("datePublished"))
    kind = (document.first_meta("og:type") or "").lower()
    total = -2.0 if dated else 0.0
    if kind == "article" or "article:published_time" in document.meta:
        total -= 1.5
    if kind.startswith("product.g"):
        total += 1
    kinds = {kind for one in found for kind in jsonld.types(one)}
    return total + (1.5 if kinds & _LISTED and not dated else 0)


def _address(url: str | None) -> float:
    """Return the points for the address: a home page, a section's short name; an article has a long one."""
    try:
        path = urlsplit(url).path if url else None
    except ValueError:
        return 0.0
    if path is None or url is None:
        return 0.0
    longest = max(map(len, path.split("/")))
    listed = 1.2 if _LIST_PATH.search(url) else 0.0
    if not path.strip("/"):
        return 2.5
    return listed + (0.8 if longest < 20 else -0.8 if longest >= 30 else 0.0)


def _shape(lines: list[Block]) -> float:
    """Return the points for how much runs on as text, and how much of the page is links."""
    inside = [block for block in lines if block.zone not in _OUTSIDE]
    run = _longest_run(inside)
    total = 1.5 if run < 400 else 0.8 if run < 1000 else -1.0 if run > 2500 else 0.0
    total -= 1 if run > 5000 else 0
    visible = sum(len(block.text) for block in lines)
    linked = sum(min(block.linked, len(block.text)) for block in lines) / max(1, visible)
    total += 1.2 if linked > 0.5 else 0.6 if linked > 0.33 else -0.7 if linked < 0.2 else 0.0
    titles = sum(block.tag in _HEADINGS and _is_link(block) for block in inside)
    return total + (0.8 if titles >= 10 else 0)


def _is_link(block: Block) -> bool:
    return block.linked > 0.5 * len(block.text)


def _longest_run(lines: list[Block]) -> int:
    """Return the characters of the longest stretch of long lines that no link line and no bold claim interrupts."""
    best = current = 0
    for block in lines:
        if block.tag in _HEADINGS and not _is_link(block):
            continue
        if _is_link(block) or block.tag == "h1":
            current = 0
        elif len(block.text) >= 80:
            current += len(block.text)
            best = max(best, current)
    return best


def _sentences(paragraphs: tuple[str, ...], lines: list[Block]) -> float:
    """Return the points for how little of the text found is sentences, and how much of it is links."""
    length = sum(map(len, paragraphs))
    said = sum(len(text) for text in paragraphs if len(text) > 80 and is_sentence(text))
    total = 1.0 if said < 0.4 * length else 0.4 if said < 0.6 * length else 0.0
    by_start = {block.text[:60]: block for block in lines}
    shown = [by_start[text[:60]] for text in paragraphs if text[:60] in by_start]
    linked = sum(min(block.linked, len(block.text)) for block in shown)
    return total + (0.8 if linked > 0.15 * sum(len(block.text) for block in shown) > 0 else 0)
