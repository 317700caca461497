"""Agencies that are named somewhere in a line."""

from __future__ import annotations

import re
from functools import lru_cache

from newsarc.lexicon.agencies import Agency, agencies

_FIRST_WORD = re.compile(r"[^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]+")
WITHOUT_SPACES = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
"""a sign of a script that does not part its words"""


def mentioned(line: str) -> tuple[Agency, ...]:
    """Return the agencies whose unambiguous names stand anywhere in *line*, in its order. Case counts."""
    found = _spans(line)
    kept: dict[str, Agency] = {}
    end = 0
    for start, form in sorted(found, key=lambda span: (span[0], -len(span[1]))):
        if start >= end:
            end = start + len(form)
            agency = agencies().inside[form]
            kept.setdefault(agency.canonical, agency)
    return tuple(kept.values())


def _spans(line: str) -> list[tuple[int, str]]:
    """Return where the forms stand in *line* as whole words; scripts without spaces have no words."""
    spaced, joined = _forms()
    found = [
        (word.start(), form)
        for word in _FIRST_WORD.finditer(line)
        for form in spaced.get(word[0], ())
        if line.startswith(form, word.start()) and not _continues(line, word.start() + len(form))
    ]
    if not line.isascii():
        found += [(line.find(form), form) for form in joined if form in line]
    return found


def _continues(line: str, end: int) -> bool:
    return line[end : end + 1].isalnum() and not WITHOUT_SPACES.match(line[end])


@lru_cache(maxsize=1)
def _forms() -> tuple[dict[str, list[str]], list[str]]:
    """Return the forms by their first word, and those in scripts without spaces."""
    spaced: dict[str, list[str]] = {}
    joined: list[str] = []
    for form in agencies().inside:
        first = _FIRST_WORD.match(form)
        if first is None or WITHOUT_SPACES.match(form):
            joined.append(form)
        else:
            spaced.setdefault(first[0], []).append(form)
    return spaced, joined
