"""One run over the sources: what is new is found, fetched and archived; what may have changed is looked at again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest

import msgspec

from newsarc.app.choosing import Choosing, Options
from newsarc.app.discovering import Discovery
from newsarc.app.running import Run
from newsarc.app.sourcerun import SourceRun
from newsarc.app.visiting import Job, Visited, Visiting
from newsarc.model.outcome import Archived, Outcome, Reason
from newsarc.model.source import Source
from newsarc.pipeline import Settings
from newsarc.runners.interface import Runner


class Readers(msgspec.Struct, frozen=True):
    """Who reads what was fetched, and how."""

    feeds: Runner
    pages: Callable[[int], Runner]
    """is told how many pages there are"""
    settings: Settings
    """for pages"""


class Collection:
    """One run. Nothing but the visits says what was done: dying at any moment, the next run does the rest."""

    def __init__(self, run: Run, sources: Sequence[Source], readers: Readers, options: Options) -> None:
        self.runs = {source.name: SourceRun(source=source) for source in sources}
        self._run = run
        self._archive = run.archive
        self._readers = readers
        self._limit = options.limit
        self._choosing = Choosing(run.archive, options, run.now)
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
        due = [(run.source, url) for run in self.runs.values() for url in self._choosing.addresses(run.source)]
        known = None if dry else self._archive.standings
        discovery = Discovery(self._run.web, self._readers.feeds, known, enough=self._run.enough)
        for listed in discovery.read(due):
            self.runs[listed.source.name].listed.append(listed)
            if listed.failed and listed.failed.reason is not Reason.HOST_SET_ASIDE and not dry:
                self._archive.visits.add([listed.visit(self._run)])
        fresh, again = [], []
        for run in self.runs.values():
            run.left += discovery.unread[run.source.name]
            new_ones, old_ones = self._choosing.pages(run)
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

    def _within(self, jobs: list[Job]) -> list[Job]:
        """Return those of *jobs* that the run's limit allows."""
        limit = len(jobs) if self._limit is None else self._limit
        beyond = Counter(job.source.name for job in jobs[limit:] if job.source)
        for name, number in beyond.items():
            self.runs[name].left += number
        return jobs[:limit]


def _in_turns(several: Sequence[Sequence[Job]]) -> list[Job]:
    return [job for turn in zip_longest(*several) for job in turn if job is not None]
