"""A line of another archive as an article for this one. Pure."""

from __future__ import annotations

import re
from datetime import datetime

import msgspec

from newsarc.archive import codec
from newsarc.archive.digest import content_hash
from newsarc.errors import BadRecord
from newsarc.model.article import Article
from newsarc.model.imported import Imported
from newsarc.model.outcome import Prepared
from newsarc.model.parts import Verdict
from newsarc.model.record import Kind, Record

_HOPS = 16
"""archives a record may have gone through that are remembered"""
_RETRIEVED = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\Z", re.ASCII)
_MOMENT = re.compile(
    r"\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:\d\d)?)?)?)?\Z", re.ASCII
)
_HASH = re.compile(r"1:sha256:[0-9a-f]{64}\Z")


def merged(line: bytes, archive: str | None) -> Prepared:
    """Return what *line* of the archive called *archive* holds: every field of the article, and where it comes from.

    The sum shows that the line is whole, not that it is true: the content hash is made again, times must be times. A
    copy comes without text, with the hash of the text that it stands for. Raises BadRecord.
    """
    record = codec.decode_shown(line)
    article, stamp = record.article, record.stamp
    _check_times(article)
    found = content_hash(article.text) if article.text else stamp.content_hash
    if not _HASH.match(found) or (stamp.content_hash != found and stamp.content_hash.startswith("1:")):
        raise BadRecord("content_hash: not that of the text")
    if article.verdict not in {Verdict.ARTICLE, Verdict.TEASER}:
        raise BadRecord(f"verdict: no archive keeps a {article.verdict}")
    if not article.text and stamp.kind is not Kind.COPY:
        raise BadRecord("text: there is none")
    before = (_evidence(record, archive), *article.imported_from)[:_HOPS]
    return Prepared(article=msgspec.structs.replace(article, imported_from=before), content_hash=found)


def _evidence(record: Record, archive: str | None) -> Imported:
    return Imported(archive=archive, id=record.stamp.id, sum=record.sum, raw=record.raw)


def _check_times(article: Article) -> None:
    """Raise BadRecord for what is no time: whoever reads the archive relies on that."""
    for name, value in (("published_at", article.published_at), ("modified_at", article.modified_at)):
        if value is not None and not _MOMENT.match(value):
            raise BadRecord(f"{name}: no time")
    try:
        datetime.fromisoformat(article.retrieved_at)
    except ValueError as err:
        raise BadRecord("retrieved_at: no time") from err
    if not _RETRIEVED.match(article.retrieved_at):
        raise BadRecord("retrieved_at: no time in UTC")
