"""Local files: found in order, each accounted for, and never trusted to be what they look like."""

from __future__ import annotations

import gzip
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from newsarc.fetch.files import read_file
from newsarc.fetch.walk import walk
from newsarc.model.outcome import Failed, Reason, Skipped
from newsarc.model.target import Page, Target

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
LIMIT = 1 << 20
TEXT = b"<p>The ferries run again.</p>\n" * 30


def tree(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(TEXT)


def said(found: Target | Skipped | Failed, root: Path) -> tuple[str, str]:
    name = found.asked.removeprefix(f"{root}/")
    return (name, "target" if isinstance(found, Target) else str(found.reason))


def walked(root: Path, *paths: str, exclude: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    return [said(found, root) for found in walk(paths or (str(root),), exclude=exclude)]


def read(path: str | Path, max_bytes: int = LIMIT) -> Page | Skipped | Failed:
    return read_file(Target(asked=str(path), path=str(path)), max_bytes=max_bytes, now=NOON)


def page(path: str | Path, max_bytes: int = LIMIT) -> Page:
    got = read(path, max_bytes)
    assert isinstance(got, Page), got
    return got


# Finding


def test_a_folder_gives_its_files_in_order_and_everything_else_with_its_reason(tmp_path: Path) -> None:
    tree(tmp_path, "b.html", "a.HTM", "B.xhtml.GZ", "sub/c.txt", "sub/d.md.gz", "sub/e.text", "a/z.html")
    tree(
        tmp_path,
        "picture.jpg",
        "noending",
        "x.tar.gz",
        ".hidden.html",
        ".git/config.txt",
        ".html",
        "c.jsonl.gz",
        "d.eml",
    )
    assert walked(tmp_path) == [
        (".git", "unsupported-type"),
        (".hidden.html", "unsupported-type"),
        (".html", "unsupported-type"),
        ("B.xhtml.GZ", "target"),
        ("a/z.html", "target"),
        ("a.HTM", "target"),
        ("b.html", "target"),
        ("c.jsonl.gz", "target"),
        ("d.eml", "target"),
        ("noending", "unsupported-type"),
        ("picture.jpg", "unsupported-type"),
        ("sub/c.txt", "target"),
        ("sub/d.md.gz", "target"),
        ("sub/e.text", "target"),
        ("x.tar.gz", "unsupported-type"),
    ]


@pytest.mark.parametrize("name", ["x.jpg", "noending", ".hidden", "x.tar.gz", "-rf"])
def test_a_file_that_is_named_is_tried_whatever_its_ending(tmp_path: Path, name: str) -> None:
    tree(tmp_path, name)
    assert walked(tmp_path, str(tmp_path / name)) == [(name, "target")]


def test_a_name_stays_as_the_user_began_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree(tmp_path, "in/a.html")
    monkeypatch.chdir(tmp_path)
    for operand, asked in [
        ("in", "in/a.html"),
        ("./in/", "./in/a.html"),
        ("in//..", "in//../in/a.html"),
        (".", "./in/a.html"),
    ]:
        assert [found.asked for found in walk([operand])] == [asked]


@pytest.mark.parametrize("operand", ["missing", "", "file.html/below", "a\0b", "\ud800"])
def test_what_is_not_there_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, operand: str) -> None:
    tree(tmp_path, "file.html")
    monkeypatch.chdir(tmp_path)
    (found,) = walk([operand])
    assert isinstance(found, Failed)
    assert found.reason is Reason.MISSING
    found.asked.encode()  # fit for a record


def test_links_in_a_folder_are_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    tree(outside, "secret.html")
    inside = tmp_path / "inside"
    tree(inside, "real.html")
    for name, to in {
        "loop": ".",
        "up": "..",
        "out": "../outside",
        "dead.html": "nowhere",
        "zero.html": "/dev/zero",
    }.items():
        (inside / name).symlink_to(to)
    assert walked(inside) == [
        ("dead.html", "symlink"), ("loop", "symlink"), ("out", "symlink"), ("real.html", "target"), ("up", "symlink"),
        ("zero.html", "symlink"),
    ]  # fmt: skip


def test_a_link_that_is_named_is_followed(tmp_path: Path) -> None:
    tree(tmp_path, "store/blob", "folder/a.html")
    (tmp_path / "today.html").symlink_to("store/blob")
    (tmp_path / "here").symlink_to("folder")
    (tmp_path / "dead").symlink_to("nowhere")
    (tmp_path / "self").symlink_to("self")
    operands = [str(tmp_path / name) for name in ("today.html", "here", "dead", "self")]
    found = list(walk(operands))
    assert [said(each, tmp_path) for each in found] == [
        ("today.html", "target"), ("here/a.html", "target"), ("dead", "missing"), ("self", "unreadable"),
    ]  # fmt: skip
    assert isinstance(found[0], Target)
    got = read_file(found[0], max_bytes=LIMIT, now=NOON)
    assert isinstance(got, Page)
    assert (got.asked, got.content, got.media_type) == (operands[0], TEXT, "text/html")


def test_a_link_put_in_the_place_of_a_file_is_not_followed(tmp_path: Path) -> None:
    tree(tmp_path, "in/a.html", "secret.html")
    (target,) = walk([str(tmp_path / "in")])
    assert isinstance(target, Target)
    (tmp_path / "in/a.html").unlink()
    (tmp_path / "in/a.html").symlink_to("../secret.html")
    got = read_file(target, max_bytes=LIMIT, now=NOON)
    assert isinstance(got, Skipped)
    assert got.reason is Reason.SYMLINK


def test_pipes_sockets_and_devices_are_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.html")
    listener = socket.socket(socket.AF_UNIX)
    # A socket's name has a short limit, which a test's folder may pass.
    with listener, pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path)
        listener.bind("socket.html")
        assert walked(tmp_path) == [("pipe.html", "special-file"), ("socket.html", "special-file")]
        for name in ("pipe.html", "socket.html", "/dev/null", "/dev/zero"):
            for got in (*walk([name]), read(name)):
                assert isinstance(got, Skipped), got
                assert got.reason is Reason.SPECIAL_FILE
                assert got.detail


