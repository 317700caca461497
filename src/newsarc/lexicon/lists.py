"""What each trait of a page weighs when it is asked whether it lists articles or goods, or is one."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from newsarc.lexicon.load import load


class Lists(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of data/lists.json: a logistic model in few and plain traits."""

    note: str
    base: float
    """points of a page without traits"""
    threshold: float
    """points from which a page is a list"""
    weights: dict[str, float]
    """points for one of a trait"""
    kinds: frozenset[str]
    """types of structured data that lists and goods have"""
    story_kinds: frozenset[str]
    """types of a page that may speak of goods, or stand in a collection, and is none"""
    classes: frozenset[str]
    """classes that publishing software gives the body of a page that lists, or sells"""


@lru_cache(maxsize=1)
def lists() -> Lists:
    """Return the weights. Read once, on first use."""
    return load("lists.json", Lists)
