"""Pages out of WARC files: which there are, and their bytes."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime

from newsarc.fetch.address import web_address
from newsarc.fetch.closing import lent
from newsarc.fetch.decode import BadCoding, Decoded, TooLarge, decode
from newsarc.fetch.files import open_file
from newsarc.fetch.headers import content_codings, content_type
from newsarc.fetch.spelling import bounded
from newsarc.fetch.times import utc
from newsarc.fetch.walk import failure
from newsarc.model.outcome import Failed, Reason, Skipped
from newsarc.model.target import Input, Page, Recorded, Target
from newsarc.warc import http
from newsarc.warc.reading import BadWarc, Damage, Headers, Record, place, records

_PAGES = frozenset({None, "text/html", "application/xhtml+xml", "text/plain", "text/markdown"})
"""media types that may be news; None: nobody said"""
_KINDS = frozenset({"response", "resource", "revisit"})
_SCHEME = re.compile(r"<?([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_PLACES = frozenset({"http", "https", "ftp", "file"})
"""schemes of what a crawler found; under ``metadata:`` and ``urn:`` it keeps arguments, logs, what it drew of pages"""


def read_warc(target: Target, *, max_bytes: int) -> Iterator[Input]:
    """Yield a Target for each page in the WARC file at ``target.path``, in order, and why other answers are none.

    A page is asked as ``PATH#OFFSET``, the offset of its record (or gzip member) in the file, ``PATH#OFFSET+INNER``
    where a member holds several. A damaged place is Failed(DAMAGED), and reading goes on behind it. Requests and
    what crawlers note for themselves are passed over. Holds one record of at most *max_bytes*, and its head, in memory.
    """
    descriptor = open_file(target)
    if not isinstance(descriptor, int):
        yield descriptor
        return
    inputs = 0
    with lent(os.fdopen(descriptor, "rb")) as file:  # buffered, so that a short read is continued
        try:
            for one in records(file, _is_wanted, max_block=max_bytes + http.MOST_HEAD):
                asked = f"{target.asked}#{place(one)}"
                if isinstance(one, Damage):
                    found: Input | None = Failed(asked=asked, reason=Reason.DAMAGED, detail=one.problem)
                else:
                    found = _found(one, asked)
                if found is not None:
                    inputs += 1
                    yield found
        except OSError as error:
            inputs += 1
            yield failure(target.asked, error)
    if not inputs:
        yield Skipped(asked=target.asked, reason=Reason.UNSUPPORTED, detail="it holds no page")


def recorded_page(target: Target, *, max_bytes: int, now: datetime) -> Page | Skipped | Failed:
    """Return the page in ``target.recorded``, decoded, at most *max_bytes* bytes.

    ``retrieved_at`` is the target's, else *now*. Raises ValueError for a target without: a fault of the caller.
    """
    if target.recorded is None:
        raise ValueError("a target without a record")
    try:
        return _page(target, target.recorded, max_bytes, now)
    except TooLarge as error:
        return Failed(asked=target.asked, reason=Reason.TOO_LARGE, detail=error.message)
    except (BadWarc, BadCoding) as error:
        return Failed(asked=target.asked, reason=Reason.DAMAGED, detail=error.message)


def _page(target: Target, recorded: Recorded, max_bytes: int, now: datetime) -> Page:
    served = http.served(recorded.block) if recorded.http else None
    headers = served.headers if served else {"content-type": recorded.media_type}
    body = _decoded(served.body if served else recorded.block, headers, max_bytes)
    notes = (
        f"the record was cut when it was made ({bounded(recorded.truncated)})" if recorded.truncated else None,
        served.incomplete_because if served else None,
        body.incomplete_because,
    )
    kind = content_type(headers)
    return Page(
        asked=target.asked,
        content=body.content,
        retrieved_at=(target.retrieved_at or now).astimezone(UTC),
        url=target.url,
        media_type=kind.media_type,
        charset=kind.charset,
        status=served.status if served else None,
        headers=tuple(headers.items()),
        incomplete_because="; ".join(note for note in notes if note) or None,
    )


def _decoded(body: bytes, headers: Headers, max_bytes: int) -> Decoded:
    """Return *body* decoded. Some crawlers decode and leave the header: then the bytes are taken as they are."""
    codings = content_codings(headers.get("content-encoding", "")) if body else ()
    try:
        return decode((body,), codings, max_bytes=max_bytes)
    except BadCoding:
        if b"<" not in body[:1024]:
            raise
        return decode((body,), (), max_bytes=max_bytes)


def _is_wanted(headers: Headers) -> bool:
    return headers.get("warc-type", "").lower() in {"response", "resource"}


def _found(record: Record, asked: str) -> Input | None:
    """Return what *record* is: a page to read, why it is none, or None for what is no answer at all."""
    if record.kind not in _KINDS or (record.kind == "resource" and _is_a_note(record.headers)):
        return None
    if record.kind == "revisit":
        return Skipped(asked=asked, reason=Reason.REVISIT, detail="the same bytes as in an earlier record")
    media_type = record.headers.get("content-type", "")
    is_http = media_type.lower().startswith("application/http")
    if record.kind == "response" and not is_http:
        return Skipped(asked=asked, reason=Reason.UNSUPPORTED, detail=bounded(media_type) or "no HTTP answer")
    try:
        answer = http.head(record.block) if is_http else None
    except BadWarc as error:
        return Failed(asked=asked, reason=Reason.DAMAGED, detail=error.message)
    if answer is not None and not 200 <= answer.status < 300:
        return Skipped(
            asked=asked, reason=Reason.HTTP_STATUS, detail=bounded(f"{answer.status} {answer.reason}".strip())
        )
    kind = content_type(answer.headers if answer else {"content-type": media_type}).media_type
    if kind not in _PAGES:
        return Skipped(asked=asked, reason=Reason.NOT_TEXT, detail=kind or "")
    if len(record.block) < record.length:
        return Failed(asked=asked, reason=Reason.TOO_LARGE, detail=f"{record.length} bytes")
    return Target(
        asked=asked,
        # Some writers put angle brackets around the address.
        url=web_address(record.headers.get("warc-target-uri", "").removeprefix("<").removesuffix(">")),
        retrieved_at=utc(record.headers.get("warc-date", "")),
        recorded=Recorded(
            block=record.block,
            http=is_http,
            media_type=media_type,
            truncated=record.headers.get("warc-truncated") or _segmented(record.headers),
        ),
    )


def _is_a_note(headers: Headers) -> bool:
    scheme = _SCHEME.match(headers.get("warc-target-uri", ""))
    return scheme is not None and scheme[1].lower() not in _PLACES


def _segmented(headers: Headers) -> str | None:
    return "it goes on in another record" if "warc-segment-number" in headers else None
