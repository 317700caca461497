"""The line of a text that shows why it was found."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from newsarc.search.entry import Piece as Piece  # noqa: PLC0414 # its users look for it here
from newsarc.search.entry import Snippet as Snippet  # noqa: PLC0414
from newsarc.search.query import Field, Phrase, Query
from newsarc.search.terms import Term, terms

_MOST = 400_000
"""Characters of a text that are looked at: a book takes a tenth of a second."""


_NARROWEST = 10
"""characters of a snippet: less would be all ellipsis"""


Span = tuple[int, int]


def snippet(text: str, query: Query, *, width: int) -> Snippet:
    """Return the best *width* characters of *text*: those with most of what *query* wants, hits in their own spelling.

    White space is folded to one space. Where nothing was hit (only the title was, say) the text's beginning is
    returned. Never longer than *width* (or than ten, if that is more), and empty for an empty text.
    """
    line = " ".join(text[:_MOST].split())
    hits = _hits(line, [phrase for phrase in query.wanted() if phrase.field is Field.ANY])
    start, end = _window(line, hits, max(width, _NARROWEST))
    spans = _merged([(max(a, start), min(b, end)) for _, a, b in hits if a < end and b > start])
    return Snippet(tuple(_pieces(line, start, end, spans)))


def _hits(line: str, phrases: list[Phrase]) -> list[tuple[int, int, int]]:
    """Return (which phrase, start, end) of each place where a phrase stands, in order."""
    if not phrases:
        return []
    by_first: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
    beginnings = [(number, phrase.terms[0]) for number, phrase in enumerate(phrases) if phrase.beginning]
    for number, phrase in enumerate(phrases):
        if not phrase.beginning:
            by_first.setdefault(phrase.terms[0], []).append((number, phrase.terms))
    found = terms(line)
    hits: list[tuple[int, int, int]] = []
    for at, term in enumerate(found):
        for number, wanted in by_first.get(term.text, ()):
            if _stands(wanted, found, at):
                hits.append((number, term.start, found[at + len(wanted) - 1].end))
        hits += [(number, term.start, term.end) for number, start in beginnings if term.text.startswith(start)]
    return hits


def _stands(wanted: tuple[str, ...], found: list[Term], at: int) -> bool:
    if len(wanted) == 1:
        return True
    return at + len(wanted) <= len(found) and all(found[at + n].text == word for n, word in enumerate(wanted))


def _window(line: str, hits: list[tuple[int, int, int]], width: int) -> Span:
    """Return the span to show, without the room its ellipses take."""
    if len(line) <= width:
        return 0, len(line)
    room = width - 2
    first, last = _best(hits, room) if hits else (0, 0)
    # More context before than after reads worse: a sentence is understood from its beginning.
    start = max(0, first - max(0, room - (last - first)) // 3)
    if start + room + 1 >= len(line):  # only the beginning is cut: one ellipsis
        start, end = len(line) - (width - 1), len(line)
    elif start == 0:
        end = width - 1
    else:
        end = start + room
    return _at_words(line, start, end, first, last)


def _best(hits: list[tuple[int, int, int]], room: int) -> Span:
    """Return the earliest span of at most *room* characters with most different phrases, then most hits."""
    best, most = (hits[0][1], hits[0][2]), (0, 0)
    inside: dict[int, int] = {}
    left = 0
    for number, _, end in hits:
        inside[number] = inside.get(number, 0) + 1
        while left < len(hits) and end - hits[left][1] > room and hits[left][1] < end:
            gone = hits[left][0]
            inside[gone] = inside.get(gone, 0) - 1
            if not inside[gone]:
                del inside[gone]
            left += 1
        value = (len(inside), sum(inside.values()))
        if inside and value > most:
            best, most = (hits[left][1], end), value
    return best


def _at_words(line: str, start: int, end: int, first: int, last: int) -> Span:
    """Draw the span in to whole words where spaces are near and no hit is lost."""
    if start > 0 and line[start - 1] != " ":
        space = line.find(" ", start, min(first, start + 20))
        start = space + 1 if space >= 0 else start
    if end < len(line) and line[end] != " ":
        space = line.rfind(" ", max(last, end - 20, start), end)
        end = space if space >= 0 else end
    return start, end


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _pieces(line: str, start: int, end: int, spans: list[Span]) -> Iterator[Piece]:
    stretches = [("…", False)] if start > 0 else []
    at = start
    for hit_start, hit_end in spans:
        stretches += [(line[at:hit_start], False), (line[hit_start:hit_end], True)]
        at = hit_end
    stretches += [(line[at:end], False), ("…" if end < len(line) else "", False)]
    for hit, group in groupby((stretch for stretch in stretches if stretch[0]), key=lambda stretch: stretch[1]):
        yield Piece("".join(text for text, _ in group), hit)
