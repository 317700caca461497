"""Feeds, sitemaps and listings as ``collect`` meets them: runs over many, in one archive, with a made-up web."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path

from newsarc.app.archive import Archive
from newsarc.app.choosing import Options
from newsarc.app.collecting import Collection, Readers
from newsarc.app.gather import Tally
from newsarc.app.running import Run
from newsarc.model.outcome import Archived, Failed, Outcome, Reason
from newsarc.model.source import Source, SourceKind
from newsarc.model.target import Fetched, Page, Target
from newsarc.pipeline import Settings
from newsarc.runners.serial import Serial

KINDS = {"feed": SourceKind.FEED, "sitemap": SourceKind.SITEMAP, "listing": SourceKind.LISTING}
_MOST = 400
"""pages of one run"""


class _Web:
    """See newsarc.app.web.Web: sources are at addresses of their own, elsewhere is an article, a list or nothing."""

    def __init__(self, sources: dict[str, bytes], page: Callable[[str], bytes], now: datetime) -> None:
        self.asked: list[str] = []
        self._sources = sources
        self._page = page
        self._now = now

    def fetch(self, targets: Iterable[Target], enough: Callable[[], bool]) -> Iterator[tuple[Target, Fetched] | None]:
        for target in targets:
            if enough():
                return
            url = target.address
            self.asked.append(url)
            yield target, self._answer(target, url)
            yield None

    def _answer(self, target: Target, url: str) -> Fetched:
        chance = zlib.crc32(url.encode()) % 8
        content = self._sources.get(url)
        if content is None and chance == 0:
            return Failed(asked=target.asked, reason=Reason.HTTP_STATUS, detail="404")
        if content is None:
            content = self._page("" if chance == 1 else url)
        return Page(asked=target.asked, url=url, content=content, retrieved_at=self._now, status=200)

    def override(self, url: str, *, delay: float | None, ignore_robots: bool) -> None:
        raise AssertionError(url, delay, ignore_robots)

    def ignores_robots(self, url: str) -> bool:
        return not url


def collected(
    form: str, inputs: dict[int, bytes], folder: Path, page: Callable[[str], bytes], now: datetime
) -> Iterator[str]:
    """Yield what is wrong with two runs over *inputs*, each a source of its own, in an archive in *folder*."""
    contents = {f"https://source-{number}.example/": content for number, content in inputs.items()}
    sources = [
        Source(name=f"s{number}", urls=(url,), kind=KINDS[form]) for number, url in zip(inputs, contents, strict=True)
    ]
    archived: set[str] = set()
    with Archive(folder / "archive") as archive:
        for run in ("first", "second"):
            web = _Web(contents, page, now)
            readers = Readers(Serial(), lambda _pages: Serial(), Settings(clock=lambda: now))
            collection = Collection(
                Run(name=run, archive=archive, web=web, now=lambda: now),
                sources,
                readers,
                Options(force=True, limit=_MOST),
            )
            jobs = collection.find()
            outcomes = [outcome for _name, outcome in collection.visit(jobs)]
            yield from (f"{run} run: {what}" for what in _conserved(collection, web, len(jobs), outcomes))
            yield from (f"{run} run: {what}" for what in _noted(folder / "archive", run, collection, len(jobs)))
            again = {one.asked for one in outcomes if isinstance(one, Archived)}
            yield from (f"archived again: {url!r}" for url in sorted(again & archived))
            archived |= again


def _conserved(collection: Collection, web: _Web, jobs: int, outcomes: list[Outcome]) -> Iterator[str]:
    """Every source is read once, every page that is visited and every source that is not read has one outcome."""
    tally = Tally()
    for outcome in outcomes:
        tally.count(outcome)
    parts = tally.new + tally.revisions + tally.copies + tally.known + tally.skipped + tally.failed
    unread = sum(len(run.failures) for run in collection.runs.values())
    if not tally.inputs == parts == len(outcomes) == jobs + unread:
        yield f"{jobs} pages, {unread} sources not read, {len(outcomes)} outcomes, {parts} counted"
    for run in collection.runs.values():
        if [one.url for one in run.listed].count(run.source.urls[0]) != 1:
            yield f"{run.source.name} was read {len(run.listed)} times"
        if run.entries != sum(len(one.found.entries) for one in run.listed if one.found):
            yield f"{run.source.name}: {run.entries} entries counted"
        if run.known + run.unwanted + run.left > run.entries:
            yield f"{run.source.name}: {run.known} known, {run.unwanted} not wanted, {run.left} left of {run.entries}"
    listed = sum(len(run.listed) for run in collection.runs.values())
    if len(web.asked) != listed + jobs:
        yield f"{len(web.asked)} requests for {listed} sources and {jobs} pages"
    if tally.why_failed[Reason.BUG]:
        yield "failed(bug)"


def _noted(archive: Path, run: str, collection: Collection, jobs: int) -> Iterator[str]:
    """Every request has its line in the log."""
    listed = sum(len(one.listed) for one in collection.runs.values())
    lines = b"".join(path.read_bytes() for path in sorted((archive / "visits").glob("*.jsonl"))).splitlines()
    noted = sum(f'"run":"{run}"'.encode() in line for line in lines)
    if noted != listed + jobs:
        yield f"{noted} lines in the log for {listed} sources and {jobs} pages"
