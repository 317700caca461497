"""One writer at a time: the kernel's lock on a file, which dies with its holder, so that no lock is ever stale."""

from __future__ import annotations

import contextlib
import fcntl
import os
import random
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from newsarc.archive.disk import storage_errors
from newsarc.errors import ArchiveBusy, StorageError

HOLDER_BYTES = 64
"""the holder's line has one length, so that taking the lock never makes the file longer"""
_PAUSE = 0.02
"""seconds, on the average, between two tries"""


@contextlib.contextmanager
def writing(path: Path, timeout: float) -> Iterator[None]:
    """Hold the lock file *path* for the length of a block.

    Waits at most *timeout* seconds, then raises ArchiveBusy with what is known of the holder. Raises StorageError
    where the file cannot be made or the file system has no locks. flock, not lockf: a lock of the latter kind is lost
    when the file is closed anywhere else in the process.
    """
    fd = _locked(path, time.monotonic() + timeout)
    try:
        yield
    finally:
        _let_go(fd)


@contextlib.contextmanager
def resting(path: Path) -> Iterator[bool]:
    """Keep writers out for a block, if none is at work; yield whether they are kept out. Waits for nobody.

    Then nothing that the block reads of the archive is half written or about to be cut back. Changes no byte: where
    there is no lock file yet, or it cannot be opened, False is yielded.
    """
    try:
        fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        yield False
        return
    try:
        try:
            fcntl.flock(fd, fcntl.LOCK_SH | fcntl.LOCK_NB)
            held = _same_file(fd, path)
        except OSError:
            held = False
        yield held
    finally:
        _let_go(fd)


def _locked(path: Path, deadline: float) -> int:
    while True:
        with storage_errors(path):
            fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
            if _taken(fd, path):
                _note_holder(fd)
                return fd
        holder = _holder(fd)
        _let_go(fd)
        if time.monotonic() >= deadline:
            raise ArchiveBusy(
                f"another newsarc is writing ({holder})" if holder else "another newsarc is writing",
                subject=str(path.parent),
                advice="nothing is lost: run the same command again, or give --lock-timeout more seconds",
            )
        time.sleep(_PAUSE * random.uniform(0.5, 1.5))  # noqa: S311  # jitter, not a secret


def _taken(fd: int, path: Path) -> bool:
    """Take the lock if it is free; say whether it was, and is still the one of that name. An error closes *fd*."""
    try:
        return _flock(fd, path) and _same_file(fd, path)
    except (OSError, StorageError):
        _let_go(fd)
        raise


def _flock(fd: int, path: Path) -> bool:
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as err:
        raise StorageError(
            f"this file system has no locks ({err.strerror})",
            subject=str(path),
            advice="keep the archive on a file system of this machine",
        ) from err
    return True


def _let_go(fd: int) -> None:
    """Give the lock up. An error of close is ignored: the lock is gone, and nothing was written that could be lost."""
    with contextlib.suppress(OSError):
        os.close(fd)


def _same_file(fd: int, path: Path) -> bool:
    """Say whether *path* still names the file that is locked: somebody may have deleted it meanwhile."""
    try:
        named = os.stat(path)  # noqa: PTH116  # half the time of a Path's
    except FileNotFoundError:
        return False
    mine = os.fstat(fd)
    return (named.st_dev, named.st_ino) == (mine.st_dev, mine.st_ino)


def _note_holder(fd: int) -> None:
    with contextlib.suppress(OSError):  # a courtesy to whoever waits; a full disk must not stop the holder here
        os.pwrite(fd, _note(os.getpid(), int(time.time())), 0)


@lru_cache(maxsize=1)
def _note(pid: int, since: int) -> bytes:
    note = f"pid {pid} since {datetime.fromtimestamp(since, UTC):%Y-%m-%dT%H:%M:%SZ}"
    return note.ljust(HOLDER_BYTES - 1).encode() + b"\n"


def _holder(fd: int) -> str:
    try:
        return os.pread(fd, HOLDER_BYTES, 0).decode("ascii", "replace").strip()
    except OSError:
        return ""
