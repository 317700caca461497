"""One parse of a page's mark-up, shared by everything that reads facts from it."""

from __future__ import annotations

from functools import cached_property

from selectolax.lexbor import LexborHTMLParser, LexborNode

from newsarc.markup.attributes import LIMIT, trimmed
from newsarc.markup.flatten import MAX_TAGS, bearable

MAX_MARKUP = 20_000_000
"""characters; what lies beyond is not parsed"""


class Document:
    """A parsed page: its tree, its ``<meta>`` values and what had to be cut to parse it in bounded time."""

    def __init__(self, markup: str, encoded: bytes | None = None) -> None:
        """Parse *markup*; *encoded* is the same in UTF-8, where it is at hand: the parser wants that."""
        self.cut: str | None = None
        """why text may be missing, None when everything was parsed"""
        self.unread: str | None = None
        """what of the page's data was too large to be read; what reads it says so here"""
        whole = markup
        if len(markup) > MAX_MARKUP:
            self.cut = f"only the first {MAX_MARKUP} characters were read"
            markup = markup[:MAX_MARKUP]
        read = trimmed(markup)
        if len(read) < len(markup):
            self.cut = f"only the first {LIMIT:,} attributes of an element were read"
        markup, cut = bearable(read)
        if cut:
            self.cut = f"only the first {MAX_TAGS:,} tags were read"
        self.markup = markup
        self.tree = LexborHTMLParser(encoded if encoded is not None and markup is whole else markup)

    @cached_property
    def meta(self) -> dict[str, list[str]]:
        """Values of ``<meta>`` by lower-case name, property or http-equiv, in page order, empty ones left out."""
        found: dict[str, list[str]] = {}
        for node in self.tree.css("meta[content]"):
            attributes = node.attributes
            value = squeeze(attributes.get("content") or "")
            name = attributes.get("property") or attributes.get("name") or attributes.get("http-equiv")
            if value and name and len(value) < 10_000:
                found.setdefault(name.strip().lower(), []).append(value)
        return found

    def first_meta(self, *names: str) -> str | None:
        """Return the first value of the first of *names* that has one."""
        return next((self.meta[name][0] for name in names if name in self.meta), None)

    def texts(self, selector: str, limit: int = 50) -> list[str]:
        """Return the squeezed, non-empty texts of the elements *selector* matches, at most *limit*."""
        texts = (node_text(node) for node in self.tree.css(selector)[:limit])
        return [text for text in texts if text]


def node_text(node: LexborNode) -> str:
    """Return all text below *node*, white space squeezed."""
    return squeeze(node.text(deep=True, separator=" ")) if node.child is not None else ""


def squeeze(text: str) -> str:
    """Return *text* with runs of white space as one space, none at the ends."""
    return " ".join(text.split())
