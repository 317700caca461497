"""A Fetcher over many fetches: connections that are kept, answers that say "unchanged", secrets that stay at home."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hostile_server import HostileServer
from hypothesis import given
from hypothesis import strategies as st

from newsarc.errors import Refused
from newsarc.fetch.fetcher import Fetcher, Moved
from newsarc.fetch.guard import Address, PublicOnly
from newsarc.fetch.reply import retry_after
from newsarc.fetch.settings import HttpSettings
from newsarc.model.outcome import Failed, Reason
from newsarc.model.target import Page, Target, Unchanged, Validators

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
SETTINGS = HttpSettings(timeout=3.0, deadline=10.0)
PAGE = b"<!doctype html><p>The ferry runs again.</p></html>"


class KeptAlive:
    """A well-behaved HTTP/1.1 server that keeps connections open, and counts them."""

    def __init__(self) -> None:
        self.connections = 0
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.hang_up = False
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def setup(self) -> None:
                super().setup()
                outer.connections += 1

            def do_GET(self) -> None:  # the library's name
                sent = {name.lower(): value for name, value in self.headers.items()}
                outer.requests.append((self.path, sent))
                if sent.get("if-none-match") == '"v1"':
                    self.send_response(304)
                    self.send_header("ETag", '"v1"')
                    self.end_headers()
                    return
                _, _, location = self.path.partition("?to=")
                self.send_response(302 if location else 200)
                self.send_header("Content-Length", "0" if location else str(len(PAGE)))
                self.send_header("ETag", '"v1"')
                if location:
                    self.send_header("Location", location)
                self.end_headers()
                self.wfile.write(b"" if location else PAGE)
                self.close_connection = outer.hang_up

            def log_message(self, *_: object) -> None:
                return

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.base = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def server() -> Iterator[KeptAlive]:
    running = KeptAlive()
    running.start()
    yield running
    running.stop()


@pytest.fixture
def other() -> Iterator[KeptAlive]:
    running = KeptAlive()
    running.start()
    yield running
    running.stop()


def fetcher(**more: object) -> Fetcher:
    return Fetcher(HttpSettings(timeout=3.0, deadline=10.0, **more), lambda: NOON, guard=PublicOnly(allow_private=True))  # type: ignore[arg-type]


def typed(url: str, **more: object) -> Target:
    return Target(asked=url, url=url, typed=True, **more)  # type: ignore[arg-type]


def test_one_connection_serves_many_fetches_of_a_host(server: KeptAlive) -> None:
    with fetcher() as fetching:
        for at in range(5):
            assert isinstance(fetching.get(typed(f"{server.base}/{at}")), Page)
    assert (len(server.requests), server.connections) == (5, 1)


def test_a_kept_connection_is_shared_between_threads_one_after_the_other(server: KeptAlive) -> None:
    with fetcher() as fetching:
        for at in range(3):
            thread = threading.Thread(target=fetching.get, args=(typed(f"{server.base}/{at}"),))
            thread.start()
            thread.join()
    assert (len(server.requests), server.connections) == (3, 1)


def test_a_connection_that_the_server_gave_up_is_made_again(server: KeptAlive) -> None:
    with fetcher() as fetching:
        server.hang_up = True
        for at in range(3):
            assert isinstance(fetching.get(typed(f"{server.base}/{at}")), Page)
    assert server.connections == 3


def test_a_kept_connection_is_no_way_around_the_guard(server: KeptAlive) -> None:
    """The user's own fetch opened it; what was found somewhere may not use it."""
    with Fetcher(SETTINGS, lambda: NOON) as fetching:
        assert isinstance(fetching.get(typed(f"{server.base}/mine")), Page)
        got = fetching.get(Target(asked=f"{server.base}/found", url=f"{server.base}/found"))
        assert isinstance(got, Failed)
        assert got.reason is Reason.REFUSED
        assert isinstance(fetching.get(typed(f"{server.base}/mine-again")), Page)
    assert [path for path, _ in server.requests] == ["/mine", "/mine-again"]


def test_unchanged_is_said_only_where_it_was_asked(server: KeptAlive) -> None:
    with fetcher() as fetching:
        url = f"{server.base}/a"
        first = fetching.get(typed(url))
        assert isinstance(first, Page)
        assert ("ETag", '"v1"') in first.headers
        again = fetching.get(
            typed(url, validators=Validators(etag='"v1"', last_modified="Mon, 23 Nov 2026 10:00:00 GMT"))
        )
        assert isinstance(again, Unchanged)
        assert (again.asked, again.url, again.retrieved_at) == (url, url, NOON)
        assert server.requests[-1][1]["if-modified-since"] == "Mon, 23 Nov 2026 10:00:00 GMT"
        assert isinstance(fetching.get(typed(url, validators=Validators(etag='"v0"'))), Page)
    assert server.connections == 1


