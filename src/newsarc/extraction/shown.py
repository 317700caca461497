"""The days a page shows to its readers, as printed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice

import msgspec

from newsarc.extraction import rules
from newsarc.extraction.blocks import Block
from newsarc.extraction.headline import around_headline
from newsarc.lexicon.calendar import calendar
from newsarc.lexicon.cues import cues, every
from newsarc.lexicon.phrasebook import Phrasebook

_DATED = re.compile(
    r"date|time|publish|posted|meta|fecha|datum|tarih|veroeffentlich|pubdate|clock|stamp|입력", re.IGNORECASE
)
_OTHER_SCRIPT = re.compile(r"[\u0590-\u0eff]")
_SHORT_DAY = re.compile(
    r"(?<![\d./])(?:0?[1-9]|[12]\d|3[01])(?P<part>[./])(?:0?[1-9]|[12]\d|3[01])(?P=part)\d\d(?:(?![\d./])|(?=\d\d:\d\d))"
)
_YEAR = re.compile(r"(?:19|20|25|1[34])\d\d")
_ERA = re.compile(r"令和|平成|昭和|民國|民国")
"""from which Japan and Taiwan count years"""
_RANGE = re.compile(r"\s?[–—-]\s?(?:[^\W\d]{3,12}\.? )?\d{1,2}\D{1,14}(?:19|20)\d\d")
"""behind a day: from then to another one, as a life or an exhibition lasts"""
_THAI = re.compile(r"\d [\u0e01-\u0e2e]")
"""where days may go without the century of their year"""
_BEFORE_YEAR = 40
"""characters that day and month take before their year, with room to spare"""
_TO_ASCII = {zero + figure: str(figure) for zero in (0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0xFF10) for figure in range(10)}
_FOREIGN = re.compile("[" + "".join(map(chr, _TO_ASCII)) + "]")
"""figures of Arabic, Persian, Hindi, Bengali, Thai, and wide ones"""
_FIGURES = re.compile(r"\d\d|\d[./-]\d")
_APART_FIGURES = re.compile(r"\d\D+\d")
_OTHER_STORY = re.compile(
    r"related|(?<!v)card|teaser|recommend|comment(?!s\b|s?-(?:link|count|num))|next|prev|more-|sidebar-item|widget",
    re.IGNORECASE,
)
_TODAY = re.compile(r"today|current[_-]?date", re.IGNORECASE)
_BAR = re.compile(r"\s[|·•]\s")
_APART = frozenset({"menu", "footer", "figure"})
_MAX = 12
_LEADS = 3
_DATELINE = 120
"""characters that a dateline takes at most"""
_NEW_SENTENCE = re.compile(r"[:.]? [„“»«\"]?[A-ZÀ-Þ]")
_DATELINE_END = re.compile(r"\s?\||[.,\s]{0,3}(?:[(/][^()/]{2,30}[)/][.\s]{0,2})?\s?(?:--|[–—]|-\s)")
_BESIDE = 6
"""lines; a date within so many of the headline, on a line of its own, is the story's"""
_NOTE = 300
"""characters of a line that may tell when the text was first published"""
_WEEKDAY = 14
"""characters that may stand between such words and the day"""
_SHORT_LINE = 80
_LABEL = 40
"""characters that may stand on a line with the day: a label, a name"""


class Days(msgspec.Struct, frozen=True):
    """What days a page shows, each kind in the order of how near to the headline."""

    beside: list[str]
    """on a line of their own right by the headline"""
    published: list[str]
    changed: list[str]
    """said to be of a change"""
    first: list[str]
    """said to be of the first publication, anywhere on the page"""


