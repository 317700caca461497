"""Samples on a real disk: found by any of their numbers, bounded, and never ahead of the texts for long."""

from __future__ import annotations

import errno
import os
import random
import sqlite3
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from newsarc.errors import StorageError
from newsarc.model.record import Kind, Mark, Position, RecordId, Sum
from newsarc.search import samples as module
from newsarc.search.folder import IndexBroken
from newsarc.search.index import Entry, SearchIndex
from newsarc.search.samples import Samples


@pytest.fixture
def samples(tmp_path: Path) -> Samples:
    return Samples(tmp_path / "samples.sqlite")


def found(samples: Samples, *numbers: int) -> list[str]:
    return [at.decode() for at, _score in samples.likely(numbers)]


def test_nothing_is_found_where_nothing_is(samples: Samples, tmp_path: Path) -> None:
    assert samples.likely([1, 2]) == []
    assert list(tmp_path.iterdir()) == []


def test_texts_are_found_by_any_number_the_most_alike_first(samples: Samples) -> None:
    samples.add([(b"a", (1, 2, 3)), (b"b", (3, 4, 5)), (b"c", (6,))], None, b"one")
    samples.add([(b"d", (3, 4, 2**32 - 1))], b"one", b"two")
    assert found(samples, 3, 4, 5) == ["b", "d", "a"]
    assert found(samples, 2**32 - 1) == ["d"]
    assert found(samples, 7) == []
    assert found(samples) == []


def test_what_few_have_says_more(samples: Samples) -> None:
    samples.add([(b"%d" % n, (1, 2)) for n in range(50)] + [(b"rare", (9,))], None, b"one")
    assert found(samples, 1, 9)[0] == "rare"


def test_every_generation_is_asked(samples: Samples, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(1)  # noqa: S311 # repeatable, no secret
    texts = [(b"%d" % n, (chance.getrandbits(32), n % 7)) for n in range(300)]
    monkeypatch.setattr(module, "_GENERATION", 4)
    monkeypatch.setattr(module, "_PLACE", 15)
    mark = None
    for at in range(0, 300, 7):
        samples.add(texts[at : at + 7], mark, b"%d" % at)
        mark = b"%d" % at
    assert all(found(samples, sample[0]) == [at.decode()] for at, sample in texts)
    assert sorted(map(int, found(samples, 3))) == list(range(3, 300, 7))


def test_a_row_is_bounded(samples: Samples, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_ADD", module._ADD.replace("20000", "20"))
    for n in range(10):
        samples.add([(b"%d" % n, (1,))], b"%d" % (n - 1) if n else None, b"%d" % n)
    assert found(samples, 1) == ["0", "1", "2", "3"]


def test_what_the_index_never_counted_is_forgotten(samples: Samples) -> None:
    samples.add([(b"a", (1,))], None, b"one")
    samples.add([(b"killed", (1, 2))], b"one", b"two")
    samples.add([(b"b", (2,))], b"one", b"three")
    assert found(samples, 1, 2) == ["a", "b"]
    samples.add([(b"again", (1,))], None, b"one")
    assert found(samples, 1, 2) == ["again"]


def test_what_lacks_texts_is_broken(samples: Samples) -> None:
    with pytest.raises(IndexBroken):
        samples.add([], b"a mark it never saw", b"one")


@pytest.mark.parametrize("content", [b"", b"no database " * 500, b"SQLite format 3\0" + bytes(5_000)])
def test_damage_is_named(tmp_path: Path, samples: Samples, content: bytes) -> None:
    (tmp_path / "samples.sqlite").write_bytes(content)
    with pytest.raises(IndexBroken):
        samples.likely([1])
    with pytest.raises(IndexBroken):
        samples.add([], b"one", b"two")


def test_a_disk_that_refuses_is_a_storage_error(tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        Samples(tmp_path / "nowhere" / "samples.sqlite").add([], None, b"one")


def test_an_archive_that_can_only_be_read_has_its_copies(samples: Samples, tmp_path: Path) -> None:
    samples.add([(b"a", (1,))], None, b"one")
    (tmp_path / "samples.sqlite").chmod(0o444)
    tmp_path.chmod(0o555)
    try:
        assert found(samples, 1) == ["a"]
    finally:
        tmp_path.chmod(0o755)
    assert os.listdir(tmp_path) == ["samples.sqlite"]  # noqa: PTH208 # its name is what counts


def made(number: int, text: str) -> Entry:
    at = Position("2026-11-0001", number, 1)
    return Entry(id=RecordId(f"{number:016x}"), kind=Kind.ARTICLE, position=at, published=number, text=text)


def test_an_index_whose_samples_are_gone_is_broken(tmp_path: Path) -> None:
    index = SearchIndex(tmp_path / "search")
    index.add([made(1, "river")], Mark("2026-11-0001", 2, Sum("a" * 64)))
    (tmp_path / "search" / "samples.sqlite").unlink()
    with pytest.raises(IndexBroken):
        index.add([made(2, "river")], Mark("2026-11-0001", 3, Sum("b" * 64)))
    assert index.count == 1


def test_an_id_that_was_added_again_is_where_it_was_added_last(tmp_path: Path) -> None:
    index = SearchIndex(tmp_path / "search")
    story = [f"w{n}" for n in range(200)]
    for offset in (5, 9):
        at = Position("2026-11-0001", offset, 1)
        one = Entry(id=RecordId("1" * 16), kind=Kind.ARTICLE, position=at, published=1, text=" ".join(story))
        index.add([one], Mark("2026-11-0001", offset, Sum("a" * 64)))
    assert [hit.position.offset for hit in index.alike(story, limit=5)] == [9]


@pytest.mark.parametrize("error", [StorageError("unable to open database file"), IndexBroken("malformed")])
def test_what_was_refused_once_is_asked_again(
    samples: Samples, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    samples.add([(b"a", (1, 2))], None, b"one")
    refuse(monkeypatch, error, times=1)
    assert found(samples, 1) == ["a"]


@pytest.mark.parametrize("error", [StorageError("unable to open database file"), IndexBroken("malformed")])
def test_what_the_disk_refuses_is_said_with_its_reason(
    samples: Samples, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, error: Exception
) -> None:
    samples.add([(b"a", (1, 2))], None, b"one")
    refuse(monkeypatch, error, times=9)
    with pytest.raises(type(error), match=str(error)):
        found(samples, 1)
    (tmp_path / "samples.sqlite").unlink()
    (tmp_path / "samples.sqlite").mkdir()
    with pytest.raises(StorageError, match="Is a directory"):
        found(samples, 1)


def test_what_cannot_be_seen_is_a_storage_error(samples: Samples, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_path: Path) -> bool:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(Path, "exists", refused)
    with pytest.raises(StorageError, match="Input/output error"):
        found(samples, 1)


def refuse(monkeypatch: pytest.MonkeyPatch, error: Exception, *, times: int) -> None:
    """Let the database be refused with *error* so many times."""
    real = Samples._opened
    left = [error] * times

    def opened(self: Samples, mode: str) -> AbstractContextManager[sqlite3.Connection]:
        if left:
            raise left.pop()
        return real(self, mode)

    monkeypatch.setattr(Samples, "_opened", opened)
