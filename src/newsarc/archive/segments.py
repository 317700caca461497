"""Reading the lines of an archive, in order, past whatever is damaged. Readers take no lock."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeVar

import msgspec

from newsarc.archive import codec
from newsarc.archive.disk import storage_errors
from newsarc.archive.layout import Layout, order
from newsarc.errors import BadRecord, NotInArchive, StorageError
from newsarc.model.record import ContentHash, Mark, Position, Record, Sum

if TYPE_CHECKING:  # searching decides nothing
    from newsarc.archive.decide import Holdings

T = TypeVar("T")

CHUNK_BYTES = 64 * 1024 * 1024
"""of lines that are taken into memory at a time"""
_DAMAGED = "newsarc verify names what is damaged, and what to do"
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
    """Yield each line after *since*, oldest first, good or bad; a line without its newline yet is a Damage too.

    Raises StorageError where the disk does not let it be read.
    """
    with storage_errors(layout.articles):
        names = layout.segments()
    for name in names:
        if since is not None and order(name) < order(since.segment):
            continue
        offset = since.offset if since is not None and name == since.segment else 0
        yield from scan_segment(layout.segment(name), name, offset)


def scan_segment(path: Path, name: str, offset: int = 0) -> Iterator[Line | Damage]:
    """Yield each line of one segment from *offset*, which is where a line begins.

    No lock is held: a writer may be in the middle of a line, or cut a torn one off and write another in its place. So
    what looks damaged is read again; and a line without its newline is the last one, for its second half is no line.
    """
    with storage_errors(path), _reading(path) as file:
        file.seek(offset)
        while line := file.readline(codec.MAX_LINE + 1):
            found = list(_read_line(name, offset, line))
            if isinstance(found[0], Damage) and _line_now(file.fileno(), offset) != line:
                yield from scan_segment(path, name, offset)
                return
            yield from found
            if not line.endswith(b"\n") and len(line) <= codec.MAX_LINE:
                return
            offset += len(line)


def links(path: Path, name: str) -> Iterator[tuple[Sum, Sum]]:
    """Yield ``prev`` and ``sum`` of each record of one segment that nobody is writing to; their articles are not read,
    which takes a third of the time. Raises StorageError where the disk does not let it be read.
    """
    with storage_errors(path), _reading(path) as file:
        while line := file.readline(codec.MAX_LINE + 1):
            try:
                yield codec.decode_link(line)
            except BadRecord:
                found = (one.record for one in _read_line(name, 0, line) if isinstance(one, Line))
                yield from ((record.prev, record.sum) for record in found)


@contextlib.contextmanager
def _reading(path: Path) -> Iterator[BinaryIO]:
    """Open *path* for a block. An error of close is ignored: nothing was written that could be lost."""
    file = path.open("rb")
    try:
        yield file
    finally:
        with contextlib.suppress(OSError):
            file.close()


def _bytes_at(path: Path, offset: int, length: int) -> bytes:
    """Return up to *length* bytes, as a file object would in twice the time. An error of close is ignored here too."""
    fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        return _all_of(fd, length, offset)
    finally:
        with contextlib.suppress(OSError):
            os.close(fd)


def _all_of(fd: int, length: int, offset: int) -> bytes:
    """Return *length* bytes, fewer only at the end of the file: the system may give less of them at a time."""
    data = os.pread(fd, length, offset)
    while 0 < len(data) < length and (more := os.pread(fd, length - len(data), offset + len(data))):
        data += more
    return data


def _line_now(fd: int, offset: int) -> bytes:
    """Return the line at *offset* as the file has it now, whatever was read of it before."""
    data = _all_of(fd, codec.MAX_LINE + 1, offset)
    end = data.find(b"\n")
    return data if end < 0 else data[: end + 1]


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


def chunk(items: Iterable[T], position: Callable[[T], Position], *, most: int) -> list[T]:
    """Return the first *most* of *items*, fewer where the lines they were read from are long: they fit into memory."""
    taken: list[T] = []
    size = 0
    for item in items:
        taken.append(item)
        size += position(item).length
        if len(taken) == most or size >= CHUNK_BYTES:
            break
    return taken


def line_at(layout: Layout, position: Position) -> bytes:
    """Return the bytes at *position*, good or bad.

    Raises NotInArchive when the file is gone, StorageError when the disk does not let it be read.
    """
    path = layout.segment(position.segment)
    try:
        with storage_errors(path), path.open("rb") as file:
            file.seek(position.offset)
            return file.read(position.length)
    except StorageError as err:
        if isinstance(err.__cause__, FileNotFoundError):
            raise NotInArchive("the segment is gone", subject=position.segment, advice=_DAMAGED) from err
        raise


def read(layout: Layout, position: Position) -> Record:
    """Return the record at *position*. Raises what line_at() does, and BadRecord when the record does not check."""
    try:
        return codec.decode(line_at(layout, position))
    except BadRecord as err:
        subject = f"{position.segment} at byte {position.offset:,}"
        raise BadRecord(err.message, subject=subject, advice=_DAMAGED) from err


def text_of(layout: Layout, content_hash: ContentHash, holdings: Holdings) -> str | None:
    """Return the text with this hash, None where no line that can be read carries it."""
    holder = holdings.holder(content_hash)
    position = holdings.position(holder) if holder else None
    if position is not None:
        with contextlib.suppress(NotInArchive, BadRecord, StorageError):  # one bad line must not stop the press
            return read(layout, position).article.text
    return None


def holds(layout: Layout, mark: Mark) -> bool:
    """Say whether a line with the sum of *mark* still ends there: whether what was read up to it is still there."""
    try:
        return stands(layout, mark)
    except StorageError:  # a segment that cannot be read is named by who scans it next
        return False


def stands(layout: Layout, mark: Mark) -> bool:
    """Say what holds() does. Raises StorageError where the disk does not let the segment be read."""
    path = layout.segment(mark.segment)
    try:
        with storage_errors(path):
            tail = _bytes_at(path, max(0, mark.offset - _SUM_TAIL), max(0, min(_SUM_TAIL, mark.offset)))
    except (ValueError, OverflowError):  # no name of a file, no place in one
        return False
    except StorageError as err:
        if isinstance(err.__cause__, FileNotFoundError):
            return False
        raise
    return tail.endswith(b'"' + mark.sum.encode() + b'"}\n')


def behind(layout: Layout, mark: Mark | None) -> bool:
    """Say whether the archive has bytes after *mark*, without reading them."""
    with storage_errors(layout.articles):
        names = layout.segments()
        if not names:
            return False
        last = names[-1]
        size = os.stat(layout.segment(last)).st_size  # noqa: PTH116  # half the time of a Path's
    if mark is None:
        return size > 0 or len(names) > 1
    return (last, size) != (mark.segment, mark.offset) and not (size == 0 and names[-2:-1] == [mark.segment])


def bytes_after(layout: Layout, mark: Mark | None) -> int:
    """Return how many bytes of lines stand after *mark*. Raises StorageError where the disk does not tell."""
    with storage_errors(layout.articles):
        names = layout.segments()
        before = 0
        if mark is not None:
            names = names[names.index(mark.segment) :] if mark.segment in names else names
            before = mark.offset
        return max(0, sum(layout.segment(name).stat().st_size for name in names) - before)
