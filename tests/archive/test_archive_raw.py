"""raw/: what servers sent is on the disk, whole and where the record says, before the record is."""

from __future__ import annotations

import errno
import hashlib
import io
from datetime import datetime
from pathlib import Path

import msgspec
import pytest
from archive_kit import NOW, audit, commit, ids, kinds, no_failure, opened, prepared, records, served
from faulty_disk import RAISE_AFTER, RAISE_BEFORE, TORN, FaultyDisk
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from newsarc.archive import lock, raw
from newsarc.archive.store import Store
from newsarc.errors import StorageError
from newsarc.model.exchange import Capture, Exchange
from newsarc.model.record import RawRef
from newsarc.warc.writing import capture, member


def refs(store: Store) -> list[RawRef]:
    return [line.record.raw for line in records(store) if line.record.raw is not None]


def accepted_by_warcio(path: Path) -> bool:
    """Say whether ``warcio check`` has nothing to say against the file."""

    class Command:
        inputs = (str(path),)
        verbose = False

    checker = Checker(Command)
    checker.process_all()
    return checker.exit_value == 0


def test_new_revised_and_copied_pages_point_to_what_was_served(tmp_path: Path) -> None:
    store = opened(tmp_path)
    one, two = served(1), served(2)
    copied = served(3, text=one.article.text)
    revised = served(1, text="The bridge opened.")
    assert kinds(commit(store, [one, two, copied, revised, prepared(4)])) == [
        "article", "article", "copy", "revision", "article",
    ]  # fmt: skip
    assert audit(store) == []
    found = refs(store)
    assert [ref.digest for ref in found] == [p.capture.digest for p in (one, two, copied, revised) if p.capture]
    assert len({ref.file for ref in found}) == 1
    assert accepted_by_warcio(tmp_path / "raw" / found[0].file)


def test_one_file_a_process_and_none_where_nothing_was_served(tmp_path: Path) -> None:
    quiet, first, second = opened(tmp_path), opened(tmp_path), opened(tmp_path)
    no_failure(commit(quiet, [prepared(0)]))
    assert not (tmp_path / "raw").exists()
    for number, store in enumerate((first, second, first, second)):
        no_failure(commit(store, [served(number + 1)]))
    names = [ref.file for ref in refs(first)]
    assert names[0] == names[2] != names[1] == names[3]
    assert all(raw.NAME.match(name) for name in names)
    assert audit(first) == []


