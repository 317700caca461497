"""Which of a page's several titles is the article's."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from newsarc.extraction import jsonld, rules
from newsarc.extraction.blocks import Block
from newsarc.extraction.document import Document
from newsarc.extraction.folding import fold
from newsarc.extraction.marked import Marked
from newsarc.extraction.sitenames import SUFFIX, is_near, names_section, trim, without_site

_KICKER = re.compile(r"[:|/\u2013\u2014-]\s*$")
_LABEL = re.compile(r"^(?:title|headline|blog|article)\s?:\s*(?=\S)", re.IGNORECASE)
"""what templates put before a heading, mostly for those who hear the page"""
_FACTS = re.compile(r"\s+(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s+\d{1,2}:\d\d.*$")
"""day and hour within a heading, with the source and the like behind them"""
_TITLE_NAME = re.compile(
    r"(?<![a-z])(?:headline|(?:entry|post|article|story|news|page)[-_]?title|title|titulo|titular|titre|titel|titolo|baslik|tytul)"
    r"(?![a-z])",
    re.IGNORECASE,
)
_MAX = 500
_LONGEST = 250
_SECTION = 30
_PROSE = 110
"""characters; a longer line is text"""
_APART = frozenset({"menu", "footer", "aside", "form", "beside"})
_FEW_WORDS = 2
_LABEL_WORDS = 3
_LONG = 15
"""characters; a shorter title may stand in another by chance"""
_KICKER_LEAST = 5
_BADGE = 12
_LOWER = frozenset({"h2", "h3", "h4"})
_LARGE = ", ".join(f"font[size='{size}']" for size in ("+4", "+3", "+2", "7", "6", "5"))
_FIRST = 60
"""lines among which the title of a page stands"""
_LEADS = 1
"""long lines that may stand above a headline"""
_SHORT = 16
"""bytes; a shorter heading names a section, a site or a tool; a sign of Chinese says as much as three letters"""


_ARCHIVED = re.compile(r"^(?:Blog )?Archives? » ")
"""what weblogs of the first years write before a title in the window's"""


class _Own(msgspec.Struct, frozen=True):
    """The titles of one page, without the site's name."""

    headline: str
    """of the JSON-LD"""
    top: str
    """the heading that readers see"""
    social: str
    window: str
    sure: bool
    """whether *top* stands right above the text"""


def choose(
    document: Document,
    node: jsonld.Node,
    marks: Marked,
    site_names: tuple[str, ...],
    lines: Sequence[Block] = (),
    guessed: frozenset[str] = frozenset(),
) -> tuple[str, tuple[str, ...]]:
    """Return the title and the other titles the page has; an empty title when it has none.

    Those of *site_names* that are *guessed* are taken off window titles only.

    In newsrooms the JSON-LD headline is their own; an ``h1`` that is a little shorter cuts a site name off it.
    Elsewhere the heading right above the text (of *lines*) comes before what is written for networks and searches.
    """
    names = {_squashed(name) for name in (*site_names, *marks.logos) if name}
    headline = jsonld.text(node.get("headline"))[:_MAX]
    name = jsonld.text(node.get("name"))[:_MAX]
    social = trim(html.unescape(document.first_meta("og:title", "twitter:title") or ""), site_names)
    plain = {_squashed(name) for name in site_names if name and name not in guessed}
    tops = [html.unescape(text) for text in marks.headings[:6] if _may_be_headline(text)]
    tops = [without_site(_FACTS.sub("", _LABEL.sub("", text)), plain) for text in tops]
    if tops and _squashed(headline) in names:
        headline = ""  # what a template says of every page
    page = next((_ARCHIVED.sub("", trim(html.unescape(text), site_names)) for text in marks.titles), "")
    above = _above_text(lines)
    top = _headline_element(tops, [headline or name, social, page], above)
    if not social and page and _beside_kicker(page, lines):
        top = page
    sure = bool(above) and fold(top) == fold(above) and _squashed(top) not in names and len(top.encode()) >= _SHORT
    if not (headline or social) and (not top or _squashed(top) in names):
        page = _shown(page, document, lines, names - {""})
    own = _Own(trim(headline, site_names), top, social, page, sure)
    best = _prefer(own, node)
    if top != social:
        best = _lower_heading(lines, best, (social, page)) or best
    best = _in_small_letters(_whole(best, (top, social, page)), (social, page, headline))
    choices = [_readable(title) for title in (best, top, social, trim(name, site_names), page, headline) if title]
    choices = [title for title in choices if _squashed(title) not in names] or choices
    # a description in the place of a title
    choices = [title for title in choices if len(title) <= _LONGEST] or choices
    choices += [text for text in document.texts("h2", 1) if not choices]
    distinct = list({fold(title): title for title in reversed([*choices])}.values())[::-1]
    return (choices[0] if choices else ""), tuple(title for title in distinct if choices and title != choices[0])[:6]


