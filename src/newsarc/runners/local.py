"""Worker processes on this machine. A page that hangs, crashes or eats its worker's memory is lost alone, by name.

Built on multiprocessing and not on an executor or a pool package: those end the whole pool when a worker dies
(concurrent.futures) or look at their deadlines by polling (pebble). Here the kernel keeps the deadline: SIGALRM with
its default action ends the worker even inside C code, where a Python signal handler would never run.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import resource
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from multiprocessing import forkserver, resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerProcess
from multiprocessing.reduction import ForkingPickler
from typing import Any, Generic, TypeVar

from newsarc.runners.interface import NOT_YET, Cause, Loss, NotYet, none

T = TypeVar("T")
R = TypeVar("R")

DEADLINE = 20.0
"""seconds for one item"""
MEMORY = 1 << 30
"""bytes of address space for a worker"""
_RECYCLE = 2_000
"""items after which a worker is replaced: C extensions leak a little"""
_DETAIL = 500
"""characters of what is said of a bug"""
_GARBAGE = 50_000
"""new objects between two runs of the garbage collector, instead of Python's 700: a page makes thousands that all die
with it, and collecting took a tenth of the time"""
_AHEAD = 32
"""results per worker that may be held while an earlier one is still awaited"""


class Workers:
    """See Runner. *count* processes; each item has *deadline* seconds and *memory* bytes of address space.

    *preload* names modules that the fork server imports once, so that a new worker starts in milliseconds.
    """

    def __init__(
        self, count: int, *, deadline: float = DEADLINE, memory: int = MEMORY, preload: Sequence[str] = ()
    ) -> None:
        self._count = max(1, count)
        self._deadline = deadline
        self._memory = memory
        self._preload = [*preload, __name__]

    def map(
        self,
        work: Callable[[T], R],
        items: Iterable[T | NotYet],
        lost: Callable[[T, Loss], R],
        light: Callable[[T], bool] = none,
    ) -> Iterator[R | NotYet]:
        """See Runner.map. *work* and the items travel by pickle, but for *light* ones, which stay in this process."""
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(self._preload)
        crew: _Crew[T, R] = _Crew(self._count, lambda: _Worker(context, work, self._deadline, self._memory))
        run = _Run(items, work, lost, light)
        try:
            while run.goes_on:
                run.hand_out(crew, _AHEAD * self._count)
                run.take_in(crew.answers(0.0 if run.waiting or run.is_due else None))
                if run.waiting and not run.is_due:
                    yield NOT_YET
                while run.is_due:
                    yield run.next()
        finally:
            crew.dismiss()


class _Run(Generic[T, R]):
    """One map: which item comes next, and the results of which their turn has not come."""

    def __init__(
        self,
        items: Iterable[T | NotYet],
        work: Callable[[T], R],
        lost: Callable[[T, Loss], R],
        light: Callable[[T], bool],
    ) -> None:
        self._todo: Iterator[T | NotYet] | None = iter(items)
        self._work, self._lost, self._light = work, lost, light
        self._held: list[T] = []
        """an item for which no worker was free, if any"""
        self._done: dict[int, R] = {}
        self._handed = self._due = 0
        self.waiting = False
        """whether the next item is not there yet"""

    @property
    def goes_on(self) -> bool:
        """Whether there are items or results to come."""
        return self._todo is not None or bool(self._held) or self._due < self._handed

    @property
    def is_due(self) -> bool:
        """Whether the result is there whose turn it is."""
        return self._due in self._done

    def next(self) -> R:
        """Return the result that is due."""
        self._due += 1
        return self._done.pop(self._due - 1)

    def hand_out(self, crew: _Crew[T, R], most: int) -> None:
        """Give items to workers while some are free, fewer than *most* results are to come, and none is due."""
        self.waiting = False
        while not self.is_due and self._handed - self._due < most and (self._held or self._takes_one()):
            if self._held:
                worker = crew.idle()
                if worker is None:
                    return
                worker.give(self._handed, self._held.pop())
                self._handed += 1

    def _takes_one(self) -> bool:
        """Take the next item, and do what it needs if that is light; say whether there was one."""
        if self._todo is None:
            return False
        try:
            task = next(self._todo)
        except StopIteration:
            self._todo = None
            return False
        if isinstance(task, NotYet):
            self.waiting = True
            return False
        if self._light(task):
            self._done[self._handed] = self._here(task)
            self._handed += 1
        else:
            self._held.append(task)
        return True

    def _here(self, item: T) -> R:
        try:
            return self._work(item)
        except Exception as err:  # noqa: BLE001  # as in a worker: a bug met by one item must not end the run
            return self._lost(item, _bug(err))

    def take_in(self, answers: Iterable[tuple[int, T, R | Loss]]) -> None:
        """Note what workers answered."""
        for number, item, answer in answers:
            self._done[number] = self._lost(item, answer) if isinstance(answer, Loss) else answer


def _start_fork_server() -> None:
    """Start the fork server unless it runs, with SIGINT blocked from its first moment on.

    Ctrl-C reaches the whole process group, and while the server loads modules Python would end it with a traceback.
    The workers that it forks block the signal too: the parent decides what ends, and receives the signal afterwards.
    """
    resource_tracker.ensure_running()  # by itself it would unblock the signal, between here and the server's start
    heard = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, heard)


def _kill_fork_server() -> None:
    """End the fork server at once, whatever it is doing, and not when the last worker has gone.

    The id of a worker that it was just starting is not known: that one ends by itself when it finds its pipe closed.
    """
    number = forkserver._forkserver._forkserver_pid  # type: ignore[attr-defined]  # noqa: SLF001  # no public way
    if number is not None:
        os.kill(number, signal.SIGKILL)


def _end_fork_server() -> None:
    """End the fork server and wait for it, so that no process of ours outlives a map, and so that the time the workers
    took is counted as this process's (getrusage, time). multiprocessing would leave it running and never wait.
    """
    forkserver._forkserver._stop()  # type: ignore[attr-defined]  # noqa: SLF001  # there is no public way


class _Crew(Generic[T, R]):
    """The workers of one map."""

    def __init__(self, size: int, hire: Callable[[], _Worker[T, R]]) -> None:
        self._size = size
        self._hire = hire
        self._workers: list[_Worker[T, R]] = []

    def idle(self) -> _Worker[T, R] | None:
        """Return a worker with nothing in hand, a new one where there is room, else None."""
        for worker in self._workers:
            if worker.number is None:
                return worker
        if len(self._workers) >= self._size:
            return None
        self._workers.append(self._hire())
        return self._workers[-1]

    def answers(self, timeout: float | None = None) -> list[tuple[int, T, R | Loss]]:
        """Wait until workers are done or dead, or for *timeout* seconds; return the number, item and result of each.

        Return an empty list when none is busy or the time is over.
        """
        busy = {worker.pipe: worker for worker in self._workers if worker.number is not None}
        if not busy:
            return []
        got = [busy[pipe].answer() for pipe in wait(list(busy), timeout) if isinstance(pipe, Connection)]
        self._workers = [worker for worker in self._workers if not worker.spent]
        return got

    def dismiss(self) -> None:
        """End every worker now, and the fork server that started them."""
        for worker in self._workers:
            worker.kill()
        _end_fork_server()


class _Worker(Generic[T, R]):
    """One process and the item it has in hand."""

    def __init__(self, context: Any, work: Callable[[T], R], deadline: float, memory: int) -> None:
        _start_fork_server()
        self.pipe, theirs = context.Pipe()
        self._process: ForkServerProcess = context.Process(
            target=_serve, args=(theirs, work, deadline, memory), daemon=True
        )
        try:
            self._process.start()
        except BaseException:  # a signal, mostly, while the fork server loads: nobody waits for it any more
            self.pipe.close()
            _kill_fork_server()
            raise
        finally:
            theirs.close()
        self.number: int | None = None
        self.spent = False
        self._item: T | None = None
        self._deadline = deadline
        self._served = 0

    def give(self, number: int, item: T) -> None:
        """Hand over one item."""
        packed = ForkingPickler.dumps(item)
        self.number, self._item = number, item
        self._served += 1
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # it died idle; answer() tells of it
            self.pipe.send_bytes(packed)

    def answer(self) -> tuple[int, T, R | Loss]:
        """Return the item's number, the item and its result; call it when the pipe is readable."""
        number, item = self.number, self._item
        assert number is not None  # noqa: S101  # only busy workers are asked
        self.number = self._item = None
        try:
            packed = self.pipe.recv_bytes()
        except (EOFError, OSError):  # it died before it answered, or in the middle of it
            result: R | Loss = self._post_mortem()
        else:
            result = _unpacked(packed)
        if self._served >= _RECYCLE or (isinstance(result, Loss) and result.cause is Cause.OUT_OF_MEMORY):
            self.kill()
        return number, item, result  # type: ignore[return-value]  # item is None only where T admits it

    def _post_mortem(self) -> Loss:
        self._process.join()
        code = self._process.exitcode
        self.kill()
        if code == -signal.SIGALRM:
            return Loss(Cause.DEADLINE, f"not done after {self._deadline:g} s")
        if code is not None and code < 0:
            return Loss(Cause.CRASHED, f"the extractor was ended by {signal.Signals(-code).name}")
        return Loss(Cause.CRASHED, f"the extractor ended with exit code {code}")

    def kill(self) -> None:
        """End the process now."""
        self.spent = True
        self._process.kill()
        self._process.join()
        self.pipe.close()


