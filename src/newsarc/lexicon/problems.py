"""What can be wrong with an archive: one code for each kind of problem."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

import msgspec

from newsarc.lexicon.load import load


class Severity(StrEnum):
    """What a problem is to whoever relies on the archive."""

    ERROR = "error"
    """something that was archived is lost, changed or in doubt"""
    WARNING = "warning"
    """nothing that was archived is touched"""


class Problem(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of problem."""

    severity: Severity
    means: str
    do: str
    """what the user can do"""


@lru_cache(maxsize=1)
def problems() -> dict[str, Problem]:
    """Return the problems by code. Read once, on first use."""
    return load("problems.json", dict[str, Problem])
