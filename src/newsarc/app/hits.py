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


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What is searched for, understood, and how much of it is wanted."""

    query: Query
    limit: int
    offset: int
    newest: bool
    """newest first instead of best first"""
    since: int | None
    """seconds since 1970 UTC of publication, where known, else of retrieval; included"""
    until: int | None
    """the same; not included"""
    width: int
    """characters of a snippet, 0 for none"""


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


def answer(index: SearchIndex, read: Read, request: Request, *, current: bool) -> Hits:
    """Return the records that *request* wants, each by itself; *current* says whether *index* has read everything."""
    found = index.search(
        request.query,
        limit=request.limit,
        offset=request.offset,
        newest=request.newest,
        since=request.since,
        until=request.until,
    )
    records = [readable(read, place.position) for place in found.hits]
    hits = tuple(
        Hit(record, excerpt(record, request), place.score)
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


def excerpt(record: Record, request: Request) -> Snippet:
    """Return what of the record's text shows why it was found; nothing where no width is asked for."""
    if not request.width:
        return Snippet(())
    from newsarc.search.snippet import snippet

    return snippet(record.article.text, request.query, width=request.width)
