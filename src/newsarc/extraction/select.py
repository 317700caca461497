"""Where on a page the text is: which boxes are junk, and which one box holds the story."""

from __future__ import annotations

from collections import Counter

import msgspec

from newsarc.extraction.blocks import Box, Walked
from newsarc.extraction.classes import Mark
from newsarc.extraction.measure import ends_sentence, good, weight
from newsarc.lexicon.classes import class_words

OUTSIDE = frozenset(["menu", "aside", "footer"])
_DECAY = 0.8
"""what a box keeps of its parts' text when it has several: the smaller box wins unless the larger has a quarter more"""
_LISTS = frozenset(["ul", "ol", "dl"])
_LIST = 0.6
"""a story has lists, but is hardly ever one: what is, lists other stories"""
_HINT = 1.3
_PROPERTY = 1.6
_STRONG = Mark.STRONG
_STORY = 600
"""weight; where so much stands beside readers' comments, it is what they are about"""
_PARAGRAPH = 80
_PROSE = 150
"""weight"""


class Chosen(msgspec.Struct, frozen=True):
    """The box of the story, and how sure that is."""

    box: Box
    weights: list[int]
    """of each line"""
    texts: list[bool]
    """whether a line is running text"""
    junk: frozenset[int]
    """indexes of the boxes whose lines are not text"""
    total: int
    """weight of all running text outside menus"""
    flagged: int
    """weight of the running text in junk boxes, those left out that are never the text, whatever their size"""
    never: int
    """weight of the running text in these"""
    inside: int
    """weight of the running text chosen"""


class _Page:
    """Running text by box."""

    def __init__(self, walked: Walked, *, relaxed: bool) -> None:
        self.lines, self.boxes = walked.lines, walked.boxes
        self.weights = [weight(block.text) for block in self.lines]
        self.texts = [good(block, size) for block, size in zip(self.lines, self.weights, strict=True)]
        barred = frozenset[str]() if relaxed else OUTSIDE
        self.allowed = [outside(box, barred) for box in self.boxes]
        self.own = [0] * len(self.boxes)
        for block, size, text in zip(self.lines, self.weights, self.texts, strict=True):
            if text and self.allowed[block.box.index]:
                self.own[block.box.index] += size

    def sums(self, own: list[int]) -> list[int]:
        """Return the running text in each box, all boxes inside included."""
        sums = own[:]
        for box in reversed(self.boxes):
            if box.outer is not None:
                sums[box.outer.index] += sums[box.index]
        return sums


def outside(box: Box, barred: frozenset[str]) -> bool:
    """Say whether the lines of *box* may be text: they are in none of the *barred* zones."""
    return box.zone not in barred


def choose(walked: Walked, *, relaxed: bool = False) -> Chosen:
    """Return the box that holds the story of the page; *relaxed* looks in menus, asides and junk too."""
    page = _Page(walked, relaxed=relaxed)
    sums = page.sums(page.own)
    junk = frozenset[int]() if relaxed else _junk(page, sums)
    own = [0 if box.junk_index(junk) else size for box, size in zip(page.boxes, page.own, strict=True)]
    clean = page.sums(own)
    box = _widen(_best(page, own), page, clean)
    never = sum(size for at, size, left in zip(page.boxes, page.own, own, strict=True) if size != left and _never(at))
    flagged = sums[0] - clean[0] - never
    return Chosen(box, page.weights, page.texts, junk, sums[0], flagged, never, clean[box.index])


def _never(box: Box) -> bool:
    """Say whether *box*, or one that it stands in, has a name that no story has by mistake."""
    at = box.junk
    while at is not None:
        if at.mark & Mark.NEVER:
            return True
        at = at.outer.junk if at.outer is not None else None
    return False


