"""How long the command line takes to start, beside a bare interpreter.

``python -m tests.benchmarks start``.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.probe import as_installed

ROUNDS = 15


def row(name: str, value: str) -> None:
    sys.stdout.write(f"{name:<44}{value:>28}\n")


def milliseconds(command: list[str]) -> float:
    """Return the median time of *command*, whole process."""
    spent = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        subprocess.run(command, capture_output=True, check=False)
        spent.append((time.perf_counter() - begun) * 1000)
    return statistics.median(spent)


def main() -> None:
    as_installed()
    newsarc = str(Path(sys.executable).parent / "newsarc")
    fixtures = str(Path(__file__).parents[2] / "fixtures" / "pages")
    with tempfile.TemporaryDirectory() as folder:
        archive = f"{folder}/archive"
        subprocess.run([newsarc, "import", fixtures, "--archive", archive], capture_output=True, check=True)
        bare = milliseconds([sys.executable, "-c", ""])
        row("python -c ''", f"{bare:.0f} ms")
        for name, arguments in {
            "newsarc --help": ["--help"],
            "newsarc search CECOT": ["search", "CECOT", "--archive", archive],
            "newsarc stats": ["stats", "--archive", archive],
        }.items():
            spent = milliseconds([newsarc, *arguments])
            row(name, f"{spent:.0f} ms, {spent / bare:.1f}x")
