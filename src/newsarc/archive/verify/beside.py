"""What stands beside the articles: FORMAT, spool/ and visits/. Pure: bytes in, findings out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from newsarc.archive import codec
from newsarc.archive.format import Format
from newsarc.archive.verify.finding import Finding
from newsarc.archive.verify.lines import is_id
from newsarc.errors import BadRecord
from newsarc.model.record import RecordId
from newsarc.model.visit import Ended, Visit

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")
_visit = msgspec.json.Decoder(Visit).decode
_MOST_VISIT = 64 * 1024


def read_format(data: bytes) -> Format | Finding:
    """Return what FORMAT says, or what is wrong with it."""
    try:
        found = msgspec.json.decode(data, type=Format)
    except (msgspec.DecodeError, UnicodeDecodeError) as err:
        return Finding("format-damaged", "FORMAT", 0, len(data), detail=str(err))
    if found.format != "newsarc" or not _UUID.match(found.archive):
        return Finding("format-damaged", "FORMAT", 0, len(data), detail="not as newsarc writes it")
    return found


def spooled(file: str, data: bytes) -> Iterator[Finding | int]:
    """Yield what is wrong with the lines of a file of the spool; and an offset for each that is right."""
    offset = 0
    *lines, rest = data.split(b"\n")
    for line in [*lines, rest] if rest else lines:
        try:
            codec.decode_spooled(line + b"\n")
        except BadRecord as err:
            yield Finding("spool-damaged", file, offset, len(line) + 1, detail=err.message)
        else:
            yield offset
        offset += len(line) + 1


class Claim(msgspec.Struct, frozen=True):
    """A visit's word that a record was archived by it."""

    file: str
    offset: int
    length: int
    id: RecordId
    outcome: Ended
    day: str


_ARCHIVED = frozenset({Ended.NEW, Ended.REVISION, Ended.COPY})


def visited(name: str, file: BinaryIO) -> Iterator[Finding | Claim | None]:
    """Yield what is wrong with the lines of a file of the log of visits; of each right one its claim, or None.

    A last line without its newline is being written, or was; the next writer goes on behind it.
    """
    offset = 0
    while line := file.readline(_MOST_VISIT):
        if line.endswith(b"\n") and line != b"\n":
            try:
                visit = _visit(line)
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as err:
                yield Finding("visit-damaged", name, offset, len(line), detail=str(err))
            else:
                claims = visit.outcome in _ARCHIVED and visit.id is not None and is_id(visit.id)
                day = f"{visit.time:%Y-%m-%d}"
                yield Claim(name, offset, len(line), visit.id, visit.outcome, day) if claims and visit.id else None
        elif len(line) == _MOST_VISIT:
            yield Finding("visit-damaged", name, offset, len(line), detail="longer than any line of the log")
        offset += len(line)
