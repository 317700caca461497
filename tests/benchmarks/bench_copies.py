"""What finding copies costs, and that it does not grow with the archive.

``python -m tests.benchmarks copies [TEXTS]``: for a thousand, ten thousand ... up to TEXTS texts in one index, what one
more of them costs, what asking for its copies costs, and the disk that samples take, beside texts without any. These
texts have one word each, and samples as long as those of ordinary news, drawn by chance. Then what making a real sample
costs beside folding the text to terms, and searching with --group beside searching. Timings are for people,
not asserted.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple
from unittest import mock

import msgspec
from tests.benchmarks.bench_archive import prepared
from tests.benchmarks.records import records, word

from newsarc.app.archive import Archive
from newsarc.model.record import Kind, Mark, Position, RecordId, Sum
from newsarc.search import likeness
from newsarc.search.index import Entry, SearchIndex
from newsarc.search.terms import line

BATCH = 5_000
ASKED = 300
COMMON = f"{word(40)} OR {word(90)}"
TYPICAL = 32
"""numbers in the sample of an article of some 400 words"""


class Cost(NamedTuple):
    """What one size costs."""

    insert: float
    """seconds of CPU a text"""
    query: float
    """seconds, the median"""
    disk: float
    """bytes a text"""


def row(*cells: str) -> None:
    sys.stdout.write(f"{cells[0]:<32}" + "".join(f"{cell:>20}" for cell in cells[1:]) + "\n")


def sizes(most: int) -> Iterator[int]:
    """Yield 1,000, 10,000 ... and *most*."""
    size = 1_000
    while size < most:
        yield size
        size *= 10
    yield most


def drawn(line: str) -> tuple[int, ...]:
    """Return the sample of the text whose one word is its number."""
    chance = random.Random(line)  # noqa: S311 # repeatable, no secret
    return tuple(chance.getrandbits(32) for _ in range(TYPICAL))


def entries(first: int, end: int) -> Iterator[Entry]:
    """Yield texts of one word."""
    for number in range(first, end):
        at = Position("2026-01-0001", number, 1)
        yield Entry(id=RecordId(f"{number:016x}"), kind=Kind.ARTICLE, position=at, published=number, text=str(number))


def grown(folder: Path, most: int, sample: Callable[[str], tuple[int, ...]]) -> Iterator[Cost]:
    """Yield what each size costs in one index that grows to *most*; a text is asked for by its own sample."""
    index = SearchIndex(folder)
    count = 0
    with mock.patch.object(likeness, "sample", sample):
        for size in sizes(most):
            begun, before = time.process_time(), count
            while count < size:
                end = min(size, count + BATCH)
                index.add(entries(count, end), Mark("2026-01-0001", end, Sum("0")))
                count = end
            insert = (time.process_time() - begun) / (count - before)
            spent = []
            for number in random.Random(size).sample(range(size), ASKED):  # noqa: S311
                begun = time.perf_counter()
                found = index.alike([str(number)], limit=100)
                spent.append(time.perf_counter() - begun)
                assert not sample("0") or int(found[0].id, 16) == number
            disk = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / size
            yield Cost(insert, sorted(spent)[ASKED // 2], disk)


def growth(most: int) -> None:
    row("", "one more text, CPU", "without a sample", "asking", "on disk, a sample")
    with tempfile.TemporaryDirectory(dir=".") as name:
        folder = Path(name)
        floors = list(grown(folder / "floor", most, lambda _line: ()))
        for size, floor, cost in zip(sizes(most), floors, grown(folder / "index", most, drawn), strict=True):
            row(
                f"{size:,}",
                f"{cost.insert * 1e6:.0f} us, {cost.insert / floor.insert:.1f}x",
                f"{floor.insert * 1e6:.0f} us",
                f"{cost.query * 1e6:.0f} us",
                f"{cost.disk - floor.disk:.0f} B",
            )


def sampling(count: int) -> None:
    texts = [article.text for _stamp, article, _at in records(count)]
    begun = time.process_time()
    lines = [line(text) for text in texts]
    folding = (time.process_time() - begun) / count
    begun = time.process_time()
    for each in lines:
        likeness.sample(each)
    spent = (time.process_time() - begun) / count
    row("folding a text to its terms, CPU", f"{folding * 1e3:.3f} ms")
    row("its sample, CPU", f"{spent * 1e3:.3f} ms, {spent / folding:.2f}x")


def grouping(count: int) -> None:
    """Measure searches in an archive in which every text has four copies, three of them cut."""
    made = prepared(count)
    with tempfile.TemporaryDirectory(dir=".") as name, Archive(Path(name) / "archive") as archive:
        for one in made:
            texts = [one.article.text[: int(len(one.article.text) * part)] for part in (1, 1, 0.9, 0.7, 0.5)]
            archive.add(
                *(
                    msgspec.structs.replace(one.article, text=text, url=f"{one.article.url}/{at}")
                    for at, text in enumerate(texts)
                )
            )
        plain = _median(lambda: archive.search(COMMON, limit=10))
        folded = _median(lambda: archive.search(COMMON, limit=10, group=True))
        assert archive.search(COMMON).total > count
        row(f"search, {5 * count:,} records, 10 hits", f"{plain * 1e3:.1f} ms")
        row("the same with --group", f"{folded * 1e3:.1f} ms, {folded / plain:.1f}x")
        url = f"{made[0].article.url}/0"
        row("copies of one", f"{_median(lambda: archive.copies(url)) * 1e3:.1f} ms")


def _median(work: Callable[[], object]) -> float:
    spent = []
    for _ in range(20):
        begun = time.perf_counter()
        work()
        spent.append(time.perf_counter() - begun)
    return sorted(spent)[10]


def main(most: int) -> None:
    growth(most)
    sampling(min(most, 3_000))
    grouping(min(most, 400))
