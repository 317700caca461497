"""Words that stand around the names of authors, by what they do there."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from newsarc.lexicon.load import load


class Helpers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Phrases, lower case, beside people who helped but did not write."""

    before: tuple[str, ...]
    after: tuple[str, ...]


class People(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of data/bylines.json. Words are lower case unless it is said that they are spelt as printed."""

    by: frozenset[str]
    """first words of a byline"""
    openings: tuple[str, ...]
    """phrases before the names: what an author is to the paper, or did"""
    pictures: frozenset[str]
    """words for those who took the pictures, beside their names"""
    joiners: frozenset[str]
    """words between two names"""
    weak_joiners: frozenset[str]
    """joiners that also stand inside names: they part two names of two words or more"""
    particles: frozenset[str]
    """small words inside names"""
    desks: frozenset[str]
    """words that never belong to a person's name: a desk, a company, a placeholder"""
    author_paths: tuple[str, ...]
    """what stands before the author in the addresses of authors' pages, as a part of its own"""
    in_accounts: tuple[str, ...]
    """parts of names of accounts that are no person's: those of a newsroom, a system, a firm"""
    mastheads: frozenset[str]
    """more words that names of papers begin or end with, where they stand by themselves above a text"""
    papers: frozenset[str]
    """last words of the names of papers and stations"""
    companies: frozenset[str]
    """forms of companies, as they end a name, spelt as printed"""
    before_day: frozenset[str]
    """words between a name and a day, spelt as printed"""
    weekdays: frozenset[str]
    """spelt as printed"""
    after_name: tuple[str, ...]
    """what blogs put behind a name and the day, spelt as printed"""
    not_first: frozenset[str]
    """words no person's name begins with: articles, possessives"""
    roles: frozenset[str]
    """what people do"""
    qualifiers: frozenset[str]
    """words before a role"""
    strip_suffix: tuple[str, ...]
    """roles written without a space after the name"""
    helpers: Helpers
    reporting: tuple[str, ...]
    """openings of a sign-off that names who wrote"""


@lru_cache(maxsize=1)
def people() -> People:
    """Return the words. Read once, on first use."""
    return load("bylines.json", People)


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """Return common given names (Latin, Cyrillic, Greek), lower case: proof of a person, never of the contrary."""
    return frozenset(load("given_names.json", tuple[str, ...]))
