"""A visit: one attempt to read something from the web, and how it ended."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import assert_never

import msgspec

from newsarc.model.outcome import Archived, Failed, Known, Outcome, Reason, Skipped
from newsarc.model.record import Kind, RecordId


class Ended(StrEnum):
    """How an attempt ended."""

    NEW = "new"
    REVISION = "revision"
    COPY = "copy"
    KNOWN = "known"
    SKIPPED = "skipped"
    FAILED = "failed"
    READ = "read"
    """a feed, sitemap or listing: its entries were gone through"""


class Part(StrEnum):
    """What was visited."""

    PAGE = "page"
    SOURCE = "source"
    """an address of a source: a feed, a sitemap, a listing"""
    RUN = "run"
    """a whole run, which did not take place"""


class Visit(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of the log of attempts."""

    time: datetime
    """when it ended; aware, UTC"""
    run: str
    """what all visits of one process share; begins with the time it started"""
    target: str
    """exactly what was asked for"""
    outcome: Ended
    part: Part = Part.PAGE
    source: str | None = None
    """name of the source it was found at"""
    url: str | None = None
    """where it was served, where that is another address"""
    status: int | None = None
    reason: Reason | None = None
    detail: str = ""
    id: RecordId | None = None
    """the record that stands for it"""
    title: str = ""
    """of a page that is known: its headline, where that is no longer the record's"""
    published: datetime | None = None
    """aware; what the page or the feed says"""
    etag: str | None = None
    last_modified: str | None = None
    seconds: float | None = None
    """how long the requests took, without waiting for their turn"""
    entries: int | None = None
    """listed at a source's address"""
    left: int | None = None
    """of these, how many were left for a later run"""
    new: int | None = None
    """articles, revisions and copies that came of them"""
    robots_ignored: bool = False


def ended(outcome: Outcome) -> tuple[Ended, Reason | None, str, RecordId | None]:
    """Return what a visit says of *outcome*: how it ended, why, the detail, and the record."""
    match outcome:
        case Archived(kind=kind, id=id_):
            return {Kind.ARTICLE: Ended.NEW, Kind.REVISION: Ended.REVISION, Kind.COPY: Ended.COPY}[kind], None, "", id_
        case Known(id=id_):
            return Ended.KNOWN, None, "", id_
        case Skipped(reason=reason, detail=detail):
            return Ended.SKIPPED, reason, detail, None
        case Failed(reason=reason, detail=detail):
            return Ended.FAILED, reason, detail, None
        case _:
            assert_never(outcome)


class Headline(msgspec.Struct, frozen=True):
    """A page was seen under another headline than before, with a text that is archived."""

    time: datetime
    """aware, UTC"""
    id: RecordId
    """the record of its text"""
    title: str
    """empty: that of the record again"""


class Gone(msgspec.Struct, frozen=True):
    """An archived page is not at its address any more, the server says."""

    last_seen: datetime
    """aware, UTC"""
    since: datetime
    """when it was first missed; aware, UTC"""
    status: int
    """404, 410 or 451"""
    id: RecordId
    """the latest record"""


class Standing(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """All that visits to one address come to: what decides when it is visited again."""

    target: str
    part: Part
    source: str | None = None
    first: datetime
    """when it was first archived or read, else first tried"""
    last: datetime
    outcome: Ended
    reason: Reason | None = None
    status: int | None = None
    id: RecordId | None = None
    """the latest record; None: nothing of it is archived"""
    published: datetime | None = None
    etag: str | None = None
    last_modified: str | None = None
    failures: int = 0
    """in a row"""
    nothings: int = 0
    """times in a row that there was nothing to archive"""
    failing_since: datetime | None = None
    read_at: datetime | None = None
    """when it last went well"""
    gone_since: datetime | None = None
    """when the server first said that the page is gone, where it has sent none since"""
    gone_status: int | None = None
    """what it said last"""
    entries: int | None = None
    left: int | None = None
    new: int | None = None
