"""What a command costs: time, processor, memory; and how much of its memory is its own, not files mapped into it.

``python tests/benchmarks/probe.py COMMAND ...`` runs the command in silence and prints ``kB largest, kB own``. What is
mapped from files (the search index is) can be taken away by the system at any time and is no strain on a machine; Linux
alone tells the two apart, and only while a process lives, so it is asked twenty times a second.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from compileall import compile_dir
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

_PAUSE = 0.05
_PROC = Path("/proc")


class Cost(NamedTuple):
    """What a command took."""

    wall: float
    """seconds"""
    cpu: float
    """seconds of it and all its children"""
    largest: int
    """kB resident in its largest process at most"""
    own: int
    """kB of these that are no file's, as far as was seen; 0 where that cannot be told"""

    @property
    def memory(self) -> str:
        """Say it in megabytes."""
        return f"{self.largest >> 10} MB" + (f", {self.own >> 10} own" if self.own else "")


def measured(command: list[str]) -> Cost:
    """Run *command* and return what it cost. Raises CalledProcessError where it fails."""
    begun = time.perf_counter()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    # A process of its own, so that the largest child is this command's and not an earlier one's.
    done = subprocess.run([sys.executable, __file__, *command], capture_output=True, text=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(time.perf_counter() - begun, cpu, *map(int, done.stdout.split()))


def as_installed() -> None:
    """Compile the package, as installers do: from a checkout, where nothing may be written, each start would do it."""
    found = find_spec("newsarc")
    for folder in (found and found.submodule_search_locations) or ():
        compile_dir(folder, quiet=2)


def _own(process: int) -> int:
    """Return the kB of the largest of *process* and all its descendants that are no file's."""
    with suppress(OSError, ValueError, IndexError):  # it may end at any moment
        said = (_PROC / str(process) / "status").read_text()
        kilobytes = int(said.split("RssAnon:")[1].split()[0])
        children = (_PROC / str(process) / "task" / str(process) / "children").read_text().split()
        return max(kilobytes, *map(_own, map(int, children)), 0)
    return 0


def main(command: list[str]) -> None:
    """See above."""
    own = 0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None:
            own = max(own, _own(process.pid))
            with suppress(subprocess.TimeoutExpired):
                process.wait(_PAUSE)
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    sys.stdout.write(f"{largest if sys.platform == 'linux' else largest >> 10} {own}\n")
    sys.exit(process.returncode)


if __name__ == "__main__":
    main(sys.argv[1:])
