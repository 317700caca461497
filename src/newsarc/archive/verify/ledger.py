"""What lies between records: the chain, unique ids, references to earlier records. Pure; takes pieces in their order.

Some 130 bytes are kept of each record, and nothing of its text.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterator

import msgspec

from newsarc.archive import codec
from newsarc.archive.verify.finding import Finding
from newsarc.archive.verify.lines import Piece, is_id
from newsarc.model.record import RecordId

_MOST_OPEN = 1_000
"""findings that wait to be told which good record is behind them"""


class Ledger:
    """An archive's records, as far as they have been read."""

    def __init__(self) -> None:
        self._keys: dict[int, int] = {}
        self._copies: set[int] = set()
        self.expected: str | None = codec.FIRST_PREV
        """what the next record's prev must be; None behind damage, where it cannot be told"""
        self._open: list[Finding] = []
        self.before: RecordId | None = None
        self.lost = False
        """whether records may be missing that others refer to"""
        self.last_sum: str | None = None
        self.records = 0
        self.references = 0

    @property
    def known(self) -> int:
        """How many different ids there are."""
        return len(self._keys)

    def has(self, record: RecordId) -> bool:
        """Say whether *record*, 16 hex digits, was read."""
        return int.from_bytes(bytes.fromhex(record), sys.byteorder) in self._keys

    def gap(self, last_sum: str | None) -> None:
        """Take note of a segment that cannot be read, and of the sum of its last record where the manifest tells."""
        self.expected = last_sum
        self.lost = True

    def take(self, piece: Piece, file: str) -> Iterator[Finding]:
        """Yield what is wrong with *piece* of *file*, and between it and what was before."""
        before = self.before
        yield from self._neighbours(piece)
        if piece.first_prev is not None:
            known = self.expected is not None and not piece.torn_before
            if known and piece.first_prev != self.expected:
                yield self._unchained(piece, file, before)
        yield from self._related(piece, file)
        self.lost = self.lost or piece.damaged > 0
        self.records += piece.records
        if piece.last_sum is not None:
            self.last_sum = piece.last_sum
            self.expected = None if piece.torn_behind else piece.last_sum
        elif piece.damaged:
            self.expected = None

    def rest(self) -> Iterator[Finding]:
        """Yield what waited for a good record, when there is no more to come."""
        yield from self._open
        self._open = []

    def _neighbours(self, piece: Piece) -> Iterator[Finding]:
        found = [
            one if one.before is not None else msgspec.structs.replace(one, before=self.before)
            for one in piece.findings
        ]
        if piece.first is not None:
            yield from (msgspec.structs.replace(one, after=piece.first) for one in self._open)
            self._open = []
        closed = len(found) - piece.open
        yield from found[:closed]
        self._open += found[closed:]
        if len(self._open) > _MOST_OPEN:
            yield from self.rest()
        self.before = piece.last or self.before

    def _unchained(self, piece: Piece, file: str, before: RecordId | None) -> Finding:
        offset, length = piece.first_at
        first = _id(piece, 0)
        if self.expected == codec.FIRST_PREV:
            detail = f"prev is {piece.first_prev}, but it is the first record"
        else:
            detail = f"prev is {piece.first_prev}, the record before has the sum {self.expected}"
        return Finding("chain-broken", file, offset, length, first, detail, before, _id(piece, 1))

    def _related(self, piece: Piece, file: str) -> Iterator[Finding]:
        ids, keys = array("Q", piece.ids), array("Q", piece.keys)
        if piece.references:
            yield from self._misled(piece, file, ids, keys)
        if len(set(ids)) < len(ids) or not self._keys.keys().isdisjoint(ids):
            yield from self._twice(piece, file, ids)
            for id_, key in zip(ids, keys, strict=True):
                self._keys.setdefault(id_, key)
        else:
            self._keys.update(zip(ids, keys, strict=True))
        self._copies.update(ids[number] for number in piece.copies)

    def _misled(self, piece: Piece, file: str, ids: array[int], keys: array[int]) -> Iterator[Finding]:
        """Yield the references that lead nowhere, or to another text."""
        numbers = {id_: number for number, id_ in reversed(list(enumerate(ids)))}
        copies = set(piece.copies)
        for one in piece.references:
            self.references += 1
            target = int.from_bytes(bytes.fromhex(one.target), sys.byteorder) if is_id(one.target) else -1
            at = numbers.get(target, len(ids))
            code = ""
            if target in self._keys:
                right = self._keys[target] == keys[one.number] and target not in self._copies
            elif at < one.number:
                right = keys[at] == keys[one.number] and at not in copies
            else:
                lost = self.lost or (piece.intact is not None and piece.intact <= one.number)
                code = "reference-uncertain" if lost else "reference-missing"
                right = True
            if one.field == "same_as" and not right:
                code = "copy-differs"
            if code:
                before, record, after = (_id(piece, one.number + step) for step in (-1, 0, 1))
                said = f"{one.field} is {one.target}"
                yield Finding(code, file, one.offset, one.length, record, said, before, after)

    def _twice(self, piece: Piece, file: str, ids: array[int]) -> Iterator[Finding]:
        """Yield the records whose id was there before."""
        offsets = array("Q", piece.offsets)
        seen: set[int] = set()
        for number, id_ in enumerate(ids):
            if id_ in seen or id_ in self._keys:
                before, after = _id(piece, number - 1), _id(piece, number + 1)
                said = "the first record with this id counts"
                yield Finding("id-twice", file, offsets[number], None, _id(piece, number), said, before, after)
            seen.add(id_)


def _id(piece: Piece, number: int) -> RecordId | None:
    """Return the id of one of the records of *piece* that can be read, None where there is no such one."""
    return piece.id(number) if 0 <= number < piece.records else None
