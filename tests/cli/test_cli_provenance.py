"""Where a record came from, and how to cite it: through real processes."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from clirun import RAW_CONTROL, newsarc, on_terminal, page
from test_cli_history import STYLE

import newsarc as api

URL = "https://harbour.example/quay"
STORY = [
    f"On day {at} the ferry carried post and bread across the sound and nobody was charged for it." for at in range(6)
]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wire story at two addresses, one of them with an earlier text."""
    folder = tmp_path_factory.mktemp("provenance") / "news"
    wire = ["PORTO, May 3 (Reuters) - The ferry will carry bread again from Monday.", *STORY]
    with api.Archive(folder) as made:
        made.add(api.extract(page("The quay", prose=STORY), url=URL))
        made.add(api.extract(page("Ferry carries bread", prose=wire), url="https://other.example/ferry"))
        made.add(api.extract(page("The quay", prose=wire), url=URL))
    return folder


def provenance(archive: Path, name: str) -> dict[str, object]:
    ran = newsarc("show", "--provenance", "--json", name, "--archive", archive)
    assert (ran.code, ran.err) == (0, "")
    return json.loads(ran.out)  # type: ignore[no-any-return]


def test_provenance_tells_every_fact_with_its_evidence(archive: Path) -> None:
    found = provenance(archive, URL)
    assert found["addresses"] == {"asked": URL, "url": URL}
    assert found["origin"] == [
        {"name": "Reuters", "role": "agency", "credit": "PORTO, May 3 (Reuters) -", "found": "dateline"}
    ]
    assert found["content_hash_fits"] is True
    assert [one["kind"] for one in found["copies"]] == ["article"]
    assert [one["url"] for one in found["copies"]] == ["https://other.example/ferry"]
    assert [one["kind"] for one in found["revisions"]] == ["article"]
    assert "text" not in found


def test_provenance_says_where_the_line_is(archive: Path) -> None:
    found = provenance(archive, URL)
    where = found["line"]
    path = archive / "articles" / f"{where['segment']}.jsonl"
    line = path.read_bytes()[where["offset"] : where["offset"] + where["length"]]
    assert json.loads(line)["id"] == found["id"]
    assert json.loads(line)["sum"] == where["sum"]


def test_provenance_in_a_pipe_is_name_value_evidence(archive: Path) -> None:
    out = newsarc("show", "--provenance", URL, "--archive", archive).out
    rows = [line.split("\t") for line in out.splitlines()]
    assert ["origin", "Reuters, agency", "dateline: PORTO, May 3 (Reuters) -"] in rows
    assert ["served from", URL, "after redirects"] in rows


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_provenance_keeps_within_a_terminal(archive: Path, columns: int) -> None:
    code, drawn = on_terminal("show", "--provenance", URL, "--archive", archive, columns=columns)
    plain = STYLE.sub("", drawn)
    assert code == 0
    assert not RAW_CONTROL.search(plain)
    assert max(map(len, plain.splitlines())) <= columns
    assert "    origin  Reuters, agency" in plain


def test_damage_in_a_copy_hides_nothing_of_this_record(archive: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    shutil.copytree(archive, broken)
    segment = next((broken / "articles").glob("*.jsonl"))
    newsarc("stats", "--archive", broken)
    segment.write_bytes(segment.read_bytes().replace(b'"title":"The quay"', b'"title":"The quiy"', 1))
    ran = newsarc("show", "--provenance", "https://other.example/ferry", "--archive", broken)
    assert ran.code == 0
    found = provenance(broken, URL)
    assert found["left_out"] == 1


def test_cite_takes_a_style_or_none_and_several_records(archive: Path) -> None:
    other = "https://other.example/ferry"
    plain = newsarc("show", "--cite", URL, "--archive", archive)
    assert plain.code == 0
    assert plain.out.startswith("Reuters. (")
    assert newsarc("show", URL, "--cite", "--archive", archive).out == plain.out
    assert newsarc("show", "--cite", "apa", URL, "--archive", archive).out == plain.out
    both = newsarc("show", "--cite", "bibtex", URL, other, URL, "--archive", archive).out
    assert both.count("@article{reuters") == 2
    assert [
        one["type"] for one in json.loads(newsarc("show", "--cite=csl-json", URL, other, "--archive", archive).out)
    ] == ["article-newspaper"] * 2


def test_what_a_citation_says_of_the_record_leads_to_it(archive: Path) -> None:
    cited = newsarc("show", "--cite", URL, "--archive", archive).out
    found = re.search(r"newsarc ([0-9a-f]{16}), (sha256:[0-9a-f]{16})", cited)
    assert found
    by_hash = json.loads(newsarc("show", "--json", found[2], "--archive", archive).out)
    assert by_hash["content_hash"].startswith(f"1:{found[2]}")
    assert by_hash["id"] == json.loads(newsarc("show", "--json", found[1], "--archive", archive).out)["same_as"]


def test_search_cites_what_it_finds(archive: Path) -> None:
    ran = newsarc("search", "bread", "--cite", "ris", "--archive", archive)
    assert ran.code == 0
    assert ran.out.count("TY  - NEWS\n") == 3
    assert newsarc("search", "nothing-like-it", "--cite", "ris", "--archive", archive) == (1, "", "")
    assert json.loads(newsarc("search", "nothing-like-it", "--cite", "csl-json", "--archive", archive).out) == []


@pytest.mark.parametrize("typed", ["bibtext", "wikipdia", "csl_json", "BibTeX"])
def test_a_misspelt_style_is_no_query(archive: Path, typed: str) -> None:
    ran = newsarc("search", "--cite", typed, "bread", "--archive", archive)
    assert (ran.code, ran.out) == (2, "")
    assert typed in ran.err
    assert "bibtex" in ran.err


def test_words_that_are_no_style_are_the_query(archive: Path) -> None:
    assert newsarc("search", "--cite", "bread", "--archive", archive).code == 0
    assert newsarc("search", "--cite", "rise", "--archive", archive) == (1, "", "")


def test_show_takes_several_names(archive: Path) -> None:
    ran = newsarc("show", "--json", URL, "https://other.example/ferry", "--archive", archive)
    assert [json.loads(line)["url"] for line in ran.out.splitlines()] == [URL, "https://other.example/ferry"]
    read = newsarc("show", URL, "https://other.example/ferry", "--archive", archive).out
    assert "\n\nFerry carries bread\n" in read


@pytest.mark.parametrize("wrong", [["--cite", "chicago"], ["--cite=chicago", URL], ["--cite", "--json", URL], []])
def test_citing_misused_is_one_line(archive: Path, wrong: list[str]) -> None:
    ran = newsarc("show", *wrong, "--archive", archive)
    assert ran.out == ""
    assert ran.code in (1, 2)
    assert ran.err.startswith("newsarc: ")
