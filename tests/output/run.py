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
from collections.abc import Iterator
from random import Random
from typing import NamedTuple
from unittest import mock

from tests.output.exports import exported
from tests.output.hostile import title
from tests.output.paths import WAYS, Way
from tests.output.scan import DRAWING, Stream, faults, json_faults, lost_in_json, lost_markup

from newsarc.cli.output import Output
from newsarc.runners.interface import Loss, NotYet
from newsarc.runners.local import Workers

WIDTHS = (80, 80, 120, 20, 1)
ENCODINGS = ("utf-8", "utf-8", "utf-8", "ascii", "latin-1")
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


def place(seed: int, number: int, way: str) -> Place:
    """Return where title *number* is printed in this way: another place for each."""
    chance = Random(f"{seed}/{number}/{way}")  # noqa: S311  # repeatable, no secret
    terminal = chance.random() < 0.6
    width = chance.choice(WIDTHS)
    env = {"COLUMNS": str(width), "LINES": "24", "TERM": "xterm-256color"}
    env |= chance.choice(({}, {}, {"NO_COLOR": "1"}, {"TERM": "dumb"}, {"FORCE_COLOR": "1"}))
    return Place(terminal, width, chance.choice(ENCODINGS), env)


def printed(way: Way, said: str, where: Place) -> tuple[bytes, bytes]:
    """Return what *way* sends to stdout and to stderr."""
    out, err = (Stream(where.encoding, terminal=where.terminal) for _ in range(2))
    with mock.patch.dict(os.environ, where.env), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        way.show(Output(verbosity=1), said)
        return out.taken(), err.taken()


def judged(name: str, said: str, where: Place) -> Iterator[str]:
    """Yield what is wrong with how *said* is printed."""
    way = WAYS[name]
    try:
        out, err = printed(way, said, where)
    except Exception:  # noqa: BLE001  # that is what is looked for
        yield traceback.format_exc()
        return
    if way.json:
        yield from json_faults(out)
        if way.marks:
            yield from lost_in_json(out, said)
        return
    for stream in (out, err):
        drawn = DRAWING.sub(b"", stream) if way.draws and where.terminal else stream
        yield from faults(drawn, encoding=where.encoding, terminal=where.terminal, one_line=way.one_line)
    if way.marks and len(said) < 100 and where.width >= 80:
        yield from lost_markup(out + err, said, where.encoding)


def judge(numbers: tuple[int, range]) -> list[Fault]:
    """Return the faults of some titles of a seed."""
    seed, some = numbers
    found = [
        Fault(name, number, what)
        for number in some
        for name in WAYS
        for what in judged(name, title(seed, number), place(seed, number, name))
    ]
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
                    f"{fault.way}: {fault.what}\n  python -m tests.output.run --show {fault.number} --seed {seed}\n"
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
    said = title(seed, number)
    sys.stdout.write(f"{said!a}\n")
    bad = 0
    for name, way in WAYS.items():
        where = place(seed, number, name)
        found = list(judged(name, said, where))
        bad += len(found)
        sys.stdout.write(
            f"{name} {where}\n  {printed(way, said, where)!a}\n" + "".join(f"  FAULT {what}\n" for what in found)
        )
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
