"""Where one of several articles in a plain text ends and the next one begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, takewhile

import msgspec

from newsarc.extraction import rules
from newsarc.extraction.measure import weight
from newsarc.extraction.plain.pages import unpaged
from newsarc.extraction.shown import find_written_day

_BREAK = re.compile(
    r"(?:\A|\n)[ \t]*(?:\x0c|([-=_*#~─━═—＝＊])(?:[ \t]*\1){9,})[ \t]*(?=\n)|\x0c"
    r"|\n[ \t]*(?:-\s?0\s?-|-\s?30\s?-|###|NNNN|-{2,}\s?8<\s?-{2,}|[-=]{3,}\s?(?:8<|✂)\s?[-=]*)[ \t]*(?=\n)"
)
"""a form feed, or a rule of ten marks or more on a line of its own: shorter ones part a text, not articles; what wires
and releases end with
"""
_NUMBERED = re.compile(r"(?:\A|\n)[ \t]*\d{1,5} (?:of|van|von|de|di|av) \d{1,5} [A-Z]{4,}[ \t]*(?=\n)")
"""what newspaper archives print above each document"""
_CLOSED = re.compile(r"\n[ \t]*Document [A-Z]{2,}\d{6,}\w*[ \t]*(?=\n)")
"""what another of them prints below each"""
_CODED = re.compile(r"(?:\A|\n)(?:SE|HD)[ \t]+\S[^\n]*")
"""what begins a document of an archive that writes codes before its lines"""
_MARKED = re.compile(r"(?:\A|\n)(#{1,3})[ \t]+\S[^\n]*")
"""a heading in the manner of Markdown"""
_LABELLED = re.compile(r"(?:\A|\n)[ \t【\[]*[^\W\d_][^\n:：】\]]{0,20}[:：】\]][ \t]*\S[^\n]*")
_SIGNED = 3
"""lines below a heading among which an article is signed or dated"""
_LEAST_HEAD = 12
"""characters of a line that is the same above each of several clippings"""
_BELOW = 2_000
"""characters below a heading in which these lines are"""
_LONGEST_HEADLINE = 200
_LEAST_TEXT, _LEAST_NAMED = 200, 100
"""weight of the text under a headline: what is shorter is a table of contents or a footer; what has a header or a
number of its own may be shorter
"""
_MOST = 10_000
_ABOUT = 3
"""characters by which a line under a heading may be longer or shorter"""


class _Cut(msgspec.Struct, frozen=True):
    """Where one article may end and the next one begin; what stands between them is of neither."""

    end: int
    start: int


def articles(text: str) -> list[str]:
    """Return the parts of *text* that look like articles; a piece that does not is left with the part before it."""
    named = [(cuts, _LEAST_NAMED) for cuts in (_numbered(text), _coded(text), _headed(text), _labelled(text))]
    several = [(cuts, least) for cuts, least in (*named, (_repeated(text), _LEAST_TEXT)) if len(cuts) > 1]
    ruled = _ruled(text) if several or unpaged(text)[0] is text else []
    for cuts, least in (*several, (ruled, _LEAST_TEXT)):
        parts = _parted(text, cuts, least) if cuts else []
        if len(parts) > 1:
            return parts
    return [text]


def _numbered(text: str) -> list[_Cut]:
    above = [_Cut(found.start(), found.start()) for found in _NUMBERED.finditer(text)]
    return above or [_Cut(found.end(), found.end()) for found in _CLOSED.finditer(text)]


def _coded(text: str) -> list[_Cut]:
    """Return where documents begin whose lines have codes: with the section, or with the headline where that is not
    told.
    """
    starts = list(_CODED.finditer(text))
    first = starts[0][0].strip()[:2] if starts else ""
    return [_Cut(found.start(), found.start()) for found in starts if found[0].strip()[:2] == first]


def _headed(text: str) -> list[_Cut]:
    """Return the headings of one rank below which articles are signed or dated."""
    marks = islice(_MARKED.finditer(text), _MOST)
    found = [mark for mark in marks if _is_signed(text[mark.end() : mark.end() + _BELOW])]
    rank = min((len(mark[1]) for mark in found), default=0)
    return [_Cut(mark.start(), mark.start()) for mark in found if len(mark[1]) == rank]


def _is_signed(below: str) -> bool:
    """Say whether a byline or a day stands among the first lines of *below*, above the next heading."""
    lines = [line.strip(" *_\t") for line in below.split("\n") if line.strip()][:_SIGNED]
    own = takewhile(lambda line: not line.startswith("#"), lines)
    return any(rules.byline(line) is not None or (len(line) < 100 and find_written_day(line)) for line in own)


def _labelled(text: str) -> list[_Cut]:
    """Return where the headers of articles begin of which one is the title's."""
    return [_Cut(at, at) for at in _headers(text)]


def _headers(text: str) -> Iterator[int]:
    begun = behind = -1
    titled = False
    for found in islice(_LABELLED.finditer(text), _MOST):
        label = rules.labelled(found[0].strip())
        if label is None:
            continue
        if text[behind : found.start()].strip() or begun < 0:  # something stands between it and the label before
            begun, titled = found.start(), False
        behind = found.end()
        if label[0] == "title" and not titled:
            titled = True
            yield begun


def _repeated(text: str) -> list[_Cut]:
    """Return where the first line of *text* stands again below an empty one: the head of each of several clippings."""
    first = next(filter(str.strip, text.split("\n")), "")
    if not _LEAST_HEAD <= len(first) <= _LONGEST_HEADLINE:
        return []
    found = re.finditer(rf"(?:\A|\n)[ \t]*\n{re.escape(first)}(?=\n)", f"\n\n{text}")
    return [_Cut(max(0, mark.start() - 2), max(0, mark.start() - 2)) for mark in found]


def _ruled(text: str) -> list[_Cut]:
    return [_Cut(found.start(), found.end()) for found in _BREAK.finditer(text) if not _underlines(text, found)]


def _underlines(text: str, rule: re.Match[str]) -> bool:
    """Say whether *rule* is drawn right under, or over and under, a line of its length: then that is a heading."""
    if rule[1] is None:
        return False
    size = len(rule[0].strip())
    above = text[: rule.start()].rpartition("\n")[2].strip()
    if above and abs(len(above) - size) <= _ABOUT:
        return True
    below = text[rule.end() :].split("\n", 3)
    return len(below) > 2 and bool(below[1].strip()) and below[2].strip() == rule[0].strip()


def _parted(text: str, cuts: list[_Cut], least: int) -> list[str]:
    """Return the parts of *text* between *cuts* that look like articles, with text that weighs *least* or more; all
    else stays with the one before it.
    """
    starts = [0]
    ends = [cut.end for cut in cuts[1:]] + [len(text)]
    for cut, end in zip(cuts, ends, strict=True):
        if len(starts) < _MOST and _looks_whole(text[cut.start : end], least):
            starts.append(cut.start)
    if len(starts) > 1 and not _looks_whole(text[: cuts[0].end], least):
        del starts[1]  # what stands before the first article (a heading for all of them) stays with it
    return [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


def _looks_whole(piece: str, least: int) -> bool:
    lines = [line for line in map(str.strip, piece.split("\n")) if line]
    if len(lines) < 2 or rules.counts(lines[0]):  # the next page of the same article
        return False
    return len(lines[0]) <= _LONGEST_HEADLINE and sum(map(weight, lines[1:])) >= least
