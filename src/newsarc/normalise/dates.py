"""Dates as pages print them, to ISO 8601."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone

import msgspec

from newsarc.lexicon.agencies import fold
from newsarc.lexicon.calendar import calendar
from newsarc.model.parts import Found

_LONGEST = 200
_EARLIEST = 1600
_UNSET = frozenset({date(1970, 1, 1), date(1969, 12, 31)})
"""what software writes that was given no moment"""
_PRINTED = frozenset({"headline", "first-published"})
"""the evidence of a day on a line of its own by the headline, and of a note that tells when a text came out first"""
_SHOWN = frozenset({"headline", "time", "text"})
"""the evidence of a day that the page shows and no markup calls its own"""
_GRACE = timedelta(days=1)  # clocks and time zones of newsrooms differ
_WEST = timedelta(hours=12)  # no clock is further behind UTC
_ISO = re.compile(r"(?<!\d)(\d{4})([-/.])\s?(\d{1,2})\2\s?(\d{1,2})(?!\d)")
_ISO_MONTH_OF_EPOCH = re.compile(r"\d{10}(\d{3})?")
_BASIC = re.compile(r"(?<!\d)(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?)?(?!\d)")
_CJK = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일号號]?")
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
"""the year before the first of each era of Japan and of Taiwan"""
_ERA = re.compile(rf"({'|'.join(_ERAS)}) ?(\d{{1,3}}|元)年 ?(\d{{1,2}})月 ?(\d{{1,2}})日")
_VIET = re.compile(r"(\d{1,2})\s+tháng\s+(\d{1,2}),?\s+(?:năm\s+)?(\d{4})", re.IGNORECASE)
_NUMERIC = re.compile(
    r"(?<!\d)(\d{1,2})\.?\s?([./-])\s?(\d{1,2})\s?\2\s?(?:(\d{4})(?=\d\d:\d|(?!:?\d))|(\d\d)(?=\d\d:\d|(?!\d)))"
)
"""also where nothing parts the year from the hour: 28.09.1912:44 is a day of 2019"""
_TIME = re.compile(
    r"(?<![\d.])(\d{1,2})\s?(?:[:.hH]|時|时|點|点|시|Uhr)\s?(\d\d)?(?:[:.](\d\d))?(?:[.,]\d{1,9})?\s*"
    r"(a\.?m\.?\b|p\.?m\.?\b)?\s*(?:Uhr|hs|hrs|分|분)?\s*\(?"
    r"([+\-−]\s?\d{1,2}:?\d\d\b|[+\-−]\d{1,2}\b|(?:UTC|GMT)\s?[+\-−]\s?\d{1,2}(?::?\d\d)?\b|[A-Z]{1,5}\b|МСК)?",
    re.IGNORECASE,
)
_THAI = re.compile(r"[\u0e01-\u0e3a]")
_OFFSET = re.compile(r"(?:UTC|GMT)?\s?([+\-−])\s?(\d{1,2}):?(\d\d)?", re.IGNORECASE)
_WORD_OR_NUMBER = re.compile(r"\d+|[^\W\d_]+(?:[\u0300-\u036f\u0900-\u0dff\u0e31-\u0e4e][^\W\d_]*)*(?:\.[^\W\d_]\.)?")


class Moment(msgspec.Struct, frozen=True):
    """A day, with the moment of it when hour and offset are both known."""

    day: date
    at: datetime | None = None
    """aware; None when only the day is known"""

    def iso(self) -> str:
        """Return ISO 8601: with offset when the moment is known (``Z`` for UTC), else the day alone."""
        if self.at is None:
            return self.day.isoformat()
        text = self.at.isoformat(timespec="seconds")
        return text.removesuffix("+00:00") + "Z" if text.endswith("+00:00") else text


class Dated(msgspec.Struct, frozen=True):
    """A date for the record and the evidence it was read from."""

    iso: str
    day: date
    evidence: str


def parse_date(raw: str, *, language: str = "", now: datetime) -> Moment | None:
    """Return the day or moment *raw* speaks of, or None when it holds no date between 1600 and a day after *now*.

    *language* is the page's, as declared (``en-GB``): it settles what 5/12 means and which months are tried first.
    Only the first 200 characters are read. *now* is aware.

    >>> parse_date("12. Mai 2024, 14:05 Uhr", language="de", now=datetime(2025, 1, 1, tzinfo=UTC)).iso()
    '2024-05-12'
    """
    text = _plain(raw[:_LONGEST])
    if not text:
        return None
    if _ISO_MONTH_OF_EPOCH.fullmatch(text):
        return _sane(_epoch(text), now)
    for read in (_iso, _era, _cjk, _basic, _worded, _numeric):
        found = read(text, language.lower())
        if found is not None:
            day, rest = found
            return _sane(_with_time(day, rest), now) or _turned(day, rest, text, language, now)
    return None


def _turned(day: date, rest: str, text: str, language: str, now: datetime) -> Moment | None:
    """Return a day to come with its month in the place of the day: not all who write English write the month first."""
    other = _other_way(day)
    if other is None or "/" not in text or not _month_first(language.lower()) or not _NUMERIC.search(text):
        return None
    return _sane(_with_time(other, rest), now)


def first_date(candidates: tuple[Found, ...], *, language: str, now: datetime) -> Dated | None:
    """Return the first candidate that is a date.

    When that one holds no time, a later candidate for the same day that does is taken instead; of two spellings of one
    moment that with the newsroom's offset, for its clock tells the day. A day printed by the headline wins over one
    that software noted later: imports and rebuilds date old stories anew.
    """
    parsed = ((found, parse_date(found.value, language=language, now=now)) for found in candidates[:40])
    valid = [(found, moment) for found, moment in parsed if moment is not None]
    if not valid:
        return None
    found, moment = _addressed(valid)
    moment = _settled(found, moment, valid)
    printed = next((item for item in valid if item[0].evidence in _PRINTED), None)
    if printed and _is_earlier(printed[1].day, moment):
        found, moment = printed
    if moment.at is None:
        found, moment = next((item for item in valid if item[1].at and item[1].day == moment.day), (found, moment))
    moment = _at_home(moment, valid)
    return Dated(moment.iso(), moment.day, found.evidence)


def _addressed(valid: list[tuple[Found, Moment]]) -> tuple[Found, Moment]:
    """Return the first of *valid*; where that is only a day shown somewhere on the page, and the address has another,
    the address's: days of comments, of other stories and of rebuilds are shown too.
    """
    first = valid[0]
    if first[0].evidence not in _SHOWN:
        return first
    other = next((item for item in valid if item[0].evidence == "url"), None)
    return other if other and abs(other[1].day - first[1].day) > _GRACE else first


def _at_home(moment: Moment, valid: list[tuple[Found, Moment]]) -> Moment:
    """Return *moment*, when it is given in UTC, as another candidate for the same moment gives it elsewhere."""
    if moment.at is None or moment.at.utcoffset():
        return moment
    return next((item for _, item in valid if item.at == moment.at and item.at and item.at.utcoffset()), moment)


def _settled(found: Found, moment: Moment, valid: list[tuple[Found, Moment]]) -> Moment:
    """Return *moment*, or with day and month the other way round when only so another candidate says the same day.

    05/12 can be read in two ways; what is spelt out, or has the year first, tells which of them this page means.
    """
    other = _other_way(moment.day)
    if other is None or not _either_way(found.value):
        return moment
    plain = {item.day for evidence, item in valid if not _either_way(evidence.value)}
    return Moment(other) if other in plain and moment.day not in plain else moment


def _either_way(raw: str) -> bool:
    text = _plain(raw[:_LONGEST])
    return not _ISO.search(text) and _NUMERIC.search(text) is not None


def _other_way(day: date) -> date | None:
    return _day(day.year, day.day, day.month) if day.day != day.month else None


def _is_earlier(printed: date, stated: Moment) -> bool:
    """Say whether *printed* comes before *stated*.

    Not by a single day where that may be a time zone's, and not only because its day and month can be read either way.
    """
    local = (stated.at - _WEST).date() if stated.at else stated.day - _GRACE
    return printed < min(local, stated.day) and _other_way(printed) != stated.day


def _plain(raw: str) -> str:
    """NFKC folds full-width digits; digits of other scripts become ASCII; marks of direction and odd spaces go."""
    folded = unicodedata.normalize("NFC", raw)
    if not folded.isascii():
        folded = "".join(_ascii_char(char) for char in folded)
    return " ".join(folded.split())


def _ascii_char(char: str) -> str:
    if char.isdecimal():
        return str(unicodedata.decimal(char))
    if "\uff00" <= char <= "\uffef":
        return unicodedata.normalize("NFKC", char)
    return "" if char in "\u200e\u200f\u200b\ufeff\u00ad\u061c" else char


def _sane(moment: Moment | None, now: datetime) -> Moment | None:
    if moment is None or moment.day.year < _EARLIEST or moment.day in _UNSET:
        return None
    # The day is taken from the candidate, not added to now: now may be the last day of the calendar.
    late = moment.at - _GRACE > now if moment.at else moment.day - _GRACE > now.date()
    return None if late else moment


def _epoch(text: str) -> Moment | None:
    seconds = int(text) / (1000 if len(text) == 13 else 1)
    at = datetime.fromtimestamp(int(seconds), tz=UTC)
    return Moment(at.date(), at)


def _day(year: int, month: int, day: int) -> date | None:
    if 2400 <= year <= 2700:  # the Buddhist era
        year -= 543
    elif 1300 <= year < 1500:  # the Iranian calendar; no page on the web is that old
        return _from_jalali(year, month, day)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _from_jalali(year: int, month: int, day: int) -> date | None:
    """Count days from 1 Farvardin, which falls on 20 or 21 March; good for the years 1300 to 1500 to the day."""
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    since = year - 979
    days = 365 * since + since // 33 * 8 + (since % 33 + 3) // 4
    days += 31 * (month - 1) if month <= 6 else 186 + 30 * (month - 7)
    return date(1600, 3, 20) + timedelta(days=days + day - 1)


def _iso(text: str, _language: str) -> tuple[date, str] | None:
    found = _ISO.search(text)
    if found is None:
        return None
    day = _day(int(found[1]), int(found[3]), int(found[4])) or _day(int(found[1]), int(found[4]), int(found[3]))
    return (day, f"{text[: found.start()]} {text[found.end() :]}") if day else None


def _basic(text: str, _language: str) -> tuple[date, str] | None:
    found = _BASIC.search(text)
    if found is None:
        return None
    day = _day(int(found[1]), int(found[2]), int(found[3]))
    clock = f"{found[4]}:{found[5]}:{found[6] or '00'}" if found[4] else ""
    return (day, clock + text[found.end() :]) if day else None


def _era(text: str, _language: str) -> tuple[date, str] | None:
    found = _ERA.search(text)
    if found is None:
        return None
    year = _ERAS[found[1]] + (1 if found[2] == "元" else int(found[2]))
    day = _day(year, int(found[3]), int(found[4]))
    return (day, text[found.end() :]) if day else None


def _cjk(text: str, _language: str) -> tuple[date, str] | None:
    found = _CJK.search(text)
    if found is not None:
        day = _day(int(found[1]), int(found[2]), int(found[3]))
        return (day, text[found.end() :]) if day else None
    found = _VIET.search(text)
    if found is not None:
        day = _day(int(found[3]), int(found[2]), int(found[1]))
        return (day, text[: found.start()] + " " + text[found.end() :]) if day else None
    return None


def _numeric(text: str, language: str) -> tuple[date, str] | None:
    found = _NUMERIC.search(text)
    if found is None:
        return None
    first, second, year = int(found[1]), int(found[3]), int(found[4] or found[5])
    if found[5]:
        year += 2000 if year < 70 else 1900
    month_first = found[2] != "." and _month_first(language)
    month, day = (first, second) if month_first else (second, first)
    known = _day(year, month, day) or _day(year, day, month)
    return (known, f"{text[: found.start()]} {text[found.end() :]}") if known else None


def _month_first(language: str) -> bool:
    return language.replace("_", "-") in calendar().month_first


def _worded(text: str, language: str) -> tuple[date, str] | None:
    """Find a month by name and the two numbers that belong to it."""
    tokens = list(_WORD_OR_NUMBER.finditer(text))[:60]
    for place, token in enumerate(tokens):
        if token[0].isdecimal():
            continue
        month, width, jalali = _month_at(tokens, place, language)
        found = _around(tokens, place, place + width, month, jalali=jalali) if month else None
        if found is not None:
            day, used = found
            return day, _without(text, [tokens[at] for at in (*used, *range(place, place + width))])
    return None


def _without(text: str, tokens: list[re.Match[str]]) -> str:
    """Blank what the day was read from, so that the rest can hold only the time."""
    for token in tokens:
        text = text[: token.start()] + " " * (token.end() - token.start()) + text[token.end() :]
    return text


def _month_at(tokens: list[re.Match[str]], place: int, language: str) -> tuple[int, int, bool]:
    known, primary = calendar(), language.replace("_", "-").split("-")[0]
    if place + 1 < len(tokens) and not tokens[place + 1][0].isdecimal():
        month = known.month(f"{tokens[place][0]} {tokens[place + 1][0]}", primary)
        if month:
            return month, 2, False
    word = tokens[place][0]
    month = known.month(word, primary)
    if month:
        return month, 1, False
    iranian = known.jalali.get(fold(word))
    return (iranian, 1, True) if iranian else (0, 1, False)


def _around(
    tokens: list[re.Match[str]], start: int, end: int, month: int, *, jalali: bool
) -> tuple[date, tuple[int, ...]] | None:
    """Return the day and the tokens it takes: day month year, month day year, or year month day."""
    before, after = _number(tokens, start - 1), _number(tokens, end)
    far = next((found for at in (start - 2, start - 3) if (found := _number(tokens, at))), None)  # "12th of May"
    year = next((at for at in range(end, min(end + 7, len(tokens))) if _is_year(tokens[at][0])), None)
    if year is not None:
        for day in (before, after, far):
            known = _day(int(tokens[year][0]), month, day[1]) if day and day[1] <= 31 else None
            if known and day:
                return known, (day[0], year)
    if before and after and _is_year(tokens[before[0]][0]):
        known = _day(before[1], month, after[1])
        return (known, (before[0], after[0])) if known else None
    if before and after and not jalali and len(tokens[after[0]][0]) == 2 and before[1] <= 31:  # 12 May 24
        century = 2500 if _THAI.search(tokens[start][0]) else 2000
        known = _day(century + after[1], month, before[1])
        return (known, (before[0], after[0])) if known else None
    return None


def _number(tokens: list[re.Match[str]], at: int) -> tuple[int, int] | None:
    if 0 <= at < len(tokens) and tokens[at][0].isdecimal() and len(tokens[at][0]) <= 4:
        return at, int(tokens[at][0])
    return None


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdecimal()


def _with_time(day: date, rest: str) -> Moment:
    found = _TIME.search(rest)
    if found is None or found[5] is None:
        return Moment(day)
    hour, minute, second = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    half = (found[4] or "").lower()[:1]
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    offset = _minutes(found[5])
    if offset is None or hour > 23 or minute > 59 or abs(offset) > 14 * 60:
        return Moment(day)
    zone = timezone(timedelta(minutes=offset))
    at = datetime(day.year, day.month, day.day, hour, minute, min(second, 59), tzinfo=zone)
    return Moment(day, at)


def _minutes(zone: str) -> int | None:
    known = calendar().zones.get(zone.upper())
    if known is not None:
        return known
    found = _OFFSET.fullmatch(zone)
    if found is None:
        return None
    size = int(found[2]) * 60 + int(found[3] or 0)
    return size if found[1] == "+" else -size
