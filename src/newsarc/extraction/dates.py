"""When the page says it was published and changed: candidates, best first, not yet parsed."""

from __future__ import annotations

import re
from functools import lru_cache

from newsarc.extraction import jsonld, rules
from newsarc.extraction.blocks import Block
from newsarc.extraction.document import Document
from newsarc.extraction.headline import around_headline
from newsarc.extraction.marked import Marked
from newsarc.lexicon.cues import cues, every
from newsarc.model.parts import Found

_PUBLISHED_META = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "date",
    "pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "published_date", "published-date",
    "article.published", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "dcterms.created",
    "dc.date.created", "dcsext.articlefirstpublished", "article_date_original", "article:published",
    "originalpublicationdate",
    "citation_publication_date", "citation_date", "og:pubdate", "bt:pubdate", "last-published", "rnews:datepublished",
    "article:post_date", "displaydate", "vr:published_time", "date.issued", "issued", "pdate", "timestamp", "cdate",
    "og:publish_date", "datecreated", "article:created", "date_published", "prism.publicationdate",
    "eomportal-firstpublished", "published",
)  # fmt: skip
_MODIFIED_META = (
    "article:modified_time", "og:updated_time", "og:article:modified_time", "datemodified", "last-modified", "lastmod",
    "dcterms.modified", "dc.date.modified", "article:updated_time", "modified", "date_modified",
    "article.updated", "revised",
)  # fmt: skip
_PUBLISHED_NAME = re.compile(
    r"(?:^|[.:_-])(?:publish(?:ed)?|publication|pub|issued?|released?|creat(?:ed|ion)|article)[._-]?(?:date|time|on|at)?$"
    r"|^(?:date|time)[._:-]?(?:published|publication|created|issued)$"
)
_DATED = re.compile(
    r"date|time|publish|posted|meta|fecha|datum|tarih|veroeffentlich|pubdate|clock|stamp|입력", re.IGNORECASE
)
_OTHER_SCRIPT = re.compile(r"[\u0590-\u0eff]")
_SHORT_DAY = re.compile(r"(?<![\d.])(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.\d\d(?![\d.])")
_YEAR = re.compile(r"(?:19|20)\d\d")
_FIGURES = re.compile(r"\d\d|\d[./-]\d")
_OTHER_STORY = re.compile(r"related|card|teaser|recommend|comment|next|prev|more-|sidebar-item|widget", re.IGNORECASE)
_APART = frozenset({"menu", "footer", "figure"})
_URL_DAY = re.compile(r"/((?:19|20)\d\d)([/_-])(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?=[/_.-]|$)")
_URL_COMPACT = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:(?:[01]\d|2[0-3])[0-5]\d\d{0,9})?(?!\d)"
)
_HAS_DAY = re.compile(r"\d{4}[-/.]\d|\d[-/. ]\d{1,2}[-/. ]\d|\d{8}|\d{10,13}$|\d{4}年|\d.{0,12}\d{4}")
_MAX = 12


def published(
    document: Document,
    found: list[jsonld.Node],
    node: jsonld.Node,
    marks: Marked,
    lines: list[Block],
    url: str | None,
    title: str = "",
) -> tuple[Found, ...]:
    """Return the candidates for the day of publication, best first: those for machines, then those shown."""
    candidates = _jsonld(node, "datePublished", "dateCreated")
    candidates += _meta(document, _PUBLISHED_META)
    for other in found:
        candidates += _jsonld(other, "datePublished") if other is not node and _describes_a_page(other) else []
    candidates += _others_meta(document)
    candidates += [Found(value, "microdata") for value in marks.published if _HAS_DAY.search(value)]
    candidates += _times(marks)
    candidates += from_url(url)
    shown, changed = _shown(lines, title, everywhere=not candidates)
    candidates += [Found(day, "text") for day in shown]
    candidates += _jsonld(node, "uploadDate")
    candidates += [Found(day, "updated-line") for day in changed]
    return _bounded(candidates)


def modified(document: Document, node: jsonld.Node, marks: Marked) -> tuple[Found, ...]:
    """Return the candidates for the last change, best first."""
    candidates = _jsonld(node, "dateModified") + _meta(document, _MODIFIED_META)
    return _bounded(candidates + [Found(value, "microdata") for value in marks.modified if _HAS_DAY.search(value)])


def _describes_a_page(node: jsonld.Node) -> bool:
    return not {"Comment", "Review", "ImageObject", "Person", "UserComments"} & set(jsonld.types(node))


