"""Articles that could not get the lock wait in spool/ until the next writer takes them in."""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import msgspec

from newsarc.archive import codec
from newsarc.archive.disk import Disk, create_durably, ensure_dir
from newsarc.archive.layout import Layout
from newsarc.errors import BadRecord
from newsarc.model.outcome import Prepared


class Spooled(msgspec.Struct, frozen=True):
    """A file of the spool: what it holds, and the lines that do not check."""

    path: Path
    articles: tuple[Prepared, ...]
    bad: tuple[bytes, ...]


def keep(disk: Disk, layout: Layout, batch: Sequence[Prepared], now: datetime) -> Path:
    """Put *batch* on the disk, outside the lock, and return the file.

    Raises OSError as the disk gives it, and BadRecord for an article that no line can hold.
    """
    ensure_dir(disk, layout.spool)
    path = layout.spool / f"{now:%Y%m%dT%H%M%SZ}-{os.getpid()}-{secrets.token_hex(4)}.jsonl"
    create_durably(disk, path, b"".join(codec.encode_spooled(prepared) for prepared in batch))
    return path


def waiting(layout: Layout) -> list[Spooled]:
    """Return what waits, oldest first. Only the holder of the lock may ask: the files go once they are archived."""
    if not layout.spool.is_dir():
        return []
    return [_read(path) for path in sorted(layout.spool.glob("[!.]*.jsonl"))]


def _read(path: Path) -> Spooled:
    articles: list[Prepared] = []
    bad: list[bytes] = []
    for line in path.read_bytes().split(b"\n")[:-1]:
        try:
            articles.append(codec.decode_spooled(line + b"\n"))
        except BadRecord:
            bad.append(line)
    return Spooled(path, tuple(articles), tuple(bad))
