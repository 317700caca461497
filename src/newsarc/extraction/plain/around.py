"""Passes over the lines of a plain text for what mark-up tells on a page: buttons, captions, comments, teasers."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import takewhile

from newsarc.extraction import people, phrases, rules
from newsarc.extraction.blocks import Block
from newsarc.extraction.folding import fold
from newsarc.extraction.measure import ends_sentence
from newsarc.extraction.passes import Lines
from newsarc.extraction.passes.about import opens_about
from newsarc.lexicon.boilerplate import boilerplate
from newsarc.lexicon.cues import every
from newsarc.lexicon.volatile import volatile

_EDITORS = re.compile(r"\(?E(?:ds?|DS|DITORS)[:.] ")
"""what a wire tells those who print its story"""
_RULE = re.compile(r"[\W_]+")
_BRACKETED = re.compile(r"(?:\[(?:[A-Z]{4,}|[^\[\]]{1,40}(?:\.(?:jpe?g|gif|png|webp)|_{2,}|OK))\]\s*)+", re.IGNORECASE)
"""what text browsers show in place of pictures and fields"""
_BUTTONS = re.compile(r"(?:\[\s?[^\[\]]{1,50}\]\s*){2,}|(?:【[^【】]{1,20}】\s*){2,}")
_FIGURES = re.compile(r"[\d.,\s]{1,8}")
_END = re.compile(r"(?i:#{3}|-\s?30\s?-|\(?ends\)?|end of release|-ends-|-0-|nnnn)")
"""what closes a release or a wire: what stands below is for those who print it"""
_ADDRESS_LINE = re.compile(
    r"(?:\W*[^\W\d_][^\n:]{0,30}:)?\W*(?:\d{1,3}\.\s+)?(?:https?://|www\.|[\w-]+\.[a-z]{2,12}/)\S+(?:\s+[\d/.-]{6,10})?",
    re.IGNORECASE,
)
"""a label or a number at most, and an address"""
_CAPTION = 300
_OF_PAGE = frozenset(["tool", "read-more", "comments", "prompt", "url-line", "helper", "caption", "head-line"])
"""rules for what only pages have"""
_HEADING = 100
"""characters of a heading over comments, or over other stories"""
_LESS = 0.5
"""of the story that may stand below a heading over comments or over what a firm says of itself"""
_OPENING, _SAMPLE = 4, 4_000
"""lines at the top of a story, its headline among them, that name the firm it is about, and characters of them"""
_PROSE = 80
"""weight of a line that tells something, though it ends without a full stop"""
_LEAD_LINE = 140
_TEASERS = 8
"""lines below a heading over other stories that may be theirs"""
_SHORT = 30
"""characters of a heading within the story, below other stories' headlines"""
_TWO_STORIES = [False, True, False, True]
"""whether each of the lines of two teasers tells something: a headline, and what is below it"""
_MORE_WORDS = 24
"""characters behind such words: the name of a section, of a day"""


def drop(work: Lines) -> None:
    """Take out of *work* what stands around a story and within it."""
    _drop_below(work, _opens_comments, "comments")
    _drop_below(work, lambda text: _END.fullmatch(text) is not None, "end-mark")
    top = work.kept[0] if work.kept else 0
    opening = fold(" ".join(block.text for block in work.lines[max(0, top - _OPENING) : top + _OPENING])[:_SAMPLE])
    _drop_below(work, lambda text: opens_about(text, opening), "about")
    work.drop_if(_is_tool, "tool", most=0.3)
    work.drop_if(lambda block: _ADDRESS_LINE.fullmatch(block.text) is not None, "url-line", most=0.5)
    work.drop_if(lambda block: is_caption(block.text), "caption", most=0.3)
    work.drop_if(lambda block: _points(block.text), "read-more", most=0.3)
    _drop_teasers(work)
    work.drop_if(lambda block: _is_helper(block.text), "helper", most=0.2)


def trim(work: Lines) -> None:
    """Take the lines that tell nothing off the end, where other lines of a page were found; credits and notes stay,
    which clean-up takes for what they say.
    """
    if _OF_PAGE.isdisjoint(work.dropped.values()):
        return
    gone: set[int] = set()
    for index in reversed(work.kept[1:]):
        text = work.lines[index].text
        if rules.is_credit_line(text) or rules.is_note(text) or rules.is_sign_off(text) or rules.is_agency_line(text):
            continue
        if _tells(work, index):
            break
        gone.add(index)
    else:
        return  # all of it is short lines
    work.drop(gone, "tail")


def _is_helper(text: str) -> bool:
    return len(text) <= _HEADING and not ends_sentence(text) and people.names_helper(text)


def _points(text: str) -> bool:
    """Say whether *text* is words that lead to another story, and its headline right behind them."""
    phrase = phrases.starts(text, "more") if len(text) <= _LEAD_LINE and not ends_sentence(text) else ""
    rest = text[len(phrase) :].strip(" :") if phrase else ""
    return " " in phrase and bool(rest) and not rest[0].islower() and phrases.lowered(text).startswith(phrase)


