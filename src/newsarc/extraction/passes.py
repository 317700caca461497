"""The passes over the lines of the story's box: each takes out lines of one kind, under its own name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable

from newsarc.extraction import phrases, rules
from newsarc.extraction.blocks import Block, Box
from newsarc.extraction.classes import Mark, judge
from newsarc.extraction.measure import ends_sentence
from newsarc.extraction.titles import fold

HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_FIGURE_TEXT = frozenset(["blockquote", "table", "pre", "td", "th", "tr", "tbody", "code"])
_PHOTO_LABEL = re.compile(r"^\W{0,3}[\w ]{1,30}\s?/\s?[\w ]{2,30}$")
_NUMBER = re.compile(r"\d+")
_DOTS = ("…", "...", "[…]", "[...]")
_TAIL = 8
_TAIL_LINE = 80


class Lines:
    """The lines that may be text, and those taken out with the rule that took each."""

    def __init__(self, lines: list[Block], weights: list[int], kept: list[int], box: Box) -> None:
        self.lines = lines
        self.weights = weights
        self.kept = kept
        """indexes of lines, in page order"""
        self.box = box
        self.dropped: dict[int, str] = {}

    def drop(self, indexes: set[int], rule: str) -> None:
        """Take the lines at *indexes* out under *rule*."""
        if indexes:
            self.kept = [index for index in self.kept if index not in indexes]
            for index in indexes:
                self.dropped.setdefault(index, rule)

    def drop_if(self, test: Callable[[Block], bool], rule: str, most: float = 1.0) -> None:
        """Take out each line for which *test* holds, unless together they are more than *most* of the text."""
        hits = {index for index in self.kept if test(self.lines[index])}
        if hits and (most >= 1 or self.weigh(hits) <= most * self.weigh(self.kept)):
            self.drop(hits, rule)

    def weigh(self, indexes: Iterable[int]) -> int:
        """Return the weight of the lines at *indexes*."""
        return sum(self.weights[index] for index in indexes)


def drop_zones(work: Lines) -> None:
    """Take out what stands in pictures, asides, menus and footers; a quote or a table in a figure is text."""
    for index in list(work.kept):
        zone = _zone_within(work.lines[index].box, work.box)
        if zone == "figure" and not _quoted(work.lines[index].box, work.box):
            work.dropped[index] = "figure"
        elif zone in {"aside", "menu", "footer"}:
            work.dropped[index] = zone
    work.kept = [index for index in work.kept if index not in work.dropped]


def _zone_within(box: Box, story: Box) -> str:
    """Return the zone of *box* as its tags say it, looking no further out than the *story*."""
    at: Box | None = box
    while at is not None and at is not story:
        if at.tag in {"figure", "figcaption", "picture"} or at.mark & Mark.CAPTION:
            return "figure"
        if at.zone in {"menu", "aside", "footer"} and at.outer is not None and at.outer.zone != at.zone:
            return at.zone
        at = at.outer
    return "text"


def _quoted(box: Box, story: Box) -> bool:
    at: Box | None = box
    while at is not None and at is not story:
        if at.tag in _FIGURE_TEXT:
            return True
        if at.tag == "figcaption" or at.mark & Mark.CAPTION:
            return False
        at = at.outer
    return False


def drop_captions(work: Lines) -> None:
    """Take out lines whose own class says caption or picture credit."""
    work.drop_if(_is_caption, "caption")


def _is_caption(block: Block) -> bool:
    if not block.own or len(block.text) > 400:
        return False
    return bool(judge(block.own.strip()).mark & Mark.CAPTION)


def drop_link_lists(work: Lines) -> None:
    """Take out lists most of whose text is links to elsewhere."""
    by_list: dict[int, list[int]] = {}
    for index in work.kept:
        box = work.lines[index].box
        if box.tag == "li" and box.outer is not None:
            by_list.setdefault(box.outer.index, []).append(index)
    for indexes in by_list.values():
        length = sum(len(work.lines[index].text) for index in indexes)
        linked = sum(work.lines[index].linked for index in indexes)
        if linked >= 0.6 * length and length < 200 * len(indexes):
            work.drop(set(indexes), "link-list")


def drop_links(work: Lines) -> None:
    """Take out lines that are nothing but a link, and short labels before one."""
    work.drop_if(_is_link, "link", most=0.6)
    headings = [index for index in work.kept if work.lines[index].tag in HEADINGS]
    linked = {index for index in headings if work.lines[index].linked >= 0.9 * len(work.lines[index].text)}
    if 2 * len(linked) <= len(
        headings
    ):  # where most headings are links, as in a list of products, they are the story's
        work.drop(linked, "link")


def _is_link(block: Block) -> bool:
    length = len(block.text)
    if not block.linked:
        return False
    if block.tag in HEADINGS:
        return False
    if block.linked >= 0.9 * length and length < 250:
        return True
    return block.linked >= 0.4 * length and length < 200 and not ends_sentence(block.text)


def drop_prompts(work: Lines) -> None:
    """Take out short lines that ask the reader to subscribe, sign in, follow or click."""
    hits = {index for index in work.kept if _is_prompt(work.lines[index])}
    if len(hits) <= max(6, 0.08 * len(work.kept)):  # what is said more often is what the story is about
        work.drop(hits, "prompt")


def _is_prompt(block: Block) -> bool:
    return len(block.text) < 250 and block.box.tag != "li" and phrases.contains(block.text, "prompts")


def drop_more(work: Lines) -> None:
    """Take out lines that lead to another story."""
    work.drop_if(_is_more, "read-more", most=0.3)


def _is_more(block: Block) -> bool:
    text = block.text
    if len(text) > 220:
        return False
    phrase = phrases.starts(text, "more")
    if not phrase:
        return False
    rest = text[text.lower().find(phrase) + len(phrase) :]
    if not rest.strip(" :.…>»→"):
        return True
    return block.linked > 0.3 * len(text) or phrase.endswith(":") or (rest[:1] in ":|：" and not ends_sentence(text))


def drop_photo_credits(work: Lines) -> None:
    """Take out lines that say where a picture is from."""
    work.drop_if(
        lambda block: (
            len(block.text) < 160
            and not block.text.endswith(".")
            and bool(phrases.starts(block.text, "photo"))
            and block.tag not in HEADINGS
        ),
        "photo-credit",
    )


def drop_titles(work: Lines, titles: frozenset[str]) -> None:
    """Take out headings that repeat one of the page's *titles* (folded)."""
    seen = {
        index
        for index in work.kept
        if (work.lines[index].tag in HEADINGS or index == work.kept[0]) and fold(work.lines[index].text) in titles
    }
    if len(seen) < len(work.kept):
        work.drop(seen, "repeated-title")


