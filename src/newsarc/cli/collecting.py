"""What collect shows while it works, and how it ends."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence

import msgspec

from newsarc.app import wiring
from newsarc.app.choosing import Options
from newsarc.app.clock import elapsed, utc_now
from newsarc.app.collecting import Collection, Readers
from newsarc.app.gather import Tally
from newsarc.app.moments import at
from newsarc.app.running import Run, alone
from newsarc.app.sourcerun import SourceRun
from newsarc.app.sources import Sources
from newsarc.app.sourcevalues import seconds
from newsarc.app.visiting import Job
from newsarc.app.web import OpenWeb
from newsarc.archive.codec import safe_json
from newsarc.cli import render
from newsarc.cli.counting import counted
from newsarc.cli.options import Session
from newsarc.cli.output import Output, StdoutClosed
from newsarc.cli.progress import progress
from newsarc.cli.tables import table
from newsarc.errors import Exit, UsageError
from newsarc.model.outcome import Failed, Known, Outcome
from newsarc.model.source import Source


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What the command line asks for."""

    names: Sequence[str]
    since: str | None
    limit: int | None
    force: bool
    max_time: str | None
    jitter: str | None


def run_collect(session: Session, wanted: Wanted, *, dry_run: bool, as_json: bool) -> int:
    """Do one run and report; return the exit code."""
    options = Options(
        since=at(wanted.since, utc_now()) if wanted.since else None, limit=wanted.limit, force=wanted.force
    )
    longest = seconds(wanted.max_time) if wanted.max_time else None
    if wanted.jitter:
        time.sleep(random.uniform(0.0, seconds(wanted.jitter)))  # noqa: S311  # not a secret
    begun = elapsed()
    with wiring.archive(session.config, create=False) as archive:
        sources = Sources(archive.layout).some(wanted.names)
        if not sources:
            raise UsageError("there is nothing to collect", advice="newsarc source add URL")
        with alone(archive, utc_now()) as name, OpenWeb(session.config, archive.layout.manners) as web:
            run = Run(
                name=name,
                archive=archive,
                web=web,
                now=utc_now,
                enough=lambda: longest is not None and elapsed() - begun > longest,
            )
            readers = Readers(
                wiring.feed_runner(session.config),
                lambda pages: wiring.runner(session.config, items=pages),
                wiring.settings(session.config, session.output.warn),
            )
            collection = Collection(run, sources, readers, options)
            if dry_run:
                return _show_plan(session.output, collection.find(dry=True), collection, as_json=as_json)
            return _report(session, collection, begun, as_json=as_json)


def _report(session: Session, collection: Collection, begun: float, *, as_json: bool) -> int:
    output = session.output
    tally = Tally()
    ended = False
    try:
        jobs = collection.find()
        with progress(output, "collecting", lambda: len(jobs), shown=not as_json and bool(jobs)) as advance:
            for name, outcome in collection.visit(jobs):
                tally.count(outcome)
                _show(output, name, outcome, as_json=as_json)
                advance(render.so_far(tally))
        ended = True
    finally:
        if ended or tally.inputs:  # else it was cut off before the first: "nothing to do" would be wrong
            _sum_up(output, tally, list(collection.runs.values()), elapsed() - begun)
    return tally.exit


def _sum_up(output: Output, tally: Tally, runs: Sequence[SourceRun], took: float) -> None:
    unread = {run.source.name: run.failures[0] for run in runs if run.failures}
    said = render.summary(tally, took)
    if unread:
        named = [f"{name} ({failed.reason})" for name, failed in unread.items()]
        said += f"; not read: {', '.join(named[:8])}{f' and {len(named) - 8} more' if len(named) > 8 else ''}"
    if partly := [_partly(run) for run in runs if run.missing and not run.failures]:
        said += f"; {', '.join(partly)}"
    if left := sum(run.left for run in runs):
        said += f"; {left:,} left for the next run"
    if tally.exit and output.quiet:
        output.warn(said)
    elif tally.added or tally.exit or output.verbosity or output.interactive:
        output.note(said)
    for run in runs:
        whole = sum(1 for one in run.listed if one.found)
        output.detail(
            f"  {run.source.name}: {len(run.listed)} read, {whole} changed; {run.entries:,} listed, {run.known:,} known"
            f", {run.unwanted:,} not wanted, {run.new:,} archived, {run.left:,} left"
        )
        for failed in run.missing:
            output.detail(f"  {run.source.name}: not read: {render.outcome_text(failed)}")


def _partly(run: SourceRun) -> str:
    return f"{run.source.name}: {len(run.missing):,} of {run.sitemaps:,} sitemaps not read"


def _show(output: Output, name: str, outcome: Outcome, *, as_json: bool) -> None:
    """Show *outcome* of the source called *name*: as JSON, as a line to who watches or asked with -v, else not."""
    try:
        if as_json:
            output.json(render.outcome_json(outcome, source=name))
        elif output.verbosity or (output.for_people and not output.quiet and not isinstance(outcome, Known)):
            output.styled(*render.outcome_line(outcome))
    except StdoutClosed:
        if isinstance(outcome, Failed):
            output.detail(render.outcome_text(outcome))


def _show_plan(output: Output, jobs: Sequence[Job], collection: Collection, *, as_json: bool) -> int:
    """Print what a run would fetch."""
    if as_json:
        for job in jobs:
            output.json(safe_json(_plan_fields(job)))
    else:
        rows = [
            (_name(job.source), _why(job), _day(job), (job.entry and job.entry.title) or job.target.asked)
            for job in jobs
        ]
        table(output, ("source", "", "published", "page"), rows)
    failures = [failed for run in collection.runs.values() for failed in run.failures]
    for failed in failures:
        output.warn(render.outcome_text(failed))
    for failed in (one for run in collection.runs.values() if not run.failures for one in run.missing):
        output.note(f"not read: {render.outcome_text(failed)}")
    left = sum(run.left for run in collection.runs.values())
    output.note(
        f"{counted(len(jobs), 'page')} would be fetched" + (f", {left:,} left for the next run" if left else "")
    )
    return Exit.DONE if not failures else Exit.SOME_FAILED if jobs else Exit.NOTHING_SUCCEEDED


def _plan_fields(job: Job) -> dict[str, object]:
    said = {
        "source": _name(job.source),
        "why": _why(job),
        "url": job.target.asked,
        "title": job.entry.title if job.entry else "",
        "published_at": job.published,
    }
    return {key: value for key, value in said.items() if value}


def _name(source: Source | None) -> str:
    return source.name if source else ""


def _why(job: Job) -> str:
    if job.before is None:
        return "new"
    return "again" if job.before.id else "retry"


def _day(job: Job) -> str:
    return f"{job.published:%Y-%m-%d %H:%M}" if job.published else ""
