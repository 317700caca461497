"""Who the page says wrote it: candidates, best first, as printed."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import takewhile

from newsarc.extraction import bylinetexts, jsonld, phrases, rules
from newsarc.extraction.blocks import Block
from newsarc.extraction.document import Document
from newsarc.extraction.folding import fold
from newsarc.extraction.headline import around_headline
from newsarc.extraction.marked import Marked
from newsarc.extraction.ownlines import APART, in_comments, is_listed, marks_author, own_lines
from newsarc.extraction.shown import find_written_day
from newsarc.lexicon.agencies import agencies
from newsarc.lexicon.cues import cues, every
from newsarc.model.parts import Found

_META = (
    "author", "article:author", "og:article:author", "articleauthor", "parsely-author", "sailthru.author", "byl",
    "dc.creator", "dcterms.creator", "cxenseparse:author", "dable:author", "authors", "byline", "citation_author",
    "dc.contributor.author", "article:author:name", "vr:author", "article.author", "mediator_author",
    "article:author_name", "blogger_name", "author-name", "author_name", "post_author",
    "shareaholic:article_author_name",
)  # fmt: skip
_HELPERS = ("editor", "contributor", "translator")
_ORGANISED = frozenset({"Organization", "NewsMediaOrganization", "Corporation", "GovernmentOrganization", "NGO"})
"""kinds of authors that are persons only where their name says so: systems call persons organisations, too"""
_SUFFIXED = re.compile(
    r"^[\[(]?[\uac00-\ud7af]{2,4}\s?(?:[·,]?\s?[\uac00-\ud7af]{2,4}\s?){0,4}(?:기자|특파원|논설위원)(?![\uac00-\ud7af])"
)
_CHINESE_LABEL = re.compile(
    r"(?<=[\s|])(?:作者|记者|記者|撰文)\s?[:：]\s?"
    r"(?P<names>[\u4e00-\u9fff·]{2,4}(?:[、，\s][\u4e00-\u9fff·]{2,4}){0,4})(?=\s|$)"
)
_ADDRESS = re.compile(r"https?://|www\.|^/|@\w+\.\w")
_MAIL = re.compile(r"[(<\[]?[\w.+-]+@[\w-]+\.[\w.-]+[)>\]]?")
_AGENCY_CITY = re.compile(r"(?P<who>[^,\d]{2,30}), (?P<place>[A-ZÀ-Þ][A-ZÀ-Þ .'’-]{2,30})")
_CONTACT = re.compile(r"(?<![a-z])(?:press-?)?(?:contact|kontakt|contatt[oi]|contacto|ansprechpartner)", re.IGNORECASE)
_CARD = re.compile(r"(?<![\w-])(?:author vcard|vcard author|fn n)(?![\w-])")
_FRAMES = frozenset({"figure", "aside", "footer"})
_JOINED = re.compile(r"\s+(?:and|&|und|et|y|e|og|och|ja|en|i|a|și|ve|dan|и|і|та|και)\s+|,\s+")
_JOB = re.compile(r"\s*[,|•·]\s+|\s+[/–—-]\s+|\.\s+")
_BARE = 70
_JOB_LENGTH = 30
_BAR = re.compile(r"\s*[|·•∙/]\s*|\s[–—-]\s")
_IN_SECTION = re.compile(r" (?:(?:in|on behalf of|for|[|,(@]) .*|on)$")
_GLUED = re.compile(r"^(By|BY|by|Von|Por|Par|Door|Av|Di)(?=[A-ZÀ-Þ][a-zà-ÿ'’-]+ [A-ZÀ-Þ])")
_GLUING = frozenset("BbVPDA")
"""what such words begin with"""
_AGO = re.compile(
    r"\b\d{1,2} [a-z]{1,7} ago\b|\b(?:hace|há|il y a|vor) \d{1,2} [^\W\d]{1,8}\b|\bför \d{1,2} [^\W\d]{1,8} sedan\b"
    r"|\b\d{1,2} [^\W\d]{2,9} (?:fa|atrás|geleden|temu|назад|тому|önce|siden|sitten)\b",
    re.IGNORECASE,
)
_MOST_LINES = 2_000
"""lines below the headline that are looked at for a byline, half of them at the end"""
_MAX = 25
_BESIDE = 6
"""lines"""
_LONGEST_LABEL = 20
"""characters"""
_LINKED = 3
"""lines"""
_PAIR = 2
"""lines: a name and a label"""
_LISTED = 8
"""names below a label"""
_FURTHER = 200
_SHORT = 120
"""characters; a longer line about its author is prose"""


def bylines(
    document: Document,
    found: list[jsonld.Node],
    node: jsonld.Node,
    known: dict[str, jsonld.Node],
    marks: Marked,
    lines: list[Block],
    title: str = "",
) -> tuple[Found, ...]:
    """Return the author candidates of a page, best first. Names stay as printed, jobs and agencies included."""
    given = _jsonld(found, node, known)
    for name in _META:
        given += [Found(value, f"meta:{name}") for value in document.meta.get(name, ())[:10]]
    given += [] if any(_usable(entry.value) for entry in given) else _card(document)
    given += [Found(name, "microdata") for name in marks.authors]
    seen = shown(lines, title)
    given += [found for found in seen if found.evidence == "byline"]
    given += [Found(text, "rel-author") for text in marks.related[:1] if len(text) <= _SHORT]
    if not any(map(_begins_with_name, given)):
        given += [found for found in seen if found.evidence == "author-link"]
    given += [found for found in seen if found.evidence == "line"]
    given = [
        Found(_MAIL.sub(" ", entry.value).strip(), entry.evidence) if "@" in entry.value else entry for entry in given
    ]
    usable = {(entry.value, entry.evidence): entry for entry in given if _usable(entry.value) and not _of_helper(entry)}
    return tuple(usable.values())[:_MAX]


def shown(lines: list[Block], title: str) -> list[Found]:
    """Return the author candidates that *lines* show below the headline *title*, best first, as printed."""
    near, after = around_headline(lines, title)
    if len(after) > _MOST_LINES:  # its middle is a list, and each look at a line with figures takes time
        after = [*after[: _MOST_LINES // 2], *after[-_MOST_LINES // 2 :]]
    given = [Found(text, "byline") for text in _visible(near, after) or _labelled_within(near)]
    given += [Found(text, "author-link") for text in _linked(near)]
    return given + [Found(text, "line") for text in (*_bare(near, after, title), *_dated(near, title))]


def _begins_with_name(entry: Found) -> bool:
    named = rules.byline(entry.value) or entry.value
    return rules.is_full_name(named.partition(",")[0].strip())


def _linked(near: list[Block]) -> list[str]:
    """Return the texts of links to authors' pages on the short lines by the headline."""
    if not any(block.author for block in near):  # as on most pages
        return []
    texts = {block.author: None for block in own_lines(near) if block.author and len(block.text) <= _SHORT}
    return [*texts][:_LINKED]


