"""``newsarc fetch`` among the hosts of the web: what it asks for, what it leaves alone, and when it stops."""

from __future__ import annotations

import json
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from clirun import COMMAND, environment, newsarc, page
from hostile_server import HostileServer
from smallweb import Reply, SmallWeb


@pytest.fixture
def server() -> Iterator[HostileServer]:
    with HostileServer() as running:
        body = page("The quay is open").encode()
        running.payload = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
        yield running


def asked(server: HostileServer) -> list[str]:
    return [request.path for request in server.requests]


def test_robots_txt_is_obeyed_also_for_what_the_user_typed(server: HostileServer, tmp_path: Path) -> None:
    server.robots = "robots-no"
    ran = newsarc("fetch", server.url("payload"), "--archive", tmp_path / "a")
    assert ran.code == 7
    host = f"127.0.0.1:{server.port}"
    assert f"failed   robots  {server.url('payload')}" in ran.out
    assert f"robots.txt of {host} says no; --ignore-robots fetches it anyway" in ran.out
    assert asked(server) == ["/robots.txt"]
    ran = newsarc("fetch", "--ignore-robots", server.url("payload"), "--archive", tmp_path / "a")
    assert ran.code == 0
    assert asked(server) == ["/robots.txt", "/payload"]


def test_another_private_host_is_not_reached_from_a_private_one_unless_that_is_allowed(
    server: HostileServer, tmp_path: Path
) -> None:
    with HostileServer(address="127.0.0.2") as other:
        other.payload = server.payload
        url = server.url(f"redirect-to?{other.url('payload')}")
        ran = newsarc("fetch", url, "--archive", tmp_path / "a")
        assert ran.code == 7
        assert "127.0.0.2 (loopback); --allow-private fetches it anyway" in ran.out
        assert other.connections == 0
        ran = newsarc("fetch", url, "--allow-private", "--archive", tmp_path / "a")
        assert ran.code == 0
        ran = newsarc("fetch", url, "--archive", tmp_path / "a", env={"NEWSARC_ALLOW_PRIVATE": "true"})
        assert ran.out.startswith("known")


def test_the_contact_is_told_to_servers(server: HostileServer, tmp_path: Path) -> None:
    newsarc("fetch", server.url("payload"), "--contact", "desk@news.example", "--archive", tmp_path / "a")
    assert {request.headers["user-agent"].partition("(")[2] for request in server.requests} == {
        "news archiver; desk@news.example)"
    }


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("--contact", "a\nb", "contact: a header of ASCII characters cannot hold"),
        ("--user-agent", "ñ", "user_agent: a header of ASCII characters cannot hold"),
        ("--proxy", "socks5://127.0.0.1:9", "proxy: it does not begin with http:// or https://"),
        ("--proxy", "http://a:b@127.0.0.1:9", "proxy: it carries a user name or password"),
        ("--delay", "-1", "delay: must be at least 0"),
    ],
)
def test_settings_that_no_request_can_carry_are_named(option: str, value: str, words: str, tmp_path: Path) -> None:
    ran = newsarc("fetch", "http://127.0.0.1:1/", option, value, "--archive", tmp_path / "a")
    assert ran.code == 2
    assert words in ran.err


def test_what_failed_is_listed_for_another_try_and_only_then(server: HostileServer, tmp_path: Path) -> None:
    errors = tmp_path / "errors"
    newsarc("fetch", server.url("payload"), "--error-file", errors, "--archive", tmp_path / "a")
    assert not errors.exists()
    gone = [server.url("gone"), server.url("not-found")]
    ran = newsarc("fetch", gone[0], server.url("payload"), gone[1], "--error-file", errors, "--archive", tmp_path / "a")
    assert ran.code == 1
    assert errors.read_text().splitlines() == [
        "# http-status: 410 Gone", gone[0], "# http-status: 404 Not Found", gone[1],
    ]  # fmt: skip
    before = len(server.requests)
    newsarc("fetch", "-i", errors, "--archive", tmp_path / "a")
    assert asked(server)[before:] == ["/gone", "/not-found"]  # its robots.txt is known for a day


def test_an_error_file_that_cannot_be_written_is_a_storage_error(server: HostileServer, tmp_path: Path) -> None:
    ran = newsarc("fetch", server.url("gone"), "--error-file", tmp_path, "--archive", tmp_path / "a")
    assert ran.code == 6
    assert ran.err.count("\n") <= 2


def test_a_list_of_addresses_may_have_notes_and_stray_blanks(tmp_path: Path) -> None:
    with SmallWeb() as web:
        web["/story"] = Reply(page("The quay is open"))
        story = web.url("/story")
        listed = f"# mine\n  {story}  \t\r\n{story}#part\n{story}?a=1\t # tell Ann\n\u00a0\n#{story}\n {story}?b=2#x #y"
        ran = newsarc("fetch", "-", "--json", "--archive", tmp_path / "a", given=listed.encode())
    asked = [json.loads(line)["input"] for line in ran.out.splitlines()]
    assert sorted(asked) == [story, f"{story}#part", f"{story}?a=1", f"{story}?b=2#x"]


