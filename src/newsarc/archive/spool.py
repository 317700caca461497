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
from newsarc.model.outcome import Failed, Outcome, Prepared, Reason


class Spooled(msgspec.Struct, frozen=True):
    """A file of the spool: what it holds, and the lines that do not check."""

    path: Path
    articles: tuple[Prepared, ...]
    bad: tuple[bytes, ...]


def keep(disk: Disk, layout: Layout, batch: Sequence[Prepared], now: datetime, *, why: str) -> list[Outcome]:
    """Put *batch* on the disk, outside the lock; return each one's outcome: Failed(ARCHIVE_BUSY) for the reason *why*,
    Failed(TOO_LARGE) where no line can hold it. Raises OSError as the disk gives it.
    """
    path = layout.spool / f"{now:%Y%m%dT%H%M%SZ}-{os.getpid()}-{secrets.token_hex(4)}.jsonl"
    detail = f"{why}; kept in spool/{path.name}, the next run archives it"
    lines: list[bytes] = []
    outcomes: list[Outcome] = []
    for prepared in batch:
        asked = prepared.article.asked
        try:
            lines.append(codec.encode_spooled(prepared))
            outcomes.append(Failed(asked=asked, reason=Reason.ARCHIVE_BUSY, detail=detail))
        except BadRecord as err:
            outcomes.append(Failed(asked=asked, reason=Reason.TOO_LARGE, detail=err.message))
    if lines:
        ensure_dir(disk, layout.spool)
        create_durably(disk, path, b"".join(lines))
    return outcomes


def files(layout: Layout, *, patient: bool = True) -> list[Path]:
    """Return the files that wait, oldest first. Raises OSError as the disk gives it.

    *patient*: who may not see what waits leaves it to others.
    """
    try:
        found = os.listdir(layout.spool)  # noqa: PTH208  # asked for in every commit
    except (FileNotFoundError, NotADirectoryError):
        return []
    except PermissionError:
        if patient:
            return []
        raise
    return [layout.spool / name for name in sorted(found) if name.endswith(".jsonl") and not name.startswith(".")]


def waiting(layout: Layout) -> list[Spooled]:
    """Return what waits, oldest first. Only the holder of the lock may ask: the files go once they are archived."""
    return [_read(path) for path in files(layout)]


def _read(path: Path) -> Spooled:
    articles: list[Prepared] = []
    bad: list[bytes] = []
    *lines, rest = path.read_bytes().split(b"\n")
    for line in lines:
        try:
            articles.append(codec.decode_spooled(line + b"\n"))
        except BadRecord:
            bad.append(line)
    return Spooled(path, tuple(articles), (*bad, rest) if rest else tuple(bad))
