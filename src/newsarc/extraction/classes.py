"""What the class and id of an element say about its text."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import Final

import msgspec

from newsarc.lexicon.classes import class_words

_SPLIT = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[^\W_]+")
ON_CONTENT = re.compile(r"(?<!\S)(?:tag|category|cat|author|topic|type|format|status|post_tag|post)-\S+")
"""classes that WordPress writes on an article, after its number, sections and keywords"""
_MAX_CACHED = 20_000
_MAX_NAMES = 250
_SIGNS = bytes.maketrans(b"-_0123456789/.,;#=&%+*!|", b" " * 24)
_DIGITS = "0123456789"
_MADE_UP = re.compile(
    r"(?<![A-Za-z0-9])(?:(?=[a-f]*\d)[0-9a-f]{6,}|(?!\w*\d+x\d)[A-Za-z]*\d+[A-Za-z][A-Za-z0-9]*)(?![A-Za-z0-9])"
)
"""names that software makes up ("5cd3ad805f"): letters in them are no words"""
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
    SHOWN: Final = 2048


class Names(msgspec.Struct, frozen=True):
    """Verdict on the names of an element."""

    mark: int
    """bits of Mark"""
    word: str
    """the junk word that was found, empty when none was"""


_CACHE: dict[str, Names] = {}
_CHUNKS: dict[str, Names] = {}
NOTHING = Names(0, "")
_JUNK = Mark.STRONG | Mark.WEAK | Mark.HIDDEN
_CAPTION = Names(Mark.LOOKS_CAPTION, "")
_BESIDE = Names(Mark.LOOKS_BESIDE, "")


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
    plain = ON_CONTENT.sub(" ", names) if "hentry" in names or " category-" in names or " tag-" in names else names
    mark, strong, weak = 0, "", ""
    for chunk in plain.split():
        known = _CHUNKS.get(chunk)
        if known is None:
            known = _remembered(chunk)
        if known is NOTHING:
            continue
        mark |= known.mark
        if known.mark & Mark.STRONG:
            strong = strong or known.word
        else:
            weak = weak or known.word
    if mark & Mark.HIDDEN and _SHOWN_ON_SOME.search(names):
        mark &= ~Mark.HIDDEN
        weak = "" if weak == "hidden" else weak
    return Names(mark, strong or weak) if mark else NOTHING


def _remembered(chunk: str) -> Names:
    """Return the verdict on one class, and remember it; made-up names say nothing, nor do figures at its end."""
    if len(_CHUNKS) >= _MAX_CACHED:
        _CHUNKS.clear()
    plain = chunk.replace("-", "").replace("_", "").isalpha()  # as most are
    stem = chunk if plain else _MADE_UP.sub("-", chunk).rstrip(_DIGITS)
    known = _CHUNKS.get(stem)
    if known is None:
        known = _CHUNKS[stem] = _chunk(stem)
    _CHUNKS[chunk] = known
    return known


def _chunk(chunk: str) -> Names:
    """Return the verdict on one class."""
    if ":" in chunk or "[" in chunk:  # a style for some screens only, in the manner of utility classes
        return NOTHING
    low = chunk.lower()
    mark = Mark.LOOKS_CAPTION if _like_caption(low) else Mark.LOOKS_BESIDE if _like_beside(low) else 0
    # signs are bytes of their own in UTF-8, and tables of bytes are four times as fast as those of characters
    plain = chunk.encode("utf-8", "surrogatepass").translate(_SIGNS).decode("utf-8", "surrogatepass")
    parts = plain.split() if chunk == low else [word.lower() for word in _SPLIT.findall(plain)]
    words = _words(parts) if len(parts) > 1 else parts
    bits = _bits()
    if bits.keys().isdisjoint(words):  # as most are
        return (_CAPTION if mark == Mark.LOOKS_CAPTION else _BESIDE) if mark else NOTHING
    found = [word for word in words if word in bits]
    for word in found:
        mark |= bits[word]
    if mark & Mark.SHOWN:
        mark &= ~(Mark.SHOWN | Mark.HIDDEN)
    return Names(mark, _junk_word(found, bits) if mark & _JUNK else "")


def _words(parts: list[str]) -> list[str]:
    """Return *parts*, all of them as one word, and the pairs that may be known."""
    first = _first_words()
    words = [*parts, "".join(parts)]
    if not first.isdisjoint(parts):
        words += [f"{one} {two}" for one, two in pairwise(parts) if one in first]
    return words


def _junk_word(found: list[str], bits: dict[str, int]) -> str:
    """Return which of the words *found* says best that an element is no text: a strong one before a strong pair."""
    for wanted in (Mark.STRONG, Mark.WEAK):
        words = [word for word in found if bits[word] & wanted]
        if words:
            return min(words, key=_singles_first)
    return "hidden"


def _singles_first(word: str) -> tuple[bool, str]:
    return " " in word, word


def _like_caption(low: str) -> bool:
    """Say whether a word of pictures and their captions stands anywhere in *low*.

    One test after the other takes a third of the time of a regular expression of them all.
    """
    return (
        "image" in low or "caption" in low or "photo" in low or "gallery" in low or "figure" in low or "foto" in low
        or "bild" in low or "slideshow" in low or "lightbox" in low or "carousel" in low
    )  # fmt: skip


def _like_beside(low: str) -> bool:
    """Say whether a word of what stands beside stories is anywhere in *low*."""
    return (
        "related" in low or "teaser" in low or "sidebar" in low or "comment" in low or "promo" in low
        or "newsletter" in low or "more-" in low or "recommend" in low or "trending" in low or "most-read" in low
        or "read-next" in low or "readnext" in low or "outbrain" in low or "taboola" in low
    )  # fmt: skip


def unfolds(names: str) -> bool:
    """Say whether *names* are of a box that readers open to read on: what it hides is text."""
    low = names.lower()
    return "accordion" in low or "faq" in low or "answer" in low


@lru_cache(maxsize=1)
def _bits() -> dict[str, int]:
    """Return what each known word, and each pair, says."""
    known = class_words()
    said: dict[str, int] = {}
    for bit, words in (
        (Mark.STRONG, known.strong | known.strong_pairs),
        (Mark.WEAK, known.weak),
        (Mark.BODY, known.body | known.body_pairs),
        (Mark.LEAD, known.lead),
        (Mark.CAPTION, known.caption),
        (Mark.HIDDEN, known.hidden | known.hidden_pairs),
        (Mark.COMMENT, known.comment),
        (Mark.BIO, known.bio),
        (Mark.NEVER, known.never),
        (Mark.SHOWN, known.shown_pairs),
    ):
        for word in words:
            said[word] = said.get(word, 0) | bit
    return said


@lru_cache(maxsize=1)
def _first_words() -> frozenset[str]:
    return frozenset(pair.split()[0] for pair in _bits() if " " in pair)
