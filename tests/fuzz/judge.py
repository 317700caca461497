"""What is asked of every input: it ends as something that has a name, soon, and the same way twice; what is archived is
whole, found and shown.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from tests.fuzz.collecting import KINDS, collected
from tests.fuzz.inputs import IMPORTED, made, page, seeds
from tests.fuzz.parsers import PARSERS

from newsarc.app import intake, wiring
from newsarc.app.archive import Archive
from newsarc.app.config import Config
from newsarc.app.gather import MANY, Tally, gather
from newsarc.app.verifying import Verification
from newsarc.cli.output import Output
from newsarc.cli.reading import print_record
from newsarc.cli.render import word
from newsarc.errors import NewsarcError
from newsarc.model.outcome import Archived, Failed, Outcome, Prepared, Reason, Skipped
from newsarc.pipeline import Settings
from newsarc.runners.interface import Cause, Loss, NotYet, none
from newsarc.search.terms import words

T = TypeVar("T")
R = TypeVar("R")

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
SLOW = 20.0
"""seconds of CPU time: the deadline of a page"""
MEMORY = 1 << 30
"""bytes of address space that reading a page may want, as for a worker"""
_RAW_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e0fff\ud800-\udfff]"
)


class Problem(msgspec.Struct, frozen=True):
    """What must not be."""

    form: str
    number: int
    """of the input; -1: it is the batch's"""
    what: str


class Report(msgspec.Struct):
    """What came of a batch."""

    form: str
    inputs: int = 0
    seconds: float = 0.0
    """of CPU time"""
    outcomes: Counter[str] = msgspec.field(default_factory=Counter)
    problems: list[Problem] = msgspec.field(default_factory=list)
    slowest: float = 0.0
    slowest_number: int = -1

    def took(self, number: int, seconds: float) -> None:
        """Take down what one input cost. A worker is ended at its deadline; what needs far more is a problem."""
        if seconds > self.slowest:
            self.slowest, self.slowest_number = seconds, number
        if seconds > SLOW:
            self.outcomes["over the deadline"] += 1
        if seconds > 3 * SLOW:
            self.bad(number, f"took {seconds:.1f} s of CPU time")

    def bad(self, number: int, what: str) -> None:
        """Take down a problem."""
        self.problems.append(Problem(self.form, number, what))


def clock() -> datetime:
    """Return always the same moment, so that the same input gives the same record."""
    return NOW


class Batch(msgspec.Struct, frozen=True):
    """Inputs that are judged together."""

    seed: int
    form: str
    numbers: tuple[int, ...]
    real: bool = False
    """also by the command itself, in processes of its own"""


def judge(batch: Batch) -> Report:
    """Return what becomes of the inputs of *batch*."""
    return judged(
        batch.form, {number: made(batch.seed, batch.form, number) for number in batch.numbers}, real=batch.real
    )


def judged(form: str, inputs: dict[int, bytes], *, real: bool = False) -> Report:
    """Return what becomes of *inputs*, all of one format."""
    report = Report(form, inputs=len(inputs))
    begun = time.process_time()
    if form in PARSERS:
        _parsed(report, inputs)
        if form in KINDS:
            _collected(report, inputs)
    else:
        with tempfile.TemporaryDirectory(prefix="newsarc-fuzz-") as folder:
            _imported(report, inputs, Path(folder), real=real)
    report.seconds = time.process_time() - begun
    return report


def _parsed(report: Report, inputs: dict[int, bytes]) -> None:
    """Judge a format that a function alone reads."""
    read = PARSERS[report.form]
    for number, content in inputs.items():
        begun = time.process_time()
        with _memory(MEMORY):
            try:
                first, again = read(content), read(content)
            except Exception:  # noqa: BLE001  # that is what is looked for
                report.bad(number, traceback.format_exc())
                continue
        report.took(number, (time.process_time() - begun) / 2)
        report.outcomes[first[0]] += 1
        if first != again:
            report.bad(number, f"not the same twice: {first!r:.300} and {again!r:.300}")


def _collected(report: Report, inputs: dict[int, bytes]) -> None:
    """Judge a format that `collect` reads: all inputs in one run."""
    with tempfile.TemporaryDirectory(prefix="newsarc-fuzz-") as name:
        try:
            for what in collected(report.form, inputs, Path(name), _any_page, NOW):
                report.bad(-1, f"collect: {what}")
        except Exception:  # noqa: BLE001  # that is what is looked for
            report.bad(-1, traceback.format_exc())
            return
        _whole(report, Path(name) / "archive")


def _any_page(url: str) -> bytes:
    return page(f"at {url}") if url else seeds("listing")[0]


