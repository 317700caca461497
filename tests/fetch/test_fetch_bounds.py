"""Bounds that only another process can show: memory, and which modules are loaded. And: nothing crashes the fetcher."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hostile_server import BOMB_BYTES, PAGE, PATIENCE, ZIPPED, HostileServer, bomb, head
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fetch.one_page import fetch_url

from newsarc.fetch.settings import HttpSettings
from newsarc.model.outcome import Failed, Reason
from newsarc.model.target import Page, Target

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
MEBIBYTE = 1 << 20


@pytest.fixture(scope="module")
def server() -> Iterator[HostileServer]:
    with HostileServer() as running:
        yield running


def python(code: str, *arguments: str) -> list[str]:
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", code, *arguments], capture_output=True, text=True, check=False
    )
    assert run.stderr == ""
    return run.stdout.splitlines()


MEASURE = """
import resource, sys
from datetime import UTC, datetime
from newsarc.fetch.files import read_file
from newsarc.fetch.guard import PublicOnly
from newsarc.fetch.fetcher import Fetcher
from newsarc.fetch.settings import HttpSettings
from newsarc.model.target import Target
now = datetime.now(UTC)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
limit = 32 << 20
for asked in sys.argv[1:]:
    if asked.startswith("http"):
        with Fetcher(HttpSettings(max_bytes=limit), lambda: now, guard=PublicOnly(allow_private=True)) as fetcher:
            got = fetcher.get(Target(asked=asked, url=asked))
    else:
        got = read_file(Target(asked=asked, path=asked), max_bytes=limit, now=now)
    print(got.reason)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


def test_bombs_are_refused_in_bounded_memory(server: HostileServer, tmp_path: Path) -> None:
    path = tmp_path / "bomb.html.gz"
    path.write_bytes(bomb(BOMB_BYTES))
    names = ("gzip-bomb", "gzip-bomb-layers", "gzip-bomb-unlabelled", "endless-body", "length-beyond-limit")
    *reasons, mebibytes = python(MEASURE, *map(server.url, names), str(path))
    assert reasons == ["too-large"] * 6
    # The limit is 32 MiB, the bombs hold 256: twice the limit leaves room for the pieces and their sum.
    assert int(mebibytes) < 80


@pytest.mark.parametrize("module", ["newsarc.fetch", "newsarc.fetch.files", "newsarc.fetch.manifest"])
def test_local_files_do_not_load_the_network(module: str) -> None:
    code = f"import sys, {module}; print(*sorted({{'requests', 'urllib3', 'ssl'}} & set(sys.modules)))"
    assert python(code) == [""]


def fetch(url: str, settings: HttpSettings) -> Page | Failed:
    return fetch_url(Target(asked=url, url=url), settings, lambda: NOON)


def test_a_resolver_that_hangs_does_not_hold_the_fetch(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = threading.Event()
    outlasted: list[str] = []

    def hanging(*_: object, **__: object) -> list[object]:
        if not answer.wait(PATIENCE):
            outlasted.append("the fetch waited")
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", hanging)
    got = fetch("http://news.example/", HttpSettings(deadline=0.3))
    answer.set()
    assert isinstance(got, Failed)
    assert got.reason is Reason.TIMEOUT
    assert outlasted == []


def test_a_host_that_never_takes_the_call(server: HostileServer) -> None:
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        callers = [socket.socket() for _ in range(4)]  # more than the queue holds: the next call is not taken
        try:
            for caller in callers:
                caller.setblocking(False)
                caller.connect_ex(full.getsockname())
            url = f"http://127.0.0.1:{full.getsockname()[1]}/"
            for hasty in (HttpSettings(timeout=0.3), HttpSettings(deadline=0.3)):
                got = fetch(url, hasty)
                assert isinstance(got, Failed)
                assert got.reason is Reason.TIMEOUT
        finally:
            for caller in callers:
                caller.close()


FRAGMENTS = [
    b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 302 Found\r\n", b"HTTP/1.1 404 \xff\r\n", b"HTTP/9.9 -1 x\r\n",
    b"HTTP/1.1 2OO\r\n",
    b"\r\n", b"\n", b"\r", b": \r\n", b" folded\r\n", b"Content-Length: 10\r\n", b"Content-Length: +5\r\n",
    b"Content-Length: 1e3\r\n", b"Content-Length: " + b"9" * 5000 + b"\r\n", "Content-Length: ٣\r\n".encode(),
    b"Transfer-Encoding: chunked\r\n", b"Transfer-Encoding: gzip, chunked\r\n", b"Content-Encoding: gzip\r\n",
    b"Content-Encoding: deflate, br\r\n", b"Content-Encoding: ,,\r\n", b"Content-Type: text/html; charset=\xff\r\n",
    b"Location: //\r\n", b"Location: http://[v1.x]/\r\n", b"Location: \xff\xfe\r\n", b"Location: ?\r\n",
    b"Location: http://%00/\r\n", b"Location: http://xn--a.example/\r\n", b"Location: http://127.0.0.1:1/\r\n",
    b"Set-Cookie: a=b; expires=Thu, 99 Foo 0000\r\n", b"Set-Cookie: \x00; domain=.\r\n", b"X\x00Y: 1\r\n",
    b"a\r\n0123456789\r\n",
    b"0\r\n\r\n", b"-5\r\n", b"ffffffffffffffff\r\n", ZIPPED, ZIPPED[:50], PAGE, b"\x00\xff" * 50,
]  # fmt: skip


@settings(max_examples=250, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS) | st.binary(max_size=20), max_size=9), st.booleans())
def test_no_answer_crashes_the_fetcher(server: HostileServer, parts: list[bytes], sane_start: bool) -> None:
    server.payload = (FRAGMENTS[0] if sane_start else b"") + b"".join(parts)
    got = fetch(server.url("payload"), HttpSettings(timeout=5, max_bytes=100_000, max_redirects=2))
    assert isinstance(got, Page | Failed)
    if isinstance(got, Failed):
        assert got.reason is not Reason.TIMEOUT


def test_no_cut_of_a_gzipped_answer_is_silent(server: HostileServer) -> None:
    start = head("200 OK", "Content-Encoding: gzip")
    for end in range(1, len(ZIPPED), 3):
        server.payload = start + ZIPPED[:end]
        got = fetch(server.url("payload"), HttpSettings(timeout=5))
        assert isinstance(got, Page)
        assert got.incomplete_because
        assert got.incomplete_because.endswith("gzip stream cut")
        assert PAGE.startswith(got.content)
