"""One after the other, in this process: for one page, for debugging, and where processes cannot be started."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from newsarc.runners.interface import Loss, NotYet, none

T = TypeVar("T")
R = TypeVar("R")


class Serial:
    """See Runner. Nothing is ever lost, because nothing is guarded: an exception of the work is the caller's."""

    def map(
        self,
        work: Callable[[T], R],
        items: Iterable[T | NotYet],
        lost: Callable[[T, Loss], R],  # noqa: ARG002
        light: Callable[[T], bool] = none,  # noqa: ARG002
    ) -> Iterator[R | NotYet]:
        """See Runner.map."""
        return (item if isinstance(item, NotYet) else work(item) for item in items)
