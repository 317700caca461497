"""What a page said, when, and what changed: through real processes."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import msgspec
import pytest
from clirun import RAW_CONTROL, newsarc, on_terminal, page

import newsarc as api
from newsarc.cli.changes import rows
from newsarc.comparing.words import Change, Piece, word_changes

URL = "https://harbour.example/quay"
LINES = [
    f"On day {at} the ferry carried post and bread across the sound and nobody was charged for it." for at in range(8)
]
STYLE = re.compile(r"\x1b\[[0-9;]*m")


def corrected(at: int, old: str, new: str) -> tuple[str, ...]:
    return tuple(line.replace(old, new) if number == at else line for number, line in enumerate(LINES))


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with three texts, the second under another title, and one page of another address."""
    folder = tmp_path_factory.mktemp("history") / "news"
    third = (*corrected(2, "post and bread", "post"), "A second ramp will be built at the northern pier next summer.")
    with api.Archive(folder) as made:
        for title, prose in (
            ("Ferry carries post", tuple(LINES)),
            ("Ferry carried post", corrected(2, "nobody", "everybody")),
            ("Ferry carried post", third),
        ):
            made.add(api.extract(page(title, prose=prose), url=URL))
        made.add(api.extract(page("Ferry carries post", prose=LINES[:6]), url="https://harbour.example/other"))
    return folder


def ids(archive: Path) -> list[str]:
    ran = newsarc("history", URL, "--json", "--archive", archive)
    return [json.loads(line)["id"] for line in ran.out.splitlines()]


def test_history_tells_every_text_oldest_first(archive: Path) -> None:
    ran = newsarc("history", URL, "--archive", archive)
    assert (ran.code, ran.err) == (0, "")
    cells = [line.split("\t") for line in ran.out.splitlines()]
    assert [row[1] for row in cells] == ["article", "revision", "revision"]
    assert [row[5:7] for row in cells][1:] == [["+1", "-1"], ["+13", "-3"]]
    assert [row[7].split()[1] for row in cells] == ["carries", "carried", "carried"]


@pytest.mark.parametrize("form", ["http://www.harbour.example/quay/?utm_source=x", "{0}", "{1}"])
def test_history_knows_the_page_by_any_of_its_names(archive: Path, form: str) -> None:
    ran = newsarc("history", form.format(*ids(archive)), "--json", "--archive", archive)
    assert [json.loads(line)["id"] for line in ran.out.splitlines()] == ids(archive)


def test_history_json_says_when_the_title_changed(archive: Path) -> None:
    lines = [json.loads(line) for line in newsarc("history", URL, "--json", "--archive", archive).out.splitlines()]
    assert ["title_before" in line for line in lines] == [False, True, False]
    assert [line.get("revises") for line in lines] == [None, lines[0]["id"], lines[1]["id"]]


@pytest.mark.parametrize("command", ["history", "diff"])
def test_what_is_not_here_is_named(archive: Path, command: str) -> None:
    ran = newsarc(command, "https://harbour.example/none", "--archive", archive)
    assert ran.code == 1
    assert ran.err.startswith("newsarc: not in the archive: https://harbour.example/none: ")
    assert "newsarc search finds" in ran.err.splitlines()[1]


def test_diff_of_an_address_shows_the_last_change(archive: Path) -> None:
    ran = newsarc("diff", URL, "--archive", archive)
    assert (ran.code, ran.err) == (0, "")
    first, second, third = ids(archive)
    assert ran.out.splitlines()[0].split()[:2] == ["from", second]
    assert ran.out.splitlines()[1].split()[:2] == ["to", third]
    assert "ferry carried post [-and bread -]across" in ran.out
    assert "[-everybody-]{+nobody+} was charged" in ran.out
    assert "\n\n{+A second ramp will be built at the northern pier next summer.+}\n" in ran.out
    assert "… 1 paragraph the same" in ran.out
    assert newsarc("diff", second, third, "--archive", archive).out == ran.out
    assert newsarc("diff", third, "--archive", archive).out == ran.out
    assert first not in ran.out


def test_diff_shows_facts_that_changed(archive: Path) -> None:
    out = newsarc("diff", *ids(archive)[:2], "--archive", archive).out
    assert "     title  Ferry [-carries-]{+carried+} post\n" in out


def test_diff_takes_any_two_records(archive: Path) -> None:
    ran = newsarc("diff", URL, "https://harbour.example/other", "--json", "--archive", archive)
    found = json.loads(ran.out)
    assert {fact["name"] for fact in found["facts"]} >= {"title", "url"}
    assert found["words"]["removed"] > found["words"]["added"]
    assert "".join(piece["text"] for piece in found["text"] if piece["change"] != "removed") == "\n".join(LINES[:6])


