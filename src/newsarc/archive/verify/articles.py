"""The segments and their manifest: reads them, and hands what it reads to the pure checks."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence

import msgspec

from newsarc.archive import codec
from newsarc.archive.disk import storage_errors
from newsarc.archive.layout import Layout, order
from newsarc.archive.manifest import read_manifest
from newsarc.archive.verify import reading, sealed
from newsarc.archive.verify.acknowledged import End
from newsarc.archive.verify.finding import Finding
from newsarc.archive.verify.kept import Pointers
from newsarc.archive.verify.ledger import Ledger
from newsarc.archive.verify.lines import Piece
from newsarc.errors import BadRecord, StorageError
from newsarc.model.record import Mark

PATIENCE = 0.2
"""seconds after which what looks torn is looked at again: somebody may be writing it"""
_TRIES = 4

Map = Callable[[Iterable[reading.Job]], Iterator[reading.Result]]
"""reading.run over jobs, in their order; other processes may do it"""
Advance = Callable[[int], None]
"""told how many more bytes are done"""


class Reached(msgspec.Struct):
    """How far something derived has read, and how many records the archive has up to there."""

    mark: Mark
    records: int | None = None


class Articles:
    """One check of the segments of *layout*."""

    def __init__(
        self,
        layout: Layout,
        ledger: Ledger,
        pointers: Pointers,
        *,
        mapped: Map,
        advance: Advance,
        wait: Callable[[float], None],
        head: str | None = None,
        reached: Sequence[Reached] = (),
    ) -> None:
        self._layout = layout
        self._ledger = ledger
        self._pointers = pointers
        self._map = mapped
        self._advance = advance
        self._wait = wait
        self._manifest_damaged = False
        self._head = head
        self._reached = reached
        self.head_seen = False
        self.manifest_lines = 0
        self.segments = 0
        self.end: End | None = End()
        """where the last whole line ends; None where the last segment cannot be read to its end"""
        self.files: list[str] = []
        """the segments' files, by the number that pointers know them by"""

    def check(self, *, quick: bool = False) -> Iterator[Finding]:
        """Yield all that is wrong with manifest and segments.

        *quick*: sealed segments by size and last line alone, only the last one whole. Raises StorageError where the
        folder cannot be read.
        """
        listed = yield from self._manifest()
        with storage_errors(self._layout.articles):
            names = self._layout.segments()
        sizes = {name: self._size(name) for name in names}
        every = sorted({*names, *(name for name in listed if _is_name(name))}, key=order)
        self.files = [_file(name) for name in every]
        whole = names[-1:] if quick else names
        results = self._map(job for name in whole for job in self._jobs(name, sizes[name], listed.get(name)))
        for number, name in enumerate(every):
            entry = listed.get(name)
            if name not in sizes:
                yield from self._gone(name, listed[name])
            elif name in whole:
                yield from self._segment(number, name, entry, sizes[name], results, active=name == names[-1])
            else:
                yield from self._glance(name, entry, sizes[name])
            if name in sizes and entry is None and name != names[-1] and not self._seal_is_to_come(name):
                yield Finding("segment-unsealed", _file(name))
        yield from self._ledger.rest()
        yield from self._foreign()

    def _manifest(self) -> Generator[Finding, None, dict[str, sealed.Entry]]:
        listed: dict[str, sealed.Entry] = {}
        try:
            with reading.regular(self._layout.manifest) as file:
                data = file.read()
        except StorageError as err:
            if isinstance(err.__cause__, FileNotFoundError):
                return listed
            yield Finding("unreadable", sealed.FILE, detail=err.message)
            return listed
        for found in sealed.entries(data):
            if isinstance(found, Finding):
                self._manifest_damaged = self._manifest_damaged or found.code == "manifest-damaged"
                yield found
            else:
                listed[found.sealed.name] = found
        self.manifest_lines = len(listed)
        return listed

    def _seal_is_to_come(self, name: str) -> bool:
        """Say whether a writer has sealed *name* since the manifest was read, or its line may be a damaged one."""
        if self._manifest_damaged:
            return True
        for _ in range(2):
            if any(line.name == name for line in read_manifest(self._layout.manifest)[0]):
                return True
            self._wait(PATIENCE)
        return False

    def _jobs(self, name: str, size: int, entry: sealed.Entry | None) -> Iterator[reading.Job]:
        if entry is not None:  # first, for it takes longest
            yield reading.Whole(self._layout.segment(name), size)
        yield from self._tasks(name, size)

    def _tasks(self, name: str, size: int) -> list[reading.Task]:
        cuts = tuple(one.mark.offset for one in self._reached if one.mark.segment == name)
        return reading.tasks(self._layout.segment(name), _file(name), size, cuts=cuts, head=self._head)

    def _gone(self, name: str, entry: sealed.Entry) -> Iterator[Finding]:
        yield Finding("segment-missing", _file(name), detail=f"{entry.sealed.records:,} records")
        self._ledger.gap(entry.sealed.last_sum)

    def _segment(
        self,
        number: int,
        name: str,
        entry: sealed.Entry | None,
        size: int,
        results: Iterator[reading.Result],
        *,
        active: bool,
    ) -> Iterator[Finding]:
        """Check every line of a segment, then the whole against the manifest."""
        self.segments += 1
        self.end = End(name)
        facts = sealed.Facts(bytes=size)
        digest = next(results) if entry is not None else None
        for task in self._tasks(name, size):
            found = next(results)
            piece = self._settled(task, found) if active else found
            self._advance(task.stop - task.start)
            if not isinstance(piece, Piece):
                yield Finding("unreadable", task.file, task.start, detail=str(piece))
                self.end = None
                self._ledger.gap(None)
                facts.unread = True
                continue
            yield from self._take(number, task, piece, facts, active=active)
        if entry is None or facts.unread:
            return
        if isinstance(digest, reading.Digest):
            facts.sha256 = digest.sha256
            yield from sealed.compared(entry, _file(name), facts)
        else:
            yield Finding("unreadable", _file(name), 0, detail=str(digest))

    def _take(
        self, number: int, task: reading.Task, piece: Piece, facts: sealed.Facts, *, active: bool
    ) -> Iterator[Finding]:
        yield from self._ledger.take(piece, task.file)
        if self.end is not None and self.end.torn is None:  # a piece within one long line has none that ends
            self.end = End(_name(task.file), max(piece.end, self.end.offset))
        if piece.unfinished is not None:
            yield from self._unfinished(task, piece, facts, active=active)
        facts.damaged += piece.damaged
        if piece.first_prev is not None and not facts.records:
            facts.first_prev = piece.first_prev
        facts.records += piece.records
        facts.last_sum = piece.last_sum or facts.last_sum
        self.head_seen = self.head_seen or piece.head
        for pointer in piece.pointers:
            wrong = self._pointers.add(pointer, piece.id(pointer.number), task.file, number)
            if wrong:
                yield wrong
        for one in self._reached:
            if (one.mark.segment, one.mark.offset) == (_name(task.file), task.stop):
                one.records = self._ledger.known

    def _unfinished(self, task: reading.Task, piece: Piece, facts: sealed.Facts, *, active: bool) -> Iterator[Finding]:
        start, said = piece.end, piece.unfinished_id
        length = task.end - start
        if length > codec.MAX_LINE:
            code = "line-too-long"
        elif active:
            torn = Finding("line-unfinished", task.file, start, length, said, before=self._ledger.before)
            self.end = End(_name(task.file), start, torn)
            yield torn
            return
        else:
            code = "line-cut"
        facts.damaged += 1
        self._ledger.gap(None)
        yield Finding(code, task.file, start, length, before=self._ledger.before)

    def _settled(self, task: reading.Task, piece: reading.Result) -> reading.Result:
        """Return what came of a piece of the segment that is being written to, once it is the same twice.

        A writer may just have written half of a line, or cut off what it could not write.
        """
        for _ in range(_TRIES):
            if not isinstance(piece, Piece) or not (piece.findings or piece.unfinished is not None):
                break
            self._wait(PATIENCE)
            end = max(task.end, self._size(_name(task.file))) if task.stop == task.end else task.end
            again = reading.run_piece(msgspec.structs.replace(task, stop=max(task.stop, end), end=end))
            if again == piece:
                break
            piece = again
        return piece

    def _glance(self, name: str, entry: sealed.Entry | None, size: int) -> Iterator[Finding]:
        """Check a sealed segment by its size and its last line."""
        self.segments += 1
        file = _file(name)
        total: str | None = None
        try:
            start, line = reading.last_line(self._layout.segment(name), size)
            total = codec.decode(line).sum
        except StorageError as err:
            yield Finding("unreadable", file, detail=err.message)
        except BadRecord as err:
            yield Finding("sum-wrong", file, start, len(line), detail=err.message)
        if entry is not None:
            wrong = list(sealed.sized(entry, file, size))
            yield from wrong
            if total is not None and total != entry.sealed.last_sum and not wrong:
                yield Finding("segment-changed", file, start, len(line), detail="its last record is another")
            if entry.sealed.first_prev != self._ledger.expected and self._ledger.expected is not None:
                detail = f"{name}: first_prev is {entry.sealed.first_prev}, not the sum before it"
                yield Finding("chain-broken", file, 0, detail=detail)
        self._ledger.gap(entry.sealed.last_sum if entry is not None else total)
        self._advance(size)

    def _foreign(self) -> Iterator[Finding]:
        """Yield what lies in articles/ that looks like a segment and is none."""
        with storage_errors(self._layout.articles):
            if not self._layout.articles.is_dir():
                return
            for path in sorted(self._layout.articles.iterdir()):
                if not path.name.startswith(".") and not _is_name(path.name.removesuffix(".jsonl")):
                    yield Finding("foreign-file", f"articles/{path.name}")

    def _size(self, name: str) -> int:
        with storage_errors(self._layout.segment(name)):
            return self._layout.segment(name).stat().st_size


def _file(name: str) -> str:
    return f"articles/{name}.jsonl"


def _name(file: str) -> str:
    return file.removeprefix("articles/").removesuffix(".jsonl")


def _is_name(name: str) -> bool:
    try:
        order(name)
    except ValueError:
        return False
    return True
