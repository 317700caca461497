"""Function words by language, and how pages misspell the language they declare."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from newsarc.lexicon.load import load


class Languages(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of data/languages.json; codes are ISO 639-1, lower case."""

    function_words: dict[str, frozenset[str]]
    """the commonest small words of a language, lower case"""
    names: dict[str, str]
    """languages spelt out"""
    mistakes: dict[str, str]
    """country codes, three-letter and old codes that stand for a language"""
    nothing: frozenset[str]
    """codes that say nothing"""
    alphabets: dict[str, str]
    """letters beyond ASCII of languages in Latin script: a text has those of one, read in the right encoding"""
    kin: tuple[frozenset[str], ...]
    """languages whose texts hardly differ, in one script: a page is believed which of them it is in"""


@lru_cache(maxsize=1)
def languages() -> Languages:
    """Return the words. Read once, on first use."""
    return load("languages.json", Languages)
