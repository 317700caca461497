"""Bylines to the persons in them."""

from __future__ import annotations

import re

import msgspec

from newsarc.lexicon.agencies import agencies, fold
from newsarc.lexicon.calendar import calendar
from newsarc.lexicon.people import people
from newsarc.model.parts import Found
from newsarc.normalise.selfnames import Site
from newsarc.normalise.text import clean_line

_LONGEST = 600
_MOST = 30
_ADDRESS = re.compile(
    r"\S+@\S+|(?:https?://|www\.)\S+|(?<!\w)@\w+|\b[\w-]+\.(?:com|org|net|de|fr|es|it|co\.uk)(?:/\S*)?\b"
)
_BRACKETS = re.compile(r"\([^)]{0,80}\)|\[[^\]]{0,80}\]|\([^)]*$")
_FROM_DIGIT = re.compile(r"(?<!\S)[^\s,;|]*\d.*$")
_MARKS = re.compile(r"\s*(?:[,;|/•·→»&\n、，；／:：]|\s[-–—]\s|\s[-–—]|[-–—]\s)\s*")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_CASELESS = re.compile(r"[\u0590-\u08ff\u0900-\u0dff\u0e00-\u0eff\u10a0-\u10ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_WORD_EDGE = " .·•*'\"“”„«»‘:–—-_"
_HELPER_EVIDENCE = ("editor", "contributor", "translator")


class Byline(msgspec.Struct, frozen=True):
    """What one byline holds."""

    persons: tuple[str, ...]
    others: tuple[str, ...]
    """what is neither a person nor noise, as printed: agencies, outlets, desks"""


class Credited(msgspec.Struct, frozen=True):
    """The people of a page."""

    authors: tuple[str, ...]
    contributors: tuple[str, ...]


def people_of(bylines: tuple[Found, ...], site: Site) -> Credited:
    """Return the authors, persons only, and apart from them those named as editors, translators and the like.

    Candidates with one evidence belong together. The first evidence that names a person counts; a later one replaces it only
    when it holds all of its names and more.
    """
    groups: dict[str, list[str]] = {}
    helpers: list[str] = []
    for found in bylines[:_MOST]:
        parsed = read_byline(found.value, site)
        if any(word in found.evidence.lower() for word in _HELPER_EVIDENCE):
            helpers += parsed.persons
        else:
            groups.setdefault(found.evidence, []).extend(parsed.persons)
    chosen: tuple[str, ...] = ()
    for names in groups.values():
        distinct = unique_names(tuple(names))
        if not chosen or ({fold(name) for name in chosen} < {fold(name) for name in distinct}):
            chosen = distinct or chosen
    known = {fold(name) for name in chosen}
    return Credited(chosen[:_MOST], tuple(name for name in unique_names(tuple(helpers)) if fold(name) not in known))


def unique_names(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return *names* once each, case and accents ignored; the first spelling stays."""
    kept: dict[str, str] = {}
    for name in names:
        kept.setdefault(fold(name), name)
    return tuple(kept.values())


def read_byline(raw: str, site: Site) -> Byline:
    """Return the persons in *raw*, and what else it credits. At most 600 characters are read."""
    text = _BRACKETS.sub(" ", _ADDRESS.sub(" ", clean_line(raw[:_LONGEST])))
    text = _without_by(_FROM_DIGIT.sub("", text).strip(_WORD_EDGE))
    persons: list[str] = []
    others: list[str] = []
    for mark_part in _MARKS.split(text)[:_MOST]:
        for part in _at_joiners(mark_part):
            name = _without_role(_without_by(part.strip(_WORD_EDGE)))
            if not name:
                continue
            if _is_person(name, site):
                persons.append(_cased(name))
            else:
                others.append(name)
    return Byline(unique_names(tuple(persons)), tuple(others))


def _without_by(text: str) -> str:
    words = text.split(" ")
    for _ in range(3):
        if len(words) > 1 and words[0].strip(":").lower() in people().by:
            words = words[1:]
    for word in ("作者", "記者", "记者", "撰文", "文"):
        joined = words[0].removeprefix(word + "：").removeprefix(word + ":")
        words[0] = joined
    return " ".join(words).strip(_WORD_EDGE)


def _at_joiners(text: str) -> list[str]:
    """Split at words for 'and'; at those that also stand inside names only between two full names."""
    known = people()
    parts: list[list[str]] = [[]]
    words = text.split()
    for place, word in enumerate(words):
        lower = word.lower()
        strong = lower in known.joiners and lower not in known.weak_joiners
        weak = lower in known.weak_joiners and len(parts[-1]) >= 2 and len(words) - place > 2
        if (strong or weak) and parts[-1]:
            parts.append([])
        elif not strong:
            parts[-1].append(word)
    return [" ".join(part) for part in parts if part]


def _without_role(name: str) -> str:
    """Cut a role off the end, with the words that qualify it; a name that is nothing but a role becomes empty."""
    known = people()
    for suffix in known.strip_suffix:
        name = name.removesuffix(suffix).strip()
    words = name.split()
    lowered = [word.lower().strip(".,") for word in words]
    at = next((place for place, word in enumerate(lowered) if word in known.roles), None)
    if at is None:
        return name
    if at == 0:
        return " ".join(words[1:]) if len(words) - 1 in (2, 3) and _capitalised(words[1:]) else ""
    while at > 0 and lowered[at - 1] in known.qualifiers:
        at -= 1
    return " ".join(words[:at])


def _capitalised(words: list[str]) -> bool:
    return all(word[0].isupper() or word.lower() in people().particles for word in words)


def _is_person(name: str, site: Site) -> bool:
    known = people()
    words = name.split()
    lowered = [word.lower().strip(".,") for word in words]
    if len(name) > 60 or len(words) > 6 or any(char in "0123456789_<>{}=#%+?!" for char in name):
        return False
    if any(word in known.desks or word in known.roles for word in lowered):
        return False
    registry = agencies()
    if site.is_self(name) or registry.named(name) or registry.is_generic(name):
        return False
    if len(words) == 1 and calendar().any.get(fold(name)):
        return False
    if _CASELESS.search(name):
        return 2 <= len(name.replace(" ", "")) <= 40
    return len(words) >= 2 and _capitalised(words) and any(len(word) > 2 for word in words)


def _cased(name: str) -> str:
    """Return a name printed in capitals as names are written; any other name unchanged."""
    if not name.isupper() or len(name) < 5:
        return name
    small = people().particles
    return " ".join(
        word.lower() if place and word.lower() in small else _title(word) for place, word in enumerate(name.split())
    )


def _title(word: str) -> str:
    if "." in word:  # initials
        return word
    return re.sub(r"[^\W\d_]+", lambda found: found[0][:1] + found[0][1:].lower(), word)