def _imported(report: Report, inputs: dict[int, bytes], folder: Path, *, real: bool) -> None:
    """Judge a format that `import` reads: all inputs into one archive."""
    names = _written(report.form, inputs, folder / "in")
    config = Config(archive=str(folder / "archive"), workers=1)
    settings = Settings(clock=clock)
    watch = _Watch(report, names)
    paths, manifests = ([], list(names)) if report.form == "manifest" else ([str(folder / "in")], [])
    with wiring.archive(config, create=True) as archive:
        items = list(intake.unpacked(config, intake.files(paths, manifests)))
        again = list(intake.unpacked(config, intake.files(paths, manifests)))
        if items != again:
            report.bad(-1, "the files are not taken apart the same way twice")
        try:
            outcomes = list(gather(archive, iter(items), watch, settings, group=MANY))
        except Exception:  # noqa: BLE001  # that is what is looked for
            report.bad(-1, traceback.format_exc())
            return
        _conserved(report, names, outcomes, watch)
        _kept(report, archive, outcomes, watch)
    _whole(report, folder / "archive")
    if real:
        _by_command(report, names, paths, manifests, outcomes, folder)


def _written(form: str, inputs: dict[int, bytes], folder: Path) -> dict[str, int]:
    """Write *inputs* as files; return whose number each path is."""
    folder.mkdir()
    names = {}
    for number, content in inputs.items():
        path = folder / f"{number:07}{IMPORTED[form]}"
        path.write_bytes(content)
        names[str(path)] = number
    if form == "manifest":
        for number in range(4):
            (folder / f"page-{number}.html").write_bytes(seeds("html")[number])
        (folder / "pages").symlink_to(Path(__file__).parents[2] / "fixtures" / "pages")
    return names


class _Watch:
    """A runner that does each piece of work twice, in this process, and tells what it cost. See Runner."""

    def __init__(self, report: Report, names: dict[str, int]) -> None:
        self.results: list[Any] = []
        self.numbers: list[int] = []
        """whose input each result is"""
        self._report = report
        self._names = names

    def map(
        self,
        work: Callable[[T], R],
        items: Iterable[T | NotYet],
        lost: Callable[[T, Loss], R],
        light: Callable[[T], bool] = none,  # noqa: ARG002
    ) -> Iterator[R]:
        for item in items:
            assert not isinstance(item, NotYet)
            number = _number(self._names, item.asked)  # type: ignore[attr-defined]
            begun = time.process_time()
            with _memory(MEMORY):
                try:
                    first, again = work(item), work(item)
                except MemoryError:
                    self._report.bad(number, "wanted more memory than a page may")
                    first = again = lost(item, Loss(Cause.OUT_OF_MEMORY, ""))
                except Exception:  # noqa: BLE001  # that is what is looked for
                    self._report.bad(number, traceback.format_exc())
                    first = again = lost(item, Loss(Cause.BUG, ""))
            self._report.took(number, (time.process_time() - begun) / 2)
            if first != again:
                self._report.bad(number, f"not the same twice: {first!r:.400} and {again!r:.400}")
            self.results.extend(first)  # type: ignore[arg-type]
            self.numbers.extend([number] * len(first))  # type: ignore[arg-type]
            yield first


def _number(names: dict[str, int], asked: str) -> int:
    """Return whose input *asked* belongs to: ``PATH``, ``PATH:LINE`` or ``PATH#OFFSET``."""
    if asked in names:
        return names[asked]
    return names.get(re.sub(r"[:#][\d+]+(?:\+\d+)?\Z", "", asked), -1)


def _conserved(report: Report, names: dict[str, int], outcomes: list[Outcome], watch: _Watch) -> None:
    """Every input ends as exactly one thing, and no file is passed over in silence."""
    tally, results = Tally(), watch.results
    for number, outcome in zip(watch.numbers, outcomes, strict=False):
        tally.count(outcome)
        report.outcomes[word(outcome)] += 1
        if isinstance(outcome, Failed) and outcome.reason in (Reason.BUG, Reason.STORAGE, Reason.CRASHED):
            report.bad(number, f"failed({outcome.reason}): {outcome.detail}")
    total = tally.new + tally.revisions + tally.copies + tally.known + tally.skipped + tally.failed
    if not len(outcomes) == tally.inputs == total == len(results):
        report.bad(-1, f"{len(results)} inputs, {len(outcomes)} outcomes, {total} counted")
    told = {one.article.asked if isinstance(one, Prepared) else one.asked for one in results}
    if told != {outcome.asked for outcome in outcomes}:
        report.bad(-1, "the outcomes name other inputs than there were")
    if report.form == "manifest":  # its lines name files; an empty one has none
        return
    for number in sorted(set(names.values()) - set(watch.numbers)):
        report.bad(number, "the file is passed over in silence")


