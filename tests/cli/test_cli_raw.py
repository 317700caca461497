"""What servers sent, from the command line: kept, shown byte for byte, read anew, and WARC files imported."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest
from archive_kit import commit, opened
from clirun import COMMAND, environment, newsarc, on_terminal, page, segment_bytes
from msgspec.structs import replace
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

import newsarc as api
from newsarc.archive.digest import content_hash
from newsarc.archive.segments import Line
from newsarc.archive.store import Store
from newsarc.model.outcome import Prepared
from newsarc.model.record import Record
from newsarc.warc.writing import member

STORY = page("The quay is open")


def records(archive: Path) -> list[Record]:
    store = Store(archive, url_key=str)
    return [line.record for line in store.scan() if isinstance(line, Line)]


def packed(_request: Request) -> Response:
    body = gzip.compress(STORY.encode())
    return Response(body, headers={"Content-Type": "text/html", "Content-Encoding": "gzip"})


@pytest.fixture
def site(httpserver: HTTPServer) -> HTTPServer:
    httpserver.expect_request("/robots.txt").respond_with_data("no such thing", status=404)
    httpserver.expect_request("/story").respond_with_handler(packed)
    return httpserver


@pytest.fixture
def fetched(site: HTTPServer, tmp_path: Path) -> Path:
    """An archive with one page in it."""
    archive = tmp_path / "a"
    assert newsarc("fetch", site.url_for("/story"), "--archive", archive).code == 0
    return archive


def raw_of(archive: Path) -> tuple[str, Path]:
    (record,) = records(archive)
    assert record.raw is not None
    return record.stamp.id, archive / "raw" / record.raw.file


def shown(archive: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*COMMAND, "show", *arguments, "--archive", str(archive)], capture_output=True, env=environment(), check=False
    )


def test_what_was_served_is_shown_byte_for_byte(fetched: Path) -> None:
    name, _file = raw_of(fetched)
    ran = shown(fetched, name, "--raw")
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, STORY.encode(), b"")


def test_a_merged_archives_originals_are_found_once_its_files_are_here(fetched: Path, tmp_path: Path) -> None:
    name, file = raw_of(fetched)
    here = tmp_path / "here"
    assert newsarc("import", fetched / "articles", "--archive", here).code == 0
    (merged,) = records(here)
    ran = newsarc("show", "--raw", merged.stamp.id, "--archive", here)
    assert ran.code == 1
    assert f"raw/{file.name} of archive {merged.article.imported_from[0].archive}" in ran.err
    told = newsarc("show", "--provenance", merged.stamp.id, "--archive", here).out
    assert f"came from\tarchive {merged.article.imported_from[0].archive}\t{name} there" in told
    assert f"original\t{file.name} from byte" in told

    shutil.copytree(fetched / "raw", here / "raw")
    assert shown(here, merged.stamp.id, "--raw").stdout == STORY.encode()
    assert newsarc("export", "-o", tmp_path / "x.warc.gz", "--archive", here).code == 0
    assert newsarc("import", tmp_path / "x.warc.gz", "--archive", fetched).err == ""  # known
    assert "1 input: 1 known" in newsarc("reextract", "-v", "--archive", here).err
    assert newsarc("verify", "--archive", here).code == 0


def test_a_page_out_of_a_warc_file_is_said_to_be_there(fetched: Path, tmp_path: Path) -> None:
    _name, file = raw_of(fetched)
    assert newsarc("import", file, "--archive", tmp_path / "b").code == 0
    (record,) = records(tmp_path / "b")
    ran = newsarc("show", "--raw", record.stamp.id, "--archive", tmp_path / "b")
    assert f"it was read from {file}#" in ran.err


def test_a_terminal_is_told_where_to_send_it(fetched: Path) -> None:
    name, _file = raw_of(fetched)
    code, said = on_terminal("show", name, "--raw", "--archive", fetched)
    assert code == 2
    assert f"newsarc show {name} --raw > page.html" in said
    assert "<html" not in said


def test_damage_is_4_in_one_line_and_nothing_is_shown(fetched: Path) -> None:
    name, file = raw_of(fetched)
    whole = file.read_bytes()
    (record,) = records(fetched)
    assert record.raw is not None
    other = member([("WARC-Type", "response"), ("Content-Type", "application/http")], b"HTTP/1.1 200 OK\r\n\r\nother")
    damages = {
        "cut": whole[: record.raw.offset + 100],
        "flipped": whole[: record.raw.offset + 200] + b"\xff\xff" + whole[record.raw.offset + 202 :],
        "another": whole[: record.raw.offset] + other,
        "empty": b"",
    }
    for how, data in damages.items():
        file.write_bytes(data)
        ran = shown(fetched, name, "--raw")
        assert (ran.returncode, ran.stdout) == (4, b""), how
        assert ran.stderr.count(b"\n") == 1, how
        assert b"damaged" in ran.stderr, how
    file.unlink()
    gone = shown(fetched, name, "--raw")
    assert (gone.returncode, gone.stdout) == (1, b"")
    assert b"the file is gone" in gone.stderr


def test_no_raw_keeps_none_and_says_so(site: HTTPServer, tmp_path: Path) -> None:
    archive = tmp_path / "a"
    assert newsarc("fetch", "--no-raw", site.url_for("/story"), "--archive", archive).code == 0
    assert not (archive / "raw").exists()
    (record,) = records(archive)
    assert record.raw is None
    ran = newsarc("show", "--raw", record.stamp.id, "--archive", archive)
    assert ran.code == 1
    assert "was not kept" in ran.err
    off = newsarc("fetch", site.url_for("/story"), "--archive", tmp_path / "b", env={"NEWSARC_RAW": "false"})
    assert off.code == 0
    assert not (tmp_path / "b" / "raw").exists()


def test_what_is_known_is_not_kept_again(site: HTTPServer, fetched: Path) -> None:
    before = sorted(path.name for path in (fetched / "raw").iterdir())
    assert newsarc("fetch", site.url_for("/story"), "--archive", fetched).code == 0
    assert sorted(path.name for path in (fetched / "raw").iterdir()) == before


def aged(archive: Path, folder: Path) -> Path:
    """Return an archive whose one record is what a poorer extractor read of the page in *archive*."""
    (good,) = records(archive)
    assert good.raw is not None
    text = good.article.text.split("\n")[0]
    article = replace(good.article, text=text, extractor="newsarc-0.0.1")
    commit(opened(folder), [Prepared(article=article, content_hash=content_hash(text), raw=good.raw)])
    (folder / "raw").mkdir()
    (folder / "raw" / good.raw.file).write_bytes((archive / "raw" / good.raw.file).read_bytes())
    return folder


def test_reading_anew_adds_a_revision_once(fetched: Path, tmp_path: Path) -> None:
    (good,) = records(fetched)
    archive = aged(fetched, tmp_path / "old")
    before = segment_bytes(archive)
    rehearsed = newsarc("reextract", "--dry-run", "--archive", archive)
    assert rehearsed.code == 0
    assert rehearsed.out.startswith("revision")
    assert segment_bytes(archive) == before
    ran = newsarc("reextract", "--json", "--archive", archive)
    assert ran.code == 0
    assert json.loads(ran.out)["outcome"] == "revision"
    old, new = records(archive)
    assert new.article.text == good.article.text
    assert new.stamp.revises == old.stamp.id
    assert (new.raw, new.article.retrieved_at) == (old.raw, old.article.retrieved_at)
    assert new.article.asked == old.article.asked
    assert new.article.extractor.startswith("newsarc-")
    assert new.article.extractor != old.article.extractor
    assert newsarc("reextract", "--archive", archive) == (0, "", "")
    assert len(records(archive)) == 2
    named = newsarc("reextract", old.stamp.id, new.stamp.id, "no-such-record", "-v", "--archive", archive)
    assert named.code == 1
    assert [line.split()[:2] for line in named.out.splitlines()] == [
        ["skipped", "superseded"], ["known", new.stamp.id], ["failed", "missing"],
    ]  # fmt: skip


def test_reading_anew_says_how_many_have_no_original(fetched: Path, tmp_path: Path) -> None:
    for number in range(2):
        (tmp_path / f"{number}.html").write_text(page(f"Story {number}", mark=f"Berth {number} is open."))
    newsarc("import", tmp_path / "0.html", "--archive", fetched)
    ran = newsarc("reextract", "--archive", fetched)
    assert (ran.code, ran.err) == (0, "1 record has no original in raw/; import the files again\n")
    newsarc("import", tmp_path / "1.html", "--archive", fetched)
    assert newsarc("reextract", "--archive", fetched).err.startswith("2 records have no original in raw/")
    assert newsarc("reextract", "-q", "--archive", fetched).err == ""


def test_reading_anew_takes_a_query_and_names_what_is_damaged(fetched: Path) -> None:
    name, file = raw_of(fetched)
    none = newsarc("reextract", "--query", "volcano", "-v", "--archive", fetched)
    assert (none.code, none.out) == (0, "")
    some = newsarc("reextract", "--query", "ferry", "-v", "--archive", fetched)
    assert (some.code, some.out.split()[:2]) == (0, ["known", name])
    file.write_bytes(file.read_bytes()[:-600])
    damaged = newsarc("reextract", "--archive", fetched)
    assert damaged.code == 3
    assert f"failed: {name}: damaged" in damaged.err


def crawl(number: int) -> bytes:
    """Return a WARC file of *number* stories of others."""
    return b"".join(
        member(
            [
                ("WARC-Type", "response"),
                ("WARC-Target-URI", f"https://crawl.example/{n}"),
                ("WARC-Date", "2026-10-01T08:00:00Z"),
                ("Content-Type", "application/http; msgtype=response"),
            ],
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n",
            page(f"Ferry number {n} runs again", mark=f"It is number {n}, which {n} people had waited for.").encode(),
        )
        for n in range(number)
    )


def test_a_folder_with_a_crawl_is_imported_and_known_the_second_time(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    data = crawl(12)
    third = data.index(b"\x1f\x8b\x08", data.index(b"\x1f\x8b\x08", 10) + 10)
    (tmp_path / "in" / "c.warc.gz").write_bytes(data[:third] + b"junk" + data[third:])
    first = newsarc("import", "--json", tmp_path / "in", "--archive", tmp_path / "a")
    lines = [json.loads(line) for line in first.out.splitlines()]
    assert first.code == 1
    assert [line["outcome"] for line in lines].count("new") == 12
    (bad,) = (line for line in lines if line["outcome"] == "failed")
    assert (bad["input"], bad["reason"]) == (f"{tmp_path}/in/c.warc.gz#{third}", "damaged")
    stored = records(tmp_path / "a")
    assert {record.article.retrieved_at for record in stored} == {"2026-10-01T08:00:00Z"}
    assert stored[0].article.asked == f"{tmp_path}/in/c.warc.gz#0"
    second = newsarc("import", "-v", tmp_path / "in", "--archive", tmp_path / "a")
    assert "13 inputs: 12 known, 1 failed" in second.err
    assert len(records(tmp_path / "a")) == 12


def test_a_crawl_is_read_without_an_archive(tmp_path: Path) -> None:
    (tmp_path / "c.warc.gz").write_bytes(crawl(3))
    ran = newsarc("extract", "--json", tmp_path / "c.warc.gz")
    assert ran.code == 0
    urls = [json.loads(line)["url"] for line in ran.out.splitlines()]
    assert urls == [f"https://crawl.example/{n}" for n in range(3)]


def test_an_import_that_was_killed_goes_on_without_loss(tmp_path: Path) -> None:
    (tmp_path / "c.warc.gz").write_bytes(crawl(200))
    archive = tmp_path / "a"
    process = subprocess.Popen(
        [*COMMAND, "import", str(tmp_path / "c.warc.gz"), "--archive", str(archive)],
        env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    while not list(archive.glob("articles/*.jsonl")) and process.poll() is None:
        time.sleep(0.005)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    ran = newsarc("import", "-v", tmp_path / "c.warc.gz", "--archive", archive)
    assert ran.code == 0
    assert len(records(archive)) == 200
    with api.Archive(archive) as made:
        assert made.get("https://crawl.example/199").article.title == "Ferry number 199 runs again"
