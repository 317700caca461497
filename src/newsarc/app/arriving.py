"""Pages of the web as they come: fetched in this process, many hosts at once, and read by a runner meanwhile."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar

import msgspec

from newsarc.model.target import Fetched, Page, Target
from newsarc.runners.interface import NOT_YET, NotYet

E = TypeVar("E")
"""an errand: whatever the caller wants back with what came of a target"""
I = TypeVar("I")  # noqa: E741  # an item, as runners call it: what a page is read as
R = TypeVar("R")
"""what reading gives"""


class Arrival(msgspec.Struct, Generic[E, R], frozen=True):
    """What came of one errand."""

    errand: E
    answer: Fetched
    read: R | None = None
    """None where no page came"""


class Arrivals(Generic[E, I, R]):
    """Fetches and reads. *fetch* asks for targets (see Web.fetch); *item* makes of a page what *read*, the map of a
    runner, takes.
    """

    def __init__(
        self,
        fetch: Callable[[Iterable[Target]], Iterable[tuple[Target, Fetched] | None]],
        item: Callable[[E, Page], I],
        read: Callable[[Iterable[I | NotYet]], Iterable[R | NotYet]],
    ) -> None:
        self._fetch = fetch
        self._item = item
        self._read = read
        self._asked: dict[int, E] = {}
        self._reading: deque[tuple[E, Page]] = deque()
        self._unread: deque[Arrival[E, R]] = deque()

    def of(self, errands: Iterable[tuple[Target, E]]) -> Iterator[Arrival[E, R] | NotYet]:
        """Yield what comes of each of *errands*, as it comes; NOT_YET now and then while nothing does."""
        for result in self._read(self._pages(errands)):
            if isinstance(result, NotYet):
                yield result
            else:
                errand, page = self._reading.popleft()  # results come in the order of the pages
                yield Arrival(errand, page, result)
            yield from self._set_aside()
        yield from self._set_aside()

    def _set_aside(self) -> Iterator[Arrival[E, R]]:
        while self._unread:
            yield self._unread.popleft()

    def _pages(self, errands: Iterable[tuple[Target, E]]) -> Iterator[I | NotYet]:
        """Yield the pages to be read; what needs no reading is set aside."""
        for got in self._fetch(self._targets(errands)):
            if got is None:
                yield NOT_YET
                continue
            target, answer = got
            errand = self._asked.pop(id(target))
            if isinstance(answer, Page):
                self._reading.append((errand, answer))
                yield self._item(errand, answer)
            else:
                self._unread.append(Arrival(errand, answer))
                yield NOT_YET

    def _targets(self, errands: Iterable[tuple[Target, E]]) -> Iterator[Target]:
        for target, errand in errands:
            self._asked[id(target)] = errand
            yield target
