"""The store: making and opening an archive, commits, the spool, and whatever foreign hands leave in the files."""

from __future__ import annotations

import errno
import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest
from archive_kit import NOW, audit, commit, damages, ids, kinds, no_failure, opened, prepared, records
from faulty_disk import FaultyDisk

from newsarc.archive import codec, lock
from newsarc.archive import store as store_module
from newsarc.archive.digest import content_hash
from newsarc.archive.layout import Layout, next_segment, order
from newsarc.archive.manifest import read_manifest, seal
from newsarc.archive.segments import Damage, Line, links
from newsarc.archive.store import Store
from newsarc.errors import ArchiveBusy, NoArchive, StorageError, UnknownFormat
from newsarc.model.outcome import Archived, Failed, Reason
from newsarc.model.record import Record, RecordId


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "archive"


@pytest.fixture
def store(root: Path) -> Store:
    return opened(root)


def last_file(store: Store) -> Path:
    return store.layout.segment(store.layout.segments()[-1])


def snapshot(root: Path) -> dict[str, bytes | None]:
    return {str(p.relative_to(root)): p.read_bytes() if p.is_file() else None for p in sorted(root.rglob("*"))}


# --- making and opening


def test_there_is_none_unless_asked_to_make_one(root: Path) -> None:
    with pytest.raises(NoArchive, match="there is none"):
        Store(root, url_key=str)
    assert not root.exists()


@pytest.mark.parametrize("folders", ["archive", "a/b/c/archive"])
def test_an_archive_is_made_in_nothing_or_in_an_empty_folder(tmp_path: Path, folders: str) -> None:
    root = tmp_path / folders
    made = opened(root).format
    assert opened(root).format == made
    (tmp_path / "empty").mkdir()
    assert opened(tmp_path / "empty").format.archive != made.archive


@pytest.mark.parametrize("name", ["notes.txt", ".hidden", "articles/2026-11-0001.jsonl"])
def test_a_folder_with_other_things_is_left_alone(root: Path, name: str) -> None:
    (root / name).parent.mkdir(parents=True)
    (root / name).write_text("mine")
    before = snapshot(root)
    with pytest.raises(NoArchive, match="other things"):
        opened(root)
    assert snapshot(root) == before


def test_what_a_dead_maker_left_is_no_hindrance(root: Path) -> None:
    root.mkdir()
    (root / ".FORMAT.123-abc.tmp").write_text("half")
    (root / "lock").touch()
    (root / "articles").mkdir()
    no_failure(commit(opened(root), [prepared(1)]))


@pytest.mark.parametrize(
    "content",
    [
        b'{"format":"newsarc","version":2,"archive":"x","features":[]}',
        b'{"format":"newsarc","version":1,"archive":"x","features":["zstd"]}',
        b'{"format":"other","version":1,"archive":"x","features":[]}',
        b'{"format":"newsarc","version":"1","archive":"x"}',
        b"",
        b"\0" * 60,
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"x":' + b"[" * 100_000,
    ],
)
def test_an_unknown_format_is_refused_before_anything_is_touched(root: Path, store: Store, content: bytes) -> None:
    commit(store, [prepared(1)])
    store.layout.format.write_bytes(content)
    before = snapshot(root)
    for create in (True, False):
        with pytest.raises(UnknownFormat):
            Store(root, url_key=str, create=create)
    assert snapshot(root) == before


def test_a_file_in_the_way_is_a_storage_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for root in (tmp_path / "file", tmp_path / "file" / "archive"):
        with pytest.raises(StorageError):
            opened(root)


MAKE = """
import sys
from pathlib import Path
from newsarc.archive.store import Store
sys.stdin.read()
print(Store(Path(sys.argv[1]), url_key=str, create=True).format.archive)
"""


