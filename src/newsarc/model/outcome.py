"""How a target ended: exactly one value each, so that every run's figures add up."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from newsarc.model.article import Article
from newsarc.model.exchange import Capture
from newsarc.model.record import ContentHash, Kind, RawRef, RecordId


class Reason(StrEnum):
    """Why a target is not in the archive. The words are stable: scripts count them."""

    # skipped: there was nothing to archive
    LISTING = "listing"
    CHALLENGE = "challenge"
    CONSENT = "consent"
    NOT_FOUND = "not-found"
    TOO_SHORT = "too-short"
    NOT_TEXT = "not-text"
    DAMAGED = "damaged"
    UNSUPPORTED = "unsupported-type"
    SYMLINK = "symlink"
    SPECIAL_FILE = "special-file"
    ARCHIVE_ITSELF = "archive-itself"
    REVISIT = "revisit"
    SUPERSEDED = "superseded"
    OTHER_LANGUAGE = "other-language"
    NO_RAW = "no-raw"
    # failed: there may have been, but it could not be had
    MISSING = "missing"
    UNREADABLE = "unreadable"
    TOO_LARGE = "too-large"
    CHANGED = "changed-while-read"
    BAD_LINE = "bad-line"
    BAD_MANIFEST_LINE = "bad-manifest-line"
    BAD_URL = "bad-url"
    BAD_FEED = "bad-feed"
    REFUSED = "refused"
    ROBOTS = "robots"
    HOST_SET_ASIDE = "host-set-aside"
    CONNECTION = "connection-failed"
    TIMEOUT = "timeout"
    HTTP_STATUS = "http-status"
    TOO_MANY_REDIRECTS = "too-many-redirects"
    BAD_RESPONSE = "bad-response"
    DEADLINE = "deadline"
    CRASHED = "crashed"
    OUT_OF_MEMORY = "out-of-memory"
    ARCHIVE_BUSY = "archive-busy"
    STORAGE = "storage"
    BUG = "bug"


class Archived(msgspec.Struct, frozen=True, kw_only=True):
    """Something was added: a new article, a revision, or the note of a copy. It is on the disk."""

    asked: str
    kind: Kind
    id: RecordId
    title: str
    url: str | None = None
    of: RecordId | None = None
    """what it revises or copies"""


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """The archive holds this text from this place already; nothing was written."""

    asked: str
    id: RecordId
    title: str = ""
    url: str | None = None
    headline_was: str = ""
    """the record's headline, where the page has another one now: its text stayed"""


class Skipped(msgspec.Struct, frozen=True, kw_only=True):
    """There was nothing to archive."""

    asked: str
    reason: Reason
    detail: str = ""


class Failed(msgspec.Struct, frozen=True, kw_only=True):
    """It could not be read or kept."""

    asked: str
    reason: Reason
    detail: str = ""
    status: int | None = None
    """HTTP status, where a server answered with one that is no page"""
    retry_after: float | None = None
    """seconds the server asks to be left alone for, at least 0"""
    seconds: float | None = None
    """how long asking took"""


Outcome = Archived | Known | Skipped | Failed


class Prepared(msgspec.Struct, frozen=True, kw_only=True):
    """An article ready for the archive."""

    article: Article
    content_hash: ContentHash
    capture: Capture | None = None
    """what was served, until it is kept"""
    raw: RawRef | None = None
    """where that is kept"""
