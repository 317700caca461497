"""Stops a process at each of its system calls that touch a folder, and makes one of them fail.

The kernel's seccomp filters do it: a process asks to be watched, its calls wait until a watcher has answered. Unlike
strace it needs no right to trace, can do half of a write, and counts over all threads. Linux on x86-64.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import fcntl
import os
import platform
import select
import signal
import socket
import struct
import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

CALLS = {
    "read": 0, "write": 1, "close": 3, "fstat": 5, "lseek": 8, "mmap": 9, "ioctl": 16, "pread64": 17,
    "pwrite64": 18, "writev": 20, "sendfile": 40, "fcntl": 72, "flock": 73, "fsync": 74, "fdatasync": 75,
    "truncate": 76, "ftruncate": 77, "rename": 82, "mkdir": 83, "rmdir": 84, "link": 86, "unlink": 87,
    "symlink": 88, "readlink": 89, "chmod": 90, "fchmod": 91, "fchown": 93, "stat": 4, "lstat": 6, "open": 2,
    "access": 21, "statfs": 137, "fstatfs": 138, "getdents64": 217, "openat": 257, "mkdirat": 258,
    "newfstatat": 262, "unlinkat": 263, "renameat": 264, "linkat": 265, "fchmodat": 268, "faccessat": 269,
    "fallocate": 285, "pwritev": 296, "renameat2": 316, "copy_file_range": 326, "statx": 332, "faccessat2": 439,
}  # fmt: skip
_NAMES = {number: name for name, number in CALLS.items()}
_PATHS = {
    **dict.fromkeys(("stat", "lstat", "open", "access", "truncate", "mkdir", "rmdir", "unlink", "readlink"), (0,)),
    **dict.fromkeys(("chmod", "statfs"), (0,)),
    **dict.fromkeys(("rename", "link", "symlink"), (0, 1)),
}
"""which arguments are names of files; of those with a folder before them, see _AT"""
_AT = {
    **dict.fromkeys(("openat", "mkdirat", "newfstatat", "unlinkat", "fchmodat", "faccessat", "faccessat2"), ((0, 1),)),
    **dict.fromkeys(("renameat", "linkat", "renameat2"), ((0, 1), (2, 3))),
    "statx": ((0, 1),),
}
_FILTER_FLAGS = (1 << 3) | (1 << 5)  # a listener; a call that is being looked at is not interrupted by signals
_RECV, _SEND, _PUT, _SET = 0xC0502100, 0xC0182101, 0x40182103, 0x40082104
_SAME_CPU = 1
_CONTINUE = 1
_HERE = -100


class Verdict(Enum):
    """What a watcher says of a call, beside an errno that it is to fail with."""

    GO = "go"
    HALF = "half"


@dataclass(frozen=True)
class Call:
    """One system call that waits for its answer."""

    id: int
    pid: int
    name: str
    args: tuple[int, ...]

    @property
    def paths(self) -> tuple[str, ...]:
        """Return the files that it is about; looked for when asked, which takes longer than the call."""
        try:
            return _named(self.name, self.pid, list(self.args))
        except OSError:  # it died meanwhile
            return ()


Watcher = Callable[[Call], Verdict | int]
"""given each call; says what becomes of it"""


def missing() -> str:
    """Return why calls cannot be stopped here, nothing where they can."""
    if sys.platform != "linux" or platform.machine() != "x86_64":
        return "the numbers of system calls are those of Linux on x86-64"
    pid = os.fork()
    if pid == 0:
        try:
            _listen()
        except OSError as err:
            os._exit(err.errno or 1)
        os._exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    return f"no seccomp listener: {os.strerror(code)}" if code else ""


def watched(work: Callable[[], None], watcher: Watcher, seconds: float) -> int:
    """Run *work* in a new process whose calls go past *watcher*; return its exit code, negative for a signal.

    *work* ends the process itself. TimeoutError where it is not over after *seconds*; then it was killed.
    """
    ours, theirs = socket.socketpair()
    pid = os.fork()
    if pid == 0:
        ours.close()
        _be_watched(theirs)
        work()
        os._exit(99)
    theirs.close()
    _message, fds, _flags, _address = socket.recv_fds(ours, 8, 1)
    ours.close()
    listener = fds[0]
    try:
        late = _serve(listener, pid, watcher, seconds)
    finally:
        os.close(listener)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    if late:
        raise TimeoutError(late)
    return code


def _be_watched(theirs: socket.socket) -> None:
    listener = _listen()
    socket.send_fds(theirs, [b"here"], [listener])
    theirs.close()
    os.close(listener)


def _listen() -> int:
    libc = ctypes.CDLL(None, use_errno=True)
    numbers = sorted(CALLS.values())
    load, jump, give = 0x20, 0x15, 0x06  # BPF: the call's number, compare it, say what happens
    program = [struct.pack("HBBI", load, 0, 0, 0)]
    program += [struct.pack("HBBI", jump, len(numbers) - n, 0, number) for n, number in enumerate(numbers)]
    program += [struct.pack("HBBI", give, 0, 0, 0x7FFF0000), struct.pack("HBBI", give, 0, 0, 0x7FC00000)]
    code = ctypes.create_string_buffer(b"".join(program))
    said = struct.pack("HxxxxxxP", len(program), ctypes.addressof(code))
    libc.prctl(38, 1, 0, 0, 0)  # no new rights for whoever is watched: what an ordinary user may ask for
    listener = int(libc.syscall(317, 1, _FILTER_FLAGS, said))
    if listener < 0:
        raise OSError(ctypes.get_errno(), "seccomp")
    return listener


def _serve(listener: int, pid: int, watcher: Watcher, seconds: float) -> str:
    """Answer every call until nobody is left to ask; return what was waited for too long."""
    with contextlib.suppress(OSError):  # an older kernel; it is only faster so
        fcntl.ioctl(listener, _SET, _SAME_CPU)
    poll = select.poll()
    poll.register(listener, select.POLLIN)
    last = "nothing"
    while True:
        ready = poll.poll(seconds * 1000)
        if not ready:
            os.kill(pid, signal.SIGKILL)
            return f"nothing for {seconds:g} s after {last}"
        if not ready[0][1] & select.POLLIN:
            return ""
        asked = bytearray(80)
        try:
            fcntl.ioctl(listener, _RECV, asked, True)
        except OSError as err:
            if err.errno in {errno.ENOENT, errno.EINTR}:  # it died meanwhile
                continue
            raise
        call = _call(asked)
        last = call.name
        _answer(listener, call, watcher(call))


def _answer(listener: int, call: Call, verdict: Verdict | int) -> None:
    value, error, flags = 0, 0, 0
    if verdict is Verdict.GO:
        flags = _CONTINUE
    elif verdict is Verdict.HALF:
        value = _half(call)
    else:
        assert isinstance(verdict, int)
        error = -verdict
        if call.name == "close":
            _close(listener, call)
    with contextlib.suppress(FileNotFoundError):  # it was killed
        fcntl.ioctl(listener, _SEND, struct.pack("QqiI", call.id, value, error, flags))


def _close(listener: int, call: Call) -> None:
    """Let go of the file in the process's place: an error of close keeps nothing open, its locks neither."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    at = ctypes.c_int(call.args[0] & 0xFFFFFFFF).value
    with contextlib.suppress(OSError):
        fcntl.ioctl(listener, _PUT, struct.pack("QIIII", call.id, 1, nowhere, at, os.O_CLOEXEC))
    os.close(nowhere)


