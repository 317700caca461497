"""Nothing that a page says acts on a terminal, and nothing made for a terminal reaches a pipe."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from clirun import RAW_CONTROL, newsarc, on_terminal, page, pages, segment_bytes
from hypothesis import given, settings
from hypothesis import strategies as st

from newsarc.app.gather import Tally
from newsarc.archive.catalog import Count, Stats
from newsarc.cli import render, tables
from newsarc.cli.neutral import line, neutral
from newsarc.cli.output import Output
from newsarc.cli.progress import pace
from newsarc.model.outcome import Failed, Reason, Skipped

ATTACKS = [
    "\x1b[31m", "\x1b]0;t\x07", "\x1b]8;;http://evil.example\x1b\\x\x1b]8;;\x1b\\", "\x1b]52;c;aGk=\x07", "\x9b31m",
    "\x90q\x9c", "\x07", "\x08\x08", "\r", "\x0b\x0c", "\x7f", "\u202e", "\u2066", "\u2069", "\u200b", "\u200e",
    "\u2028", "\u2029", "\ufeff", "\U000e0041", "\u00ad", "\u061c", "[/b]", "[link=http://evil.example]", "[bold",
    "a" + "\u0301" * 300, "\ud800", "\udcff", "\n", "\t", "\0", "{", "%s", "{0}",
]  # fmt: skip
STYLE = re.compile(r"\x1b\[[0-9;]*m")
DRAWING = re.compile(r"\x1b\[(\?25[lh]|[0-9;]*m|2K|[0-9]*A)|\r")
"""what click and rich send by themselves: styles, the cursor hidden and shown, a line cleared, the cursor up"""

hostile = st.lists(st.one_of(st.sampled_from(ATTACKS), st.text(max_size=12)), max_size=8).map("".join)


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def __init__(self, *, real: bool) -> None:
        super().__init__()
        self.real = real

    def isatty(self) -> bool:
        return self.real


def printed(path: Callable[[Output, str], None], text: str, *, terminal: bool) -> str:
    """Return everything that *path* lets out for *text*."""
    out, err = Terminal(real=terminal), Terminal(real=terminal)
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        path(Output(verbosity=1), text)
    return out.getvalue() + err.getvalue()


@settings(max_examples=2000, deadline=None)
@given(text=hostile)
def test_neutral_is_idempotent_and_keeps_what_is_harmless(text: str) -> None:
    made = neutral(text)
    assert neutral(made) == made
    assert not RAW_CONTROL.search(made)
    assert "\n" not in line(text)
    assert [c for c in text if c.isalnum() and c.isascii()] == [
        c for c in re.sub(r"\\(x..|u....|U.{8})", "", made) if c.isalnum() and c.isascii()
    ] or "\\" in text


def test_neutral_leaves_scripts_alone() -> None:
    for text in ("Ñandú", "می\u200cخواهم", "क्\u200dष", "👩\u200d🚀", "ประชุม", "Việt Nam", "e\u0301", "廃校", "שלום"):
        assert neutral(text) == text


def test_every_format_character_of_unicode_is_shown_or_meant() -> None:
    """Cf: characters that act on others and cannot be seen. What stays joins letters or is written by its script."""
    harmless = {"\u200c", "\u200d"} | {chr(c) for c in range(0x110000) if "ARABIC" in unicodedata.name(chr(c), "")}
    kept = [
        chr(c) for c in range(0x110000)
        if unicodedata.category(chr(c)) == "Cf" and neutral(chr(c)) == chr(c) and chr(c) not in harmless
    ]  # fmt: skip
    names = " ".join(unicodedata.name(c, "") for c in kept)
    assert not re.search(r"BIDI|DIRECTION|OVERRIDE|EMBEDDING|ISOLATE|ZERO WIDTH|TAG|INVISIBLE|WORD JOINER|SOFT", names)


@pytest.mark.parametrize(
    "command",
    ["search harbour", "search harbour -v", "show {id}", "stats", "search attack", "search words", "config show"],
)
def test_a_hostile_page_is_harmless_on_a_real_terminal(command: str, archive: Path) -> None:
    found = next(json.loads(one)["id"] for one in segment_bytes(archive).splitlines() if b"red" in one)
    code, drawn = on_terminal(*command.format(id=found).split(), "--archive", archive)
    assert code == 0
    assert not RAW_CONTROL.search(STYLE.sub("", drawn).replace("\r", ""))
    assert "\x1b]" not in drawn


@pytest.mark.parametrize("command", ["search harbour", "show {id}", "stats", "extract {page}"])
def test_a_hostile_page_is_harmless_in_a_pipe(command: str, archive: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad\x1b]0;x\x07\n.html"
    bad.write_text(page("&#27;[31m&#155;31m&#8238;red"))
    found = next(json.loads(one)["id"] for one in segment_bytes(archive).splitlines() if b"red" in one)
    arguments = [word.format(id=found, page=bad) for word in command.split()]
    ran = newsarc(*arguments, "--archive", archive)
    assert ran.code == 0
    assert not RAW_CONTROL.search(ran.out + ran.err)


def test_a_hostile_file_name_is_harmless_everywhere(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a\x1b]52;c;aGk=\x07\nnewsarc: all is well.html").write_text(page("Fine"))
    (folder / "b\x9b31m[b].png").write_bytes(b"\x89PNG")
    (folder / "c\x1b[5m.html").write_bytes(b"")
    archive = tmp_path / "a"
    ran = newsarc("import", "-v", folder, folder / "gone\x1b[2J.html", "--archive", archive)
    assert ran.code == 1
    assert not RAW_CONTROL.search(ran.out + ran.err)
    assert not re.search("^newsarc: all is well", ran.out + ran.err, re.MULTILINE)
    code, drawn = on_terminal("import", "-v", folder, folder / "gone\x1b[2J.html", "--archive", archive)
    assert code == 1
    assert not RAW_CONTROL.search(DRAWING.sub("", drawn))
    assert "\x1b]" not in drawn


def test_wrong_usage_is_harmless_too() -> None:
    for arguments in (
        ["\x1b[31mx"],
        ["show", "a", "\x1b]0;x\x07"],
        ["search", "--\x9b31m"],
        ["search", "x", "-n", "\u202e"],
    ):
        ran = newsarc(*arguments)
        assert ran.code == 2
        assert not RAW_CONTROL.search(ran.err)


@pytest.mark.parametrize("command", ["search ferry --json", "stats --json", "config show --json", "show {id} --json"])
def test_json_is_json_alone_even_on_a_terminal(command: str, archive: Path) -> None:
    found = json.loads(segment_bytes(archive).splitlines()[0])["id"]
    code, drawn = on_terminal(*command.format(id=found).split(), "--archive", archive, columns=40)
    assert code == 0
    assert [json.loads(one) for one in drawn.splitlines()]


def test_pipes_have_no_style_and_no_bar(archive: Path, tmp_path: Path) -> None:
    env = {"NEWSARC_ARCHIVE": str(archive), "FORCE_COLOR": "1", "TERM": "xterm-256color"}
    for command in (["search", "ferry"], ["stats"], ["config", "show"], ["extract", str(pages(tmp_path / "in", 2))]):
        ran = newsarc(*command, env=env)
        assert "\x1b" not in ran.out + ran.err


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=str)
@pytest.mark.parametrize("command", ["search ferry", "stats", "config show", "show {id}", "import {pages} -v"])
def test_no_colour_where_none_is_wanted(command: str, env: dict[str, str], archive: Path, tmp_path: Path) -> None:
    found = json.loads(segment_bytes(archive).splitlines()[0])["id"]
    where = tmp_path / "new" if "import" in command else archive
    words = [word.format(id=found, pages=tmp_path / "in") for word in command.split()]
    pages(tmp_path / "in", 1)
    code, drawn = on_terminal(*words, "--archive", where, env=env)
    assert code == 0
    assert not re.search(r"\x1b\[[0-9;]*(3[0-7]|9[0-7])m", drawn)
    if "TERM" in env:
        assert "\x1b" not in drawn


@pytest.mark.parametrize("columns", [1, 20, 80, 200])
@pytest.mark.parametrize("command", ["search ferry", "stats", "config show", "show {id}"])
def test_any_width_will_do(command: str, columns: int, archive: Path) -> None:
    found = json.loads(segment_bytes(archive).splitlines()[0])["id"]
    code, drawn = on_terminal(*command.format(id=found).split(), "--archive", archive, columns=columns)
    assert code == 0
    assert drawn


def test_a_terminal_shows_hits_marked(archive: Path) -> None:
    _code, drawn = on_terminal("search", "dry", "dock", "--archive", archive)
    assert re.search(r"\x1b\[33m\x1b\[1mdry\x1b\[0m", drawn)


@pytest.mark.parametrize(
    "env",
    [{"PYTHONIOENCODING": "ascii"}, {"LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"LC_ALL": "POSIX"}],
    ids=str,
)
def test_no_encoding_is_too_poor(env: dict[str, str], tmp_path: Path) -> None:
    archive = tmp_path / "a"
    (tmp_path / "é廃校.html").write_text(page("Größe 廃校 👩\u200d🚀", mark="Übermaß"), encoding="utf-8")
    assert newsarc("import", tmp_path / "é廃校.html", "-v", "--archive", archive, env=env).code == 0
    for command in (["search", "ferry"], ["search", "ferry", "--json"], ["stats"], ["show", "é廃校"]):
        ran = newsarc(*command, "--archive", archive, env=env)
        assert ran.code == (1 if command[0] == "show" else 0)
        assert "bug" not in ran.err
        code, drawn = on_terminal(*command, "--archive", archive, env=env)
        assert code == ran.code
        assert "bug" not in drawn


def test_a_terminal_gets_a_bar_and_a_sum(tmp_path: Path) -> None:
    folder = pages(tmp_path / "in", 3)
    code, drawn = on_terminal("import", folder, "--archive", tmp_path / "a")
    assert code == 0
    assert "importing" in drawn
    assert "3 inputs: 3 new" in STYLE.sub("", drawn)
    quiet = on_terminal("-q", "import", folder, "--archive", tmp_path / "b")
    assert quiet == (0, "")


def test_making_the_index_again_has_a_bar(archive: Path) -> None:
    code, drawn = on_terminal("reindex", "--archive", archive)
    assert code == 0
    assert "reading twice, MiB" in drawn
    assert "records indexed" in STYLE.sub("", drawn)


def test_a_bar_does_not_eat_a_manifest_that_comes_through_a_pipe(tmp_path: Path) -> None:
    folder = pages(tmp_path / "in", 3)
    lines = "".join(json.dumps({"path": str(path)}) + "\n" for path in sorted(folder.iterdir()))
    read, write = os.pipe()
    os.write(write, lines.encode())
    os.close(write)
    named = f"/proc/{os.getpid()}/fd/{read}"  # as <(command) does
    code, drawn = on_terminal("import", "--manifest", named, "--archive", tmp_path / "a")
    os.close(read)
    assert code == 0
    assert "3 inputs: 3 new" in STYLE.sub("", drawn)


def test_the_reasons_of_a_summary_add_up_however_many_there_are() -> None:
    tally = Tally()
    for number, reason in enumerate(Reason, 1):
        for _ in range(number % 5 + 1):
            tally.count(Skipped(asked="x", reason=reason))
            tally.count(Failed(asked="x", reason=reason))
    said = render.summary(tally, 1.0)
    for word in ("skipped", "failed"):
        [(total, why)] = re.findall(rf"(\d+) {word} \(([^)]+)\)", said)
        assert sum(int(one.split()[0]) for one in why.split(", ")) == int(total)


def test_the_summary_of_nothing() -> None:
    assert render.summary(Tally(), 0.0) == "0 inputs: nothing to do (0.0 s)"


@pytest.mark.parametrize(
    ("done", "total", "seconds", "said"),
    [
        (0, 10, 5.0, ""),
        (10, 100, 0.0, ""),
        (10, 100, 1.0, "10/s 0:09"),
        (1, 7200, 1.0, "1.0/s 1:59:59"),
        (100, 100, 4.0, "25/s"),
        (100, None, 4.0, "25/s"),
        (64_000, 640_000, 64.0, "1,000/s 9:36"),
    ],
)
def test_the_pace_is_that_of_the_whole_run(done: int, total: int | None, seconds: float, said: str) -> None:
    assert pace(done, total, seconds) == said


def test_json_on_a_terminal_is_not_mixed_with_a_bar(tmp_path: Path) -> None:
    _code, drawn = on_terminal("import", "--json", pages(tmp_path / "in", 3), "--archive", tmp_path / "a")
    assert "importing" not in drawn
    assert [json.loads(one)["outcome"] for one in drawn.splitlines() if one.startswith("{")] == ["new"] * 3


def test_many_months_are_years_on_a_terminal_and_months_in_a_pipe() -> None:
    months = tuple(Count(f"{year}-{month:02}", 2) for year in (2022, 2023) for month in range(1, 13))
    made = Stats(
        kinds=(), publishers=(), origins=(), languages=(), months=months,
        first_retrieved="", last_retrieved="", damaged=0,
    )  # fmt: skip
    shown = {
        real: printed(lambda output, _: tables.print_stats(output, Path("/x"), made, as_json=False), "", terminal=real)
        for real in (True, False)
    }
    assert re.search(r"year +24 +2022\n +24 +2023", STYLE.sub("", shown[True]))
    assert shown[False].count("month\t") == 24
