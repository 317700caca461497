"""Bit flips over a small archive: each must be found, placed at the record it hit, and cost nothing but that record.

``python -m tests.verify.flips [--flips N]`` (0: every bit) prints what came of them. What no sum covers is left out:
FORMAT's uuid, visits/, and bytes of a gzip header that mean nothing.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec
from tests.verify import sample_archives

from newsarc.app.verifying import Verification
from newsarc.archive.layout import Layout
from newsarc.archive.segments import Line, scan
from newsarc.lexicon.problems import Severity, problems

FOLLOWS = frozenset({"reference-uncertain"})
"""what else may be said, of records that refer to the one that is hit"""


class Flip(msgspec.Struct, frozen=True):
    """One bit of one file."""

    file: str
    offset: int
    bit: int


class Base:
    """The archive that is hit, in *folder*."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "archive"
        sample_archives.build(self.root)
        names = ["manifest.jsonl", *(f"articles/{path.name}" for path in sorted((self.root / "articles").iterdir()))]
        self.files = {name: (self.root / name).read_bytes() for name in names}
        self.ids = self.readable()

    def readable(self) -> list[str]:
        """Return the ids of the records that readers get."""
        return [line.record.stamp.id for line in scan(Layout(self.root)) if isinstance(line, Line)]

    def flips(self, count: int, seed: int) -> Iterator[Flip]:
        """Yield *count* flips drawn by chance, or every one there is where it is 0."""
        every = [(name, at) for name, data in self.files.items() for at in range(len(data))]
        if not count:
            yield from (Flip(name, at, bit) for name, at in every for bit in range(8))
            return
        chance = random.Random(seed)  # noqa: S311  # repeatable, no secret
        for _ in range(count):
            yield Flip(*chance.choice(every), chance.randrange(8))

    def span(self, flip: Flip) -> tuple[int, int]:
        """Return where the line that is hit begins and ends."""
        data = self.files[flip.file]
        return data.rfind(b"\n", 0, flip.offset) + 1, data.index(b"\n", flip.offset) + 1

    def hit(self, flip: Flip) -> str:
        """Return what is wrong with what is said of *flip*, nothing where all is right."""
        data = bytearray(self.files[flip.file])
        data[flip.offset] ^= 1 << flip.bit
        path = self.root / flip.file
        path.write_bytes(data)
        try:
            found = list(Verification(self.root, wait=lambda _seconds: None).findings())
            left = self.readable()
        finally:
            path.write_bytes(self.files[flip.file])
        start, end = self.span(flip)
        if not any(problems()[one.code].severity is Severity.ERROR for one in found):
            return "not found"
        for one in found:
            at_place = one.file == flip.file and one.offset is not None and start <= one.offset < end
            if one.code not in FOLLOWS and not at_place:
                return f"misplaced: {one}"
        lost = [id_ for id_ in self.ids if id_ not in left]
        expected = [self._record(flip, start)] if flip.file.startswith("articles/") else []
        return "" if lost == expected else f"lost {lost}, not {expected}"

    def _record(self, flip: Flip, start: int) -> str:
        line = self.files[flip.file][start:]
        return line[line.index(b'"id":"') + 6 :][:16].decode()


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--flips", type=int, default=20_000)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        base = Base(Path(folder))
        count: Counter[str] = Counter()
        for flip in base.flips(given.flips, given.seed):
            problem = base.hit(flip)
            count[problem.split(":")[0] or "found, placed, nothing else lost"] += 1
            if problem:
                sys.stdout.write(f"{flip}: {problem}\n")
    for said, number in count.most_common():
        sys.stdout.write(f"{number:>8,} {said}\n")
    if len(count) > 1:
        sys.exit(1)


if __name__ == "__main__":
    main()
