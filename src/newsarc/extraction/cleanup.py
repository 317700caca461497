"""Takes the lines that are not text off the edges of a text, and says which rule took each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import msgspec

from newsarc.extraction import rules
from newsarc.extraction.folding import fold
from newsarc.extraction.shown import find_short_day, find_written_day
from newsarc.lexicon.agencies import agencies
from newsarc.lexicon.cues import cues, every
from newsarc.lexicon.people import given_names, people
from newsarc.model.parts import Credit, Found, Place, Removed

_HEAD = 12
_TAIL = 8
_SIGN_BEHIND = re.compile(r"\s?[(（][^()（）]{2,20}[)）]$")
_THEO = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){1,3} \(Theo [^()]{2,40}\)")
"""Vietnamese: who wrote, and according to whom"""
_OF_HOUSE = re.compile(r",\s*[«„\"“][^«»„“”\"]{2,40}[»“”\"]$")
"""the paper behind who wrote for it"""
_OWN_PICTURES = re.compile(
    r"[,.;]\s*(?:(?:фото|текст|відео|видео)(?: (?:и|і|та) (?:фото|текст))?\s*:?\s*(?:автора|автор)"
    r"|(?:text|foto)s? (?:und|och|og|en) (?:foto|bild|text)s?"
    r"|foto: (?:autor(?:a|in)?|auteur|forfatteren|skribenten))\.?$",
    re.IGNORECASE,
)
"""that the author took the pictures too"""
_NEAR = 300
"""characters; a longer line is no title that a breadcrumb ends with"""
_MAX_REMOVED = 200
_MAX_LINE = 2000
_JOB = 6
"""words"""
_STANDFIRSTS = 3
"""lines of a standfirst at most"""
_LONGEST_NAME = 60
_END_SIGNS = " -–—/#*_.■◆"
_IMPRINT = 120
"""characters of a line that tells who wrote a text and when"""
_BESIDE = 30
"""characters beside a day at most: a weekday, an hour, a name, a place"""
_FIRST = 3
"""lines among which a day and little else is that of publication; further below it is a fact of the story"""
_BRACKET_AT_END = re.compile(r"[(（]([^()（）]{2,30})[)）]$")
_CLOCK = re.compile(r"\b\d{1,2}[:.h]\d\d(?:[:.]\d\d)?\b")
_BESIDE_DAY = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_SIGN = re.compile(
    r"[A-ZÄÖÜ]{2,4}|[a-zäöüß]{2,4}(?:/[a-zäöüß]{2,4}){0,2}"
    r"|[\u0900-\u0dff\u200c\u200d.]{1,15}(?:/[\u0900-\u0dff\u200c\u200d.]{1,15}){1,3}"
)
"""how writers sign in papers where the full name is known"""
_BAR = re.compile(r"\s[|·•]\s")
_ABOUT = 4
"""lines at the end that present an author at most"""
_LONGEST_ABOUT = 300
_MOST_OF_NAME = 6
"""words of a line that hold a name"""
_LEAST = 3
"""lines; a shorter text is hardly signed"""
_PROSE = 140
"""characters; a longer line near the top is where the text begins"""


class Cleaned(msgspec.Struct, frozen=True, kw_only=True):
    """A text without the lines around it."""

    title: str = ""
    """as the lines show it; empty when they do not"""
    paragraphs: tuple[str, ...] = ()
    removed: tuple[Removed, ...] = ()
    bylines: tuple[Found, ...] = ()
    published: tuple[Found, ...] = ()
    modified: tuple[Found, ...] = ()
    credits: tuple[Credit, ...] = ()
    publishers: tuple[Found, ...] = ()
    """names of the site"""
    facts: tuple[tuple[str, str], ...] = ()
    """(field, value) of labelled header lines that are none of the above"""


class Work:
    """Lines of a text while they are being cleaned, and what was learned from those taken out."""

    def __init__(
        self,
        lines: list[str],
        title: str = "",
        others: tuple[str, ...] = (),
        shown: tuple[str, ...] = (),
        named: frozenset[str] = frozenset(),
    ) -> None:
        self.lines = lines
        self.title = title
        self.others = others
        """more titles the page has: the text may repeat any of them"""
        self.shown = shown
        """bylines that stand by the headline"""
        self.named = named
        """what the page states or shows to be its author, folded"""
        self.removed: list[Removed] = []
        self.bylines: list[Found] = []
        self.published: list[Found] = []
        self.modified: list[Found] = []
        self.credits: list[Credit] = []
        self.publishers: list[Found] = []
        self.facts: list[tuple[str, str]] = []

    @property
    def surnames(self) -> frozenset[str]:
        """The last words of the authors' names."""
        return frozenset(name.rpartition(" ")[2] for name in self.named)

    def drop(self, index: int, rule: str) -> str:
        """Take line *index* out under *rule* and return it."""
        line = self.lines.pop(index)
        self.removed.append(Removed(line, rule))
        return line

    def cleaned(self) -> Cleaned:
        """Return the result."""
        return Cleaned(
            title=self.title,
            paragraphs=tuple(self.lines),
            removed=bounded(self.removed),
            bylines=tuple(self.bylines),
            published=tuple(self.published),
            modified=tuple(self.modified),
            credits=tuple(self.credits),
            publishers=tuple(self.publishers),
            facts=tuple(self.facts),
        )


