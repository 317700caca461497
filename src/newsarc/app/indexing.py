"""Keeping the search index in step with the archive."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from newsarc.archive.layout import Layout
from newsarc.archive.segments import Line, behind, bytes_after, chunk, holds, read, scan
from newsarc.errors import NewsarcError, StorageError
from newsarc.model.record import Mark, Position, Record, RecordId
from newsarc.search.allocator import share_one_pool
from newsarc.search.index import Entry, IndexBroken, IndexBusy, SearchIndex, entry

CHUNK = 5_000
"""records in one commit of the index, at most: many small commits cost time, large ones memory"""


class Indexing:
    """An archive's search index: made when it is missing, made again when it is broken or of another archive."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._index: SearchIndex | None = None
        self._scratch: tempfile.TemporaryDirectory[str] | None = None

    def current(self, advance: Callable[[int], None] = lambda _bytes: None) -> tuple[SearchIndex, bool]:
        """Return the index, and whether it has read everything the archive holds; *advance* is told of bytes as they
        are read.

        It has not when another process is writing to it right now, which then reads the rest, or when the disk is full.
        Where the archive can only be read, an index is made for this process alone.
        """
        try:
            return self._caught_up(advance)
        except IndexBroken:
            self.forget()
            return self._caught_up(advance)

    def follow(self, worth: int) -> None:
        """Index what there is as long as that is *worth* bytes of lines or more. Raises what current() does."""
        self._caught_up(worth=worth)

    def forget(self) -> None:
        """Throw the index away."""
        self.close()
        SearchIndex.wipe(self._layout.search)

    def close(self) -> None:
        """Let go of the index."""
        self._index = None
        if self._scratch is not None:
            self._scratch.cleanup()
            self._scratch = None

    def _open(self) -> SearchIndex:
        share_one_pool()  # before the index has any threads
        layout = self._layout
        try:
            layout.index.mkdir(exist_ok=True)
            return SearchIndex(layout.search)
        except (OSError, StorageError):
            self._scratch = tempfile.TemporaryDirectory(prefix="newsarc-index-", ignore_cleanup_errors=True)
            return SearchIndex(Path(self._scratch.name) / "search")

    def _caught_up(
        self, advance: Callable[[int], None] = lambda _bytes: None, *, worth: int = 0
    ) -> tuple[SearchIndex, bool]:
        if self._index is None:
            self._index = self._open()
        layout, index = self._layout, self._index
        mark = index.mark()
        if mark is not None and not holds(layout, mark):
            raise IndexBroken("it has read what the archive no longer holds", subject=str(layout.search))
        while behind(layout, mark) and bytes_after(layout, mark) >= worth:
            entries = chunk(self._entries(index, mark), lambda one: one[0].position, most=CHUNK)
            if not entries:
                break
            try:
                index.add((one for one, _mark in entries), entries[-1][1])
                mark = index.mark()
                advance(sum(one.position.length for one, _mark in entries))
            except (IndexBusy, StorageError):
                return index, not behind(layout, index.mark())
        return index, True

    def _entries(self, index: SearchIndex, since: Mark | None) -> Iterator[tuple[Entry, Mark]]:
        met: dict[RecordId, Position] = {}
        for line in scan(self._layout, since):
            if isinstance(line, Line):
                record, position = line.record, line.position
                met[record.stamp.id] = position
                mark = Mark.after(position, record.sum)
                yield entry(record.stamp, record.article, self._text(record, met, index), position), mark

    def _text(self, record: Record, met: dict[RecordId, Position], index: SearchIndex) -> str:
        """Return the record's text; a copy's is the one it copies, or nothing where that line is damaged.

        What it copies came before it: it was *met* just now, or is in the *index*.
        """
        original = record.stamp.original
        if original is None:
            return record.article.text
        position = met.get(original) or index.position(original)
        try:
            return read(self._layout, position).article.text if position else ""
        except NewsarcError:
            return ""
