"""Whether two headlines are one, whatever their spelling. Pure."""

from __future__ import annotations

import unicodedata


def same_headline(one: str, other: str) -> bool:
    """Say whether *one* and *other* differ in nothing but case, white space and punctuation.

    >>> same_headline("Ferry “runs” again", 'FERRY "RUNS"  AGAIN!')
    True
    >>> same_headline("Ferry runs again", "Ferry runs late")
    False
    """
    return one == other or _folded(one) == _folded(other)


def _folded(title: str) -> str:
    plain = unicodedata.normalize("NFKC", title).casefold()
    kept = "".join(char for char in plain if unicodedata.category(char)[0] in "LMNS")
    return kept or title
