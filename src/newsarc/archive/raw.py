"""raw/: the bytes that servers sent, in WARC files, each written by one process alone.

A file is begun when there is something to keep and goes on until the process ends. No lock is needed, and none is held:
what a record points to is on the disk before the record is.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Sequence
from datetime import datetime

import msgspec

from newsarc.archive.disk import Disk, append_durably, create_durably, ensure_dir, storage_errors
from newsarc.archive.layout import Layout
from newsarc.errors import DataError, NotInArchive, StorageError
from newsarc.model.exchange import Capture
from newsarc.model.outcome import Prepared
from newsarc.model.record import RawRef, Record
from newsarc.warc.reading import BadWarc, member_end, record_at
from newsarc.warc.reading import Record as Served
from newsarc.warc.writing import warcinfo

FILE_BYTES = 1 << 30
"""after which another file is begun: what others call the usual size of a WARC file"""
NAME = re.compile(r"[0-9]{8}T[0-9]{6}Z-[0-9a-f]{8}\.warc\.gz\Z")
"""nothing in a name comes from the web; a reader opens no other"""
MOST = 1 << 30
"""bytes of a record that is read back: no page that newsarc fetches is as large"""


def kept_at(layout: Layout, record: Record) -> RawRef | None:
    """Return where the bytes are that *record* was read from, None where they are not here.

    A record that came from another archive has them where they had been there, once that archive's files of raw/ were
    put beside this one's: no two archives make a file of the same name, and the digest tells in the end.
    """
    if record.raw is not None:
        return record.raw
    before = (one.raw for one in record.article.imported_from)
    return next((raw for raw in before if raw and NAME.match(raw.file) and (layout.raw / raw.file).exists()), None)


def not_kept(record: Record) -> NotInArchive:
    """Return the error that says that *record* has none, and where they may be."""
    name, article = record.stamp.id, record.article
    for one in article.imported_from:
        if one.raw is not None:
            place = f"raw/{one.raw.file} of archive {one.archive or '?'}"
            return NotInArchive(f"what the server sent is in {place}, which was not copied to raw/ here", subject=name)
    said = "what the server sent was not kept"
    return NotInArchive(f"{said}; it was read from {article.asked}" if "#" in article.asked else said, subject=name)


def read_back(layout: Layout, ref: RawRef) -> Served:
    """Return the response record that *ref* points to, once its digest was found right.

    Raises NotInArchive when the file is gone, DataError when the bytes are not those that were kept, StorageError when
    the disk does not let them be read.
    """
    subject = f"raw/{ref.file} at byte {ref.offset:,}"
    if not NAME.match(ref.file):
        raise DataError("no file of raw/ is called so", subject=subject)
    path = layout.raw / ref.file
    try:
        with storage_errors(path), path.open("rb", buffering=0) as file:
            record = record_at(file, max(0, ref.offset), max_block=MOST)
    except StorageError as err:
        if isinstance(err.__cause__, FileNotFoundError):
            raise NotInArchive("the file is gone", subject=subject) from err
        raise
    except BadWarc as err:
        raise BadWarc(err.message, subject=subject) from err
    if f"sha256:{hashlib.sha256(record.block).hexdigest()}" != ref.digest:
        raise DataError("the bytes are not those that were kept: their digest is another", subject=subject)
    return record


def packed(layout: Layout, ref: RawRef) -> bytes:
    """Return the gzip members of the response that *ref* points to and of its request, as they are in the file.

    Raises what read_back() does.
    """
    response = read_back(layout, ref)
    path = layout.raw / ref.file
    with storage_errors(path), path.open("rb") as file:  # buffered, so that a short read is continued
        end = member_end(file, ref.offset)
        try:
            after = record_at(file, end, max_block=MOST)
        except BadWarc:  # nothing behind it, or a writer died there
            after = None
        ours = response.headers.get("warc-record-id")
        if after is not None and ours and after.headers.get("warc-concurrent-to") == ours:
            end = member_end(file, end)
        file.seek(ref.offset)
        data = file.read(end - ref.offset)
    if len(data) < end - ref.offset:
        raise DataError("the file became shorter while it was read", subject=f"raw/{ref.file} at byte {ref.offset:,}")
    return data


class RawFiles:
    """Keeps what was served, in files of its own."""

    def __init__(self, layout: Layout, disk: Disk, *, software: str, archive: str) -> None:
        self._layout, self._disk = layout, disk
        self._software, self._archive = software, archive
        self._name = ""
        self._size = 0

    def keep(self, batch: Sequence[Prepared], now: datetime) -> list[Prepared]:
        """Return *batch* with a pointer in place of each capture; on return the bytes it points to are on the disk.

        One write and one wait for the disk for all of them. A capture that several share is kept once. Raises OSError
        as the disk gives it; then the file is not written to again.
        """
        captures = list(dict.fromkeys(one.capture for one in batch if one.capture is not None))
        if not captures:
            return list(batch)
        refs = self._append(captures, now)
        return [
            one if one.capture is None else msgspec.structs.replace(one, capture=None, raw=refs[one.capture])
            for one in batch
        ]

    def _append(self, captures: Sequence[Capture], now: datetime) -> dict[Capture, RawRef]:
        if not self._name or self._size >= FILE_BYTES:
            self._begin(now)
        name, offset = self._name, self._size
        self._name = ""  # until it is done: nobody knows what an error leaves behind
        refs: dict[Capture, RawRef] = {}
        for one in captures:
            refs[one] = RawRef(name, offset, one.digest)
            offset += len(one.data)
        data = b"".join(one.data for one in captures)
        append_durably(self._disk, self._layout.raw / name, self._size, data)
        self._name, self._size = name, offset
        return refs

    def _begin(self, now: datetime) -> None:
        self._name = ""
        name = f"{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(4)}.warc.gz"
        head = warcinfo(name, self._software, now, facts=(("isPartOf", f"newsarc-{self._archive}"),))
        ensure_dir(self._disk, self._layout.raw)
        create_durably(self._disk, self._layout.raw / name, head)
        self._name, self._size = name, len(head)
