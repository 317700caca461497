"""Which formats there are, and what a file's ending says of its own."""

from __future__ import annotations

from enum import StrEnum

import msgspec


class Format(StrEnum):
    """A form in which records leave the archive."""

    JSONL = "jsonl"
    """the records' own lines"""
    CSV = "csv"
    MARKDOWN = "markdown"
    """a folder, one file an article"""
    SQLITE = "sqlite"
    PARQUET = "parquet"
    WARC = "warc"
    """what servers sent"""


_ENDINGS = {
    ".jsonl": Format.JSONL,
    ".ndjson": Format.JSONL,
    ".csv": Format.CSV,
    ".sqlite": Format.SQLITE,
    ".sqlite3": Format.SQLITE,
    ".db": Format.SQLITE,
    ".parquet": Format.PARQUET,
    ".warc": Format.WARC,
}
STREAMS = frozenset({Format.JSONL, Format.CSV, Format.WARC})
"""can be written to a pipe"""
TEXTS = frozenset({Format.JSONL, Format.CSV})
"""can be packed with gzip as a whole; a WARC file's records are packed one by one, always"""


class Shape(msgspec.Struct, frozen=True):
    """What a file's name says."""

    format: Format | None
    gzipped: bool


def shape_of(name: str) -> Shape:
    """Return what the ending of *name* says, in whatever letter case; no format where it says nothing.

    >>> shape_of("news.csv.gz")
    Shape(format=<Format.CSV: 'csv'>, gzipped=True)
    """
    lowered = name.lower()
    gzipped = lowered.endswith(".gz")
    stem = lowered.removesuffix(".gz")
    found = next((kind for ending, kind in _ENDINGS.items() if stem.endswith(ending)), None)
    return Shape(found, gzipped)
