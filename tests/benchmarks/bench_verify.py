"""How fast a whole archive is checked, beside ``sha256sum`` over the same files in the same run.

``python -m tests.benchmarks verify [RECORDS]``. Both read from memory: the files were just written.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import msgspec
from tests.benchmarks.bench_archive import prepared, row

from newsarc.archive import codec
from newsarc.archive.digest import record_id
from newsarc.archive.disk import Disk
from newsarc.archive.layout import Layout
from newsarc.archive.manifest import seal
from newsarc.archive.store import SEGMENT_BYTES
from newsarc.model.record import Kind, Stamp

ROUNDS = 3
_DISTINCT = 5_000
"""texts; more records repeat them with another number"""


def write(root: Path, count: int) -> int:
    """Write an archive of *count* records without its derived parts; return the bytes of its segments."""
    layout = Layout(root)
    layout.articles.mkdir(parents=True)
    uuid = "6f1c3f52-7c1b-4a6e-9a70-2f1d55aa0c01"
    layout.format.write_text(f'{{"format":"newsarc","version":1,"archive":"{uuid}","features":[]}}\n')
    made = prepared(min(count, _DISTINCT))
    prev, number, size, total = codec.FIRST_PREV, 1, 0, 0
    file = layout.segment(f"2026-11-{number:04}").open("wb")
    for at in range(count):
        one = made[at % len(made)]
        place = f"https://site.example/{at}"
        article = msgspec.structs.replace(one.article, url=place)
        stamp = Stamp(id=record_id(prev, place, one.content_hash), kind=Kind.ARTICLE, content_hash=one.content_hash)
        line, prev = codec.encode(stamp, article, None, prev)
        if size + len(line) > SEGMENT_BYTES:
            file.close()
            number, size = number + 1, 0
            file = layout.segment(f"2026-11-{number:04}").open("wb")
        file.write(line)
        size += len(line)
        total += len(line)
    file.close()
    seal(Disk(), layout, layout.segments()[:-1])
    return total


def timed(command: list[str]) -> tuple[float, float]:
    """Return the seconds *command* took, by the clock and of the processor."""
    begun, used = time.perf_counter(), os.times()
    done = subprocess.run(command, capture_output=True, check=False)
    spent, after = time.perf_counter() - begun, os.times()
    busy = after.children_user + after.children_system - used.children_user - used.children_system
    if done.returncode:
        sys.exit(f"{command[0]} ended with {done.returncode}: {done.stderr.decode()[:500]}")
    return spent, busy


def base(runs: list[tuple[float, float]]) -> list[float]:
    """Return the best of *runs* by each measure."""
    return [min(column) for column in zip(*runs, strict=True)]


def main(count: int) -> None:
    with tempfile.TemporaryDirectory(dir=".") as name:
        root = Path(name) / "archive"
        size = write(root, count)
        files = [str(path) for path in sorted((root / "articles").iterdir())]
        python = [sys.executable, "-m", "newsarc", "verify", "--archive", str(root)]
        row(f"{count:,} records", f"{size / 1e6:,.0f} MB in {len(files)} segments")
        plain, ours, alone = [], [], []
        for _ in range(ROUNDS):  # in turn, so that what else the machine does hits them alike
            plain.append(timed(["sha256sum", *files]))
            ours.append(timed(python))
            alone.append(timed([*python, "--workers", "1"]))
        row("", "by the clock      a processor")
        for said, runs in (("sha256sum", plain), ("newsarc verify", ours), ("newsarc verify --workers 1", alone)):
            pairs = zip(base(plain), base(runs), strict=True)
            rates = [f"{size / best / 1e6:,.0f} MB/s ({first / best:.2f})" for first, best in pairs]
            row(said, "  ".join(rates))
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        row("largest process", f"{peak / (1024 if sys.platform == 'linux' else 1 << 20):,.0f} MB")
        row("cores, load", f"{os.cpu_count()}, {os.getloadavg()[0]:.1f}")
