"""verify writes nothing, needs no right to write, and is not misled by who writes beside it."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from tests.cli.clirun import COMMAND, environment, newsarc
from tests.verify import sample_archives
from tests.verify.test_verify_archives import FIXTURES

import newsarc as api
from newsarc.app.verifying import Verification
from newsarc.model.article import Article
from newsarc.model.parts import Verdict

Seen = dict[str, tuple[int, int, int, int]]


def everything(root: Path) -> Seen:
    """Return every name below *root*, and its size, times and permissions."""
    paths = [root, *root.rglob("*")]
    facts = [(path, path.lstat()) for path in paths]
    return {str(path): (of.st_size, of.st_mtime_ns, of.st_ctime_ns, of.st_mode) for path, of in facts}


def story(number: int) -> Article:
    return Article(
        url=f"https://ferry{number}.example/",
        asked=f"https://ferry{number}.example/",
        retrieved_at="2026-11-03T12:00:00Z",
        title=f"Ferry {number}",
        text=f"Ferry number {number} was late again.\n" * (1 + number % 50),
        verdict=Verdict.ARTICLE,
        extractor="sample 1",
    )


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    with api.Archive(tmp_path / "archive") as made:
        made.add(*map(story, range(12)))
    return tmp_path / "archive"


@pytest.mark.parametrize("folder", [path for path in FIXTURES if "first" not in path.name], ids=lambda path: path.name)
def test_samples_stay_as_they_are(folder: Path) -> None:
    before = everything(folder)
    list(Verification(folder, wait=lambda _seconds: None).findings())
    assert everything(folder) == before


@pytest.mark.parametrize("options", [[], ["--quick"], ["--json"], ["--print-head"], ["--workers", "2"]])
def test_an_archive_with_catalogue_and_index_stays_as_it_is(archive: Path, options: list[str]) -> None:
    before = everything(archive)
    ran = newsarc("verify", *options, "--archive", archive)
    assert ran.code == 0, ran
    assert everything(archive) == before


def test_also_beside_a_catalogue_in_use(archive: Path) -> None:
    with api.Archive(archive) as other:
        other.add(story(99))
        assert len(other) == 13
        before = everything(archive)
        work = Verification(archive)
        assert list(work.findings()) == []
        assert everything(archive) == before
        assert work.checked.catalogue == "in use, not compared"
    work = Verification(archive)
    assert list(work.findings()) == []
    assert (work.checked.catalogue, work.checked.index) == ("agrees", "agrees")


def test_an_archive_that_can_only_be_read_is_checked(archive: Path) -> None:
    for path in [*archive.rglob("*"), archive]:
        path.chmod(stat.S_IMODE(path.stat().st_mode) & 0o555)
    try:
        ran = newsarc("verify", "--archive", archive)
    finally:
        for path in [archive, *archive.rglob("*")]:
            path.chmod(stat.S_IMODE(path.stat().st_mode) | 0o200)
    assert ran.code == 0, ran
    assert "catalogue agrees, search index agrees" in ran.err


def test_a_writer_at_work_is_no_damage(tmp_path: Path) -> None:
    """A real process adds one record after another; checks go on meanwhile, and none finds anything."""
    writing = (
        "import sys, newsarc\n"
        "from tests.verify.test_verify_nothing_written import story\n"
        "with newsarc.Archive(sys.argv[1]) as archive:\n"
        "    for number in range(400):\n"
        "        archive.add(story(number))\n"
        "        print(number, flush=True)\n"
        "        if sys.stdin.read(1) == '': break\n"
    )
    archive = tmp_path / "archive"
    writer = subprocess.Popen(
        [sys.executable, "-c", writing, str(archive)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert writer.stdin is not None
    assert writer.stdout is not None
    feed = writer.stdin
    writer.stdout.readline()
    go_on = threading.Event()

    def push() -> None:
        while not go_on.is_set():
            try:
                feed.write(b"x")
                feed.flush()
            except OSError:
                return
            assert writer.stdout is not None
            if not writer.stdout.readline():
                return

    pusher = threading.Thread(target=push)
    pusher.start()
    try:
        records = []
        for _ in range(12):
            work = Verification(archive)
            assert [one for one in work.findings() if one.code != "line-unfinished"] == []
            records.append(work.checked.records)
    finally:
        go_on.set()
        pusher.join()
        writer.stdin.close()
        writer.wait()
        writer.stdout.close()
    assert records == sorted(records)
    assert list(Verification(archive).findings()) == []


def test_a_line_that_is_finished_while_one_looks_is_no_damage(tmp_path: Path) -> None:
    sample_archives.build(tmp_path / "a")
    path = sample_archives.segment(tmp_path / "a", sample_archives.LAST)
    whole = path.read_bytes()
    path.write_bytes(whole[:-100])

    def finished(_seconds: float) -> None:
        path.write_bytes(whole)

    work = Verification(tmp_path / "a", wait=finished)
    assert list(work.findings()) == []
    assert work.checked.records == 7


@pytest.mark.parametrize(("name", "code"), [("catalog.sqlite", "catalogue-wrong"), ("search", "index-wrong")])
def test_what_is_derived_from_another_archive_is_a_warning(archive: Path, tmp_path: Path, name: str, code: str) -> None:
    with api.Archive(tmp_path / "other") as other:
        other.add(*map(story, range(50, 53)))
    here, there = archive / "index" / name, tmp_path / "other" / "index" / name
    if here.is_dir():
        shutil.rmtree(here)
        shutil.copytree(there, here)
    else:
        shutil.copyfile(there, here)
    ran = newsarc("verify", "--archive", archive)
    assert (ran.code, ran.out.split("\t")[:2]) == (0, ["warning", code])
    assert "Run newsarc reindex" in ran.err
    assert newsarc("reindex", "--archive", archive).code == 0
    assert newsarc("verify", "--archive", archive).out == ""


def test_a_catalogue_that_lost_a_row_is_a_warning(archive: Path) -> None:
    import sqlite3

    with sqlite3.connect(archive / "index" / "catalog.sqlite", isolation_level=None) as catalogue:
        catalogue.execute("DELETE FROM record WHERE seq = 5")
        catalogue.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    catalogue.close()
    ran = newsarc("verify", "--archive", archive)
    assert (ran.code, ran.out.split("\t")[1]) == (0, "catalogue-wrong")


def test_garbage_for_a_catalogue_or_index_is_a_warning(archive: Path) -> None:
    (archive / "index" / "catalog.sqlite").write_bytes(b"garbage" * 1_000)
    (archive / "index" / "search" / "meta.json").write_bytes(b"{")
    codes = {one.code for one in Verification(archive).findings()}
    assert codes == {"catalogue-wrong", "index-wrong"}


def test_help_loads_nothing_that_checks() -> None:
    ask = [sys.executable, "-X", "importtime", *COMMAND[1:], "verify", "--help"]
    done = subprocess.run(ask, capture_output=True, text=True, env=environment(), check=True)
    assert "newsarc.archive.verify" not in done.stderr
