"""One walk over the tree of a page. It judges nothing away: what is text is decided later, on the lists it yields."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from newsarc.extraction.blocks import MAX_BLOCKS, UNSEEN, Block, Box, Picture, Walked, in_list
from newsarc.extraction.classes import NOTHING, Mark, judge, unfolds
from newsarc.extraction.document import Document
from newsarc.extraction.elements import (
    BOX,
    BREAK,
    CHOICES,
    CONTROL,
    INLINE,
    INLINED,
    LEAF,
    LEAVES,
    STYLED,
    TAGS,
    TEXT,
    read_tag,
)
from newsarc.extraction.house import house, leads_away, leads_to_author
from newsarc.extraction.telling import SAYING, Attributes, hides, names_of, names_person

_ZONES = {
    "figure": "figure", "figcaption": "figure", "picture": "figure", "nav": "menu", "aside": "aside",
    "footer": "footer", "form": "form", "amp-sidebar": "menu", "amp-mega-menu": "menu", "amp-list": "aside",
    "amp-next-page": "aside", "amp-lightbox": "aside", "amp-carousel": "figure",
}  # fmt: skip
_ROLES = {"navigation": "menu", "search": "menu", "complementary": "aside", "contentinfo": "footer", "dialog": "form"}
_PLAIN = frozenset(["article", "main", "body"])
_JUNK = Mark.STRONG | Mark.WEAK | Mark.HIDDEN
_ZONED = Mark.LOOKS_CAPTION | Mark.LOOKS_BESIDE
_PANELS = frozenset(["region", "tabpanel"])
"""roles of what is opened by its own heading"""
_NOTE_MARK = 5
"""characters"""
_BACK = frozenset("↩⤴")
_SEPARATORS = " |·•,;/–-"
_PARTS = 40
"""pieces of text in a line that may be made up of facts; more are words that only style parts"""
_SHORT = 200
"""characters of a line that may be made up of facts side by side"""
_LONGEST_NAME = 60
"""characters; what a picture shows is told in more"""
_MOST_PICTURES = 500
_DEPTH = 300
"""levels; below, the text is taken in one piece"""


class _Walker:
    __slots__ = (
        "author",
        "away",
        "boxes",
        "choices",
        "full",
        "joined",
        "leaves",
        "lines",
        "link",
        "linked",
        "name",
        "nodes",
        "own",
        "pictures",
        "run",
        "span",
        "spans",
        "tag",
    )

    def __init__(self, name: str) -> None:
        self.name = name
        """of the site, as house() gives it"""
        self.lines: list[Block] = []
        self.boxes: list[Box] = []
        self.nodes: list[LexborNode | None] = []
        """of each box"""
        self.choices = 0
        self.pictures: list[Picture] = []
        self.run: list[str] = []
        self.spans: list[tuple[int, str]] = []
        """where in the run a span ends right before another, and its class words"""
        self.span = ""
        """class words of the span that ended last"""
        self.link = False
        """whether a link is at hand"""
        self.linked = 0
        self.away = 0
        """characters of the line at hand in links that lead away"""
        self.leaves = False
        """whether the link at hand does"""
        self.author = ""
        """texts of the links to authors' pages in the line at hand"""
        self.own = ""
        self.tag = ""
        self.joined = False
        self.full = False

    def flush(self, box: Box) -> None:
        """End the line at hand; it stands in *box*."""
        run = self.run
        text = " ".join((run[0] if len(run) == 1 else "".join(run)).split())
        parts: tuple[tuple[str, str], ...] = ()
        if self.spans:
            parts = self.parts() if len(text) <= _SHORT else ()
            self.spans.clear()
        run.clear()
        if text:
            lines = self.lines
            linked = min(self.linked, len(text))
            away = min(self.away, linked)
            lines.append(Block(text, self.tag or box.tag, self.own, linked, box, self.joined, away, parts, self.author))
            self.joined = False
            self.full = len(lines) >= MAX_BLOCKS
        self.linked = self.away = 0
        self.author = ""

    def parts(self) -> tuple[tuple[str, str], ...]:
        """Return text and class words of the spans that make up the run; nothing where they only set letters."""
        found: list[tuple[str, str]] = []
        start = 0
        for end, names in [*self.spans, (len(self.run), self.span)]:
            text = " ".join("".join(self.run[start:end]).split()).strip(_SEPARATORS)
            if len(text) == 1:
                return ()
            found += [(text, names)] if text else []
            start = end
        return tuple(found) if len(found) > 1 else ()

    def inside(self, node: LexborNode, box: Box, depth: int) -> None:
        """Take in the children of *node*."""
        run = self.run
        child = node.first_child
        while child is not None:
            number = child.tag_id
            if number == TEXT:
                text = child.text_content or ""
                if run or not text.isspace():  # between elements, most text is spaces
                    run.append(text)
                    if self.link:
                        self.count(text)
                child = child.next
                continue
            how, tag = TAGS.get(number) or read_tag(child, number)
            if how >= BREAK:
                if run:
                    self.flush(box)
                if self.full:
                    return
                self.joined = how == BREAK
                if how == BOX:
                    self.box(child, tag, box, depth + 1)
                elif how == LEAF:
                    self.leaf(child, tag, box, depth + 1)
            elif how == INLINED:
                self.inline(child, tag, box, depth + 1)
            elif how == CONTROL:
                self.control(child, tag, box, depth + 1)
            child = child.next

    def count(self, text: str) -> None:
        """Count *text*, which is part of a link."""
        size = len(text.strip())
        self.linked += size
        if self.leaves:
            self.away += size

    def picture(self, node: LexborNode, box: Box) -> None:
        """Note what stands in place of a picture where that may be a name."""
        name = (node.attrs.get("alt") or "").strip()
        if 1 < len(name) <= _LONGEST_NAME and len(self.pictures) < _MOST_PICTURES:
            names = node.attrs.get("class") or ""
            if (around := node.parent) is not None and around.tag in INLINE:
                names = f"{names} {around.attrs.get('class')}"
            self.pictures.append(Picture(len(self.lines), name, names[:200], box))

    def control(self, node: LexborNode, tag: str, box: Box, depth: int) -> None:
        """Take in a button within a line; count what there is to choose by, note what pictures are called."""
        if tag == "img":
            self.picture(node, box)
        elif tag != "button":
            self.choices += tag == "select" or node.attrs.get("type") in CHOICES
        elif node.parent is not None and node.parent.tag in LEAVES:
            self.inside(node, box, depth)

    def inline(self, node: LexborNode, tag: str, box: Box, depth: int) -> None:
        """Take in an element within a line."""
        if node.first_child is None:
            return
        if depth > _DEPTH:
            self.run.append(node.text(deep=True))
            return
        if tag == "a":
            self.anchor(node, box, depth)
            return
        if tag in STYLED:
            names = node.attrs.get("class")
            if names:
                if judge(names).mark & Mark.HIDDEN:
                    return
                if len(self.own) < 200:
                    self.own = f"{self.own} {names[:100]}"
            self.inside(node, box, depth)
            self.note_end(node, names or "")
            return
        self.inside(node, box, depth)

    def anchor(self, node: LexborNode, box: Box, depth: int) -> None:
        """Take in a link, or a place that links lead to."""
        href = node.attrs.get("href")
        if href is None:
            self.inside(node, box, depth)
        elif href[:1] == "#" and _marks_note(node):
            return
        else:
            around, start = self.link, len(self.run)
            self.link, self.leaves = True, in_list(box) and leads_away(href, self.name)
            self.inside(node, box, depth)
            self.link = around
            if len(self.author) < _SHORT and leads_to_author(href):
                name = " ".join("".join(self.run[start:]).split())
                self.author = f"{self.author}, {name}" if self.author and name else name
        if (follows := node.next) is not None and follows.tag in STYLED and names_person(node.attrs):
            self.note_end(node, "")

    def note_end(self, node: LexborNode, names: str) -> None:
        """Note where *node*, with *names*, ends in the run, where another element follows it at once."""
        self.span = names
        if len(self.run) <= _PARTS and (follows := node.next) is not None and follows.tag in INLINE:
            self.spans.append((len(self.run), names))

    def leaf(self, node: LexborNode, tag: str, outer: Box, depth: int) -> None:
        """Take in an element that is a line of its own as a rule."""
        if depth > _DEPTH:
            self.whole(node, outer)
            return
        attributes = node.attributes
        self.tag = tag
        self.own = names_of(attributes) if attributes else ""
        if attributes and not SAYING.isdisjoint(attributes) and hides(attributes):
            self.own += UNSEEN
        self.inside(node, outer, depth)
        if self.run:
            self.flush(outer)
        self.tag = self.own = ""

    def box(self, node: LexborNode, tag: str, outer: Box, depth: int) -> None:
        """Take in an element that may hold many lines."""
        if node.first_child is None:
            return
        if tag == "form":
            outer.asks = True
        if depth > _DEPTH:
            self.whole(node, outer)
            return
        self.tag = self.own = ""
        box = Box(tag, outer, len(self.boxes), len(self.lines))
        self.boxes.append(box)
        self.nodes.append(node)
        self.inside(node, box, depth)
        if self.run:
            self.flush(box)
        self.tag = self.own = ""
        if len(self.lines) > box.first:
            box.end, box.last = len(self.boxes), len(self.lines)
        else:  # boxes without a line say nothing: those in it are gone already
            self.boxes.pop()
            self.nodes.pop()

    def whole(self, node: LexborNode, box: Box) -> None:
        """Take in all the text below an element as one line."""
        self.run.append(node.text(deep=True, separator=" "))
        self.flush(box)


