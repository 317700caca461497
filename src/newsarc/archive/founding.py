"""Making a new archive, whoever else is making it at the same time."""

from __future__ import annotations

import uuid
from pathlib import Path

import msgspec

from newsarc.archive import lock
from newsarc.archive.disk import Disk, create_durably, storage_errors, sync_above
from newsarc.archive.format import VERSION, Format, read_format
from newsarc.archive.layout import Layout
from newsarc.errors import NoArchive


def open_format(layout: Layout, disk: Disk, *, create: bool) -> Format:
    """Return what the archive says of itself; with *create*, make one where there is nothing or an empty folder.

    Raises NoArchive, UnknownFormat (before anything is touched) and StorageError.
    """
    try:
        found = read_format(layout)
    except NoArchive:
        if not create:
            raise
        return _create(layout, disk)
    with storage_errors(layout.root):
        if create and not layout.articles.exists():
            # Whoever made it may have died before its name was on the disk; what is not synced by name, such as what
            # is in index/, must not stand there without it.
            disk.fsync_dir(layout.root)
    return found


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
        sync_above(disk, layout.root)
    return made


def _leftover(layout: Layout, path: Path) -> bool:
    """Say whether *path* may be from a newsarc that died while it made an archive, so that nothing is lost in it."""
    if path.name.startswith(".FORMAT."):
        return True
    if path == layout.lock:
        return path.stat().st_size <= lock.HOLDER_BYTES
    ours = (layout.articles, layout.raw, layout.spool, layout.quarantine, layout.visits, layout.sites)
    return path in ours and path.is_dir() and not any(path.iterdir())
