"""The text of a page of mark-up."""

from __future__ import annotations

import msgspec

from newsarc.extraction import own
from newsarc.extraction.blocks import Walked
from newsarc.extraction.document import Document
from newsarc.extraction.titles import fold
from newsarc.model.parts import Removed

_SHORT = 200
_NOTHING = 60
_LOST = 600
"""characters: a page that shows so much and gives next to no text is not understood"""


class Body(msgspec.Struct, frozen=True):
    """The text found."""

    paragraphs: tuple[str, ...]
    removed: tuple[Removed, ...] = ()
    second: bool = False
    """whether it is the second opinion's"""
    incomplete_because: str | None = None


def read(document: Document, walked: Walked, article_body: str, titles: tuple[str, ...], described: str) -> Body:
    """Return the paragraphs of *document*, whose visible lines are *walked*.

    *article_body* is what JSON-LD says the text is, *titles* are the headlines the page may show.
    """
    reason = document.cut or walked.cut
    folded = frozenset(fold(title) for title in titles if title)
    reading = own.read(walked, folded, described)
    found = reading.paragraphs
    if _length(found) < _SHORT:
        relaxed = own.read(walked, folded, described, relaxed=True).paragraphs
        found = max((found, _split(article_body), relaxed), key=_length)
    visible = sum(len(block.text) for block in walked.lines if block.zone == "text")
    if visible > _LOST and _length(found) < _NOTHING:
        reason = reason or f"{_length(found)} of {visible} visible characters could be told from menus and links"
    return Body(tuple(found), tuple(reading.removed), False, reason)


def _length(lines: list[str]) -> int:
    return sum(map(len, lines))


def _split(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]
