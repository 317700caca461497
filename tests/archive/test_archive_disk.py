"""Files that are replaced whole: what is there before and after, and what who died in the middle left."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from newsarc.app.sites import SiteFiles
from newsarc.app.sources import Sources
from newsarc.archive.disk import Disk, replace_durably
from newsarc.archive.layout import Layout
from newsarc.archive.sitefile import SiteFile, digest_of
from newsarc.model.source import Source, SourceKind

SITE = SiteFile(site="harbour.example", learned=date(2026, 11, 23), stories=9, rules=(), digest=digest_of(()))


def feed(name: str) -> Source:
    return Source(name=name, urls=(f"https://{name}.example/feed.xml",), kind=SourceKind.FEED)


def started(work: Callable[[], object]) -> int:
    """Begin *work* in a process of its own; return its number."""
    pid = os.fork()
    if pid == 0:
        code = 1
        with contextlib.suppress(BaseException):
            work()
            code = 0
        os._exit(code)
    return pid


def ended(pid: int) -> int:
    """Wait for the end of a process; return its exit code, negative for the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def die(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("step", ["write", "fdatasync", "chmod"])
@pytest.mark.parametrize(
    ("change", "folder", "name"),
    [
        (lambda layout: SiteFiles(layout).write(SITE), "sites", "harbour.example.jsonl"),
        (lambda layout: Sources(layout).add([feed("bay")]), ".", "sources.toml"),
    ],
    ids=["learn", "source add"],
)
def test_what_a_killed_process_left_goes_with_the_next_change(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[Layout], None],
    folder: str,
    name: str,
    step: str,
) -> None:
    layout = Layout(tmp_path)
    with monkeypatch.context() as dying:
        dying.setattr(Disk, step, die)
        assert ended(started(lambda: change(layout))) == -signal.SIGKILL
    assert any(one.endswith(".tmp") for one in names(tmp_path / folder))
    change(layout)
    assert names(tmp_path / folder) - {"lock", "sites"} == {name}


def test_what_is_not_left_of_this_very_file_stays(tmp_path: Path) -> None:
    others = {
        ".notes.jsonl.7-0011aabb.tmp",
        ".notes.toml.7-0011aabb.tmp.bak",
        ".notes.toml.swp",
        ".notes.toml.mine.tmp",
        ".notes.toml.7-0011aabbcc.tmp",
        "notes.toml.7-0011aabb.tmp",
    }
    for name in others | {".notes.toml.7-0011aabb.tmp"}:
        (tmp_path / name).write_text("x")
    replace_durably(Disk(), tmp_path / "notes.toml", b"new")
    assert names(tmp_path) == others | {"notes.toml"}


def test_a_name_of_the_greatest_length_is_replaced_and_swept(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 255)
    (tmp_path / f".{'n' * 200}.7-0011aabb.tmp").write_text("x")
    replace_durably(Disk(), path, b"new")
    assert names(tmp_path) == {path.name}


def test_what_cannot_be_removed_is_no_hindrance(tmp_path: Path) -> None:
    class Clinging(Disk):
        def unlink(self, path: Path) -> None:
            raise OSError(errno.EIO, "Input/output error", str(path))

    (tmp_path / ".notes.toml.7-0011aabb.tmp").write_text("x")
    replace_durably(Clinging(), tmp_path / "notes.toml", b"new")
    assert (tmp_path / "notes.toml").read_bytes() == b"new"


def test_who_changes_a_file_at_once_takes_away_nothing_of_the_others(tmp_path: Path) -> None:
    layout = Layout(tmp_path)

    def add(start: int) -> None:
        for number in range(start, start + 10):
            Sources(layout).add([feed(f"s{number}")])

    pids = [started(partial(add, start)) for start in range(0, 40, 10)]
    assert [ended(pid) for pid in pids] == [0] * 4
    assert {one.name for one in Sources(layout).all()} == {f"s{number}" for number in range(40)}
    assert names(tmp_path) == {"lock", "sources.toml"}