def test_known_pages_in_a_row_end_the_run(server: HostileServer, tmp_path: Path) -> None:
    newsarc("fetch", server.url("payload"), "--archive", tmp_path / "a")
    listed = "\n".join([server.url("payload")] * 300).encode()
    ran = newsarc("fetch", "-", "--stop-after-known", "3", "--delay", "0.05", "--archive", tmp_path / "a", given=listed)
    assert ran.code == 0
    assert len(ran.out.splitlines()) == 3


def test_nothing_more_is_asked_for_or_archived_once_enough_were_known(tmp_path: Path) -> None:
    archive = ("--archive", tmp_path / "a")
    with SmallWeb() as web:
        for number in range(40):
            web[f"/{number}"] = Reply(page(f"Story {number}", mark=f"Berth {number} is open."))
        urls = [web.url(f"/{number}") for number in range(40)]
        newsarc("fetch", *urls[:2], *urls[3:8], *archive)
        before = len(web.pages_asked())
        ran = newsarc("fetch", "-", "--stop-after-known", "4", *archive, given="\n".join(urls).encode())
        assert [line.split()[0] for line in ran.out.splitlines()] == ["known", "known", "new", *["known"] * 4]
        assert web.pages_asked()[before:] == [f"/{number}" for number in range(7)]
        assert (ran.code, ran.err.splitlines()[-1]) == (0, "stopped after 4 known")
        whole = newsarc("fetch", *urls[:4], "--stop-after-known", "4", *archive)
        assert "stopped" not in whole.err


def test_pages_come_in_the_order_they_were_named_to_extract(server: HostileServer, tmp_path: Path) -> None:
    (tmp_path / "local.html").write_text(page("The local page"))
    with HostileServer(address="127.0.0.2") as slow:
        operands = [slow.url("drip-body"), tmp_path / "local.html", server.url("payload"), slow.url("gone")]
        ran = newsarc("extract", "--json", "--fetch-deadline", "1.5", *operands)
    assert [json.loads(line)["input"] for line in ran.out.splitlines()] == [str(operand) for operand in operands]


def test_a_slow_host_does_not_hold_up_what_the_others_sent(server: HostileServer, tmp_path: Path) -> None:
    with HostileServer(address="127.0.0.2") as slow:
        running = subprocess.Popen(
            [*COMMAND, "fetch", slow.url("silent"), server.url("payload"), "--archive", str(tmp_path / "a")],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment(),
        )  # fmt: skip
        assert running.stdout
        assert running.stdout.readline().startswith("new"), "said, so on the disk, while the other is waited for"
        assert slow.outlasted == []
        running.send_signal(signal.SIGTERM)
        assert running.wait(20) == 143
        running.stdout.close()
        assert slow.outlasted == []


def test_a_host_that_is_left_alone_is_asked_once_where_the_user_says_so(tmp_path: Path) -> None:
    archive = ("--archive", tmp_path / "a")
    with SmallWeb() as web:
        web["/busy"] = Reply("later", status=429, headers={"Retry-After": "7200"})
        web["/story"] = Reply(page("The quay is open"))
        assert newsarc("fetch", web.url("/busy"), *archive).code == 3
        before = len(web.pages_asked())
        ran = newsarc("fetch", web.url("/story"), *archive)
        assert (ran.code, web.pages_asked()[before:]) == (3, [])
        assert "newsarc fetch --now asks it anyway" in ran.out
        logged = newsarc("log", "--failed", *archive).out.splitlines()[-1].split("\t")
        assert logged[3] == "host-set-aside"
        assert web.url("/story") in logged[4]
        assert newsarc("fetch", "--now", web.url("/busy"), web.url("/story"), *archive).code == 3
        assert web.pages_asked()[before:] == ["/busy"]  # it says so again: the second page is not asked for
        assert newsarc("fetch", "--now", "no address", web.url("/story"), *archive).code == 1
        assert web.pages_asked()[before:] == ["/busy", "/story"]


def test_a_robots_txt_that_could_not_be_had_is_asked_for_again_where_the_user_says_so(tmp_path: Path) -> None:
    archive = ("--archive", tmp_path / "a")
    with SmallWeb() as web:
        web["/robots.txt"] = Reply("", status=500)
        web["/story"] = Reply(page("The quay is open"))
        assert newsarc("fetch", web.url("/story"), *archive).code == 7
        web["/robots.txt"] = Reply("", status=404)
        assert newsarc("fetch", web.url("/story"), *archive).code == 7
        assert newsarc("fetch", "--now", web.url("/story"), *archive).code == 0
