"""Phrases around the name of whoever supplied a text."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from newsarc.lexicon.load import load


class CreditWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of data/credits.json. Everything is lower case."""

    republished: tuple[str, ...]
    """phrases directly before the name of who published a text first, or provided it"""
    only_first: frozenset[str]
    """those of them that are everyday words inside a sentence: they count only near its start"""
    supplied: tuple[str, ...]
    """phrases directly before the names of those who supplied a part"""
    contributed: tuple[str, ...]
    """phrases after them"""
    stops: frozenset[str]
    """words that end a name in a sentence, when they are not capitalised"""
    not_names: frozenset[str]
    """first words of what cannot be a name"""
    plural_labels: frozenset[str]
    """labels of a source in the plural: before names of no agency they open a list of references"""
    no_publishers: frozenset[str]
    """domains of services that publish nothing themselves"""
    evidence: tuple[str, ...]
    """words in the names of what facts, not texts, are taken from"""
    pictures: tuple[str, ...]
    """words that show a credit to be a picture's"""
    organisations: frozenset[str]
    """words in the names of organisations that are no news outlets"""


@lru_cache(maxsize=1)
def credit_words() -> CreditWords:
    """Return the phrases. Read once, on first use."""
    return load("credits.json", CreditWords)
