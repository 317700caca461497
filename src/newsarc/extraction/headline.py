"""The lines around a headline: where a page shows who wrote a text, and when."""

from __future__ import annotations

from newsarc.extraction.blocks import Block, apart
from newsarc.extraction.folding import fold

_PROSE = 160
"""characters; a longer line is text: a lead or two may stand between the headline and the byline"""
_LEADS = 3
_TOLD = 8
"""long lines of text; a heading below so many opens something else"""
_AFTER = 40
_BEFORE = 10
_TELLS = 80
"""characters of a line that a byline seldom has"""
_NEXT, _OVER = 8, 2
"""lines below and above that stand nearest"""
_LONG = 15
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})


def around_headline(lines: list[Block], title: str = "") -> tuple[list[Block], list[Block]]:
    """Return the lines around the headline, nearest first and those below it first, and all lines further down.

    The headline is the first heading that says *title*, else the first of the highest rank. Menus are left out. Without
    a headline the page's first lines stand for those around it.
    """
    at = headline_at(lines, title)
    leads, end = 0, at + 1
    while end < min(len(lines), at + _AFTER) and leads < _LEADS:
        leads += len(lines[end].text) > _PROSE
        end += 1
    below, above = lines[at + 1 : end], [*reversed(lines[max(0, at - _BEFORE) : max(0, at)])]
    told = [place for place, block in enumerate(below) if len(block.text) > _TELLS]
    following = min(_NEXT, told[1] if len(told) > 1 else _NEXT)  # behind a lead, not within the text
    near = [*below[:following], *above[:_OVER], *below[following:], *above[_OVER:]]
    return apart([block for block in near if block.zone != "menu"]), lines[end:]


def headline_at(lines: list[Block], title: str) -> int:
    """Return where the headline stands in *lines*, -1 when there is none."""
    key = fold(title)
    first = holding = -1
    prose = 0
    for index, block in enumerate(lines):
        prose += len(block.text) > _PROSE and block.zone == "text"
        if block.tag not in _HEADINGS or block.zone == "menu":
            continue
        said = fold(block.text)
        if key and said == key:
            return index
        if holding < 0 and len(key) >= _LONG and key in said:  # with a kicker before it
            holding = index
        if first < 0 and block.tag == "h1" and prose < _TOLD:
            first = index
    if first < 0 and holding < 0 and key:  # a headline that is no heading for the browser
        return next((index for index, block in enumerate(lines) if _says(block, key)), -1)
    return holding if first < 0 else first


def _says(block: Block, key: str) -> bool:
    near = block.zone != "menu" and len(key) >= _LONG and abs(len(block.text) - len(key)) < len(key) // 2
    return near and _same(block, key)


def _same(block: Block, key: str) -> bool:
    """Say whether *block* says the folded title *key*, or is a heading that shares most of its words."""
    said = fold(block.text)
    if said == key:
        return True
    ours, theirs = set(said.split()), set(key.split())
    return block.tag in _HEADINGS and len(ours & theirs) * 3 >= 2 * max(len(ours), len(theirs))
