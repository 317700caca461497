"""Where a record came from that another archive had before."""

from __future__ import annotations

import msgspec


class RawRef(msgspec.Struct, frozen=True):
    """Where the original bytes are kept."""

    file: str
    offset: int
    digest: str


class Imported(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A record of another archive: its own words about itself, kept as evidence."""

    archive: str | None = None
    """the archive's uuid, where its FORMAT stood beside the file"""
    id: str
    sum: str
    raw: RawRef | None = None
    """where that archive keeps what the server sent"""
