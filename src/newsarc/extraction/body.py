"""The text of a page of mark-up. Behind this interface trafilatura does the work."""

from __future__ import annotations

import logging

import msgspec

from newsarc.extraction.blocks import MAX_BLOCKS, Block
from newsarc.extraction.document import Document

# Its warnings ("discarding data") are verdicts to us, not messages to the user.
logging.getLogger("trafilatura").addHandler(logging.NullHandler())
logging.getLogger("trafilatura").propagate = False

_MAX_MARKUP = 6_000_000
"""characters; beyond, the plain reading takes over: trafilatura's time is not linear"""
_MAX_ANGLES = 120_000
_SHORT = 200
_NOTHING = 60
_LOST = 600
"""characters: a page that shows so much and gives next to no text is not understood"""


class Body(msgspec.Struct, frozen=True):
    """The text found."""

    paragraphs: tuple[str, ...]
    incomplete_because: str | None = None


def read(document: Document, lines: list[Block], article_body: str) -> Body:
    """Return the paragraphs of *document*, whose visible lines are *lines*.

    *article_body* (what JSON-LD says the text is) and the bare lines stand in where trafilatura finds next to nothing.
    """
    reason = document.cut
    found: list[str] = []
    if len(document.markup) <= _MAX_MARKUP and document.markup.count("<") <= _MAX_ANGLES:
        found, failure = _trafilatura(document.markup)
        reason = reason or failure
    if _length(found) < _SHORT:
        plain = _plain(lines)
        best = max((found, plain, _split(article_body)), key=_length)
        if best is plain and len(lines) >= MAX_BLOCKS:
            reason = reason or f"only the first {MAX_BLOCKS} lines were read"
        found = best
        visible = sum(len(block.text) for block in lines if block.zone == "text")
        if visible > _LOST and _length(found) < _NOTHING:
            reason = reason or f"{_length(found)} of {visible} visible characters could be told from menus and links"
    return Body(tuple(found), reason)


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


def _plain(lines: list[Block]) -> list[str]:
    """Return the lines outside menus and boxes that are no links: what is left when trafilatura sees nothing."""
    texts = [block.text for block in lines if block.zone == "text" and 2 * block.linked < len(block.text)]
    long = [text for text in texts if len(text) >= 40]
    return long if _length(long) >= _SHORT else texts
