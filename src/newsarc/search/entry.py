"""What the index is told of a record, and what it answers."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec

from newsarc.model.article import Article
from newsarc.model.record import Kind, Position, RecordId, Stamp


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A record as the index sees it."""

    id: RecordId
    kind: Kind
    position: Position
    published: int
    """Unix seconds; when it was retrieved, where the day of publication is not known"""
    title: str = ""
    lead: str = ""
    text: str = ""
    authors: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    """names"""
    publisher: tuple[str, ...] = ()
    """name and domain, what is known of them"""
    language: str | None = None


class Hit(msgspec.Struct, frozen=True):
    """A record that was found."""

    id: RecordId
    position: Position
    score: float
    """higher is better within one search; 0 where the query only filters or asks for the newest"""
    published: int
    """Unix seconds"""


class Hits(msgspec.Struct, frozen=True):
    """One page of what was found."""

    total: int
    """of all pages"""
    hits: tuple[Hit, ...]


class Piece(msgspec.Struct, frozen=True):
    """A stretch of a snippet."""

    text: str
    hit: bool
    """whether the query asked for it"""


class Snippet(msgspec.Struct, frozen=True):
    """One line, in pieces. Cut ends show an ellipsis, which counts towards the width."""

    pieces: tuple[Piece, ...]

    def __str__(self) -> str:
        """Return the line without highlights."""
        return "".join(piece.text for piece in self.pieces)


def entry(stamp: Stamp, article: Article, text: str, position: Position) -> Entry:
    """Return what to index of a record.

    *text* is the article's own, or for a copy that of the record it copies. A publication time without offset is
    taken for UTC, a date for its first second.
    """
    publisher = article.publisher
    return Entry(
        id=stamp.id,
        kind=stamp.kind,
        position=position,
        published=seconds(article.published_at, article.retrieved_at),
        title=article.title,
        # A lead that the text repeats would only count its words twice.
        lead="" if article.lead is None or article.lead in text else article.lead,
        text=text,
        authors=article.authors,
        origins=tuple(origin.name for origin in article.origin),
        publisher=tuple(filter(None, (publisher.name, publisher.domain))) if publisher else (),
        language=article.language,
    )


def seconds(*stamps: str | None) -> int:
    """Return the first of *stamps* that can be read, in Unix seconds, 0 when none can. Without offset it is UTC."""
    for stamp in filter(None, stamps):
        try:
            moment = datetime.fromisoformat(stamp)
            return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
        except (ValueError, OverflowError):  # an unreadable date is an unknown one
            continue
    return 0