def _kept(report: Report, archive: Archive, outcomes: list[Outcome], watch: _Watch) -> None:
    """What is archived is there, is found, is shown; and is known when it comes again."""
    archived = [(n, one) for n, one in zip(watch.numbers, outcomes, strict=False) if isinstance(one, Archived)]
    if len(archive) != len(archived):
        report.bad(-1, f"{len(archived)} archived, {len(archive)} in the archive")
    for number, outcome in archived:
        try:
            record = archive.get(outcome.id)
            said = _shown(record)
            if _RAW_CONTROL.search(said):
                report.bad(number, f"shows a raw control character: {_RAW_CONTROL.search(said)!r}")
            if not _found(archive, record):
                report.bad(number, f"archived as {outcome.id} and not found by its words")
        except Exception:  # noqa: BLE001  # that is what is looked for
            report.bad(number, traceback.format_exc())
    for number, outcome in zip(watch.numbers, archive.settle(watch.results), strict=False):
        if isinstance(outcome, Archived):
            report.bad(number, f"not known when it comes again: {outcome!r:.300}")


def _shown(record: Any) -> str:
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        print_record(Output(), record)
    return out.getvalue()


def _found(archive: Archive, record: Any) -> bool:
    """Say whether *record* is found by the first words of its text."""
    first = next((some for line in record.article.text.split("\n") if (some := words(line))), None)
    if not first:
        return True
    places, _current = archive.positions(f'"{" ".join(first[:6])}"')
    return archive.position(record.stamp.id) in set(places)


def _whole(report: Report, archive: Path) -> None:
    """The archive verifies to the last byte, derived data too."""
    for finding in Verification(archive).findings():
        report.bad(-1, f"verify finds {finding}")


def _by_command(
    report: Report,
    names: dict[str, int],
    paths: Sequence[str],
    manifests: Sequence[str],
    expected: list[Outcome],
    folder: Path,
) -> None:
    """The command, with its workers, their deadlines and their memory, says of each input what was said here."""
    operands = [*paths, *(word for one in manifests for word in ("--manifest", one))]
    command = [
        sys.executable,
        "-m",
        "newsarc",
        "--archive",
        str(folder / "second"),
        "import",
        "--json",
        "-v",
        *operands,
    ]
    env = {key: value for key, value in os.environ.items() if not key.startswith("NEWSARC_")} | {
        "NEWSARC_WORKERS": "1",
        "NEWSARC_PAGE_DEADLINE": "600",
    }
    ran = subprocess.run(command, capture_output=True, env=env, timeout=900, check=False, stdin=subprocess.DEVNULL)
    err = ran.stderr.decode("utf-8", "replace")
    try:
        said = [json.loads(line) for line in ran.stdout.decode("utf-8").splitlines()]
    except ValueError:
        report.bad(-1, f"the command prints what is no JSON: {traceback.format_exc(limit=1)}")
        return
    if "Traceback" in err or "bug" in err.lower() or _RAW_CONTROL.search(err):
        report.bad(-1, f"the command says {err[-1_500:]}")
    theirs = [(one["input"], one["outcome"], one.get("reason")) for one in said]
    ours = [(one.asked, word(one), str(one.reason) if isinstance(one, Skipped | Failed) else None) for one in expected]
    for mine, other in zip(ours, theirs, strict=False):
        if tuple(map(_spelt, mine)) != tuple(map(_spelt, other)):
            report.bad(_number(names, mine[0]), f"in process {mine}, by the command {other}")
            break
    tally = Tally()
    for outcome in expected:
        tally.count(outcome)
    if len(theirs) != len(ours) or ran.returncode != tally.exit:
        report.bad(
            -1,
            f"the command: {len(theirs)} outcomes, exit {ran.returncode}; here {len(ours)}, {tally.exit}: {err[-500:]}",
        )
    checked = subprocess.run(
        [sys.executable, "-m", "newsarc", "--archive", str(folder / "second"), "verify"],
        capture_output=True,
        env=env,
        timeout=900,
        check=False,
    )
    if checked.returncode != 0:
        report.bad(-1, f"verify of what the command archived: {checked.stdout.decode('utf-8', 'replace')[:1_000]}")


def _spelt(said: str | None) -> str:
    return (said or "").encode("utf-8", "replace").decode()


@contextlib.contextmanager
def _memory(most: int) -> Iterator[None]:
    """Let a block have *most* bytes of address space beyond what the process has."""
    before = resource.getrlimit(resource.RLIMIT_AS)
    now = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (now + most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


__all__ = ["Batch", "NewsarcError", "Problem", "Report", "judge", "judged"]
