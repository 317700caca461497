"""Checking a whole archive. Reads; writes nothing to it, takes no lock, makes no index.

What is derived is looked at before the articles, the manifest before the segments, and the articles before raw/: a
writer at work makes them in the opposite order, so that nothing that is looked at can lack what it builds on.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from time import sleep

import msgspec

from newsarc.app.derived import Derived
from newsarc.archive import codec
from newsarc.archive.disk import storage_errors
from newsarc.archive.format import Format
from newsarc.archive.layout import Layout
from newsarc.archive.spool import files as spool_files
from newsarc.archive.verify import beside, kept, reading
from newsarc.archive.verify.acknowledged import Acknowledged, End
from newsarc.archive.verify.articles import Advance, Articles, Map
from newsarc.archive.verify.finding import Finding
from newsarc.archive.verify.ledger import Ledger
from newsarc.archive.visits import VisitLog
from newsarc.errors import NewsarcError, NoArchive, StorageError, UnknownFormat
from newsarc.lexicon.problems import Severity, problems

WORTH_WORKERS = 48 << 20
"""bytes of articles from which other processes help"""
_DEADLINE = 600.0
"""seconds for one piece: a disk may be slow"""
_TORN = "line-unfinished"
_LEFT_OUT = (
    "lines of sealed segments but their last",
    "the segments' SHA-256",
    "references to records in them, ids that occur twice",
    "raw/, spool/ and visits/",
    "catalogue and search index",
)


class Checked(msgspec.Struct):
    """What was looked at, and what came of it."""

    segments: int = 0
    records: int = 0
    bytes: int = 0
    """of articles"""
    references: int = 0
    manifest_lines: int = 0
    raw_files: int = 0
    raw_records: int = 0
    raw_pointers: int = 0
    raw_bytes: int = 0
    visits: int = 0
    spooled: int = 0
    """articles that wait for the next writer"""
    quarantined: int = 0
    """files in quarantine/"""
    catalogue: str = "none"
    """``agrees``, ``wrong``, ``none``, ``empty`` or why it was not compared"""
    index: str = "none"
    head: str | None = None
    """sum of the last record"""
    errors: int = 0
    warnings: int = 0
    left_out: tuple[str, ...] = ()
    """what a quick check does not look at"""


class Verification:
    """One check of the archive at *root*. Raises NoArchive and UnknownFormat before it begins."""

    def __init__(
        self,
        root: Path,
        *,
        quick: bool = False,
        head: str | None = None,
        workers: int = 1,
        advance: Advance = lambda _bytes: None,
        wait: Callable[[float], None] = sleep,
    ) -> None:
        self.layout = Layout(root)
        self.checked = Checked(left_out=_LEFT_OUT if quick else ())
        self._quick = quick
        self._head = head
        self._workers = workers
        self._advance = advance
        self._wait = wait
        self._ledger = Ledger()
        self._pointers = kept.Pointers()
        self._derived = Derived(self.layout, lambda name, said: setattr(self.checked, name, said))
        self._format = _read_format(self.layout)

    def total(self) -> int:
        """Return how many bytes there are to check."""
        return self._bytes(self.layout.articles) + self._bytes(self.layout.raw)

    def findings(self) -> Iterator[Finding]:
        """Yield every finding as it comes; afterwards ``checked`` is complete. Raises StorageError where a folder of
        the archive cannot be read.
        """
        known = problems()
        for finding in self._all():
            if known[finding.code].severity is Severity.ERROR:
                self.checked.errors += 1
            else:
                self.checked.warnings += 1
            yield finding

    def _all(self) -> Iterator[Finding]:
        if isinstance(self._format, Finding):
            yield self._format
        elif not self._quick:
            yield from self._derived.look(self._format.archive)
        torn: list[Finding] = []
        for finding in self._articles():
            if finding.code == _TORN and not self._quick:  # who knows of more will tell if that is a loss
                torn.append(finding)
            else:
                yield finding
        if not self._quick:
            yield from self._unless_unreadable(self.layout.spool, self._spool())
            yield from self._acknowledged(torn)
            yield from self._unless_unreadable(self.layout.raw, self._raw())
            yield from self._derived.compare(lost=self._ledger.lost)
        yield from self._unless_unreadable(self.layout.quarantine, self._quarantine())

    def _unless_unreadable(self, folder: Path, found: Iterator[Finding]) -> Iterator[Finding]:
        """Yield what is *found* in *folder*; where it cannot be listed, that is the finding, and the check goes on."""
        try:
            with storage_errors(folder):
                yield from found
        except StorageError as err:
            yield Finding("unreadable", folder.name, detail=err.message)

    def _articles(self) -> Iterator[Finding]:
        checked, ledger = self.checked, self._ledger
        checked.bytes = self._bytes(self.layout.articles)
        articles = Articles(
            self.layout,
            ledger,
            self._pointers,
            mapped=self._map(checked.bytes),
            advance=self._advance,
            wait=self._wait,
            head=self._head,
            reached=self._derived.reached,
        )
        yield from articles.check(quick=self._quick)
        if self._head and not articles.head_seen and not self._quick:
            yield Finding("head-missing", "articles", detail=self._head)
        self._files, self._end = articles.files, articles.end
        checked.segments, checked.manifest_lines = articles.segments, articles.manifest_lines
        checked.records, checked.references = ledger.records, ledger.references
        checked.raw_pointers, checked.head = self._pointers.count, ledger.last_sum

    def _map(self, size: int) -> Map:
        """Return how the pieces are checked: here, or by other processes where there is enough for them to do."""
        if self._workers < 2 or size < WORTH_WORKERS or self._quick:
            return lambda jobs: map(reading.run, jobs)
        return self._with_workers

    def _with_workers(self, jobs: Iterable[reading.Job]) -> Iterator[reading.Result]:
        from newsarc.runners.interface import NotYet
        from newsarc.runners.local import Workers

        crew = Workers(self._workers, deadline=_DEADLINE, preload=("newsarc.archive.verify.reading",))
        for result in crew.map(reading.run, jobs, lambda job, _loss: reading.run(job)):
            assert not isinstance(result, NotYet)  # noqa: S101  # no task is one
            yield result

    # What stands beside the articles

    def _spool(self) -> Iterator[Finding]:
        for path in spool_files(self.layout, patient=False):
            file = f"spool/{path.name}"
            try:
                with reading.regular(path) as opened:
                    data = opened.read()
            except StorageError as err:
                if path.exists():  # else a writer has taken it in
                    yield Finding("unreadable", file, detail=err.message)
                continue
            for found in beside.spooled(file, data):
                if isinstance(found, Finding):
                    yield found
                else:
                    self.checked.spooled += 1

    def _acknowledged(self, torn: list[Finding]) -> Iterator[Finding]:
        """Hold what catalogue, index and visits know of against the articles; without a loss, yield what is *torn*."""
        check = Acknowledged(self.layout, self._ledger, self._end or End())
        if self._end is not None:
            yield from self._derived.beyond(check)
        yield from self._unless_unreadable(self.layout.visits, self._visits(check))
        yield from check.rest()
        if not check.lost:
            yield from torn

    def _visits(self, check: Acknowledged) -> Iterator[Finding]:
        """Check the log of visits, and what it says was archived."""
        log = VisitLog(self.layout)
        for name in log.files():
            try:
                with reading.regular(self.layout.visits / name) as opened:
                    for found in beside.visited(f"visits/{name}", opened):
                        if isinstance(found, Finding):
                            yield found
                            continue
                        self.checked.visits += 1
                        if found is not None:
                            yield from check.claimed(found)
            except StorageError as err:
                yield Finding("unreadable", f"visits/{name}", detail=err.message)

    def _raw(self) -> Iterator[Finding]:
        present = {name for name in _names(self.layout.raw) if not name.startswith(".")}
        wanted = self._pointers.files()
        if wanted and not present:
            pointers = sum(self._pointers.into(name) for name in wanted)
            yield Finding("raw-absent", "raw", detail=f"{pointers:,} articles point into it")
            return
        for name in wanted:
            if name not in present:
                yield Finding("raw-file-missing", f"raw/{name}", detail=f"{self._pointers.into(name):,} articles")
        for name in sorted(present):
            yield from self._raw_file(name)

    def _raw_file(self, name: str) -> Iterator[Finding]:
        path = self.layout.raw / name
        self.checked.raw_files += 1
        at = 0
        try:
            with reading.regular(path) as file:
                size = os.fstat(file.fileno()).st_size
                for found in kept.check(file, name, self._pointers.of(name), self._files):
                    if isinstance(found, int):
                        self.checked.raw_records += 1
                        self._advance(found - at)
                        at = found
                    elif found.code != "raw-unfinished" or path.stat().st_size == size:  # else it is being written
                        yield found
        except StorageError as err:
            yield Finding("unreadable", f"raw/{name}", detail=err.message)
            return
        self.checked.raw_bytes += size
        self._advance(max(0, size - at))

    def _quarantine(self) -> Iterator[Finding]:
        self.checked.quarantined = len(_names(self.layout.quarantine))
        yield from ()

    def _bytes(self, folder: Path) -> int:
        with storage_errors(folder):
            return sum(_size(folder / name) for name in _names(folder))


def _names(folder: Path) -> list[str]:
    """Return what lies in *folder*, nothing where there is none. Raises OSError where that cannot be seen."""
    try:
        return os.listdir(folder)  # noqa: PTH208  # names are enough
    except (FileNotFoundError, NotADirectoryError):
        return []


def _size(path: Path) -> int:
    """Return how many bytes the file *path* has; none where it is gone, or is no file."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return 0
    return found.st_size if stat.S_ISREG(found.st_mode) else 0


def head(root: Path) -> str | None:
    """Return the sum of the last record that checks, None where there is none; nothing else is looked at.

    Raises NoArchive, UnknownFormat and StorageError.
    """
    layout = Layout(root)
    _read_format(layout)
    with storage_errors(layout.articles):
        names = layout.segments()
    for name in reversed(names):
        path = layout.segment(name)
        with storage_errors(path):
            end = path.stat().st_size
        while end > 0:
            start, line = reading.last_line(path, end)
            try:
                return codec.decode(line).sum
            except NewsarcError:
                end = start
    return None


def _read_format(layout: Layout) -> Format | Finding:
    try:
        with reading.regular(layout.format) as file:
            found = beside.read_format(file.read(1 << 20))
    except StorageError as err:
        with storage_errors(layout.articles):
            if not layout.articles.is_dir():
                raise NoArchive("there is none here", subject=str(layout.root)) from err
        return Finding("format-damaged", "FORMAT", detail=err.message)
    if isinstance(found, Format) and (found.version != codec.VERSION or found.features):
        raise UnknownFormat(
            f"version {found.version} {list(found.features)}, this newsarc knows version {codec.VERSION}",
            subject=str(layout.root),
            advice="use the newsarc that wrote it, or a newer one",
        )
    return found
