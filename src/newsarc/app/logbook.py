"""What the log of visits says: of runs, of sources, of what failed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

import msgspec

from newsarc.app.archive import Archive
from newsarc.app.sources import Sources
from newsarc.app.sourcetext import no_source
from newsarc.archive.standing import source_due_at
from newsarc.model.source import Source, SourceKind
from newsarc.model.visit import Ended, Part, Standing, Visit

WRONG = frozenset({Ended.FAILED, Ended.SKIPPED})


class Figures(msgspec.Struct, kw_only=True):
    """What visits add up to."""

    first: datetime
    last: datetime
    pages: Counter[Ended] = msgspec.field(default_factory=Counter)
    """of pages, by how they ended"""
    reasons: Counter[str] = msgspec.field(default_factory=Counter)
    """why pages and sources failed or were skipped"""
    unread: int = 0
    """addresses of sources that could not be read"""
    read: int = 0
    """those that could"""
    note: str = ""
    """why a run did not take place"""

    def take(self, visit: Visit) -> None:
        """Count one more."""
        self.first, self.last = min(self.first, visit.time), max(self.last, visit.time)
        if visit.part is Part.RUN:
            self.note = visit.detail
            return
        if visit.part is Part.SOURCE:
            self.unread += visit.outcome is Ended.FAILED
            self.read += visit.outcome is not Ended.FAILED
        else:
            self.pages[visit.outcome] += 1
        if visit.outcome in WRONG:
            self.reasons[visit.reason or visit.outcome] += 1


class State(msgspec.Struct, frozen=True, kw_only=True):
    """Where one source stands."""

    source: Source
    last_run: datetime | None = None
    """when it was last tried"""
    read_at: datetime | None = None
    """when it was last read"""
    failing_since: datetime | None = None
    reason: str = ""
    """why its last attempt failed"""
    due: datetime | None = None
    """when it is next read; None: with the next run"""
    entries: int = 0
    """listed when it was last read"""
    new: int = 0
    """records that came of that"""
    left: int = 0
    """entries for the next run"""
    archived: int = 0
    """pages of it that have a record"""


def visits(archive: Archive, since: datetime, *, source: str | None, wrong: bool) -> Iterator[Visit]:
    """Yield the visits since then, oldest first: of one *source*, only what went *wrong*, as asked for."""
    for visit in archive.visits.since(since):
        if (source is None or visit.source == source) and (not wrong or visit.outcome in WRONG):
            yield visit


def check_source(archive: Archive, name: str) -> None:
    """Raise BadSources when nothing is known of a source called *name*: neither sources.toml nor the log has it."""
    sources = Sources(archive.layout)
    there = sources.all()
    ever = datetime.fromtimestamp(0, UTC)
    if all(one.name != name for one in there) and not any(visits(archive, ever, source=name, wrong=False)):
        raise no_source(name, there, str(sources.path))


def by_run(several: Iterable[Visit]) -> dict[str, Figures]:
    """Return the figures of each run, the oldest first."""
    found = _by((visit.run, visit) for visit in several)
    for run, figures in found.items():
        figures.first = min(figures.first, _begun(run) or figures.first)
    return found


def by_source(several: Iterable[Visit]) -> dict[str, Figures]:
    """Return the figures of each source that was visited, by name; pages of no source under an empty one."""
    found = _by((visit.source or "", visit) for visit in several if visit.part is not Part.RUN)
    return dict(sorted(found.items()))


def state(archive: Archive, source: Source) -> State:
    """Return where *source* stands. Call archive.standings.catch_up() first."""
    part = Part.PAGE if source.kind is SourceKind.PAGE else Part.SOURCE
    found = [one for url in source.urls if (one := archive.standings.of(url, part))]
    archived = archive.standings.archived(source.name)
    if not found:
        return State(source=source, archived=archived)
    failing = [one for one in found if one.failing_since]
    worst = min(failing, key=lambda one: one.failing_since or one.last, default=None)
    return State(
        source=source,
        last_run=max(one.last for one in found),
        read_at=max((one.read_at for one in found if one.read_at), default=None),
        failing_since=worst.failing_since if worst else None,
        reason=str(worst.reason) if worst and worst.reason else "",
        due=_earliest(found, source),
        entries=sum(one.entries or 0 for one in found),
        new=sum(one.new or 0 for one in found),
        left=max(one.left or 0 for one in found),
        archived=archived,
    )


def _earliest(found: list[Standing], source: Source) -> datetime | None:
    due = [source_due_at(one, source.every, limited=source.limit is not None) for one in found]
    known = [moment for moment in due if moment]
    return min(known) if len(known) == len(source.urls) else None


def _begun(run: str) -> datetime | None:
    """Return when a run began: its name says so, its first visit is a page that was settled."""
    try:
        return datetime.strptime(run[:16], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None


def _by(pairs: Iterable[tuple[str, Visit]]) -> dict[str, Figures]:
    found: dict[str, Figures] = {}
    for name, visit in pairs:
        if name not in found:
            found[name] = Figures(first=visit.time, last=visit.time)
        found[name].take(visit)
    return found
