"""The lines of a plain text as paragraphs: wrapped ones joined, and without what programs put around them."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import msgspec

from newsarc.extraction import rules
from newsarc.extraction.measure import weight
from newsarc.extraction.rules.words import NO_CASE

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_MOST = 10_000
"""lines of a text that are looked at; a text with more is a book"""
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#[xX][0-9a-fA-F]{2,5});")
_UNSEEN = dict.fromkeys([0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF])
"""signs that only say in which direction text runs, or that it may be broken"""
_INDENT = re.compile(r"[ \t\u00a0\u3000]*")
_WIDTHS = {"\t": 4, "\u3000": 2}
"""columns of the signs that an indent is made of; others take one"""
_QUOTED = re.compile(r"(?:> ?)+")
_MOSTLY_QUOTED = 0.5
"""of the lines of a mail that passes a text on"""
_LINK_MARK = re.compile(r"\[\d{1,3}\](?=[^\s\]])")
"""what text browsers put before a link"""
_LINK_MARKS = 3
_WIDEST = 120
"""characters; text wrapped by hand or by mail is narrower, a longer line is a whole paragraph"""
_TELLING = 200
"""characters that tell a script"""
_NARROWEST = 24
"""characters of a newspaper's column"""
_WRAPPED = 0.4
"""of the breaks after long lines that are within a sentence, where lines are wrapped; of paragraphs hardly any"""
_LONG = 0.6
"""of the width: what a line has at least whose end tells how lines are broken"""
_SLACK = 0.12
"""of the width: what even a full line may lack of it"""
_WORDS = 4
_POINT = re.compile(r"[•·▪●◦‣■□➤*]\s+(?=\S)|·(?=\S)")
_DASH = re.compile(r"[-–—]\s+(?=\S)")
"""which opens a point of a list, or what somebody says"""
_POINTS = 3
"""lines in a row that begin with a dash, where they are points"""
_NUMBERED = re.compile(r"\d{1,2}[.)]\s")
_RULE = re.compile(r"[\W_]{3,}")
_GLUE = re.compile(r"(?:(?<=[a-zà-ÿ][.!?…])|(?<=[.!?…][\"”»]))(?=[A-ZÀ-Þ«“„][\wà-ÿ]|\"[A-ZÀ-Þ])")
"""between paragraphs that nothing parts"""
_RUN_ON = re.compile(
    r"(?<=[a-zà-ÿа-яёіїά-ώ])(?<!\bMc)(?<!\bMac)(?<!\bDe)(?<!\bLa)(?<!\bLe)(?<!\bDi)(?<!\b[ie])(?<!\bYou)(?<!\bWhats)"
    r"(?<!\bLinked)(?<!\bTik)(?<!\bPay)(?=[A-ZÀ-ÞА-ЯЁІЇΆ-Ώ])"
    r"|(?:(?<=[a-zà-ÿа-яё\d][.!?…])|(?<=[.!?…][\"”»]))(?=[A-ZÀ-ÞА-ЯЁ«“„]|\"[A-ZÀ-ÞА-ЯЁ])"
    r"|(?<=\d)(?=[A-ZÀ-ÞА-ЯЁ][a-zà-ÿа-яё])"
)
"""where one element of a page ends and the next one begins, if nothing was put between them; some names have capitals
within
"""
_JOINTS, _STRONG = 6, 3
"""such places in a text where they are no names, and those that stand in no name"""
_MOST_GLUED = 500_000
"""characters of a text whose elements may run into each other: a page has fewer"""
_GLUED_LINE = 250
_GLUED = 3
"""paragraphs in such a line at least"""
_PARAGRAPH = 40
"""characters of one at least"""
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u00ad¬]$")
_LABEL = re.compile(r"[^\W\d_]{2,14}\.?: ")
_ADDRESS = re.compile(r"https?://|www\.", re.IGNORECASE)
_TARGET = re.compile(r"(?<=\S) \((?:https?://|/)[^\s()]{2,500}\)(?=\s|$)")
"""where a link leads, behind its words"""
_TARGETS = 2
_ENDS = re.compile(r"[.!?…:;。！？؟।][\"'”’»)\]]*$")


class Row(NamedTuple):
    """A line as it was broken."""

    text: str
    """without the space around it"""
    indent: int
    """columns"""
    above: int = 0
    """empty lines right above it"""


class Line(msgspec.Struct):
    """A paragraph, or what stands on a line of its own."""

    text: str
    gap: bool = False
    """whether an empty line is above"""
    point: bool = False
    """whether it is a point of a list, whose sign is taken off"""
    heading: bool = False
    """whether signs say that it is a heading"""


Group = list[Row]
"""lines that no empty one parts"""


