"""Spans that may name who supplied the text, exactly as printed: found before clean-up, judged by the normaliser."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from urllib.parse import urlsplit

from newsarc.extraction import jsonld, phrases, rules
from newsarc.extraction.blocks import Block, Picture, Walked, apart
from newsarc.extraction.document import Document
from newsarc.extraction.folding import fold
from newsarc.lexicon.agencies import agencies
from newsarc.lexicon.cues import cues, every
from newsarc.model.parts import Credit, Place, Removed

_DATELINE = re.compile(
    r"^(?:"
    r"[^\W\d_][^()\[\]\n]{0,60}?\s?[(\[][^()\[\]]{2,40}[)\]]\s?(?:[.=–—:-]|\.-|--)"  # CITY (AGENCY) -
    r"|[(（\[【][^()（）\[\]【】]{2,40}[)）\]】]\s*(?:[–—=-]|--)?"  # (AGENCY) -, 【AGENCY】
    r"|[^\W\d_][^()/\n]{0,60}/\s?[^/\n]{2,30}\s?/\.?\s*(?:--|[–—-])?"  # CITY, day. /AGENCY/.
    r"|[^\W\d_][^\n]{0,20}?[(（]?(?:记者|電|电|共同|通信)[^\n]{0,12}?[）)日电讯]"
    r"|\D{2,12}\d{1,2}月\d{1,2}日(?:电|電|讯)"
    r")"
)
_DATELINE_SIGNS = re.compile(r"[(（\[【/]|记者|電|电|共同|通信|月\d")
"""one of which such a line has; to look for them is far quicker"""
_PLACE = r"[A-ZÀ-ÞА-Я][\w'’./-]{2,30}(?:,? (?:[A-ZÀ-ÞА-Я][\w'’./-]*|\d{1,2}|de|la|del|el|am|an der|of)){0,4}"
_BARE_DATELINE = re.compile(
    rf"^(?:{_PLACE}(?:,? \d{{1,2}}\.? [\w.]{{3,10}})?(?:\s?(?:--|[–—])|\s-|\.-|:)\s"  # CITY —
    r"|[A-ZÀ-ÞА-Я][\w/-]{2,20}(?: [A-ZÀ-ÞА-Я][\w-]+){0,2}\.\s(?=[A-ZÀ-ÞА-Я„“\"]))"  # City. Text
)
_TAIL_BRACKET = re.compile(r"[(（\[]([^()（）\[\]]{2,60})[)）\]]\s*[.。]?$")
_TAIL_WORD = re.compile(r"[.!?…\"”»]\s+([A-Z]{2,6}(?:/[\w]{2,12})?|[a-z]{3}(?:-\w{3})?|[\w/]{2,12}/[\w/]{2,12})$")
_MARK = re.compile(r"(?:[(\[/［〔]|[–—-]{1,2}\s?)?(?:[\w.-]{2,12}(?:\s?[/,]\s?[\w.-]{2,12}){0,3}|mit \w+)[)\]/］〕]?")
_HOLDER = re.compile(
    r"(?:[^©ⓒ:]{0,40}[©ⓒ]|copyright\b|(?:.{0,3}저작권자)?\s?\(c\)\s|[（(][cＣ][)）](?=[\u3040-\u9fff]))", re.IGNORECASE
)
_HANDED_ON = re.compile(r"[(\[]?(?i:via|vía) [^\W\d_a-z][^.:;]{2,50}$|[^.:;]{2,40} \(Theo [^()]{2,40}\)$")
"""an outlet behind the word via, or in Vietnamese behind a name and the words for according to"""
_CHINESE_SOURCE = re.compile(r"(?:来源|來源|稿源)\s*[:：]")
_BARE_SIGN = re.compile(r"\(?(?:[A-Z]{2,6}|[a-z]{3}|SID|dpa(?:-\w+)?)\)?")
_AN_AGENCY = re.compile(r"(?:agenc|agent|agens|byrå|bureau|агент|агенц|wire service|haber ajans|通訊社|통신)\w*$")
_SIGN_OFF = re.compile(r"\([^()]{15,300}\)$")
_SIGNED = re.compile(r"(?<=[.!?\"”“»]) ?\(([\w/,& -]{2,40})\)$")
_BRACKET_AT_END = re.compile(r"[(（]([^()（）]{2,30})[)）]$")
_FULL = 120
"""characters of a paragraph that can close a story"""
_CONTRIBUTED = 400
_TAIL_DASH = re.compile(r"[.!?…\"”»’]\s?[—–-]{1,2}\s?([A-Z][\w /]{1,20}?)\.?$")
"""an agency behind the last sentence's dash, as in the papers of Malaysia and Singapore"""
_MARKED = 80
"""characters at a paragraph's end that can hold a mark"""
_LINES_BEFORE = 8
_BETWEEN = 12
_NO_NAME = re.compile(r"photo|foto|bild|image|©|:|\d|video|^\W*$", re.IGNORECASE)
_AFTER_TEXT = 12
_ASIDE = frozenset({"figure", "menu", "beside", "form"})
_LEADS = 6
_NOTED = 60
"""lines at either end of a text among which notes on it stand"""
_LOGO = re.compile(
    r"(?<![a-z])(?:source|src|agen[ct]\w{1,4}|agence|provider|partner|syndicat\w*|wire|byline|auth?or|auteur|signature)s?(?![a-z])|entrysource"
)
"""in the names of an element whose picture shows who wrote or supplied the story"""
_SUPPLIER = re.compile(r"(?<![a-z])(?:source|provider|syndicat\w*)(?![a-z])|entrysource")
_PROVIDED = re.compile(r"(?<![a-z])provider[-_]?name(?![a-z])")
"""in the names of an element that says whose text a portal shows"""
_LOGO_WORD = re.compile(r"^\W*logo\b\W*(?:of |de |der |von )?|\W*\blogo\W*$", re.IGNORECASE)
_DOT = " · "
_FAR = 15
_TOLD = 60
"""characters from which a sentence tells a story, or who somebody is, and is no line of names"""
_SIGNED_LINES = 3
"""short lines at a text's end that can name who wrote and who edited, below its last paragraph"""
_OTHER_HEADINGS = frozenset({"h2", "h3", "h4", "h5"})
_LABEL_WORDS = 3
"""words of a heading that can stand over a group of linked headlines"""
_CARD_LINES = 3
"""lines a teaser has below its linked headline"""
_PROSE = 100
_MAX = 60
_SUPPLIERS = frozenset({"provider", "sourceOrganization"})
_FIELDS = (
    "author", "creator", "sourceOrganization", "isBasedOn", "copyrightHolder", "provider", "publisher", "creditText",
)  # fmt: skip
_META_SUPPLIERS = ("contentsource", "institution")
_META = (
    "author", "article:author", "og:article:author", "articleauthor", "parsely-author", "sailthru.author", "dc.source",
    "dc.creator", "source", "syndication-source", "original-source", "dcterms.source", "cxenseparse:author",
    "dable:author", "byl", "article:source", "news_source", "source_name", "copyright", "dc.rights",
)  # fmt: skip