@lru_cache(maxsize=1)
def _written_day() -> re.Pattern[str]:
    """Return the pattern of a day written out in one of the languages known, or in figures."""
    known = calendar()
    common = {month for month in every(cues().months) if month[0] not in "年月日년월일"}
    months = _either(known.spellings | common)
    end = r"(?![^\W\d_])"  # a name may end with a sign that is no letter
    clock = r"(?:[ ,|–-]{1,4}(?:at |um |à |às |a las |kl\.? )?\d{1,2}[:.h]\d\d(?::\d\d)?(?: ?[ap]\.?m\.?)?)?"
    iso = r"T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?"
    return re.compile(
        rf"(?<![\d.,])\d{{1,2}}(?:st|nd|rd|th|er|º|\.)?,? (?:de )?(?:{months}){end}\.?,?(?: del?)? (?:19|20)\d\d{clock}"
        rf"|\b\d{{1,2}}[./-](?:{months}){end}\.?[./-]?(?:19|20)\d\d{clock}"  # 12-May-2024
        rf"|\b\d{{1,2}} (?:{months})\s?/\s?[^\W\d_]{{2,12}},? (?:19|20)\d\d"  # both names of a month in Arabic
        rf"|(?:{_either(common)}){end}\.? \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d\d{clock}"
        rf"|\b(?:19|20)\d\d\.? (?:{months}){end}\.? \d{{1,2}}\b"
        rf"|\b\d{{1,2}} (?:{_either(known.thai)})\.? (?:พ\.ศ\. ?)?(?:25)?\d\d(?!\d)"
        rf"|\b\d{{1,2}} (?:{_either(known.iranian)})(?: ماه)?،? 1[34]\d\d"
        r"|(?<!\d)1[34]\d\d(?P<part>[/-])\d{1,2}(?P=part)\d{1,2}(?!\d)"
        r"|\b\d{1,2} tháng \d{1,2},? (?:năm )?20\d\d"
        rf"|(?<![\d./-])\d{{1,2}}[./-] ?\d{{1,2}}[./-] ?(?:19|20)\d\d\b(?!:\d){clock}"
        rf"|(?<!\d)(?:19|20)\d\d(?:[/-]|\. ?)\d{{1,2}}(?:[/-]|\. ?)\d{{1,2}}(?:{iso}|\b{clock})"
        r"|(?:令和|平成|昭和|民國|民国) ?(?:\d{1,3}|元)年 ?\d{1,2}月 ?\d{1,2}日"
        r"|(?:19|20)\d\d ?[年년] ?\d{1,2} ?[月월] ?\d{1,2} ?[日일]",
        re.IGNORECASE,
    )


def find_written_day(text: str) -> str | None:
    """Return the first written day in *text* (with the time of day beside it), exactly as printed."""
    if "20" not in text and "19" not in text and _is_western(text):  # as in most lines, which are spared the search
        return None
    return _asked_again(text) if len(text) <= _NOTE else _find_written_day(text)


def find_short_day(text: str) -> str | None:
    """Return the first day in figures whose year has but two, in a short line or near the beginning of *text*."""
    short = _SHORT_DAY.search(text if len(text) <= _SHORT_LINE else text[:_LABEL])
    return short[0] if short else None


def _is_western(text: str) -> bool:
    """Say whether *text* has but characters of western Europe: then it is in their calendar."""
    if text.isascii():
        return True
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def _find_written_day(text: str) -> str | None:
    plain = text.translate(_TO_ASCII) if _FOREIGN.search(text) else text  # as long as it was
    year = _YEAR.search(plain) or _ERA.search(plain) or _THAI.search(plain)
    match = _written_day().search(plain, max(0, year.start() - _BEFORE_YEAR)) if year else None
    return text[match.start() : match.end()] if match else None


# bylines, days and what stands at a story's ends are all looked for in the same lines
_asked_again = lru_cache(maxsize=512)(_find_written_day)


def _either(words: Iterable[str]) -> str:
    """Return a regular expression of *words*, longest first; those with one first letter are tried together."""
    by_first: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        by_first.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rests)})" for first, rests in sorted(by_first.items()))


def days(lines: list[Block], title: str, *, everywhere: bool) -> Days:
    """Return the days shown around the headline and, if *everywhere*, on further lines that call themselves a date.

    When there are none at all, the one day on lines that hold nothing else.
    """
    beside: list[str] = []
    published: list[str] = []
    doubtful: list[str] = []
    changed: list[str] = []
    previous = ""
    near, after = around_headline(lines, title)
    for place, block in enumerate([*near, *(after if everywhere else ())]):
        if len(published) + len(changed) >= _MAX:
            break
        if place >= len(near) and (block.zone in _APART or not _marks_date(block)):
            continue
        day = None if _TODAY.search(block.names) else _day_in(block)
        label = rules.change_label(previous) if day and len(previous) <= _LABEL else ""
        said, previous = f"{label} {block.text}" if label else block.text, block.text
        came, later = _told(said, day) if day else ("", "")
        if came and came == day and _follows_change(said, day):
            doubtful.append(came)
        elif came:
            own = len(block.text) - len(came) - len(later) < _LABEL or _names_date(block.names)
            (beside if place < _BESIDE and (own or _is_part(block.text, came)) else published).append(came)
        changed += [later] if later else []
    published += doubtful
    if everywhere and not beside and not published:
        published = _alone(lines) or _opening(near + after)
        changed = changed or ([] if published else _changed_below(after))
    return Days(beside, published, changed, _first(lines))