def parted(text: str) -> tuple[str, list[str]]:
    """Return *text* as far as it is looked at line by line, and the lines beyond that, which are text as they stand."""
    text = _BREAKS.sub("\n", text)
    pieces = text.split("\n", _MOST)
    if len(pieces) <= _MOST:
        return text, []
    rest = [stripped for line in pieces.pop().split("\n") if (stripped := line.strip())]
    return "\n".join(pieces), rest


def groups(text: str) -> list[Group]:
    """Return the lines of *text* that are not empty, in groups that empty ones separate; entities are signs again."""
    text = _ENTITY.sub(lambda found: html.unescape(found[0]), text.translate(_UNSEEN))
    raw = text.split("\n")
    quoted = sum(line.startswith(">") for line in raw)
    if quoted > _MOSTLY_QUOTED * sum(map(bool, map(str.strip, raw))):
        raw = [_QUOTED.sub("", line, count=1) if line.startswith(">") else line for line in raw]
    if len(_LINK_MARK.findall(text)) >= _LINK_MARKS:
        raw = [_LINK_MARK.sub("", line) for line in raw]
    if len(_TARGET.findall(text)) >= _TARGETS:
        raw = [_TARGET.sub("", line) for line in raw]
    found: list[Group] = []
    above = 1
    for line in raw:
        stripped = line.strip()
        if not stripped:
            above += 1
            continue
        if above:
            found.append([])
        found[-1].append(Row(stripped, _columns(line), above))
        above = 0
    return found


def _columns(line: str) -> int:
    space = _INDENT.match(line)
    return sum(_WIDTHS.get(sign, 1) for sign in space[0]) if space else 0


def lines(found: list[Group]) -> list[Line]:
    """Return the paragraphs of the groups *found*."""
    width = _width([pair for group in found for pair in pairwise(group)], found)
    if not width and _are_apart(found):
        nearer = _nearer(found)
        width = _width([pair for group in nearer for pair in pairwise(group)], found)
        found = nearer if width else found
    made: list[Line] = []
    begun = False
    for group in found:
        begun = begun or _is_broken(group)
        made += _paragraphs(group, width, begun=begun)
    if sum(len(line.text) for line in made) <= _MOST_GLUED:
        split = _split_elements if _runs_on(made) else _split_paragraphs
        made = [part for line in made for part in split(line)]
    return _listed(made)


def _runs_on(made: list[Line]) -> bool:
    """Say whether the elements of a page run into each other, as where programs only take tags away. Names with a
    capital within have one of them, and no full stop or year before it.
    """
    joints = strong = 0
    for line in made:
        for word in line.text.split():
            found = len(_RUN_ON.findall(word))
            joints += found
            strong += found > 1 or (found == 1 and not word.isalpha())
    return joints >= _JOINTS and strong >= _STRONG


def _split_elements(line: Line) -> list[Line]:
    """Return the elements of a page that run into each other in *line*."""
    parts = [part for part in map(str.strip, _RUN_ON.split(line.text)) if part]
    return [Line(part, gap=line.gap or bool(at)) for at, part in enumerate(parts)] if len(parts) > 1 else [line]


def _split_paragraphs(line: Line) -> list[Line]:
    """Return the paragraphs of a long *line* that no space parts."""
    parts = [part for part in _GLUE.split(line.text) if part] if len(line.text) >= _GLUED_LINE else []
    if len(parts) < _GLUED or min(map(len, parts[1:-1]), default=0) < _PARAGRAPH:
        return [line]
    return [Line(part, gap=line.gap or bool(at)) for at, part in enumerate(parts)]


def _nearer(found: list[Group]) -> list[Group]:
    """Return the groups *found* with those as one that no more empty lines part than most."""
    least = min(group[0].above for group in found[1:])
    nearer = [found[0][:]]
    for group in found[1:]:
        if group[0].above > least:
            nearer.append([])
        nearer[-1] += group
    return nearer


def _are_apart(found: list[Group]) -> bool:
    """Say whether empty lines stand between nearly all lines: some programs make one of every break."""
    return len(found) >= 2 * _POINTS and sum(len(group) == 1 for group in found) >= 0.9 * len(found)


def _width(pairs: list[tuple[Row, Row]], found: list[Group]) -> int:
    """Return the width that lines are wrapped at, 0 where each is a paragraph; *pairs* stand right below each other.

    Wrapped lines are broken within sentences, where the next word would not have fitted.
    """
    sizes = sorted(len(row.text) for group in found for row in group if _has_words(row.text))
    narrow = [size for size in sizes if size <= _WIDEST]
    if not narrow or sum(narrow) < 0.8 * sum(sizes):
        return 0
    width = narrow[int(0.95 * (len(narrow) - 1))]
    told = [(one, other) for one, other in pairs if len(one.text) >= _LONG * width and _has_words(one.text)]
    wrapped = sum(_is_full(one, other, width) and not _ENDS.search(one.text) for one, other in told)
    least = _NARROWEST // 2 if told and is_dense(told[0][0].text) else _NARROWEST
    return width if width >= least and len(told) > 1 and wrapped > _WRAPPED * len(told) else 0


