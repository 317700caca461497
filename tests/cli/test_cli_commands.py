"""Each command does what its help says, through a real process."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest
from clirun import PROSE, newsarc, page, pages, segment_bytes, shell
from pytest_httpserver import HTTPServer

from newsarc import __version__
from newsarc.cli.root import COMMANDS as NAMES

COMMANDS = [
    ["fetch"],
    ["import"],
    ["extract"],
    ["search"],
    ["show"],
    ["history"],
    ["diff"],
    ["stats"],
    ["reindex"],
    ["config", "show"],
    ["completion"],
]


def ids(archive: Path) -> list[str]:
    return [json.loads(line)["id"] for line in segment_bytes(archive).splitlines()]


def test_no_command_is_left_out_of_these_tests() -> None:
    assert {command[0] for command in COMMANDS} <= set(NAMES)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_has_an_example(command: list[str], flag: str) -> None:
    ran = newsarc(*command, flag)
    assert ran.code == 0
    assert ran.err == ""
    assert re.search(rf"^ +newsarc {' '.join(command)}\b", ran.out.split("Usage:")[1].split("\n", 1)[1], re.MULTILINE)


def test_root_help_lists_every_command_with_a_whole_sentence() -> None:
    listed = newsarc("-h").out.split("Commands:")[1]
    assert [line.split()[0] for line in listed.strip().splitlines()] == list(NAMES)
    assert "..." not in listed


@pytest.mark.parametrize("flag", ["-V", "--version"])
def test_version(flag: str) -> None:
    assert newsarc(flag) == (0, f"newsarc {__version__}\n", "")


def test_import_adds_once_and_is_silent_when_there_is_nothing_new(tmp_path: Path) -> None:
    folder, archive = pages(tmp_path / "in", 2), tmp_path / "a"
    first = newsarc("import", folder, "--archive", archive)
    assert first.code == 0
    assert first.out == ""
    assert re.match(r"2 inputs: 2 new \(", first.err)
    before = segment_bytes(archive)
    assert newsarc("import", folder, "--archive", archive) == (0, "", "")
    told = newsarc("-v", "import", folder, "--archive", archive)
    assert told.code == 0
    assert [line.split()[0] for line in told.out.splitlines()] == ["known", "known"]
    assert all(f"({file})" in line for file, line in zip(sorted(folder.iterdir()), told.out.splitlines(), strict=True))
    assert told.err.startswith("2 inputs: 2 known (")
    assert segment_bytes(archive) == before


def test_import_json_is_one_object_a_line(tmp_path: Path) -> None:
    folder = pages(tmp_path / "in", 1)
    (folder / "list.html").write_text("<html><body><ul><li><a href=/a>A</a></ul></body></html>")
    ran = newsarc("import", "--json", folder, folder / "missing.html", "--archive", tmp_path / "a")
    assert ran.code == 1
    lines = [json.loads(line) for line in ran.out.splitlines()]
    assert [line["outcome"] for line in lines] == ["skipped", "new", "failed"]
    assert lines[2]["reason"] == "missing"
    assert lines[2]["input"] == str(folder / "missing.html")


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        (
            "a.jsonl",
            b"{\n\x00",
            ["failed: a.jsonl:1: bad-line (no JSON", "failed: a.jsonl:2: bad-line (no JSON object)"],
        ),
        (
            "b.jsonl",
            b'{"a":1}\n',
            ["skipped: b.jsonl: unsupported-type (JSON lines, but none of the first has a text)"],
        ),
        ("c.jsonl", b"", ["skipped: c.jsonl: unsupported-type (it holds no line)"]),
    ],
)
def test_what_is_named_and_cannot_be_read_is_said_with_a_reason(
    tmp_path: Path, name: str, content: bytes, says: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_bytes(content)
    ran = newsarc("import", name, "--archive", "archive")
    assert ran.code == 3
    assert [line for line in says if line not in ran.err] == []
    (tmp_path / "in").mkdir()
    (tmp_path / name).rename(tmp_path / "in" / name)
    assert ("skipped: " in newsarc("import", "in", "--archive", "archive").err) is False


def test_import_manifest_gives_files_their_addresses(tmp_path: Path) -> None:
    pages(tmp_path / "in", 1)
    manifest = tmp_path / "m.jsonl"
    url = "https://harbour.example/ferry"
    manifest.write_text(json.dumps({"path": "in/story-0000.html", "url": url, "retrieved_at": "2024-05-01T00:00:00Z"}))
    assert newsarc("--archive", tmp_path / "a", "import", "--manifest", manifest).code == 0
    shown = json.loads(newsarc("--archive", tmp_path / "a", "show", "--json", url).out)
    assert (shown["url"], shown["retrieved_at"]) == (url, "2024-05-01T00:00:00Z")


@pytest.fixture
def httpserver(httpserver: HTTPServer) -> HTTPServer:
    """A server without a robots.txt."""
    httpserver.expect_request("/robots.txt").respond_with_data("no such thing", status=404)
    return httpserver


def test_fetch_archives_a_page_and_knows_it_the_second_time(httpserver: HTTPServer, tmp_path: Path) -> None:
    httpserver.expect_request("/story").respond_with_data(page("The quay is open"), content_type="text/html")
    url = httpserver.url_for("/story")
    first = newsarc("fetch", url, "--archive", tmp_path / "a")
    assert first.code == 0
    assert re.fullmatch(r"new +[0-9a-f]{16}  The quay is open\n", first.out)
    second = newsarc("fetch", url, "--archive", tmp_path / "a")
    assert second.code == 0
    assert second.out.split()[0] == "known"
    assert second.err == ""


def test_fetch_tells_revision_copy_skipped_and_failed_apart(httpserver: HTTPServer, tmp_path: Path) -> None:
    archive = tmp_path / "a"
    story = page("The quay is open")
    httpserver.expect_ordered_request("/robots.txt").respond_with_data("no such thing", status=404)
    httpserver.expect_ordered_request("/one").respond_with_data(story, content_type="text/html")
    httpserver.expect_ordered_request("/one").respond_with_data(
        page("The quay is open", mark="Corrected."), content_type="text/html"
    )
    httpserver.expect_request("/two").respond_with_data(story, content_type="text/html")
    httpserver.expect_request("/pixel").respond_with_data(b"\x89PNG\r\n\x1a\n\0\0\0", content_type="image/png")
    httpserver.expect_request("/gone").respond_with_data("gone", status=410)
    paths = ["/one", "/one", "/two", "/pixel", "/gone"]
    listed = "# a list\n\n  # indented comment\n" + "".join(f"{httpserver.url_for(path)}\n" for path in paths)
    ran = newsarc("fetch", "-i", "-", "--json", "--archive", archive, given=listed.encode())
    came = [json.loads(line) for line in ran.out.splitlines()]  # what needs no reading may come before what does
    got = sorted(came, key=lambda one: paths.index("/" + one["input"].rpartition("/")[2]))
    assert [one["outcome"] for one in got] == ["new", "revision", "copy", "skipped", "failed"]
    assert ran.code == 1
    assert got[2]["of"] == got[0]["id"] == got[1]["of"]
    assert ran.err.startswith("5 inputs: 1 new, 1 revision, 1 copy, 1 skipped (1 not-text), 1 failed (1 http-status) (")


def test_fetch_reads_addresses_from_stdin_where_a_dash_stands(httpserver: HTTPServer, tmp_path: Path) -> None:
    httpserver.expect_request("/story").respond_with_data(page("By the pipe"), content_type="text/html")
    ran = newsarc("fetch", "-", "--archive", tmp_path / "a", given=f"{httpserver.url_for('/story')}\n".encode())
    assert ran.code == 0
    assert ran.out.startswith("new")


def test_fetch_survives_a_list_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "list").write_bytes(b"\xff\xfe\x00\n\x80\x81\n")
    ran = newsarc("fetch", "-i", tmp_path / "list", "--archive", tmp_path / "a")
    assert ran.code == 3
    assert [line.split()[:2] for line in ran.out.splitlines()] == [["failed", "bad-url"]] * 2


def test_extract_prints_and_archives_nothing(tmp_path: Path) -> None:
    folder = pages(tmp_path / "in", 1)
    ran = newsarc("extract", folder, cwd=tmp_path)
    assert ran.code == 0
    assert ran.out.startswith("Ferry story number 0\n")
    text = newsarc("extract", "--text", folder / "story-0000.html", cwd=tmp_path)
    assert text.out.startswith("The ferry to the outer islands")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in"]


def test_extract_json_has_a_line_for_every_input_in_order(tmp_path: Path) -> None:
    folder = pages(tmp_path / "in", 2)
    bad = tmp_path / "bad.html"
    bad.write_bytes(b"")
    ran = newsarc(
        "extract", "--json", folder / "story-0001.html", bad, tmp_path / "none.html", folder / "story-0000.html"
    )
    lines = [json.loads(line) for line in ran.out.splitlines()]
    assert [Path(line["input"]).name for line in lines] == [
        "story-0001.html",
        "bad.html",
        "none.html",
        "story-0000.html",
    ]
    assert all("verdict" in line for line in lines)
    assert lines[2]["error"]["reason"] == "missing"
    assert ran.code == 1
    assert not {"id", "prev", "sum"} & lines[0].keys()


def test_search_pipe_has_id_day_publisher_title(archive: Path) -> None:
    ran = newsarc("search", "ferry", "number", "--archive", archive)
    assert ran.code == 0
    rows = [line.split("\t") for line in ran.out.splitlines()]
    assert {row[0] for row in rows} <= set(ids(archive))
    assert all(len(row) == 4 and re.fullmatch(r"\d{4}-\d\d-\d\d( r)?", row[1]) for row in rows)
    assert {row[3] for row in rows} == {f"Ferry story number {at}" for at in range(3)}


def test_search_counts_limits_and_pages(archive: Path) -> None:
    assert newsarc("search", "ferry", "--count", "--archive", archive) == (0, "4\n", "")
    first, second = (
        newsarc("search", "ferry", "--newest", "-n", "2", "--offset", offset, "--archive", archive).out.splitlines()
        for offset in ("0", "2")
    )
    assert len({*first, *second}) == 4


def test_search_json_has_no_text_but_a_snippet(archive: Path) -> None:
    ran = newsarc("search", "dry dock", "--json", "--archive", archive)
    hits = [json.loads(line) for line in ran.out.splitlines()]
    assert all("dry dock" in hit["snippet"] and "text" not in hit for hit in hits)


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (("https://news.example/a",), "newsarc show URL"),
        (("ze*",), "ze* is the word as it is"),
        (("ferry", "--offset", "40"), "there are 4 in all"),
    ],
)
def test_a_search_that_shows_nothing_may_say_why(archive: Path, arguments: tuple[str, ...], hint: str) -> None:
    ran = newsarc("search", *arguments, "--archive", archive)
    assert ran.out == ""
    assert hint in ran.err


def test_search_with_no_hits_is_silent_and_says_1(archive: Path) -> None:
    assert newsarc("search", "zeppelin", "--archive", archive) == (1, "", "")
    assert newsarc("search", "zeppelin", "--count", "--archive", archive) == (1, "0\n", "")


def test_search_without_a_query_lists_everything_newest_first(archive: Path, tmp_path: Path) -> None:
    every = newsarc("search", "--newest", "-n", "99", "--archive", archive)
    assert len(every.out.splitlines()) == len(ids(archive))
    days = [line.split("\t")[1][:10] for line in every.out.splitlines()]
    assert days == sorted(days, reverse=True)
    assert newsarc("search", "--since", "2999", "--archive", archive) == (1, "", "")
    turned = newsarc("search", "ferry", "--since", "2025", "--until", "2024", "--archive", archive)
    assert (turned.code, turned.out) == (2, "")
    assert "2025" in turned.err
    bare = newsarc("search", "--archive", archive)
    assert (bare.code, bare.out) == (2, "")
    assert "--newest" in bare.err


def test_search_names_a_field_that_there_is_not(archive: Path) -> None:
    ran = newsarc("search", "desk:zeppelin", "--archive", archive)
    assert (ran.code, ran.out) == (1, "")
    assert '"desk:"' in ran.err
    assert newsarc("search", "desk:zeppelin", "-q", "--archive", archive) == (1, "", "")


def test_a_day_of_retrieval_is_marked_where_none_of_publication_is_known(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The quay\n\n" + "The quay opens in April, the port said on Monday. " * 9)
    newsarc("import", tmp_path / "a.txt", "--archive", tmp_path / "archive")
    (line,) = newsarc("search", "quay", "--archive", tmp_path / "archive").out.splitlines()
    assert re.fullmatch(r"\d{4}-\d\d-\d\d r", line.split("\t")[1])


def test_show_by_prefix_and_as_the_archive_holds_it(archive: Path) -> None:
    line = segment_bytes(archive).splitlines()[0]
    record = json.loads(line)
    shown = newsarc("show", record["id"][:12], "--archive", archive)
    assert shown.code == 0
    assert record["id"] in shown.out
    assert record["text"].replace("\n", "\n\n") in shown.out
    assert json.loads(newsarc("show", record["id"], "--json", "--archive", archive).out) == record


def test_show_names_what_is_not_there(archive: Path) -> None:
    ran = newsarc("show", "https://nowhere.example/x", "--archive", archive)
    assert (ran.code, ran.out) == (1, "")
    assert "https://nowhere.example/x" in ran.err


def test_stats_add_up(archive: Path) -> None:
    stats = json.loads(newsarc("stats", "--json", "--archive", archive).out)
    assert sum(kind["records"] for kind in stats["kinds"]) == 5
    assert "kind\tarticle\t5" in newsarc("stats", "--archive", archive).out.splitlines()


def test_reindex_makes_what_was_deleted_again(tmp_path: Path) -> None:
    archive = tmp_path / "a"
    newsarc("import", pages(tmp_path / "in", 2), "--archive", archive)
    ran = shell(
        "rm -r $NEWSARC_ARCHIVE/index; newsarc reindex && newsarc search ferry --count",
        env={"NEWSARC_ARCHIVE": str(archive)},
    )
    assert ran == (0, "2\n", "2 records indexed\n")


def test_config_show_names_each_source(tmp_path: Path) -> None:
    ran = newsarc("config", "show", "--json", "--archive", tmp_path, env={"NEWSARC_WORKERS": "3"}, cwd=tmp_path)
    shown = {line["name"]: line for line in map(json.loads, ran.out.splitlines())}
    assert shown["archive"] == {"name": "archive", "value": str(tmp_path), "source": "--archive"}
    assert shown["workers"]["source"] == "NEWSARC_WORKERS"
    assert shown["lock_timeout"]["source"] == "default"


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_completion_prints_a_script(name: str) -> None:
    ran = newsarc("completion", name)
    assert ran.code == 0
    assert "_NEWSARC_COMPLETE" in ran.out


def test_bash_completes_a_command() -> None:
    words = {"_NEWSARC_COMPLETE": "bash_complete", "COMP_WORDS": "newsarc se", "COMP_CWORD": "1"}
    assert "search" in newsarc(env=words).out


@pytest.mark.parametrize("command", [command for command in COMMANDS if command != ["completion"]], ids=" ".join)
def test_global_options_stand_on_both_sides(command: list[str], tmp_path: Path) -> None:
    after = newsarc(*command, "--archive", tmp_path, "-q", "-v", "--help")
    before = newsarc("--archive", tmp_path, "-q", "-v", *command, "--help")
    assert after.code == before.code == 0
    assert after.out == before.out


def test_archive_after_the_command_beats_archive_before_it(archive: Path, tmp_path: Path) -> None:
    assert newsarc("--archive", tmp_path / "none", "stats", "--archive", archive).code == 0
    assert newsarc("--archive", archive, "stats").code == 0


@pytest.mark.parametrize(
    "line",
    ["--archive /d config show", "config --archive /d show", "config show --archive /d",
     "--archive /a config --archive /d show", "config --archive /a show --archive /d"],
)  # fmt: skip
def test_the_archive_named_last_is_meant(line: str) -> None:
    assert newsarc(*line.split()).out.splitlines()[0] == "archive\t/d\t--archive"


def test_quiet_leaves_nothing_but_what_is_wrong(tmp_path: Path) -> None:
    folder = pages(tmp_path / "in", 1)
    ran = newsarc("-q", "import", folder, tmp_path / "none.html", "--archive", tmp_path / "a")
    assert (ran.code, ran.out) == (1, "")
    assert [line.split(":")[0] for line in ran.err.splitlines()] == ["failed"]


@pytest.mark.parametrize(
    ("words", "hits"),
    [
        (["ferry", "-nato"], "2"),
        (["ferry", "-gale"], "1"),
        (["-gale", "ferry"], "1"),
        (["ferry", "-gale", "-v"], "1"),
        (["ferry", '-"port office"'], "0"),
        (["-vv", "-n1", "ferry"], "2"),
    ],
    ids=" ".join,
)
def test_a_word_with_a_dash_is_excluded_and_no_option(words: list[str], hits: str, tmp_path: Path) -> None:
    (tmp_path / "calm.html").write_text(page("Calm seas"))
    (tmp_path / "gale.html").write_text(page("Gale warning", mark="gale"))
    archive = str(tmp_path / "archive")
    newsarc("import", str(tmp_path / "calm.html"), str(tmp_path / "gale.html"), "--archive", archive)
    assert newsarc("search", *words, "--count", "--archive", archive).out.split()[-1] == hits


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzipped"])
def test_a_page_on_the_standard_input_is_read(packed: bool, tmp_path: Path) -> None:
    given = page("The quay is open").encode()
    given = gzip.compress(given) if packed else given
    read = json.loads(newsarc("extract", "--json", "-", given=given).out)
    assert (read["input"], read["title"], read["verdict"]) == ("-", "The quay is open", "article")
    archive = tmp_path / "a"
    assert newsarc("import", "-", "--archive", archive, given=given).err.startswith("1 input: 1 new (")
    assert json.loads(segment_bytes(archive))["asked"] == "-"
    assert newsarc("import", "-", "--archive", archive, given=given)[:3] == (0, "", "")


def test_the_standard_input_keeps_its_place_among_files(tmp_path: Path) -> None:
    folder = pages(tmp_path / "in", 2)
    first, second = sorted(map(str, folder.iterdir()))
    ran = newsarc("extract", "--json", first, "-", second, given="\n\n".join(["Of the quay", *PROSE]).encode())
    assert [json.loads(line)["input"] for line in ran.out.splitlines()] == [first, "-", second]
    assert json.loads(ran.out.splitlines()[1])["title"] == "Of the quay"


@pytest.mark.parametrize("command", ["import", "extract"])
def test_the_standard_input_has_the_limits_of_a_file(command: str, tmp_path: Path) -> None:
    env = {"NEWSARC_ARCHIVE": str(tmp_path / "a"), "NEWSARC_PAGE_SIZE_MB": "1"}
    ran = newsarc(command, "-", given=b"word " * 300_000, env=env)
    assert (ran.code, "-: too-large" in ran.err) == (3, True)
    bomb = newsarc(command, "-", given=gzip.compress(bytes(3 << 20)), env=env)
    assert (bomb.code, "-: too-large" in bomb.err) == (3, True)
