"""The store: an archive's folder, and the one way records get into it.

The order of steps in commit() is the promise: prepare without the lock, decide under it, one write, fdatasync, and
only then say "archived". ARCHITECTURE.md and FORMAT.md give the reasons.
"""

from __future__ import annotations

import contextlib
import os
import uuid
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

import msgspec

from newsarc.archive import codec, lock, spool
from newsarc.archive.decide import Add, Holdings, Keep, Lack, UrlKey, Version, decide, place_of
from newsarc.archive.digest import record_id
from newsarc.archive.disk import (
    Disk,
    append_durably,
    create_durably,
    ensure_dir,
    free_bytes,
    opened,
    storage_errors,
    sync,
)
from newsarc.archive.format import VERSION, Format, read_format
from newsarc.archive.layout import Layout, month_is_over, next_segment
from newsarc.archive.manifest import is_sealed, seal
from newsarc.archive.raw import RawFiles
from newsarc.archive.sameness import same_news
from newsarc.archive.segments import Damage, Line, read, scan
from newsarc.errors import ArchiveBusy, BadRecord, NoArchive, NotInArchive, StorageError
from newsarc.model.article import Article
from newsarc.model.outcome import Archived, Failed, Known, Outcome, Prepared, Reason
from newsarc.model.record import ContentHash, Kind, Mark, Position, Record, RecordId, Stamp

SEGMENT_BYTES = 64 * 1024 * 1024
FREE_FLOOR = 100 * 1024 * 1024

Knowledge = Callable[[], tuple[Holdings, Mark | None]]
"""asked under the lock: what a catalogue holds, and how far it has read"""


class Store:
    """An archive's folder. Reading takes no lock; commit() takes it for a moment."""

    def __init__(
        self,
        root: Path,
        *,
        url_key: UrlKey,
        key_version: int = 1,
        create: bool = False,
        disk: Disk | None = None,
        software: str = "newsarc",
    ) -> None:
        """Open the archive at *root*; with *create*, make one where there is nothing or an empty folder.
        *software* is what the files of raw/ say wrote them.

        Raises NoArchive, UnknownFormat (before anything is touched) and StorageError.
        """
        self.layout = Layout(root)
        self.disk = disk or Disk()
        self._url_key = url_key
        self._key_version = key_version
        self.format = _open_format(self.layout, self.disk, create=create)
        self._raw = RawFiles(self.layout, self.disk, software=software, archive=self.format.archive)

    @property
    def identity(self) -> str:
        """What a catalogue must have been made from to be of use: this archive, and places told in this way."""
        return f"{self.format.archive} {self._key_version}"

    def place(self, record: Record) -> str:
        """Return where *record* stands; see decide.place_of."""
        return place_of(record.article, self._url_key)

    def scan(self, since: Mark | None = None) -> Iterator[Line | Damage]:
        """Yield every line after *since*, oldest first, the damaged ones too."""
        return scan(self.layout, since)

    def read(self, position: Position) -> Record:
        """Return the record at *position*. Raises NotInArchive and BadRecord."""
        return read(self.layout, position)

    def text(self, content_hash: ContentHash, holdings: Holdings) -> str | None:
        """Return the text with this hash, None where no line that can be read carries it."""
        holder = holdings.holder(content_hash)
        position = holdings.position(holder) if holder else None
        if position is not None:
            with contextlib.suppress(NotInArchive, BadRecord, StorageError):  # one bad line must not stop the press
                return self.read(position).article.text
        return None

    def check_space(self) -> None:
        """Raise StorageError when the archive cannot be written or the disk is all but full: better now than later."""
        if not os.access(self.layout.root, os.W_OK):
            raise StorageError("only for reading", subject=str(self.layout.root))
        with storage_errors(self.layout.root):
            free = free_bytes(self.layout.root)
        if free < FREE_FLOOR:
            raise StorageError(
                f"only {free // 2**20} MiB free, newsarc wants {FREE_FLOOR // 2**20} before it starts",
                subject=str(self.layout.root),
            )

    @contextlib.contextmanager
    def resting(self) -> Iterator[bool]:
        """Keep writers out for a block, if none is at work and none has left anything in the spool; give whether so."""
        with lock.resting(self.layout.lock) as held:
            yield held and not spool.files(self.layout)

    def commit(
        self,
        batch: Sequence[Prepared],
        *,
        now: datetime,
        timeout: float,
        known: Callable[[], tuple[Holdings, Mark | None]],
    ) -> list[Outcome]:
        """Archive *batch*; return one outcome for each, in order. On return every Archived is on the disk.

        What was served is kept in raw/ first, before the lock is asked for. What *known* does not cover is read from
        the segments. *now* is UTC. Where the lock is not had within *timeout*
        seconds the batch is kept in spool/ for the next writer, and each outcome is Failed(ARCHIVE_BUSY). Raises
        StorageError; then nothing of *batch* is archived.
        """
        with storage_errors(self.layout.raw):
            batch = self._raw.keep(batch, now)
        try:
            with lock.writing(self.layout.lock, timeout), storage_errors(self.layout.root):
                return _Commit(self, now, *known()).run(batch)
        except ArchiveBusy as busy:
            with storage_errors(self.layout.spool):
                return spool.keep(self.disk, self.layout, batch, now, why=busy.message)


