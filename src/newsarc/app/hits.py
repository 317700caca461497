"""What a search found, with the records themselves. Loads no more than that: searching needs no catalogue."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from newsarc.errors import BadRecord, NotInArchive
from newsarc.model.record import Position, Record, RecordId
from newsarc.search.entry import Snippet
from newsarc.search.query import Query

if TYPE_CHECKING:
    from newsarc.search.index import SearchIndex

Read = Callable[[Position], Record]
"""gives the record at a position, a copy with the text of its original; raises BadRecord and NotInArchive"""


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


def answer(
    index: SearchIndex,
    read: Read,
    asked: Query,
    *,
    current: bool,
    limit: int,
    offset: int = 0,
    newest: bool = False,
    since: int | None = None,
    until: int | None = None,
    width: int,
) -> Hits:
    """Return the records that *asked* wants, each by itself; the other arguments are those of Archive.search()."""
    found = index.search(asked, limit=limit, offset=offset, newest=newest, since=since, until=until)
    records = [readable(read, place.position) for place in found.hits]
    hits = tuple(
        Hit(record, excerpt(record, asked, width), place.score)
        for record, place in zip(records, found.hits, strict=True)
        if record is not None
    )
    return Hits(found.total, hits, current, damaged=records.count(None))


def readable(read: Read, position: Position) -> Record | None:
    """Return the record, None where it is damaged: one flipped bit must not hide all others."""
    try:
        return read(position)
    except (BadRecord, NotInArchive):
        return None


def excerpt(record: Record, asked: Query, width: int) -> Snippet:
    """Return what of the record's text shows why it was found, in *width* characters; nothing where that is 0."""
    if not width:
        return Snippet(())
    from newsarc.search.snippet import snippet

    return snippet(record.article.text, asked, width=width)
