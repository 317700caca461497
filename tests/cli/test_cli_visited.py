"""What visits tell of a page that its texts do not: through real processes and a server on loopback."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from clirun import newsarc, on_terminal, page, segment_bytes
from hostile_server import HostileServer
from test_cli_history import STYLE


@pytest.fixture
def server() -> Iterator[HostileServer]:
    with HostileServer() as running:
        serve(running, "Ferry to run again")
        yield running


def serve(server: HostileServer, title: str, *, status: str = "200 OK", mark: str = "") -> None:
    body = page(title, mark=mark).encode()
    server.payload = f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\n\r\n".encode() + body


def visits(archive: Path) -> list[dict[str, object]]:
    files = sorted((archive / "visits").iterdir())
    return [json.loads(line) for file in files for line in file.read_text().splitlines()]


def test_a_new_headline_over_the_same_text_is_said_noted_and_told(server: HostileServer, tmp_path: Path) -> None:
    archive, url = tmp_path / "a", server.url("payload")
    newsarc("fetch", url, "--archive", archive)
    kept = segment_bytes(archive)
    serve(server, "Ferry to RUN again!")
    ran = newsarc("fetch", url, "--archive", archive)
    assert ran.out.startswith("known ")
    assert "headline" not in ran.out
    serve(server, "Ferry will not run, port says")
    ran = newsarc("fetch", url, "--archive", archive)
    assert re.match(r"known +[0-9a-f]{16}  Ferry will not run, port says  headline changed\n", ran.out)
    told = json.loads(newsarc("fetch", "--json", url, "--archive", archive).out)
    assert (told["outcome"], told["title"]) == ("known", "Ferry will not run, port says")
    assert told["headline_was"] == "Ferry to run again"
    assert segment_bytes(archive) == kept
    assert [line.get("title") for line in visits(archive)] == [None, None, *["Ferry will not run, port says"] * 2]

    first, headline = (line.split("\t") for line in newsarc("history", url, "--archive", archive).out.splitlines())
    day = str(visits(archive)[2]["time"])[:10]
    assert headline[:2] == [first[0], "headline"]
    assert headline[2].startswith(day)
    assert headline[7] == "Ferry will not run, port says"
    assert "headline_was" not in newsarc("history", url, "--json", "--archive", archive).out
    said = [json.loads(line) for line in newsarc("history", url, "--json", "--archive", archive).out.splitlines()]
    assert [one["kind"] for one in said] == ["article", "headline"]
    _code, drawn = on_terminal("history", url, "--archive", archive)
    assert STYLE.sub("", drawn).splitlines()[-1] == f"{day} headline: Ferry will not run, port says"


def test_headlines_stand_between_texts_in_the_order_of_time(server: HostileServer, tmp_path: Path) -> None:
    archive, url = tmp_path / "a", server.url("payload")
    for title, mark in (("One", ""), ("Two", ""), ("One", ""), ("Three", "Again."), ("Four", "Again.")):
        serve(server, f"{title} ferry to the islands", mark=mark)
        newsarc("fetch", url, "--delay", "1", "--archive", archive)
        _wait_for_the_next_second()
    said = [line.split("\t") for line in newsarc("history", url, "--archive", archive).out.splitlines()]
    assert [(row[1], row[7].split()[0]) for row in said] == [
        ("article", "One"),
        ("headline", "Two"),
        ("headline", "One"),
        ("revision", "Three"),
        ("headline", "Four"),
    ]


def _wait_for_the_next_second() -> None:
    time.sleep(1.0 - time.time() % 1.0)  # a record says when it came to the second


def test_collect_says_so_to_who_asks(server: HostileServer, tmp_path: Path) -> None:
    archive = tmp_path / "a"
    newsarc("fetch", server.url("payload"), "--archive", archive)
    (archive / "sources.toml").write_text(f'[source.quay]\nurl = "{server.url("payload")}"\nkind = "page"\n')
    serve(server, "Ferry will not run, port says")
    ran = newsarc("collect", "-v", "--now", "--archive", archive)
    assert "Ferry will not run, port says  headline changed" in ran.out
    assert newsarc("collect", "--now", "--archive", archive)[:2] == (0, "")


def test_without_visits_nothing_is_made_for_them(tmp_path: Path) -> None:
    (tmp_path / "story.html").write_text(page("Ferry"))
    archive = tmp_path / "a"
    newsarc("import", tmp_path / "story.html", "--archive", archive)
    name = json.loads(next((archive / "articles").iterdir()).read_bytes())["id"]
    assert newsarc("history", name, "--archive", archive).code == 0
    assert not (archive / "index" / "visits.sqlite").exists()


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone", "451 Unavailable For Legal Reasons"])
def test_a_page_that_is_gone_is_said_to_be(server: HostileServer, tmp_path: Path, status: str) -> None:
    archive, url = tmp_path / "a", server.url("payload")
    newsarc("fetch", url, "--archive", archive)
    assert "gone" not in newsarc("show", "--provenance", url, "--archive", archive).out
    serve(server, "Not here", status=status)
    newsarc("fetch", url, "--archive", archive)
    seen, gone = (str(line["time"])[:10] for line in visits(archive))
    said = f"last seen {seen}; gone since {gone} ({status[:3]})"
    _code, drawn = on_terminal("history", url, "--archive", archive)
    assert STYLE.sub("", drawn).splitlines()[-1] == said
    first, last = (line.split("\t") for line in newsarc("history", url, "--archive", archive).out.splitlines())
    assert (last[0], last[1], last[8]) == (first[0], "gone", said)
    told = json.loads(newsarc("history", url, "--json", "--archive", archive).out.splitlines()[-1])
    assert (told["kind"], told["status"], told["gone_since"][:10]) == ("gone", int(status[:3]), gone)
    assert f"the page\t{said}\tvisits" in newsarc("show", "--provenance", url, "--archive", archive).out
    told = json.loads(newsarc("show", "--provenance", "--json", url, "--archive", archive).out)["gone"]
    assert (told["status"], told["last_seen"][:10]) == (int(status[:3]), seen)
    serve(server, "Ferry to run again")
    newsarc("fetch", url, "--archive", archive)
    assert "gone" not in newsarc("history", url, "--archive", archive).out


def test_a_page_behind_a_redirect_is_gone_where_it_was_asked_for(server: HostileServer, tmp_path: Path) -> None:
    archive, url = tmp_path / "a", server.url("payload")
    target = server.url("redirect-to?" + url)
    newsarc("fetch", target, "--archive", archive)
    line = json.loads(segment_bytes(archive).splitlines()[0])
    assert (line["asked"], line["url"]) == (target, url)
    serve(server, "Not here", status="410 Gone")
    newsarc("fetch", target, "--archive", archive)
    assert "; gone since " in newsarc("history", url, "--archive", archive).out


def test_a_page_that_fails_in_another_way_is_not_gone(server: HostileServer, tmp_path: Path) -> None:
    archive, url = tmp_path / "a", server.url("payload")
    newsarc("fetch", url, "--archive", archive)
    serve(server, "Not today", status="403 Forbidden")
    newsarc("fetch", url, "--archive", archive)
    assert "gone" not in newsarc("history", url, "--archive", archive).out


def test_what_came_from_elsewhere_after_the_page_was_missed_shows_that_it_is_there(
    server: HostileServer, tmp_path: Path
) -> None:
    archive, url = tmp_path / "a", server.url("payload")
    newsarc("fetch", url, "--archive", archive)
    serve(server, "Not here", status="410 Gone")
    newsarc("fetch", url, "--archive", archive)
    (tmp_path / "later.html").write_text(page("Ferry", mark="Later."))
    (tmp_path / "manifest").write_text(
        json.dumps({"path": "later.html", "url": url, "retrieved_at": "2099-01-01T00:00:00Z"}) + "\n"
    )
    ran = newsarc("import", "--manifest", tmp_path / "manifest", "--archive", archive)
    assert "1 revision" in ran.err
    assert "gone" not in newsarc("history", url, "--archive", archive).out
