"""Searching an archive: its records by what they say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import TypeVar

import msgspec

from newsarc.app import moments
from newsarc.app.clock import utc_now
from newsarc.app.copies import Family, family, groups
from newsarc.app.hits import Hit, Hits, Request, answer, excerpt
from newsarc.app.indexing import Indexing
from newsarc.app.reader import Reader
from newsarc.archive.filing import Filing
from newsarc.archive.store import Store
from newsarc.model.record import Position, Record
from newsarc.search.index import IndexBroken, SearchIndex
from newsarc.search.query import EVERYTHING, parse

T = TypeVar("T")


class Searcher(Reader):
    """Reads and searches one archive."""

    def __init__(self, store: Store, filing: Filing) -> None:
        super().__init__(store, filing)
        self._indexing = Indexing(store.layout)
        self._unindexed = False
        """whether something was added that the index may not have"""

    def search(
        self,
        query: str | None,
        *,
        limit: int = 10,
        offset: int = 0,
        newest: bool = False,
        since: int | str | datetime | None = None,
        until: int | str | datetime | None = None,
        width: int = 200,
        group: bool = False,
    ) -> Hits:
        """Return what matches *query* (everything, where there is none), best first, or newest first.

        ``newsarc search --help`` has the language.

        *since* (included) and *until* (not) are moments of publication where known, else of retrieval: seconds since
        1970 UTC, or a datetime, without a zone in UTC; or text as the command line takes it ("2024-06", "7d"), of
        which *until* includes all. *width* is the snippet's length in characters, 0 for none. With *group* copies are
        folded into the first of them, and *limit* and *offset* count what is left. Raises BadQuery, and UsageError for
        a time nobody understands.
        """
        request = Request(
            query=EVERYTHING if query is None else parse(query),
            limit=limit,
            offset=offset,
            newest=newest,
            since=_second(since, moments.since),
            until=_second(until, moments.until),
            width=width,
        )
        return self.find(request, group=group)

    def find(self, request: Request, *, group: bool = False) -> Hits:
        """Return what *request* wants; with *group* copies are folded, as search() says."""
        find = self._folded if group else self._each
        return self._asked(lambda index, current: find(index, request, current))

    def positions(
        self, query: str | None, *, since: int | None = None, until: int | None = None
    ) -> tuple[Iterator[Position], bool]:
        """Return where all the records are that match, newest first, and whether the index has read everything.

        See search(). Raises BadQuery.
        """
        asked = EVERYTHING if query is None else parse(query)
        index, current = self._ready()
        return index.positions(asked, since=since, until=until), current

    def copies(self, name: str) -> Family:
        """Return the record that *name* names (as for get()) and all whose texts share much with it, first seen first.

        Raises NotInArchive, Ambiguous, BadRecord.
        """
        record = self.get(name)
        same = self._filing.ask(lambda catalog: catalog.sharing(record.stamp.content_hash))
        return self._asked(
            lambda index, current: msgspec.structs.replace(family(record, same, index, self._at), current=current)
        )

    def _asked(self, ask: Callable[[SearchIndex, bool], T]) -> T:
        """Return what *ask* finds in the index. If that turns out to be damaged, make it again and ask once more."""
        try:
            return ask(*self._ready())
        except IndexBroken:
            self._indexing.forget()
            return ask(*self._ready())

    def _ready(self) -> tuple[SearchIndex, bool]:
        """Return the index, and whether it has read everything."""
        index, current = self._indexing.current()
        self._unindexed = self._unindexed and not current
        return index, current

    def _each(self, index: SearchIndex, request: Request, current: bool) -> Hits:
        return answer(index, self._at, request, current=current)

    def _folded(self, index: SearchIndex, request: Request, current: bool) -> Hits:
        """Return hits into which their copies are folded; the total counts all that match."""
        total = self._each(index, msgspec.structs.replace(request, limit=0), current).total
        found = list(islice(groups(index, self._at, request), request.offset, request.offset + request.limit))
        hits = tuple(Hit(one.record, excerpt(one.record, request), one.hit.score, one.copies) for one in found if one)
        return Hits(total, hits, current, damaged=found.count(None))

    def _at(self, position: Position) -> Record:
        return self.whole(self._store.read(position))


def _second(said: int | str | datetime | None, read: Callable[[str, datetime], int]) -> int | None:
    if isinstance(said, str):
        return read(said, utc_now())
    if isinstance(said, datetime):
        return int((said if said.tzinfo else said.replace(tzinfo=UTC)).timestamp())
    return said
