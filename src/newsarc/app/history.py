"""What a page said, and when: the use cases behind ``newsarc history`` and ``newsarc diff``."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence

import msgspec

from newsarc.app.archive import Archive
from newsarc.app.rereading import Reading, earlier, reading, rereads
from newsarc.app.visited import PageVisits
from newsarc.comparing.words import Extent, Piece, extent, word_changes
from newsarc.errors import BadRecord, FirstText, NotInArchive
from newsarc.model.article import Article
from newsarc.model.record import Record, RecordId
from newsarc.model.visit import Gone, Headline


class Version(msgspec.Struct, frozen=True):
    """A record at a place, beside the one before it."""

    record: Record
    """with its text, a copy's too"""
    before: Record | None
    """None for the first"""
    words: Extent
    """that came and went since; of the first, all of them came"""
    reads: RecordId | None = None
    """an earlier record that was made of the same page: newsarc read it anew, the publisher changed nothing"""


class Lost(msgspec.Struct, frozen=True):
    """A record whose line is damaged."""

    id: RecordId
    problem: str


class Fact(msgspec.Struct, frozen=True):
    """Something that is known of one record and not in the same way of another."""

    name: str
    old: tuple[str, ...]
    new: tuple[str, ...]


class Difference(msgspec.Struct, frozen=True):
    """How one record became another."""

    old: Record
    new: Record
    facts: tuple[Fact, ...]
    text: tuple[Piece, ...]
    words: Extent
    anew: bool
    """whether both were made of the same page: it was read in another way, and did not change"""

    @property
    def any(self) -> bool:
        """Say whether anything differs."""
        return bool(self.facts) or self.old.article.text != self.new.article.text


def history(archive: Archive, name: str) -> Iterator[Version | Lost | Headline | Gone]:
    """Yield what stands where *name* (an address, an id, a content hash) does, oldest first; between, where visits saw
    one of these texts under another headline; at last, if so, that the page is gone.

    Raises NotInArchive, Ambiguous, BadRecord for the record that *name* names itself.
    """
    before: Record | None = None
    readings: list[Reading] = []
    visited = PageVisits(archive)
    for id_ in archive.versions(name):
        try:
            record = archive.get(id_)
        except (BadRecord, NotInArchive) as err:
            yield Lost(id_, err.message)
            continue
        visited.know(record)
        yield from visited.headlines(record.article.retrieved_at)
        changes = word_changes(before.article.text if before else "", record.article.text)
        read = reading(record)
        yield Version(record, before, extent(changes), earlier(readings, read))
        readings.append(read)
        before = record
    yield from visited.headlines()
    if gone := visited.gone():
        yield gone


def difference(archive: Archive, old: str, new: str | None = None) -> Difference:
    """Return how *old* became *new*; without *new*, how *old* came to be from what stood at its place before. What is
    a page read anew came to be from the reading before.

    Raises FirstText where nothing stood there before, NotInArchive, Ambiguous, BadRecord.
    """
    if new is not None:
        return compare(archive.get(old), archive.get(new))
    record = archive.get(old)
    here = archive.versions(old)
    at = here.index(record.stamp.id)
    if at == 0:
        raise FirstText(
            "it is the first text of its page", subject=old, advice=f"newsarc history {old} lists what there is"
        )
    return compare(archive.get(_read_before(archive, here[:at], record) or here[at - 1]), record)


def _read_before(archive: Archive, before: Sequence[RecordId], record: Record) -> RecordId | None:
    """Return which of *before* was made of the same page as *record*; those that are damaged tell nothing."""
    readings: list[Reading] = []
    for id_ in before:
        with contextlib.suppress(BadRecord, NotInArchive):
            readings.append(reading(archive.at(archive.position(id_))))
    return earlier(readings, reading(record))


def compare(old: Record, new: Record) -> Difference:
    """Return how *old*, with its text, became *new*."""
    before, after = _facts(old.article), _facts(new.article)
    facts = tuple(Fact(name, before[name], after[name]) for name in before if before[name] != after[name])
    text = word_changes(old.article.text, new.article.text)
    return Difference(old, new, facts, text, extent(text), rereads(reading(old), reading(new)))


def _facts(article: Article) -> dict[str, tuple[str, ...]]:
    publisher = article.publisher
    single = {
        "title": article.title,
        "lead": article.lead,
        "published": article.published_at,
        "modified": article.modified_at,
        "publisher": publisher.name if publisher else None,
        "dateline": article.dateline,
        "language": article.language,
        "url": article.url,
        "incomplete": article.incomplete_because,
    }
    return {
        **{name: (value,) if value else () for name, value in single.items()},
        "authors": article.authors,
        "contributors": article.contributors,
        "origin": tuple(f"{one.name} ({one.role.value})" for one in article.origin),
    }
