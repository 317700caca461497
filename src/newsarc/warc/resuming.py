"""Where a WARC file goes on behind damage: the next place that begins like a record. Pure but for the file given."""

from __future__ import annotations

import re
import zlib
from typing import BinaryIO

GZIP = b"\x1f\x8b\x08"
"""what a gzip member begins with"""
_WINDOW = 1 << 20
"""bytes searched at a time"""
_MOST_TRIES = 100_000
"""places that look like the beginning of a member but are none, before the rest of a file is given up"""
_AGAIN = re.compile(rb"\nWARC/[01]\.\d{1,2}\r?\n")


def next_member(file: BinaryIO, start: int) -> int | None:
    """Return where the next gzip member with a WARC record begins, at *start* or after it."""
    tries = 0
    while True:
        file.seek(start)
        window = file.read(_WINDOW)
        at = window.find(GZIP)
        while at >= 0:
            if _holds_record(file, start + at):
                return start + at
            tries += 1
            if tries > _MOST_TRIES:
                return None
            at = window.find(GZIP, at + 1)
        if len(window) < _WINDOW:
            return None
        start += len(window) - len(GZIP) + 1


def _holds_record(file: BinaryIO, offset: int) -> bool:
    file.seek(offset)
    try:
        return zlib.decompressobj(31).decompress(file.read(4096), 64).lstrip(b"\r\n").startswith(b"WARC/")
    except zlib.error:
        return False


def next_record(file: BinaryIO, start: int) -> int | None:
    """Return where the next record of a plain file begins, after *start*."""
    while True:
        file.seek(start)
        window = file.read(_WINDOW)
        found = _AGAIN.search(window)
        if found:
            return start + found.start() + 1
        if len(window) < _WINDOW:
            return None
        start += len(window) - 32  # longer than what is looked for


def starts_with(file: BinaryIO, offset: int, wanted: bytes) -> bool:
    """Say whether *wanted* stands at *offset*."""
    file.seek(offset)
    return file.read(len(wanted)) == wanted


def only_zeros(file: BinaryIO, offset: int) -> bool:
    """Say whether nothing but zeros stands from *offset* on: padding."""
    file.seek(offset)
    while piece := file.read(_WINDOW):
        if piece.strip(b"\0"):
            return False
    return True
