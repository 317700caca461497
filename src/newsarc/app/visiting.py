"""Pages from the web into the archive, each attempt noted: the use case behind fetch and collect."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import partial

import msgspec

from newsarc.app.arriving import Arrivals
from newsarc.app.clock import elapsed
from newsarc.app.gather import EVERY, GROUP, GROUP_TEXT, Result, unkept, unread, weight
from newsarc.app.moments import moment_of
from newsarc.app.running import Run
from newsarc.archive.headlines import same_headline
from newsarc.errors import NewsarcError
from newsarc.model.outcome import Failed, Known, Outcome, Prepared, Reason, Skipped
from newsarc.model.source import Entry, Source
from newsarc.model.target import Fetched, Page, Target, Unchanged
from newsarc.model.visit import Ended, Standing, Visit, ended
from newsarc.pipeline import Settings, prepare
from newsarc.runners.interface import NotYet, Runner

_MOMENT = 0.01
"""seconds between two looks at whether a page was settled"""


class Job(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """One page to be visited."""

    target: Target
    source: Source | None = None
    """where it was found"""
    before: Standing | None = None
    """what earlier visits came to"""
    entry: Entry | None = None
    """what the feed says"""

    @property
    def published(self) -> datetime | None:
        """Return when it came out, as far as that is known before it is read."""
        if self.entry and self.entry.published:
            return self.entry.published
        return self.before.published if self.before else None


class Visited(msgspec.Struct, frozen=True, kw_only=True):
    """A page that was visited, and how it ended: with one outcome, but where a text file holds several articles."""

    job: Job
    outcomes: tuple[Outcome, ...]
    attempted: bool = True
    """False where the host was left alone, so that nothing is known of the page"""
    noted: bool = True
    """False where no visit tells of it, because the archive refused: whoever listed it must list it again"""


class _Read(msgspec.Struct, frozen=True):
    """A page that was fetched and read, ready to be settled."""

    job: Job
    answer: Fetched
    results: tuple[Result, ...]


class Visiting:
    """Visits pages and archives what they hold, until the run has enough.

    *room* says how many pages may be on their way and not yet settled, because what becomes of them may make it enough;
    None: any number.
    """

    def __init__(
        self, run: Run, runner: Runner, settings: Settings, *, room: Callable[[], int | None] = lambda: None
    ) -> None:
        self._run = run
        self._archive = run.archive
        self._runner = runner
        self._settings = settings
        self._room = room
        self._unsettled = 0

    def visit(self, jobs: Iterable[Job]) -> Iterator[list[Visited]]:
        """Visit *jobs* and yield them in small groups, as they end: what is Archived is on the disk then, and noted.

        What was not asked for once it was enough is not yielded. When the archive refuses (StorageError, mostly), the
        group in hand is yielded as failed and then the error raised.
        """
        self._archive.check_space()
        group: list[_Read] = []
        text, begun = 0, elapsed()
        for read in self._read(jobs):
            if isinstance(read, _Read):
                begun = begun if group else elapsed()
                group.append(read)
                text += sum(map(weight, read.results))
            if group and (len(group) >= self._most() or text >= GROUP_TEXT or elapsed() - begun > EVERY):
                yield from self._settle(group)
                group, text = [], 0
        if group:
            yield from self._settle(group)

    def _read(self, jobs: Iterable[Job]) -> Iterator[_Read | NotYet]:
        """Yield each job with what was read, as it comes; NOT_YET now and then while nothing does."""
        work: Callable[[Page], tuple[Result, ...]] = partial(prepare, settings=self._settings)
        arrivals: Arrivals[Job, Page, tuple[Result, ...]] = Arrivals(
            self._fetched, _as_listed, lambda pages: self._runner.map(work, pages, unread)
        )
        for came in arrivals.of((job.target, job) for job in jobs):
            if isinstance(came, NotYet):
                yield came
            else:
                job, answer = came.errand, came.answer
                results = came.read or ((answer,) if isinstance(answer, Failed) else ())
                yield _Read(job, answer, tuple(_wanted(one, job.source) for one in results))

    def _fetched(self, targets: Iterable[Target]) -> Iterator[tuple[Target, Fetched] | None]:
        """See Web.fetch. Nobody is asked for more than may still be wanted: what is on its way is settled first."""
        for got in self._run.web.fetch(targets, self._run.enough):
            self._unsettled += got is not None
            yield got
            while self._unsettled >= self._most() and not self._run.enough() and self._room() is not None:
                yield None
                time.sleep(_MOMENT)

    def _most(self) -> int:
        """Return how many pages are settled at once."""
        room = self._room()
        return GROUP if room is None else min(GROUP, max(1, room))

    def _settle(self, group: list[_Read]) -> Iterator[list[Visited]]:
        results = [one for read in group for one in read.results]
        self._unsettled -= len(group)
        try:
            outcomes = map(self._with_headline, self._archive.settle(results))
        except NewsarcError as err:
            yield [
                Visited(job=read.job, outcomes=tuple(unkept(one, str(err)) for one in read.results), noted=False)
                for read in group
            ]
            raise
        visited = [_visited(read, tuple(next(outcomes) for _ in read.results)) for read in group]
        pairs = zip(group, visited, strict=True)
        self._archive.visits.add([self._note(read, one) for read, one in pairs if one.attempted or not one.job.source])
        yield visited

    def _with_headline(self, outcome: Outcome) -> Outcome:
        """Return *outcome*; where the text is known but not its headline, with the one that it had."""
        if not isinstance(outcome, Known) or not outcome.title:
            return outcome
        held = self._archive.headline(outcome.id)
        if not held or same_headline(held, outcome.title):
            return outcome
        return msgspec.structs.replace(outcome, headline_was=held)

    def _note(self, read: _Read, visited: Visited) -> Visit:
        """Return the line of the log for one page."""
        job, answer = read.job, read.answer
        asked = job.target.address
        first = visited.outcomes[0]
        outcome, reason, detail, record = ended(first)
        article = read.results[0].article if read.results and isinstance(read.results[0], Prepared) else None
        again = outcome is Ended.FAILED or bool(isinstance(answer, Page) and answer.incomplete_because)
        return msgspec.structs.replace(
            self._run.visit(asked, answer, outcome, again=again),
            source=job.source.name if job.source else None,
            reason=reason,
            detail=detail,
            id=record,
            title=first.title if isinstance(first, Known) and first.headline_was else "",
            published=(moment_of(article.published_at) if article else None) or job.published,
        )


def fetch_all(visiting: Visiting, targets: Iterable[Target]) -> Iterator[Outcome]:
    """Visit *targets*, which the user typed; yield one outcome for each article, as they come. Raises StorageError."""
    for group in visiting.visit(Job(target=target) for target in targets):
        for visited in group:
            yield from visited.outcomes


def _as_listed(job: Job, page: Page) -> Page:
    """Return *page* with what the feed that led there says of it."""
    return msgspec.structs.replace(page, listed=job.entry) if job.entry else page


def _visited(read: _Read, outcomes: tuple[Outcome, ...]) -> Visited:
    job, answer = read.job, read.answer
    if isinstance(answer, Unchanged):
        return Visited(job=job, outcomes=(_as_before(job, answer),))
    left_alone = isinstance(answer, Failed) and answer.reason is Reason.HOST_SET_ASIDE
    return Visited(job=job, outcomes=outcomes, attempted=not left_alone)


def _as_before(job: Job, answer: Unchanged) -> Outcome:
    """Return how a page ended that did not change: what it holds is archived, or there was nothing to archive."""
    asked, before = job.target.asked, job.before
    if before and before.id:
        return Known(asked=asked, id=before.id, url=answer.url)
    return Skipped(asked=asked, reason=(before.reason if before else None) or Reason.NOT_FOUND)


def _wanted(one: Result, source: Source | None) -> Result:
    """Return *one*, or why its source does not want it."""
    if source is None or not source.language or not isinstance(one, Prepared):
        return one
    language = one.article.language
    if language is None or language in source.language:
        return one
    return Skipped(
        asked=one.article.asked, reason=Reason.OTHER_LANGUAGE, detail=f"{language}, not {', '.join(source.language)}"
    )
