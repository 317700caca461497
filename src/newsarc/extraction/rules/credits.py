"""Lines that say where a text is from: credit lines, notes, sign-offs."""

from __future__ import annotations

import re
from functools import lru_cache

from newsarc.extraction.rules.words import alternatives
from newsarc.lexicon.agencies import agencies
from newsarc.lexicon.cues import cues, every
from newsarc.lexicon.outlets import outlets
from newsarc.lexicon.people import given_names, people
from newsarc.lexicon.phrasebook import Phrasebook

_NAME_AND_AGENCY = re.compile(
    r"(?P<who>[^\W\d_][\w.'’-]+(?: [^\W\d_][\w.'’-]*){1,3})(?P<mark>,\s|\s[-–—|]\s|\s?/\s?|\s\((?=.*\)$))"
    r"(?P<agency>[^,|()/]{2,50})\)?"
)
_LONGEST_SIGNED = 70
_ARTICLES = ("the ", "der ", "das ", "a ", "an ")
_EARLY = 3
"""characters before a phrase that opens a line"""
_SENDER = re.compile(r"(?:SOURCE|FUENTE|FONTE|QUELLE|BRON|KÄLLA) [A-ZÀ-Þ0-9][^.:]{2,80}")
_SIGN_OFF = re.compile(
    r"^(?:[(（\[].{3,300}[)）\]]|/\w[\w ,./-]{1,40}|[(（][^()（）]{2,30}[)）],? (?:[a-zà-ÿąćęłńóśźż]{2,5}/ ?){1,3})\.?$"
)
_PRINTED = re.compile(r"Published in [A-Z][^.:;,]{2,40}, [A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\d\d\.?")
"""the paper and the day, below a text, as Pakistan's papers write it"""
_COPYRIGHT = re.compile(r"^(?:©|(?i:\(c\)\s|copyright\b)|\([cC]\)(?=[A-Z])|[（(][CＣ][)）](?=[\u3040-\u9fff]))")
_WITH_WORDS = "mit|avec|con|com|met|with|med|sowie|via|vía|from"
_WITH = re.compile(
    r"^[\s(\[–—*-]*(?:[^\s()]{1,20} )?"
    rf"(?:{_WITH_WORDS}|con la|avec l['’]|avec la|mit der)(?: |(?<=['’]))"
    r"(?P<who>[^()\[\].]{2,40}?)[)\]]?\.?$",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"^.{60,}?[.!?…。！？\"”’»]\s?(?P<credit>[(（][^()（）]{12,300}[)）])$")
"""a sentence or more of text, and a bracket of its own after it"""
_LONGEST_SIGN = 24
_LONGEST_AGENCY = 60
_PAPER_WORDS = range(2, 6)
"""characters of a line with nothing on it but an agency, or signs"""
_AROUND = " \u3000-–—*•/.()（）[]【】［］〔〕©"
_JOINED = re.compile(r"[\s/-]+")
_SIGNS = re.compile(r"[A-Za-zÀ-ÿ]{1,8}(?:(?:\s?//?\s?|-| )[A-Za-zÀ-ÿ]{1,8}){1,4}\s?/?")
"""the signs of agencies and of those who wrote and read a text: "hd/mv/AFP", "EFE lb/jm" """
_ENDS = frozenset(["fim", "fin", "ende", "end", "fine"])
_OF_A_PERSON = 4
"""letters of a person's sign at most"""
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
        return len(line) <= _LONGEST_SIGN + 10 and _names_after_label(line)
    return bool(_credit_line().match(line)) and len(re.findall(r"[^\d][.!?] +\S", line)) <= 1


def _names_after_label(line: str) -> bool:
    """Say whether *line* is a label without its colon and an agency: ``Source AFP``."""
    label, _, name = line.strip("()[] .").rpartition(" ")
    return label.lower() in _bare_labels() and agencies().named(name) is not None


def is_source_label(line: str) -> bool:
    """Say whether *line* is a label before the name of a source, with or without its colon, and nothing else."""
    return len(line) <= _LONGEST_SIGN and line.rstrip(" :：").lower() in _bare_labels()


@lru_cache(maxsize=1)
def _bare_labels() -> frozenset[str]:
    return frozenset(word.lower() for word in every(cues().source_labels))


def is_agency_line(line: str) -> bool:
    """Say whether *line* is an agency and nothing else, or signs of agencies and persons: ``hd/mv/AFP``.

    It holds at the end of a text; elsewhere such a line may be a heading.
    """
    if len(line) <= _LONGEST_AGENCY and agencies().named(line.strip(_AROUND)):
        return True
    if len(line) > _LONGEST_SIGN:
        return False
    if "/" not in line or not _SIGNS.fullmatch(line):
        return False
    words = [word for word in _JOINED.split(line) if word and word.lower() not in _ENDS]
    others = [word for word in words if len(word) > _OF_A_PERSON or not word.islower()]
    return bool(words) and all(word.isupper() or agencies().named(word) for word in others)