def test_a_made_up_file_is_special() -> None:
    got = read("/proc/self/status")
    assert isinstance(got, Skipped)
    assert got.reason is Reason.SPECIAL_FILE


def test_the_archive_is_not_read_into_itself(tmp_path: Path) -> None:
    tree(tmp_path, "a.html", "archive/articles/x.txt", "archive/raw/y.html", "z.html")
    (tmp_path / "alias").symlink_to("archive")
    archive = str(tmp_path / "archive")
    skipped = ("archive", "archive-itself")
    expected = [("a.html", "target"), ("alias", "symlink"), skipped, ("z.html", "target")]
    for spelling in (archive, archive + "/", str(tmp_path / "alias"), str(tmp_path / "archive/raw/..")):
        assert walked(tmp_path, exclude=(spelling,)) == expected
    for inside in ("archive", "alias", "archive/articles", "archive/raw/y.html", "alias/raw/y.html"):
        assert walked(tmp_path, str(tmp_path / inside), exclude=(archive,)) == [(inside, "archive-itself")]
    assert walked(tmp_path, str(tmp_path / "a.html"), exclude=(archive, str(tmp_path / "nowhere"))) == [
        ("a.html", "target")
    ]
    tree(tmp_path, "archive-2/b.html")
    assert walked(tmp_path, str(tmp_path / "archive-2"), exclude=(archive,)) == [("archive-2/b.html", "target")]


NAMES = [
    b"caf\xe9.html", b"\xff\xfe.txt", b"new\nline.html", b"\x1b[2J.html", b"-rf.html", b" .html", b"..html.html",
    "e\u0301.html".encode(), "\u00e9.html".encode(), "\U0001f98a.html".encode(), b"a" * 250 + b".html", b"%41.html",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES, ids=repr)
