"""Lines that say where a text is from: credit lines, notes, sign-offs."""

from __future__ import annotations

import re
from functools import lru_cache

from newsarc.extraction.rules.words import alternatives
from newsarc.lexicon.agencies import agencies
from newsarc.lexicon.cues import cues, every
from newsarc.lexicon.outlets import outlets
from newsarc.lexicon.phrasebook import Phrasebook

_SIGN_OFF = re.compile(r"^(?:[(（\[].{3,300}[)）\]]|/\w[\w ./-]{1,30})\.?$")
_COPYRIGHT = re.compile(r"^(?:©|(?i:\(c\)\s|copyright\b)|\([cC]\)(?=[A-Z]))")
_WITH_WORDS = "mit|avec|con|com|met|with|med|sowie"
_WITH = re.compile(
    r"^[\s(\[–—*-]*(?:[^\s()]{1,20} )?"
    rf"(?:{_WITH_WORDS}|con la|avec l['’]|avec la|mit der)(?: |(?<=['’]))"
    r"(?P<who>[^()\[\].]{2,40}?)[)\]]?\.?$",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"^.{60,}?[.!?…。！？\"”’»]\s?(?P<credit>[(（][^()（）]{12,300}[)）])$")
"""a sentence or more of text, and a bracket of its own after it"""
_LONGEST_SIGN = 34
"""characters of a line with nothing on it but agencies' signs"""
_AROUND = " \u3000-–—*•/.()（）[]【】"
_JOINED = re.compile(r"\s?[/,&、・]\s?")
_INITIALS = re.compile(r"[a-zäöüß]{2,4}")
_LONGEST_NOTE = 400
_MAX_WITH = 60
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
    if len(line) > MAX_CREDIT or not (":" in line or "：" in line):
        return False
    return bool(_credit_line().match(line)) and len(re.findall(r"[.!?] +\S", line)) <= 1


def is_agency_line(line: str) -> bool:
    """Say whether *line* has nothing on it but agencies' signs, and initials behind them: ``— AGENCY``, ``dpa/afp/lk``.

    It holds at the end of a text; elsewhere such a line may be a heading.
    """
    if len(line) > _LONGEST_SIGN:
        return False
    first, *others = _JOINED.split(line.strip(_AROUND))
    named = agencies().named
    return named(first) is not None and all(named(name) or _INITIALS.fullmatch(name) for name in others)


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
def _note_phrases() -> Phrasebook:
    return Phrasebook((*every(cues().republished), *every(cues().with_files)))


@lru_cache(maxsize=1)
def _begins() -> re.Pattern[str]:
    """Return what a note begins with that holds no phrase of one: a sign-off, a word for "with", a copyright."""
    return re.compile(
        rf"[\s(（\[–—*-]*(?:{alternatives(cues().signoff)}|(?:[^\s()]{{1,20}} )?(?i:{_WITH_WORDS})[ '’]"
        r"|(?i:copyright|c\))|©)"
    )


def is_note(line: str) -> bool:
    """Say whether *line* tells that the text stood elsewhere first, or who supplied part of it."""
    return _is_note(line, phrases=_note_phrases().within(line.lower()) if len(line) <= _LONGEST_NOTE else [])


def notes_among(lines: list[str]) -> list[str]:
    """Return which of *lines* are notes as is_note knows them. Phrases that none of them holds are looked for once."""
    phrases = _note_phrases().within("\n".join(lines).lower())
    begins = _begins().match
    return [line for line in lines if (phrases or begins(line)) and _is_note(line, phrases)]


def _is_note(line: str, phrases: list[str]) -> bool:
    """Say whether *line* is a note; of the phrases of notes it holds none but *phrases*."""
    if not line or len(line) > _LONGEST_NOTE:
        return False
    if line[-1] in ")）" and (signed := _SIGNED.search(line)):
        line = line[: signed.start("credit")]  # text that a sign-off closes is text
    anywhere, opening = _notes()
    if phrases:
        lower = line.lower()
        if any(phrase in lower for phrase in phrases) and any(
            not match.start() or not _is_letter(lower[match.start() - 1]) for match in anywhere.finditer(lower)
        ):
            return True
    return _begins().match(line) is not None and bool(
        opening.match(line) or _is_with_agency(line) or (_COPYRIGHT.match(line) and len(line) < 200)
    )


def _is_with_agency(line: str) -> bool:
    """Say whether *line* says nothing but that an agency helped: ``mit dpa``, ``(FR with AFP)``."""
    found = _WITH.match(line) if len(line) <= _MAX_WITH else None
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
