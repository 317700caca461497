"""The lines of a piece of a segment: which are good, and what is wrong with the others. Pure, and of any piece alone:
pieces can be checked by several processes. What lies between lines of different pieces is the ledger's work.

One line costs two SHA-256, one decoding and one spelling of its text, and as little else as can be.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from hashlib import sha256

import msgspec

from newsarc.archive import codec
from newsarc.archive.digest import content_hash
from newsarc.archive.verify.finding import Finding
from newsarc.model.article import Article
from newsarc.model.record import ContentHash, Kind, RawRef, RecordId, Sum

_SUM = b',"sum":"'
_TAIL = len(_SUM) + 64 + len(b'"}')
_BEGIN = re.compile(rb'\{"v":\d{1,9},"id":"([0-9a-f]{16})"')
_ID = re.compile(r"[0-9a-f]{16}\Z")
_HASH = re.compile(r"[0-9]{1,9}:sha256:[0-9a-f]{64}\Z")
_SUM_KEY = len(_SUM)


class _Whole(Article, frozen=True, kw_only=True, gc=False):
    """Everything on a line, so that it is decoded once."""

    v: int
    id: RecordId
    kind: Kind
    content_hash: ContentHash
    revises: RecordId | None = None
    same_as: RecordId | None = None
    raw: RawRef | None = None
    prev: Sum


_decode = msgspec.json.Decoder(_Whole).decode


class Reference(msgspec.Struct, frozen=True):
    """A record that names an earlier one."""

    number: int
    """of the record that names it, among the piece's good ones"""
    field: str
    target: RecordId
    offset: int
    length: int


class Pointer(msgspec.Struct, frozen=True):
    """A record's pointer into raw/."""

    number: int
    raw: RawRef
    offset: int
    length: int


class Piece(msgspec.Struct):
    """What came of one piece of a segment."""

    end: int
    """where the line after its last one begins"""
    ids: bytes = b""
    """of its good records, eight bytes each"""
    keys: bytes = b""
    """the first eight bytes of each one's content hash"""
    offsets: bytes = b""
    """where their lines begin, eight bytes each"""
    copies: list[int] = []  # msgspec copies it
    """numbers of those that are copies"""
    references: list[Reference] = []  # msgspec copies it
    pointers: list[Pointer] = []
    findings: list[Finding] = []
    open: int = 0
    """how many of the last findings have no good record behind them in this piece"""
    first: RecordId | None = None
    """the first record with nothing wrong"""
    last: RecordId | None = None
    """the last record with nothing wrong"""
    first_prev: str | None = None
    """prev of the first good record, None where there is no good one"""
    last_sum: str | None = None
    first_at: tuple[int, int] = (0, 0)
    """offset and length of the line of the first record that can be read"""
    torn_before: bool = False
    """whether there is damage before its first good record"""
    torn_behind: bool = False
    """whether there is damage behind its last good record"""
    damaged: int = 0
    """lines that no reader can read"""
    intact: int | None = None
    """how many records stand before the first of these"""
    unfinished: int | None = None
    """where a last line without its newline begins"""
    unfinished_id: RecordId | None = None
    """the id that it says it has"""
    head: bool = False
    """whether a record has the sum that was looked for"""

    @property
    def records(self) -> int:
        """How many good records there are."""
        return len(self.ids) // 8

    def id(self, number: int) -> RecordId:
        """Return the id of one of them."""
        return RecordId(self.ids[number * 8 : number * 8 + 8].hex())


def check(data: bytes, file: str, offset: int, *, head: str | None = None) -> Piece:
    """Return what is to be said of *data*, whole lines that begin at byte *offset* of *file*.

    A last line without its newline is not judged, but named as unfinished. *head* is the sum of a record to look for.
    """
    return _Check(file, offset, head).run(data)


