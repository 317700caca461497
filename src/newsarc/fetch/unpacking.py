"""Files that hold many pages or articles, taken apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from newsarc.fetch.endings import LINES, ending_of, holds_many
from newsarc.fetch.lines import read_lines
from newsarc.fetch.warc import read_warc
from newsarc.model.target import Input, Target


def unpacked(items: Iterable[Input], *, max_bytes: int) -> Iterator[Input]:
    """Yield *items*, and in place of each file that holds many what is in it."""
    for item in items:
        if not isinstance(item, Target) or item.path is None or not holds_many(item.path):
            yield item
        elif ending_of(item.path).ending in LINES:
            yield from read_lines(item, max_bytes=max_bytes)
        else:
            yield from read_warc(item, max_bytes=max_bytes)
