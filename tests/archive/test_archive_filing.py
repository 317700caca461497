"""The catalogue: whatever becomes of it, the answers are right and nobody has to do anything."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from archive_kit import NOW, audit, commit, fast_folder, ids, kinds, opened, prepared, records
from faulty_disk import FaultyDisk

from newsarc.archive.catalog import Catalog, CatalogBroken
from newsarc.archive.filing import Filing
from newsarc.archive.segments import Line
from newsarc.archive.store import Store

BATCH = [prepared(n) for n in range(5)] + [
    prepared(0, text="Opened again."),
    prepared(9, text=prepared(1).article.text),
]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = opened(tmp_path / "archive")
    commit(made, BATCH)
    return made


@pytest.fixture
def filing(store: Store) -> Iterator[Filing]:
    made = Filing(store)
    made.catch_up()
    yield made
    made.close()


def right_answers(store: Store, filing: Filing) -> None:
    """Assert that the catalogue says what a scan of the segments says."""
    lines = records(store)
    assert filing.ask(Catalog.count) == len(lines)
    for line in lines:
        stamp = line.record.stamp
        assert filing.ask(lambda catalog, i=stamp.id: catalog.position(i)) == line.position
        assert filing.ask(lambda catalog, i=stamp.id: catalog.by_prefix(i[:15])) == (stamp.id,)
        place = store.place(line.record)
        expected = tuple(one.record.stamp.id for one in lines if store.place(one.record) == place)
        assert tuple(v.id for v in filing.ask(lambda catalog, p=place: catalog.versions(p))) == expected


def test_it_says_what_the_segments_say(store: Store, filing: Filing) -> None:
    right_answers(store, filing)
    stats = filing.ask(Catalog.stats)
    assert {(one.name, one.records) for one in stats.kinds} == {("article", 5), ("revision", 1), ("copy", 1)}
    assert [(one.name, one.records) for one in stats.months] == [("2026-11", 7)]
    assert stats.damaged == 0


def test_grown_and_rebuilt_are_the_same(store: Store, filing: Filing) -> None:
    for n in range(10, 14):
        assert kinds(commit(store, [prepared(n)], filing=filing)) == ["article"]
        right_answers(store, filing)
    grown = filing.ask(Catalog.stats)
    filing.forget()
    assert filing.ask(Catalog.stats) == grown
    right_answers(store, filing)


def test_a_commit_reads_what_the_catalogue_has_not(store: Store, filing: Filing) -> None:
    commit(store, [prepared(20)])
    assert kinds(commit(store, [prepared(20), prepared(21)], filing=filing)) == ["known", "article"]
    assert not audit(store)


def delete(path: Path) -> None:
    for one in path.parent.iterdir():
        one.unlink()


def truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def empty(path: Path) -> None:
    os.truncate(path, 0)


def garbage(path: Path) -> None:
    path.write_bytes(b"no database at all " * 999)


def zeros_in_the_middle(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096:] = bytes(len(data) - 4096)
    path.write_bytes(data)


def newer(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version=99")
    db.close()


def of_another_archive(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("UPDATE mark SET archive='another'")
    db.close()


def without_a_table(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("DROP TABLE record")
    db.close()


def without_its_mark(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("DELETE FROM mark")
    db.close()


def a_folder(path: Path) -> None:
    delete(path)
    path.mkdir()


HARM = [
    delete,
    truncate,
    empty,
    garbage,
    zeros_in_the_middle,
    newer,
    of_another_archive,
    without_a_table,
    without_its_mark,
    a_folder,
]


@pytest.mark.parametrize("harm", HARM, ids=lambda harm: harm.__name__)
def test_a_harmed_catalogue_is_made_again(store: Store, filing: Filing, harm: Callable[[Path], None]) -> None:
    filing.close()
    harm(store.layout.catalog)
    again = Filing(store)
    right_answers(store, again)
    assert kinds(commit(store, [BATCH[0], prepared(30)], filing=again)) == ["known", "article"]
    right_answers(store, again)
    again.close()


def test_one_that_has_read_what_is_gone_is_made_again(store: Store, filing: Filing) -> None:
    path = store.layout.segment("2026-11-0001")
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:3]))  # an older copy was put back
    with pytest.raises(CatalogBroken):
        filing.knowledge()  # under the lock: it may not be believed for a moment
    right_answers(store, filing)
    assert kinds(commit(store, [prepared(2), prepared(3)], filing=filing)) == ["known", "article"]
    path.unlink()
    assert filing.ask(Catalog.count) == 0


def test_a_line_twice_and_lines_in_another_order_stop_nobody(store: Store, filing: Filing) -> None:
    path = store.layout.segment("2026-11-0001")
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([lines[1], lines[0], lines[0], *lines[2:]]))
    filing.forget()
    assert filing.ask(Catalog.count) == len(lines)
    assert kinds(commit(store, [*BATCH, prepared(40)], filing=filing)) == ["known"] * 7 + ["article"]


def test_damaged_lines_are_counted(store: Store, filing: Filing) -> None:
    path = store.layout.segment("2026-11-0001")
    path.write_bytes(path.read_bytes().replace(b"day 2.", b"day 8.", 1))
    filing.forget()
    assert filing.ask(Catalog.stats).damaged == 1
    assert filing.ask(Catalog.count) == 6


def test_what_is_filed_is_on_the_disk(tmp_path: Path) -> None:
    """A writer may have been killed before its lines were synced: the catalogue's "known" must not rest on them."""
    commit(opened(tmp_path / "archive"), [prepared(1)])
    disk = FaultyDisk()
    filing = Filing(opened(tmp_path / "archive", disk))
    filing.catch_up()
    assert disk.calls == ["open", "fdatasync", "close"]
    filing.close()


