"""Passes over what the mark-up sets apart: pictures, asides, menus, forms, boxes beside the text, unseen text."""

from __future__ import annotations

import re

from newsarc.extraction.blocks import UNSEEN, Block, Box
from newsarc.extraction.classes import Mark, judge
from newsarc.extraction.passes.lines import Lines

_FIGURE_TEXT = frozenset(["blockquote", "table", "pre", "td", "th", "tr", "tbody", "code"])
_UNSEEN = re.compile(
    r"(?:^|[\s_-])(?:sr-?only|screen-?reader|visually-?hidden|assistive-text|offscreen|element-invisible)(?![a-z])",
    re.IGNORECASE,
)
_UNSEEN_LINE = 200
_HIDDEN = 0.2
"""of the text that hidden lines have at most: the larger part of a story is hidden at times, from who does not pay"""
_LONG = 80
_LOOKS = ("beside", "form", "figure")
_MOST = 0.15
"""of the story: what looks like a box beside it and is more than this may be its larger part"""

_FORM_LINES, _FORM = 8, 600
"""lines, and their weight, around a form at most"""


def drop_zones(work: Lines) -> None:
    """Take out what stands in pictures, asides, menus and footers; a quote or a table in a figure is text."""
    for index in list(work.kept):
        zone = _zone_within(work.lines[index].box, work.box)
        if zone == "figure" and not _quoted(work.lines[index].box, work.box):
            work.dropped[index] = "figure"
        elif zone in {"aside", "menu", "footer"}:
            work.dropped[index] = zone
    work.kept = [index for index in work.kept if index not in work.dropped]


def _zone_within(box: Box, story: Box) -> str:
    """Return the zone of *box* as its tags say it, looking no further out than the *story*."""
    at: Box | None = box
    while at is not None and at is not story:
        if at.tag in {"figure", "figcaption", "picture"} or at.mark & Mark.CAPTION:
            return "figure"
        if at.zone in {"menu", "aside", "footer"} and at.outer is not None and at.outer.zone != at.zone:
            return at.zone
        at = at.outer
    return "text"


def _quoted(box: Box, story: Box) -> bool:
    """Say whether *box* is a quote or a table within the *story*, by its tag or by what its class calls it."""
    at: Box | None = box
    while at is not None and at is not story:
        if at.tag in _FIGURE_TEXT or "quote" in at.names.lower():
            return True
        if at.tag == "figcaption" or at.mark & Mark.CAPTION:
            return False
        at = at.outer
    return False


def drop_set_apart(work: Lines) -> None:
    """Take out what only looks set apart: forms, and boxes whose names are those of teasers or of pictures."""
    apart = [index for index in work.kept if work.lines[index].box.zone in _LOOKS]
    for zone in _LOOKS if apart else ():
        hits = {index for index in apart if _enters(work.lines[index].box, work.box, zone)}
        if work.weigh(hits) <= _MOST * work.weigh(work.kept):
            work.drop(hits, zone)


def _enters(box: Box, story: Box, zone: str) -> bool:
    """Say whether a box around *box*, within the *story*, is where *zone* begins."""
    if box.zone != zone or (zone == "figure" and _quoted(box, story)):
        return False
    at: Box | None = box
    while at is not None and at is not story:
        if at.outer is not None and at.outer.zone != zone:
            return True
        at = at.outer
    return False


def drop_unseen(work: Lines) -> None:
    """Take out what is hidden: lines, short ones for screen readers alone, data for scripts among the text."""
    work.drop_if(_is_data, "data", most=0.6)
    _drop_hidden(work)
    work.drop_if(
        lambda block: bool(block.own) and len(block.text) < _UNSEEN_LINE and bool(_UNSEEN.search(block.own)),
        "unseen",
        most=0.2,
    )


def _drop_hidden(work: Lines) -> None:
    """Take out hidden lines that are no larger part of the story, and hidden copies of what is shown."""
    hidden = {index for index in work.kept if work.lines[index].own.endswith(UNSEEN)}
    if not hidden:
        return
    shown = [work.lines[index].text for index in work.kept if index not in hidden and work.weights[index] >= _LONG]
    work.drop({index for index in hidden if any(text in work.lines[index].text for text in shown)}, "repeated")
    work.drop_if(lambda block: block.own.endswith(UNSEEN), "unseen", most=_HIDDEN)


def _is_data(block: Block) -> bool:
    """Say whether *block* is a JSON object or a list of them, and not set as one that the story shows."""
    text = block.text
    return (
        block.tag != "pre"
        and block.box.tag not in {"pre", "code"}
        and text.startswith(('{"', '[{"', '{ "'))
        and text.endswith(("}", "]"))
        and '":' in text
    )


def drop_captions(work: Lines) -> None:
    """Take out lines whose own class says caption or picture credit."""
    work.drop_if(_is_caption, "caption")


def _is_caption(block: Block) -> bool:
    if not block.own or len(block.text) > 400:
        return False
    return bool(judge(block.own.strip()).mark & Mark.CAPTION)


def drop_asking(work: Lines) -> None:
    """Take out small boxes in which a form stands: what a newsletter, a poll or an appeal says around its fields."""
    boxes = {box.index: box for index in work.kept if (box := work.lines[index].box).asks or _asks_around(box)}
    for box in boxes.values():
        asking = box if box.asks else box.outer
        if asking is None or asking is work.box or asking.holds(work.box):
            continue
        lines = range(asking.first, asking.last)
        small = len(lines) <= _FORM_LINES and work.weigh(lines) <= _FORM
        if small and not any(work.lines[at].tag == "h1" for at in lines):
            work.drop(set(lines) & set(work.kept), "form-box")


def _asks_around(box: Box) -> bool:
    return box.outer is not None and box.outer.asks
