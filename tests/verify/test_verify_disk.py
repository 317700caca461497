"""What the disk refuses to show is named with its reason; the rest is checked all the same."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.faults import halves
from tests.faults.archive_kit import prepared
from tests.verify import sample_archives

from newsarc.app import derived
from newsarc.app.archive import Archive
from newsarc.app.verifying import Verification, head
from newsarc.archive.catalog import CatalogBroken
from newsarc.archive.verify import reading
from newsarc.archive.verify.finding import Finding
from newsarc.archive.verify.lines import Piece
from newsarc.errors import StorageError

Refuse = Callable[[str, str], None]
BESIDE = ("spool", "visits", "raw", "quarantine")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An archive with all that can stand in one."""
    made = tmp_path / "a"
    sample_archives.build(made)
    for name in BESIDE:
        (made / name).mkdir(exist_ok=True)
    return made


@pytest.fixture
def indexed(tmp_path: Path) -> Path:
    """An archive with catalogue and search index."""
    made = tmp_path / "a"
    with Archive(made) as archive:
        archive.settle([prepared(1), prepared(2)])
        assert len(archive) == 2
        assert archive.search("council")
    return made


@pytest.fixture
def refuse(monkeypatch: pytest.MonkeyPatch) -> Refuse:
    """Let every call of a function of os that is about a name fail."""

    def refuse_it(function: str, name: str, error: int = errno.EIO) -> None:
        real = getattr(os, function)

        def refused(path: str | Path, *rest: object, **named: object) -> object:
            if isinstance(path, (str, Path)) and Path(path).name == name:
                raise OSError(error, os.strerror(error), str(path))
            return real(path, *rest, **named)

        monkeypatch.setattr(os, function, refused)

    return refuse_it


def checked(root: Path) -> tuple[Verification, list[Finding]]:
    work = Verification(root, wait=lambda _seconds: None)
    return work, list(work.findings())


@pytest.mark.parametrize("error", [errno.EIO, errno.EACCES])
@pytest.mark.parametrize("name", BESIDE)
def test_a_folder_that_cannot_be_listed_is_named_and_the_rest_is_checked(
    root: Path, refuse: Callable[[str, str, int], None], name: str, error: int
) -> None:
    whole, found = checked(root)
    assert found == []
    refuse("listdir", name, error)
    work, found = checked(root)
    assert found == [Finding("unreadable", name, detail=os.strerror(error))]
    assert (work.checked.records, work.checked.bytes) == (whole.checked.records, whole.checked.bytes)


@pytest.mark.parametrize("function", ["listdir", "stat"])
def test_articles_that_cannot_be_seen_are_a_storage_error(root: Path, refuse: Refuse, function: str) -> None:
    refuse(function, "articles" if function == "listdir" else f"{sample_archives.LAST}.jsonl")
    work = Verification(root)
    for ask in (work.total, lambda: list(work.findings()), lambda: head(root)):
        with pytest.raises(StorageError, match="Input/output error"):
            ask()


def test_a_manifest_that_cannot_be_opened_is_unreadable(root: Path, refuse: Refuse) -> None:
    refuse("open", "manifest.jsonl")
    found = checked(root)[1]
    assert Finding("unreadable", "manifest.jsonl", detail="Input/output error") in found


def test_a_sealed_segment_that_was_refused_once_is_unreadable_and_nothing_else(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = reading.run_piece

    def run(task: reading.Task) -> Piece | str:
        return "Input/output error" if sample_archives.SECOND in task.file else real(task)

    monkeypatch.setattr(reading, "run_piece", run)
    file = f"articles/{sample_archives.SECOND}.jsonl"
    [found, *beyond] = checked(root)[1]
    assert found == Finding("unreadable", file, 0, detail="Input/output error")
    assert {one.code for one in beyond} <= {"reference-uncertain"}


def test_a_sealed_segment_that_is_refused_when_the_whole_of_it_is_read_is_unreadable(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = reading.run

    def run(job: reading.Job) -> reading.Result:
        refused = isinstance(job, reading.Whole) and sample_archives.SECOND in str(job.path)
        return "Input/output error" if refused else real(job)

    monkeypatch.setattr(reading, "run", run)
    file = f"articles/{sample_archives.SECOND}.jsonl"
    assert checked(root)[1] == [Finding("unreadable", file, 0, detail="Input/output error")]


def test_what_is_gone_when_its_size_is_asked_has_none(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.listdir
    size = Verification(root).total()
    monkeypatch.setattr(os, "listdir", lambda path: [*real(path), ".2026-12-0001.jsonl.7-0011aabb.tmp"])
    assert Verification(root).total() == size


def test_a_read_that_gives_less_is_gone_on_with_and_an_error_of_closing_is_none(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fdopen", halves.fdopen)
    work, found = checked(root)
    assert found == []
    assert work.checked.raw_records


def test_a_catalogue_that_cannot_be_opened_is_said_with_the_reason_of_the_disk(indexed: Path, refuse: Refuse) -> None:
    refuse("open", "catalog.sqlite")
    broken(indexed / "index" / "catalog.sqlite")
    work, [found] = checked(indexed)
    assert (found.code, "Input/output error" in found.detail) == ("catalogue-wrong", True)
    assert work.checked.catalogue == "wrong"


def broken(path: Path) -> None:
    path.write_bytes(b"nothing of a database" * 100)


def test_a_catalogue_that_was_refused_once_is_looked_at_again(indexed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = derived.peek
    refusals = [CatalogBroken("unable to open database file")]

    def peek(path: Path, archive: str) -> object:
        if refusals:
            raise refusals.pop()
        return real(path, archive)

    monkeypatch.setattr(derived, "peek", peek)
    work, found = checked(indexed)
    assert (found, work.checked.catalogue) == ([], "agrees")


def test_a_catalogue_that_cannot_be_seen_is_wrong_and_the_rest_is_checked(indexed: Path, refuse: Refuse) -> None:
    refuse("stat", "catalog.sqlite")
    work, [found] = checked(indexed)
    assert (found.code, "Input/output error" in found.detail) == ("catalogue-wrong", True)
    assert (work.checked.index, work.checked.records) == ("agrees", 2)


def test_an_index_that_there_is_no_room_to_look_at_is_not_called_wrong(
    indexed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    for holder, name in ((Path, "symlink_to"), (tempfile, "TemporaryDirectory")):
        with monkeypatch.context() as patch:
            patch.setattr(holder, name, full)
            work, found = checked(indexed)
        assert (found, work.checked.index) == ([], "not compared: No space left on device")


def test_a_segment_that_cannot_be_read_again_makes_nothing_wrong_that_was_derived(
    indexed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> bool:
        raise StorageError("Input/output error", subject="articles")

    monkeypatch.setattr(derived, "stands", refused)
    work, found = checked(indexed)
    [segment] = (path.name for path in (indexed / "articles").iterdir())
    assert set(found) == {Finding("unreadable", f"articles/{segment}", detail="Input/output error")}
    assert (work.checked.catalogue, work.checked.index) == ("not compared: articles cannot be read",) * 2
