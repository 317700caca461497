"""Words in the class and id attributes of a page's elements, by what they say about the element's text."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from newsarc.lexicon.load import load


class ClassWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of data/classes.json. A pair is two words that follow each other (``article-body``)."""

    strong: frozenset[str]
    """hardly ever on the text itself: share bars, related stories, comments"""
    strong_pairs: frozenset[str]
    weak: frozenset[str]
    """often beside the text, at times on it: ad, widget, author, image"""
    lead: frozenset[str]
    """on the standfirst"""
    body: frozenset[str]
    body_pairs: frozenset[str]
    """on the text"""
    kicker: tuple[str, ...]
    """in a headline, on words before or behind it: a theme, a badge"""
    caption: frozenset[str]
    hidden: frozenset[str]
    hidden_pairs: frozenset[str]
    """not shown"""
    shown_pairs: frozenset[str]
    """shown all the same: on paper, or with something else hidden (``label-hidden``)"""
    comment: frozenset[str]
    """what readers wrote: never given back as the text"""
    bio: frozenset[str]
    line: frozenset[str]
    """of strong and weak ones, those that on a short line's own element say what it is: byline, date, share"""
    never: frozenset[str]
    """of the strong ones, and pairs of them, those that are not on the text by mistake: cookie, login, newsletter"""
    linking: frozenset[str]
    """of the strong and weak ones, and pairs of them, those of boxes that lead elsewhere, pass by or hold tools: what
    has paragraphs without links is none of these"""


@lru_cache(maxsize=1)
def class_words() -> ClassWords:
    """Return the class words. Read once, on first use."""
    return load("classes.json", ClassWords)
