"""The bytes of a WARC file as a stream that knows where it is: plain, or one gzip member unpacked. Opens nothing."""

from __future__ import annotations

import zlib
from typing import BinaryIO

PIECE = 64 * 1024
"""bytes read, and unpacked, at a time"""
MOST = 16 << 30
"""bytes that one gzip member may unpack to; a file with more in one is not read any further"""
_LINE = 64 * 1024
"""bytes of a header line"""
CUT = "the file ends in the middle of it"


class Broken(Exception):
    """The bytes are not what they should be: why, and where in the stream the record begins that is damaged."""

    def __init__(self, problem: str, start: int = 0) -> None:
        super().__init__(problem)
        self.problem = problem
        self.start = start


class Endless(Broken):
    """A gzip member that unpacks to more than any archive holds."""


class Stream:
    """Bytes of a file from *offset* on, read piece by piece."""

    def __init__(self, file: BinaryIO, offset: int) -> None:
        self._file = file
        self._next = offset
        self._buffer = b""
        self.position = 0
        """bytes taken so far"""

    def _more(self) -> bytes:
        """Return more bytes, none at the end. Raises Broken. Others may move the file's position meanwhile."""
        self._file.seek(self._next)
        piece = self._file.read(PIECE)
        self._next += len(piece)
        return piece

    def ended(self) -> bool:
        """Say whether there is nothing left; the end is then known to be a good one."""
        if not self._buffer:
            self._buffer = self._more()
        return not self._buffer

    def take(self, most: int) -> bytes:
        """Return some bytes, at most *most*; none at the end."""
        if self.ended():
            return b""
        piece, self._buffer = self._buffer[:most], self._buffer[most:]
        self.position += len(piece)
        return piece

    def exactly(self, number: int) -> bytes:
        """Return the next *number* bytes, fewer at the end."""
        pieces = []
        while number and (piece := self.take(number)):
            pieces.append(piece)
            number -= len(piece)
        return b"".join(pieces)

    def line(self) -> bytes:
        """Return the next line with its newline; without one at the end. Raises Broken where it is endless."""
        while (found := self._buffer.find(b"\n")) < 0 and len(self._buffer) <= _LINE:
            more = self._more()
            if not more:
                return self.take(len(self._buffer)) if self._buffer else b""
            self._buffer += more
        if found < 0 or found > _LINE:
            raise Broken("a header line is endless")
        return self.take(found + 1)

    def skip_blank(self) -> None:
        """Pass over line ends."""
        while not self.ended():
            rest = self._buffer.lstrip(b"\r\n")
            self.position += len(self._buffer) - len(rest)
            self._buffer = rest
            if rest:
                return


class Member(Stream):
    """What the gzip member at *offset* unpacks to. Its sum is checked before ``ended`` says so."""

    def __init__(self, file: BinaryIO, offset: int) -> None:
        super().__init__(file, offset)
        self._unpacker = zlib.decompressobj(31)
        self._packed = b""
        self._unpacked = 0

    @property
    def end(self) -> int:
        """Where the next member begins, once this one has ended."""
        return self._next - len(self._packed)

    def _more(self) -> bytes:
        while not self._unpacker.eof:
            self._packed = self._packed or super()._more()
            if not self._packed:
                raise Broken(CUT)
            try:
                out = self._unpacker.decompress(self._packed, PIECE)
            except zlib.error as error:
                raise Broken("its gzip data is damaged") from error
            self._packed = self._unpacker.unused_data if self._unpacker.eof else self._unpacker.unconsumed_tail
            self._unpacked += len(out)
            if self._unpacked > MOST:
                raise Endless(f"it unpacks to more than {MOST >> 30} GiB")
            if out:
                return out
        return b""

    def drain(self) -> None:
        """Go on to the end. Raises Broken."""
        while self.take(PIECE):
            continue
