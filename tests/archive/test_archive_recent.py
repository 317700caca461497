"""What a process remembers of its own writing between two commits: never more, and never longer, than is true."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from archive_kit import NOW, audit, commit, ids, kinds, opened, prepared, records
from faulty_disk import RAISE_BEFORE, FaultyDisk

from newsarc.archive import store as store_module
from newsarc.archive.catalog import Catalog, CatalogBroken
from newsarc.archive.filing import Filing
from newsarc.archive.manifest import SealedNames, seal
from newsarc.archive.store import Store
from newsarc.errors import StorageError
from newsarc.model.outcome import Outcome, Prepared


class Process:
    """One process at work on an archive."""

    def __init__(self, root: Path, disk: FaultyDisk | None = None) -> None:
        self.store = opened(root, disk)
        self.filing = Filing(self.store)

    def commit(self, *batch: Prepared) -> list[Outcome]:
        """Commit as the application does."""
        known, noted = self.filing.knowledge, self.filing.note
        return self.store.commit(batch, now=NOW, timeout=5, known=known, noted=noted)

    def filed(self) -> int:
        """Return how many records the file of the catalogue has."""
        catalog = Catalog(self.store.layout.catalog, self.store.identity)
        try:
            return catalog.count()
        finally:
            catalog.close()


@pytest.fixture
def one(tmp_path: Path) -> Iterator[Process]:
    made = Process(tmp_path / "archive")
    yield made
    made.filing.close()


@pytest.fixture
def other(one: Process) -> Iterator[Process]:
    made = Process(one.store.layout.root)
    yield made
    made.filing.close()


def last_file(store: Store) -> Path:
    return store.layout.segment(store.layout.segments()[-1])


def test_what_was_written_is_known_before_it_is_filed(one: Process) -> None:
    first = one.commit(prepared(1))
    assert one.filed() == 0
    again = one.commit(prepared(1), prepared(1, text="Opened again."), prepared(2, text=prepared(1).article.text))
    assert kinds(again) == ["known", "revision", "copy"]
    assert one.filed() == 0
    assert one.filing.consult(lambda held: [v.id for v in held.versions("https://paper.example/1")]) == [
        line.record.stamp.id for line in records(one.store)[:2]
    ]
    assert one.filing.ask(Catalog.count) == one.filed() == 3
    assert not audit(one.store, ids(first) | ids(again))


def test_what_was_written_is_found_by_its_id(one: Process) -> None:
    one.commit(prepared(1), prepared(2))
    one.commit(prepared(3))
    for line in records(one.store):
        stamp = line.record.stamp
        assert one.filing.consult(lambda held, i=stamp.id: held.position(i)) == line.position
        assert one.filing.consult(lambda held, i=stamp.id: held.taken([i]))
        assert one.filing.consult(lambda held, h=stamp.content_hash: held.holder(h)) == stamp.id


def test_it_waits_until_there_is_much(one: Process, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsarc.archive.filing._CHUNK", 3)
    for n in range(3):
        one.commit(prepared(n))
        assert one.filing.consult(lambda held, n=n: held.versions(f"https://paper.example/{n}"))
    assert one.filed() == 3


def test_what_another_process_wrote_meanwhile_is_seen(one: Process, other: Process) -> None:
    first = one.commit(prepared(1))
    assert kinds(other.commit(prepared(1), prepared(2))) == ["known", "article"]
    assert kinds(one.commit(prepared(2), prepared(3))) == ["known", "article"]
    assert kinds(other.commit(prepared(3))) == ["known"]
    assert not audit(one.store, ids(first))


def test_what_another_process_wrote_into_a_new_segment_is_seen(
    one: Process, other: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    one.commit(prepared(1))
    monkeypatch.setattr(store_module, "SEGMENT_BYTES", 1)
    other.commit(prepared(2))
    assert len(one.store.layout.segments()) == 2
    assert kinds(one.commit(prepared(2))) == ["known"]
    assert not audit(one.store)


def test_what_another_process_filed_is_not_filed_twice(one: Process, other: Process) -> None:
    one.commit(prepared(1))
    other.commit(prepared(2))
    other.filing.catch_up()
    one.commit(prepared(3))
    other.commit(prepared(4))
    assert one.filing.ask(Catalog.count) == other.filing.ask(Catalog.count) == 4
    ours = one.filing.ask(lambda catalog: [catalog.position(line.record.stamp.id) for line in records(one.store)])
    assert ours == [line.position for line in records(one.store)]


def test_one_that_is_filed_and_remembered_is_one_version(one: Process, other: Process) -> None:
    one.commit(prepared(1))
    other.filing.catch_up()
    (line,) = records(one.store)
    held, _mark = one.filing.knowledge()
    assert [version.id for version in held.versions(one.store.place(line.record))] == [line.record.stamp.id]


def test_what_another_filed_and_a_failed_writer_cut_off_is_not_believed(one: Process, other: Process) -> None:
    """The catalogue's file holds a line that is no longer there: whoever asked it before must notice."""
    one.commit(prepared(1))
    assert one.filing.ask(Catalog.count) == 1
    one.filing.consult(lambda held: held.versions("https://paper.example/1"))
    size = last_file(one.store).stat().st_size
    commit(one.store, [prepared(2)])
    other.filing.catch_up()
    os.truncate(last_file(one.store), size)
    with pytest.raises(CatalogBroken):
        one.filing.knowledge()
    assert one.filing.consult(lambda held: held.holder(prepared(2).content_hash)) is None
    assert kinds(one.commit(prepared(2))) == ["article"]
    assert not audit(one.store)


