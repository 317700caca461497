"""Reading pieces of a segment for the checks. Only ever reads."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

import msgspec

from newsarc.archive import codec
from newsarc.archive.disk import PAGE, storage_errors
from newsarc.archive.verify.lines import Piece, check
from newsarc.errors import StorageError

PIECE = 8 << 20
"""bytes of a segment that are checked at a time"""


class Job(msgspec.Struct, frozen=True):
    """What is to be done with a file."""

    path: Path


class Task(Job, frozen=True):
    """The lines that begin from *start* to before *stop* in a file of which *end* bytes count."""

    file: str
    start: int
    stop: int
    end: int
    head: str | None = None


class Whole(Job, frozen=True):
    """The first *size* bytes of a file, to be hashed."""

    size: int


class Digest(msgspec.Struct, frozen=True):
    """The SHA-256 of a file, in hex."""

    sha256: str


Result = Piece | Digest | str
"""what came of a job, or why the file cannot be read"""


@contextlib.contextmanager
def regular(path: Path) -> Iterator[BinaryIO]:
    """Open a file for reading; never waits for the other end of a pipe. Raises StorageError."""
    with storage_errors(path):
        fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        file = os.fdopen(fd, "rb")  # with a buffer: a read that gives less than asked for is gone on with
        try:
            if not stat.S_ISREG(os.fstat(fd).st_mode):
                raise StorageError("no regular file", subject=str(path))
            yield file
        finally:
            with contextlib.suppress(OSError):  # nothing was written that close could speak of
                file.close()


def tasks(
    path: Path, file: str, size: int, *, cuts: tuple[int, ...] = (), head: str | None = None, piece: int = PIECE
) -> list[Task]:
    """Return the pieces of a segment of *size* bytes, *piece* bytes each; one ends at each of *cuts* too."""
    edges = sorted({*range(0, size, piece), *(cut for cut in cuts if 0 < cut < size), size})
    return [Task(path, file, start, stop, size, head) for start, stop in pairwise(edges)]


def run(job: Job) -> Result:
    """Return what came of a job: a Piece of a Task, a Digest of a Whole."""
    match job:
        case Task():
            return run_piece(job)
        case Whole():
            return _digest(job)
        case _:
            raise TypeError(job)


def run_piece(task: Task) -> Piece | str:
    """Return what came of a piece, or why it cannot be read."""
    try:
        with regular(task.path) as file:
            start, data = lines(file, task)
    except StorageError as err:
        return err.message
    return check(data, task.file, start, head=task.head)


def lines(file: BinaryIO, task: Task) -> tuple[int, bytes]:
    """Return where the first line of *task* begins, and all of them; the last may begin shortly before *stop*."""
    start = task.start
    data = _read(file, max(0, start - 1), task.stop)
    if start:
        begin = data.find(b"\n") + 1
        if not begin:
            return task.stop, b""
        data = data[begin:]
        start += begin - 1
    if not data or data.endswith(b"\n"):
        return start, data
    return start, data + _until_newline(file, task)


def _until_newline(file: BinaryIO, task: Task) -> bytes:
    """Return the rest of the line that *stop* is in the middle of; without a newline where it is longer than any."""
    parts: list[bytes] = []
    at = task.stop
    last = min(task.end, task.stop + codec.MAX_LINE + 1)
    while at < last and (part := _read(file, at, min(at + PAGE, last))):
        at += len(part)
        end = part.find(b"\n") + 1
        parts.append(part[:end] if end else part)
        if end:
            break
    return b"".join(parts)


def _read(file: BinaryIO, start: int, stop: int) -> bytes:
    """Return the bytes from *start* to *stop*, fewer where the file ends."""
    file.seek(start)
    data = file.read(stop - start)
    while len(data) < stop - start and (more := file.read(stop - start - len(data))):
        data += more
    return data


def _digest(whole: Whole) -> Digest | str:
    found = sha256()
    size = whole.size
    try:
        with regular(whole.path) as file:
            while size and (block := file.read(min(PAGE, size))):
                found.update(block)
                size -= len(block)
    except StorageError as err:
        return err.message
    return Digest(found.hexdigest())


def last_line(path: Path, end: int) -> tuple[int, bytes]:
    """Return where the last whole line before *end* begins, and the line; (0, b"") where there is none.

    Raises StorageError.
    """
    with regular(path) as file:
        tail, at = b"", end
        while at > 0 and len(tail) <= codec.MAX_LINE + PAGE:
            start = max(0, at - PAGE)
            tail = _read(file, start, at) + tail
            at = start
            stop = tail.rfind(b"\n") + 1
            begin = tail.rfind(b"\n", 0, max(0, stop - 1)) + 1
            if stop and (begin or at == 0):
                return at + begin, tail[begin:stop]
    return 0, b""
