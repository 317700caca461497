"""Figures as tables: with rich on a terminal, tab-separated elsewhere."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import msgspec

from newsarc.app.config import Setting
from newsarc.archive.catalog import Count, Stats
from newsarc.archive.codec import safe_json
from newsarc.cli.counting import counted
from newsarc.cli.neutral import line
from newsarc.cli.output import Output
from newsarc.cli.wrap import columns, wrap

_GAP = "  "
_MONTHS = 18
"""shown one by one on a terminal; an archive of more is summed up by year there"""


def print_stats(output: Output, archive: Path, stats: Stats, *, as_json: bool) -> None:
    """Print what is in an archive."""
    if as_json:
        output.json(safe_json({"archive": str(archive), **msgspec.to_builtins(stats)}))
        return
    total = sum(count.records for count in stats.kinds)
    output.note(
        f"{archive}: {counted(total, 'record')}"
        + (f", {counted(stats.damaged, 'damaged line')}" if stats.damaged else "")
    )
    if output.for_people:  # figures first: names are as long as they like
        rows = [(group, f"{one.records:,}", one.name) for group, counts in _groups(_by_year(stats)) for one in counts]
        table(output, ("", "records", ""), rows)
    else:
        rows = [(group, one.name, str(one.records)) for group, counts in _groups(stats) for one in counts]
        table(output, ("", "name", "records"), rows)


def print_settings(output: Output, settings: Sequence[Setting], *, as_json: bool) -> None:
    """Print each value and where it came from."""
    if as_json:
        for setting in settings:
            output.json(safe_json(setting))
        return
    table(output, ("setting", "value", "from"), [(one.name, _as_in_toml(one.value), one.source) for one in settings])


def _as_in_toml(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


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


def table_of_places(output: Output, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print *rows* as a table does; the last cell of each is an address or as long as one.

    On a terminal that is too narrow for it, it stands whole on lines of its own: half an address is of no use.
    """
    shown = [[line(cell) for cell in row] for row in rows]
    widths = [max(map(columns, column)) for column in zip(heads, *shown, strict=True)]
    width = shutil.get_terminal_size().columns
    if not output.for_people or sum(widths) + len(_GAP) * (len(widths) - 1) <= width:
        table(output, heads, rows)
        return
    for part in wrap(_aligned(heads[:-1], widths), width):
        output.styled((part, {"bold": True}))
    for *cells, place in shown:
        for part in wrap(_aligned(cells, widths), width):
            output.styled((part, {}))
        for part in wrap(place, width - len(_GAP)):
            output.styled((_GAP + part, {"dim": True}))


def _aligned(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell + " " * (width - columns(cell)) for cell, width in zip(cells, widths, strict=False))
    return _GAP.join(padded).rstrip()


def _groups(stats: Stats) -> tuple[tuple[str, tuple[Count, ...]], ...]:
    return (
        ("kind", stats.kinds),
        ("publisher", stats.publishers),
        ("origin", stats.origins),
        ("language", stats.languages),
        ("year" if stats.months and len(stats.months[0].name) == 4 else "month", stats.months),
    )


def _by_year(stats: Stats) -> Stats:
    """Return *stats* with years in place of months where these would fill the screen."""
    if len(stats.months) <= _MONTHS:
        return stats
    years: Counter[str] = Counter()
    for month in stats.months:
        years[month.name[:4]] += month.records
    return msgspec.structs.replace(stats, months=tuple(Count(name, records) for name, records in years.items()))