def textless(article: Article) -> Failed:
    """Return the outcome of a copy that came without its text, which the archive does not have."""
    detail = "a copy without text of what is not here; export it --with-texts"
    return Failed(asked=article.asked, reason=Reason.MISSING, detail=detail)


class _Commit:
    """One commit, under the lock."""

    def __init__(self, store: Store, now: datetime, holdings: Holdings, mark: Mark | None) -> None:
        self.store = store
        self.layout, self.disk = store.layout, store.disk
        self.now = now
        self.tail = _Tail(holdings)
        self.prev = mark.sum if mark else codec.FIRST_PREV
        self.lines: list[bytes] = []
        self.fresh: dict[ContentHash, str] = {}
        self._catch_up(mark)

    def run(self, batch: Sequence[Prepared]) -> list[Outcome]:
        """Write what is new of *batch*, and of what waits in the spool before it."""
        waiting = spool.waiting(self.layout)
        for file in waiting:
            for prepared in file.articles:
                self._settle(prepared)
        outcomes = [self._settle(prepared) for prepared in batch]
        if self.lines:
            segment = self._segment()
            path = self.layout.segment(segment)
            append_durably(self.disk, path, path.stat().st_size, b"".join(self.lines))
        # What is archived is archived: where the spool cannot be cleared, the next writer finds all of it known.
        with contextlib.suppress(OSError):
            for file in waiting:
                if file.bad:
                    _quarantine(self.disk, self.layout, f"spool-{file.path.name}", b"\n".join(file.bad) + b"\n")
                self.disk.unlink(file.path)
        return outcomes

    def _catch_up(self, mark: Mark | None) -> None:
        """Read what was written since *mark*, and move a torn tail of the last segment to quarantine."""
        torn: Position | None = None
        read_in: set[str] = set()
        for line in self.store.scan(mark):
            if isinstance(line, Damage):
                torn = torn or line.position
                continue
            # A good line behind a bad one: damage in the middle. It stays where it is for verify to name; what it
            # held may be archived again, which mends the loss.
            torn = None
            read_in.add(line.position.segment)
            self.prev = line.record.sum
            self.tail.add(self.store.place(line.record), line.record.stamp, line.position)
        if torn is not None and torn.segment == self.layout.segments()[-1]:
            self._cut(torn)
        for segment in sorted(read_in):
            # Whoever wrote these may have died before they were on the disk; this commit calls them known.
            sync(self.disk, self.layout.segment(segment))

    def _cut(self, torn: Position) -> None:
        path = self.layout.segment(torn.segment)
        with path.open("rb") as file:
            file.seek(torn.offset)
            tail = file.read()
        _quarantine(self.disk, self.layout, f"{torn.segment}-{torn.offset}.torn", tail)
        with opened(self.disk, path, os.O_WRONLY) as fd:
            self.disk.truncate(fd, torn.offset)
            self.disk.fdatasync(fd)

    def _settle(self, prepared: Prepared) -> Outcome:
        article = prepared.article
        place = place_of(article, self.store._url_key)  # noqa: SLF001  # one module, two halves
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
        self.lines.append(line)
        self.tail.add(place, stamp)
        if article.text:
            self.fresh.setdefault(prepared.content_hash, article.text)
        return Archived(
            asked=article.asked, kind=kind, id=stamp.id, title=article.title, url=article.url, of=same_as or revises
        )

    def _alike(self, text: str, version: Version) -> bool:
        held = self.fresh.get(version.content_hash) or self.store.text(version.content_hash, self.tail)
        return held is not None and same_news(held, text)

    def _new_id(self, place: str, content_hash: ContentHash) -> RecordId:
        attempt = 0
        while self.tail.has(made := record_id(self.prev, place, content_hash, attempt)):
            attempt += 1
        return made

    def _segment(self) -> str:
        """Return the segment to write to; seal the ones before it, make it if it is not there."""
        names = self.layout.segments()
        if names:
            last = names[-1]
            size = self.layout.segment(last).stat().st_size
            # What is sealed stays so, even if the clock was set back or the writer died before the next was made.
            full = size >= SEGMENT_BYTES or month_is_over(last, self.now) or is_sealed(self.layout, last)
            seal(self.disk, self.layout, names if full else names[:-1])
            if not full:
                if size == 0:
                    self._keep_names()
                return last
        made = next_segment(names[-1] if names else None, self.now)
        ensure_dir(self.disk, self.layout.articles)
        create_durably(self.disk, self.layout.segment(made), b"")
        self._keep_names()
        return made

    def _keep_names(self) -> None:
        """Make sure that an empty segment's name is on the disk, and the names of the folders it is in.

        Not left to those who made them: they may have died between making and syncing.
        """
        self.disk.fsync_dir(self.layout.articles)
        self.disk.fsync_dir(self.layout.root)
        _sync_above(self.disk, self.layout.root)


