"""What the class and id of an element say about its text."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import Final

import msgspec

from newsarc.lexicon.classes import class_words

_SPLIT = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[^\W_]+")
_ON_ARTICLE = re.compile(r"(?<!\S)(?:tag|category|cat|author|topic|type|format|status|post_tag|post)-\S+")
_MAX_CACHED = 20_000
_MAX_NAMES = 250
_SIGNS = str.maketrans(dict.fromkeys("-_0123456789/.,;#=&%+*!|", " "))
_CAPTION_LIKE = "caption|gallery|photo|image|figure|slideshow|bild|foto|lightbox|carousel"
_LIKE_CAPTION = re.compile(_CAPTION_LIKE)
_LIKE_EITHER = re.compile(
    f"({_CAPTION_LIKE})|related|teaser|recommend|more-|sidebar|newsletter|comment|promo|most-read|trending|read-?next"
    "|outbrain|taboola"
)
_SHOWN_ON_SOME = re.compile(r"(?:sm|md|lg|xl|xxl|tablet|desktop)[:-](?:block|flex|grid|inline|table)|(?<=:)!?block")


class Mark:
    """What the words of a class attribute hint at: bits of a plain int, for they are asked for at every element."""

    STRONG: Final = 1
    WEAK: Final = 2
    BODY: Final = 4
    LEAD: Final = 8
    CAPTION: Final = 16
    HIDDEN: Final = 32
    COMMENT: Final = 64
    BIO: Final = 128
    LOOKS_CAPTION: Final = 256
    LOOKS_BESIDE: Final = 512
    NEVER: Final = 1024


class Names(msgspec.Struct, frozen=True):
    """Verdict on the names of an element."""

    mark: int
    """bits of Mark"""
    word: str
    """the junk word that was found, empty when none was"""


_CACHE: dict[str, Names] = {}
_CHUNKS: dict[str, Names] = {}
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
    # WordPress writes the story's tags and categories into the article's own class: they are about its content
    plain = _ON_ARTICLE.sub(" ", names) if "hentry" in names or " category-" in names or " tag-" in names else names
    mark, strong, weak = 0, "", ""
    for chunk in plain.split():
        known = _CHUNKS.get(chunk)
        if known is None:
            if len(_CHUNKS) >= _MAX_CACHED:
                _CHUNKS.clear()
            known = _CHUNKS[chunk] = _chunk(chunk)
        mark |= known.mark
        if known.mark & Mark.STRONG:
            strong = strong or known.word
        else:
            weak = weak or known.word
    if mark & Mark.HIDDEN and _SHOWN_ON_SOME.search(names):
        mark &= ~Mark.HIDDEN
        weak = "" if weak == "hidden" else weak
    return Names(mark, strong or weak) if mark else NOTHING


def _chunk(chunk: str) -> Names:
    """Return the verdict on one class."""
    if ":" in chunk or "[" in chunk:  # a style for some screens only, in the manner of utility classes
        return NOTHING
    low = chunk.lower()
    mark = 0
    if like := _LIKE_EITHER.search(low):
        mark = Mark.LOOKS_CAPTION if like[1] or _LIKE_CAPTION.search(low, like.end()) else Mark.LOOKS_BESIDE
    plain = chunk.translate(_SIGNS)
    parts = plain.split() if chunk == low else [word.lower() for word in _SPLIT.findall(plain)]
    words = set(parts)
    if len(parts) > 1:
        words.add("".join(parts))
        first = _first_words()
        words.update([f"{one} {two}" for one, two in pairwise(parts) if one in first])
    if words.isdisjoint(_every_word()):
        return Names(mark, "") if mark else NOTHING
    return _known(words, mark)


def _known(words: set[str], mark: int) -> Names:
    """Return the verdict on a class with known *words* (or pairs of them); *mark* is what it looks like."""
    known = class_words()
    strong = _first(words & known.strong) or _first(words & known.strong_pairs)
    weak = _first(words & known.weak)
    for bit, hit in (
        (Mark.STRONG, strong),
        (Mark.WEAK, weak),
        (Mark.BODY, words & known.body or words & known.body_pairs),
        (Mark.LEAD, words & known.lead),
        (Mark.CAPTION, words & known.caption),
        (Mark.HIDDEN, words & known.hidden or words & known.hidden_pairs),
        (Mark.COMMENT, words & known.comment),
        (Mark.BIO, words & known.bio),
        (Mark.NEVER, words & known.never),
    ):
        if hit:
            mark |= bit
    return Names(mark, strong or weak or ("hidden" if mark & Mark.HIDDEN else ""))


@lru_cache(maxsize=1)
def _every_word() -> frozenset[str]:
    known = class_words()
    return frozenset().union(*(getattr(known, field) for field in known.__struct_fields__))


@lru_cache(maxsize=1)
def _first_words() -> frozenset[str]:
    return frozenset(pair.split()[0] for pair in _every_word() if " " in pair)


def _first(words: set[str]) -> str:
    return min(words) if words else ""
