"""Content codings: gzip, deflate and br, decoded piece by piece, with a limit on what comes out.

Bytes that are missing or damaged are said, never passed over: what could be decoded is kept with the reason. Bytes that
begin like gzip are no text under any label, so they are decoded whether or not somebody said so.
"""

from __future__ import annotations

import importlib
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

import msgspec

from newsarc.errors import DataError, Refused

PIECE = 64 * 1024
"""bytes decoded at a time"""
MAX_LAYERS = 5
"""codings on top of each other; more is an attack"""
MAX_MEMBERS = 4096
"""gzip members in one stream; more is an attack on time, not a page"""
_GZIP = b"\x1f\x8b"
_GZIP_DEFLATE = b"\x1f\x8b\x08"

Notes = list[str]
Layer = Callable[[Iterator[bytes], Notes], Iterator[bytes]]


class TooLarge(Refused):
    """More bytes than the limit."""


class BadCoding(DataError):
    """The bytes are not in the coding they should be in, or in one that is not known here."""


class _Limit(NamedTuple):
    """How many bytes a layer may have, and where it is noted that one was cut there; None raises instead."""

    max_bytes: int
    notes: Notes | None


class Decoded(msgspec.Struct, frozen=True):
    """What came out, and why some of it is known to be missing."""

    content: bytes
    incomplete_because: str | None = None


def decode(pieces: Iterable[bytes], codings: Sequence[str], *, max_bytes: int, cut: bool = False) -> Decoded:
    """Return what *pieces* hold under *codings*, named in the order they were applied, at most *max_bytes* bytes.

    No layer, the bytes as they came included, may be longer than *max_bytes*. Raises TooLarge when one is (with *cut*
    it ends there instead, which is noted), BadCoding when nothing can be decoded; what *pieces* itself raises passes
    through.
    """
    if len(codings) > MAX_LAYERS:
        raise BadCoding(f"more than {MAX_LAYERS} content codings")
    notes: Notes = []
    limit = _Limit(max_bytes, notes if cut else None)
    stream = _capped(iter(pieces), limit)
    for coding in reversed(codings):
        stream = _capped(_layer(coding)(stream, notes), limit)
    stream = _unlabelled(stream, notes, limit, MAX_LAYERS - len(codings))
    content = b"".join(stream)
    return Decoded(content, "; ".join(dict.fromkeys(notes)) or None)


def known_codings() -> tuple[str, ...]:
    """Return the codings a server may be asked for, best first."""
    return ("gzip", "deflate", "br") if _brotli() is not None else ("gzip", "deflate")


def _layer(coding: str) -> Layer:
    match coding:
        case "gzip" | "x-gzip":
            return _gunzip
        case "deflate":
            return _inflate
        case "br" if _brotli() is not None:
            return _unbrotli
        case _:
            raise BadCoding(f"content coding {coding[:40]!r} is not known here")


def _capped(pieces: Iterator[bytes], limit: _Limit) -> Iterator[bytes]:
    total = 0
    for piece in pieces:
        total += len(piece)
        if total > limit.max_bytes:
            if limit.notes is None:
                raise TooLarge(f"more than {limit.max_bytes} bytes")
            limit.notes.append(f"cut after {limit.max_bytes} bytes")
            yield piece[: limit.max_bytes - total]
            return
        yield piece


def _unlabelled(pieces: Iterator[bytes], notes: Notes, limit: _Limit, layers: int) -> Iterator[bytes]:
    """Pass *pieces* on, unwrapped of every gzip layer that nobody declared."""
    head = b""
    for piece in pieces:
        head += piece
        if len(head) >= len(_GZIP_DEFLATE):
            break
    pieces = chain((head,), pieces)
    if not head.startswith(_GZIP_DEFLATE):
        return pieces
    if layers <= 0:
        raise BadCoding(f"more than {MAX_LAYERS} content codings")
    return _unlabelled(_capped(_gunzip(pieces, notes), limit), notes, limit, layers - 1)


def _drain(decoder: zlib._Decompress, data: bytes) -> Iterator[bytes]:
    """Give *data* to *decoder* and pass on what comes out, in pieces; stops at the end of the stream."""
    while data and not decoder.eof:
        before = decoder.copy()
        try:
            out = decoder.decompress(data, PIECE)
        except zlib.error:
            yield from _before_the_damage(before, data)
            raise
        data = decoder.unconsumed_tail
        if out:
            yield out


