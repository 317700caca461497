"""Passes over what a story does not say twice, and over what stands at its ends."""

from __future__ import annotations

import re
from collections import Counter
from itertools import accumulate, groupby, takewhile

from newsarc.extraction import phrases, rules
from newsarc.extraction.blocks import Block, Box, in_list
from newsarc.extraction.folding import fold
from newsarc.extraction.measure import ends_sentence
from newsarc.extraction.passes.lines import HEADINGS, Lines
from newsarc.extraction.shown import find_written_day

_DRAWN = re.compile(
    r"[_\s]{3,}|[-–—](?:\s[-–—]){1,4}|\*(?:\s?\*){2,}|[=-]{5,}|\u0640{2,}|[\u200b-\u200f\u2060-\u2064\ufeff]+"
)
_FIGURES = re.compile(r"\d+")
_DAY = 3
"""numbers that a day and a time of day have at least"""
_CLOCK = re.compile(
    r"(?:kl\.? ?)?(?:[01]?\d|2[0-3])(?::[0-5]\d|[.h][0-5]\d(?= ?[A-Za-z]))(?: ?(?:[ap]\.?m\.?|Uhr|hs?|[A-Z]{2,4}))?"
)
_LONGEST_CLOCK = 20
_DOTTED_CLOCK = re.compile(r"(?:[01]?\d|2[0-3])\.[0-5]\d")
"""as a figure with decimals is written"""
_POSTS = 3
_CLOCKS = 0.1
"""of the text that times of day have at most"""
_MAIL = re.compile(r"\S+@\S+\.\S+")
_ENDS_RELEASE = re.compile(
    r"(?:SOURCE|FUENTE|FONTE|QUELLE|BRON|KÄLLA)\s+[A-ZÀ-Þ].{2,80}|[^\W\d_][\w ]{2,20}\s?[-–:]\s{0,2}https?://\S+"
)
"""lines that releases close with: who sent them, where their pictures are"""
_IN_PRINT = re.compile(
    r"[(（]?(?:Published in .{3,40}, .{3,12} \d{1,2}\w{0,2},? \d{4}|《.{2,20}》 ?[（(].{4,20}版[)）])\.?"
)
"""what says in which printed paper a text stood"""
_PHONE = re.compile(r"\d{3}[ .-]?\d{2,4}")
_DATES = 2
"""days of publication and of a change; more of them are what the story tells by"""
_BESIDE_MAIL = 24
"""characters that a name and a job beside an address take"""
_WRITE = frozenset(["reach", "contact", "email", "e-mail", "follow", "write"])
_QUOTES = frozenset('"“„«»‘「『')
_TOP = 8
"""lines among which a day under the headline stands"""
_DATED = re.compile(r"date|time|publish|posted|update", re.IGNORECASE)
_BESIDE_DAY = 40
_SPEAKER = 40
"""weight that the name of who said a quote has at most"""
_SHARED = 3
"""lines in a row that were there before; more are a part of the page that is set twice"""
_LABEL = 50
_OPEN = 120
"""characters; a longer line that ends with a colon says something itself"""
_CONTACTS = 16
"""lines at the end among which the press is told whom to ask"""
_CONTACT_LABEL = 40
_REFERENCES = 40
"""lines at the end among which such a heading stands"""
_MAIL_FORMS = frozenset(["email us here", "send us an email", "visit us on social media:"])
_SENDERS = 3
"""lines above: a name, a firm, a number"""
_LONG = 15
"""characters; a shorter title may stand in another by chance"""
_TAIL = 8
_TAIL_LINE = 80
_BYLINE = 80
"""characters"""
_IDLE = 0.5
"""of the text that headings over nothing have at most: where they have more, the page is set in headings"""
_OVER_LINKS = 2
"""headings; more that each stand over a link are points of the story"""
_ELSEWHERE = frozenset(["link", "link-list", "card", "prompt", "odd-box"])
"""rules for what leads to other pages, or is set as nothing else in the story is"""
_CLOSING = 400
"""characters; what is longer is text, whatever it says"""


def drop_titles(work: Lines, titles: frozenset[str]) -> None:
    """Take out headings that repeat one of the page's *titles* (folded)."""
    seen = {
        index
        for index in work.kept
        if (work.lines[index].tag in HEADINGS or index == work.kept[0]) and _says_title(work.lines[index], titles)
    }
    seen |= _broken_title(work, titles)
    if len(seen) < len(work.kept):
        work.drop(seen, "repeated-title")


def _says_title(block: Block, titles: frozenset[str]) -> bool:
    """Say whether *block* is one of *titles*; the first heading may have more beside it: a kicker, the site's name."""
    said = fold(block.text)
    if said in titles or any(fold(part) in titles for part, _names in block.parts):
        return True
    return block.tag == "h1" and any(
        len(title) >= _LONG and (said.startswith(title) or said.endswith(title)) for title in titles
    )


