"""A run of collect from outside: alone, at the right moment, not for too long."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from datetime import UTC, datetime

from newsarc.app.archive import Archive
from newsarc.app.collecting import note_skipped_run
from newsarc.app.moments import ago
from newsarc.app.visiting import new_run
from newsarc.archive import lock
from newsarc.errors import ArchiveBusy

_HOLDER = re.compile(r"pid (\d+) since (\S+)Z")


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
        note_skipped_run(archive, now, run, said)
        raise ArchiveBusy(
            said, subject=str(archive.path), advice="this run was skipped; a run that hangs is ended by --max-time"
        ) from busy
    with contextlib.ExitStack() as stack:
        stack.push(holding.__exit__)
        yield run


def _said(message: str, now: datetime) -> str:
    found = _HOLDER.search(message)
    if not found:
        return "another run of collect is under way"
    since = datetime.fromisoformat(found[2]).replace(tzinfo=UTC)
    return f"another run of collect is under way (pid {found[1]}, for {ago(since, now)})"
