"""Whether a record is another reading of the same page by newsarc: then nothing changed at the publisher's. Pure."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from newsarc.model.record import Record, RecordId


class Reading(msgspec.Struct, frozen=True):
    """What tells which page a record was made of, and by what."""

    id: RecordId
    address: str
    retrieved_at: str
    extractor: str
    digest: str | None
    """of what the server sent, where that was kept"""


def reading(record: Record) -> Reading:
    """Return which page *record* was made of; a file of unknown origin is called by its path."""
    article = record.article
    digest = record.raw.digest if record.raw else None
    return Reading(record.stamp.id, article.url or article.asked, article.retrieved_at, article.extractor, digest)


def rereads(old: Reading, new: Reading) -> bool:
    """Say whether *new* was made of the very page that *old* was made of.

    Where what the server sent was kept of both, that tells. Else what came from one address in one second and was read
    by another extractor is the same page: nothing is asked for twice in a second.
    """
    if old.digest is not None and new.digest is not None:
        return old.digest == new.digest
    same = (old.address, old.retrieved_at) == (new.address, new.retrieved_at)
    return same and old.extractor != new.extractor


def earlier(before: Iterable[Reading], new: Reading) -> RecordId | None:
    """Return the last of *before* that was made of the same page as *new*, None where there is none."""
    found = [old.id for old in before if rereads(old, new)]
    return found[-1] if found else None
