"""The log of visits and the state of sources as tables and as JSON."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Sequence
from datetime import datetime

import msgspec

from newsarc.app import logbook
from newsarc.app.archive import Archive
from newsarc.app.clock import utc_now
from newsarc.app.moments import ago, at, in_words
from newsarc.app.sourcevalues import duration
from newsarc.archive.codec import safe_json
from newsarc.cli.output import Output
from newsarc.cli.tables import table, table_of_places
from newsarc.errors import Exit
from newsarc.model.source import SourceKind
from newsarc.model.visit import Ended, Visit

_REASONS = 3
"""named in a row of figures, the most frequent ones"""


def print_log(
    output: Output, archive: Archive, since: str, *, source: str | None, failed: bool, limit: int, as_json: bool
) -> int:
    """Print the visits since then; return the exit code."""
    if source is not None:
        logbook.check_source(archive, source)
    visits = logbook.visits(archive, at(since, utc_now()), source=source, wrong=failed)
    if as_json:
        for visit in visits:
            output.json(safe_json(visit))
        return Exit.DONE
    newest = deque(visits, limit if failed else None)
    if not newest:
        output.note(f"nothing {'failed or was skipped' if failed else 'was fetched'} {in_words(since)}")
    elif failed:
        table_of_places(
            output, ("time (UTC)", "source", "status", "reason", "page"), [_wrong(visit) for visit in newest]
        )
    else:
        _print_runs(output, newest, limit, by_source=source is None)
    return Exit.DONE


def _print_runs(output: Output, visits: Collection[Visit], limit: int, *, by_source: bool) -> None:
    """Print the figures of the last runs, on a terminal those of the sources before them."""
    if output.for_people and by_source and (found := logbook.by_source(visits)):
        _filled(output, ("source", *_HEADS), [(name or "-", *_figures(one)) for name, one in found.items()])
        output.data()
    runs = list(logbook.by_run(visits).items())[-limit:]
    _filled(output, ("run (UTC)", "took", *_HEADS), [(_time(one.first), _took(one), *_figures(one)) for _, one in runs])


_HEADS = ("new", "revised", "copies", "known", "skipped", "failed", "unread", "why")


def _filled(output: Output, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table, on a terminal without the columns in which nothing stands: there is room for what does."""
    kept = [at for at in range(len(heads)) if not output.for_people or at == 0 or any(row[at] for row in rows)]
    table(output, [heads[at] for at in kept], [[row[at] for at in kept] for row in rows])


def _figures(one: logbook.Figures) -> tuple[str, ...]:
    counts = (one.pages[ended] for ended in (Ended.NEW, Ended.REVISION, Ended.COPY, Ended.KNOWN))
    numbers = (*counts, one.pages[Ended.SKIPPED], one.pages[Ended.FAILED], one.unread)
    why = one.note or ", ".join(f"{number:,} {reason}" for reason, number in one.reasons.most_common(_REASONS))
    return (*(f"{number:,}" if number else "" for number in numbers), why)


def _wrong(visit: Visit) -> tuple[str, ...]:
    said = f"{visit.target} ({visit.detail})" if visit.detail else visit.target
    return _time(visit.time), visit.source or "-", str(visit.status or ""), str(visit.reason or visit.outcome), said


def _time(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"


def _took(one: logbook.Figures) -> str:
    return f"{(one.last - one.first).total_seconds():.0f} s"


def print_sources(output: Output, states: Sequence[logbook.State], *, as_json: bool) -> None:
    """Print where the sources stand."""
    if as_json:
        for state in states:
            fields = msgspec.to_builtins(state)
            output.json(safe_json({key: value for key, value in fields.items() if value not in (None, "")}))
        return
    now = utc_now()
    rows = [
        (
            state.source.name,
            str(state.source.kind),
            duration(state.source.every),
            f"{ago(state.last_run, now)} ago" if state.last_run else "never",
            f"{state.new:,}" if state.last_run else "",
            f"{state.archived:,}",
            _failing(state, now),
            state.source.urls[0] + (f" and {len(state.source.urls) - 1} more" if len(state.source.urls) > 1 else ""),
        )
        for state in states
    ]
    table_of_places(output, ("source", "kind", "every", "last run", "new", "archived", "state", "address"), rows)


def _failing(state: logbook.State, now: datetime) -> str:
    if state.source.disabled:
        return "disabled"
    if state.failing_since:
        return f"failing for {ago(state.failing_since, now)}: {state.reason}"
    if state.left:
        return f"{state.left:,} left"
    if state.read_at and not state.entries and state.source.kind is not SourceKind.PAGE:
        return "lists nothing"
    return "ok" if state.last_run else ""