def bounded(removed: Sequence[Removed]) -> tuple[Removed, ...]:
    """Return *removed*, each line and their number kept to what a record may carry."""
    return tuple(Removed(entry.text[:_MAX_LINE], entry.rule) for entry in removed[:_MAX_REMOVED])


def clean_head(work: Work) -> None:
    """Take breadcrumb, section line, repeated title, byline and date lines off the top of *work*."""
    _breadcrumbs(work)
    _repeated_titles(work)
    _note_at_top(work)
    index = taken = 0
    while index < min(len(work.lines) - 1, _HEAD) and taken < _HEAD:
        line = work.lines[index]
        if len(line) > _PROSE or not _header_line(work, index, line):
            # text has begun: what follows may only look like a header line
            if len(line) > _PROSE or rules.is_sentence(line):
                break
            index += 1
        else:
            taken += 1
    _byline_below(work)


def _note_at_top(work: Work) -> None:
    """Take out a note above the text that says of the text where it stood first."""
    for index in range(min(len(work.lines) - 1, _STANDFIRSTS)):
        line = work.lines[index]
        if len(line) < _NEAR and rules.speaks_of_itself(line) and rules.is_note(line):
            work.credits.append(Credit(work.drop(index, "note"), Place.NOTE))
            return


def _byline_below(work: Work) -> None:
    """Take out the byline that stands by the headline where a standfirst parts it from the top, or is but a name."""
    for index in range(min(len(work.lines) - 1, _STANDFIRSTS)):
        if _is_named(work, work.lines[index]):
            work.credits.append(Credit(work.drop(index, "byline"), Place.BYLINE))
            return
    for index in range(1, min(len(work.lines) - 1, _STANDFIRSTS + 1)):
        line = work.lines[index]
        if rules.byline(line) and not rules.is_sentence(line) and any(map(line.startswith, work.shown)):
            work.credits.append(Credit(work.drop(index, "byline"), Place.BYLINE))
            return
        if _is_imprint(line, labelled=True):
            work.credits.append(Credit(work.drop(index, "date-line"), Place.BYLINE))
            return


def _header_line(work: Work, index: int, line: str) -> bool:
    """Take line *index* out if it is a byline or a date; return whether it was."""
    if rules.is_date_line(line):
        work.published.append(Found(work.drop(index, "date-line"), "text"))
        return True
    if rules.byline(line):
        if day := find_written_day(line):
            work.published.append(Found(day, "text"))
        work.credits.append(Credit(line, Place.BYLINE))
        work.bylines.append(Found(work.drop(index, "byline"), "byline"))
        return True
    if _is_named(work, line) or (_follows_byline(work) and _is_job(line)):
        work.credits.append(Credit(work.drop(index, "byline"), Place.BYLINE))
        return True
    if _is_imprint(line, labelled=index >= _FIRST):
        work.credits.append(Credit(work.drop(index, "date-line"), Place.BYLINE))
        return True
    if len(line) <= _LONGEST_NAME and (rules.is_credit_line(line) or _ends_with_agency(line)):
        work.credits.append(Credit(work.drop(index, "credit-line"), Place.BYLINE))
        return True
    return False


def _follows_byline(work: Work) -> bool:
    return bool(work.removed) and work.removed[-1].rule == "byline"


