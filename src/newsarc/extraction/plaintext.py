"""Plain text as a page of its own: its headers, its lines, its story, and what stands around that."""

from __future__ import annotations

import re

from newsarc.extraction import passes, people, rules
from newsarc.extraction.blocks import Block, Box
from newsarc.extraction.cleanup import Cleaned, Work, clean_head, clean_tail
from newsarc.extraction.folding import fold
from newsarc.extraction.measure import weight
from newsarc.extraction.plain import around, head, headers, pages, sitename, story
from newsarc.extraction.plain.lines import Line, groups, lines, parted
from newsarc.extraction.shown import days
from newsarc.model.parts import Credit, Found, Place, Removed

_HEADING = re.compile(r"^#{1,6}\s+(\S.*?)\s*#*$")
_UNDERLINE = re.compile(r"^(={3,}|-{3,})$")
_MARKS = re.compile(r"(?<!\w)(\*\*|__)(?=\S)(.+?)(?<=\S)\1(?!\w)")
_ITALIC = re.compile(r"^([*_])(?=[^\s*_])([^*_]{2,200})(?<=\S)\1$")
_LINK = re.compile(r"!?\[([^\]\n]{0,300})\]\((?:[^()\s]|\([^()\s]*\)){1,1000}\)")
_SINGLE = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,200}?)(?<=[^\s*])\*(?![\w*])")
_FRONT = re.compile(r"\s*(-{3}|\+{3})\n[\w-]{2,30}\s*[:=]")
_NAME = 4
"""words of a name"""
_SAMPLE = 100_000
"""characters in which Markdown shows"""
_MOST = 20_000
"""paragraphs among which the story is looked for, and what stands around it; what lies beyond is text, as in a book"""
_TOP_GROUPS, _TOP_LINES = 8, 40
_SENTENCE = 30
"""weight of a short paragraph"""
_PROSE_ABOVE = 0.4
"""of what a text tells: where so much stands above its headline, that is none"""


def read(text: str, *, markdown: bool = False) -> Cleaned:
    """Return the title, the paragraphs and the facts of a plain text.

    Every word of *text* is in the title, in a paragraph or in a removed line (Markdown's own marks and link targets,
    and the signs of lists, aside). A line that only may be a header stays text.
    """
    text, edges = pages.unpaged(text)
    text, rest = parted(text)
    found = groups(text)
    work = Work([])
    work.removed += [Removed(line, "page-edge") for line in edges]
    if markdown or _is_markdown(text):
        found = [[row._replace(text=bare) for row in group if (bare := _plain(row.text))] for group in found]
        found = [group for group in found if group]
    top = [[row._replace(text=_upright(row.text)) for row in group] for group in found[:_TOP_GROUPS]]
    found = top + found[_TOP_GROUPS:]
    headers.read(work, found)
    whole = lines(found)
    whole, beyond = whole[:_MOST], whole[_MOST:]
    _mark_headings(work, whole)
    _read_story(work, whole)
    work.lines += [line.text for line in beyond]
    work.lines += rest
    clean_tail(work)
    return work.cleaned()


def _read_story(work: Work, whole: list[Line]) -> None:
    """Find the story among the lines of the *whole* text, and take off what is around it and within it."""
    place = story.below(work.title, whole) if work.title else story.find(whole)
    if not _may_begin(whole, place):
        place = story.NONE
    work.title = work.title or place.title
    blocks, box = _blocks(whole, place)
    passed = _passed(work, blocks, box, headed=place.at is not None)
    said = sum(story.says(line.text, work.title) for line in whole[:_TOP_LINES])
    for line in whole[: place.first]:
        if rule := _above(line.text, work.title, repeated=said > 1):
            work.removed.append(Removed(line.text, rule))
    work.removed += [Removed(blocks[at].text, rule) for at, rule in sorted(passed.dropped.items())]
    work.lines = [blocks[at].text for at in passed.kept]
    _facts(work, blocks)
    if place.at is not None:
        work.publishers += sitename.names(whole, work.title, place.at)
    clean_head(work)
    if not work.title:
        _first_line_as_title(work, whole)
    work.named = _authors(work.bylines)


def _passed(work: Work, blocks: list[Block], box: Box, *, headed: bool) -> passes.Lines:
    """Return the lines of the story in *box* after all passes; below a headline bylines are kept in *work*."""
    lines_ = passes.Lines(blocks, [weight(block.text) for block in blocks], [*range(box.first, box.last)], box)
    around.drop(lines_)
    passes.run(lines_, frozenset({fold(work.title)} - {""}), relaxed=True)
    for text in head.read(lines_, work.title) if headed else []:
        work.bylines.append(Found(text, "byline"))
        work.credits.append(Credit(text, Place.BYLINE))
    around.trim(lines_)
    return lines_


