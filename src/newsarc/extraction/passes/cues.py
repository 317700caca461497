"""Passes over lines that say what they are: prompts, pointers to other stories, picture credits."""

from __future__ import annotations

from itertools import pairwise

from newsarc.extraction import phrases
from newsarc.extraction.blocks import Block, Box, in_list
from newsarc.extraction.measure import ends_sentence
from newsarc.extraction.passes.lines import HEADINGS, Lines

_LINKED = 0.8
_PAIRS = 3
_POINTER = 100
"""characters; a longer line that ends with a colon says something before it points"""


def drop_prompts(work: Lines) -> None:
    """Take out short lines that ask the reader to subscribe, sign in, follow or click."""
    hits = {index for index in work.kept if _is_prompt(work.lines[index], work.box)}
    if len(hits) <= max(6, 0.08 * len(work.kept)):  # what is said more often is what the story is about
        work.drop(hits, "prompt")


def _is_prompt(block: Block, story: Box) -> bool:
    most = 250 if block.box is story else 400
    return len(block.text) < most and block.box.tag != "li" and phrases.contains(block.text, "prompts")


def drop_more(work: Lines) -> None:
    """Take out lines that lead to another story, and links right behind a line that says no more than that."""
    pairs = [
        (one, other)
        for one, other in pairwise(work.kept)
        if _is_target(work.lines[other], work.box) and _points(work.lines[one])
    ]
    if len(pairs) <= _PAIRS:  # where there are more, they are what the page is about
        work.drop({index for pair in pairs for index in pair}, "read-more")
    work.drop_if(_is_more, "read-more", most=0.3)


def _is_target(block: Block, story: Box) -> bool:
    """Say whether *block* is a link that a line before it may lead to; headings of the story are links at times."""
    linked = block.linked >= _LINKED * len(block.text) > 0 and not in_list(block.box)
    return linked and (block.box is not story or block.tag not in HEADINGS)


def _points(block: Block) -> bool:
    """Say whether *block* is a short line that leads to the one below it."""
    if block.linked or len(block.text) >= _POINTER:
        return False
    phrase = phrases.starts(block.text, "more")
    return bool(phrase) and (block.text.endswith((":", "：", "»", "→")) or len(block.text) <= len(phrase) + 2)


def _is_more(block: Block) -> bool:
    text = block.text
    if len(text) > 220:
        return False
    phrase = phrases.starts(text, "more")
    if not phrase:
        return False
    rest = text[text.lower().find(phrase) + len(phrase) :]
    if not rest.strip(" :.…>»→"):
        return True
    behind = len(text.rpartition(":")[2].strip())
    if behind and block.linked >= _LINKED * behind and len(text) - behind < _POINTER:  # a label, and what it leads to
        return True
    return block.linked > 0.3 * len(text) or phrase.endswith(":") or (rest[:1] in ":|：" and not ends_sentence(text))


def drop_photo_credits(work: Lines) -> None:
    """Take out lines that say where a picture is from."""
    work.drop_if(
        lambda block: (
            len(block.text) < 160
            and not block.text.endswith((".", "。"))
            and bool(phrases.starts(block.text, "photo"))
            and block.tag not in HEADINGS
        ),
        "photo-credit",
    )
