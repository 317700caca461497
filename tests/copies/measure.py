"""How well copies are found: precision and recall over invented texts, and what it costs.

    python -m tests.copies.measure [--texts 20000] [--thresholds]

Every text goes into an index and is then asked for: what the index gives and the texts confirm is *reported*. A pair is
right when both texts come from one story. Recall is of pairs with the story itself, by what was done to it; that two
copies of one story may have little in common (one cut, the other with a new lead) is printed apart. --thresholds adds a
table of what other run lengths and thresholds would do, from which those in newsarc.search.likeness were chosen.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from tests.copies.variants import Text, texts

from newsarc.model.record import Kind, Mark, Position, RecordId, Sum
from newsarc.search import likeness
from newsarc.search.index import Entry, SearchIndex
from newsarc.search.likeness import Runs, runs, sample, shared
from newsarc.search.terms import words

CANDIDATES = 100
KEPT = 500
"""texts whose runs are held in memory: those of one story are near each other"""


class Pair(NamedTuple):
    """Two texts by number, the first of them asked for or the story itself."""

    first: int
    second: int


@dataclass
class Figures:
    """What was found."""

    texts: int = 0
    reported: int = 0
    right: int = 0
    wrong: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    all: Counter[str] = field(default_factory=Counter)
    taken: Counter[str] = field(default_factory=Counter)
    others: Counter[str] = field(default_factory=Counter)
    """pairs of a story and the one made to look like it, by what was done to both; how many are *taken* for copies"""
    siblings: int = 0
    siblings_found: int = 0
    missed_by_index: int = 0
    """pairs that the texts would have confirmed, which the index did not give"""
    candidates: int = 0
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def precision(self) -> float:
        """Of the pairs reported, how many are right."""
        return self.right / self.reported if self.reported else 1.0

    @property
    def recall(self) -> float:
        """Of the pairs of a story and what was made of it, how many are reported."""
        return self.found.total() / self.all.total()


def build(index: SearchIndex, made: list[Text]) -> None:
    """Put *made* into *index*, 5,000 at a time."""
    for begin in range(0, len(made), 5_000):
        part = made[begin : begin + 5_000]
        index.add((_entry(begin + at, one) for at, one in enumerate(part)), Mark("2026-01-0001", begin, Sum("0")))


def measure(made: list[Text]) -> Figures:
    """Return what is found of *made* when each of them is asked for."""
    figures = Figures(texts=len(made))
    split = [words(one.text) for one in made]
    figures.seconds["sample"] = _spent(lambda: [sample(" ".join(each)) for each in split])
    families = _families(made)
    with tempfile.TemporaryDirectory() as folder:
        index = SearchIndex(Path(folder) / "index")
        begun = time.process_time()
        build(index, made)
        figures.seconds["index, all of it"] = time.process_time() - begun
        begun = time.process_time()
        likely = [[int(hit.id, 16) for hit in index.alike(each, limit=CANDIDATES)] for each in split]
        figures.seconds["candidates"] = time.process_time() - begun
    figures.seconds["weighing"] = _spent(lambda: _weigh(figures, made, split, likely, families))
    return figures


def _weigh(
    figures: Figures, made: list[Text], split: list[list[str]], likely: list[list[int]], families: dict[int, list[int]]
) -> None:
    @lru_cache(KEPT)
    def made_of(number: int) -> Runs:
        return runs(split[number])

    for asked, others in enumerate(likely):
        reported = {other for other in others if other != asked and shared(made_of(asked), made_of(other)).near}
        figures.candidates += len(others) - 1
        figures.reported += len(reported)
        for other in reported:
            if made[other].story == made[asked].story:
                figures.right += 1
            else:
                figures.wrong[" / ".join(sorted((made[asked].kind, made[other].kind)))] += 1
        for other in families.get(made[asked].story + 1, ()) if made[asked].story % 2 == 0 else ():
            kinds = f"{made[other].kind}, {made[asked].kind}"
            figures.others[kinds] += 1
            figures.taken[kinds] += other in reported
        for other in families[made[asked].story]:
            if other == asked:
                continue
            found = other in reported
            figures.missed_by_index += not found and shared(made_of(asked), made_of(other)).near
            if made[asked].kind == "original":
                figures.all[made[other].kind] += 1
                figures.found[made[other].kind] += found
            elif made[other].kind != "original":
                figures.siblings += 1
                figures.siblings_found += found


def thresholds(made: list[Text]) -> Iterator[str]:
    """Yield a line for each run length and threshold: recall, and how many texts of other stories would be copies."""
    split = [words(one.text) for one in made]
    families = _families(made)
    for run, solo in ((3, 6), (4, 8), (5, 10), (6, 12), (8, 16)):
        likeness.RUN, likeness.SOLO_RUN = run, solo
        made_of = [runs(each) for each in split]
        right, wrong = defaultdict(list), defaultdict(list)
        for pair in _with_story(made, families):
            right[made[pair.second].kind].append(max(shared(made_of[pair.first], made_of[pair.second])[:2]))
        for pair in _with_other(made, families):
            wrong[made[pair.second].kind].append(max(shared(made_of[pair.first], made_of[pair.second])[:2]))
        for least in (0.4, 0.5, 0.55, 0.6, 0.7):
            kept = "  ".join(f"{kind} {_share(shares, least):.2%}" for kind, shares in sorted(wrong.items()))
            recall = _share([share for shares in right.values() for share in shares], least)
            yield f"run {run}/{solo:<2} near {least:.1f}: recall {recall:.2%}; taken for copies: {kept}"


def _share(shares: list[float], least: float) -> float:
    return sum(share >= least for share in shares) / max(len(shares), 1)


def _with_story(made: list[Text], families: dict[int, list[int]]) -> Iterator[Pair]:
    for story, members in families.items():
        if story % 2 == 0:
            first = next((one for one in members if made[one].kind == "original"), None)
            yield from (Pair(first, other) for other in members if first is not None and other != first)


def _with_other(made: list[Text], families: dict[int, list[int]]) -> Iterator[Pair]:
    """Yield every text of a story with the text made to look like it."""
    for story, members in families.items():
        if story % 2 == 0:
            yield from (Pair(one, other) for one in members for other in families.get(story + 1, ()))


def _families(made: list[Text]) -> dict[int, list[int]]:
    families: dict[int, list[int]] = defaultdict(list)
    for at, one in enumerate(made):
        families[one.story].append(at)
    return families


def _entry(number: int, one: Text) -> Entry:
    at = Position("2026-01-0001", number, 1)
    return Entry(id=RecordId(f"{number:016x}"), kind=Kind.ARTICLE, position=at, published=number, text=one.text)


def _spent(work: object) -> float:
    begun = time.process_time()
    work()  # type: ignore[operator]
    return time.process_time() - begun


def report(figures: Figures) -> Iterator[str]:
    """Yield the lines of a report."""
    yield f"{figures.texts:,} texts, {figures.reported:,} pairs reported, {figures.right:,} right"
    yield f"precision {figures.precision:.2%}, recall {figures.recall:.2%} (a copy asked for by its story)"
    for kind, total in sorted(figures.all.items()):
        yield f"  {kind:<14}{figures.found[kind]:>7,} of {total:>7,}  {figures.found[kind] / total:.2%}"
    taken, others = figures.taken.total(), figures.others.total()
    yield f"taken for copies: {taken:,} of {others:,} pairs of a story and what looks like it"
    for kinds, total in sorted(figures.others.items()):
        yield f"  {kinds:<28}{figures.taken[kinds]:>7,} of {total:>7,}  {figures.taken[kinds] / total:.2%}"
    yield f"two copies of one story: {figures.siblings_found:,} of {figures.siblings:,} share enough"
    yield f"missed by the samples alone: {figures.missed_by_index:,}"
    yield f"reported and wrong: {dict(figures.wrong.most_common())}"
    yield f"candidates a text: {figures.candidates / figures.texts:.1f}"
    yield from (f"{what}: {spent / figures.texts * 1e3:.3f} ms CPU a text" for what, spent in figures.seconds.items())


def main(arguments: Iterable[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.copies.measure", description=__doc__)
    parser.add_argument("--texts", type=int, default=20_000)
    parser.add_argument("--thresholds", action="store_true")
    asked = parser.parse_args(list(arguments))
    made = list(texts(asked.texts))
    for line in report(measure(made)):
        sys.stdout.write(line + "\n")
    if asked.thresholds:
        for line in thresholds(made[:6_000]):
            sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
