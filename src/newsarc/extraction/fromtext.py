"""Parts of a page that is plain text."""

from __future__ import annotations

from newsarc.extraction import credits as spans
from newsarc.extraction import dates, plaintext, site, verdict
from newsarc.extraction.cleanup import Cleaned
from newsarc.extraction.decode import Decoded
from newsarc.extraction.version import with_rules
from newsarc.model.parts import Found, Parts
from newsarc.model.site import NO_SITES, Sites
from newsarc.model.target import Page

_HEADERS = frozenset(["front-matter", "header", "mail-header"])
"""rules of lines that only articles have above them"""


def parts(page: Page, decoded: Decoded, sites: Sites = NO_SITES) -> Parts:
    """Return the parts of *page*, whose characters are *decoded*; *sites* has what was learned of its site."""
    name = (page.url or page.asked).lower().removesuffix(".gz")
    markdown = "markdown" in (page.media_type or "") or name.endswith((".md", ".markdown"))
    read = plaintext.read(decoded.text, markdown=markdown)
    canonical = next((value for value in _facts(read, "url") if value.startswith(("http://", "https://"))), None)
    learned = sites.at(page.url, canonical)
    read = site.without(read, learned)
    signed = bool(read.published and read.bylines)
    seen = verdict.Seen(title=read.title, paragraphs=read.paragraphs, status=page.status, signed=signed)
    around = tuple(line.text for line in read.removed if line.rule not in _HEADERS)
    return Parts(
        verdict=verdict.plain(seen, around, decoded.replaced, decoded.nuls),
        extractor=with_rules(learned),
        title=read.title,
        paragraphs=read.paragraphs,
        removed=read.removed,
        bylines=read.bylines,
        published=(*read.published, *dates.from_url(page.url)),
        modified=read.modified,
        publishers=(*(Found(value, "text") for value in _facts(read, "publisher")), *read.publishers),
        credits=spans.distinct([*read.credits, *spans.from_text(read.paragraphs)]),
        canonical=canonical,
        language=next(iter(_facts(read, "language")), None),
        categories=_split(read, "section"),
        tags=_split(read, "tags"),
        lead=next(iter(_facts(read, "description")), None),
        incomplete_because=page.incomplete_because,
    )


def _facts(read: Cleaned, field: str) -> list[str]:
    return [value for name, value in read.facts if name == field]


def _split(read: Cleaned, field: str) -> tuple[str, ...]:
    values = (part.strip(" []\"'") for value in _facts(read, field) for part in value.split(","))
    return tuple(dict.fromkeys(value for value in values if value))
