"""Several articles in one plain text: the parts of the file, each a page of its own."""

from __future__ import annotations

import re

import msgspec

from newsarc.extraction import decode as _decode
from newsarc.extraction.sniff import Kind, sniff
from newsarc.model.target import Page

_BREAK = re.compile(r"\n[ \t]*(?:\x0c|([-=_*#~─━═])(?:[ \t]*\1){9,})[ \t]*(?=\n)|\x0c")
"""a form feed, or a rule of ten marks or more on a line of its own: shorter ones part a text, not articles"""
_RULE_BYTES = re.compile(rb"([-=_*#~])(?:[ \t]*\1){9}|\xe2[\x94\x95]")
_LONGEST_HEADLINE = 200
_LEAST_TEXT = 200
"""characters under a headline: what is shorter is a table of contents or a footer"""
_MOST = 10_000


def split(page: Page) -> tuple[Page, ...]:
    """Return *page* itself, or the pages of the articles in it, in order, when it is a plain text that holds several.

    It holds several when a form feed or a long rule parts it and each part (at least two) looks like an article: a
    short line first, text below. A part that does not stays with the one before it, so that no word is lost. The
    pages are named like the whole with ``#1``, ``#2`` ... behind.
    """
    if not _may_hold_several(page):
        return (page,)
    text = _decode.decode(page.content, page.charset).text
    if sniff(text, page.media_type) is not Kind.TEXT:
        return (page,)
    parts = _articles(text.replace("\r\n", "\n"))
    if len(parts) < 2:
        return (page,)
    return tuple(_page(page, number, part) for number, part in enumerate(parts, 1))


def _may_hold_several(page: Page) -> bool:
    """Tell most pages apart before anything is decoded: ASCII marks and form feeds are the same bytes in any of the
    usual encodings. A page of mark-up is never split, nor one with an address: that is one page.
    """
    if page.url or "html" in (page.media_type or "") or _decode.looks_binary(page.content):
        return False
    return b"\x0c" in page.content or _RULE_BYTES.search(page.content) is not None


def _articles(text: str) -> list[str]:
    """Return the parts of *text* that look like articles; a piece that does not is left with the part before it."""
    starts = [0]
    breaks = [*_BREAK.finditer(text)]
    if not breaks:  # marks in a row, but within a line
        return [text]
    ends = [match.start() for match in breaks[1:]] + [len(text)]
    for match, end in zip(breaks, ends, strict=True):
        if len(starts) < _MOST and _looks_whole(text[match.end() : end]):
            starts.append(match.end())
    if len(starts) > 1 and not _looks_whole(text[: breaks[0].start()]):
        del starts[1]  # what stands before the first article (a heading for all of them) stays with it
    return [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


def _looks_whole(piece: str) -> bool:
    lines = [line for line in map(str.strip, piece.split("\n")) if line]
    return len(lines) >= 2 and len(lines[0]) <= _LONGEST_HEADLINE and sum(map(len, lines[1:])) >= _LEAST_TEXT


def _page(page: Page, number: int, part: str) -> Page:
    return msgspec.structs.replace(
        page, asked=f"{page.asked}#{number}", content=part.encode("utf-8", "replace"), charset="utf-8"
    )
