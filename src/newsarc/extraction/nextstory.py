"""The next story, which some pages set below their own: a box of the same kind with a headline of its own."""

from __future__ import annotations

import re

from newsarc.extraction import rules
from newsarc.extraction.blocks import Block, Box, Walked
from newsarc.extraction.folding import fold
from newsarc.extraction.shown import find_written_day

_PROSE = 100
_BELOW = 5
"""lines below a headline among which its day or its author stands"""
_NUMBER = re.compile(r"\d+")


def boxes(walked: Walked, titles: frozenset[str]) -> tuple[Box, Box] | None:
    """Return the box of the story that one of *titles* (folded) heads, and that of the next one; None for one story."""
    heads = [index for index, block in enumerate(walked.lines) if block.tag == "h1"]
    if len(heads) < 2:
        return None
    own = next((index for index in heads if fold(walked.lines[index].text) in titles), None)
    other = next((at for at in heads if own is not None and at > own and not _says(walked.lines[at], titles)), None)
    if own is None or other is None:
        return None
    first, second = _apart(walked.lines[own].box, walked.lines[other].box)
    if first is None or second is None or not _alike(first, second):
        return None
    signed = first.tag == "article" or _is_signed(walked.lines[other + 1 : other + 1 + _BELOW])
    return (first, second) if signed and _has_prose(walked, first) and _has_prose(walked, second) else None


def _says(block: Block, titles: frozenset[str]) -> bool:
    return fold(block.text) in titles


def _apart(one: Box, other: Box) -> tuple[Box | None, Box | None]:
    """Return the largest box around each of the two that does not hold the other."""
    return _largest(one, other), _largest(other, one)


def _largest(box: Box, other: Box) -> Box | None:
    found: Box | None = None
    at: Box | None = box
    while at is not None and not at.holds(other):
        found, at = at, at.outer
    return found


def _alike(first: Box, second: Box) -> bool:
    """Say whether two boxes stand beside each other and are named alike, numbers aside."""
    return (
        first.outer is second.outer
        and first.tag == second.tag
        and _NUMBER.sub("", first.names) == _NUMBER.sub("", second.names)
    )


def _is_signed(lines: list[Block]) -> bool:
    return any(
        len(block.text) <= _PROSE and (rules.byline(block.text) or find_written_day(block.text)) for block in lines
    )


def _has_prose(walked: Walked, box: Box) -> bool:
    return any(len(block.text) > _PROSE for block in walked.lines[box.first : box.last])
