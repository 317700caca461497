"""Times as files and servers write them: one reading for feeds, manifests, WARC records and other tools' JSON."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from newsarc.fetch.times import utc

SECOND = datetime(2026, 11, 23, 17, 42, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-23T17:42:00Z", SECOND),
        ("2026-11-23T18:42:00+01:00", SECOND),
        ("2026-11-23T17:42:00", SECOND),
        ("2026-11-23 17:42", SECOND),
        ("2026-11-23", datetime(2026, 11, 23, tzinfo=UTC)),
        ("2026-11-23T17:42:00.250Z", SECOND.replace(microsecond=250_000)),
        ("", None),
        ("yesterday", None),
        ("2026-13-01", None),
        ("0001-01-01T00:00:00+14:00", None),  # before the first day there is
    ],
)
def test_times_are_aware_and_in_utc(text: str, expected: datetime | None) -> None:
    assert utc(text) == expected
