"""The few elements of a page that say what they hold: one query for all of them, because each query walks the tree."""

from __future__ import annotations

import msgspec
from selectolax.lexbor import LexborNode

from newsarc.extraction.document import Document, node_text
from newsarc.extraction.logo import leads_home
from newsarc.lexicon.classes import class_words

_SELECTOR = 'title, h1, time, link[rel~="canonical"][href], [itemprop], [rel~="author"], abbr[title]'
_MAX = 400
_AUTHORS = 12
_MOST_TEXT = 1_000_000
"""characters of marked elements that are looked at"""
_TIMES = 30
_LEVELS = 15
_LONGEST = 500
"""characters of a title or a name"""
_TITLE = 15
"""characters of a title beside a kicker, at least"""
_SIGNS = ":|–—-/"
_STORIES = frozenset(["article", "main"])
_REVIEWS = frozenset(["review", "reviews"])
_AGO = frozenset(["published", "timeago"])
_CHANGED = frozenset(["updated", "modified", "date-updated", "date-modified", "post-modified"])
_CAME = frozenset(["published", "entry-date", "post-date", "date-published", "created"])
"""classes of a ``<time>``; blogs give both kinds to a day on which a text came out and has not been changed since"""


class Marked(msgspec.Struct, frozen=True, kw_only=True):
    """What the elements say, each list in page order."""

    titles: tuple[str, ...]
    """texts of ``<title>`` elements"""
    headings: tuple[str, ...]
    """texts of ``<h1>`` elements; those that only lead home, as a logo does, come last"""
    logos: tuple[str, ...]
    """those of them that do"""
    canonical: str | None
    published: tuple[str, ...]
    """microdata"""
    modified: tuple[str, ...]
    """microdata"""
    times: tuple[tuple[str, str], ...]
    """(machine's value, text shown) of ``<time>``, either may be empty; those inside the article first, those of a
    change last"""
    authors: tuple[str, ...]
    """microdata"""
    related: tuple[str, ...]
    """texts of links and elements with ``rel=author``"""


class _Found:
    def __init__(self) -> None:
        self.titles: list[str] = []
        self.headings: list[str] = []
        self.logos: list[str] = []
        self.canonical: str | None = None
        self.published: list[str] = []
        self.modified: list[str] = []
        self.times: list[tuple[str, str]] = []
        self.other_times: list[tuple[str, str]] = []
        self.changed_times: list[tuple[str, str]] = []
        self.authors: list[str] = []
        self.related: list[str] = []
        self.read = 0
        """characters of text that were looked at: elements within elements have the same text time and again"""

    def text(self, node: LexborNode) -> str:
        """Return all text below *node*, nothing once too much was looked at."""
        if self.read > _MOST_TEXT:
            return ""
        text = node_text(node)
        self.read += len(text)
        return text


def marked(document: Document) -> Marked:
    """Return what the marked elements of *document* say, a bounded number of them."""
    found = _Found()
    for node in document.tree.css(_SELECTOR)[:_MAX]:
        _take(found, node, node.tag or "", node.attributes)
        if found.read > _MOST_TEXT:
            break
    return Marked(
        titles=tuple(found.titles[:2]),
        headings=tuple([*found.headings, *found.logos][:8]),
        logos=tuple(found.logos),
        canonical=found.canonical,
        published=tuple(found.published[:3]),
        modified=tuple(found.modified[:3]),
        times=tuple([*found.times[:4], *found.other_times, *found.times[4:], *found.changed_times][:8]),
        authors=tuple(found.authors[:_AUTHORS]),
        related=tuple(found.related[:_AUTHORS]),
    )


def _take(found: _Found, node: LexborNode, tag: str, attributes: dict[str, str | None]) -> None:
    if tag == "title" and len(found.titles) < 2:
        _add(found.titles, found.text(node))
    elif tag == "h1" and len(found.headings) + len(found.logos) < 8:
        _add(found.logos if _leads_home(node) else found.headings, heading_text(node))
    elif tag == "link":
        found.canonical = found.canonical or attributes.get("href")
    elif tag == "abbr":
        _abbreviation(found, node, attributes)
    elif tag == "time" and len(found.times) + len(found.other_times) < _TIMES:
        _time(found, node, attributes)
    prop = attributes.get("itemprop")
    if prop:
        _microdata(found, node, prop.split(), attributes)
    if "author" in (attributes.get("rel") or "").split() and tag not in {"link", "meta"}:
        _add(found.related, found.text(node))


