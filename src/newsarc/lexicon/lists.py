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


@lru_cache(maxsize=1)
def lists() -> Lists:
    """Return the weights. Read once, on first use."""
    return load("lists.json", Lists)
