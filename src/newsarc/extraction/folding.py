"""Titles and lines folded, so that two spellings of one are told to be the same."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import filterfalse

_WORDS = re.compile(r"[\W_]+")
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
"""characters that only say where a word may be broken or joined"""
_SIGNS = bytes(code if chr(code).isascii() and chr(code).isalnum() else 0x20 for code in range(256))
"""the table that turns every sign of ASCII into a space"""
_LONGEST = 250
"""characters of a text that is asked for again; longer ones are lines of prose"""


def fold(text: str) -> str:
    """Return *text* without case, accents, punctuation: two spellings of one title fold alike."""
    return _folded_again(text) if len(text) <= _LONGEST else _folded(text)


def _folded(text: str) -> str:
    if text.isascii():
        return b" ".join(text.lower().encode().translate(_SIGNS).split()).decode()  # a third of the time
    plain = unicodedata.normalize("NFKD", text.translate(_UNSEEN)).casefold()
    return _WORDS.sub(" ", "".join(filterfalse(unicodedata.combining, plain))).strip()


# every rule compares headings with titles, so that each of them is asked for several times
_folded_again = lru_cache(maxsize=1024)(_folded)
