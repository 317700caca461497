"""Which lines are furniture of a site and no text of its stories."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import msgspec

from newsarc.model.site import SeenPage

LONGEST = 600
"""characters; what is longer is text, whoever repeats it"""
_SHORT = 60
"""characters; signs of scripts that need few of them count double"""
_DENSE = "\u2e80"
"""the first sign of scripts that need few of them"""
_LOOSE = 0.8
"""share of its places at which a line must stand loose: at an end, or before other furniture"""
_HEAD = 2
"""lines at the head of a story"""
_ENDS = frozenset(".!?…。！？؟।։۔")
_CLOSERS = "\"'”’»)]）］」』】“›*"
_QUOTES = "\"'“”„«»‘’‚‹›「『《〈"


def may_be_furniture(text: str) -> bool:
    """Say whether *text* may be furniture at all: not long, no quote, no row of a table, and it says something."""
    return len(text) <= LONGEST and "\t" not in text and text[:1] not in _QUOTES and any(map(str.isalpha, text))


class Demands(msgspec.Struct, frozen=True, kw_only=True):
    """How much is asked before something is learned. Shares are of all stories of the site that were looked at."""

    enough: int = 5
    """stories; from fewer nothing is learned"""
    least: int = 3
    """stories that a line or box stands in"""
    short: float = 0.1
    """share for a short line at an end, or before other furniture"""
    loose: float = 0.2
    """share for a sentence there"""
    within: float = 0.5
    """share for a sentence among others: sentences of background recur too, though hardly in every second story"""
    box: float = 0.1
    """share for a box"""
    trust: float = 0.3
    """share for a box to trust, of the stories that were read with certainty"""


class LineCounts:
    """The lines of a site's pages, counted by story."""

    def __init__(self, pages: Sequence[SeenPage], numbers: Sequence[int], demands: Demands) -> None:
        self._count = len(set(numbers))
        self._demands = demands
        self._stories: dict[str, set[int]] = defaultdict(set)
        self._titles: dict[str, set[int]] = defaultdict(set)
        self._seen: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
        for page, number in zip(pages, numbers, strict=True):
            self._titles[page.title].add(number)
            for line in page.lines:
                self._stories[line.text].add(number)
        for page in pages:
            self._look(page)

    def _look(self, page: SeenPage) -> None:
        """Note of each line that recurs whether it stands loose, and whether at the head."""
        recurs = [len(self._stories[line.text]) >= self._demands.least for line in page.lines]
        loose = True
        for at in range(len(page.lines) - 1, -1, -1):
            if recurs[at]:
                self._seen[page.lines[at].text].append((loose, at < _HEAD))
            loose = recurs[at]

    def elsewhere(self, text: str, story: int) -> bool:
        """Say whether *text* stands in a story other than *story*, or is its headline."""
        return bool((self._stories[text] | self._titles.get(text, set())) - {story})

    def furniture(self) -> Iterator[tuple[str, int]]:
        """Yield the lines that are furniture, each with the number of stories it stands in; the most frequent first."""
        for text in sorted(self._seen, key=lambda text: (-len(self._stories[text]), text)):
            if may_be_furniture(text) and self._is_furniture(text):
                yield text, len(self._stories[text])

    def _is_furniture(self, text: str) -> bool:
        share = len(self._stories[text]) / self._count
        seen = self._seen[text]
        loose = sum(one for one, _ in seen) >= _LOOSE * len(seen)
        if _size(text) < _SHORT or not _is_sentence(text):
            # a short line before a text of its own is a heading or says who speaks
            return loose and share >= self._demands.short
        if 2 * sum(head for _, head in seen) > len(seen):
            # what introduces a story (a column, a note of the editors) was written for its readers, and is kept
            return False
        if loose:
            return share >= self._demands.loose
        return share >= self._demands.within and len(self._stories[text]) > self._demands.least


def _size(text: str) -> int:
    return len(text) if text.isascii() else len(text) + sum(sign >= _DENSE for sign in text)


def _is_sentence(text: str) -> bool:
    end = text[-4:].rstrip(_CLOSERS)
    return bool(end) and end[-1] in _ENDS
