"""Tells a page that lists articles or goods from an article, by adding up traits: none of them decides alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from math import log1p
from typing import NamedTuple
from urllib.parse import urlsplit

from newsarc.extraction import jsonld, rules
from newsarc.extraction.blocks import Block, Box, Walked
from newsarc.extraction.document import Document
from newsarc.extraction.folding import fold
from newsarc.extraction.headline import headline_at
from newsarc.extraction.metadata import Facts
from newsarc.lexicon.cues import cues, every
from newsarc.lexicon.lists import lists

_CLEAR = 1.5
_LIST_PATH = re.compile(
    r"/(?:categor(?:y|ies|ia|ie)|kategorie|tags?|topics?|themen?|tema|sections?|rubrik|collections?|hub|authors?|search|archives?"
    r"|shop|products?|c|browse|departments?|s|page)/|/page/\d+|[?&](?:q|s|search|query)=",
    re.IGNORECASE,
)
_LIST_END = re.compile(
    r"/(?:tags?|authors?|auto(?:r|res|ri|ren)|auteurs?|author-list|dossiers?|dosya|etiquetas?|schlagwort(?:e)?|journalists?"
    r"|reporters?|profiles?|columnists?|hashtag)/[^/.-]+(?:-[^/.-]+){0,2}/?(?:$|[?#])",
    re.IGNORECASE,
)
"""the last part of an address in a folder of lists, where it has few words: a name, a keyword"""
_NUMBERED = re.compile(
    r"[?&](?:p|id|num|no|nid|aid|idx|t|article|story|art_?id|news_?(?:id|no)|article_?id|id_?news|idxno|contid)=\d+"
    r"|/(?:\d{4,}|[a-z]{0,3}\d{5,})(?:\.\w{2,5})?/?(?:$|[?#])",
    re.IGNORECASE,
)
"""the number of an article, in place of words of its title"""
_DATED_PATH = re.compile(
    r"/(?:19|20)\d\d(?P<sign>[/_-]?)(?:0?[1-9]|1[0-2])(?P=sign)(?:0?[1-9]|[12]\d|3[01])(?=[/_.-])[^/]*/?[^/]"
    r"|/(?:19|20)\d\d/(?:0[1-9]|1[0-2])/(?:[^/]{8}|(?!page/)[^/\d][^/]{2})"
    r"|/1[34]\d\d/(?:0[1-9]|1[0-2])/(?:0[1-9]|[12]\d|3[01])/[^/]{3}"
)
"""a day, or a month, and what was published then"""
_PRICE = re.compile(
    r"[$€£¥₹₽₺₩]\s?\d|\d\s?[€£₽₺₩]|\b(?:USD|EUR|GBP|CHF|Rs\.?|kr|R\$)\s?\d|\d\s?(?:zł|Kč|Ft|kr|USD|EUR|GBP|CHF)\b"
)
_FIGURE = re.compile(r"\d")
_CURRENCIES = (*"$€£¥₹₽₺₩", "USD", "EUR", "GBP", "CHF", "Rs", "kr", "zł", "Kč", "Ft")
"""what is in every price"""
_HEADINGS = frozenset({"h2", "h3", "h4"})
_OUTSIDE = frozenset({"menu", "aside", "footer", "form", "figure"})
_LABEL = 60
"""characters; prices and the words of a shop stand on lines of their own"""
_CARD = 15
_LINK, _CARD_LINK = 0.5, 0.8
"""shares of a line that is a link, and of one that is nothing else"""
_CARD_LINES = 8
_LEAST_TEASERS = 6
_MOST_OF_A_TEASER = 300
"""characters that count; a whole story under a linked title has more"""
_MOSTLY = 0.7
_CLASSES = 2000
_RUNNING = 80
_SENTENCE = 50
"""characters; among those of the text a shorter paragraph tells a story too"""
_SHORT_NAME = 30
"""characters; the longest part of an article's address has more, for it holds words of the title"""
_NO_ADDRESS = 0.3
_MOST_WORDS = 12
_NAME_OF_A_SECTION = 3
"""words"""
_BELOW, _FURTHER_BELOW = 20, 40
"""lines after the headline"""
_DENSE = "\u2e80"
"""the first sign of scripts whose signs stand for more than a letter"""
_START = 12
"""characters in which such a script shows, also after a number or a quotation mark"""
_NO_SPACES = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def hints(
    document: Document,
    found: list[jsonld.Node],
    node: jsonld.Node,
    walked: Walked,
    facts: Facts,
    url: str | None,
) -> float:
    """Return how much all but the text speaks for a list: claims, address, and shape of what is shown.

    *node*, one of *found*, is what the page says of its article, *facts* what it states otherwise.
    """
    lines = walked.lines
    head = headline_at(lines, facts.title)
    shown = [_measured(at, block) for at, block in enumerate(lines) if block.box.zone not in _OUTSIDE]
    inside, cards = [one.block for one in shown], [one.block for one in shown if one.is_card]
    below = [one for one in shown if one.at > head]
    opening = sum(one.size for one in below[:_BELOW] if one.is_prose)
    traits = {
        **_stated(document, node, facts),
        **_named(document, found),
        **_shown(walked, facts),
        **_address(url, facts.title, inside, document),
        **_goods(document, walked),
        "prose": log1p(max(_longest_run(shown), opening)),
        "links_below_headline": sum(one.is_card for one in below[:_FURTHER_BELOW]) / _FURTHER_BELOW,
        "cards": log1p(_most_alike(cards)),
        "teasers": _teasers([one.block for one in shown if one.is_prose], cards),
    }
    return lists().base + _points(traits)


