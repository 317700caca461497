"""What a run did for one source."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from newsarc.app.discovering import Listed
from newsarc.model.outcome import Failed, Reason
from newsarc.model.source import Source


class SourceRun(msgspec.Struct, kw_only=True):
    """Its figures, and what was read of it."""

    source: Source
    listed: list[Listed] = msgspec.field(default_factory=list)
    entries: int = 0
    known: int = 0
    """entries that were not fetched, because their time has not come (again)"""
    unwanted: int = 0
    """entries that the source's or the run's filters leave out"""
    left: int = 0
    """entries, or sitemaps, for a later run: beyond a limit, or out of time"""
    waiting: int = 0
    """pages that are on their way"""
    new: int = 0

    @property
    def failures(self) -> list[Failed]:
        """Return why it could not be read: why its own addresses could not, or none of the sitemaps they lead to.

        A host that is left alone was not asked, and says nothing new.
        """
        own = [failed for url, failed in self._unread() if url in self.source.urls]
        return own + (self.missing if len(self.missing) == self.sitemaps else [])

    @property
    def sitemaps(self) -> int:
        """How many sitemaps its addresses lead to, indexes that were read not counted: they say where, and no more."""
        indexes = {one.url: one.found.more for one in self.listed if one.found and one.found.more}
        return len({child.url for more in indexes.values() for child in more} - indexes.keys())

    @property
    def missing(self) -> list[Failed]:
        """Why sitemaps among them could not be read. While others could, the source was read: one of many may be gone
        for years.
        """
        return [failed for url, failed in self._unread() if url not in self.source.urls]

    def _unread(self) -> Iterator[tuple[str, Failed]]:
        for one in self.listed:
            if one.failed and one.failed.reason is not Reason.HOST_SET_ASIDE:
                yield one.url, one.failed
