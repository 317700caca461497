"""Files that give half of what is asked for and cannot be closed without an error: what any disk may do to a reader."""

from __future__ import annotations

import errno
import io
import os


class Halves(io.FileIO):
    """Gives half of what is asked for; says EIO when it is closed, and is."""

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """See io.FileIO."""
        part = memoryview(buffer)
        return super().readinto(part[: len(part) // 2 or 1])

    def read(self, size: int | None = -1) -> bytes:  # type: ignore[override]
        """See io.FileIO."""
        return super().read(size // 2 or 1) if size and size > 1 else super().read(size)

    def close(self) -> None:
        """See io.FileIO."""
        was_open = not self.closed
        super().close()
        if was_open:
            raise OSError(errno.EIO, os.strerror(errno.EIO))


def fdopen(fd: int, mode: str = "r", buffering: int = -1) -> io.BufferedReader | Halves:
    """Stand in for os.fdopen."""
    raw = Halves(fd, mode)
    return io.BufferedReader(raw) if buffering else raw
