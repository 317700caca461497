"""Which parts of two sequences are the same, in time that is nearly linear whatever they hold.

Patience: what occurs once in both is matched first (the longest run of it that keeps its order), then what lies
between two matches is looked at again in the same way. Small gaps without such an anchor go to difflib, large ones
count as changed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

_ROUNDS = 12
"""times that a gap is split further"""
_SMALL = 40_000
"""a gap whose sides multiply to no more goes to difflib, whose time grows with that product"""
_BUDGET = 20_000_000
"""products that difflib is given in all: some seconds at worst, reached by texts made for it"""


class Match(NamedTuple):
    """A stretch that both have."""

    old: int
    new: int
    length: int


class Gap(NamedTuple):
    """What lies between two matches: old[old_start:old_end] became new[new_start:new_end]."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


def align(old: Sequence[str], new: Sequence[str]) -> list[Match]:
    """Return the stretches that *old* and *new* share, in order, none touching the next. Never raises.

    >>> align("abcd", "axcd")
    [Match(old=0, new=0, length=1), Match(old=2, new=2, length=2)]
    """
    found: list[Match] = []
    waiting = [(Gap(0, len(old), 0, len(new)), _ROUNDS)]
    budget = _BUDGET
    while waiting:
        gap, rounds = waiting.pop()
        inner = _trimmed(old, new, gap, found)
        size = (inner.old_end - inner.old_start) * (inner.new_end - inner.new_start)
        if not size:
            continue
        anchors = _anchors(old, new, inner) if rounds else []
        if anchors:
            waiting += [(between, rounds - 1) for between in _between(anchors, inner)]
            found += anchors
        elif size <= _SMALL and size <= budget:
            budget -= size
            found += _by_difflib(old, new, inner)
    return _joined(sorted(found))


def gaps(matches: Sequence[Match], old: int, new: int) -> Iterator[Gap]:
    """Yield what lies before, between and behind *matches*, for sequences of *old* and *new* items; empty ones too."""
    return iter(_between(matches, Gap(0, old, 0, new)))


def _trimmed(old: Sequence[str], new: Sequence[str], gap: Gap, found: list[Match]) -> Gap:
    """Return *gap* without what its sides share at its ends, which is added to *found*."""
    start, end, at, stop = gap
    while start < end and at < stop and old[start] == new[at]:
        start, at = start + 1, at + 1
    if start > gap.old_start:
        found.append(Match(gap.old_start, gap.new_start, start - gap.old_start))
    while start < end and at < stop and old[end - 1] == new[stop - 1]:
        end, stop = end - 1, stop - 1
    if end < gap.old_end:
        found.append(Match(end, stop, gap.old_end - end))
    return Gap(start, end, at, stop)


def _anchors(old: Sequence[str], new: Sequence[str], gap: Gap) -> list[Match]:
    """Return the longest run, in order, of what occurs once on either side of *gap*."""
    mine, theirs = old[gap.old_start : gap.old_end], new[gap.new_start : gap.new_end]
    many, others = Counter(mine), Counter(theirs)
    where = {item: at for at, item in enumerate(theirs, gap.new_start) if others[item] == 1}
    pairs = [(at, where[item]) for at, item in enumerate(mine, gap.old_start) if many[item] == 1 and item in where]
    return [Match(one, other, 1) for one, other in _rising(pairs)]


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest part of *pairs* whose second numbers rise."""
    ends: list[int] = []  # the smallest number that a run of this length ends with
    last: list[int] = []  # which pair that is
    before: list[int] = []
    for number, (_, at) in enumerate(pairs):
        place = bisect_left(ends, at)
        before.append(last[place - 1] if place else -1)
        ends[place : place + 1] = [at]
        last[place : place + 1] = [number]
    run: list[tuple[int, int]] = []
    number = last[-1] if last else -1
    while number >= 0:
        run.append(pairs[number])
        number = before[number]
    return run[::-1]


def _by_difflib(old: Sequence[str], new: Sequence[str], gap: Gap) -> list[Match]:
    mine, theirs = old[gap.old_start : gap.old_end], new[gap.new_start : gap.new_end]
    blocks = SequenceMatcher(None, mine, theirs, autojunk=False).get_matching_blocks()
    return [Match(gap.old_start + a, gap.new_start + b, size) for a, b, size in blocks if size]


def _between(matches: Sequence[Match], gap: Gap) -> list[Gap]:
    found: list[Gap] = []
    old, new = gap.old_start, gap.new_start
    for match in matches:
        found.append(Gap(old, match.old, new, match.new))
        old, new = match.old + match.length, match.new + match.length
    return [*found, Gap(old, gap.old_end, new, gap.new_end)]


def _joined(matches: list[Match]) -> list[Match]:
    joined: list[Match] = []
    for match in matches:
        if joined and (last := joined[-1]).old + last.length == match.old and last.new + last.length == match.new:
            joined[-1] = Match(last.old, last.new, last.length + match.length)
        else:
            joined.append(match)
    return joined