def _is_job(line: str) -> bool:
    """Say whether *line* is what somebody is, and for whom: ``Associated Press Writer``."""
    words = line.rstrip(".").split() if len(line) <= _LONGEST_NAME else []
    return 1 < len(words) <= _JOB and words[-1].lower() in people().roles and not rules.is_sentence(line)


def _ends_with_agency(line: str) -> bool:
    """Say whether *line* ends with an agency in a bracket: ``Ana FERRO / CITY, (AGENCY)``."""
    found = _BRACKET_AT_END.search(line)
    return found is not None and agencies().named(found[1]) is not None and not rules.is_sentence(line)


def _is_imprint(line: str, *, labelled: bool = False) -> bool:
    """Say whether *line* tells who and when: in parts set apart by bars, under a label of the day, or nothing else.

    Where it must be *labelled*, a day and little else is none: stories are told by days as well.
    """
    if len(line) > _IMPRINT or line[-1] in ":：":
        return False
    barred = _BAR.search(line) is not None
    day = find_written_day(line) or (find_short_day(line) if barred else None)
    if day is None or rules.is_sentence(line):
        return False
    if barred or rules.opens_with_label(line):
        return True
    if rules.publication_in(line).lstrip(" :").startswith(day):
        return True
    if labelled:
        return False
    before, _, after = line.partition(day)
    rest = [_BESIDE_DAY.sub("", _CLOCK.sub("", part)) for part in (before, after)]
    return sum(map(len, rest)) <= _BESIDE or all(len(part) <= _BESIDE or rules.byline(part) for part in rest)


def _is_named(work: Work, line: str) -> bool:
    """Say whether *line* is nothing but who the page says is its author."""
    known = len(line) <= _LONGEST_NAME and bool(work.named) and fold(line) in work.named
    return known and not rules.is_sentence(line)


def _breadcrumbs(work: Work) -> None:
    near = frozenset(fold(line) for line in [*work.lines[1 : _HEAD + 1], work.title] if len(line) <= _NEAR) - {""}
    for index in range(min(3, len(work.lines) - 1)):
        last = rules.breadcrumb(work.lines[index], near)
        if last is None:
            continue
        work.drop(index, "breadcrumb")
        work.title = work.title or last
        _section_lines(work, index, title_follows=fold(last) in near)
        return
    if len(work.lines) > 2 and rules.section_share(work.lines[0]) >= 0.6 and len(work.lines[0].split()) > 1:
        work.drop(0, "section-line")


def _section_lines(work: Work, index: int, *, title_follows: bool) -> None:
    """Take out a line of sections right after the breadcrumb, where the title follows it or its words say so."""
    needed = 0.01 if title_follows else 0.3
    limit = _title_index(work, index) if title_follows else index + 1
    for _ in range(min(2, max(0, limit - index))):
        if len(work.lines) - index > 1 and rules.section_share(work.lines[index]) >= needed:
            work.drop(index, "section-line")


def _title_index(work: Work, start: int) -> int:
    key = fold(work.title)
    return next((at for at in range(start, min(len(work.lines), start + _HEAD)) if fold(work.lines[at]) == key), start)


def _repeated_titles(work: Work) -> None:
    """Take the lines that say the title again off the top; the last line is never taken."""
    titles = (work.title, *work.others)
    keys = {fold(title) for title in titles} - {""}
    longest = 2 * max(map(len, titles))  # what is longer says more than a title
    index = 0
    while keys and index < min(len(work.lines) - 1, 6):
        if len(work.lines[index]) <= longest and fold(work.lines[index]) in keys:
            work.drop(index, "repeated-title")
        elif len(work.lines[index]) > _PROSE:
            return
        else:
            index += 1


