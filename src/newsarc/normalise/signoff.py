"""Lines at the end of a story that say who reported, wrote, edited or helped."""

from __future__ import annotations

import re

from newsarc.lexicon.agencies import agencies, fold
from newsarc.lexicon.people import people
from newsarc.model.parts import Credit, Place
from newsarc.normalise.authors import Credited
from newsarc.normalise.bylabels import source_named
from newsarc.normalise.names import read_byline, unique_names
from newsarc.normalise.selfnames import Site
from newsarc.normalise.text import clean_line

_LONGEST = 400
_CHINESE_AUTHORS = re.compile(
    r"^[（(]?\s*(?:本报|新华社|半月谈)?(?:记者|記者|评论员|評論員|作者|文)[：:\s]\s*(?P<names>[^：:）)]{2,40})[）)]?$"
)
_CHINESE_WRITER = re.compile(r"\s(?:作者|記者|记者)\s?[：:]\s?(?P<names>[\u4e00-\u9fff、]{2,20})(?=$|[\s）)])")
_JAPANESE_AUTHOR = re.compile(r"（(?P<name>[\u4e00-\u9fff々]{1,4}[ \u3000][\u3040-\u30ff\u4e00-\u9fff々]{1,5})）")
"""family name, space, given name: nothing else stands so in a bracket of its own"""
_JAPANESE_SIGNED = re.compile(
    r"[（(](?:聞き手|取材・文|取材|構成|文|筆者|記者)(?:は|[・：:＝=/／])\s?"
    r"(?P<name>[\u3040-\u30ff\u4e00-\u9fff々 \u3000]{3,12})[）)]"
)
_CHINESE_EDITORS = re.compile(
    r"(?:责任编辑|責任編輯|编辑|編輯|责编|校对)\s*[：:]\s*(?P<names>[\u4e00-\u9fff、\s]{2,30}?)"
    r"(?=\s*(?:[一二三初复終终]?[审審]核?|校对|校對|监制|監製|签发|责任编辑|责编|编辑|值班|来源)\s*[：:]|[^\u4e00-\u9fff、\s]|\s*$)"
)
_IN_PLACE = re.compile(r"\s(?:in|à|en|em|aus|w|v|в|у) [A-ZÀ-ÞА-Я][^,;]*?(?=[,;]|$|\s(?:and|et|y|und|e|i|и)\s)")
_EMPLOYED = re.compile(
    r"^.{2,60}?(?:['’]s? |\b(?:reporters?|writers?|correspondents?|journalists?|editors?|staffers?)\s)(?=[A-ZÀ-Þ])"
)
_ABBREVIATED = re.compile(r"\b(oprac|tłum|red|ред|пер)\.\s", re.IGNORECASE)


def signed(credited: Credited, lines: tuple[Credit, ...], site: Site) -> Credited:
    """Return *credited* with what sign-offs in *lines* add: helpers, and authors where no byline names any.

    Someone whom the page names as its editor is no author, wherever else the name stands.
    """
    authors: list[str] = []
    helpers = list(credited.contributors)
    editors: set[str] = set()
    for credit in lines[:60]:
        if credit.place not in {Place.NOTE, Place.CLOSING_LINE, Place.BYLINE}:
            continue
        text = _ABBREVIATED.sub(r"\1 ", clean_line(credit.text[:_LONGEST]))
        edited = _edited(text)
        editors |= set(map(fold, edited))
        helpers += edited
        named = _JAPANESE_AUTHOR.fullmatch(text) or _JAPANESE_SIGNED.fullmatch(text)
        if credit.place is Place.CLOSING_LINE and named:
            authors.append(named["name"])
        written = _CHINESE_AUTHORS.match(text)
        written = written or _CHINESE_WRITER.search(text)
        if written:
            authors += _chinese(written["names"])
        authors += _of_agency(text, site) if credit.place is Place.CLOSING_LINE else ()
        for sentence in re.split(r"[;；]\s*|\.\s+(?=[A-Z])", text.strip("()[]（） ")):
            wrote, helped = _named_after(sentence, people().reporting, site)
            authors += wrote
            helpers += (
                *helped,
                *_named_after(sentence, people().helpers.before, site)[0],
                *_named_before(sentence, site),
            )
    kept = tuple(name for name in credited.authors if fold(name) not in editors) or unique_names(tuple(authors))
    known = {fold(name) for name in kept}
    return Credited(kept, tuple(name for name in unique_names(tuple(helpers)) if fold(name) not in known))


def editors(lines: tuple[Credit, ...]) -> frozenset[str]:
    """Return the folded names of those whom *lines* call a Chinese page's editors: systems name them as its authors."""
    texts = [credit.text[:_LONGEST] for credit in lines[:60] if "编" in credit.text or "編" in credit.text]
    return frozenset(fold(name) for text in texts for name in _edited(text))


def _edited(text: str) -> list[str]:
    return [name for found in _CHINESE_EDITORS.finditer(text) for name in _chinese(found["names"])]


def _of_agency(text: str, site: Site) -> tuple[str, ...]:
    """Return the persons whom a source line names behind their agency: ``Source: AGENCY / NAME``."""
    source = source_named(text, site.language) if ":" in text else None
    parsed = read_byline(source, site) if source else None
    if parsed is None or not any(agencies().named(name) for name in parsed.others):
        return ()
    return parsed.persons


def _named_after(sentence: str, openings: tuple[str, ...], site: Site) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the persons after one of *openings*, and those who are labelled as their helpers."""
    lower = sentence.lower()
    if not lower.startswith(openings):
        return (), ()
    opening = next(phrase for phrase in openings if lower.startswith(phrase))
    parsed = read_byline(_IN_PLACE.sub("", sentence[len(opening) :]), site)
    return parsed.persons, parsed.helpers


def _named_before(sentence: str, site: Site) -> list[str]:
    lower = sentence.lower()
    for phrase in people().helpers.after:
        end = lower.find(phrase)
        if end > 0:
            names = _EMPLOYED.sub("", sentence[:end])
            return list(read_byline(names, site).persons)
    return []


def _chinese(names: str) -> list[str]:
    return [name for name in re.split(r"[、，,\s]+", names) if 2 <= len(name) <= 4]