def is_paper_line(line: str) -> bool:
    """Say whether *line* is a name as papers have them and nothing else: ``The Harbour Chronicle``.

    It holds at the end of a text, below its last sentence.
    """
    words = line.split() if len(line) <= _LONGEST_AGENCY else []
    known = people()
    if len(words) not in _PAPER_WORDS or words[-1].lower() not in known.papers - known.desks:
        return False
    return all(word[0].isupper() or word in known.particles for word in words) and words[0].lower() not in given_names()


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
        r"|(?i:copyright|[cＣ][)）])|©|Published in )"
    )


def is_note(line: str) -> bool:
    """Say whether *line* tells that the text stood elsewhere first, or who supplied part of it."""
    return _is_note(line, phrases=_note_phrases().within(line.lower()) if len(line) <= _LONGEST_NOTE else [])


def notes_among(lines: list[str]) -> list[str]:
    """Return which of *lines* are notes as is_note knows them. Phrases that none of them holds are looked for once."""
    phrases = _note_phrases().within("\n".join(lines).lower())
    begins = _begins().match
    short = (line for line in lines if len(line) <= _LONGEST_NOTE)
    return [line for line in short if (phrases or begins(line)) and _is_note(line, phrases)]


def _is_note(line: str, phrases: list[str]) -> bool:
    """Say whether *line* is a note; of the phrases of notes it holds none but *phrases*."""
    if not line or len(line) > _LONGEST_NOTE:
        return False
    if line[-1] in ")）" and (signed := _SIGNED.search(line)):
        line = line[: signed.start("credit")]  # text that a sign-off closes is text
    anywhere, opening = _notes()
    if phrases:
        lower = line.lower()
        if any(phrase in lower for phrase in phrases) and any(map(_makes_note, anywhere.finditer(lower))):
            return True
    return _begins().match(line) is not None and bool(
        opening.match(line)
        or _is_with_agency(line)
        or _PRINTED.fullmatch(line)
        or (_COPYRIGHT.match(line) and len(line) < 200)
    )


def _makes_note(phrase: re.Match[str]) -> bool:
    """Say whether a *phrase* found makes its line a note: it stands as words, and not as a story would use it."""
    start, line = phrase.start(), phrase.string
    if start and _is_letter(line[start - 1]):
        return False
    return start <= _EARLY or phrase[0] not in _told_too() or speaks_of_itself(line)


@lru_cache(maxsize=1)
def _told_too() -> frozenset[str]:
    return frozenset(every(cues().told_too))


def speaks_of_itself(line: str) -> bool:
    """Say whether *line*, or a sentence in it, begins with the text that it stands with: ``This story``."""
    return any(pattern.search(line) for pattern in _itself())


@lru_cache(maxsize=1)
def _itself() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what such lines begin with, and such sentences, which must point at the text: others tell of a text."""
    pointing = {"": tuple(word for word in every(cues().itself) if " " in word and not word.startswith(_ARTICLES))}
    return (
        re.compile(rf"^\W*(?:{alternatives(cues().itself)})(?!\w)", re.IGNORECASE),
        re.compile(rf"[.!?]\s+(?:{alternatives(pointing)})(?!\w)", re.IGNORECASE),
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


def signed_for_agency(line: str, *, closing: bool = False) -> bool:
    """Say whether *line* is a name of several words and the agency it wrote for: ``Ana Ferro, AGENCY``.

    A slash or a bracket between them says so under a text alone, when it is *closing*: pictures are credited like that.
    """
    found = _NAME_AND_AGENCY.fullmatch(line) if len(line) <= _LONGEST_SIGNED else None
    agency = agencies().named(found["agency"]) if found else None
    if found is None or agency is None or (found["mark"].strip() in {"/", "("} and not closing):
        return False
    exact = found["agency"] in agency.forms or (closing and found["agency"] in agency.ambiguous)
    return exact and all(word[0].isupper() for word in found["who"].split())


def is_sender(line: str) -> bool:
    """Say whether *line* is that which closes a release: ``SOURCE Harbour Ferries plc``."""
    return _SENDER.fullmatch(line) is not None


def is_sign_off(line: str) -> bool:
    """Say whether *line* is a bracket of its own, as agencies close a text with; a rate of exchange is text."""
    return bool(_SIGN_OFF.match(line)) and "=" not in line