def _abbreviation(found: _Found, node: LexborNode, attributes: dict[str, str | None]) -> None:
    """Take the machine's value of a day that is shown as how long ago it was."""
    if _AGO.isdisjoint((attributes.get("class") or "").split()) or len(found.times) >= _TIMES:
        return
    found.times.append((attributes.get("title") or "", found.text(node)))


def _time(found: _Found, node: LexborNode, attributes: dict[str, str | None]) -> None:
    value = (attributes.get("datetime") or attributes.get("title") or "", found.text(node))
    classes = set((attributes.get("class") or "").lower().split())
    if not classes.isdisjoint(_CHANGED) and classes.isdisjoint(_CAME):
        _add(found.modified, value[0] or value[1])
        found.changed_times.append(value)
    elif "pubdate" in attributes or _in_article(node):
        found.times.append(value)
    else:
        found.other_times.append(value)


def _microdata(found: _Found, node: LexborNode, props: list[str], attributes: dict[str, str | None]) -> None:
    if "datePublished" in props:
        _add(found.published, _value(found, node, attributes))
    if "dateModified" in props:
        _add(found.modified, _value(found, node, attributes))
    if "author" in props and len(found.authors) < _AUTHORS and not _in_comment(node):
        names = [_value(found, inner, inner.attributes) for inner in node.css('[itemprop~="name"]')[:4]]
        for name in names or [_value(found, node, attributes)]:
            _add(found.authors, name)


def _value(found: _Found, node: LexborNode, attributes: dict[str, str | None]) -> str:
    return (attributes.get("content") or attributes.get("datetime") or found.text(node)).strip()


def _add(values: list[str], value: str) -> None:
    if value and len(value) <= _LONGEST:
        values.append(value)


def heading_text(node: LexborNode) -> str:
    """Return the text of a heading; only what breaks the line parts words, not an element around some letters."""
    if node.child is None:
        return ""
    apart = node.css_first("br, div, p, span + span") is not None
    text = " ".join(node.text(deep=True, separator=" " if apart else "").split())
    return _without_kicker(text, node) if len(text) <= _LONGEST else text


def _without_kicker(text: str, heading: LexborNode) -> str:
    """Return *text* without what a class in the *heading* calls a kicker; one with a sign behind it stays."""
    for inner in heading.iter():
        names = (inner.attributes.get("class") or "").lower()
        kicker = node_text(inner) if names and any(word in names for word in class_words().kicker) else ""
        rest = text.removeprefix(kicker).removesuffix(kicker).strip() if kicker else ""
        if len(rest) >= _TITLE and rest != text and rest[0].isalnum() and kicker[-1] not in _SIGNS:
            return rest
    return text


def _in_article(node: LexborNode) -> bool:
    """Say whether *node* stands in an article, the main part of the page or a header."""
    outer = node.parent
    for _ in range(_LEVELS):
        if outer is None or outer.tag == "body":
            return False
        if outer.tag in {"article", "main", "header"}:
            return True
        outer = outer.parent
    return False


def _in_comment(node: LexborNode) -> bool:
    """Say whether *node* stands in a reader's comment, or in a customer's review: they have authors too."""
    outer = node.parent
    for _ in range(_LEVELS):
        if outer is None or outer.tag == "body":
            return False
        attributes = outer.attributes
        names = f"{attributes.get('class')} {attributes.get('id')} {attributes.get('itemtype')}"[:300].lower()
        reviewed = not _REVIEWS.isdisjoint((attributes.get("itemprop") or "").split())
        if reviewed or ("comment" in names and outer.tag not in _STORIES):
            return True
        outer = outer.parent
    return False


def _leads_home(node: LexborNode) -> bool:
    """Say whether all that *node* holds is a link to the front page."""
    link = node.css_first("a[href]")
    if link is None or node_text(link) != node_text(node):
        return False
    return leads_home(link.attributes.get("href") or "")
