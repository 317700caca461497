"""Hostile records in every form: what a page says is data, never syntax."""

from __future__ import annotations

import csv
import errno
import fcntl
import io
import json
import os
import re
import sqlite3
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsarc.errors import StorageError, UsageError
from newsarc.exporting.columns import COLUMNS, plain
from newsarc.exporting.database import SqliteWriter
from newsarc.exporting.destination import new_file, new_folder
from newsarc.exporting.folder import MarkdownWriter
from newsarc.exporting.formats import Format, shape_of
from newsarc.exporting.markdown import document, inline, paragraph
from newsarc.exporting.naming import file_name, slug
from newsarc.exporting.table import CsvWriter, cell
from newsarc.model.article import Article, Origin, Publisher, Role
from newsarc.model.parts import Place, Verdict
from newsarc.model.record import ContentHash, Kind, RawRef, Record, RecordId, Stamp, Sum

ATTACKS = (
    "../../../etc/passwd",
    "CON",
    "nul.txt",
    "-rf *",
    ".hidden",
    "a\x00b",
    "a/b\\c:d|e",
    "x" * 5000,
    "é" * 300,
    "'); DROP TABLE articles; --",
    '"; --',
    "=cmd|'/c calc'!A0",
    "@SUM(1)",
    "+1",
    "-1",
    "\t=1",
    " =1",
    "＝1",
    "---\ninjected: true\n---",
    "\x85---\x85evil: 1",
    "\u2028evil: yes",
    "'\"\n- a",
    "<script>alert(1)</script>",
    "![x](http://evil.example)",
    "# not a heading",
    "1. not a list",
    "\u202egnp.exe",
    "",
    " ",
)
hostile = st.one_of(st.sampled_from(ATTACKS), st.text(max_size=60))


def record(
    title: str = "A title",
    text: str = "Some text",
    *,
    id_: str = "0123456789abcdef",
    published: str | None = "2024-05-14",
    name: str = "The Post",
) -> Record:
    """Return a record that says these things."""
    article = Article(
        asked=title,
        url=f"https://a.example/{title}",
        retrieved_at="2024-05-15T00:00:00Z",
        title=title,
        text=text,
        authors=(name, title),
        published_at=published,
        publisher=Publisher(name=name, domain="a.example", evidence="jsonld"),
        origin=(Origin(name=name, role=Role.AGENCY, credit=title, found=Place.BYLINE),),
        tags=(title,),
        categories=(name,),
        verdict=Verdict.ARTICLE,
        extractor="test 1",
    )
    stamp = Stamp(id=RecordId(id_), kind=Kind.ARTICLE, content_hash=ContentHash("1:sha256:00"))
    return Record(stamp=stamp, article=article, raw=RawRef("a.warc.gz", 7, "sha256:0"), prev=Sum("0"), sum=Sum("1"))


records = st.builds(record, hostile, hostile, name=hostile, published=st.none() | hostile, id_=hostile)


class Bytes(io.BytesIO):
    """A sink that can be looked into."""


@given(records)
def test_names_are_safe_wherever_they_are_written(one: Record) -> None:
    folder, name = file_name(one)
    for part in (folder, name):
        assert re.fullmatch(r"(?:\d{4}|undated)[a-z0-9-]*(?:\.md)?", part)
        assert len(part) < 110
    assert file_name(one) == (folder, name)


def test_names_are_told_apart_by_the_id() -> None:
    names = {file_name(record("Same Title", id_=f"{number:016x}"))[1] for number in range(300)}
    assert len(names) == len({name.casefold() for name in names}) == 300


def test_an_id_that_is_none_is_no_path() -> None:
    assert "/" not in file_name(record(id_="../../x"))[1]
    assert file_name(record(id_="../../x"))[1] != file_name(record(id_="../../y"))[1]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Zürich: «Ja» — 60 %", "zurich-ja-60"),
        ("新聞", ""),
        ("a" * 99, "a" * 60),
        ("word " * 30, "word-word-word-word-word-word-word-word-word-word-word-word"),
        ("...", ""),
    ],
)
def test_slugs(title: str, expected: str) -> None:
    assert slug(title) == expected


