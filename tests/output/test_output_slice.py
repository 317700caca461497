"""A slice of the titles, through all that ``python -m tests.output.run`` does."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.output import run
from tests.output.hostile import ATTACKS, FORGED, title
from tests.output.paths import WAYS, Way
from tests.output.run import Place, judged, place, printed, there
from tests.output.scan import STYLE, faults, json_faults, lost_in_json

from newsarc.cli.neutral import neutral

_SEED = 20261124
_PIPE = Place(False, 80, "utf-8", {})
_WIDE = Place(True, 2_000, "utf-8", {"COLUMNS": "2000", "TERM": "xterm-256color"})


@pytest.mark.parametrize("way", WAYS)
def test_no_title_does_anything_where_it_is_printed(way: str) -> None:
    for start in range(0, 96, run.TOGETHER):
        said = [title(_SEED, number) for number in range(start, start + run.TOGETHER)]
        where = place(_SEED, start)
        with there(where):
            assert list(judged(way, said, where)) == [], where


@pytest.mark.parametrize("way", WAYS)
@settings(max_examples=12, deadline=None)
@given(
    said=st.lists(
        st.lists(st.sampled_from(ATTACKS) | st.text(max_size=12), max_size=8).map("".join),
        min_size=1,
        max_size=run.TOGETHER,  # more than that have no field to stand in
    )
)
def test_no_text_does_anything_where_it_is_printed(way: str, said: list[str]) -> None:
    for where in (_PIPE, _WIDE):
        with there(where):
            assert list(judged(way, said, where)) == []


@pytest.mark.parametrize("where", [_PIPE, _WIDE], ids=["pipe", "terminal"])
@pytest.mark.parametrize("way", [name for name, way in WAYS.items() if not way.json and not way.draws])
def test_markup_is_shown_and_not_followed(way: str, where: Place) -> None:
    with there(where):
        counts = [
            sum(STYLE.sub("", stream.decode()).count(said) for stream in printed(WAYS[way], [said], where))
            for said in ("[b]x[/]", "(b)x(/)")
        ]
    assert counts[0] == counts[1]
    assert counts[1] or way in ("summary", "show --cite")  # a style may write a title with a capital


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
    assert list(lost_in_json(b'{"a":"b"}', ["c"], whole=True))
    assert list(lost_in_json(b'{"a":"\\u001b"}', ["c"], whole=False))
    assert list(lost_in_json(b'{"a"', ["c"], whole=False))
    assert not list(lost_in_json(b'{"a":{"x":["c"]}}', ["c"], whole=True))


def test_the_judge_sees_a_way_that_is_not_neutral(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsarc.cli.output.neutral", lambda text: text)
    monkeypatch.setattr("newsarc.cli.output.line", lambda text: text)
    assert list(judged("notes and warnings", ["a\x1b[31m"], _PIPE))
    assert list(judged("notes and warnings", ["x\n" + FORGED], _PIPE))
    monkeypatch.setitem(WAYS, "broken", Way(lambda _output, said: {}[said()]))
    assert "KeyError" in next(judged("broken", ["a"], _PIPE))


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
