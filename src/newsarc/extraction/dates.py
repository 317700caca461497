"""When the page says it was published and changed: candidates, best first, not yet parsed."""

from __future__ import annotations

import re

import msgspec

from newsarc.extraction import jsonld, shown
from newsarc.extraction.blocks import Block
from newsarc.extraction.document import Document
from newsarc.extraction.marked import Marked
from newsarc.model.parts import Found

_PUBLISHED_META = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "date",
    "pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "published_date", "published-date",
    "article.published", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date",
    "dcsext.articlefirstpublished", "article_date_original", "article:published",
    "originalpublicationdate",
    "citation_publication_date", "citation_date", "og:pubdate", "bt:pubdate", "last-published", "rnews:datepublished",
    "article:post_date", "displaydate", "vr:published_time", "date.issued", "issued", "pdate", "timestamp",
    "og:publish_date", "date_published", "prism.publicationdate",
    "eomportal-firstpublished", "published",
)  # fmt: skip
_MODIFIED_META = (
    "article:modified_time", "og:updated_time", "og:article:modified_time", "datemodified", "last-modified", "lastmod",
    "dcterms.modified", "dc.date.modified", "article:updated_time", "modified", "date_modified",
    "article.updated", "revised",
)  # fmt: skip
_PUBLISHED_NAME = re.compile(
    r"(?:^|[.:_-])(?:publish(?:ed)?|publication|pub|issued?|released?|article)[._-]?(?:date|time|on|at)?$"
    r"|^(?:date|time)[._:-]?(?:published|publication|issued)$"
)
_CREATED_NAME = re.compile(r"(?:^|[.:_-])creat(?:ed|ion)[._-]?(?:date|time|on|at)?$|^(?:date[._:-]?created|cdate)$")
"""when a text was first entered, which may be days before it came out"""
_URL_DAY = re.compile(r"/((?:19|20)\d\d)([/_-])(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?=[/_.+%-]|$)")
_URL_MONTH = re.compile(
    r"/((?:19|20)\d\d)/(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)/(0?[1-9]|[12]\d|3[01])(?=/|$)",
    re.IGNORECASE,
)
_URL_YEAR_APART = re.compile(r"/((?:19|20)\d\d)/(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?=/)")
_URL_COMPACT = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:(?:[01]\d|2[0-3])[0-5]\d\d{0,9})?(?!\d)"
)
_WEB_ARCHIVE = re.compile(r"^https?://[^/]*archive[^/]*/(?:[^/]+/)?\d{14}[a-z_]*/(?=https?:)", re.IGNORECASE)
_HAS_DAY = re.compile(
    r"\d{4}[-/.]\d|\d[-/. ]\d{1,2}[-/. ]\d|\d{8}|\d{10,13}$|\d{4}年|\d.{0,12}\d{4}|\d{4}\W[^\W\d]{3,10}\W+\d"
)
_STATE = re.compile(  # begins with plain letters: only so does a search through a whole page cost next to nothing
    r"ubli(?:sh(?:ed)?|cation)_?(?:[aA]t|[dD]ate|[oO]n|[tT]ime)?(?:\\{0,3}[\"']|&quot;)?\s?:\s?(?:\\{0,3}[\"']|&quot;)"
    r"((?:19|20)\d\d-?\d\d-?\d\d(?:[T ][\d:.]{5,15}(?:Z|[+-]\d\d:?\d\d)?)?)"
)
_STATES = 50
_MAX = 12


class Dates(msgspec.Struct, frozen=True):
    """Candidates, best first: those for machines, then those shown."""

    published: tuple[Found, ...]
    modified: tuple[Found, ...]


def read(
    document: Document,
    found: list[jsonld.Node],
    node: jsonld.Node,
    marks: Marked,
    lines: list[Block],
    url: str | None,
    title: str = "",
) -> Dates:
    """Return the candidates for the day of publication and for that of the last change."""
    stated, marked = _stated(document, found, node, marks), _times(marks) + from_url(url)
    created = _others_meta(document, _CREATED_NAME)
    if not (stated or marked or created):
        stated = _state(document)
    seen = shown.days(lines, title, everywhere=not (stated or marked or created))
    told = [Found(day, "first-published") for day in seen.first] + [Found(day, "headline") for day in seen.beside]
    # <time> stands on the cards of other stories too: what the headline shows without one comes before them
    bare = seen.beside and not any(day in text for _, text in marks.times for day in seen.beside)
    candidates = [*told, *marked] if bare and not stated else [*stated, *marked, *told]
    candidates += created + [Found(day, "text") for day in seen.published]
    candidates += _jsonld(node, "uploadDate")
    changed = [Found(day, "updated-line") for day in seen.changed]
    return Dates(_bounded(candidates + changed), _bounded(_modified(document, node, marks) or changed))


def _stated(document: Document, found: list[jsonld.Node], node: jsonld.Node, marks: Marked) -> list[Found]:
    """Return what a page tells machines of itself."""
    candidates = _jsonld(node, "datePublished", "dateCreated")
    candidates += _meta(document, _PUBLISHED_META)
    for other in found:
        candidates += _jsonld(other, "datePublished") if other is not node and _describes_a_page(other) else []
    candidates += _others_meta(document, _PUBLISHED_NAME)
    return candidates + [Found(value, "microdata") for value in marks.published if _HAS_DAY.search(value)]


def _modified(document: Document, node: jsonld.Node, marks: Marked) -> list[Found]:
    candidates = _jsonld(node, "dateModified") + _meta(document, _MODIFIED_META)
    return candidates + [Found(value, "microdata") for value in marks.modified if _HAS_DAY.search(value)]


def _describes_a_page(node: jsonld.Node) -> bool:
    return not {"Comment", "Review", "ImageObject", "Person", "UserComments"} & set(jsonld.types(node))


def _bounded(candidates: list[Found]) -> tuple[Found, ...]:
    seen = {candidate: None for candidate in candidates if 4 <= len(candidate.value) <= 120}
    return tuple(seen)[:_MAX]


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


def _others_meta(document: Document, named: re.Pattern[str]) -> list[Found]:
    """Return the values of metas that are *named* like the day that is looked for, in some way of their own."""
    return [
        Found(values[0], f"meta:{name}")
        for name, values in document.meta.items()
        if name not in _PUBLISHED_META and named.search(name) and _HAS_DAY.search(values[0])
    ]


def _times(marks: Marked) -> list[Found]:
    """Return the days in ``<time>``: the machine's value, else the text, but the text where the two are no one day."""
    values = (machine if _HAS_DAY.search(machine) else text for machine, text in marks.times)
    return [Found(value, "time") for value in values if _HAS_DAY.search(value)]


def from_url(url: str | None) -> list[Found]:
    """Return the day in an address, where one stands in its path; of a page in a web archive, in its own address."""
    if not url:
        return []
    url = _WEB_ARCHIVE.sub("", url)
    if named := _URL_MONTH.search(url):
        return [Found(f"{named[3]} {named[2]} {named[1]}", "url")]
    match = _URL_DAY.search(url) or _URL_YEAR_APART.search(url) or _URL_COMPACT.search(url)
    if not match:
        return []
    year, month, day = (part for part in match.groups() if part.isdigit())
    return [Found(f"{year}-{int(month):02}-{int(day):02}", "url")]


def _state(document: Document) -> list[Found]:
    """Return the day that the data in a page's scripts and attributes names as that of publication, when it is one."""
    values = [found[1] for found, _ in zip(_STATE.finditer(document.markup), range(_STATES), strict=False)]
    days = {value.replace("-", "")[:8] for value in values}
    return [Found(values[0], "state")] if len(days) == 1 else []
