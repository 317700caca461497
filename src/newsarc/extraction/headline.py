"""The lines around a headline: where a page shows who wrote a text, and when."""

from __future__ import annotations

from newsarc.extraction.blocks import Block

_PROSE = 160
"""characters; a longer line is text: a lead or two may stand between the headline and the byline"""
_LEADS = 3
_AFTER = 40
_BEFORE = 10


def around_headline(lines: list[Block]) -> tuple[list[Block], list[Block]]:
    """Return the lines around the first headline, nearest first and those below it first, and all lines further down.

    Menus are left out. Without a headline the page's first lines stand for those around it.
    """
    at = next((index for index, block in enumerate(lines) if block.tag == "h1" and block.zone != "menu"), -1)
    leads, end = 0, at + 1
    while end < min(len(lines), at + _AFTER) and leads < _LEADS:
        leads += len(lines[end].text) > _PROSE
        end += 1
    near = [*lines[at + 1 : end], *reversed(lines[max(0, at - _BEFORE) : max(0, at)])]
    return [block for block in near if block.zone != "menu"], lines[end:]
