"""Web addresses: parameters that only track readers, and names below which anyone can register."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from newsarc.lexicon.load import load


class Tracking(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of data/tracking.json; names are lower case."""

    names: frozenset[str]
    """query parameters that never choose what is shown"""
    prefixes: tuple[str, ...]
    """beginnings of such names"""
    mobile_hosts: frozenset[str]
    """first labels of a host that show the same pages as the host without them"""
    amp_names: frozenset[str]
    """query parameters that only choose another layout"""


class Suffixes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of data/suffixes.json."""

    second_level: frozenset[str]
    """labels that stand before a country's ending and are open to all, as in ``co.uk``"""
    shared: frozenset[str]
    """hosts below which every label is another owner"""


@lru_cache(maxsize=1)
def tracking() -> Tracking:
    """Return the tracking parameters. Read once, on first use."""
    return load("tracking.json", Tracking)


@lru_cache(maxsize=1)
def suffixes() -> Suffixes:
    """Return the public suffixes newsarc tells apart. Read once, on first use."""
    return load("suffixes.json", Suffixes)
