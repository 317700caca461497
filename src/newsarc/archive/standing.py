"""What visits to an address come to, and when it is time for the next. Pure: no clock, no disk."""

from __future__ import annotations

from datetime import datetime, timedelta

from newsarc.lexicon.collecting import Collecting
from newsarc.model.outcome import Reason
from newsarc.model.record import RecordId
from newsarc.model.visit import Ended, Part, Standing, Visit

_WELL = frozenset({Ended.NEW, Ended.REVISION, Ended.COPY, Ended.KNOWN, Ended.READ})
_SETTLED = frozenset({400, 401, 402, 403, 404, 405, 406, 410, 451})
"""statuses that a second try an hour later does not change"""
_GONE = frozenset({404, 410, 451})
"""statuses that say that a page is gone, or no longer available"""
_RULED_OUT = frozenset({Reason.REFUSED, Reason.ROBOTS, Reason.BAD_URL, Reason.TOO_LARGE})
_SLOWEST = 86_400.0
"""seconds; a source that fails is tried at least this often, unless it is always asked less often"""
_EARLY = 0.9
"""part of a pause after which it may end: cron jobs do not start to the second"""


def fold(before: Standing | None, visit: Visit) -> Standing:
    """Return the standing of an address after *visit*. Folding all visits in order gives the same from scratch."""
    well = visit.outcome in _WELL
    was_well = before is not None and before.read_at is not None
    failed = visit.outcome is Ended.FAILED
    since, status = _gone(before, visit)
    return Standing(
        target=visit.target,
        part=visit.part,
        source=visit.source or (before.source if before else None),
        first=before.first if before and (was_well or not well) else visit.time,
        last=visit.time,
        outcome=visit.outcome,
        reason=visit.reason,
        status=visit.status,
        id=visit.id or (before.id if before else None),
        published=visit.published or (before.published if before else None),
        **_validators(before, visit),
        failures=(before.failures if before else 0) + 1 if failed else 0,
        nothings=(before.nothings if before else 0) + 1 if visit.outcome is Ended.SKIPPED else 0,
        failing_since=((before.failing_since if before else None) or visit.time) if failed else None,
        read_at=visit.time if well else before.read_at if before else None,
        gone_since=since,
        gone_status=status,
        entries=visit.entries if visit.entries is not None or before is None else before.entries,
        left=visit.left if well or before is None else before.left,
        new=visit.new if well or before is None else before.new,
    )


def as_if_visited(target: str, record: RecordId, read_at: datetime, published: datetime | None) -> Standing:
    """Return the standing of a page that was imported and never visited, as if *record* had come of a visit."""
    return Standing(
        target=target,
        part=Part.PAGE,
        first=read_at,
        last=read_at,
        outcome=Ended.KNOWN,
        id=record,
        published=published,
        read_at=read_at,
    )


def due_at(standing: Standing, table: Collecting) -> datetime | None:
    """Return when the page may be visited again, None for never.

    One that is archived: by its age at the last visit, often while it is young, never once it is old; age counts from
    publication where that is known and earlier than the first visit. One that failed: after longer and longer pauses.
    One without an article, or that rules or the server refuse: a few times more, in case that changes.
    """
    if standing.outcome in _WELL:
        born = min(standing.first, standing.published or standing.first)
        age = (standing.last - born) / timedelta(hours=1)
        pause = next((step.every_hours for step in table.recheck if age < step.younger_than_hours), None)
    elif standing.outcome is Ended.FAILED and not _hopeless(standing):
        pause = _nth(table.retry_hours, standing.failures)
    else:
        pause = _nth(table.look_again_hours, standing.nothings + standing.failures)
    return None if pause is None else standing.last + timedelta(hours=pause)


def source_due_at(standing: Standing | None, every: float, *, limited: bool = False) -> datetime | None:
    """Return when a source's address may be read again, None for at once. *every* is in seconds.

    After failures in a row the pause doubles, up to a day. What a run left because its time was up is for the next
    run: a feed may not list it any more when *every* is over. What a source's own limit left waits (*limited*): its
    owner wanted it to take that long.
    """
    if standing is None or (standing.left and not standing.failures and not limited):
        return None
    if standing.failures:
        pause = min(every * 2.0 ** min(standing.failures - 1, 10), _SLOWEST)
        every = max(every, pause)
    return standing.last + timedelta(seconds=every * _EARLY)


def outdated(standing: Standing, updated: datetime | None, *, at_least: timedelta = timedelta(minutes=10)) -> bool:
    """Say whether a feed's word that a page was *updated* is news: later than the last visit, which is no moment ago.

    Only for pages that are archived; a date that is in the future of the last visit for ever must not mean "always":
    the visit after it ends that.
    """
    return (
        updated is not None
        and standing.id is not None
        and standing.outcome in _WELL
        and updated - standing.last > at_least
    )


def _hopeless(standing: Standing) -> bool:
    return standing.status in _SETTLED or standing.reason in _RULED_OUT


def _nth(pauses: tuple[float, ...], number: int) -> float | None:
    return pauses[number - 1] if 0 < number <= len(pauses) else None


def _gone(before: Standing | None, visit: Visit) -> tuple[datetime | None, int | None]:
    """Return since when the page is gone, and by which status. A server that fails in another way afterwards does not
    bring it back.
    """
    known = (before.gone_since, before.gone_status) if before else (None, None)
    if visit.outcome not in _WELL and visit.status in _GONE:
        return known[0] or visit.time, visit.status
    return known if visit.outcome is Ended.FAILED else (None, None)


def _validators(before: Standing | None, visit: Visit) -> dict[str, str | None]:
    """Return the validators for the next request: this answer's; those of the answer that a 304 confirms."""
    if visit.etag or visit.last_modified or before is None:
        return {"etag": visit.etag, "last_modified": visit.last_modified}
    if visit.outcome in _WELL and visit.status != 304:
        return {"etag": None, "last_modified": None}
    return {"etag": before.etag, "last_modified": before.last_modified}