def _is_tool(block: Block) -> bool:
    text = block.text
    return (
        rules.is_buttons(text)
        or rules.counts(text)
        or _EDITORS.match(text) is not None
        or _BRACKETED.fullmatch(text) is not None
        or _BUTTONS.fullmatch(text) is not None
        or _FIGURES.fullmatch(text) is not None
        or (_RULE.fullmatch(text) is not None and len(text) > 1)
        or text == "(MORE)"
    )


def is_caption(text: str) -> bool:
    """Say whether *text* ends with whose picture it tells of."""
    if len(text) > _CAPTION or rules.is_credit_line(text):
        return False
    credits_ = list(_credited().finditer(text.lower()))
    if credits_ and credits_[-1].start() and not ends_sentence(text[credits_[-1].end() :]):
        return len(text) - credits_[-1].end() < _HEADING // 2
    return rules.tells_of_picture(text)


@lru_cache(maxsize=1)
def _credited() -> re.Pattern[str]:
    labels = sorted({word.rstrip(" :") for word in every(boilerplate().photo) if word.rstrip().endswith(":")})
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, labels))})\s?[:：]\s?")


def _opens_comments(text: str) -> bool:
    """Say whether *text* is a heading over comments of readers, or over the form to write one."""
    if len(text) > _HEADING or rules.is_sentence(text):
        return False
    counted = any(char.isdecimal() for char in text)
    words = fold(re.sub(r"\d+", " ", text.replace("(", " "))).split()
    if counted and words and words[0] in _comment_words():
        return True
    return bool(phrases.starts(text, "replies")) or (
        counted and len(words) < 3 and _comment_words() & set(words) != set()
    )


@lru_cache(maxsize=1)
def _comment_words() -> frozenset[str]:
    return frozenset(fold(word) for word in every(boilerplate().comments) if " " not in word)


def _drop_below(work: Lines, opens: Callable[[str], bool], rule: str) -> None:
    """Take out all from the first line on that *opens* what is none of the story, if that is the smaller part."""
    below = work.weigh(work.kept)
    most = _LESS * below
    for place, index in enumerate(work.kept):
        if place > 1 and below <= most and opens(work.lines[index].text):
            work.drop(set(work.kept[place:]), rule)
            return
        below -= work.weights[index]


def _drop_teasers(work: Lines) -> None:
    """Take out a line that leads to other stories with their headlines, and where several tell more, all to the end."""
    kept = work.kept
    gone: set[int] = set()
    for place, index in enumerate(kept):
        if place < 1 or index in gone or not _leads(work.lines[index].text):
            continue
        headlines = list(takewhile(lambda at: not _tells(work, at), kept[place + 1 : place + 1 + _TEASERS]))
        if _is_heading(work, headlines, kept[place + 1 + len(headlines) :], work.lines[index].text):
            headlines.pop()
        if not headlines and not _says_no_more(work.lines[index].text):
            continue  # a heading of the story
        gone |= {index, *headlines}
        told = [_tells(work, at) for at in kept[place + 1 : place + 1 + len(_TWO_STORIES)]]
        below = set(kept[place + 1 :])
        asked = any(_asks(work.lines[at].text) for at in kept[place + 1 : place + len(told) : 2])  # for a newsletter
        if told == _TWO_STORIES and not asked and work.weigh(below) <= _LESS * work.weigh(kept):
            gone |= below
            break
    if work.weigh(gone) <= _LESS * work.weigh(kept):
        work.drop(gone, "read-more")


def _is_heading(work: Lines, headlines: list[int], below: list[int], lead: str) -> bool:
    """Say whether the last of the *headlines* under the words *lead* is a heading of the story, whose text goes on
    *below* it: behind an advertisement, or where it is far shorter than the others.
    """
    if not headlines or not below or not _tells(work, below[0]):
        return False
    text = work.lines[headlines[-1]].text
    if len(text) > _SHORT or rules.is_buttons(text) or rules.is_date_line(text) or _asks(text):
        return False
    if lead.casefold().strip(" :") in volatile().ads:
        return len(headlines) == 1
    return 2 * len(text) < max((len(work.lines[at].text) for at in headlines[:-1]), default=0)


def _asks(text: str) -> bool:
    """Say whether *text* asks for something, as the button below the offer of a newsletter does."""
    return bool(phrases.starts(text, "asks"))


def _leads(text: str) -> bool:
    """Say whether *text* is words that lead to other stories and nothing else: they stand below it."""
    phrase = phrases.starts(text, "more") if len(text) <= _HEADING // 2 and not ends_sentence(text) else ""
    _label, colon, rest = text.partition(":")
    return bool(phrase) and len(text) <= len(phrase) + _MORE_WORDS and not (colon and rest.strip())


def _says_no_more(text: str) -> bool:
    return len(text.rstrip(" :…>»→")) <= len(phrases.starts(text, "more").rstrip(" :"))


def _tells(work: Lines, index: int) -> bool:
    block = work.lines[index]
    return block.tag == "p" or block.box.tag == "li" or ends_sentence(block.text) or work.weights[index] >= _PROSE
