"""How each element of a page is taken in: passed over, within a line, as a line or as a box of lines."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

_SKIP = frozenset([
    "script", "style", "noscript", "template", "svg", "iframe", "object", "textarea", "canvas",
    "video", "audio", "head", "datalist", "meter", "progress", "map", "rp", "rt", "dialog", "-comment", "link",
    "meta", "source", "track", "wbr", "col", "colgroup",
    "amp-ad", "amp-embed", "amp-sticky-ad", "amp-auto-ads", "amp-consent", "amp-user-notification", "amp-social-share",
    "amp-img", "amp-video", "amp-audio", "amp-iframe", "amp-analytics", "amp-state", "amp-pixel", "amp-addthis",
])  # fmt: skip
INLINE = frozenset([
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
    "ins", "kbd", "label", "mark", "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
    "time", "tt", "u", "var", "ruby", "rb",
])  # fmt: skip
CHOICES = frozenset(["checkbox", "radio"])
LEAVES = frozenset([
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "dt", "dd", "summary", "address",
])  # fmt: skip
"""elements that hold one line as a rule: they are no boxes of their own"""
STYLED = frozenset(["span", "time", "small"])
SKIPPED, CONTROL, INLINED, BREAK, LEAF, BOX = range(6)
_HOW = {
    **dict.fromkeys(_SKIP, SKIPPED), **dict.fromkeys(INLINE, INLINED), "br": BREAK, "button": CONTROL,
    "select": CONTROL, "input": CONTROL, "img": CONTROL, **dict.fromkeys(LEAVES, LEAF),
}  # fmt: skip
"""how an element is taken in, one look-up for each of them; others are boxes"""
TEXT = 2
"""the parser's number for text"""
_NUMBERED = 1_000
"""numbers below are of tags that it knows, the same in all documents; others are of one document"""
TAGS: dict[int, tuple[int, str]] = {}
"""how an element is taken in, and its tag, by number: to ask for a number costs half of what a name does"""


def read_tag(node: LexborNode, number: int) -> tuple[int, str]:
    """Return how *node*, the tag of which has *number*, is taken in, and the tag."""
    tag = node.tag or ""
    known = _HOW.get(tag, BOX), tag
    if number < _NUMBERED:
        TAGS[number] = known
    return known
