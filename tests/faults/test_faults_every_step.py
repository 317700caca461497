"""Every step of a commit fails in every way: nothing acknowledged is lost or stored twice, the next one works."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from archive_kit import NOW, audit, commit, fast_folder, ids, no_failure, opened, prepared, records, served
from faulty_disk import DEATHS, DIE_TORN, FAULTS, RAISE_BEFORE, SHORT, STAYS_FULL, TORN, FaultyDisk

from newsarc.archive import spool, store
from newsarc.archive.filing import Filing
from newsarc.errors import StorageError

SPOOLED = [prepared(101), prepared(102)]
BATCH = [
    prepared(1),  # known
    served(50),
    served(50),  # twice in one batch
    served(2, text="The bridge opened again."),  # a revision
    prepared(51, url="https://other.example/51", text=prepared(3).article.text),  # a copy
    prepared(102),  # waits in the spool too
    prepared(52, text="Long text. " * 400),
]
TORN_TAIL = b'{"v":1,"id":"0123456789abcdef","kind":"article","text":"torn'
BAD_SPOOL_LINE = b'{"v":1,"content_hash":"not checked"}'


@pytest.fixture(scope="module")
def base() -> Iterator[Path]:
    """An archive whose next commit cuts a torn tail, seals, rolls over, adopts the spool and quarantines a bad line."""
    folder = fast_folder()
    root = folder / "archive"
    made = opened(root)
    no_failure(commit(made, [prepared(n) for n in range(4)]))
    spool.keep(made.disk, made.layout, SPOOLED, NOW, why="busy")
    (root / "spool" / "20260101T000000Z-1-bad.jsonl").write_bytes(BAD_SPOOL_LINE + b"\n")
    segment = made.layout.segment(made.layout.segments()[-1])
    with segment.open("ab") as file:
        file.write(TORN_TAIL)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(autouse=True)
def _small_segments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "SEGMENT_BYTES", 1000)


@pytest.fixture
def root(base: Path) -> Iterator[Path]:
    target = base / "case"
    shutil.copytree(base / "archive", target)
    yield target
    shutil.rmtree(target)


def steps(base: Path) -> list[str]:
    """Return the disk calls of the commit when nothing fails."""
    target = base / "steps"
    shutil.copytree(base / "archive", target)
    disk = FaultyDisk()
    no_failure(commit(opened(target, disk), BATCH))
    shutil.rmtree(target)
    return disk.calls


def recovered(root: Path, acknowledged: set[str], *, catalogue: bool) -> None:
    """Assert all that must hold after a fault, once the disk is healthy."""
    after = opened(root)
    present = {line.record.stamp.id for line in records(after)}
    assert acknowledged <= present, "acknowledged and lost"
    filing = Filing(after) if catalogue else None
    again = commit(after, BATCH, filing=filing)
    no_failure(again)
    assert not audit(after, acknowledged | ids(again))
    stored = {line.record.stamp.content_hash for line in records(after)}
    assert {one.content_hash for one in (*BATCH, *SPOOLED)} <= stored
    kept = b"".join(path.read_bytes() for path in (root / "quarantine").iterdir())
    assert TORN_TAIL in kept
    assert BAD_SPOOL_LINE in kept
    assert not list((root / "spool").glob("[!.]*"))
    count = len(records(after))
    if filing is not None:
        filing.catch_up()
        assert filing.ask(lambda catalog: catalog.count()) == count
    assert ids(commit(after, [*BATCH, *SPOOLED], filing=filing)) <= present | ids(again) | {
        line.record.stamp.id for line in records(after)
    }
    assert len(records(after)) == count, "a second run of the same adds nothing"
    if filing is not None:
        filing.close()


def run_and_maybe_die(root: Path, disk: FaultyDisk) -> set[str]:
    """Commit in a child process; return what it acknowledged before it ended."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reader)
            os.write(writer, json.dumps(sorted(ids(commit(opened(root, disk), BATCH)))).encode())
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    return set(json.loads(said)) if said else set()


def run_and_maybe_raise(root: Path, disk: FaultyDisk) -> set[str]:
    """Commit; after a StorageError nothing of the batch may be there, where the fault was a single one."""
    before = {line.record.stamp.content_hash for line in records(opened(root))}
    try:
        return ids(commit(opened(root, disk), BATCH))
    except StorageError:
        if disk.fault != STAYS_FULL and disk.calls[disk.step] != "truncate":
            after = {line.record.stamp.content_hash for line in records(opened(root))}
            assert after == before, "said to have failed, but it is there"
        return set()


@pytest.mark.parametrize("catalogue", [False, True], ids=["segments", "catalogue"])
@pytest.mark.parametrize("fault", FAULTS)
def test_any_step_may_fail(base: Path, fault: str, catalogue: bool) -> None:
    writes_only = fault in (SHORT, TORN, DIE_TORN)
    calls = steps(base)
    assert {"write", "fdatasync", "link", "unlink", "truncate", "mkdir", "chmod", "fsync_dir"} <= set(calls)
    hit = 0
    for step, name in enumerate(calls):
        if writes_only and name != "write":
            continue
        for code in (errno.EIO, errno.ENOSPC) if fault == RAISE_BEFORE else (errno.EIO,):
            target = base / "case"
            shutil.copytree(base / "archive", target)
            disk = FaultyDisk(step, fault, code)
            run = run_and_maybe_die if fault in DEATHS else run_and_maybe_raise
            try:
                acknowledged = run(target, disk)
                hit += disk.happened or fault in DEATHS
                recovered(target, acknowledged, catalogue=catalogue)
            except AssertionError as err:
                raise AssertionError(f"{fault} at step {step} ({name}): {err}") from err
            finally:
                shutil.rmtree(target)
    assert hit >= (3 if writes_only else 30)


def test_a_torn_write_at_every_byte(base: Path, root: Path) -> None:
    """However many bytes of a batch reached the file before the writer died, the next commit makes it whole."""
    healthy = opened(root)
    no_failure(commit(healthy, BATCH))
    name = healthy.layout.segments()[-1]
    whole = healthy.layout.segment(name).read_bytes()
    for cut in range(0, len(whole), 97):
        target = base / "torn"
        shutil.copytree(root, target)
        (target / "articles" / f"{name}.jsonl").write_bytes(whole[:cut])
        after = opened(target)
        again = commit(after, [*BATCH, *SPOOLED])
        assert not audit(after, ids(again)), cut
        shutil.rmtree(target)


def test_a_failed_fdatasync_is_never_tried_again(base: Path) -> None:
    """The kernel forgets an error once it was told: a second call would lie. What follows is the cut, and no sync."""
    calls = steps(base)
    syncs = [step for step, name in enumerate(calls) if name == "fdatasync"]
    for step in syncs:
        target = base / "case"
        shutil.copytree(base / "archive", target)
        disk = FaultyDisk(step, RAISE_BEFORE)
        commit_fails(opened(target, disk))
        after = disk.calls[step + 1 :]
        assert "fdatasync" not in after or after[after.index("fdatasync") - 1] in ("write", "open"), (step, after)
        shutil.rmtree(target)
    assert len(syncs) > 4


def commit_fails(broken: store.Store) -> None:
    """Commit; a StorageError is an answer."""
    with contextlib.suppress(StorageError):
        commit(broken, BATCH)
