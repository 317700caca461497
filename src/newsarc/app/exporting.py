"""Records out of the archive in another form: the use case behind ``newsarc export``."""

from __future__ import annotations

import gzip
import io
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import cast

import msgspec

from newsarc import __version__
from newsarc.app import moments
from newsarc.app.archive import Archive
from newsarc.app.clock import utc_now
from newsarc.archive.codec import record_json
from newsarc.archive.layout import order
from newsarc.archive.segments import Damage
from newsarc.errors import DataError, Exit, NotInArchive, UsageError
from newsarc.exporting.destination import new_file, new_folder
from newsarc.exporting.formats import STREAMS, TEXTS, Format
from newsarc.exporting.interface import Sink, Writer
from newsarc.exporting.table import CsvWriter
from newsarc.model.record import Kind, Position, Record
from newsarc.search.entry import seconds
from newsarc.warc.writing import warcinfo


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be exported, and how."""

    format: Format
    query: str = ""
    """none: all records"""
    since: str | None = None
    until: str | None = None
    columns: Sequence[str] = ()
    """of a table"""
    with_texts: bool = False
    """give the lines of copies the texts of their originals"""
    gzipped: bool = False
    force: bool = False
    """replace a file that is there"""


class Report(msgspec.Struct):
    """What came of it."""

    written: int = 0
    without_raw: int = 0
    """records left out of a WARC file: what the server sent was not kept, or is gone"""
    textless: int = 0
    """copies written without text: the line of their original is damaged"""
    damaged: int = 0
    """lines, or bytes of raw/, that do not check and are left out"""
    current: bool = True
    """False where another process was indexing: the newest records may be missing"""

    @property
    def exit(self) -> Exit:
        """What the process says of it."""
        return Exit.DAMAGE if self.damaged or self.textless else Exit.DONE


class Export:
    """One export. *total* is how many records there may be, where that is known before."""

    def __init__(self, archive: Archive, wanted: Wanted) -> None:
        """Look for what is wanted. Raises BadQuery, UsageError for times nobody understands."""
        self._archive, self._wanted = archive, wanted
        self._now = utc_now()
        self._since, self._until = moments.between(wanted.since, wanted.until, self._now)
        self.report = Report()
        self.total: int | None = None
        self._places = self._found() if wanted.query else None
        if self._places is None and self._since is None and self._until is None:
            self.total = len(archive)

    def to_file(self, path: Path, advance: Callable[[], None]) -> Report:
        """Write to *path*, which is whole afterwards or not there. Raises UsageError, StorageError."""
        wanted = self._wanted
        if wanted.format is Format.MARKDOWN:
            from newsarc.exporting.folder import MarkdownWriter

            with new_folder(path) as folder:
                return self._through(MarkdownWriter(folder), advance)
        with new_file(path, force=wanted.force) as scratch:
            if wanted.format is Format.SQLITE:
                from newsarc.exporting.database import SqliteWriter

                return self._through(SqliteWriter(scratch), advance)
            if wanted.format is Format.PARQUET:
                return self._through(_parquet(scratch), advance)
            with ExitStack() as stack:
                file = stack.enter_context(scratch.open("xb"))
                return self._to_sink(cast(Sink, file), path.name, advance)

    def to_stream(self, sink: Sink) -> Report:
        """Write to *sink*. Raises UsageError for a format that needs a file, and what *sink* raises."""
        if self._wanted.format not in STREAMS:
            raise UsageError(f"{self._wanted.format} cannot go to standard output", advice="name a file")
        return self._to_sink(sink, "stdout.warc.gz", lambda: None)

    def _to_sink(self, sink: Sink, name: str, advance: Callable[[], None]) -> Report:
        if not (self._wanted.gzipped and self._wanted.format in TEXTS):
            return self._through(self._writer(sink, name), advance)
        # No time and no name in the header: the same records give the same bytes.
        with gzip.GzipFile(fileobj=cast(io.BytesIO, sink), mode="wb", mtime=0, filename="") as packed:
            return self._through(self._writer(packed, name), advance)

    def _writer(self, sink: Sink, name: str) -> Writer:
        match self._wanted.format:
            case Format.CSV:
                return CsvWriter(sink, self._wanted.columns)
            case Format.WARC:
                sink.write(warcinfo(name, f"newsarc/{__version__}", self._now))
                return _Served(self._archive, sink, self.report)
            case _:
                return _Lines(sink)

    def _through(self, writer: Writer, advance: Callable[[], None]) -> Report:
        raw = self._wanted.format is Format.JSONL and not self._wanted.with_texts
        for position, record in self._records():
            if raw:
                assert isinstance(writer, _Lines)  # noqa: S101  # what _writer gives for this format
                writer.line(self._archive.line(position))
                self.report.written += 1
            else:
                self.report.written += writer.add(self._whole(record))
            advance()
        writer.finish()
        return self.report

    def _whole(self, record: Record) -> Record:
        if record.stamp.kind is not Kind.COPY or self._wanted.format is Format.WARC:
            return record
        try:
            return self._archive.whole(record)
        except (NotInArchive, DataError):
            self.report.textless += 1
            return record

    def _records(self) -> Iterator[tuple[Position, Record]]:
        """Yield what is wanted, as it is stored, in the order of writing."""
        if self._places is None:
            yield from self._scanned()
            return
        for position in self._places:
            try:
                yield position, self._archive.at(position)
            except (NotInArchive, DataError):
                self.report.damaged += 1

    def _scanned(self) -> Iterator[tuple[Position, Record]]:
        for line in self._archive.scan():
            if isinstance(line, Damage):
                self.report.damaged += 1
            elif self._timely(line.record):
                yield line.position, line.record

    def _timely(self, record: Record) -> bool:
        if self._since is None and self._until is None:
            return True
        at = seconds(record.article.published_at, record.article.retrieved_at)
        return (self._since is None or at >= self._since) and (self._until is None or at < self._until)

    def _found(self) -> Iterator[Position]:
        """Return where the records are that the query finds, in the order of writing: 24 bytes of memory for each."""
        found, self.report.current = self._archive.positions(self._wanted.query, since=self._since, until=self._until)
        names: dict[str, int] = {}
        numbers = array("Q")
        for position in found:
            numbers.extend((names.setdefault(position.segment, len(names)), position.offset, position.length))
        self.total = len(numbers) // 3
        segments = list(names)
        ranks = {at: rank for rank, at in enumerate(sorted(range(len(segments)), key=lambda at: order(segments[at])))}
        rows = sorted(range(0, len(numbers), 3), key=lambda at: (ranks[numbers[at]], numbers[at + 1]))
        return (Position(segments[numbers[at]], numbers[at + 1], numbers[at + 2]) for at in rows)


def _parquet(path: Path) -> Writer:
    try:
        from newsarc.exporting.parquet import ParquetWriter
    except ImportError as err:
        raise UsageError("Parquet needs pyarrow", advice="pip install 'newsarc[parquet]'") from err
    return ParquetWriter(path)


class _Lines:
    """Writes records as lines of JSON. See Writer."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink

    def line(self, line: bytes) -> None:
        """Write a line as it is stored."""
        self._sink.write(line if line.endswith(b"\n") else line + b"\n")

    def add(self, record: Record) -> bool:
        """See Writer."""
        self.line(record_json(record))
        return True

    def finish(self) -> None:
        """See Writer."""


class _Served:
    """Writes what servers sent, each answer once. See Writer."""

    def __init__(self, archive: Archive, sink: Sink, report: Report) -> None:
        self._archive, self._sink, self._report = archive, sink, report
        self._seen: set[int] = set()

    def add(self, record: Record) -> bool:
        """See Writer."""
        raw = self._archive.raw(record)
        if raw is not None and (key := hash((raw.file, raw.offset))) in self._seen:
            return True
        try:
            data = self._archive.packed(record)
        except NotInArchive:
            self._report.without_raw += 1
            return False
        except DataError:
            self._report.damaged += 1
            return False
        self._seen.add(key)
        self._sink.write(data)
        return True

    def finish(self) -> None:
        """See Writer."""
