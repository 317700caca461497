"""The visible lines of a page in order, and the boxes they stand in: what one walk over its tree leaves behind."""

from __future__ import annotations

import msgspec

MAX_BLOCKS = 50_000
"""lines; what lies beyond is not read"""
UNSEEN = " ::unseen"
"""stands at the end of a line's own names where its attributes hide it"""


class Box(msgspec.Struct, eq=False):
    """An element that holds lines. Boxes know the box around them, and stand in a list in page order."""

    tag: str
    outer: Box | None
    index: int
    first: int
    """the first of the page's lines that stands inside"""
    last: int = 0
    """where the lines inside end"""
    end: int = 0
    """where the boxes inside end in the list of boxes"""
    names: str = ""
    """class and id, as written"""
    mark: int = 0
    """bits of classes.Mark"""
    word: str = ""
    """the class word that says it is not text"""
    junk: Box | None = None
    """the innermost box, from this one outwards, whose names say that it is not text"""
    zone: str = "text"
    asks: bool = False
    """whether a form stands right in it"""

    def holds(self, other: Box) -> bool:
        """Say whether *other* is this box or stands in it."""
        return self.index <= other.index < self.end

    def junk_index(self, junk: frozenset[int]) -> int:
        """Return the index of the innermost of the *junk* boxes that this one is or stands in, 0 when there is none."""
        box = self.junk
        while box is not None:
            if box.index in junk:
                return box.index
            box = box.outer.junk if box.outer is not None else None
        return 0


def in_list(box: Box) -> bool:
    """Say whether *box* is a point of a list, or stands right in one."""
    return box.tag == "li" or (box.outer is not None and box.outer.tag == "li")


class Block(msgspec.Struct, frozen=True):
    """One visible line."""

    text: str
    tag: str
    own: str
    """class and id words of the element itself, and of the spans in it"""
    linked: int
    """characters of the text that are links"""
    box: Box
    """what it stands in"""
    joined: bool = False
    """whether only a line break parts it from the line before"""
    away: int = 0
    """characters of a list's point that are links to other sites"""
    parts: tuple[tuple[str, str], ...] = ()
    """text and class words of the spans that make up a short line, where nothing but the page's style parts them"""
    author: str = ""
    """texts of its links that lead to authors' pages, with commas between them"""

    @property
    def zone(self) -> str:
        """``text``, or the innermost part of the page that is none: figure, menu, aside, footer, form, beside."""
        return self.box.zone

    @property
    def names(self) -> str:
        """Class and id words of the element and the two around it."""
        outer = self.box.outer
        return f"{self.own} {self.box.names} {outer.names if outer else ''}"[:300]


def apart(blocks: list[Block]) -> list[Block]:
    """Return *blocks*, those of spans that only the page's style parts as one line for each span."""
    if not any(block.parts for block in blocks):
        return blocks
    found: list[Block] = []
    for block in blocks:
        found += [
            msgspec.structs.replace(block, text=text, own=names, linked=min(block.linked, len(text)), parts=())
            for text, names in block.parts
        ] or [block]
    return found


class Picture(msgspec.Struct, frozen=True):
    """What a page says in place of a picture: logos have the names of those whose they are."""

    at: int
    """how many lines stand before it"""
    name: str
    own: str
    """class words of the element itself, and of the link it is"""
    box: Box
    """what it stands in"""


class Walked(msgspec.Struct, frozen=True):
    """What one walk found."""

    lines: list[Block]
    boxes: list[Box]
    cut: str | None = None
    """why lines may be missing"""
    choices: int = 0
    """fields to choose by: lists of options, boxes to tick"""
    pictures: list[Picture] = []
    """those with a short name"""
