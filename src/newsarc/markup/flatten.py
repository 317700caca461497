"""A guard against nesting that no parser bears: HTML parsers are quadratic in the depth of open elements.

Pages written by people stay below 60 levels. Tags that open deeper than a limit are dropped before the parse; the text
between them stays. So are options of choices beyond number, and tags of fonts where ever more of them are left open: a
parser makes each anew in every paragraph that follows (HTML standard, 13.2.4.3), so that a page of 100 kB comes to
millions of elements. And there is an end to tags.

How deep a tag opens is reckoned by the standard's rules (13.2.5 for what is a tag, 13.2.6 for what an end tag closes),
simplified so that the reckoning is never too low: an end tag that may close nothing does not.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import islice

_TAG = re.compile(
    r"""<(?:
        !--(?:-?>|[^-]*+(?:-(?!-!?>)[^-]*+)*+(?:--!?>|\Z))      # a comment
        |!\[CDATA\[                                             # a comment up to the next > in HTML, in SVG text
        |[!?][^>]*+(?:>|\Z)|/(?![a-zA-Z])[^>]*+(?:>|\Z)         # what is read as a comment
        |(?P<end>/?)(?P<name>[a-zA-Z][^\t\n\f\r\x20/>]*+)
         (?:[\t\n\f\r\x20/]++                                   # its attributes: quotes count behind = alone
           |[^\t\n\f\r\x20/>][^\t\n\f\r\x20/>=]*+
            (?:[\t\n\f\r\x20]*+=[\t\n\f\r\x20]*+(?:"[^"]*+"|'[^']*+'|[^\t\n\f\r\x20>"'][^\t\n\f\r\x20>]*+)?+)?+
         )*+(?:>|\Z)
    )""",
    re.VERBOSE,
)
_CDATA = "<![CDATA["
# Elements that do not count as depth.
_FLAT = frozenset(
    (
        # they hold nothing
        *("area", "base", "br", "col", "embed", "hr", "img"),
        *("input", "link", "meta", "param", "source", "track", "wbr"),
        # the next one of their kind closes them, whatever stands between
        *("p", "tr", "td", "th", "option", "tbody", "thead", "tfoot"),
        # there is one of each
        *("html", "head", "body"),
    )
)
_NEVER_DRAWN = frozenset(("body", "br", "embed", "head", "hr", "img", "meta", "p"))
"""those of them that end a picture or a formula; in one, the others are elements like any"""
_TEXT = frozenset(("iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp"))
"""elements with no tag in them but their end"""
_WALLS = frozenset(
    (
        *("applet", "button", "caption", "marquee", "object", "select", "table", "template"),
        *("annotation-xml", "desc", "foreignobject", "mi", "mn", "mo", "ms", "mtext", "title"),
    )
)
"""elements that no end tag of another closes"""
_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "center", "details", "dialog", "dir", "div", "dl", "fieldset"),
        *("figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "listing"),
        *("main", "menu", "nav", "ol", "pre", "search", "section", "summary", "ul"),
    )
)
"""elements that the end tag of another of them closes, and that of nothing else"""
_ITEMS = {"li": ("li",), "dt": ("dt", "dd"), "dd": ("dt", "dd")}
"""elements that the next of their kind closes, but not where a block stands between"""
_LONELY = frozenset(("form", "frameset", "noscript"))
"""elements whose end tag closes nothing else"""
_FONTS = frozenset(("b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"))
"""elements that are made anew where what they stand in ended before them; so are links, but one is open at most"""
_A_FONT = re.compile(
    r"<(?:[bBiIuUsS]|[eE][mM]|[tT]{2}|[bB][iI][gG]|[fF][oO][nN][tT]|[cC][oO][dD][eE]|[nN][oO][bB][rR]"
    r"|[sS][mM][aA][lL]{2}|[sS][tT][rR](?:[iI][kK][eE]|[oO][nN][gG]))[\t\n\f\r />]"
)
_PAIRS = 1_000_000
"""fonts times tags of a page from which on is looked whether they are closed: not one page in a hundred has so many"""
_MADE = 500_000
"""elements that may be made anew"""
_FEW = 2_000
"""tags of a page up to which no more can be"""
_DIVS = 4000
"""divs of a page from which on its depth is looked at"""
_TAGS = 12_000
"""tags of a page from which on its depth is looked at"""
_OPTIONS = 5_000
"""options of a page's choices; a parser looks at all of a choice's options for each"""
MAX_TAGS = 250_000
"""tags of a page that are read: a hundred times what a page has, and 0.5 s of a parser"""
LIMIT = 200
"""levels; lxml, the second parser, gives up silently at 256"""
_LARGE = 30_000
"""tags; so many lines are not looked at outwards through as many levels"""
LIMIT_OF_LARGE = 100


def bearable(markup: str) -> tuple[str, bool]:
    """Return *markup* as a parser bears it, and whether it was cut: what stands behind the first MAX_TAGS tags that are
    not dropped for their depth, of twice as many.
    """
    whole = len(markup)
    tags = markup.count("<")
    if tags > 2 * MAX_TAGS:
        markup, tags = _first(markup, 2 * MAX_TAGS), 2 * MAX_TAGS
    cut = len(markup) < whole
    if hostile(markup, tags):
        markup = flatten(markup, LIMIT if tags <= _LARGE else LIMIT_OF_LARGE)
        if tags > MAX_TAGS and markup.count("<") > MAX_TAGS:
            markup, cut = _first(markup, MAX_TAGS), True
    return markup, cut


def _first(markup: str, tags: int) -> str:
    """Return *markup* up to where its first *tags* end, of more."""
    return markup[: next(islice(re.finditer("<", markup), tags, None)).start()]


def hostile(markup: str, tags: int) -> bool:
    """Say whether *markup* has so many *tags*, or of fonts so many, that they must be looked at before the parse."""
    if tags > _TAGS or (tags > _DIVS and markup.count("<div") > _DIVS):
        return True
    return tags > _FEW and len(_A_FONT.findall(markup)) * tags > _PAIRS


def flatten(markup: str, limit: int = LIMIT) -> str:
    """Return *markup* without the tags that open deeper than *limit* levels, and without their ends. Linear in time."""
    fonts = max(1, _MADE // markup.count("<")) if "<" in markup else 1
    nest = _Nest()
    kept: list[str] = []
    position = at = options = 0
    deaf = 0
    """up to where an end tag may be text"""
    while tag := _TAG.search(markup, at):
        at = tag.end()
        name = tag["name"]
        if name is None:
            if tag[0] == _CDATA and deaf < at:
                end = markup.find("]]>", at)
                deaf = end if end >= 0 else len(markup)
            continue
        name = name.lower()
        if name in _FLAT and (name in _NEVER_DRAWN or not nest.drawn):
            options += name == "option"
            drop = options > _OPTIONS and name == "option"
        elif tag["end"]:
            drop = at > deaf and nest.close(name) > limit
        elif name in _TEXT and not nest.drawn:
            at = _end_of_text(markup, name, at)
            continue
        else:
            drop = (name in _FONTS and nest.fonts >= fonts) or nest.open(name) > limit
        if drop:
            kept += markup[position : tag.start()], " "
            position = tag.end()
    if not position:
        return markup
    kept.append(markup[position:])
    return "".join(kept)


def _end_of_text(markup: str, name: str, start: int) -> int:
    """Return where the end tag of *name* stands, which holds text alone; where there is none, the page's end."""
    found = re.compile(rf"</{name}[\t\n\f\r />]", re.IGNORECASE | re.ASCII).search(markup, start)
    return found.start() if found else len(markup)


class _Nest:
    """The elements that are open, and at which depth each is; asked and changed in the same time, however many."""

    def __init__(self) -> None:
        self._names: list[str] = []
        self._depths: defaultdict[str, list[int]] = defaultdict(list)
        """of the open elements of a name, deepest last"""
        self._walls, self._blocks = [0], [0]
        """depths of those that are no other's to close"""
        self.fonts = 0
        """fonts that were not closed by their own end tag"""

    @property
    def drawn(self) -> bool:
        """Whether an SVG picture or a formula is open, where text has tags."""
        return bool(self._depths["svg"] or self._depths["math"])

    def open(self, name: str) -> int:
        """Take in a start tag; return its depth, 1 for the outermost."""
        for kind in _ITEMS.get(name, ()):
            self.close(kind)
        self._names.append(name)
        depth = len(self._names)
        self._depths[name].append(depth)
        self.fonts += name in _FONTS
        if name in _WALLS:
            self._walls.append(depth)
        if name in _WALLS or name in _BLOCKS or name in _LONELY or name in _ITEMS:
            self._blocks.append(depth)
        return depth

    def close(self, name: str) -> int:
        """Take in an end tag; return the depth of what it closes, 0 where that may be nothing."""
        if not (depths := self._depths[name]):
            return 0
        depth = depths[-1]
        if name in _LONELY:
            least = len(self._names)
        else:
            least = self._walls[-1] if name in _BLOCKS else max(self._walls[-1], self._blocks[-1])
        if depth < least:
            return 0
        self.fonts -= name in _FONTS
        while len(self._names) >= depth:
            gone = len(self._names)
            self._depths[self._names.pop()].pop()
            for some in (self._walls, self._blocks):
                if some[-1] == gone:
                    some.pop()
        return depth
