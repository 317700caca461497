"""Print hostile titles in every way newsarc prints, and look at the bytes.

``python -m tests.output.run``                         100,000 titles; a table: way, titles, faults
``python -m tests.output.run --titles 2000 --seed 3``
``python -m tests.output.run --show 1234 --seed 3``    one title, what each way makes of it
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import time
import traceback
from collections.abc import Iterator, Sequence
from random import Random
from typing import NamedTuple
from unittest import mock

from tests.output.exports import exported
from tests.output.hostile import title
from tests.output.paths import WAYS, Titles, Way
from tests.output.scan import DRAWING, Stream, faults, json_faults, lost_in_json

from newsarc.cli.output import Output
from newsarc.runners.interface import Loss, NotYet
from newsarc.runners.local import Workers

WIDTHS = (80, 80, 120, 20, 1)
ENCODINGS = ("utf-8", "utf-8", "utf-8", "ascii", "latin-1")
TOGETHER = 8
"""titles that are printed at once, each in other fields"""
SHOWN = 5
"""faults of one way that are printed"""


class Fault(NamedTuple):
    way: str
    number: int
    what: str


class Place(NamedTuple):
    """Where something is printed."""

    terminal: bool
    width: int
    encoding: str
    env: dict[str, str]
    first: int = 0
    """which of the titles is the first; the fields of an article get them in turns"""


def place(seed: int, number: int) -> Place:
    """Return where the titles from *number* on are printed: another place for each few."""
    chance = Random(f"{seed}/{number}/place")  # noqa: S311  # repeatable, no secret
    terminal = chance.random() < 0.6
    width = chance.choice(WIDTHS)
    env = {"COLUMNS": str(width), "LINES": "24", "TERM": "xterm-256color"}
    env |= chance.choice(({}, {}, {"NO_COLOR": "1"}, {"TERM": "dumb"}, {"FORCE_COLOR": "1"}))
    return Place(terminal, width, chance.choice(ENCODINGS), env, chance.randrange(TOGETHER))


def there(where: Place) -> contextlib.AbstractContextManager[object]:
    """Return what makes the environment that of *where* for a while."""
    return mock.patch.dict(os.environ, where.env)


def printed(way: Way, said: Sequence[str], where: Place) -> tuple[bytes, bytes]:
    """Return what *way* sends to stdout and to stderr until each of *said* has been somewhere in it."""
    out, err = (Stream(where.encoding, terminal=where.terminal) for _ in range(2))
    titles = Titles(said, first=where.first)
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        while titles.given < where.first + len(said):
            way.show(Output(verbosity=1), titles)
        return out.taken(), err.taken()


def judged(name: str, said: Sequence[str], where: Place) -> Iterator[str]:
    """Yield what is wrong with how *said* are printed; the environment is that of *where*."""
    way = WAYS[name]
    try:
        out, err = printed(way, said, where)
    except Exception:  # noqa: BLE001  # that is what is looked for
        yield traceback.format_exc()
        return
    if way.json:
        yield from json_faults(out)
        if way.exact:
            yield from lost_in_json(out, said, whole=way.whole)
        return
    for stream in (out, err):
        drawn = DRAWING.sub(b"", stream) if way.draws and where.terminal else stream
        yield from faults(drawn, encoding=where.encoding, terminal=where.terminal, one_line=way.one_line)


def judge(numbers: tuple[int, range]) -> list[Fault]:
    """Return the faults of some titles of a seed."""
    seed, some = numbers
    found: list[Fault] = []
    for start in range(some.start, some.stop, TOGETHER):
        said = {number: title(seed, number) for number in range(start, min(start + TOGETHER, some.stop))}
        where = place(seed, start)
        with there(where):
            for name in WAYS:
                if faulty := list(judged(name, list(said.values()), where)):
                    alone = [(number, what) for number, one in said.items() for what in judged(name, [one], where)]
                    found += [Fault(name, *one) for one in alone or [(start, what) for what in faulty]]
    return found + [Fault(f"export {form}", number, what) for form, number, what in exported(seed, some)]


def lost(numbers: tuple[int, range], loss: Loss) -> list[Fault]:
    return [Fault("all", numbers[1].start, f"{loss.cause}: {loss.detail}")]


def run(titles: int, seed: int, jobs: int) -> int:
    """Print the table; return 1 when there is a fault."""
    begun = time.monotonic()
    counts = dict.fromkeys(
        (*WAYS, *(f"export {form}" for form in ("jsonl", "csv", "markdown", "sqlite", "opml", "bibtex", "ris"))), 0
    )
    chunks = ((seed, range(start, min(start + 100, titles))) for start in range(0, titles, 100))
    for found in Workers(jobs, deadline=900, memory=0, preload=("tests.output.paths",)).map(judge, chunks, lost):
        assert not isinstance(found, NotYet)
        for fault in found:
            counts[fault.way] = counts.get(fault.way, 0) + 1
            if counts[fault.way] <= SHOWN:
                sys.stdout.write(
                    f"{fault.way}: {fault.what!a}\n  python -m tests.output.run --show {fault.number} --seed {seed}\n"
                )
                sys.stdout.flush()
    sys.stdout.write(f"{'way':26} {'titles':>8} {'faults':>7}\n")
    for way, number in counts.items():
        sys.stdout.write(f"{way:26} {titles:8,} {number:7,}\n")
    faults = f"{sum(counts.values()):,} faults, {time.monotonic() - begun:.0f} s, seed {seed}"
    sys.stdout.write(f"{len(counts)} ways, {titles:,} titles each, {faults}\n")
    return int(any(counts.values()))


def show(seed: int, number: int) -> int:
    """Print, escaped, what becomes of one title."""
    said = [title(seed, number)]
    where = place(seed, number - number % TOGETHER)
    sys.stdout.write(f"{said[0]!a}\n{where}\n")
    bad = 0
    with there(where):
        for name, way in WAYS.items():
            found = list(judged(name, said, where))
            bad += len(found)
            sys.stdout.write(f"{name}\n  {printed(way, said, where)!a}\n")
            sys.stdout.write("".join(f"  FAULT {what!a}\n" for what in found))
    return int(bool(bad))


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.output.run", description=__doc__)
    parser.add_argument("--titles", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--show", type=int, metavar="NUMBER")
    asked = parser.parse_args(arguments)
    return show(asked.seed, asked.show) if asked.show is not None else run(asked.titles, asked.seed, asked.jobs)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
