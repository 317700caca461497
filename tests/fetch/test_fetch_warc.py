"""The pages of a WARC file: which records are pages, what they are decoded to, and why the others are none."""

from __future__ import annotations

import gzip
import zlib
from datetime import UTC, datetime
from pathlib import Path

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarc.fetch.warc import read_warc, recorded_page
from newsarc.model.outcome import Failed, Reason, Skipped
from newsarc.model.target import Page, Recorded, Target
from newsarc.warc import http
from newsarc.warc.reading import BadWarc
from newsarc.warc.writing import member

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
MAX = 1 << 20
HTML = b"<html><body><p>The harbour bridge stayed closed.</p></body></html>"
HTTP = "application/http; msgtype=response"


def record(
    block: bytes, kind: str = "response", media_type: str = HTTP, uri: str = "https://paper.example/1", **more: str
) -> bytes:
    fields = [("WARC-Type", kind), ("WARC-Target-URI", uri), ("WARC-Date", "2026-11-20T08:00:00.25Z")]
    fields += [(key.replace("_", "-"), value) for key, value in more.items()]
    return member([*fields, ("Content-Type", media_type)], block)


def answer(body: bytes = HTML, *headers: str, status: str = "200 OK", media_type: str = "text/html") -> bytes:
    lines = [f"HTTP/1.1 {status}", *([f"Content-Type: {media_type}"] if media_type else []), *headers]
    return "".join(f"{line}\r\n" for line in lines).encode() + b"\r\n" + body


def found(folder: Path, *records: bytes) -> list[Target | Skipped | Failed]:
    (folder / "x.warc.gz").write_bytes(b"".join(records))
    return list(read_warc(Target(asked="x.warc.gz", path=str(folder / "x.warc.gz")), max_bytes=MAX))


def page(folder: Path, one: bytes) -> Page | Skipped | Failed:
    (target,) = found(folder, one)
    return recorded_page(target, max_bytes=MAX, now=NOW) if isinstance(target, Target) else target


def content(folder: Path, one: bytes) -> tuple[bytes, str | None]:
    got = page(folder, one)
    assert isinstance(got, Page), got
    return got.content, got.incomplete_because


def test_a_page_has_its_records_address_and_date(tmp_path: Path) -> None:
    first = record(b"software: x\r\n", "warcinfo", "application/warc-fields")
    targets = found(tmp_path, first, record(answer()), record(b"GET / HTTP/1.1\r\n\r\n", "request"))
    (target,) = targets
    assert isinstance(target, Target)
    assert target.asked == f"x.warc.gz#{len(first)}"
    got = recorded_page(target, max_bytes=MAX, now=NOW)
    assert isinstance(got, Page)
    assert got == Page(
        asked=target.asked,
        content=HTML,
        retrieved_at=datetime(2026, 11, 20, 8, 0, 0, 250000, tzinfo=UTC),
        url="https://paper.example/1",
        media_type="text/html",
        status=200,
        headers=(("content-type", "text/html"),),
    )


CHUNKS = b"".join(b"%x;x=y\r\n%s\r\n" % (len(part), part) for part in (HTML[:9], HTML[9:30], HTML[30:])) + b"0\r\n\r\n"


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (HTML, ()),
        (gzip.compress(HTML), ("Content-Encoding: gzip",)),
        (zlib.compress(HTML), ("Content-Encoding: deflate",)),
        (brotli.compress(HTML), ("Content-Encoding: br",)),
        (HTML, ("Content-Encoding: gzip",)),  # decoded by the crawler, who left the header
        (HTML, ("Content-Encoding: br", "X-Crawl-Content-Encoding: br")),
        (CHUNKS, ("Transfer-Encoding: chunked",)),
        (HTML, ("Transfer-Encoding: chunked",)),  # joined by the crawler, who left the header
        (CHUNKS.replace(HTML, b""), ("transfer-encoding: Chunked", "Content-Length: 3")),
        (HTML, (f"Content-Length: {len(HTML)}",)),
        (HTML, ("Content-Length: 3",)),
        (HTML, ("Content-Length: nonsense", "Folded: a\r\n b", "no colon")),
    ],
)
def test_codings_are_undone(tmp_path: Path, body: bytes, headers: tuple[str, ...]) -> None:
    assert content(tmp_path, record(answer(body, *headers))) == (HTML, None)


def test_a_cut_is_said(tmp_path: Path) -> None:
    assert (
        content(tmp_path, record(answer(HTML, "Content-Length: 999")))[1] == "the body is shorter than the server said"
    )
    assert content(tmp_path, record(answer(), WARC_Truncated="length"))[1] == (
        "the record was cut when it was made (length)"
    )
    cut = record(answer(CHUNKS[:-9], "Transfer-Encoding: chunked"))
    assert content(tmp_path, cut)[1] == "the last chunks are missing"
    packed = gzip.compress(HTML * 9)[:-9]
    assert content(tmp_path, record(answer(packed, "Content-Encoding: gzip")))[1] == "gzip stream cut"


@pytest.mark.parametrize(
    ("uri", "is_page"),
    [
        ("metadata://gnu.org/software/wget/warc/wget.log", False),
        ("<metadata://gnu.org/software/wget/warc/wget_arguments.txt>", False),
        ("urn:text:https://paper.example/1", False),
        ("<https://paper.example/1>", True),
        ("file:///home/a/story.txt", True),
        ("story.txt", True),
    ],
)
def test_what_a_crawler_notes_for_itself_is_no_page(tmp_path: Path, uri: str, is_page: bool) -> None:
    one, *rest = found(tmp_path, record(b"The harbour bridge stayed closed.", "resource", "text/plain", uri))
    assert not rest
    assert isinstance(one, Target) is is_page


