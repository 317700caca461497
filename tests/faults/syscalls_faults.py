"""What a system call may answer, which calls of a run count, and who strikes at one of them, for syscalls.py."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import re
import signal
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from syscalls_trap import Call, Verdict

_CREATING = os.O_CREAT | os.O_WRONLY | os.O_RDWR
_CHANGE = ("EIO", "ENOSPC", "EACCES", "EROFS", "kill")
_WRITE = ("EIO", "ENOSPC", "EINTR", "HALF", "full", "kill")
_CAN = {
    **dict.fromkeys(("write", "pwrite64"), _WRITE),
    **dict.fromkeys(("read", "pread64"), ("EIO", "EINTR", "HALF")),
    **dict.fromkeys(("writev", "pwritev", "sendfile", "copy_file_range"), ("EIO", "ENOSPC", "EINTR", "kill")),
    **dict.fromkeys(("fsync", "fdatasync"), ("EIO", "ENOSPC", "EINTR", "kill")),
    **dict.fromkeys(("ftruncate", "truncate", "fallocate"), ("EIO", "ENOSPC", "EROFS", "EINTR", "kill")),
    **dict.fromkeys(("rename", "renameat", "renameat2", "link", "linkat", "symlink", "mkdir", "mkdirat"), _CHANGE),
    **dict.fromkeys(("unlink", "unlinkat", "rmdir", "chmod", "fchmod", "fchmodat"), ("EIO", "EACCES", "EROFS", "kill")),
    **dict.fromkeys(("stat", "lstat", "newfstatat", "statx", "access", "faccessat", "faccessat2"), ("EIO",)),
    **dict.fromkeys(("fstat", "statfs", "fstatfs", "readlink", "lseek", "fchown", "getdents64"), ("EIO",)),
    "flock": ("ENOLCK", "EIO", "EINTR", "kill"),
    "mmap": ("ENOMEM",),
    "close": ("EIO", "EINTR"),
}
"""what the manual pages say a call can fail with; HALF does half of it; full: no space from here on. A kill is tried
where the call changes what is on the disk: between two such calls all moments are one."""
_MORE = {
    **dict.fromkeys(("write", "pwrite64"), ("EDQUOT", "EFBIG")),
    **dict.fromkeys(("fsync", "fdatasync", "ftruncate", "rename", "renameat", "link", "mkdir"), ("EDQUOT",)),
    **dict.fromkeys(("stat", "lstat", "newfstatat", "statx", "access"), ("EACCES", "kill")),
    **dict.fromkeys(("read", "pread64", "getdents64", "lseek", "fcntl"), ("kill",)),
    "mmap": ("EACCES", "ENODEV", "kill"),
    "close": ("ENOSPC", "EDQUOT", "kill"),
    "openat": ("EMFILE", "EDQUOT", "kill"),
}
"""what newsarc cannot tell from one of the others, or what is the same moment as another; tried when asked for"""
_WRITING = frozenset({"write", "pwrite64", "writev", "pwritev", "ftruncate", "fallocate", "mkdir", "mkdirat", "link"})
_NUMBERS = re.compile(r"[0-9]{2,}")
"""of processes, in names that are used for a moment"""


@dataclass(frozen=True)
class Point:
    """One call of a command: the *nth* of its kind there."""

    call: str
    area: str
    nth: int


@dataclass(frozen=True)
class Case:
    """A point and what happens there."""

    point: Point
    fault: str

    def __str__(self) -> str:
        return f"{self.point.call}:{self.point.area}:{self.point.nth}:{self.fault}"


def area(path: str, folder: str) -> str | None:
    """Return what kind of file *path* is, None where it is none of ours."""
    if not (path == folder or path.startswith(folder + "/")):
        return None
    parts = path[len(folder) + 1 :].split("/")
    if parts[0] != "archive":
        return "input" if parts[0] in {"in", "other", "in.warc.gz"} else "output"
    name = parts[-1]
    if len(parts) == 1:
        return "archive/"
    if len(parts) == 2:
        return name.split(".")[1] + ".tmp" if name.startswith(".") else name
    if parts[1] == "index":
        derived = name.startswith(("catalog", "visits", "search")) and len(parts) == 3
        return _NUMBERS.sub("N", name) if derived else "search"
    return parts[1]


class Watch:
    """Counts the calls of one run, and strikes at one of them."""

    def __init__(
        self, folder: Path, case: Case | None = None, rival: Callable[[], None] | None = None, *, more: bool = False
    ) -> None:
        self._folder = str(folder)
        self._case = case
        self._rival = rival
        self._more = more
        self.seen: Counter[tuple[str, str]] = Counter()
        self.order: list[Point] = []
        self.faults: dict[Point, tuple[str, ...]] = {}
        self.struck = False

    def __call__(self, call: Call) -> Verdict | int:
        if self.struck and self._case is not None and self._case.fault != "full":
            return Verdict.GO
        areas = [found for path in call.paths if (found := area(path, self._folder))]
        if not areas:
            return Verdict.GO
        name = areas[-1]
        self.seen[call.name, name] += 1
        point = Point(call.name, name, self.seen[call.name, name])
        if self._case is None:
            self.order.append(point)
            self.faults[point] = faults_of(call, more=self._more)
            return Verdict.GO
        if self.struck and self._case.fault == "full" and call.name in _WRITING:
            return errno.ENOSPC
        if point != self._case.point:
            return Verdict.GO
        self.struck = True
        return self._strike(call)

    def _strike(self, call: Call) -> Verdict | int:
        assert self._case is not None
        match self._case.fault:
            case "kill":
                with contextlib.suppress(ProcessLookupError):
                    os.kill(_leader(call.pid), signal.SIGKILL)
                return Verdict.GO
            case "TERM":
                os.kill(_leader(call.pid), signal.SIGTERM)
                return Verdict.GO
            case "HALF":
                return Verdict.HALF
            case "full":
                return errno.ENOSPC
            case "rival":
                assert self._rival is not None
                self._rival()
                return Verdict.GO
            case name:
                return int(getattr(errno, name))


def _leader(thread: int) -> int:
    status = Path(f"/proc/{thread}/status").read_text()
    return int(status.partition("Tgid:")[2].split()[0])


def faults_of(call: Call, *, more: bool) -> tuple[str, ...]:
    """Return what can happen at *call*; with *more* also what comes to the same."""
    others = (*_MORE.get(call.name, ()), "TERM") if more else ()
    if call.name in {"openat", "open"}:
        flags = call.args[2 if call.name == "openat" else 1]
        change = ("EROFS",) if flags & _CREATING else ()
        new = ("ENOSPC", "kill") if flags & (os.O_CREAT | os.O_TRUNC) else ()
        return tuple(dict.fromkeys(("EIO", "EACCES", "EINTR", *change, *new, *others)))
    if call.name == "fcntl":
        locks = call.args[1] in {fcntl.F_SETLK, fcntl.F_SETLKW, 37, 38}
        return ("ENOLCK", "EIO", *others) if locks else ()
    known = _CAN.get(call.name)
    if known is None:
        return ()
    if call.name in {"read", "write"} and call.args[2] < 2:
        known = tuple(fault for fault in known if fault != "HALF")
    return (*known, *others)