def _jsonld(found: list[jsonld.Node], node: jsonld.Node, known: dict[str, jsonld.Node]) -> list[Found]:
    """Return the names in the article's node, else in the first other node of the page that has an author."""
    given = [name for field in ("author", "creator") for name in _writers(node.get(field), known)]
    for other in found if not given else []:
        if jsonld.is_page(other) and other.get("author"):
            given = _writers(other["author"], known)
            break
    helpers = [Found(name, f"jsonld:{field}") for field in _HELPERS for name, _ in jsonld.names(node.get(field), known)]
    return [*(Found(name, "jsonld") for name in given), *helpers]


def _writers(value: object, known: dict[str, jsonld.Node]) -> list[str]:
    """Return the names in *value* of persons, and of what is called an organisation but has a person's name."""
    return [
        name for name, kinds in jsonld.names(value, known) if _ORGANISED.isdisjoint(kinds) or rules.is_full_name(name)
    ]


def _card(document: Document) -> list[Found]:
    """Return the name that a page gives networks to show on its card, under a label such as "Written by"."""
    for number in ("1", "2"):
        label = document.first_meta(f"twitter:label{number}")
        value = document.first_meta(f"twitter:data{number}")
        if label and value and fold(label) in _labels():
            return [Found(value, "meta:twitter:data")]
    return []


@lru_cache(maxsize=1)
def _labels() -> frozenset[str]:
    known = cues()
    return frozenset(fold(word) for group in (known.byline, known.author_labels) for word in every(group))


