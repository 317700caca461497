"""Killed, damaged, crowded: the index opens and is whole, or says that it is broken. Nothing else."""

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from newsarc.errors import StorageError
from newsarc.model.record import Kind, Mark, Position, RecordId, Sum
from newsarc.search.index import Entry, IndexBroken, SearchIndex
from newsarc.search.query import parse

SUM = Sum("a" * 64)


def entry(number: int) -> Entry:
    text = " ".join(f"w{number * 31 + n}" for n in range(300)) + f" every n{number}"
    position = Position("2026-11-0001", number, 1)
    return Entry(id=RecordId(f"{number:016x}"), kind=Kind.ARTICLE, position=position, published=number, text=text)


def grow(folder: str, batch: int) -> None:
    """Add from where the mark stands, for ever. Run in a process of its own, to be killed. A line before each add."""
    index = SearchIndex(Path(folder))
    while True:
        os.write(1, b"\n")
        mark = index.mark()
        start = mark.offset if mark else 0
        index.add(map(entry, range(start, start + batch)), Mark("2026-11-0001", start + batch, SUM))


def check_whole(index: SearchIndex) -> int:
    """Assert that the index holds exactly what its mark says, and return how much that is."""
    mark = index.mark()
    read = mark.offset if mark else 0
    hits = index.search(parse("every"), limit=10**6)
    assert index.count == hits.total == read
    assert {hit.position.offset for hit in hits.hits} == set(range(read))
    return read


def start(code: str, *args: object) -> subprocess.Popen[bytes]:
    script = f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r}); import test_search_faults as t; {code}"
    return subprocess.Popen([sys.executable, "-c", script, *map(str, args)], stdout=subprocess.PIPE)


@pytest.mark.slow
@pytest.mark.parametrize("batch", [1, 400])
def test_killed_while_adding(tmp_path: Path, batch: int) -> None:
    chance = random.Random(batch)  # noqa: S311 # repeatable, no secret
    folder = tmp_path / "search"
    SearchIndex(folder)
    read = []
    for turn in range(12):
        with start("t.grow(sys.argv[1], int(sys.argv[2]))", folder, batch) as child:
            assert child.stdout is not None
            for _ in range(1 + turn % 3):  # killed in its first, second or third add, or a little later
                child.stdout.readline()
            time.sleep(chance.random() * 0.2)
            child.kill()
            assert child.wait() == -signal.SIGKILL
        read.append(check_whole(SearchIndex(folder)))
    assert read == sorted(read)
    assert read[-1] >= 12 * batch  # one whole add, on average, in each turn
    index = SearchIndex(folder)
    index.add([entry(read[-1])], Mark("2026-11-0001", read[-1] + 1, SUM))  # the dead hold no lock
    assert check_whole(index) == read[-1] + 1


@pytest.mark.slow
def test_killed_while_being_made(tmp_path: Path) -> None:
    chance = random.Random(7)  # noqa: S311
    for turn in range(8):
        folder = tmp_path / f"search{turn}"
        with start("t.os.write(1, b'.'); t.SearchIndex(t.Path(sys.argv[1])).count", folder) as child:
            assert child.stdout is not None
            child.stdout.read(1)
            time.sleep(chance.random() * 0.01)
            child.kill()
        assert SearchIndex(folder).count == 0


@pytest.mark.slow
def test_several_processes_make_and_fill_one_index(tmp_path: Path) -> None:
    folder = tmp_path / "search"
    code = "t.SearchIndex(t.Path(sys.argv[1]), patience=60).add([t.entry(int(sys.argv[2]))], t.Mark('s', 1, t.SUM))"
    children = [start(code, folder, number) for number in range(6)]
    for child in children:
        child.communicate()
    assert [child.returncode for child in children] == [0] * 6
    assert SearchIndex(folder).count == 6
    assert [path.name for path in tmp_path.iterdir()] == ["search"]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of several segments, one of them with deletions."""
    folder = tmp_path_factory.mktemp("built") / "search"
    index = SearchIndex(folder)
    for first in (0, 50, 100):
        index.add(map(entry, range(max(first - 10, 0), first + 50)), Mark("2026-11-0001", first + 50, SUM))
    assert check_whole(index) == 150
    return folder


def use(folder: Path) -> None:
    """Do everything that is done with an index. Raises IndexBroken, or nothing: no other error, no panic."""
    index = SearchIndex(folder)
    index.mark()
    assert index.count >= 0
    for query in ("every", '"w31 w32"', "every -w50", "lang:es", "every OR -n7"):
        index.search(parse(query), limit=200)
        index.search(parse(query), limit=200, newest=True, since=3, until=90)
    index.add([entry(3)], Mark("2026-11-0001", 150, SUM))


def outcome(folder: Path) -> str:
    """Use a damaged index in a process of its own: what damage does to native code must not end the tests."""
    child = subprocess.run(
        [sys.executable, __file__, str(folder)], capture_output=True, text=True, timeout=60, check=False
    )
    return child.stdout.strip() or f"died of {child.returncode}: {child.stderr[-2000:]}"


def cut(share: float) -> Callable[[bytes], bytes]:
    return lambda content: content[: int(len(content) * share)]


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "half gone": cut(0.5),
    "last byte gone": lambda content: content[:-1],
    "zeroed": lambda content: bytes(len(content)),
    "noise": lambda content: random.Random(1).randbytes(len(content)),  # noqa: S311
}


@pytest.mark.slow
@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize(
    "kind", ["meta.json", ".managed.json", "idx", "pos", "term", "store", "fast", "fieldnorm", "del"]
)
def test_a_damaged_file_is_named_broken_or_does_no_harm(tmp_path: Path, built: Path, kind: str, damage: str) -> None:
    folder = tmp_path / "search"
    shutil.copytree(built, folder)
    victim = max(path for path in folder.iterdir() if path.name.endswith(kind))
    victim.write_bytes(DAMAGE[damage](victim.read_bytes()))
    assert outcome(folder) in {"broken", "used"}
    SearchIndex.wipe(folder)
    assert SearchIndex(folder).count == 0


def test_a_full_disk_is_a_storage_error_and_adds_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "search"
    SearchIndex(folder).add(map(entry, range(3)), Mark("2026-11-0001", 3, SUM))
    code = "t.fill_a_full_disk(t.Path(sys.argv[1]))"
    with start(code, folder) as child:
        assert child.wait() == 0
    assert check_whole(SearchIndex(folder)) == 3


def fill_a_full_disk(folder: Path) -> None:
    """Add more than a file may hold, in a process of its own."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
    with pytest.raises(StorageError):
        SearchIndex(folder).add(map(entry, range(3, 5_000)), Mark("2026-11-0001", 5_000, SUM))


if __name__ == "__main__":
    try:
        use(Path(sys.argv[1]))
        sys.stdout.write("used")
    except IndexBroken:
        sys.stdout.write("broken")
