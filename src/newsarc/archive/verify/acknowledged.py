"""Records that somebody was told of and that are not there. Catalogue, index and visits come after a commit: what they
know of was archived. Only reads, and keeps only what is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from newsarc.archive.layout import Layout, order
from newsarc.archive.segments import Line, scan, stands
from newsarc.archive.verify.beside import Claim
from newsarc.archive.verify.finding import Finding
from newsarc.archive.verify.ledger import Ledger
from newsarc.errors import StorageError
from newsarc.model.record import Mark, Position, RecordId, Sum

_CODE = "record-lost"
_AT_ONCE = 1_000
"""missing records after which the end of the articles is read again: some may just have been written"""


class End(msgspec.Struct, frozen=True):
    """Where the last line of an archive ends that is whole."""

    segment: str | None = None
    """None where there is no segment"""
    offset: int = 0
    torn: Finding | None = None
    """what is behind it"""


class Acknowledged:
    """What is held against the articles of *layout*, which were read into *ledger* as far as *end*."""

    def __init__(self, layout: Layout, ledger: Ledger, end: End) -> None:
        self._layout = layout
        self._ledger = ledger
        self._end = end
        self._named: set[RecordId] = set()
        self._missing: list[Claim] = []
        self.lost = False
        """whether anything is missing"""

    def beyond(self, mark: Mark) -> bool:
        """Say whether something derived has read lines that are not there: to *mark*, behind the end."""
        try:
            return self._behind_end(mark.segment, mark.offset) and not stands(self._layout, mark)
        except StorageError:  # that is named where it is compared
            return False

    def catalogued(self, rows: Iterable[tuple[RecordId, Position]], file: str) -> Iterator[Finding]:
        """Yield the records among *rows* of the catalogue *file*, the last first, that stand behind the end."""
        for id_, at in rows:
            if not self._behind_end(at.segment, at.offset + at.length):
                return
            self._named.add(id_)
            yield self._lost(
                Finding(_CODE, f"articles/{at.segment}.jsonl", at.offset, at.length, id_, f"{file} knows of it")
            )

    def indexed(self, mark: Mark, file: str) -> Iterator[Finding]:
        """Yield that *file* has read to *mark*, where nobody else tells which records stood there."""
        if not self.lost:
            at = self._end.offset if mark.segment == self._end.segment else 0
            detail = f"{file} has read to byte {mark.offset:,}"
            yield self._lost(Finding(_CODE, f"articles/{mark.segment}.jsonl", at, mark.offset - at, detail=detail))

    def claimed(self, claim: Claim) -> Iterator[Finding]:
        """Take in that a visit calls a record archived; yield those that are not there, as soon as that is sure.

        A visit is written after its record is on the disk: what was not there when the articles were read is there
        now, or it is lost. Where articles are damaged, what is missing is likely what is damaged, and named already.
        """
        if self._ledger.lost or self._ledger.has(claim.id) or claim.id in self._named:
            return
        self._missing.append(claim)
        if len(self._missing) >= _AT_ONCE:
            yield from self.rest()

    def rest(self) -> Iterator[Finding]:
        """Yield what is missing of what was claimed."""
        some, self._missing = self._missing, []
        late = self._late({one.id for one in some}) if some else set()
        for one in some:
            if one.id not in late:
                yield self._lost(self._told(one))

    def _told(self, claim: Claim) -> Finding:
        torn = self._end.torn
        if torn is not None and torn.id == claim.id:
            said = f"{claim.file} at byte {claim.offset:,} says that it was archived; its line is cut"
            return msgspec.structs.replace(torn, code=_CODE, detail=said)
        said = f"{claim.outcome} on {claim.day}, and in no segment"
        return Finding(_CODE, claim.file, claim.offset, claim.length, claim.id, said)

    def _lost(self, finding: Finding) -> Finding:
        self.lost = True
        return finding

    def _late(self, wanted: set[RecordId]) -> set[RecordId]:
        """Return which of *wanted* were written since the articles were read."""
        segment = self._end.segment
        since = Mark(segment, self._end.offset, Sum("")) if segment is not None else None
        lines = (line.record.stamp.id for line in scan(self._layout, since) if isinstance(line, Line))
        try:
            return {id_ for id_ in lines if id_ in wanted}
        except StorageError:  # nothing can be said
            return wanted

    def _behind_end(self, segment: str, offset: int) -> bool:
        if self._end.segment is None:
            return True
        try:
            return (order(segment), offset) > (order(self._end.segment), self._end.offset)
        except ValueError:  # what names no segment is wrong in another way
            return False
