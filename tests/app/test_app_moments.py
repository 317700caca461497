"""Times as people type them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarc.app.moments import since, until
from newsarc.errors import UsageError

NOW = datetime(2024, 6, 17, 12, 30, tzinfo=UTC)


def at(*parts: int) -> int:
    return int(datetime(*parts, tzinfo=UTC).timestamp())  # type: ignore[arg-type,misc]  # year to second


SPANS = [
    ("2024", at(2024, 1, 1), at(2025, 1, 1)),
    ("2024-06", at(2024, 6, 1), at(2024, 7, 1)),
    ("2024-6", at(2024, 6, 1), at(2024, 7, 1)),
    ("2024-12", at(2024, 12, 1), at(2025, 1, 1)),
    ("2024-02", at(2024, 2, 1), at(2024, 3, 1)),
    ("2024-02-29", at(2024, 2, 29), at(2024, 3, 1)),
    (" 2024-06-17 ", at(2024, 6, 17), at(2024, 6, 18)),
    ("20240617", at(2024, 6, 17), at(2024, 6, 18)),
    ("2024-06-17T14:00", at(2024, 6, 17, 14), at(2024, 6, 17, 14, 0, 1)),
    ("2024-06-17 14:00:05", at(2024, 6, 17, 14, 0, 5), at(2024, 6, 17, 14, 0, 6)),
    ("2024-06-17T14:00+02:00", at(2024, 6, 17, 12), at(2024, 6, 17, 12, 0, 1)),
    ("2024-06-17T14:00Z", at(2024, 6, 17, 14), at(2024, 6, 17, 14, 0, 1)),
    ("1950", at(1950, 1, 1), at(1951, 1, 1)),
]


@pytest.mark.parametrize(("text", "begin", "end"), SPANS)
def test_what_a_time_spans(text: str, begin: int, end: int) -> None:
    assert since(text, NOW) == begin
    assert until(text, NOW) == end


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("7d", timedelta(days=7)),
        ("12h", timedelta(hours=12)),
        ("2w", timedelta(weeks=2)),
        ("1y", timedelta(days=365.25)),
        ("3 D", timedelta(days=3)),
        ("0d", timedelta(0)),
    ],
)
def test_ago(text: str, back: timedelta) -> None:
    assert since(text, NOW) == int((NOW - back).timestamp())


def test_days_by_name_are_those_of_utc() -> None:
    today = NOW.replace(hour=0, minute=0, second=0, microsecond=0)
    assert (since("today", NOW), until(" Today", NOW)) == (int(today.timestamp()), int(today.timestamp()) + 86_400)
    assert until("yesterday", NOW) == since("today", NOW) == since("yesterday", NOW) + 86_400


HOSTILE = [
    "", " ", "tomorrow", "2024-13", "2024-00", "2023-02-29", "0000", "9999", "9999-12", "9999-12-31", "99999y", "-7d",
    "7", "7x", "7d7d", "٧d", "２０２４", "2024-06-17T25:00", "2024-06-17T14:00+99:00", "0001-01-01T00:00+14:00",
    "\x1b[31m", "2024\n", "1" * 10_000, "\ud800", "nan", "2024-W25-1x",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
@pytest.mark.parametrize("read", [since, until])
def test_what_nobody_understands_is_a_usage_error_or_a_number(text: str, read: object) -> None:
    try:
        moment = read(text, NOW)  # type: ignore[operator]  # one of the two functions above
    except UsageError as err:
        moment = len(str(err))
    assert isinstance(moment, int)


NEARLY_TIMES = st.one_of(
    st.text(alphabet="0123456789-:TZ+hdwmy ./", max_size=26),
    st.from_regex(r"[0-9]{1,5} ?[hdwmy]|[0-9]{4}(-[01]?[0-9](-[0-3][0-9])?)?", fullmatch=True),
    st.datetimes(timezones=st.none() | st.timezones()).map(datetime.isoformat),
)


@given(NEARLY_TIMES)
def test_any_text_is_a_time_or_a_usage_error(text: str) -> None:
    try:
        begin, end = since(text, NOW), until(text, NOW)
    except UsageError:
        return
    assert begin <= end
