"""What writes records out."""

from __future__ import annotations

from typing import Protocol

from newsarc.model.record import Record


class Sink(Protocol):
    """Where bytes go: a file, a pipe."""

    def write(self, data: bytes, /) -> object:
        """Take all of *data*."""
        ...


class Writer(Protocol):
    """Writes records in one format. A copy comes with the text of its original."""

    def add(self, record: Record) -> bool:
        """Write one more; say whether there was anything to write. Raises OSError or StorageError."""
        ...

    def finish(self) -> None:
        """Write what belongs at the end; nothing is added afterwards. Raises OSError or StorageError."""
        ...
