"""What a run of collect asks for: the sources whose time has come, the pages that are new there, or due again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import chain

import msgspec

from newsarc.app.archive import Archive
from newsarc.app.discovering import target_of
from newsarc.app.moments import moment_of
from newsarc.app.sourcerun import SourceRun
from newsarc.app.visiting import Job
from newsarc.archive.standing import as_if_visited, due_at, outdated, source_due_at
from newsarc.errors import BadRecord, NotInArchive
from newsarc.lexicon.collecting import collecting
from newsarc.model.source import Entry, Source, SourceKind
from newsarc.model.visit import Ended, Part, Standing


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What a run is asked for beyond its sources."""

    since: datetime | None = None
    """entries that say they are older are left alone; aware"""
    limit: int | None = None
    """new pages in this run, at most"""
    force: bool = False
    """read sources whose time has not come, too"""


class Choosing:
    """Chooses for one run: each page once, whatever sources list it."""

    def __init__(self, archive: Archive, options: Options, now: Callable[[], datetime]) -> None:
        self._archive = archive
        self._options = options
        self._now = now
        self._taken: set[str] = set()

    def addresses(self, source: Source) -> Iterator[str]:
        """Yield the addresses of *source* that are to be read now."""
        if source.kind is SourceKind.PAGE:
            return
        for url in source.urls:
            before = self._archive.standings.of(url, Part.SOURCE)
            if self._is_time(source_due_at(before, source.every, limited=source.limit is not None)):
                yield url

    def pages(self, run: SourceRun) -> tuple[list[Job], list[Job]]:
        """Return the pages of one source to visit: the new ones, newest first, and those to look at again."""
        if run.source.kind is SourceKind.PAGE:
            return [], [job for url in run.source.urls if (job := self._watched(run.source, url))]
        fresh: list[Job] = []
        again: list[Job] = []
        for entry in chain.from_iterable(one.found.entries for one in run.listed if one.found):
            run.entries += 1
            if not run.source.wants(entry.url) or self._too_old(entry):
                run.unwanted += 1
            elif self._take(entry.url):
                before = self._archive.standings.of(entry.url)
                if before is None and not self._archive.holds(entry.url):
                    fresh.append(_job(run.source, entry.url, None, entry))
                elif (before := before or self._imported(entry)) and self._may_visit(run.source, before, entry):
                    again.append(_job(run.source, entry.url, before, entry))
                else:
                    run.known += 1
        again += [
            _job(run.source, before.target, before, None)
            for before in self._archive.standings.due(run.source.name, self._now())
            if self._may_visit(run.source, before, None) and self._take(before.target)
        ]
        fresh.sort(key=_age)
        if run.source.limit is not None:
            run.left += len(fresh[run.source.limit :])
            del fresh[run.source.limit :]
        return fresh, again

    def _imported(self, entry: Entry) -> Standing | None:
        """Return what the record of a page comes to that was imported and never visited; None where it is left alone.

        That is where the source does not say that it is young: a sitemap may list an imported archive of decades.
        """
        moment = max((said for said in (entry.published, entry.updated) if said), default=None)
        young = timedelta(hours=collecting().recheck[-1].younger_than_hours)
        if moment is None or self._now() - moment > young:
            return None
        try:
            record = self._archive.get(entry.url)
        except (NotInArchive, BadRecord):
            return None
        article, read_at = record.article, moment_of(record.article.retrieved_at)
        told = entry.published or moment_of(article.published_at)
        return as_if_visited(entry.url, record.stamp.id, read_at, told) if read_at else None

    def _watched(self, source: Source, url: str) -> Job | None:
        """Return the visit to *url*, a page that *source* watches, where it is time for one."""
        before = self._archive.standings.of(url)
        wanted = self._is_time(source_due_at(before, source.every)) and self._take(url)
        return _job(source, url, before, None) if wanted else None

    def _is_time(self, due: datetime | None) -> bool:
        """Say whether what is *due* then, None for at once, is to be asked for now."""
        return self._options.force or due is None or due <= self._now()

    def _may_visit(self, source: Source, before: Standing, entry: Entry | None) -> bool:
        """Say whether it is time to visit again what stands as *before*."""
        archived = before.outcome not in (Ended.FAILED, Ended.SKIPPED)
        if archived and not source.recheck:
            return False
        if not source.wants(before.target):
            return False
        if entry is not None and outdated(before, entry.updated):
            return True
        due = due_at(before, collecting())
        return due is not None and due <= self._now()

    def _too_old(self, entry: Entry) -> bool:
        moment = entry.updated or entry.published
        return self._options.since is not None and moment is not None and moment < self._options.since

    def _take(self, url: str) -> bool:
        """Say whether nobody has taken *url* in this run, and take it."""
        key = self._archive.key(url)
        if key in self._taken:
            return False
        self._taken.add(key)
        return True


def _job(source: Source, url: str, before: Standing | None, entry: Entry | None) -> Job:
    return Job(target=target_of(source, url, before), source=source, before=before, entry=entry)


def _age(job: Job) -> float:
    """Return what puts the newest first, and what has no date last, each in the order of the list."""
    return -job.published.timestamp() if job.published else 0.0