@pytest.mark.skipif(shutil.which("patch") is None, reason="patch is not on this machine")
def test_diff_plain_is_what_patch_applies(archive: Path, tmp_path: Path) -> None:
    first, _, third = ids(archive)
    old, new = (json.loads(newsarc("show", "--json", one, "--archive", archive).out)["text"] for one in (first, third))
    ran = newsarc("diff", "--plain", first, third, "--archive", archive)
    (tmp_path / "text").write_text(old + "\n")
    subprocess.run(["patch", "-s", tmp_path / "text"], input=ran.out, text=True, check=True, timeout=60)
    assert (tmp_path / "text").read_text() == new + "\n"
    assert ran.out.startswith("# title: Ferry carries post -> Ferry carried")
    assert f"--- {first}\t" in ran.out


def test_diff_context_is_as_wide_as_asked(archive: Path) -> None:
    def count(*more: str) -> int:
        return len(newsarc("diff", *ids(archive)[:2], *more, "--archive", archive).out.splitlines())

    assert count("-U", "0") < count() < count("-U", "5")
    assert count("--plain", "-U", "0") < count("--plain")


def test_diff_exit_code_says_whether_anything_differs_when_asked(archive: Path) -> None:
    one, other, _ = ids(archive)
    assert newsarc("diff", "--exit-code", one, other, "--archive", archive).code == 1
    same = newsarc("diff", "--exit-code", one, one, "--archive", archive)
    assert same.code == 0
    assert "the same text" in same.out
    assert newsarc("diff", "--plain", one, one, "--archive", archive).out == ""


def test_diff_of_a_page_with_one_text_says_so(archive: Path) -> None:
    ran = newsarc("diff", "https://harbour.example/other", "--archive", archive)
    assert ran.code == 1
    assert ran.err == (
        "newsarc: nothing to compare: https://harbour.example/other: it is the first text of its page\n"
        "  newsarc history https://harbour.example/other lists what there is\n"
    )


@pytest.mark.parametrize("wrong", [["a", "b", "c"], ["a", "--plain", "--json"], []])
def test_diff_misused_is_one_line(archive: Path, wrong: list[str]) -> None:
    ran = newsarc("diff", *wrong, "--archive", archive)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("newsarc: usage: ")


@pytest.mark.parametrize("no_color", [False, True])
@pytest.mark.parametrize("columns", [40, 80])
def test_a_terminal_gets_colour_and_marks_within_its_width(archive: Path, columns: int, no_color: bool) -> None:
    env = {"NO_COLOR": "1"} if no_color else {}
    for command in ("history", "diff"):
        code, drawn = on_terminal(command, URL, "--archive", archive, columns=columns, env=env)
        assert code == 0
        assert ("\x1b[" in drawn) is not no_color
        plain = STYLE.sub("", drawn)
        assert not RAW_CONTROL.search(plain)
        assert max(map(len, plain.splitlines())) <= columns
        if command == "diff":
            assert "{+nobody+}" in plain


def test_damage_in_one_text_hides_no_other(archive: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(archive, broken)
    segment = next((broken / "articles").glob("*.jsonl"))
    lines = segment.read_bytes().splitlines(keepends=True)
    segment.chmod(0o644)
    newsarc("stats", "--archive", broken)
    segment.write_bytes(lines[0] + lines[1].replace(b"ferry", b"fairy", 1) + b"".join(lines[2:]))
    ran = newsarc("history", URL, "--archive", broken)
    assert ran.code == 4
    assert len(ran.out.splitlines()) == 2
    assert ran.err.startswith(f"newsarc: damaged record: {ids(archive)[1]}: ")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("A.\nB.", "A. B.", ["A.[-¶-]{+ +}B."]),
        ("A. B.", "A.\nB.", ["A.[- -]{+¶+}", "B."]),
        ("A.", "A.\nB.", ["A.", "{+B.+}"]),
        ("A.\nB.", "A.", ["A.", "[-B.-]"]),
        ("A.\nB.\nC.", "A.\nC.", ["A.", "[-B.-]", "C."]),
        ("A.", "", ["[-A.-]"]),
        ("", "", []),
    ],
)
def test_rows_are_paragraphs(old: str, new: str, expected: list[str]) -> None:
    marks = {Change.SAME: "{}", Change.REMOVED: "[-{}-]", Change.ADDED: "{{+{}+}}"}
    shown = ["".join(marks[change].format(text) for change, text in row) for row in rows(word_changes(old, new))]
    assert shown == expected


def test_rows_of_one_piece() -> None:
    assert list(rows([Piece(Change.ADDED, "a\nb")])) == [[(Change.ADDED, "a")], [(Change.ADDED, "b")]]


def readings(folder: Path) -> tuple[Path, list[str]]:
    """An archive with two texts of a page, each read anew afterwards, as after ``learn``; and the ids."""
    with api.Archive(folder) as made:
        made_of = [(0, "newsarc-1"), (1, "newsarc-1"), (0, "newsarc-1/site-x-1"), (1, "newsarc-1/site-x-1")]
        for number, extractor in made_of:
            prose = (
                f"Version {number} of the story, as it came to us.",
                *LINES,
                *([extractor] if "/" in extractor else []),
            )
            article = api.extract(page("Ferry carries post", prose=prose), url=URL)
            changes = {"extractor": extractor, "retrieved_at": f"2024-06-17T1{number}:00:00Z"}
            made.add(msgspec.structs.replace(article, **changes))
        return folder, [record.stamp.id for record in made]


