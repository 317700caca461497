"""A look into a catalogue that touches nothing: for checking an archive, whoever is writing to it."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from newsarc.archive.catalog import SCHEMA_VERSION, CatalogBroken, sqlite_errors
from newsarc.archive.database import version
from newsarc.model.record import Mark, Position, RecordId, Sum


def peek(path: Path, archive: str) -> tuple[int, Mark | None] | None:
    """Return how many records a catalogue has and how far it has read, touching nothing at all.

    None where it cannot be told so: somebody is writing to it, or ended without closing it. Raises CatalogBroken where
    it is no whole catalogue of *archive*.
    """
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size:
        return None
    with _looking(path) as db:
        made = version(db)
        if made == 0 and not db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
            return 0, None  # whoever made it got no further: it says nothing, and is filled by whoever needs it
        if made != SCHEMA_VERSION:
            raise CatalogBroken("of another version")
        found = db.execute("SELECT archive, segment, offset, sum FROM mark").fetchone()
        if found is None or found[0] != archive:
            raise CatalogBroken("made from another archive")
        count = int(db.execute("SELECT count(*) FROM record").fetchone()[0])
    if log.exists() and log.stat().st_size:  # begun meanwhile
        return None
    return count, None if found[1] is None else Mark(found[1], found[2], Sum(found[3]))


def last_ones(path: Path, limit: int) -> list[tuple[RecordId, Position]]:
    """Return the last records that the catalogue at *path* has, the last first, as peek() does: touching nothing.

    Raises CatalogBroken.
    """
    with _looking(path) as db:
        rows = db.execute("SELECT id, segment, offset, length FROM record ORDER BY seq DESC LIMIT ?", (limit,))
        return [(RecordId(id_), Position(*where)) for id_, *where in rows]


@contextlib.contextmanager
def _looking(path: Path) -> Iterator[sqlite3.Connection]:
    """Give a connection that makes no file beside *path* and takes no lock."""
    uri = f"{path.as_uri()}?immutable=1"
    with sqlite_errors(), contextlib.closing(sqlite3.connect(uri, uri=True)) as db:
        yield db
