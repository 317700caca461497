"""What stands around the names in a byline and is no name: openings, labels of helpers, labels of sources."""

from __future__ import annotations

import re
from functools import lru_cache

from newsarc.lexicon.agencies import agencies
from newsarc.lexicon.cues import cues, every
from newsarc.lexicon.people import given_names, people

_LEADING_DAY = re.compile(r"^\d[\d\s:./年月日-]{6,22}[\d\s年月日](?=[^\W\d])")
_BY_PHRASE = re.compile(r"^(?:[^\W\d_]+ ){1,4}(?:by|par|por|door|oleh):? (?=[^\W\d_])")
_BEHIND_PERSON = re.compile(r"(?P<head>\S+(?: \S+){1,3}) (?P<sign>[—|]) (?P<tail>[^|—]+)$")
_CAPITALS = re.compile(r"[^\W\d_a-z][a-zà-ÿ’'-]+(?: (?:d[aeo]s?|van|von|del?)? ?[^\W\d_a-z][a-zà-ÿ’'-]+){1,3}")
_SHORTEST = 15
_NAME_LENGTH = 5
_BRACKETED = re.compile(r"\((?P<word>[^()]{2,25})\)")


def without_day(text: str) -> str:
    """Return *text* without the day and hour before it, even where nothing parts them: ``12.03.2024By NAME``."""
    return _LEADING_DAY.sub("", text) if text[:1].isdigit() else text


def without_opening(text: str) -> str:
    """Return *text* without a phrase that says what the persons after it did, or are: ``our correspondent NAME``."""
    lower = text.lower()
    if lower.startswith(people().openings):  # in one call, because most bylines begin with none
        opening = next((phrase for phrase in people().openings if lower.startswith((f"{phrase} ", f"{phrase}:"))), "")
        text = text[len(opening) :].strip(" :,")
    found = _BY_PHRASE.match(text)
    return text[found.end() :] if found and text[found.end()].isupper() else text


def without_place(text: str) -> str:
    """Return *text* without what a dash or a bar parts from a person and is none: the place, the paper.

    A person has a given name that is known, or several words with capitals in front of a dash.
    """
    parted = _BEHIND_PERSON.match(text)
    if parted is None:
        return text
    known = given_names()
    head, tail = parted["head"], parted["tail"]
    named = head.split(" ", 1)[0].lower() in known or (parted["sign"] != "|" and _CAPITALS.fullmatch(head) is not None)
    return head if named and tail.split(" ", 1)[0].lower() not in known and agencies().named(tail) is None else text


def source_named(text: str, language: str | None) -> str | None:
    """Return what follows when *text* is a label and a source rather than a byline, else None."""
    found = _source().match(text)
    if found is not None:
        return text[found.end() :].strip()
    return text[5:] if language == "vi" and text.startswith("Theo ") else None


def without_date_label(text: str) -> str:
    """Return *text* without the words that a day follows, and what comes after them: ``NAME Published``."""
    found = _date_label().search(text, _NAME_LENGTH)
    return text[: found.start()].rstrip(" |,·•–—-") if found else text


@lru_cache(maxsize=1)
def _date_label() -> re.Pattern[str]:
    words = {word for group in (cues().date_labels, cues().modified_labels) for word in every(group) if len(word) > 5}
    words |= set(people().after_name)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})(?!\w)")


def split_helpers(text: str) -> tuple[str, str]:
    """Return who wrote and who helped, of a byline that labels both: ``Text: A Photo: B``, ``A (text) B (photo)``."""
    if len(text) > _SHORTEST:
        found = _helper().search(text, 3)
        if found is not None:
            return text[: found.start()].strip(" |/,·"), text[found.end() :].strip()
    if "(" in text:
        return _by_bracket(text)
    return text, ""


def _by_bracket(text: str) -> tuple[str, str]:
    authors: list[str] = []
    helpers: list[str] = []
    start = 0
    for found in _BRACKETED.finditer(text):
        words = set(re.split(r"[\W_]+", found["word"].lower()))
        told = words & people().by
        if told or words & people().pictures:
            (authors if told else helpers).append(text[start : found.start()].strip(" ,|/"))
            start = found.end()
    if not helpers:
        return text, ""
    authors.append(text[start:].strip(" ,|/"))
    return " | ".join(name for name in authors if name), " | ".join(helpers)


@lru_cache(maxsize=1)
def _helper() -> re.Pattern[str]:
    labels = {word.rstrip(" :").lower() for word in every(cues().helper_labels) if word.endswith(":")}
    words = "|".join(sorted(map(re.escape, labels | people().pictures), key=len, reverse=True))
    phrases = "|".join(re.escape(phrase) for phrase in people().helpers.before if " " in phrase)
    return re.compile(rf"(?<!\w)(?:(?:{words})\s?[:：]|(?:{phrases})\s)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _source() -> re.Pattern[str]:
    labels = "|".join(map(re.escape, every(cues().source_labels)))
    return re.compile(rf"^(?:{labels})\s*[:：]\s*", re.IGNORECASE)
