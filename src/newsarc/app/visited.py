"""What the log of visits says of a page beside its records."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import datetime
from operator import attrgetter

import msgspec

from newsarc.app.archive import Archive
from newsarc.archive.standings import Standings
from newsarc.errors import StorageError
from newsarc.model.record import Record, RecordId
from newsarc.model.visit import Gone, Headline, Standing


class PageVisits:
    """The visits to one page, which is known by the addresses of its records as they are read.

    Asks the index of visits, which catches up with the log first. A log that cannot be read says nothing: it is a
    help, not the archive.
    """

    def __init__(self, archive: Archive) -> None:
        self._standings: Standings | None = None
        self._key = archive.key
        self._addresses: dict[str, str] = {}
        self._titles: dict[RecordId, str] = {}
        self._headlines: list[Headline] = []
        self._visits: list[Standing] = []
        self._latest: tuple[str, RecordId] | None = None
        """when the latest record came, and which that is"""
        with contextlib.suppress(StorageError):
            if archive.visits.files():
                archive.standings.catch_up()
                self._standings = archive.standings

    def know(self, record: Record) -> None:
        """Take note of where *record* was asked for and served: a visit tells the one, and perhaps the other."""
        if self._standings is None:
            return
        self._titles[record.stamp.id] = record.article.title
        came = record.article.retrieved_at, record.stamp.id
        if self._latest is None or self._latest[0] <= came[0]:
            self._latest = came
        for address in (record.article.url, record.article.asked):
            if address and (key := self._key(address)) not in self._addresses:
                self._addresses[key] = address
                self._headlines += self._standings.headlines(address)
                if standing := self._standings.of(address):
                    self._visits.append(standing)
        self._headlines.sort(key=attrgetter("time"))

    def headlines(self, until: str | None = None) -> Iterator[Headline]:
        """Yield the headlines of known records that were seen before *until* (as a record says it) and were not yielded
        yet, each with its words.
        """
        waiting: list[Headline] = []
        for one in self._headlines:
            known = one.id in self._titles  # else an address has led to another page as well, or its record comes yet
            if known and (until is None or f"{one.time:%Y-%m-%dT%H:%M:%SZ}" < until):
                yield msgspec.structs.replace(one, title=one.title or self._titles[one.id])
            else:
                waiting.append(one)
        self._headlines = waiting

    def gone(self) -> Gone | None:
        """Return since when the page is gone; None where it was seen last, or nobody looked."""
        if not self._visits or self._latest is None:
            return None
        visit = max(self._visits, key=attrgetter("last"))
        moment, id_ = self._latest
        came = datetime.fromisoformat(moment)
        if visit.gone_since is None or visit.gone_status is None or came > visit.gone_since:
            return None
        seen = max([came, *(one.read_at for one in self._visits if one.read_at and one.read_at < visit.gone_since)])
        return Gone(seen, visit.gone_since, visit.gone_status, id_)
