"""Web pages from servers that behave, misbehave and attack: each has its one outcome."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hostile_server import PAGE, HostileServer
from tests.fetch.one_page import fetch_url

from newsarc import __version__
from newsarc.errors import Refused
from newsarc.fetch.guard import Address
from newsarc.fetch.settings import HttpSettings
from newsarc.model.outcome import Failed, Reason
from newsarc.model.target import Page, Target

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=timezone(timedelta(hours=2)))
MEBIBYTE = 1 << 20
SETTINGS = HttpSettings(timeout=5.0, deadline=20.0, max_bytes=8 * MEBIBYTE)
HASTY = HttpSettings(timeout=5.0, deadline=0.7, max_bytes=8 * MEBIBYTE)
"""only the deadline can end what drips: each drop comes well within the timeout"""
IMPATIENT = HttpSettings(timeout=0.5, deadline=20.0, max_bytes=8 * MEBIBYTE)


@pytest.fixture(scope="module")
def server() -> Iterator[HostileServer]:
    with HostileServer() as running:
        yield running


def get(url: str, settings: HttpSettings = SETTINGS) -> Page | Failed:
    return fetch_url(Target(asked=url, url=url), settings, lambda: NOON)


def page(url: str, settings: HttpSettings = SETTINGS) -> Page:
    got = get(url, settings)
    assert isinstance(got, Page), got
    return got


WHOLE = [
    "good", "good-chunked", "good-gzip", "good-until-close", "equal-lengths", "gzip-unlabelled", "gzip-twice",
    "gzip-twice-said-once", "deflate", "deflate-raw", "redirect-good", "redirect-permanent", "redirect-utf8",
    "bomb-in-redirect", "endless-redirect-body", "cookie-wall", "redirect-count/10", "mad-type", "no-type",
]  # fmt: skip

CUT = {
    "length-too-large": (PAGE, "the connection ended before the body did"),
    "length-huge": (b"hi", "the connection ended before the body did"),
    "chunked-cut": (PAGE, "the connection ended before the body did"),
    "chunked-no-end": (PAGE, "the connection ended before the body did"),
    "reset-in-body": (PAGE[:1000], "the connection ended before the body did"),
    "bad-chunk-size": (b"", "the connection ended before the body did"),
    "gzip-cut": (None, "gzip stream cut"),
    "gzip-bad-sum": (PAGE, "gzip stream damaged"),
    "gzip-tail": (PAGE, "other bytes after the end of the gzip stream"),
    "gzip-many-members": (PAGE, "more than 4096 gzip members"),
    "deflate-cut": (PAGE, "deflate stream cut"),
    "close-cut": (PAGE[:500], "the server gave no length and the page does not end with </html>"),
    "partial-content": (PAGE[:100], "the server sent a part that was not asked for (206)"),
}

EMPTY = ["no-content", "empty", "empty-gzip"]
SMALL = {"no-reason-phrase": b"ok", "nul-in-header": b"ok"}

FAILURES = {
    "length-beyond-limit": Reason.TOO_LARGE,
    "endless-body": Reason.TOO_LARGE,
    "gzip-bomb": Reason.TOO_LARGE,
    "gzip-bomb-layers": Reason.TOO_LARGE,
    "gzip-bomb-unlabelled": Reason.TOO_LARGE,
    "six-codings": Reason.BAD_RESPONSE,
    "gzip-label-only": Reason.BAD_RESPONSE,
    "unknown-coding": Reason.BAD_RESPONSE,
    "no-http": Reason.BAD_RESPONSE,
    "http-0.9": Reason.BAD_RESPONSE,
    "negative-length": Reason.BAD_RESPONSE,
    "two-lengths": Reason.BAD_RESPONSE,
    "word-length": Reason.BAD_RESPONSE,
    "many-headers": Reason.BAD_RESPONSE,
    "long-header": Reason.BAD_RESPONSE,
    "early-hints": Reason.BAD_RESPONSE,
    "not-modified": Reason.BAD_RESPONSE,
    "status-999": Reason.HTTP_STATUS,
    "escape-in-phrase": Reason.HTTP_STATUS,
    "not-found": Reason.HTTP_STATUS,
    "server-error": Reason.HTTP_STATUS,
    "hang-up": Reason.CONNECTION,
    "reset": Reason.CONNECTION,
    "redirect-nowhere": Reason.BAD_RESPONSE,
    "redirect-empty": Reason.BAD_RESPONSE,
    "redirect-bracket": Reason.BAD_RESPONSE,
    "redirect-port": Reason.BAD_RESPONSE,
    "redirect-port-word": Reason.BAD_RESPONSE,
    "redirect-label": Reason.BAD_RESPONSE,
    "redirect-idna": Reason.BAD_RESPONSE,
    "redirect-user": Reason.BAD_RESPONSE,
    "redirect-backslash": Reason.BAD_RESPONSE,
    "redirect-control": Reason.BAD_RESPONSE,
    "redirect-no-host": Reason.BAD_RESPONSE,
    "redirect-loop": Reason.TOO_MANY_REDIRECTS,
    "redirect-count/11": Reason.TOO_MANY_REDIRECTS,
    "redirect-file": Reason.REFUSED,
    "redirect-ftp": Reason.REFUSED,
    "redirect-data": Reason.REFUSED,
    "redirect-javascript": Reason.REFUSED,
    "redirect-gopher": Reason.REFUSED,
}

LATE = [
    "drip-headers", "drip-status", "drip-body", "drip-body-with-length", "drip-chunks", "drip-gzip", "drip-trailers",
    "endless-continue", "silent", "silent-after-headers",
]  # fmt: skip


@pytest.mark.parametrize("name", WHOLE)
def test_a_page_comes_whole(server: HostileServer, name: str) -> None:
    got = page(server.url(name))
    assert got.content == PAGE
    assert got.incomplete_because is None
    assert got.status == 200


@pytest.mark.parametrize("name", CUT)
def test_a_body_cut_short_is_kept_and_said(server: HostileServer, name: str) -> None:
    content, because = CUT[name]
    got = page(server.url(name))
    assert got.incomplete_because == because
    if content is None:
        assert PAGE.startswith(got.content)
        assert got.content
    else:
        assert got.content == content


@pytest.mark.parametrize("name", EMPTY)
def test_an_empty_body_is_a_page(server: HostileServer, name: str) -> None:
    got = page(server.url(name))
    assert (got.content, got.incomplete_because) == (b"", None)


@pytest.mark.parametrize("name", SMALL)
def test_small_sins_are_forgiven(server: HostileServer, name: str) -> None:
    assert page(server.url(name)).content == SMALL[name]


@pytest.mark.parametrize("name", FAILURES)
def test_a_failure_has_its_reason(server: HostileServer, name: str) -> None:
    got = get(server.url(name))
    assert isinstance(got, Failed), got
    assert got.reason is FAILURES[name], got
    assert got.asked == server.url(name)
    assert got.detail
    assert len(got.detail) <= 200


def test_a_folded_redirect_is_unfolded_or_refused(server: HostileServer) -> None:
    """urllib3 unfolds it from 2.8 on; before, its control characters are no address."""
    got = get(server.url("redirect-fold"))
    assert isinstance(got, Failed), got
    assert got.reason in {Reason.HTTP_STATUS, Reason.BAD_RESPONSE}


@pytest.mark.parametrize("name", LATE)
def test_the_deadline_holds_against_every_drip(server: HostileServer, name: str) -> None:
    got = get(server.url(name), HASTY)
    assert isinstance(got, Failed), got
    assert got.reason is Reason.TIMEOUT
    assert got.detail == "not done in 0.7 s"
    assert server.outlasted == [], "the fetch ended with the drip, not with the deadline"


def test_a_silent_server_meets_the_timeout_before_the_deadline(server: HostileServer) -> None:
    for name in ("silent", "silent-after-headers"):
        got = get(server.url(name), IMPATIENT)
        assert isinstance(got, Failed), got
        assert (got.reason, got.detail) == (Reason.TIMEOUT, "no answer in time")


def test_a_page_carries_what_the_server_said(server: HostileServer) -> None:
    got = page(server.url("redirect-permanent"))
    assert got.asked == server.url("redirect-permanent")
    assert got.url == server.url("good?a=1")
    assert got.retrieved_at == datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
    assert got.retrieved_at.tzinfo is UTC
    assert (got.media_type, got.charset) == ("text/html", "utf-8")
    assert ("Content-Type", "text/html; charset=utf-8") in got.headers


def test_content_type_is_tidied(server: HostileServer) -> None:
    got = page(server.url("mad-type"))
    assert (got.media_type, got.charset) == ("text/html", "iso-8859-2")
    got = page(server.url("no-type"))
    assert (got.media_type, got.charset) == (None, None)


def test_a_status_is_told_with_its_phrase(server: HostileServer) -> None:
    got = get(server.url("not-found"))
    assert isinstance(got, Failed)
    assert got.detail == "404 Not Found"


@pytest.mark.parametrize(
    "url",
    [
        "", "news.example/a", "ftp://127.0.0.1/", "file:///etc/passwd", "http://", "http:///a", "http://[::1",
        "http://127.0.0.1:99999/", "http://127.0.0.1:0/", "http://127.0.0.1:x/", "http://a:b@127.0.0.1/",
        "http://a.example\\@127.0.0.1/", "http://" + "a" * 64 + ".example/", "http://127.0.0.1/\r\nX: y", " http://a/",
        "http://a b.example/", "http://*.example/", "http://\udcff.example/", "javascript:alert(1)",
    ],
)  # fmt: skip
def test_what_is_no_address_is_said_so(url: str) -> None:
    got = get(url)
    assert isinstance(got, Failed), got
    assert got.reason is Reason.BAD_URL
    assert got.detail


def test_a_port_where_nobody_listens() -> None:
    got = get("http://127.0.0.1:1/")
    assert isinstance(got, Failed)
    assert (got.reason, got.detail) == (Reason.CONNECTION, "Connection refused")


def test_newsarc_says_who_it_is_and_sends_no_more_than_it_must(server: HostileServer) -> None:
    page(server.url("good"))
    headers = server.requests[-1].headers
    assert headers["user-agent"] == f"newsarc/{__version__} (news archiver)"
    assert set(headers) == {"host", "user-agent", "accept", "accept-encoding"}


def test_the_environment_gives_no_proxy_and_no_password(
    server: HostileServer, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    netrc = tmp_path_factory.mktemp("home") / ".netrc"
    netrc.write_text("machine 127.0.0.1 login me password secret\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    page(server.url("good"))
    assert "authorization" not in server.requests[-1].headers


def test_cookies_stay_with_the_port_that_set_them(server: HostileServer) -> None:
    with HostileServer() as other:
        got = page(server.url(f"redirect-to?{other.url('good')}"))
        assert got.url == other.url("good")
        assert "cookie" not in other.requests[-1].headers


class Fence:
    """A guard that remembers what it saw and refuses one port."""

    def __init__(self, refuse: int = 0) -> None:
        self.seen: list[Address] = []
        self.refuse = refuse

    def allow(self, address: Address) -> None:
        self.seen.append(address)
        if address.port == self.refuse:
            raise Refused("not there", subject=address.ip)


def test_the_guard_sees_every_connection_and_its_word_holds(server: HostileServer) -> None:
    with HostileServer() as forbidden:
        url = server.url(f"redirect-to?{forbidden.url('good')}")
        fence = Fence(refuse=forbidden.port)
        got = fetch_url(Target(asked=url, url=url), SETTINGS, lambda: NOON, guard=fence)
        assert isinstance(got, Failed), got
        assert (got.reason, got.detail) == (Reason.REFUSED, "not there")
        assert [(seen.ip, seen.port) for seen in fence.seen] == [
            ("127.0.0.1", server.port),
            ("127.0.0.1", forbidden.port),
        ]
        assert forbidden.connections == 0


@pytest.mark.parametrize("host", ["localhost", "2130706433", "0x7f.1", "127.1"])
def test_the_guard_sees_the_address_behind_every_spelling(server: HostileServer, host: str) -> None:
    fence = Fence(refuse=server.port)
    url = f"http://{host}:{server.port}/good"
    got = fetch_url(Target(asked=url, url=url), SETTINGS, lambda: NOON, guard=fence)
    assert isinstance(got, Failed)
    assert got.reason is Reason.REFUSED
    assert {seen.ip for seen in fence.seen} <= {"127.0.0.1", "::1"}
    assert {seen.host for seen in fence.seen} == {host}


def test_an_address_that_is_allowed_is_used_when_another_is_not(server: HostileServer) -> None:
    class NoV6(Fence):
        def allow(self, address: Address) -> None:
            super().allow(address)
            if ":" in address.ip:
                raise Refused("no IPv6")

    url = f"http://localhost:{server.port}/good"
    assert isinstance(fetch_url(Target(asked=url, url=url), SETTINGS, lambda: NOON, guard=NoV6()), Page)
