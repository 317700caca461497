"""Finds the files below what the user named, and says of everything else why it is not read.

Nothing is passed over in silence: hidden names, links, devices and endings that are not read each give a Skipped. A
folder that is not entered counts once. Names are spelt as the user began them.

Of an archive that lies in a folder the articles are read; what else it keeps for itself is Skipped, name by name.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence

from newsarc.fetch.closing import shut
from newsarc.fetch.endings import ending_of
from newsarc.fetch.spelling import asked_for, named
from newsarc.model.outcome import Failed, Reason, Skipped
from newsarc.model.target import Input, Target

_FileId = tuple[int, int]

_ARTICLES = "articles"
_AN_ARCHIVE = frozenset({"FORMAT", _ARTICLES})
"""names that a folder has when it is an archive"""


def walk(paths: Sequence[str], *, exclude: Sequence[str] = ()) -> Iterator[Input]:
    """Yield each file at or below *paths*, folder by folder, names in byte order; what is not a file to read, as why.

    A name given by the user is followed when it is a symbolic link and tried whatever its ending; links found in a
    folder are not followed. *exclude* are folders (the archive's own): one that is met, or that an operand lies in, is
    Skipped once and not entered. Holds the names of one folder for each level in memory; opens no file.
    """
    excluded = _Excluded(exclude)
    for path in paths:
        yield from _operand(path, excluded)


class _Excluded:
    """The folders that must not be read, whatever they are called."""

    def __init__(self, paths: Sequence[str]) -> None:
        self._roots = [os.path.realpath(path) for path in paths]
        self._ids = {found for path in self._roots if (found := _folder_id(path)) is not None}

    def holds(self, path: str) -> bool:
        """Say whether *path* is in or is one of the folders."""
        real = os.path.realpath(path)
        return any(real == root or real.startswith(root.rstrip("/") + "/") for root in self._roots)

    def is_one(self, info: os.stat_result) -> bool:
        """Say whether *info* is of one of the folders, by whatever path it was reached."""
        return (info.st_dev, info.st_ino) in self._ids


def _folder_id(path: str) -> _FileId | None:
    try:
        info = os.stat(path)
    except OSError:
        return None
    return (info.st_dev, info.st_ino)


def _operand(path: str, excluded: _Excluded) -> Iterator[Input]:
    try:
        real = named(path)
        info = os.lstat(real)
        inside = excluded.holds(real)
    except (OSError, ValueError) as error:
        yield failure(asked_for(path), error)
        return
    if inside:
        yield Skipped(asked=asked_for(path), reason=Reason.ARCHIVE_ITSELF, detail="lies in the archive")
    elif stat.S_ISDIR(info.st_mode):
        yield from _tree(path, excluded)
    elif stat.S_ISLNK(info.st_mode):
        yield Failed(asked=asked_for(path), reason=Reason.UNREADABLE, detail="a link that leads to itself")
    elif not stat.S_ISREG(info.st_mode):
        yield special(asked_for(path), info.st_mode)
    else:
        yield Target(asked=asked_for(path), path=real)


def _tree(top: str, excluded: _Excluded) -> Iterator[Input]:
    """Walk one folder with a stack of its own: a deep tree must not end in a RecursionError."""
    first = _names(top, follow=True)
    if isinstance(first, Failed):
        yield first
        return
    stack = [(top, first)]
    archives = {top} if _AN_ARCHIVE.issubset(first) else set()
    while stack:
        folder, names = stack[-1]
        if not names:
            stack.pop()
            continue
        name = names.pop()
        path = os.path.join(folder, name)
        found = _entry(path, excluded)
        if folder in archives and name != _ARTICLES and not isinstance(found, Skipped | Failed):
            detail = "an archive's own: of an archive, its articles are read"
            found = Skipped(asked=asked_for(path), reason=Reason.UNSUPPORTED, detail=detail)
        if found is not None:
            yield found
            continue
        below = _names(path, follow=False)
        if isinstance(below, Failed):
            yield below
        else:
            stack.append((path, below))
            if _AN_ARCHIVE.issubset(below):
                archives.add(path)


def _names(folder: str, *, follow: bool) -> list[str] | Failed:
    """Return the names in *folder*, last first; the folder is not reached through a link put there meanwhile."""
    flags = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC | (0 if follow else os.O_NOFOLLOW)
    try:
        descriptor = os.open(folder, flags)
        try:
            return sorted(os.listdir(descriptor), key=os.fsencode, reverse=True)
        finally:
            shut(descriptor)
    except OSError as error:
        return failure(asked_for(folder), error)


def _entry(path: str, excluded: _Excluded) -> Input | None:
    """Return what *path*, found in a folder, is; None for a folder to enter."""
    asked = asked_for(path)
    try:
        info = os.lstat(path)
    except OSError as error:
        return failure(asked, error)
    if stat.S_ISDIR(info.st_mode) and excluded.is_one(info):
        return Skipped(asked=asked, reason=Reason.ARCHIVE_ITSELF, detail="this is the archive")
    if os.path.basename(path).startswith("."):
        return Skipped(asked=asked, reason=Reason.UNSUPPORTED, detail="hidden: name it to have it read")
    return None if stat.S_ISDIR(info.st_mode) else _file(path, asked, info)


def _file(path: str, asked: str, info: os.stat_result) -> Input:
    if stat.S_ISLNK(info.st_mode):
        return Skipped(asked=asked, reason=Reason.SYMLINK, detail="links in folders are not followed")
    if not stat.S_ISREG(info.st_mode):
        return special(asked, info.st_mode)
    ending = ending_of(path)
    if not ending.readable:
        word = f"{ending.ending} files are" if ending.ending else "files without an ending are"
        return Skipped(asked=asked, reason=Reason.UNSUPPORTED, detail=f"{word} not read unless named")
    return Target(asked=asked, path=path)


_SPECIAL = (
    (stat.S_ISFIFO, "named pipe"),
    (stat.S_ISSOCK, "socket"),
    (stat.S_ISCHR, "character device"),
    (stat.S_ISBLK, "block device"),
)


def special(asked: str, mode: int) -> Skipped:
    """Return the outcome of something that is neither file nor folder nor link; it is never opened."""
    detail = next((name for is_one, name in _SPECIAL if is_one(mode)), "not a file")
    return Skipped(asked=asked, reason=Reason.SPECIAL_FILE, detail=detail)


def failure(asked: str, error: OSError | ValueError) -> Failed:
    """Return the outcome of a path that the system will not look at: it is missing, or it may not be read."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Failed(asked=asked, reason=Reason.MISSING, detail="no such file or folder")
    if isinstance(error, ValueError):
        return Failed(asked=asked, reason=Reason.MISSING, detail="no file can have this name")
    return Failed(asked=asked, reason=Reason.UNREADABLE, detail=error.strerror or type(error).__name__)
