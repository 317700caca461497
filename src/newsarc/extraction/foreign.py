"""Articles that other extractors wrote as JSON: their fields as ours, by what their documentation calls them.

trafilatura: ``--json``. news-please: its JSON files, and ``NewsArticle.get_serializable_dict``. fundus:
``Article.to_json``. Each is known by a field that only it has; any other line is read by the names that such fields
commonly have: schema.org's, newspaper's, those of data sets of news. What they read is judged no further: what a date,
a name or an address is, normalise says, as of every page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from newsarc.model.parts import Found, Parts, Verdict

_MOST = 200
"""of a list's entries"""
_PARAGRAPHS = 20_000
_MARKUP = re.compile(r"</(?:p|div|a|li|h[1-6])>|<br ?/?>", re.IGNORECASE)
_COMMON = {
    "title": ("title", "headline", "name"),
    "text": ("text", "content", "body", "articleBody", "article_text", "full_text", "article"),
    "url": ("url", "link", "permalink", "source_url", "canonical_url", "canonical_link"),
    "author": ("authors", "author", "byline", "creator"),
    "published": ("published_at", "published", "datePublished", "date_published", "publish_date", "pubDate", "date"),
    "publisher": ("publisher", "site", "sitename", "site_name", "meta_site_name", "outlet", "source", "domain"),
    "lead": ("lead", "standfirst", "description", "summary", "excerpt", "meta_description"),
    "language": ("language", "lang", "inLanguage", "meta_lang"),
    "image": ("image", "image_url", "top_image"),
    "tags": ("tags", "keywords", "topics"),
    "retrieved": ("retrieved_at", "crawled_at", "crawl_date", "scraped_at", "date_download"),
}
"""fields of ours, and the names they have elsewhere, the surest first"""


class Foreign(msgspec.Struct, frozen=True, kw_only=True):
    """What stood on a line."""

    parts: Parts
    url: str | None = None
    retrieved: str | None = None
    """when it was fetched, as spelt there"""


def foreign(fields: Mapping[str, Any]) -> Foreign | None:
    """Return what *fields* say, None where no name in them is that of a text. Wrong types count as nothing said."""
    if "maintext" in fields or ("date_publish" in fields and "source_domain" in fields):
        return _news_please(fields)
    if "plaintext" in fields or ("publishing_date" in fields and isinstance(fields.get("body"), dict | str)):
        return _fundus(fields)
    if "text" in fields and ("source-hostname" in fields or "raw_text" in fields or "comments" in fields):
        return _trafilatura(fields)
    return _common(fields)


def _common(fields: Mapping[str, Any]) -> Foreign | None:
    """Return what *fields* say by the names they commonly have, None where they hold no text."""
    text, title, url = (_first(fields, name) for name in ("text", "title", "url"))
    if text is None or not (title or url):
        return None
    return Foreign(
        url=url,
        retrieved=_first(fields, "retrieved"),
        parts=_parts(
            "json",
            title=title,
            text=_plain(text),
            bylines=_all(fields, "author"),
            published=_first(fields, "published"),
            publishers=_all(fields, "publisher")[:1],
            lead=_first(fields, "lead"),
            language=_first(fields, "language"),
            image=_first(fields, "image"),
            tags=_all(fields, "tags"),
        ),
    )


def _first(fields: Mapping[str, Any], name: str) -> str | None:
    """Return the first text under one of the names that our field *name* commonly has."""
    return next((text for known in _COMMON[name] if (text := _named(fields.get(known)))), None)


def _all(fields: Mapping[str, Any], name: str) -> list[str]:
    """Return all texts under the first of the names that our field *name* commonly has and that holds any."""
    return next((texts for known in _COMMON[name] if (texts := _names(fields.get(known)))), [])


def _plain(text: str) -> str:
    """Return *text* as lines, also where it is mark-up."""
    if not _MARKUP.search(text):
        return text
    from newsarc.extraction.document import Document  # noqa: PLC0415 - few need a parser
    from newsarc.extraction.walk import walk  # noqa: PLC0415

    return "\n".join(block.text for block in walk(Document(text)).lines)


def _named(value: object) -> str | None:
    """Return the text that *value* is, or, where it is an object, the one it has as its name or address."""
    if isinstance(value, dict):
        value = value.get("name") or value.get("url")
    return value if isinstance(value, str) and value.strip() else None


def _names(value: object) -> list[str]:
    values = value[:_MOST] if isinstance(value, list) else [value]
    return [text.strip() for one in values if (text := _named(one))]