def _best(page: _Page, own: list[int]) -> Box:
    below: list[float] = [0.0] * len(own)
    parts = [0] * len(own)
    best, best_score = page.boxes[0], 0.0
    for box in reversed(page.boxes):
        decay = _DECAY if parts[box.index] > 1 else 1.0
        score = own[box.index] + decay * below[box.index]
        if not score:
            continue
        if box.outer is not None:
            below[box.outer.index] += score
            parts[box.outer.index] += 1
        if box.mark & Mark.BODY:
            score *= _PROPERTY if "articleBody" in box.names else _HINT
        if box.tag in _LISTS or box.outer is None:
            score *= _LIST
        if score > best_score + 1e-6:
            best, best_score = box, score
    return best


def _widen(box: Box, page: _Page, clean: list[int]) -> Box:
    """Return the box around *box* while boxes of the same kind beside it hold a good share of the text."""
    while box.outer is not None and box.outer.outer is not None:
        outer = box.outer
        kin = sum(
            clean[other.index]
            for other in page.boxes[outer.index + 1 : outer.end]
            if other.outer is outer and other is not box and (other.tag, other.names) == (box.tag, box.names)
        )
        if kin < 0.1 * clean[box.index]:
            break
        box = outer
    return box


def _junk(page: _Page, sums: list[int]) -> frozenset[int]:
    """Return the boxes whose names say that they are no text, without those that evidently are the text."""
    total = max(1, sums[0])
    roots = [box for box in page.boxes if box.junk is box]
    by_word: Counter[str] = Counter()
    for box in roots:
        if not box.mark & _STRONG and (box.outer is None or box.outer.junk is None or box.outer.junk.word != box.word):
            by_word[box.word] += sums[box.index]
    headed = [index for index, block in enumerate(page.lines) if block.tag == "h1"]
    kept = set()
    for box in roots:
        share = sums[box.index] / total
        strong = bool(box.mark & _STRONG)
        back = (
            (share > (0.7 if strong else 0.5 if box.mark & Mark.HIDDEN else 0.35) and not _outweighs(box, sums))
            or (not strong and by_word[box.word] / total > 0.35)
            or (share > 0.1 and any(box.first <= index < box.last for index in headed))
            or (share > 0.1 and not box.mark & Mark.COMMENT and _has_body(box, page))
        )
        if not back and not (sums[box.index] >= _PROSE and _leads_nowhere(box, page)):
            kept.add(box.index)
    return _give_back(page, sums, kept)


def _leads_nowhere(box: Box, page: _Page) -> bool:
    """Say whether *box* is named for what leads elsewhere, or passes by, and holds paragraphs without links instead."""
    if box.word not in class_words().linking:
        return False
    prose = total = linked = 0
    for index in range(box.first, box.last):
        block, size = page.lines[index], page.weights[index]
        total += size
        linked += block.linked
        if size >= _PARAGRAPH and ends_sentence(block.text) and 4 * block.linked < len(block.text):
            prose += size
    return prose >= _PROSE and 5 * linked < total and 4 * prose >= 3 * total


def _outweighs(box: Box, sums: list[int]) -> bool:
    """Say whether *box* holds readers' comments on a story that stands outside it, however long they are."""
    return bool(box.mark & Mark.COMMENT) and sums[0] - sums[box.index] >= _STORY


def _has_body(box: Box, page: _Page) -> bool:
    return any(other.mark & Mark.BODY for other in page.boxes[box.index : box.end])


def _give_back(page: _Page, sums: list[int], junk: set[int]) -> frozenset[int]:
    """Take the largest junk box that is no reader's comment for text when next to nothing else is."""
    flagged = frozenset(junk)
    left = sum(size for box, size in zip(page.boxes, page.own, strict=True) if not box.junk_index(flagged))
    if left >= max(200, 0.2 * sums[0]) or not junk:
        return flagged
    boxes = [page.boxes[index] for index in junk if not page.boxes[index].mark & Mark.COMMENT]
    best = max(boxes, key=lambda box: sums[box.index], default=None)
    if best is None or sums[best.index] <= left:
        return flagged
    return flagged - {box.index for box in page.boxes if box.junk is box and box.holds(best)}