def _has_words(text: str) -> bool:
    """Say whether *text* is some words, or as much in a script that parts none."""
    return text.count(" ") >= _WORDS or (len(text) > 2 * _WORDS and is_dense(text))


def _is_full(row: Row, below: Row, width: int) -> bool:
    """Say whether the first word of the line *below* would not have fitted behind *row*."""
    if is_dense(row.text):  # such lines are of one length
        return len(row.text) >= width - 2
    return len(row.text) + 1 + len(below.text.split(" ", 1)[0]) > width - max(2, _SLACK * width)


def is_dense(text: str) -> bool:
    """Say whether *text* is in a script that parts no words."""
    start = text[:_TELLING]
    return weight(start) > 1.5 * len(start)


def _paragraphs(group: Group, width: int, *, begun: bool) -> list[Line]:
    """Return the paragraphs of *group*; where the text has not *begun*, only a headline in capitals goes on."""
    made = [[group[0].text]]
    edge = min(row.indent for row in group)
    for row, below in pairwise(group):
        if width and (_goes_on(row, below, width, edge) if begun else _is_headline(row, below, width)):
            made[-1].append(below.text)
        else:
            made.append([below.text])
    return [Line(_joined(texts), gap=at == 0) for at, texts in enumerate(made)]


def _goes_on(row: Row, below: Row, width: int, edge: int) -> bool:
    """Say whether the line *below* goes on with the paragraph that *row* is of, in a group that begins at *edge*."""
    if _RULE.fullmatch(row.text) or _RULE.fullmatch(below.text):
        return False
    if _POINT.match(below.text) or _NUMBERED.match(below.text) or rules.is_credit_line(below.text):
        return False
    if row.indent == edge and below.indent > edge and not _opens_point(row.text):  # a paragraph that is set in
        return False
    if rules.byline(below.text) is not None or _ADDRESS.match(below.text) or _LABEL.match(below.text):
        return False
    if _is_full(row, below, width):
        fits = len(row.text) + 1 + len(below.text.split(" ", 1)[0]) <= width and not is_dense(row.text)
        return not (fits and _ENDS.search(row.text))
    return not _ENDS.search(row.text) and (_is_headline(row, below, width) or below.text[0].islower())


def _is_headline(row: Row, below: Row, width: int) -> bool:
    """Say whether both lines are in capitals, as headlines of newspapers were, and the first is no short one."""
    capitals = row.text.isupper() and below.text.isupper()
    return capitals and 2 * len(row.text) > width and rules.byline(below.text) is None


def _is_broken(group: Group) -> bool:
    """Say whether *group* is text that was broken, and no header: then some line begins within a sentence, or the
    last one ends it.
    """
    within = [
        (above, row)
        for above, row in pairwise(group)
        if not _ENDS.search(above.text) and not _ADDRESS.match(row.text) and rules.byline(row.text) is None
    ]
    return any(
        row.text[0].islower()
        or NO_CASE.search(row.text)
        or _HYPHEN.search(above.text)
        or (_ENDS.search(row.text) and not _LABEL.match(row.text) and len(above.text) > _NARROWEST)
        for above, row in within
    )


def _opens_point(text: str) -> bool:
    return bool(_POINT.match(text) or _DASH.match(text) or _NUMBERED.match(text))


def _joined(texts: Sequence[str]) -> str:
    """Return the lines *texts* as one; a word that was parted at the end of a line is whole again.

    All at once: line by line, a text of a million lines would be copied a million times.
    """
    pieces = [texts[0]]
    for above, below in pairwise(texts):
        if _HYPHEN.search(above[-2:]) and below[0].islower():
            pieces[-1] = above[:-1]
        elif not (is_dense(above[-1]) and is_dense(below[0])):
            pieces.append(" ")
        pieces.append(below)
    return "".join(pieces)


def _listed(made: list[Line]) -> list[Line]:
    """Take the signs off the points of lists."""
    run: list[Line] = []
    for line in [*made, Line("")]:
        if _DASH.match(line.text):
            run.append(line)
            continue
        if len(run) >= _POINTS:
            for point in run:
                point.text, point.point = _DASH.sub("", point.text, count=1), True
        run = []
    for line in made:
        if (sign := _POINT.match(line.text)) and not _RULE.fullmatch(line.text):
            line.text, line.point = line.text[sign.end() :], True
    return made