def _broken_title(work: Lines, titles: frozenset[str]) -> set[int]:
    """Return the lines of an h1 that breaks within the title, as for the width of a screen."""
    first = next((index for index in work.kept[:_TOP] if work.lines[index].tag == "h1"), None)
    if first is None:
        return set()
    end = first + 1
    while end < work.box.last and work.lines[end].joined and work.lines[end].tag == "h1":
        end += 1
    said = " ".join(work.lines[at].text for at in range(first, end))
    return set(range(first, end)) & set(work.kept) if fold(said) in titles else set()


def drop_signs(work: Lines) -> None:
    """Take out lines that are drawn rules between parts, or hold nothing that can be seen."""
    work.drop_if(lambda block: _DRAWN.fullmatch(block.text) is not None and not _data_line(block), "signs")


def drop_times(work: Lines) -> None:
    """Take out lines that hold a time of day and nothing else, as posts of a live blog bear them."""
    work.drop_if(
        lambda block: (
            len(block.text) <= _LONGEST_CLOCK and _CLOCK.fullmatch(block.text) is not None and not _data_line(block)
        ),
        "date-line",
        most=_CLOCKS,
    )
    dotted = {index for index in work.kept if _is_dotted_clock(work.lines[index])}
    if len(dotted) >= _POSTS and work.weigh(dotted) <= _CLOCKS * work.weigh(work.kept):
        work.drop(dotted, "date-line")
    work.drop({index for index in work.kept[:_TOP] if _is_day(work.lines[index])}, "date-line")
    if any(_is_written_day(work.lines[index]) for index in work.kept[:_TOP]):
        days = {index for index in work.kept if _is_written_day(work.lines[index])}
        work.drop(days if len(days) <= _DATES else set(), "date-line")


def _is_dotted_clock(block: Block) -> bool:
    return len(block.text) <= 5 and _DOTTED_CLOCK.fullmatch(block.text) is not None and not _data_line(block)


def _is_day(block: Block) -> bool:
    """Say whether *block* is a day of publication or of a change, by its words or by its name."""
    text = block.text
    if len(text) >= _TAIL_LINE or block.tag in HEADINGS or _data_line(block) or ends_sentence(text):
        return False
    if len(_FIGURES.findall(text)) >= _DAY and rules.is_date_line(text):
        return True
    day = find_written_day(text) if _DATED.search(f"{block.own} {block.box.names}") else None
    return day is not None and len(text) - len(day) < _BESIDE_DAY


def _is_written_day(block: Block) -> bool:
    """Say whether *block* is a day, month and year, and nothing else but a label."""
    text = block.text
    if len(text) >= _TAIL_LINE or block.tag in HEADINGS or _data_line(block) or not _FIGURES.search(text):
        return False
    return rules.is_date_line(text) and find_written_day(text) is not None


def drop_above(work: Lines) -> None:
    """Take out short lines above the headline that stands in the story's own box: kickers, sections, dates."""
    head = next((at for at in range(work.box.first, work.box.last) if work.lines[at].tag == "h1"), None)
    if head is None or work.dropped.get(head) != "repeated-title":
        return
    above = {index for index in work.kept if index < head}
    if not any(work.weights[index] >= _TAIL_LINE or ends_sentence(work.lines[index].text) for index in above):
        work.drop(above, "above-headline")


def drop_idle_headings(work: Lines) -> None:
    """Take out headings over nothing: all lines up to the next heading were taken out, or there are none at the end.

    Where they are most of the text, as on a page whose every line is a heading, they are the text.
    """
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
    over = _over_what_is_gone(work, [index for index in kept if work.lines[index].tag in HEADINGS], kept)
    idle |= over if len(over) <= _OVER_LINKS else set()
    if work.weigh(idle) > _IDLE * work.weigh(kept):
        idle = {index for index in idle if work.lines[index].tag == "h1"}
    if len(idle) < len(kept):
        work.drop(idle, "idle-heading")


def _over_what_is_gone(work: Lines, headings: list[int], kept: set[int]) -> set[int]:
    """Return those of the *headings* in a box of the story of which all else is gone, as it led elsewhere."""
    if not headings:
        return set()
    # Before each line, how many stay, and how many are gone: a box of thousands may hold thousands of headings.
    staying = [0, *accumulate(at in kept for at in range(work.box.first, work.box.last))]
    gone = [0, *accumulate(work.dropped.get(at) in _ELSEWHERE for at in range(work.box.first, work.box.last))]

    def is_over(box: Box | None) -> bool:
        """Say whether a heading in *box* is the last line left of it, or of a box around it."""
        while box is not None and box is not work.box:
            first, last = box.first - work.box.first, box.last - work.box.first
            if staying[last] - staying[first] > 1:  # more than the heading
                return False
            if gone[last] > gone[first]:
                return True
            box = box.outer
        return False

    return {index for index in headings if is_over(work.lines[index].box)}


def drop_repeats(work: Lines) -> None:
    """Take out lines that stand there twice, and pull quotes: short lines whose words another line has."""
    seen: Counter[str] = Counter()
    again = set()
    for index in work.kept:
        text = work.lines[index].text
        if len(text) >= 30 and seen[text]:
            again.add(index)
        seen[text] += 1
    again = _without_shared(work, again)
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
            and not _data_line(block)
            and len(whole) < 200_000
        ):
            bare = block.text.strip("\"'“”„«»‘’ .")
            if whole.count(bare) > 1 and seen[block.text] == 1:
                pulled.add(index)
    quotes = {work.lines[index].box.index for index in pulled if work.lines[index].box.tag == "blockquote"}
    said = {index for index in work.kept if work.lines[index].box.index in quotes and work.weights[index] < _SPEAKER}
    work.drop(pulled | said, "pull-quote")


