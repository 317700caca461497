"""What changed, on a terminal, in a pipe, and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

import msgspec

from newsarc.app.history import Difference, Fact, Lost, Version
from newsarc.archive.codec import safe_json
from newsarc.cli.counting import counted
from newsarc.cli.neutral import line, neutral
from newsarc.cli.output import Output, Styled
from newsarc.cli.wrap import shortened, spans
from newsarc.comparing.unified import unified
from newsarc.comparing.words import Change, Piece, word_changes
from newsarc.errors import Exit
from newsarc.model.record import Record
from newsarc.model.visit import Gone, Headline

Entry = Version | Lost | Headline | Gone
Row = list[tuple[Change, str]]
"""a paragraph in pieces"""

_MARKS = {Change.SAME: ("", ""), Change.REMOVED: ("[-", "-]"), Change.ADDED: ("{+", "+}")}
_STYLES: dict[Change, dict[str, Any]] = {
    Change.SAME: {},
    Change.REMOVED: {"fg": "red", "strikethrough": True},
    Change.ADDED: {"fg": "green", "bold": True},
}


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


def print_difference(output: Output, found: Difference, *, context: int) -> None:
    """Print how one record became another, word by word within its paragraphs."""
    for mark, record in (("from", found.old), ("to", found.new)):
        name = shortened(_name(record), output.width - 12) if output.for_people else _name(record)
        output.styled((f"{mark:>10}  ", {"dim": True}), (name, {}))
    if found.anew:
        _print_row(output, [(Change.SAME, _anew(found.new))], head=f"{'note':>10}  ")
    for fact in found.facts:
        _print_row(output, _fact_row(fact), head=f"{fact.name:>10}  ")
    words = found.words
    said = f"+{words.added:,} -{words.removed:,}" if words.added or words.removed else _unchanged(found)
    output.styled((f"{'words':>10}  ", {"dim": True}), (said, {}))
    for shown in _around(list(rows(found.text)), context):
        output.data()
        if isinstance(shown, int):
            output.styled((f"… {counted(shown, 'paragraph')} the same", {"dim": True}))
        else:
            _print_row(output, shown)


def print_unified(output: Output, found: Difference, *, context: int) -> None:
    """Print how one text became another in the form of ``diff -u``, the other facts before it in lines with a #."""
    if found.anew:
        output.data(f"# note: {_anew(found.new)}")
    for fact in found.facts:
        output.data(
            f"# {fact.name}: {line('; '.join(fact.old)) or '(none)'} -> {line('; '.join(fact.new)) or '(none)'}"
        )
    old, new = found.old, found.new
    names = (f"{record.stamp.id}\t{line(record.article.retrieved_at)}" for record in (old, new))
    old_name, new_name = names
    for shown in unified(old.article.text, new.article.text, old_name=old_name, new_name=new_name, context=context):
        output.data(shown)


def difference_json(found: Difference) -> bytes:
    """Return how one record became another as one JSON object."""
    ends = {
        name: {"id": one.stamp.id, "retrieved_at": one.article.retrieved_at, "content_hash": one.stamp.content_hash}
        for name, one in (("old", found.old), ("new", found.new))
    }
    facts = [msgspec.to_builtins(fact) for fact in found.facts]
    text = [msgspec.to_builtins(piece) for piece in found.text]
    return safe_json(
        {
            **ends,
            **_read_anew(found.new, found.anew),
            "facts": facts,
            "words": msgspec.to_builtins(found.words),
            "text": text,
        }
    )


def rows(pieces: Sequence[Piece]) -> Iterator[Row]:
    """Yield the paragraphs of *pieces*. A break that alone came or went shows as a pilcrow."""
    row: Row = []
    for piece in _in_whole_lines(pieces):
        for number, part in enumerate(piece.text.split("\n")):
            if number:
                mixed = any(change is not piece.change for change, _ in row)
                if mixed and piece.change is not Change.SAME:
                    row.append((piece.change, "¶"))
                if not (mixed and piece.change is Change.REMOVED):  # what was one paragraph's end is one no more
                    yield row
                    row = []
            if part:
                row.append((piece.change, part))
    if row:
        yield row


def _in_whole_lines(pieces: Sequence[Piece]) -> list[Piece]:
    """Return *pieces* so that paragraphs that came or went at the end are whole, and what is before them ends."""
    if len(pieces) > 1 and pieces[-2].change is Change.SAME and pieces[-1].text.startswith("\n"):
        same, last = pieces[-2:]
        return [*pieces[:-2], Piece(same.change, same.text + "\n"), Piece(last.change, last.text[1:])]
    return list(pieces)


def _around(every: list[Row], context: int) -> Iterator[Row | int]:
    """Yield the rows that changed with *context* rows around each, and for the others their number."""
    changed = [at for at, row in enumerate(every) if any(change is not Change.SAME for change, _ in row)]
    near = {at for middle in changed for at in range(middle - context, middle + context + 1)}
    for shown, group in groupby(range(len(every)), key=near.__contains__):
        if shown:
            yield from (every[at] for at in group)
        else:
            yield len(list(group))


def _fact_row(fact: Fact) -> Row:
    if len(fact.old) == len(fact.new) == 1 and fact.name in ("title", "lead"):
        pieces = word_changes(line(fact.old[0]), line(fact.new[0]))
        return [(piece.change, piece.text) for piece in pieces]
    gone = [one for one in fact.old if one not in fact.new]
    come = [one for one in fact.new if one not in fact.old]
    if not gone and not come:  # only the order changed
        gone, come = list(fact.old), list(fact.new)
    marked = [(Change.REMOVED, "; ".join(gone)), (Change.ADDED, "; ".join(come))]
    return [(change, line(text)) for change, text in marked if text]


def _print_row(output: Output, row: Row, head: str = "") -> None:
    """Print a paragraph, wrapped on a terminal, below *head* where there is one."""
    text, changes = "", list[Change]()
    for change, part in row:
        before, after = _MARKS[change]
        shown = before + neutral(part) + after
        text += shown
        changes += [change] * len(shown)
    width = output.width - len(head)
    for start, end in spans(text, width) if output.for_people else [(0, len(text))]:
        margin: list[Styled] = [(head, {"dim": True})] if head else []
        output.styled(*margin, *_runs(text[start:end], changes[start:end]))
        head = " " * len(head)


def _runs(text: str, changes: Sequence[Change]) -> Iterator[Styled]:
    at = 0
    for change, group in groupby(changes):
        length = len(list(group))
        yield text[at : at + length], _STYLES[change]
        at += length


def _anew(record: Record) -> str:
    return f"the same page, read anew by {line(record.article.extractor)}: the publisher changed nothing"


def _read_anew(record: Record, anew: bool) -> dict[str, str]:
    return {"read_anew_by": record.article.extractor} if anew else {}


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
        _print_row(output, _fact_row(Fact("title", (one.before.article.title,), (article.title,))), head="  title ")


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
        **_read_anew(one.record, one.reads is not None),
        "read_anew_of": one.reads,
    }
    return safe_json({name: value for name, value in fields.items() if value is not None})


def _name(record: Record) -> str:
    article = record.article
    publisher = f"  {line(article.publisher.name)}" if article.publisher else ""
    return f"{record.stamp.id}  {line(article.retrieved_at)}{publisher}"


def _unchanged(found: Difference) -> str:
    same = found.old.article.text == found.new.article.text
    return "the same text" if same else "the same words; punctuation or paragraphs changed"