def test_a_file_of_any_name_is_found_and_read(tmp_path: Path, name: bytes) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / os.fsdecode(name)).write_bytes(TEXT)
    (found,) = walk([str(folder)])
    if name.startswith(b"."):
        assert isinstance(found, Skipped)
        return
    assert isinstance(found, Target)
    assert found.asked.encode()
    got = read_file(found, max_bytes=LIMIT, now=NOON)
    assert isinstance(got, Page), got
    assert got.content == TEXT
    assert got.asked == found.asked


def test_a_name_that_is_not_unicode_is_asked_for_by_its_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path(os.fsdecode(b"caf\xe9 50%.html")).write_bytes(TEXT)
    (found,) = walk(["."])
    assert found.asked == f"file://{tmp_path}/./caf%E9%2050%25.html"
    assert isinstance(found, Target)
    assert page_type(found) == "text/html"


def page_type(target: Target) -> str | None:
    got = read_file(target, max_bytes=LIMIT, now=NOON)
    assert isinstance(got, Page)
    return got.media_type


def dig(folder: Path, name: str, depth: int) -> None:
    """Make folders called *name* in each other, deeper than a path or pathlib can reach; a page in the last."""
    here = os.open(folder, os.O_RDONLY)
    for _ in range(depth):
        os.mkdir(name, dir_fd=here)
        below = os.open(name, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(os.open("a.html", os.O_WRONLY | os.O_CREAT, dir_fd=here))
    os.close(here)


@pytest.fixture
def mine(tmp_path: Path) -> Iterator[Path]:
    """Give a folder that is tidied up by a program that does not recurse, as pytest's own tidying does."""
    yield tmp_path
    subprocess.run(["rm", "-rf", *map(str, tmp_path.iterdir())], check=True)


def test_a_tree_may_be_deeper_than_the_stack(mine: Path) -> None:
    dig(mine, "d", 1200)
    (found,) = walk([str(mine)])
    assert isinstance(found, Target)
    assert found.path == f"{mine}/{'d/' * 1200}a.html"


def test_a_tree_deeper_than_a_path_can_say_is_reported(mine: Path) -> None:
    dig(mine, "n" * 200, 40)
    (found,) = walk([str(mine)])
    assert isinstance(found, Failed)
    assert (found.reason, found.detail) == (Reason.UNREADABLE, "File name too long")


def test_a_walk_does_not_run_ahead_of_its_reader(tmp_path: Path) -> None:
    tree(tmp_path, "1/a.html", "2/b.html")
    found = walk([str(tmp_path)])
    assert said(next(found), tmp_path) == ("1/a.html", "target")
    (tmp_path / "2/b.html").rename(tmp_path / "2/c.html")
    assert [said(each, tmp_path) for each in found] == [("2/c.html", "target")]


DENIED = """
import os
from datetime import datetime, UTC
from newsarc.fetch.files import read_file
from newsarc.fetch.walk import walk
from newsarc.model.target import Target
if os.geteuid() == 0:  # permissions say nothing to root: the look is taken as nobody
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
for found in walk(["in"]):
    if isinstance(found, Target):
        found = read_file(found, max_bytes=1000000, now=datetime.now(UTC))
    print(found.asked, getattr(found, "reason", "page"), getattr(found, "detail", ""))
"""


def test_what_may_not_be_read_is_reported_and_the_rest_is_read(tmp_path: Path) -> None:
    tree(tmp_path, "in/a/x.html", "in/b.html", "in/c.html", "in/d/y.html")
    (tmp_path / "in/a").chmod(0)
    (tmp_path / "in/b.html").chmod(0)
    (tmp_path / "in/d").chmod(0o444)  # may be listed, but nothing in it may be looked at
    for path in (tmp_path, tmp_path / "in"):
        path.chmod(0o755)
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", DENIED], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    for name in ("in/a", "in/d"):
        (tmp_path / name).chmod(0o755)
    assert run.stderr == ""
    assert run.stdout.splitlines() == [
        "in/a unreadable Permission denied",
        "in/b.html unreadable Permission denied",
        "in/c.html page ",
        "in/d/y.html unreadable Permission denied",
    ]


# Reading

TYPES = {
    "a.html": "text/html", "a.HTM": "text/html", "a.xhtml": "application/xhtml+xml", "a.txt": "text/plain",
    "a.text": "text/plain", "a.md": "text/markdown", "a": None, "a.bin": None,
}  # fmt: skip


@pytest.mark.parametrize("name", TYPES)
def test_a_file_is_its_bytes(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(TEXT)
    path = str(tmp_path / name)
    assert page(path) == Page(asked=path, content=TEXT, retrieved_at=NOON, media_type=TYPES[name])


@pytest.mark.parametrize("name", ["a.html.gz", "a.html.GZ", "a.html", "a", "a.gz"])
def test_gzipped_bytes_are_unpacked_under_any_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(gzip.compress(TEXT))
    got = page(tmp_path / name)
    assert (got.content, got.incomplete_because) == (TEXT, None)
    assert got.media_type == ("text/html" if "html" in name else None)


def test_the_time_and_address_of_a_manifest_go_with_the_page(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(TEXT)
    then = datetime(2020, 1, 1, 1, tzinfo=timezone(timedelta(hours=1)))
    target = Target(asked="a", path=str(tmp_path / "a"), url="https://news.example/a", retrieved_at=then)
    got = read_file(target, max_bytes=LIMIT, now=NOON)
    assert isinstance(got, Page)
    assert got.url == "https://news.example/a"
    assert (got.retrieved_at, got.retrieved_at.tzinfo) == (datetime(2020, 1, 1, tzinfo=UTC), UTC)


def test_an_empty_file_is_an_empty_page(tmp_path: Path) -> None:
    (tmp_path / "a.html").touch()
    assert page(tmp_path / "a.html").content == b""


def test_no_cut_of_a_gzip_file_is_silent(tmp_path: Path) -> None:
    packed = gzip.compress(TEXT)
    path = tmp_path / "a.html.gz"
    for end in range(len(packed)):
        path.write_bytes(packed[:end])
        got = read(path)
        if isinstance(got, Page):
            assert got.incomplete_because == "gzip stream cut"
            assert TEXT.startswith(got.content)
        else:
            assert got.reason is Reason.DAMAGED
            assert got.detail


def test_what_is_called_gzip_and_is_not_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "a.html.gz").write_bytes(TEXT)
    got = read(tmp_path / "a.html.gz")
    assert isinstance(got, Failed)
    assert (got.reason, got.detail) == (Reason.DAMAGED, "not a gzip stream")


def test_bytes_after_a_gzip_stream_are_said(tmp_path: Path) -> None:
    (tmp_path / "a.html.gz").write_bytes(gzip.compress(TEXT) + gzip.compress(TEXT) + b"junk")
    got = page(tmp_path / "a.html.gz")
    assert (got.content, got.incomplete_because) == (TEXT * 2, "other bytes after the end of the gzip stream")


def test_the_limit_is_kept_before_and_after_unpacking(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(b"x" * 1000)
    assert len(page(path, max_bytes=1000).content) == 1000
    for data, limit in ((b"x" * 1001, 1000), (gzip.compress(b"x" * 100_001), 100_000)):
        path.write_bytes(data)
        got = read(path, max_bytes=limit)
        assert isinstance(got, Failed)
        assert got.reason is Reason.TOO_LARGE


def test_a_vast_file_is_refused_by_its_size_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.touch()
    os.truncate(path, 1 << 40)
    got = read(path)
    assert isinstance(got, Failed)
    assert got.reason is Reason.TOO_LARGE
    assert str(1 << 40) in got.detail


@pytest.mark.parametrize(
    ("name", "reason"), [("gone.html", Reason.MISSING), ("in", Reason.UNREADABLE), ("a\0", Reason.MISSING)]
)
def test_what_cannot_be_opened_has_its_reason(tmp_path: Path, name: str, reason: Reason) -> None:
    (tmp_path / "in").mkdir()
    got = read(f"{tmp_path}/{name}")
    assert isinstance(got, Failed)
    assert got.reason is reason


@pytest.mark.parametrize("name", ["a.html", "a.html.gz"])
@pytest.mark.parametrize("how", ["grows", "shrinks", "is rewritten"])
def test_a_file_that_changes_while_it_is_read_is_not_taken(tmp_path: Path, name: str, how: str) -> None:
    path = tmp_path / name
    data = TEXT * 20_000
    path.write_bytes(gzip.compress(data, 0) if name.endswith(".gz") else data)
    size = path.stat().st_size
    stop, started = threading.Event(), threading.Event()

    def disturb() -> None:
        with path.open("r+b", buffering=0) as file:
            for turn in range(1, 10**9):
                if how == "grows":
                    os.pwrite(file.fileno(), b"more", size + turn)
                elif how == "shrinks":
                    os.ftruncate(file.fileno(), size - turn)
                else:
                    os.pwrite(file.fileno(), b"x", size // 2)
                    os.utime(path, ns=(turn, turn))
                started.set()
                if stop.is_set():
                    return

    thread = threading.Thread(target=disturb)
    thread.start()
    try:
        assert started.wait(20)
        # On a busy machine a whole read may fall between two of the disturber's turns; not two hundred of them.
        got = next(filter(lambda one: isinstance(one, Failed), (read(path, max_bytes=1 << 30) for _ in range(200))))
    finally:
        stop.set()
        thread.join()
    assert isinstance(got, Failed)
    assert got.reason is Reason.CHANGED


def test_a_target_without_a_path_is_the_callers_fault() -> None:
    with pytest.raises(ValueError, match="without a path"):
        read_file(Target(asked="http://a.example/", url="http://a.example/"), max_bytes=1, now=NOON)


# What a file holds whose name says nothing

MAIL = (
    b"Return-Path: <desk@harbour.example>\r\nFrom: Harbour Desk <desk@harbour.example>\r\nSubject: The quay opens\r\n"
    b"Date: Tue, 14 May 2024 10:00:00 +0200\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nIt opens in April.\r\n"
)
SAVED = b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://harbour.example/1\r\nSubject: Q\r\n" + MAIL


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (MAIL, "message/rfc822"),
        (MAIL.replace(b"\r\n", b"\n"), "message/rfc822"),
        (MAIL.replace(b"text/plain;", b"multipart/related; boundary=x;"), "message/rfc822"),
        (SAVED, "multipart/related"),
        (TEXT, None),
        (b"Title: The quay\nDate: 14 May 2024\nBy: Ana Ferro\n\nThe quay opens in April.\n", None),
        (b"[Harbour] The quay opens in April.\n", None),
        (b"From the harbour 2024\nSubject: none\n", None),
        (b"", None),
    ],
)
def test_a_mail_is_told_by_its_headers_where_the_name_says_nothing(
    tmp_path: Path, content: bytes, media_type: str | None
) -> None:
    (tmp_path / "1709.M1.host:2,S").write_bytes(content)
    assert page(tmp_path / "1709.M1.host:2,S").media_type == media_type
    (tmp_path / "a.txt").write_bytes(content)
    assert page(tmp_path / "a.txt").media_type == "text/plain"


@pytest.mark.parametrize(
    ("content", "advice"),
    [
        (b"WARC/1.0\r\nWARC-Type: warcinfo\r\n\r\n", ".warc"),
        (gzip.compress(b"WARC/1.1\r\nWARC-Type: response\r\n\r\n"), ".warc"),
        (b"From desk@harbour.example Tue May 14 10:00:00 2024\n" + MAIL, ".eml"),
        (b'{"title": "The quay", "text": "It opens."}\n', ".jsonl"),
        (b'{"title": "The quay"}\n{"title": "The ferry"}\n', ".jsonl"),
        (b'\xef\xbb\xbf [{"title": "The quay"}]', ".jsonl"),
    ],
)
def test_what_is_no_page_by_its_content_is_skipped_and_said_how_it_is_read(
    tmp_path: Path, content: bytes, advice: str
) -> None:
    name = tmp_path / ("crawl.gz" if content[:2] == b"\x1f\x8b" else "crawl.bin")
    name.write_bytes(content)
    got = read(name)
    assert isinstance(got, Skipped)
    assert got.reason is Reason.UNSUPPORTED
    assert advice in (got.detail or "")
