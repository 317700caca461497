"""The store: an archive's folder, and the one way records get into it.

The order of steps in commit() is the promise: prepare without the lock, decide under it, one write, fdatasync, and
only then say "archived"; commit.py has the steps under the lock. ARCHITECTURE.md and FORMAT.md give the reasons.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from newsarc.archive import lock, spool
from newsarc.archive.commit import Commit, CommitContext, Noted
from newsarc.archive.decide import Holdings, UrlKey, place_of
from newsarc.archive.disk import Disk, free_bytes, storage_errors
from newsarc.archive.founding import open_format
from newsarc.archive.layout import Layout
from newsarc.archive.manifest import SealedNames
from newsarc.archive.raw import RawFiles
from newsarc.archive.segments import Damage, Line, read, scan, text_of
from newsarc.errors import ArchiveBusy, StorageError
from newsarc.model.outcome import Outcome, Prepared
from newsarc.model.record import ContentHash, Mark, Position, Record

SEGMENT_BYTES = 64 * 1024 * 1024
"""after which the next segment is begun"""
FREE_FLOOR = 100 * 1024 * 1024
"""bytes that must be free before anything is begun"""


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
        self.format = open_format(self.layout, self.disk, create=create)
        self._context = CommitContext(self.layout, self.disk, url_key, SealedNames(self.layout.manifest))
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
        return text_of(self.layout, content_hash, holdings)

    def check_space(self) -> None:
        """Raise StorageError when the archive cannot be written or the disk is all but full: better now than later."""
        if not os.access(self.layout.root, os.W_OK):
            raise StorageError(
                "only for reading", subject=str(self.layout.root), advice="--archive DIR names another folder"
            )
        with storage_errors(self.layout.root):
            free = free_bytes(self.layout.root)
        if free < FREE_FLOOR:
            raise StorageError(
                f"only {free // 2**20} MiB free, newsarc wants {FREE_FLOOR // 2**20} before it starts",
                subject=str(self.layout.root),
                advice="make room, or name another folder with --archive",
            )

    @contextlib.contextmanager
    def resting(self) -> Iterator[bool]:
        """Keep writers out for a block, if none is at work and the spool is empty; yield whether both are so."""
        with lock.resting(self.layout.lock) as held:
            yield held and not spool.files(self.layout)

    def commit(
        self,
        batch: Sequence[Prepared],
        *,
        now: datetime,
        timeout: float,
        known: Knowledge,
        noted: Noted | None = None,
    ) -> list[Outcome]:
        """Archive *batch*; return one outcome for each, in order. On return every Archived is on the disk.

        What was served is kept in raw/ first, before the lock is asked for. What *known* does not cover is read from
        the segments; *noted* is told of it, and of what was written. *now* is UTC. Where the lock is not had within
        *timeout* seconds the batch is kept in spool/ for the next writer, and each outcome is Failed(ARCHIVE_BUSY).
        Raises StorageError; then nothing of *batch* is archived.
        """
        with storage_errors(self.layout.raw):
            batch = self._raw.keep(batch, now)
        try:
            with lock.writing(self.layout.lock, timeout), storage_errors(self.layout.root):
                commit = Commit(self._context, *known(), now=now, segment_bytes=SEGMENT_BYTES)
                return commit.run(batch, noted)
        except ArchiveBusy as busy:
            with storage_errors(self.layout.spool):
                return spool.keep(self.disk, self.layout, batch, now, why=busy.message)
