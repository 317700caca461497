"""Lines that hold a day, and lines that tell of a change."""

from __future__ import annotations

import re
from functools import lru_cache

from newsarc.extraction.folding import fold
from newsarc.extraction.rules.words import alternatives
from newsarc.lexicon.calendar import calendar
from newsarc.lexicon.cues import cues, every

_RUN_ON = r"(?-i:(?<=[a-zà-ÿа-яά-ώ\d])(?=[A-ZÀ-ÞА-ЯΆ-Ώ]))"
"""between a small letter or a figure and a capital: spans that only the page's style parts"""
_LONGEST_LABEL = 30
_SHORT_FORM = 3
"""letters; a shorter name of a month is a word of its own in other languages"""


@lru_cache(maxsize=1)
def _date_words() -> frozenset[str]:
    known = cues()
    groups = (known.months, known.date_words, known.date_labels, known.modified_labels)
    words = {word for group in groups for word in every(group)}
    words |= {form for form in calendar().spellings if len(form) > _SHORT_FORM}
    return frozenset(token for word in words for token in fold(word).split())


@lru_cache(maxsize=1)
def _date_labels() -> frozenset[str]:
    """Return the labels that say nothing but that a day follows; a bare "Date" may be a heading."""
    known = cues()
    return frozenset(
        fold(word) for group in (known.date_labels, known.modified_labels) for word in every(group) if " " in word
    )


@lru_cache(maxsize=1)
def _change() -> re.Pattern[str]:
    return re.compile(
        rf"^\W*(?:page |last |zuletzt |article )?(?:{alternatives(cues().modified_labels)})(?!\w)", re.IGNORECASE
    )


def is_change(line: str) -> bool:
    """Say whether *line* opens as one that tells of the last change."""
    return bool(_change().match(line))


@lru_cache(maxsize=1)
def _publication() -> re.Pattern[str]:
    return re.compile(
        rf"^\W*(?:article |artikel |articolo |artículo )?(?:{alternatives(cues().date_labels)})(?!\w)", re.IGNORECASE
    )


def opens_with_label(line: str) -> bool:
    """Say whether *line* opens with words that a day follows."""
    return bool(_publication().match(line) or _change().match(line))


@lru_cache(maxsize=1)
def _change_within() -> re.Pattern[str]:
    return re.compile(rf"(?:(?<=\W)|{_RUN_ON})(?:{alternatives(cues().modified_labels)})(?![^\W\d_])", re.IGNORECASE)


def change_in(line: str) -> str:
    """Return what follows the words in *line* that tell of a change, nothing where there are none."""
    found = _change_within().search(line)
    return line[found.end() :] if found else ""


@lru_cache(maxsize=1)
def _change_at_end() -> re.Pattern[str]:
    labels = alternatives(cues().modified_labels)
    return re.compile(rf"(?:^|(?<=\W)|{_RUN_ON})(?:{labels})\s?[:：]?$", re.IGNORECASE)


def change_label(line: str) -> str:
    """Return the words for a change that *line* ends with, nothing where it ends otherwise: the day comes next."""
    found = _change_at_end().search(line, max(0, len(line) - _LONGEST_LABEL))
    return found[0] if found else ""


@lru_cache(maxsize=1)
def _publication_within() -> re.Pattern[str]:
    return re.compile(rf"(?:^|(?<=\W)|{_RUN_ON})(?:{alternatives(cues().date_labels)})(?![^\W\d_])", re.IGNORECASE)


def publication_in(line: str) -> str:
    """Return what follows the words in *line* that tell of the publication, nothing where there are none."""
    found = _publication_within().search(line)
    return line[found.end() :] if found else ""


def is_date_line(line: str) -> bool:
    """Say whether *line* holds a day or a time of day and nothing else, or a label whose day stands elsewhere."""
    if len(line) > 120:
        return False
    if not re.search(r"\d", line):
        return len(line) < 40 and fold(line) in _date_labels()
    words = re.findall(r"[^\W\d_]+", fold(line))
    spelt = _date_words()
    # CJK has no spaces: year, month, day and weekday signs stand among the figures
    rest = [
        word
        for word in words
        if word not in spelt
        and not re.fullmatch(r"[年月日時分秒년월일시분上下午前後週周星期一二三四五六天]+|t|z", word)
    ]
    return not rest and bool(words or re.search(r"\d[./:-]\d", line)) and len(re.findall(r"\d+", line)) <= 14
