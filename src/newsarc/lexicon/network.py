"""The internet's special places: addresses that are not public, ports that are not the web's."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

import msgspec

from newsarc.lexicon.load import load


class Range(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A block of addresses."""

    range: str
    """CIDR"""
    name: str
    reach: Literal["typed", "allowed", "nobody", "public"]
    """who may lead there: the user by typing it, only --allow-private, nobody, anyone"""


class Network(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of data/network.json."""

    sources: tuple[str, ...]
    """where the tables come from"""
    ranges: tuple[Range, ...]
    """the most specific one that holds an address decides"""
    private_endings: frozenset[str]
    """last labels of names that no public name server knows"""
    ports: dict[int, str]
    """ports of other services, which text sent by a browser could speak to, and their names"""


@lru_cache(maxsize=1)
def network() -> Network:
    """Return the special places. Read once, on first use."""
    return load("network.json", Network)
