"""The names a page's own site goes by, so that a site crediting itself is not taken for an origin or an author."""

from __future__ import annotations

import re

import msgspec

from newsarc.lexicon.agencies import Agency, agencies, fold
from newsarc.model.parts import Found
from newsarc.normalise.url import registered_domain

_SEPARATED = re.compile(r"\s[|\-–—:·•»]+\s|\|")
_ENDING = re.compile(r"\.[a-z]{2,6}$", re.IGNORECASE)
_LONG_NAME = 8
_LONG_ENOUGH = 6


class Site(msgspec.Struct, frozen=True):
    """Who serves the page, as far as comparing names needs it."""

    domain: str | None
    names: frozenset[str]
    """folded spellings that mean the site as a whole"""
    language: str | None = None
    """of the page, ISO 639-1, where known"""
    chosen: frozenset[str] = frozenset()
    """those of the names that are the domain's or the publisher's; the others are all that the page calls itself"""

    def is_self(self, name: str) -> bool:
        """Say whether *name*, taken whole, means this site."""
        key = fold(_ENDING.sub("", name.strip()))
        if not key:
            return False
        return key in self.names or fold(name) in self.names or self._own_agency(name)

    def is_part_of_self(self, name: str) -> bool:
        """Say whether *name* is the site's name with something beside it: a desk, a section, a regional edition."""
        if self.is_self(name):
            return True
        key = fold(name)
        return any(len(own) >= _least(own) and (key.startswith(own) or key.endswith(own)) for own in self.names)

    def may_be_chosen(self, name: str) -> bool:
        """Say whether *name* has anything of the names of the domain and the publisher."""
        key = fold(_ENDING.sub("", name.strip()))
        return not self.chosen or any(own in key or key in own for own in self.chosen if len(own) >= _least(own))

    def may_differ(self, name: str) -> bool:
        """Say whether *name* has nothing of the names of the site, its domain included."""
        key = fold(_ENDING.sub("", name.strip()))
        return not any(own in key or key in own for own in self.names if len(own) >= _least(own))

    def is_long_part_of_self(self, name: str) -> bool:
        """Say whether *name* ends in a name of the site that is too long to be a person's by chance."""
        return any(len(own) >= _LONG_NAME and fold(name).endswith(own) for own in self.names)

    def is_shortened(self, name: str) -> bool:
        """Say whether the site's name begins or ends with *name*."""
        key = fold(name)
        return len(key) >= _LONG_ENOUGH and any(own.startswith(key) or own.endswith(key) for own in self.names)

    def holds(self, names: tuple[str, ...]) -> bool:
        """Say whether one of *names* is at least half of a name of the site."""
        keys = [key for name in names if len(key := fold(name)) >= _LONG_ENOUGH]
        return any(key in own and 2 * len(key) >= len(own) for own in self.names for key in keys)

    def is_near(self, agency: Agency) -> bool:
        """Say whether the site writes in the agency's language or lives under its country: there its sign is no riddle.

        English is written everywhere, so that only the country counts.
        """
        country = {"GB": "uk"}.get(agency.country, agency.country.lower())
        spoken = {"nb": "no", "nn": "no"}.get(self.language or "", self.language)
        if agency.language != "en" and spoken == agency.language:
            return True
        return self.domain is not None and self.domain.endswith(f".{country}")

    def _own_agency(self, name: str) -> bool:
        agency = agencies().named(name)
        return agency is not None and agency.owns(self.domain)


def _least(own: str) -> int:
    """Let a short name count inside a longer one only when its script packs a word into a few characters."""
    return 2 if ord(own[0]) >= 0x3000 else 3


def site_of(url: str | None, publisher: str | None, candidates: tuple[Found, ...], language: str | None = None) -> Site:
    """Return what the site of *url* is called: its domain, the publisher chosen, and every name the page gives itself.

    A candidate that is an agency with another domain is no name of the site: papers that print a wire story name the
    agency as its publisher.
    """
    domain = registered_domain(url) if url else None
    raw = [found.value for found in candidates[:20] if not _foreign_agency(found.value, domain)]
    chosen = _spellings([publisher] if publisher else [])
    if domain:
        chosen |= {fold(domain), fold(domain.split(".")[0])}
        own = agencies().at(domain)
        chosen |= {fold(form) for form in own.forms} if own else set()
    return Site(domain, _long(chosen | _spellings(raw)), language, _long(chosen))


def _spellings(raw: list[str]) -> set[str]:
    """Return the names in *raw*, folded, their first parts, and those of addresses without their ending."""
    names = {fold(part) for name in raw for part in (name, *_SEPARATED.split(name)[:1])}
    return names | {fold(_ENDING.sub("", name)) for name in raw}


def _long(names: set[str]) -> frozenset[str]:
    return frozenset(name for name in names if len(name) > 1)


def _foreign_agency(name: str, domain: str | None) -> bool:
    agency = agencies().named(name)
    return agency is not None and not agency.owns(domain)
