"""What is kept of an exchange is what went over the wire: content coding as sent, transfer coding undone."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hostile_server import PAGE, HostileServer
from tests.fetch.one_page import fetch_url

from newsarc.fetch.settings import HttpSettings
from newsarc.model.exchange import Exchange
from newsarc.model.target import Page, Target

SETTINGS = HttpSettings(timeout=5.0, deadline=20.0, max_bytes=8 << 20)


@pytest.fixture(scope="module")
def server() -> Iterator[HostileServer]:
    with HostileServer() as running:
        yield running


def exchange(server: HostileServer, name: str) -> tuple[Page, Exchange]:
    url = server.url(name)
    page = fetch_url(Target(asked=url, url=url), SETTINGS, lambda: datetime(2026, 11, 23, tzinfo=UTC))
    assert isinstance(page, Page), page
    assert page.exchange is not None
    return page, page.exchange


def headers(head: bytes) -> dict[str, str]:
    lines = head.decode("latin-1").removesuffix("\r\n\r\n").split("\r\n")[1:]
    return {key.lower(): value for key, _, value in (line.partition(": ") for line in lines)}


def test_a_page_as_it_came(server: HostileServer) -> None:
    page, seen = exchange(server, "good")
    assert seen.body is page.content
    assert seen.body == PAGE
    assert seen.address == "127.0.0.1"
    assert seen.url == page.url
    assert seen.request.startswith(b"GET /good HTTP/1.1\r\nHost: 127.0.0.1:")
    assert b"\r\nUser-Agent: newsarc/" in seen.request
    assert seen.head.startswith(b"HTTP/1.1 200 ")
    assert seen.truncated is None


def test_a_content_coding_is_kept_and_the_page_decoded(server: HostileServer) -> None:
    page, seen = exchange(server, "good-gzip")
    assert gzip.decompress(seen.body) == page.content == PAGE
    assert headers(seen.head)["content-encoding"] == "gzip"
    _, raw = exchange(server, "deflate-raw")
    assert zlib.decompress(raw.body, -15) == PAGE


def test_a_transfer_coding_is_undone_and_said(server: HostileServer) -> None:
    _, seen = exchange(server, "good-chunked")
    said = headers(seen.head)
    assert seen.body == PAGE
    assert said["content-length"] == str(len(PAGE))
    assert said["x-crawl-transfer-encoding"] == "chunked"
    assert "transfer-encoding" not in said


@pytest.mark.parametrize("name", ["length-too-large", "chunked-cut", "reset-in-body"])
def test_a_body_that_broke_off_says_so(server: HostileServer, name: str) -> None:
    _, seen = exchange(server, name)
    assert seen.truncated == "disconnect"
    assert headers(seen.head)["content-length"] == str(len(seen.body))


def test_bytes_behind_a_damaged_stream_are_not_waited_for(server: HostileServer) -> None:
    _, seen = exchange(server, "gzip-tail")
    assert seen.body.startswith(b"\x1f\x8b")


@pytest.mark.parametrize("name", ["nul-in-header", "no-reason-phrase", "mad-type", "no-type"])
def test_odd_heads_end_once(server: HostileServer, name: str) -> None:
    _, seen = exchange(server, name)
    assert seen.head.index(b"\r\n\r\n") == len(seen.head) - 4
    assert b"\x00" not in seen.head
    assert seen.head.startswith(b"HTTP/1.")