class _Check:
    """One piece at work."""

    def __init__(self, file: str, offset: int, head: str | None) -> None:
        self.file = file
        self.offset = offset
        self.head = head
        self.piece = Piece(end=offset)
        self.ids: list[str] = []
        self.keys: list[str] = []
        self.offsets = array("Q")
        self.pending: list[Finding] = []
        """what was found since the last good record"""
        self.before: RecordId | None = None
        self.prev: str | None = None
        """sum of the record before; None at the beginning, and where damage lies between"""
        self.last_sum: str | None = None

    def run(self, data: bytes) -> Piece:
        """See check()."""
        piece = self.piece
        view = memoryview(data)  # nothing is copied but what has to be
        begin = 0
        while (end := data.find(b"\n", begin)) >= 0:
            self.line(data, view, begin, end)
            begin = end + 1
        rest = data[begin:]
        if rest and _sums(rest[:-1]):
            self.unread(self.finding("newline-lost", len(rest), _legible(rest), "the byte at its end is another"))
            self.offset += len(rest)
        elif rest:
            piece.unfinished, piece.unfinished_id = self.offset, _legible(rest)
        piece.end = self.offset
        piece.ids = bytes.fromhex("".join(self.ids))
        piece.keys = bytes.fromhex("".join(self.keys))
        piece.offsets = self.offsets.tobytes()
        piece.last = self.before
        piece.findings.extend(self.pending)
        piece.open = len(self.pending)
        piece.last_sum = self.last_sum
        piece.torn_behind = self.prev is None and piece.last_sum is not None
        return piece

    def line(self, data: bytes, view: memoryview, begin: int, end: int) -> None:
        """Take in the line from *begin* to its newline at *end*. The common case is a good one: it must be fast."""
        cut = end - _TAIL
        if (
            begin < cut < begin + codec.MAX_LINE - _TAIL
            and data.startswith(_SUM, cut)
            and data.startswith(b'"}', end - 2)
        ):
            total = data[cut + _SUM_KEY : end - 2].decode("latin-1")
            if sha256(view[begin:cut]).hexdigest() == total:
                self.summed(view[begin:end], total)
                self.offset += end - begin + 1
                return
        start = data.rfind(codec.BEGINS, begin, end)  # inside a record its quotes would be escaped
        if start > begin:
            self.damage(data[begin:start], joined=True)
            self.line(data, view, start, end)
        else:
            self.damage(data[begin : end + 1], joined=False)

    def summed(self, line: memoryview, total: str) -> None:
        """Take in a line whose sum is right."""
        try:
            whole = _decode(line)
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as err:
            self.unread(self.finding("fields-wrong", len(line) + 1, _legible(bytes(line)), str(err)))
            return
        if problem := _not_ours(whole):
            self.unread(self.finding("fields-wrong", len(line) + 1, None, problem))
            return
        plain = whole.kind is Kind.ARTICLE and whole.revises is None and whole.same_as is None
        if (
            whole.prev == self.prev
            and (plain or not _wrong_kind(whole))
            and (whole.kind is Kind.COPY or whole.content_hash == content_hash(whole.text))
        ):
            self.before = whole.id
        else:
            self.other(whole, len(line) + 1)
        if not plain or whole.raw is not None:
            self.count(whole, len(line) + 1)
        if self.pending and self.before == whole.id:
            self.piece.findings.extend(msgspec.structs.replace(one, after=whole.id) for one in self.pending)
            self.pending.clear()
            self.piece.first = self.piece.first or whole.id
        self.ids.append(whole.id)
        self.keys.append(whole.content_hash[-64:-48] if self.before == whole.id else _key(whole.content_hash))
        self.offsets.append(self.offset)
        self.prev = self.last_sum = total
        if total == self.head:
            self.piece.head = True

    def other(self, whole: _Whole, length: int) -> None:
        """Take in a record that is the first of the piece, the first behind damage, or has something wrong."""
        if self.piece.first_prev is None:
            self.piece.first_prev = whole.prev
            self.piece.first_at = self.offset, length
        wrong = list(self.wrong(whole, length))
        if wrong:
            self.pending.extend(wrong)
            return
        self.before = whole.id
        if self.piece.first is None:
            self.piece.first = whole.id

    def wrong(self, whole: _Whole, length: int) -> Iterator[Finding]:
        """Yield what is wrong with a record that can be read."""
        if self.prev is not None and whole.prev != self.prev:
            said = f"prev is {whole.prev}, the record before has the sum {self.prev}"
            yield self.finding("chain-broken", length, whole.id, said)
        if whole.kind is not Kind.COPY and whole.content_hash != content_hash(whole.text):
            yield self.finding("text-changed", length, whole.id, f"content_hash is {whole.content_hash}")
        if problem := _wrong_kind(whole):
            yield self.finding("kind-wrong", length, whole.id, problem)

    def count(self, whole: _Whole, length: int) -> None:
        """Take note of what has to be held against other records, and against raw/."""
        number = len(self.ids)
        for field, target in (("revises", whole.revises), ("same_as", whole.same_as)):
            if target is not None:
                self.piece.references.append(Reference(number, field, target, self.offset, length))
        if whole.raw is not None:
            self.piece.pointers.append(Pointer(number, whole.raw, self.offset, length))
        if whole.kind is Kind.COPY:
            self.piece.copies.append(number)

    def damage(self, line: bytes, *, joined: bool) -> None:
        """Take in a line that does not check; *joined*: another begins on it, its own newline is lost."""
        if joined and (_sums(line) or _sums(line[:-1])):
            code, detail = "newline-lost", "the next record begins on the same line"
        else:
            code, detail = _what(line)
        self.unread(self.finding(code, len(line), _legible(line), detail))
        self.offset += len(line)

    def unread(self, finding: Finding) -> None:
        """Take in a line that no reader takes."""
        self.pending.append(finding)
        self.piece.damaged += 1
        if self.piece.intact is None:
            self.piece.intact = len(self.ids)
        self.piece.torn_before = self.piece.torn_before or self.piece.first_prev is None
        self.prev = None

    def finding(self, code: str, length: int, record: RecordId | None, detail: str) -> Finding:
        """Return what is wrong with the line at hand."""
        return Finding(code, self.file, self.offset, length, record, detail, self.before)


