"""News agencies, syndicates and press-release services: who they are and how credits spell them."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache

import msgspec

from newsarc.lexicon.load import load

_LETTERS = re.compile(r"[^\W_]+")
_SHORT = 5  # letters: up to here a form is an abbreviation, and its case tells it from a word


class AgencyKind(StrEnum):
    """What an agency does."""

    WIRE = "wire"
    SYNDICATE = "syndicate"
    PRESS_RELEASE = "press-release"


class Agency(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One agency as data/agencies.json describes it."""

    canonical: str
    """the name newsarc reports"""
    kind: AgencyKind
    country: str
    """ISO 3166-1 alpha-2, upper case"""
    language: str
    """main language, ISO 639-1"""
    domain: str
    forms: tuple[str, ...]
    """spellings that name it wherever a credit stands, even inside a longer credit"""
    ambiguous: tuple[str, ...] = ()
    """spellings that are also words or other names: they count only as a whole name in a credit"""
    parent: str | None = None
    """canonical name of the agency it belongs to"""
    domains: tuple[str, ...] = ()
    """further sites of its own"""

    def owns(self, domain: str | None) -> bool:
        """Say whether *domain* (registered domain, lower case) is a site of the agency itself."""
        return domain is not None and (domain == self.domain or domain in self.domains)


class Generic(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that credit agencies without naming one."""

    canonical: str
    forms: tuple[str, ...]


class AgencyFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of data/agencies.json."""

    agencies: tuple[Agency, ...]
    generic: Generic


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Return *text* for comparing names: compatibility forms joined, accents and case dropped, letters and digits only.

    >>> fold("Česká tisková kancelář")
    'ceskatiskovakancelar'
    """
    plain = text.lower() if text.isascii() else unicodedata.normalize("NFKD", text.casefold())
    return plain if plain.isalnum() else "".join(_LETTERS.findall(plain))


class Agencies:
    """The registry, ready to look names up in."""

    def __init__(self, content: AgencyFile) -> None:
        self.entries = content.agencies
        self.generic = content.generic
        self._exact: dict[str, Agency] = {}
        self._folded: dict[str, Agency] = {}
        self.inside: dict[str, Agency] = {}
        for agency in content.agencies:
            for form in (*agency.forms, *agency.ambiguous):
                self._exact.setdefault(form, agency)
                if not _is_short(form) and "+" not in form:  # without its sign "Vietnam+" is a country
                    self._folded.setdefault(fold(form), agency)
            for form in agency.forms:
                self.inside.setdefault(form, agency)
        self._generic = {fold(form) for form in content.generic.forms}
        self._domains = {domain: agency for agency in content.agencies for domain in (agency.domain, *agency.domains)}

    def named(self, name: str) -> Agency | None:
        """Return the agency that *name*, taken whole, stands for. Abbreviations count only in their own case."""
        return self._exact.get(name) or self._folded.get(fold(name))

    def is_generic(self, name: str) -> bool:
        """Say whether *name* speaks of agencies without naming one."""
        return fold(name) in self._generic

    def at(self, domain: str) -> Agency | None:
        """Return the agency whose own site *domain* (registered domain, lower case) is."""
        return self._domains.get(domain)


def _is_short(form: str) -> bool:
    return len(form) <= _SHORT and " " not in form


@lru_cache(maxsize=1)
def agencies() -> Agencies:
    """Return the registry. Read once, on first use."""
    return Agencies(load("agencies.json", AgencyFile))