@given(st.lists(records, max_size=4), st.permutations(list(COLUMNS)))
def test_a_csv_file_gives_every_cell_back_and_none_is_a_formula(many: list[Record], columns: list[str]) -> None:
    sink = Bytes()
    writer = CsvWriter(sink, columns)
    for one in many:
        writer.add(one)
    writer.finish()
    rows = list(csv.reader(io.StringIO(sink.getvalue().decode(), newline=""), strict=True))
    assert rows[0] == columns
    assert rows[1:] == [[cell(COLUMNS[name].read(one)) for name in columns] for one in many]
    for row, one in zip(rows[1:], many, strict=True):
        for name, shown in zip(columns, row, strict=True):
            assert shown.lstrip()[:1] not in {*"=+-@＝＋－＠"} or not shown
            assert shown[:1] not in {"\t", "\r", "\n"} or not shown
            value = plain(COLUMNS[name].read(one))
            if isinstance(value, str):
                assert shown in {value, f"'{value}"}


def test_csv_lines_end_as_rfc_4180_says() -> None:
    sink = Bytes()
    CsvWriter(sink, ("title", "text")).add(record('He said "no"', "one\ntwo"))
    assert sink.getvalue() == b'title,text\r\n"He said ""no""","one\ntwo"\r\n'


def front_matter(text: str) -> dict[str, object]:
    """Return what stands in the front matter, each line of which must be a key and a value in JSON."""
    lines = text.splitlines()
    assert lines[0] == "---"
    end = lines.index("---", 1)
    found: dict[str, object] = {}
    for line in lines[1:end]:
        key, value = line.split(": ", 1)
        assert re.fullmatch("[a-z_]+", key)
        found[key] = json.loads(value)
    return found


@given(records)
def test_front_matter_holds_the_title_whatever_it_is(one: Record) -> None:
    found = front_matter(document(one))
    title = str(plain(one.article.title))
    assert found.get("title", "") == "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in title)
    assert set(found) <= set(COLUMNS)


@given(records)
def test_nothing_of_a_text_is_markup(one: Record) -> None:
    body = document(one).split("\n---\n", 1)[1]
    for line in body.splitlines()[1:]:
        assert not re.match(r"\s*(?:[-+*#>=~|:`]|\d+[.)])", line)
        assert not re.search(r"(?<!\\)(?:\\\\)*[<>&\[\]*_`]", line)


@given(st.text())
def test_escaping_loses_no_letter(text: str) -> None:
    def letters(said: str) -> str:
        return "".join(filter(str.isalnum, said))

    assert letters(inline(text)) == letters(paragraph(text)) == letters(text)


@settings(max_examples=30, deadline=None)
@given(many=st.lists(records, min_size=1, max_size=5))
def test_a_folder_has_a_file_for_each_record(many: list[Record], tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("md")
    writer = MarkdownWriter(folder)
    assert all(writer.add(one) for one in many)
    writer.finish()
    assert len([path for path in folder.rglob("*") if path.is_file()]) == len(many)
    assert {path.parent.parent for path in folder.rglob("*.md")} == {folder}


@settings(max_examples=30, deadline=None)
@given(many=st.lists(records, min_size=1, max_size=5))
def test_a_database_gives_everything_back(many: list[Record], tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("db") / "news.sqlite"
    writer = SqliteWriter(path)
    for one in many:
        writer.add(one)
    writer.finish()
    db = sqlite3.connect(path)
    try:
        rows = db.execute("SELECT title, text, id, publisher, complete FROM articles ORDER BY seq").fetchall()
        articles = [one.article for one in many]
        assert rows == [
            (plain(a.title), plain(a.text), plain(one.stamp.id), plain(a.publisher and a.publisher.name), 1)
            for one, a in zip(many, articles, strict=True)
        ]
        assert db.execute("SELECT count(*) FROM authors").fetchone() == (2 * len(many),)
        assert db.execute("SELECT count(*) FROM origins JOIN articles ON seq = article").fetchone() == (len(many),)
        assert db.execute("SELECT count(*) FROM tags").fetchone() == (2 * len(many),)
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        db.execute("INSERT INTO articles_fts (articles_fts, rank) VALUES ('integrity-check', 1)")
    finally:
        db.close()


def test_a_database_is_searched_by_its_full_text(tmp_path: Path) -> None:
    writer = SqliteWriter(tmp_path / "news.db")
    writer.add(record("Un café", "Nothing else"))
    writer.add(record("Other", "Words of a ferry"))
    writer.finish()
    db = sqlite3.connect(tmp_path / "news.db")
    # datasette's own way: the table that points to its content is the one to search
    [(sql,)] = db.execute("SELECT sql FROM sqlite_master WHERE name = 'articles_fts'").fetchall()
    assert "content='articles'" in sql
    found = "SELECT title FROM articles WHERE seq IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?)"
    assert db.execute(found, ("cafe",)).fetchall() == [("Un café",)]
    assert db.execute(found, ("ferry",)).fetchall() == [("Other",)]
    db.close()


@pytest.mark.parametrize("first", ["file:{path}?mode=ro", "{path}/nothing.db"], ids=["not to write to", "not at all"])
def test_a_database_that_the_disk_refused_once_is_opened_after_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first: str
) -> None:
    refuse_once(monkeypatch, first)
    writer = SqliteWriter(tmp_path / "news.db")
    writer.add(record())
    writer.finish()
    assert sqlite3.connect(tmp_path / "news.db").execute("SELECT count(*) FROM articles").fetchone() == (1,)


@pytest.mark.parametrize("first", ["file:{path}?mode=ro", "{path}/nothing.db"], ids=["not to write to", "not at all"])
def test_a_database_that_cannot_be_opened_is_said_with_the_reason_of_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first: str
) -> None:
    refuse_once(monkeypatch, first)
    real = os.open

    def refused(path: Path, flags: int, *rest: int) -> int:
        if flags & os.O_RDWR:
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))
        return real(path, flags, *rest)

    monkeypatch.setattr(os, "open", refused)
    with pytest.raises(OSError, match="Read-only file system"):
        SqliteWriter(tmp_path / "news.db")