def _half(call: Call) -> int:
    """Do half of a read or write in the process's place; return how many bytes."""
    fd, address, length = call.args[:3]
    some = max(1, length // 2)
    process = os.pidfd_open(_group(call.pid))
    libc = ctypes.CDLL(None, use_errno=True)
    copy = int(libc.syscall(438, process, ctypes.c_int(fd), 0))  # pidfd_getfd: the same open file
    os.close(process)
    try:
        with open(f"/proc/{call.pid}/mem", "r+b", buffering=0) as memory:  # noqa: PTH123
            memory.seek(address)
            if call.name == "write":
                return os.write(copy, memory.read(some))
            if call.name == "pwrite64":
                return os.pwrite(copy, memory.read(some), call.args[3])
            data = os.read(copy, some) if call.name == "read" else os.pread(copy, some, call.args[3])
            memory.write(data)
            return len(data)
    finally:
        os.close(copy)


def _group(thread: int) -> int:
    """Return the process that *thread* belongs to."""
    with open(f"/proc/{thread}/status", "rb") as status:  # noqa: PTH123
        return next(int(line.split()[1]) for line in status if line.startswith(b"Tgid:"))


def _call(asked: bytearray) -> Call:
    id_, pid, _flags, number, _arch, _at, *args = struct.unpack("QIIiIQ6Q", asked)
    return Call(id_, pid, _NAMES[number], tuple(args))


def _named(name: str, pid: int, args: list[int]) -> tuple[str, ...]:
    if name in _PATHS:
        return tuple(_absolute(pid, _HERE, _string(pid, args[n])) for n in _PATHS[name])
    if name in _AT:
        return tuple(_absolute(pid, ctypes.c_int(args[at]).value, _string(pid, args[n])) for at, n in _AT[name])
    fd = args[4] if name == "mmap" else args[0]
    fd = ctypes.c_int(fd & 0xFFFFFFFF).value
    return (_of_fd(pid, fd),) if fd >= 0 else ()


def _of_fd(pid: int, fd: int) -> str:
    return os.readlink(f"/proc/{pid}/fd/{fd}").removesuffix(" (deleted)")  # noqa: PTH115


def _absolute(pid: int, folder: int, path: str) -> str:
    if path.startswith("/"):
        return os.path.normpath(path)
    base = os.readlink(f"/proc/{pid}/cwd") if folder == _HERE else _of_fd(pid, folder)  # noqa: PTH115
    return os.path.normpath(f"{base}/{path}") if path else base


def _string(pid: int, address: int) -> str:
    if not address:
        return ""
    found = b""
    with open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:  # noqa: PTH123
        while b"\0" not in found and len(found) < 8192:
            memory.seek(address)
            part = memory.read(4096 - address % 4096)
            found += part
            address += len(part)
    return os.fsdecode(found.split(b"\0", 1)[0])
