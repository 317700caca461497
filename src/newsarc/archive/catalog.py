"""The catalogue: which text and which address is where. Derived from the segments, deletable at any time.

A catalogue that cannot be read, is of another archive or of another version of this module is thrown away and made
again; one that cannot be written at all is made in memory.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from newsarc.archive.database import connect, is_busy, set_up, transaction, version
from newsarc.archive.decide import Version
from newsarc.archive.tail import Filed
from newsarc.errors import Exit, NewsarcError
from newsarc.model.record import ContentHash, Kind, Mark, Position, RecordId, Sum

SCHEMA_VERSION = 2
_AT_ONCE = 500
"""values in one question: SQLite's older builds take 999"""

_SCHEMA = """
CREATE TABLE record (
    seq INTEGER PRIMARY KEY,            -- order of writing
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    hash BLOB NOT NULL,                 -- the first 8 bytes of the content hash, and 8 of a digest of all of it
    place BLOB NOT NULL,                -- 16 bytes of a digest of where it stands
    content_hash TEXT NOT NULL,
    segment TEXT NOT NULL, offset INTEGER NOT NULL, length INTEGER NOT NULL,
    publisher TEXT, language TEXT, day TEXT, retrieved TEXT NOT NULL
);
CREATE INDEX record_hash ON record (hash);
CREATE INDEX record_place ON record (place);
CREATE TABLE origin (seq INTEGER NOT NULL, name TEXT NOT NULL, role TEXT NOT NULL);
CREATE TABLE mark (one INTEGER PRIMARY KEY CHECK (one = 1), archive TEXT, segment TEXT, offset INTEGER, sum TEXT,
                   damaged INTEGER NOT NULL);
"""


class Count(msgspec.Struct, frozen=True):
    """How many records have this name."""

    name: str
    records: int


class Stats(msgspec.Struct, frozen=True):
    """What is in an archive."""

    kinds: tuple[Count, ...]
    publishers: tuple[Count, ...]
    origins: tuple[Count, ...]
    languages: tuple[Count, ...]
    months: tuple[Count, ...]
    first_retrieved: str | None
    last_retrieved: str | None
    damaged: int


_INSERT = (
    "INSERT INTO record (seq, id, kind, hash, place, content_hash, segment, offset, length,"
    " publisher, language, day, retrieved) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)"
)


def _row(seq: int, one: Filed) -> tuple[object, ...]:
    stamp, position = one.stamp, one.position
    return (
        seq,
        stamp.id,
        stamp.kind.value,
        _text_key(stamp.content_hash),
        _short(one.place),
        stamp.content_hash,
        position.segment,
        position.offset,
        position.length,
        one.publisher,
        one.language,
        one.day,
        one.retrieved,
    )


class CatalogBroken(Exception):
    """The catalogue cannot be used; deleting it is always safe."""


class CatalogBusy(NewsarcError):
    """Another process has been filling the catalogue for too long to wait; what it files is filed."""

    exit_code = Exit.BUSY
    headline = "catalogue busy"


_HASH = re.compile(r"[0-9]{1,9}:sha256:([0-9a-f]{64})\Z")
_KEPT = 16
"""hex digits of a content hash that its key begins with"""


def _text_key(content_hash: ContentHash) -> bytes:
    """Return the 16 bytes that a text is filed under: 8 of its hash, so that a beginning of the hash finds it, and 8 of
    a digest of the whole spelling, so that a hash that was made up to begin alike is filed apart.
    """
    spelt = _HASH.match(content_hash)
    whole = _short(content_hash)
    return bytes.fromhex(spelt[1][:_KEPT]) + whole[: _KEPT // 2] if spelt else whole


def _short(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "replace")).digest()[:16]


@contextlib.contextmanager
def sqlite_errors() -> Iterator[None]:
    """Turn what SQLite raises in a block into CatalogBroken or CatalogBusy."""
    try:
        yield
    except sqlite3.Error as err:
        raise _translated(err) from err


def _translated(err: sqlite3.Error) -> CatalogBusy | CatalogBroken:
    return CatalogBusy(str(err)) if is_busy(err) else CatalogBroken(str(err))


