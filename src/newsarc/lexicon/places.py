"""Cities that stand alone in a dateline."""

from __future__ import annotations

from functools import lru_cache

from newsarc.lexicon.agencies import fold
from newsarc.lexicon.load import load


@lru_cache(maxsize=1)
def cities() -> frozenset[str]:
    """Return their names in the languages of the countries that print them, folded. Read once, on first use."""
    return frozenset(fold(name) for name in load("places.json", tuple[str, ...]))
