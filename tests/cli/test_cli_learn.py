"""``newsarc learn``, and that what was learned is used."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from clirun import Ran, newsarc, on_terminal
from pytest_httpserver import HTTPServer
from tests.learning.site import FURNITURE, page

SITE = "harbour-en.example"


def rows(ran: Ran) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ran.out.splitlines()]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six pages of one site, three of another."""
    made = tmp_path_factory.mktemp("pages")
    for language, number in (("en", 6), ("de", 3)):
        for at in range(number):
            (made / f"{language}-{at}.html").write_text(page(at, language), encoding="utf-8")
    return made


@pytest.fixture
def archive(folder: Path, tmp_path: Path) -> Path:
    made = tmp_path / "a"
    assert newsarc("import", folder, "--archive", made).code == 0
    return made


def test_what_is_learned_is_used_and_told(archive: Path, tmp_path: Path) -> None:
    fresh = tmp_path / "new.html"
    fresh.write_text(page(77), encoding="utf-8")
    before = rows(newsarc("extract", "--json", fresh, "--archive", archive))[0]
    assert FURNITURE["en"][0] in before["text"]
    rehearsed = newsarc("learn", "--all", "--dry-run", "--archive", archive)
    assert rehearsed.code == 0
    assert f"drop-line\t6 of 6\t{FURNITURE['en'][0]}" in rehearsed.out
    assert f"{SITE}: would take" in rehearsed.err
    assert not (archive / "sites").exists()

    ran = newsarc("learn", SITE, "--archive", archive)
    assert (ran.code, ran.out) == (0, f"{SITE}: 6 stories, 2 lines dropped; written\n")
    after = rows(newsarc("extract", "--json", fresh, "--archive", archive))[0]
    taken = {entry["text"] for entry in after["removed"] if entry["rule"] == "site"}
    assert taken == set(FURNITURE["en"])
    assert after["text"] == "\n".join(line for line in before["text"].split("\n") if line not in taken)
    assert after["extractor"].startswith(f"{before['extractor']}/site-{SITE}-")
    assert rows(newsarc("extract", "--json", fresh, "--archive", archive))[0]["extractor"] == after["extractor"]
    assert newsarc("import", fresh, "--archive", archive).code == 0
    assert taken.isdisjoint(rows(newsarc("search", "77", "--json", "--archive", archive))[0]["snippet"])


def test_learning_again_finds_the_same(archive: Path, tmp_path: Path) -> None:
    for number in range(60, 66):  # read by the rules: their furniture stands in "removed" alone
        (tmp_path / f"{number}.html").write_text(page(number), encoding="utf-8")
    newsarc("learn", SITE, "--archive", archive)
    newsarc("import", *tmp_path.glob("*.html"), "--archive", archive)
    (row,) = rows(newsarc("learn", SITE, "--json", "--archive", archive))
    assert {(rule["text"], rule["stories"]) for rule in row["rules"]} == {(line, 12) for line in FURNITURE["en"]}


def test_too_few_stories_are_said_and_are_no_failure(archive: Path) -> None:
    ran = newsarc("learn", "harbour-de.example", "--archive", archive)
    assert (ran.code, ran.err) == (0, "")
    assert "3 different stories are too few" in ran.out
    every = newsarc("learn", "--all", "--archive", archive)
    assert every.out.startswith(SITE)
    assert "1 site has too few stories" in every.err


@pytest.mark.parametrize("arguments", [(), (SITE, "--all")])
def test_one_says_which_site(arguments: tuple[str, ...], archive: Path) -> None:
    assert newsarc("learn", *arguments, "--archive", archive).code == 2


def test_an_unknown_site_is_named(archive: Path) -> None:
    ran = newsarc("learn", "nowhere.example", "--archive", archive)
    assert ran.code == 1
    assert ran.err.splitlines()[0] == "newsarc: not in the archive: nowhere.example: no article is from this site"


def test_what_a_person_edited_is_left_alone(archive: Path) -> None:
    newsarc("learn", SITE, "--archive", archive)
    file = archive / "sites" / f"{SITE}.jsonl"
    kept = json.dumps({"rule": "keep-line", "text": FURNITURE["en"][1]})
    file.write_text("\n".join(file.read_text().splitlines()[:2]) + f"\n{kept}\n")
    edited = file.read_bytes()
    assert "edited by hand" in newsarc("learn", SITE, "--archive", archive).out
    assert file.read_bytes() == edited
    assert newsarc("learn", SITE, "--force", "--archive", archive).out.endswith("; written\n")
    assert [json.loads(line)["text"] for line in file.read_text().splitlines()[1:]] == list(FURNITURE["en"])
    assert "unchanged" in newsarc("learn", SITE, "--archive", archive).out


def test_a_broken_file_is_one_line_and_stops_nothing_but_reading_anew(archive: Path, tmp_path: Path) -> None:
    newsarc("learn", SITE, "--archive", archive)
    file = archive / "sites" / f"{SITE}.jsonl"
    file.write_text(file.read_text() + "drop it\n")
    fresh = tmp_path / "new.html"
    fresh.write_text(page(78), encoding="utf-8")
    ran = newsarc("import", fresh, "--archive", archive)
    assert ran.code == 0
    assert ran.err.splitlines()[0].startswith(f"newsarc: bad site rules: {file}:4: JSON is malformed")
    assert newsarc("reextract", "--archive", archive).code == 2
    learned = newsarc("learn", SITE, "--archive", archive)
    assert (learned.code, f"{file}:4" in learned.err) == (1, True)
    assert newsarc("learn", SITE, "--force", "--archive", archive).code == 1  # there may be a person's rules in it
    assert file.read_text().endswith("drop it\n")
    file.unlink()
    assert newsarc("learn", SITE, "--archive", archive).code == 0
    assert newsarc("import", fresh, "--archive", archive).err.startswith("1 input: 1 revision")


def test_people_see_a_table(archive: Path) -> None:
    code, drawn = on_terminal("learn", "--dry-run", SITE, "--archive", archive)
    assert code == 0
    assert "line or box" in drawn
    assert "6 of 6" in drawn


def test_pages_as_they_were_served_teach_where_stories_stand(httpserver: HTTPServer, tmp_path: Path) -> None:
    archive = tmp_path / "a"
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    for number in range(6):
        httpserver.expect_request(f"/{number}").respond_with_data(page(number), content_type="text/html; charset=utf-8")
    urls = [httpserver.url_for(f"/{number}") for number in range(6)]
    assert newsarc("fetch", *urls, "--archive", archive).code == 0
    (row,) = rows(newsarc("learn", "--all", "--json", "--archive", archive))
    assert (row["site"], row["pages"], row["texts_changed"], row["lines_dropped"]) == (httpserver.host, 6, 6, 12)
    assert {"rule": "trust", "box": "div.story-text", "stories": 6} in row["rules"]
    again = newsarc("reextract", "--archive", archive)
    assert (again.code, "6 revisions" in again.err) == (0, True)
    (raw,) = (archive / "raw").glob("*.warc.gz")
    raw.unlink()  # the texts are left, and "removed"
    (row,) = rows(newsarc("learn", "--all", "--json", "--archive", archive))
    assert (row["pages"], {rule["text"] for rule in row["rules"]}) == (0, set(FURNITURE["en"]))
