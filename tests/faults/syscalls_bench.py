"""Where one command runs again and again, each time from the same start, for syscalls.py."""

from __future__ import annotations

import atexit
import contextlib
import gc
import importlib.util
import json
import os
import pkgutil
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from syscalls_commands import SMALL_SEGMENT, Command, page
from syscalls_faults import Case, Watch
from syscalls_judge import Ended, Wanted, acknowledged, after, ending, scratch, state, told, verified, wanted
from syscalls_trap import watched

import newsarc

LIMIT = 40.0
"""seconds that one run may take, between two calls"""
ALONE = 0.5
"""seconds that a call is held while a rival runs; then both go on"""


class Bench:
    """A folder where one command runs."""

    def __init__(self, command: Command, work: Path, address: str) -> None:
        self.command = command
        self.folder = work / "run"
        self._start = work / "start"
        self._out, self._err, self._codes = work / "out", work / "err", work / "codes"
        self._start.mkdir(parents=True)
        code = _forked(lambda: command.prepare(self._start, address))
        assert code == 0, f"{command.name} cannot be prepared"

    def fresh(self) -> None:
        """Make the folder what it was at first."""
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self._start, self.folder, symlinks=True)

    def run(self, watch: Watch) -> Ended:
        """Run the command past *watch*; return how it ended."""
        try:
            return self._said(watched(self._work, watch, LIMIT))
        except TimeoutError as late:
            return Ended(99, b"", str(late))

    def again(self) -> tuple[Ended, Ended]:
        """Run the command without faults and then verify; return how both ended. One process for both saves time."""
        self._codes.unlink(missing_ok=True)
        died = _forked(self._both)
        codes = json.loads(self._codes.read_text()) if self._codes.exists() else (died, died)
        return self._said(codes[0]), self._said(codes[1], "-verify")

    def trace(self, *, more: bool) -> tuple[Watch, Wanted]:
        """Run without faults; return the calls that were seen, and what is left."""
        self.fresh()
        watch = Watch(self.folder, more=more)
        ended = self.run(watch)
        assert ended.code == 0, (self.command.name, ended)
        return watch, wanted(self.command, self.folder, ended)

    def judge(self, case: Case, want: Wanted) -> tuple[bool, list[str]]:
        """Run with a fault; say whether it was met, and return what is wrong."""
        self.fresh()
        rivals: list[Callable[[], Ended]] = []
        watch = Watch(self.folder, case, lambda: rivals.append(self._rival()))
        ended = self.run(watch)
        if not watch.struck:
            return False, []
        promised = [id_ for one in (ended, *(rival() for rival in rivals)) for id_ in acknowledged(one)]
        wrong = ending(ended, case.fault, case.point.call) + state(self.command, self.folder, promised, ended, want)
        wrong += told(self.command, ended, want)
        if case.fault != "kill" and (left := scratch(self.folder)):
            wrong += [] if case.point.call in {"unlink", "unlinkat"} else [f"left behind: {' '.join(left)}"]
        again, checked = self.again()
        promised += acknowledged(again)
        wrong += after(self.command, self.folder, again, want, promised)
        wrong += verified(self.command, checked, killed=ended.code < 0)
        return True, [*wrong, f"said {ended.code} {ended.err[-300:]!r}"] if wrong else []

    def _work(self, to: str = "") -> NoReturn:
        self._begin(to)
        _end(_newsarc(self.command.arguments, self.folder / "archive"))

    def _both(self) -> NoReturn:
        self._begin("")
        code = _newsarc(self.command.arguments, self.folder / "archive")
        self._begin("-verify")
        checked = _newsarc(("verify", "--json"), self.folder / "archive")
        self._codes.write_text(json.dumps([code, checked]))
        _end(0)

    def _begin(self, to: str) -> None:
        """Be what a shell starts: in the folder, with streams that are files, without anybody's settings."""
        from newsarc.archive import store

        _streams(Path(f"{self._out}{to}"), Path(f"{self._err}{to}"))
        os.chdir(self.folder)
        for name in [name for name in os.environ if name.startswith(("NEWSARC_", "XDG_"))]:
            del os.environ[name]
        os.environ["HOME"] = "/nonexistent"
        if self.command.small_segments:
            store.SEGMENT_BYTES = SMALL_SEGMENT

    def _said(self, code: int, to: str = "") -> Ended:
        return Ended(code, Path(f"{self._out}{to}").read_bytes(), Path(f"{self._err}{to}").read_text(errors="replace"))

    def _rival(self) -> Callable[[], Ended]:
        """Let another process run the same command, for a moment alone; return what waits for its end."""
        pid = os.fork()
        if pid == 0:
            self._work("-rival")
        until = time.monotonic() + ALONE
        while (done := os.waitpid(pid, os.WNOHANG)) == (0, 0) and time.monotonic() < until:
            time.sleep(0.01)

        def ended() -> Ended:
            status = done[1] if done[0] else os.waitpid(pid, 0)[1]
            return self._said(os.waitstatus_to_exitcode(status), "-rival")

        return ended


def load() -> None:
    """Load all of newsarc, so that the runs need not; read pages in the process itself."""
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # a process with threads is no good to be forked
    left_out = {"newsarc.__main__"} | (set() if importlib.util.find_spec("pyarrow") else {"newsarc.exporting.parquet"})
    for module in pkgutil.walk_packages(newsarc.__path__, "newsarc."):
        if module.name not in left_out:
            importlib.import_module(module.name)
    from newsarc.app import wiring
    from newsarc.runners.serial import Serial

    wiring.runner = lambda *_, **__: Serial()  # type: ignore[assignment]
    wiring.feed_runner = lambda *_, **__: Serial()  # type: ignore[assignment]
    newsarc.extract(page(1), url="https://harbour.example/1")  # tables and patterns are made once
    gc.collect()
    gc.freeze()  # shared with every process that is forked


def _streams(out: Path, err: Path) -> None:
    for fd, path, flags in ((0, "/dev/null", os.O_RDONLY), (1, out, os.O_WRONLY), (2, err, os.O_WRONLY)):
        made = os.open(path, flags | (os.O_CREAT | os.O_TRUNC if fd else 0), 0o644)
        os.dup2(made, fd)
        os.close(made)


def _forked(work: Callable[[], None]) -> int:
    pid = os.fork()
    if pid == 0:
        code = 97
        try:
            work()
            code = 0
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _newsarc(arguments: Sequence[str], archive: Path) -> int:
    """Be a newsarc process up to its end; return its exit code."""
    from newsarc.cli import process

    def leave(code: int) -> NoReturn:
        raise SystemExit(code)

    process._leave = leave
    sys.argv = ["newsarc", *arguments, "--archive", str(archive)]
    code = 98
    try:
        process.run_process()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    return code


def _end(code: int) -> NoReturn:
    atexit._run_exitfuncs()
    os._exit(code)