def from_markup(document: Document, node: jsonld.Node, known: dict[str, jsonld.Node]) -> list[Credit]:
    """Return the credits in JSON-LD and meta elements."""
    found = []
    publishers = {fold(name) for name, _ in jsonld.names(node.get("publisher"), known)}
    for field in _FIELDS:
        for name, _ in jsonld.names(node.get(field), known):
            # where no publisher is stated beside it, it is the site as often as not
            supplied = field in _SUPPLIERS and bool(publishers) and fold(name) not in publishers
            found.append(Credit(name, Place.JSONLD, supplied))
    for name in _META_SUPPLIERS:
        found += [Credit(value, Place.META, supplied=True) for value in document.meta.get(name, ())[:1]]
    for name in _META:
        found += [Credit(value, Place.META) for value in document.meta.get(name, ())[:4] if len(value) <= 200]
    return [credit for credit in found if len(credit.text) <= 300]


def canonical_elsewhere(canonical: str | None, url: str | None) -> list[Credit]:
    """Return the canonical address when it lies on another host than *url*."""
    if not canonical or not url:
        return []
    there, here = (_host(address) for address in (canonical, url))
    return [Credit(canonical, Place.CANONICAL)] if there and here and there != here else []


def _host(address: str) -> str:
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return re.sub(r"^(?:www\d?|m|mobile|amp)\.", "", host)


