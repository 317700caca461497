"""Dates in any common form become ISO 8601."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from newsarc.model.parts import Found
from newsarc.normalise.dates import first_date, parse_date

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def read(raw: str, language: str = "") -> str | None:
    moment = parse_date(raw, language=language, now=NOW)
    return moment.iso() if moment else None


@pytest.mark.parametrize(
    ("raw", "iso"),
    [
        ("2024-05-12", "2024-05-12"),
        ("2024-5-3", "2024-05-03"),
        ("2024/05/12", "2024-05-12"),
        ("20240512", "2024-05-12"),
        ("2024-05-12T14:05:00Z", "2024-05-12T14:05:00Z"),
        ("2024-05-12T14:05Z", "2024-05-12T14:05:00Z"),
        ("2024-05-12T14:05:00+0200", "2024-05-12T14:05:00+02:00"),
        ("2024-05-12T14:05:00+02", "2024-05-12T14:05:00+02:00"),
        ("2024-05-12 14:05:00.123 -03:30", "2024-05-12T14:05:00-03:30"),
        ("2024-05-12T14:05:00", "2024-05-12"),
        ("20240512T140500Z", "2024-05-12T14:05:00Z"),
        ("Sun, 12 May 2024 14:05:00 GMT", "2024-05-12T14:05:00Z"),
        ("Sun, 12 May 2024 14:05:00 +0100", "2024-05-12T14:05:00+01:00"),
        ("Sun May 12 14:05:00 UTC 2024", "2024-05-12T14:05:00Z"),
        ("1715522700", "2024-05-12T14:05:00Z"),
        ("1715522700000", "2024-05-12T14:05:00Z"),
        ("12.05.2414:05", "2024-05-12"),
        ("12.05.202414:05", "2024-05-12"),
    ],
)
def test_machine_forms(raw: str, iso: str) -> None:
    assert read(raw) == iso


@pytest.mark.parametrize(
    ("raw", "iso"),
    [
        ("۱ فروردین ۱۴۰۳", "2024-03-20"),
        ("۱۲ آبان ۱۴۰۳", "2024-11-02"),
        ("سه‌شنبه ۱۳ آذر ۱۴۰۳ - ۱۰:۰۵", "2024-12-03"),
        ("۱۴۰۳/۰۸/۱۲", "2024-11-02"),
    ],
)
def test_iranian_months(raw: str, iso: str) -> None:
    assert read(raw, "fa") == iso


@pytest.mark.parametrize(
    ("raw", "language"),
    [
        ("12. Mai 2024, 14:05 Uhr", "de"),
        ("12.05.2024 - 14:05", "de"),
        ("12.5.24", "de"),
        ("Sonntag, 12. Mai 2024", "de-AT"),
        ("12 mai 2024 à 14h05", "fr"),
        ("Publié le 12/05/2024", "fr"),
        ("12 de mayo de 2024", "es"),
        ("12/05/2024", "es"),
        ("12 de maio de 2024 às 14h05", "pt"),
        ("12 maggio 2024", "it"),
        ("12 mei 2024", "nl"),
        ("12 maj 2024", "sv"),
        ("12. mai 2024", "no"),
        ("12. maj 2024", "da"),
        ("12. toukokuuta 2024", "fi"),
        ("12 maja 2024", "pl"),
        ("12. května 2024", "cs"),
        ("12. mája 2024", "sk"),
        ("2024. május 12. 14:05", "hu"),
        ("12 mai 2024", "ro"),
        ("12. svibnja 2024.", "hr"),
        ("12. maj 2024", "sl"),
        ("12 мая 2024, 14:05", "ru"),
        ("12 травня 2024", "uk"),
        ("12 май 2024", "bg"),
        ("12. мај 2024.", "sr"),
        ("12 Μαΐου 2024", "el"),
        ("12 Mayıs 2024", "tr"),
        ("12 مايو 2024", "ar"),
        ("١٢ مايو ٢٠٢٤", "ar"),
        ("12 أيار 2024", "ar"),
        ("۲۳ اردیبهشت ۱۴۰۳", "fa"),
        ("12 במאי 2024", "he"),
        ("12 मई 2024", "hi"),
        ("১২ মে ২০২৪", "bn"),
        ("12 พฤษภาคม 2567", "th"),
        ("12 พ.ค. 2567", "th"),
        ("ngày 12 tháng 5 năm 2024", "vi"),
        ("12 Mei 2024", "id"),
        ("2024年5月12日 14時05分", "ja"),
        ("２０２４年５月１２日", "ja"),
        ("2024年05月12日", "zh"),
        ("2024년 5월 12일 오후 3:10", "ko"),
        ("2024. 5. 12. 오후 3:10", "ko"),
        ("2024.05.12 15:10", "ko"),
        ("May 12, 2024", "en"),
        ("Sunday, May 12th, 2024", "en"),
        ("12th of May 2024", "en"),
        ("12-May-2024", "en"),
        ("05/12/2024", "en-US"),
        ("12/05/2024", "en-GB"),
        ("May 12 2024 5:07 a.m. ET", "en"),
        ("2024 May 12", "en"),
        ("12 May 24", "en"),
        ("12.mai.2024 às 10h15", "pt"),
        ("الأحد، 12 مايو/أيار 2024", "ar"),
        ("۱۴۰۳-۰۲-۲۳", "fa"),
        ("令和6年5月12日", "ja"),
        ("民國113年5月12日", "zh"),
        ("2024. 5. 12.", "ko"),
    ],
)
def test_the_same_day_as_newspapers_of_the_world_print_it(raw: str, language: str) -> None:
    assert read(raw, language) == "2024-05-12"


@pytest.mark.parametrize(
    ("raw", "language", "iso"),
    [
        ("12 listopada 2024", "pl", "2024-11-12"),
        ("12 listopada 2024", "hr", "2024-10-12"),
        ("05/12/2024", "en", "2024-05-12"),
        ("13/12/2024", "en-US", "2024-12-13"),
        ("09/12/2025", "en", "2025-09-12"),
        ("12/09/2025", "en", "2025-12-09"),
        ("10/02/2026", "en", None),
        ("01/10/2026", "en", None),
        ("03/12/2026", "de", None),
        ("May 12, 2024 2:05 PM EDT", "en", "2024-05-12T14:05:00-04:00"),
        ("12 May 2024 00:30 BST", "en", "2024-05-12T00:30:00+01:00"),
        ("28 كانون الأول 2024", "ar", "2024-12-28"),
    ],
)
def test_language_settles_what_is_ambiguous(raw: str, language: str, iso: str) -> None:
    assert read(raw, language) == iso


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "yesterday",
        "2 hours ago",
        "May",
        "2024",
        "31.02.2024",
        "0001-01-01T00:00:00Z",
        "1970-01-01T01:00:00+01:00",
        "2030-01-01",
        "99999999999",
        "12:05",
        "5 May",
        "x" * 10_000,
    ],
)
def test_what_is_no_date_or_an_impossible_one_is_nothing(raw: str) -> None:
    assert read(raw, "en") is None


def test_a_day_after_retrieval_is_the_limit() -> None:
    assert read((NOW + timedelta(hours=20)).isoformat()) is not None
    assert read((NOW + timedelta(hours=30)).isoformat()) is None


@pytest.mark.parametrize("now", [datetime.max.replace(tzinfo=UTC), datetime.min.replace(tzinfo=UTC)])
@pytest.mark.parametrize("raw", ["2024-05-12", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "9999999999"])
def test_the_ends_of_the_calendar_are_no_crash(now: datetime, raw: str) -> None:
    moment = parse_date(raw, now=now)
    assert moment is None or moment.day.year >= 1600


@settings(deadline=None)
@given(st.datetimes(min_value=datetime(1600, 1, 2), max_value=datetime(2025, 12, 31)), st.integers(-14 * 60, 14 * 60))  # noqa: DTZ001
def test_an_iso_moment_comes_back_as_the_same_moment(naive: datetime, minutes: int) -> None:
    assume(naive.date() not in {date(1970, 1, 1), date(1969, 12, 31)})  # what software writes that was given none
    moment = naive.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=minutes)))
    iso = read(moment.isoformat())
    assert iso is not None
    assert datetime.fromisoformat(iso) == moment


@settings(deadline=None)
@given(st.dates(min_value=date(1971, 1, 1), max_value=date(2025, 12, 31)))
def test_a_printed_day_comes_back_as_the_same_day(day: date) -> None:
    assert read(f"{day.day}. {day.month}. {day.year}", "cs") == day.isoformat()
    assert read(day.strftime("%B %d, %Y"), "en") == day.isoformat()


@settings(deadline=None)
@given(st.text(max_size=250), st.sampled_from(["", "en", "de", "ar", "nonsense"]))
def test_garbage_never_raises(raw: str, language: str) -> None:
    parse_date(raw, language=language, now=NOW)


def found(*values: str) -> tuple[Found, ...]:
    return tuple(Found(value, f"evidence {number}") for number, value in enumerate(values))


def test_the_first_valid_candidate_wins_and_brings_its_evidence() -> None:
    dated = first_date(found("soon", "2024-05-12T14:05:00Z", "2023-01-01"), language="en", now=NOW)
    assert dated is not None
    assert (dated.iso, dated.evidence) == ("2024-05-12T14:05:00Z", "evidence 1")


def test_a_later_candidate_for_the_same_day_gives_the_time() -> None:
    dated = first_date(found("12 May 2024", "2024-05-13T00:00:00Z", "2024-05-12T14:05:00Z"), language="en", now=NOW)
    assert dated is not None
    assert (dated.iso, dated.evidence) == ("2024-05-12T14:05:00Z", "evidence 2")


@pytest.mark.parametrize(
    ("values", "iso"),
    [
        (("02/12/2025", "12 February 2025"), "2025-02-12"),
        (("02/12/2025", "2025-12-02"), "2025-12-02"),
        (("02/12/2025", "2025-12-02", "12 February 2025"), "2025-02-12"),
        (("02/12/2025", "02.12.2025", "2024-05-01"), "2025-02-12"),
        (("02/13/2025", "2025-12-02"), "2025-02-13"),
    ],
)
def test_a_day_that_can_be_read_in_two_ways_is_settled_by_one_that_cannot(values: tuple[str, ...], iso: str) -> None:
    dated = first_date(found(*values), language="en-us", now=NOW)
    assert dated is not None
    assert dated.iso == iso


def test_of_two_spellings_of_a_moment_the_newsroom_s_clock_counts() -> None:
    values = ("2024-05-13T02:05:00Z", "2024-05-13T05:05:00+02:00", "2024-05-12T21:05:00-05:00")
    dated = first_date(found(*values), language="en", now=NOW)
    assert dated is not None
    assert (dated.iso, dated.evidence) == ("2024-05-12T21:05:00-05:00", "evidence 0")


def test_a_note_of_the_first_publication_wins_over_a_later_day() -> None:
    values = (Found("2024-05-13", "headline"), Found("12 May 2019", "first-published"))
    dated = first_date(values[::-1], language="en", now=NOW)
    assert dated is not None
    assert (dated.iso, dated.evidence) == ("2019-05-12", "first-published")


def test_no_valid_candidate_is_no_date() -> None:
    assert first_date(found("soon", "2031-01-01"), language="en", now=NOW) is None


@pytest.mark.parametrize(
    ("stated", "printed", "want"),
    [
        ("2025-11-20T16:02:46Z", "May 14, 2025", "2025-05-14"),  # an import dated the story anew
        ("2025-11-20T01:02:46Z", "November 19, 2025", "2025-11-20T01:02:46Z"),  # the reader's zone, not another day
        ("2025-11-20T22:02:46Z", "November 19, 2025", "2025-11-19"),  # nowhere is it so early still
        ("2025-11-20", "November 19, 2025", "2025-11-20"),
        ("2025-11-20T16:02:46Z", "December 1, 2025", "2025-11-20T16:02:46Z"),  # a change, not told to be one
        ("2023-10-03", "03/10/2023", "2023-10-03"),  # the same day, written the other way round
    ],
)
def test_a_day_printed_by_the_headline_wins_only_when_it_is_earlier(stated: str, printed: str, want: str) -> None:
    dated = first_date((Found(stated, "jsonld"), Found(printed, "headline")), language="en-US", now=NOW)
    assert dated is not None
    assert dated.iso == want


@pytest.mark.parametrize(("shown", "iso"), [("time", "2024-05-12"), ("meta:article:published_time", "2009-04-11")])
def test_the_day_in_the_address_comes_before_one_that_is_only_shown(shown: str, iso: str) -> None:
    dated = first_date((Found("2009-04-11", shown), Found("2024-05-12", "url")), language="en", now=NOW)
    assert dated is not None
    assert dated.iso == iso