def test_history_tells_what_was_read_anew_from_what_changed(tmp_path: Path) -> None:
    archive, every = readings(tmp_path / "a")
    rows_ = [line.split("\t") for line in newsarc("history", URL, "--archive", archive).out.splitlines()]
    assert [row[8:] for row in rows_] == [[], [], *[["read anew by newsarc-1/site-x-1"]] * 2]
    told = [json.loads(line) for line in newsarc("history", URL, "--json", "--archive", archive).out.splitlines()]
    assert [one.get("read_anew_by") for one in told] == [None, None, *["newsarc-1/site-x-1"] * 2]
    assert [one.get("read_anew_of") for one in told] == [None, None, *every[:2]]
    _code, drawn = on_terminal("history", URL, "--archive", archive, columns=40)
    assert STYLE.sub("", drawn).count("\n  read anew by newsarc-1/site-x-1\n") == 2
    assert max(map(len, STYLE.sub("", drawn).splitlines())) <= 40


def test_diff_says_before_all_else_that_a_page_was_read_anew(tmp_path: Path) -> None:
    archive, every = readings(tmp_path / "a")
    said = "the same page, read anew by newsarc-1/site-x-1: the publisher changed nothing"
    of_the_last = newsarc("diff", URL, "--archive", archive).out.splitlines()
    assert of_the_last[0].split()[:2] == ["from", every[1]]  # the reading before, not what was archived before
    assert of_the_last[2] == f"      note  {said}"
    assert newsarc("diff", "--plain", every[0], every[2], "--archive", archive).out.startswith(f"# note: {said}\n")
    found = json.loads(newsarc("diff", "--json", every[0], every[2], "--archive", archive).out)
    assert found["read_anew_by"] == "newsarc-1/site-x-1"
    assert "note" not in newsarc("diff", *every[:2], "--archive", archive).out
    assert "read_anew_by" not in json.loads(newsarc("diff", "--json", *every[:2], "--archive", archive).out)


WALL = "the text goes on behind a paywall"


@pytest.fixture
def walled(tmp_path: Path) -> tuple[Path, list[str]]:
    """An archive with two texts of a page and, after them, a stub; and the ids."""
    folder = tmp_path / "walled"
    with api.Archive(folder) as made:
        for prose in (LINES, [*LINES, "A second ramp will be built at the northern pier."]):
            made.add(api.extract(page("Ferry", prose=prose), url=URL))
        whole = api.extract(page("Ferry", prose=LINES), url=URL)
        made.add(msgspec.structs.replace(whole, text=LINES[0], complete=False, incomplete_because=WALL))
        return folder, [record.stamp.id for record in made]


def test_history_says_which_text_is_incomplete_and_why(walled: tuple[Path, list[str]]) -> None:
    archive, every = walled
    told = [line.split("\t") for line in newsarc("history", URL, "--archive", archive).out.splitlines()]
    assert [row[8:] for row in told] == [[], [], [f"incomplete: {WALL}"]]
    said = [json.loads(line) for line in newsarc("history", URL, "--json", "--archive", archive).out.splitlines()]
    assert [(one["id"], one.get("complete"), one.get("incomplete_because")) for one in said] == [
        (every[0], None, None),
        (every[1], None, None),
        (every[2], False, WALL),
    ]


@pytest.mark.parametrize("form", [(), ("--json",), ("--provenance", "--json"), ("--cite", "csl-json")])
def test_an_address_is_shown_with_its_latest_whole_text(walled: tuple[Path, list[str]], form: tuple[str, ...]) -> None:
    archive, every = walled
    ran = newsarc("show", *form, URL, "--archive", archive)
    assert (ran.code, ran.err) == (0, f"newsarc: {URL}: a later text, {every[2]}, is incomplete ({WALL})\n")
    assert every[1] in ran.out
    assert every[2] not in ran.out or "--provenance" in form


def test_the_incomplete_text_is_shown_by_its_id_and_where_there_is_no_other(walled: tuple[Path, list[str]]) -> None:
    archive, every = walled
    ran = newsarc("show", "--json", every[2], "--archive", archive)
    assert (json.loads(ran.out)["id"], ran.err) == (every[2], "")
    with api.Archive(archive) as made:
        whole = api.extract(page("Quay", prose=LINES), url="https://harbour.example/stub")
        made.add(msgspec.structs.replace(whole, text=LINES[1], complete=False, incomplete_because=WALL))
    ran = newsarc("show", "--json", "https://harbour.example/stub", "--archive", archive)
    assert (json.loads(ran.out)["incomplete_because"], ran.err) == (WALL, "")


def test_a_page_that_goes_back_to_its_whole_text_is_known_and_shown_whole(walled: tuple[Path, list[str]]) -> None:
    archive, every = walled
    with api.Archive(archive) as made:
        (back,) = made.add(api.extract(page("Ferry", prose=LINES), url=URL))
        assert type(back).__name__ == "Known"
    assert json.loads(newsarc("show", "--json", URL, "--archive", archive).out)["id"] == every[1]
