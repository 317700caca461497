"""A page or a text out of a mail (.eml) or a page saved whole (.mhtml): the first part that can be read.

The old parser of the standard library reads them: the new one parses addresses and dates by itself, in time that grows
with the square of a header's length. No part is opened twice, nothing is looked up, nothing is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email import policy
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime

import msgspec

from newsarc.fetch.address import web_address
from newsarc.model.outcome import Failed, Reason, Skipped
from newsarc.model.target import Letter, Page

MAIL = "message/rfc822"
SAVED = "multipart/related"
MEDIA_TYPES = frozenset({MAIL, SAVED})
_MOST_PARTS = 1_000
"""of one mail that are looked at"""
_MOST_HEADER = 4_000
"""characters of a header that are read"""
_SPACE = re.compile(r"\s+")
_FORWARDED = re.compile(r"(?:(?:re|fwd?|aw|wg|tr|rv|vs|enc)\s*(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)


_MALFORMED = (MessageError, LookupError, ValueError, TypeError, AttributeError, RecursionError)
"""what the standard library raises for headers that nobody would write, though it says that it never does"""


def unfolded(page: Page) -> Page | Skipped | Failed:
    """Return the page in *page*, which is a mail or a saved page; *page* itself when it is neither.

    Of a mail the HTML is preferred, then plain text, its own before that of a mail attached to it; subject, day and
    sender come along as ``letter``. A saved page is the first HTML part, with the address and the day that were noted.
    """
    if page.media_type not in MEDIA_TYPES:
        return page
    try:
        message = BytesParser(policy=policy.compat32).parsebytes(page.content)
        texts = [part for part in _parts(message) if _is_text(part)]
        if page.media_type == SAVED:
            return _saved(page, message, texts)
        return _mailed(page, message, texts)
    except _MALFORMED as error:
        return Failed(asked=page.asked, reason=Reason.DAMAGED, detail=f"no mail can be so: {type(error).__name__}")


def _parts(message: Message) -> Iterator[Message]:
    """Yield the parts that are no containers, in order; a stack of its own, and an end, for hostile nesting."""
    stack, seen = [message], 0
    while stack and seen < _MOST_PARTS:
        part = stack.pop()
        seen += 1
        below = part.get_payload()
        if isinstance(below, list):
            stack.extend(one for one in reversed(below) if isinstance(one, Message))
        else:
            yield part


def _is_text(part: Message) -> bool:
    kind = part.get_content_type()
    attached = _header(part, "Content-Disposition").lower().startswith("attachment")
    return (
        kind in {"text/html", "application/xhtml+xml", "text/plain"} and not attached and bool(_content(part).strip())
    )


def _saved(page: Page, message: Message, texts: list[Message]) -> Page | Skipped:
    part = next((one for one in texts if one.get_content_type() != "text/plain"), None)
    if part is None:
        return _nothing(page, "no HTML part in it")
    noted = (_header(part, "Content-Location"), _header(message, "Snapshot-Content-Location"))
    sent = _day(message)
    return msgspec.structs.replace(
        page,
        content=_content(part),
        media_type=part.get_content_type(),
        charset=_charset(part),
        url=page.url or next(filter(None, map(web_address, noted)), None),
        retrieved_at=min(sent.astimezone(UTC), page.retrieved_at) if sent else page.retrieved_at,
    )


def _mailed(page: Page, message: Message, texts: list[Message]) -> Page | Skipped:
    part = next((one for one in texts if one.get_content_type() != "text/plain"), None) or next(iter(texts), None)
    if part is None:
        return _nothing(page, "no text in it")
    subject = _FORWARDED.sub("", _header(message, "Subject"), count=1)
    letter = Letter(subject=subject, sent=_day(message), sender=_SPACE.sub(" ", _sender(message)))
    kind, content, charset = part.get_content_type(), _content(part), _charset(part)
    if kind == "text/plain":
        # The subject is its headline: without it the first line of the text would be taken for one.
        content = f"{subject}\n\n{_flowing(part, _decoded(content, charset))}".encode("utf-8", "replace")
        charset = "utf-8"
    return msgspec.structs.replace(page, content=content, media_type=kind, charset=charset, letter=letter)


def _nothing(page: Page, why: str) -> Skipped:
    return Skipped(asked=page.asked, reason=Reason.NOT_TEXT, detail=why)


def _content(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _charset(part: Message) -> str | None:
    try:
        return part.get_content_charset()
    except _MALFORMED:
        return None


def _decoded(content: bytes, charset: str | None) -> str:
    try:
        return content.decode(charset or "utf-8")
    except (LookupError, ValueError):
        try:
            return content.decode()
        except UnicodeDecodeError:
            return content.decode("cp1252", "replace")


def _flowing(part: Message, text: str) -> str:
    """Return *text* with the lines joined that a mail program broke (RFC 3676)."""
    if str(part.get_param("format", "")).lower() != "flowed":
        return text
    delete = str(part.get_param("delsp", "")).lower() == "yes"
    lines: list[str] = []
    open_ended = False
    for line in text.splitlines():
        if open_ended and line.strip():
            lines[-1] += line
        else:
            lines.append(line)
        open_ended = line.endswith(" ") and line != "-- "
        if open_ended and delete:
            lines[-1] = lines[-1][:-1]
    return "\n".join(lines)


def _header(message: Message, name: str) -> str:
    """Return a header as text on one line, decoded; empty where it is missing or nothing can be made of it."""
    try:
        said = str(message.get(name, ""))[:_MOST_HEADER]
        pieces = [_decoded(one, charset) if isinstance(one, bytes) else one for one, charset in decode_header(said)]
    except _MALFORMED:
        return ""
    return _SPACE.sub(" ", "".join(pieces)).strip()


def _sender(message: Message) -> str:
    try:
        return parseaddr(_header(message, "From"))[0].strip()
    except _MALFORMED:
        return ""


def _day(message: Message) -> datetime | None:
    """Return the moment of the Date header, with its offset, UTC where it has none; None when it is none."""
    try:
        moment = parsedate_to_datetime(_header(message, "Date"))
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        moment.astimezone(UTC)  # days at the ends of the calendar have no moment there
    except (*_MALFORMED, OverflowError):
        return None
    return moment
