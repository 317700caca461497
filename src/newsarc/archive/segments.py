"""Reading the lines of an archive, in order, past whatever is damaged. Readers take no lock."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from newsarc.archive import codec
from newsarc.archive.layout import Layout, order
from newsarc.errors import BadRecord, NotInArchive
from newsarc.model.record import Mark, Position, Record

_SUM_TAIL = 80
"""enough bytes at the end of a line to hold its sum"""


class Line(msgspec.Struct, frozen=True):
    """A line that checks."""

    position: Position
    record: Record


class Damage(msgspec.Struct, frozen=True):
    """A line that does not check."""

    position: Position
    problem: str


def scan(layout: Layout, since: Mark | None = None) -> Iterator[Line | Damage]:
    """Yield each line after *since*, oldest first, good or bad; a line without its newline yet is a Damage too."""
    for name in layout.segments():
        if since is not None and order(name) < order(since.segment):
            continue
        offset = since.offset if since is not None and name == since.segment else 0
        yield from scan_segment(layout.segment(name), name, offset)


def scan_segment(path: Path, name: str, offset: int = 0) -> Iterator[Line | Damage]:
    """Yield each line of one segment from *offset*, which is where a line begins."""
    with path.open("rb") as file:
        file.seek(offset)
        while line := file.readline(codec.MAX_LINE + 1):
            yield from _read_line(name, offset, line)
            offset += len(line)


def _read_line(name: str, offset: int, line: bytes) -> Iterator[Line | Damage]:
    """Yield what is on one line. Where a newline was lost the next record stands on the line too, and is read."""
    position = Position(name, offset, len(line))
    try:
        yield Line(position, codec.decode(line))
    except BadRecord as err:
        start = line.rfind(codec.BEGINS)  # inside a record its quotes would be escaped
        if start <= 0:
            yield Damage(position, err.message)
            return
        yield Damage(Position(name, offset, start), err.message)
        yield from _read_line(name, offset + start, line[start:])


def read(layout: Layout, position: Position) -> Record:
    """Return the record at *position*. Raises NotInArchive when the file is gone, BadRecord when it does not check."""
    try:
        with layout.segment(position.segment).open("rb") as file:
            file.seek(position.offset)
            return codec.decode(file.read(position.length))
    except FileNotFoundError as err:
        raise NotInArchive("the segment is gone", subject=position.segment) from err


def holds(layout: Layout, mark: Mark) -> bool:
    """Say whether *mark* still is where a line with its sum ends: whether what was read up to it still stands."""
    try:
        with layout.segment(mark.segment).open("rb") as file:
            file.seek(max(0, mark.offset - _SUM_TAIL))
            return file.read(min(_SUM_TAIL, mark.offset)).endswith(b'"' + mark.sum.encode() + b'"}\n')
    except (FileNotFoundError, ValueError):
        return False


def behind(layout: Layout, mark: Mark | None) -> bool:
    """Say whether the archive has bytes after *mark*, without reading them."""
    names = layout.segments()
    if not names:
        return False
    last = names[-1]
    size = layout.segment(last).stat().st_size
    if mark is None:
        return size > 0 or len(names) > 1
    return (last, size) != (mark.segment, mark.offset) and not (size == 0 and names[-2:-1] == [mark.segment])
