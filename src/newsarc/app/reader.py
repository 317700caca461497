"""The records of an archive: asked for by id, by address and by text. What they are asked with is the catalogue."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import msgspec

from newsarc.archive.catalog import Catalog, Stats
from newsarc.archive.filing import Filing
from newsarc.archive.layout import Layout
from newsarc.archive.raw import kept_at, not_kept, packed, read_back
from newsarc.archive.segments import Damage, Line, bytes_after, line_at
from newsarc.archive.store import Store
from newsarc.errors import Ambiguous, BadRecord, BadUrl, NotInArchive, StorageError
from newsarc.model.record import ContentHash, Position, RawRef, Record, RecordId
from newsarc.model.target import Recorded

KEY_VERSION = 1
"""raise it whenever normalise.url.url_key gives another key to any address: catalogues are then made again"""
_HEX = re.compile(r"[0-9a-fA-F]{1,16}\Z")
_HASH = re.compile(r"(?:(\d{1,9}):)?sha256:([0-9a-f]*)\Z", re.IGNORECASE | re.ASCII)
_FEWEST = 8
"""digits of a content hash that stand for it; a citation prints 16"""


class Shown(msgspec.Struct, frozen=True):
    """The record to be read of a page."""

    record: Record
    """with its text, a copy's too"""
    later: Record | None = None
    """the latest of its place, which is left for *record* because its text is incomplete"""


class Reader:
    """Reads one archive."""

    def __init__(self, store: Store, filing: Filing) -> None:
        self._store = store
        self._filing = filing

    @property
    def layout(self) -> Layout:
        """Where things are in the archive's folder."""
        return self._store.layout

    @property
    def path(self) -> Path:
        """The archive's folder."""
        return self._store.layout.root

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

    def size(self) -> int:
        """Return how many bytes of lines there are."""
        return bytes_after(self._store.layout, None)

    def key(self, url: str) -> str:
        """Return what the usual spellings of one page's address share."""
        return page_key(url)

    def holds(self, url: str) -> bool:
        """Say whether a record stands at *url*, in any of its usual spellings."""
        return bool(self._filing.consult(lambda holdings: holdings.versions(page_key(url))))

    def get(self, name: str) -> Record:
        """Return the record with this id (or a prefix that only one has), the latest at this URL, or the first one with
        this content hash (``1:sha256:`` and its digits, or ``sha256:``; 8 of them do where only one text has them); a
        copy with the text of its original.

        Raises NotInArchive, Ambiguous, BadRecord.
        """
        return self.whole(self._read(self._named(name)))

    def shown(self, name: str) -> Shown:
        """Return what to show for *name*: what get() does, but of an address the latest text that is whole. What came
        later and is cut (behind a wall that was put up, mostly) is no better text. Where none is whole: the latest.

        Raises NotInArchive, Ambiguous, BadRecord.
        """
        latest = self.get(name)
        if not _is_address(name) or latest.article.complete:
            return Shown(latest)
        for id_ in reversed(self.versions(name)[:-1]):
            with contextlib.suppress(NotInArchive, BadRecord):  # the latest is not, and something is to be shown
                record = self._read(id_)
                if record.article.complete:
                    return Shown(self.whole(record), latest)
        return Shown(latest)

    def versions(self, name: str) -> tuple[RecordId, ...]:
        """Return the records at an address, or where the record stands that *name* names as for get(), oldest first.

        Raises NotInArchive, Ambiguous, BadRecord.
        """
        named = self._named(name)
        place = page_key(name) if _is_address(name) else self._store.place(self._read(named))
        return tuple(version.id for version in self._filing.ask(lambda catalog: catalog.versions(place)))

    def headline(self, record: RecordId) -> str | None:
        """Return the title of *record* (a whole id); None where its line cannot be read. Files nothing."""
        position = self._filing.consult(lambda holdings: holdings.position(record))
        if position is not None:
            with contextlib.suppress(NotInArchive, BadRecord, StorageError):
                return self._store.read(position).article.title
        return None

    def carriers(self, content_hash: ContentHash) -> tuple[RecordId, ...]:
        """Return the records of this text, the copies of it too, oldest first."""
        return self._filing.ask(lambda catalog: catalog.carriers(content_hash))

    def position(self, record: RecordId) -> Position:
        """Return where the line of *record* (a whole id) is. Raises NotInArchive."""
        position = self._filing.ask(lambda catalog: catalog.position(record))
        if position is None:
            raise NotInArchive("no record has this id", subject=record)
        return position

    def served(self, record: Record) -> Recorded:
        """Return what the server sent for *record*.

        Raises NotInArchive where it was not kept or is gone, DataError where it is not what was kept.
        """
        found = read_back(self._store.layout, self._kept_at(record))
        return Recorded(block=found.block, http=True, truncated=found.headers.get("warc-truncated"))

    def packed(self, record: Record) -> bytes:
        """Return the WARC records of what the server sent for *record*, as raw/ holds them. Raises as served() does."""
        return packed(self._store.layout, self._kept_at(record))

    def raw(self, record: Record) -> RawRef | None:
        """Return where raw/ holds what the server sent for *record*, None where it does not."""
        return kept_at(self._store.layout, record)

    def _kept_at(self, record: Record) -> RawRef:
        ref = self.raw(record)
        if ref is None:
            raise not_kept(record)
        return ref

    def latest(self, record: Record) -> RecordId:
        """Return the latest record that stands where *record* does."""
        place = self._store.place(record)
        versions = self._filing.ask(lambda catalog: catalog.versions(place))
        return versions[-1].id if versions else record.stamp.id

    def whole(self, record: Record) -> Record:
        """Return *record* with its text: a copy's is that of its original. Raises NotInArchive, BadRecord."""
        original = record.stamp.original
        return record if original is None else record.with_text(self._read(original).article.text)

    def stats(self, top: int = 10) -> Stats:
        """Return what is in the archive."""
        return self._filing.ask(lambda catalog: catalog.stats(top))

    def damaged(self) -> int:
        """Return how many lines cannot be read, those behind the last good one included."""
        mark, before = self._filing.ask(lambda catalog: (catalog.mark(), catalog.damaged()))
        return before + sum(isinstance(one, Damage) for one in self._store.scan(mark))

    def _read(self, record: RecordId) -> Record:
        return self._store.read(self.position(record))

    def _named(self, name: str) -> RecordId:
        found = self._filing.ask(lambda catalog: _find(catalog, name))
        if not found:
            raise NotInArchive(
                "no record has this id, address or content hash",
                subject=name,
                advice="newsarc search finds articles by their words, and prints their ids",
            )
        if len(found) > 1:
            raise Ambiguous(f"it may be {_some(found)}", subject=name, advice="give more digits")
        return found[0]


