"""Searching as people ask for it: the use case behind ``newsarc search``."""

from __future__ import annotations

import msgspec

from newsarc.app import moments
from newsarc.app.archive import Archive, Hits
from newsarc.app.clock import utc_now

EVERYTHING = 2**40
"""a limit that limits nothing"""


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """What a user wants to know, as typed."""

    query: str
    since: str | None = None
    until: str | None = None
    newest: bool = False
    limit: int = 10
    offset: int = 0
    width: int = 200
    """characters of a snippet"""
    group: bool = False
    """fold copies"""


def ask(archive: Archive, question: Question) -> Hits:
    """Return what answers *question*. Raises BadQuery, UsageError for a time nobody understands."""
    now = utc_now()
    return archive.search(
        question.query,
        limit=question.limit,
        offset=question.offset,
        newest=question.newest,
        since=moments.since(question.since, now) if question.since else None,
        until=moments.until(question.until, now) if question.until else None,
        width=question.width,
        group=question.group,
    )
