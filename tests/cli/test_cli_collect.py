"""collect, source and log as cron and their users have them: real processes over a small loopback web."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from clirun import COMMAND, RAW_CONTROL, Ran, environment, newsarc, on_terminal, processes_of, segment_bytes
from mixed_site import BORN, MixedWeb, prepare

from newsarc.archive import lock


@pytest.fixture(scope="module")
def web() -> Iterator[MixedWeb]:
    with MixedWeb(5, 4) as made:
        yield made


def run(archive: Path, *arguments: object, **more: object) -> Ran:
    return newsarc("--archive", archive, *arguments, env={"NEWSARC_DELAY": "0"}, **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def collected(web: MixedWeb, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive that was collected once. Its sources may be read again; nothing changes there."""
    archive = prepare(web, tmp_path_factory.mktemp("collected"))
    ran = run(archive, "collect")
    assert ran.code == 0, ran
    assert ran.out == ""
    assert ran.err.startswith("20 inputs: 20 new (")
    assert ran.err.count("\n") == 1
    return archive


def widest(drawn: str) -> int:
    """Return the columns of the longest line, styles left out."""
    return max(len(re.sub(r"\x1b\[[\d;?]*[a-zA-Z]", "", line)) for line in drawn.splitlines())


def visits(archive: Path) -> list[dict[str, object]]:
    return [
        json.loads(line) for file in sorted((archive / "visits").iterdir()) for line in file.read_text().splitlines()
    ]


def test_nothing_is_said_when_nothing_is_new(collected: Path) -> None:
    for more in ((), ("--now",), ("site-000",), ("--quiet", "--now")):
        ran = run(collected, "collect", *more)
        assert (ran.code, ran.out, ran.err) == (0, "", "")


def test_only_a_source_whose_time_has_come_is_asked(collected: Path, web: MixedWeb) -> None:
    before = len(web.requests)
    assert run(collected, "collect").code == 0
    assert web.requests[before:] == []
    assert run(collected, "collect", "site-000").code == 0
    asked = [(one.path, one.conditional, one.status) for one in web.requests[before:] if one.path != "/robots.txt"]
    assert asked == [("/feed.xml", True, 304)]


def test_what_is_archived_survives_a_new_index_without_being_fetched_again(collected: Path, web: MixedWeb) -> None:
    assert run(collected, "reindex").code == 0
    before = len(web.requests)
    assert run(collected, "collect", "--now").code == 0
    plain = [one.path for one in web.requests[before:] if not one.conditional]
    assert set(plain) <= {"/robots.txt", "/sitemap.xml"}


def test_every_attempt_is_in_the_log(collected: Path) -> None:
    lines = visits(collected)
    pages = [line for line in lines if line.get("part", "page") == "page"]
    assert len(pages) == 20
    for line in pages:
        assert line["outcome"] == "new"
        assert len(str(line["id"])) == 16
        assert line.get("etag") or line.get("last_modified")
    assert {line["source"] for line in pages} == {f"site-00{n}" for n in range(5)}


def test_log_tells_runs_and_sources(collected: Path) -> None:
    ran = run(collected, "log")
    first = ran.out.splitlines()[0].split("\t")
    assert "20" in first
    _code, drawn = on_terminal("--archive", collected, "log", columns=80)
    assert "site-004" in drawn
    assert widest(drawn) <= 80
    ran = run(collected, "log", "--json", "--source", "site-001")
    assert {json.loads(line)["source"] for line in ran.out.splitlines()} == {"site-001"}


def test_source_list_tells_where_each_stands(collected: Path) -> None:
    rows = [line.split("\t") for line in run(collected, "source", "list").out.splitlines()]
    assert [row[0] for row in rows] == [f"site-00{n}" for n in range(5)]
    assert {row[5] for row in rows} == {"4"}
    states = [json.loads(line) for line in run(collected, "source", "list", "--json").out.splitlines()]
    assert all(state["archived"] == 4 and state["last_run"] for state in states)
    _code, drawn = on_terminal("--archive", collected, "source", "list", columns=80)
    assert widest(drawn) <= 80