def _bounded(candidates: list[Found]) -> tuple[Found, ...]:
    seen: dict[str, Found] = {}
    for candidate in candidates:
        if 4 <= len(candidate.value) <= 120:
            seen.setdefault(candidate.value, candidate)
    return tuple(seen.values())[:_MAX]


def _jsonld(node: jsonld.Node, *names: str) -> list[Found]:
    values = (str(node[name]) if isinstance(node.get(name), int) else jsonld.text(node.get(name)) for name in names)
    return [Found(value, "jsonld") for value in values if value]


def _meta(document: Document, names: tuple[str, ...]) -> list[Found]:
    return [
        Found(value, f"meta:{name}")
        for name in names
        for value in document.meta.get(name, ())[:1]
        if _HAS_DAY.search(value)
    ]


def _others_meta(document: Document) -> list[Found]:
    """Return the values of metas that are named like a day of publication in some way of their own."""
    return [
        Found(values[0], f"meta:{name}")
        for name, values in document.meta.items()
        if name not in _PUBLISHED_META and _PUBLISHED_NAME.search(name) and _HAS_DAY.search(values[0])
    ]


def _times(marks: Marked) -> list[Found]:
    """Return the days in ``<time>``: the machine's value, else the text, but the text where the two are no one day."""
    values = (machine if _HAS_DAY.search(machine) else text for machine, text in marks.times)
    return [Found(value, "time") for value in values if _HAS_DAY.search(value)]


def from_url(url: str | None) -> list[Found]:
    """Return the day in an address, where one stands in its path."""
    if not url:
        return []
    match = _URL_DAY.search(url) or _URL_COMPACT.search(url)
    if not match:
        return []
    year, month, day = (part for part in match.groups() if part.isdigit())
    return [Found(f"{year}-{int(month):02}-{int(day):02}", "url")]


@lru_cache(maxsize=1)
def _written_day() -> re.Pattern[str]:
    """Return the pattern of a day written out in one of the languages known, or in figures."""
    months = "|".join(re.escape(month) for month in every(cues().months) if month[0] not in "年月日년월일")
    clock = r"(?:[ ,|–-]{1,4}(?:at |um |à |às |a las |kl\.? )?\d{1,2}[:.h]\d\d(?::\d\d)?(?: ?[ap]\.?m\.?)?)?"
    return re.compile(
        rf"\b\d{{1,2}}(?:st|nd|rd|th|er|º|\.)?,? (?:de )?(?:{months})\b\.?,?(?: de| del)? (?:19|20)\d\d{clock}"
        rf"|(?:{months})\b\.? \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d\d{clock}"
        rf"|(?<![\d./-])\d{{1,2}}[./-] ?\d{{1,2}}[./-] ?(?:19|20)\d\d\b{clock}"
        rf"|(?<!\d)(?:19|20)\d\d[./-]\d{{1,2}}[./-]\d{{1,2}}\b{clock}"
        r"|(?:19|20)\d\d ?[年년] ?\d{1,2} ?[月월] ?\d{1,2} ?[日일]",
        re.IGNORECASE,
    )


def find_written_day(text: str) -> str | None:
    """Return the first written day in *text* (with the time of day beside it), exactly as printed."""
    match = _written_day().search(text) if _YEAR.search(text) else None
    return match.group(0) if match else None


def _shown(lines: list[Block], title: str, *, everywhere: bool) -> tuple[list[str], list[str]]:
    """Return the days shown around the headline and, if *everywhere*, on further lines that call themselves a date.

    As printed. The second list is those that are said to be of a change.
    """
    published: list[str] = []
    changed: list[str] = []
    near, after = around_headline(lines, title)
    for place, block in enumerate([*near, *(after if everywhere else ())]):
        if len(published) + len(changed) >= _MAX:
            break
        if place >= len(near) and (block.zone in _APART or not _marks_date(block)):
            continue
        if day := _day_in(block):
            (changed if rules.is_change(block.text) else published).append(day)
    return published, changed


def _marks_date(block: Block) -> bool:
    return len(block.text) <= 200 and bool(_FIGURES.search(block.text)) and _names_date(block.names)


@lru_cache(maxsize=8192)
def _names_date(names: str) -> bool:
    return bool(_DATED.search(names)) and not _OTHER_STORY.search(names)


def _day_in(block: Block) -> str | None:
    text = block.text
    if len(text) > 200 or not _FIGURES.search(text):
        return None
    if day := find_written_day(text):
        return day
    if len(text) <= 80 and (short := _SHORT_DAY.search(text)):
        return short[0]
    # other calendars and scripts, which only the normaliser knows
    return text if len(text) <= 80 and _OTHER_SCRIPT.search(text) and _DATED.search(block.names) else None
