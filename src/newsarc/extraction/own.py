"""Our own reading of a page's body: choose the story's box, pass over its lines."""

from __future__ import annotations

from collections import Counter

import msgspec

from newsarc.extraction import lead, nextstory, passes, site
from newsarc.extraction.blocks import Block, Box, Walked
from newsarc.extraction.measure import weight
from newsarc.extraction.select import Chosen, choose
from newsarc.model.parts import Removed
from newsarc.model.site import SiteRules

_CELL = 300
"""characters; longer text in a cell is a paragraph"""


_OPENING = 2
"""lines at the top of a story among which its standfirst may be set once more"""


class Reading(msgspec.Struct, frozen=True):
    """What was read, and what it rests on."""

    paragraphs: list[str]
    removed: list[Removed]
    chosen: Chosen
    order: list[int] = []
    """which of the page's lines were taken"""
    size: int = 0
    """weight of the paragraphs"""

    def __post_init__(self) -> None:
        msgspec.structs.force_setattr(self, "size", sum(map(weight, self.paragraphs)))


def read(
    walked: Walked,
    titles: frozenset[str],
    described: str,
    *,
    relaxed: bool = False,
    inside: Box | None = None,
    learned: SiteRules | None = None,
) -> Reading:
    """Return the text among the lines of a page.

    *titles* (folded) are what its headline may say, *described* what the page says it is about. *relaxed* takes text
    from everywhere, for pages whose mark-up says that all of it is menu or aside. *inside* is the box to read, where
    that is known; *learned* says which boxes hold no text on this site.
    """
    chosen = choose(walked, relaxed=relaxed)
    if inside is not None:
        chosen = msgspec.structs.replace(chosen, box=inside)
    stories = nextstory.boxes(walked, titles)
    if stories is not None:
        chosen = _of_first(chosen, *stories)
    box = chosen.box
    end = stories[1].first if stories is not None and box.holds(stories[1]) else box.last
    unwanted = site.unwanted(walked, box, learned)
    dropped: dict[int, str] = {}
    kept = []
    for index in range(box.first, box.last):
        junk = walked.lines[index].box.junk_index(chosen.junk)
        if index >= end:
            dropped[index] = "next-story"
        elif junk > box.index:  # a junk box that holds the story itself says nothing
            dropped[index] = f"class-{walked.boxes[junk].word}"
        elif index in unwanted:
            dropped[index] = site.RULE
        else:
            kept.append(index)
    work = passes.Lines(walked.lines, chosen.weights, kept, box)
    work.dropped = dropped
    passes.run(work, titles, relaxed=relaxed)
    first = work.kept[0] if work.kept else box.first
    opening = lead.lead(walked, chosen, _first_text(work, chosen, first), titles, described)
    said = {walked.lines[index].text for index in opening if index not in work.kept}
    again = {index for index in work.kept[:_OPENING] if walked.lines[index].text in said}
    order = sorted({*opening, *work.kept} - again)
    removed = [
        Removed(walked.lines[index].text, work.dropped[index]) for index in sorted(work.dropped) if index not in opening
    ]
    return Reading(_paragraphs(walked.lines, order), removed, chosen, order)


def _of_first(chosen: Chosen, own: Box, other: Box) -> Chosen:
    """Return *chosen* without the text of the *other* story and of what stands below it: only *own* is asked for."""
    below = sum(chosen.weights[at] for at in range(other.first, len(chosen.weights)) if chosen.texts[at])
    box = own if other.holds(chosen.box) else chosen.box
    return msgspec.structs.replace(chosen, box=box, total=max(0, chosen.total - below))


def _first_text(work: passes.Lines, chosen: Chosen, first: int) -> int:
    return next((index for index in work.kept if chosen.texts[index]), first)


def _paragraphs(lines: list[Block], order: list[int]) -> list[str]:
    """Return the texts of *order*; the cells of a table's row make one line, unless the table only sets the page."""
    cells = Counter(lines[index].box.index for index in order)
    found: list[str] = []
    row: Box | None = None
    for index in order:
        block = lines[index]
        at = _row(block) if cells[block.box.index] == 1 else None
        if at is not None and at is row:
            found[-1] = f"{found[-1]}\t{block.text}"
        else:
            found.append(block.text)
        row = at
    return found


def _row(block: Block) -> Box | None:
    """Return the row of a table whose cell *block* is, None for running text."""
    box = block.box
    in_row = box.tag in {"td", "th"} and box.outer is not None and box.outer.tag == "tr" and len(block.text) < _CELL
    return box.outer if in_row else None
