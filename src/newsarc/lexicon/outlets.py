"""Newspapers, broadcasters and magazines that others take stories from: a domain and the name it goes by."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from newsarc.lexicon.agencies import fold
from newsarc.lexicon.load import load


class Outlet(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One outlet."""

    name: str
    domain: str
    forms: tuple[str, ...] = ()
    """other spellings of the name"""
    ambiguous: bool = False
    """the name is also a common word: it counts only after words that say a name follows"""


class Outlets:
    """The outlets, ready to look up."""

    def __init__(self, entries: tuple[Outlet, ...]) -> None:
        self._by_domain = {outlet.domain: outlet for outlet in entries}
        self._by_name = {fold(form): outlet for outlet in entries for form in (outlet.name, *outlet.forms)}

    def at(self, domain: str) -> Outlet | None:
        """Return the outlet at *domain* (registered domain, lower case)."""
        return self._by_domain.get(domain)

    def named(self, name: str) -> Outlet | None:
        """Return the outlet called *name*, case and accents ignored."""
        return self._by_name.get(fold(name))


@lru_cache(maxsize=1)
def outlets() -> Outlets:
    """Return the outlets. Read once, on first use."""
    return Outlets(load("outlets.json", tuple[Outlet, ...]))