def clean_tail(work: Work) -> None:
    """Take credit lines, notes and sign-offs off the end of *work*, also one glued to the last paragraph."""
    index = len(work.lines) - 1
    lowest = max(1, len(work.lines) - _TAIL)
    while index >= lowest:
        line = work.lines[index]
        signed = (rules.is_sign_off(line) and len(line) <= 40) or rules.is_agency_line(line)
        if signed or rules.is_credit_line(line):
            work.credits.append(Credit(work.drop(index, "credit-line"), Place.CLOSING_LINE))
        elif rules.is_note(line) and len(line) < 300:
            work.credits.append(Credit(work.drop(index, "note"), Place.NOTE))
        elif index > lowest and index == len(work.lines) - 1 and rules.is_paper_line(line):
            work.credits.append(Credit(work.drop(index, "credit-line"), Place.CLOSING_LINE, supplied=True))
        elif len(line) > _PROSE:
            break
        index -= 1
    _about_authors(work)
    _about_at_top(work)
    _signature(work)
    split = rules.split_credit_tail(work.lines[-1]) if work.lines else None
    if split:
        work.lines[-1], credit = split
        work.removed.append(Removed(credit, "credit-line"))
        work.credits.append(Credit(credit, Place.CLOSING_LINE))


def _about_authors(work: Work) -> None:
    """Take off the end what follows the name of an author who is told of there alone: who it is, what it writes."""
    lowest = max(_LEAST, len(work.lines) - _ABOUT)
    first = next((at for at in range(lowest, len(work.lines)) if _presents(work, work.lines[at])), len(work.lines))
    if first == len(work.lines) - 1 and not rules.is_sentence(work.lines[first]):
        return  # a signature
    if any(len(line) > _LONGEST_ABOUT for line in work.lines[first:]):
        return
    while len(work.lines) > first:
        work.drop(first, "about-author")


def _presents(work: Work, line: str) -> bool:
    """Say whether *line* begins with the full name of an author whom the text above it does not speak of."""
    name = _author_at_start(work, line)
    last = name.rpartition(" ")[2]
    above = work.lines[: work.lines.index(line)]
    return bool(name) and not any(last in fold(other).split() for other in above)


def _author_at_start(work: Work, line: str) -> str:
    """Return the full name of an author of the page that *line* begins with, folded, else nothing."""
    if not work.surnames or len(line) > _LONGEST_ABOUT or work.surnames.isdisjoint(fold(line[:_LONGEST_NAME]).split()):
        return ""
    start = " ".join((rules.byline(line) or line).split()[:_MOST_OF_NAME])
    words = fold(start).split()
    name = next((name for size in (2, 3, 4) if (name := " ".join(words[:size])) in work.named), "")
    return name if " " in name and words[0] in given_names() else ""


def _about_at_top(work: Work) -> None:
    """Take off the top a line that presents an author of whom the text does not speak."""
    for index, line in enumerate(work.lines[:_ABOUT]):
        name = _author_at_start(work, line)
        if not name or ":" in line[:_LONGEST_NAME] or not rules.is_sentence(line):
            continue
        last = name.rpartition(" ")[2]
        others = [*work.lines[:index], *work.lines[index + 1 :]]
        if len(others) >= _LEAST and not any(last in fold(other).split() for other in others):
            work.drop(index, "about-author")
            return


@lru_cache(maxsize=1)
def _ends() -> frozenset[str]:
    return frozenset(fold(word) for word in every(cues().ends))


def _signature(work: Work) -> None:
    """Take the author's bare name, or a byline, off the end, where it stands alone under a paragraph."""
    if len(work.lines) > _LEAST and fold(work.lines[-1].strip(_END_SIGNS)) in _ends():
        work.drop(len(work.lines) - 1, "tail")
    if len(work.lines) <= _LEAST or not rules.is_sentence(_SIGN_BEHIND.sub("", work.lines[-2])):
        return
    last = _OF_HOUSE.sub("", _OWN_PICTURES.sub("", work.lines[-1])).lstrip("—–- ")
    if _THEO.fullmatch(last):
        work.credits.append(Credit(last, Place.CLOSING_LINE))
        work.drop(len(work.lines) - 1, "tail")
    elif _SIGN.fullmatch(last):
        work.drop(len(work.lines) - 1, "signature")
    elif rules.is_full_name(last) or _is_named(work, last) or rules.signed_for_agency(last, closing=True):
        work.credits.append(Credit(last, Place.CLOSING_LINE))
        work.bylines.append(Found(work.drop(len(work.lines) - 1, "signature"), "line"))
    elif len(last.partition(" | ")[0]) <= _LONGEST_NAME and not rules.is_sentence(last) and rules.byline(last):
        work.credits.append(Credit(last, Place.BYLINE))
        work.bylines.append(Found(work.drop(len(work.lines) - 1, "signature"), "byline"))
