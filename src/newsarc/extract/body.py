"""The text of a page of mark-up. Behind this interface trafilatura does the work."""

from __future__ import annotations

import logging
from functools import lru_cache
from importlib import metadata

import msgspec

from newsarc.extract.document import Document, node_text

# Its warnings ("discarding data") are verdicts to us, not messages to the user.
logging.getLogger("trafilatura").addHandler(logging.NullHandler())
logging.getLogger("trafilatura").propagate = False

_MAX_MARKUP = 6_000_000
"""characters; beyond, the plain reading takes over: trafilatura's time is not linear"""
_MAX_TAGS = 60_000
_SHORT = 200
_SKIPPED = "script, style, noscript, nav, aside, footer, header, form, figure, template, svg, button, select, iframe"


class Body(msgspec.Struct, frozen=True):
    """The text found."""

    paragraphs: tuple[str, ...]
    incomplete_because: str | None = None


@lru_cache(maxsize=1)
def engine() -> str:
    """Return name and version of what reads the text."""
    return f"trafilatura-{metadata.version('trafilatura')}"


def read(document: Document, article_body: str) -> Body:
    """Return the paragraphs of *document*; *article_body* (what JSON-LD says it is) stands in for no text at all."""
    reason = document.cut
    lines: list[str] = []
    if len(document.markup) <= _MAX_MARKUP and document.markup.count("<") <= 2 * _MAX_TAGS:
        lines, failure = _trafilatura(document.markup)
        reason = reason or failure
    if _length(lines) < _SHORT:
        lines = max((lines, _plain(document), _split(article_body)), key=_length)
    return Body(tuple(lines), reason)


def _length(lines: list[str]) -> int:
    return sum(map(len, lines))


def _split(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _trafilatura(markup: str) -> tuple[list[str], str | None]:
    """Return the lines trafilatura finds, and why there may be more when it broke down."""
    from trafilatura import bare_extraction  # noqa: PLC0415 - takes a third of a second to load

    try:
        found = bare_extraction(markup, include_comments=False, include_tables=True, deduplicate=False)
    except Exception as error:  # noqa: BLE001 - whatever a hostile page makes it raise is said in the record
        return [], f"the extractor failed on it ({type(error).__name__})"
    return _split(getattr(found, "text", None) or ""), None


def _plain(document: Document) -> list[str]:
    """Return the text of the paragraphs outside menus and boxes: what is left when trafilatura sees nothing."""
    document_tree = document.tree.clone()
    for node in document_tree.css(_SKIPPED):
        node.decompose()
    texts = [node_text(node) for node in document_tree.css("p")]
    return [text for text in texts if len(text) >= 40]
