"""One run over the sources: what is new is found, fetched and archived; what may have changed is looked at again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import chain, zip_longest

import msgspec

from newsarc.app.discovering import Discovery, Listed, target_of
from newsarc.app.moments import moment_of
from newsarc.app.running import Run
from newsarc.app.visiting import Job, Visited, Visiting
from newsarc.archive.standing import as_if_visited, due_at, outdated, source_due_at
from newsarc.errors import BadRecord, NotInArchive
from newsarc.lexicon.collecting import collecting
from newsarc.model.outcome import Archived, Failed, Outcome, Reason
from newsarc.model.source import Entry, Source, SourceKind
from newsarc.model.visit import Ended, Part, Standing
from newsarc.pipeline import Settings
from newsarc.runners.interface import Runner


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What a run is asked for beyond its sources."""

    since: datetime | None = None
    """entries that say they are older are left alone; aware"""
    limit: int | None = None
    """new pages in this run, at most"""
    force: bool = False
    """read sources whose time has not come, too"""


class Readers(msgspec.Struct, frozen=True):
    """Who reads what was fetched, and how."""

    feeds: Runner
    pages: Callable[[int], Runner]
    """is told how many pages there are"""
    settings: Settings
    """for pages"""


class SourceRun(msgspec.Struct, kw_only=True):
    """What a run did for one source."""

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


class Collection:
    """One run. Nothing but the visits says what was done: dying at any moment, the next run does the rest."""

    def __init__(self, run: Run, sources: Sequence[Source], readers: Readers, options: Options) -> None:
        self.runs = {source.name: SourceRun(source=source) for source in sources}
        self._run = run
        self._archive = run.archive
        self._readers = readers
        self._options = options
        self._taken: set[str] = set()
        run.archive.standings.catch_up()
        for source in sources:
            if source.pace is not None or source.ignore_robots:
                for url in source.urls:
                    run.web.override(url, delay=source.pace, ignore_robots=source.ignore_robots)

    def find(self, *, dry: bool = False) -> list[Job]:
        """Read the sources whose time has come; return the pages to visit, the sources taking turns.

        What could not be read is noted at once; what could, when all that came of it is archived. A *dry* run asks for
        everything whole and notes nothing.
        """
        due = [(run.source, url) for run in self.runs.values() for url in self._due(run.source)]
        known = None if dry else self._archive.standings
        discovery = Discovery(self._run.web, self._readers.feeds, known, enough=self._run.enough)
        for listed in discovery.read(due):
            self.runs[listed.source.name].listed.append(listed)
            if listed.failed and listed.failed.reason is not Reason.HOST_SET_ASIDE and not dry:
                self._archive.visits.add([listed.visit(self._run)])
        fresh, again = [], []
        for run in self.runs.values():
            run.left += discovery.unread[run.source.name]
            new_ones, old_ones = self._jobs(run)
            fresh.append(new_ones)
            again.append(old_ones)
        jobs = [*self._within(_in_turns(fresh)), *_in_turns(again)]
        for job in jobs:
            if job.source:
                self.runs[job.source.name].waiting += 1
        return jobs

    def visit(self, jobs: Sequence[Job]) -> Iterator[tuple[str, Outcome]]:
        """Visit what find() returned; yield the outcomes with the names of their sources, the sources that could not be
        read first.

        Raises StorageError where the archive refuses.
        """
        yield from ((name, failed) for name, run in self.runs.items() for failed in run.failures)
        self._finish(run for run in self.runs.values() if not run.waiting)
        visiting = Visiting(self._run, self._readers.pages(len(jobs)), self._readers.settings)
        for group in visiting.visit(jobs) if jobs else ():
            touched = {run.source.name: run for visited in group if (run := self._count(visited))}
            self._finish(run for run in touched.values() if not run.waiting)
            for visited in group:
                if visited.attempted:
                    yield from ((visited.job.source.name, one) for one in visited.outcomes if visited.job.source)
        for run in self.runs.values():  # time was up
            run.left += run.waiting
        self._finish(run for run in self.runs.values() if run.waiting)

    def _count(self, visited: Visited) -> SourceRun | None:
        if visited.job.source is None:
            return None
        run = self.runs[visited.job.source.name]
        run.waiting -= 1
        run.left += not (visited.attempted and visited.noted)
        run.new += sum(isinstance(outcome, Archived) for outcome in visited.outcomes)
        return run

    def _finish(self, runs: Iterator[SourceRun]) -> None:
        """Note that the addresses of these sources were read: only now is everything they list archived."""
        notes = [
            listed.visit(self._run, left=run.left, new=run.new if number == 0 else 0)
            for run in runs
            for number, listed in enumerate(one for one in run.listed if not one.failed)
        ]
        self._archive.visits.add(notes)

    def _due(self, source: Source) -> Iterator[str]:
        """Yield the addresses of *source* that are to be read now."""
        if source.kind is SourceKind.PAGE:
            return
        for url in source.urls:
            before = self._archive.standings.of(url, Part.SOURCE)
            due = source_due_at(before, source.every, limited=source.limit is not None)
            if self._options.force or due is None or due <= self._run.now():
                yield url

    def _jobs(self, run: SourceRun) -> tuple[list[Job], list[Job]]:
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
                imported = before is None and self._archive.holds(entry.url)
                if imported:
                    before = self._imported(entry)
                if before is None and not imported:
                    fresh.append(_job(run.source, entry.url, None, entry))
                elif before is not None and self._may_visit(run.source, before, entry):
                    again.append(_job(run.source, entry.url, before, entry))
                else:
                    run.known += 1
        again += [
            _job(run.source, before.target, before, None)
            for before in self._archive.standings.due(run.source.name, self._run.now())
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
        if moment is None or self._run.now() - moment > young:
            return None
        try:
            record = self._archive.get(entry.url)
        except (NotInArchive, BadRecord):
            return None
        article, read_at = record.article, moment_of(record.article.retrieved_at)
        told = entry.published or moment_of(article.published_at)
        return as_if_visited(entry.url, record.stamp.id, read_at, told) if read_at else None

    def _watched(self, source: Source, url: str) -> Job | None:
        before = self._archive.standings.of(url)
        due = source_due_at(before, source.every)
        wanted = self._options.force or due is None or due <= self._run.now()
        return _job(source, url, before, None) if wanted and self._take(url) else None

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
        return due is not None and due <= self._run.now()

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

    def _within(self, jobs: list[Job]) -> list[Job]:
        limit = len(jobs) if self._options.limit is None else self._options.limit
        beyond = Counter(job.source.name for job in jobs[limit:] if job.source)
        for name, number in beyond.items():
            self.runs[name].left += number
        return jobs[:limit]


def _job(source: Source, url: str, before: Standing | None, entry: Entry | None) -> Job:
    return Job(target=target_of(source, url, before), source=source, before=before, entry=entry)


def _age(job: Job) -> float:
    """Return what puts the newest first, and what has no date last, each in the order of the list."""
    return -job.published.timestamp() if job.published else 0.0


def _in_turns(several: Sequence[Sequence[Job]]) -> list[Job]:
    return [job for turn in zip_longest(*several) for job in turn if job is not None]
