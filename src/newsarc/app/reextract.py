"""Today's extractor over pages that are kept as they came: the use case behind ``newsarc reextract``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import islice

import msgspec

from newsarc.app.archive import Archive
from newsarc.app.searching import Question, ask
from newsarc.errors import DataError, NewsarcError, NotInArchive
from newsarc.model.outcome import Failed, Outcome, Prepared, Reason, Skipped
from newsarc.model.record import Record, RecordId
from newsarc.model.target import Input, Target

_PAGE = 500
"""hits asked for at a time"""


class Rehearsal:
    """An archive that only says what it would do."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def check_space(self) -> None:
        """Return: nothing is written."""

    def settle(self, batch: Sequence[Prepared | Skipped | Failed]) -> list[Outcome]:
        """Return what became of *batch* if it was archived; see Archive.rehearse."""
        return self._archive.rehearse(batch)


def kept_pages(
    archive: Archive,
    names: Sequence[str],
    question: Question | None,
    passed_over: Callable[[], None] = lambda: None,
) -> Iterator[Input]:
    """Yield the pages to read anew: those called *names*, those that answer *question*, or all.

    Each is the latest at its address and carries where its bytes are, and when they came. Of all, those without bytes
    are passed over, and *passed_over* is called for each; of those that were named, the reason is given.
    """
    if names or question is not None:
        for name in (*names, *(_answering(archive, question) if question else ())):
            try:
                yield _item(archive, archive.get(name), name)
            except NewsarcError as error:
                yield Failed(asked=name, reason=Reason.MISSING, detail=error.message)
        return
    # What this run adds stands behind what was there when it began.
    for record in islice(archive, len(archive)):
        if archive.latest(record) != record.stamp.id:
            continue
        if archive.raw(record) is None:
            passed_over()
        else:
            yield _item(archive, record, record.stamp.id)


def _answering(archive: Archive, question: Question) -> list[RecordId]:
    """Return the records that answer *question*: all of them, before any is read anew and the answer changes."""
    found: list[RecordId] = []
    while True:
        hits = ask(archive, msgspec.structs.replace(question, limit=_PAGE, offset=len(found), width=1)).hits
        found += [hit.record.stamp.id for hit in hits]
        if len(hits) < _PAGE:
            return found


def _item(archive: Archive, record: Record, name: str) -> Input:
    article = record.article
    raw = archive.raw(record)
    if raw is None:
        return Skipped(asked=name, reason=Reason.NO_RAW, detail="what the server sent was not kept")
    latest = archive.latest(record)
    if latest != record.stamp.id:
        return Skipped(asked=name, reason=Reason.SUPERSEDED, detail=f"{latest} came later from the same address")
    try:
        recorded = archive.served(record)
    except NotInArchive as error:
        return Failed(asked=name, reason=Reason.MISSING, detail=error.message)
    except DataError as error:
        return Failed(asked=name, reason=Reason.DAMAGED, detail=error.message)
    return Target(
        asked=article.asked,
        url=article.url,
        retrieved_at=datetime.fromisoformat(article.retrieved_at),
        recorded=recorded,
        raw=raw,
    )
