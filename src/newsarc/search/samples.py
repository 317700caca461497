"""Which texts have which numbers in their samples, on the disk. The only module of search/ that knows SQLite.

A number falls anywhere, and a table with a row for each would be written all over for every text that is added. So
texts are numbered, and those of one *generation* share 4,096 rows, one for each value of a number's last bits, which
hold the rest of the numbers, packed. The rows being filled are some megabytes, however large the archive is: one more
text costs the same in the first generation as in the thousandth. Asking looks into one row of each for each number.
"""

from __future__ import annotations

import math
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from newsarc.errors import StorageError
from newsarc.search.folder import IndexBroken, IndexBusy

_GENERATION = 15
"""bits: texts of a generation"""
_ROWS = 12
"""bits: rows of a generation"""
_PLACE, _ROW = (1 << _GENERATION) - 1, (1 << _ROWS) - 1
_ENTRY = 5
"""bytes: the first bits of a number in three, the text's place in its generation in two"""
_FULL = 20_000
"""bytes of a row that is not added to any more. An ordinary one has 1,300 in the end; what fills one is a site's
boilerplate, and with it the thirtieth part of a few other texts' samples is lost"""
_PIECE = 1 << 20
_FIRST = 10_000
"""texts that are found, at most"""

_SCHEMA = (
    "CREATE TABLE texts (number INTEGER PRIMARY KEY, at BLOB NOT NULL)",
    "CREATE TABLE numbers (row INTEGER PRIMARY KEY, entries BLOB NOT NULL)",
    "CREATE TABLE reads (end INTEGER PRIMARY KEY, mark BLOB)",
)
_ADD = f"""
INSERT INTO numbers VALUES (?, ?)
ON CONFLICT (row) DO UPDATE SET entries = CAST(entries || excluded.entries AS BLOB) WHERE length(entries) < {_FULL}
"""  # noqa: S608 # a number of ours


Sampled = tuple[bytes, Sequence[int]]
"""what is given back of a text, and the numbers of its sample, each below 2**32"""


