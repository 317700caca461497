"""Breaking text into lines as a terminal counts: in columns, of which a Chinese character takes two."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

_WIDE = ("W", "F")
_NO_ROOM = ("Mn", "Me", "Cf")


def columns(text: str) -> int:
    """Return how many columns *text* takes."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def wrap(text: str, width: int) -> list[str]:
    """Return *text* in lines of at most *width* columns; no lines for an empty text."""
    return [text[start:end] for start, end in spans(text, width)]


def spans(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Yield where each line begins and ends; the spaces between two lines belong to none.

    Lines end at spaces and before wide characters; a word longer than a line is broken.
    """
    start = taken = chance = 0
    at = 0
    while at < len(text):
        char = text[at]
        room = _columns(char)
        if char == " " or room == 2:
            chance = at
        if taken + room > width and at > start:
            end = chance if chance > start else at
            yield start, end
            while end < len(text) and text[end] == " ":
                end += 1
            start = at = chance = end
            taken = 0
            continue
        taken += room
        at += 1
    if start < len(text):
        yield start, len(text)


def shortened(text: str, width: int) -> str:
    """Return *text* in at most *width* columns, its cut end an ellipsis."""
    if columns(text) <= width:
        return text
    end = taken = 0
    while taken + _columns(text[end]) < width:
        taken += _columns(text[end])
        end += 1
    return text[:end].rstrip() + "…"


def _columns(char: str) -> int:
    if char.isascii():
        return 1
    if unicodedata.east_asian_width(char) in _WIDE:
        return 2
    return 0 if unicodedata.category(char) in _NO_ROOM else 1