def from_lines(walked: Walked, title: str, paragraphs: tuple[str, ...]) -> list[Credit]:
    """Return the credits in the visible lines around and in the text whose paragraphs are given, and in its logos."""
    lines = walked.lines
    start, end = _text_span(lines, paragraphs)
    head = _title_line(lines, title, start)
    found: list[Credit] = []
    for block in _with_parts(lines[max(0, min(head, start) - _LINES_BEFORE) : start + 3]):
        found += _above(block)
    for block in _with_parts(lines[head + 1 : start][:_BETWEEN]):
        found += _between(block)
    for label, block in pairwise(lines[max(0, min(head, start) - _LINES_BEFORE) : start]):
        found += _behind_label(label, block)
    found += _notes(lines[start : end + _AFTER_TEXT])
    for block in lines[_prose_end(lines, start, end) : max(start, end - 2)]:
        found += _below(block) if rules.is_credit_line(block.text) else []  # notes and addresses may follow it
    stop = next((at for at in range(end, min(len(lines), end + _AFTER_TEXT)) if _opens_another(lines, at)), len(lines))
    for at in range(max(start, end - 2), min(stop, end + _AFTER_TEXT)):
        found += _below(lines[at]) if not _follows_link(lines, at) else []
    for at in range(stop, min(len(lines), end + _AFTER_TEXT)):
        text = lines[at].text
        labelled = rules.is_credit_line(text) and not _follows_link(lines, at)
        found += _below(lines[at]) if labelled or _HOLDER.match(text) else []
    around = [
        *range(max(0, head - _LINES_BEFORE), min(stop, start + _LEADS)),
        *range(max(start + _LEADS, end - _LEADS), min(stop, end + _AFTER_TEXT)),
    ]
    for block in _with_parts([lines[at] for at in around if not (at > start and _in_teaser(lines, at))]):
        found += _marked(block)  # one in the midst of the text belongs to a box about another story
    places = (range(head, start + 3), range(end, min(stop, end + _AFTER_TEXT)))
    for picture in walked.pictures:
        found += _logo(picture) if any(picture.at in place for place in places) else []
    return found


def _logo(picture: Picture) -> list[Credit]:
    """Return what a picture by the text is called where its element, or the one around it, is of who supplied it."""
    names = f"{picture.own} {picture.box.names}".lower()
    if picture.box.zone in _ASIDE or not _LOGO.search(names):
        return []
    name = _LOGO_WORD.sub("", picture.name)
    return [Credit(name, Place.BYLINE, supplied=bool(_SUPPLIER.search(names)))] if len(name) > 1 else []


def _with_parts(lines: list[Block]) -> list[Block]:
    """Return *lines*, each with its parts behind it: a place behind an agency is told by the whole line.

    Not the whole of one that begins with a label, which would be taken for that of all of it.
    """
    found: list[Block] = []
    for block in lines:
        found += [block] if not (block.parts and rules.is_credit_line(block.text)) else []
        found += apart([block]) if block.parts else []
    return found


def from_text(paragraphs: tuple[str, ...]) -> list[Credit]:
    """Return the credits inside the text: dateline of the first paragraphs, notes, the mark at the end."""
    found: list[Credit] = []
    heads = [paragraph[:200] for paragraph in paragraphs[:3]]
    marked = filter(_DATELINE_SIGNS.search, heads)
    lines = [*map(_DATELINE.match, marked), *map(_BARE_DATELINE.match, heads[:2])]
    found += [Credit(line.group(0).strip(), Place.DATELINE) for line in lines if line][:1]
    edges = [*paragraphs[:2], *paragraphs[-4:]]
    found += [Credit(paragraph, Place.NOTE) for paragraph in rules.notes_among(edges)]
    closing = len(paragraphs)
    while closing > max(2, len(paragraphs) - _SIGNED_LINES) and _is_short(paragraphs[closing - 1]):
        closing -= 1  # who wrote and who edited stand below
    for paragraph in (*paragraphs[closing - 1 : closing], *paragraphs[-2:]):
        signed = _SIGN_OFF.search(paragraph[-_CONTRIBUTED:]) if paragraph.endswith(")") else None
        found += [Credit(signed[0].strip(), Place.NOTE)] if signed and rules.is_note(signed[0].strip()) else []
        end = max(0, len(paragraph) - _MARKED)
        dashed = _TAIL_DASH.search(paragraph, end)
        mark = _TAIL_BRACKET.search(paragraph, end) or _TAIL_WORD.search(paragraph, end)
        mark = dashed if dashed and agencies().named(dashed[1]) else mark
        if mark and not _explains(paragraph, mark):
            found.append(Credit(mark.group(0).lstrip('.!?…"”» '), Place.CLOSING_LINE))
    for paragraph in paragraphs[1:-2]:  # what follows may be no more of the story
        signed = _SIGNED.search(paragraph[-60:]) if len(paragraph) >= _FULL and paragraph[-1:] == ")" else None
        if signed and _is_sign(signed[1]):
            found.append(Credit(signed[0].strip(), Place.CLOSING_LINE))
    return found


