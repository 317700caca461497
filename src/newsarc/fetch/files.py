"""Local files and the standard input: their bytes. `walk` says which files there are."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import BinaryIO

from newsarc.fetch import guess
from newsarc.fetch.closing import shut
from newsarc.fetch.decode import PIECE, BadCoding, Decoded, TooLarge, decode
from newsarc.fetch.endings import Ending, ending_of
from newsarc.fetch.walk import failure, special
from newsarc.model.outcome import Failed, Reason, Skipped
from newsarc.model.target import Page, Target

_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC


def read_file(target: Target, *, max_bytes: int, now: datetime) -> Page | Skipped | Failed:
    """Return the bytes of the file at ``target.path``, unpacked when gzipped, at most *max_bytes* before and after.

    Never follows a symbolic link (walk and read_manifest resolve those the user named) and never waits for a pipe.
    ``retrieved_at`` is the target's, else *now*, in UTC. A gzip stream that is cut or damaged gives the part that could
    be read, with ``incomplete_because``. A file that changes while it is read is Failed(CHANGED): half of it may be
    old. Raises nothing but ValueError for a target that has no path: a fault of the caller.
    """
    descriptor = open_file(target)
    if not isinstance(descriptor, int):
        return descriptor
    try:
        return _read_open(target, descriptor, max_bytes=max_bytes, now=now)
    except OSError as error:
        return failure(target.asked, error)
    finally:
        shut(descriptor)


def read_stream(stream: BinaryIO, asked: str, *, max_bytes: int, now: datetime) -> Page | Skipped | Failed:
    """Return what comes out of *stream*, unpacked when gzipped, at most *max_bytes* before and after; see read_file.

    It is one page or text; what kind is told by its bytes. Raises nothing.
    """
    try:
        content = stream.read(max_bytes + 1)
    except (OSError, ValueError) as error:  # ValueError: it is closed
        return Failed(asked=asked, reason=Reason.UNREADABLE, detail=getattr(error, "strerror", None) or str(error))
    if len(content) > max_bytes:
        return Failed(asked=asked, reason=Reason.TOO_LARGE, detail=f"more than {max_bytes} bytes")
    gzipped = content[:2] == b"\x1f\x8b"
    try:
        decoded = decode([content], ("gzip",) if gzipped else (), max_bytes=max_bytes)
    except (TooLarge, BadCoding) as error:
        reason = Reason.TOO_LARGE if isinstance(error, TooLarge) else Reason.DAMAGED
        return Failed(asked=asked, reason=reason, detail=error.message)
    return _page(Target(asked=asked), decoded, ending_of(""), now)


def open_file(target: Target) -> int | Skipped | Failed:
    """Return a descriptor of the regular file at ``target.path``, which the caller closes, or why there is none.

    Never follows a symbolic link and never waits for a pipe. Raises ValueError for a target that has no path.
    """
    if target.path is None:
        raise ValueError("a target without a path is not a file")
    asked = target.asked
    try:
        info = os.lstat(target.path)
        if stat.S_ISLNK(info.st_mode):
            return Skipped(asked=asked, reason=Reason.SYMLINK, detail="links are not followed")
        if not stat.S_ISREG(info.st_mode):
            return _no_file(asked, info.st_mode)
        return os.open(target.path, _FLAGS)
    except (OSError, ValueError) as error:
        return _not_opened(asked, error)


def _no_file(asked: str, mode: int) -> Skipped | Failed:
    if stat.S_ISDIR(mode):
        return Failed(asked=asked, reason=Reason.UNREADABLE, detail="is a folder")
    return special(asked, mode)


def _not_opened(asked: str, error: OSError | ValueError) -> Skipped | Failed:
    """Return the outcome of a file that became something else between the look at it and the opening."""
    if isinstance(error, OSError) and error.errno == errno.ELOOP:
        return Skipped(asked=asked, reason=Reason.SYMLINK, detail="links are not followed")
    if isinstance(error, OSError) and error.errno == errno.ENXIO:
        return Skipped(asked=asked, reason=Reason.SPECIAL_FILE, detail="socket or device")
    return failure(asked, error)


def _read_open(target: Target, descriptor: int, *, max_bytes: int, now: datetime) -> Page | Skipped | Failed:
    asked = target.asked
    before = os.fstat(descriptor)
    if not stat.S_ISREG(before.st_mode):
        return _no_file(asked, before.st_mode)
    if before.st_size > max_bytes:
        return Failed(asked=asked, reason=Reason.TOO_LARGE, detail=f"{before.st_size} bytes, limit {max_bytes}")
    ending = _ending(target)
    raw = _Raw(descriptor)
    try:
        decoded = decode(raw, ("gzip",) if ending.gzipped else (), max_bytes=max_bytes)
    except TooLarge as error:
        return _changed(asked, raw, before) or Failed(asked=asked, reason=Reason.TOO_LARGE, detail=error.message)
    except BadCoding as error:
        return _changed(asked, raw, before) or Failed(asked=asked, reason=Reason.DAMAGED, detail=error.message)
    return _changed(asked, raw, before) or _page(target, decoded, ending, now)


def _page(target: Target, decoded: Decoded, ending: Ending, now: datetime) -> Page | Skipped | Failed:
    if decoded.incomplete_because and not decoded.content:
        return Failed(asked=target.asked, reason=Reason.DAMAGED, detail=f"{decoded.incomplete_because}: no content")
    media_type = ending.media_type
    if media_type is None:  # only what the user named has such a name
        if why := guess.unreadable(decoded.content):
            return Skipped(asked=target.asked, reason=Reason.UNSUPPORTED, detail=why)
        media_type = guess.media_type(decoded.content)
    return Page(
        asked=target.asked,
        content=decoded.content,
        retrieved_at=(target.retrieved_at or now).astimezone(UTC),
        url=target.url,
        media_type=media_type,
        incomplete_because=decoded.incomplete_because,
    )


class _Raw:
    """The bytes of an open file, counted while they are read to their end."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self.length = 0

    def __iter__(self) -> Iterator[bytes]:
        while piece := os.read(self.descriptor, PIECE):
            self.length += len(piece)
            yield piece


def _changed(asked: str, raw: _Raw, before: os.stat_result) -> Skipped | Failed | None:
    """Return the outcome of a file that did not stay what it was while it was read, else None."""
    for _ in raw:  # a decoder may stop early: the rest is counted all the same
        if raw.length > before.st_size:
            break
    after = os.fstat(raw.descriptor)
    same = (after.st_size, after.st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    if same and raw.length == before.st_size:
        return None
    if same and before.st_size == 0:
        # The files of /proc and their like: made up while they are read, different each time.
        return Skipped(asked=asked, reason=Reason.SPECIAL_FILE, detail="has content but no size")
    detail = f"{before.st_size} bytes at first, {raw.length} read, {after.st_size} in the end"
    return Failed(asked=asked, reason=Reason.CHANGED, detail=detail)


def _ending(target: Target) -> Ending:
    """Return what the name says: the name that was asked for, unless a link's target says more."""
    asked = ending_of(target.asked)
    if asked.readable or target.path is None:
        return asked
    return ending_of(target.path)