def test_validators_that_are_no_header_are_left_out(server: KeptAlive) -> None:
    with fetcher() as fetching:
        bad = Validators(etag='"v1"\r\nX-Evil: 1', last_modified="x" * 5_000)
        assert isinstance(fetching.get(typed(f"{server.base}/a", validators=bad)), Page)
    assert not {"if-none-match", "if-modified-since", "x-evil"} & set(server.requests[-1][1])


def test_nothing_of_ours_travels_to_another_origin(server: KeptAlive, other: KeptAlive) -> None:
    with fetcher() as fetching:
        url = f"{server.base}/a?to={other.base}/b"
        assert isinstance(fetching.get(typed(url, validators=Validators(etag='"v0"'))), Page)
    assert "if-none-match" in server.requests[-1][1]
    assert set(other.requests[-1][1]) == {"host", "user-agent", "accept", "accept-encoding"}


def test_a_journey_stops_at_each_redirect(server: KeptAlive) -> None:
    with fetcher() as fetching:
        journey = fetching.journey(typed(f"{server.base}/a?to=/b"))
        assert journey.step() == Moved(f"{server.base}/b")
        assert [path for path, _ in server.requests] == ["/a?to=/b"], "nothing of the next was asked for"
        got = journey.step()
        assert isinstance(got, Page)
        assert got.url == f"{server.base}/b"


def test_netrc_is_read_when_asked_for_and_serves_its_host_alone(
    server: KeptAlive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login me password secret\n")
    (tmp_path / "netrc").chmod(0o600)
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    with fetcher(netrc=True) as fetching:
        fetching.get(typed(f"{server.base}/a"))
        assert server.requests[-1][1]["authorization"].startswith("Basic ")
        fetching.get(typed(f"{server.base}/a?to={server.base.replace('127.0.0.1', 'localhost')}/b"))
        assert "authorization" not in server.requests[-1][1]


def test_a_proxy_is_used_when_asked_for(server: KeptAlive) -> None:
    with fetcher(proxy=server.base) as fetching:
        got = fetching.get(typed("http://news.example/story"))
    assert isinstance(got, Page)
    assert got.url == "http://news.example/story"
    assert server.requests[-1][0] == "http://news.example/story"


def test_what_lies_behind_a_proxy_is_guarded_and_the_proxy_is_not(server: KeptAlive) -> None:
    with Fetcher(HttpSettings(proxy=server.base), lambda: NOON) as fetching:
        assert isinstance(fetching.get(Target(asked="a", url="http://news.example/story")), Page)
        got = fetching.get(Target(asked="b", url="http://127.0.0.1:1/secret"))
        assert isinstance(got, Failed)
        assert got.reason is Reason.REFUSED
    assert len(server.requests) == 1


def test_closing_ends_what_is_under_way_at_once() -> None:
    got: list[object] = []
    with HostileServer() as hostile:
        fetching = Fetcher(HttpSettings(timeout=20, deadline=20), lambda: NOON, guard=PublicOnly(allow_private=True))
        thread = threading.Thread(target=lambda: got.append(fetching.get(typed(hostile.url("silent")))))
        thread.start()
        while not hostile.requests:
            thread.join(0.01)
        fetching.close()
        thread.join()
        assert hostile.outlasted == [], "the fetch ended with the server's patience, not with close()"
    assert isinstance(got[0], Failed)
    later = fetching.get(typed("http://127.0.0.1:1/"))
    assert isinstance(later, Failed), "and nothing begins any more"


class Nowhere:
    """A guard that refuses everything."""

    def allow(self, address: Address) -> None:
        raise Refused(f"not to {address.ip}")


def test_names_can_be_resolved_by_somebody_else() -> None:
    def resolve(host: str, port: int) -> list[object]:
        assert host == "news.example"
        return [(2, 1, 6, "", ("192.0.2.7", port))]

    with Fetcher(SETTINGS, lambda: NOON, guard=Nowhere(), resolve=resolve) as fetching:  # type: ignore[arg-type]
        got = fetching.get(typed("http://news.example/"))
    assert isinstance(got, Failed)
    assert (got.reason, got.detail) == (Reason.REFUSED, "not to 192.0.2.7")


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None), ("", None), ("120", 120.0), (" 5 ", 5.0), ("0", 0.0), ("-5", None), ("1e9", None),
        ("1000000000", 86_400.0), ("9" * 500, None), ("soon", None), ("Mon, 23 Nov 2026 12:00:30 GMT", 30.0),
        ("Mon, 23 Nov 2026 11:00:00 GMT", 0.0), ("Mon, 23 Nov 2099 11:00:00 GMT", 86_400.0), ("٣", None),
        ("Monday, 23-Nov-26 12:00:30 GMT", 30.0), ("Mon Nov 23 12:00:30 2026", 30.0),
        ("Mon, 99 Foo 0000 99:99:99", None),
    ],
)  # fmt: skip
def test_retry_after_in_all_its_forms(header: str | None, seconds: float | None) -> None:
    assert retry_after(header, NOON) == seconds


@given(st.text(max_size=60))
def test_no_retry_after_is_out_of_bounds(header: str) -> None:
    assert 0 <= (retry_after(header, NOON) or 0) <= 86_400
