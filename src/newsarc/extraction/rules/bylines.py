"""Bylines."""

from __future__ import annotations

import re
from functools import lru_cache

from newsarc.extraction.rules.words import NO_CASE, SENTENCE_END, WORD, alternatives
from newsarc.lexicon.credits import credit_words
from newsarc.lexicon.cues import cues, every
from newsarc.lexicon.people import given_names, people

_FIRST_WORD = re.compile(r"[^\W\d_]+")
_CJK_MARK = r"(?<=[\u3040-\u9fff])[/／・|｜＝=]"
"""parts a name from the word before it where no spaces are written"""
_LOWER_CASE_AGENCIES = frozenset({"dpa", "epd", "sid", "dapd", "kna", "afp", "ap", "dts", "red"})
_NAME = re.compile(r"[^\W\d_][^\W\d_]+(?:[ -](?:[A-Z]\.|[^\W\d_][\w'’]+)){1,3}")
_LONGEST_NAME = 40
_LONGEST, _WORDS = 140, 14
_AFFILIATED = 300
"""characters of a byline that names the houses of its authors"""
_SAID = 20
"""letters before the name: a sentence such as "This article was written by"; it may end with a full stop"""
_LEADING_DAY = re.compile(r"^\d[\d\s:./年月日-]{6,22}[\d\s年月日](?=[^\W\d])")


def without_day(line: str) -> str:
    """Return *line* without a day and hour in figures before it, even where nothing parts them."""
    return _LEADING_DAY.sub("", line) if line[:1].isdigit() else line


@lru_cache(maxsize=1)
def _byline() -> re.Pattern[str]:
    return re.compile(
        rf"^(?:{alternatives(cues().byline)})(?:\s*[:：]\s*|\s+|{_CJK_MARK})(?P<names>\S.*)$", re.IGNORECASE
    )


@lru_cache(maxsize=1)
def _byline_openings() -> frozenset[str]:
    return frozenset(_FIRST_WORD.match(word.lower())[0] for word in every(cues().byline))  # type: ignore[index]  # each begins with a letter


def may_be_byline(line: str) -> bool:
    """Say whether *line*, signs before it aside, opens with a word that opens bylines; most lines do not."""
    opening = _FIRST_WORD.match(line.lstrip(" |,·•-–—("))
    return opening is not None and opening[0].lower() in _byline_openings()


_REPORTER = re.compile(
    r"[\u4e00-\u9fff]{2,10}(?:记者|記者) (?P<names>[\u4e00-\u9fff]{2,4}(?:[ 、][\u4e00-\u9fff]{2,4}){0,3})"
)
"""a Chinese paper, its reporter and nothing else"""


def byline(line: str) -> str | None:
    """Return the names in a byline (``By X``, ``Von X und Y``), None when *line* is text."""
    if line[-1:] >= "\u4e00" and (reporter := _REPORTER.fullmatch(line)):
        return reporter["names"]
    opening = _FIRST_WORD.match(line) if len(line) <= _AFFILIATED else None
    if opening is None or opening[0].lower() not in _byline_openings():
        return None
    match = _byline().match(line)
    if not match:
        return None
    names = match.group("names").strip()
    if match.start("names") > _SAID:
        names = names.rstrip(".")
    if names[0].isdigit() or (SENTENCE_END.search(names) and not re.search(r"\b[A-ZÀ-Þ]\.$", names)):
        return None
    before_day = re.split(r"\s*[|•·–—,]\s*(?=.{0,12}\d)|\s+\d", names)[0]
    words = WORD.findall(before_day)
    named = [word for word in words if word[0].isupper() or NO_CASE.search(word) or word in _LOWER_CASE_AGENCIES]
    long = len(line) > _LONGEST or len(words) > _WORDS
    if not words or (long and not _names_house(words)) or len(named) * 2 < len(words):
        return None
    return names if words[0] in named or line.lower().startswith(people().openings) else None


def _names_house(words: list[str]) -> bool:
    """Say whether one of *words* is of the name of a university or the like: authors are named with theirs."""
    return not credit_words().organisations.isdisjoint(word.lower() for word in words)


def is_full_name(line: str) -> bool:
    """Say whether *line* holds nothing but a person's full name, its first one well known."""
    if len(line) > _LONGEST_NAME or not _NAME.fullmatch(line):
        return False
    words = line.split()
    return 2 <= len(words) <= 4 and words[0].lower() in given_names() and all(word[0].isupper() for word in words)
