"""Reads that give half, and errors of closing what was only read, change nothing of what is read."""

from __future__ import annotations

import builtins
import errno
import io
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.faults import halves

from newsarc.fetch.files import read_file
from newsarc.fetch.lines import read_lines
from newsarc.fetch.manifest import read_manifest
from newsarc.fetch.walk import walk
from newsarc.fetch.warc import read_warc
from newsarc.model.target import Target
from newsarc.warc.writing import member

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>The ferries run again.</p>"
RECORD = [("WARC-Type", "response"), ("WARC-Target-URI", "https://a.example/"), ("WARC-Date", "2026-11-20T08:00:00Z")]
LINE = b'{"url":"https://a.example/%d","text":"The ferries run again.","path":"a.html"}\n'
Read = Callable[[Path], list[object]]


def target(path: Path) -> Target:
    return Target(asked=path.name, path=str(path))


def warc(folder: Path) -> list[object]:
    fields = [*RECORD, ("Content-Type", "application/http; msgtype=response")]
    path = folder / "x.warc.gz"
    path.write_bytes(b"".join(member(fields, PAGE) for _ in range(9)))
    return list(read_warc(target(path), max_bytes=1 << 20))


def lines(folder: Path) -> list[object]:
    path = folder / "x.jsonl"
    path.write_bytes(b"".join(LINE % number for number in range(9)))
    return list(read_lines(target(path), max_bytes=1 << 20))


def manifest(folder: Path) -> list[object]:
    path = folder / "list.jsonl"
    path.write_bytes(b"".join(LINE % number for number in range(9)))
    return list(read_manifest(str(path)))


def file(folder: Path) -> list[object]:
    path = folder / "x.html"
    path.write_bytes(b"<p>The ferries run again.</p>")
    return [read_file(target(path), max_bytes=1 << 20, now=NOW)]


def names(folder: Path) -> list[object]:
    (folder / "a.html").touch()
    return list(walk([str(folder)]))


@pytest.mark.parametrize("read", [warc, lines, manifest, file, names])
def test_half_reads_and_errors_of_closing_change_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read: Read
) -> None:
    expected = read(tmp_path)
    assert expected
    close, opened = os.close, builtins.open

    def close_badly(descriptor: int) -> None:
        close(descriptor)
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    def open_badly(path: str | Path | int, mode: str = "r", **how: object) -> io.IOBase:
        badly = mode == "rb" and not how and isinstance(path, str) and str(tmp_path) in path
        return halves.fdopen(os.open(path, os.O_RDONLY), mode) if badly else opened(path, mode, **how)  # type: ignore[call-overload, no-any-return, arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(os, "fdopen", halves.fdopen)
        patch.setattr(os, "close", close_badly)
        patch.setattr(builtins, "open", open_badly)
        found = read(tmp_path)
    assert found == expected