def test_a_resource_is_the_page_itself(tmp_path: Path) -> None:
    assert content(tmp_path, record(HTML, "resource", "text/html; charset=utf-8")) == (HTML, None)


@pytest.mark.parametrize(
    ("one", "reason"),
    [
        (record(b"", "revisit", HTTP), Reason.REVISIT),
        (record(answer(status="404 Not Found")), Reason.HTTP_STATUS),
        (record(answer(status="301 Moved")), Reason.HTTP_STATUS),
        (record(answer(b"\x89PNG", media_type="image/png")), Reason.NOT_TEXT),
        (record(bytes(3 << 20), "resource", "video/mp4"), Reason.NOT_TEXT),
        (record(answer(bytes(3 << 20), media_type="video/mp4")), Reason.NOT_TEXT),
        (record(b"20261123 127.0.0.1", media_type="text/dns", uri="dns:paper.example"), Reason.UNSUPPORTED),
        (record(b"GET / HTTP/1.1\r\n\r\n", "request"), Reason.UNSUPPORTED),
    ],
)
def test_what_is_no_page_is_skipped_with_its_reason(tmp_path: Path, one: bytes, reason: Reason) -> None:
    (skipped,) = found(tmp_path, one)
    assert isinstance(skipped, Skipped)
    assert skipped.reason is reason


@pytest.mark.parametrize(
    ("one", "reason"),
    [
        (record(answer(bytes(3 << 20))), Reason.TOO_LARGE),
        (record(answer(gzip.compress(bytes(3 << 20)), "Content-Encoding: gzip")), Reason.TOO_LARGE),
        (record(b"no answer at all"), Reason.DAMAGED),
        (record(answer(b"\0\1\2\3", "Content-Encoding: gzip")), Reason.DAMAGED),
        (record(answer())[:-20], Reason.DAMAGED),
        (record(answer(), WARC_Block_Digest="sha1:" + "A" * 32), Reason.DAMAGED),
        (b"", Reason.DAMAGED),
    ],
)
def test_what_cannot_be_read_fails_by_name(tmp_path: Path, one: bytes, reason: Reason) -> None:
    failed = page(tmp_path, one)
    assert isinstance(failed, Failed)
    assert (failed.asked, failed.reason) == ("x.warc.gz#0", reason)


def test_a_damaged_record_stands_among_the_others(tmp_path: Path) -> None:
    one, two = record(answer()), record(answer(), uri="https://paper.example/2")
    broken = bytearray(record(answer(HTML * 20), uri="https://paper.example/3"))
    broken[len(broken) // 2] ^= 0xFF
    first, bad, last = found(tmp_path, one, bytes(broken), two)
    assert isinstance(first, Target)
    assert isinstance(bad, Failed)
    assert (bad.asked, bad.reason) == (f"x.warc.gz#{len(one)}", Reason.DAMAGED)
    assert isinstance(last, Target)
    assert last.url == "https://paper.example/2"


@pytest.mark.parametrize(
    ("said", "url"),
    [
        ("<https://paper.example/1>", "https://paper.example/1"),
        ("file:///etc/passwd", None),
        ("urn:screenshot:https://paper.example/1", None),
        ("https://user:secret@paper.example/1", None),
        ("javascript:alert(1)", None),
        ("", None),
    ],
)
def test_only_a_web_address_is_one(tmp_path: Path, said: str, url: str | None) -> None:
    (target,) = found(tmp_path, record(answer(), uri=said))
    assert isinstance(target, Target)
    assert target.url == url


def test_a_date_that_is_none_is_left_to_the_clock(tmp_path: Path) -> None:
    one = member([("WARC-Type", "response"), ("WARC-Date", "yesterday"), ("Content-Type", HTTP)], answer())
    got = page(tmp_path, one)
    assert isinstance(got, Page)
    assert got.retrieved_at == NOW


def test_a_link_is_not_followed_and_nothing_missing_is_read(tmp_path: Path) -> None:
    (tmp_path / "l.warc").symlink_to(tmp_path / "x.warc.gz")
    for name, kind in (("l.warc", Skipped), ("missing.warc", Failed)):
        (one,) = read_warc(Target(asked=name, path=str(tmp_path / name)), max_bytes=MAX)
        assert isinstance(one, kind)


@given(st.binary(max_size=600), st.sampled_from([b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\n\r\n"]))
def test_any_block_is_a_page_or_has_a_reason(data: bytes, head: bytes) -> None:
    target = Target(asked="x", recorded=Recorded(block=head + data, http=True))
    got = recorded_page(target, max_bytes=MAX, now=NOW)
    assert isinstance(got, Page) or (isinstance(got, Failed) and got.reason in {Reason.DAMAGED, Reason.TOO_LARGE})


@given(st.lists(st.binary(min_size=1, max_size=50), max_size=6), st.integers(0, 200))
def test_chunks_are_joined_however_they_are_cut(parts: list[bytes], cut: int) -> None:
    whole = b"".join(b"%X\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    assert http.served(head + whole).body == b"".join(parts)
    body = whole[:cut]
    got = http.served(head + body)
    if cut < len(whole) - 2 and parts and cut > 4:
        assert got.incomplete_because or got.body == body
        assert b"".join(parts).startswith(got.body) or got.body == body
    with pytest.raises(BadWarc):
        http.served(b"FTP/1.1 200 OK\r\n\r\n")
