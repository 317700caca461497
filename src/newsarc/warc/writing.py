"""Exchanges as WARC 1.1 records, one gzip member each, so that every record can be read from its offset alone. Pure."""

from __future__ import annotations

import base64
import hashlib
import re
import uuid
import zlib
from collections.abc import Sequence
from datetime import UTC, datetime

from newsarc.model.exchange import Capture, Exchange

_PIECE = 256 * 1024
"""bytes compressed at a time"""
_BREAKS = re.compile(r"[\x00-\x1f\x7f]+")
_IDS = uuid.UUID("5c3cf1ae-6f0c-5a5e-9d0c-2a8a1d8f4f0e")
"""namespace of record ids"""

Fields = Sequence[tuple[str, str]]


def capture(exchange: Exchange) -> Capture:
    """Return *exchange* as a response record and the request record that belongs to it.

    The same exchange gives the same bytes. The ids of the records are made from address, time and content.
    """
    digest = hashlib.sha256(exchange.head)
    digest.update(exchange.body)
    block = digest.hexdigest()
    moment = _date(exchange.at)
    response_id = _id("response", exchange.url, moment, block)
    request_block = hashlib.sha256(exchange.request).hexdigest()
    common = [("WARC-Target-URI", exchange.url), ("WARC-Date", moment)]
    if exchange.address:
        common.append(("WARC-IP-Address", exchange.address))
    response = [
        ("WARC-Type", "response"),
        ("WARC-Record-ID", response_id),
        *common,
        ("WARC-Block-Digest", f"sha256:{block}"),
        ("WARC-Payload-Digest", f"sha1:{_sha1(exchange.body)}"),
        ("Content-Type", "application/http; msgtype=response"),
    ]
    if exchange.truncated:
        response.append(("WARC-Truncated", exchange.truncated))
    request = [
        ("WARC-Type", "request"),
        ("WARC-Record-ID", _id("request", exchange.url, moment, block)),
        *common,
        ("WARC-Concurrent-To", response_id),
        ("WARC-Block-Digest", f"sha256:{request_block}"),
        ("Content-Type", "application/http; msgtype=request"),
    ]
    data = member(response, exchange.head, exchange.body) + member(request, exchange.request)
    return Capture(data, f"sha256:{block}")


def warcinfo(name: str, software: str, at: datetime, *, facts: Fields = ()) -> bytes:
    """Return the record that stands at the head of the file *name*: which *software* wrote it, and *facts*."""
    moment = _date(at)
    fields = [("software", software), ("format", "WARC File Format 1.1"), *facts]
    block = b"".join(_line(key, value) for key, value in fields)
    return member(
        [
            ("WARC-Type", "warcinfo"),
            ("WARC-Record-ID", _id("warcinfo", name, moment, "")),
            ("WARC-Date", moment),
            ("WARC-Filename", name),
            ("WARC-Block-Digest", f"sha256:{hashlib.sha256(block).hexdigest()}"),
            ("Content-Type", "application/warc-fields"),
        ],
        block,
    )


def member(fields: Fields, *block: bytes) -> bytes:
    """Return one record with *fields* and *block* as a gzip member. Its length is said here, not by *fields*."""
    head = b"WARC/1.1\r\n" + b"".join(_line(key, value) for key, value in fields)
    head += b"Content-Length: %d\r\n\r\n" % sum(map(len, block))
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    pieces = [packer.compress(head)]
    for part in block:
        view = memoryview(part)
        pieces += [packer.compress(view[start : start + _PIECE]) for start in range(0, len(view), _PIECE)]
    return b"".join((*pieces, packer.compress(b"\r\n\r\n"), packer.flush()))


def _line(key: str, value: str) -> bytes:
    """Return one header line; what could end it early becomes a space."""
    return f"{key}: {_BREAKS.sub(' ', value)}\r\n".encode("utf-8", "replace")


def _date(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _id(*parts: str) -> str:
    return f"<{uuid.uuid5(_IDS, ' '.join(parts)).urn}>"


def _sha1(data: bytes) -> str:
    """Return the digest as web archives spell it, whose tools compare payloads by it."""
    return base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()
