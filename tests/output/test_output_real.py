"""Hostile titles out of a real archive, by real processes: on terminals, in pipes that break, onto a full disk."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.cli.clirun import newsarc, on_terminal, shell
from tests.output.hostile import title
from tests.output.paths import TEXT, Titles, article
from tests.output.scan import STYLE, faults, json_faults

from newsarc.app.archive import Archive
from newsarc.model.article import Article

_SEED = 7
_MANY = 120


def _said(number: int) -> str:
    """Return a title as a record may hold it: of whole characters."""
    return re.sub("[\ud800-\udfff]", "\ufffd", title(_SEED, number))[:500].strip() or "T"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of hostile articles, of the first one a copy and a revision."""
    folder = tmp_path_factory.mktemp("hostile") / "news"
    with Archive(folder, create=True) as made:
        articles = [_one(number, f"{TEXT}\nBerth {number} {_said(number)}") for number in range(_MANY)]
        made.add(*articles, _one(_MANY, articles[0].text), _one(0, f"{TEXT}\nIt is open again. {_said(1)}"))
    return folder


def _one(number: int, text: str) -> Article:
    said = _said(number)
    return msgspec.structs.replace(article(Titles([said]), text), url=f"https://bay.example/{number}")


COMMANDS = [
    "search ferry -n 200",
    "search ferry --newest --group -n 200",
    "search ferry --cite mla -n 200",
    "show {id}",
    "show {id} --provenance",
    "show {id} --cite apa",
    "history https://bay.example/0",
    "diff {id} {last}",
    "diff --plain {id} {last}",
    "copies {id}",
    "stats",
    "verify --quick",
]
JSON = [
    "search ferry -n 200 --json",
    "show {id} --json",
    "history https://bay.example/0 --json",
    "diff {id} {last} --json",
    "copies {id} --json",
    "stats --json",
]
_PLACES: list[dict[str, Any]] = [
    {"columns": 1},
    {"columns": 80, "env": {"FORCE_COLOR": "1"}},
    {"columns": 120, "env": {"LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}},
]


def _line(command: str, archive: Path) -> list[str]:
    with Archive(archive) as read:
        ids = [record.stamp.id for record in read]
    return [word.format(id=ids[0], last=ids[-1]) for word in command.split()]


@pytest.mark.parametrize(("number", "command"), list(enumerate(COMMANDS)), ids=COMMANDS)
def test_nothing_acts_on_a_real_terminal(number: int, command: str, archive: Path) -> None:
    where = _PLACES[number % len(_PLACES)]
    encoding = "ascii" if "LANG" in where.get("env", {}) else "utf-8"
    code, drawn = on_terminal(*_line(command, archive), "--archive", archive, **where)
    assert code == 0
    bare = drawn.replace("\r\n", "\n")
    bare = re.sub(r"\x1b\[(?:\?25[lh]|2K|[0-9]*A)|\r", "", bare)
    assert list(faults(bare.encode(), encoding=encoding, terminal=True, one_line=False)) == []
    assert len(STYLE.sub("", bare)) > 10


@pytest.mark.parametrize("command", [*COMMANDS[:3], *COMMANDS[3::3]])
def test_nothing_is_in_a_pipe(command: str, archive: Path) -> None:
    ran = newsarc(*_line(command, archive), "--archive", archive, env={"FORCE_COLOR": "1"})
    assert ran.code == 0
    for stream in (ran.out, ran.err):
        assert list(faults(stream.encode(), encoding="utf-8", terminal=False, one_line=True)) == []


@pytest.mark.parametrize("command", JSON)
def test_json_gives_the_title_back(command: str, archive: Path) -> None:
    ran = newsarc(*_line(command, archive), "--archive", archive)
    assert ran.code == 0
    assert list(json_faults(ran.out.encode())) == []
    told = [json.loads(one) for one in ran.out.splitlines()]
    if command.startswith("search"):
        assert {one["title"] for one in told} >= {_said(number) for number in range(_MANY)}
    if command.startswith("show"):
        assert told[0]["title"] == _said(0)


def test_exports_give_the_titles_back_under_safe_names(archive: Path, tmp_path: Path) -> None:
    wanted = [*map(_said, range(_MANY + 1)), _said(0)]
    said = shell("newsarc export -o x.csv && newsarc export -o x.jsonl && newsarc export -o notes -f markdown",
                 env={"NEWSARC_ARCHIVE": str(archive)}, cwd=tmp_path)  # fmt: skip
    assert said.code == 0, said.err
    rows = list(csv.DictReader(io.StringIO((tmp_path / "x.csv").read_bytes().decode(), newline="")))
    assert [row["title"].removeprefix("'") for row in rows] == [
        one.replace("\0", "\ufffd").removeprefix("'") for one in wanted
    ]
    lines = (tmp_path / "x.jsonl").read_bytes().splitlines()
    assert [json.loads(line)["title"] for line in lines] == wanted
    names = [path.name for path in (tmp_path / "notes").rglob("*.md")]
    assert len(names) == len(wanted)
    assert all(re.fullmatch(r"[a-z0-9-]+\.md", name) and len(name) < 120 for name in names)


@pytest.mark.parametrize(
    "command",
    [
        "search ferry -n 200",
        "show {id}",
        "diff {id} {last}",
        "copies {id}",
        "export -f csv -o -",
        "export -f jsonl -o -",
    ],
)
def test_a_full_disk_and_a_reader_who_leaves_have_their_exit_codes(command: str, archive: Path) -> None:
    line = " ".join(_line(command, archive))
    env = {"NEWSARC_ARCHIVE": str(archive)}
    full = shell(f"newsarc {line} > /dev/full", env=env)
    assert full.code == 6
    assert full.err.splitlines()[-1] == "newsarc: storage: standard output: No space left on device"
    left = shell(f"newsarc {line} | head -c 1 > /dev/null; echo ${{PIPESTATUS[0]}}", env=env)
    assert (left.out, left.err) == ("0\n", "")
