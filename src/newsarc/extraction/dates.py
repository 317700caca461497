"""When the page says it was published and changed: candidates, best first, not yet parsed."""

from __future__ import annotations

import re
from functools import lru_cache

from newsarc.extraction import jsonld
from newsarc.extraction.blocks import Block
from newsarc.extraction.document import Document, node_text
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
    "eomportal-firstpublished",
)  # fmt: skip
_MODIFIED_META = (
    "article:modified_time", "og:updated_time", "og:article:modified_time", "datemodified", "last-modified", "lastmod",
    "dcterms.modified", "dc.date.modified", "article:updated_time", "modified", "date_modified",
    "article.updated", "revised",
)  # fmt: skip
_URL_DAY = re.compile(r"/((?:19|20)\d\d)([/_-])(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?=[/_.-]|$)")
_URL_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
_HAS_DAY = re.compile(r"\d{4}[-/.]\d|\d[-/. ]\d{1,2}[-/. ]\d|\d{8}|\d{10,13}$|\d{4}年|\d.{0,12}\d{4}")
_MAX = 12


def published(
    document: Document, found: list[jsonld.Node], node: jsonld.Node, lines: list[Block], url: str | None
) -> tuple[Found, ...]:
    """Return the candidates for the day of publication, best first."""
    candidates = _jsonld(node, "datePublished", "dateCreated")
    candidates += _meta(document, _PUBLISHED_META)
    for other in found:
        candidates += _jsonld(other, "datePublished") if other is not node and _describes_a_page(other) else []
    candidates += _microdata(document, "datePublished")
    candidates += _time_elements(document)
    candidates += from_url(url)
    candidates += _from_text(document, lines)
    candidates += _jsonld(node, "uploadDate")
    return _bounded(candidates)


def modified(document: Document, node: jsonld.Node) -> tuple[Found, ...]:
    """Return the candidates for the last change, best first."""
    candidates = _jsonld(node, "dateModified") + _meta(document, _MODIFIED_META) + _microdata(document, "dateModified")
    return _bounded(candidates)


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


def _microdata(document: Document, name: str) -> list[Found]:
    found = []
    for node in document.tree.css(f'[itemprop~="{name}"]')[:3]:
        attributes = node.attributes
        value = attributes.get("content") or attributes.get("datetime") or node_text(node)
        if value and _HAS_DAY.search(value):
            found.append(Found(value.strip(), "microdata"))
    return found


def _time_elements(document: Document) -> list[Found]:
    found = []
    marked = document.tree.css("time[pubdate], article time[datetime], main time[datetime], header time[datetime]")
    for node in [
        *marked[:4],
        *document.tree.css("time")[:4],
        *document.tree.css("abbr.published[title], .entry-date")[:2],
    ]:
        attributes = node.attributes
        value = (attributes.get("datetime") or attributes.get("title") or node_text(node)).strip()
        if _HAS_DAY.search(value):
            found.append(Found(value, "time"))
    return found


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
        rf"|\b(?:{months})\b\.? \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d\d{clock}"
        rf"|\b\d{{1,2}}[./-]\d{{1,2}}[./-](?:19|20)\d\d\b{clock}"
        rf"|\b(?:19|20)\d\d[./-]\d{{1,2}}[./-]\d{{1,2}}\b{clock}"
        r"|(?:19|20)\d\d ?[年년] ?\d{1,2} ?[月월] ?\d{1,2} ?[日일]",
        re.IGNORECASE,
    )


def find_written_day(text: str) -> str | None:
    """Return the first written day in *text* (with the time of day beside it), exactly as printed."""
    match = _written_day().search(text)
    return match.group(0) if match else None


def _from_text(document: Document, lines: list[Block]) -> list[Found]:
    """Return the written days around the headline, then those in elements that call themselves date."""
    days = [find_written_day(block.text) for block in _around_headline(lines) if len(block.text) < 200]
    for node in document.tree.css('[class*="date"], [class*="publish"], [class*="time"], [id*="date"]')[:12]:
        text = node_text(node)
        days.append(find_written_day(text) if len(text) < 200 else None)
    return [Found(day, "text") for day in days if day]


def _around_headline(lines: list[Block]) -> list[Block]:
    """Return the lines just after the first headline, then those just before it."""
    at = next((index for index, block in enumerate(lines) if block.tag == "h1"), None)
    if at is None:
        return [block for block in lines[:40] if block.zone == "text"]
    around = [*lines[at + 1 : at + 16], *reversed(lines[max(0, at - 6) : at])]
    return [block for block in around if block.zone in {"text", "form", "figure"}]
