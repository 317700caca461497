"""The pass over boxes of a kind of their own."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from newsarc.extraction import rules
from newsarc.extraction.blocks import Block, Box
from newsarc.extraction.classes import Mark
from newsarc.extraction.measure import ends_sentence
from newsarc.extraction.passes.lines import HEADINGS, Lines

_NUMBER = re.compile(r"\d+")
_PLAIN_BOXES = frozenset(["ul", "ol", "li", "dl", "blockquote", "table", "tbody", "thead", "tr", "td", "th", "center"])
_ONE_KIND = 0.8
"""of the text stands in one kind of box, as a rule; where a story is set in many, prose in an odd one is the story's,
elsewhere paragraphs alone"""
_HEADING = 100
_HEADING_NAME = re.compile(
    r"(?<![a-z])(?:sub-?(?:head(?:ing|er|line)?|title|hed)|h[2-4](?![a-z0-9])|inter-?title|intertitre|cross-?head(?:ing)?"
    r"|zwischen(?:titel|ueberschrift)|mellemrubrik|mellomtittel|mellanrubrik|ladillo|section-?(?:head(?:ing|er)?|title)"
    r"|text-[2-5]xl(?![a-z0-9])|t-title(?![a-z]))",
    re.IGNORECASE,
)
_PROSE = 150
_POINT = 80
_SIGNATURE = 60
_AS_WRITTEN = frozenset(["pre", "xmp", "address"])


def drop_odd_boxes(work: Lines) -> None:
    """Take out lines in small boxes of a kind of their own: what is not set like the story is not of the story."""
    kinds = _kinds(work)
    sizes: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    for index, kind in kinds.items():
        if kind and work.lines[index].tag not in HEADINGS:
            sizes[kind] += work.weights[index]
            counts[kind] += 1
    total = work.weigh(work.kept)
    fine = {
        kind for kind, size in sizes.items() if size >= 0.05 * total or (counts[kind] >= 6 and size >= 0.02 * total)
    }
    direct = total - sum(sizes.values())
    one_kind = max(direct, *sizes.values(), 0) >= _ONE_KIND * total
    odd = {
        index
        for index, kind in kinds.items()
        if kind
        and kind not in fine
        and work.lines[index].tag not in HEADINGS
        and not _stays(work.lines[index], work.weights[index], one_kind=one_kind)
    }
    headed = {index for index, below in pairwise(work.kept) if index in odd and below not in odd}
    odd -= {index for index in headed if _heads(work.lines[index])}
    odd -= {index for index in work.kept[-1:] if _signs(work.lines[index].text)}
    if work.weigh(odd) < 0.2 * total:
        work.drop(odd, "odd-box")


def _signs(text: str) -> bool:
    """Say whether *text* may be how a writer signs: clean-up takes it for what it says."""
    return len(text) <= _SIGNATURE and bool(rules.byline(text) or rules.is_full_name(text.partition(",")[0]))


def _heads(block: Block) -> bool:
    """Say whether *block* is a heading for readers, though none for the browser: its name says so."""
    return (
        not block.linked
        and len(block.text) <= _HEADING
        and block.box.last - block.box.first == 1
        and bool(_HEADING_NAME.search(f"{block.own} {block.box.names}"))
    )


def _kinds(work: Lines) -> dict[int, str]:
    """Return the kind of box that each line stands in, nothing for lines of the story's own box."""
    kinds: dict[int, str] = {}
    by_box: dict[int, str] = {work.box.index: ""}
    for index in work.kept:
        box = work.lines[index].box
        kind = by_box.get(box.index)
        if kind is None:
            kind = by_box[box.index] = _signature(box, work.box)
        kinds[index] = kind
    return kinds


def _stays(block: Block, weight: int, *, one_kind: bool) -> bool:
    """Say whether *block* is of the story though its box is odd: text set as written is, prose mostly."""
    return block.tag in _AS_WRITTEN or (_is_prose(block, weight) and (block.tag == "p" or not one_kind))


def _is_prose(block: Block, weight: int) -> bool:
    """Say whether *block* is a paragraph, a point of a list or a quote that says something."""
    if block.box.tag in {"li", "blockquote"} and weight > _POINT:
        return True
    return weight >= _PROSE and 4 * block.linked < len(block.text) and ends_sentence(block.text)


def _signature(box: Box, story: Box) -> str:
    """Return what tells the kind of *box* apart, nothing where it is only a list, quote or table of the story."""
    at: Box | None = box
    while at is not None and at is not story:
        if at.tag in {"table", "pre"}:
            return ""
        if at.tag not in _PLAIN_BOXES or at.mark & (Mark.STRONG | Mark.WEAK):
            return f"{at.tag}.{_NUMBER.sub('', at.names)}"
        at = at.outer
    return ""
