"""``python -m tests.benchmarks [NAME] [SIZE or FOLDER]``: without a name, all (see below for the names)."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.benchmarks import (
    bench_archive,
    bench_copies,
    bench_hostile,
    bench_import,
    bench_merge,
    bench_scale,
    bench_search,
    bench_start,
    bench_verify,
)

SIZE = 100_000


def run(name: str, rest: list[str]) -> None:
    sys.stdout.write(f"\n{name}\n")
    match name:
        case "start":
            bench_start.main()
        case "archive":
            bench_archive.main(int(rest[0]) if rest else 20_000)
        case "verify":
            bench_verify.main(int(rest[0]) if rest else SIZE)
        case "search":
            with tempfile.TemporaryDirectory() as folder:
                bench_search.main(int(rest[0]) if rest else SIZE, Path(folder))
        case "copies":
            bench_copies.main(int(rest[0]) if rest else 10_000)
        case "hostile" if rest[:1] == ["search"]:
            bench_hostile.search(float(rest[1]) if len(rest) > 1 else 60, int(rest[2]) if len(rest) > 2 else 1)
        case "hostile":
            bench_hostile.main(float(rest[0]) if rest else 5)
        case "import":
            bench_import.main(rest[0] if rest else None)
        case "merge":
            bench_merge.main(int(rest[0]) if rest else 20_000)
        case "scale":
            with tempfile.TemporaryDirectory(dir=".") as folder:
                bench_scale.main(int(rest[0]) if rest else SIZE, Path(rest[1] if len(rest) > 1 else folder))
        case _:
            sys.exit(f"no benchmark is called {name}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        run(sys.argv[1], sys.argv[2:])
    else:
        for each in ("start", "archive", "verify", "search", "copies", "import", "merge"):
            run(each, [])