@lru_cache(maxsize=4096)  # a commit asks for each address twice or three times
def page_key(url: str) -> str:
    """Return the key of *url*; what is no address (a file's manifest may say anything) is its own key."""
    from newsarc.normalise.url import url_key  # reading pages takes long to load, and searching does without

    try:
        return url_key(url)
    except BadUrl:
        return url


def _is_address(name: str) -> bool:
    return not _HEX.match(name) and not _HASH.match(name)


def _find(catalog: Catalog, name: str) -> Sequence[RecordId]:
    if _HEX.match(name):
        return catalog.by_prefix(name.lower())
    if spelt := _HASH.match(name):
        return _with_hash(catalog, name, spelt[2].lower(), spelt[1] or "")
    return [version.id for version in catalog.versions(page_key(name))[-1:]]


def _some(records: Sequence[RecordId]) -> str:
    return f"{', '.join(records[:5])}{' ...' if len(records) > 5 else ''}"


def _with_hash(catalog: Catalog, name: str, digits: str, version: str) -> Sequence[RecordId]:
    """Return the record that carries the text whose hash begins with *digits*, if there is one. Raises Ambiguous where
    different texts have such a hash, NotInArchive for too few digits.
    """
    if len(digits) < _FEWEST:
        raise NotInArchive(f"a hash is known by {_FEWEST} digits or more", subject=name)
    holders = [holder for text in catalog.texts(digits, version) if (holder := catalog.holder(text))]
    if len(holders) > 1:
        raise Ambiguous(
            f"different texts have a hash that begins so: {_some(holders)}", subject=name, advice="give more digits"
        )
    return holders
