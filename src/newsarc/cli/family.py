"""A story's copies, on a terminal, in a pipe, and as JSON."""

from __future__ import annotations

import msgspec

from newsarc.app.copies import Copy, Family, Relation, SeenFrom
from newsarc.archive.codec import safe_json
from newsarc.cli.counting import counted
from newsarc.cli.hits import warn_incomplete, without_text
from newsarc.cli.neutral import line
from newsarc.cli.output import Output
from newsarc.errors import Exit


def print_family(output: Output, found: Family, *, as_json: bool) -> int:
    """Print a story's copies; return 0, or 4 when some records that may be copies are damaged."""
    warn_incomplete(output, current=found.current, damaged=found.damaged, what="that may be copies")
    if found.more:
        output.warn("newsarc: more records share text with this one than were looked at")
    if as_json:
        for copy in found.copies:
            output.json(_json(copy))
    elif output.for_people:
        _print_table(output, found)
    else:
        for copy in found.copies:
            output.data("\t".join(line(cell) for cell in _cells(copy)))
    return Exit.DAMAGE if found.damaged else Exit.DONE


def _print_table(output: Output, found: Family) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    made = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 1))
    made.add_column("first seen", min_width=10, max_width=18, style="dim")
    made.add_column("id", min_width=8, no_wrap=True)
    made.add_column("has", min_width=4, justify="right")
    made.add_column("of it", min_width=5, justify="right")
    for head, ratio in (("publisher", 3), ("from", 2), ("title", 5)):
        made.add_column(head, ratio=ratio, overflow="fold")
    for copy in found.copies:
        asked = copy.relation is Relation.ASKED
        id_, _seen, has, had, _relation, publisher, origin, title = map(line, _cells(copy))
        shares = ("*", "") if asked else (has, had)
        cells = (line(_moment(copy)), id_[:8], *shares, publisher, origin, title or "(no title)")
        made.add_row(*map(Text, cells), style="bold" if asked else "")
    Console(soft_wrap=False).print(made)
    others = len(found.copies) - 1
    output.note(f"{counted(others, 'copy', 'copies')} of the one marked *" if others else "no copies")


def _cells(copy: Copy) -> tuple[str, ...]:
    article = copy.record.article
    return (
        copy.record.stamp.id,
        copy.seen_at,
        _percent(copy.has),
        _percent(copy.had),
        copy.relation.value,
        article.publisher.name if article.publisher else "",
        ", ".join(origin.name for origin in article.origin),
        article.title,
    )


def _percent(share: float) -> str:
    """Return *share* in whole percent; never 100% of what lacks something, nor 0% where there is something.

    >>> _percent(0.997), _percent(1.0), _percent(0.001)
    ('99%', '100%', '1%')
    """
    return f"{max(1, int(share * 100)) if share else 0}%"


def _moment(copy: Copy) -> str:
    """Return when it was seen, to the minute, for people."""
    when = copy.seen_at[:16].replace("T", " ")
    return f"{when} r" if copy.seen_from is SeenFrom.RETRIEVED else when


def _json(copy: Copy) -> bytes:
    """Return the record without its text, and how it is a copy."""
    how = msgspec.to_builtins(copy)
    del how["record"]
    return safe_json({**without_text(copy.record), **how})