def _squashed(name: str) -> str:
    """Return *name* folded and without spaces, as domains are written."""
    return fold(name).replace(" ", "")


def _readable(title: str) -> str:
    """Return *title* with the signs that stand in it as entities, where it was escaped once too often."""
    return html.unescape(title) if "&" in title and ";" in title else title


def _beside_kicker(page: str, lines: Sequence[Block]) -> bool:
    """Say whether *page* is one of the parts of an ``h1``, where only the page's style parts it from a kicker."""
    said = fold(page)
    return any(fold(part) == said for block in lines if block.tag == "h1" for part, _names in block.parts)


def _may_be_headline(text: str) -> bool:
    """Say whether *text* is neither too short nor too long, nor only opens what stands below it."""
    return 3 < len(text) <= _MAX and not text.endswith(":")


def _prefer(own: _Own, node: jsonld.Node) -> str:
    headline, top, social = own.headline, own.top, own.social
    if not headline or _stray(headline, (top, social, own.window)):
        if _kicked(fold(top), fold(social)):
            return social
        for title in (social, own.window):
            if _glued(top, title) or _below_section(top, title):
                return title
        return top if not social or own.sure or _akin(top, social) else social
    short, long = fold(top), fold(headline)
    if short and long.startswith(short) and len(headline) - len(top) < 40:
        return top
    if _cut(headline):
        return _whole(headline, (top, social, own.window))
    if short.startswith(long) and short == fold(own.window):  # what is behind it is part of the page's own
        return top
    news = any("NewsArticle" in kind for kind in jsonld.types(node))
    if news:
        # two titles are given: one for readers, which they see, and one for searches
        second = fold(jsonld.text(node.get("alternativeHeadline"))[:_MAX])
        return top if own.sure and len(second) > _LONG and short.startswith(second) else headline
    # outside newsrooms the headline in the data is what a plug-in writes for search engines
    rewritten = top and (own.sure or _akin(top, headline)) and not _decorated(top, headline)
    return top if rewritten else headline


def _whole(title: str, others: tuple[str, ...]) -> str:
    """Return *title*, or the first of *others* that goes on where it is cut, to a length some CMS allows."""
    if not _cut(title):
        return title
    whole = (other for other in others if len(other) > len(title) - 3 and not _cut(other))
    return next((other for other in whole if fold(other).startswith(fold(title))), title)


def _stray(headline: str, others: tuple[str, ...]) -> bool:
    """Say whether *headline* is a word or two that stand in none of the *others*, one of which is a real title: what
    some template left in the data.
    """
    words = fold(headline).split()
    told = [fold(other).split() for other in others]
    return (
        len(words) <= _FEW_WORDS and max(map(len, told)) > 2 * _FEW_WORDS and not any({*words} & {*one} for one in told)
    )


def _cut(headline: str) -> bool:
    """Say whether *headline* ends in the middle: at dots, or in a bracket that is never closed."""
    return headline.endswith(("...", "…")) or headline.count("(") > headline.count(")")


def _decorated(top: str, headline: str) -> bool:
    """Say whether *top* is *headline* with a kicker before it, or a site name behind it."""
    ours, theirs = fold(top), fold(headline)
    if ours.endswith(theirs):
        return _kicked(ours, theirs) or bool(_KICKER.search(top[: len(top) - len(headline)]))
    return ours.startswith(theirs) and bool(SUFFIX.match(top[len(headline) :]))


def _kicked(heading: str, title: str) -> bool:
    """Say whether the folded *heading* is *title* with a kicker before it, not only an article."""
    return len(title) > _LONG and heading.endswith(f" {title}") and len(heading) - len(title) > _KICKER_LEAST


def _glued(heading: str, title: str) -> bool:
    """Say whether *heading* is *title* with a count or a button glued to its end, which only style parts."""
    behind = heading[len(title) :]
    starts = behind[:1].isdigit() or (behind[:1].isupper() and title[-1:].islower()) or _is_badge(behind)
    return len(title) > _LONG and starts and heading.startswith(title) and len(heading) - len(title) <= _SECTION


def _is_badge(behind: str) -> bool:
    """Say whether *behind*, which follows a title, is a word such as PREMIUM."""
    return behind[:1] == " " and behind[1:].isalpha() and behind.isupper() and len(behind) <= _BADGE


def _below_section(heading: str, title: str) -> bool:
    """Say whether *heading* is *title* with the name of a section before it."""
    return len(title) > _LONG and heading.endswith(f" {title}") and names_section(heading[: -len(title)])


def _in_small_letters(title: str, others: tuple[str, ...]) -> str:
    """Return the one of *others* that says the same as a *title* all in capitals, where one does."""
    if not title.isupper():
        return title
    return next((other for other in others if not other.isupper() and fold(other) == fold(title)), title)


