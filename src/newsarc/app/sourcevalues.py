"""The values of sources.toml: what each setting may be, and how it is spelt. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from newsarc.errors import BadUrl, UsageError
from newsarc.fetch.address import check_address
from newsarc.model.source import SourceKind

SHORTEST = 60.0
"""seconds; nobody's news needs to be asked for more often"""
_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*([smhdw])\Z")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}


class BadValue(Exception):
    """A setting cannot have this value; says what it can have."""


def seconds(text: str) -> float:
    """Return the seconds that *text* (``30s``, ``15m``, ``1h``, ``2d``, ``1w``) means. Raises UsageError."""
    try:
        return _pace(text)
    except BadValue as err:
        raise UsageError(str(err)) from err


def duration(seconds: float) -> str:
    """Return *seconds* as sources.toml has them.

    >>> duration(5400), duration(7200)
    ('90m', '2h')
    """
    for unit, size in reversed(_SECONDS.items()):
        if seconds >= size and seconds % size == 0:
            return f"{int(seconds // size)}{unit}"
    return f"{seconds:.3f}s"


def _urls(value: Any) -> tuple[str, ...]:
    said = value if isinstance(value, list) else [value]
    if not said or not all(isinstance(one, str) for one in said):
        raise BadValue("an address, or a list of them")
    try:
        return tuple(check_address(one) for one in said)
    except BadUrl as err:
        raise BadValue(f"{err.subject or said[0]!r}: {err.message}") from err


def _kind(value: Any) -> SourceKind:
    try:
        return SourceKind(value)
    except ValueError as err:
        raise BadValue(f"{value!r} is none of {', '.join(SourceKind)}") from err


def _every(value: Any) -> float:
    seconds = _pace(value)
    if seconds < SHORTEST:
        raise BadValue(f"at least {duration(SHORTEST)}")
    return seconds


def _pace(value: Any) -> float:
    found = _DURATION.match(value.strip()) if isinstance(value, str) and len(value) < 20 else None
    seconds = round(float(found[1]) * _SECONDS[found[2]], 3) if found else -1.0  # milliseconds, as duration() says it
    if not 0 <= seconds <= 366 * 86_400:
        raise BadValue(f"{value!r} is no time; say 30s, 15m, 1h, 2d or 1w")
    return seconds


def _limit(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise BadValue(f"{value!r} is no number from 1")
    return value


def _texts(value: Any) -> tuple[str, ...]:
    said = value if isinstance(value, list) else [value]
    if not all(isinstance(one, str) and one.strip("*") for one in said):
        raise BadValue("a text, or a list of them; none empty")
    return tuple(said)


def _languages(value: Any) -> tuple[str, ...]:
    codes = tuple(code.lower() for code in _texts(value))
    if bad := next((code for code in codes if not re.fullmatch(r"[a-z]{2,3}", code)), None):
        raise BadValue(f"{bad!r} is no language code; say es, pt, zh")
    return codes


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise BadValue(f"{value!r} is neither true nor false")
    return value


DEFAULTS: dict[str, Callable[[Any], Any]] = {
    "every": _every,
    "limit": _limit,
    "language": _languages,
    "recheck": _flag,
    "pace": _pace,
}
"""of the table [defaults]: what checks each setting, and gives it as a Source has it; raises BadValue"""
FIELDS: dict[str, Callable[[Any], Any]] = {
    "url": _urls,
    "kind": _kind,
    "every": _every,
    "limit": _limit,
    "include": _texts,
    "exclude": _texts,
    "language": _languages,
    "recheck": _flag,
    "ignore_robots": _flag,
    "pace": _pace,
    "disabled": _flag,
}
"""of a table [source.NAME]: the same"""
