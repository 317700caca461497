"""What the user asked for, and the bytes that came."""

from __future__ import annotations

from datetime import datetime

import msgspec

from newsarc.model.exchange import Exchange
from newsarc.model.outcome import Failed, Skipped
from newsarc.model.record import RawRef
from newsarc.model.source import Entry


class Validators(msgspec.Struct, frozen=True):
    """What a server said last time that lets it answer "unchanged" this time."""

    etag: str | None = None
    last_modified: str | None = None


class Recorded(msgspec.Struct, frozen=True, kw_only=True):
    """A web page as a WARC record holds it."""

    block: bytes
    http: bool
    """whether it is a whole HTTP answer; else the page itself"""
    media_type: str = ""
    """of the block, as the record says"""
    truncated: str | None = None
    """why whoever wrote it cut it, in the words of WARC"""


class Lines(msgspec.Struct, frozen=True, kw_only=True):
    """Lines of a file in which each is an article."""

    lines: tuple[tuple[int, bytes], ...]
    """each with its number in the file, from 1"""
    archive: str | None = None
    """the uuid of the archive whose segment the file is"""


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to read: a local file (``path``), a page out of a WARC file (``recorded``), else a web page."""

    asked: str
    """exactly what the user gave; for a file found in a folder, its path as the walk spells it"""
    path: str | None = None
    """local file, spelt for the operating system (surrogates stand for bytes that are not UTF-8)"""
    url: str | None = None
    """address to fetch; for a local file the address it once came from, where known"""
    recorded: Recorded | None = None
    """what a WARC file holds of it"""
    lines: Lines | None = None
    """some lines of the file ``asked``"""
    raw: RawRef | None = None
    """where the archive keeps that"""
    retrieved_at: datetime | None = None
    """when a local file came from the web, where known; aware"""
    typed: bool = False
    """the user named this very address, so it may be on their own machine or network"""
    root: str | None = None
    """the address the user typed that led here (a feed's, a sitemap's): its own host and port may be private"""
    validators: Validators | None = None
    """of the last answer; the server may then say that nothing changed"""

    @property
    def address(self) -> str:
        """Where to ask for a web page."""
        return self.url or self.asked

    @property
    def vouched(self) -> str | None:
        """The address that the user answers for: this one where they typed it, else the one that led here."""
        return self.address if self.typed else self.root


Input = Target | Skipped | Failed
"""what a path, a line of a manifest or a place in a file of many comes to: something to read, or why there is none"""


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """What the mail says that a page came in."""

    subject: str = ""
    """without "Re:" and "Fwd:" """
    sent: datetime | None = None
    """aware, with the offset it was sent with"""
    sender: str = ""
    """the name in From, not the address"""


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """The bytes that came for a target."""

    asked: str
    content: bytes
    """decoded of transfer and content encodings (gzip ...); never of characters"""
    retrieved_at: datetime
    """aware, UTC"""
    url: str | None = None
    """where it was served after redirects"""
    media_type: str | None = None
    """``text/html`` and its like, lower case, no parameters: what the server or the file's ending says"""
    charset: str | None = None
    """what the server said"""
    status: int | None = None
    """HTTP status; None for a local file"""
    headers: tuple[tuple[str, str], ...] = ()
    incomplete_because: str | None = None
    """why some of the bytes are known to be missing"""
    seconds: float | None = None
    """how long the requests took, redirects and all, without waiting for their turn"""
    listed: Entry | None = None
    """what the feed or sitemap that led here says of it"""
    letter: Letter | None = None
    """what the mail it came in says of it"""
    exchange: Exchange | None = None
    """what went over the wire, for a page from the web"""


class Unchanged(msgspec.Struct, frozen=True, kw_only=True):
    """The server said that nothing changed since the answer whose validators it was shown (304)."""

    asked: str
    url: str
    """that said so, after redirects"""
    retrieved_at: datetime
    """aware, UTC"""
    headers: tuple[tuple[str, str], ...] = ()
    seconds: float | None = None
    """see Page"""


Fetched = Page | Unchanged | Failed
"""what came of asking for a page of the web"""