def drop_idle_headings(work: Lines) -> None:
    """Take out headings over nothing: all lines up to the next heading were taken out, or there are none at the end."""
    idle: set[int] = set()
    kept = set(work.kept)
    text, gone = False, True  # at the end of the story a heading has nothing below it
    for index in range(work.box.last - 1, work.box.first - 1, -1):
        if work.lines[index].tag not in HEADINGS:
            text = text or index in kept
            gone = gone or (index not in kept and work.dropped.get(index) != "figure")
        elif index in kept:
            if gone and not text:
                idle.add(index)
            else:
                text, gone = False, False
    if len(idle) < len(kept):
        work.drop(idle, "idle-heading")


def drop_odd_boxes(work: Lines) -> None:
    """Take out lines in small boxes of a kind of their own: what is not set like the story is not of the story."""
    kinds: dict[int, str] = {}
    sizes: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    for index in work.kept:
        block = work.lines[index]
        box = block.box
        if box is work.box:
            continue
        kind = kinds.get(box.index)
        if kind is None:
            kind = kinds[box.index] = _signature(box, work.box)
        if kind and block.tag not in HEADINGS:
            sizes[kind] += work.weights[index]
            counts[kind] += 1
    total = sum(work.weights[index] for index in work.kept)
    fine = {
        kind for kind, size in sizes.items() if size >= 0.05 * total or (counts[kind] >= 6 and size >= 0.02 * total)
    }
    odd = {
        index
        for index in work.kept
        if (kind := kinds.get(work.lines[index].box.index))
        and kind not in fine
        and work.lines[index].tag not in HEADINGS
    }
    if work.weigh(odd) < 0.2 * total:
        work.drop(odd, "odd-box")


_PLAIN_BOXES = frozenset(["ul", "ol", "li", "dl", "blockquote", "table", "tbody", "thead", "tr", "td", "th", "center"])


def _signature(box: Box, story: Box) -> str:
    """Return what tells the kind of *box* apart, nothing where it is only a list, quote or table of the story."""
    at: Box | None = box
    while at is not None and at is not story:
        if at.tag in {"table", "pre"}:
            return ""
        if at.tag not in _PLAIN_BOXES or at.mark & (Mark.STRONG | Mark.WEAK):
            return f"{at.tag}.{_NUMBER.sub('', at.names)}"
        at = at.outer
    return ""


def drop_repeats(work: Lines) -> None:
    """Take out lines that stand there twice, and pull quotes: short lines whose words another line has."""
    seen: Counter[str] = Counter()
    again = set()
    for index in work.kept:
        text = work.lines[index].text
        if len(text) >= 30 and seen[text]:
            again.add(index)
        seen[text] += 1
    # a page set twice, for narrow and wide screens, is half repeats; more than that is what the page is about
    if 3 * len(again) <= 2 * sum(len(work.lines[index].text) >= 30 for index in work.kept) - 1:
        work.drop(again, "repeated")
    whole = "\n".join(work.lines[index].text for index in work.kept)
    pulled = set()
    for index in work.kept:
        block = work.lines[index]
        if (
            40 <= len(block.text) <= 300
            and (block.box.tag == "blockquote" or block.box is not work.box)
            and block.tag not in HEADINGS
            and len(whole) < 200_000
        ):
            bare = block.text.strip("\"'“”„«»‘’ .")
            if whole.count(bare) > 1 and seen[block.text] == 1:
                pulled.add(index)
    work.drop(pulled, "pull-quote")


def trim_tail(work: Lines) -> None:
    """Take short lines without a full stop off the end, and a line that presents the author.

    Credits, notes and sign-offs stay: clean-up takes them for what they say. Where the text is all short lines, nothing
    is taken.
    """
    drop = set()
    for index in reversed(work.kept[1:][-_TAIL:]):
        block = work.lines[index]
        text = block.text
        if rules.is_credit_line(text) or rules.is_note(text) or rules.is_sign_off(text):
            continue
        if len(text) < 400 and phrases.contains(text, "bio") and _names_first(text):
            drop.add(index)
        elif (
            work.weights[index] >= _TAIL_LINE
            or ends_sentence(text)
            or _data_line(block)
            or (block.tag == "p" and block.box is work.box)
        ):
            work.drop(drop, "tail")
            return
        else:
            drop.add(index)


def _data_line(block: Block) -> bool:
    return block.tag == "tr" or block.box.tag in {"td", "th", "li", "pre", "code", "tr"} or block.tag == "pre"


def _names_first(text: str) -> bool:
    words = text.split()
    return len(words) > 3 and words[0][:1].isupper() and words[1][:1].isupper()
