"""Several articles in one plain text: the parts of the file, each a page of its own."""

from __future__ import annotations

import re

import msgspec

from newsarc.extraction import decode as _decode
from newsarc.extraction.sniff import Kind, sniff
from newsarc.model.target import Page

_START = 1_000


def split(page: Page) -> tuple[Page, ...]:
    """Return *page* itself, or the pages of the articles in it, in order, when it is a plain text that holds several.

    It holds several when a form feed, a long rule, an end mark, a number or a header parts it and each part (at least
    two) looks like an article: a short line first, text below. A part that does not stays with the one before it, so
    that no word is lost. The pages are named like the whole with ``#1``, ``#2`` ... behind.
    """
    if not _may_hold_several(page):
        return (page,)
    text = _decode.decode(page.content, page.charset).text
    if sniff(text, page.media_type) is not Kind.TEXT:
        return (page,)
    from newsarc.extraction.plain.several import articles  # noqa: PLC0415 - only a text needs what tells lines apart

    parts = articles(text.replace("\r\n", "\n"))
    if len(parts) < 2:
        return (page,)
    return tuple(_page(page, number, part) for number, part in enumerate(parts, 1))


def _may_hold_several(page: Page) -> bool:
    """Tell most pages apart before anything is decoded: a page of mark-up is never split, nor one with an address: that
    is one page.
    """
    markup = "html" in (page.media_type or "") or page.content[:_START].lstrip()[:1] == b"<"
    return not (page.url or markup or _decode.looks_binary(page.content))


def _page(page: Page, number: int, part: str) -> Page:
    part = re.sub(rf"\A\s*{number}[.)]\s+(?=\S)", "", part)  # which one of several it is
    return msgspec.structs.replace(
        page, asked=f"{page.asked}#{number}", content=part.encode("utf-8", "replace"), charset="utf-8"
    )
