"""Passes over what leads elsewhere: lists of links, cards of other stories, lines that are a link."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from newsarc.extraction import phrases
from newsarc.extraction.blocks import Block, Box, in_list
from newsarc.extraction.classes import ON_CONTENT
from newsarc.extraction.measure import ends_sentence, good
from newsarc.extraction.passes.lines import HEADINGS, Lines

_NUMBER = re.compile(r"\d+")
_LABEL = re.compile(r"[^:：]{2,40}[:：]\s*\S.{0,44}$")
_NO_CARD = frozenset(["tr", "td", "th", "tbody", "table", "blockquote", "dl"])
_CARD_LINES = 6
_CARD = 450
"""characters a card has at most"""
_ARTICLE = 700
"""the same, where the mark-up calls the card an article of its own"""
_BELOW_ARTICLES = 0.1
"""of the text that stands below such cards at most: a way to reach the site, a note on rights"""
_CARDS = 0.2
"""of the text that all cards together have at most: a list of products is the story itself"""
_STORY = 300
"""weight of a story that stands by itself, at least"""
_CARDS_BELOW = 0.5
"""the same, where nothing of the story follows"""


def drop_link_lists(work: Lines) -> None:
    """Take out lists most of whose text is links to other pages of the site; those that lead away are sources."""
    by_list: dict[int, list[int]] = {}
    for index in work.kept:
        box = work.lines[index].box
        if box.tag == "li" and box.outer is not None:
            by_list.setdefault(box.outer.index, []).append(index)
    hits: set[int] = set()  # taken out at once: a page may have lists beyond number
    for indexes in by_list.values():
        length = sum(len(work.lines[index].text) for index in indexes)
        linked = sum(work.lines[index].linked for index in indexes)
        away = sum(work.lines[index].away for index in indexes)
        if linked >= 0.6 * length and length < 200 * len(indexes) and (2 * away < linked or _closes(work, indexes)):
            hits.update(indexes)
    work.drop(hits, "link-list")


def _closes(work: Lines, points: list[int]) -> bool:
    """Say whether the *points* of a list, links and nothing else, are the last lines: a portal's way to where the story
    is from. No heading or line with a colon says what they are, as they do of sources.
    """
    if work.kept[-len(points) - 1 :][1:] != points:  # looked at from the end
        return False
    before = work.lines[work.kept[-len(points) - 1]]
    if before.tag in HEADINGS or before.text.endswith((":", "：")):
        return False
    return all(work.lines[at].linked >= 0.9 * len(work.lines[at].text) for at in points)


def drop_cards(work: Lines) -> None:
    """Take out cards of other stories: boxes of one kind side by side, each a few lines, one of which is a link."""
    headlines = [index for index in work.kept if _is_headline(work.lines[index])]
    if len(headlines) < 2:
        return
    kinds: dict[tuple[int, str, str], dict[int, Box]] = {}
    for index in headlines:
        for box in _cards_around(work, work.lines[index].box):
            kinds.setdefault(_kind(box), {})[box.index] = box
    kinds = {kind: cards for kind, cards in kinds.items() if len(cards) > 1}
    if not kinds:
        return
    beside: Counter[tuple[int, str, str]] = Counter()
    for box in {at.index: at for index in work.kept for at in _outwards(work.lines[index].box, work.box)}.values():
        beside[_kind(box)] += 1
    hits: set[int] = set()
    for kind, cards in kinds.items():
        if 4 * len(cards) >= 3 * beside[kind]:
            hits.update(index for box in cards.values() for index in range(box.first, box.last))
    hits.intersection_update(work.kept)
    last = _are_last(work, hits)
    most = _CARDS_BELOW if last else _CARDS
    if work.weigh(hits) <= most * work.weigh(work.kept) or (last and _headed_apart(work, hits)):
        work.drop(hits, "card")


def _are_last(work: Lines, hits: set[int]) -> bool:
    """Say whether the cards whose lines are *hits* stand below the story: no running text follows the first of them."""
    first = min(hits, default=0)
    below = [
        index
        for index in work.kept
        if index > first and index not in hits and good(work.lines[index], work.weights[index])
    ]
    if hits and all(_in_article(work, work.lines[index].box) for index in hits):
        return work.weigh(below) <= _BELOW_ARTICLES * work.weigh(work.kept)
    return not below


def _in_article(work: Lines, box: Box) -> bool:
    """Say whether *box* is, or stands in, an article within the story's box: one story holds no other."""
    return any(at.tag == "article" for at in _outwards(box, work.box))


def _headed_apart(work: Lines, hits: set[int]) -> bool:
    """Say whether the headline stands in a box with a story to it that holds none of the cards with the lines *hits*.

    Then however many cards stand below a short story, they are none of it.
    """
    head = next((at for at in range(work.box.first, work.box.last) if work.lines[at].tag == "h1"), None)
    if head is None:
        return False
    for box in _outwards(work.lines[head].box, work.box):
        inside = range(box.first, box.last)
        if not hits.isdisjoint(inside):
            return False
        if work.weigh(at for at in inside if at in work.kept and ends_sentence(work.lines[at].text)) >= _STORY:
            return True
    return False


def _is_headline(block: Block) -> bool:
    return block.linked >= 15 and block.linked >= 0.8 * len(block.text) and not _is_source(block)


def _cards_around(work: Lines, box: Box) -> Iterator[Box]:
    """Yield the boxes from *box* outwards, within the story's, that hold no more than a card does."""
    most = _ARTICLE if _in_article(work, box) else _CARD
    for at in _outwards(box, work.box):
        if at.last - at.first > _CARD_LINES or work.weigh(range(at.first, at.last)) > most:
            return
        if at.tag not in _NO_CARD:
            yield at


def _outwards(box: Box, story: Box) -> Iterator[Box]:
    """Yield *box* and the boxes around it, up to the *story*."""
    at: Box | None = box
    while at is not None and at is not story:
        yield at
        at = at.outer


def _kind(box: Box) -> tuple[int, str, str]:
    """Return what boxes of one kind side by side have in common."""
    return (box.outer.index if box.outer else 0, box.tag, _NUMBER.sub("", ON_CONTENT.sub("", box.names)))


def drop_links(work: Lines) -> None:
    """Take out lines that are nothing but a link, and short labels before one."""
    work.drop_if(_is_link, "link", most=0.6)
    headings = [index for index in work.kept if work.lines[index].tag in HEADINGS]
    linked = {index for index in headings if work.lines[index].linked >= 0.9 * len(work.lines[index].text)}
    if 2 * len(linked) <= len(
        headings
    ):  # where most headings are links, as in a list of products, they are the story's
        work.drop({index for index in linked if work.lines[index].box is not work.box}, "link")


def _is_link(block: Block) -> bool:
    length = len(block.text)
    if not block.linked:
        return False
    if block.tag in HEADINGS:
        return False
    if _is_source(block):
        return False
    if block.linked >= 0.9 * length and length < 250:
        return True
    if in_list(block.box) or _labelled(block.text):  # a point that names its source, or a thing and where to find it
        return False
    return block.linked >= 0.4 * length and length < 200 and not ends_sentence(block.text)


def _is_source(block: Block) -> bool:
    """Say whether *block* is a point of a list that leads to another site."""
    return 2 * block.away > block.linked


def _labelled(text: str) -> bool:
    """Say whether *text* is a label and what it labels ("Venue: the harbour"), not a headline of another story."""
    return _LABEL.match(text) is not None and not phrases.starts(text, "more")
