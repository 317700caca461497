"""A record as the bytes of one line, and back. FORMAT.md describes every byte."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any

import msgspec

from newsarc.errors import BadRecord
from newsarc.model.article import Article
from newsarc.model.decoding import NOT_JSON
from newsarc.model.record import ContentHash, Kind, RawRef, Record, Stamp, Sum

if TYPE_CHECKING:  # reading needs no outcomes
    from newsarc.model.outcome import Prepared

VERSION = 1
"""``v`` of a record; bump when a reader of today could not read the lines of tomorrow"""
FIRST_PREV = Sum("0" * 64)
MAX_LINE = 16 * 1024 * 1024
"""bytes, with the newline; FORMAT.md promises it to readers"""
BEGINS = b'{"v":'
"""the first bytes of every line"""
_STAMP_ROOM = 1024
"""more than a stamp and prev take, so that whatever fits the spool fits the archive"""

_encode = msgspec.json.Encoder().encode
_article = msgspec.json.Decoder(Article).decode

# DEL, C1, line and paragraph separators, and everything that turns the direction of text, as UTF-8. JSON escapes C0 by
# itself; with these escaped too, `cat` cannot harm a terminal. None of them occurs outside a JSON string.
_UNSAFE = re.compile(rb"\x7f|\xc2[\x80-\x9f]|\xd8\x9c|\xe2\x80[\x8e\x8f\xa8-\xae]|\xe2\x81[\xa6-\xa9]")
# Whether there is any is asked in parts: each begins as a search for one byte, at a hundredth of the cost.
_UNSAFE_BEHIND = {
    b"\xe2": re.compile(rb"\xe2(?:\x80[\x8e\x8f\xa8-\xae]|\x81[\xa6-\xa9])"),
    b"\xc2": re.compile(rb"\xc2[\x80-\x9f]"),
    b"\xd8": re.compile(rb"\xd8\x9c"),
}
_SUM_KEY = b',"sum":"'
_TAIL = len(_SUM_KEY) + 64 + len(b'"}\n')


class _Frame(Stamp, frozen=True, kw_only=True):
    """The fields of a line that are not the article's: each look at a line takes time, so one finds the stamp too."""

    v: int
    prev: Sum
    raw: RawRef | None = None

    @property
    def stamp(self) -> Stamp:
        """The stamp alone, as a record keeps it."""
        return Stamp(
            id=self.id, kind=self.kind, content_hash=self.content_hash, revises=self.revises, same_as=self.same_as
        )


class _Spooled(msgspec.Struct):
    v: int
    content_hash: ContentHash
    raw: RawRef | None = None


class _Version(msgspec.Struct):
    v: int


class _Sum(msgspec.Struct):
    sum: Sum


_frame = msgspec.json.Decoder(_Frame).decode


def encode(stamp: Stamp, article: Article, raw: RawRef | None, prev: Sum) -> tuple[bytes, Sum]:
    """Return the line of a record, with its newline, and its sum.

    Characters that could act on a terminal are written as escapes; lone surrogates, which UTF-8 cannot hold, become
    U+FFFD. Raises BadRecord when the line would be longer than MAX_LINE.
    """
    return _sealed(_head(stamp, article, raw, prev), subject=stamp.id)


def decode(line: bytes) -> Record:
    """Return the record on *line*. Raises BadRecord, naming what is wrong, unless every check holds."""
    total = checked_sum(line)
    try:
        frame = _framed(line)
        return Record(stamp=frame.stamp, article=_article(line), raw=frame.raw, prev=frame.prev, sum=total)
    except NOT_JSON as err:
        raise BadRecord(str(err)) from err


def decode_link(line: bytes) -> tuple[Sum, Sum]:
    """Return the sum of the record before *line* and its own, without reading the article: enough to count what checks.
    Raises BadRecord.
    """
    total = checked_sum(line)
    try:
        return _framed(line).prev, total
    except NOT_JSON as err:
        raise BadRecord(str(err)) from err


def _framed(line: bytes) -> _Frame:
    """Return the frame of *line*, of this version. Raises BadRecord for another, and NOT_JSON."""
    try:
        frame = _frame(line)
    except msgspec.ValidationError:  # another version's fields may be others: say that first
        _check_version(msgspec.json.decode(line, type=_Version).v)
        raise
    _check_version(frame.v)
    return frame


def _check_version(found: int) -> None:
    if found != VERSION:
        raise BadRecord(f"v: this newsarc reads {VERSION}, got {found}")


def decode_shown(line: bytes) -> Record:
    """Return the record on *line*, also where it is a copy that was given its original's text: see record_json. The
    newline may be missing. Raises BadRecord.
    """
    line = line.rstrip(b"\r\n") + b"\n"
    try:
        return decode(line)
    except BadRecord as err:
        record = _unchecked(line)
        if record is None or record.stamp.kind is not Kind.COPY or not record.article.text:
            raise
        bare = msgspec.structs.replace(record.article, text="")
        if encode(record.stamp, bare, record.raw, record.prev)[1] != record.sum:
            raise BadRecord("the sum does not fit the line without its text") from err
        return record


