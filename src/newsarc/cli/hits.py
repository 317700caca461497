"""What a search found, on a terminal, in a pipe, and as JSON."""

from __future__ import annotations

from itertools import islice
from typing import Any

import msgspec

from newsarc.app.hits import Hit, Hits
from newsarc.archive.codec import safe_json
from newsarc.cli.counting import counted
from newsarc.cli.neutral import line
from newsarc.cli.output import Output, Styled
from newsarc.cli.wrap import spans
from newsarc.errors import Exit
from newsarc.model.article import Article
from newsarc.model.record import Record

_HIT = {"bold": True, "fg": "yellow"}


def print_hits(
    output: Output, found: Hits, *, only_count: bool, as_json: bool, grouped: bool = False, style: str | None = None
) -> int:
    """Print what was found, as citations where a *style* is named.

    Return 0 with hits, 1 without, 4 when some of them are damaged.
    """
    warn_incomplete(output, current=found.current, damaged=found.damaged, what="of the hits")
    if only_count:
        output.data(str(len(found.hits) if grouped else found.total))
    elif style:
        from newsarc.cli.origins import print_citations

        print_citations(output, [hit.record for hit in found.hits], style)
    elif as_json:
        for hit in found.hits:
            output.json(_json(hit, grouped=grouped))
    elif output.for_people:
        _print_for_people(output, found, grouped=grouped)
    else:
        for hit in found.hits:
            article = hit.record.article
            cells = [hit.record.stamp.id, _day(article), _publisher(article), article.title]
            if grouped:
                cells.append(str(len(hit.copies)))
            output.data("\t".join(line(cell) for cell in cells))
    if found.damaged:
        return Exit.DAMAGE
    return Exit.DONE if found.total else Exit.SOME_FAILED


def warn_incomplete(output: Output, *, current: bool, damaged: int, what: str) -> None:
    """Say what an answer of the search index lacks: the newest records, unless it is *current*; *damaged* others."""
    if not current:
        output.warn("newsarc: the search index is behind: another process is at it, or the disk is full")
    if damaged:
        output.warn(
            f"newsarc: left out because the archive is damaged there: {damaged:,} {what}; newsarc verify names them"
        )


def without_text(record: Record) -> dict[str, Any]:
    """Return the fields of *record* without its text and what was taken out of it: `show --json ID` has both."""
    article = msgspec.to_builtins(msgspec.structs.replace(record.article, text="", removed=()))
    return {**msgspec.to_builtins(record.stamp), **article}


def _print_for_people(output: Output, found: Hits, *, grouped: bool) -> None:
    width = output.width
    for hit in found.hits:
        article = hit.record.article
        output.styled((line(article.title) or "(no title)", {"bold": True}))
        output.styled(("  " + "  ".join(line(fact) for fact in _facts(hit) if fact), {"dim": True}))
        for pieces in _wrapped(hit, width - 2):
            output.styled(("  ", {}), *pieces)
        output.data()
    shown = len(found.hits)
    if grouped:
        folded = sum(len(hit.copies) for hit in found.hits)
        output.note(f"{shown:,} shown, standing for {shown + folded:,} of {found.total:,} found")
        return
    output.note(f"{shown} of {found.total:,}" if shown < found.total else f"{found.total:,} found")


def _facts(hit: Hit) -> tuple[str, ...]:
    article = hit.record.article
    origin = ", ".join(one.name for one in article.origin)
    kind = hit.record.stamp.kind.value
    return (
        hit.record.stamp.id[:8],
        _day(article),
        _publisher(article),
        f"from {origin}" if origin else "",
        article.language or "",
        kind if kind != "article" else "",
        f"and {counted(len(hit.copies), 'copy', 'copies')}" if hit.copies else "",
    )


def _wrapped(hit: Hit, width: int) -> list[list[Styled]]:
    """Return the snippet as at most three lines of pieces, its hits marked."""
    text = ""
    lit: list[bool] = []
    for piece in hit.snippet.pieces:
        harmless = line(piece.text)
        text += harmless
        lit += [piece.hit] * len(harmless)
    return [_runs(text[start:end], lit[start:end]) for start, end in islice(spans(text, width), 3)]


def _runs(text: str, lit: list[bool]) -> list[Styled]:
    pieces: list[Styled] = []
    begin = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or lit[end] != lit[begin]:
            pieces.append((text[begin:end], _HIT if lit[begin] else {}))
            begin = end
    return pieces


def _json(hit: Hit, *, grouped: bool) -> bytes:
    """Return the record without its text, with the snippet, the score, and where copies were folded the ids of those it
    stands for.
    """
    found = {"snippet": str(hit.snippet), "score": round(hit.score, 4)}
    return safe_json({**without_text(hit.record), **found, **({"copies": hit.copies} if grouped else {})})


def _day(article: Article) -> str:
    """Return the day of publication; where that is unknown the day of retrieval, marked as in ``copies``."""
    return article.published_at[:10] if article.published_at else f"{article.retrieved_at[:10]} r"


def _publisher(article: Article) -> str:
    return article.publisher.name if article.publisher else ""
