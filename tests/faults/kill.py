"""Kill -9 at random: eight processes import one folder into one archive and die at any moment.

    python -m tests.faults.kill --kills 200

Runs the real command line. After each round: every id that a process said to have archived is there once, no text is
there twice, the chain holds. In the end a clean run must leave what an archive holds that nobody was killed over.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from newsarc.archive.segments import Damage, Line
from newsarc.archive.store import Store
from newsarc.model.record import Kind

PROCESSES = 8
_ADDED = frozenset({"new", "revision", "copy"})
_SMALL_SEGMENTS = (
    "import runpy, newsarc.archive.store as store; store.SEGMENT_BYTES = 20_000;"
    "runpy.run_module('newsarc', run_name='__main__')"
)
"""half of the processes roll over often, which the ordinary size would never show"""


@dataclass
class Figures:
    """What happened."""

    kills: int = 0
    survived: int = 0
    rounds: int = 0
    acknowledged: int = 0
    records: int = 0
    torn: int = 0
    segments: int = 0
    problems: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.kills} kills of running processes in {self.rounds} rounds ({self.survived} had ended before); "
            f"{self.acknowledged} acknowledged, {self.records} records in {self.segments} segments, "
            f"{self.torn} torn tails; {len(self.problems)} problems"
        )


def write_pages(folder: Path, first: int, number: int) -> None:
    """Write invented pages: mostly new texts, a few of them a second time under another headline."""
    folder.mkdir(parents=True)
    for n in range(first, first + number):
        day = n - 1 if n % 10 == 9 else n
        text = "".join(
            f"<p>On day {day} the council of Lindfell met again about the old harbour bridge, and speaker {part} said"
            f" that the repairs, which began {day + part} weeks ago, would cost more than anybody had planned.</p>"
            for part in range(1, 7)
        )
        page = (
            f"<html><head><title>Bridge report {n}</title></head><body><article><h1>Bridge report {n}</h1>"
            f"{text}</article></body></html>"
        )
        (folder / f"page-{n:05}.html").write_text(page, encoding="utf-8")


def start(folder: Path, archive: Path, said: Path, *, small: bool) -> subprocess.Popen[bytes]:
    """Start one import; its outcomes go to the file *said*."""
    program = ["-c", _SMALL_SEGMENTS] if small else ["-m", "newsarc"]
    with said.open("wb") as out, said.with_suffix(".err").open("wb") as err:
        return subprocess.Popen(
            [sys.executable, *program, "import", str(folder), "--archive", str(archive), "-v", "--json"],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            start_new_session=True,
            env={**os.environ, "NEWSARC_WORKERS": "1"},
        )


def acknowledged(said: Path) -> list[str]:
    """Return the ids that a process said to have added; the last line may be torn."""
    ids = []
    for line in said.read_bytes().split(b"\n")[:-1]:
        outcome = json.loads(line)
        if outcome["outcome"] in _ADDED:
            ids.append(outcome["id"])
    return ids


def audit(archive: Path, promised: list[str]) -> list[str]:
    """Return what is wrong."""
    if not (archive / "FORMAT").exists():
        return [f"no archive, but {len(promised)} acknowledged"] if promised else []
    store = Store(archive, url_key=str)
    lines = list(store.scan())
    records = [line.record for line in lines if isinstance(line, Line)]
    ids = [record.stamp.id for record in records]
    texts = [record.stamp.content_hash for record in records if record.stamp.kind is not Kind.COPY]
    stands = [(store.place(record), record.stamp.content_hash) for record in records]
    wrong = [f"lost: {one}" for one in set(promised) - set(ids)]
    wrong += [
        f"{name} twice"
        for name, all_ in (("id", ids), ("text", texts), ("place", stands))
        if len(set(all_)) < len(all_)
    ]
    if len(promised) != len(set(promised)):
        wrong.append("one record acknowledged to two processes")
    if any(isinstance(line, Damage) for line in lines[:-1]):
        wrong.append("damage that is no torn tail")
    prevs = ["0" * 64, *(record.sum for record in records)]
    if [record.prev for record in records] != prevs[:-1]:
        wrong.append("chain broken")
    return wrong


def content(archive: Path) -> set[tuple[str, str]]:
    """Return what an archive holds, whatever the order it came in."""
    store = Store(archive, url_key=str)
    return {
        (line.record.article.title, line.record.stamp.content_hash) for line in store.scan() if isinstance(line, Line)
    }


def _wait(process: subprocess.Popen[bytes], seconds: float) -> int | None:
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        return None


def _stray(process: subprocess.Popen[bytes]) -> bool:
    """Say whether something of the killed process's group is alive after ten seconds."""
    for _ in range(100):
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            return False
        time.sleep(0.1)
    os.killpg(process.pid, signal.SIGKILL)
    return True


def _killed(figures: Figures, victims: list[subprocess.Popen[bytes]], chance: random.Random, longest: float) -> None:
    """Kill each of *victims* within *longest* seconds."""
    begun = time.monotonic()
    for moment, victim in sorted((chance.uniform(0.0, longest), n) for n in range(len(victims))):
        if _wait(victims[victim], max(0.0, begun + moment - time.monotonic())) is None:
            victims[victim].kill()
            victims[victim].wait()
            figures.kills += 1
        else:
            figures.survived += 1