def test_an_older_copy_put_back_is_noticed_by_whoever_wrote_more(one: Process) -> None:
    one.commit(prepared(1))
    size = last_file(one.store).stat().st_size
    one.commit(prepared(2))
    os.truncate(last_file(one.store), size)
    with pytest.raises(CatalogBroken):
        one.filing.knowledge()
    assert one.filing.consult(lambda held: held.holder(prepared(2).content_hash)) is None
    assert kinds(one.commit(prepared(2))) == ["article"]
    assert not audit(one.store)


def test_a_file_of_the_same_size_with_other_lines_is_noticed(one: Process) -> None:
    one.commit(prepared(1))
    path = last_file(one.store)
    path.write_bytes(path.read_bytes().replace(b"day 1.", b"day 7."))
    last = path.read_bytes()
    path.write_bytes(last[:-10] + b"0000000" + last[-3:])
    with pytest.raises(CatalogBroken):
        one.filing.knowledge()
    assert kinds(commit(one.store, [prepared(1)])) == ["article"]


@pytest.mark.parametrize("name", ["write", "fdatasync"])
def test_what_failed_is_not_remembered(tmp_path: Path, name: str) -> None:
    disk = FaultyDisk()
    one = Process(tmp_path / "archive", disk)
    one.commit(prepared(1))
    disk.calls.clear()
    one.commit(prepared(2))
    disk.step, disk.fault = disk.calls.index(name), RAISE_BEFORE
    disk.calls.clear()
    with pytest.raises(StorageError):
        one.commit(prepared(3))
    again = one.commit(prepared(2), prepared(3))
    assert kinds(again) == ["known", "article"]
    assert not audit(one.store, ids(again))
    assert one.filing.ask(Catalog.count) == 3
    one.filing.close()


def test_damage_that_a_commit_met_is_counted(one: Process) -> None:
    one.commit(prepared(1))
    with last_file(one.store).open("ab") as file:
        file.write(b"no record\n")
    commit(Store(one.store.layout.root, url_key=str), [])  # a torn tail: it goes
    with last_file(one.store).open("ab") as file:
        file.write(b"no record\n")
    whole = last_file(one.store).read_bytes()
    commit(one.store, [prepared(2)])
    added = last_file(one.store).read_bytes().removeprefix(whole.removesuffix(b"no record\n"))
    last_file(one.store).write_bytes(whole + added)
    assert kinds(one.commit(prepared(2), prepared(3))) == ["known", "article"]
    assert one.filing.ask(Catalog.stats).damaged == 1
    assert one.filing.ask(Catalog.count) == 3


def test_what_the_spool_held_is_remembered_too(one: Process, other: Process) -> None:
    other.store.layout.spool.mkdir()
    store_module.spool.keep(one.store.disk, one.store.layout, [prepared(5)], NOW, why="busy")
    assert kinds(one.commit(prepared(1), prepared(5))) == ["article", "known"]
    assert kinds(one.commit(prepared(5))) == ["known"]
    assert one.filing.ask(Catalog.count) == 2


def test_a_segment_that_another_sealed_is_not_written_to(one: Process) -> None:
    one.commit(prepared(1))
    one.commit(prepared(2))
    seal(one.store.disk, one.store.layout, one.store.layout.segments())
    before = last_file(one.store).read_bytes()
    one.commit(prepared(3))
    assert one.store.layout.segment("2026-11-0001").read_bytes() == before
    assert len(one.store.layout.segments()) == 2
    seal(one.store.disk, one.store.layout, one.store.layout.segments())
    one.commit(prepared(4))
    assert len(one.store.layout.segments()) == 3
    assert not audit(one.store)


def test_the_manifest_is_read_again_when_it_has_grown(one: Process) -> None:
    names = SealedNames(one.store.layout.manifest)
    assert not names.have("2026-11-0001")
    one.commit(prepared(1))
    seal(one.store.disk, one.store.layout, ["2026-11-0001"])
    assert names.have("2026-11-0001")
    assert not names.have("2026-11-0002")
    one.store.layout.manifest.unlink()
    assert not names.have("2026-11-0001")


def test_many_answers_are_not_kept_for_ever(one: Process, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsarc.archive.tail._MOST_ANSWERS", 4)
    one.commit(*(prepared(n) for n in range(20)))
    one.filing.catch_up()
    assert kinds(one.commit(*(prepared(n) for n in range(20)))) == ["known"] * 20