class _Tail:
    """What a catalogue holds, and what was written after it: the Holdings that a commit decides by."""

    def __init__(self, behind: Holdings) -> None:
        self._behind = behind
        self._holders: dict[ContentHash, RecordId] = {}
        self._versions: dict[str, list[Version]] = {}
        self._ids: dict[RecordId, Position | None] = {}

    def add(self, place: str, stamp: Stamp, position: Position | None = None) -> None:
        """Take in a record that is in no catalogue yet; one that is on no disk yet has no *position*."""
        if stamp.kind is not Kind.COPY:
            self._holders.setdefault(stamp.content_hash, stamp.id)
        self._versions.setdefault(place, []).append(Version(stamp.id, stamp.content_hash))
        self._ids[stamp.id] = position

    def has(self, record: RecordId) -> bool:
        """Say whether the id is taken."""
        return record in self._ids or self._behind.has(record)

    def position(self, record: RecordId) -> Position | None:
        """Return where the record's line is; None where there is none, or none yet."""
        return self._ids[record] if record in self._ids else self._behind.position(record)

    def holder(self, content_hash: ContentHash) -> RecordId | None:
        """Return the first record that carries this text, or None."""
        return self._behind.holder(content_hash) or self._holders.get(content_hash)

    def versions(self, place: str) -> tuple[Version, ...]:
        """Return the records at *place*, oldest first."""
        return (*self._behind.versions(place), *self._versions.get(place, ()))


def _quarantine(disk: Disk, layout: Layout, name: str, data: bytes) -> None:
    """Keep bytes that cannot stay where they are. A second run of the same step finds its own file and is content."""
    ensure_dir(disk, layout.quarantine)
    try:
        create_durably(disk, layout.quarantine / name, data)
    except FileExistsError:
        if (layout.quarantine / name).read_bytes() != data:
            create_durably(disk, layout.quarantine / f"{name}.{uuid.uuid4().hex[:8]}", data)


def _open_format(layout: Layout, disk: Disk, *, create: bool) -> Format:
    try:
        return read_format(layout)
    except NoArchive:
        if not create:
            raise
        return _create(layout, disk)


def _create(layout: Layout, disk: Disk) -> Format:
    """Make a new archive; of two processes that try at once, both get the one that was made first."""
    with storage_errors(layout.root):
        layout.root.mkdir(parents=True, exist_ok=True)
        others = any(not _leftover(layout, path) for path in layout.root.iterdir())
        if layout.format.exists():  # somebody else was faster
            return read_format(layout)
        if others:
            raise NoArchive(
                "the folder holds other things", subject=str(layout.root), advice="name a new or an empty folder"
            )
        made = Format(format="newsarc", version=VERSION, archive=str(uuid.uuid4()), features=())
        try:
            create_durably(disk, layout.format, msgspec.json.encode(made) + b"\n")
        except FileExistsError:
            return read_format(layout)
        _sync_above(disk, layout.root)
    return made


def _leftover(layout: Layout, path: Path) -> bool:
    """Say whether *path* may be from a newsarc that died while it made an archive, so that nothing is lost in it."""
    if path.name.startswith(".FORMAT."):
        return True
    if path == layout.lock:
        return path.stat().st_size <= lock.HOLDER_BYTES
    return path in (layout.articles, layout.spool, layout.quarantine) and path.is_dir() and not any(path.iterdir())


def _sync_above(disk: Disk, root: Path) -> None:
    """Make the archive's own name durable, where the folder above lets us open it."""
    with contextlib.suppress(PermissionError):
        disk.fsync_dir(root.parent)
