"""CPU of reading a page, by stage, beside a bare parse and trafilatura on the same pages in the same run.

``python -m tests.benchmarks.bench_extraction [FOLDER]``: a folder of HTML pages, else the fixtures.
"""

from __future__ import annotations

import logging
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from selectolax.lexbor import LexborHTMLParser

from newsarc.extraction import extract, jsonld, metadata, own, second
from newsarc.extraction.decode import decode
from newsarc.extraction.document import Document
from newsarc.extraction.titles import fold
from newsarc.extraction.walk import walk
from newsarc.model.target import Page
from newsarc.normalise import normalise

FIXTURES = Path(__file__).parents[2] / "fixtures" / "pages"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
T = TypeVar("T")


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
    page = Page(asked="x", content=content, retrieved_at=NOW, media_type="text/html")
    clock.time("whole record", lambda: normalise(page, extract(page)))
    clock.time("trafilatura, body only", lambda: second.trafilatura_lines(document))
    return second.weak(reading)


def main(source: str | None) -> None:
    logging.disable(logging.CRITICAL)
    paths = sorted(path for path in Path(source or FIXTURES).rglob("*") if path.suffix in {".html", ".htm"})
    unknown = b"<html><body><p>" + b"Zvrk blap flumox grumpf brrm kwaks. " * 20
    read(Clock(), unknown)  # loads libraries, and the model that tells languages
    clock = Clock()
    weak = sum(read(clock, path.read_bytes()) for path in paths)
    sys.stdout.write(f"{len(paths)} pages, {weak} of them weak\n")
    unit = clock.spent["bare parse"]
    for stage, spent in clock.spent.items():
        sys.stdout.write(f"{stage:<24}{spent / len(paths) * 1000:8.2f} ms a page{spent / unit:8.2f} bare parses\n")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else None)
