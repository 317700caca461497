"""The standfirst: the lines between headline and text that belong to the story."""

from __future__ import annotations

from newsarc.extraction import phrases
from newsarc.extraction.blocks import Block, Walked
from newsarc.extraction.classes import Mark, judge
from newsarc.extraction.folding import fold
from newsarc.extraction.measure import ends_sentence, weight
from newsarc.extraction.passes import HEADINGS
from newsarc.extraction.select import Chosen

_NEXT = 12
_NEAR = 4
"""lines before the text among which a lead without a headline stands"""
_TWICE = 30
"""lines within which a headline stands twice, above the picture and in the story's box"""
_SENTENCE = (60, 700)
_POINT, _FEW, _WORDS = (30, 400), 2, 6
"""characters of a point, how many points are a list, and words of each"""
_BELOW = 2
"""lines below the headline among which a second one stands"""
_TELLING = 7
"""words of a second headline"""
_DENSE = "\u2e80"
"""the first sign of scripts whose signs stand for more than a letter"""


def lead(walked: Walked, chosen: Chosen, first: int, titles: frozenset[str], described: str) -> list[int]:
    """Return the indexes of the standfirst's lines, which stand before line *first*, where the text begins.

    *described* is what the page's meta elements say the story is about; *titles* are folded.
    """
    about = fold(described)
    head = _headline(walked.lines, first, titles)
    if head is None:  # it stands elsewhere, or nowhere; a lead may be called one all the same
        near = range(max(0, first - _NEAR), first)
        return [index for index in near if _is_called_one(walked.lines[index], chosen)]
    zone = [
        index
        for index in range(head + 1, first)
        if walked.lines[index].box.zone not in {"menu", "aside", "footer", "figure"}
    ]
    points = _points(walked.lines, zone, chosen)
    return [
        index
        for index in zone
        if index in points
        or (index in zone[:_NEXT] and _is_lead(walked.lines[index], chosen, about))
        or (index in zone[:_BELOW] and _is_second_heading(walked.lines[index], chosen, titles))
    ]


def _points(lines: list[Block], zone: list[int], chosen: Chosen) -> set[int]:
    """Return the lines of *zone* that give the story in points: a list of them without links, and its heading."""
    listed: dict[int, list[int]] = {}
    for index in zone:
        block = lines[index]
        if block.box.tag == "li" and block.box.outer is not None:
            listed.setdefault(block.box.outer.index, []).append(index)
    found: set[int] = set()
    for points in listed.values():
        if len(points) >= _FEW and all(_is_point(lines[index], chosen) for index in points):
            above = points[0] - 1
            heads = above in zone and lines[above].tag in HEADINGS and not lines[above].linked
            found.update([above, *points] if heads else points)
    return found


def _is_point(block: Block, chosen: Chosen) -> bool:
    low, high = _POINT
    words = len(block.text.split()) if not _called_lead(block) else _WORDS
    told = low <= len(block.text) <= high and words >= _WORDS and not block.linked
    return told and not block.box.junk_index(chosen.junk) and not _says_otherwise(block.text)


def _headline(lines: list[Block], first: int, titles: frozenset[str]) -> int | None:
    """Return the line of the headline before *first*: the last h1, else the last heading that says a title."""
    at = None
    for index in range(first - 1, max(-1, first - 80), -1):
        block = lines[index]
        if _is_first_heading(block) and not _is_logo(block, titles):
            return _same_above(lines, index)
        if at is None and block.tag in HEADINGS and fold(block.text) in titles:
            at = index
    return at


def _is_first_heading(block: Block) -> bool:
    return block.tag == "h1" or block.box.tag == "h1"


def _is_logo(block: Block, titles: frozenset[str]) -> bool:
    """Say whether a first heading is nothing but a link, as the name of a site is, and no title of the page."""
    return block.linked >= len(block.text) and fold(block.text) not in titles


def _same_above(lines: list[Block], index: int) -> int:
    """Return the line of the headline at *index* where it first stands: the standfirst follows that one."""
    title = fold(lines[index].text)
    near = range(max(0, index - _TWICE), index)
    return next((at for at in near if _is_first_heading(lines[at]) and fold(lines[at].text) == title), index)


def _is_called_one(block: Block, chosen: Chosen) -> bool:
    text = block.text
    low, high = _SENTENCE
    fine = low <= len(text) <= high and ends_sentence(text) and not block.linked and block.box.zone == "text"
    return fine and _called_lead(block) and not block.box.junk_index(chosen.junk) and not _says_otherwise(text)


def _is_lead(block: Block, chosen: Chosen, about: str) -> bool:
    text = block.text
    if not 20 <= len(text) <= 1000 or 2 * block.linked > len(text):
        return False
    if about and len(about) > 30 and (fold(text)[:80] == about[:80] or (len(text) > 40 and fold(text) in about)):
        return True
    if block.box.junk_index(chosen.junk):
        return False
    if _called_lead(block):
        return weight(text) > 30
    low, high = _SENTENCE
    return low <= len(text) <= high and ends_sentence(text) and not _says_otherwise(text)


def _is_second_heading(block: Block, chosen: Chosen, titles: frozenset[str]) -> bool:
    """Say whether *block* is a heading that goes on where the headline ends, as papers of many countries have it."""
    text = block.text
    if block.tag not in HEADINGS or block.tag == "h1" or block.linked or text.endswith(":"):
        return False
    if block.box.junk_index(chosen.junk) or _says_otherwise(text):
        return False
    words = len(text.split()) if text[0] < _DENSE else len(text) // 2
    return words >= _TELLING and not any(_says_again(fold(text), title) for title in titles)


def _says_again(text: str, title: str) -> bool:
    """Say whether the folded *text* is *title*, with a kicker or in other words."""
    ours, theirs = set(text.split()), set(title.split())
    return bool(theirs) and (title in text or 2 * len(ours & theirs) >= min(len(ours), len(theirs)))


def _says_otherwise(text: str) -> bool:
    """Say whether *text* speaks to the reader of something else, as offers and notes on how a text was made do."""
    return phrases.contains(text, "prompts") or phrases.contains(text, "closing")


def _called_lead(block: Block) -> bool:
    if block.own and judge(block.own.strip()).mark & Mark.LEAD:
        return True
    box = block.box
    for _ in range(3 if box.tag == "li" else 2):
        if box.mark & Mark.LEAD:
            return True
        if box.outer is None:
            return False
        box = box.outer
    return False
