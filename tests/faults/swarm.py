"""Kill -9 by the thousand: eight writers that fork() made, so that a new one costs milliseconds.

    PYTHONPATH=tests/faults python tests/faults/swarm.py --kills 20000

Each writer is a process of its own and does what an import does once its pages are read: it opens the archive, settles
batches, says what was archived, and now and then lets catalogue and index follow. It is killed at a random moment and
another takes its place. Every so many kills the archive is looked at: what was said to be archived is there once, no
text is twice, the chain holds, ``verify`` finds nothing wrong, what is there can be found; and when whoever comes next
has settled everything, it holds what an archive holds whose writers nobody killed. kill.py does it with the real
command line, at a hundredth of the pace.
"""

from __future__ import annotations

import argparse
import json
import mmap
import os
import random
import shutil
import signal
import struct
import sys
import tempfile
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from archive_kit import audit, opened, prepared, records, served

from newsarc.app.archive import Archive
from newsarc.app.verifying import Verification
from newsarc.archive import store
from newsarc.lexicon.problems import Severity, problems
from newsarc.model.outcome import Archived, Failed, Known, Prepared

WRITERS = 8
KILLS_AN_ARCHIVE = 500
SMALL_SEGMENT = 60_000
_PAUSE = 0.02
"""seconds between two kills, in the mean"""
_BROKEN = 70


@dataclass
class Figures:
    """What happened."""

    kills: int = 0
    archives: int = 0
    acknowledged: int = 0
    records: int = 0
    torn: int = 0
    problems: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.kills:,} kills of running writers, {WRITERS} at a time, in {self.archives} archives; "
            f"{self.acknowledged:,} acknowledged, {self.records:,} records, {self.torn} torn tails moved; "
            f"{len(self.problems)} problems"
        )


def item(number: int) -> Prepared:
    """Return the *number*-th thing to archive: mostly new texts, also changed ones, copies, and what was served."""
    chance = random.Random(number)  # noqa: S311
    text = f"Day {number}. " + " ".join(
        f"On day {number} speaker {n} said that the harbour bridge of Lindfell would cost {chance.randrange(10**6)}."
        for n in range(chance.choice((1, 3, 10, 40)))
    )
    match number % 10:
        case 3:  # another text where one stands already
            return prepared(number, url=f"https://paper.example/{number - 3}", text=text)
        case 6:  # the text of another page
            return prepared(number, text=item(number - 6).article.text)
        case 8 | 9:
            return served(number, text=text)
        case _:
            return prepared(number, text=text)


class Counted:
    """A number that forked processes share. That two may take the same one is welcome: they then race for it."""

    def __init__(self) -> None:
        self._shared = mmap.mmap(-1, 8)

    def take(self, many: int) -> int:
        """Return the number and add *many*."""
        (now,) = struct.unpack("q", self._shared[:8])
        self._shared[:8] = struct.pack("q", now + many)
        return int(now)


def write(root: Path, said: Path, counted: Counted, seed: int) -> NoReturn:
    """Be a writer, until somebody ends it."""
    parent = os.getppid()
    chance = random.Random(seed)  # noqa: S311
    store.SEGMENT_BYTES = SMALL_SEGMENT if seed % 2 else store.SEGMENT_BYTES
    try:
        out = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        while os.getppid() == parent:
            with Archive(root) as archive:
                for _ in range(chance.choice((1, 5, 25, 100))):
                    many = chance.choice((1, 1, 2, 5, 20))
                    first = max(0, counted.take(many) - chance.choice((0, 0, 0, 7, 30)))
                    _say(out, archive.settle([item(n) for n in range(first, first + many)]))
    except BaseException:  # noqa: BLE001  # a forked child must not run its parent's code
        said.with_suffix(".err").write_text(traceback.format_exc())
    os._exit(_BROKEN)


def _say(out: int, outcomes: list[object]) -> None:
    added = [one.id for one in outcomes if isinstance(one, Archived)]
    known = [one.id for one in outcomes if isinstance(one, Known)]
    failed = [one.detail or one.reason.value for one in outcomes if isinstance(one, Failed)]
    os.write(out, json.dumps({"added": added, "known": known, "failed": failed}).encode() + b"\n")


