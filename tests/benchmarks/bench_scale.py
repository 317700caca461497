"""What each command costs as an archive grows: time, processor, memory, at ten thousand, a hundred thousand records ...

``python -m tests.benchmarks scale [RECORDS [FOLDER]]``: one archive of the invented press (corpus.py) grows to RECORDS;
at each size every command is run as users run it. With FOLDER archive and corpus are kept there and gone on with, and
sizes that were reached before are passed over. Timings are for people, not asserted.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

from tests.benchmarks import bench_archive
from tests.benchmarks.bench_search import QUERIES
from tests.benchmarks.corpus import event, lines
from tests.benchmarks.probe import Cost, as_installed, measured

from newsarc.app.archive import Archive
from newsarc.search.index import SearchIndex
from newsarc.search.query import parse

_COLD, _WARM = 20, 200
"""times that a query is asked, of a process of its own and within one"""
_FORMS = ("jsonl", "csv", "sqlite", "parquet", "markdown")
_PROGRAM = str(Path(sys.executable).parent / "newsarc")


def row(name: str, *cells: str) -> None:
    sys.stdout.write(f"{name:<34}" + "".join(f"{cell:>22}" for cell in cells) + "\n")
    sys.stdout.flush()


def sizes(most: int) -> Iterator[int]:
    """Yield 10,000, 100,000 ... and *most*."""
    size = 10_000
    while size < most:
        yield size
        size *= 10
    yield most


def queries(size: int) -> dict[str, str]:
    """Return what is asked of an archive of *size* records: also for one of its events, which eight articles name."""
    return {"one event": event(size // 2), "one of two events": f"{event(size // 3)} OR {event(size // 5)}", **QUERIES}


class Scale:
    """One archive that grows in *folder*."""

    def __init__(self, folder: Path, most: int) -> None:
        self.folder, self.most = folder, most
        self.corpus, self.root = folder / "corpus.jsonl", folder / "archive"
        folder.mkdir(exist_ok=True)
        if not self.corpus.exists():
            with self.corpus.open("wb") as file:
                file.writelines(lines(most))

    def count(self) -> int:
        """Return how many records there are."""
        if not (self.root / "FORMAT").exists():
            return 0
        with Archive(self.root, create=False) as archive:
            return len(archive)

    def run(self, *arguments: str) -> Cost:
        """Run newsarc."""
        return measured([_PROGRAM, *arguments, "--archive", str(self.root)])

    def grow(self, begin: int, end: int) -> None:
        """Import what comes after line *begin* of the corpus, up to line *end*."""
        part = self.folder / "part.jsonl"
        with self.corpus.open("rb") as file, part.open("wb") as out:
            out.writelines(islice(file, begin, end))
        cost = self.run("import", str(part))
        part.unlink()
        _whole_row("import, till all can be found", end - begin, cost)

    def commits(self) -> None:
        """Write to an archive like this one."""
        with tempfile.TemporaryDirectory(dir=self.folder) as folder:
            bench_archive.into(self.root, Path(folder))

    def commands(self, size: int) -> None:
        """Run what only reads a little."""
        with Archive(self.root, create=False) as archive:
            record = next(iter(archive))
        id_, url = record.stamp.id, str(record.article.url)
        for arguments in (
            ("stats",),
            ("show", id_),
            ("show", url),
            ("show", "--provenance", id_),
            ("history", url),
            ("copies", id_),
            ("log",),
            ("search", event(size // 2)),
            ("search", "--group", event(size // 2)),
        ):
            spent = _spent(lambda arguments=arguments: self._quietly(*arguments), _COLD)  # type: ignore[misc]
            row(" ".join(arguments)[:32], _pair(spent), "", self.run(*arguments).memory)

    def searches(self, size: int) -> None:
        """Ask in processes of their own, beside grep, and within one."""
        files = [str(path) for path in sorted((self.root / "articles").iterdir())]
        index = SearchIndex(self.root / "index" / "search")
        row("search: p50 / p99", "a process", "in a process", "grep")
        for name, text in queries(size).items():
            cold = _spent(lambda text=text: self._quietly("search", text), _COLD)  # type: ignore[misc]
            query = parse(text)
            warm = _spent(lambda query=query: index.search(query, limit=10), _WARM)  # type: ignore[misc]
            grep = ""
            if re.fullmatch(r"\w+", text):
                begun = time.perf_counter()
                # Not to /dev/null: grep would see that, and stop at the first line it finds.
                subprocess.run(["grep", "-ciw", text, *files], stdout=subprocess.PIPE, check=False)
                grep = f"{time.perf_counter() - begun:.2f} s"
            row(f"  {name}", _pair(cold), _pair(warm), grep)

    def whole(self, size: int) -> None:
        """Run what goes through all there is."""
        files = [str(path) for path in sorted((self.root / "articles").iterdir())]
        plain = measured(["sha256sum", *files])
        cost = self.run("verify")
        row("verify", f"{cost.wall:.1f} s", f"{plain.wall / cost.wall:.2f} of sha256sum", cost.memory)
        for form in _FORMS:
            if form == "parquet" and find_spec("pyarrow") is None:
                continue
            with tempfile.TemporaryDirectory(dir=self.folder) as out:
                cost = self.run("export", "-o", f"{out}/out", "--format", form)
            _whole_row(f"export to {form}", size, cost)
        _whole_row("reindex", size, self.run("reindex"))

    def _quietly(self, *arguments: str) -> None:
        command = [_PROGRAM, *arguments, "--archive", str(self.root)]
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)


def _whole_row(name: str, records: int, cost: Cost) -> None:
    row(name, f"{records / cost.wall:,.0f}/s", f"{cost.cpu / records * 1e6:.0f} us CPU", cost.memory)


def _spent(work: Callable[[], object], times: int) -> list[float]:
    """Return the milliseconds of each of *times* runs, the shortest first."""
    work()
    spent = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        spent.append((time.perf_counter() - begun) * 1e3)
    return sorted(spent)


def _pair(spent: list[float]) -> str:
    return f"{spent[len(spent) // 2]:.1f} / {spent[int(len(spent) * 0.99)]:.1f} ms"


def main(most: int, folder: Path) -> None:
    """Print a table for each size."""
    as_installed()
    scale = Scale(folder, most)
    begin = scale.count()
    for size in sizes(most):
        if size < begin:
            continue
        row(f"\n{size:,} records")
        if size > begin:
            scale.grow(begin, size)
        scale.commits()
        scale.commands(size)
        scale.searches(size)
        scale.whole(size)
        begin = size
