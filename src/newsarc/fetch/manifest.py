"""A manifest: files to read, one JSON object a line, each with the address and the day it came from."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO
from urllib.parse import urlsplit

import msgspec

from newsarc.errors import BadRecord, FetchError
from newsarc.fetch.closing import lent
from newsarc.fetch.spelling import asked_for, bounded, named
from newsarc.fetch.times import utc
from newsarc.model.outcome import Failed, Reason
from newsarc.model.target import Target

MAX_LINE = 1024 * 1024
"""bytes"""
_BOM = b"\xef\xbb\xbf"


class _Line(msgspec.Struct, frozen=True):
    """One line. Other keys are ignored, so that a manifest may carry its maker's own notes."""

    path: str
    url: str | None = None
    retrieved_at: str | None = None


def read_manifest(path: str, *, max_line: int = MAX_LINE) -> Iterator[Target | Failed]:
    r"""Yield one Target for each line of the manifest at *path*, in order, or why the line cannot be used.

    A line is ``{"path": ..., "url": ..., "retrieved_at": ...}``; all but ``path`` may be missing or null. ``path`` is
    relative to the manifest's folder. ``retrieved_at`` is ISO 8601, UTC where it has no offset. Lines end at ``\n``
    alone; blank ones are passed over. A bad line, or one of more than *max_line* bytes, is Failed(BAD_MANIFEST_LINE),
    asked as ``MANIFEST:LINE``. Never opens the files it names. Raises FetchError when the manifest cannot be read.
    """
    folder = os.path.dirname(path)
    try:
        with lent(_open(path)) as file:
            for number, line in _lines(file, max_line):
                found = _target(line, folder) if line is not None else f"longer than {max_line} bytes"
                yield found if isinstance(found, Target) else _bad(path, number, found)
    except OSError as error:
        raise FetchError(error.strerror or str(error), subject=asked_for(path)) from error


def _open(path: str) -> BinaryIO:
    try:
        return open(path, "rb")
    except ValueError as error:
        raise FetchError("no file can have this name", subject=asked_for(path)) from error


def _lines(file: BinaryIO, max_line: int) -> Iterator[tuple[int, bytes | None]]:
    """Yield each line that is not blank with its number; None for one that is too long, which is read past."""
    number = 0
    while line := file.readline(max_line + 2):  # room for the line's end
        number += 1
        text = line.removeprefix(_BOM) if number == 1 else line
        if len(text.rstrip(b"\r\n")) > max_line:
            while line and not line.endswith(b"\n"):
                line = file.readline(max_line)
            yield number, None
        elif text.strip():
            yield number, text


def _target(line: bytes, folder: str) -> Target | str:
    """Return the target of one line, or what is wrong with it."""
    try:
        entry = msgspec.json.decode(line, type=_Line)
        retrieved_at = _moment(entry.retrieved_at)
        path = _place(folder, entry.path)
    except BadRecord as error:
        return error.message
    except (msgspec.DecodeError, UnicodeError) as error:
        return bounded(str(error))
    except RecursionError:
        return "nested too deep"
    except OSError as error:
        return f"path: {error.strerror}"
    return Target(asked=entry.path, path=path, url=_address(entry.url), retrieved_at=retrieved_at)


def _place(folder: str, path: str) -> str:
    if not path or "\0" in path:
        raise BadRecord("path: no file can have this name")
    return named(os.path.join(folder, path))


def _moment(text: str | None) -> datetime | None:
    if not text:
        return None
    moment = utc(text)
    if moment is None:
        raise BadRecord(f"retrieved_at: not an ISO 8601 time: {bounded(text)!r}")
    return moment


def _address(url: str | None) -> str | None:
    """Return *url* when it is a web address. Anything else says nothing of where the page was served.

    The page is read all the same: a file whose origin is unknown is worth more than none.
    """
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.hostname else None


def _bad(manifest: str, number: int, why: str) -> Failed:
    return Failed(asked=asked_for(f"{manifest}:{number}"), reason=Reason.BAD_MANIFEST_LINE, detail=why)
