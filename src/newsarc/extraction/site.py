"""What was learned of a site, applied to one of its pages; and what learning looks at of a page."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from newsarc.extraction import rules as cues
from newsarc.extraction.blocks import Block, Box, Walked
from newsarc.extraction.cleanup import Cleaned, bounded
from newsarc.model.parts import Removed
from newsarc.model.site import SiteRules, spelt

RULE = "site"
"""the name under which lines are taken out"""
MOST = 0.3
"""of a text that rules may take out; where they would take more, the page is of another kind, and they take nothing"""
_WORD = re.compile(r"[A-Za-z][A-Za-z_-]{1,39}")
_WORDS = 6
_BARE = frozenset(["article", "main"])
"""tags that say enough without a class"""


@lru_cache(maxsize=4096)
def shape(tag: str, names: str) -> str:
    """Return how rules spell a box: its tag and its class and id words, sorted. Empty where it has none that last.

    Words with digits are left out: they number what they name, or are made anew with each version of the site.

    >>> shape("div", "story-body wide n-12345")
    'div.story-body.wide'
    """
    words = sorted({word for word in names[:400].split() if _WORD.fullmatch(word)})[:_WORDS]
    if not words:
        return tag if tag in _BARE else ""
    return ".".join([tag, *words])


def place(box: Box) -> str:
    """Return the shape of *box*; for one without a name, the shape of the one around it and its tag."""
    own = shape(box.tag, box.names)
    if own or box.outer is None:
        return own
    around = shape(box.outer.tag, box.outer.names)
    return f"{around} > {box.tag}" if around else ""


def boxes_of(block: Block, within: Box) -> tuple[str, ...]:
    """Return the shapes of the element of *block* and of the boxes it stands in below *within*, inner ones first."""
    found = [shape(block.tag, block.own)] if block.own and block.tag != block.box.tag else []
    box: Box | None = block.box
    while box is not None and box is not within:
        found.append(shape(box.tag, box.names))
        box = box.outer
    return tuple(dict.fromkeys(one for one in found if one))


def trusted(walked: Walked, rules: SiteRules) -> Box | None:
    """Return the box that stories of this site stand in, None where the page has none or several of that shape."""
    for wanted in rules.trusted:
        tag = wanted.rpartition(" ")[2].partition(".")[0]
        found = [box for box in walked.boxes if box.tag == tag and place(box) == wanted]
        if len(found) == 1:
            return found[0]
    return None


def unwanted(walked: Walked, within: Box, rules: SiteRules | None) -> frozenset[int]:
    """Return the indexes of the lines in *within* that stand in boxes which hold no text on this site."""
    if rules is None or not rules.boxes:
        return frozenset()
    tags = {wanted.partition(".")[0] for wanted in rules.boxes}
    whole = 0
    found: dict[int, int] = {}
    for index in range(within.first, within.last):
        block = walked.lines[index]
        whole += len(block.text)
        if _in(block, within, rules.boxes, tags) and not credits_somebody(block.text):
            found[index] = len(block.text)
    return frozenset(found) if sum(found.values()) <= MOST * whole else frozenset()


def credits_somebody(text: str) -> bool:
    """Say whether *text* names who wrote or supplied the story: such lines recur, and are not to be lost."""
    return bool(cues.is_credit_line(text) or cues.is_note(text) or cues.is_sign_off(text) or cues.byline(text))


def _in(block: Block, within: Box, wanted: frozenset[str], tags: set[str]) -> bool:
    if block.tag in tags and block.own and shape(block.tag, block.own) in wanted:
        return True
    box: Box | None = block.box
    while box is not None and box is not within:
        if box.tag in tags and shape(box.tag, box.names) in wanted:
            return True
        box = box.outer
    return False


def without(cleaned: Cleaned, rules: SiteRules | None) -> Cleaned:
    """Return *cleaned* without the lines that recur on this site, unless they are much of it."""
    hits = recurring(cleaned.paragraphs, rules.lines) if rules is not None and rules.lines else frozenset()
    if not hits:
        return cleaned
    taken = [Removed(cleaned.paragraphs[index], RULE) for index in sorted(hits)]
    return msgspec.structs.replace(
        cleaned,
        paragraphs=tuple(line for index, line in enumerate(cleaned.paragraphs) if index not in hits),
        removed=bounded([*taken, *cleaned.removed]),
    )


def recurring(lines: tuple[str, ...], known: frozenset[str]) -> frozenset[int]:
    """Return the indexes of those of *lines* that are *known* to recur; none where they are more than MOST of all."""
    hits = {index: len(line) for index, line in enumerate(lines) if spelt(line) in known}
    within = sum(hits.values()) <= MOST * sum(map(len, lines))
    return frozenset(hits) if within else frozenset()
