"""A guard against nesting that no parser bears: HTML parsers are quadratic in the depth of open elements.

Pages written by people stay below 60 levels. Tags that open deeper than a limit are dropped before the parse; the text
between them stays.
"""

from __future__ import annotations

import re

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+'){0,60}+>")
# Elements that do not count as depth.
_FLAT = frozenset(
    (
        # they hold nothing
        *("area", "base", "br", "col", "embed", "hr", "img"),
        *("input", "link", "meta", "param", "source", "track", "wbr"),
        # the next one of their kind closes them
        *("p", "li", "dt", "dd", "tr", "td", "th", "option", "tbody", "thead", "tfoot", "rp", "rt"),
        # there is one of each
        *("html", "head", "body"),
    )
)
_DIVS = 4000
"""divs of a page from which on its depth is looked at"""
_TAGS = 30_000
"""tags of a page from which on its depth is looked at"""
LIMIT = 200
"""levels; lxml, the second parser, gives up silently at 256"""


def hostile(markup: str) -> bool:
    """Say whether *markup* has so many tags that its depth must be looked at before it is parsed."""
    tags = markup.count("<")
    return tags > _TAGS or (tags > _DIVS and markup.count("<div") > _DIVS)


def flatten(markup: str, limit: int = LIMIT) -> str:
    """Return *markup* without the tags that open deeper than *limit* levels, and without their ends. Linear in time."""
    depth = dropped = 0
    kept: list[str] = []
    position = 0
    for tag in _TAG.finditer(markup):
        name = tag.group(2).lower()
        if name in _FLAT:
            continue
        if not tag.group(1):
            depth += not tag.group(0).endswith("/>")
            drop = depth > limit
            dropped += drop
        else:
            drop = depth > limit
            depth = max(0, depth - 1)
        if drop:
            kept.append(markup[position : tag.start()])
            kept.append(" ")
            position = tag.end()
    if not dropped:
        return markup
    kept.append(markup[position:])
    return "".join(kept)