class Swarm:
    """The writers on one archive."""

    def __init__(self, work: Path, seed: int) -> None:
        self.work, self.root = work, work / "archive"
        self.chance = random.Random(seed)  # noqa: S311
        self.counted = Counted()
        self.saids: list[Path] = []
        self.running: list[int] = []
        self.problems: list[str] = []

    def fork(self) -> int:
        """Start one writer; return its process id."""
        said = self.work / f"said-{len(self.saids):06}"
        self.saids.append(said)
        seed = self.chance.randrange(2**32)
        pid = os.fork()
        if pid == 0:
            write(self.root, said, self.counted, seed)
        return pid

    def kill(self, count: int) -> int:
        """Kill *count* writers, one after the other, sometimes all at once; return how many were still running."""
        self.running = [self.fork() for _ in range(WRITERS)]
        killed = 0
        while killed < count and not self.problems:
            time.sleep(self.chance.expovariate(1 / _PAUSE))
            at_once = WRITERS if self.chance.random() < 0.02 else 1
            for at in self.chance.sample(range(WRITERS), at_once):
                killed += self._end(self.running[at])
                self.running[at] = self.fork()
        for pid in self.running:
            killed += self._end(pid)
        return killed

    def _end(self, pid: int) -> bool:
        os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
        if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
            return True
        said = self.saids[-1]
        errors = [path.read_text()[-800:] for path in said.parent.glob("*.err")]
        self.problems.append(f"a writer ended by itself, status {status}: {errors[:1]}")
        return False

    def promised(self) -> tuple[Counter[str], set[str]]:
        """Return the ids that were called added, how often each, and those called known. A last line may be torn."""
        added: Counter[str] = Counter()
        known: set[str] = set()
        for said in self.saids:
            if not said.exists():
                continue
            for line in said.read_bytes().split(b"\n")[:-1]:
                one = json.loads(line)
                added.update(one["added"])
                known.update(one["known"])
                self.problems += [f"failed: {why}" for why in one["failed"]]
        return added, known


def examine(root: Path, added: Counter[str], known: set[str]) -> list[str]:
    """Return what is wrong with the archive after writers were killed and before anybody mends anything."""
    wrong = [one for one in audit(opened(root), {*added, *known}) if "damaged lines" not in one]
    return wrong + [f"acknowledged to two: {one}" for one, times in added.items() if times > 1]


def afterwards(root: Path, pristine: Path, count: int) -> list[str]:
    """Settle everything once more, as whoever comes next would, and return what differs from an undisturbed archive."""
    for folder in (root, pristine):
        with Archive(folder) as archive:
            for first in range(0, count, 100):
                archive.settle([item(n) for n in range(first, min(first + 100, count))])
    wrong = []
    if content(root) != content(pristine):
        wrong.append("the content differs from that of writers that nobody killed")
    known = problems()
    wrong += [
        f"verify: {one.code} {one.file}"
        for one in Verification(root, workers=1).findings()
        if known[one.code].severity is Severity.ERROR
    ]
    with Archive(root) as archive:
        found, there = archive.search("day", limit=1).total, len(archive)
    if found != there or there != len(records(opened(root))):
        wrong.append(f"{found} can be found, the catalogue has {there}")
    return wrong


def content(root: Path) -> set[tuple[str, str]]:
    """Return what an archive holds, in whatever order it came."""
    made = opened(root)
    return {(made.place(line.record), line.record.stamp.content_hash) for line in records(made)}


def warm_up() -> None:
    """Load here what each writer would load for itself: its short life is for writing."""
    with tempfile.TemporaryDirectory() as folder:
        archive = Archive(Path(folder) / "archive")
        archive.settle([item(n) for n in range(10)])
        archive.close(index=False)  # an index's threads would not survive fork()


def swarm(kills: int, seed: int, *, say: bool = False) -> Figures:
    """Kill *kills* writers, KILLS_AN_ARCHIVE on each archive; return what happened."""
    total = Figures()
    warm_up()
    while total.kills < kills and not total.problems:
        begun = time.monotonic()
        work = Path(tempfile.mkdtemp(prefix="newsarc-swarm-"))
        one = Swarm(work, seed + total.archives)
        total.kills += one.kill(min(KILLS_AN_ARCHIVE, kills - total.kills))
        added, known = one.promised()
        total.problems += one.problems + examine(one.root, added, known)
        total.problems += afterwards(one.root, work / "pristine", one.counted.take(0))
        total.archives += 1
        total.acknowledged += len(added)
        total.records += len(records(opened(one.root)))
        quarantine = one.root / "quarantine"
        total.torn += len(list(quarantine.iterdir())) if quarantine.is_dir() else 0
        if total.problems:
            print(f"kept for a look: {work}", file=sys.stderr)  # noqa: T201
        else:
            shutil.rmtree(work)
        if say:
            print(f"{time.monotonic() - begun:.0f} s: {total}", file=sys.stderr, flush=True)  # noqa: T201
    return total


def main() -> int:
    """Run the swarm from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    options = parser.parse_args()
    total = swarm(options.kills, options.seed, say=True)
    print(f"seed {options.seed}: {total}", *total.problems[:20], sep="\n")  # noqa: T201
    return 1 if total.problems else 0


if __name__ == "__main__":
    sys.exit(main())
