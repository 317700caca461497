"""The manifest: its own lines, and what they say of the segments. Pure."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from newsarc.archive import codec
from newsarc.archive.manifest import Sealed
from newsarc.archive.verify.finding import Finding
from newsarc.errors import BadRecord

FILE = "manifest.jsonl"
_decode = msgspec.json.Decoder(Sealed).decode


class Entry(msgspec.Struct, frozen=True):
    """A line of the manifest that checks."""

    offset: int
    length: int
    sealed: Sealed


class Facts(msgspec.Struct):
    """What a segment turned out to be."""

    bytes: int = 0
    sha256: str = ""
    records: int = 0
    first_prev: str = codec.FIRST_PREV
    last_sum: str = codec.FIRST_PREV
    damaged: int = 0
    """lines that do not check"""
    unread: bool = False
    """whether the disk kept some of it: then nothing can be said of the whole"""


def entries(data: bytes) -> Iterator[Entry | Finding]:
    """Yield the lines of a manifest and what is wrong with them. A last one without its newline is being written, or
    was when its writer died; the next writer cuts it off.
    """
    offset = 0
    expected: str | None = codec.FIRST_PREV
    names: set[str] = set()
    *lines, rest = data.split(b"\n")
    for line in lines:
        length = len(line) + 1
        try:
            codec.checked_sum(line + b"\n")
            sealed = _decode(line)
        except (BadRecord, msgspec.DecodeError, UnicodeDecodeError) as err:
            expected = None
            yield Finding("manifest-damaged", FILE, offset, length, detail=str(err))
        else:
            if expected is not None and sealed.prev != expected:
                detail = f"{sealed.name}: prev is {sealed.prev}, the line before has the sum {expected}"
                yield Finding("manifest-chain-broken", FILE, offset, length, detail=detail)
            if sealed.name in names:
                yield Finding("manifest-wrong", FILE, offset, length, detail=f"{sealed.name} was listed before")
            else:
                yield Entry(offset, length, sealed)
            names.add(sealed.name)
            expected = sealed.sum
        offset += length
    if _whole(rest[:-1]):
        yield Finding("manifest-damaged", FILE, offset, len(rest), detail="the byte at its end is another")


def _whole(line: bytes) -> bool:
    try:
        codec.checked_sum(line + b"\n")
    except BadRecord:
        return False
    return True


def compared(entry: Entry, file: str, facts: Facts) -> Iterator[Finding]:
    """Yield in what a segment is not what the manifest says.

    Where lines are damaged the whole file's hash says nothing new, and the damage was reported with its place.
    """
    said = entry.sealed
    if (said.bytes, said.sha256) != (facts.bytes, facts.sha256):
        if not facts.damaged:
            yield Finding("segment-changed", file, detail=_sizes(said.bytes, facts.bytes))
        return
    for name in ("records", "first_prev", "last_sum"):
        if getattr(said, name) != getattr(facts, name):
            detail = f"{said.name}: {name} is {getattr(said, name)}, should be {getattr(facts, name)}"
            yield Finding("manifest-wrong", FILE, entry.offset, entry.length, detail=detail)


def sized(entry: Entry, file: str, size: int) -> Iterator[Finding]:
    """Yield whether a segment's size is not what the manifest says: all that can be told without reading it."""
    if entry.sealed.bytes != size:
        yield Finding("segment-changed", file, detail=_sizes(entry.sealed.bytes, size))


def _sizes(said: int, found: int) -> str:
    if said == found:
        return f"{found:,} bytes as they should be, with another SHA-256"
    return f"{found:,} bytes, the manifest says {said:,}"