def _is_short(paragraph: str) -> bool:
    return len(paragraph) < _TOLD and not rules.is_sentence(paragraph)


def _is_sign(inside: str) -> bool:
    """Say whether a bracket holds agencies and, at most, short signs and words beside them: ``FR mit dpa``."""
    registry = agencies()
    words = re.split(r"[\s/,&]+", inside.strip())
    return bool(registry.named(inside)) or (
        len(words) <= 4
        and any(registry.named(word) for word in words)
        and all(len(word) <= 4 or registry.named(word) for word in words)
    )


def _explains(paragraph: str, mark: re.Match[str]) -> bool:
    """Say whether *mark*, at the end of *paragraph*, abbreviates the words before it: ``the Air Pilots (AP)``.

    A sign that is also a word signs nothing inside a sentence.
    """
    name = mark[1]
    before = paragraph[: mark.start()].rstrip()
    if _AN_AGENCY.search(before[-25:].lower()):
        return True
    if not before or " " in name.strip():
        return False
    agency = agencies().named(name)
    if agency is not None and name in agency.ambiguous and not rules.is_sentence(before):
        return True
    initials = "".join(word[0] for word in re.findall(r"[^\W\d_]+", before)[-2 * len(name) :]).lower()
    capitals = "".join(word[0] for word in re.findall(r"[^\W\d_]+", before)[-2 * len(name) :] if word[0].isupper())
    return not rules.is_sentence(before) and (
        initials.endswith(name.lower()) or capitals.lower().endswith(name.lower())
    )


def left_out(found: tuple[Credit, ...], paragraphs: tuple[str, ...], removed: tuple[Removed, ...]) -> list[Removed]:
    """Return the notes among *found* that the body went without: in neither *paragraphs* nor *removed*."""
    said = "\n".join([*paragraphs, *(entry.text for entry in removed)])
    notes = dict.fromkeys(credit.text for credit in found if credit.place is Place.NOTE)
    return [Removed(text, "note") for text in notes if text not in said]


def distinct(found: list[Credit]) -> tuple[Credit, ...]:
    """Return *found* without repetitions, bounded."""
    return tuple(dict.fromkeys(found))[:_MAX]


def _text_span(lines: list[Block], paragraphs: tuple[str, ...]) -> tuple[int, int]:
    """Return where the first long paragraph and the last one stand in *lines* (end exclusive)."""
    keys = {paragraph[:60] for paragraph in paragraphs if len(paragraph) >= 40}
    told = [index for index, block in enumerate(lines) if len(block.text) >= 40 and block.text[:60] in keys]
    at = [index for index in told if lines[index].zone == "text"] or told  # teasers begin as their stories do
    if at:
        return at[0], at[-1] + 1
    return 0, len(lines)


def _prose_end(lines: list[Block], start: int, end: int) -> int:
    """Return where the lines from *start* to *end* go on without prose, at most eight before the end."""
    first = max(start, end - _LINES_BEFORE)
    return next((at + 1 for at in range(end - 1, first - 1, -1) if len(lines[at].text) > _PROSE), first)


def _title_line(lines: list[Block], title: str, start: int) -> int:
    key = fold(title)
    at = [
        index for index, block in enumerate(lines[: start + 1]) if block.tag in {"h1", "h2"} and fold(block.text) == key
    ]
    first = max(0, start - 6)
    at = at or [index for index in range(max(0, start - _FAR), first) if lines[index].tag == "h1"]
    return at[-1] if at else first


@lru_cache(maxsize=1)
def _class_words() -> re.Pattern[str]:
    """Return the pattern of such words in small letters: whatever their case, they would take three times as long."""
    words = "|".join(word.lower() for word in every(cues().byline_classes))
    return re.compile(rf"(?<![a-z])(?:{words})(?![a-z])")


def _marked(block: Block) -> list[Credit]:
    """Return a short line whose element calls itself author, source or agency."""
    if block.zone in {"figure", "menu", "aside", "beside", "form"} or not 2 <= len(block.text) <= 160:
        return []
    if len(block.text) <= _TOLD and _names_provider(block.names):
        return [Credit(block.text, Place.BYLINE, supplied=True)]
    told = len(block.text) > _TOLD and ":" not in block.text and rules.is_sentence(block.text)  # who somebody is
    return [Credit(rules.without_day(block.text), Place.BYLINE)] if not told and _marks_credit(block.names) else []


@lru_cache(maxsize=8192)
def _names_provider(names: str) -> bool:
    return bool(_PROVIDED.search(names.lower()))


@lru_cache(maxsize=8192)
def _marks_credit(names: str) -> bool:
    return bool(_class_words().search(names.lower()))


