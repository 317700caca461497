"""Every system call that touches a file of ours fails once, in every way it can, in every command.

    python tests/faults/syscalls.py [--every N] [--more] [--command NAME] [--jobs 2]

A run without faults says which calls there are. Then, for each call and each fault, the command runs anew on a fresh
copy: it must end cleanly, nothing that was said to be archived may be missing, the same command must then complete, and
leave what a run without faults leaves. Real processes and real calls; pages are read in the process, because
workers touch no archive. Prints a line for each command, a table, and what was not clean with what repeats it
(--command, --only).
"""

from __future__ import annotations

import argparse
import os
import pickle
import shutil
import sys
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from archive_kit import fast_folder
from syscalls_bench import Bench, load
from syscalls_commands import Command, commands, server
from syscalls_faults import Case, Watch
from syscalls_trap import missing


@dataclass(frozen=True)
class Share:
    """What one run is to try of all there is."""

    every: int = 1
    """each so-manieth case"""
    first: int = 0
    """at which of the first ones to begin"""
    more: bool = False
    """also what newsarc cannot tell from another fault, signals at every call, and a second process at every call"""
    only: str = ""
    """this case alone"""
    area: str = ""
    """calls on this kind of file alone"""


@dataclass
class Figures:
    """What happened to one command."""

    command: str
    points: int = 0
    runs: Counter[tuple[str, str]] = field(default_factory=Counter)
    not_reached: int = 0
    dirty: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        runs = sum(self.runs.values())
        return (
            f"{self.command}: {self.points} calls, {runs} runs, {self.not_reached} not reached, {len(self.dirty)} dirty"
        )

    def add(self, other: Figures) -> None:
        """Take in what another process did for the same command."""
        self.runs += other.runs
        self.not_reached += other.not_reached
        self.dirty += other.dirty


def cases(watch: Watch, share: Share, *, rivals: bool) -> Iterator[Case]:
    """Yield what is to be tried of the calls that *watch* saw."""
    number = -1
    for point in watch.order:
        faults = watch.faults[point] if share.area in {"", point.area} else ()
        for fault in (*faults, *(("rival",) if rivals and faults else ())):
            number += 1
            if number % share.every == share.first and share.only in {"", f"{Case(point, fault)}"}:
                yield Case(point, fault)


def one_command(command: Command, address: str, share: Share) -> Figures:
    """Try *command* in a process that has everything loaded; return what happened."""
    work = fast_folder()
    figures = Figures(command.name)
    try:
        bench = Bench(command, work, address)
        watch, want = bench.trace(more=share.more)
        if command.usual_index and not share.more:
            watch.order = [one for one in watch.order if not one.area.startswith(("search", "catalog"))]
        figures.points = len(watch.order)
        rivals = share.more and "--json" in command.arguments and not command.reads
        for case in cases(watch, share, rivals=rivals):
            met, wrong = bench.judge(case, want)
            figures.not_reached += not met
            figures.runs[case.point.call, case.fault] += met
            if wrong:
                figures.dirty.append(f"{command.name} {case}: {'; '.join(wrong)}")
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return figures


def several(chosen: list[Command], address: str, share: Share, jobs: int) -> Iterator[Figures]:
    """Try each of *chosen* in *jobs* processes at a time; yield what happened to each."""
    work = fast_folder()
    for command in chosen:
        pids = []
        for job in range(jobs):
            if (pid := os.fork()) == 0:
                one = replace(share, every=share.every * jobs, first=share.first + job * share.every)
                try:
                    (work / str(job)).write_bytes(pickle.dumps(one_command(command, address, one)))
                except BaseException:  # noqa: BLE001 # what is open here is the parent's to close
                    traceback.print_exc()
                finally:
                    os._exit(0)
            pids.append(pid)
        for pid in pids:
            os.waitpid(pid, 0)
        whole = Figures(command.name)
        for job in range(jobs):
            part = pickle.loads((work / str(job)).read_bytes())  # noqa: S301 # ours
            whole.points = part.points
            whole.add(part)
            (work / str(job)).unlink()
        yield whole
    shutil.rmtree(work)


def table(all_: list[Figures]) -> str:
    """Return the runs, a row for each command, a column for each fault."""
    faults = sorted({fault for one in all_ for _, fault in one.runs})
    lines = [f"| command | calls | {' | '.join(faults)} | dirty |", f"| --- | ---: |{' ---: |' * (len(faults) + 1)}"]
    for one in all_:
        row = (str(sum(runs for (_, name), runs in one.runs.items() if name == fault) or "") for fault in faults)
        lines.append(f"| {one.command} | {one.points} | {' | '.join(row)} | {len(one.dirty)} |")
    return "\n".join(lines)


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=1, help="try each N-th of all points and faults")
    parser.add_argument("--more", action="store_true", help="also faults that newsarc cannot tell from others; rivals")
    parser.add_argument("--command", action="append", help="only this command (as often as you like)")
    parser.add_argument("--only", default="", help="only this case, as it was printed: call:area:nth:fault")
    parser.add_argument("--area", default="", help="only calls on this kind of file: the word behind the call's name")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    if why := missing():
        print(why)  # noqa: T201
        return 0
    load()
    share = Share(every=options.every, more=options.more, only=options.only, area=options.area)
    done = []
    with server() as address:
        chosen = [one for one in commands(address) if not options.command or one.name in options.command]
        for one in several(chosen, address, share, options.jobs):
            print("\n".join([str(one), *one.dirty]), flush=True)  # noqa: T201
            done.append(one)
    print(table(done))  # noqa: T201
    whole = Figures(f"{len(done)} commands", points=sum(one.points for one in done))
    for one in done:
        whole.add(one)
    print(whole)  # noqa: T201
    return 1 if whole.dirty else 0


if __name__ == "__main__":
    sys.exit(main())
