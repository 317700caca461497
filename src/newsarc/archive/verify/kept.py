"""raw/: whether its records check, and whether articles' pointers lead to them."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from hashlib import sha256
from typing import BinaryIO

import msgspec

from newsarc.archive.raw import NAME
from newsarc.archive.verify.finding import Finding
from newsarc.archive.verify.lines import Pointer
from newsarc.model.record import RecordId
from newsarc.warc.reading import Damage, Record, records
from newsarc.warc.stream import CUT

_BLOCK = 64 << 20
"""of a response that is taken into memory whole"""
_WORDS = 5
_PLACE = 44
"""bits for where a line begins in its segment; the number of the segment stands above them"""
_DIGEST = "sha256:"


class Ref(msgspec.Struct, frozen=True):
    """One pointer, as it is held against a file of raw/."""

    offset: int
    digest: bytes
    id: RecordId
    segment: int
    line: int


class Pointers:
    """Every article's pointer into raw/, by file: forty bytes each."""

    def __init__(self) -> None:
        self._packed: dict[str, array[int]] = {}
        self.count = 0

    def add(self, pointer: Pointer, record: RecordId, file: str, segment: int) -> Finding | None:
        """Take one in; return what is wrong with it by itself. *file* is the segment's name, *segment* its number."""
        raw = pointer.raw
        self.count += 1
        hexed = raw.digest.removeprefix(_DIGEST)
        if not NAME.match(raw.file) or raw.offset < 0 or raw.offset >= 1 << 63 or not _hex(hexed):
            said = f"raw is {raw.file} at byte {raw.offset}, digest {raw.digest}"
            return Finding("raw-pointer-wrong", file, pointer.offset, pointer.length, record, said)
        words = self._packed.setdefault(raw.file, array("Q"))
        words.extend(
            (
                raw.offset,
                int(hexed[:16], 16),
                int(hexed[16:32], 16),
                int(record, 16),
                segment << _PLACE | pointer.offset,
            )
        )
        return None

    def files(self) -> list[str]:
        """Return the names of the files that are pointed to."""
        return sorted(self._packed)

    def into(self, file: str) -> int:
        """Return how many pointers lead into *file*."""
        return len(self._packed.get(file, ())) // _WORDS

    def of(self, file: str) -> Refs:
        """Return the pointers into *file*, by offset; they are forgotten."""
        return Refs(self._packed.pop(file, array("Q")))


class Refs:
    """The pointers into one file in the order of their offsets, unpacked one by one."""

    def __init__(self, words: array[int]) -> None:
        self._words = words
        self._order = array("Q", sorted(range(0, len(words), _WORDS), key=words.__getitem__))

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._order)

    def __getitem__(self, number: int) -> Ref:
        """Return one."""
        at = self._order[number]
        offset, high, low, record, place = self._words[at : at + _WORDS]
        digest = high.to_bytes(8) + low.to_bytes(8)
        return Ref(offset, digest, RecordId(f"{record:016x}"), place >> _PLACE, place & (1 << _PLACE) - 1)


def check(file: BinaryIO, name: str, pointers: Refs, segments: list[str]) -> Iterator[Finding | int]:
    """Yield what is wrong with a file of raw/ and the *pointers* into it; and an offset for each record that checks.

    A file that ends in the middle of a record nobody points to is raw-unfinished: its writer died, or is at work.
    *segments* are the files that pointers name by number. Raises what reading *file* raises.
    """
    raw = f"raw/{name}"
    followed = _Followed(raw, pointers, segments)
    end: Damage | None = None
    for found in records(file, lambda _headers: True, max_block=_BLOCK):
        if end is not None:
            yield Finding("raw-damaged", raw, end.offset, detail=end.problem)
            end = None
        yield from followed.before(found.offset)
        here = followed.at(found.offset)
        if isinstance(found, Record):
            yield found.offset
            yield from followed.compared(here, found)
        elif here or found.problem != CUT:
            yield Finding("raw-damaged", raw, found.offset, id=here[0].id if here else None, detail=found.problem)
        else:
            end = found
    if end is not None:
        yield Finding("raw-unfinished", raw, end.offset, detail=end.problem)
    yield from followed.before(None)


class _Followed:
    """The pointers into one file, in their order."""

    def __init__(self, raw: str, pointers: Refs, segments: list[str]) -> None:
        self._raw = raw
        self._pointers = pointers
        self._segments = segments
        self._next = 0

    def before(self, offset: int | None) -> Iterator[Finding]:
        """Yield the pointers to places before *offset* that were not asked for: nothing begins there."""
        while self._next < len(self._pointers) and (offset is None or self._pointers[self._next].offset < offset):
            yield self._astray(self._pointers[self._next], "no record begins there")
            self._next += 1

    def at(self, offset: int) -> list[Ref]:
        """Return the pointers to *offset*."""
        found: list[Ref] = []
        while self._next < len(self._pointers) and (one := self._pointers[self._next]).offset == offset:
            found.append(one)
            self._next += 1
        return found

    def compared(self, here: list[Ref], record: Record) -> Iterator[Finding]:
        """Yield the pointers that mean something else than *record*."""
        if not here:
            return
        digest = _digest(record)
        for one in here:
            if record.kind != "response":
                yield self._astray(one, f"a {record.kind} record")
            elif one.digest != digest:
                yield self._astray(one, "another digest")

    def _astray(self, one: Ref, why: str) -> Finding:
        detail = f"{self._raw} at byte {one.offset:,}: {why}"
        return Finding("raw-pointer-wrong", self._segments[one.segment], one.line, None, one.id, detail)


def _digest(record: Record) -> bytes:
    """Return the first half of the block's SHA-256: what its header says, which was checked, else of the block."""
    said = record.headers.get("warc-block-digest", "")
    value = said.removeprefix(_DIGEST)
    if said.startswith(_DIGEST) and _hex(value):
        return bytes.fromhex(value)[:16]
    return sha256(record.block).digest()[:16]


def _hex(value: str) -> bool:
    try:
        return len(value) == 64 and len(bytes.fromhex(value)) == 32
    except ValueError:
        return False