def _marks_note(node: LexborNode) -> bool:
    """Say whether *node*, a link within the page, is the number of a footnote, or leads back from one."""
    text = node.text(deep=True).strip()
    return len(text) <= _NOTE_MARK and (text.isdigit() or text[:1] in _BACK)


def _opens(node: LexborNode, attributes: Attributes) -> bool:
    """Say whether readers open *node*, which is hidden, to read on: a panel, or what a button is for right above."""
    if attributes.get("role") in _PANELS:
        return True
    before = _element(node.prev, back=True)
    if before is not None and before.tag in LEAVES:  # a heading, in which the button stands
        before = _element(before.first_child)
    return before is not None and before.tag == "button" and "aria-expanded" in before.attributes


def _element(node: LexborNode | None, *, back: bool = False) -> LexborNode | None:
    """Return *node*, or the first one after it (before it, where *back*), that is more than text."""
    while node is not None and node.tag in {"-text", "-comment"}:
        node = node.prev if back else node.next
    return node


def _settle(box: Box, outer: Box, attributes: Attributes, node: LexborNode, lines: list[Block]) -> None:
    """Note what tag and *attributes* of *box* say, one of which *lines* may stand in; the one around it is settled."""
    tag = box.tag
    zone = _ZONES.get(tag)
    mark = 0
    if attributes or "-" in tag:
        names = box.names = names_of(attributes)
        if "-" in tag and tag not in _ZONES:
            names = box.names = f"{tag} {names}"[:200]
        if names:
            known = judge(names)
            if known is not NOTHING:
                mark, box.word = known.mark, known.word
        if not SAYING.isdisjoint(attributes):
            role = attributes.get("role")
            if role and zone is None:
                zone = _ROLES.get(role)
            if hides(attributes):
                mark |= Mark.HIDDEN
                box.word = box.word or "hidden"
        if mark & Mark.HIDDEN and (unfolds(names) or unfolds(outer.names) or _opens(node, attributes)):
            mark &= ~Mark.HIDDEN
            box.word = "" if box.word == "hidden" else box.word
        box.mark = mark
    box.junk = box if mark & _JUNK and tag not in _PLAIN else outer.junk
    box.zone = zone or (_zone(box, outer, lines) if mark & _ZONED else outer.zone)


