"""CPU of reading a page, by stage, beside a bare parse, trafilatura and readability-lxml on the same pages.

readability-lxml is no dependency: it takes part where somebody has installed it.
``python -m tests.benchmarks.bench_extraction [--profile] [FOLDER]``: a folder of HTML pages, else the fixtures;
--profile shows instead which functions the time goes to, in one process, libraries loaded.
"""

from __future__ import annotations

import cProfile
import importlib
import importlib.util
import logging
import pstats
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from selectolax.lexbor import LexborHTMLParser
from trafilatura import bare_extraction

from newsarc.extraction import extract, jsonld, metadata, own, second
from newsarc.extraction.decode import decode
from newsarc.extraction.document import Document
from newsarc.extraction.folding import fold
from newsarc.extraction.walk import walk
from newsarc.model.target import Page
from newsarc.normalise import normalise

FIXTURES = Path(__file__).parents[2] / "fixtures" / "pages"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
T = TypeVar("T")
READABILITY = importlib.util.find_spec("readability") is not None


class Clock:
    """CPU seconds by stage."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()

    def time(self, stage: str, work: Callable[[], T]) -> T:
        begun = time.process_time()
        done = work()
        self.spent[stage] += time.process_time() - begun  # type: ignore[assignment] # counters hold floats as well
        return done


def read(clock: Clock, content: bytes) -> bool:
    """Time the stages on one page; return whether it was worth a second opinion."""
    markup = clock.time("decode", lambda: decode(content, None).text)
    clock.time("bare parse", lambda: LexborHTMLParser(markup))
    document = clock.time("document", lambda: Document(markup))
    found = clock.time("json-ld", lambda: jsonld.nodes(document))
    node = jsonld.article(found)
    walked = clock.time("walk", lambda: walk(document))
    facts = clock.time("metadata", lambda: metadata.read(document, found, node, walked.lines, None))
    titles = frozenset(fold(title) for title in (facts.title, *facts.alt_titles) if title)
    reading = clock.time("body", lambda: own.read(walked, titles, facts.lead or ""))
    clock.time("whole record", lambda: record(content))
    clock.time("trafilatura, body only", lambda: second.trafilatura_lines(document))
    clock.time("trafilatura, all", lambda: bare_extraction(markup, with_metadata=True))
    if READABILITY:
        clock.time("readability, body only", lambda: _readability(markup))
    return second.weak(reading)


def record(content: bytes) -> None:
    """Read one page as a worker does."""
    page = Page(asked="x", content=content, retrieved_at=NOW, media_type="text/html")
    normalise(page, extract(page))


def profile(paths: list[Path]) -> None:
    """Print the functions that reading *paths* spends its time in."""
    profiler = cProfile.Profile()
    for path in paths:
        content = path.read_bytes()
        profiler.runcall(record, content)
    pstats.Stats(profiler).sort_stats("tottime").print_stats(40)


def _readability(markup: str) -> str:
    document = importlib.import_module("readability").Document
    try:
        return str(document(markup).summary())
    except Exception:  # noqa: BLE001 - it is timed, not judged
        return ""


def main(source: str | None, *, profiled: bool = False) -> None:
    logging.disable(logging.CRITICAL)
    paths = sorted(path for path in Path(source or FIXTURES).rglob("*") if path.suffix in {".html", ".htm"})
    unknown = b"<html><body><p>" + b"Zvrk blap flumox grumpf brrm kwaks. " * 20
    read(Clock(), unknown)  # loads libraries, and the model that tells languages
    if profiled:
        profile(paths)
        return
    clock = Clock()
    weak = sum(read(clock, path.read_bytes()) for path in paths)
    sys.stdout.write(f"{len(paths)} pages, {weak} of them weak\n")
    if not READABILITY:
        sys.stdout.write("readability-lxml is not installed: left out\n")
    unit = clock.spent["bare parse"]
    for stage, spent in clock.spent.items():
        sys.stdout.write(f"{stage:<24}{spent / len(paths) * 1000:8.2f} ms a page{spent / unit:8.2f} bare parses\n")


if __name__ == "__main__":
    folders = [argument for argument in sys.argv[1:] if argument != "--profile"]
    main(folders[0] if folders else None, profiled="--profile" in sys.argv)
