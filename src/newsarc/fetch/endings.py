"""What the ending of a file's name says of its kind."""

from __future__ import annotations

from pathlib import PurePath

import msgspec

MEDIA_TYPES = {
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".eml": "message/rfc822",
    ".mhtml": "multipart/related",
    ".mht": "multipart/related",
}
LINES = frozenset({".jsonl", ".ndjson"})
"""files in which each line is an article"""
CONTAINERS = frozenset({".warc"}) | LINES
"""files that hold many pages"""


class Ending(msgspec.Struct, frozen=True):
    """The kind of a file by its name."""

    ending: str
    """lower case, with its dot and without ``.gz``; empty when there is none"""
    gzipped: bool
    readable: bool
    """whether files of this ending are read where nobody names them"""
    media_type: str | None


def ending_of(name: str) -> Ending:
    """Return the kind of the file called *name*, in whatever letter case its ending is."""
    path = PurePath(name)
    gzipped = path.suffix.lower() == ".gz"
    ending = (PurePath(path.stem) if gzipped else path).suffix.lower()
    readable = ending in MEDIA_TYPES or ending in CONTAINERS
    return Ending(ending=ending, gzipped=gzipped, readable=readable, media_type=MEDIA_TYPES.get(ending))


def holds_many(name: str) -> bool:
    """Say whether the file called *name* is one that holds many pages."""
    return ending_of(name).ending in CONTAINERS
