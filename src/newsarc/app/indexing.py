"""Keeping the search index in step with the archive."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from newsarc.archive.filing import Filing
from newsarc.archive.segments import Line, behind, chunk, holds
from newsarc.archive.store import Store
from newsarc.errors import NewsarcError, StorageError
from newsarc.model.record import Kind, Mark, Record
from newsarc.search.index import Entry, IndexBroken, IndexBusy, SearchIndex, entry

CHUNK = 5_000
"""records in one commit of the index, at most: many small commits cost time, large ones memory"""


class Indexing:
    """An archive's search index: made when it is missing, made again when it is broken or of another archive."""

    def __init__(self, store: Store, filing: Filing) -> None:
        self._store = store
        self._filing = filing
        self._index: SearchIndex | None = None
        self._scratch: tempfile.TemporaryDirectory[str] | None = None

    def current(self) -> tuple[SearchIndex, bool]:
        """Return the index, and whether it has read everything the archive holds.

        It has not when another process is writing to it right now, which then reads the rest, or when the disk is full.
        Where the archive can only be read, an index is made for this process alone.
        """
        try:
            return self._caught_up()
        except IndexBroken:
            self.forget()
            return self._caught_up()

    def forget(self) -> None:
        """Throw the index away."""
        self.close()
        SearchIndex.wipe(self._store.layout.search)

    def close(self) -> None:
        """Let go of the index."""
        self._index = None
        if self._scratch is not None:
            self._scratch.cleanup()
            self._scratch = None

    def _open(self) -> SearchIndex:
        layout = self._store.layout
        try:
            layout.index.mkdir(exist_ok=True)
            return SearchIndex(layout.search)
        except (OSError, StorageError):
            self._scratch = tempfile.TemporaryDirectory(prefix="newsarc-index-", ignore_cleanup_errors=True)
            return SearchIndex(Path(self._scratch.name) / "search")

    def _caught_up(self) -> tuple[SearchIndex, bool]:
        if self._index is None:
            self._index = self._open()
        layout = self._store.layout
        mark = self._index.mark()
        if mark is not None and not holds(layout, mark):
            raise IndexBroken("it has read what the archive no longer holds", subject=str(layout.search))
        while behind(layout, mark):
            entries = chunk(self._entries(mark), lambda one: one[0].position, most=CHUNK)
            if not entries:
                break
            mark = entries[-1][1]
            try:
                self._index.add((one for one, _mark in entries), mark)
            except (IndexBusy, StorageError):
                return self._index, not behind(layout, self._index.mark())
        return self._index, True

    def _entries(self, since: Mark | None) -> Iterator[tuple[Entry, Mark]]:
        for line in self._store.scan(since):
            if isinstance(line, Line):
                record, position = line.record, line.position
                mark = Mark(position.segment, position.offset + position.length, record.sum)
                yield entry(record.stamp, record.article, self._text(record), position), mark

    def _text(self, record: Record) -> str:
        """Return the record's text; a copy's is the one it copies, or nothing where that line is damaged."""
        original = record.stamp.same_as
        if record.stamp.kind is not Kind.COPY or original is None:
            return record.article.text
        position = self._filing.ask(lambda catalog: catalog.position(original))
        try:
            return self._store.read(position).article.text if position else ""
        except NewsarcError:
            return ""
