"""Feed every reader what nobody would write, and judge what becomes of it.

``python -m tests.fuzz.run``         100,000 inputs over all formats: a table, and each problem with how to see it again
``python -m tests.fuzz.run --inputs 5000 --seed 7 --format warc``
``python -m tests.fuzz.run --replay warc:1234 --seed 7``     one input again, alone
``python -m tests.fuzz.run --file warc PATH``                a file that was saved, or any other
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.fuzz.inputs import FORMATS, IMPORTED, made
from tests.fuzz.judge import Batch, Problem, Report, judge, judged

from newsarc.runners.interface import Loss, NotYet
from newsarc.runners.local import Workers

WEIGHTS = {
    "html": 16, "text": 8, "jsonl": 10, "foreign": 8, "jsonl.gz": 4, "warc": 6, "warc.gz": 5, "eml": 7, "mhtml": 4,
    "html.gz": 2, "manifest": 2, "feed": 4, "sitemap": 5, "listing": 3, "opml": 3, "sources": 3, "query": 5,
    "config": 2, "rules": 3,
}  # fmt: skip
"""parts of a hundred"""
BATCH = 60
REAL_EVERY = 12
"""one batch in so many also goes through the command"""
DEADLINE = 600.0
"""seconds of a batch, on a machine where others work too; a page's own is judged by its CPU time"""


class Sum:
    """What came of all batches of a format."""

    def __init__(self) -> None:
        self.inputs = 0
        self.seconds = 0.0
        self.outcomes: Counter[str] = Counter()
        self.problems: list[Problem] = []
        self.slowest = (0.0, -1)

    def add(self, report: Report) -> None:
        self.inputs += report.inputs
        self.seconds += report.seconds
        self.outcomes += report.outcomes
        self.problems += report.problems
        self.slowest = max(self.slowest, (report.slowest, report.slowest_number))


def shares(inputs: int, form: str | None) -> dict[str, int]:
    """Return how many inputs each format gets."""
    if form is not None:
        return {form: inputs}
    return {name: max(1, inputs * WEIGHTS[name] // 100) for name in FORMATS}


def batches(seed: int, wanted: dict[str, int], *, first: int = 0) -> Iterator[Batch]:
    """Yield the batches of a run, formats in turn."""
    count = 0
    for start in range(0, max(wanted.values()), BATCH):
        for form, inputs in wanted.items():
            numbers = tuple(range(first + start, first + min(start + BATCH, inputs)))
            if numbers:
                real = form in IMPORTED and count % REAL_EVERY == 0
                count += form in IMPORTED
                yield Batch(seed, form, numbers, real)


def lost(batch: Batch, loss: Loss) -> Report:
    """Return what is said of a batch in which a worker was lost."""
    report = Report(batch.form, inputs=len(batch.numbers))
    report.bad(batch.numbers[0] if len(batch.numbers) == 1 else -1, f"{loss.cause}: {loss.detail}")
    return report


def results(runner: Workers, todo: Iterator[Batch]) -> Iterator[Report]:
    """Yield what became of each batch; one in which a worker was lost is taken apart to find the input that did it."""
    again: list[Batch] = []

    def lost_for_now(batch: Batch, loss: Loss) -> Report:
        again.extend(Batch(batch.seed, batch.form, (number,)) for number in batch.numbers)
        return Report(batch.form)

    for report in runner.map(judge, todo, lost_for_now):
        assert not isinstance(report, NotYet)
        yield report
    for report in runner.map(judge, iter(again), lost):
        assert not isinstance(report, NotYet)
        yield report


def table(sums: dict[str, Sum]) -> Iterator[str]:
    """Yield the lines of the table."""
    yield f"{'format':10} {'inputs':>8} {'problems':>8} {'ms each':>8}  {'slowest':>14}  outcomes"
    for form, one in sums.items():
        outcomes = ", ".join(f"{number:,} {name}" for name, number in one.outcomes.most_common())
        slowest = f"{one.slowest[0]:.2f} s #{one.slowest[1]}"
        each = one.seconds * 1000 / max(1, one.inputs)
        yield f"{form:10} {one.inputs:8,} {len(one.problems):8} {each:8.1f}  {slowest:>14}  {outcomes}"
    inputs = sum(one.inputs for one in sums.values())
    yield f"{'all':10} {inputs:8,} {sum(len(one.problems) for one in sums.values()):8}"


def keep(problem: Problem, seed: int, folder: Path) -> str:
    """Save the input that shows *problem* and say how to see it again."""
    if problem.number < 0:
        return f"{problem.form}: {problem.what}"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{problem.form}-{seed}-{problem.number}{IMPORTED.get(problem.form, '')}"
    path.write_bytes(made(seed, problem.form, problem.number))
    again = f"python -m tests.fuzz.run --replay {problem.form}:{problem.number} --seed {seed}"
    return f"{path}\n  {again}\n  {problem.what.strip()}"


def run(inputs: int, seed: int, form: str | None, jobs: int, folder: Path) -> int:
    """Do a run and print it; return 1 when there is a problem."""
    wanted = shares(inputs, form)
    sums = {name: Sum() for name in wanted}
    begun, shown = time.monotonic(), 0.0
    runner = Workers(jobs, deadline=DEADLINE, memory=0, preload=("tests.fuzz.judge",))
    for report in results(runner, batches(seed, wanted)):
        sums[report.form].add(report)
        for problem in report.problems:
            sys.stdout.write(keep(problem, seed, folder) + "\n")
            sys.stdout.flush()
        if sys.stderr.isatty() and time.monotonic() - shown > 1:
            shown = time.monotonic()
            sys.stderr.write(f"\r{sum(one.inputs for one in sums.values()):,}")
    sys.stdout.write("\n".join(table(sums)) + f"\n{time.monotonic() - begun:.0f} s, seed {seed}\n")
    return int(any(one.problems for one in sums.values()))


def one(form: str, content: bytes) -> int:
    """Judge one input and print what came of it; return 1 when there is a problem."""
    report = judged(form, {0: content}, real=form in IMPORTED)
    sys.stdout.write(f"{form}: {dict(report.outcomes)}, {report.slowest:.2f} s\n")
    for problem in report.problems:
        sys.stdout.write(problem.what + "\n")
    return int(bool(report.problems))


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.run", description=__doc__)
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--format", choices=FORMATS)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--problems", type=Path, default=Path("fuzz-problems"), help="folder for inputs that show one")
    parser.add_argument("--replay", metavar="FORMAT:NUMBER")
    parser.add_argument("--file", nargs=2, metavar=("FORMAT", "PATH"))
    asked = parser.parse_args(arguments)
    if asked.replay:
        form, _, number = asked.replay.partition(":")
        return one(form, made(asked.seed, form, int(number)))
    if asked.file:
        return one(asked.file[0], Path(asked.file[1]).read_bytes())
    return run(asked.inputs, asked.seed, asked.format, asked.jobs, asked.problems)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
