"""What the SQLite files in index/ have in common: how they are opened, set up, changed and thrown away.

Both are caches. Whoever cannot read one makes it again; what that means for them is theirs to say.
"""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

PATIENCE = 30.0
"""seconds that another process may take for what it does to a file"""
_SUFFIXES = ("", "-wal", "-shm")
_PAUSE = 0.002
"""seconds between two tries"""


def connect(path: Path | None) -> sqlite3.Connection:
    """Return a connection to the file *path*, made where it is missing, or to one in memory; transactions begin by
    `transaction` alone. Raises sqlite3.Error.
    """
    db = sqlite3.connect(path or ":memory:", timeout=PATIENCE, isolation_level=None)
    try:
        _write_ahead(db)
    except BaseException:
        db.close()
        raise
    return db


def _write_ahead(db: sqlite3.Connection) -> None:
    """Have *db* keep a write-ahead log; wait while others do the same to a new file.

    SQLite does not wait here by itself, however long its timeout: two who switch at once would wait for each other.
    """
    until = time.monotonic() + PATIENCE
    while True:
        try:
            db.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as err:
            if not is_busy(err) or time.monotonic() > until:
                raise
            time.sleep(_PAUSE)
        else:
            db.execute("PRAGMA synchronous=NORMAL")
            return


def version(db: sqlite3.Connection) -> int:
    """Return the version that set_up() gave *db*, 0 for a new file. Raises sqlite3.Error."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def set_up(db: sqlite3.Connection, schema: str, number: int) -> None:
    """Make the tables of *schema* and call them version *number*; within a transaction. Raises sqlite3.Error."""
    for statement in schema.split(";\n"):  # executescript() would end the transaction
        db.execute(statement)
    db.execute(f"PRAGMA user_version={number}")


@contextlib.contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """Hold the write lock of *db* for a block, whose changes are kept when it ends without an exception."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def is_busy(err: sqlite3.Error) -> bool:
    """Say whether *err* means that another process was at the file for too long."""
    return getattr(err, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def remove(path: Path) -> None:
    """Take the database *path* away, with what SQLite keeps beside it. Raises OSError."""
    for suffix in _SUFFIXES:
        path.with_name(path.name + suffix).unlink(missing_ok=True)
