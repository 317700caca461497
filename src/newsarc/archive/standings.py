"""Where each visited address stands, ready to be asked: index/visits.sqlite, derived from the log of visits.

Deletable at any time; made again when it is broken, of another archive, or when the tables it was computed by changed.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from newsarc.archive.database import connect, remove, set_up, transaction, version
from newsarc.archive.decide import UrlKey
from newsarc.archive.headlines import same_headline
from newsarc.archive.standing import due_at, fold
from newsarc.archive.visits import LogPosition, VisitLog
from newsarc.lexicon.collecting import collecting
from newsarc.model.outcome import Reason
from newsarc.model.record import RecordId
from newsarc.model.visit import Ended, Headline, Part, Standing, Visit

_VERSION = 3
_CHUNK = 20_000
"""visits taken in by one transaction, so that another process has its turn"""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NOT_MODIFIED = 304
"""the status of an answer without a page, so that nothing is known of its headline"""
_SCHEMA = """
CREATE TABLE standing (
    key BLOB PRIMARY KEY,               -- 16 bytes of a digest of part and address
    part TEXT NOT NULL, source TEXT,
    due INTEGER,                        -- seconds since 1970, NULL: never again
    archived INTEGER NOT NULL,
    said BLOB NOT NULL                  -- the whole standing, as JSON
) WITHOUT ROWID;
CREATE INDEX standing_due ON standing (part, source, due);
CREATE TABLE headline (
    key BLOB NOT NULL,                  -- of a page, as above
    time INTEGER NOT NULL,              -- microseconds since 1970
    id TEXT NOT NULL, title TEXT NOT NULL
);
CREATE INDEX headline_key ON headline (key);
CREATE TABLE mark (one INTEGER PRIMARY KEY CHECK (one = 1), identity TEXT, file TEXT, offset INTEGER);
"""
_decode = msgspec.json.Decoder(Standing).decode
_encode = msgspec.json.Encoder().encode


class Standings:
    """Answers from one SQLite file that catches up with the log by itself; from memory where it cannot be written."""

    def __init__(self, path: Path, log: VisitLog, *, identity: str, url_key: UrlKey) -> None:
        self._path = path
        self._log = log
        self._key = url_key
        table = hashlib.sha256(_encode(collecting().recheck) + _encode(collecting())).hexdigest()[:16]
        self._identity = f"{identity} {_VERSION} {table}"
        self._db: sqlite3.Connection | None = None

    def close(self) -> None:
        """Close the file."""
        if self._db is not None:
            self._db.close()
            self._db = None

    def forget(self) -> None:
        """Delete the file; it is made again when it is next asked."""
        self.close()
        remove(self._path)

    def catch_up(self) -> None:
        """Read what was visited since. Raises StorageError where the log cannot be read."""
        try:
            self._fill(self._open())
        except sqlite3.Error:
            self.close()
            self._db = self._made(None)
            self._fill(self._db)

    def of(self, target: str, part: Part = Part.PAGE) -> Standing | None:
        """Return where *target* stands, None where it was never visited."""
        question = "SELECT said FROM standing WHERE key=?", _digest(part, self._key(target))
        rows = self._ask(*question)
        try:
            return _decode(rows[0][0]) if rows else None
        except msgspec.DecodeError as err:
            self._renew(sqlite3.DatabaseError(str(err)))
        rows = self._ask(*question)
        return _decode(rows[0][0]) if rows else None

    def headlines(self, target: str) -> list[Headline]:
        """Return when the page at *target* came under another headline while its text stayed, in the order it did."""
        key = _digest(Part.PAGE, self._key(target))
        rows = self._ask("SELECT time, id, title FROM headline WHERE key=? ORDER BY rowid", key)
        return [Headline(_EPOCH + timedelta(microseconds=time), RecordId(id_), title) for time, id_, title in rows]

    def due(self, source: str, now: datetime) -> Iterator[Standing]:
        """Yield the pages of *source* that may be visited again at *now*, the longest due first."""
        rows = self._ask(
            "SELECT said FROM standing WHERE part=? AND source=? AND due<=? ORDER BY due, key",
            Part.PAGE,
            source,
            int(now.timestamp()),
        )
        return (_decode(said) for (said,) in rows)

    def archived(self, source: str) -> int:
        """Return how many addresses of *source* have a record."""
        return int(
            self._ask("SELECT count(*) FROM standing WHERE part=? AND source=? AND archived", Part.PAGE, source)[0][0]
        )

    def _ask(self, query: str, *values: object) -> list[Any]:
        try:
            return self._open().execute(query, values).fetchall()
        except sqlite3.Error as err:  # a page of the file that nobody looked at before
            self._renew(err)
        return self._open().execute(query, values).fetchall()

    def _renew(self, err: sqlite3.Error) -> None:
        """Make it again: in its file where that is damaged, in memory where it cannot be used right now."""
        self.close()
        self._db = self._made(None) if isinstance(err, sqlite3.OperationalError) else self._again()
        self._fill(self._db)

    def _open(self) -> sqlite3.Connection:
        if self._db is None:
            try:
                self._path.parent.mkdir(exist_ok=True)
                self._db = self._made(self._path)
            except (sqlite3.Error, OSError):
                self._db = self._again()
        return self._db

    def _again(self) -> sqlite3.Connection:
        try:
            self.forget()
            return self._made(self._path)
        except (sqlite3.Error, OSError):
            return self._made(None)

    def _made(self, path: Path | None) -> sqlite3.Connection:
        """Return an open database of this archive. Raises sqlite3.Error, also where it is of another."""
        db = connect(path)
        try:
            with transaction(db):
                if version(db) == 0:
                    set_up(db, _SCHEMA, _VERSION)
                    db.execute("INSERT INTO mark VALUES (1, ?, NULL, 0)", (self._identity,))
            _check(db, self._identity)
        except BaseException:
            db.close()
            raise
        return db

    def _fill(self, db: sqlite3.Connection) -> None:
        if self._lost(db):
            self.close()
            db = self._db = self._again()
        while self._behind(db):
            with transaction(db):
                file, offset = db.execute("SELECT file, offset FROM mark").fetchone()
                seen = list(islice(self._log.read(LogPosition(file, offset) if file else None), _CHUNK))
                if not seen:
                    return
                self._take(db, [visit for visit, _ in seen])
                db.execute("UPDATE mark SET file=?, offset=?", (seen[-1][1].file, seen[-1][1].offset))

    def _lost(self, db: sqlite3.Connection) -> bool:
        """Say whether it has read what the log no longer holds."""
        file, offset = db.execute("SELECT file, offset FROM mark").fetchone()
        return file is not None and self._log.size(file) < offset

    def _behind(self, db: sqlite3.Connection) -> bool:
        file, offset = db.execute("SELECT file, offset FROM mark").fetchone()
        files = self._log.files()
        return bool(files) and (file != files[-1] or self._log.size(file) > offset)

    def _take(self, db: sqlite3.Connection, visits: Sequence[Visit]) -> None:
        for visit in visits:
            if visit.part is Part.RUN or visit.reason is Reason.HOST_SET_ASIDE:  # nobody was asked
                continue
            key = _digest(visit.part, self._key(visit.target))
            row = db.execute("SELECT said FROM standing WHERE key=?", (key,)).fetchone()
            now = fold(_decode(row[0]) if row else None, visit)
            due = due_at(now, collecting()) if now.part is Part.PAGE else None
            db.execute(
                "INSERT OR REPLACE INTO standing VALUES (?,?,?,?,?,?)",
                (
                    key,
                    now.part,
                    now.source,
                    int(due.timestamp()) if due else None,
                    now.id is not None,
                    _encode(now),
                ),
            )
            _note_headline(db, key, visit)


def _note_headline(db: sqlite3.Connection, key: bytes, visit: Visit) -> None:
    """Take note of the headline of a page that is known, where it is another than at the visit before."""
    read = visit.part is Part.PAGE and visit.outcome is Ended.KNOWN and visit.status != _NOT_MODIFIED
    if not read or visit.id is None:
        return
    last = db.execute("SELECT id, title FROM headline WHERE key=? ORDER BY rowid DESC LIMIT 1", (key,)).fetchone()
    # What is not there, or of another text, means that the page had the record's own headline.
    before = last[1] if last and last[0] == visit.id else ""
    if not same_headline(before, visit.title):
        time = (visit.time - _EPOCH) // timedelta(microseconds=1)
        db.execute("INSERT INTO headline VALUES (?,?,?,?)", (key, time, visit.id, visit.title))


def _check(db: sqlite3.Connection, identity: str) -> None:
    if db.execute("SELECT identity FROM mark").fetchone() != (identity,):
        raise sqlite3.DatabaseError("made from something else")


def _digest(part: Part, key: str) -> bytes:
    return hashlib.sha256(f"{part} {key}".encode("utf-8", "replace")).digest()[:16]
