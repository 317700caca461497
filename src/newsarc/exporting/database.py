"""One SQLite file with tables of articles, authors, origins and tags, and full text: opens in datasette.

It shares nothing with the databases in an archive's index/, which are caches.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from newsarc.errors import StorageError
from newsarc.exporting.columns import COLUMNS, plain
from newsarc.model.record import Record

_LISTS = frozenset({"authors", "contributors", "origin", "credit", "categories", "tags"})
_SCALARS = tuple(name for name in COLUMNS if name not in _LISTS)
_TYPES = {str: "TEXT", int: "INTEGER", bool: "INTEGER"}
_TABLES = f"""
CREATE TABLE articles (
    seq INTEGER PRIMARY KEY,
    {", ".join(f'"{name}" {_TYPES[COLUMNS[name].kind]}' for name in _SCALARS)}
);
CREATE TABLE authors (article INTEGER NOT NULL REFERENCES articles (seq), name TEXT NOT NULL,
    contributed INTEGER NOT NULL);
CREATE TABLE origins (article INTEGER NOT NULL REFERENCES articles (seq), name TEXT NOT NULL, role TEXT NOT NULL,
    credit TEXT NOT NULL, found TEXT NOT NULL);
CREATE TABLE tags (article INTEGER NOT NULL REFERENCES articles (seq), name TEXT NOT NULL, category INTEGER NOT NULL);
"""
_INDEXES = """
CREATE INDEX articles_id ON articles (id);
CREATE INDEX articles_url ON articles (url);
CREATE INDEX articles_published ON articles (published_at);
CREATE INDEX articles_publisher ON articles (publisher);
CREATE INDEX articles_hash ON articles (content_hash);
CREATE INDEX authors_article ON authors (article);
CREATE INDEX authors_name ON authors (name);
CREATE INDEX origins_article ON origins (article);
CREATE INDEX origins_name ON origins (name);
CREATE INDEX tags_article ON tags (article);
CREATE INDEX tags_name ON tags (name);
"""
# The texts stand once: the full-text index points to the table, which datasette finds out by itself. It is what takes
# longest, and filled article by article, so that it does not come after all of them without a sign of life.
_FULL_TEXT = """
CREATE VIRTUAL TABLE articles_fts USING fts5 (title, lead, text, content='articles', content_rowid='seq',
    tokenize='unicode61 remove_diacritics 2');
"""
_NOT_OPENED = frozenset({sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY})
"""what SQLite answers where it could not look at a file, or not open it for writing; then it opens it for reading"""
_PIECE = 1 << 20
"""bytes read at a time"""
_INSERT_TEXT = "INSERT INTO articles_fts (rowid, title, lead, text) VALUES (?,?,?,?)"
_INSERT = f"INSERT INTO articles ({', '.join(_SCALARS)}) VALUES ({', '.join('?' * len(_SCALARS))})"  # noqa: S608 # our own names


class SqliteWriter:
    """Makes the database *path*, where nothing is yet. See Writer. Everything from a page travels as a parameter.

    Raises OSError where the file cannot be made or opened.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        path.touch(exist_ok=False)  # SQLite would not say why it cannot make a file
        with self._named():
            self._db = _patiently_opened(path)

    def add(self, record: Record) -> bool:
        """See Writer."""
        article = record.article
        with self._named():
            row = self._db.execute(_INSERT, [plain(COLUMNS[name].read(record)) for name in _SCALARS]).lastrowid
            said = (article.title, article.lead, article.text)
            self._db.execute(_INSERT_TEXT, (row, *map(plain, said)))
            for names, contributed in ((article.authors, 0), (article.contributors, 1)):
                for name in names:
                    self._db.execute("INSERT INTO authors VALUES (?,?,?)", (row, plain(name), contributed))
            for origin in article.origin:
                values = (row, plain(origin.name), origin.role.value, plain(origin.credit), origin.found.value)
                self._db.execute("INSERT INTO origins VALUES (?,?,?,?,?)", values)
            for names, category in ((article.tags, 0), (article.categories, 1)):
                for name in names:
                    self._db.execute("INSERT INTO tags VALUES (?,?,?)", (row, plain(name), category))
        return True

    def finish(self) -> None:
        """See Writer."""
        with self._named():
            self._db.execute("COMMIT")
            self._db.executescript(_INDEXES)
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    @contextlib.contextmanager
    def _named(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as err:
            raise StorageError(_reason(self._path, err), subject=str(self._path)) from err


def _patiently_opened(path: Path) -> sqlite3.Connection:
    """Return the empty file *path* as a database with our tables. Raises OSError and sqlite3.Error."""
    try:
        return _opened(path)
    except sqlite3.Error as err:
        if _code(err) not in _NOT_OPENED:
            raise
        # SQLite keeps to itself what the disk said, so the disk is asked again. Where it has nothing against the file
        # any more, SQLite may try once more: nothing was written yet.
        _try(path)
        return _opened(path)


def _opened(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None)
    try:
        # The file has another name until it is whole: a crash may leave it as it likes.
        db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _TABLES + _FULL_TEXT + "BEGIN;")
    except sqlite3.Error:
        db.close()
        raise
    return db


def _try(path: Path) -> None:
    """Look at *path* and open it, as SQLite does. Raises OSError with the reason why that cannot be done."""
    os.path.realpath(path, strict=True)
    os.close(os.open(path, os.O_RDWR | os.O_CLOEXEC))


def _reason(path: Path, err: sqlite3.Error) -> str:
    """Return what *err* means. SQLite calls damaged what the disk refuses to give back; nobody else writes there."""
    if _code(err) != sqlite3.SQLITE_CORRUPT:
        return str(err)
    try:
        with path.open("rb") as file:
            while file.read(_PIECE):
                pass
    except OSError as said:
        return said.strerror or str(said)
    return f"the disk did not give back what was written ({err})"


def _code(err: sqlite3.Error) -> int:
    return getattr(err, "sqlite_errorcode", 0) & 0xFF
