"""Where a record came from, and how to cite it: on a terminal, in a pipe, as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from newsarc.app.provenance import Provenance, Relative
from newsarc.archive.codec import safe_json
from newsarc.citing.styles import CSL, cite
from newsarc.citing.tagged import csl
from newsarc.citing.work import work
from newsarc.cli.neutral import line
from newsarc.cli.output import Output
from newsarc.cli.versions import gone_fields, gone_text
from newsarc.cli.wrap import spans
from newsarc.model.record import Record

_LABEL = 14
"""columns for the name of a fact, with its margin"""
_SHOWN = 20
"""copies and revisions printed one by one for people; --json has all"""

Fact = tuple[str, str, str]
"""its name, its value, and what shows it"""


def print_citations(output: Output, records: Sequence[Record], style: str) -> None:
    """Print *records* in a style of newsarc.citing, each once; CSL-JSON as one array on a line."""
    works = [work(record) for record in {record.stamp.id: record for record in records}.values()]
    if style == CSL:
        output.json(safe_json([csl(one) for one in works]))
    elif works:
        output.data(cite(works, style))


def print_provenance(output: Output, found: Provenance) -> None:
    """Print every fact with its evidence, in groups."""
    title = line(found.record.article.title) or "(no title)"
    for start, end in spans(title, output.width) if output.for_people else [(0, len(title))]:
        output.styled((title[start:end], {"bold": True}))
    for group, facts in _groups(found):
        told = [fact for fact in facts if fact[1]]
        if told:
            output.data()
            output.styled((group, {"bold": True, "fg": "cyan"}))
        for fact in told:
            _print_fact(output, *map(line, fact))
    if found.more:
        output.warn(f"newsarc: {found.more:,} more copies and revisions are not told of here, or damaged")


def provenance_json(found: Provenance) -> bytes:
    """Return everything as one JSON object, the text itself left out."""
    record, article = found.record, found.record.article
    facts = msgspec.to_builtins(msgspec.structs.replace(article, text="", removed=(), asked="?"))
    known = {key: value for key, value in facts.items() if key not in _ELSEWHERE}
    return safe_json(
        {
            **msgspec.to_builtins(record.stamp),
            "addresses": _known(asked=article.asked, url=article.url, canonical_url=article.canonical_url),
            **known,
            "evidence": [msgspec.to_builtins(one) for one in found.evidence],
            "content_hash_fits": found.hash_fits,
            "line": {**msgspec.to_builtins(found.position), "sum": record.sum, "prev": record.prev},
            **_known(raw=msgspec.to_builtins(record.raw) if record.raw else None),
            "copies": [msgspec.to_builtins(one) for one in found.copies],
            "revisions": [msgspec.to_builtins(one) for one in found.revisions],
            **_known(gone=gone_fields(found.gone) if found.gone else None),
            "left_out": found.more,
        }
    )


_ELSEWHERE = ("asked", "url", "canonical_url", "lead", "image")


def _known(**fields: object) -> dict[str, object]:
    return {name: value for name, value in fields.items() if value is not None}


def _groups(found: Provenance) -> Iterator[tuple[str, list[Fact]]]:
    yield "How it came here", _road(found)
    yield "Who and when", list(_people(found))
    yield "What was kept", list(_kept(found))
    yield "Copies of this text", list(_relatives(found.copies))
    yield "Other texts of this page", list(_relatives(found.revisions))


def _road(found: Provenance) -> list[Fact]:
    record = found.record
    article, stamp = record.article, record.stamp
    of = stamp.same_as or stamp.revises
    return [
        ("asked for", article.asked, "as it was given"),
        ("served from", article.url or "", "after redirects"),
        ("calls itself", article.canonical_url or "", "the page"),
        ("retrieved", article.retrieved_at, "our clock, or the manifest's word"),
        *(
            ("came from", f"archive {one.archive or '?'}", f"{one.id} there, its sum {one.sum}")
            for one in article.imported_from
        ),
        ("became", stamp.id, f"{stamp.kind.value}{f' of {of}' if of else ''}"),
        ("the page", gone_text(found.gone) if found.gone else "", "visits"),
    ]


def _people(found: Provenance) -> Iterator[Fact]:
    article = found.record.article
    publisher = article.publisher
    if publisher:
        yield "publisher", publisher.name, publisher.evidence
        yield "its domain", publisher.domain or "", ""
    for one in article.origin:
        yield "origin", f"{one.name}, {one.role.value}", f"{one.found.value}: {one.credit}"
    yield "by", ", ".join(article.authors), ""
    yield "with", ", ".join(article.contributors), ""
    yield "filed from", article.dateline or "", "the dateline" if article.dateline else ""
    yield "published", article.published_at or "", article.published_from or ""
    yield "modified", article.modified_at or "", ""
    yield "language", article.language or "", ""
    for removed in found.evidence[:_SHOWN]:
        yield "it said", removed.text, f"{removed.rule}, taken out of the text"


def _kept(found: Provenance) -> Iterator[Fact]:
    record, article, where = found.record, found.record.article, found.position
    yield "text", f"{len(article.text):,} characters", article.incomplete_because or ""
    yield "its hash", record.stamp.content_hash, "fits the text" if found.hash_fits else "DOES NOT FIT THE TEXT"
    yield "read by", article.extractor, f"verdict {article.verdict.value}"
    yield "line", f"articles/{where.segment}.jsonl", f"{where.length:,} bytes from byte {where.offset:,}"
    yield "its sum", record.sum, "fits the line"
    yield "after", record.prev, "the sum of the line before"
    there = ((f"there, in raw/ of {one.archive or '?'}", one.raw) for one in article.imported_from)
    for place, raw in [("", record.raw), *there]:
        if raw:
            yield "original", f"{raw.file} from byte {raw.offset:,}", f"{place}: {raw.digest}" if place else raw.digest


def _relatives(relatives: Sequence[Relative]) -> Iterator[Fact]:
    for one in relatives[:_SHOWN]:
        place = one.publisher or one.url or ""
        yield one.id[:8], f"{one.kind.value}, {one.retrieved_at}", f"{place}: {one.title}" if one.title else place
    if len(relatives) > _SHOWN:
        yield "…", f"{len(relatives) - _SHOWN:,} more", "--json has them"


def _print_fact(output: Output, name: str, value: str, shows: str) -> None:
    """Print a fact: on a terminal its evidence beside it where there is room, else below; in a pipe with tabs."""
    if not output.for_people:
        output.data(f"{name}\t{value}\t{shows}" if shows else f"{name}\t{value}")
        return
    room = output.width - _LABEL
    whole = f"{value}  ({shows})" if shows else value
    head = f"{name:>{_LABEL - 2}}  "
    for start, end in spans(whole, room):
        plain = whole[start : min(end, max(start, len(value)))]
        output.styled((head, {"dim": True}), (plain, {}), *_dim(whole[start + len(plain) : end]))
        head = " " * _LABEL


def _dim(text: str) -> list[tuple[str, dict[str, object]]]:
    return [(text, {"dim": True})] if text else []