def test_a_dry_run_changes_nothing(web: MixedWeb, tmp_path: Path) -> None:
    archive = prepare(web, tmp_path)
    ran = run(archive, "collect", "--dry-run", "--json", "--limit", "7")
    planned = [json.loads(line) for line in ran.out.splitlines()]
    assert len(planned) == 7
    assert len({one["source"] for one in planned}) == 5  # the sources take turns
    assert "13 left" in ran.err
    assert segment_bytes(archive) == b""
    assert not (archive / "visits").exists()


def test_a_limit_leaves_the_rest_for_the_next_run(web: MixedWeb, tmp_path: Path) -> None:
    archive = prepare(web, tmp_path)
    assert "7 new" in run(archive, "collect", "--limit", "7").err
    assert "13 new" in run(archive, "collect", "--now").err
    assert run(archive, "collect", "--now").err == ""


def test_since_leaves_out_what_is_older(web: MixedWeb, tmp_path: Path) -> None:
    archive = prepare(web, tmp_path)
    ran = run(archive, "collect", "--since", "2099", "--json")
    found = [json.loads(line)["source"] for line in ran.out.splitlines()]
    assert set(found) == {"site-002", "site-004"}  # those that do not say when


def test_a_source_that_cannot_be_read_is_named_and_listed(web: MixedWeb, tmp_path: Path) -> None:
    archive = prepare(web, tmp_path)
    with (archive / "sources.toml").open("a") as file:
        file.write(f'[source.gone]\nurl = "{web.url("127.0.2.1", "/gone.xml")}"\nkind = "feed"\n')
        file.write(f'[source.nofeed]\nurl = "{web.url("127.0.2.1", "/")}"\nkind = "feed"\n')
    ran = run(archive, "collect", "gone", "nofeed", "site-000")
    assert ran.code == 1
    assert "not read: gone (http-status), nofeed (bad-feed)" in ran.err
    assert "4 new" in ran.err
    assert run(archive, "collect", "gone").code == 3
    quiet = run(archive, "collect", "gone", "-q")
    assert "gone (http-status)" in quiet.err
    rows = {line.split("\t")[0]: line for line in run(archive, "source", "list").out.splitlines()}
    assert "failing for" in rows["gone"]
    assert "http-status" in rows["gone"]
    wrong = run(archive, "log", "--failed").out.splitlines()
    assert len(wrong) == 4
    assert "404" in wrong[0] + wrong[1]


def test_an_overlapping_run_is_skipped_and_says_who_is_at_work(collected: Path) -> None:
    with lock.writing(collected / "collect.lock", 0.0):
        ran = run(collected, "collect", "--now")
    assert ran.code == 5
    assert ran.out == ""
    assert f"another run of collect is under way (pid {os.getpid()}, for " in ran.err
    assert "under way" in run(collected, "log").out
    assert run(collected, "collect").code == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_a_run_at_once_and_the_next_does_the_rest(
    web: MixedWeb, tmp_path: Path, number: signal.Signals
) -> None:
    archive = prepare(web, tmp_path)
    web.pause = 1.0  # so that much is left to do when the first pages are archived, on a busy machine too
    try:
        process = subprocess.Popen(
            [*COMMAND, "collect", "--archive", str(archive), "-v", "--delay", "0.3"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(),
            start_new_session=True,
        )
        assert process.stdout
        process.stdout.readline()  # something is archived
        begun = time.monotonic()
        process.send_signal(number)
        _out, err = process.communicate(timeout=30)
        took = time.monotonic() - begun
    finally:
        web.pause = 0.0
    assert process.returncode == 128 + number
    assert b"what was said to be archived is" in err
    assert took < 20  # the promise is 2; a loaded machine must not fail the suite
    ended = time.monotonic() + 20
    while processes_of(process.pid) and time.monotonic() < ended:  # the last to go sees that its parent is no more
        time.sleep(0.05)
    assert processes_of(process.pid) == []
    done = len([line for line in visits(archive) if line["outcome"] == "new"])
    ran = run(archive, "collect", "--now", "--json")
    rest = [json.loads(line)["outcome"] for line in ran.out.splitlines()]
    assert rest.count("new") == 20 - done
    assert set(rest) <= {"new", "known"}


def test_time_that_is_up_leaves_the_rest(web: MixedWeb, tmp_path: Path) -> None:
    archive = prepare(web, tmp_path)
    web.pause = 0.3
    try:
        ran = run(archive, "collect", "--max-time", "1s", "-v")
    finally:
        web.pause = 0.0
    assert ran.code == 0
    assert run(archive, "collect").code == 0  # though the sources' hour is not over
    assert len(segment_bytes(archive).splitlines()) == 20


def test_what_a_limit_left_is_for_the_next_run(web: MixedWeb, tmp_path: Path) -> None:
    archive = prepare(web, tmp_path)
    assert "17 left for the next run" in run(archive, "collect", "--limit", "3").err
    assert run(archive, "collect").code == 0
    assert len(segment_bytes(archive).splitlines()) == 20
    assert not run(archive, "collect", "-v").out


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[source.a]\nurl = 'https://a.example/'\nkind = 'feed'\nevery = '1 fortnight'\n", "sources.toml:4"),
        ("[source.a\n", "sources.toml:1"),
        ("\xff", "sources.toml"),
        ("", "nothing to collect"),
        ("[source.a]\nurl = 'https://a.example/'\nkind = 'feed'\ndisabled = true", "nothing to collect"),
    ],
)
def test_bad_sources_are_named_with_file_and_line(collected: Path, tmp_path: Path, text: str, words: str) -> None:
    archive = tmp_path / "a"
    archive.mkdir()
    (archive / "FORMAT").write_bytes((collected / "FORMAT").read_bytes())
    (archive / "sources.toml").write_bytes(text.encode("latin-1"))
    ran = run(archive, "collect")
    assert ran.code == 2
    assert words in ran.err
    assert "Traceback" not in ran.err


