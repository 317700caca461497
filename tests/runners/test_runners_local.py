"""Worker processes: order, and every way in which one item is lost alone and by name."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from multiprocessing import forkserver

import pytest

from newsarc.runners import local
from newsarc.runners.interface import Cause, Loss
from newsarc.runners.local import Workers
from newsarc.runners.serial import Serial


class Odd:
    """Its pickle cannot be read."""

    def __reduce__(self) -> tuple[Callable[[str], int], tuple[str]]:
        """Give something that fails when it is unpickled."""
        return int, ("no number",)


def work(item: tuple[str, int]) -> object:  # noqa: C901
    """Do what *item* says."""
    what, number = item
    match what:
        case "double":
            time.sleep(0.002 * (number % 3))
            return number * 2
        case "pid":
            return os.getpid()
        case "segv":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "hang":
            return sum(range(10**13))  # one C loop: a Python signal handler would never run
        case "pattern":
            return re.match(r"(a+)+$", "a" * 40 + "b")
        case "memory":
            return len(bytearray(10**10))
        case "bug":
            raise ValueError(f"item {number}")
        case "exit":
            sys.exit(3)
        case "unpicklable":
            return lambda: number
        case "odd":
            return Odd()
        case "large":
            return b"x" * (5 << 20)
        case "deep":
            return work(("deep", number))
    raise AssertionError(what)


def lost(item: tuple[str, int], loss: Loss) -> object:
    return item, loss


@pytest.fixture(scope="module")
def run() -> Callable[..., list[object]]:
    def go(items: list[tuple[str, int]], *, count: int = 2, deadline: float = 20.0) -> list[object]:
        return list(Workers(count, deadline=deadline, memory=1 << 30).map(work, items, lost))

    return go


Run = Callable[..., list[object]]


def test_results_come_in_the_order_of_the_items(run: Run) -> None:
    assert run([("double", n) for n in range(100)]) == [n * 2 for n in range(100)]


def test_no_items_no_results(run: Run) -> None:
    assert run([]) == []


@pytest.mark.parametrize(
    ("what", "cause", "said"),
    [
        ("segv", Cause.CRASHED, "SIGSEGV"),
        ("hang", Cause.DEADLINE, "0.5 s"),
        ("pattern", Cause.DEADLINE, "0.5 s"),
        ("memory", Cause.OUT_OF_MEMORY, "1024 MiB"),
        ("bug", Cause.BUG, "ValueError: item 7"),
        ("deep", Cause.BUG, "RecursionError"),
        ("exit", Cause.CRASHED, "exit code 3"),
        ("unpicklable", Cause.BUG, "pickle"),
        ("odd", Cause.BUG, "cannot travel"),
    ],
)
def test_an_item_is_lost_alone_and_by_name(run: Run, what: str, cause: Cause, said: str) -> None:
    items = [("double", 1), (what, 7), ("double", 2), (what, 7), ("double", 3)]
    one, first, two, second, three = run(items, deadline=0.5 if cause is Cause.DEADLINE else 20.0)
    assert (one, two, three) == (2, 4, 6)
    for got in (first, second):
        assert isinstance(got, tuple)
        item, loss = got
        assert item == (what, 7)
        assert isinstance(loss, Loss)
        assert loss.cause is cause
        assert said in loss.detail


def test_every_item_may_be_lost(run: Run) -> None:
    got = run([("segv", n) for n in range(6)])
    assert [one[0][1] for one in got if isinstance(one, tuple)] == list(range(6))


def test_a_large_result_travels(run: Run) -> None:
    assert [len(one) for one in run([("large", 1), ("large", 2)]) if isinstance(one, bytes)] == [5 << 20] * 2


def test_workers_are_replaced_after_a_while(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "_RECYCLE", 3)
    pids = run([("pid", n) for n in range(9)], count=1)
    assert len(set(pids)) == 3
    assert pids == sorted(pids, key=pids.index)


def test_items_are_read_only_as_far_as_there_is_room() -> None:
    taken = 0

    def items() -> Iterator[tuple[str, int]]:
        nonlocal taken
        for taken in range(1, 10_001):
            yield "double", taken

    results = Workers(2).map(work, items(), lost)
    assert taken == 0, "nothing before somebody asks"
    for _ in range(10):
        next(results)
    assert 10 <= taken <= 10 + 2 * local._AHEAD + 2
    results.close()


def test_a_slow_item_does_not_let_the_others_run_away() -> None:
    taken = 0

    def items() -> Iterator[tuple[str, int]]:
        nonlocal taken
        yield "hang", 0
        for taken in range(1, 10_001):  # noqa: B007
            yield "double", 0

    results = Workers(2, deadline=1.5).map(work, items(), lost)
    next(results)
    assert taken <= 2 * local._AHEAD
    results.close()


def test_an_error_of_the_items_comes_out_and_ends_the_workers() -> None:
    def items() -> Iterator[tuple[str, int]]:
        yield "pid", 0
        raise RuntimeError("no more")

    with pytest.raises(RuntimeError, match="no more"):
        list(Workers(1).map(work, items(), lost))


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def gone(pids: set[int], seconds: float = 15.0) -> bool:
    """Poll until none of *pids* is there."""
    end = time.monotonic() + seconds
    while any(alive(pid) for pid in pids):
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def test_closing_early_leaves_no_process(run: Run) -> None:
    results = Workers(2).map(work, [("pid", n) for n in range(8)] + [("hang", 1)] * 2, lost)
    pids = {pid for pid in (next(results) for _ in range(8)) if isinstance(pid, int)}
    results.close()
    assert pids
    assert gone(pids)


PARENT = """
import sys
from test_runners_local import lost, work
from newsarc.runners.local import Workers
results = Workers(2, deadline=3).map(work, [("pid", n) for n in range(20)] + [("hang", 1)] * 2, lost)
print(*{next(results) for _ in range(20)}, flush=True)
next(results)
"""


def test_a_killed_parent_leaves_no_process() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PARENT],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=os.path.dirname(__file__),  # noqa: PTH120
    ) as parent:
        assert parent.stdout is not None
        assert parent.stderr is not None
        pids = {int(pid) for pid in parent.stdout.readline().split()}
        parent.kill()
        said = parent.stderr.read()  # ends when the last process that has it ends
    assert pids
    assert gone(pids), "idle ones end with the pipe, busy ones by their deadline"
    assert b"Traceback" not in said


def is_light(item: tuple[str, int]) -> bool:
    return item[1] >= 100


def test_light_items_are_done_here_and_come_in_their_turn() -> None:
    items = [("double", 1), ("pid", 100), ("double", 101), ("pid", 2), ("bug", 102), ("pid", 103), ("double", 3)]
    results = list(Workers(2).map(work, items, lost, is_light))
    assert results[0:3] == [2, os.getpid(), 202]
    assert results[3] != os.getpid()
    assert results[4] == (("bug", 102), Loss(Cause.BUG, "ValueError: item 102"))
    assert results[5:] == [os.getpid(), 6]


def test_light_items_come_one_by_one_and_need_no_process() -> None:
    read: list[int] = []

    def items() -> Iterator[tuple[str, int]]:
        for number in range(100, 110):
            read.append(number)
            yield "double", number

    results = Workers(2).map(work, items(), lost, is_light)
    assert next(results) == 200
    assert read == [100]
    assert list(results) == [2 * number for number in range(101, 110)]
    assert forkserver._forkserver._forkserver_pid is None  # type: ignore[attr-defined]  # there is no public way


def test_an_item_that_is_none_is_an_item() -> None:
    results = list(Workers(1).map(str, [None, 1, None], lambda _item, _loss: "lost"))
    assert results == ["None", "1", "None"]


def test_serial_does_the_same_in_this_process() -> None:
    assert list(Serial().map(work, [("pid", 1), ("double", 2)], lost)) == [os.getpid(), 4]
