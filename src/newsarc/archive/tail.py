"""What was written after a catalogue had last read: small facts of each record, and what a commit decides by."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

import msgspec

from newsarc.archive.decide import Holdings, Version
from newsarc.model.article import Article
from newsarc.model.record import ContentHash, Kind, Mark, Position, RecordId, Stamp, Sum


class Filed(msgspec.Struct, frozen=True, kw_only=True):
    """What a catalogue keeps of a record. Nothing of its text: thousands of these wait in memory."""

    position: Position
    stamp: Stamp
    sum: Sum
    place: str
    """where it stands on the web"""
    publisher: str | None
    language: str | None
    day: str
    """of publication where it is known, else of retrieval"""
    retrieved: str
    origins: tuple[tuple[str, str], ...]
    """name and role of each"""

    @property
    def mark(self) -> Mark:
        """How far whoever has read up to this record has read."""
        return Mark.after(self.position, self.sum)


def filed(position: Position, stamp: Stamp, article: Article, total: Sum, place: str) -> Filed:
    """Return what a catalogue keeps of a record whose line has the sum *total*."""
    return Filed(
        position=position,
        stamp=stamp,
        sum=total,
        place=place,
        publisher=article.publisher.name if article.publisher else None,
        language=article.language,
        day=(article.published_at or article.retrieved_at)[:10],
        retrieved=article.retrieved_at,
        origins=tuple((one.name, one.role.value) for one in article.origin),
    )


class Tail:
    """What *behind* holds, and what was written after it: the Holdings that a commit decides by."""

    def __init__(self, behind: Holdings) -> None:
        self._behind = behind
        self._holders: dict[ContentHash, RecordId] = {}
        self._versions: dict[str, list[Version]] = {}
        self._ids: dict[RecordId, Position | None] = {}

    def add(self, place: str, stamp: Stamp, position: Position | None = None) -> None:
        """Take in a record that is behind the others; one that is on no disk yet has no *position*."""
        if stamp.kind is not Kind.COPY:
            self._holders.setdefault(stamp.content_hash, stamp.id)
        self._versions.setdefault(place, []).append(Version(stamp.id, stamp.content_hash))
        self._ids[stamp.id] = position

    def taken(self, records: Collection[RecordId]) -> bool:
        """Say whether any of these ids is a record's."""
        return not self._ids.keys().isdisjoint(records) or self._behind.taken(records)

    def position(self, record: RecordId) -> Position | None:
        """Return where the record's line is; None where there is none, or none yet."""
        return self._ids[record] if record in self._ids else self._behind.position(record)

    def holder(self, content_hash: ContentHash) -> RecordId | None:
        """Return the first record that carries this text, or None."""
        return self._behind.holder(content_hash) or self._holders.get(content_hash)

    def versions(self, place: str) -> tuple[Version, ...]:
        """Return the records at *place*, oldest first. What another process has filed meanwhile is there once."""
        behind = self._behind.versions(place)
        mine = self._versions.get(place)
        if not mine:
            return behind
        seen = {version.id for version in behind}
        return (*behind, *(version for version in mine if version.id not in seen))


class BulkHoldings(Holdings, Protocol):
    """Holdings that can be asked for many at once: a catalogue."""

    def holders(self, content_hashes: Sequence[ContentHash]) -> dict[ContentHash, RecordId]:
        """Return the first record that carries each of these texts, where there is one."""
        ...

    def versions_at(self, places: Sequence[str]) -> dict[str, tuple[Version, ...]]:
        """Return the records at each of these places, oldest first, where there are any."""
        ...


_MOST_ANSWERS = 10_000
"""remembered; a batch asks for some hundreds"""


class CachedHoldings:
    """What *catalog* answered, so that a second question costs nothing. Good for as long as nobody adds to it."""

    def __init__(self, catalog: BulkHoldings) -> None:
        self._catalog = catalog
        self._holders: dict[ContentHash, RecordId | None] = {}
        self._versions: dict[str, tuple[Version, ...]] = {}

    def holder(self, content_hash: ContentHash) -> RecordId | None:
        """Return the first record that carries this text, or None."""
        if content_hash not in self._holders:
            self._make_room()
            self._holders[content_hash] = self._catalog.holder(content_hash)
        return self._holders[content_hash]

    def versions(self, place: str) -> tuple[Version, ...]:
        """Return the records at *place*, oldest first."""
        if place not in self._versions:
            self._make_room()
            self._versions[place] = self._catalog.versions(place)
        return self._versions[place]

    def taken(self, records: Collection[RecordId]) -> bool:
        """Say whether any of these ids is a record's."""
        return self._catalog.taken(records)

    def position(self, record: RecordId) -> Position | None:
        """Return where the record is, None if there is none."""
        return self._catalog.position(record)

    def ask_ahead(self, content_hashes: Sequence[ContentHash], places: Sequence[str]) -> None:
        """Ask for all of these at once: a batch's questions one by one cost ten times as much."""
        hashes = [one for one in content_hashes if one not in self._holders]
        others = [one for one in places if one not in self._versions]
        self._make_room()
        self._holders.update(dict.fromkeys(hashes))
        self._holders.update(self._catalog.holders(hashes))
        self._versions.update(dict.fromkeys(others, ()))
        self._versions.update(self._catalog.versions_at(others))

    def _make_room(self) -> None:
        if len(self._holders) + len(self._versions) >= _MOST_ANSWERS:
            self._holders.clear()
            self._versions.clear()


class Recent(Tail):
    """What a catalogue held when it had read up to *start*, and what was written since and waits to be filed."""

    def __init__(self, catalog: BulkHoldings, start: Mark | None) -> None:
        self.catalog = CachedHoldings(catalog)
        super().__init__(self.catalog)
        self.start = self.end = start
        self.waiting: list[Filed] = []

    def take(self, records: list[Filed]) -> None:
        """Take in *records*, which stand right behind the last one."""
        for one in records:
            self.add(one.place, one.stamp, one.position)
        self.waiting += records
        self.end = records[-1].mark
