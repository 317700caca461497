"""Lines that say where a text is from: credit lines, notes, sign-offs."""

from __future__ import annotations

import re
from functools import lru_cache

from newsarc.extraction.rules.words import NO_CASE, alternatives
from newsarc.lexicon.agencies import agencies
from newsarc.lexicon.cues import cues, every
from newsarc.lexicon.outlets import outlets

_PLAIN_WORDS = re.compile(r"\w+")
_SIGN_OFF = re.compile(r"^(?:[(（\[].{3,300}[)）\]]|/\w[\w ./-]{1,30})\.?$")
_COPYRIGHT = re.compile(r"^(?:©|\(c\)\s|copyright\b)", re.IGNORECASE)
_WITH = re.compile(
    r"^[\s(\[–—*-]*(?:[^\s()]{1,20} )?"
    r"(?:mit|avec|con|com|met|with|med|sowie|con la|avec l['’]|avec la|mit der)(?: |(?<=['’]))"
    r"(?P<who>[^()\[\].]{2,40}?)[)\]]?\.?$",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"^.{60,}?[.!?…。！？\"”’»]\s?(?P<credit>[(（][^()（）]{12,300}[)）])$")
"""a sentence or more of text, and a bracket of its own after it"""
MAX_CREDIT = 160
"""characters; a longer line is text"""


@lru_cache(maxsize=1)
def _credit_line() -> re.Pattern[str]:
    return re.compile(rf"^[\[(（]?\s*(?:{alternatives(cues().source_labels)})\s*[:：]\s*\S.*$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _credit_tail() -> re.Pattern[str]:
    # The label must be spelt with its capital: "the source: a map" is text.
    labels = alternatives(cues().source_labels)
    return re.compile(
        rf"(?<=[.!?…。！？\"”’»)\]）])\s*(?P<credit>[\[(（]?(?:{labels})\s?[:：]\s*[^\s.!?。][^\n!?。]{{0,100}})$"
    )


def is_credit_line(line: str) -> bool:
    """Say whether *line* is a label and the name of a source, and nothing else."""
    if line.startswith("Theo "):  # Vietnamese for "according to", elsewhere a given name
        return len(line) <= 40 and (agencies().named(line[5:]) or outlets().named(line[5:])) is not None
    return len(line) <= MAX_CREDIT and bool(_credit_line().match(line)) and len(re.findall(r"[.!?] +\S", line)) <= 1


def split_credit_tail(paragraph: str) -> tuple[str, str] | None:
    """Return (text, credit) of a paragraph with a credit line or a sign-off glued to its end, else None."""
    signed = _SIGNED.search(paragraph)
    if signed and is_note(signed["credit"]):
        return paragraph[: signed.start("credit")].rstrip(), signed["credit"]
    match = _credit_tail().search(paragraph, max(0, len(paragraph) - 160))
    if not match or not match.start() or len(match.group("credit").split()) > 12:
        return None
    return paragraph[: match.start()].rstrip(), match.group("credit").strip()


@lru_cache(maxsize=1)
def _notes() -> tuple[re.Pattern[str], re.Pattern[str]]:
    known = cues()
    return (
        re.compile(rf"(?:{alternatives(known.republished, known.with_files)})(?!\w)"),
        re.compile(rf"^[(（\[]?\s*(?:{alternatives(known.signoff)})(?!\w)"),
    )


@lru_cache(maxsize=1)
def _note_words() -> tuple[dict[str, list[str]], tuple[str, ...]]:
    """Return the phrases of a note by the longest word of each, and those of scripts without spaces."""
    phrases = (*every(cues().republished), *every(cues().with_files))
    by_word: dict[str, list[str]] = {}
    for phrase in phrases:
        if not NO_CASE.search(phrase):
            by_word.setdefault(max(_PLAIN_WORDS.findall(phrase), key=len), []).append(phrase)
    return by_word, tuple(phrase for phrase in phrases if NO_CASE.search(phrase))


def _has_note_phrase(lower: str) -> bool:
    """Say whether a phrase of a note stands in *lower*; most lines hold none, and few of their words are looked at."""
    by_word, unspaced = _note_words()
    for word in by_word.keys() & set(_PLAIN_WORDS.findall(lower)):
        if any(phrase in lower for phrase in by_word[word]):
            return True
    return not lower.isascii() and any(map(lower.count, unspaced))


@lru_cache(maxsize=1024)  # a line is asked about where it stands, in the text, and once more where that ends
def is_note(line: str) -> bool:
    """Say whether *line* tells that the text stood elsewhere first, or who supplied part of it."""
    if len(line) > 400:
        return False
    if line[-1:] in ")）" and (signed := _SIGNED.search(line)):
        line = line[: signed.start("credit")]  # text that a sign-off closes is text
    anywhere, opening = _notes()
    lower = line.lower()
    if _has_note_phrase(lower) and any(
        not match.start() or not _is_letter(lower[match.start() - 1]) for match in anywhere.finditer(lower)
    ):
        return True
    return bool(opening.match(line) or _is_with_agency(line) or (_COPYRIGHT.match(line) and len(line) < 200))


def _is_with_agency(line: str) -> bool:
    """Say whether *line* says nothing but that an agency helped: ``mit dpa``, ``(FR with AFP)``."""
    found = _WITH.match(line) if len(line) <= 60 else None
    words = re.split(r"[\s/,&]+", found["who"]) if found else []
    registry = agencies()
    return bool(found) and (
        registry.named(found["who"]) is not None  # type: ignore[index]  # there is one
        or registry.is_generic(found["who"])  # type: ignore[index]
        or (len(words) <= 6 and any(map(registry.named, words)))
    )


def _is_letter(char: str) -> bool:
    """Say whether *char* continues a word; signs of scripts without spaces do not."""
    return (char.isalnum() or char == "_") and not "\u3040" <= char <= "\ud7af"


def is_sign_off(line: str) -> bool:
    """Say whether *line* is a bracket of its own, as agencies close a text with."""
    return bool(_SIGN_OFF.match(line))