def _sign_of_life(saids: list[Path], running: list[subprocess.Popen[bytes]]) -> None:
    """Wait until one of the processes says something, or all have ended."""
    while not any(said.stat().st_size for said in saids) and any(one.poll() is None for one in running):
        time.sleep(0.002)


def _round(folder: Path, archive: Path, work: Path, chance: random.Random, longest: float, kills: int) -> Figures:
    figures = Figures(rounds=1)
    saids = [work / f"said-{n}" for n in range(PROCESSES)]
    running = [start(folder, archive, said, small=n % 2 == 0) for n, said in enumerate(saids)]
    early = chance.choice((0, 0, 1, 2, 4))  # how many die before there is work, the others while it is done
    _killed(figures, running[:kills][:early], chance, 3.0)
    _sign_of_life(saids, running)
    _killed(figures, running[:kills][early:], chance, longest)
    for process in running:
        process.wait()
    figures.problems += [f"left behind by {one.pid}" for one in running if _stray(one)]
    for said, process in zip(saids, running, strict=True):
        if process.returncode not in (0, -signal.SIGKILL):
            figures.problems.append(f"exit {process.returncode}: {said.with_suffix('.err').read_text()[-400:]}")
    return figures


def clean_run(folder: Path, archive: Path, said: Path) -> list[str]:
    """Run one import that nobody kills; return what is wrong with how it ended."""
    process = start(folder, archive, said, small=False)
    code = process.wait()
    return [] if code == 0 else [f"clean run: exit {code}: {said.with_suffix('.err').read_text()[-400:]}"]


def swarm(kills: int, seed: int, pages: int = 150) -> Figures:
    """Kill *kills* processes, eight a round, *pages* new pages each round; return what happened."""
    chance = random.Random(seed)  # noqa: S311
    work = Path(tempfile.mkdtemp(prefix="newsarc-kill-"))
    archive, pristine, all_pages = work / "archive", work / "pristine", work / "pages"
    all_pages.mkdir()
    total = Figures()
    promised: list[str] = []
    longest = 3.0
    while total.kills < kills and total.rounds < 10 + kills:
        folder = all_pages / f"{total.rounds:04}"
        write_pages(folder, total.rounds * pages, pages)
        begun = time.monotonic()
        figures = _round(folder, archive, work, chance, longest, PROCESSES)
        # Aim so that kills fall while work is done: where many had ended before, kill earlier.
        longest = max(0.5, longest * (0.8 if figures.survived > 2 else 1.15))
        total.rounds += 1
        total.kills += figures.kills
        total.survived += figures.survived
        for n in range(PROCESSES):
            promised += acknowledged(work / f"said-{n}")
        total.acknowledged = len(promised)
        total.problems += [f"round {total.rounds}: {one}" for one in figures.problems + audit(archive, promised)]
        if total.rounds % 4 == 0:  # the next command just works
            total.problems += clean_run(folder, archive, work / "said-clean")
            promised += acknowledged(work / "said-clean")
        print(f"round {total.rounds}: {time.monotonic() - begun:.1f} s, {total}", file=sys.stderr, flush=True)  # noqa: T201
    for target in (archive, pristine):
        total.problems += clean_run(all_pages, target, work / f"said-{target.name}")
    promised += acknowledged(work / "said-archive")
    total.problems += audit(archive, promised)
    if content(archive) != content(pristine):
        total.problems.append("the content differs from a run without kills")
    store = Store(archive, url_key=str)
    total.acknowledged = len(promised)
    total.records = sum(1 for _ in store.scan())
    total.segments = len(store.layout.segments())
    quarantine = archive / "quarantine"
    total.torn = len(list(quarantine.iterdir())) if quarantine.is_dir() else 0
    if not total.problems:
        shutil.rmtree(work)
    return total


def crowd(pages: int = 60) -> tuple[int, int, list[str]]:
    """Let eight processes import one folder undisturbed; return pages, acknowledged and what is wrong."""
    work = Path(tempfile.mkdtemp(prefix="newsarc-crowd-"))
    folder, archive, pristine = work / "pages", work / "archive", work / "pristine"
    write_pages(folder, 0, pages)
    figures = _round(folder, archive, work, random.Random(0), 1.0, 0)  # noqa: S311
    promised = [one for n in range(PROCESSES) for one in acknowledged(work / f"said-{n}")]
    wrong = figures.problems + audit(archive, promised)
    wrong += clean_run(folder, pristine, work / "said-clean")
    if content(archive) != content(pristine):
        wrong.append("the content differs from a single run's")
    for n in range(PROCESSES):
        lines = (work / f"said-{n}").read_bytes().count(b"\n")
        if lines != pages:
            wrong.append(f"process {n} accounted for {lines} of {pages} pages")
    shutil.rmtree(work)
    return pages, len(promised), wrong


def main() -> int:
    """Run the swarm from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    options = parser.parse_args()
    total = swarm(options.kills, options.seed)
    print(f"seed {options.seed}: {total}", *total.problems, sep="\n")  # noqa: T201
    return 1 if total.problems else 0


if __name__ == "__main__":
    sys.exit(main())
