"""One commit, under the lock: what is decided, what is written, in which order."""

from __future__ import annotations

import contextlib
import os
import uuid
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import partial

import msgspec

from newsarc.archive import codec, spool
from newsarc.archive.decide import Add, Holdings, Keep, Lack, UrlKey, Version, decide, place_of
from newsarc.archive.digest import record_id
from newsarc.archive.disk import Disk, append_durably, create_durably, ensure_dir, opened, sync, sync_above
from newsarc.archive.layout import Layout, month_is_over, next_segment
from newsarc.archive.manifest import SealedNames, seal
from newsarc.archive.sameness import same_news
from newsarc.archive.segments import Damage, scan, text_of
from newsarc.archive.tail import Filed, Tail, filed
from newsarc.errors import BadRecord
from newsarc.model.article import Article
from newsarc.model.outcome import Archived, Failed, Known, Outcome, Prepared, Reason
from newsarc.model.record import ContentHash, Kind, Mark, Position, RecordId, Stamp, Sum

Noted = Callable[[list[Filed]], None]
"""told what a commit read and wrote behind the mark it was given, once it is on the disk"""


class CommitContext(msgspec.Struct):
    """Where and by which rules all commits of one store write, and what one of them leaves for the next."""

    layout: Layout
    disk: Disk
    url_key: UrlKey
    sealed: SealedNames
    last: str = ""
    """the segment that a commit found to be the last, with all before it sealed, and wrote to: it still is the last
    until it is sealed, for that comes before the next one is made"""


class _Written(msgspec.Struct):
    """A line that waits to be written, and what a catalogue will keep of it."""

    line: bytes
    stamp: Stamp
    article: Article
    sum: Sum
    place: str


def textless(article: Article) -> Failed:
    """Return the outcome of a copy that came without its text, which the archive does not have."""
    detail = "a copy without text of what is not here; export it --with-texts"
    return Failed(asked=article.asked, reason=Reason.MISSING, detail=detail)


