"""CPU that attribution adds to a page: finding credits before clean-up, reading datelines, judging who is credited.

``python -m tests.benchmarks.bench_attribution [FOLDER]``: a folder of HTML pages, else the fixtures. Beside it stand
the whole record and a bare parse of the same pages. Bylines, authors and publisher are metadata: they are read anyhow.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from selectolax.lexbor import LexborHTMLParser
from tests.benchmarks.bench_extraction import FIXTURES, record

from newsarc.extraction import credits as spans
from newsarc.normalise import build

PARTS: tuple[tuple[ModuleType, tuple[str, ...]], ...] = (
    (spans, ("from_markup", "canonical_elsewhere", "from_lines", "from_text", "left_out")),
    (build, ("origins_of", "story_dateline", "signed", "byline_place", "signed_place")),
)


class Clock:
    """Seconds spent in the functions it stands in front of."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}

    def watch(self, module: ModuleType, name: str) -> None:
        work: Callable[..., Any] = getattr(module, name)
        self.spent[name] = 0.0

        def timed(*given: Any, **named: Any) -> Any:
            begun = time.perf_counter()
            try:
                return work(*given, **named)
            finally:
                self.spent[name] += time.perf_counter() - begun

        setattr(module, name, timed)


def main(folder: Path) -> None:
    pages = [path.read_bytes() for path in sorted(folder.rglob("*")) if path.suffix in {".html", ".htm"}]
    clock = Clock()
    for module, names in PARTS:
        for name in names:
            clock.watch(module, name)
    for page in pages:  # loads libraries and data
        record(page)
    clock.spent = dict.fromkeys(clock.spent, 0.0)
    whole = _seconds(lambda: [record(page) for page in pages])
    texts = [page.decode("utf-8", "replace") for page in pages]
    bare = _seconds(lambda: [LexborHTMLParser(text) and None for text in texts])
    parts = sorted(clock.spent.items(), key=lambda part: -part[1])
    for name, seconds in [*parts, ("attribution", sum(clock.spent.values())), ("whole record", whole), ("parse", bare)]:
        sys.stdout.write(f"{name:<20}{seconds / len(pages) * 1000:8.3f} ms a page{seconds / whole:8.1%}\n")


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FIXTURES)
