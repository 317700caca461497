"""Tells a page that lists articles or goods from an article, by adding up hints: none of them decides alone."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from math import log1p
from urllib.parse import urlsplit

from newsarc.extraction import jsonld
from newsarc.extraction.blocks import Block
from newsarc.extraction.document import Document
from newsarc.lexicon.cues import cues, every

LISTING = 0.3
"""points from which a page is a list. The weights below were fitted on half a dozen hundred sites, those of each fifth
judged by the others': 1 % of the articles were taken for lists, and five of six lists were found."""
_BASE = 2.35
_LONG_LINE = 0.7
_CLEAR = 1.0
_LIST_PATH = re.compile(
    r"/(?:categor(?:y|ies|ia|ie)|kategorie|tags?|topics?|themen?|tema|sections?|rubrik|collections?|hub|authors?|search|archives?"
    r"|shop|products?|c|browse|departments?|s|page)/|/page/\d+|[?&](?:q|s|search|query)=",
    re.IGNORECASE,
)
_PRICE = re.compile(
    r"[$€£¥₹₽₺₩]\s?\d|\d\s?[€£₽₺₩]|\b(?:USD|EUR|GBP|CHF|Rs\.?|kr|R\$)\s?\d|\d\s?(?:zł|Kč|Ft|kr|USD|EUR|GBP|CHF)\b"
)
_CURRENCY = re.compile(r"[$€£¥₹₽₺₩]|USD|EUR|GBP|CHF|Rs|kr|zł|Kč|Ft")
_HEADINGS = frozenset({"h2", "h3", "h4"})
_OUTSIDE = frozenset({"menu", "aside", "footer", "form", "figure"})
_LABEL = 60
"""characters; prices and the words of a shop stand on lines of their own"""
_CARD = 15
_LONG = 200
_RUNNING = 80


def hints(document: Document, found: list[jsonld.Node], lines: list[Block], url: str | None, *, dated: bool) -> float:
    """Return how much all but the text speaks for a list: claims, address, and shape of what is shown.

    *dated* says whether the page tells a day of publication in any way.
    """
    total = _BASE + _claims(document, found) + _address(url) + _shape(lines) + _goods(lines, _language(document))
    return total - 0.85 * dated


def is_list(hints: float, paragraphs: tuple[str, ...]) -> bool:
    """Say whether a page with *hints* is a list, *paragraphs* being its text."""
    return hints - _LONG_LINE * log1p(sum(_size(text) >= _LONG for text in paragraphs)) >= LISTING


def certain(hints: float, lines: list[Block]) -> bool:
    """Say whether a page with *hints* is a list, clearly, whichever of its *lines* are taken for its text."""
    return is_list(hints - _CLEAR, tuple(block.text for block in lines))


def _claims(document: Document, found: list[jsonld.Node]) -> float:
    """Return the points for what the page calls itself."""
    node = jsonld.article(found)
    kind = (document.first_meta("og:type") or "").lower()
    total = -2.6 if node.get("headline") and node.get("datePublished") else 0.0
    if kind == "article" or "article:published_time" in document.meta:
        total -= 2.0
    return total + (3.5 if kind.startswith("product") else 0)


def _address(url: str | None) -> float:
    """Return the points for the address: a home page, a section's short name; an article has a long one."""
    try:
        path = urlsplit(url).path if url else None
    except ValueError:
        return 0.0
    if path is None or url is None:
        return 0.0
    longest = max(map(len, path.split("/")))
    total = 1.3 if longest < 20 else -1.2 if longest >= 30 else 0.0
    total += 2.2 if _LIST_PATH.search(url) else 0.0
    return total + (0.0 if path.strip("/") else 2.2)


def _shape(lines: list[Block]) -> float:
    """Return the points for how much runs on as text, against cards that are all alike."""
    inside = [block for block in lines if block.zone not in _OUTSIDE]
    return -0.65 * log1p(_longest_run(inside)) + 0.75 * min(log1p(_cards(inside)), 4)


def _goods(lines: list[Block], language: str) -> float:
    """Return the points for prices, and for the words of a shop or a list."""
    labels = [block.text for block in lines if len(block.text) <= _LABEL]
    together = "\n".join(labels)
    prices = sum(bool(_PRICE.search(text)) for text in labels) if _CURRENCY.search(together) else 0
    together = together.lower()
    shop = sum(map(together.count, _shop_words(language)))
    return 0.85 * min(log1p(prices), 3) + 0.75 * min(log1p(shop), 2.5)


def _language(document: Document) -> str:
    root = document.tree.root
    return (root.attributes.get("lang") or "").lower()[:2] if root is not None else ""


@lru_cache(maxsize=64)
def _shop_words(language: str) -> tuple[str, ...]:
    """Return the words in *language* and in English, which many pages leave in; all when it is not a known one."""
    known = cues().shop
    return tuple({*known["en"], *known[language]}) if language in known else every(known)


def _cards(lines: list[Block]) -> int:
    """Return how many lines that are links look the most alike: the titles of a list have one class."""
    kinds = Counter((block.tag, block.own) for block in lines if len(block.text) >= _CARD and _is_link(block, 0.8))
    return max(kinds.values(), default=0)


def _is_link(block: Block, share: float = 0.5) -> bool:
    return block.linked > share * len(block.text)


def _size(text: str) -> int:
    """Return the length of *text*; signs that stand for whole words count for more."""
    return len(text) if text.isascii() or ord(text[0]) < 0x2E80 else 2 * len(text)


def _longest_run(lines: list[Block]) -> int:
    """Return the characters of the longest stretch of long lines that no link line and no bold claim interrupts."""
    best = current = 0
    for block in lines:
        if block.tag in _HEADINGS and not _is_link(block):
            continue
        if _is_link(block) or block.tag == "h1":
            current = 0
        elif (size := _size(block.text)) >= _RUNNING:
            current += size
            best = max(best, current)
    return best