def _not_ours(whole: _Whole) -> str:
    if whole.v != codec.VERSION:
        return f"v: this newsarc reads {codec.VERSION}, got {whole.v}"
    if not _ID.match(whole.id):
        return f"id: not 16 hex digits: {whole.id}"
    if whole.kind is Kind.COPY and not _HASH.match(whole.content_hash):  # others' are compared
        return f"content_hash: not as FORMAT.md says: {whole.content_hash}"
    return ""


def _key(text_hash: ContentHash) -> str:
    """Return what is kept of a hash that may be spelt in any way."""
    return text_hash[-64:-48] if _HASH.match(text_hash) else "0" * 16


def _wrong_kind(whole: _Whole) -> str:
    match whole.kind:
        case Kind.COPY if whole.same_as is None:
            return "a copy without same_as"
        case Kind.COPY if whole.text:
            return "a copy with a text of its own"
        case Kind.REVISION if whole.revises is None:
            return "a revision without revises"
        case Kind.ARTICLE if whole.revises is not None:
            return "an article with revises"
        case Kind.ARTICLE | Kind.REVISION if whole.same_as is not None:
            return f"a record of kind {whole.kind} with same_as"
    return ""


def _sums(line: bytes) -> bool:
    cut = len(line) - _TAIL
    return cut > 0 and line.startswith(_SUM, cut) and sha256(line[:cut]).hexdigest().encode() == line[cut + 8 : -2]


def _what(line: bytes) -> tuple[str, str]:
    """Return the code for a line that does not check, and a word on it."""
    if len(line) > codec.MAX_LINE:
        return "line-too-long", f"{len(line):,} bytes, limit {codec.MAX_LINE:,}"
    if _SUM in line[-_TAIL - 8 :]:
        return "sum-wrong", "the sum does not fit the line"
    return "sum-missing", "the line does not end with a sum"


def _legible(line: bytes) -> RecordId | None:
    """Return the id that a damaged line still says it has."""
    found = _BEGIN.match(line)
    return RecordId(found[1].decode()) if found else None


def is_id(said: str) -> bool:
    """Say whether *said* is spelt as ids are."""
    return _ID.match(said) is not None