def damaged_midway(path: Path) -> SqliteWriter:
    """Return a writer whose file is not what it wrote, as of a disk that fails."""
    writer = SqliteWriter(path)
    writer._db.execute("PRAGMA cache_size=1")
    for number in range(200):
        writer.add(record(id_=f"{number:016x}", text=f"word{number} " * 50))
    path.write_bytes(path.read_bytes()[:100] + b"\xff" * (path.stat().st_size - 100))
    return writer


def test_a_database_that_does_not_read_back_is_said_to_be_the_disks_doing(tmp_path: Path) -> None:
    writer = damaged_midway(tmp_path / "news.db")
    with pytest.raises(
        StorageError, match=r"the disk did not give back what was written \(database disk image is malf"
    ):
        writer.finish()
    writer.close()


def test_a_database_that_cannot_be_read_back_is_said_with_the_reason_of_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = damaged_midway(tmp_path / "news.db")

    def refused(*_: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(Path, "open", refused)
    with pytest.raises(StorageError, match="Input/output error"):
        writer.finish()
    writer.close()


def refuse_once(monkeypatch: pytest.MonkeyPatch, uri: str) -> None:
    """Let SQLite meet *uri* in the place of the first file it is to open."""
    real = sqlite3.connect
    instead = [uri]

    def connect(path: Path, **how: Any) -> sqlite3.Connection:
        return real(instead.pop().format(path=path), uri=True, **how) if instead else real(path, **how)

    monkeypatch.setattr(sqlite3, "connect", connect)


def test_parquet_gives_rows_back(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    from newsarc.exporting.parquet import ParquetWriter

    writer = ParquetWriter(tmp_path / "news.parquet")
    many = [record(attack, attack) for attack in ATTACKS]
    for one in many:
        writer.add(one)
    writer.finish()
    rows = parquet.read_table(tmp_path / "news.parquet").to_pylist()
    assert [row["title"] for row in rows] == [plain(one.article.title) for one in many]
    assert rows[0]["authors"] == ["The Post", ATTACKS[0]]
    assert (rows[0]["complete"], rows[0]["raw_offset"], rows[0]["revises"]) == (True, 7, None)


@pytest.mark.parametrize(
    ("name", "form", "gzipped"),
    [
        ("a.jsonl", Format.JSONL, False),
        ("A.CSV.GZ", Format.CSV, True),
        ("a.warc.gz", Format.WARC, True),
        ("a.db", Format.SQLITE, False),
        ("a", None, False),
        ("a.gz", None, True),
        ("-", None, False),
    ],
)
def test_endings(name: str, form: Format | None, gzipped: bool) -> None:
    shape = shape_of(name)
    assert (shape.format, shape.gzipped) == (form, gzipped)


def test_every_column_is_read_from_every_record() -> None:
    bare = msgspec.structs.replace(
        record(), raw=None, article=Article(asked="a", retrieved_at="", verdict=Verdict.TEASER, extractor="")
    )
    for one in (record(), bare):
        for column in COLUMNS.values():
            assert isinstance(column.read(one), column.kind | None)


def test_a_file_is_whole_or_not_there(tmp_path: Path) -> None:
    path = tmp_path / "out"
    with pytest.raises(RuntimeError), new_file(path, force=False) as scratch:  # noqa: PT012
        scratch.write_text("half")
        assert not path.exists()
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []
    with new_file(path, force=False) as scratch:
        scratch.write_text("whole")
    assert path.read_text() == "whole"
    assert list(tmp_path.iterdir()) == [path]


def test_what_is_there_stays_there(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_text("mine")
    with pytest.raises(UsageError, match="exists"), new_file(path, force=False):
        pytest.fail("nothing must be begun")
    with pytest.raises(UsageError, match="exists"), new_file(tmp_path / "race", force=False) as scratch:  # noqa: PT012
        scratch.touch()
        (tmp_path / "race").write_text("somebody else's")
    assert (tmp_path / "race").read_text() == "somebody else's"
    with new_file(path, force=True) as scratch:
        scratch.write_text("new")
    assert path.read_text() == "new"


def test_force_replaces_no_device_and_no_folder(tmp_path: Path) -> None:
    for special in (Path("/dev/null"), tmp_path):
        with pytest.raises(UsageError, match="no ordinary file"), new_file(special, force=True):
            pytest.fail("nothing must be begun")


def test_force_writes_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to("real")
    with new_file(tmp_path / "link", force=True) as scratch:
        scratch.write_text("new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "new"


def test_a_folder_is_whole_or_not_there(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), new_folder(tmp_path / "out") as scratch:  # noqa: PT012
        (scratch / "one").touch()
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "out").mkdir()
    with new_folder(tmp_path / "out") as scratch:
        (scratch / "one").touch()
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["one"]
    with pytest.raises(UsageError, match="not an empty folder"), new_folder(tmp_path / "out"):
        pytest.fail("nothing must be begun")


def test_what_a_killed_export_left_goes_with_the_next(tmp_path: Path) -> None:
    (tmp_path / ".newsarc-7-0011aabb.tmp").write_bytes(b"half")
    (tmp_path / ".newsarc-8-0011aabb.tmp" / "2026-11").mkdir(parents=True)
    others = {".newsarc-7-0011aabb.tmp.mine", ".newsarc-x-0011aabb.tmp", "newsarc-7-0011aabb.tmp"}
    for name in others:
        (tmp_path / name).touch()
    (tmp_path / "kept").mkdir()
    (tmp_path / ".newsarc-9-0011aabb.tmp").symlink_to("kept")
    with new_file(tmp_path / "out", force=False) as scratch:
        scratch.touch()
    assert {path.name for path in tmp_path.iterdir()} == {"out", "kept", ".newsarc-9-0011aabb.tmp", *others}


def test_what_another_export_is_writing_stays(tmp_path: Path) -> None:
    with new_file(tmp_path / "one", force=False) as scratch:
        scratch.write_text("one")
        with new_folder(tmp_path / "two") as folder:
            assert scratch.exists()
            with new_file(tmp_path / "three", force=False) as third:
                third.touch()
            assert folder.is_dir()
    assert {path.name for path in tmp_path.iterdir()} == {"one", "two", "three"}


def test_a_folder_that_cannot_be_locked_is_written_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_descriptor: int, _how: int) -> None:
        raise OSError(errno.EBADF, "Bad file descriptor")

    monkeypatch.setattr(fcntl, "flock", refuse)
    (tmp_path / ".newsarc-7-0011aabb.tmp").touch()
    with new_file(tmp_path / "out", force=False) as scratch:
        scratch.touch()
    assert {path.name for path in tmp_path.iterdir()} == {"out", ".newsarc-7-0011aabb.tmp"}


def test_an_error_speaks_of_the_name_that_was_given(tmp_path: Path) -> None:
    with (
        pytest.raises(StorageError, match="out: full"),
        new_file(tmp_path / "out", force=False) as scratch,
    ):
        raise StorageError("full", subject=str(scratch))
