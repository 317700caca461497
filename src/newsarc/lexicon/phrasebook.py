"""Looks for many phrases in a text at once, by a word of each: most texts hold none, and few phrases are tried."""

from __future__ import annotations

import re
from collections.abc import Iterable

_CASELESS = re.compile(r"[\u0590-\u074f\u0900-\u0fff\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""a sign of a script without capitals, where words run together or carry others in front of them"""
_MAYBE_CASELESS = re.compile(rb"[\xd6-\xdd\xe0\xe3-\xed]")
"""what the bytes of such a sign begin with; of quotes, currencies and emoji none does"""
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

    def within(self, lower: str) -> list[str]:
        """Return the phrases that stand in *lower* (lower case), the longest first."""
        encoded = _encoded(lower)
        words = set(encoded.translate(_SIGNS).split())
        found = [
            phrase
            for word in self._by_word.keys() & words
            for needed, phrase in self._by_word[word]
            if needed <= words and phrase in lower
        ]
        if _MAYBE_CASELESS.search(encoded):
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
