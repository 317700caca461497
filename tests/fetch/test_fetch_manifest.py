"""Manifests: one target a line, in order, and each bad line named."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsarc.errors import FetchError
from newsarc.fetch.manifest import read_manifest
from newsarc.model.outcome import Failed, Reason
from newsarc.model.target import Target


def read(folder: Path, data: bytes, **options: int) -> list[Target | Failed]:
    manifest = folder / "list.jsonl"
    manifest.write_bytes(data)
    return list(read_manifest(str(manifest), **options))


def test_a_line_becomes_a_target(tmp_path: Path) -> None:
    line = {
        "path": "a/b.html",
        "url": "https://news.example/b",
        "retrieved_at": "2026-11-23T12:00:00+02:00",
        "note": [1],
    }
    assert read(tmp_path, json.dumps(line).encode()) == [
        Target(
            asked="a/b.html",
            path=f"{tmp_path}/a/b.html",
            url="https://news.example/b",
            retrieved_at=datetime(2026, 11, 23, 10, tzinfo=UTC),
        )
    ]


TIMES = {
    "2026-11-23T12:00:00Z": datetime(2026, 11, 23, 12, tzinfo=UTC),
    "2026-11-23T12:00:00": datetime(2026, 11, 23, 12, tzinfo=UTC),
    "2026-11-23 12:00:00.250-03:30": datetime(2026, 11, 23, 15, 30, 0, 250000, tzinfo=UTC),
    "2026-11-23": datetime(2026, 11, 23, tzinfo=UTC),
}


@pytest.mark.parametrize("text", TIMES)
def test_times_become_utc(tmp_path: Path, text: str) -> None:
    (got,) = read(tmp_path, json.dumps({"path": "a", "retrieved_at": text}).encode())
    assert isinstance(got, Target)
    assert got.retrieved_at == TIMES[text]


def test_only_a_newline_ends_a_line(tmp_path: Path) -> None:
    lines = ['\ufeff{"path":"a\u2028b\x85c"}\r\n', "\r\n", "   \n", '{"path":"d","url":null,"retrieved_at":null}']
    got = read(tmp_path, "".join(lines).encode())
    assert [target.asked for target in got] == ["a\u2028b\x85c", "d"]
    assert all(isinstance(target, Target) for target in got)


BAD = {
    b"{": "truncated",
    b"[]": "object",
    b'"a.html"': "object",
    b"{}": "path",
    b'{"path":1}': "path",
    b'{"path":""}': "path",
    b'{"path":"a\\u0000b"}': "path",
    b'{"path":"\\ud800"}': "",
    b'{"path":"\xff"}': "utf-8",
    b'{"path":"a","url":7}': "url",
    b'{"path":"a","retrieved_at":"yesterday"}': "retrieved_at",
    b'{"path":"a","retrieved_at":"0001-01-01T00:00:00+23:00"}': "retrieved_at",
    b'{"path":"a","retrieved_at":1700000000}': "retrieved_at",
    b'{"path":"a"} {"path":"b"}': "trailing",
    b'{"path":"a","x":' + b"[" * 100_000: "",
    b'{"path":"a","x":NaN}': "",
    b"\x00": "",
}


@pytest.mark.parametrize("line", BAD, ids=lambda line: line[:40])
def test_a_bad_line_is_named_and_the_rest_is_read(tmp_path: Path, line: bytes) -> None:
    before, bad, after = read(tmp_path, b'{"path":"first"}\n' + line + b'\n{"path":"last"}\n')
    assert (before.asked, after.asked) == ("first", "last")
    assert isinstance(bad, Failed)
    assert (bad.asked, bad.reason) == (f"{tmp_path}/list.jsonl:2", Reason.BAD_MANIFEST_LINE)
    assert BAD[line] in bad.detail.lower()
    assert 0 < len(bad.detail) <= 250


@pytest.mark.parametrize("ending", [b"\n", b"\r\n", b""])
def test_a_line_may_be_as_long_as_the_limit_and_no_longer(tmp_path: Path, ending: bytes) -> None:
    fits = b'{"path":"' + b"a" * 89 + b'"}'
    (got,) = read(tmp_path, fits + ending, max_line=100)
    assert isinstance(got, Target)
    (got,) = read(tmp_path, fits + b" " + ending, max_line=100)
    assert isinstance(got, Failed)
    assert got.detail == "longer than 100 bytes"


def test_reading_goes_on_after_a_line_that_is_too_long(tmp_path: Path) -> None:
    got = read(tmp_path, b"x" * 12_345 + b'\n{"path":"a"}\n' + b"y" * 10_000, max_line=1000)
    assert [(item.asked.rpartition(":")[2], type(item)) for item in got] == [
        ("1", Failed),
        ("a", Target),
        ("3", Failed),
    ]


def test_a_link_that_the_manifest_names_is_followed(tmp_path: Path) -> None:
    (tmp_path / "store").write_bytes(b"text")
    (tmp_path / "page.html").symlink_to("store")
    (got,) = read(tmp_path, b'{"path":"page.html"}')
    assert got == Target(asked="page.html", path=str(tmp_path / "store"))


@pytest.mark.parametrize("name", ["missing.jsonl", ".", "a\0b", "x" * 300])
def test_a_manifest_that_cannot_be_read_is_one_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(FetchError) as raised:
        list(read_manifest(str(tmp_path) + "/" + name))
    assert "\n" not in str(raised.value)
    assert raised.value.__cause__ is not None


def test_a_manifest_beside_the_files_needs_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("list.jsonl").write_text('{"path":"a.html"}\n')
    assert list(read_manifest("list.jsonl")) == [Target(asked="a.html", path="a.html")]


def test_a_manifest_whose_name_is_not_unicode(tmp_path: Path) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/\xff.jsonl")
    Path(path).write_text("nonsense\n")
    (got,) = read_manifest(path)
    assert got.asked == f"file://{tmp_path}/%FF.jsonl%3A1"


@settings(max_examples=200, deadline=None)
@given(st.lists(st.binary(max_size=60).map(lambda line: line.replace(b"\n", b" "))))
def test_every_line_that_is_not_blank_gives_one_answer(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes]
) -> None:
    got = read(tmp_path_factory.getbasetemp(), b"\n".join(lines))
    expected = sum(
        1 for number, line in enumerate(lines) if (line.removeprefix(b"\xef\xbb\xbf") if not number else line).strip()
    )
    assert len(got) == expected


@pytest.mark.parametrize("url", ["news.example/a", "javascript:alert(1)", "http://[::1", "archive::a.html", ""])
def test_what_is_no_web_address_is_no_reason_to_lose_the_page(tmp_path: Path, url: str) -> None:
    manifest = tmp_path / "manifest.jsonl"
    manifest.write_text(json.dumps({"path": "a.html", "url": url}))
    (target,) = read_manifest(str(manifest))
    assert isinstance(target, Target)
    assert (target.asked, target.url) == ("a.html", None)
