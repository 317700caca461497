"""Importing saved pages, beside trafilatura's command line on the same pages in the same run.

``python -m tests.benchmarks import [FOLDER]``: a folder of HTML pages, else the fixtures many times over.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FIXTURES = Path(__file__).parents[2] / "fixtures" / "pages"
COPIES = 20


def row(name: str, value: str) -> None:
    sys.stdout.write(f"{name:<44}{value:>28}\n")


def measured(command: list[str]) -> tuple[float, float, int]:
    """Run *command*; return wall seconds, CPU seconds of it and its children, and its largest process in kB."""
    begun = time.perf_counter()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    # A process of its own, so that the largest child is this command's and not an earlier one's.
    probe = (
        "import resource,subprocess,sys;subprocess.run(sys.argv[1:],stdout=-3,stderr=-3);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    done = subprocess.run([sys.executable, "-c", probe, *command], capture_output=True, text=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - begun, cpu, int(done.stdout)


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
        for label, (wall, cpu, most) in rows.items():
            row(label, f"{count / wall:7.1f} {cpu / count * 1000:13.1f} {most / 1024:6.0f}")
        (wall, cpu, _), (their_wall, their_cpu, _) = rows["newsarc import"], list(rows.values())[-1]
        row("trafilatura's time to newsarc's", f"wall {their_wall / wall:.2f}  CPU {their_cpu / cpu:.2f}")
        shutil.rmtree(work / "out", ignore_errors=True)
