"""Who the page says wrote it: candidates, best first, as printed."""

from __future__ import annotations

import re

from newsarc.extraction import jsonld, rules
from newsarc.extraction.blocks import Block
from newsarc.extraction.document import Document, node_text
from newsarc.model.parts import Found

_META = (
    "author", "article:author", "og:article:author", "articleauthor", "parsely-author", "sailthru.author", "byl",
    "dc.creator", "dcterms.creator", "cxenseparse:author", "dable:author", "authors", "byline", "citation_author",
    "dc.contributor.author", "article:author:name", "vr:author", "article.author", "mediator_author",
)  # fmt: skip
_VISIBLE = (
    '[itemprop~="author"] [itemprop~="name"]', '[itemprop~="author"]', '[rel~="author"]', ".byline", ".author-name",
    ".article-author", ".article__author", ".author", '[class*="byline"]', '[class*="author-name"]',
    '[class*="article-author"]',
)  # fmt: skip
_ADDRESS = re.compile(r"https?://|www\.|^/|@\w+\.\w")
_APART = frozenset({"figure", "menu", "aside", "beside", "form", "footer"})
_MAX = 25


def bylines(
    document: Document, node: jsonld.Node, known: dict[str, jsonld.Node], lines: list[Block]
) -> tuple[Found, ...]:
    """Return the author candidates of a page, best first. Names stay as printed, jobs and agencies included."""
    found = [
        Found(name, "jsonld") for field in ("author", "creator") for name, _ in jsonld.names(node.get(field), known)
    ]
    for name in _META:
        found += [Found(value, f"meta:{name}") for value in document.meta.get(name, ())[:10]]
    found += [Found(text, "byline") for text in _visible(document)]
    found += [Found(block.text, "byline") for block in lines if block.zone not in _APART and rules.byline(block.text)]
    usable = {(entry.value, entry.evidence): entry for entry in found if _usable(entry.value)}
    return tuple(usable.values())[:_MAX]


def _visible(document: Document) -> list[str]:
    """Return the texts of the first selector that finds author elements in the page's text."""
    for selector in _VISIBLE:
        texts = [node_text(node) for node in document.tree.css(selector)[:4]]
        texts = [text for text in texts if 3 <= len(text) <= 160]
        if texts:
            return texts
    return []


def _usable(name: str) -> bool:
    return 2 <= len(name) <= 300 and not _ADDRESS.search(name) and bool(re.search(r"[^\W\d_]", name))
