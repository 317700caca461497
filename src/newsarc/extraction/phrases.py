"""Looks for boilerplate phrases in a line, without trying each of them on it."""

from __future__ import annotations

import re
from functools import lru_cache

from newsarc.lexicon.boilerplate import boilerplate
from newsarc.lexicon.cues import every
from newsarc.lexicon.phrasebook import Phrasebook

_WORD = re.compile(r"[^\W_]+")
_SIGNS = " \t>»›→➡•●■◆★*-–—+|▶►▷▽▼(（【[👉👇📷📸📲📱✅✔🔴🟢⚡🔔📢📣❗‼🚨ℹ\ufe0f"
"""what stands before such phrases"""
_UNSPACED = frozenset(["ja", "zh", "ko", "th"])
Groups = dict[str, tuple[str, ...]]
Phrases = tuple[Groups, Groups]
"""phrases by the first word of each, and those of scripts without spaces by their first character"""


def lowered(text: str) -> str:
    """Return *text* in small letters; a Turkish capital with a dot is one letter, a typeset apostrophe a typed one."""
    if text.isascii():
        return text.lower()
    return text.replace("İ", "i").replace("’", "'").lower()


def _index(groups: dict[str, tuple[str, ...]]) -> Phrases:
    spaced: dict[str, list[str]] = {}
    dense: dict[str, list[str]] = {}
    for language, phrases in groups.items():
        for phrase in map(lowered, phrases):
            word = _WORD.search(phrase)
            if word is None or language in _UNSPACED or (not phrase.isascii() and language == "any"):
                dense.setdefault(phrase.lstrip("(")[0], []).append(phrase)
            else:
                spaced.setdefault(word.group(), []).append(phrase)
    return _fixed(spaced), _fixed(dense)


def _fixed(groups: dict[str, list[str]]) -> Groups:
    return {key: tuple(phrases) for key, phrases in groups.items()}


@lru_cache(maxsize=1)
def _tables() -> dict[str, Phrases]:
    """Return the groups that lines open with; the others are looked for anywhere."""
    known = boilerplate()
    return {
        name: _index(getattr(known, name)) for name in ("more", "tools", "photo", "contact", "asks", "replies", "about")
    }


@lru_cache(maxsize=1)
def _books() -> dict[str, Phrasebook]:
    known = boilerplate()
    return {
        name: Phrasebook(map(lowered, every(getattr(known, name))))
        for name in ("prompts", "bio", "closing", "networks")
    }


def heads_references(text: str) -> bool:
    """Say whether *text* is a heading over what a text was made from, and nothing else."""
    return lowered(text.strip(" :：")) in _references()


@lru_cache(maxsize=1)
def _references() -> frozenset[str]:
    return frozenset(map(lowered, every(boilerplate().references)))


def contains(text: str, group: str) -> bool:
    """Say whether a phrase of *group* stands anywhere in *text*, at the start of a word."""
    return bool(_books()[group].within(lowered(text)))


def among(lines: list[str], group: str) -> list[int]:
    """Return the places of those of *lines* for which contains() holds: asked of all at once, most hold none."""
    lows = list(map(lowered, lines))
    book = _books()[group]
    found = book.within("\n".join(lows))
    if not found:
        return []
    return [place for place, low in enumerate(lows) if any(phrase in low for phrase in found) and book.within(low)]


def starts(text: str, group: str) -> str:
    """Return the phrase of *group* that *text* opens with (signs before it aside), the longest one, else nothing."""
    low, word = _opening(text[:80])
    spaced, dense = _tables()[group]
    maybe = spaced.get(word, ())
    plain = low.isascii()
    if plain and not maybe:  # as most lines are
        return ""
    found = [phrase for phrase in maybe if _opens(low, phrase)]
    if not plain:
        found += filter(low.startswith, dense.get(low[0], ()))
    return max(found, key=len, default="")


@lru_cache(maxsize=1024)  # several passes ask about the same lines
def _opening(start: str) -> tuple[str, str]:
    """Return *start* of a line in small letters, without the signs before it, and the first word in it."""
    low = lowered(start).lstrip(_SIGNS)
    word = _WORD.search(low)
    return low, word[0] if word else ""


def _opens(low: str, phrase: str) -> bool:
    bare = phrase.lstrip("(")
    return low.startswith(bare) and (not low[len(bare) : len(bare) + 1].isalpha() or not bare[-1:].isalpha())