def _trafilatura(fields: Mapping[str, Any]) -> Foreign:
    tool = "trafilatura"
    site = _text(fields, "source-hostname")
    return Foreign(
        url=_text(fields, "source"),
        retrieved=_text(fields, "filedate"),
        parts=_parts(
            tool,
            title=_text(fields, "title"),
            text=_text(fields, "text"),
            bylines=_several(fields, "author", ";"),
            published=_text(fields, "date"),
            publishers=[site] if site else _several(fields, "hostname"),
            lead=_text(fields, "excerpt"),
            language=_text(fields, "language"),
            image=_text(fields, "image"),
            categories=_several(fields, "categories", ";"),
            tags=_several(fields, "tags", ";"),
        ),
    )


def _news_please(fields: Mapping[str, Any]) -> Foreign:
    return Foreign(
        url=_text(fields, "url"),
        retrieved=_text(fields, "date_download"),
        parts=_parts(
            "news-please",
            title=_text(fields, "title") or _text(fields, "title_page"),
            text=_text(fields, "maintext") or _text(fields, "text"),
            bylines=_several(fields, "authors"),
            published=_text(fields, "date_publish"),
            # date_modify is when it was downloaded, whatever its name says: no modification
            publishers=_several(fields, "source_domain"),
            lead=_text(fields, "description"),
            language=_text(fields, "language"),
            image=_text(fields, "image_url"),
        ),
    )


def _fundus(fields: Mapping[str, Any]) -> Foreign:
    html = fields.get("html")
    html = html if isinstance(html, dict) else {}
    images = fields.get("images")
    first = images[0] if isinstance(images, list) and images and isinstance(images[0], dict) else {}
    free = fields.get("free_access")
    return Foreign(
        url=_text(html, "responded_url") or _text(html, "requested_url") or _text(fields, "url"),
        retrieved=_text(html, "crawl_date") or _text(fields, "crawl_date"),
        parts=_parts(
            "fundus",
            title=_text(fields, "title"),
            text=_text(fields, "plaintext") or _body(fields.get("body")),
            bylines=_several(fields, "authors"),
            published=_text(fields, "publishing_date"),
            publishers=_several(fields, "publisher"),
            language=_text(fields, "lang"),
            image=_text(first, "url"),
            tags=_several(fields, "topics"),
            incomplete="not free to read, says fundus" if free is False else None,
        ),
    )


def _parts(
    tool: str,
    *,
    title: str | None,
    text: str | None,
    bylines: list[str],
    published: str | None,
    publishers: list[str],
    lead: str | None = None,
    language: str | None = None,
    image: str | None = None,
    categories: list[str] | None = None,
    tags: list[str] | None = None,
    incomplete: str | None = None,
) -> Parts:
    paragraphs = tuple(line for line in (text or "").split("\n", _PARAGRAPHS) if line.strip())
    if title and paragraphs[:1] == (title,) and len(paragraphs) > 1:
        paragraphs = paragraphs[1:]  # trafilatura begins a text with its title
    return Parts(
        verdict=Verdict.ARTICLE if paragraphs else Verdict.TOO_SHORT,
        extractor=f"{tool} via import",
        title=title or "",
        paragraphs=paragraphs,
        bylines=tuple(Found(name, tool) for name in bylines),
        published=(Found(published, tool),) if published else (),
        publishers=tuple(Found(name, tool) for name in publishers),
        lead=lead,
        language=language,
        image=image,
        categories=tuple(categories or ()),
        tags=tuple(tags or ()),
        incomplete_because=incomplete,
    )


def _text(fields: Mapping[str, Any], name: str) -> str | None:
    value = fields.get(name)
    return value if isinstance(value, str) and value.strip() else None


def _several(fields: Mapping[str, Any], name: str, between: str | None = None) -> list[str]:
    """Return the texts under *name*: a list's, or those of one text that stand *between*."""
    value = fields.get(name)
    if isinstance(value, str):
        value = value.split(between, _MOST) if between else [value]
    if not isinstance(value, list):
        return []
    return [one.strip() for one in value[:_MOST] if isinstance(one, str) and one.strip()]


def _body(body: object) -> str | None:
    """Return the text of fundus' body: summary, then each section's headline and paragraphs."""
    if isinstance(body, str):
        return body
    if not isinstance(body, dict):
        return None
    lines = _several(body, "summary")
    sections = body.get("sections")
    for section in sections[:_PARAGRAPHS] if isinstance(sections, list) else ():
        if isinstance(section, dict):
            lines += _several(section, "headline")
            paragraphs = section.get("paragraphs")
            lines += [one for one in paragraphs if isinstance(one, str)] if isinstance(paragraphs, list) else []
    return "\n".join(lines) or None
