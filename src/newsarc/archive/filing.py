"""Keeping the catalogue in step with the segments."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import TypeVar

from newsarc.archive.catalog import Catalog, CatalogBroken, CatalogBusy, Filed
from newsarc.archive.decide import Holdings
from newsarc.archive.disk import storage_errors, sync
from newsarc.archive.segments import Damage, Line, behind, chunk, holds
from newsarc.archive.store import Store
from newsarc.model.record import Mark

T = TypeVar("T")

_CHUNK = 2_000
"""records filed in one transaction, at most: short enough that another process's turn comes, long enough to be cheap"""
_SUFFIXES = ("", "-wal", "-shm")


class Filing:
    """A store's catalogue: made when it is missing, made again when it is broken or of another archive."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._catalog: Catalog | None = None

    def ask(self, question: Callable[[Catalog], T]) -> T:
        """Return what *question* makes of a catalogue that has read everything the archive held when it was asked."""
        try:
            return question(self._caught_up())
        except CatalogBroken:
            self.close()
            self._catalog = self._made_again(self._store.identity)
        try:
            return question(self._caught_up())
        except CatalogBroken:  # also the new one: the disk is full, or broken just there
            self.close()
            self._catalog = Catalog(None, self._store.identity)
            return question(self._caught_up())

    def catch_up(self) -> None:
        """Read what the archive holds beyond the catalogue."""
        self.ask(lambda _catalog: None)

    def knowledge(self) -> tuple[Holdings, Mark | None]:
        """Return the catalogue as it is, and how far it has read: for a commit, which reads the rest by itself.

        Raises CatalogBroken where it has read what is no longer there: a writer that failed cuts its lines off again.
        """
        catalog = self._open()
        return catalog, self._checked(catalog.mark())

    def forget(self) -> None:
        """Throw the catalogue away."""
        self.close()
        path = self._store.layout.catalog
        for suffix in _SUFFIXES:
            with contextlib.suppress(FileNotFoundError):
                path.with_name(path.name + suffix).unlink()

    def close(self) -> None:
        """Let go of the file."""
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

    def _caught_up(self) -> Catalog:
        catalog = self._open()
        self._checked(catalog.mark())
        with contextlib.suppress(CatalogBusy):  # another process is filing the same records; a commit reads the rest
            while behind(self._store.layout, catalog.mark()) and self._file_some(catalog):
                pass
        return catalog

    def _checked(self, mark: Mark | None) -> Mark | None:
        if mark is not None and not holds(self._store.layout, mark):
            raise CatalogBroken("it has read what the archive no longer holds")
        return mark

    def _file_some(self, catalog: Catalog) -> bool:
        """File one chunk; say whether there was anything to file."""
        with catalog.filling() as mark:
            filed = chunk(self._lines(mark), lambda one: one[0].position, most=_CHUNK)
            if not filed:
                return False
            self._sync(filed)
            catalog.file(one for one, _damaged in filed)
            last = filed[-1][0]
            end = last.position.offset + last.position.length
            reached = Mark(last.position.segment, end, last.record.sum)
            catalog.set_mark(reached, sum(damaged for _one, damaged in filed))
        return True

    def _sync(self, filed: list[tuple[Filed, int]]) -> None:
        """Wait until the lines are on the disk: their writer may not have got so far, and what is filed is "known"."""
        for segment in sorted({one.position.segment for one, _damaged in filed}):
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
                    yield Filed(position, record, self._store.place(record)), damaged
                    damaged = 0
