"""A record as a row: the columns that tables have, each with its name and how it is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from newsarc.model.record import Record

Value = str | int | bool | tuple[str, ...] | None


class Column(NamedTuple):
    """One column."""

    read: Callable[[Record], Value]
    kind: type
    """``str``, ``int``, ``bool``, or ``tuple`` for several texts"""


COLUMNS: Mapping[str, Column] = {
    "id": Column(lambda r: r.stamp.id, str),
    "kind": Column(lambda r: r.stamp.kind.value, str),
    "revises": Column(lambda r: r.stamp.revises, str),
    "same_as": Column(lambda r: r.stamp.same_as, str),
    "content_hash": Column(lambda r: r.stamp.content_hash, str),
    "url": Column(lambda r: r.article.url, str),
    "canonical_url": Column(lambda r: r.article.canonical_url, str),
    "asked": Column(lambda r: r.article.asked, str),
    "retrieved_at": Column(lambda r: r.article.retrieved_at, str),
    "published_at": Column(lambda r: r.article.published_at, str),
    "published_from": Column(lambda r: r.article.published_from, str),
    "modified_at": Column(lambda r: r.article.modified_at, str),
    "publisher": Column(lambda r: r.article.publisher.name if r.article.publisher else None, str),
    "publisher_domain": Column(lambda r: r.article.publisher.domain if r.article.publisher else None, str),
    "publisher_evidence": Column(lambda r: r.article.publisher.evidence if r.article.publisher else None, str),
    "origin": Column(lambda r: tuple(origin.name for origin in r.article.origin), tuple),
    "credit": Column(lambda r: tuple(origin.credit for origin in r.article.origin), tuple),
    "authors": Column(lambda r: r.article.authors, tuple),
    "contributors": Column(lambda r: r.article.contributors, tuple),
    "title": Column(lambda r: r.article.title, str),
    "lead": Column(lambda r: r.article.lead, str),
    "text": Column(lambda r: r.article.text, str),
    "dateline": Column(lambda r: r.article.dateline, str),
    "language": Column(lambda r: r.article.language, str),
    "categories": Column(lambda r: r.article.categories, tuple),
    "tags": Column(lambda r: r.article.tags, tuple),
    "image": Column(lambda r: r.article.image, str),
    "complete": Column(lambda r: r.article.complete, bool),
    "incomplete_because": Column(lambda r: r.article.incomplete_because, str),
    "verdict": Column(lambda r: r.article.verdict.value, str),
    "extractor": Column(lambda r: r.article.extractor, str),
    "raw_file": Column(lambda r: r.raw.file if r.raw else None, str),
    "raw_offset": Column(lambda r: r.raw.offset if r.raw else None, int),
    "raw_digest": Column(lambda r: r.raw.digest if r.raw else None, str),
    "sum": Column(lambda r: r.sum, str),
}
USUAL = ("id", "kind", "published_at", "publisher", "origin", "authors", "title", "language", "url", "text")
"""of a CSV file for which no columns are named"""


def plain(value: Value) -> Value:
    """Return *value* without NUL, which ends a text in many a program: U+FFFD stands for it."""
    match value:
        case str():
            return value.replace("\0", "\ufffd")
        case tuple():
            return tuple(one.replace("\0", "\ufffd") for one in value)
        case _:
            return value
