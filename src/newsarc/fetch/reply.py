"""What a server's answer says of itself, and its body read to the end or to where it broke off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import msgspec
from urllib3 import HTTPHeaderDict
from urllib3.exceptions import ProtocolError
from urllib3.response import HTTPResponse

from newsarc.errors import FetchError
from newsarc.fetch.deadline import Deadline
from newsarc.fetch.decode import PIECE, Decoded, TooLarge, decode
from newsarc.fetch.headers import content_codings, content_type
from newsarc.fetch.spelling import bounded

_END_OF_PAGE = re.compile(rb"</html\s*>", re.IGNORECASE)
_LONGEST_WAIT = 86_400.0
"""seconds; a server that asks for more is asked again after a day all the same"""
_NO_BODY = frozenset({204, 205})


class BadResponse(FetchError):
    """The server's answer makes no sense."""


class Body(msgspec.Struct, frozen=True):
    """A body as it came and decoded."""

    content: bytes
    wire: bytes
    """content codings as the server sent them; the same object as *content* where there are none"""
    incomplete_because: str | None = None
    truncated: str | None = None
    """why *wire* is known to end early, in the words of WARC"""


def retry_after(header: str | None, now: datetime) -> float | None:
    """Return the seconds after *now* that a Retry-After header asks for, from 0 to a day; nonsense is None.

    >>> retry_after("120", datetime(2026, 11, 23, tzinfo=UTC))
    120.0
    """
    said = (header or "").strip()[:100]
    if re.fullmatch(r"[0-9]{1,20}", said):
        return min(float(said), _LONGEST_WAIT)
    try:
        moment = parsedate_to_datetime(said)
        seconds = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() - now.timestamp()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return min(max(seconds, 0.0), _LONGEST_WAIT)


def read_body(response: HTTPResponse, deadline: Deadline, *, max_bytes: int, cut: bool = False) -> Body:
    """Return the body of *response* as it came and decoded, each at most *max_bytes* bytes, and why it is not whole.

    With *cut* the beginning of a longer one is returned, and said to be one.
    Raises TooLarge, BadCoding, BadResponse, TimeoutError at the deadline, and urllib3's own for a broken connection.
    """
    length = _length(response.headers)
    if length is not None and length > max_bytes and not cut:
        raise TooLarge(f"{length} bytes announced, limit {max_bytes}")
    broken: list[str] = []
    came = _Kept(_pieces(response, deadline, broken))
    pieces = iter(came)
    first = next(pieces, b"")
    codings = _codings(response.headers) if first else ()
    decoded = decode(_again(first, pieces), codings, max_bytes=max_bytes, cut=cut)
    if deadline.passed:
        raise TimeoutError("deadline")
    truncated = "disconnect" if broken else came.truncated
    if not broken and response.status not in _NO_BODY:
        broken = _suspicions(response, decoded, length)
    notes = [*broken, *([decoded.incomplete_because] if decoded.incomplete_because else ())]
    wire = b"".join(came.pieces)
    content = wire if wire == decoded.content else decoded.content
    return Body(content, wire, "; ".join(notes) or None, truncated)


def _length(headers: HTTPHeaderDict) -> int | None:
    """Return the length the server announced. Servers and proxies that read two lengths differently are a trap."""
    if "content-length" not in headers:
        return None
    values = {value.strip() for line in headers.getlist("content-length") for value in line.split(",")}
    value = values.pop()
    if values or not (value.isascii() and value.isdigit()) or len(value) > 19:
        raise BadResponse(f"Content-Length {bounded(headers['content-length'])!r}")
    return int(value)


def _codings(headers: HTTPHeaderDict) -> tuple[str, ...]:
    return content_codings(headers.get("content-encoding", ""))


class _Kept:
    """Pieces that are remembered while they are passed on."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self.pieces: list[bytes] = []
        self.truncated: str | None = "unspecified"
        """None when all were taken: a decoder stops where its stream is damaged, and what follows is not waited for"""
        self._rest = pieces

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._rest:
            self.pieces.append(piece)
            yield piece
        self.truncated = None


def _again(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    if first:
        yield first
    yield from rest


def _pieces(response: HTTPResponse, deadline: Deadline, broken: list[str]) -> Iterator[bytes]:
    """Yield the body as it comes; when the connection breaks off, say so in *broken* and end."""
    try:
        for piece in _chunks(response):
            deadline.remaining()
            yield piece
    except ProtocolError as error:
        deadline.remaining()  # shut by us
        broken.append("the connection ended before the body did")
        yield _partial(error)


def _chunks(response: HTTPResponse) -> Iterator[bytes]:
    if response.chunked:
        yield from response.read_chunked(PIECE, decode_content=False)
        return
    while piece := response.read1(PIECE, decode_content=False):
        yield piece


def _partial(error: ProtocolError) -> bytes:
    """Return the bytes that had come when the connection broke, which only the exception still has."""
    partial = getattr(error.args[-1], "partial", b"")
    return partial if isinstance(partial, bytes) else b""


def _suspicions(response: HTTPResponse, decoded: Decoded, length: int | None) -> list[str]:
    """Say what suggests that the body is not whole though the connection ended well."""
    if response.status == 206:
        return ["the server sent a part that was not asked for (206)"]
    unbounded = length is None and not response.chunked
    is_html = content_type(response.headers).media_type in {"text/html", "application/xhtml+xml"}
    if unbounded and is_html and decoded.content and not _END_OF_PAGE.search(decoded.content[-1024:]):
        return ["the server gave no length and the page does not end with </html>"]
    return []
