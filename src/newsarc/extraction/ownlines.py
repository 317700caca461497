"""Which of the lines around a headline are of the page's own story, and which of others that it leads to."""

from __future__ import annotations

import re
from functools import lru_cache

from newsarc.extraction import phrases, rules
from newsarc.extraction.blocks import Block

_NAMED = re.compile(
    r"(?<![A-Za-z])(?:(?<!red[_-])(?<!ort[_-])(?<!der[_-])(?<!ter[_-])(?<!oup[_-])by(?![_-]?[a-z])|by-?lines?|authors?(?:[-_]?names?)?|autor(?:es|en|in|a)?|auteurs?|autore|autrice|writers?|firma|signature|forfatter"
    r"|skribent|verfasser|redakteur(?:in)?|yazar|penulis|periodista|journalist[ae]?|kirjoittaja|creators?|user-name)(?![a-z])"
    r"|(?<=[a-z])(?:Author|ByLine|Byline|Writer|Creator|Autor|Auteur)s?(?![a-z])",
)
"""class words of what names an author"""
_ABOUT = re.compile(r"bio(?![a-z])|descr|comment|image|photo|social|posts?-by|more-|other|quote|book", re.IGNORECASE)
"""class words of what tells about one, and of what has another"""
_COMMENTS = re.compile(r"(?<![\w-])comments?(?:[-_](?:list|area|section|body|thread))?(?![\w-])", re.IGNORECASE)
APART = frozenset({"figure", "menu", "aside", "beside", "form", "footer"})
"""zones that are no part of a story"""
_OTHER_HEADINGS = frozenset({"h2", "h3", "h4", "h5"})
_NAME_WORDS, _NAME_LENGTH, _DENSE_NAME = 3, 25, 6
"""words and characters of a heading that may link to the author"""
_DENSE = "\u2e80"
"""the first sign of scripts whose signs stand for more than a letter"""
_CARD_LINES = 4
"""a linked headline and what stands below it: who wrote that story, when, in which section"""
_SENTENCE, _TOLD = 80, 2
"""characters of shorter prose, and how many such lines are more than a standfirst"""
_LINKED_FACTS = 50
"""characters of an author and a day that are links"""
_HEADING = 30
"""characters of a heading over other stories at most"""
_DENSE_PROSE = 50
_SHORT = 120
"""characters; a longer line is prose"""


def own_lines(lines: list[Block], *, told: bool = False) -> list[Block]:
    """Return those of *lines* that may say who wrote the story: no comments, nothing that stands below a linked
    headline, and of other parts of the page nothing behind a heading over other stories, or below the first prose
    behind a link to one.

    *told* says that prose stands above *lines*.
    """
    seen = _Seen(told)
    return [block for block in lines if seen.keeps(block)]


class _Seen:
    """What was seen so far of the lines of a page."""

    def __init__(self, told: bool) -> None:
        self._told = told
        """whether prose was"""
        self._short = 0
        """lines that are prose, though short"""
        self._another = False
        """whether a part of the page has led to another story"""
        self._others = False
        """whether a heading over others was"""
        self._card = 0
        """lines that may still be of the story whose linked headline was last"""
        self._below = False
        """whether other stories stand below the story, as far as is known"""

    def keeps(self, block: Block) -> bool:
        """Look at the next line; say whether it may be of the story."""
        prose = len(block.text) > (_SHORT if block.text[0] < _DENSE else _DENSE_PROSE)
        self._short += not self._told and _is_short_prose(block)
        self._told = self._told or prose or self._short >= _TOLD
        apart = block.box.zone in APART
        self._others = self._others or (apart and not block.linked and _opens_others(block.text))
        self._another = self._another or (self._told and apart and _leads_away(block))
        self._below = self._told and not prose and (self._below or _heads_others(block))
        if self._told and _heads_another(block):
            self._card = _CARD_LINES
        else:
            self._card = 0 if prose else max(0, self._card - 1)
        if self._card or self._below or (apart and self._others):
            return False
        return not (self._told and ((apart and self._another) or in_comments(block.box.names)))


def _is_short_prose(block: Block) -> bool:
    return len(block.text) > _SENTENCE and not block.linked and rules.is_sentence(block.text)


@lru_cache(maxsize=8192)
def in_comments(names: str) -> bool:
    """Say whether *names* are those of a box of readers' comments."""
    return _COMMENTS.search(names) is not None


@lru_cache(maxsize=8192)
def marks_author(names: str) -> bool:
    """Say whether class words *names* say that an element holds the name of an author."""
    return bool(_NAMED.search(names)) and not _ABOUT.search(names)


def is_listed(block: Block) -> bool:
    """Say whether *block* is a link to a story with its author and day behind it, as in lists of others."""
    return 2 * block.linked > len(block.text) > _LINKED_FACTS


def _heads_another(block: Block) -> bool:
    """Say whether *block* is a heading that links to another story: who wrote that one stands below it."""
    if block.tag not in _OTHER_HEADINGS:
        return False
    text = block.text
    longer = len(text) > (_NAME_LENGTH if text[0] < _DENSE else _DENSE_NAME) or len(text.split()) > _NAME_WORDS
    return longer and block.linked > 0.8 * len(text)


def _opens_others(text: str) -> bool:
    return len(text) < _HEADING and bool(phrases.starts(text, "more"))


def _heads_others(block: Block) -> bool:
    """Say whether *block* is a heading over other stories: no label of an advertisement or of buttons."""
    text = block.text
    heads = block.tag in _OTHER_HEADINGS and not block.linked and text[-1] not in ":："
    return heads and (" " in text or text[0] >= _DENSE) and _opens_others(text)


def _leads_away(block: Block) -> bool:
    """Say whether *block* links to another story rather than to an author."""
    text = block.text
    if 2 * block.linked < len(text) or rules.may_be_byline(text):
        return False
    return not marks_author(block.names) or (block.linked < len(text) and len(text.split()) > 3)
