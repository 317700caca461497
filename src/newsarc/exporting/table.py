"""CSV as RFC 4180 has it, in UTF-8, whose cells are never taken for formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from newsarc.exporting.columns import COLUMNS, Value, plain
from newsarc.exporting.interface import Sink
from newsarc.model.record import Record

_FORMULA = frozenset("=+-@＝＋－＠")
"""what a spreadsheet program begins to compute at, or a full-width one that it takes for it"""


class CsvWriter:
    """Writes a line of *columns*' names, then a line for each record. See Writer."""

    def __init__(self, sink: Sink, columns: Sequence[str]) -> None:
        self._sink = sink
        self._columns = [COLUMNS[name] for name in columns]
        self._line(list(columns))

    def add(self, record: Record) -> bool:
        """See Writer."""
        self._line([cell(column.read(record)) for column in self._columns])
        return True

    def finish(self) -> None:
        """See Writer."""

    def _line(self, cells: list[str]) -> None:
        line = io.StringIO()
        csv.writer(line, lineterminator="\r\n").writerow(cells)
        self._sink.write(line.getvalue().encode("utf-8", "replace"))


def cell(value: Value) -> str:
    """Return *value* as a cell: several joined by ``; ``, what is not known empty.

    A text at which a spreadsheet program would begin to compute gets an apostrophe before it, which those programs
    do not show; white space before the sign hides it from nobody. Numbers are numbers.

    >>> cell("=HYPERLINK(1)"), cell(("dpa", "AFP")), cell(True), cell(None)
    ("'=HYPERLINK(1)", 'dpa; AFP', 'true', '')
    """
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case tuple():
            return cell("; ".join(value))
    text = str(plain(value))
    begins = text.lstrip()[:1]
    return f"'{text}" if begins in _FORMULA or text[:1] in {"\t", "\r", "\n"} else text