def _headline_element(tops: list[str], others: list[str], above: str) -> str:
    """Return the h1 that another title confirms, else the only one: a first h1 is often the site's logo."""
    folded = [fold(other) for other in others if other]
    for agree in (_same, _confirms):
        for top in tops:
            short = fold(top)
            if short and any(agree(short, other) for other in folded if other):
                return top
    distinct = {fold(top) for top in tops}
    if len(distinct) == 1:
        return tops[0]
    return next((top for top in tops if fold(top) == fold(above)), "")


def _lower_heading(lines: Sequence[Block], best: str, others: tuple[str, ...]) -> str:
    """Return the one of *others* that an ``h2`` above the text says, with or without a kicker before it.

    The ``h1`` of such a page is the site's name, or a title for searches that readers do not see.
    """
    taken = fold(best)
    wanted = {key: other for other in others if len(other) > _LONG and (key := fold(other)) not in taken}
    prose = 0
    for block in lines if wanted else ():
        if block.tag == "h2" and block.zone not in _APART and len(block.text) <= _LONGEST:
            said = fold(block.text)
            if said == taken:
                return ""
            for key, other in wanted.items():
                if said.endswith(key):
                    return other
        elif len(block.text) > _PROSE and block.linked * 2 < len(block.text) and block.zone == "text":
            prose += 1
            if prose > _LEADS:
                return ""
    return ""


def _shown(page: str, document: Document, lines: Sequence[Block], names: set[str]) -> str:
    """Return the part of the window's title *page* that a line says, where signs part it from the rest, else all of it.

    Pages of old have no heading: the title stands in bold, and in the window's before or behind the names of section
    and site. Where the window names nothing but the site (*names*, folded), a line that is called the title is taken,
    else a lower heading; where it names a section, what is set in the largest letters.
    """
    low = page.lower()
    said = [block.text for block in lines[:_FIRST] if len(block.text) < len(low) and _is_part(block.text, low)]
    if said:
        return max(said, key=len)
    large = next((text for text in document.texts(_LARGE) if _is_large_title(text, names)), "")
    if names_section(page):
        return large or page
    if page and not is_near(page, names) and not rules.is_buttons(page):
        return _above_byline(lines[:_FIRST]) or (large if len(page.split()) <= _LABEL_WORDS else "") or page
    called = next((block.text for block in lines[:_FIRST] if _called_title(block)), "")
    return called or next((block.text for block in lines[:_FIRST] if _is_heading(block)), page)


def _is_large_title(text: str, names: set[str]) -> bool:
    return _LONG < len(text) <= _PROSE and not is_near(text, names)


def _above_byline(lines: Sequence[Block]) -> str:
    """Return the only lower heading that stands right above a byline or a day."""
    found = [head.text for head, line in pairwise(lines) if _is_heading(head) and _signs(line.text)]
    return found[0] if len(found) == 1 else ""


def _signs(line: str) -> bool:
    return len(line) <= _PROSE and bool(rules.is_date_line(line) or rules.byline(line))


def _is_heading(block: Block) -> bool:
    if block.tag not in _LOWER or block.zone != "text" or block.linked or not _LONG < len(block.text) <= _PROSE:
        return False
    return not rules.is_date_line(block.text)


def _is_part(text: str, page: str) -> bool:
    """Say whether a window's title *page*, in small letters, holds *text*, and signs part it from the rest."""
    said = text.lower()
    at = page.find(said) if len(said.encode()) >= _SHORT else -1
    return at >= 0 and not (page[:at].rstrip()[-1:].isalnum() or page[at + len(said) :].lstrip()[:1].isalnum())


def _called_title(block: Block) -> bool:
    if not _LONG < len(block.text) <= _PROSE or block.zone in _APART or block.linked:
        return False
    return _TITLE_NAME.search(f"{block.own} {block.box.names}") is not None


def _same(short: str, other: str) -> bool:
    return short == other


def _confirms(short: str, other: str) -> bool:
    """Say whether a heading and another title are one, but for what stands before or behind."""
    return (
        other.startswith(short)
        or other.endswith(short)
        or other in short
        or (short in other and len(short) * 2 > len(other))
    )


def _above_text(lines: Sequence[Block]) -> str:
    """Return the last ``h1`` before the first line of prose that follows one, nothing when there is none."""
    last = ""
    for block in lines:
        if block.tag == "h1" and block.zone not in _APART:
            last = block.text
        elif last and len(block.text) > _PROSE and block.linked * 2 < len(block.text):
            return _LABEL.sub("", last)
    return ""


def _akin(top: str, social: str) -> bool:
    """Say whether *top* is the title *social* in other words: social titles are rewritten for networks and searches."""
    ours, theirs = fold(top).split(), fold(social).split()
    shared = len(set(ours) & set(theirs))
    return bool(ours) and (" ".join(ours) in " ".join(theirs) or shared * 3 >= min(len(ours), len(theirs)) > 2)
