"""What changed from one text to another, on a terminal, in a pipe, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

import msgspec

from newsarc.app.history import Difference, Fact
from newsarc.archive.codec import safe_json
from newsarc.cli.counting import counted
from newsarc.cli.neutral import line, neutral
from newsarc.cli.output import Output, Styled
from newsarc.cli.wrap import shortened, spans
from newsarc.comparing.unified import unified
from newsarc.comparing.words import Change, Piece, word_changes
from newsarc.model.record import Record

Row = list[tuple[Change, str]]
"""a paragraph in pieces"""

_MARKS = {Change.SAME: ("", ""), Change.REMOVED: ("[-", "-]"), Change.ADDED: ("{+", "+}")}
_STYLES: dict[Change, dict[str, Any]] = {
    Change.SAME: {},
    Change.REMOVED: {"fg": "red", "strikethrough": True},
    Change.ADDED: {"fg": "green", "bold": True},
}


def print_difference(output: Output, found: Difference, *, context: int) -> None:
    """Print how one record became another, word by word within its paragraphs."""
    for mark, record in (("from", found.old), ("to", found.new)):
        name = shortened(_name(record), output.width - 12) if output.for_people else _name(record)
        output.styled((f"{mark:>10}  ", {"dim": True}), (name, {}))
    if found.anew:
        print_row(output, [(Change.SAME, _anew(found.new))], head=f"{'note':>10}  ")
    for fact in found.facts:
        print_row(output, fact_row(fact), head=f"{fact.name:>10}  ")
    words = found.words
    said = f"+{words.added:,} -{words.removed:,}" if words.added or words.removed else _unchanged(found)
    output.styled((f"{'words':>10}  ", {"dim": True}), (said, {}))
    for shown in _around(list(rows(found.text)), context):
        output.data()
        if isinstance(shown, int):
            output.styled((f"… {counted(shown, 'paragraph')} the same", {"dim": True}))
        else:
            print_row(output, shown)


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
            **read_anew(found.new, found.anew),
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


def fact_row(fact: Fact) -> Row:
    """Return how a fact changed: a title word by word, of others what came and went."""
    if len(fact.old) == len(fact.new) == 1 and fact.name in ("title", "lead"):
        pieces = word_changes(line(fact.old[0]), line(fact.new[0]))
        return [(piece.change, piece.text) for piece in pieces]
    gone = [one for one in fact.old if one not in fact.new]
    come = [one for one in fact.new if one not in fact.old]
    if not gone and not come:  # only the order changed
        gone, come = list(fact.old), list(fact.new)
    marked = [(Change.REMOVED, "; ".join(gone)), (Change.ADDED, "; ".join(come))]
    return [(change, line(text)) for change, text in marked if text]


def print_row(output: Output, row: Row, head: str = "") -> None:
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


def read_anew(record: Record, anew: bool) -> dict[str, str]:
    """Return by what a page was read *anew*, as a field of JSON; none where it was not."""
    return {"read_anew_by": record.article.extractor} if anew else {}


def _name(record: Record) -> str:
    article = record.article
    publisher = f"  {line(article.publisher.name)}" if article.publisher else ""
    return f"{record.stamp.id}  {line(article.retrieved_at)}{publisher}"


def _unchanged(found: Difference) -> str:
    same = found.old.article.text == found.new.article.text
    return "the same text" if same else "the same words; punctuation or paragraphs changed"
