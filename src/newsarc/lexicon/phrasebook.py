"""Looks for many phrases in a text at once, by a word of each: most texts hold none, and few phrases are tried."""

from __future__ import annotations

import re
from collections.abc import Iterable

_CASELESS = re.compile(r"[\u0590-\u074f\u0900-\u0fff\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""a sign of a script without capitals, where words run together or carry others in front of them"""
_NOT_CASELESS = bytes({*range(256)} - {*range(0xD6, 0xDE), 0xE0, *range(0xE3, 0xEE)})
"""all bytes but those that the bytes of such a sign begin with; quotes, currencies and emoji begin with others"""
_SIGNS = bytes.maketrans(
    bytes(sign for sign in range(128) if not chr(sign).isalnum()),
    b" " * sum(not chr(at).isalnum() for at in range(128)),
)
_QUOTES = "¿¡’‘“”„«»‹›–—…·•→►▶★\xa0"


class Phrasebook:
    """Phrases, lower case, each to be found at the start of a word; where words are not parted by spaces, anywhere.

    The last of several words may go on: "affiliate link" stands in "affiliate links".
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_word: dict[bytes, list[tuple[frozenset[bytes], str]]] = {}
        known = sorted(set(phrases), key=_longest_first)
        self._anywhere = tuple(phrase for phrase in known if _CASELESS.search(phrase))
        for phrase in known:
            if not _CASELESS.search(phrase):
                words = _encoded(phrase).translate(_SIGNS).split()
                words = words[:-1] or words
                self._by_word.setdefault(max(words, key=len), []).append((frozenset(words), phrase))
        self._telling = frozenset(self._by_word)
        self._words = self._telling.union(*(needed for listed in self._by_word.values() for needed, _phrase in listed))

    def within(self, lower: str) -> list[str]:
        """Return the phrases that stand in *lower* (lower case), the longest first."""
        encoded = _encoded(lower)
        words = encoded.translate(_SIGNS).split()
        met = self._words.intersection(words)  # of a list, which spares making a set of all the words
        found = [
            phrase
            for word in self._telling.intersection(met)
            for needed, phrase in self._by_word[word]
            if needed <= met and phrase in lower
        ]
        if encoded.translate(None, _NOT_CASELESS):
            found += [phrase for phrase in self._anywhere if phrase in lower]
        return sorted(found, key=_longest_first) if len(found) > 1 else found


def _encoded(lower: str) -> bytes:
    """Return *lower* as bytes, which are split four times as fast as a regular expression finds words; its quotes and
    dashes are spaces.
    """
    if lower.isascii():
        return lower.encode("ascii")
    for sign in _QUOTES:
        lower = lower.replace(sign, " ")
    return lower.encode("utf-8", "surrogatepass")


def _longest_first(phrase: str) -> tuple[int, str]:
    return -len(phrase), phrase
