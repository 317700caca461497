"""The log of attempts on the disk: visits/2026-11.jsonl, one line each, only ever added to."""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from newsarc.archive.codec import safe_json
from newsarc.archive.disk import Disk, ensure_dir, opened, storage_errors, write_all
from newsarc.archive.layout import Layout
from newsarc.model.decoding import NOT_JSON
from newsarc.model.visit import Visit

_FILE = re.compile(r"\d{4,}-\d\d\.jsonl\Z")
_LONGEST = 64 * 1024
"""bytes of a line that is read; longer ones are passed over"""
_DETAIL = 500
"""characters of a detail or a headline that are kept"""
_decode = msgspec.json.Decoder(Visit).decode


class LogPosition(msgspec.Struct, frozen=True):
    """Where a line of the log ends."""

    file: str
    offset: int


class VisitLog:
    """An archive's visits. Several processes may add at once."""

    def __init__(self, layout: Layout, disk: Disk | None = None) -> None:
        self._folder = layout.visits
        self._disk = disk or Disk()

    def add(self, visits: Sequence[Visit]) -> None:
        """Add *visits*; they are on the disk on return. A clock that goes back does not take the file back with it.

        Raises StorageError; a line may then be there in part, which the next writer closes and readers pass over.
        """
        if not visits:
            return
        lines = b"".join(_line(visit) for visit in visits)
        path = self._folder / max([f"{visits[0].time:%Y-%m}.jsonl", *self.files()[-1:]], key=_order)
        with storage_errors(path):
            fresh = not path.exists()
            if fresh:
                ensure_dir(self._disk, self._folder)
            with opened(self._disk, path, os.O_RDWR | os.O_APPEND | os.O_CREAT) as fd:
                fcntl.flock(fd, fcntl.LOCK_EX)  # held for one write: a line is never found inside another
                size = os.fstat(fd).st_size
                torn = size > 0 and os.pread(fd, 1, size - 1) != b"\n"
                write_all(self._disk, fd, b"\n" + lines if torn else lines)
                self._disk.fdatasync(fd)
            if fresh:
                self._disk.fsync_dir(self._folder)

    def files(self) -> list[str]:
        """Return the names of the files, oldest first. Raises StorageError."""
        with storage_errors(self._folder):
            if not self._folder.is_dir():
                return []
            return sorted((path.name for path in self._folder.iterdir() if _FILE.match(path.name)), key=_order)

    def size(self, file: str) -> int:
        """Return the bytes in *file*, 0 where it is gone. Raises StorageError."""
        path = self._folder / file
        with storage_errors(path):
            try:
                return path.stat().st_size
            except FileNotFoundError:
                return 0

    def read(self, since: LogPosition | None = None) -> Iterator[tuple[Visit, LogPosition]]:
        """Yield the visits after *since*, in the order they were written, each with where it ends.

        Lines that are none are passed over; a last one without its newline is being written. Raises StorageError.
        """
        for file in self.files():
            if since is None or _order(file) >= _order(since.file):
                yield from self._read(file, since.offset if since and since.file == file else 0)

    def since(self, moment: datetime) -> Iterator[Visit]:
        """Yield the visits at *moment* (aware) or later, in the order they were written. Raises StorageError."""
        first = f"{moment:%Y-%m}.jsonl"
        for file in self.files():
            if _order(file) >= _order(first):
                yield from (visit for visit, _ in self._read(file, 0) if visit.time >= moment)

    def _read(self, file: str, offset: int) -> Iterator[tuple[Visit, LogPosition]]:
        path: Path = self._folder / file
        with storage_errors(path), path.open("rb") as lines:
            lines.seek(offset)
            while line := lines.readline(_LONGEST):
                offset += len(line)
                if not line.endswith(b"\n"):
                    if len(line) < _LONGEST:
                        return
                    continue
                try:
                    visit = _decode(line)
                except NOT_JSON:
                    continue  # a torn line, or one of a later version: the log is a help, not the archive
                yield visit, LogPosition(file, offset)


def _order(file: str) -> tuple[int, str]:
    return len(file), file


def _line(visit: Visit) -> bytes:
    return safe_json(msgspec.structs.replace(visit, detail=_cut(visit.detail), title=_cut(visit.title))) + b"\n"


def _cut(text: str) -> str:
    return text if len(text) <= _DETAIL else text[: _DETAIL - 1] + "…"