def _opens_another(lines: list[Block], at: int) -> bool:
    """Say whether line *at* is the headline of another story, a label linked with one, or a heading over some."""
    block = lines[at]
    if not _is_linked(block):
        return _heads(block) or (len(block.text) < _MARKED and bool(phrases.starts(block.text, "more")))
    following = lines[at + 1] if at + 1 < len(lines) else block
    return _heads(block) or len(block.text.split()) > _LABEL_WORDS or (_heads(following) and _is_linked(following))


def _in_teaser(lines: list[Block], at: int) -> bool:
    """Say whether line *at* stands right below the linked headline of another story."""
    for before in range(at - 1, max(-1, at - _CARD_LINES - 1), -1):
        block = lines[before]
        if _heads(block) and _is_linked(block):
            return True
        if block.tag == "h1" or len(block.text) > _PROSE:
            return False
    return False


def _follows_link(lines: list[Block], at: int) -> bool:
    """Say whether only a break parts line *at* from a link, most likely to the story that it is about."""
    return lines[at].joined and at > 0 and 2 * lines[at - 1].linked > len(lines[at - 1].text)


def _is_linked(block: Block) -> bool:
    return block.linked > 0.8 * len(block.text)


def _heads(block: Block) -> bool:
    return block.tag in _OTHER_HEADINGS


def _above(block: Block) -> list[Credit]:
    """Return *block* when it is a byline or a label with its source, between headline and text."""
    if block.zone in {"figure", "menu", "beside"} or len(block.text) > 200:
        return []
    text = block.text
    if rules.is_credit_line(text) or (not text.isascii() and _CHINESE_SOURCE.search(text)):
        return [Credit(text, Place.BYLINE)]
    if _DOT in text and len(text) <= _PROSE:  # day, agency and buttons in a row
        return [Credit(part, Place.BYLINE) for part in text.split(_DOT) if agencies().named(part)]
    return [Credit(text, Place.BYLINE)] if _BARE_SIGN.fullmatch(text) or rules.byline(text) else []


def _behind_label(label: Block, block: Block) -> list[Credit]:
    """Return a short line with the label on a line of its own before it: a term and what it is."""
    alone = rules.is_source_label(label.text) and label.zone == block.zone == "text" and len(block.text) <= _TOLD
    return [Credit(f"{label.text.rstrip(' :：')}: {block.text}", Place.BYLINE)] if alone else []


def _between(block: Block) -> list[Credit]:
    """Return a few bare words between headline and text, where some pages put the agency and nothing around it."""
    text = block.text
    signed = _BRACKET_AT_END.search(text) if len(text) <= _MARKED and block.zone == "text" else None
    if signed and agencies().named(signed[1]):  # behind the day
        return [Credit(text, Place.BYLINE)]
    bare = block.zone == "text" and len(text) <= 50 and len(text.split()) <= 5 and 2 * block.linked < len(text)
    if not bare or _NO_NAME.search(text) or rules.is_sentence(text):
        return []
    return [Credit(text, Place.BYLINE)]


def _notes(lines: list[Block]) -> list[Credit]:
    """Return the notes among *lines*; one in the midst of a great many is of a part of them."""
    if len(lines) > 2 * _NOTED:
        lines = [*lines[:_NOTED], *lines[-_NOTED:]]
    texts = [block.text for block in lines if len(block.text) <= _CONTRIBUTED and block.box.zone not in _ASIDE]
    return [Credit(text, Place.NOTE) for text in rules.notes_among(texts)]


def _signed_by_agency(text: str) -> bool:
    """Say whether *text* is an agency, a slash and a bracket with its people: ``AGENCY/(AS - author: NAME)``."""
    agency, slash, rest = text.partition("/")
    return bool(slash) and rest.lstrip().startswith("(") and agencies().named(agency.strip()) is not None


def _below(block: Block) -> list[Credit]:
    """Return *block* when it closes the text: a source line, a sign-off, a bare agency mark."""
    if block.zone in _ASIDE or len(block.text) > 200:
        return []
    text = block.text
    mark = _MARK.fullmatch(text)
    holder = _HOLDER.match(text) if block.zone != "footer" else text.startswith(("©", "Copyright"))
    signed = mark or holder or _signed_by_agency(text) or _HANDED_ON.match(text) or rules.is_sender(text)
    if signed or rules.is_credit_line(text) or rules.is_sign_off(text) or rules.is_agency_line(text):
        return [Credit(text, Place.CLOSING_LINE)]
    return []
