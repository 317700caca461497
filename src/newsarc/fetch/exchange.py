"""A request and its answer as they went over the wire, as far as the libraries still know."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from urllib3.response import HTTPResponse

from newsarc.fetch.reply import Body
from newsarc.model.exchange import Exchange

if TYPE_CHECKING:  # requests lives in http
    from requests import PreparedRequest

_FOLDS = re.compile(rb"[\x00\r\n]+[ \t]*")
_SECRET = frozenset({"authorization", "proxy-authorization"})
_LENGTHS = frozenset({"transfer-encoding", "content-length"})

Headers = list[tuple[str, str]]


def peer(response: HTTPResponse) -> str | None:
    """Return the IP address at the other end; None when the connection was given back already."""
    line = getattr(response.connection, "sock", None)
    try:
        return str(line.getpeername()[0]).partition("%")[0] if line is not None else None
    except OSError:
        return None


def recorded(
    request: PreparedRequest, response: HTTPResponse, body: Body, *, at: datetime, address: str | None
) -> Exchange:
    """Return what went over the wire. Passwords that the user gave are left out.

    Header lines are written out again as the library read them: folded ones on one line, those without a colon gone.
    The body stands without its transfer coding, so the headers say its length, and what the server said of coding and
    length is kept under the names that web archives use, ``X-Crawl-Transfer-Encoding`` and ``X-Crawl-Content-Length``.
    """
    url = request.url or ""
    asked = [("Host", urlsplit(url).netloc)]
    asked += [(key, _text(value)) for key, value in request.headers.items() if key.lower() not in _SECRET]
    version = "HTTP/1.0" if response.version == 10 else "HTTP/1.1"
    status = f"{version} {response.status} {response.reason or ''}".rstrip()
    return Exchange(
        url=url,
        request=_head(f"{request.method} {request.path_url} HTTP/1.1", asked),
        head=_head(status, _described(list(response.headers.iteritems()), body)),
        body=body.wire,
        at=at,
        address=address,
        truncated=body.truncated,
    )


def _described(headers: Headers, body: Body) -> Headers:
    """Return *headers* as they describe a body whose transfer coding is undone."""
    length = str(len(body.wire))
    said = [(key.lower(), value) for key, value in headers if key.lower() in _LENGTHS]
    if said == [("content-length", length)]:
        return headers
    kept = [(f"X-Crawl-{key}" if key.lower() in _LENGTHS else key, value) for key, value in headers]
    return [*kept, ("Content-Length", length)]


def _head(first: str, headers: Headers) -> bytes:
    lines = [first, *(f"{key}: {value}" for key, value in headers)]
    return b"".join(_FOLDS.sub(b" ", _encoded(line)) + b"\r\n" for line in lines) + b"\r\n"


def _encoded(line: str) -> bytes:
    """Return the bytes that were read: HTTP libraries hand them over as Latin-1."""
    try:
        return line.encode("latin-1")
    except UnicodeEncodeError:
        return line.encode("utf-8", "replace")


def _text(value: str | bytes) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else value
