"""How fast the index is built and answers.

``python -m tests.benchmarks.bench_search [RECORDS [FOLDER]]``; prints a table. Timings are for people, not asserted.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.records import START, records, word

from newsarc.model.record import Mark, Sum
from newsarc.search.index import SearchIndex, entry
from newsarc.search.query import parse
from newsarc.search.snippet import snippet
from newsarc.search.terms import terms, words

QUERIES = {
    "rare word": word(55_000),
    "common word": word(2),
    "two words": f"{word(40)} {word(900)}",
    "phrase of common words": f'"{word(1)} {word(2)}"',
    "either, without": f"{word(300)} OR {word(301)} -{word(10)}",
    "word and filters": f"{word(100)} publisher:site1.example lang:es",
    "filter alone": "origin:nord",
    "forty words": " OR ".join(word(rank) for rank in range(100, 140)),
}


def row(name: str, value: str) -> None:
    sys.stdout.write(f"{name:<36}{value:>24}\n")


def timed(work: Callable[[], object], times: int) -> str:
    work()
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        spent.append((time.perf_counter() - start) * 1000)
    spent.sort()
    return f"{statistics.median(spent):8.2f} / {spent[int(times * 0.99)]:.2f} ms"


def build(index: SearchIndex, count: int) -> None:
    mark = Mark("2026-01-0001", 1, Sum("a" * 64))
    made = [entry(stamp, article, article.text, at) for stamp, article, at in records(count)]
    row("text", f"{sum(len(each.text) for each in made) / 1e6:,.0f} million characters")
    before = resource.getrusage(resource.RUSAGE_SELF)
    start = time.perf_counter()
    index.add(made, mark)
    spent = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_SELF)
    row("add, all in one", f"{count / spent:,.0f} records/s")
    row(
        "add, CPU",
        f"{(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / count * 1e6:.0f} µs a record",
    )
    row("add, memory on top", f"{(after.ru_maxrss - before.ru_maxrss) / 1000:.0f} MB")
    row("add 1 record (median / p99)", timed(lambda: index.add(made[:1], mark), 50))


def ask(index: SearchIndex) -> None:
    for name, text in QUERIES.items():
        query = parse(text)
        total = index.search(query, limit=20).total
        row(f"{name} ({total:,} hits)", timed(lambda query=query: index.search(query, limit=20), 200))
    common, since = parse(QUERIES["common word"]), int(START.timestamp()) + 80_000_000
    row("common word, newest", timed(lambda: index.search(common, limit=20, newest=True), 200))
    row("common word, since", timed(lambda: index.search(common, limit=20, since=since), 200))


def cold(folder: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from newsarc.search.index import SearchIndex;"
        "from newsarc.search.query import parse; SearchIndex(Path(sys.argv[1])).search(parse(sys.argv[2]), limit=20)"
    )
    row("python alone", timed(lambda: subprocess.run([sys.executable, "-c", "pass"], check=True), 20))
    for name in ("rare word", "common word"):
        command = [sys.executable, "-c", code, str(folder), QUERIES[name]]
        row(f"process, {name}", timed(lambda command=command: subprocess.run(command, check=True), 20))


def pure() -> None:
    text = next(article.text for _, article, _ in records(200) if len(article.text) > 3_000)[:3_000]
    ascii_text = text.encode("ascii", "ignore").decode()
    for name, sample in {"ASCII": ascii_text, "Latin": text, "Chinese": "政府周二宣布选举将如期举行。" * 71}.items():
        row(f"words, {len(sample)} of {name}", timed(lambda sample=sample: words(sample), 500))
        row(f"terms, {len(sample)} of {name}", timed(lambda sample=sample: terms(sample), 500))
    row("snippet of 3,000", timed(lambda: snippet(text, parse(word(20)), width=160), 500))


def main(count: int, folder: Path) -> None:
    row("records", f"{count:,}")
    index = SearchIndex(folder)
    build(index, count)
    row(
        "size",
        f"{sum(path.stat().st_size for path in folder.iterdir()) / 1e6:.0f} MB in {len([*folder.iterdir()])} files",
    )
    ask(index)
    cold(folder)
    pure()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        main(
            int(sys.argv[1]) if len(sys.argv) > 1 else 100_000,
            Path(sys.argv[2] if len(sys.argv) > 2 else temporary) / "search",
        )
