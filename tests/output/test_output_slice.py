"""A slice of the titles, through all that ``python -m tests.output.run`` does."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.output import run
from tests.output.hostile import ATTACKS, FORGED, title
from tests.output.paths import WAYS, Way
from tests.output.run import Place, judged, place
from tests.output.scan import faults, json_faults, lost_in_json, lost_markup

from newsarc.cli.neutral import neutral

_SEED = 20261124
_PIPE = Place(False, 80, "utf-8", {})


@pytest.mark.parametrize("way", WAYS)
def test_no_title_does_anything_where_it_is_printed(way: str) -> None:
    found = [
        (number, what) for number in range(60) for what in judged(way, title(_SEED, number), place(_SEED, number, way))
    ]
    assert found == []


def test_no_title_does_anything_where_it_is_exported() -> None:
    assert list(run.exported(_SEED, range(150))) == []


def test_a_title_can_be_made_again() -> None:
    assert [title(3, number) for number in range(50)] == [title(3, number) for number in range(50)]
    said = "".join(title(3, number) for number in range(2_000))
    assert [attack for attack in ATTACKS if attack not in said] == []


@pytest.mark.parametrize(
    ("said", "terminal"),
    [
        (b"a\x1b[31mb", False), (b"a\x1b]0;t\x07", True), (b"a\x07", True), ("\u202e".encode(), False),
        ("x\u200b".encode(), True),
        ("x\u200dy".encode(), True), ("\x9b31m".encode(), True), (("a" + "\u0301" * 9).encode(), False),
        (b"x\n" + FORGED.encode(), True), (b"\xff", True), ("\u3164".encode(), True),
    ],
)  # fmt: skip
def test_the_judge_sees_what_must_not_be(said: bytes, terminal: bool) -> None:
    assert list(faults(said, encoding="utf-8", terminal=terminal, one_line=True))


def test_the_judge_of_json_sees_what_must_not_be() -> None:
    assert list(json_faults(b'{"a":"\x7f"}'))
    assert list(json_faults('{"a":"\u202e"}'.encode()))
    assert list(lost_in_json(b'{"a":"b"}', "c"))
    assert list(lost_in_json(b'{"a"', "c"))
    assert not list(lost_in_json(b'{"a":{"x":["c"]}}', "c"))
    assert list(lost_markup(b"b", "[red]b", "utf-8"))


def test_the_judge_sees_a_way_that_is_not_neutral(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsarc.cli.output.neutral", lambda text: text)
    monkeypatch.setattr("newsarc.cli.output.line", lambda text: text)
    assert list(judged("notes and warnings", "a\x1b[31m", _PIPE))
    assert list(judged("notes and warnings", "x\n" + FORGED, _PIPE))
    monkeypatch.setitem(WAYS, "broken", Way(lambda _output, said: {}[said]))
    assert "KeyError" in next(judged("broken", "a", _PIPE))


def test_neutral_is_the_same_when_it_is_done_again() -> None:
    for number in range(3_000):
        made = neutral(title(_SEED, number))
        assert neutral(made) == made


def test_the_command_counts(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run.main(["--show", "3", "--seed", "5"]) == 0
    said = capsys.readouterr().out
    assert all(way in said for way in WAYS)
    assert said.isascii()
