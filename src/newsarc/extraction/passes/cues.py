"""Passes over lines that say what they are: prompts, pointers to other stories, picture credits."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from newsarc.extraction import phrases, rules
from newsarc.extraction.blocks import Block, Box, in_list
from newsarc.extraction.measure import ends_sentence
from newsarc.extraction.passes.lines import HEADINGS, Lines
from newsarc.lexicon.boilerplate import boilerplate
from newsarc.lexicon.cues import every

_LINKED = 0.8
_ASKED = 200
"""characters of a line that asks to follow"""
_PAIRS = 3
_BEHIND = frozenset(":|：>»】")
"""signs between such words and the headline they lead to"""
_DASHES = frozenset("-–—")
_QUOTES = frozenset('"“„«»‘「『')
_TOOL = 60
"""characters"""
_TOOL_REST = 22
"""characters that may stand behind such words: a number of minutes, a name of a network"""
_COUNT = "0123456789~. ▶►🕒⏱⏳"
_BARS = re.compile(r"\s[|·•]\s")
"""part what is offered from the day beside it"""
_READING_LINE = 140
_TIMES = 3
"""such lines by a headline; more are those of other stories, or of courses"""
_HOLDER = 80
_END = 3
"""lines at the end, where a notice is of the text"""
_CELLS = frozenset(["td", "th", "pre", "code"])
_BOX_LINES, _BOX = 5, 450
"""lines, and their weight, of a box that leads to another story at most"""
_POINTER = 100
"""characters; a longer line that ends with a colon says something before it points"""


def drop_prompts(work: Lines) -> None:
    """Take out short lines that ask the reader to subscribe, sign in, follow or click."""
    short = [index for index in work.kept if _may_prompt(work.lines[index], work.box)]
    lines = [index for index in short if not _is_point(work.lines[index])]
    hits = {lines[place] for place in phrases.among([work.lines[index].text for index in lines], "prompts")}
    hits |= {index for index in short if _asks_to_follow(work.lines[index].text)}
    if len(hits) <= max(6, 0.08 * len(work.kept)):  # what is said more often is what the story is about
        work.drop(hits, "prompt")


def _may_prompt(block: Block, story: Box) -> bool:
    """Say whether *block* is short, and no quotation: then somebody in the story says so."""
    most = 250 if block.box is story else 400
    return len(block.text) < most and block.text[:1] not in _QUOTES


def _is_point(block: Block) -> bool:
    """Say whether *block* is a point of a list with something to say: points of a story ask as well."""
    return block.box.tag == "li" and block.linked < _LINKED * len(block.text)


def _asks_to_follow(text: str) -> bool:
    """Say whether *text* begins with what readers are asked to do, and names where: a network, an app."""
    return len(text) < _ASKED and bool(phrases.starts(text, "asks")) and phrases.contains(text, "networks")


def drop_tools(work: Lines) -> None:
    """Take out short lines that say how long reading takes, or offer to read aloud, to share or to comment."""
    _drop_reading_times(work)
    work.drop_if(_is_tool, "tool", most=0.1)


def _drop_reading_times(work: Lines) -> None:
    short = {index: work.lines[index].text for index in work.kept if len(work.lines[index].text) <= _READING_LINE}
    together = "\n".join(short.values()).lower()
    if not any(words in together for words in _reading_words()):  # as on most pages: quicker than a pattern
        return
    read = {index for index, text in short.items() if _tells_time(text)}
    if len(read) <= _TIMES:
        work.drop(read, "tool")


def _tells_time(text: str) -> bool:
    """Say whether *text* tells how long reading takes, beside the author or the day at most."""
    return _reading().search(text) is not None and not rules.is_sentence(text)


@lru_cache(maxsize=1)
def _reading_words() -> tuple[str, ...]:
    return (*every(boilerplate().reading_time), *every(boilerplate().minutes_read))


@lru_cache(maxsize=1)
def _reading() -> re.Pattern[str]:
    before, behind = (rules.alternatives(group) for group in (boilerplate().reading_time, boilerplate().minutes_read))
    return re.compile(rf"(?:{before})\W{{0,3}}\d|\d{{1,2}}[ -]?(?:{behind})(?!\w)", re.IGNORECASE)


def _is_tool(block: Block) -> bool:
    text = block.text
    if len(text) > _TOOL or block.tag in HEADINGS or block.tag == "tr" or block.box.tag in _CELLS:
        return False
    if "|" not in text and "·" not in text and "•" not in text:
        return _offers_tool(text)
    parts = _BARS.split(text)
    return all(_offers_tool(part) or (len(parts) > 1 and rules.is_date_line(part)) for part in parts)


def _offers_tool(text: str) -> bool:
    bare = text.lstrip(_COUNT)
    phrase = phrases.starts(bare, "tools")
    return bool(phrase) and len(bare) - len(phrase) <= _TOOL_REST


def drop_more(work: Lines) -> None:
    """Take out lines that lead to another story, and links right behind a line that says no more than that."""
    before = set(work.kept)
    pairs = [
        (one, other)
        for one, other in pairwise(work.kept)
        if _is_target(work.lines[other], work.box) and _points(work.lines[one])
    ]
    if len(pairs) <= _PAIRS:  # where there are more, they are what the page is about
        work.drop({index for pair in pairs for index in pair}, "read-more")
    work.drop_if(_is_more, "read-more", most=0.3)
    labels = before.difference(work.kept)
    if labels:
        beside = {index for label in labels if not work.lines[label].linked for index in _beside(work, label)}
        work.drop(beside.intersection(work.kept), "read-more")


def _beside(work: Lines, label: int) -> range:
    """Return the lines of the small box that a *label* opens in which a link stands: what that leads to, in short."""
    box = work.lines[label].box
    inside = range(box.first, box.last)
    small = box is not work.box and not box.holds(work.box) and len(inside) <= _BOX_LINES
    if not small or inside[0] != label or work.weigh(inside) > _BOX:
        return range(0)
    links = (work.lines[at] for at in inside if at != label)
    return inside if any(block.linked >= _LINKED * len(block.text) for block in links) else range(0)


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
    rest = text[phrases.lowered(text).find(phrase) + len(phrase) :]
    if not rest.strip(" :.…>»→】]"):
        return True
    behind = len(text.rpartition(":")[2].strip())
    if behind and block.linked >= _LINKED * behind and len(text) - behind < _POINTER:  # a label, and what it leads to
        return True
    return block.linked > 0.3 * len(text) or phrase[-1] in ":>" or (_leads_on(rest, phrase) and not ends_sentence(text))


def _leads_on(rest: str, phrase: str) -> bool:
    """Say whether *rest* of a line, behind *phrase*, begins with a sign that a headline follows."""
    sign = rest.lstrip()[:1]
    return sign in _BEHIND or (sign in _DASHES and " " in phrase)


def drop_photo_credits(work: Lines) -> None:
    """Take out lines that say where a picture is from, and those above the end that say who holds the rights in it."""
    work.drop_if(_is_photo_credit, "photo-credit")
    above = {index for index in work.kept[:-_END] if _is_holder(work.lines[index])}
    work.drop(above, "photo-credit")


def _is_photo_credit(block: Block) -> bool:
    text = block.text
    if block.tag in HEADINGS:
        return False
    if len(text) < 160 and not text.endswith((".", "。")) and phrases.starts(text, "photo"):
        return True
    return rules.credits_picture(text)


def _is_holder(block: Block) -> bool:
    return block.text[0] in "©ⓒ" and len(block.text) < _HOLDER and block.tag not in HEADINGS