def test_two_catalogues_of_one_archive_file_each_record_once(store: Store, filing: Filing) -> None:
    other = Filing(store)
    for n in range(50, 60):
        commit(store, [prepared(n)], filing=(filing, other)[n % 2])
        (other, filing)[n % 2].catch_up()
    right_answers(store, filing)
    right_answers(store, other)
    other.close()


def as_nobody(work: Callable[[], None]) -> int:
    """Run *work* in a child process without privileges; return its exit code."""
    child = os.fork()
    if child == 0:
        try:
            if os.getuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            work()
        except BaseException as err:  # noqa: BLE001  # told to the parent by the exit code
            os.write(2, repr(err).encode())
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.mark.parametrize("state", ["none", "current", "behind", "broken"])
def test_an_archive_that_may_only_be_read_is_read(state: str) -> None:
    folder = fast_folder()
    folder.chmod(0o755)
    store = opened(folder / "archive")
    commit(store, BATCH)
    if state != "none":
        filing = Filing(store)
        filing.catch_up()
        filing.close()
    if state == "behind":
        commit(store, [prepared(70)])
    if state == "broken":
        garbage(store.layout.catalog)
    for path in (store.layout.root, *store.layout.root.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)

    def read() -> None:
        reader = opened(folder / "archive")
        filing = Filing(reader)
        right_answers(reader, filing)
        filing.close()

    assert as_nobody(read) == 0
    for path in (store.layout.root, *(p for p in store.layout.root.rglob("*") if p.is_dir())):
        path.chmod(0o755)
    shutil.rmtree(folder)


def test_flipped_bits_never_crash(store: Store, filing: Filing) -> None:
    """What SQLite notices is mended; what it does not can cost a right answer, but never the archive or a crash."""
    filing.close()
    whole = store.layout.catalog.read_bytes()
    for bit in range(5, len(whole) * 8, len(whole) * 8 // 150):
        flipped = bytearray(whole)
        flipped[bit // 8] ^= 1 << bit % 8
        delete(store.layout.catalog)
        store.layout.catalog.write_bytes(flipped)
        again = Filing(store)
        again.ask(Catalog.stats)
        try:
            outcomes = commit(store, [BATCH[0]], filing=again, now=NOW)
        except CatalogBroken:  # found under the lock, before a byte was written: whoever asked goes by the segments
            outcomes = commit(store, [BATCH[0]])
        assert len(outcomes) == 1
        again.close()
    fresh = Filing(store)
    fresh.forget()
    right_answers(store, fresh)
    fresh.close()
    assert all(isinstance(line, Line) for line in store.scan())
    assert ids(commit(store, BATCH)) <= {line.record.stamp.id for line in records(store)}


def test_all_who_make_a_catalogue_at_once_get_one(tmp_path: Path) -> None:
    """The first processes of a new archive switch its catalogue to a write-ahead log in the same moment."""
    ended = []
    for number in range(40):
        path = tmp_path / f"{number}.sqlite"
        start, go = os.pipe()
        children = []
        for _ in range(6):
            if (child := os.fork()) == 0:
                code = 1
                try:
                    os.close(go)
                    os.read(start, 1)  # until the last who could write to it has closed it
                    Catalog(path, "an archive").close()
                    code = 0
                finally:
                    os._exit(code)
            children.append(child)
        os.close(start)
        os.close(go)
        ended += [os.waitpid(child, 0)[1] for child in children]
    assert set(ended) == {0}
