"""Keeping the catalogue in step with the segments."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from newsarc.archive.catalog import Catalog, CatalogBroken, CatalogBusy
from newsarc.archive.database import remove
from newsarc.archive.decide import Holdings
from newsarc.archive.disk import storage_errors, sync
from newsarc.archive.segments import Damage, Line, behind, chunk, holds
from newsarc.archive.store import Store
from newsarc.archive.tail import Filed, Recent, filed
from newsarc.model.record import ContentHash, Mark

T = TypeVar("T")

_CHUNK = 16_000
"""records filed in one transaction, at most: a second or so, so that another process's turn comes. In a large catalogue
each record changes three pages that few others change: of a million records one cost 70 us among 2,000, and 35 among
these. As many that this process wrote itself wait in memory, in some 20 MB."""


class Filing:
    """A store's catalogue: made when it is missing, made again when it is broken or of another archive."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._catalog: Catalog | None = None
        self._recent: Recent | None = None

    def ask(self, question: Callable[[Catalog], T]) -> T:
        """Call *question* with a catalogue that has read everything the archive holds; return its answer."""
        return self._answered(lambda: question(self._caught_up()))

    def consult(self, question: Callable[[Recent], T]) -> T:
        """Call *question* with everything that the archive holds, filed in the catalogue or still waiting here to be
        filed; return its answer.
        """
        return self._answered(lambda: question(self._holdings()))

    def consult_unchecked(self, question: Callable[[Recent], T]) -> T:
        """Call *question* with what the last consult() knew, without checking that it still stands and that nobody else
        has written since; return its answer. Enough to tell whether a commit is needed, which checks that itself.
        """
        recent = self._recent
        if recent is None or self._much(recent):
            return self.consult(question)
        return self._answered(lambda: question(self._recent or self._holdings()))

    def _answered(self, work: Callable[[], T]) -> T:
        try:
            return work()
        except CatalogBroken:
            self.close()
            self._catalog = self._made_again(self._store.identity)
        try:
            return work()
        except CatalogBroken:  # also the new one: the disk is full, or broken just there
            self.close()
            self._catalog = Catalog(None, self._store.identity)
            return work()

    def catch_up(self, advance: Callable[[int], None] = lambda _bytes: None) -> None:
        """Read what the archive holds beyond the catalogue; *advance* is told of bytes as they are read."""
        self._answered(lambda: self._caught_up(advance))

    def knowledge(self) -> tuple[Holdings, Mark | None]:
        """Return what is known without reading segments, and up to where: for a commit, which reads the rest by itself.

        Raises CatalogBroken where it goes by what is no longer there: a writer that failed cuts its lines off again.
        """
        recent = self._standing(self._open())
        return recent, recent.end

    def ask_ahead(self, content_hashes: Sequence[ContentHash], places: Sequence[str]) -> None:
        """Have at hand what the catalogue says of these texts and places: for a commit that is about to ask."""
        self.consult(lambda recent: recent.catalog.ask_ahead(content_hashes, places))

    def note(self, written: list[Filed]) -> None:
        """Take note of what stands on the disk behind what knowledge() gave. It is filed later, many at once."""
        if self._recent is not None and written:
            self._recent.take(written)

    def forget(self) -> None:
        """Delete the catalogue; it is made again when it is next asked."""
        self.close()
        remove(self._store.layout.catalog)

    def close(self) -> None:
        """Close the file. What was not filed yet is read from the segments by whoever opens it next."""
        self._recent = None
        if self._catalog is not None:
            self._catalog.close()
            self._catalog = None

    def _open(self) -> Catalog:
        if self._catalog is None:
            layout, archive = self._store.layout, self._store.identity
            try:
                layout.index.mkdir(exist_ok=True)
                self._catalog = Catalog(layout.catalog, archive)
            except (CatalogBroken, OSError):
                # Unreadable: once more from nothing. Unwritable (a read-only archive, a full disk): in memory.
                self._catalog = self._made_again(archive)
        return self._catalog

    def _made_again(self, archive: str) -> Catalog:
        try:
            self.forget()
            return Catalog(self._store.layout.catalog, archive)
        except (CatalogBroken, OSError):
            return Catalog(None, archive)

    def _standing(self, catalog: Catalog) -> Recent:
        """Return what is known, after checking that all of it still stands in the segments.

        What this process remembers is dropped when another process has filed anything since.
        """
        mark = catalog.mark()
        if self._recent is None or self._recent.start != mark:
            self._checked(mark)
            self._recent = Recent(catalog, mark)
        else:
            self._checked(self._recent.end)
        return self._recent

    def _holdings(self) -> Recent:
        recent = self._standing(self._open())
        if not self._much(recent) and not behind(self._store.layout, recent.end):
            return recent
        return self._standing(self._caught_up())

    def _much(self, recent: Recent) -> bool:
        return len(recent.waiting) >= _CHUNK

    def _caught_up(self, advance: Callable[[int], None] = lambda _bytes: None) -> Catalog:
        catalog = self._open()
        with contextlib.suppress(CatalogBusy):  # another process is filing the same records; a commit reads the rest
            self._file_waiting(catalog)
            self._checked(catalog.mark())
            while behind(self._store.layout, catalog.mark()) and (size := self._file_some(catalog)):
                advance(size)
        return catalog

    def _checked(self, mark: Mark | None) -> Mark | None:
        if mark is not None and not holds(self._store.layout, mark):
            raise CatalogBroken("it has read what the archive no longer holds")
        return mark

    def _file_waiting(self, catalog: Catalog) -> None:
        """File what this process wrote, unless somebody else has filed anything since: then it is read again."""
        recent, self._recent = self._recent, None
        if recent is None or not recent.waiting:
            return
        self._checked(recent.end)
        with catalog.filling() as mark:
            if mark == recent.start:
                catalog.file(recent.waiting)
                catalog.set_mark(recent.waiting[-1].mark, 0)

    def _file_some(self, catalog: Catalog) -> int:
        """File one chunk; return how many bytes of lines that were."""
        with catalog.filling() as mark:
            some = chunk(self._lines(mark), lambda one: one[0].position, most=_CHUNK)
            if not some:
                return 0
            self._sync(some)
            catalog.file([one for one, _damaged in some])
            catalog.set_mark(some[-1][0].mark, sum(damaged for _one, damaged in some))
        return sum(one.position.length for one, _damaged in some)

    def _sync(self, some: list[tuple[Filed, int]]) -> None:
        """Wait until the lines are on the disk: their writer may not have got so far, and what is filed is "known"."""
        for segment in sorted({one.position.segment for one, _damaged in some}):
            path = self._store.layout.segment(segment)
            with storage_errors(path):
                sync(self._store.disk, path)

    def _lines(self, mark: Mark | None) -> Iterator[tuple[Filed, int]]:
        """Yield each good line after *mark*, with the number of damaged ones right before it."""
        damaged = 0
        for line in self._store.scan(mark):
            match line:
                case Damage():
                    damaged += 1
                case Line(position, record):
                    place = self._store.place(record)
                    yield filed(position, record.stamp, record.article, record.sum, place), damaged
                    damaged = 0
