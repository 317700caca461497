"""A record: one article as the archive holds it."""

from __future__ import annotations

from enum import StrEnum
from typing import NewType

import msgspec

from newsarc.model.article import Article
from newsarc.model.imported import RawRef as RawRef  # noqa: PLC0414 # a record's, whose users look for it here

RecordId = NewType("RecordId", str)
"""16 hex digits, unique in an archive"""
ContentHash = NewType("ContentHash", str)
"""``1:sha256:<hex>``; only archive.digest makes one"""
Sum = NewType("Sum", str)
"""64 hex digits; only archive.codec makes one"""


class Kind(StrEnum):
    """What a record adds to the archive."""

    ARTICLE = "article"
    REVISION = "revision"
    COPY = "copy"


class Stamp(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the archive says of an article: who it is and what it stands for."""

    id: RecordId
    kind: Kind
    content_hash: ContentHash
    revises: RecordId | None = None
    """the record at the same URL that came before"""
    same_as: RecordId | None = None
    """the record that holds the text; this one carries none"""

    @property
    def original(self) -> RecordId | None:
        """The record that holds the text of a copy; None for a record that holds its own."""
        return self.same_as if self.kind is Kind.COPY else None


class Position(msgspec.Struct, frozen=True, order=True):
    """Where a line of the archive stands."""

    segment: str
    """file name below articles/, without ending: ``2026-11-0001``"""
    offset: int
    """bytes from the start of the file"""
    length: int
    """bytes, with the newline"""


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the archive."""

    stamp: Stamp
    article: Article
    """as written: a copy's has no text"""
    raw: RawRef | None = None
    prev: Sum
    """the sum of the record before, 64 zeros for the first"""
    sum: Sum

    def with_text(self, text: str) -> Record:
        """Return a copy's record as it is shown: with the *text* of its original."""
        return msgspec.structs.replace(self, article=msgspec.structs.replace(self.article, text=text))


class Mark(msgspec.Struct, frozen=True):
    """How far something derived from the archive has read: everything before ``offset`` of ``segment``."""

    segment: str
    offset: int
    sum: Sum
    """of the last record read, to notice that the archive is another one"""

    @classmethod
    def after(cls, position: Position, total: Sum) -> Mark:
        """Return how far whoever has read the record at *position*, whose sum is *total*, has read."""
        return cls(position.segment, position.offset + position.length, total)