def test_a_name_that_is_no_source_is_refused(collected: Path) -> None:
    ran = run(collected, "collect", "nowhere")
    assert ran.code == 2
    assert "no source is called 'nowhere'; there are: site-000" in ran.err


def test_source_add_finds_what_stands_behind_a_home_page(web: MixedWeb, tmp_path: Path) -> None:
    archive = tmp_path / "a"
    ran = run(archive, "source", "add", web.url("127.0.2.4", "/"), "--every", "2h", "--limit", "3")
    assert ran.code == 0, ran
    assert "found by usual path" in ran.err
    assert "a first run would fetch 3 pages" in ran.err
    assert len(ran.out.splitlines()) == 3
    named = f"127-0-2-4-{web.port}"
    assert named in (archive / "sources.toml").read_text()
    again = run(archive, "source", "add", web.url("127.0.2.5", "/"), "--kind", "listing", "--name", "front")
    assert again.code == 0, again
    assert "3 new" in run(archive, "collect", named).err
    assert "4 new" in run(archive, "collect", "front").err
    assert run(archive, "source", "remove", named).code == 0
    assert run(archive, "source", "remove", named).code == 2
    assert [line.split("\t")[0] for line in run(archive, "source", "list").out.splitlines()] == ["front"]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("ftp://a.example/",), 2, "http"),
        (("https://a.example/", "--kind", "page", "--every", "1 day"), 2, "no time"),
        (("https://a.example/", "--kind", "page", "--name", "A b"), 2, "no name"),
        (("https://a.example/", "--kind", "page", "--language", "English"), 2, "language code"),
        (("http://127.0.0.1:9/",), 1, "127.0.0.1:9"),
    ],
)
def test_source_add_refuses_by_name(tmp_path: Path, arguments: tuple[str, ...], code: int, words: str) -> None:
    ran = run(tmp_path / "a", "source", "add", *arguments)
    assert ran.code == code, ran
    assert words in ran.err
    assert not (tmp_path / "a" / "sources.toml").exists()


def test_what_was_imported_is_looked_at_again_while_it_is_young(tmp_path: Path) -> None:
    with MixedWeb(1, 6) as own:
        archive = prepare(own, tmp_path)
        [site] = own.sites.values()
        lines = []
        for number in range(6):
            (tmp_path / f"{number}.html").write_text(site.story(number)[1])
            then = "2026-01-05T08:00:00Z" if number == 5 else f"{BORN - timedelta(hours=1):%Y-%m-%dT%H:%M:%SZ}"
            url = own.url(site.host, site.path(number))
            lines.append(json.dumps({"path": f"{number}.html", "url": url, "retrieved_at": then}))
        (tmp_path / "manifest.jsonl").write_text("\n".join(lines))
        assert "6 new" in run(archive, "import", "--manifest", tmp_path / "manifest.jsonl").err
        own.change(1.0, 0)
        ended = [json.loads(line)["outcome"] for line in run(archive, "collect", "--json").out.splitlines()]
        assert ended == ["revision"] * 6
        asked = len(own.requests)
        assert run(archive, "collect", "--now").err == ""
        assert {one.path for one in own.requests[asked:]} <= {"/feed.xml", "/robots.txt"}