def is_list(hints: float, paragraphs: tuple[str, ...]) -> bool:
    """Say whether a page with *hints* is a list, *paragraphs* being its text."""
    if hints < lists().threshold:  # text only speaks against it
        return False
    sentences = sum(_size(text) >= _SENTENCE and rules.is_sentence(text) for text in paragraphs)
    return hints + _points({"sentences": log1p(sentences)}) >= lists().threshold


def certain(hints: float, lines: list[Block]) -> bool:
    """Say whether a page with *hints* is a list, clearly, whichever of its *lines* are taken for its text."""
    least = hints - _CLEAR
    return is_list(least, ()) and is_list(least, tuple(block.text for block in lines))


def _points(traits: dict[str, float]) -> float:
    weights = lists().weights
    return sum(weights[name] * value for name, value in traits.items())


def _stated(document: Document, node: jsonld.Node, facts: Facts) -> dict[str, float]:
    """Return what the page says that lists seldom say: a kind, an author, a day, and a title of some length."""
    typed = _is_typed(document)
    described = _is_described(node)
    signed = facts.bylines[:1] and facts.bylines[0].evidence.startswith(("jsonld", "meta:"))
    return {
        "claims": typed + described + bool(signed),
        "news": calls_itself_news(document, node),
        "dated": bool(facts.published),
        "title_words": _words(facts.title),
    }


def calls_itself_news(document: Document, node: jsonld.Node) -> bool:
    """Say whether the page states what it tells when it was published; *node* is what it says of its article."""
    if _is_typed(document) and "article:published_time" in document.meta:
        return True
    return _is_described(node) and any("NewsArticle" in kind for kind in jsonld.types(node))


def _is_typed(document: Document) -> bool:
    return (document.first_meta("og:type") or "").lower() == "article"


def _is_described(node: jsonld.Node) -> bool:
    return bool(node.get("headline") and node.get("datePublished"))


def has_day(path: str) -> bool:
    """Say whether the *path* of an address holds the day, or the month, of what was published at it."""
    return bool(_DATED_PATH.search(path))


def _shown(walked: Walked, facts: Facts) -> dict[str, float]:
    """Return what readers of a story see: a day by the headline, and one story, set as such."""
    return {
        "day_beside": any(found.evidence == "headline" for found in facts.published),
        "one_article": [box.tag for box in walked.boxes].count("article") == 1,
    }


def _named(document: Document, found: list[jsonld.Node]) -> dict[str, float]:
    """Return what the page calls itself: by its data a collection, a profile or goods, by its classes an archive."""
    kinds = {kind for other in found for kind in jsonld.types(other)}
    story = any("Article" in kind or "Posting" in kind for kind in kinds) or not kinds.isdisjoint(lists().story_kinds)
    body = document.tree.body
    classes = ((body.attributes.get("class") or "")[:_CLASSES].split()) if body is not None else []
    single = "single" in classes and "single-product" not in classes
    return {
        "listed_kind": not story and not kinds.isdisjoint(lists().kinds),
        "archive_class": not single and not lists().classes.isdisjoint(classes),
        "single_class": single,
    }


def _words(title: str) -> float:
    return min(len(title.split()) + len(_NO_SPACES.findall(title)) / 3, _MOST_WORDS)


