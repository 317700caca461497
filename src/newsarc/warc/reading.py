"""Records out of WARC files, also damaged ones: damage is named and read past. Pure but for the file given.

A record is yielded only when its length fits, its gzip sum and the digest it carries are right: a file that was cut
gives the records before the cut and says where it is.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

import msgspec

from newsarc.errors import DataError
from newsarc.warc.resuming import GZIP, next_member, next_record, only_zeros, starts_with
from newsarc.warc.stream import PIECE, Broken, Endless, Member, Stream

HEAD_BYTES = 64 * 1024
"""of a record that is too long to be kept"""
_VERSION = re.compile(rb"WARC/\d{1,2}\.\d{1,2}[ \t]*\r?\n?\Z")
_PLAIN = re.compile(rb"WARC/\d{1,2}\.\d{1,2}\r?\n")
_LENGTH = re.compile(r"\d{1,19}\Z")
_MOST_HEADERS = 64 * 1024
"""bytes of the headers of one record"""
_HASHES = {"md5": 16, "sha1": 20, "sha256": 32, "sha512": 64}

Headers = dict[str, str]
"""names in lower case; of several with one name the first counts"""


class BadWarc(DataError):
    """The bytes at this place are no whole WARC record."""

    headline = "damaged WARC record"


class Record(msgspec.Struct, frozen=True):
    """One record that checks."""

    offset: int
    """where it begins in the file: its gzip member, in a gzipped one"""
    inner: int
    """where it begins in what the member unpacks to: not 0 where a member holds several"""
    headers: Headers
    block: bytes
    """empty where it was not wanted, the first HEAD_BYTES of one that is too long"""
    length: int
    """of the whole block"""

    @property
    def kind(self) -> str:
        """``response``, ``request`` ... as the record says, lower case."""
        return self.headers.get("warc-type", "").lower()


class Damage(msgspec.Struct, frozen=True):
    """A place where no record can be read."""

    offset: int
    inner: int
    problem: str


Wanted = Callable[[Headers], bool]


def place(found: Record | Damage) -> str:
    """Return how *found* is named within its file.

    >>> place(Damage(1200, 0, "")), place(Damage(0, 512, ""))
    ('1200', '0+512')
    """
    return f"{found.offset}+{found.inner}" if found.inner else str(found.offset)


def records(file: BinaryIO, wanted: Wanted, *, max_block: int) -> Iterator[Record | Damage]:
    """Yield every record of *file*, in order, and every damaged place; blocks only of those *wanted*.

    Holds one block of at most *max_block* bytes in memory. Raises what reading *file* raises.
    """
    head = file.read(16)
    if not head:
        yield Damage(0, 0, "the file is empty")
    elif head.startswith(GZIP) or (not _PLAIN.match(head) and next_member(file, 0) is not None):
        yield from _gzipped(file, wanted, max_block)
    else:
        yield from _plain(file, wanted, max_block)


def record_at(file: BinaryIO, offset: int, *, max_block: int) -> Record:
    """Return the record whose gzip member begins at *offset*. Raises BadWarc, also for one that is longer."""
    try:
        found = _record(Member(file, offset), offset, lambda _headers: True, max_block)
    except Broken as error:
        raise BadWarc(error.problem) from error
    if found is None or isinstance(found, Damage):
        raise BadWarc(found.problem if found else "nothing is there")
    if found.length > max_block:
        raise BadWarc(f"{found.length:,} bytes, limit {max_block:,}")
    return found


def member_end(file: BinaryIO, offset: int) -> int:
    """Return where the gzip member that begins at *offset* ends. Raises BadWarc."""
    member = Member(file, offset)
    try:
        member.drain()
    except Broken as error:
        raise BadWarc(error.problem) from error
    return member.end


def _gzipped(file: BinaryIO, wanted: Wanted, max_block: int) -> Iterator[Record | Damage]:
    offset: int | None = 0
    while offset is not None:
        member = Member(file, offset)
        try:
            while (found := _record(member, offset, wanted, max_block)) is not None:
                yield found
            end = member.end
        except Endless as error:
            yield Damage(offset, error.start, f"{error.problem}; the rest of the file is not read")
            return
        except Broken as error:
            yield Damage(offset, error.start, error.problem)
            past = _end(member)
            if past is None:
                offset = next_member(file, offset + 1)
                continue
            end = past
        offset = end
        if not starts_with(file, end, GZIP):
            offset = next_member(file, end)
            if offset is not None or not only_zeros(file, end):
                yield Damage(end, 0, "bytes that are no record")


def _end(member: Member) -> int | None:
    """Return where the next member begins; None where that cannot be told."""
    try:
        member.drain()
    except Broken:
        return None
    return member.end


def _plain(file: BinaryIO, wanted: Wanted, max_block: int) -> Iterator[Record | Damage]:
    start: int | None = 0
    while start is not None:
        stream = Stream(file, start)
        try:
            while (found := _record(stream, start, wanted, max_block)) is not None:
                yield _unpacked(found)
        except Broken as error:
            bad = start + error.start
            yield Damage(bad, 0, error.problem)
            start = next_record(file, bad + 1)
        else:
            return


def _unpacked(found: Record | Damage) -> Record | Damage:
    """Return *found* with its place counted from the file's beginning."""
    return msgspec.structs.replace(found, offset=found.offset + found.inner, inner=0)


