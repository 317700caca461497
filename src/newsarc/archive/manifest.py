"""The manifest: one chained line for each sealed segment, which is never opened for writing again."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import msgspec

from newsarc.archive import codec
from newsarc.archive.disk import PAGE, Disk, append_durably, create_durably, opened
from newsarc.archive.layout import Layout
from newsarc.archive.segments import links
from newsarc.errors import BadRecord
from newsarc.model.decoding import NOT_JSON
from newsarc.model.record import Sum


class Sealed(msgspec.Struct, frozen=True, kw_only=True):
    """What the manifest says of one segment."""

    name: str
    bytes: int
    records: int
    sha256: str
    first_prev: Sum
    last_sum: Sum
    prev: Sum
    sum: Sum


_sealed = msgspec.json.Decoder(Sealed).decode


def read_manifest(path: Path) -> tuple[list[Sealed], int]:
    """Return the lines that check, and how many bytes from the start they take; a torn last line is after that."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return [], 0
    sealed: list[Sealed] = []
    good = 0
    for line in data.split(b"\n")[:-1]:
        try:
            codec.checked_sum(line + b"\n")
            sealed.append(_sealed(line))
        except (BadRecord, *NOT_JSON):
            continue  # verify reports it; a line behind it still counts
        good = data.index(line, good) + len(line) + 1
    return sealed, good


class SealedNames:
    """The segments that a manifest lists. It is read again whenever its file is another or of another size or time."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen: tuple[int, ...] | None = None
        self._names: frozenset[str] = frozenset()

    def have(self, name: str) -> bool:
        """Say whether the manifest has a line for the segment *name*."""
        try:
            stat = os.stat(self._path)  # noqa: PTH116  # half the time of a Path's
        except FileNotFoundError:
            return False
        seen = (stat.st_dev, stat.st_ino, stat.st_size, stat.st_mtime_ns)
        if seen != self._seen:
            self._names = frozenset(line.name for line in read_manifest(self._path)[0])
            self._seen = seen
        return name in self._names


def seal(disk: Disk, layout: Layout, names: list[str]) -> None:
    """Add the lines that the manifest lacks of the segments *names*, and take away their write permission.

    Raises OSError as the disk gives it; the segments themselves are not touched before their line is on the disk.
    """
    sealed, good = read_manifest(layout.manifest)
    known = {line.name for line in sealed}
    missing = [name for name in names if name not in known]
    if not missing:
        return
    if not layout.manifest.exists():
        create_durably(disk, layout.manifest, b"")
    _drop_torn_line(disk, layout.manifest, good)
    prev = sealed[-1].sum if sealed else codec.FIRST_PREV
    size = layout.manifest.stat().st_size
    for name in missing:
        line, prev = codec.seal_line(_facts(layout.segment(name), name), prev)
        append_durably(disk, layout.manifest, size, line)
        size += len(line)
        disk.chmod(layout.segment(name), 0o444)


def _drop_torn_line(disk: Disk, path: Path, good: int) -> None:
    """Cut what a writer that died left without a newline: the segment itself says it again."""
    data = path.read_bytes()
    torn = data[good:]
    if torn and b"\n" not in torn:
        with opened(disk, path, os.O_WRONLY) as fd:
            disk.truncate(fd, good)
            disk.fdatasync(fd)


def _facts(path: Path, name: str) -> dict[str, str | int]:
    digest = hashlib.sha256()
    size = 0
    with path.open("rb") as file:
        while block := file.read(PAGE):
            digest.update(block)
            size += len(block)
    records = 0
    first_prev = last_sum = codec.FIRST_PREV
    for prev, total in links(path, name):
        first_prev, last_sum = first_prev if records else prev, total
        records += 1
    return {
        "name": name,
        "bytes": size,
        "records": records,
        "sha256": digest.hexdigest(),
        "first_prev": first_prev,
        "last_sum": last_sum,
    }