def test_what_was_imported_and_is_old_or_undated_is_left_alone(tmp_path: Path) -> None:
    with MixedWeb(3, 2) as own:  # the third is an index of sitemaps, without dates
        archive = prepare(own, tmp_path)
        site = own.sites["127.0.2.3"]
        lines = []
        for number in range(2):
            (tmp_path / f"{number}.html").write_text(site.story(number)[1])
            lines.append(json.dumps({"path": f"{number}.html", "url": own.url(site.host, site.path(number))}))
        (tmp_path / "manifest.jsonl").write_text("\n".join(lines))
        run(archive, "import", "--manifest", tmp_path / "manifest.jsonl")
        own.change(1.0, 0)
        assert run(archive, "collect", "site-002", "--json").out == ""


def test_opml_in_and_out(tmp_path: Path) -> None:
    opml = tmp_path / "feeds.opml"
    opml.write_text(
        '<?xml version="1.0"?><opml version="1.0"><body><outline text="News"><outline type="rss" text="bay" '
        'xmlUrl="https://bay.example/feed?a=1&amp;b=2"/></outline><outline text="X Y" xmlUrl="https://x.example/f"/>'
        '<outline text="bad" xmlUrl="file:///etc/passwd"/></body></opml>'
    )
    ran = run(tmp_path / "a", "source", "import", opml)
    assert ran.code == 1
    assert "file:///etc/passwd" in ran.err
    assert "2 sources added" in ran.err
    out = run(tmp_path / "a", "source", "export").out
    (tmp_path / "again.opml").write_text(out)
    assert run(tmp_path / "b", "source", "import", tmp_path / "again.opml").code == 0
    assert (tmp_path / "b" / "sources.toml").read_text() == (tmp_path / "a" / "sources.toml").read_text()
    assert "0 sources added" in run(tmp_path / "b", "source", "import", opml).err


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html/>",
        b"<opml><body>",
        b"\x00\xff",
        b'<!DOCTYPE x [<!ENTITY a "b">]><opml><body/></opml>',
    ],
)
def test_what_is_no_opml_is_refused_with_its_line(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.opml").write_bytes(content)
    ran = run(tmp_path / "a", "source", "import", tmp_path / "x.opml")
    assert ran.code == 2
    assert "x.opml:1" in ran.err


def test_what_a_feed_says_cannot_act_on_a_terminal(tmp_path: Path) -> None:
    with MixedWeb(1, 2) as web:
        site = web.sites["127.0.2.1"]
        site.story = lambda number: (f"Ferry \u202e\x9b31m[/b] {number}", "<p>short</p>")  # type: ignore[method-assign]
        ran = run(tmp_path / "a", "source", "add", web.url("127.0.2.1", "/atom.xml"))
        assert ran.code == 0, ran
        archive = tmp_path / "a"
        for arguments in (("collect", "--dry-run"), ("collect", "-v"), ("log", "--failed"), ("source", "list")):
            said = run(archive, *arguments)
            assert not RAW_CONTROL.search(said.out + said.err)
            _code, drawn = on_terminal("--archive", archive, *arguments, env={"NEWSARC_DELAY": "0"})
            assert "\u202e" not in drawn
            assert "\x9b" not in drawn


def test_the_crontab_line_works_with_an_empty_environment(collected: Path) -> None:
    """What README tells cron to do, in cron's way: no environment but HOME and PATH, /bin/sh."""
    paths = [f"PYTHONPATH={os.environ['PYTHONPATH']}"] if "PYTHONPATH" in os.environ else []
    done = subprocess.run(
        [
            *("env", "-i", f"HOME={collected.parent}", "PATH=/usr/bin:/bin", *paths, "/bin/sh", "-c"),
            f'"{COMMAND[0]}" -m newsarc collect --archive ~/archive --max-time 50m --jitter 1s',
        ],
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
