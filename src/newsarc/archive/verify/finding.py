"""What a check finds. Pure."""

from __future__ import annotations

import msgspec

from newsarc.model.record import RecordId


class Finding(msgspec.Struct, frozen=True, omit_defaults=True):
    """One thing that is not as it should be. data/problems.json says what its code means."""

    code: str
    file: str
    """below the archive's folder"""
    offset: int | None = None
    """bytes from the file's beginning; None where the whole file is meant"""
    length: int | None = None
    """bytes that are hit"""
    id: RecordId | None = None
    """of the record there; as far as it can still be read, where that record is damaged"""
    detail: str = ""
    before: RecordId | None = None
    """the nearest good record before it"""
    after: RecordId | None = None
    """the nearest good record behind it"""
