"""The file FORMAT: which archive this is, and whether this newsarc may read it."""

from __future__ import annotations

import msgspec

from newsarc.archive.layout import Layout
from newsarc.errors import NoArchive, StorageError, UnknownFormat
from newsarc.model.decoding import NOT_JSON

VERSION = 1
"""of the records' lines and of all that stands beside them"""
_FEATURES: frozenset[str] = frozenset()


class Format(msgspec.Struct, frozen=True):
    """The archive's FORMAT file."""

    format: str
    version: int
    archive: str
    features: tuple[str, ...] = ()


def read_format(layout: Layout) -> Format:
    """Return what FORMAT says. Raises NoArchive where there is none, UnknownFormat, and StorageError."""
    try:
        data = layout.format.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as err:
        raise NoArchive(
            "there is none here",
            subject=str(layout.root),
            advice="make one: newsarc import PATH, newsarc fetch URL or newsarc source add URL",
        ) from err
    except OSError as err:
        raise StorageError(err.strerror or str(err), subject=str(layout.format)) from err
    try:
        found = msgspec.json.decode(data, type=Format)
    except NOT_JSON as err:
        raise UnknownFormat(str(err), subject=str(layout.format)) from err
    if found.format != "newsarc" or found.version != VERSION or not _FEATURES.issuperset(found.features):
        raise UnknownFormat(
            f"version {found.version} {list(found.features)}, this newsarc knows version {VERSION}",
            subject=str(layout.root),
            advice="use the newsarc that wrote it, or a newer one",
        )
    return found