def test_what_the_system_gives_only_half_of_is_read_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A read may return less than there is: network file systems and signals do that."""

    class Halting(io.FileIO):
        def read(self, size: int | None = -1) -> bytes:
            return super().read(size if size is None or size < 2 else size // 2) or b""

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            return super().readinto(memoryview(buffer)[: max(1, len(buffer) // 2)])

    store = opened(tmp_path)
    no_failure(commit(store, [served(1)]))
    ref = refs(store)[0]
    whole = raw.packed(store.layout, ref)

    def halting(path: Path, _mode: str, buffering: int = -1) -> io.RawIOBase | io.BufferedReader:
        file = Halting(path)
        return file if buffering == 0 else io.BufferedReader(file)

    monkeypatch.setattr(Path, "open", halting)
    assert raw.packed(store.layout, ref) == whole


def test_a_file_that_has_grown_large_is_followed_by_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(raw, "FILE_BYTES", 2000)
    store = opened(tmp_path)
    for number in range(6):
        no_failure(commit(store, [served(number)]))
    files = list((tmp_path / "raw").iterdir())
    assert len(files) > 1
    assert all(path.stat().st_size < 4000 and accepted_by_warcio(path) for path in files)
    assert audit(store) == []


def test_a_file_that_could_not_be_written_is_left_alone(tmp_path: Path) -> None:
    """Nobody knows what an error left behind: what comes later goes to a file of its own."""
    disk = FaultyDisk()
    store = opened(tmp_path, disk)
    no_failure(commit(store, [served(1)]))
    disk.step = len(disk.calls) + 1  # the write after the opening
    with pytest.raises(StorageError):
        commit(store, [served(2)])
    assert disk.calls[disk.step] == "write"
    no_failure(commit(store, [served(2)]))
    first, second = refs(store)
    assert first.file != second.file
    assert audit(store) == []


@pytest.mark.parametrize("fault", [RAISE_BEFORE, RAISE_AFTER, TORN])
def test_after_an_error_nothing_is_archived_and_another_file_is_begun(tmp_path: Path, fault: str) -> None:
    probe = FaultyDisk()
    store = opened(tmp_path / "probe", probe)
    before = len(probe.calls)
    no_failure(commit(store, [served(1)]))
    writes = [n for n, name in enumerate(probe.calls) if n >= before and name in ("write", "fdatasync")][:4]
    for step in writes:
        disk = FaultyDisk(step, fault, errno.ENOSPC)
        if fault == TORN and probe.calls[step] != "write":
            continue
        store = opened(tmp_path / f"{step}", disk)
        with pytest.raises(StorageError):
            commit(store, [served(1)])
        assert records(store) == []
        no_failure(commit(store, [served(1)]))
        assert audit(store) == []
        assert len(refs(store)) == 1


def test_the_bytes_are_synced_before_the_record_is_written(tmp_path: Path) -> None:
    """Whatever step the commit dies at, a record that is there points to bytes that had been waited for."""
    order: list[str] = []

    class Watching(FaultyDisk):
        names: dict[int, str]

        def open(self, path: Path, flags: int, mode: int = 0o644) -> int:
            fd = super().open(path, flags, mode)
            self.names = {**getattr(self, "names", {}), fd: path.parent.name}
            return fd

        def write(self, fd: int, data: memoryview) -> int:
            order.append(f"write {self.names[fd]}")
            return super().write(fd, data)

        def fdatasync(self, fd: int) -> None:
            order.append(f"sync {self.names[fd]}")
            super().fdatasync(fd)

    store = opened(tmp_path, Watching())
    no_failure(commit(store, [served(1)]))
    last_raw = max(n for n, step in enumerate(order) if step.endswith("raw"))
    assert order[last_raw] == "sync raw"
    assert order.index("write articles") > last_raw
    assert order.count("sync raw") == 2  # the head of the file, and what was served


def test_what_waits_in_the_spool_remembers_where_its_bytes_are(tmp_path: Path) -> None:
    store, other = opened(tmp_path), opened(tmp_path)
    with lock.writing(store.layout.lock, 1.0):
        assert kinds(commit(store, [served(1)], timeout=0.0)) == ["failed"]
    no_failure(commit(other, [prepared(2)]))
    assert [ref.digest for ref in refs(other)] == [one.digest for one in (served(1).capture,) if one]
    assert audit(other) == []


def test_a_capture_that_two_articles_share_is_kept_once(tmp_path: Path) -> None:
    store = opened(tmp_path)
    one = served(1)
    other = msgspec.structs.replace(served(2), capture=one.capture)
    assert len(ids(commit(store, [one, other]))) == 2
    first, second = refs(store)
    assert first == second


REQUEST = b"GET / HTTP/1.1\r\n\r\n"
_NASTY = st.text(st.characters(codec="utf-8"), max_size=60)


@given(url=_NASTY, head=st.binary(max_size=200), body=st.binary(max_size=2000), address=st.none() | _NASTY)
def test_whatever_was_served_comes_back_and_others_can_read_it(
    url: str, head: bytes, body: bytes, address: str | None
) -> None:
    """Odd addresses and heads cannot break out of their field or change another record."""
    exchange = Exchange(
        url=url,
        request=REQUEST,
        head=b"HTTP/1.1 200 OK\r\n" + head,
        body=body,
        at=NOW,
        address=address,
    )
    made = capture(exchange)
    assert made == capture(exchange)
    block = exchange.head + body
    assert made.digest == f"sha256:{hashlib.sha256(block).hexdigest()}"
    found = list(ArchiveIterator(io.BytesIO(made.data), no_record_parse=True).__iter__())
    assert [record.rec_type for record in found] == ["response", "request"]
    ends_with_request(made)


def ends_with_request(made: Capture) -> None:
    """Assert that both records hold their blocks to the byte."""
    blocks = [record.raw_stream.read() for record in ArchiveIterator(io.BytesIO(made.data), no_record_parse=True)]
    assert f"sha256:{hashlib.sha256(blocks[0]).hexdigest()}" == made.digest
    assert blocks[1] == REQUEST


@given(st.lists(st.tuples(st.from_regex(r"[A-Za-z-]{1,20}", fullmatch=True), _NASTY), max_size=5), st.binary())
def test_a_field_never_becomes_two(fields: list[tuple[str, str]], block: bytes) -> None:
    kept = [(f"X-{key}", value) for key, value in fields]
    (record,) = ArchiveIterator(
        io.BytesIO(member([("WARC-Type", "resource"), *kept], block)), no_record_parse=True
    ).__iter__()
    assert [key for key, _value in record.rec_headers.headers] == [
        "WARC-Type", *(key for key, _value in kept), "Content-Length",
    ]  # fmt: skip


def test_the_date_is_utc_and_the_reason_for_a_cut_is_said() -> None:
    made = capture(
        Exchange(
            url="https://paper.example/1",
            request=b"",
            head=b"HTTP/1.1 200 OK\r\n\r\n",
            body=b"half",
            at=datetime.fromisoformat("2026-11-23T14:00:00+02:00"),
            truncated="disconnect",
        )
    )
    response = next(iter(ArchiveIterator(io.BytesIO(made.data))))
    assert response.rec_headers.get_header("WARC-Date") == "2026-11-23T12:00:00Z"
    assert response.rec_headers.get_header("WARC-Truncated") == "disconnect"
    assert response.rec_headers.get_header("WARC-IP-Address") is None
