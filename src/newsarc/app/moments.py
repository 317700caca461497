"""Times as people type and read them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from newsarc.errors import UsageError

_AGO = re.compile(r"(\d{1,5})\s*([hdwmy])\Z")
_UNITS = {
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
    "m": timedelta(days=30.4375),
    "y": timedelta(days=365.25),
}
_DAYS = {"today": 0, "yesterday": 1}
_WORDS = {"h": "hour", "d": "day", "w": "week", "m": "month", "y": "year"}


def since(text: str, now: datetime) -> int:
    """Return the first second that *text* means, counted from 1970 UTC: of the day, month or year it names."""
    return _span(text, now)[0]


def until(text: str, now: datetime) -> int:
    """Return the first second after what *text* means: ``--until 2024-06`` takes all of June in."""
    return _span(text, now)[1]


def between(begin: str | None, end: str | None, now: datetime) -> tuple[int | None, int | None]:
    """Return what since() makes of *begin* and until() of *end*, where there is one. Raises UsageError, also where
    nothing lies between them.
    """
    first = since(begin, now) if begin else None
    after = until(end, now) if end else None
    if first is not None and after is not None and first >= after:
        raise UsageError(f"nothing lies between --since {begin} and --until {end}")
    return first, after


def at(text: str, now: datetime) -> datetime:
    """Return the first moment that *text* means, aware, UTC. Raises UsageError."""
    return datetime.fromtimestamp(since(text, now), UTC)


def in_words(text: str) -> str:
    """Return since when *text*, which `at` understands, is, in words.

    >>> in_words("7d"), in_words("1w"), in_words("2024-06")
    ('in the last 7 days', 'in the last week', 'since 2024-06')
    """
    match = _AGO.match(text.strip().lower())
    if match is None:
        return f"since {text.strip()}"
    number, unit = int(match[1]), _WORDS[match[2]]
    return f"in the last {unit}" if number == 1 else f"in the last {number} {unit}s"


def ago(then: datetime, now: datetime) -> str:
    """Return how long it is since *then*, in the largest unit that fits: ``3 h``.

    >>> ago(datetime(2026, 11, 23, 12, tzinfo=UTC), datetime(2026, 11, 23, 15, 20, tzinfo=UTC))
    '3 h'
    """
    seconds = max(0, int((now - then).total_seconds()))
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "min")):
        if seconds >= 2 * size:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"


def moment_of(stamp: str | None) -> datetime | None:
    """Return the time that a record's *stamp* (``published_at``, ``retrieved_at``) means, aware, with its offset.

    A day, or a time without offset, is UTC's. None for none, and for what is no time.
    """
    try:
        moment = datetime.fromisoformat(stamp) if stamp else None
    except ValueError:
        return None
    return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=UTC)


def _span(text: str, now: datetime) -> tuple[int, int]:
    """Return start and end of ``7d`` (ago), ``today``, ``2024``, ``2024-06``, ``2024-06-17`` or a time (UTC)."""
    said = text.strip()
    if (days := _DAYS.get(said.lower())) is not None:
        start = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=days)
        return _seconds(start, start + timedelta(days=1))
    if match := _AGO.match(said.lower()):
        try:
            moment = int((now - int(match[1]) * _UNITS[match[2]]).timestamp())
        except OverflowError as err:
            raise _bad(text) from err
        return moment, moment
    try:
        if re.fullmatch(r"\d{4}", said):
            start = datetime(int(said), 1, 1, tzinfo=UTC)
            return _seconds(start, start.replace(year=start.year + 1))
        if match := re.fullmatch(r"(\d{4})-(\d\d?)", said):
            start = datetime(int(match[1]), int(match[2]), 1, tzinfo=UTC)
            return _seconds(start, (start + timedelta(days=32)).replace(day=1))
        start = datetime.fromisoformat(said)
        start = start if start.tzinfo else start.replace(tzinfo=UTC)
        return _seconds(start, start + (timedelta(days=1) if _is_date(said) else timedelta(seconds=1)))
    except (ValueError, OverflowError) as err:
        raise _bad(text) from err


def _is_date(said: str) -> bool:
    try:
        return bool(date.fromisoformat(said))
    except ValueError:
        return False


def _seconds(start: datetime, end: datetime) -> tuple[int, int]:
    return int(start.timestamp()), int(end.timestamp())


def _bad(text: str) -> UsageError:
    return UsageError(
        f"no time is called {text[:40]!r}",
        advice="say 2024-06-17, 2024-06, 2024, 2024-06-17T14:00, or 7d for seven days ago (h d w m y)",
    )
