"""``newsarc export`` as its users have it."""

from __future__ import annotations

import csv
import gzip
import io
import json
import signal
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest
from clirun import COMMAND, environment, newsarc, on_terminal, pages, segment_bytes, shell


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with a copy: two places, one text."""
    folder = tmp_path_factory.mktemp("copied")
    story = (pages(folder / "in", 1) / "story-0000.html").read_text()
    (folder / "in" / "again.html").write_text(story.replace("<h1>Ferry story", "<h1>Another ferry story"))
    assert newsarc("--archive", folder / "news", "import", folder / "in").code == 0
    return folder / "news"


def test_jsonl_is_the_lines_themselves(archive: Path, tmp_path: Path) -> None:
    ran = newsarc("--archive", archive, "export", "-o", tmp_path / "all.jsonl")
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert (tmp_path / "all.jsonl").read_bytes() == segment_bytes(archive)
    assert newsarc("--archive", archive, "export", "-o", "-", "-f", "jsonl").out.encode() == segment_bytes(archive)
    assert newsarc("--archive", archive, "export", "-o", tmp_path / "all.jsonl.gz").code == 0
    assert gzip.decompress((tmp_path / "all.jsonl.gz").read_bytes()) == segment_bytes(archive)


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        (("number", "1"), ["Ferry story number 1"]),
        (("number", "-title:1"), ["Ferry story number 0", "Ferry story number 2"]),
        (("ferry", "story", "--since", "2200"), []),
        (("--until", "1999"), []),
    ],
)
def test_filters_are_those_of_search(archive: Path, query: tuple[str, ...], titles: list[str]) -> None:
    ran = newsarc("--archive", archive, "export", *query, "-o", "-", "-f", "csv", "--columns", "title")
    assert ran.code == 0
    assert [row["title"] for row in csv.DictReader(io.StringIO(ran.out))] == titles


def test_copies_have_their_text_in_tables_and_on_request(copied: Path, tmp_path: Path) -> None:
    def lines(*options: str) -> list[dict[str, str]]:
        ran = newsarc("--archive", copied, "export", "-o", "-", "-f", "jsonl", *options)
        return [json.loads(line) for line in ran.out.splitlines()]

    assert [line["kind"] for line in lines()] == ["article", "copy"]
    assert ["text" in line for line in lines()] == [True, False]
    first, second = lines("--with-texts")
    assert first["text"] == second["text"]
    ran = newsarc("--archive", copied, "export", "-o", tmp_path / "a.sqlite")
    assert ran.code == 0, ran
    db = sqlite3.connect(tmp_path / "a.sqlite")
    assert db.execute("SELECT count(*), count(DISTINCT text) FROM articles").fetchone() == (2, 1)
    db.close()
    assert newsarc("--archive", copied, "export", "-o", tmp_path / "md", "-f", "markdown").code == 0
    assert len(list((tmp_path / "md").rglob("*.md"))) == 2


def test_a_hostile_title_does_nothing_anywhere(archive: Path, tmp_path: Path) -> None:
    assert newsarc("--archive", archive, "export", "-o", tmp_path / "md", "-f", "markdown").code == 0
    for path in (tmp_path / "md").rglob("*"):
        assert path.name.isascii()
        assert path.is_dir() or not {*path.read_text()} & {"\x1b", "\x07", "\u202e", "\x9b"}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("-o", "x"), "which format"),
        (("-o", "x.csv", "--columns", "id,nothing"), "nothing: no such column"),
        (("-o", "-", "-f", "sqlite"), "cannot go to standard output"),
        (("-o", "missing/x.csv"), "no such folder"),
        (("-o", "x.csv", "-nothing"), "bad query"),
        (("-o", "x.csv", "--since", "someday"), "someday"),
        (("-o", "x.csv", "--since", "2025", "--until", "2024"), "nothing lies between"),
        (("-o", "x.csv", "--nonsense"), "No such option"),
        ((), "--output"),
    ],
)
def test_wrong_usage_is_one_line(archive: Path, tmp_path: Path, arguments: tuple[str, ...], says: str) -> None:
    ran = newsarc("--archive", archive, "export", *arguments, cwd=tmp_path)
    assert ran.code == 2
    assert says in " ".join(ran.err.split())
    assert "Traceback" not in ran.err
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_overwritten_unless_told(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("mine")
    ran = newsarc("--archive", archive, "export", "-o", "x.csv", cwd=tmp_path)
    assert (ran.code, (tmp_path / "x.csv").read_text()) == (2, "mine")
    assert newsarc("--archive", archive, "export", "-o", "x.csv", "--force", cwd=tmp_path).code == 0
    assert (tmp_path / "x.csv").read_text().startswith("id,kind,")


def test_damage_is_counted_and_the_rest_written(copied: Path, tmp_path: Path) -> None:
    broken = tmp_path / "news"
    (broken / "articles").mkdir(parents=True)
    (broken / "FORMAT").write_bytes((copied / "FORMAT").read_bytes())
    [segment] = (copied / "articles").iterdir()
    (broken / "articles" / segment.name).write_bytes(segment.read_bytes().replace(b"Berth 0", b"Berth 1", 1))
    ran = newsarc("--archive", broken, "export", "-o", "-", "-f", "csv")
    assert ran.code == 4
    assert "1 damaged, left out" in ran.err
    assert "1 copies without text" in ran.err
    assert len(list(csv.reader(io.StringIO(ran.out)))) == 2


def test_what_was_not_kept_is_counted(archive: Path, tmp_path: Path) -> None:
    ran = newsarc("--archive", archive, "export", "-o", tmp_path / "a.warc.gz")
    assert ran.code == 0
    assert ran.err == "5 without the bytes that the server sent, left out\n"


def test_who_closes_the_pipe_has_seen_enough(archive: Path) -> None:
    ran = shell(f"newsarc --archive {archive} export -o - -f jsonl | head -c 10")
    assert (ran.code, len(ran.out), ran.err) == (0, 10, "")


def test_a_full_disk_is_a_storage_error(archive: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            [*COMMAND, "--archive", str(archive), "export", "-o", "-", "-f", "csv"],
            stdout=full,
            stderr=subprocess.PIPE,
            env=environment(),
            check=False,
        )
    assert ran.returncode == 6
    assert b"Traceback" not in ran.stderr


def test_an_interrupted_export_leaves_nothing_that_looks_whole(archive: Path, tmp_path: Path) -> None:
    slow = tmp_path / "news"
    (slow / "articles").mkdir(parents=True)
    (slow / "FORMAT").write_bytes((archive / "FORMAT").read_bytes())
    [segment] = (archive / "articles").iterdir()
    (slow / "articles" / segment.name).write_bytes(segment.read_bytes() * 4000)
    out = tmp_path / "out"
    out.mkdir()
    for number in (signal.SIGTERM, signal.SIGKILL):
        process = subprocess.Popen(
            [*COMMAND, "--archive", str(slow), "export", "--since", "1990", "-o", str(out / "all.sqlite")],
            env=environment(),
        )
        while process.poll() is None and not list(out.iterdir()):
            time.sleep(0.01)
        process.send_signal(number)
        process.wait(timeout=60)
        assert not (out / "all.sqlite").exists()
        if number == signal.SIGTERM:
            assert list(out.iterdir()) == []
    assert all(path.name.startswith(".newsarc-") for path in out.iterdir())


def test_a_terminal_sees_a_bar_and_what_was_written(archive: Path, tmp_path: Path) -> None:
    code, drawn = on_terminal("--archive", archive, "export", "-o", tmp_path / "x.csv")
    assert code == 0
    assert "5 records written" in drawn
