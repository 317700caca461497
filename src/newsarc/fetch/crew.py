"""Threads that do one thing each at a time, and the queue their results come back in."""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

R = TypeVar("R")


class Crew(Protocol[R]):
    """Does jobs concurrently; `wait` counts seconds on a clock of its own, which a simulation may replace."""

    def start(self, job: Callable[[], R]) -> None:
        """Start *job*; `wait` returns its result."""

    def wait(self, seconds: float | None) -> list[R]:
        """Return what is done: at least one result, or none when *seconds* have passed (None: no limit).

        Raises what a job raised.
        """
        ...

    def dismiss(self) -> None:
        """Start no more jobs, and do not wait for those under way."""


class Threads(Generic[R]):
    """See Crew: as many threads as there were jobs at a time."""

    def __init__(self) -> None:
        self._jobs: queue.SimpleQueue[Callable[[], R] | None] = queue.SimpleQueue()
        self._done: queue.SimpleQueue[R | _Raised] = queue.SimpleQueue()
        self._hired = 0
        self._under_way = 0

    def start(self, job: Callable[[], R]) -> None:
        """See Crew."""
        self._under_way += 1
        if self._under_way > self._hired:
            self._hired += 1
            threading.Thread(target=self._work, name=f"fetch-{self._hired}", daemon=True).start()
        self._jobs.put(job)

    def wait(self, seconds: float | None) -> list[R]:
        """See Crew."""
        got: list[R | _Raised] = []
        with contextlib.suppress(queue.Empty):
            got.append(self._done.get(timeout=None if seconds is None else max(0.0, seconds)))
            while True:
                got.append(self._done.get_nowait())
        self._under_way -= len(got)
        return [self._result(one) for one in got]

    def dismiss(self) -> None:
        """See Crew. Daemon threads: one that hangs in a resolver holds nobody."""
        for _ in range(self._hired):
            self._jobs.put(None)

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            try:
                self._done.put(job())
            except BaseException as error:  # noqa: BLE001  # raised again where the results are waited for
                self._done.put(_Raised(error))

    def _result(self, one: R | _Raised) -> R:
        if isinstance(one, _Raised):
            raise one.error
        return one


class _Raised:
    def __init__(self, error: BaseException) -> None:
        self.error = error
