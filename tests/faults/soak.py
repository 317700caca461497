"""Many pages in one run of collect: does the memory of its processes grow?

    python tests/faults/soak.py --pages 20000

The sum over its processes is looked at while pages are read, and the last quarter of the run compared with the second.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from mixed_site import MixedWeb, command, environment, prepare

SLACK = 48 << 10
"""KiB by which the last quarter may lie above the second: caches of a fixed size fill in their own time"""


@dataclass
class Soaked:
    """What was seen."""

    pages: int
    processes: int
    """at most"""
    samples: list[tuple[int, int]]
    """requests until then, and KiB in all processes"""

    @property
    def quarters(self) -> list[int]:
        """Return the mean of each quarter of the run, in KiB, by pages asked for."""
        parts: list[list[int]] = [[], [], [], []]
        for asked, size in self.samples:
            parts[min(3, 4 * asked // self.pages)].append(size)
        return [sum(part) // len(part) if part else 0 for part in parts]

    @property
    def grown(self) -> int:
        """Return by how many KiB the last quarter lies above the second."""
        return self.quarters[3] - self.quarters[1]

    def __str__(self) -> str:
        sizes = ", ".join(f"{size / 1024:.0f}" for size in self.quarters)
        return f"{self.pages} pages, {self.processes} processes, {sizes} MiB in the four quarters of the run"


def soak(hosts: int, pages: int) -> Soaked:
    """Collect *pages* pages once and watch."""
    with MixedWeb(hosts, pages // hosts) as web, tempfile.TemporaryDirectory(prefix="newsarc-soak-") as folder:
        archive = prepare(web, Path(folder))
        process = subprocess.Popen(command(archive), stdout=subprocess.DEVNULL, env=environment())
        soaked = Soaked(pages // hosts * hosts, 0, [])
        while process.poll() is None:
            family = _family(process.pid)
            soaked.processes = max(soaked.processes, len(family))
            asked = sum(request.path.startswith("/2026/") for request in web.requests)
            if asked:
                soaked.samples.append((asked, sum(map(_size, family))))
            time.sleep(0.1)
        if process.returncode:
            raise SystemExit(f"collect ended with {process.returncode}")
    return soaked


def _family(pid: int) -> list[int]:
    """Return *pid* and its descendants."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(one for child in children for one in _family(int(child)))]


def _size(pid: int) -> int:
    """Return the KiB that *pid* alone answers for: what it shares with others is divided between them."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def main() -> int:
    """Run it from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hosts", type=int, default=50)
    parser.add_argument("--pages", type=int, default=20_000)
    options = parser.parse_args()
    soaked = soak(options.hosts, options.pages)
    print(soaked)  # noqa: T201
    return 1 if soaked.grown > SLACK else 0


if __name__ == "__main__":
    sys.exit(main())
