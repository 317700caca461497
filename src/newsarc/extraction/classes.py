"""What the class and id of an element say about its text."""

from __future__ import annotations

import re
from enum import IntFlag
from itertools import pairwise

import msgspec

from newsarc.lexicon.classes import class_words

_SPLIT = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[^\W\d_]+")
_ON_ARTICLE = re.compile(r"(?<!\S)(?:tag|category|cat|author|topic|type|format|status|post_tag|post)-\S+")
_MAX_CACHED = 20_000
_MAX_NAMES = 250
_CAPTION = re.compile(r"caption|gallery|photo|image|figure|slideshow|bild|foto|lightbox|carousel", re.IGNORECASE)
_BESIDE = re.compile(
    r"related|teaser|recommend|more-|sidebar|newsletter|comment|promo|most-read|trending|read-?next|outbrain|taboola",
    re.IGNORECASE,
)


class Mark(IntFlag):
    """What the words of a class attribute hint at."""

    NONE = 0
    STRONG = 1
    WEAK = 2
    BODY = 4
    LEAD = 8
    CAPTION = 16
    HIDDEN = 32
    COMMENT = 64
    BIO = 128
    LOOKS_CAPTION = 256
    LOOKS_BESIDE = 512


class Names(msgspec.Struct, frozen=True):
    """Verdict on the names of an element."""

    mark: int
    """bits of Mark"""
    word: str
    """the junk word that was found, empty when none was"""


_CACHE: dict[str, Names] = {}
NOTHING = Names(0, "")


def judge(names: str) -> Names:
    """Return what *names* (class and id, joined by a space) hint at. Answers are remembered, a bounded number."""
    known = _CACHE.get(names)
    if known is None:
        if len(_CACHE) >= _MAX_CACHED:
            _CACHE.clear()
        known = _CACHE[names] = _judge(names[:_MAX_NAMES])
    return known


def _judge(names: str) -> Names:
    known = class_words()
    # WordPress writes the story's tags and categories into the article's own class: they are about its content
    plain = _ON_ARTICLE.sub(" ", names) if "hentry" in names or " category-" in names or " tag-" in names else names
    chunks = [[word.lower() for word in _SPLIT.findall(chunk)] for chunk in plain.split()]
    words = {word for chunk in chunks for word in chunk} | {"".join(chunk) for chunk in chunks}
    pairs = {f"{one} {two}" for chunk in chunks for one, two in pairwise(chunk)}
    mark = Mark.NONE
    junk = _first(words & known.strong) or _first(pairs & known.strong_pairs)
    if junk:
        mark |= Mark.STRONG
    weak = _first(words & known.weak)
    if weak:
        mark |= Mark.WEAK
    for bit, hit in (
        (Mark.BODY, words & known.body or pairs & known.body_pairs),
        (Mark.LEAD, words & known.lead),
        (Mark.CAPTION, words & known.caption),
        (Mark.HIDDEN, words & known.hidden or pairs & known.hidden_pairs),
        (Mark.COMMENT, words & known.comment),
        (Mark.BIO, words & known.bio),
        (Mark.LOOKS_CAPTION, _CAPTION.search(names)),
        (Mark.LOOKS_BESIDE, _BESIDE.search(names)),
    ):
        if hit:
            mark |= bit
    return Names(int(mark), junk or weak or ("hidden" if mark & Mark.HIDDEN else ""))


def _first(words: set[str]) -> str:
    return min(words) if words else ""