def _record(stream: Stream, offset: int, wanted: Wanted, max_block: int) -> Record | Damage | None:
    """Return the next record, a Damage where only its digest is wrong, None at the end.

    Raises Broken, with what is wrong and where in the stream the record begins.
    """
    try:
        stream.skip_blank()
        start = stream.position
        if stream.ended():
            return None
    except Broken as error:
        raise type(error)(error.problem, stream.position) from error
    try:
        headers = _headers(stream)
        length = _length(headers)
        kept, problem = _block(stream, headers, length, max_block, keep=wanted(headers))
    except Broken as error:
        raise type(error)(error.problem, start) from error
    return Damage(offset, start, problem) if problem else Record(offset, start, headers, kept, length)


def _headers(stream: Stream) -> Headers:
    if not _VERSION.match(stream.line()):
        raise Broken("no WARC header is here")
    found: Headers = {}
    last, size = "", 0
    while (line := stream.line()).strip():
        size += len(line)
        if size > _MOST_HEADERS:
            raise Broken("its header is endless")
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        name, colon, value = text.partition(":")
        if text[0] in " \t" and last:
            found[last] += " " + text.strip()
        elif colon:
            last = name.strip().lower()
            found.setdefault(last, value.strip())
    if not line:
        raise Broken("its header is cut")
    return found


def _length(headers: Headers) -> int:
    said = headers.get("content-length", "")
    if not (said.isascii() and _LENGTH.match(said)):
        raise Broken("it does not say how long it is")
    return int(said)


def _block(stream: Stream, headers: Headers, length: int, max_block: int, *, keep: bool) -> tuple[bytes, str]:
    """Return the block, as far as it is kept, and what is wrong with its digest. Raises Broken unless it is whole."""
    room = (length if length <= max_block else HEAD_BYTES) if keep else 0
    digest = _Digest(headers.get("warc-block-digest", "") if keep else "")
    pieces: list[bytes] = []
    left = length
    while left:
        piece = stream.take(min(left, PIECE))
        if not piece:
            raise Broken(f"it ends {left:,} bytes early")
        left -= len(piece)
        digest.update(piece)
        if room:
            pieces.append(piece[:room])
            room -= len(pieces[-1])
    if stream.exactly(4).strip(b"\r\n"):
        raise Broken("it does not end where it says")
    stream.ended()  # a gzip member's sum is checked at its end
    return b"".join(pieces), digest.problem()


class _Digest:
    """Checks a block against what its record says; a digest of an unknown kind says nothing."""

    def __init__(self, said: str) -> None:
        name, _, value = said.partition(":")
        size = _HASHES.get(name.strip().lower(), 0)
        self._wanted = _digest_bytes(value.strip(), size) if size else b""
        self._hash = hashlib.new(name.strip().lower(), usedforsecurity=False) if self._wanted else None

    def update(self, piece: bytes) -> None:
        """Take in the next *piece* of the block."""
        if self._hash is not None:
            self._hash.update(piece)

    def problem(self) -> str:
        """Return what is wrong with the block, nothing where it is whole."""
        right = self._hash is None or self._hash.digest() == self._wanted
        return "" if right else "its digest does not fit its bytes"


def _digest_bytes(value: str, size: int) -> bytes:
    """Return the digest that *value* spells, in hex or base32; none where it is neither."""
    try:
        if len(value) == 2 * size:
            return bytes.fromhex(value)
        found = base64.b32decode(value.upper() + "=" * (-len(value) % 8))
    except (ValueError, binascii.Error):
        return b""
    return found if len(found) == size else b""
