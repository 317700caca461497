"""Figures as tables: with rich on a terminal, tab-separated elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from newsarc.app.config import Setting
from newsarc.archive.catalog import Count, Stats
from newsarc.archive.codec import safe_json
from newsarc.cli.neutral import line
from newsarc.cli.output import Output


def print_stats(output: Output, archive: Path, stats: Stats, *, as_json: bool) -> None:
    """Print what is in an archive."""
    if as_json:
        output.json(safe_json({"archive": str(archive), **msgspec.to_builtins(stats)}))
        return
    total = sum(count.records for count in stats.kinds)
    output.note(f"{archive}: {total:,} records" + (f", {stats.damaged} damaged lines" if stats.damaged else ""))
    rows = [
        (group, count.name, f"{count.records:,}" if output.for_people else str(count.records))
        for group, counts in _groups(stats)
        for count in counts
    ]
    table(output, ("", "name", "records"), rows)


def print_settings(output: Output, settings: Sequence[Setting], *, as_json: bool) -> None:
    """Print each value and where it came from."""
    if as_json:
        for setting in settings:
            output.json(safe_json(setting))
        return
    table(output, ("setting", "value", "from"), [(one.name, str(one.value), one.source) for one in settings])


def table(output: Output, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print *rows*: aligned under *heads* on a terminal, with tabs between and without heads elsewhere."""
    if not output.for_people:
        for row in rows:
            output.data("\t".join(line(cell) for cell in row))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    made = Table(box=None, header_style="bold", pad_edge=False)
    for number, head in enumerate(heads):
        made.add_column(head, justify="right" if head == "records" else "left", style="dim" if number == 0 else "")
    last = None
    for row in rows:
        made.add_row(*(Text(line(cell) if number or cell != last else "") for number, cell in enumerate(row)))
        last = row[0]
    Console(soft_wrap=False).print(made)


def _groups(stats: Stats) -> tuple[tuple[str, tuple[Count, ...]], ...]:
    return (
        ("kind", stats.kinds),
        ("publisher", stats.publishers),
        ("origin", stats.origins),
        ("language", stats.languages),
        ("month", stats.months),
    )
