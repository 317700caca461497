"""Passes over the lines of a plain text for what mark-up tells on a page: buttons, captions, comments, teasers."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise, takewhile

from newsarc.extraction import people, phrases, rules
from newsarc.extraction.blocks import Block
from newsarc.extraction.folding import fold
from newsarc.extraction.measure import ends_sentence
from newsarc.extraction.passes import Lines
from newsarc.lexicon.boilerplate import boilerplate
from newsarc.lexicon.cues import every

_EDITORS = re.compile(r"\(?E(?:ds?|DS|DITORS)[:.] ")
"""what a wire tells those who print its story"""
_RULE = re.compile(r"[\W_]+")
_BRACKETED = re.compile(r"(?:\[(?:[A-Z]{4,}|[^\[\]]{1,40}(?:\.(?:jpe?g|gif|png|webp)|_{2,}|OK))\]\s*)+", re.IGNORECASE)
"""what text browsers show in place of pictures and fields"""
_BUTTONS = re.compile(r"(?:\[\s?[^\[\]]{1,50}\]\s*){2,}|(?:【[^【】]{1,20}】\s*){2,}")
_FIGURES = re.compile(r"[\d.,\s]{1,8}")
_END = re.compile(r"(?i:#{3}|-\s?30\s?-|\(?ends\)?|end of release|-ends-|-0-|\(more\)|nnnn)")
"""what closes a release or a wire: what stands below is for those who print it"""
_PHOTO_BY = re.compile(
    r"(?:[.!?)\]—–|]|\s-)\s*(?:photos?|photographs?|pictures?|images?|fotos?|foto's)[ :/]"
    r"(?:by|courtesy|of|de|di|von|door|par|da)?\b[^.!?]{2,50}\.?$",
    re.IGNORECASE,
)
_ADDRESS_LINE = re.compile(
    r"(?:\W*[^\W\d_][^\n:]{0,30}:)?\W*(?:\d{1,3}\.\s+)?(?:https?://|www\.|[\w-]+\.[a-z]{2,12}/)\S+(?:\s+[\d/.-]{6,10})?",
    re.IGNORECASE,
)
"""a label or a number at most, and an address"""
_CAPTION = 300
_SUPPLIED = re.compile(
    r"\((?:supplied|handout|file|gentileza|cortesía|archivo|divulgação|archiv|privat|dr)\)$", re.IGNORECASE
)
_HEADING = 100
"""characters of a heading over comments, or over other stories"""
_LESS = 0.5
"""of the story that may stand below a heading over comments or over what a firm says of itself"""
_OPENING, _SAMPLE = 4, 4_000
"""lines at the top of a story, its headline among them, that name the firm it is about, and characters of them"""
_NAME = 3
_LEAD_LINE = 140
_TEASERS = 8
"""lines below a heading over other stories that may be theirs"""
_STORIES = 2


def drop(work: Lines) -> None:
    """Take out of *work* what stands around a story and within it."""
    _drop_below(work, _opens_comments, "comments")
    _drop_below(work, lambda text: _END.fullmatch(text) is not None, "end-mark")
    top = work.kept[0] if work.kept else 0
    opening = fold(" ".join(block.text for block in work.lines[max(0, top - _OPENING) : top + _OPENING])[:_SAMPLE])
    _drop_below(work, lambda text: _opens_about(text, opening), "about")
    work.drop_if(_is_tool, "tool", most=0.3)
    work.drop_if(lambda block: _ADDRESS_LINE.fullmatch(block.text) is not None, "url-line", most=0.5)
    work.drop_if(lambda block: is_caption(block.text), "caption", most=0.3)
    work.drop_if(lambda block: _points(block.text), "read-more", most=0.3)
    _drop_teasers(work)
    work.drop_if(lambda block: len(block.text) <= _HEADING and people.names_helper(block.text), "helper", most=0.2)


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
    )


def is_caption(text: str) -> bool:
    """Say whether *text* ends with whose picture it tells of."""
    if len(text) > _CAPTION:
        return False
    credits_ = list(_credited().finditer(text.lower()))
    if credits_ and credits_[-1].start() and not ends_sentence(text[credits_[-1].end() :]):
        return len(text) - credits_[-1].end() < _HEADING // 2
    return _SUPPLIED.search(text) is not None or _PHOTO_BY.search(text) is not None


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


def _opens_about(text: str, story: str) -> bool:
    """Say whether *text* is a heading over what a firm that the *story* names says of itself, or over whom to ask, or
    over what a page says of its author.
    """
    phrase = phrases.starts(text, "about") if len(text) <= _HEADING // 2 and not ends_sentence(text) else ""
    named = fold(text[len(phrase) :]) if phrase else ""
    return bool(phrase) and (" " in phrase.strip() or (len(named) > _NAME and named in story))


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
        gone |= {index, *takewhile(lambda at: not _tells(work, at), kept[place + 1 : place + 1 + _TEASERS])}
        pairs = pairwise(kept[place + 1 : place + 1 + 2 * _TEASERS])
        stories = sum(not _tells(work, one) and _tells(work, other) for one, other in pairs)
        below = {at for at in kept if at > index}
        if stories >= _STORIES and work.weigh(below) <= _LESS * work.weigh(kept):
            gone |= below
            break
    if work.weigh(gone) <= _LESS * work.weigh(kept):
        work.drop(gone, "read-more")


def _leads(text: str) -> bool:
    phrase = phrases.starts(text, "more") if len(text) <= _HEADING // 2 else ""
    return bool(phrase) and not ends_sentence(text.rstrip(":：")) and len(text) <= len(phrase) + 24


def _tells(work: Lines, index: int) -> bool:
    block = work.lines[index]
    return block.tag == "p" or block.box.tag == "li" or ends_sentence(block.text)
