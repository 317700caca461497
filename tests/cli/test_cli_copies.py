"""``newsarc copies`` and ``newsarc search --group`` as they are typed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from clirun import PROSE, RAW_CONTROL, newsarc, on_terminal, page

STYLE = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture(scope="module")
def family(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of one story in four places, and of another one."""
    folder = tmp_path_factory.mktemp("family")
    bodies = {
        "a": PROSE,
        "b": PROSE,
        "c": PROSE[:3],
        "d": (*PROSE, "Our own reporter could not reach the harbour master."),
    }
    other = (
        "Onions cost twice what they did a year ago in the market hall, the traders' guild said on Tuesday.",
        "A wet spring had rotted a third of the crop in the fields between the river and the railway line.",
        "Cooks at the town's two hospitals now buy leeks, which the guild expects to become dearer in turn.",
        "The guild has asked the ferry company to carry vegetables from the islands at half the freight.",
    )
    lines = []
    for day, (name, prose) in enumerate([*bodies.items(), ("other", other)], start=1):
        (folder / f"{name}.html").write_text(
            page(f"Ferry as {name} has it \x9b31m\u202e 渡輪 {'long ' * 20}", prose=prose)
        )
        url = f"https://{name}.example/story"
        lines.append(json.dumps({"path": f"{name}.html", "url": url, "retrieved_at": f"2024-06-{day:02}T08:00:00Z"}))
    (folder / "manifest.jsonl").write_text("\n".join(lines) + "\n")
    made = folder / "news"
    ran = newsarc("--archive", made, "import", "--manifest", folder / "manifest.jsonl")
    assert ran.code == 0, ran
    return made


def test_into_a_pipe_goes_a_line_a_copy(family: Path) -> None:
    ran = newsarc("copies", "https://b.example/story", "--archive", family)
    rows = [line.split("\t") for line in ran.out.splitlines()]
    assert [row[4] for row in rows] == ["same-text", "asked", "near", "near"]
    assert [row[1] for row in rows] == [f"2024-06-{day:02}T08:00:00Z" for day in range(1, 5)]
    assert [row[2:4] for row in rows[:2]] == [["100%", "100%"]] * 2
    assert all(len(row) == 8 for row in rows)
    assert (ran.code, ran.err) == (0, "")


def test_json_has_the_shares_and_no_text(family: Path) -> None:
    ran = newsarc("copies", "https://c.example/story", "--archive", family, "--json")
    found = [json.loads(line) for line in ran.out.splitlines()]
    assert {one["relation"] for one in found} == {"asked", "near"}
    assert all(one["seen_from"] == "retrieved_at" and "text" not in one for one in found)
    whole = next(one for one in found if one["url"] == "https://a.example/story")
    assert whole["has"] == 1.0
    assert 0.5 < whole["had"] < 0.8


def test_a_copy_is_asked_for_by_the_beginning_of_its_id(family: Path) -> None:
    record = json.loads(newsarc("show", "https://a.example/story", "--json", "--archive", family).out)
    for name in (record["id"][:10], record["content_hash"]):
        assert len(newsarc("copies", name, "--archive", family).out.splitlines()) == 4


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_a_terminal_gets_a_table_that_fits(family: Path, columns: int) -> None:
    code, drawn = on_terminal("copies", "https://a.example/story", "--archive", family, columns=columns)
    plain = STYLE.sub("", drawn)
    assert code == 0
    assert "3 copies of the one marked *" in plain
    assert max(map(len, plain.splitlines())) <= columns
    assert not RAW_CONTROL.search(plain)
    assert "of it" in plain.splitlines()[0]


def test_a_story_without_copies_says_so(family: Path) -> None:
    code, drawn = on_terminal("copies", "https://other.example/story", "--archive", family)
    assert code == 0
    assert "no copies" in drawn
    assert len(newsarc("copies", "https://other.example/story", "--archive", family).out.splitlines()) == 1


def test_what_is_not_there_is_named(family: Path) -> None:
    ran = newsarc("copies", "https://nowhere.example/", "--archive", family)
    assert ran.code != 0
    assert ran.err.count("\n") <= 2
    assert "https://nowhere.example/" in ran.err


def test_search_folds_copies(family: Path) -> None:
    rows = [line.split("\t") for line in newsarc("search", "ferry", "--group", "--archive", family).out.splitlines()]
    assert sorted(row[4] for row in rows) == ["0", "3"]
    assert newsarc("search", "ferry", "--group", "--count", "--archive", family).out == "2\n"
    assert newsarc("search", "ferry", "--count", "--archive", family).out == "5\n"
    assert len(newsarc("search", "ferry", "--group", "--limit", "1", "--archive", family).out.splitlines()) == 1


def test_search_folds_copies_in_json(family: Path) -> None:
    ran = newsarc("search", "ferry", "--group", "--json", "--archive", family)
    found = [json.loads(line) for line in ran.out.splitlines()]
    assert sorted(len(one["copies"]) for one in found) == [0, 3]
    assert "copies" not in json.loads(newsarc("search", "ferry", "--json", "-n1", "--archive", family).out)


def test_search_says_on_a_terminal_how_many_it_folded(family: Path) -> None:
    _code, drawn = on_terminal("search", "ferry", "--group", "--archive", family)
    assert "and 3 copies" in drawn
    assert "2 shown, standing for 5 of 5 found" in drawn
