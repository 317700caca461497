"""The loss of what was archived is an error, also where nothing but the end is missing."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.cli.clirun import newsarc
from tests.verify import sample_archives
from tests.verify.test_verify_nothing_written import everything, story

import newsarc as api
from newsarc.app.verifying import Verification
from newsarc.archive.layout import Layout
from newsarc.archive.verify.finding import Finding
from newsarc.archive.visits import VisitLog
from newsarc.model.outcome import Archived
from newsarc.model.record import RecordId
from newsarc.model.visit import Ended, Visit


def found(root: Path, *, advance: Callable[[int], None] = lambda _bytes: None) -> list[Finding]:
    return list(Verification(root, wait=lambda _seconds: None, advance=advance).findings())


def told(number: int, record: RecordId) -> Visit:
    """The visit that a record came of."""
    at = datetime(2026, 11, 3, 12, tzinfo=UTC)
    return Visit(time=at, run="r", target=f"https://ferry{number}.example/", outcome=Ended.NEW, id=record)


def add(archive: api.Archive, number: int) -> RecordId:
    (outcome,) = archive.add(story(number))
    assert isinstance(outcome, Archived)
    archive.visits.add([told(number, outcome.id)])
    return outcome.id


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Twelve records with catalogue, index and visits."""
    with api.Archive(tmp_path / "archive") as made:
        for number in range(12):
            add(made, number)
    return tmp_path / "archive"


def segment(root: Path) -> Path:
    (only,) = (root / "articles").iterdir()
    return only


def cut(root: Path, by: int) -> None:
    os.truncate(segment(root), segment(root).stat().st_size - by)


def without(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()


KEPT = {
    "all": (),
    "catalogue": ("index/search", "visits"),
    "index": ("index/catalog.sqlite", "visits"),
    "visits": ("index",),
}


@pytest.mark.parametrize("by", [1, 50, 500])
@pytest.mark.parametrize("kept", KEPT)
def test_the_end_of_what_was_archived_is_missed_by_whoever_knew_of_it(archive: Path, kept: str, by: int) -> None:
    without(archive, *KEPT[kept])
    path, whole = segment(archive), segment(archive).read_bytes()
    last = whole.rindex(b"\n", 0, -1) + 1
    cut(archive, by)
    before = everything(archive)
    ran = newsarc("verify", "--json", "--archive", archive)
    assert everything(archive) == before
    *problems, summary = [json.loads(line) for line in ran.out.splitlines()]
    (problem,) = problems
    assert (ran.code, problem["code"], problem["severity"]) == (4, "record-lost", "error")
    assert (problem["file"], problem["offset"]) == (f"articles/{path.name}", last)
    assert problem.get("id") == (None if kept == "index" else json.loads(whole[last:])["id"])
    assert summary["summary"]["errors"] == 1
    assert summary["summary"]["warnings"] == 0


def test_each_lost_record_is_named_once(archive: Path) -> None:
    path, whole = segment(archive), segment(archive).read_bytes()
    lines = whole.splitlines(keepends=True)
    cut(archive, sum(map(len, lines[9:])))
    ids = [json.loads(line)["id"] for line in lines]
    assert [one.id for one in found(archive)] == [*reversed(ids[9:])]
    without(archive, "index")
    claims = found(archive)
    assert [one.id for one in claims] == ids[9:]
    log = archive / "visits" / "2026-11.jsonl"
    assert {one.file for one in claims} == {"visits/2026-11.jsonl"}
    assert [json.loads(log.read_bytes()[one.offset :].splitlines()[0])["id"] for one in claims] == ids[9:]
    path.unlink()
    assert [one.id for one in found(archive)] == ids


def test_a_torn_tail_that_nobody_was_told_of_is_none_of_that(archive: Path) -> None:
    with segment(archive).open("ab") as file:
        file.write(b'{"v":1,"id":"00000000000000aa","kind":"article","content_hash":"1:sh')
    (only,) = found(archive)
    assert (only.code, only.id) == ("line-unfinished", "00000000000000aa")
    assert newsarc("verify", "--archive", archive).code == 0


def test_the_loss_is_told_also_when_a_writer_went_on(archive: Path) -> None:
    whole = segment(archive).read_bytes()
    cut(archive, 50)
    with api.Archive(archive) as writer:
        add(writer, 77)
    (only,) = found(archive)
    assert (only.code, only.id) == ("record-lost", json.loads(whole.splitlines()[-1])["id"])


def test_what_is_archived_and_told_of_while_one_looks_is_no_loss(archive: Path) -> None:
    numbers = iter(range(100, 110))

    def meanwhile(_bytes: int) -> None:
        for number in numbers:
            with api.Archive(archive) as writer:
                add(writer, number)

    assert found(archive, advance=meanwhile) == []
    assert next(numbers, None) is None
    assert found(archive) == []


def test_more_is_missing_than_is_kept_in_mind(tmp_path: Path) -> None:
    root = tmp_path / "a"
    sample_archives.build(root)
    every = [RecordId(f"{number:016x}") for number in range(2_500)]
    VisitLog(Layout(root)).add([told(number, record) for number, record in enumerate(every)])
    assert [one.id for one in found(root)] == every


@pytest.mark.parametrize("outcome", [Ended.KNOWN, Ended.SKIPPED, Ended.READ])
def test_only_what_a_visit_says_was_archived_by_it_counts(tmp_path: Path, outcome: Ended) -> None:
    root = tmp_path / "a"
    sample_archives.build(root)
    at = datetime(2026, 11, 3, 12, tzinfo=UTC)
    said = [Visit(time=at, run="r", target="x", outcome=outcome, id=RecordId(id_)) for id_ in ("f" * 16, "odd")]
    VisitLog(Layout(root)).add(said)
    assert found(root) == []


def test_where_articles_are_damaged_that_is_named_and_not_the_visit(archive: Path) -> None:
    path = segment(archive)
    path.write_bytes(path.read_bytes().replace(b"Ferry number 3", b"Fairy number 3", 1))
    assert {one.code for one in found(archive)} == {"sum-wrong"}
