"""Which pages tell the same story: evidence is counted by story, and one story may stand at several addresses."""

from __future__ import annotations

from collections.abc import Sequence

from newsarc.model.site import SeenPage

SAME = 0.4
"""of the shorter text that two pages of one story share; rules never take out as much (extraction.site.MOST)"""


def stories(pages: Sequence[SeenPage]) -> list[int]:
    """Return for each of *pages* the number of its story, that of the first page that tells it.

    Pages are of one story when they have one title, or much of their text in common. Quadratic: for some hundred pages.
    """
    lines = [{line.text for line in page.lines} for page in pages]
    sizes = [sum(map(len, one)) for one in lines]
    number = list(range(len(pages)))
    by_title: dict[str, int] = {}
    for at, page in enumerate(pages):
        for other in range(at):
            if number[other] != number[at] and _shared(lines[at], lines[other]) > SAME * min(sizes[at], sizes[other]):
                _join(number, other, at)
        title = page.title.casefold()
        if title and by_title.setdefault(title, at) != at:
            _join(number, by_title[title], at)
    return number


def _shared(one: set[str], other: set[str]) -> int:
    return sum(map(len, one & other))


def _join(number: list[int], one: int, other: int) -> None:
    first, second = sorted((number[one], number[other]))
    for at, of in enumerate(number):
        if of == second:
            number[at] = first