def _may_begin(whole: list[Line], place: story.Story) -> bool:
    """Say whether the text may begin below the headline found: not where it tells much above it."""
    told = {at: weight(whole[at].text) for at in story.telling(whole)}
    above = sum(size for at, size in told.items() if at < place.first)
    return place.at is not None and above <= _PROSE_ABOVE * sum(told.values()) and any(at >= place.first for at in told)


def _above(text: str, title: str, *, repeated: bool) -> str:
    """Return the rule by which a line above the text is taken off, nothing for the one that its *title* is of."""
    key = fold(title)
    if fold(text) == key:
        return "repeated-title" if repeated else ""
    if rules.breadcrumb(text, frozenset({key})) is not None:
        return "breadcrumb"
    return "section-line" if rules.section_share(text) else "above-headline"


def _blocks(whole: list[Line], place: story.Story) -> tuple[list[Block], Box]:
    """Return the lines of the text as those of a page, and the box that stands for the story at *place*."""
    first = place.first
    page = Box("body", None, 0, 0, len(whole))
    box = Box("article", page, 1, first, len(whole))
    boxes = [page, box]
    blocks = []
    for at, line in enumerate(whole):
        within = box if at >= first else page
        if line.point:
            within = Box("li", within, len(boxes), at, at + 1, len(boxes) + 1)
            boxes.append(within)
        tag = "h1" if at == place.at else "h2" if line.heading else "p" if _says(line) else "div"
        blocks.append(Block(line.text, tag, "", 0, within))
    page.end = box.end = len(boxes)
    return blocks, box


def _says(line: Line) -> bool:
    """Say whether *line* is a paragraph, however short."""
    return story.is_prose(line) or (weight(line.text) >= _SENTENCE and story.ends(line.text))


def _facts(work: Work, blocks: list[Block]) -> None:
    """Read who wrote the text, and when, off the lines around its headline."""
    known = {found.value for found in work.bylines}
    work.bylines += [found for found in people.shown(blocks, work.title) if found.value not in known]
    if work.published:
        return
    seen = days(blocks, work.title, everywhere=True)
    work.published += [Found(day, "text") for day in (*seen.beside, *seen.published, *seen.first)]
    work.modified += [Found(day, "text") for day in seen.changed]
    if not work.published:
        work.published += [Found(value, "text") for name, value in work.facts if name == "mailed"]


def _authors(bylines: list[Found]) -> frozenset[str]:
    """Return the names in *bylines*, folded; some are none, and then no line begins with them."""
    names = (part for found in bylines for part in head.parts(rules.byline(found.value) or found.value))
    return frozenset(folded for name in names if 1 < len((folded := fold(name)).split()) <= _NAME)


def _upright(line: str) -> str:
    """Return *line* without the marks of one that is all in italics."""
    return _ITALIC.sub(r"\2", line)


def _is_markdown(text: str) -> bool:
    """Say whether *text* is written as Markdown, whatever the file is called: it has its links, or its fences."""
    return len(_LINK.findall(text[:_SAMPLE])) > 1 or _FRONT.match(text) is not None


def _plain(line: str) -> str:
    """Return a line of Markdown without emphasis and link targets."""
    line = _LINK.sub(lambda link: "" if link[0].startswith("!") else link[1], line)
    return _SINGLE.sub(r"\1", _MARKS.sub(r"\2", line.removeprefix("> ")))


def _mark_headings(work: Work, whole: list[Line]) -> None:
    """Strip the marks of headings in the manner of Markdown (``# X``, or underlined), and note that they are some."""
    for at in range(len(whole) - 1, 0, -1):
        line, above = whole[at], whole[at - 1]
        if _UNDERLINE.match(line.text) and not line.gap and len(whole) > 2 and 2 * len(line.text) >= len(above.text):
            above.heading = len(above.text) <= 200 and (at == 1 or above.gap)
            if above.heading:
                work.removed.append(Removed(whole.pop(at).text, "underline"))
    for line in whole:
        if match := _HEADING.match(line.text):
            line.text, line.heading = match.group(1), True


def _first_line_as_title(work: Work, whole: list[Line]) -> None:
    """Make the first line the title when it stands alone, is no sentence, and longer text follows."""
    if len(work.lines) < 2:
        return
    first, rest = work.lines[0], work.lines[1:]
    alone = any(
        line.text == first and line.gap and (at + 1 == len(whole) or whole[at + 1].gap) for at, line in enumerate(whole)
    )
    alone = alone or len(rest[0]) > 2 * len(first)
    longest = max(map(len, rest[:5]))
    ends = rules.is_sentence(first) and first[-1] not in "?!" and not first.endswith(("…", "..."))
    if not alone or ends or len(first) > 200 or longest < max(80, len(first)) or rules.is_credit_line(first):
        return
    work.title = first
    work.lines.pop(0)
    # what stood between the title and the text can be told only now
    key = fold(first)
    if len(work.lines) > 1 and fold(work.lines[0]) == key:
        work.drop(0, "repeated-title")
    clean_head(work)