def _zone(box: Box, outer: Box, lines: list[Block]) -> str:
    """Return the zone of a box whose tag says nothing. One that holds the headline stands beside no story."""
    if outer.zone == "text" and box.mark & _ZONED and box.tag not in _PLAIN:
        if any(lines[at].tag == "h1" for at in range(box.first, box.last)):
            return "text"
        if box.mark & Mark.LOOKS_CAPTION and box.tag != "header":
            return "figure"
        if box.mark & Mark.LOOKS_BESIDE:
            return "beside"
    return outer.zone


def walk(document: Document, url: str | None = None) -> Walked:
    """Return the visible lines of *document* in page order, a bounded number of them, and the boxes they stand in.

    *url* is where the page stands; without it no link is known to lead to another site.
    """
    root = document.tree.body
    walker = _Walker(house(url))
    body = Box("body", None, 0, 0)
    walker.boxes.append(body)
    walker.nodes.append(None)
    if root is not None:
        walker.inside(root, body, 0)
        if walker.run:
            walker.flush(body)
    body.end, body.last = len(walker.boxes), len(walker.lines)
    for box, node in zip(walker.boxes, walker.nodes, strict=True):
        outer = box.outer
        if outer is None or node is None:
            continue
        attributes = node.attributes
        if attributes or box.tag in _ZONES or "-" in box.tag:
            _settle(box, outer, attributes, node, walker.lines)
        else:
            box.junk, box.zone = outer.junk, outer.zone
    cut = f"only the first {MAX_BLOCKS} lines were read" if walker.full else None
    return Walked(walker.lines, walker.boxes, cut, walker.choices, walker.pictures)