def test_all_who_make_it_at_once_get_the_same(root: Path) -> None:
    makers = [
        subprocess.Popen([sys.executable, "-c", MAKE, str(root)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        for _ in range(6)
    ]
    for one in makers:
        assert one.stdin is not None
    for one in makers:
        one.stdin.close()  # type: ignore[union-attr]
    made = set()
    for one in makers:
        assert one.stdout is not None
        made.add(one.stdout.read().strip())
        one.stdout.close()
        assert one.wait() == 0
    assert len(made) == 1
    assert list(root.iterdir()) == [root / "FORMAT"]


# --- commits


def test_outcomes_come_in_order_and_say_what_became_of_each(store: Store) -> None:
    batch = [
        prepared(1),
        prepared(2),
        prepared(1),
        prepared(1, text="Opened again."),
        prepared(3, text=prepared(2).article.text),
        prepared(2, text="Opened again."),
        prepared(1),
    ]
    outcomes = commit(store, batch)
    assert kinds(outcomes) == ["article", "article", "known", "revision", "copy", "copy", "known"]
    assert [one.asked for one in outcomes] == [one.article.asked for one in batch]
    first, second, known, revision, copy, both, again = outcomes
    assert isinstance(revision, Archived)
    assert isinstance(copy, Archived)
    assert isinstance(both, Archived)
    assert ids([known, again]) == ids([first])
    assert {revision.of} == ids([first])
    assert {copy.of} == ids([second])
    assert both.of == revision.id
    lines = records(store)
    assert lines[4].record.stamp.revises in ids([second])
    assert [line.record.stamp.id for line in lines] == [one.id for one in outcomes if isinstance(one, Archived)]
    assert not audit(store, ids(outcomes))
    for line in lines:
        assert store.read(line.position) == line.record


@pytest.mark.parametrize("batches", [[[1], [2], [3]], [[1, 2, 3]], [[1], [2, 3]]], ids=str)
def test_an_id_that_is_taken_is_not_given_again(
    store: Store, monkeypatch: pytest.MonkeyPatch, batches: list[list[int]]
) -> None:
    monkeypatch.setattr("newsarc.archive.commit.record_id", lambda _prev, _place, _text, n=0: RecordId(f"{n:016x}"))
    outcomes = [one for batch in batches for one in commit(store, [prepared(n) for n in batch])]
    assert [one.id for one in outcomes if isinstance(one, Archived)] == [f"{n:016x}" for n in range(3)]
    assert [line.record.article.text for line in records(store)] == [prepared(n).article.text for n in (1, 2, 3)]
    assert not audit(store, ids(outcomes))


def test_committing_twice_is_committing_once(store: Store) -> None:
    batch = [prepared(n) for n in range(5)]
    first = commit(store, batch)
    before = last_file(store).read_bytes()
    second = commit(store, batch)
    assert kinds(second) == ["known"] * 5
    assert ids(second) == ids(first)
    assert last_file(store).read_bytes() == before


def test_an_article_too_long_for_a_line_fails_alone(store: Store) -> None:
    outcomes = commit(store, [prepared(1), prepared(2, text="x" * (17 << 20)), prepared(3)])
    assert kinds(outcomes) == ["article", "failed", "article"]
    assert isinstance(outcomes[1], Failed)
    assert outcomes[1].reason is Reason.TOO_LARGE
    assert not audit(store, ids(outcomes))


def test_surrogates_in_addresses_and_titles_do_not_stop_a_commit(store: Store) -> None:
    one = prepared(1, url="https://paper.example/\ud800", title="\udfff", text="a \udc80 b")
    assert kinds(commit(store, [one, one])) == ["article", "known"]
    assert kinds(commit(store, [one])) == ["known"]
    assert not audit(store)
    (line,) = records(store)
    assert content_hash(line.record.article.text) == line.record.stamp.content_hash


def test_a_new_month_and_a_full_segment_begin_a_new_one(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "SEGMENT_BYTES", 1500)
    for n in range(6):
        no_failure(commit(store, [prepared(n)]))
    no_failure(commit(store, [prepared(10)], now=NOW.replace(month=12)))
    no_failure(commit(store, [prepared(11)], now=NOW.replace(year=1970, month=1)))
    names = store.layout.segments()
    assert names == ["2026-11-0001", "2026-11-0002", "2026-12-0001"]
    sealed, size = read_manifest(store.layout.manifest)
    assert [line.name for line in sealed] == names[:-1]
    assert size == store.layout.manifest.stat().st_size
    for line in sealed:
        path = store.layout.segment(line.name)
        assert line.bytes == path.stat().st_size
        assert path.stat().st_mode & 0o222 == 0
    assert sum(line.records for line in sealed) == 6
    assert [line.prev for line in sealed] == ["0" * 64, *(line.sum for line in sealed[:-1])]
    assert not audit(store)


def test_what_is_sealed_is_not_written_to_even_if_the_clock_was_set_back(store: Store) -> None:
    no_failure(commit(store, [prepared(1)]))
    seal(store.disk, store.layout, store.layout.segments())  # and died before the next segment was made
    before = last_file(store).read_bytes()
    no_failure(commit(store, [prepared(2)], now=NOW.replace(month=10)))
    assert store.layout.segments() == ["2026-11-0001", "2026-11-0002"]
    assert store.layout.segment("2026-11-0001").read_bytes() == before
    assert not audit(store)


@pytest.mark.parametrize("damage", [b"", b'{"name":"2026', b"\0" * 100, b"garbage\n", b"garbage\nmore"])
def test_a_damaged_manifest_does_not_stop_writers(store: Store, monkeypatch: pytest.MonkeyPatch, damage: bytes) -> None:
    monkeypatch.setattr(store_module, "SEGMENT_BYTES", 500)
    for n in range(3):
        commit(store, [prepared(n)])
    with store.layout.manifest.open("ab") as file:
        file.write(damage)
    for n in range(3, 6):
        no_failure(commit(store, [prepared(n)]))
    assert {line.name for line in read_manifest(store.layout.manifest)[0]} >= set(store.layout.segments()[:-2])
    store.layout.manifest.unlink()
    no_failure(commit(store, [prepared(7)]))
    assert [line.name for line in read_manifest(store.layout.manifest)[0]] == store.layout.segments()[:-1]
    assert not audit(store)


def test_segments_are_ordered_by_month_and_number() -> None:
    names = ["2026-11-0002", "2026-11-10000", "2026-12-0001", "2027-01-0001"]
    assert sorted([names[3], *names[:3]], key=order) == names
    assert next_segment("2026-11-9999", NOW) == "2026-11-10000"
    with pytest.raises(ValueError, match="x"):
        order("x")


def test_only_segments_are_read(store: Store) -> None:
    commit(store, [prepared(1)])
    for name in (
        "notes.txt",
        "2026-11-0001.jsonl.bak",
        ".2026-11-0002.jsonl.1.tmp",
        "x.jsonl",
        "2026-11-0001 copy.jsonl",
    ):
        (store.layout.articles / name).write_bytes(last_file(store).read_bytes())
    assert store.layout.segments() == ["2026-11-0001"]
    assert Layout(store.layout.root / "nowhere").segments() == []


# --- the lock and the spool


@contextmanager
def locked(store: Store) -> Iterator[None]:
    """Another process holds the lock."""
    code = "import fcntl,sys; f=open(sys.argv[1],'a'); fcntl.flock(f,2); print(flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", code, str(store.layout.lock)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        yield
        holder.communicate()


def test_what_could_not_get_the_lock_waits_for_the_next_writer(store: Store) -> None:
    with locked(store):
        busy = commit(store, [prepared(1), prepared(2, text="x" * (17 << 20)), prepared(3)], timeout=0.05)
    assert [one.reason for one in busy if isinstance(one, Failed)] == [
        Reason.ARCHIVE_BUSY,
        Reason.TOO_LARGE,
        Reason.ARCHIVE_BUSY,
    ]
    assert "spool/" in busy[0].detail  # type: ignore[union-attr]
    assert not records(store)
    assert kinds(commit(store, [prepared(3), prepared(4)])) == ["known", "article"]
    assert len(records(store)) == 3
    assert not list(store.layout.spool.iterdir())
    assert not audit(store)


def test_a_batch_of_nothing_takes_in_the_spool(store: Store) -> None:
    with locked(store):
        commit(store, [prepared(1)], timeout=0)
    assert commit(store, []) == []
    assert len(records(store)) == 1


def test_a_dead_holder_holds_nothing(store: Store) -> None:
    child = os.fork()
    if child == 0:
        fd = os.open(store.layout.lock, os.O_RDWR | os.O_CREAT)
        fcntl.flock(fd, fcntl.LOCK_EX)
        os._exit(9)
    os.waitpid(child, 0)
    assert kinds(commit(store, [prepared(1)], timeout=0)) == ["article"]


def test_damage_in_the_spool_is_kept_and_the_rest_archived(store: Store) -> None:
    with locked(store):
        commit(store, [prepared(n) for n in range(3)], timeout=0)
    (path,) = store.layout.spool.iterdir()
    lines = path.read_bytes().split(b"\n")
    lines[1] = lines[1].replace(b"day 1", b"day 9")
    path.write_bytes(b"\n".join(lines[:-1]))  # and the last newline is gone
    commit(store, [])
    assert {line.record.article.url for line in records(store)} == {"https://paper.example/0"}
    (kept,) = store.layout.quarantine.iterdir()
    assert kept.read_bytes() == b"\n".join(lines[1:3]) + b"\n"
    assert not list(store.layout.spool.iterdir())


# --- what foreign hands and dead writers leave


@pytest.mark.parametrize(
    "tail",
    [
        b"x",
        b"a line by echo\n",
        b'{"v":1,"id":"torn',
        b"\n",
        b"\0" * 5000,
        b"one\ntwo\nthree",
        b"\xff\xfe\r\n",
    ],
)
def test_a_torn_tail_is_moved_away_whole_and_nothing_else(store: Store, tail: bytes) -> None:
    before = commit(store, [prepared(1)])
    with last_file(store).open("ab") as file:
        file.write(tail)
    assert len(records(store)) == 1
    after = commit(store, [prepared(2)])
    assert not audit(store, ids(before) | ids(after))
    (kept,) = store.layout.quarantine.iterdir()
    assert kept.read_bytes() == tail


def test_the_same_tear_twice_is_kept_twice(store: Store) -> None:
    commit(store, [prepared(1)])
    for tail in (b"first", b"first", b"second"):
        with last_file(store).open("ab") as file:
            file.write(tail)
        commit(store, [])
    assert sorted(path.read_bytes() for path in store.layout.quarantine.iterdir()) == [b"first", b"second"]


def test_a_whole_file_of_garbage_is_moved_away(store: Store) -> None:
    commit(store, [prepared(1)])
    last_file(store).write_bytes(b"\0" * 100)
    assert kinds(commit(store, [prepared(1)])) == ["article"]
    assert not audit(store)


def test_an_emptied_file_is_gone_on_with(store: Store) -> None:
    commit(store, [prepared(1)])
    os.truncate(last_file(store), 0)
    assert kinds(commit(store, [prepared(1)])) == ["article"]
    assert not audit(store)


def test_damage_in_the_middle_stays_and_stops_nobody(store: Store) -> None:
    commit(store, [prepared(n) for n in range(3)])
    path = last_file(store)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(lines[0] + lines[1].replace(b"day 1", b"day 7") + lines[2])
    outcomes = commit(store, [prepared(n) for n in range(4)])
    assert kinds(outcomes) == ["known", "article", "known", "article"]
    assert not audit(store, ids(outcomes), damaged=1)
    assert path.read_bytes().startswith(lines[0] + lines[1].replace(b"day 1", b"day 7"))
    assert not store.layout.quarantine.exists()


def test_a_copy_of_a_lost_text_does_not_hide_it(store: Store) -> None:
    commit(store, [prepared(1), copy := prepared(2, text=prepared(1).article.text)])
    path = last_file(store)
    path.write_bytes(path.read_bytes().replace(b"day 1.", b"day 7.", 1))
    outcomes = commit(store, [copy, copy, prepared(1)])
    assert kinds(outcomes) == ["revision", "known", "copy"]
    assert not audit(store, ids(outcomes), damaged=1)


def test_a_lost_newline_costs_one_record_not_two(store: Store) -> None:
    commit(store, [prepared(n) for n in range(3)])
    path = last_file(store)
    lines = path.read_bytes().splitlines()
    path.write_bytes(lines[0] + b"\x0b" + lines[1] + b"\n" + lines[2] + b"\n")
    assert [line.record.article.url for line in records(store)] == [f"https://paper.example/{n}" for n in (1, 2)]
    (damage,) = damages(store)
    assert damage.position.length == len(lines[0]) + 1
    for line in records(store):
        assert store.read(line.position) == line.record


@pytest.mark.parametrize("more", [1, 3])
def test_a_line_that_is_being_written_is_read_whole_the_next_time(store: Store, more: int) -> None:
    """A writer's batch becomes visible page by page, and whoever follows it holds no lock."""
    commit(store, [prepared(n) for n in range(2 + more)])
    path = last_file(store)
    whole = path.read_bytes()
    lines = whole.splitlines(keepends=True)
    path.write_bytes(whole[: len(lines[0]) + len(lines[1]) // 2])
    reading = store.scan()
    assert isinstance(next(reading), Line)
    assert isinstance(next(reading), Damage)
    path.write_bytes(whole)  # the rest arrives
    assert list(reading) == []  # no second half of a line, and nothing behind it
    assert len(records(store)) == 2 + more
    assert not damages(store)


def test_a_torn_line_that_another_replaces_while_it_is_read_hides_none(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(store, [prepared(n) for n in range(3)])
    path = last_file(store)
    whole = path.read_bytes()
    lines = whole.splitlines(keepends=True)
    mixed = lines[0] + b'{"v":1,"id":"0123' + lines[1][20:] + lines[2]
    path.write_bytes(mixed)
    decode = codec.decode

    def decoded(line: bytes) -> Record:
        path.write_bytes(whole)  # what is read is out of date before it is judged
        return decode(line)

    monkeypatch.setattr(codec, "decode", decoded)
    assert [line.record.article.url for line in records(store)] == [f"https://paper.example/{n}" for n in range(3)]
    assert not damages(store)


def test_every_flipped_bit_costs_one_record(store: Store) -> None:
    """Damage is confined: whichever bit of a segment turns, the records beside it are still read."""
    commit(store, [prepared(n) for n in range(4)])
    path = last_file(store)
    whole = path.read_bytes()
    for bit in range(0, len(whole) * 8, 37):
        flipped = bytearray(whole)
        flipped[bit // 8] ^= 1 << bit % 8
        path.write_bytes(flipped)
        assert len(records(store)) == 3, bit
        assert damages(store)


def test_a_segment_that_is_gone_does_not_stop_writers(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "SEGMENT_BYTES", 500)
    for n in range(4):
        commit(store, [prepared(n)])
    names = store.layout.segments()
    store.layout.segment(names[1]).unlink()
    no_failure(commit(store, [prepared(9)]))
    assert order(store.layout.segments()[-1]) > order(names[-1])


def test_little_room_is_said_before_the_work(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.check_space()
    monkeypatch.setattr(store_module, "FREE_FLOOR", 1 << 62)
    with pytest.raises(StorageError, match="free"):
        store.check_space()


def test_a_disk_error_names_its_file_and_keeps_its_cause(root: Path) -> None:
    with pytest.raises(StorageError) as caught:
        commit(opened(root), [prepared(1)]) and commit(opened(root, FaultyDisk(0, code=errno.ENOSPC)), [prepared(2)])
    assert isinstance(caught.value.__cause__, OSError)
    assert "No space left" in str(caught.value)
    assert str(root) in str(caught.value)


def test_format_is_one_line_of_json(root: Path, store: Store) -> None:
    data = (root / "FORMAT").read_bytes()
    assert data.endswith(b"\n")
    fields = msgspec.json.decode(data)
    assert list(fields) == ["format", "version", "archive", "features"]
    assert (fields["format"], fields["version"], fields["features"]) == ("newsarc", 1, [])


def test_known_is_not_said_while_another_writes_or_something_waits_in_the_spool(tmp_path: Path) -> None:
    root = tmp_path / "archive"
    store = Store(root, url_key=str, create=True)
    with store.resting() as before_any_lock_file:
        assert not before_any_lock_file
    with lock.writing(store.layout.lock, 1), store.resting() as while_writing:
        assert not while_writing
    with store.resting() as first, store.resting() as second:
        assert first
        assert second
        with pytest.raises(ArchiveBusy), lock.writing(store.layout.lock, 0):
            pass
    store.layout.spool.mkdir()
    (store.layout.spool / "20260101T000000Z-1-aa.jsonl").write_bytes(b"")
    with store.resting() as with_a_spool:
        assert not with_a_spool


def test_a_segment_is_sealed_as_what_its_good_lines_say(store: Store) -> None:
    """Where a newline was lost, and where a line is damaged, the count is that of the records that can be read."""
    commit(store, [prepared(number) for number in range(4)])
    path = last_file(store)
    first, second, third, fourth = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(first.rstrip() + second + third.replace(b"day 2.", b"day 9.") + fourth)
    said = [(line.record.prev, line.record.sum) for line in records(store)]
    assert len(said) == 2  # the line that lost its newline is damaged, but not the record behind it
    assert list(links(path, path.stem)) == said
    seal(store.disk, store.layout, store.layout.segments())
    (sealed,), _good = read_manifest(store.layout.manifest)
    assert (sealed.records, sealed.first_prev, sealed.last_sum) == (2, said[0][0], said[-1][1])
