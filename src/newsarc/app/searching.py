"""Searching as people ask for it: the use case behind ``newsarc search``."""

from __future__ import annotations

import contextlib
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from newsarc.app.hits import Hits, Request, answer
from newsarc.archive.format import read_format
from newsarc.archive.layout import Layout
from newsarc.archive.segments import behind, holds, read
from newsarc.errors import NotInArchive, StorageError
from newsarc.model.record import Position, Record
from newsarc.search.folder import IndexBroken
from newsarc.search.index import SearchIndex
from newsarc.search.query import EVERYTHING, parse

if TYPE_CHECKING:  # a search needs neither what writes nor what reads the configuration's files
    from newsarc.app.archive import Archive
    from newsarc.app.config import Config

UNLIMITED = 2**40
"""a limit that limits nothing"""


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """What a user wants to know, as typed."""

    query: str | None
    """None for everything, the newest first"""
    since: str | None = None
    until: str | None = None
    newest: bool = False
    limit: int = 10
    offset: int = 0
    width: int = 200
    """characters of a snippet, 0 for none"""
    group: bool = False
    """fold copies"""


def search(config: Config, question: Question) -> Hits:
    """Return what answers *question* in the configured archive.

    Where the index has read all there is, it and the lines found are all that is opened. Raises what ask() does, and
    NoArchive, UnknownFormat, StorageError.
    """
    layout = Layout(Path(config.archive).absolute())
    index = None if question.group else _caught_up(layout)
    if index is not None:
        with contextlib.suppress(IndexBroken):  # some damage shows only when it is asked; the archive makes it again
            return answer(index, partial(_whole, layout, index), _understood(question), current=True)
    from newsarc.app import wiring

    with wiring.archive(config, create=False) as archive:
        return ask(archive, question)


def ask(archive: Archive, question: Question) -> Hits:
    """Return what answers *question*. Raises BadQuery, UsageError for a time nobody understands."""
    return archive.find(_understood(question), group=question.group)


def _understood(question: Question) -> Request:
    since, until = _span(question)
    return Request(
        query=EVERYTHING if question.query is None else parse(question.query),
        limit=question.limit,
        offset=question.offset,
        newest=question.newest,
        since=since,
        until=until,
        width=question.width,
    )


def _span(question: Question) -> tuple[int | None, int | None]:
    """Return the first second asked for and the first one after, where the user named any."""
    if question.since is None and question.until is None:
        return None, None
    from newsarc.app import moments
    from newsarc.app.clock import utc_now

    return moments.between(question.since, question.until, utc_now())


def _caught_up(layout: Layout) -> SearchIndex | None:
    """Return the index if it is there, intact, of this archive and up to date; None where it must first be made so."""
    read_format(layout)
    try:
        if not (layout.search / "meta.json").exists():
            return None
        index = SearchIndex(layout.search)
        mark = index.mark()
    except (IndexBroken, StorageError, OSError):
        return None
    return index if mark is not None and holds(layout, mark) and not behind(layout, mark) else None


def _whole(layout: Layout, index: SearchIndex, position: Position) -> Record:
    """Return the record at *position*, a copy with the text of its original. Raises NotInArchive, BadRecord."""
    record = read(layout, position)
    original = record.stamp.original
    if original is None:
        return record
    held = index.position(original)
    if held is None:
        raise NotInArchive("no record has this id", subject=original)
    return record.with_text(read(layout, held).article.text)