def _without_shared(work: Lines, again: set[int]) -> set[int]:
    """Return the repeats *again* without what parts of a story have in common: points of lists, cells, labels."""
    found: set[int] = set()
    for repeats, run in groupby(work.kept, again.__contains__):
        if repeats:
            indexes = list(run)
            long = len(indexes) > _SHARED
            found.update(index for index in indexes if long or not _may_recur(work.lines[index], work.box))
    return found


def _may_recur(block: Block, story: Box) -> bool:
    """Say whether *block* is of a kind of which a story has the same more than once, as the days of a plan do."""
    return _data_line(block) or (block.tag == "p" and block.box is story and len(block.text) < _LABEL)


def _signs(text: str) -> bool:
    return len(text) <= _BYLINE and rules.byline(text) is not None


def trim_tail(work: Lines) -> None:
    """Take short lines without a full stop off the end, and lines that speak of the publisher or the author.

    Credits, notes, bylines and sign-offs stay: clean-up takes them for what they say. Where the text is all short
    lines, nothing is taken.
    """
    drop = set()
    for index in reversed(work.kept[1:][-_TAIL:]):
        block = work.lines[index]
        text = block.text
        if rules.is_credit_line(text) or rules.is_note(text) or rules.is_sign_off(text) or _signs(text):
            continue
        if len(text) < _CLOSING and (
            _closes(text)
            or (len(text) < _OPEN and text.endswith((":", "：")))  # what it leads to is gone
            or (len(text) < _TAIL_LINE and len(_FIGURES.findall(text)) >= _DAY and rules.is_date_line(text))
        ):
            drop.add(index)
        elif (
            work.weights[index] >= _TAIL_LINE
            or ends_sentence(text)
            or (text[0] == "(" and "=" in text)  # a rate of exchange
            or _data_line(block)
            or (block.tag == "p" and block.box is work.box)
        ):
            work.drop(drop, "tail")
            return
        else:
            drop.add(index)


def drop_contacts(work: Lines) -> None:
    """Take out a heading for the press and the short lines below it, down to the end: names, numbers, addresses."""
    for index in work.kept[1:][-_CONTACTS:]:
        text = work.lines[index].text
        label = phrases.starts(text, "contact") if len(text) <= _CONTACT_LABEL else ""
        if label and (" " in label or len(text) <= len(label) + 2):
            below = {at for at in work.kept if at >= index}
            if all(_is_of_contact(work.lines[at]) for at in below):
                work.drop(below, "contact")
            return


def drop_references(work: Lines) -> None:
    """Take out a heading for what the text was made from and the points of a list below it, down to the end."""
    for index in work.kept[1:][-_REFERENCES:]:
        block = work.lines[index]
        if (block.tag in HEADINGS or len(block.text) <= _CONTACT_LABEL) and phrases.heads_references(block.text):
            below = [at for at in work.kept if at > index]
            if below and all(in_list(work.lines[at].box) for at in below):
                work.drop({index, *below}, "references")
            return


def drop_mail_form(work: Lines) -> None:
    """Take out the words that open a form to write to who sent a release, and name and firm on the lines above them."""
    for index in work.kept[1:][-_CONTACTS:]:
        if work.lines[index].text.lower() in _MAIL_FORMS:
            at = work.kept.index(index)
            above = work.kept[max(1, at - _SENDERS) : at]
            short = list(takewhile(lambda place: len(work.lines[place].text) < _CONTACT_LABEL, reversed(above)))
            work.drop({index, *short}, "contact")
            return


def _is_of_contact(block: Block) -> bool:
    text = block.text
    return len(text) < _TAIL_LINE or phrases.contains(text, "closing") or phrases.contains(text, "prompts")


def _closes(text: str) -> bool:
    """Say whether *text* speaks of the publisher, presents the author, or is little but an address to write to."""
    if phrases.contains(text, "closing") and text[0] not in _QUOTES:
        return True
    if phrases.contains(text, "bio") and _names_first(text):
        return True
    if _ENDS_RELEASE.fullmatch(text) or _IN_PRINT.fullmatch(text):
        return True
    if text.split(" ", 1)[0].lower() in _WRITE and len(text) < _TAIL_LINE and _PHONE.search(text):
        return True
    mail = _MAIL.search(text) if "@" in text else None
    return mail is not None and (len(text) - len(mail[0]) <= _BESIDE_MAIL or text.split(" ", 1)[0].lower() in _WRITE)


def _data_line(block: Block) -> bool:
    return block.tag == "tr" or block.box.tag in {"td", "th", "li", "pre", "code", "tr"} or block.tag == "pre"


def _names_first(text: str) -> bool:
    words = text.split()
    return len(words) > 3 and words[0][:1].isupper() and words[1][:1].isupper()
