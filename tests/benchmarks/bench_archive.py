"""How fast records get onto the disk, beside bare loops of write and fdatasync of the very same lines on the same disk.

``python -m tests.benchmarks archive [RECORDS]``; prints a table. Timings are for people, not asserted. Bare loops and
commits take turns, so that what else the machine does hits them alike; rates are medians of the turns.
"""

from __future__ import annotations

import gc
import os
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

import msgspec
from tests.benchmarks.records import records, word

from newsarc.app.archive import Archive
from newsarc.archive.digest import content_hash
from newsarc.model.outcome import Archived, Prepared

BATCH = 500
SINGLE = 100
TURNS = 5
QUERY = f"{word(400)} OR {word(2_000)}"


def row(name: str, value: str) -> None:
    sys.stdout.write(f"{name:<52}{value:>28}\n")


def prepared(count: int) -> list[Prepared]:
    made = []
    for number, (_stamp, article, _at) in enumerate(records(count)):
        text = f"{article.text}\n{number}"
        whole = msgspec.structs.replace(article, text=text, url=f"https://site{number % 50}.example/{number}")
        made.append(Prepared(article=whole, content_hash=content_hash(text)))
    return made


def bare(folder: Path, batches: Iterator[Sequence[bytes]]) -> float:
    """Return the seconds that writing and syncing each of *batches* takes, making them included."""
    fd = os.open(folder / "bare", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    begun = time.perf_counter()
    for lines in batches:
        os.write(fd, b"".join(lines))
        os.fdatasync(fd)
    spent = time.perf_counter() - begun
    os.close(fd)
    return spent


def settled(archive: Archive, made: Sequence[Prepared], size: int) -> float:
    """Return the seconds that commits of *size* records take."""
    begun = time.perf_counter()
    for at in range(0, len(made), size):
        assert all(isinstance(one, Archived) for one in archive.settle(made[at : at + size]))
    return time.perf_counter() - begun


def beside(folder: Path, archive: Archive, made: Sequence[Prepared], size: int) -> None:
    """Commit *made* in batches of *size*, some at a turn, and the same lines by bare loops after each turn."""
    encode = msgspec.json.Encoder().encode
    turn = max(size, len(made) // TURNS // size * size)
    ours, ready, encoded = [], [], []
    for at in range(0, len(made), turn):
        part = made[at : at + turn]
        last = archive.layout.segments()[-1]
        before = archive.layout.segment(last).stat().st_size
        ours.append(len(part) / settled(archive, part, size))
        since = (archive.layout.segment(name).read_bytes() for name in archive.layout.segments() if name >= last)
        lines = b"".join(since)[before:].splitlines(keepends=True)
        assert len(lines) == len(part)
        groups = [lines[one : one + size] for one in range(0, len(lines), size)]
        ready.append(len(part) / bare(folder, iter(groups)))
        parts = [part[one : one + size] for one in range(0, len(part), size)]
        articles = ([encode(one.article) + b"\n" for one in group] for group in parts)
        encoded.append(len(part) / bare(folder, articles))
    name = "one record" if size == 1 else f"{size} records"
    row(f"bare write + fdatasync of {name}, lines ready made", f"{median(ready):,.0f}/s")
    row(f"bare JSON encode + write + fdatasync of {name}", f"{median(encoded):,.0f}/s")
    shares = [median([one / other for one, other in zip(ours, base, strict=True)]) for base in (ready, encoded)]
    row(f"commits of {name}", f"{median(ours):,.0f}/s ({shares[0]:.2f}, {shares[1]:.2f} of bare)")


def twin(root: Path, folder: Path) -> Path:
    """Return an archive like *root* in *folder*: what is never changed is linked, the rest copied."""
    changed = {*sorted((root / "articles").iterdir())[-1:], *root.glob("index/*.sqlite*"), root / "lock"}
    changed |= {root / "index" / "search" / "samples.sqlite"}

    def take(source: str, target: str) -> None:
        (shutil.copy2 if Path(source) in changed else os.link)(source, target)

    return Path(shutil.copytree(root, folder / "twin", copy_function=take))


def into(root: Path, folder: Path) -> None:
    """Open, and commit to, an archive like *root*; then make its catalogue again."""
    root = twin(root, folder)
    made = prepared(SINGLE * TURNS + BATCH * TURNS)
    gc.freeze()
    spent = []
    for _ in range(20):
        begun = time.perf_counter()
        with Archive(root, create=False) as archive:
            count = len(archive)
        spent.append(time.perf_counter() - begun)
    row("open, count, close: p50 / worst", _milliseconds(spent))
    with Archive(root, create=False) as archive:
        beside(folder, archive, made[: SINGLE * TURNS], 1)
        beside(folder, archive, made[SINGLE * TURNS :], BATCH)
    for path in (root / "index").glob("catalog.sqlite*"):
        path.unlink()
    begun = time.perf_counter()
    with Archive(root, create=False) as archive:
        assert len(archive) == count + len(made)
        row("catalogue made again", f"{len(archive) / (time.perf_counter() - begun):,.0f} records/s")


def main(count: int) -> None:
    with tempfile.TemporaryDirectory(dir=".") as name:
        folder = Path(name)
        singles = SINGLE * TURNS
        made = prepared(count + singles + 1)
        gc.freeze()  # looking through what this benchmark holds is no commit's work
        with Archive(folder / "archive") as archive:
            settled(archive, made[:1], 1)
            beside(folder, archive, made[1 : 1 + singles], 1)
            beside(folder, archive, made[1 + singles :], BATCH)
            begun = time.perf_counter()
            assert len(archive) == len(made)
            row("catalogue, what was left", f"{time.perf_counter() - begun:.2f} s")
            begun = time.perf_counter()
            archive.close()
            row("index, what was left", f"{time.perf_counter() - begun:.2f} s")
            begun = time.perf_counter()
            archive.settle(made[:BATCH])
            row(f"{BATCH} known ones again", f"{BATCH / (time.perf_counter() - begun):,.0f} records/s")
            begun = time.perf_counter()
            total = sum(1 for _ in archive)
            row(f"reading all {total:,} records, checked", f"{total / (time.perf_counter() - begun):,.0f} records/s")
            spent = []
            for _ in range(50):
                begun = time.perf_counter()
                found = archive.search(QUERY, limit=10)
                spent.append(time.perf_counter() - begun)
            assert len(found.hits) == 10, found
            row(f"search of {found.total:,} hits in this process, p50 / worst", _milliseconds(spent))
    row("memory, most", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


def _milliseconds(spent: list[float]) -> str:
    return f"{median(spent) * 1e3:.1f} / {max(spent) * 1e3:.1f} ms"
