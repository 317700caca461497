"""Where an export ends up: whole under its name, or not at all."""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import secrets
import shutil
import stat
import time
from collections.abc import Iterator
from pathlib import Path

from newsarc.errors import StorageError, UsageError

_SCRATCH = re.compile(r"\.newsarc-[0-9]+-[0-9a-f]{8}\.tmp\Z")
_PATIENCE = 5.0
"""seconds for another export to remove what it found"""


@contextlib.contextmanager
def new_file(named: Path, *, force: bool) -> Iterator[Path]:
    """Give a name to write to; when the block ends well, what was written there is on the disk and called *named*.

    Until then it has a name of its own in the same folder, hidden; when the block does not end well it is removed, and
    what a killed export left in the folder before. Raises UsageError where *named* exists, unless *force* and it is a
    file, and StorageError.
    """
    with _storage_errors(named):
        path = _real(named)
        if not force and os.path.lexists(path):
            raise _taken(named)
        if os.path.lexists(path) and not stat.S_ISREG(path.stat().st_mode):
            raise UsageError("this is no ordinary file; it is left alone", subject=str(named))
        scratch = _scratch(path)
        with _alone(path.parent), _named(named, scratch):
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
        with _alone(path.parent), _named(named, scratch):
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


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Remove what dead exports left in *folder*, and keep others from taking this one's for dead.

    All exports into a folder share a lock on it, which the system drops when they end, however they end. Who gets the
    lock for itself knows that none is at work. Where a folder cannot be locked (on some network file systems) or
    listed, nothing is removed.
    """
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError:
        yield
        return
    try:
        with contextlib.suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            _sweep(descriptor)
        _share(descriptor)
        yield
    finally:
        os.close(descriptor)


def _share(descriptor: int) -> None:
    ended = time.monotonic() + _PATIENCE
    while time.monotonic() < ended:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:  # another removes what it found: done in a moment
            time.sleep(0.05)
        except OSError:
            return
        else:
            return


def _sweep(folder: int) -> None:
    for name in filter(_SCRATCH.match, os.listdir(folder)):
        with contextlib.suppress(OSError):
            kind = os.stat(name, dir_fd=folder, follow_symlinks=False)
            if kind.st_uid != os.geteuid():
                continue
            if stat.S_ISDIR(kind.st_mode):
                shutil.rmtree(name, ignore_errors=True, dir_fd=folder)
            elif stat.S_ISREG(kind.st_mode):
                os.unlink(name, dir_fd=folder)


@contextlib.contextmanager
def _named(named: Path, scratch: Path) -> Iterator[None]:
    """Let errors speak of the name that the user gave."""
    try:
        yield
    except StorageError as err:
        if err.subject == str(scratch):
            raise StorageError(err.message, subject=str(named), advice=err.advice) from err
        raise


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