@lru_cache(maxsize=1)
def _others() -> re.Pattern[str]:
    # after a sign without spaces or a colon the name may follow at once
    return re.compile(
        rf"^\W*(?:{rules.alternatives(cues().helper_labels)})(?:(?!\w)|(?<=[:\u3040-\u9fff\uac00-\ud7af]))",
        re.IGNORECASE,
    )


def names_helper(text: str) -> bool:
    """Say whether *text* begins as a line does that names who helped with a text, and did not write it."""
    return _others().match(text) is not None


def _visible(near: list[Block], after: list[Block]) -> list[str]:
    """Return the bylines the page shows: those around the headline, nearest to it first, else those further down."""
    found = _of(own_lines(near))
    if found:
        return found
    further = _of([block for block in own_lines(after, told=True) if block.zone not in APART])[:6]
    return further or _set_apart([*near, *after]) or _on_card([*near, *after])


def _on_card(lines: list[Block]) -> list[str]:
    """Return the name that a footer marks as that of the text's author, where there is only one: blogs have it there.

    The classes are those of the microformat hCard.
    """
    cards = {block.text: None for block in lines if block.zone == "footer" and _CARD.search(block.names)}
    names = [text for text in cards if rules.is_full_name(rules.byline(text) or text)]
    return names if len(names) == 1 else []


def _set_apart(lines: list[Block]) -> list[str]:
    """Return whom a line in a frame or below the text says wrote it, where the page has only one such line."""
    framed = [block for block in lines if block.zone in _FRAMES and not in_comments(block.box.names)]
    if not any(_opens_byline(block.text) for block in framed):
        return []
    framed = [block for block in framed if rules.may_be_byline(block.text) or not marks_author(block.names)]
    said = {name: None for text in _of(framed) if (name := _labelled_name(text))}
    return [*said] if len(said) == 1 else []


def _opens_byline(text: str) -> bool:
    return rules.may_be_byline(text) or _is_label(text)


def _is_label(text: str) -> bool:
    """Say whether *text* says no more than that an author's name follows."""
    return len(text) < _LONGEST_LABEL and fold(text) in _labels()


def _labelled_name(text: str) -> str:
    """Return the full name that *text* begins with, after the word that makes it a byline."""
    name = _IN_SECTION.sub("", rules.byline(text) or text)
    return name if rules.is_full_name(name) or all(map(rules.is_full_name, _JOINED.split(name))) else ""


def _labelled_within(near: list[Block]) -> list[str]:
    """Return the Chinese names behind a label that stands within a line by the headline, behind source and day."""
    found = (_CHINESE_LABEL.search(block.text) for block in near[:_BESIDE] if len(block.text) <= _SHORT)
    return [match["names"] for match in found if match][:1]


def _bare(near: list[Block], after: list[Block], title: str) -> list[str]:
    """Return the first line by the headline that holds nothing but a person's full name, its first one well known.

    Not a line that names somebody whom the headline or a long line mentions: that is a person the story speaks of. A
    line about the author begins with the name.
    """
    alone = [
        (block, name)
        for place, block in enumerate(near)
        if block.zone == "text"
        and (name := _names_alone(block.text, beside=place < _BESIDE))
        and not (_is_contact(near, place) or _CONTACT.search(block.names))
    ]
    if not alone:
        return []
    own = set(map(id, own_lines(near)))
    names = [name for block, name in alone if id(block) in own][:3]
    prose = [block.text for block in (*near, *after[:_FURTHER]) if len(block.text) > _SHORT]
    return [name for name in names if not _told_of(name, title, prose)][:1]


def _is_contact(lines: list[Block], place: int) -> bool:
    """Say whether the line at *place* stands right below a heading for whom to ask."""
    return (
        place > 0
        and len(lines[place - 1].text) < _JOB_LENGTH
        and bool(phrases.starts(lines[place - 1].text, "contact"))
    )


def _names_alone(text: str, *, beside: bool) -> str:
    """Return the name that is all of a line; *beside* the headline also several, or one before a job or a place."""
    if rules.is_full_name(text):
        return "" if phrases.starts(text, "more") else text
    if not beside or len(text) > _BARE or rules.is_sentence(text):
        return ""
    if all(map(rules.is_full_name, _JOINED.split(text))):
        return text
    head, *tail = _JOB.split(text, maxsplit=1)
    return head if tail and rules.is_full_name(head) and 2 <= len(tail[0]) <= _JOB_LENGTH else ""


