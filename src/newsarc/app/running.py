"""A run of fetch or collect: what all that is done in it shares, and the right to be the only one of collect."""

from __future__ import annotations

import contextlib
import re
import secrets
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import msgspec

from newsarc.app.archive import Archive
from newsarc.app.moments import ago
from newsarc.app.web import Web
from newsarc.archive import lock
from newsarc.errors import ArchiveBusy
from newsarc.fetch.address import same_origin
from newsarc.model.outcome import Failed, Reason
from newsarc.model.target import Fetched, Unchanged
from newsarc.model.visit import Ended, Part, Visit

_HOLDER = re.compile(r"pid (\d+) since (\S+)Z")


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """What everything shares that is done in one run."""

    name: str
    """see new_run; its visits bear it"""
    archive: Archive
    web: Web
    now: Callable[[], datetime]
    """gives aware UTC"""
    enough: Callable[[], bool] = lambda: False
    """whether nothing more is to be asked for"""

    def visit(self, asked: str, answer: Fetched, outcome: Ended, *, again: bool = False) -> Visit:
        """Return what the log says of any *answer* for the address *asked*; the caller adds what came of it.

        With *again* the server is asked for all of it the next time: what was not read, or not whole, must not be
        called unchanged then.
        """
        served = None if isinstance(answer, Failed) else answer.url
        etag, last_modified = (None, None) if again else _validators(answer, asked)
        no_address = isinstance(answer, Failed) and answer.reason is Reason.BAD_URL
        return Visit(
            time=self.now(),
            run=self.name,
            target=asked,
            outcome=outcome,
            url=served if served != asked else None,
            status=304 if isinstance(answer, Unchanged) else answer.status,
            etag=etag,
            last_modified=last_modified,
            seconds=answer.seconds,
            robots_ignored=not no_address and self.web.ignores_robots(asked),
        )


def new_run(now: datetime) -> str:
    """Return a name for a run that begins at *now* (UTC); no other run has it."""
    return f"{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"


@contextlib.contextmanager
def alone(archive: Archive, now: datetime) -> Iterator[str]:
    """Hold the right to collect into *archive* for the length of a block; gives the run's name.

    Where another run holds it that is noted in the log of visits, and ArchiveBusy raised, which says who and for how
    long. The right dies with its holder: nothing is ever to be cleared away. Raises StorageError.
    """
    run = new_run(now)
    holding = lock.writing(archive.layout.collect_lock, 0.0)
    try:
        holding.__enter__()
    except ArchiveBusy as busy:
        said = _said(busy.message, now)
        archive.visits.add(
            [Visit(time=now, run=run, target="collect", outcome=Ended.SKIPPED, part=Part.RUN, detail=said)]
        )
        raise ArchiveBusy(
            said, subject=str(archive.path), advice="this run was skipped; a run that hangs is ended by --max-time"
        ) from busy
    with contextlib.ExitStack() as stack:
        stack.push(holding.__exit__)
        yield run


def _validators(answer: Fetched, asked: str) -> tuple[str | None, str | None]:
    """Return ETag and Last-Modified of *answer*; none where another site than the one *asked* gave them."""
    if isinstance(answer, Failed) or (answer.url and not same_origin(answer.url, asked)):
        return None, None
    said = {name.lower(): value for name, value in answer.headers}
    return said.get("etag"), said.get("last-modified")


def _said(message: str, now: datetime) -> str:
    found = _HOLDER.search(message)
    if not found:
        return "another run of collect is under way"
    since = datetime.fromisoformat(found[2]).replace(tzinfo=UTC)
    return f"another run of collect is under way (pid {found[1]}, for {ago(since, now)})"
