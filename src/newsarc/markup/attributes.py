"""A guard against elements with attributes beyond number: the parser compares each new one with all before it.

5,000 on one element cost a fifth of a second, 50,000 half a minute. Elements that people write have some dozens.
"""

from __future__ import annotations

import re

LIMIT = 1_000
"""attributes of one element that are read"""
_WINDOW = 16_384
"""characters without a ``>`` from which on a tag is looked at"""
_OPENS = re.compile(r"<[a-zA-Z][^\s/>]*+")
# HTML standard, 13.2.5.32 to 13.2.5.40: what is no blank and no slash begins a name, also a lone equals sign or quote.
_ATTRIBUTE = re.compile(
    r"[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+(?:\"|\Z)|'[^']*+(?:'|\Z)|[^\s>\"'][^\s>]*+)?)?"
)


def trimmed(markup: str, limit: int = LIMIT) -> str:
    """Return *markup* without the attributes after the first *limit* of an element. Linear in time.

    Looked at are tags that go on for 16,384 characters without a ``>``: who hides one in a value now and then is left
    to the deadline that every page has.
    """
    kept: list[str] = []
    position = 0
    begun = _long(markup, 0) if markup.find(">", 0, _WINDOW) >= 0 else 0
    while begun >= 0:
        beyond, end = _bounds(markup, _opening(markup, max(markup.rfind("<", position, begun), position)), limit)
        if end <= begun:  # that tag ends there: the long one is the next
            beyond, end = _bounds(markup, _opening(markup, begun), limit)
        if beyond is not None and end > begun:
            kept.append(markup[position:beyond])
            position = end
        begun = _long(markup, max(end, begun + _WINDOW))
    kept.append(markup[position:])
    return "".join(kept) if position else markup


def _long(markup: str, start: int) -> int:
    """Return where the first ``>`` from *start* on is that 16,384 other characters follow, -1 when there is none.

    It looks for the last ``>`` of each stretch, and so at little of a page.
    """
    at = markup.find(">", start)
    while 0 <= at < len(markup) - _WINDOW:
        further = markup.rfind(">", at + 1, at + 1 + _WINDOW)
        if further < 0:
            return at
        at = further
    return -1


def _opening(markup: str, start: int) -> int:
    """Return where the attributes begin of the first tag that opens from *start* on."""
    found = _OPENS.search(markup, start)
    return found.end() if found else len(markup)


def _bounds(markup: str, at: int, limit: int) -> tuple[int | None, int]:
    """Return where the attributes from *at* on go beyond *limit*, None where they do not, and where they end."""
    count, beyond = 0, None
    while attribute := _ATTRIBUTE.match(markup, at):
        at = attribute.end()
        count += 1
        if count == limit:
            beyond = at
    return beyond, at
