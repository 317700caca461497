"""An archive as a whole: its records, its catalogue and its search index. The public ``newsarc.Archive``."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import islice
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from newsarc import __version__
from newsarc.app.clock import elapsed, utc_now
from newsarc.app.copies import Family, family, groups, singly
from newsarc.app.indexing import Indexing
from newsarc.archive.catalog import Catalog, CatalogBroken, CatalogBusy, Stats
from newsarc.archive.decide import Add, Keep, Lack, Version, decide, place_of
from newsarc.archive.filing import Filing
from newsarc.archive.layout import Layout
from newsarc.archive.raw import packed, read_back
from newsarc.archive.sameness import same_news
from newsarc.archive.segments import Damage, Line, line_at
from newsarc.archive.standings import Standings
from newsarc.archive.store import Knowledge, Store, textless
from newsarc.archive.visits import VisitLog
from newsarc.errors import Ambiguous, BadUrl, NewsarcError, NotInArchive
from newsarc.model.article import Article
from newsarc.model.outcome import Archived, Failed, Known, Outcome, Prepared, Skipped
from newsarc.model.record import ContentHash, Kind, Position, Record, RecordId
from newsarc.search.index import SearchIndex
from newsarc.search.query import parse
from newsarc.search.snippet import Snippet, snippet
from newsarc.warc.reading import Record as Served

_HEX = re.compile(r"[0-9a-fA-F]{1,16}\Z")
KEY_VERSION = 1
"""raise it whenever normalise.url.url_key gives another key to any address: catalogues are then made again"""
_INDEX_EVERY = 10.0
"""seconds between two commits of the search index while records stream in"""


class Hit(msgspec.Struct, frozen=True):
    """A record that a search found."""

    record: Record
    """with its text, a copy's too"""
    snippet: Snippet
    score: float
    copies: tuple[RecordId, ...] = ()
    """the other hits that it stands for, where copies were folded"""


class Hits(msgspec.Struct, frozen=True):
    """What a search found."""

    total: int
    """how many records match, also those that were not asked for"""
    hits: tuple[Hit, ...]
    current: bool
    """False when another process was indexing: the newest records may be missing"""
    damaged: int = 0
    """how many of the hits asked for are left out, because their lines are damaged"""


