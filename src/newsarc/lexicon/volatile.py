"""What changes on a page while the news on it stays: ad labels, counters, relative times, "updated" lines."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import msgspec

from newsarc.lexicon.load import load


class VolatileFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of data/volatile.json: language code to phrases in lower case, ``#`` standing for a number."""

    ads: dict[str, tuple[str, ...]]
    """labels of advertisements, the whole of a line"""
    counters: dict[str, tuple[str, ...]]
    """comments, shares, views, minutes to read"""
    ago: dict[str, tuple[str, ...]]
    """times that count from now"""
    updated: dict[str, tuple[str, ...]]
    """before or after the moment of a change"""
    published: dict[str, tuple[str, ...]]
    """before the moment of publication"""
    when: dict[str, tuple[str, ...]]
    """words that a moment is made of, beside numbers, months and time zones"""


class Volatile:
    """The phrases of all languages, case-folded: pages of one language carry widgets of another."""

    def __init__(self, content: VolatileFile) -> None:
        self.ads = _all(content.ads)
        self.counters = _all(content.counters)
        self.ago = _all(content.ago)
        self.when = _all(content.when)
        # The longest first, so that "last updated" is not read as "last" before "updated".
        self.updated = tuple(sorted(_all(content.updated), key=lambda form: (-len(form), form)))
        self.published = tuple(sorted(_all(content.published), key=lambda form: (-len(form), form)))


def _all(phrases: dict[str, tuple[str, ...]]) -> frozenset[str]:
    return frozenset(unicodedata.normalize("NFC", form).casefold() for forms in phrases.values() for form in forms)


@lru_cache(maxsize=1)
def volatile() -> Volatile:
    """Return the phrases. Read once, on first use."""
    return Volatile(load("volatile.json", VolatileFile))