def _address(url: str | None, title: str, lines: list[Block], document: Document) -> dict[str, float]:
    """Return what the address says: a home page, a section's short name; an article has a long one."""
    names = "\n".join({block.box.names for block in lines}).lower()
    leads_on = 'rel="next"' in document.markup or "paginat" in names
    try:
        path = urlsplit(url).path if url else None
    except ValueError:
        path = None
    if path is None or url is None:
        return {"short_address": _NO_ADDRESS, "list_address": leads_on}
    parts = [part for part in path.split("/") if part]
    last = fold(parts[-1].rpartition(".")[0] or parts[-1]) if parts else ""
    numbered = _NUMBERED.search(url) is not None and _LIST_PATH.search(url) is None
    short = max(0, _SHORT_NAME - max(map(len, parts), default=0)) / _SHORT_NAME
    return {
        "short_address": min(short, _NO_ADDRESS) if numbered else short,
        "home": not parts and not numbered,
        "list_address": leads_on or bool(_LIST_PATH.search(url)),
        "list_end": bool(_LIST_END.search(url)),
        "dated_address": has_day(path),
        "named_as_address": bool(last) and last == fold(title) and _words(title) <= _NAME_OF_A_SECTION,
    }


def _goods(document: Document, walked: Walked) -> dict[str, float]:
    """Return how many prices, words of a shop or a list, and fields to choose by there are."""
    labels = [block.text for block in walked.lines if len(block.text) <= _LABEL]
    together = "\n".join(labels)
    figured = [text for text in labels if _FIGURE.search(text)]
    priced = "\n".join(figured)
    some = any(sign in priced for sign in _CURRENCIES)  # as on few pages
    prices = sum(_PRICE.search(text) is not None for text in figured) if some else 0
    together = together.lower()
    return {
        "prices": log1p(prices),
        "shop_words": log1p(sum(map(together.count, _shop_words(_language(document))))),
        "choices": log1p(walked.choices),
    }


class _Shown(NamedTuple):
    """A line outside menus and the like."""

    at: int
    block: Block
    size: int
    is_prose: bool
    is_card: bool
    """whether it is a link of the length of a headline"""


def _measured(at: int, block: Block) -> _Shown:
    text = block.text
    size, share = _size(text), block.linked / len(text)
    return _Shown(at, block, size, size >= _RUNNING and share <= _LINK, size >= _CARD and share > _CARD_LINK)


def _language(document: Document) -> str:
    root = document.tree.root
    return (root.attributes.get("lang") or "").lower()[:2] if root is not None else ""


@lru_cache(maxsize=64)
def _shop_words(language: str) -> tuple[str, ...]:
    """Return the words in *language* and in English, which many pages leave in; all when it is not a known one."""
    known = cues().shop
    return tuple({*known["en"], *known[language]}) if language in known else every(known)


def _most_alike(cards: list[Block]) -> int:
    """Return how many of the *cards* look the most alike: the titles of a list have one class."""
    kinds = Counter((block.tag, block.own) for block in cards)
    return max(kinds.values(), default=0)


def _teasers(prose: list[Block], cards: list[Block]) -> float:
    """Return the share of *prose* that stands in small boxes with one of *cards*, 0 where it is not most of it."""
    if len(cards) < _LEAST_TEASERS:
        return 0.0
    boxes = {box.index for block in cards for box in _small_around(block)}
    sizes = [min(len(block.text), _MOST_OF_A_TEASER) for block in prose]
    told = [not boxes.isdisjoint(box.index for box in _small_around(block)) for block in prose]
    share = sum(size for size, at in zip(sizes, told, strict=True) if at) / max(1, sum(sizes))
    return share if sum(told) >= _LEAST_TEASERS and share >= _MOSTLY else 0.0


def _small_around(block: Block) -> Iterator[Box]:
    """Yield the boxes around *block*, three at most, that hold no more lines than a card does."""
    box: Box | None = block.box
    for _ in range(3):
        if box is None or box.last - box.first > _CARD_LINES:
            return
        yield box
        box = box.outer


def _size(text: str) -> int:
    """Return the length of *text*; signs that stand for whole words count for more."""
    return len(text) if text.isascii() or max(text[:_START]) < _DENSE else 2 * len(text)


def _longest_run(lines: list[_Shown]) -> int:
    """Return the characters of the longest stretch of long lines that no link line and no bold claim interrupts."""
    best = current = 0
    for _at, block, size, is_prose, _is_card in lines:
        linked = block.linked > _LINK * len(block.text)
        if block.tag in _HEADINGS and not linked:
            continue
        if linked or block.tag == "h1":
            current = 0
        elif is_prose:
            current += size
            best = max(best, current)
    return best