class Commit:
    """One commit. Make it under the lock, and run it once."""

    def __init__(
        self, context: CommitContext, holdings: Holdings, mark: Mark | None, *, now: datetime, segment_bytes: int
    ) -> None:
        """Read what was written since *mark*, up to where *holdings* are complete. *now* is UTC; a segment is full
        with *segment_bytes*.
        """
        self.context = context
        self.layout, self.disk = context.layout, context.disk
        self.now = now
        self.segment_bytes = segment_bytes
        self.tail = Tail(holdings)
        self.prev = mark.sum if mark else codec.FIRST_PREV
        self.lines: list[_Written] = []
        self.fresh: dict[ContentHash, str] = {}
        self.asking = False
        """whether each new id is looked up as it is made, and not all of them at the end"""
        self.behind_mark: list[Filed] | None = []
        """all that stands behind the mark, on the disk; None where something is damaged there"""
        self.untouched = mark if mark is not None and self._is_untouched(mark) else None
        """the end of the last segment, where nothing was written since *mark* and no folder need be listed"""
        self.names: list[str] = []
        if self.untouched is None:
            self.names = self.layout.segments()
            self._catch_up(mark)

    def run(self, batch: Sequence[Prepared], noted: Noted | None = None) -> list[Outcome]:
        """Write what is new of *batch*, and of what waits in the spool before it."""
        waiting = spool.waiting(self.layout)
        before = [prepared for file in waiting for prepared in file.articles]
        outcomes = self._settle_all([*before, *batch])[len(before) :]
        if self.lines:
            self._write()
        if noted and self.behind_mark:
            noted(self.behind_mark)
        # What is archived is archived: where the spool cannot be cleared, the next writer finds all of it known.
        with contextlib.suppress(OSError):
            for file in waiting:
                if file.bad:
                    self._quarantine(f"spool-{file.path.name}", b"\n".join(file.bad) + b"\n")
                self.disk.unlink(file.path)
        return outcomes

    def _is_untouched(self, mark: Mark) -> bool:
        if mark.segment != self.context.last or self.context.sealed.have(mark.segment):
            return False
        try:
            return os.stat(self.layout.segment(mark.segment)).st_size == mark.offset  # noqa: PTH116  # half the time
        except OSError:  # what cannot be looked at is named when it is read
            return False

    def _catch_up(self, mark: Mark | None) -> None:
        """Read what was written since *mark*, and move a torn tail of the last segment to quarantine."""
        torn: Position | None = None
        read_in: set[str] = set()
        for line in scan(self.layout, mark):
            if isinstance(line, Damage):
                torn = torn or line.position
                self.behind_mark = None
                continue
            # A good line behind a bad one: damage in the middle. It stays where it is for verify to name; what it
            # held may be archived again, which mends the loss.
            torn = None
            read_in.add(line.position.segment)
            self.prev = line.record.sum
            place = place_of(line.record.article, self.context.url_key)
            self.tail.add(place, line.record.stamp, line.position)
            if self.behind_mark is not None:
                one = filed(line.position, line.record.stamp, line.record.article, line.record.sum, place)
                self.behind_mark.append(one)
        if torn is not None and torn.segment == self.names[-1]:
            self._cut(torn)
        for segment in sorted(read_in):
            # Whoever wrote these may have died before they were on the disk; this commit calls them known.
            sync(self.disk, self.layout.segment(segment))

    def _cut(self, torn: Position) -> None:
        path = self.layout.segment(torn.segment)
        with path.open("rb") as file:
            file.seek(torn.offset)
            tail = file.read()
        self._quarantine(f"{torn.segment}-{torn.offset}.torn", tail)
        with opened(self.disk, path, os.O_WRONLY) as fd:
            self.disk.truncate(fd, torn.offset)
            self.disk.fdatasync(fd)

    def _quarantine(self, name: str, data: bytes) -> None:
        """Keep bytes that cannot stay where they are. A second run of the same step finds its own file."""
        folder = self.layout.quarantine
        ensure_dir(self.disk, folder)
        try:
            create_durably(self.disk, folder / name, data)
        except FileExistsError:
            if (folder / name).read_bytes() != data:
                create_durably(self.disk, folder / f"{name}.{uuid.uuid4().hex[:8]}", data)

    def _settle_all(self, several: Sequence[Prepared]) -> list[Outcome]:
        """Decide on each of *several*, and make its line. Whether the new ids are free is asked once for all of them;
        should one be taken, all is done again and asked id by id: one in trillions of commits.
        """
        known, prev = self.tail, self.prev
        outcomes: list[Outcome] = []
        for self.asking in (False, True):
            self.tail, self.prev, self.lines, self.fresh = Tail(known), prev, [], {}
            outcomes = [self._settle(prepared) for prepared in several]
            made = {one.stamp.id for one in self.lines}
            if len(made) == len(self.lines) and not known.taken(made):
                break
        return outcomes

    def _settle(self, prepared: Prepared) -> Outcome:
        article = prepared.article
        place = place_of(article, self.context.url_key)
        alike = partial(self._alike, article.text)
        decision = decide(place, prepared.content_hash, self.tail, alike, text=bool(article.text))
        match decision:
            case Keep(id_):
                return Known(asked=article.asked, id=id_, title=article.title, url=article.url)
            case Lack():
                return textless(article)
            case Add(kind, revises, same_as):
                stamp = Stamp(
                    id=self._new_id(place, prepared.content_hash),
                    kind=kind,
                    content_hash=prepared.content_hash,
                    revises=revises,
                    same_as=same_as,
                )
        kept = msgspec.structs.replace(article, text="") if kind is Kind.COPY else article
        try:
            line, self.prev = codec.encode(stamp, kept, prepared.raw, self.prev)
        except BadRecord as err:
            return Failed(asked=article.asked, reason=Reason.TOO_LARGE, detail=err.message)
        self.lines.append(_Written(line, stamp, article, self.prev, place))
        self.tail.add(place, stamp)
        if article.text:
            self.fresh.setdefault(prepared.content_hash, article.text)
        return Archived(
            asked=article.asked, kind=kind, id=stamp.id, title=article.title, url=article.url, of=same_as or revises
        )

    def _alike(self, text: str, version: Version) -> bool:
        held = self.fresh.get(version.content_hash) or text_of(self.layout, version.content_hash, self.tail)
        return held is not None and same_news(held, text)

    def _new_id(self, place: str, content_hash: ContentHash) -> RecordId:
        attempt = 0
        made = record_id(self.prev, place, content_hash)
        while self.asking and self.tail.taken([made]):
            attempt += 1
            made = record_id(self.prev, place, content_hash, attempt)
        return made

    def _write(self) -> None:
        """Put the lines on the disk, all of them or none."""
        segment, size = self._segment()
        append_durably(self.disk, self.layout.segment(segment), size, b"".join([one.line for one in self.lines]))
        if self.behind_mark is not None:
            for one in self.lines:
                position = Position(segment, size, len(one.line))
                self.behind_mark.append(filed(position, one.stamp, one.article, one.sum, one.place))
                size += len(one.line)

    def _segment(self) -> tuple[str, int]:
        """Return the segment to write to and its size; seal the ones before it, make it if it is not there."""
        if self.untouched is not None and not self._is_full(self.untouched.segment, self.untouched.offset):
            return self.untouched.segment, self.untouched.offset
        names = self.names or self.layout.segments()
        if names:
            last = names[-1]
            size = self.layout.segment(last).stat().st_size
            # What is sealed stays so, even if the clock was set back or the writer died before the next was made.
            full = self._is_full(last, size) or self.context.sealed.have(last)
            self._seal(names if full else names[:-1])
            if not full:
                if size == 0:
                    self._keep_names()
                self.context.last = last
                return last, size
        made = next_segment(names[-1] if names else None, self.now)
        ensure_dir(self.disk, self.layout.articles)
        create_durably(self.disk, self.layout.segment(made), b"")
        self._keep_names()
        self.context.last = made
        return made, 0

    def _is_full(self, segment: str, size: int) -> bool:
        return size >= self.segment_bytes or month_is_over(segment, self.now)

    def _seal(self, names: Iterable[str]) -> None:
        if missing := [name for name in names if not self.context.sealed.have(name)]:
            seal(self.disk, self.layout, missing)

    def _keep_names(self) -> None:
        """Make sure that an empty segment's name is on the disk, and the names of the folders it is in.

        Not left to those who made them: they may have died between making and syncing.
        """
        self.disk.fsync_dir(self.layout.articles)
        self.disk.fsync_dir(self.layout.root)
        sync_above(self.disk, self.layout.root)
