"""What a page said, and when, on a terminal, in a pipe, and as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec

from newsarc.app.history import Fact, Lost, Version
from newsarc.archive.codec import safe_json
from newsarc.cli.changes import fact_row, print_row, read_anew
from newsarc.cli.neutral import line
from newsarc.cli.output import Output
from newsarc.cli.wrap import spans
from newsarc.errors import Exit
from newsarc.model.visit import Gone, Headline

Entry = Version | Lost | Headline | Gone


def print_history(output: Output, found: Iterable[Entry], *, as_json: bool) -> int:
    """Print the versions and what was seen between them; return 0, or 4 when one of them is damaged."""
    code = Exit.DONE
    for one in found:
        if isinstance(one, Lost):
            output.warn(f"newsarc: damaged record: {one.id}: {one.problem}")
            code = Exit.DAMAGE
        elif as_json:
            output.json(_version_json(one) if isinstance(one, Version) else _seen_json(one))
        elif not output.for_people:
            output.data("\t".join(line(cell) for cell in _cells(one)))
        elif isinstance(one, Version):
            _print_version(output, one)
        else:
            _print_seen(output, one)
    return code


def _notes(one: Version) -> list[str]:
    """Return what else there is to say of a version."""
    article = one.record.article
    anew = f"read anew by {line(article.extractor)}" if one.reads else ""
    cut = f"incomplete: {line(article.incomplete_because or 'why is not known')}" if not article.complete else ""
    return [note for note in (cut, anew) if note]


def _print_version(output: Output, one: Version) -> None:
    article, stamp = one.record.article, one.record.stamp
    words = f"+{one.words.added:,} -{one.words.removed:,} words" if one.before else f"{one.words.added:,} words"
    facts = (
        f"retrieved {line(article.retrieved_at)}",
        f"published {line(article.published_at)}" if article.published_at else "",
        f"modified {line(article.modified_at)}" if article.modified_at else "",
    )
    of = f" of {stamp.same_as[:8]}" if stamp.same_as else ""
    output.styled((stamp.id, {"bold": True}), (f"  {stamp.kind.value}{of}  {words}", {}))
    for fact in filter(None, facts):
        output.styled(("  " + fact, {"dim": True}))
    for note in _notes(one):
        for start, end in spans(note, output.width - 2):
            output.styled(("  " + note[start:end], {"fg": "yellow"}))
    if one.before is None:
        for start, end in spans(title := line(article.title) or "(no title)", output.width - 2):
            output.data(f"  {title[start:end]}")
    elif one.before.article.title != article.title:
        print_row(output, fact_row(Fact("title", (one.before.article.title,), (article.title,))), head="  title ")


def _print_seen(output: Output, one: Headline | Gone) -> None:
    said = gone_text(one) if isinstance(one, Gone) else f"{one.time:%Y-%m-%d} headline: {line(one.title)}"
    for start, end in spans(said, output.width):
        output.styled((said[start:end], {"fg": "cyan"}))


def _seen_json(one: Headline | Gone) -> bytes:
    if isinstance(one, Gone):
        return safe_json({"id": one.id, "kind": "gone", **gone_fields(one)})
    return safe_json({"id": one.id, "kind": "headline", "seen_at": _second(one.time), "title": one.title})


def gone_text(gone: Gone) -> str:
    """Return in a few words since when a page is gone."""
    return f"last seen {gone.last_seen:%Y-%m-%d}; gone since {gone.since:%Y-%m-%d} ({gone.status})"


def gone_fields(gone: Gone) -> dict[str, object]:
    """Return the same as fields."""
    return {"last_seen": _second(gone.last_seen), "gone_since": _second(gone.since), "status": gone.status}


def _second(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def _cells(one: Version | Headline | Gone) -> tuple[str, ...]:
    if isinstance(one, Headline):
        return one.id, "headline", _second(one.time), "", "", "+0", "-0", one.title
    if isinstance(one, Gone):
        return one.id, "gone", _second(one.since), "", "", "+0", "-0", "", gone_text(one)
    article, stamp = one.record.article, one.record.stamp
    moments = (article.retrieved_at, article.published_at or "", article.modified_at or "")
    words = f"+{one.words.added}", f"-{one.words.removed}"
    notes = ("; ".join(said),) if (said := _notes(one)) else ()
    return stamp.id, stamp.kind.value, *moments, *words, article.title, *notes


def _version_json(one: Version) -> bytes:
    article = one.record.article
    fields = {
        **msgspec.to_builtins(one.record.stamp),
        "url": article.url,
        "retrieved_at": article.retrieved_at,
        "published_at": article.published_at,
        "modified_at": article.modified_at,
        "title": article.title,
        "title_before": one.before.article.title if one.before and one.before.article.title != article.title else None,
        "words_added": one.words.added,
        "words_removed": one.words.removed,
        "complete": None if article.complete else False,
        "incomplete_because": article.incomplete_because,
        **read_anew(one.record, one.reads is not None),
        "read_anew_of": one.reads,
    }
    return safe_json({name: value for name, value in fields.items() if value is not None})