def _before_the_damage(decoder: zlib._Decompress, data: bytes) -> Iterator[bytes]:
    """Yield what *data* holds up to the damage: an error takes the output of the whole call with it."""
    for start in range(len(data)):
        try:
            out = decoder.decompress(data[start : start + 1])
        except zlib.error:
            return
        if out:
            yield out


class _Damaged:
    """Tells damage in the first byte (no such stream at all) from damage further on (a note)."""

    def __init__(self, name: str, notes: Notes) -> None:
        self.name = name
        self.notes = notes
        self.any_output = False

    def seen(self, out: bytes) -> bytes:
        """Return *out*, which the stream gave."""
        self.any_output = self.any_output or bool(out)
        return out

    def say(self, error: Exception) -> None:
        """Note that *error* ended the stream. Raises BadCoding where it has given nothing."""
        if not self.any_output:
            raise BadCoding(f"not a {self.name} stream") from error
        self.notes.append(f"{self.name} stream damaged")


def _gunzip(pieces: Iterator[bytes], notes: Notes) -> Iterator[bytes]:
    """Decode gzip members one after the other; zeros after the last are padding, anything else is said."""
    damaged = _Damaged("gzip", notes)
    member, members, rest = zlib.decompressobj(31), 1, b""
    for piece in pieces:
        data = rest + piece
        rest = b""
        try:
            while data:
                if member.eof:
                    if len(data) < len(_GZIP):
                        break
                    if not data.startswith(_GZIP):
                        _note_trailing(chain((data,), pieces), notes)
                        return
                    members += 1
                    if members > MAX_MEMBERS:
                        notes.append(f"more than {MAX_MEMBERS} gzip members")
                        return
                    member = zlib.decompressobj(31)
                yield from map(damaged.seen, _drain(member, data))
                data = member.unused_data if member.eof else b""
        except zlib.error as error:
            damaged.say(error)
            return
        rest = data
    if rest:
        _note_trailing((rest,), notes)
    yield from _finish(member, notes, damaged)


def _note_trailing(pieces: Iterable[bytes], notes: Notes) -> None:
    """Note that bytes follow the end of a gzip stream, unless they are zeros: padding."""
    if any(piece.strip(b"\0") for piece in pieces):
        notes.append("other bytes after the end of the gzip stream")


def _finish(decoder: zlib._Decompress, notes: Notes, damaged: _Damaged) -> Iterator[bytes]:
    """Pass on what the decoder still holds when the input is over, and say so when the stream was not."""
    if decoder.eof:
        return
    try:
        yield decoder.flush()
    except zlib.error as error:
        damaged.say(error)
        return
    if not decoder.eof:
        notes.append(f"{damaged.name} stream cut")


def _inflate(pieces: Iterator[bytes], notes: Notes) -> Iterator[bytes]:
    """Decode "deflate", which some servers send with the zlib header the standard asks for and some without."""
    damaged = _Damaged("deflate", notes)
    head = b""
    for piece in pieces:
        head += piece
        if len(head) >= 2:
            break
    zlib_header = len(head) >= 2 and head[0] & 15 == 8 and int.from_bytes(head[:2], "big") % 31 == 0
    decoder = zlib.decompressobj(15 if zlib_header else -15)
    try:
        for piece in chain((head,), pieces):
            if decoder.eof and piece:
                notes.append("other bytes after the end of the deflate stream")
                return
            yield from map(damaged.seen, _drain(decoder, piece))
    except zlib.error as error:
        damaged.say(error)
        return
    yield from _finish(decoder, notes, damaged)


def _brotli() -> type | None:
    """Return the decoder class of the optional brotli package, when it is one that can bound its output."""
    try:
        module = importlib.import_module("brotli")
    except ImportError:
        return None
    decoder: type | None = getattr(module, "Decompressor", None)
    return decoder if hasattr(decoder, "can_accept_more_data") else None


def _unbrotli(pieces: Iterator[bytes], notes: Notes) -> Iterator[bytes]:
    kind = _brotli()
    if kind is None:
        raise BadCoding("content coding 'br' is not known here")
    error_kind: type[Exception] = importlib.import_module("brotli").error
    decoder, damaged = kind(), _Damaged("br", notes)
    try:
        for piece in pieces:
            out = decoder.process(piece, output_buffer_limit=PIECE)
            # It may hold output though it would take more input: it is empty when nothing more comes out.
            while out or not decoder.can_accept_more_data():
                yield damaged.seen(out)
                out = decoder.process(b"", output_buffer_limit=PIECE)
    except error_kind as error:
        damaged.say(error)
        return
    if not decoder.is_finished():
        notes.append("br stream cut")
