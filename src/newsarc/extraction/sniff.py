"""What kind of text a page is: mark-up or plain."""

from __future__ import annotations

import re
from enum import StrEnum

_MARKUP = re.compile(
    r"<(?:!doctype\s+html|html|head|body|title|meta|article|main|section|div|p|h[1-6]|span|table|br|a\s)[\s/>]?",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_FEED = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*|<!doctype[^>]*>\s*)*<(rss|feed|rdf:rdf|urlset|sitemapindex|opml)\b",
    re.IGNORECASE | re.DOTALL,
)
_OTHER = (
    "image/",
    "audio/",
    "video/",
    "font/",
    "application/pdf",
    "application/zip",
    "application/json",
    "text/css",
    "text/csv",
)
_HEAD = 4096
_PLAIN = ("<!doctype html>", "<html>", "<html ")
_SAYING = 40
"""characters in which such a beginning stands, spaces and all"""


class Kind(StrEnum):
    """How a page's characters are to be read."""

    HTML = "html"
    TEXT = "text"
    FEED = "feed"
    """a list for machines: a feed or a sitemap"""
    OTHER = "other"
    """characters, but no text to read: data, a style sheet"""


def sniff(text: str, media_type: str | None) -> Kind:
    """Return the kind of *text*. What it looks like wins over *media_type*, which servers and file names get wrong."""
    head = text[:_HEAD]
    if head[:_SAYING].lstrip().lower().startswith(_PLAIN):  # as most pages do, and quicker than to look for comments
        return Kind.HTML
    if _FEED.match(head):
        return Kind.FEED
    if _OPENS.match(head):
        return Kind.HTML
    kind = media_type or ""
    if kind.startswith(_OTHER):
        return Kind.OTHER
    if kind in {"text/plain", "text/markdown", "text/x-markdown"}:
        return Kind.TEXT
    if "html" in kind:
        # a text file that was only called .html has no tag at all
        return Kind.HTML if _MARKUP.search(text) else Kind.TEXT
    return Kind.HTML if len(_MARKUP.findall(head)) >= 2 else Kind.TEXT