class Archive:
    """News in one folder. Opens it, and makes it where there is none unless *create* is False.

    Use it as a context manager, or call close(): that is when the last records become searchable. Raises NoArchive,
    UnknownFormat and StorageError.
    """

    def __init__(self, path: str | PathLike[str], *, create: bool = True, lock_timeout: float = 30.0) -> None:
        self._store = Store(
            Path(path).absolute(),
            url_key=_key,
            key_version=KEY_VERSION,
            create=create,
            software=f"newsarc/{__version__}",
        )
        self._filing = Filing(self._store)
        self._indexing = Indexing(self._store, self._filing)
        self._lock_timeout = lock_timeout
        self._indexed_at = elapsed()
        self._unindexed = False

    @property
    def layout(self) -> Layout:
        """Where things are in the archive's folder."""
        return self._store.layout

    @cached_property
    def visits(self) -> VisitLog:
        """The log of attempts to read the web."""
        return VisitLog(self._store.layout)

    @cached_property
    def standings(self) -> Standings:
        """What the log of visits comes to, address by address. Call its catch_up() first."""
        return Standings(self._store.layout.standings, self.visits, identity=self._store.identity, url_key=_key)

    @property
    def path(self) -> Path:
        """The archive's folder."""
        return self._store.layout.root

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close(index=error is None)

    def close(self, *, index: bool = True) -> None:
        """Make what was added searchable (unless *index* is False: the next search will), and let go of the files."""
        if index and self._unindexed:
            self._index()
        self._indexing.close()
        self._filing.close()
        self.standings.close()

    def add(self, *articles: Article) -> list[Outcome]:
        """Archive *articles*; return one outcome for each. What is said to be Archived is on the disk.

        An article whose verdict is not ``article`` or ``teaser`` is skipped. Raises StorageError.
        """
        from newsarc.pipeline import admit

        return self.settle([admit(article) for article in articles])

    def settle(self, batch: Sequence[Prepared | Skipped | Failed]) -> list[Outcome]:
        """Archive what is prepared in *batch*; return one outcome for each, in order. Raises StorageError."""
        from newsarc.pipeline import settle

        outcomes = settle(batch, self._commit)
        if self._unindexed and elapsed() - self._indexed_at > _INDEX_EVERY:
            self._index()
        return outcomes

    def check_space(self) -> None:
        """Raise StorageError when the disk is all but full."""
        self._store.check_space()

    def __iter__(self) -> Iterator[Record]:
        """Yield the records as they are stored, oldest first; damaged lines are passed over, copies have no text."""
        return (line.record for line in self._store.scan() if isinstance(line, Line))

    def scan(self) -> Iterator[Line | Damage]:
        """Yield the lines as they are stored, oldest first, with where each is; the damaged ones too."""
        return self._store.scan()

    def line(self, position: Position) -> bytes:
        """Return the bytes at *position*, with their newline. Raises NotInArchive, StorageError."""
        return line_at(self._store.layout, position)

    def at(self, position: Position) -> Record:
        """Return the record at *position* as it is stored. Raises NotInArchive, BadRecord, StorageError."""
        return self._store.read(position)

    def __len__(self) -> int:
        """Return the number of records."""
        return self._filing.ask(Catalog.count)

    def key(self, url: str) -> str:
        """Return what the usual spellings of one page's address share."""
        return _key(url)

    def holds(self, url: str) -> bool:
        """Say whether a record stands at *url*, in any of its usual spellings."""
        return bool(self._filing.ask(lambda catalog: catalog.versions(_key(url))))

    def get(self, name: str) -> Record:
        """Return the record with this id (or a prefix that only one has), the latest at this URL, or the one with this
        content hash; a copy with the text of its original.

        Raises NotInArchive, Ambiguous, BadRecord.
        """
        return self.whole(self._read(self._named(name)))

    def versions(self, name: str) -> tuple[RecordId, ...]:
        """Return the records at an address, or where the record stands that *name* names as for get(), oldest first.

        Raises NotInArchive, Ambiguous, BadRecord.
        """
        named = self._named(name)
        place = _key(name) if _is_address(name) else self._store.place(self._read(named))
        return tuple(version.id for version in self._filing.ask(lambda catalog: catalog.versions(place)))

    def carriers(self, content_hash: ContentHash) -> tuple[RecordId, ...]:
        """Return the records of this text, the copies of it too, oldest first."""
        return self._filing.ask(lambda catalog: catalog.carriers(content_hash))

    def position(self, record: RecordId) -> Position:
        """Return where the line of *record* (a whole id) is. Raises NotInArchive."""
        position = self._filing.ask(lambda catalog: catalog.position(record))
        if position is None:
            raise NotInArchive("no record has this id", subject=record)
        return position

    def served(self, record: Record) -> Served:
        """Return what the server sent for *record*, as the WARC record it is kept as.

        Raises NotInArchive where it was not kept or is gone, DataError where it is not what was kept.
        """
        if record.raw is None:
            raise NotInArchive("what the server sent was not kept", subject=record.stamp.id)
        return read_back(self._store.layout, record.raw)

    def packed(self, record: Record) -> bytes:
        """Return the WARC records of what the server sent for *record*, as raw/ holds them. Raises as served() does."""
        if record.raw is None:
            raise NotInArchive("what the server sent was not kept", subject=record.stamp.id)
        return packed(self._store.layout, record.raw)

    def latest(self, record: Record) -> RecordId:
        """Return the latest record that stands where *record* does."""
        place = self._store.place(record)
        versions = self._filing.ask(lambda catalog: catalog.versions(place))
        return versions[-1].id if versions else record.stamp.id

    def rehearse(self, batch: Sequence[Prepared | Skipped | Failed]) -> list[Outcome]:
        """Return what settle would, and write nothing. What would be added has no id yet."""
        return self._filing.ask(
            lambda catalog: [
                one if isinstance(one, Skipped | Failed) else self._expected(catalog, one) for one in batch
            ]
        )

    def search(
        self,
        query: str,
        *,
        limit: int = 10,
        offset: int = 0,
        newest: bool = False,
        since: int | None = None,
        until: int | None = None,
        width: int = 200,
        group: bool = False,
    ) -> Hits:
        """Return what matches *query*, best first, or newest first; ``newsarc search --help`` has the language.

        *since* (included) and *until* (not) are seconds since 1970 UTC, of publication where known, else of retrieval.
        *width* is the snippet's length in characters. With *group* copies are folded into the first of them, and
        *limit* and *offset* count what is left. Raises BadQuery.
        """
        asked = parse(query)
        index, current = self._ready()
        most = 0 if group else limit
        found = index.search(asked, limit=most, offset=offset, newest=newest, since=since, until=until)
        if group:
            folded = groups(index, self._at, asked, newest=newest, since=since, until=until)
            shown = list(islice(folded, offset, offset + limit))
        else:
            shown = list(singly(found.hits, self._at))
        hits = tuple(
            Hit(one.record, snippet(one.record.article.text, asked, width=width), one.hit.score, one.copies)
            for one in shown
            if one is not None
        )
        return Hits(found.total, hits, current, damaged=shown.count(None))

    def positions(
        self, query: str, *, since: int | None = None, until: int | None = None
    ) -> tuple[Iterator[Position], bool]:
        """Return where all the records are that match, newest first, and whether the index has read everything.

        See search(). Raises BadQuery.
        """
        asked = parse(query)
        index, current = self._ready()
        return index.positions(asked, since=since, until=until), current

    def copies(self, name: str) -> Family:
        """Return the record that *name* names (as for get()) and all whose texts share much with it, first seen first.

        Raises NotInArchive, Ambiguous, BadRecord.
        """
        record = self.get(name)
        index, current = self._ready()
        same = self._filing.ask(lambda catalog: catalog.sharing(record.stamp.content_hash))
        return msgspec.structs.replace(family(record, same, index, self._at), current=current)

    def stats(self, top: int = 10) -> Stats:
        """Return what is in the archive."""
        return self._filing.ask(lambda catalog: catalog.stats(top))

    def reindex(self) -> int:
        """Throw away everything derived and make it again; return the number of records."""
        self._filing.forget()
        self._indexing.forget()
        self.standings.forget()
        self._filing.catch_up()
        self._indexing.current()
        return len(self)

    def _commit(self, batch: Sequence[Prepared]) -> list[Outcome]:
        """Archive *batch*; where all of it is known already and nobody is writing, without a trace on the disk."""
        self._filing.catch_up()
        with self._store.resting() as resting:
            known = self._filing.ask(lambda catalog: self._all_known(catalog, batch)) if resting else None
        if known is not None:
            return known
        lighter = self._filing.ask(lambda catalog: self._without_known_captures(catalog, batch))
        outcomes = self._commit_with(lighter, self._filing.knowledge)
        self._unindexed = True
        return outcomes

    def _all_known(self, catalog: Catalog, batch: Iterable[Prepared]) -> list[Outcome] | None:
        """Return the outcomes when nothing of *batch* is new, None as soon as something is."""
        known: list[Outcome] = []
        for one in batch:
            outcome = self._known(catalog, one)
            if outcome is None:
                return None
            known.append(outcome)
        return known

    def _without_known_captures(self, catalog: Catalog, batch: Iterable[Prepared]) -> list[Prepared]:
        """Return *batch* without what was served for texts that are known: what was known stays so."""
        return [
            msgspec.structs.replace(one, capture=None) if one.capture and self._known(catalog, one) else one
            for one in batch
        ]

    def _known(self, catalog: Catalog, one: Prepared) -> Known | None:
        """Return the outcome of what adds nothing, None for what does."""
        expected = self._expected(catalog, one)
        return expected if isinstance(expected, Known) else None

    def _expected(self, catalog: Catalog, one: Prepared) -> Known | Archived | Failed:
        article = one.article

        def alike(version: Version) -> bool:
            held = self._store.text(version.content_hash, catalog)
            return held is not None and same_news(held, article.text)

        match decide(place_of(article, _key), one.content_hash, catalog, alike, text=bool(article.text)):
            case Keep(id_):
                return Known(asked=article.asked, id=id_, title=article.title, url=article.url)
            case Lack():
                return textless(article)
            case Add(kind, revises, same_as):
                return Archived(
                    asked=article.asked,
                    kind=kind,
                    id=RecordId(""),
                    title=article.title,
                    url=article.url,
                    of=same_as or revises,
                )

    def _commit_with(self, batch: Sequence[Prepared], known: Knowledge) -> list[Outcome]:
        try:
            return self._store.commit(batch, now=utc_now(), timeout=self._lock_timeout, known=known)
        except (CatalogBroken, CatalogBusy):
            # The catalogue failed under the lock, before a byte was written: decide by the segments alone.
            nothing = Catalog(None, self._store.identity)
            return self._store.commit(batch, now=utc_now(), timeout=self._lock_timeout, known=lambda: (nothing, None))

    def _index(self) -> None:
        """Let catalogue and index follow the archive. Where they cannot, nothing is lost: whoever asks them next makes
        them, and is told what is wrong. What was archived must not be called failed for their sake.
        """
        with contextlib.suppress(NewsarcError, OSError):
            self._filing.catch_up()
            _index, current = self._indexing.current()
            self._unindexed = not current
        self._indexed_at = elapsed()

    def _ready(self) -> tuple[SearchIndex, bool]:
        """Return the index, and whether it has read everything."""
        index, current = self._indexing.current()
        self._unindexed = self._unindexed and not current
        return index, current

    def _at(self, position: Position) -> Record:
        return self.whole(self._store.read(position))

    def _read(self, record: RecordId) -> Record:
        return self._store.read(self.position(record))

    def _named(self, name: str) -> RecordId:
        found = self._filing.ask(lambda catalog: _find(catalog, name))
        if not found:
            raise NotInArchive("no record has this id, address or content hash", subject=name)
        if len(found) > 1:
            raise Ambiguous(f"it may be {', '.join(found[:5])}{' ...' if len(found) > 5 else ''}", subject=name)
        return found[0]

    def whole(self, record: Record) -> Record:
        """Return *record* with its text: a copy's is that of its original. Raises NotInArchive, BadRecord."""
        original = record.stamp.same_as
        if record.stamp.kind is not Kind.COPY or original is None:
            return record
        text = self._read(original).article.text
        return msgspec.structs.replace(record, article=msgspec.structs.replace(record.article, text=text))


@lru_cache(maxsize=4096)  # a commit asks for each address twice or three times
def _key(url: str) -> str:
    """Return the key of *url*; what is no address (a file's manifest may say anything) is its own key."""
    from newsarc.normalise.url import url_key  # reading pages takes long to load, and searching does without

    try:
        return url_key(url)
    except BadUrl:
        return url


def _is_address(name: str) -> bool:
    return not _HEX.match(name) and ":sha256:" not in name


def _find(catalog: Catalog, name: str) -> Sequence[RecordId]:
    if _HEX.match(name):
        return catalog.by_prefix(name.lower())
    if ":sha256:" in name:
        holder = catalog.by_hash(name)
        return [holder] if holder else []
    return [version.id for version in catalog.versions(_key(name))[-1:]]
