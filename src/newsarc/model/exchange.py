"""What went over the wire for one page, and the form in which it is kept."""

from __future__ import annotations

from datetime import datetime

import msgspec


class Exchange(msgspec.Struct, frozen=True, kw_only=True):
    """One request and its answer. Transfer coding is undone; content coding (gzip ...) is as the server sent it."""

    url: str
    """what was asked for, as the request spelt it: ASCII"""
    request: bytes
    """request line and headers, with the empty line"""
    head: bytes
    """status line and headers, with the empty line"""
    body: bytes
    at: datetime
    """when the answer came; aware"""
    address: str | None = None
    """the server's IP address, where known"""
    truncated: str | None = None
    """why the body is not whole, in the words of WARC: ``length``, ``time``, ``disconnect``, ``unspecified``"""


class Capture(msgspec.Struct, frozen=True):
    """An exchange as the bytes that are appended to a file of raw/: the response's record first, then the request's."""

    data: bytes
    digest: str
    """``sha256:<hex>`` of the response record's block: head and body"""
