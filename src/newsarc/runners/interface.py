"""What a runner is: a map. How work is spread, never what the work is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import Enum, StrEnum
from typing import Protocol, TypeVar

import msgspec

T = TypeVar("T")
R = TypeVar("R")


class Cause(StrEnum):
    """What became of a piece of work that gave no result."""

    DEADLINE = "deadline"
    CRASHED = "crashed"
    OUT_OF_MEMORY = "out-of-memory"
    BUG = "bug"


class Loss(msgspec.Struct, frozen=True):
    """A piece of work that gave no result."""

    cause: Cause
    detail: str


class NotYet(Enum):
    """What an iterator yields instead of an item while it waits for one itself."""

    NOT_YET = "not yet"


NOT_YET = NotYet.NOT_YET


def none(_item: object) -> bool:
    """Say of any item that it is not light: see Runner.map."""
    return False


class Runner(Protocol):
    """Maps work over items."""

    def map(
        self,
        work: Callable[[T], R],
        items: Iterable[T | NotYet],
        lost: Callable[[T, Loss], R],
        light: Callable[[T], bool] = none,
    ) -> Iterator[R | NotYet]:
        """Yield ``work(item)`` for each item, in the order of *items*; ``lost(item, loss)`` where it gave none.

        While *items* waits for its next item it should yield NOT_YET, soon and repeatedly: then results are not held
        up, and where there are none NOT_YET is passed on, so that the caller can do something else meanwhile. The work
        on *light* items takes less than sending them elsewhere, and may be done in this process; none are by default.
        *items* is read only as far as there is room for results. Closing the iterator ends all work.
        """
        ...
