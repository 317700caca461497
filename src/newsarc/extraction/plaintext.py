"""Plain text as a page of its own: header lines, wrapped lines, closing lines, a little Markdown."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from newsarc.extraction import rules
from newsarc.extraction.cleanup import Cleaned, Work, clean_head, clean_tail
from newsarc.extraction.folding import fold
from newsarc.lexicon.cues import cues, every
from newsarc.model.parts import Credit, Found, Place, Removed

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_FENCE = re.compile(r"^(-{3}|\+{3})\s*$")
_FRONT_LINE = re.compile(r"^([\w-]{2,30})\s*[:=]\s*(.*)$")
_HEADING = re.compile(r"^#{1,6}\s+(\S.*?)\s*#*$")
_UNDERLINE = re.compile(r"^(={3,}|-{3,})$")
_MARKS = re.compile(r"(?<!\w)(\*\*|__)(?=\S)(.+?)(?<=\S)\1(?!\w)")
_ITALIC = re.compile(r"^([*_])(?=[^\s*_])([^*_]{2,200})(?<=\S)\1$")
_ADDRESS = re.compile(r"https?://\S{4,500}")
_END_MARK = re.compile(r"#(?:\s?#){1,4}|-\s?30\s?-|[-–—]?\s?(?:ends?|ENDS?|END OF RELEASE)\s?[-–—]?")
_LABELS = 2
"""labelled lines under a title at least, where no blank line parts them from it"""
_LINK = re.compile(r"!?\[([^\]\n]{0,300})\]\((?:[^()\s]|\([^()\s]*\)){1,1000}\)")
_FRONT_MAX = 100
_WIDEST_WRAP = 120
"""characters; text wrapped by hand or by mail is narrower, a longer line is a whole paragraph"""
_HEADER_GROUPS = 8


def read(text: str, *, markdown: bool = False) -> Cleaned:
    """Return the title, the paragraphs and the facts of a plain text.

    Every word of *text* is in the title, in a paragraph or in a removed line (Markdown's own marks and link targets
    aside). A line that only may be a header stays text.
    """
    groups = _groups(_BREAKS.sub("\n", text))
    work = Work([])
    _front_matter(work, groups)
    if markdown:
        groups = [[_plain(line) for line in group] for group in groups]
    groups = [[_upright(line) for line in group] for group in groups[:_HEADER_GROUPS]] + groups[_HEADER_GROUPS:]
    _release_frame(work, groups)
    _title_over_labels(work, groups)
    _labelled_lines(work, groups)
    width = _wrap_width(groups)
    work.lines = [line for group in groups for line in _paragraphs(group, width)]
    heading = _headings(work, groups)
    if heading and not work.title:
        work.title = heading
        work.lines.remove(heading)
    clean_head(work)
    if not work.title:
        _first_line_as_title(work, groups)
    clean_tail(work)
    return work.cleaned()


def _groups(text: str) -> list[list[str]]:
    """Return the non-empty lines, stripped, in groups that blank lines separate."""
    groups: list[list[str]] = [[]]
    for line in text.split("\n"):
        if stripped := line.strip():
            groups[-1].append(stripped)
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if group]


def _front_matter(work: Work, groups: list[list[str]]) -> None:
    """Read the block of ``key: value`` lines that Markdown writers put first, between two fences."""
    if not groups or not _FENCE.match(groups[0][0]):
        return
    flat = [line for group in groups[:4] for line in group][:_FRONT_MAX]
    end = next((at for at, line in enumerate(flat) if at and line == flat[0]), None)
    if end is None or end < 2 or not all(_FRONT_LINE.match(line) or line.startswith("- ") for line in flat[1:end]):
        return
    left = end + 1
    while left:
        taken = groups[0][:left]
        work.removed.extend(Removed(line, "front-matter") for line in taken)
        left -= len(taken)
        groups[0] = groups[0][len(taken) :]
        if not groups[0]:
            groups.pop(0)
    for line in flat[1:end]:
        if match := _FRONT_LINE.match(line):
            _learn(work, match.group(1).lower(), match.group(2).strip().strip("\"'"))


_FRONT_FIELDS = {
    "headline": "title", "authors": "author", "byline": "author", "published": "date", "updated": "modified",
    "lastmod": "modified", "category": "section", "categories": "section", "keywords": "tags", "link": "url",
    "canonical": "url", "site": "publisher", "publication": "publisher", "lang": "language",
}  # fmt: skip


def _learn(work: Work, name: str, value: str) -> None:
    """Keep what a labelled line says."""
    field = _FRONT_FIELDS.get(name, name)
    if not value:
        return
    if field == "title":
        work.title = work.title or value
    elif field == "author":
        work.bylines.append(Found(value, "byline"))
        work.credits.append(Credit(value, Place.BYLINE))
    elif field == "date":
        work.published.append(Found(value, "text"))
    elif field == "modified":
        work.modified.append(Found(value, "text"))
    else:
        work.facts.append((field, value))


def _release_frame(work: Work, groups: list[list[str]]) -> None:
    """Take off what says that a text is a press release, above it, and what says that it ends."""
    if len(groups) > 1 and fold(groups[0][0]) in _release_labels():
        work.removed.append(Removed(groups[0].pop(0), "release-line"))
    while len(groups) > 1 and groups[-1] and _END_MARK.fullmatch(groups[-1][-1]):
        work.removed.append(Removed(groups[-1].pop(), "end-mark"))
        groups[:] = [group for group in groups if group]
    groups[:] = [group for group in groups if group]


@lru_cache(maxsize=1)
def _release_labels() -> frozenset[str]:
    return frozenset(map(fold, every(cues().release_labels)))


def _title_over_labels(work: Work, groups: list[list[str]]) -> None:
    """Take the first line for the title where all others of its group are an address and labelled lines."""
    first, *others = groups[0] if len(groups) > 1 else [""]
    if len(others) < _LABELS or rules.labelled(first) or not all(map(_is_labelled, others)):
        return
    work.title = first
    groups[0].pop(0)
    for line in [line for line in others if _ADDRESS.fullmatch(line)]:
        groups[0].remove(line)
        work.removed.append(Removed(line, "url-line"))
        _learn(work, "url", line)


def _is_labelled(line: str) -> bool:
    return _ADDRESS.fullmatch(line) is not None or rules.labelled(line) is not None


def _labelled_lines(work: Work, groups: list[list[str]]) -> None:
    """Take ``Title: ...``, ``Date: ...`` and their like out of the first groups, where they cannot be text."""
    for group in groups[:_HEADER_GROUPS]:
        last = group is groups[-1]
        while group:
            found = rules.labelled(group[0])
            if not found or (last and len(group) == 1):
                break
            field, value = found
            if field == "date" and not re.search(r"\d", value):
                break
            line = group.pop(0)
            rule = {"author": "byline", "date": "date-line", "modified": "date-line", "source": "credit-line"}
            work.removed.append(Removed(line, rule.get(field, f"{field}-line")))
            if field == "source":
                work.credits.append(Credit(line, Place.CLOSING_LINE))
            else:
                _learn(work, field, value)
        if group and (len(group[0]) > 140 or rules.is_sentence(group[0])):
            break
    groups[:] = [group for group in groups if group]


def _wrap_width(groups: list[list[str]]) -> int | None:
    """Return the width *groups* are wrapped at, None when each line is a paragraph.

    Lines are wrapped when the next line's first word would not have fitted, at nearly every break.
    """
    lines = [line for group in groups for line in group if " " in line]
    width = max(map(len, lines), default=0)
    if not 40 <= width <= _WIDEST_WRAP or not any(len(group) > 2 for group in groups):
        return None
    breaks = [
        len(line) + 1 + len(after.split(" ", 1)[0]) > width - 6
        for group in groups
        if len(group) > 2
        for line, after in pairwise(group)
    ]
    return width if sum(breaks) >= 0.85 * len(breaks) else None


def _paragraphs(group: list[str], width: int | None) -> list[str]:
    if width is None or len(group) < 2:
        return group
    paragraphs = [group[0]]
    for before, line in pairwise(group):
        # a header line, a list or a closing credit inside the group keeps its own line
        own = rules.is_credit_line(line) or re.match(r"[-*•]\s|\d+[.)]\s", line) or len(before) < 0.5 * width
        if own:
            paragraphs.append(line)
        else:
            paragraphs[-1] = f"{paragraphs[-1]} {line}"
    return paragraphs


def _upright(line: str) -> str:
    """Return *line* without the marks of one that is all in italics."""
    return _ITALIC.sub(r"\2", line)


def _plain(line: str) -> str:
    """Return a line of Markdown without emphasis and link targets."""
    return _MARKS.sub(r"\2", _LINK.sub(r"\1", line))


def _headings(work: Work, groups: list[list[str]]) -> str:
    """Strip the marks of Markdown headings; return the one that opens the text (``# X`` or underlined), if any."""
    title = ""
    for index, line in enumerate(work.lines):
        if match := _HEADING.match(line):
            work.lines[index] = match.group(1)
            if not title and index <= 2 and len(work.lines) > 1:
                title = match.group(1)
    if not title and len(work.lines) > 2 and _UNDERLINE.match(work.lines[1]) and len(groups[0]) <= 3:
        title = work.lines[0]
        work.drop(1, "underline")
    return title


def _first_line_as_title(work: Work, groups: list[list[str]]) -> None:
    """Make the first line the title when it stands alone, is no sentence, and longer text follows."""
    if len(work.lines) < 2:
        return
    first, rest = work.lines[0], work.lines[1:]
    alone = any(len(group) == 1 and group[0] == first for group in groups) or len(rest[0]) > 2 * len(first)
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