class Samples:
    """Finds texts by the numbers in their samples. Whoever adds must be alone; any number may ask meanwhile."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def add(self, texts: Sequence[Sampled], since: bytes | None, mark: bytes) -> None:
        """Add *texts*, all or nothing, behind those that were added up to *since*, the last mark, None for none.

        What stands behind that mark already is forgotten: whoever added it was killed before it counted. Raises
        IndexBroken where *since* is unknown or the file is damaged, StorageError where the disk refuses.
        """
        with self._opened("rwc") as db:
            db.execute("BEGIN IMMEDIATE")
            if not db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
                for table in _SCHEMA:
                    db.execute(table)
            first = self._rewound(db, since)
            db.executemany("INSERT INTO texts VALUES (?, ?)", enumerate((at for at, _sample in texts), first))
            db.executemany(_ADD, sorted(_packed(texts, first).items()))
            db.execute("DELETE FROM reads WHERE mark IS NOT ?", (since,))
            db.execute("INSERT OR REPLACE INTO reads VALUES (?, ?)", (first + len(texts), mark))
            db.execute("COMMIT")

    def likely(self, sample: Sequence[int]) -> list[tuple[bytes, float]]:
        """Return the texts that have numbers of *sample*, and how much that says, most first: what few have says more.

        Ten thousand at most; of two that say as much, the first added. Raises what add() does.
        """
        try:
            return self._likely(sample)
        except (IndexBroken, StorageError):
            # SQLite tells damage and a disk that refuses apart only sometimes, and never says why the disk did. So the
            # disk is asked; where it has nothing against the file, what is wrong is so twice.
            self._read_through()
            return self._likely(sample)

    def _likely(self, sample: Sequence[int]) -> list[tuple[bytes, float]]:
        if not self._is_there():
            return []
        scores: defaultdict[int, float] = defaultdict(float)
        with self._opened("ro") as db:
            count = db.execute("SELECT max(number) FROM texts").fetchone()[0] or 0
            having = sorted(_having(db, sample, count).values(), key=len)
            for texts in having:
                weight = math.log(1 + count / len(texts))
                for text in texts:
                    scores[text] += weight
                if len(scores) > 10 * _FIRST:
                    break
            best = sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:_FIRST]
            ask = "SELECT at FROM texts WHERE number = ?"
            found = ((db.execute(ask, (number,)).fetchone(), score) for number, score in best)
            return [(row[0], score) for row, score in found if row is not None]

    def _rewound(self, db: sqlite3.Connection, since: bytes | None) -> int:
        """Return the number of the next text; forget what was added after *since*."""
        end = 1
        if since is not None:
            found = db.execute("SELECT max(end) FROM reads WHERE mark IS ?", (since,)).fetchone()[0]
            if found is None:
                raise IndexBroken("its samples are not those of its texts", subject=str(self._path))
            end = found
        last = db.execute("SELECT max(end) FROM reads").fetchone()[0] or 1
        if last > end:  # their numbers are not given again, since entries of theirs are left
            db.execute("DELETE FROM texts WHERE number >= ?", (end,))
        return max(last, end)

    def _is_there(self) -> bool:
        with self._refused():
            return self._path.exists()

    def _read_through(self) -> None:
        """Read all of the file. Raises StorageError with the disk's reason where that cannot be done."""
        with self._refused(), suppress(FileNotFoundError), self._path.open("rb") as file:
            while file.read(_PIECE):
                pass

    @contextmanager
    def _refused(self) -> Iterator[None]:
        """Turn what the disk says into an error of newsarc's tree."""
        try:
            yield
        except OSError as error:
            raise StorageError(error.strerror or str(error), subject=str(self._path)) from error

    @contextmanager
    def _opened(self, mode: str) -> Iterator[sqlite3.Connection]:
        """Lend the database; turn what SQLite raises into an error of newsarc's tree."""
        try:
            with closing(
                sqlite3.connect(f"{self._path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None)
            ) as db:
                yield db
        except sqlite3.OperationalError as error:
            text = str(error)
            kind = IndexBusy if "locked" in text else IndexBroken if "no such" in text else StorageError
            raise kind(text, subject=str(self._path)) from error
        except (sqlite3.DatabaseError, TypeError, ValueError) as error:
            raise IndexBroken(str(error), subject=str(self._path)) from error


def _packed(texts: Sequence[Sampled], first: int) -> dict[int, bytes]:
    """Return what each row gets."""
    rows: defaultdict[int, bytearray] = defaultdict(bytearray)
    for number, (_at, sample) in enumerate(texts, first):
        generation = number >> _GENERATION << _ROWS
        place = number & _PLACE
        for one in sample:
            rows[generation | one & _ROW] += (one >> _ROWS << 16 | place).to_bytes(_ENTRY, "big")
    return {row: bytes(entries) for row, entries in rows.items()}


def _having(db: sqlite3.Connection, sample: Sequence[int], count: int) -> dict[int, list[int]]:
    """Return the texts that have each number of *sample* which any has."""
    by_row: defaultdict[int, list[int]] = defaultdict(list)
    for one in sample:
        by_row[one & _ROW].append(one)
    found: defaultdict[int, list[int]] = defaultdict(list)
    for generation in range((count >> _GENERATION) + 1):
        rows = ",".join(str(generation << _ROWS | row) for row in by_row)
        asked = db.execute(f"SELECT row, entries FROM numbers WHERE row IN ({rows})")  # noqa: S608 # numbers of ours
        for row, entries in asked:
            for one in by_row[row & _ROW]:
                found[one] += [generation << _GENERATION | place for place in _places(entries, one)]
    return {one: texts for one, texts in found.items() if texts}


def _places(entries: bytes, one: int) -> Iterator[int]:
    """Yield the places that have the number *one*."""
    start = (one >> _ROWS).to_bytes(3, "big")
    at = entries.find(start)
    while at >= 0:
        if at % _ENTRY == 0:
            yield int.from_bytes(entries[at + 3 : at + _ENTRY], "big")
        at = entries.find(start, at + 1)