def _unpacked(packed: bytes) -> Any:
    try:
        return ForkingPickler.loads(packed)
    except Exception as err:  # noqa: BLE001  # unpickling runs a class's own code: what it raises is that item's bug
        return Loss(Cause.BUG, f"the result cannot travel: {type(err).__name__}: {err}"[:_DETAIL])


def _serve(pipe: Connection, work: Callable[[Any], Any], deadline: float, memory: int) -> None:
    """Be a worker: take items until the pipe closes, which it also does when the parent dies."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides what ends
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if memory:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    gc.freeze()  # what was loaded before stays for ever, and stays shared between the processes
    gc.set_threshold(_GARBAGE)
    while True:
        try:
            item = pipe.recv_bytes()
            signal.setitimer(signal.ITIMER_REAL, deadline)
            answer = _guarded(work, item, memory)
            signal.setitimer(signal.ITIMER_REAL, 0)
            pipe.send_bytes(answer)
        except (EOFError, OSError):  # the parent is gone: nobody is there to be told
            os._exit(0)


def _guarded(work: Callable[[Any], Any], item: bytes, memory: int) -> bytes:
    """Return the pickled result of *work* on one pickled *item*, or the pickled Loss."""
    try:
        return bytes(ForkingPickler.dumps(work(ForkingPickler.loads(item))))
    except MemoryError:
        loss = Loss(Cause.OUT_OF_MEMORY, f"wanted more than {memory // 2**20} MiB")
    except Exception as err:  # noqa: BLE001  # a bug met by one page must not end the run; it is named in the outcome
        loss = _bug(err)
    return bytes(ForkingPickler.dumps(loss))


def _bug(err: Exception) -> Loss:
    return Loss(Cause.BUG, f"{type(err).__name__}: {err}"[:_DETAIL])
