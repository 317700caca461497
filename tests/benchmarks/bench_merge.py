"""How fast the records of one archive come into another, and leave it again, in each form.

``python -m tests.benchmarks merge [RECORDS]``; prints a table. Timings are for people, not asserted. Beside the import
stands what no import can go below on this machine: reading and checking the lines in one process.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

from tests.benchmarks.bench_archive import BATCH, prepared

from newsarc.app import intake, wiring
from newsarc.app.archive import Archive
from newsarc.app.config import load
from newsarc.app.exporting import Export, Wanted
from newsarc.app.gather import MANY, Tally, gather
from newsarc.archive.merging import merged
from newsarc.exporting.columns import USUAL
from newsarc.exporting.formats import Format

ENDINGS = {
    Format.JSONL: "jsonl",
    Format.CSV: "csv",
    Format.SQLITE: "sqlite",
    Format.PARQUET: "parquet",
    Format.MARKDOWN: "folder",
}


def row(name: str, value: str) -> None:
    sys.stdout.write(f"{name:<52}{value:>28}\n")
    sys.stdout.flush()


def main(count: int) -> None:
    with tempfile.TemporaryDirectory(dir=".") as name:
        folder = Path(name)
        with Archive(folder / "one") as archive:
            made = prepared(count)
            for at in range(0, count, BATCH):
                archive.settle(made[at : at + BATCH])
            del made
        lines = _bare(folder)
        row("reading and checking lines, one process", f"{lines:,.0f} records/s")
        config, _ = load({})
        begun = time.perf_counter()
        with Archive(folder / "two") as archive:
            items = intake.unpacked(config, intake.files([str(folder / "one" / "articles")], []))
            tally = Tally()
            for outcome in gather(archive, items, wiring.runner(config), wiring.settings(config), group=MANY):
                tally.count(outcome)
            bare = time.perf_counter() - begun
            archive.close()
            whole = time.perf_counter() - begun
            assert tally.new == count, tally
            row("import of newsarc JSONL, until all is on the disk", f"{count / bare:,.0f} records/s")
            row("import of newsarc JSONL, until all can be found", f"{count / whole:,.0f} records/s")
        for form, ending in ENDINGS.items():
            if form is Format.PARQUET and find_spec("pyarrow") is None:
                continue
            with Archive(folder / "two") as archive:
                begun = time.perf_counter()
                wanted = Wanted(format=form, columns=USUAL)
                Export(archive, wanted).to_file(folder / f"out.{ending}", lambda: None)
                row(f"export to {form}", f"{count / (time.perf_counter() - begun):,.0f} records/s")
    row("memory, most", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


def _bare(folder: Path) -> float:
    """Return how many lines a second are read and checked."""
    begun, read = time.perf_counter(), 0
    for path in (folder / "one" / "articles").iterdir():
        with path.open("rb") as file:
            for line in file:
                merged(line, None)
                read += 1
    return read / (time.perf_counter() - begun)
