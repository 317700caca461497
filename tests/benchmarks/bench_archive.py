"""How fast records get onto the disk, beside a bare loop of write and fdatasync on the same disk.

``python -m tests.benchmarks archive [RECORDS]``; prints a table. Timings are for people, not asserted.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from pathlib import Path

import msgspec
from tests.benchmarks.records import records

from newsarc.app.archive import Archive
from newsarc.archive.digest import content_hash
from newsarc.model.outcome import Archived, Prepared

BATCH = 500
SINGLE = 300


def row(name: str, value: str) -> None:
    sys.stdout.write(f"{name:<44}{value:>28}\n")


def prepared(count: int) -> list[Prepared]:
    made = []
    for number, (_stamp, article, _at) in enumerate(records(count)):
        text = f"{article.text}\n{number}"
        whole = msgspec.structs.replace(article, text=text, url=f"https://site{number % 50}.example/{number}")
        made.append(Prepared(article=whole, content_hash=content_hash(text)))
    return made


def bare(folder: Path, lines: list[bytes]) -> float:
    """Return how many lines a second a loop of write and fdatasync puts on the disk, one by one."""
    fd = os.open(folder / "bare", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    begun = time.perf_counter()
    for line in lines:
        os.write(fd, line)
        os.fdatasync(fd)
    spent = time.perf_counter() - begun
    os.close(fd)
    return len(lines) / spent


def main(count: int) -> None:
    with tempfile.TemporaryDirectory(dir=".") as name:
        folder = Path(name)
        made = prepared(count + SINGLE)
        lines = [b"x" * 3_000 + b"\n"] * SINGLE
        one_by_one = bare(folder, lines)
        row("bare write + fdatasync, 3 kB, one by one", f"{one_by_one:,.0f}/s")
        with Archive(folder / "archive") as archive:
            begun = time.perf_counter()
            for one in made[:SINGLE]:
                assert isinstance(archive.settle([one])[0], Archived)
            rate = SINGLE / (time.perf_counter() - begun)
            row("commits of one record, catalogue included", f"{rate:,.0f}/s ({rate / one_by_one:.2f} of bare)")
            begun = time.perf_counter()
            for at in range(SINGLE, len(made), BATCH):
                archive.settle(made[at : at + BATCH])
            rate = count / (time.perf_counter() - begun)
            row(f"commits of {BATCH}, catalogue included", f"{rate:,.0f} records/s")
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
                archive.search("bako OR nira", limit=10)
                spent.append(time.perf_counter() - begun)
            row("search in this process, p50 / worst", f"{sorted(spent)[25] * 1e3:.1f} / {max(spent) * 1e3:.1f} ms")
    row("memory, most", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")
