"""Importing saved pages, beside trafilatura's command line on the same pages in the same run.

``python -m tests.benchmarks import [FOLDER]``: a folder of HTML pages, else the fixtures many times over.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.probe import measured

FIXTURES = Path(__file__).parents[2] / "fixtures" / "pages"
COPIES = 20


def row(name: str, value: str) -> None:
    sys.stdout.write(f"{name:<44}{value:>28}\n")


def pages(folder: Path) -> Path:
    """Return a folder of the fixtures' pages, many times over, each time with another text."""
    for number in range(COPIES):
        for page in FIXTURES.glob("*.html"):
            text = page.read_bytes().replace(b"</p>", b" %d</p>" % number)
            (folder / f"{page.stem}-{number}.html").write_bytes(text)
    return folder


def main(source: str | None) -> None:
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        (work / "pages").mkdir()
        folder = Path(source) if source else pages(work / "pages")
        count = sum(1 for path in folder.rglob("*") if path.suffix in {".html", ".htm"})
        bin_ = Path(sys.executable).parent
        archive = str(work / "archive")
        ours = [str(bin_ / "newsarc"), "import", str(folder), "--archive", archive]
        theirs = [str(bin_ / "trafilatura"), "--input-dir", str(folder), "--output-dir", str(work / "out")]
        rows = {
            "newsarc import": measured(ours),
            "newsarc import again": measured(ours),
            "trafilatura --json --with-metadata": measured([*theirs, "--json", "--with-metadata"]),
        }
        row(f"{count:,} pages, {os.cpu_count()} cores", "pages/s   CPU ms/page   MB")
        for label, cost in rows.items():
            row(label, f"{count / cost.wall:7.1f} {cost.cpu / count * 1000:13.1f} {cost.largest / 1024:6.0f}")
        our, their = rows["newsarc import"], list(rows.values())[-1]
        row("trafilatura's time to newsarc's", f"wall {their.wall / our.wall:.2f}  CPU {their.cpu / our.cpu:.2f}")
        shutil.rmtree(work / "out", ignore_errors=True)
