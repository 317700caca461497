"""The full-text index on disk. Knows tantivy, as document.py and asking.py do, and nobody else.

A record is one document of it. How far the index has read is a document too, replaced in the commit that adds what was
read: the two cannot part. Samples of the texts, by which others like them are found, stand in a file of their own in
the same folder.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from enum import Enum
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import tantivy
from tantivy import Occur

from newsarc.errors import NewsarcError
from newsarc.model.record import Mark, Position, RecordId
from newsarc.search import likeness, terms
from newsarc.search.asking import Asking, ranks
from newsarc.search.document import MARK, MARK_ID, document, schema, stored, where
from newsarc.search.entry import Entry, Hit, Hits, entry
from newsarc.search.folder import IndexBroken, IndexBusy, named, remove
from newsarc.search.query import Query

if TYPE_CHECKING:
    from newsarc.search.samples import Sampled, Samples

__all__ = ["Entry", "Hit", "Hits", "IndexBroken", "IndexBusy", "SearchIndex", "entry"]

_SAMPLES = "samples.sqlite"
_HEAP = 60_000_000
"""bytes of memory before documents go to disk; more makes fewer, larger segments and hardly more speed"""
_PAGE = 10_000
"""records that are found at a time where all are wanted"""
_SLICE = 500
"""likely copies of which it is asked at a time whether a query finds them"""


class _Unasked(Enum):
    UNASKED = "unasked"


_UNASKED = _Unasked.UNASKED


class SearchIndex:
    """Finds records by what they say.

    Safe among processes: many may search while one adds. A search sees the last finished ``add``.
    """

    def __init__(self, path: Path, *, patience: float = 2.0) -> None:
        """Open the index in folder *path*, or create it there.

        *patience* is how many seconds to wait for another process that is adding. Raises IndexBroken when what is
        there is not a whole index of this version, and StorageError when the disk refuses.
        """
        self._path = path
        self._patience = patience
        self._read: Mark | _Unasked | None = _UNASKED
        self._schema = schema()
        self._asking = Asking(self._schema)
        with named(path):
            if not (path / "meta.json").exists():
                _create(path, self._schema)
            self._index = tantivy.Index(self._schema, path=str(path))
            self._index.config_reader("manual", 0)  # no thread that watches the folder: each search looks itself
            self._searcher = self._index.searcher()

    @staticmethod
    def wipe(path: Path) -> None:
        """Remove the index in folder *path*, if there is one. Raises IndexBusy while another process adds to it."""
        with named(path):
            remove(path)

    @property
    def count(self) -> int:
        """How many records can be found."""
        with named(self._path):
            searcher = self._fresh()
            return int(searcher.num_docs) - int(searcher.doc_freq("id", MARK_ID) > 0)

    def mark(self) -> Mark | None:
        """Return how far the index has read, None when nothing was added yet."""
        with named(self._path):
            searcher = self._fresh()
            found = searcher.search(self._asking.term("id", MARK_ID), 1).hits
            self._read = msgspec.json.decode(searcher.doc(found[0][1])[MARK][0], type=Mark) if found else None
            return self._read

    def position(self, record: RecordId) -> Position | None:
        """Return where *record* is, None where it was not added. Raises IndexBroken."""
        with named(self._path):
            searcher = self._searcher
            found = searcher.search(self._asking.term("id", record), 1, False).hits
            return stored(searcher.doc(found[0][1])["at"][0], 0.0, 0).position if found else None

    def add(self, entries: Iterable[Entry], mark: Mark) -> None:
        """Add records and remember *mark*, all or nothing. An entry whose id is there already takes its place.

        Raises IndexBusy when another process is adding, or has moved the mark since this object was last asked for
        it (it may have wiped the index: what lies before *mark* need not be there any more); IndexBroken when the
        index is damaged, StorageError when the disk refuses, and whatever *entries* raises. In each case nothing
        was added.
        """
        sampled: list[Sampled] = []
        with self._writer() as writer:
            seen, since = self._read, self.mark()
            if seen is not _UNASKED and since != seen:
                raise IndexBusy("another process has added meanwhile", subject=str(self._path))
            for each in entries:
                text, at = terms.line(each.text), where(each)
                sampled.append((at, likeness.sample(text)))
                self._put(writer, each.id, document(each, text, at))
            note = tantivy.Document()
            note.add_text("id", MARK_ID)
            note.add_bytes(MARK, msgspec.json.encode(mark))
            self._put(writer, MARK_ID, note)
            # First, because what they are ahead of the texts is forgotten, and what they lack could not be noticed.
            self._samples.add(sampled, msgspec.json.encode(since) if since else None, msgspec.json.encode(mark))
        self._read = mark

    def clear(self) -> None:
        """Forget every record and the mark. Raises what ``add`` raises."""
        with self._writer() as writer, named(self._path):
            writer.delete_all_documents()
            (self._path / _SAMPLES).unlink(missing_ok=True)
        self._read = None

    def search(
        self,
        query: Query,
        *,
        limit: int,
        offset: int = 0,
        newest: bool = False,
        since: int | None = None,
        until: int | None = None,
    ) -> Hits:
        """Return *limit* records from the *offset*-th on: best first, or the newest first.

        *since* and *until* are Unix seconds of publication, the first included, the second not. A query that only
        filters (``lang:es``) has no best, and gives the newest first. Raises IndexBroken.
        """
        asked = self._asking.query(query, since, until)
        rank = not newest and ranks(query)
        with named(self._path):
            searcher = self._fresh()
            # tantivy makes room for as many hits as it is asked for, and panics when that is none
            most = min(max(limit, 1), max(searcher.num_docs, 1))
            found = searcher.search(
                asked, most, True, None if rank else "published", min(max(offset, 0), searcher.num_docs)
            )
            pairs = found.hits[: max(limit, 0)]
            times = searcher.fast_field_values("published", [address for _, address in pairs]) if pairs else []
            hits = (
                stored(searcher.doc(address)["at"][0], score if rank else 0.0, int(published or 0))
                for (score, address), published in zip(pairs, times, strict=True)
            )
            return Hits(found.count, tuple(hits))  # type: ignore[attr-defined]  # the stub leaves count out

    def positions(self, query: Query, *, since: int | None = None, until: int | None = None) -> Iterator[Position]:
        """Yield where all the records are that search() would find, newest first, in memory for a page of them.

        The index is asked as it is now, whatever is added meanwhile. Raises IndexBroken.
        """
        with named(self._path):
            searcher = self._fresh()
        before, tied = until, 0  # the next page: what is published before, but for as many of the last second
        while True:
            with named(self._path):
                found = searcher.search(self._asking.query(query, since, before), _PAGE, False, "published", tied).hits
                addresses = [address for _, address in found]
                times = [int(time or 0) for time in searcher.fast_field_values("published", addresses)] if found else []
                page = [stored(searcher.doc(address)["at"][0], 0.0, 0).position for address in addresses]
            yield from page
            if len(page) < _PAGE:
                return
            same = times.count(times[-1])
            tied = tied + same if before == times[-1] + 1 else same
            before = times[-1] + 1

    def alike(
        self,
        words: Sequence[str],
        *,
        limit: int,
        among: Query | None = None,
        since: int | None = None,
        until: int | None = None,
    ) -> tuple[Hit, ...]:
        """Return the *limit* records most likely to share text with one of these *words*, the likeliest first.

        Only records that search() would find, where *among* is given. That they do share text is for likeness.shared()
        to say. What few texts have counts more, so that a site's boilerplate does not hide a story's copies. Raises
        IndexBroken.
        """
        # An id that was added again is where it was added last.
        best = list({hit.id: hit for hit in self._likely(words)}.values())
        if among is None:
            return tuple(best[:limit])
        found: list[Hit] = []
        for at in range(0, len(best), _SLICE):
            some = best[at : at + _SLICE]
            within = self._within([hit.id for hit in some], self._asking.query(among, since, until))
            found += [hit for hit in some if hit.id in within]
            if len(found) >= limit:
                break
        return tuple(found[:limit])

    @cached_property
    def _samples(self) -> Samples:
        from newsarc.search.samples import Samples  # noqa: PLC0415 # searching does without SQLite

        return Samples(self._path / _SAMPLES)

    def _within(self, ids: list[RecordId], asked: tantivy.Query) -> set[RecordId]:
        """Return which of the records *ids* the query *asked* finds."""
        one_of = tantivy.Query.term_set_query(self._schema, "id", ids)
        both = tantivy.Query.boolean_query([(Occur.Must, one_of), (Occur.Must, asked)])
        with named(self._path):
            searcher = self._fresh()
            found = searcher.search(both, len(ids), False).hits
            return {stored(searcher.doc(address)["at"][0], 0.0, 0).id for _, address in found}

    def _likely(self, words: Sequence[str]) -> list[Hit]:
        return [stored(at, score, 0) for at, score in self._samples.likely(likeness.sample(" ".join(words)))]

    def _put(self, writer: tantivy.IndexWriter, name: str, document: tantivy.Document) -> None:
        with named(self._path):
            writer.delete_documents_by_term("id", name)
            writer.add_document(document)

    def _fresh(self) -> tantivy.Searcher:
        self._index.reload()
        self._searcher = self._index.searcher()
        return self._searcher

    @contextmanager
    def _writer(self) -> Iterator[tantivy.IndexWriter]:
        """Lend a writer; commit when the block ends well, forget everything when it does not."""
        with named(self._path):
            writer = self._locked()
            # A killed commit leaves files whose names the next one would choose again, and not find free.
            writer.garbage_collect_files()
        try:
            yield writer
            with named(self._path):
                writer.commit()
        except BaseException:
            with suppress(NewsarcError), named(self._path):  # what went wrong first is what is said
                writer.wait_merging_threads()
            raise
        with named(self._path):
            writer.wait_merging_threads()  # and lets the lock go

    def _locked(self) -> tantivy.IndexWriter:
        deadline = time.monotonic() + self._patience
        while True:
            try:
                return self._index.writer(_HEAP, 1)
            except ValueError as error:
                if "LockBusy" not in str(error):
                    raise
                if time.monotonic() >= deadline:
                    raise IndexBusy(subject=str(self._path)) from error
            time.sleep(0.05)


def _create(path: Path, schema: tantivy.Schema) -> None:
    """Make an empty index at *path* at one stroke, so that no process meets half of one."""
    import shutil  # noqa: PLC0415 # searching does without

    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.new-{os.getpid()}")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir()
    tantivy.Index(schema, path=str(fresh))
    try:
        fresh.rename(path)
    except OSError:
        shutil.rmtree(fresh, ignore_errors=True)
        if not (path / "meta.json").exists():  # else another process was faster
            raise IndexBroken("a folder with other things in it", subject=str(path)) from None