def _told(text: str, day: str) -> tuple[str, str]:
    """Return the days of publication and of a change that *text* tells of, *day* being its first; one may be empty."""
    before, _, after = text.partition(day)
    opens = rules.is_change(text)
    if (opens or rules.change_in(before[-_LABEL:])) and (came := _day_behind(rules.publication_in(after))):
        return came, day
    if opens or _RANGE.match(after):
        return "", day if opens else ""
    return day, _day_behind(rules.change_in(text))


def _is_part(text: str, day: str) -> bool:
    """Say whether *day* stands with little else between the bars that part a line, or right behind a label for it."""
    if len(text) > _NOTE or rules.is_sentence(text):
        return False
    if rules.publication_in(text).lstrip(" :").startswith(day):
        return True
    return any(day in part and len(part) - len(day) < _LABEL for part in _BAR.split(text))


def _follows_change(text: str, day: str) -> bool:
    """Say whether words for a change stand before *day* in *text*, where they may belong to something else."""
    return bool(rules.change_in(text.partition(day)[0][-_LABEL:]))


def _day_behind(said: str) -> str:
    return find_written_day(said[:_LABEL]) or "" if said else ""


def _first(lines: list[Block]) -> list[str]:
    """Return the day that a line says the text was first published on, the earliest such line's."""
    dated = [block for block in lines if len(block.text) <= _NOTE and ("20" in block.text or "19" in block.text)]
    if not _first_labels().within("\n".join(block.text for block in dated).lower()):  # as on most pages
        return []
    for block in dated:
        text = block.text
        said = _first_label().search(text) if block.zone not in _APART else None
        rest = text[said.end() :][:_LABEL] if said else ""
        day = find_written_day(rest)
        if day and len(rest.partition(day)[0]) <= _WEEKDAY and not _is_other(block):
            return [day]
    return []


@lru_cache(maxsize=1)
def _first_labels() -> Phrasebook:
    return Phrasebook(label.lower() for label in every(cues().first_labels))


@lru_cache(maxsize=1)
def _first_label() -> re.Pattern[str]:
    labels = "|".join(re.escape(label) for label in every(cues().first_labels))
    return re.compile(rf"(?<!\w)(?:{labels})", re.IGNORECASE)


def _alone(lines: list[Block]) -> list[str]:
    """Return the day on lines that hold little else, when the page shows only one such day."""
    found: list[str] = []
    for block in lines:
        text = block.text
        if len(text) > 2 * _LABEL or block.zone in _APART or not _FIGURES.search(text):
            continue
        day = find_written_day(text)
        if not day or _RANGE.match(text.partition(day)[2]):
            continue
        if len(text) - len(day) < _LABEL and not rules.is_change(text) and not _is_other(block):
            found.append(day)
    return found[:1] if len(set(found)) == 1 else []


def _changed_below(lines: list[Block]) -> list[str]:
    """Return the day of a change on a line that holds little else, when there is only one such day."""
    found = {
        day: None
        for block in lines
        if len(block.text) <= 2 * _LABEL and block.zone not in _APART and rules.is_change(block.text)
        if (day := find_written_day(block.text)) and len(block.text) - len(day) < _LABEL and not _is_other(block)
    }
    return [*found] if len(found) == 1 else []


def _opening(lines: list[Block]) -> list[str]:
    """Return the day that the first paragraph begins with: ``CITY, May 3, 2024 /AGENCY/ --``, ``3.5.2024 The ...``."""
    prose = (block for block in lines if len(block.text) > _NOTE // 3)
    for block in islice(prose, _LEADS):
        day = find_written_day(block.text[:_DATELINE])
        after = block.text.partition(day)[2][:_LABEL] if day else ""
        if day and (_DATELINE_END.match(after) or (block.text.startswith(day) and _NEW_SENTENCE.match(after))):
            return [day]
    return []


def _is_other(block: Block) -> bool:
    """Say whether *block* belongs to another story, or shows what day it is."""
    return bool(_OTHER_STORY.search(block.names) or _TODAY.search(block.names) or block.linked > len(block.text) // 2)


def _marks_date(block: Block) -> bool:
    return len(block.text) <= 200 and bool(_FIGURES.search(block.text)) and _names_date(block.names)


@lru_cache(maxsize=8192)
def _names_date(names: str) -> bool:
    return bool(_DATED.search(names)) and not _OTHER_STORY.search(names)


def _day_in(block: Block) -> str | None:
    text = block.text
    if len(text) > 200 or not _FIGURES.search(text):
        return None
    if day := find_written_day(text):
        return day
    if short := find_short_day(text):
        return short
    # other calendars and scripts, which only the normaliser knows; a single number is that of the story
    if len(text) > 80 or not _OTHER_SCRIPT.search(text) or not _DATED.search(block.names):
        return None
    return text if _APART_FIGURES.search(text) else None