def _unchecked(line: bytes) -> Record | None:
    try:
        frame, said = _frame(line), msgspec.json.decode(line, type=_Sum)
        return Record(stamp=frame.stamp, article=_article(line), raw=frame.raw, prev=frame.prev, sum=said.sum)
    except NOT_JSON:
        return None


def checked_sum(line: bytes) -> Sum:
    """Return the sum that *line* carries, when it is right. Raises BadRecord when it is not, or when there is none."""
    head, tail = line[:-_TAIL], line[-_TAIL:]
    if not (tail.startswith(_SUM_KEY) and tail.endswith(b'"}\n')):
        raise BadRecord("the line does not end with a sum")
    found = tail[len(_SUM_KEY) : -3]
    if hashlib.sha256(head).hexdigest().encode() != found:
        raise BadRecord("the sum does not fit the line")
    return Sum(found.decode())


def encode_spooled(prepared: Prepared) -> bytes:
    """Return the line of an article that waits in spool/: no id, kind or prev yet. Raises BadRecord when too long."""
    head = b'{"v":%d,"content_hash":' % VERSION + safe_json(prepared.content_hash)
    limit = MAX_LINE - _STAMP_ROOM
    body = head + b"," + safe_json(prepared.article)[1:-1] + _raw(prepared.raw)
    return _sealed(body, subject=prepared.article.asked, limit=limit)[0]


def decode_spooled(line: bytes) -> Prepared:
    """Return what encode_spooled wrote. Raises BadRecord."""
    from newsarc.model.outcome import Prepared  # noqa: PLC0415

    checked_sum(line)
    try:
        frame = msgspec.json.decode(line, type=_Spooled)
        return Prepared(article=_article(line), content_hash=frame.content_hash, raw=frame.raw)
    except NOT_JSON as err:
        raise BadRecord(str(err)) from err


def seal_line(fields: dict[str, Any], prev: Sum) -> tuple[bytes, Sum]:
    """Return *fields*, *prev* and their sum as a line: the form of the manifest's lines."""
    return _sealed(safe_json(fields)[:-1] + b',"prev":"' + prev.encode() + b'"', subject="manifest")


def safe_json(value: object) -> bytes:
    """Return *value* as JSON without a newline: characters that could act on a terminal are written as escapes, lone
    surrogates as U+FFFD.
    """
    try:
        encoded = _encode(value)
    except UnicodeEncodeError:
        encoded = _encode(_without_surrogates(msgspec.to_builtins(value)))
    return _UNSAFE.sub(_escape, encoded) if _has_unsafe(encoded) else encoded


def record_json(record: Record) -> bytes:
    """Return *record* as one JSON object with the keys and in the order of its line, without a newline.

    Where the record is as it was stored, these are the line's own bytes. A copy that was given its original's text
    is shown with it, under the sum of the line without.
    """
    return _head(record.stamp, record.article, record.raw, record.prev) + _SUM_KEY + record.sum.encode() + b'"}'


def _head(stamp: Stamp, article: Article, raw: RawRef | None, prev: Sum) -> bytes:
    body = b'{"v":%d,' % VERSION + safe_json(stamp)[1:-1] + b"," + safe_json(article)[1:-1] + _raw(raw)
    return body + b',"prev":"' + prev.encode() + b'"'


def _raw(raw: RawRef | None) -> bytes:
    return b"" if raw is None else b',"raw":' + safe_json(raw)


def _sealed(head: bytes, subject: str, limit: int = MAX_LINE) -> tuple[bytes, Sum]:
    total = hashlib.sha256(head).hexdigest()
    line = head + _SUM_KEY + total.encode() + b'"}\n'
    if len(line) > limit:
        raise BadRecord(f"{len(line):,} bytes in one line, more than {limit:,}", subject=subject)
    return line, Sum(total)


def _has_unsafe(encoded: bytes) -> bool:
    if b"\x7f" in encoded:
        return True
    if encoded.isascii():
        return False
    return any(lead in encoded and behind.search(encoded) for lead, behind in _UNSAFE_BEHIND.items())


def _escape(match: re.Match[bytes]) -> bytes:
    return b"\\u%04x" % ord(match[0].decode())


def _without_surrogates(value: Any) -> Any:
    match value:
        case str():
            return re.sub("[\ud800-\udfff]", "\ufffd", value)
        case list() | tuple():
            return [_without_surrogates(item) for item in value]
        case dict():
            return {key: _without_surrogates(item) for key, item in value.items()}
        case _:
            return value
