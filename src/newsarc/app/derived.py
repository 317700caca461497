"""Checking what is derived from the articles: whether catalogue and search index have read what they claim to."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from newsarc.archive.catalog import CatalogBroken, CatalogBusy
from newsarc.archive.disk import storage_errors
from newsarc.archive.layout import Layout
from newsarc.archive.peek import last_ones, peek
from newsarc.archive.segments import stands
from newsarc.archive.verify import reading
from newsarc.archive.verify.acknowledged import Acknowledged
from newsarc.archive.verify.articles import Reached
from newsarc.archive.verify.finding import Finding
from newsarc.errors import NewsarcError, StorageError
from newsarc.model.record import Mark

Said = Callable[[str, str], None]
"""told the name of something derived, and its state in words"""
_MOST_NAMED = 1_000
"""lost records that the catalogue is asked for by name"""
_Ask = Callable[[], tuple[int, Mark | None] | None]


class _One(msgspec.Struct):
    """Something derived, and what it says of itself."""

    name: str
    file: str
    code: str
    records: int
    reached: Reached
    ahead: bool = False
    """whether it has read what is not there any more"""


class Derived:
    """What is derived from the articles of *layout*; *said* is told how each of it is."""

    def __init__(self, layout: Layout, said: Said) -> None:
        self._layout = layout
        self._said = said
        self._all: list[_One] = []

    @property
    def reached(self) -> list[Reached]:
        """Return how far each has read, to be filled in with what the articles have up to there."""
        return [one.reached for one in self._all]

    def look(self, archive: str) -> Iterator[Finding]:
        """Ask each how much it has read; nothing is loaded where there is none."""
        layout = self._layout
        yield from self._look("catalogue", "index/catalog.sqlite", layout.catalog, lambda: self._catalogue(archive))
        yield from self._look("index", "index/search", layout.search / "meta.json", lambda: _index(layout.search))

    def beyond(self, check: Acknowledged) -> Iterator[Finding]:
        """Yield the records that one of them has read and that are not there any more."""
        for one in self._all:
            one.ahead = check.beyond(one.reached.mark)
            if one.ahead and one.name == "catalogue":
                with contextlib.suppress(CatalogBroken, CatalogBusy):  # how far it has read is enough
                    yield from check.catalogued(last_ones(self._layout.catalog, _MOST_NAMED), one.file)
            if one.ahead:
                yield from check.indexed(one.reached.mark, one.file)

    def compare(self, *, lost: bool) -> Iterator[Finding]:
        """Hold what they have read against the articles. Where these are damaged (*lost*) nothing can be said."""
        for one in self._all:
            damaged = lost and not one.ahead
            said, wrong = ("not compared: articles are damaged", None) if damaged else self._compared(one)
            if wrong is not None:
                yield wrong
            self._said(one.name, said)

    def _look(self, name: str, file: str, path: Path, ask: _Ask) -> Iterator[Finding]:
        try:
            with storage_errors(path):
                if not path.exists():
                    return
                found = ask()
        except CatalogBusy:
            found = None
        except _NotLookedAt as err:
            self._said(name, f"not compared: {err}")
            return
        except (CatalogBroken, NewsarcError) as err:
            self._said(name, "wrong")
            yield Finding(f"{name}-wrong", file, detail=str(err))
            return
        self._said(name, "empty" if found else "in use, not compared")
        if found and found[1] is not None:
            self._all.append(_One(name, file, f"{name}-wrong", found[0], Reached(found[1])))

    def _compared(self, one: _One) -> tuple[str, Finding | None]:
        """Return how it is, and what is wrong."""
        if one.ahead:
            return "knows of records that are lost", None
        mark, records = one.reached.mark, one.reached.records
        if records is not None and records != one.records:
            detail = f"it has {one.records:,} records where the archive has {records:,}"
            return "wrong", Finding(one.code, one.file, detail=detail)
        try:
            if records is not None and stands(self._layout, mark):
                return "agrees", None
        except StorageError as err:
            unreadable = Finding("unreadable", f"articles/{mark.segment}.jsonl", detail=err.message)
            return "not compared: articles cannot be read", unreadable
        detail = f"it has read to byte {mark.offset:,} of {mark.segment}, where no record ends"
        return "wrong", Finding(one.code, one.file, detail=detail)

    def _catalogue(self, archive: str) -> tuple[int, Mark | None] | None:
        from newsarc.app.reader import KEY_VERSION

        path, identity = self._layout.catalog, f"{archive} {KEY_VERSION}"
        try:
            return peek(path, identity)
        except CatalogBroken:
            # SQLite keeps to itself what the disk said, so the disk is asked. Where it has nothing to say, once more:
            # what is wrong is so twice.
            with reading.regular(path):
                return peek(path, identity)


class _NotLookedAt(Exception):
    """There was no room to look in; which says nothing of the archive."""


def _index(path: Path) -> tuple[int, Mark | None]:
    """Return how many records the search index has and how far it has read.

    tantivy makes lock files where it opens an index: it is shown one made of links in a folder of our own. Its threads
    may make one more while that folder is taken away, which says nothing of the archive.
    """
    from newsarc.search.index import SearchIndex

    files = [file.absolute() for file in path.iterdir() if not file.name.endswith(".lock")]
    try:
        room = tempfile.TemporaryDirectory(prefix="newsarc-verify-", ignore_cleanup_errors=True)
    except OSError as err:
        raise _NotLookedAt(err.strerror or str(err)) from err
    with room as name:
        try:
            for file in files:
                (Path(name) / file.name).symlink_to(file)
        except OSError as err:
            raise _NotLookedAt(err.strerror or str(err)) from err
        index = SearchIndex(Path(name))
        found = index.count, index.mark()
        del index
    return found