def _dated(near: list[Block], title: str) -> list[str]:
    """Return what stands beside the day on a line by the headline, when it may be a name: "12 May 2024 · Ana Ferro"."""
    for block in near[:_BESIDE]:
        day = _when(block.text) if len(block.text) <= _SHORT and not is_listed(block) else None
        if not day or rules.is_change(block.text):
            continue
        for part in _BAR.split(block.text.replace(day, "|")):
            name = _IN_SECTION.sub("", part.strip(" –—-,"))
            if (rules.is_full_name(name) or _SUFFIXED.match(name)) and name not in title:
                return [name]
    return []


def _when(text: str) -> str | None:
    """Return the day in *text*, or how long ago it was: "2 hours ago", "hace 3 días"."""
    day = find_written_day(text)
    if day is None and (ago := _AGO.search(text)):
        day = ago[0]
    return day


def _told_of(name: str, title: str, prose: list[str]) -> bool:
    last = name.rpartition(" ")[2]
    return last in title or any(last in line and not line.startswith(name) for line in prose)


def _from_agency(text: str) -> bool:
    """Say whether *text* is ``AGENCY, CITY``."""
    found = _AGENCY_CITY.fullmatch(text) if ", " in text else None
    return found is not None and agencies().named(found["who"]) is not None


def _of(lines: list[Block]) -> list[str]:
    """Return the bylines in *lines*; those on lines next to each other, marked alike, as one."""
    texts: list[str] = []
    last_names, last_place = "", -9
    for place, block in enumerate(lines):
        text, names = _byline(lines, place, block)
        if not text:
            continue
        if names and names == last_names and place - last_place <= 2 and len(text) < 40:
            texts[-1] = f"{texts[-1]}, {text}"
        else:
            texts.append(text)
        last_names, last_place = names, place
    return texts


def _byline(lines: list[Block], place: int, block: Block) -> tuple[str, str]:
    """Return the byline in *block*, if any, and the class words that mark it as one."""
    text = block.text if len(block.text) <= _SHORT or rules.byline(block.text) else _opening(block)
    text = rules.without_day(text)
    if not text or (is_listed(block) and not (rules.may_be_byline(text) or marks_author(block.names))):
        return "", ""
    if text[0] in _GLUING:
        text = _GLUED.sub(r"\1 ", text)
    if _is_label(text):
        return _below_label(lines, place), ""
    names = ""
    signed = len(text) < 60 and ((not text.isascii() and _SUFFIXED.match(text)) or _from_agency(text))
    signed = signed or rules.signed_for_agency(text)
    if not signed and not (bylinetexts.may_hold(text) and rules.byline(bylinetexts.undated(text))):
        if within := bylinetexts.at_end(text):
            return within, ""
        names = block.names
        if len(text) < 3 or not marks_author(names) or _prose(text):
            return "", ""
    bare = bylinetexts.undated(text)
    return ("", "") if _others().match(text) or rules.is_date_line(text) or rules.is_change(text) else (bare, names)


def _below_label(lines: list[Block], place: int) -> str:
    """Return the name on the line after the label at *place*, with those listed right behind it; the one before it,
    where the two make up a box: a name with what its owner did below it.
    """
    box = lines[place].box
    if place > 0 and box.last - box.first == _PAIR and lines[place - 1].box is box:
        return lines[place - 1].text
    first, *others = [block.text for block in lines[place + 1 : place + 1 + _LISTED]] or [""]
    if not 3 <= len(first) <= 60 or rules.is_sentence(first):
        return ""
    listed = takewhile(rules.is_full_name, others) if rules.is_full_name(first) else ()
    return ", ".join((first, *listed))


def _opening(block: Block) -> str:
    """Return what stands before the day in a long line that is marked as a byline, nothing for any other."""
    day = find_written_day(block.text[:_SHORT]) if marks_author(block.names) else None
    return block.text.partition(day)[0] if day else ""


def _prose(text: str) -> bool:
    return len(text) > 60 and rules.is_sentence(text)


def _of_helper(entry: Found) -> bool:
    return bool(_others().match(entry.value)) and not entry.evidence.endswith(_HELPERS)


def _usable(name: str) -> bool:
    return 2 <= len(name) <= 300 and not _ADDRESS.search(name) and bool(re.search(r"[^\W\d_]", name))