class Catalog:
    """Answers from one SQLite file, or from memory where *path* is None. Every method raises CatalogBroken or
    CatalogBusy.
    """

    def __init__(self, path: Path | None, archive: str) -> None:
        with sqlite_errors():
            self._db = connect(path)
            try:
                self._set_up(archive)
            except BaseException:
                self._db.close()
                raise

    def _set_up(self, archive: str) -> None:
        if version(self._db) == 0:  # only who makes one waits for others: readers must not wait for who is filling it
            with transaction(self._db):
                if version(self._db) == 0:
                    set_up(self._db, _SCHEMA, SCHEMA_VERSION)
                    self._db.execute("INSERT INTO mark VALUES (1, ?, NULL, NULL, NULL, 0)", (archive,))
        if (found := version(self._db)) != SCHEMA_VERSION:
            raise CatalogBroken(f"version {found}, this newsarc makes {SCHEMA_VERSION}")
        if self._db.execute("SELECT archive FROM mark").fetchone() != (archive,):
            raise CatalogBroken("made from another archive")

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    @contextlib.contextmanager
    def filling(self) -> Iterator[Mark | None]:
        """Hold the catalogue's own write lock for a block, so that two processes never file one record twice.

        Gives the mark read under that lock; what the block files is kept when it ends without an exception.
        """
        with sqlite_errors(), transaction(self._db):
            yield self.mark()

    def mark(self) -> Mark | None:
        """Return how far the catalogue has read, None for not at all."""
        segment, offset, total = self._rows("SELECT segment, offset, sum FROM mark")[0]
        return None if segment is None else Mark(segment, offset, Sum(total))

    def file(self, records: Sequence[Filed]) -> None:
        """Add *records*; call it inside filling(). Of two lines with one id, which newsarc never writes, the first
        counts.
        """
        after = int(self._db.execute("SELECT coalesce(max(seq), 0) FROM record").fetchone()[0]) + 1
        self._db.execute("SAVEPOINT all_at_once")
        try:
            self._insert(records, after)
        except sqlite3.IntegrityError:
            self._db.execute("ROLLBACK TO all_at_once")
            self._insert(self._first_ones(records), after)
        self._db.execute("RELEASE all_at_once")

    def _insert(self, records: Sequence[Filed], after: int) -> None:
        self._db.executemany(_INSERT, [_row(seq, one) for seq, one in enumerate(records, after)])
        origins = [(seq, *origin) for seq, one in enumerate(records, after) for origin in one.origins]
        self._db.executemany("INSERT INTO origin VALUES (?,?,?)", origins)

    def _first_ones(self, records: Sequence[Filed]) -> list[Filed]:
        first: dict[RecordId, Filed] = {}
        for one in records:
            if one.stamp.id not in first and not self.taken([one.stamp.id]):
                first[one.stamp.id] = one
        return list(first.values())

    def set_mark(self, mark: Mark, damaged: int) -> None:
        """Note how far it has read, and the number of *damaged* lines since the last mark; call it inside filling()."""
        self._db.execute(
            "UPDATE mark SET segment=?, offset=?, sum=?, damaged=damaged+?",
            (mark.segment, mark.offset, mark.sum, damaged),
        )

    def holder(self, content_hash: ContentHash) -> RecordId | None:
        """Return the first record that carries this text, or None."""
        rows = self._rows(
            "SELECT id FROM record WHERE hash=? AND kind<>? ORDER BY seq LIMIT 1", _text_key(content_hash), Kind.COPY
        )
        return RecordId(rows[0][0]) if rows else None

    def holders(self, content_hashes: Sequence[ContentHash]) -> dict[ContentHash, RecordId]:
        """Return the first record that carries each of these texts, where there is one."""
        found: dict[bytes, RecordId] = {}
        keys = {one: _text_key(one) for one in content_hashes}
        for key, id_ in self._among("SELECT hash, id FROM record WHERE kind<>'copy' AND hash IN", keys.values()):
            found.setdefault(key, RecordId(id_))
        return {one: found[key] for one, key in keys.items() if key in found}

    def versions_at(self, places: Sequence[str]) -> dict[str, tuple[Version, ...]]:
        """Return the records at each of these places, oldest first, where there are any."""
        found: dict[bytes, list[Version]] = {}
        keys = {one: _short(one) for one in places}
        for key, id_, content_hash in self._among(
            "SELECT place, id, content_hash FROM record WHERE place IN", keys.values()
        ):
            found.setdefault(key, []).append(Version(RecordId(id_), ContentHash(content_hash)))
        return {one: tuple(found[key]) for one, key in keys.items() if key in found}

    def taken(self, records: Collection[RecordId]) -> bool:
        """Say whether any of these ids is a record's."""
        return bool(self._among("SELECT 1 FROM record WHERE id IN", records, order="LIMIT 1"))

    def _among(self, select: str, values: Iterable[object], order: str = "ORDER BY seq") -> list[Any]:
        """Return the rows of *select* for all of *values*, asked for a few hundred at a time."""
        rest = list(values)
        found: list[Any] = []
        for start in range(0, len(rest), _AT_ONCE):
            some = rest[start : start + _AT_ONCE]
            found += self._rows(f"{select} ({','.join('?' * len(some))}) {order}", *some)
        return found

    def sharing(self, content_hash: ContentHash) -> tuple[Position, ...]:
        """Return where the records are that have this very text, oldest first."""
        rows = self._rows(
            "SELECT segment, offset, length FROM record WHERE hash=? ORDER BY seq", _text_key(content_hash)
        )
        return tuple(Position(*row) for row in rows)

    def versions(self, place: str) -> tuple[Version, ...]:
        """Return the records at *place*, oldest first."""
        rows = self._rows("SELECT id, content_hash FROM record WHERE place=? ORDER BY seq", _short(place))
        return tuple(Version(RecordId(id_), ContentHash(content_hash)) for id_, content_hash in rows)

    def position(self, record: RecordId) -> Position | None:
        """Return where the record is, None if there is none."""
        rows = self._rows("SELECT segment, offset, length FROM record WHERE id=?", record)
        return Position(*rows[0]) if rows else None

    def by_prefix(self, prefix: str, limit: int = 10) -> tuple[RecordId, ...]:
        """Return the records whose id begins with *prefix* (hex digits), oldest first."""
        rows = self._rows(
            "SELECT id FROM record WHERE id >= ? AND id < ? ORDER BY seq LIMIT ?", prefix, prefix + "g", limit
        )
        return tuple(RecordId(id_) for (id_,) in rows)

    def texts(self, digits: str, spelling: str = "", limit: int = 10) -> tuple[ContentHash, ...]:
        """Return the content hashes whose digest begins with *digits* (lower case hex): of every version of the hash,
        or of the one whose number is *spelling*; at most *limit*.
        """
        begin, end = (bytes.fromhex(digits[:_KEPT].ljust(_KEPT, digit)) for digit in "0f")
        end += b"\xff" * (_KEPT // 2)
        found: list[ContentHash] = []
        while len(found) < limit:  # a step a text, however many records have it
            rows = self._rows(
                "SELECT hash, content_hash FROM record WHERE hash BETWEEN ? AND ? ORDER BY hash LIMIT 1", begin, end
            )
            if not rows:
                break
            key, content_hash = rows[0]
            said, _, rest = content_hash.partition(":sha256:")
            if rest.startswith(digits) and spelling in ("", said):
                found.append(ContentHash(content_hash))
            begin = key + b"\0"
        return tuple(found)

    def carriers(self, content_hash: ContentHash) -> tuple[RecordId, ...]:
        """Return the records of this text, copies too, oldest first."""
        rows = self._rows("SELECT id FROM record WHERE hash=? ORDER BY seq", _text_key(content_hash))
        return tuple(RecordId(id_) for (id_,) in rows)

    def count(self) -> int:
        """Return how many records there are."""
        return int(self._rows("SELECT count(*) FROM record")[0][0])

    def damaged(self) -> int:
        """Return how many damaged lines stand before the mark."""
        return int(self._rows("SELECT damaged FROM mark")[0][0])

    def stats(self, top: int = 10) -> Stats:
        """Return what is in the archive; of publishers, origins and languages the *top* most frequent, all months."""
        first, last = self._rows("SELECT min(retrieved), max(retrieved) FROM record")[0]
        return Stats(
            kinds=self._counts("SELECT kind, count(*) FROM record GROUP BY 1 ORDER BY 2 DESC, 1"),
            publishers=self._top("SELECT publisher, count(*) FROM record WHERE publisher IS NOT NULL", top),
            origins=self._top("SELECT name, count(*) FROM origin", top),
            languages=self._top("SELECT language, count(*) FROM record WHERE language IS NOT NULL", top),
            months=self._counts("SELECT substr(day, 1, 7), count(*) FROM record GROUP BY 1 ORDER BY 1"),
            first_retrieved=first,
            last_retrieved=last,
            damaged=self.damaged(),
        )

    def _top(self, select: str, top: int) -> tuple[Count, ...]:
        return self._counts(f"{select} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?", top)

    def _counts(self, query: str, *values: object) -> tuple[Count, ...]:
        return tuple(Count(str(name), int(number)) for name, number in self._rows(query, *values))

    def _rows(self, query: str, *values: object) -> list[Any]:
        try:  # no context manager: several of these are in each commit
            return self._db.execute(query, values).fetchall()
        except sqlite3.Error as err:
            raise _translated(err) from err
