"""Where an export ends up: whole under its name, or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from newsarc.errors import StorageError, UsageError


@contextlib.contextmanager
def new_file(named: Path, *, force: bool) -> Iterator[Path]:
    """Give a name to write to; when the block ends well, what was written there is on the disk and called *named*.

    Until then it has a name of its own in the same folder, hidden; when the block does not end well it is removed.
    Raises UsageError where *named* exists, unless *force* and it is a file, and StorageError.
    """
    with _storage_errors(named):
        path = _real(named)
        if not force and os.path.lexists(path):
            raise _taken(named)
        if os.path.lexists(path) and not stat.S_ISREG(path.stat().st_mode):
            raise UsageError("this is no ordinary file; it is left alone", subject=str(named))
        scratch = _scratch(path)
        try:
            yield scratch
            _sync(scratch)
            if force:
                scratch.replace(path)
            else:
                _claim(scratch, path, named)
            _sync(path.parent)
        finally:
            scratch.unlink(missing_ok=True)


@contextlib.contextmanager
def new_folder(named: Path) -> Iterator[Path]:
    """Give a folder to fill; when the block ends well it is called *named*. See new_file.

    What is there already is never replaced: *named* must be new, or an empty folder.
    """
    with _storage_errors(named):
        path = _real(named)
        if os.path.lexists(path) and (not path.is_dir() or any(path.iterdir())):
            raise UsageError("exists and is not an empty folder", subject=str(named), advice="name a new folder")
        scratch = _scratch(path)
        scratch.mkdir()
        try:
            yield scratch
            os.sync()  # many small files: one wait for all of them
            scratch.rename(path)
            _sync(path.parent)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)


def _real(named: Path) -> Path:
    path = Path(os.path.realpath(named))
    if not path.parent.is_dir():
        raise UsageError("there is no such folder", subject=str(named.parent), advice="make it first")
    return path


def _scratch(path: Path) -> Path:
    return path.parent / f".newsarc-{os.getpid()}-{secrets.token_hex(4)}.tmp"


def _taken(named: Path) -> UsageError:
    return UsageError("exists already", subject=str(named), advice="--force replaces it")


def _claim(scratch: Path, path: Path, named: Path) -> None:
    """Give *scratch* the name *path* if nobody took it meanwhile."""
    try:
        path.hardlink_to(scratch)
    except FileExistsError as err:
        raise _taken(named) from err
    except OSError:  # a file system without links: then the check before has to do
        if os.path.lexists(path):
            raise _taken(named) from None
        scratch.rename(path)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def _storage_errors(subject: Path) -> Iterator[None]:
    try:
        yield
    except OSError as err:
        raise StorageError(err.strerror or str(err), subject=str(subject)) from err
