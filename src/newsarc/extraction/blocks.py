"""The visible lines of a page in order, with where each stands: read before any clean-up."""

from __future__ import annotations

import re

import msgspec
from selectolax.lexbor import LexborNode

from newsarc.extraction.document import Document, squeeze

_SKIP = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "iframe",
        "object",
        "select",
        "button",
        "textarea",
        "canvas",
        "video",
        "audio",
        "head",
    ]
)
_APART = {
    "figure": "figure",
    "figcaption": "figure",
    "picture": "figure",
    "nav": "menu",
    "aside": "aside",
    "footer": "footer",
    "form": "form",
}
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
MAX_BLOCKS = 20_000
"""lines; what lies beyond is not read"""
_MAX_STEPS = 400_000
_CAPTION = re.compile(r"caption|gallery|photo|image|figure|slideshow|bild|foto|lightbox|carousel", re.IGNORECASE)
_BESIDE = re.compile(
    r"related|teaser|recommend|more-|sidebar|newsletter|comment|promo|most-read|trending|read-?next|outbrain|taboola",
    re.IGNORECASE,
)


class Block(msgspec.Struct, frozen=True):
    """One visible line."""

    text: str
    tag: str
    names: str
    """class and id words of the element and the two around it"""
    linked: int
    """characters of the text that are links"""
    zone: str
    """``text``, or the innermost part of the page that is none: figure, menu, aside, footer, form, beside"""


class _Run:
    """Text gathered for the next line."""

    __slots__ = ("linked", "texts")

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.linked = 0

    def append(self, text: str, *, linked: bool) -> None:
        self.texts.append(text)
        if linked:
            self.linked += len(text.strip())


class _Frame:
    __slots__ = ("apart", "names", "tag")

    def __init__(self, tag: str, names: str, apart: str) -> None:
        self.tag, self.names, self.apart = tag, names, apart


def blocks(document: Document) -> list[Block]:
    """Return the visible lines of *document* in page order, a bounded number of them."""
    root = document.tree.body
    if root is None:
        return []
    found: list[Block] = []
    run = _Run()
    frames = [_Frame("body", "", "text")]
    node, steps = root.child, 0
    while node is not None and steps < _MAX_STEPS and len(found) < MAX_BLOCKS:
        steps += 1
        down = _enter(node, frames, run, found)
        if down is not None:
            node = down
            continue
        while node is not None and node.next is None:
            node = node.parent
            if node is None or node.mem_id == root.mem_id:
                node = None
                break
            _leave(node, frames, run, found)
        node = node.next if node is not None else None
    _flush(frames[0], run, found)
    return found


def _enter(node: LexborNode, frames: list[_Frame], run: _Run, found: list[Block]) -> LexborNode | None:
    """Take *node* in; return its first child where the walk goes down."""
    if node.is_text_node:
        run.append(node.text_content or "", linked=_in_link(node))
        return None
    tag = node.tag or ""
    if not node.is_element_node or tag in _SKIP:
        return None
    if tag not in _INLINE:
        _flush(frames[-1], run, found)
    child = node.child
    if child is not None and tag not in _INLINE:
        frames.append(_frame(node, tag, frames[-1]))
    elif child is not None and node.parent is not None:
        _note_inline(node, frames)
    return child


def _note_inline(node: LexborNode, frames: list[_Frame]) -> None:
    """Let a span's class count for the line it stands in: many bylines are marked so."""
    name = node.attributes.get("class")
    if name and len(frames[-1].names) < 300:
        frames[-1].names = f"{frames[-1].names} {name[:100]}"


def _leave(node: LexborNode, frames: list[_Frame], run: _Run, found: list[Block]) -> None:
    if (node.tag or "") not in _INLINE:
        _flush(frames[-1], run, found)
        if len(frames) > 1:
            frames.pop()


def _frame(node: LexborNode, tag: str, outer: _Frame) -> _Frame:
    attributes = node.attributes
    own = " ".join(attributes.get(name) or "" for name in ("class", "id", "itemprop", "rel"))[:200]
    apart = outer.apart
    if tag in _APART:
        apart = _APART[tag]
    elif apart == "text" and tag not in {"article", "main", "body"}:
        if _CAPTION.search(own) and tag not in {"h1", "header"}:
            apart = "figure"
        elif _BESIDE.search(own):
            apart = "beside"
    return _Frame(tag, f"{own} {outer.names}"[:300], apart)


def _flush(frame: _Frame, run: _Run, found: list[Block]) -> None:
    if run.texts:
        text = squeeze("".join(run.texts))
        linked = run.linked
        run.texts.clear()
        run.linked = 0
        if text:
            found.append(Block(text, frame.tag, frame.names, linked, frame.apart))


def _in_link(node: LexborNode) -> bool:
    """Say whether *node* is the text of a link, a span or two deep."""
    outer = node.parent
    for _ in range(3):
        if outer is None:
            return False
        if outer.tag == "a":
            return True
        outer = outer.parent
    return False
