"""Files in which each line is an article: JSONL of newsarc itself and of other tools, plain and gzipped."""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

import msgspec

from newsarc.fetch.closing import lent
from newsarc.fetch.decode import PIECE
from newsarc.fetch.endings import ending_of
from newsarc.fetch.files import open_file
from newsarc.fetch.walk import failure
from newsarc.model.decoding import NOT_JSON
from newsarc.model.outcome import Failed, Reason, Skipped
from newsarc.model.target import Input, Lines, Target

_Line = tuple[int, bytes | str]
"""its number and its bytes; for one that cannot be had, why"""

CHUNK_LINES = 64
"""lines that travel to a worker together: one by one the way costs more than the reading"""
CHUNK_BYTES = 1 << 20
"""after which fewer lines travel together"""
_BEARS_TEXT = re.compile(
    rb'"(?:(?:main|plain|raw_|article_|full_)?text|body|content|article(?:Body)?|content_hash)"\s*:'
)
"""stands on each line that is an article, whoever wrote it; a copy out of an archive has a hash for its text"""
_HOPELESS = 1000
"""lines in a row that are no JSON objects, before the rest of a file is given up: it is something else"""
_MOST = 64 << 30
"""bytes that a gzipped file may unpack to"""
_BOM = b"\xef\xbb\xbf"
_UUID = re.compile(r"[0-9a-f-]{36}\Z")
_MAX_FORMAT = 4096
"""bytes of a FORMAT file that are read"""


class _Format(msgspec.Struct):
    archive: str


class _Cut(Exception):
    """The gzip data ends too early, is damaged or endless."""


def read_lines(target: Target, *, max_bytes: int) -> Iterator[Input]:
    """Yield the lines of the file at ``target.path`` as targets of some lines each, in order.

    Blank lines are passed over. A file whose first CHUNK_LINES lines are all JSON objects, none with a text, is
    Skipped: other things than articles come as JSONL. A line of more than *max_bytes* or one that is no JSON object
    is Failed(BAD_LINE), asked as ``PATH:LINE``; so is the place where gzip data is damaged, and what stands before it
    is read. Holds a chunk of lines in memory.
    """
    descriptor = open_file(target)
    if not isinstance(descriptor, int):
        yield descriptor
        return
    archive = archive_of(target.path or "")
    inputs = 0
    with lent(os.fdopen(descriptor, "rb")):
        try:
            lines = _lines(_pieces(descriptor, target), max_bytes)
            first = tuple(_first(lines))
            if archive is None and _of_other_things(first):
                detail = "JSON lines, but none of the first has a text"
                yield Skipped(asked=target.asked, reason=Reason.UNSUPPORTED, detail=detail)
                return
            for found in _chunks(target, chain(first, lines), archive):
                inputs += 1
                yield found
        except OSError as error:
            inputs += 1
            yield failure(target.asked, error)
    if not inputs:
        yield Skipped(asked=target.asked, reason=Reason.UNSUPPORTED, detail="it holds no line")


def _first(lines: Iterable[_Line]) -> Iterator[_Line]:
    """Yield no more of *lines* than a chunk holds."""
    size = 0
    for count, one in enumerate(lines, 1):
        yield one
        size += len(one[1])
        if count >= CHUNK_LINES or size >= CHUNK_BYTES:
            return


def _of_other_things(lines: Sequence[_Line]) -> bool:
    """Say whether *lines* are whole JSON objects that are no articles. What is damaged may have been an article."""
    if not lines or any(isinstance(line, str) or _BEARS_TEXT.search(line) for _, line in lines):
        return False
    return all(_is_object(line) for _, line in lines if isinstance(line, bytes))


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(msgspec.json.decode(line), dict)
    except NOT_JSON:
        return False


def archive_of(path: str) -> str | None:
    """Return the uuid of the archive whose segment *path* is; None where it is none, or its FORMAT is not there."""
    folder = os.path.dirname(os.path.abspath(path))
    if os.path.basename(folder) != "articles":
        return None
    try:
        with open(os.path.join(os.path.dirname(folder), "FORMAT"), "rb") as file:
            found = msgspec.json.decode(file.read(_MAX_FORMAT), type=_Format).archive
    except (OSError, *NOT_JSON):
        return None
    return found if _UUID.match(found) else None


def _chunks(target: Target, lines: Iterable[_Line], archive: str | None) -> Iterator[Input]:
    """Yield good lines in chunks and bad ones as they come; a bad one is a text that says why."""
    chunk: list[tuple[int, bytes]] = []
    size = hopeless = 0
    for number, line in lines:
        good = isinstance(line, bytes) and line.lstrip()[:1] == b"{"
        if good:
            assert isinstance(line, bytes)  # noqa: S101  # for mypy
            chunk.append((number, line))
            size, hopeless = size + len(line), 0
        if chunk and (not good or len(chunk) >= CHUNK_LINES or size >= CHUNK_BYTES):
            yield _target(target, chunk, archive)
            chunk, size = [], 0
        if not good:
            hopeless += 1
            over = hopeless >= _HOPELESS
            why = line if isinstance(line, str) else "no JSON object"
            yield _bad(target, number, f"{why}; so were {over:,} before, the rest is not read" if over else why)
            if over:
                return
    if chunk:
        yield _target(target, chunk, archive)


def _target(target: Target, chunk: list[tuple[int, bytes]], archive: str | None) -> Target:
    return msgspec.structs.replace(target, lines=Lines(lines=tuple(chunk), archive=archive))


def _bad(target: Target, number: int, why: str) -> Failed:
    return Failed(asked=f"{target.asked}:{number}", reason=Reason.BAD_LINE, detail=why)


def _lines(pieces: Iterable[bytes], max_bytes: int) -> Iterator[_Line]:
    """Yield each line that is not blank with its number, without its newline; for what cannot be had, why."""
    number, rest, too_long = 1, b"", False
    try:
        for piece in pieces:
            *whole, rest = (rest + piece).split(b"\n")
            for line in whole:
                if too_long or len(line) > max_bytes:
                    yield number, f"longer than {max_bytes:,} bytes"
                elif line.strip():
                    yield number, line
                number, too_long = number + 1, False
            if len(rest) > max_bytes:
                rest, too_long = b"", True
    except _Cut as error:
        yield number, str(error)
        return
    if too_long or rest.strip():
        yield number, f"longer than {max_bytes:,} bytes" if too_long or len(rest) > max_bytes else rest


def _pieces(descriptor: int, target: Target) -> Iterator[bytes]:
    """Yield the file's bytes, unpacked where its name says that it is gzipped, without a byte order mark."""
    raw = iter(lambda: os.read(descriptor, PIECE), b"")
    pieces = _gunzipped(raw) if ending_of(target.path or "").gzipped else raw
    first = next(pieces, b"")
    yield first.removeprefix(_BOM)
    yield from pieces


def _gunzipped(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield what gzip members, one behind the other, unpack to. Raises _Cut."""
    unpacker, total, begun = zlib.decompressobj(31), 0, False
    for piece in pieces:
        packed = piece
        while packed:
            begun = True
            try:
                out = unpacker.decompress(packed, PIECE)
            except zlib.error as error:
                raise _Cut("the gzip data is damaged; the rest is not read") from error
            total += len(out)
            if total > _MOST:
                raise _Cut(f"it unpacks to more than {_MOST >> 30} GiB; the rest is not read")
            if out:
                yield out
            packed = unpacker.unconsumed_tail
            if unpacker.eof:
                packed = unpacker.unused_data.lstrip(b"\0")
                unpacker, begun = zlib.decompressobj(31), False
    if begun:
        raise _Cut("the gzip data ends too early")
