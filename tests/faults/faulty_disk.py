"""A disk that fails at one chosen step, in one chosen way."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from newsarc.archive.disk import Disk

T = TypeVar("T")

RAISE_BEFORE = "raise-before"
RAISE_AFTER = "raise-after"
SHORT = "short"
TORN = "torn"
"""half a write lands, then the error"""
STAYS_FULL = "stays-full"
"""from this step on, nothing that needs space works"""
DIE_BEFORE = "die-before"
DIE_AFTER = "die-after"
DIE_TORN = "die-torn"

FAULTS = (RAISE_BEFORE, RAISE_AFTER, SHORT, TORN, STAYS_FULL, DIE_BEFORE, DIE_AFTER, DIE_TORN)
DEATHS = (DIE_BEFORE, DIE_AFTER, DIE_TORN)

_NEEDS_SPACE = frozenset({"write", "fdatasync", "link", "mkdir"})


class FaultyDisk(Disk):
    """Counts its calls; at call *step* the *fault* happens. A death is ``os._exit``: use it in a child process."""

    def __init__(self, step: int = -1, fault: str = RAISE_BEFORE, code: int = errno.EIO) -> None:
        self.step, self.fault, self.code = step, fault, code
        self.calls: list[str] = []
        self.happened = False

    def _do(self, name: str, real: Callable[[], T]) -> T:
        number = len(self.calls)
        self.calls.append(name)
        if self.fault == STAYS_FULL and 0 <= self.step <= number:
            self.happened = True
            if name in _NEEDS_SPACE or (name == "open" and number == self.step):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return real()
        if number != self.step:
            return real()
        self.happened = True
        if self.fault == RAISE_BEFORE:
            raise OSError(self.code, os.strerror(self.code))
        if self.fault == DIE_BEFORE:
            os._exit(9)
        result = real()
        if self.fault == RAISE_AFTER:
            raise OSError(self.code, os.strerror(self.code))
        if self.fault == DIE_AFTER:
            os._exit(9)
        return result

    def open(self, path: Path, flags: int, mode: int = 0o644) -> int:
        """See Disk."""
        return self._do("open", lambda: super(FaultyDisk, self).open(path, flags, mode))

    def close(self, fd: int) -> None:
        """See Disk. Linux frees the descriptor even when close fails."""
        if len(self.calls) == self.step and self.fault in (RAISE_BEFORE, STAYS_FULL):
            super().close(fd)
            return self._do("close", lambda: None)
        return self._do("close", lambda: super(FaultyDisk, self).close(fd))

    def write(self, fd: int, data: memoryview) -> int:
        """See Disk."""
        if len(self.calls) == self.step and self.fault in (SHORT, TORN, DIE_TORN):
            self.calls.append("write")
            self.happened = True
            written = super().write(fd, data[: max(1, len(data) // 2)])
            if self.fault == DIE_TORN:
                os._exit(9)
            if self.fault == TORN:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return written
        return self._do("write", lambda: super(FaultyDisk, self).write(fd, data))

    def fdatasync(self, fd: int) -> None:
        """See Disk."""
        self._do("fdatasync", lambda: super(FaultyDisk, self).fdatasync(fd))

    def truncate(self, fd: int, size: int) -> None:
        """See Disk."""
        self._do("truncate", lambda: super(FaultyDisk, self).truncate(fd, size))

    def link(self, source: Path, target: Path) -> None:
        """See Disk."""
        self._do("link", lambda: super(FaultyDisk, self).link(source, target))

    def unlink(self, path: Path) -> None:
        """See Disk."""
        self._do("unlink", lambda: super(FaultyDisk, self).unlink(path))

    def mkdir(self, path: Path) -> None:
        """See Disk."""
        self._do("mkdir", lambda: super(FaultyDisk, self).mkdir(path))

    def chmod(self, path: Path, mode: int) -> None:
        """See Disk."""
        self._do("chmod", lambda: super(FaultyDisk, self).chmod(path, mode))

    def fsync_dir(self, path: Path) -> None:
        """See Disk."""
        self._do("fsync_dir", lambda: super(FaultyDisk, self).fsync_dir(path))
