"""Every operation on the disk while an archive is written goes through here, so that tests can make any step fail."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

from newsarc.errors import StorageError

PAGE = 1 << 20
"""bytes read at a time"""
_SCRATCH_END = re.compile(r"[0-9]+-[0-9a-f]{8}\.tmp\Z")
"""what a name that is used for a moment ends in: see _scratch"""


class Disk:
    """The real disk. Every method raises OSError as the system gives it; a test's subclass injects its own."""

    def open(self, path: Path, flags: int, mode: int = 0o644) -> int:
        """Return a descriptor that no child process inherits."""
        return os.open(path, flags | os.O_CLOEXEC, mode)

    def close(self, fd: int) -> None:
        """Close *fd*."""
        os.close(fd)

    def write(self, fd: int, data: memoryview) -> int:
        """Write some of *data*; return how many bytes."""
        return os.write(fd, data)

    def fdatasync(self, fd: int) -> None:
        """Wait until what was written is on the disk. Never call it again after it failed: the second call lies."""
        getattr(os, "fdatasync", os.fsync)(fd)

    def truncate(self, fd: int, size: int) -> None:
        """Cut the file to *size* bytes."""
        os.ftruncate(fd, size)

    def link(self, source: Path, target: Path) -> None:
        """Give *source* a second name; fails where the name is taken."""
        os.link(source, target)

    def unlink(self, path: Path) -> None:
        """Take the name away."""
        path.unlink()

    def mkdir(self, path: Path) -> None:
        """Make one folder."""
        path.mkdir()

    def chmod(self, path: Path, mode: int) -> None:
        """Set the file's permissions."""
        path.chmod(mode)

    def fsync_dir(self, path: Path) -> None:
        """Wait until the names in the folder are on the disk."""
        fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)


@contextlib.contextmanager
def opened(disk: Disk, path: Path, flags: int) -> Iterator[int]:
    """Yield a descriptor of *path* for a block, then close it."""
    fd = disk.open(path, flags)
    try:
        yield fd
    finally:
        # What counts was synced inside the block: an error of close says nothing about that.
        with contextlib.suppress(OSError):
            disk.close(fd)


@contextlib.contextmanager
def storage_errors(subject: Path) -> Iterator[None]:
    """Turn an OSError in a block that reads or writes *subject* into a StorageError."""
    try:
        yield
    except OSError as err:
        raise StorageError(err.strerror or str(err), subject=str(err.filename or subject)) from err


def write_all(disk: Disk, fd: int, data: bytes) -> None:
    """Write every byte of *data*, in as many writes as it takes: the system may write less than it was given."""
    rest = memoryview(data)
    while rest:
        rest = rest[disk.write(fd, rest) :]


def append_durably(disk: Disk, path: Path, size: int, data: bytes) -> None:
    """Add *data* to the file of *size* bytes; on return it is on the disk.

    On any error the file is cut back to *size* and the error raised: what may or may not be on the disk was never
    acknowledged. A failed cut is left to the tail check of the next writer.
    """
    with opened(disk, path, os.O_WRONLY | os.O_APPEND) as fd:
        try:
            write_all(disk, fd, data)
            disk.fdatasync(fd)
        except OSError:
            with contextlib.suppress(OSError):
                disk.truncate(fd, size)
            raise


def create_durably(disk: Disk, path: Path, data: bytes) -> None:
    """Make the file *path* with *data* all at once: it is never seen half written, and on return it is on the disk.

    Raises FileExistsError where the name is taken.
    """
    scratch = _scratch(path)
    try:
        with opened(disk, scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL) as fd:
            write_all(disk, fd, data)
            disk.fdatasync(fd)
        disk.link(scratch, path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            disk.unlink(scratch)
    disk.fsync_dir(path.parent)


def replace_durably(disk: Disk, path: Path, data: bytes) -> None:
    """Replace the content of the file *path* by *data*: readers see the old or the new, also after a crash.

    The caller holds the lock that all who replace this file take. So a half-made file beside it was left by a process
    that died, whatever its id or its machine, and is removed. Raises OSError as the disk gives it.
    """
    _sweep(disk, path)
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
    scratch = _scratch(path)
    try:
        with opened(disk, scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL) as fd:
            write_all(disk, fd, data)
            disk.fdatasync(fd)
        disk.chmod(scratch, mode)
        scratch.replace(path)
    finally:
        scratch.unlink(missing_ok=True)
    disk.fsync_dir(path.parent)


def _sweep(disk: Disk, path: Path) -> None:
    """Remove what killed processes left of replacing *path*; what cannot be removed does no harm and stays."""
    start = _scratch_start(path)
    with contextlib.suppress(OSError):
        for name in os.listdir(path.parent):  # noqa: PTH208  # names are enough
            if name.startswith(start) and _SCRATCH_END.match(name, len(start)):
                disk.unlink(path.with_name(name))


def _scratch(path: Path) -> Path:
    """Return a name beside *path* that no other file of this process or another has."""
    return path.with_name(f"{_scratch_start(path)}{os.getpid()}-{os.urandom(4).hex()}.tmp")


def _scratch_start(path: Path) -> str:
    """Return what such names begin with, cut so that the whole is not too long for a file name."""
    return f".{path.name[:200]}."


def ensure_dir(disk: Disk, path: Path) -> None:
    """Make the folder *path* unless it is there; its name is on the disk on return.

    Also where it was there: whoever made it may have died before its name was on the disk.
    """
    with contextlib.suppress(FileExistsError):
        disk.mkdir(path)
    disk.fsync_dir(path.parent)


def sync(disk: Disk, path: Path) -> None:
    """Wait until what anybody wrote to the file *path* is on the disk."""
    with opened(disk, path, os.O_RDONLY) as fd:
        disk.fdatasync(fd)


def sync_above(disk: Disk, root: Path) -> None:
    """Make the archive's own name durable, where the folder above lets us open it."""
    with contextlib.suppress(PermissionError):
        disk.fsync_dir(root.parent)


def free_bytes(path: Path) -> int:
    """Return how many bytes an ordinary user can still write on the disk that holds *path*."""
    stat = os.statvfs(path)
    return stat.f_bavail * stat.f_frsize
