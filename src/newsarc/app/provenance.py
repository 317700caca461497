"""Everything that is known about where a record came from: the use case behind ``newsarc show --provenance``."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from newsarc.app.archive import Archive
from newsarc.app.visited import PageVisits
from newsarc.archive.digest import content_hash
from newsarc.errors import BadRecord, NotInArchive
from newsarc.model.parts import Removed
from newsarc.model.record import Kind, Position, Record, RecordId
from newsarc.model.visit import Gone

_NEARBY = 500
"""copies and revisions that are told of one by one, of each the oldest: every one is read from the archive"""


class Relative(msgspec.Struct, frozen=True, omit_defaults=True):
    """Another record of the same text, or another text of the same page."""

    id: RecordId
    kind: Kind
    retrieved_at: str
    url: str | None = None
    publisher: str | None = None
    title: str = ""


class Provenance(msgspec.Struct, frozen=True):
    """A record, where its line is, and what stands beside it."""

    record: Record
    """with its text, a copy's too"""
    position: Position
    hash_fits: bool
    """whether the text still gives the content hash that the record says"""
    evidence: tuple[Removed, ...]
    """lines taken out of the text that tell who wrote it and when"""
    copies: tuple[Relative, ...]
    """other records of this text, oldest first"""
    revisions: tuple[Relative, ...]
    """other records at this place, oldest first"""
    gone: Gone | None
    """since when the page is not at its address any more"""
    more: int
    """how many copies and revisions are left out, or damaged"""


def provenance(archive: Archive, name: str) -> Provenance:
    """Return everything that is known of the record that *name* names. Raises NotInArchive, Ambiguous, BadRecord."""
    record = archive.get(name)
    stamp = record.stamp
    same_text = [id_ for id_ in archive.carriers(stamp.content_hash) if id_ != stamp.id]
    same_place = [id_ for id_ in archive.versions(stamp.id) if id_ != stamp.id]
    copies = tuple(_relatives(archive, same_text[:_NEARBY]))
    revisions = tuple(_relatives(archive, same_place[:_NEARBY]))
    return Provenance(
        record=record,
        position=archive.position(stamp.id),
        hash_fits=content_hash(record.article.text) == stamp.content_hash,
        evidence=tuple(one for one in record.article.removed if one.rule in _TELLING),
        copies=copies,
        revisions=revisions,
        gone=_gone(archive, record, same_place),
        more=len(same_text) + len(same_place) - len(copies) - len(revisions),
    )


_TELLING = frozenset({"credit-line", "byline", "author-line", "date-line", "updated-line", "note", "front-matter"})
"""rules of extraction whose lines are evidence"""


def _gone(archive: Archive, record: Record, others: Sequence[RecordId]) -> Gone | None:
    visited = PageVisits(archive)
    visited.know(record)
    for latest in others[-1:]:
        with contextlib.suppress(BadRecord, NotInArchive):
            visited.know(archive.at(archive.position(latest)))
    return visited.gone()


def _relatives(archive: Archive, ids: Iterable[RecordId]) -> Iterator[Relative]:
    for id_ in ids:
        try:
            record = archive.get(id_)
        except (BadRecord, NotInArchive):  # counted in `more`: damage elsewhere does not hide what is known here
            continue
        article = record.article
        yield Relative(
            id=id_,
            kind=record.stamp.kind,
            retrieved_at=article.retrieved_at,
            url=article.url,
            publisher=article.publisher.name if article.publisher else None,
            title=article.title,
        )
