"""Times as files and servers write them. Pure."""

from __future__ import annotations

from datetime import UTC, datetime


def utc(text: str) -> datetime | None:
    """Return the ISO 8601 time *text*, aware, in UTC; None when it is none.

    A day is its first second, a time without an offset is UTC's.

    >>> utc("2026-11-23T18:42:00+01:00")
    datetime.datetime(2026, 11, 23, 17, 42, tzinfo=datetime.timezone.utc)
    """
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
