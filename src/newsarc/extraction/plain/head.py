"""The lines between a plain text's headline and its first paragraph: who wrote it, when, and words of the page."""

from __future__ import annotations

import re
from functools import lru_cache

from newsarc.extraction import rules
from newsarc.extraction.measure import ends_sentence, weight
from newsarc.extraction.passes import Lines
from newsarc.extraction.rules.words import NO_CASE
from newsarc.extraction.shown import find_written_day
from newsarc.lexicon.agencies import agencies
from newsarc.lexicon.people import given_names, people

_ZONE = 14
"""lines below a headline among which the text begins"""
_STANDFIRST = 250
"""characters of one at most"""
_WORD = r"[^\W\d_a-z][\w.'’-]*"
_BEHIND = r"(?:\s?[/,|•·–—-]\s?[^\W\d_][^\n.!?:]{1,60}|\s?\([^()]{2,40}\))"
_MAIL = re.compile(r"\s*[|(<,/]?\s*[\w.+-]+@[\w-]+\.[\w.-]+[)>]?$")
_CAPITALS_STOP = re.compile(r"\s[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’-]{2,}\.$")
"""behind a family name in capitals, as French papers sign"""
_DENSE_NAMES = re.compile(r"[^\W\d_]{2,12}(?: [^\W\d_]{2,12}){0,3}")
_LONGEST_NAMES, _LONGEST_DENSE = 90, 26
_SMALL = 3
"""letters of words that have no capital in headlines either"""
_WORDS, _SIGNS = 5, 18
"""a line with fewer and no full stop, above the text, is of the page: a section, a place, a button"""


def read(lines: Lines, title: str) -> list[str]:
    """Take out of *lines* what stands between the headline *title* and the text and is none; return the bylines among
    it.
    """
    plain = _is_plain(title)
    zone, above = _zone(lines)
    texts = [lines.lines[index].text for index in zone]
    named: list[str] = []
    for place, index in enumerate(zone):
        text, block = texts[place], lines.lines[index]
        if block.box.tag == "li":
            lines.drop({index} if place < above and len(text) < _SIGNS else set(), "head-line")
            continue
        if block.tag == "h2" or (block.tag == "p" and not _is_imprint(text)):
            continue
        beside = [near.text for near in (*lines.lines[max(0, index - 1) : index], *lines.lines[index + 1 : index + 3])]
        if rules.byline(text) is not None or names(text, beside, plain=plain) or _names_agency(text):
            named.append(text)
            lines.drop({index}, "byline")
        elif _is_imprint(text):
            named += [text] if not rules.is_date_line(text) else []
            lines.drop({index}, "date-line")
        elif place < above and not _is_read_elsewhere(text) and _is_of_page(text):
            lines.drop({index}, "head-line")
    return named


def _zone(lines: Lines) -> tuple[list[int], int]:
    """Return the lines above the second paragraph, and how many of them stand above the first, which may be a
    standfirst; nothing where there is none so near.
    """
    told = [place for place, index in enumerate(lines.kept[:_ZONE]) if lines.lines[index].tag == "p"]
    if not told:
        return [], 0
    standfirst = len(told) > 1 and len(lines.lines[lines.kept[told[0]]].text) <= _STANDFIRST
    return lines.kept[: told[1] if standfirst else told[0]], told[0]


def _is_imprint(text: str) -> bool:
    """Say whether *text* tells when the story was published, and little else."""
    if rules.is_date_line(text):
        return True
    day = find_written_day(text) if len(text) <= _LONGEST_NAMES else None
    return day is not None and (not ends_sentence(text) or len(text) - len(day) < _LONGEST_NAMES // 2)


def _names_agency(text: str) -> bool:
    """Say whether *text* is an agency, or says that one helped: ``TT``, ``NAME avec AFP``."""
    if len(text) > _LONGEST_NAMES // 2 or ends_sentence(text):
        return False
    return any(agencies().named(part) is not None for part in (text, text.rpartition(" ")[2]))


def _is_of_page(text: str) -> bool:
    return not ends_sentence(text) and len(text.split()) < _WORDS and weight(text) < 2 * _SIGNS


def _is_read_elsewhere(text: str) -> bool:
    """Say whether *text* says itself what it is, so that clean-up knows it."""
    return rules.is_credit_line(text) or rules.is_agency_line(text) or rules.is_note(text)


def _is_plain(title: str) -> bool:
    """Say whether *title* is set as sentences are: then a line of words with capitals is a name."""
    words = [word for word in title.split()[1:] if len(word) > _SMALL]
    return sum(word[0].islower() for word in words) > len(words) / 2


@lru_cache(maxsize=1)
def _person_and_others() -> re.Pattern[str]:
    """Return what one to five names match, with a job, an agency or a place behind them at most."""
    small = "|".join(map(re.escape, sorted(people().particles)))
    person = rf"{_WORD}(?: (?:(?:{small}) ){{0,2}}{_WORD}){{1,3}}"
    return re.compile(rf"{person}(?:(?:\s?[,;&]\s?|\s(?:{_joiners()})\s){person}){{0,4}}{_BEHIND}?")


@lru_cache(maxsize=1)
def _between() -> re.Pattern[str]:
    return re.compile(rf"\s*[,|·•–—/(]\s*|\s-\s|\s(?:{_joiners()})\s")


def _joiners() -> str:
    return "|".join(map(re.escape, sorted(people().joiners)))


def parts(byline: str) -> list[str]:
    """Return what joiners and signs part in *byline*: names, jobs, places."""
    return _between().split(byline)


def names(text: str, beside: list[str], *, plain: bool) -> bool:
    """Say whether *text* names who wrote the story, with a job, an agency or a place behind the names at most.

    Where headlines are not *plain* but in capitals, a day or buttons must stand *beside* it, unless the first name is a
    well known one.
    """
    text = _MAIL.sub("", text)
    text = text[:-1] if _CAPITALS_STOP.search(text) else text
    agency, sign, name = text.partition(" - ")
    text = name if sign and agencies().named(agency) is not None else text
    if not text or len(text) > _LONGEST_NAMES or ends_sentence(text) or rules.section_share(text) > 0.5:
        return False
    if agencies().named(text) is not None:
        return False
    told = any(rules.is_date_line(line) or rules.is_buttons(line) or find_written_day(line) for line in beside)
    if NO_CASE.search(text):
        return told and weight(text) <= _LONGEST_DENSE and _DENSE_NAMES.fullmatch(text) is not None
    if _person_and_others().fullmatch(text) is None or (text.isupper() and not rules.is_full_name(text.title())):
        return False
    return plain or told or text.split(maxsplit=1)[0].lower() in given_names()
