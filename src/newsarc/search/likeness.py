"""How much of one text stands in another, and a small sample of a text by which others like it are found.

A *run* is RUN words in a row (SOLO_RUN characters in scripts without spaces), words being what terms.words() says:
case, accents and punctuation do not count. The sample is the runs with the smallest hashes (a bottom-k sketch; Broder,
*On the resemblance and containment of documents*, 1997). Of two texts the runs that both have are in both samples as
often as chance has it, wherever they stand: a story cut to its first third shares about a third of the sample.
Samples only find; shared() counts in the texts themselves and says what is a copy.

The numbers come from ``python -m tests.copies.measure``, which prints what others would do.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from hashlib import blake2b
from operator import xor
from typing import NamedTuple
from zlib import crc32

VERSION = 2
"""Raised whenever a text may give another sample than before: an index with others must be rebuilt."""

RUN = 6
"""words: fewer are everybody's ("according to the police"), more are lost with every word that is changed"""
SOLO_RUN = 12
"""characters of a script without spaces, some six words"""
_SOLO_LENGTH = 2.5
"""characters of a term, in the mean, below which a text is in such a script: Chinese has 1.0, Thai 1.6, English 4.7"""
_SAMPLE_ONE_IN = 16
"""runs, of which one is in the sample: of 6,600 pairs of copies samples miss 4; with one in 12 none, in 24 twelve"""
_SAMPLE_LEAST, _SAMPLE_MOST = 8, 32
"""a teaser's sample is denser, so that the whole story's meets it; a long one's is bounded, for the disk's sake"""

NEAR = 0.55
"""the share of either text that the other must have for the two to be copies. Less takes stories for copies that share
quotations or a site's own lines, ever more of them as an archive grows; more loses what was cut and rewritten
"""
LEAST = 30
"""words that copies have in common at least: less than that is a quotation or a notice"""
FOLDS = 0.25
"""the share of both texts that must be in the other for one to stand for both: a round-up that has three short stories
whole is a copy of each, and must hide none
"""


class Shared(NamedTuple):
    """What two texts have in common."""

    of_first: float
    """share of the first text's words that stand in a run which the second has too, 0 to 1"""
    of_second: float
    words: int
    """how many words that is in the text of which it is more"""

    @property
    def near(self) -> bool:
        """Say whether the two are copies: more than half of one of them is in the other."""
        return max(self.of_first, self.of_second) >= NEAR and self.words >= LEAST

    @property
    def folds(self) -> bool:
        """Say whether one of the two may stand for both in a list."""
        return self.near and min(self.of_first, self.of_second) >= FOLDS


class Runs(NamedTuple):
    """A text as its runs."""

    texts: list[str]
    """in order"""
    length: int
    """words in a run"""
    words: int
    """of the text"""


def runs(words: Sequence[str]) -> Runs:
    """Return the runs of a text with these *words*; a text shorter than a run is one."""
    length = _length(words)
    texts = list(map(" ".join, zip(*(words[at:] for at in range(length)), strict=False)))
    return Runs(texts, length, len(words))


def sample(words: Sequence[str]) -> tuple[int, ...]:
    """Return what to index of a text with these *words*: at most 32 numbers below 2**64, none for no words."""
    if not words:
        return ()
    length = _length(words)
    # Three words of a run say whether it is drawn: half the cost of hashing all runs, and most need not even be made.
    hashes = list(map(crc32, map(str.encode, words)))
    marks = list(map(xor, map(xor, hashes, hashes[length // 2 :]), hashes[length - 1 :]))
    most = max(_SAMPLE_LEAST, min(_SAMPLE_MOST, len(marks) // _SAMPLE_ONE_IN))
    drawn = _below(words, length, marks, 2**33 * most // len(marks))  # twice as many as wanted, by chance
    if len(drawn) < most:
        drawn = _below(words, length, marks, 2**32)
    return tuple(int.from_bytes(blake2b(run.encode(), digest_size=8).digest(), "big") for _, run in drawn[:most])


def _length(words: Sequence[str]) -> int:
    solo = sum(map(len, words)) < _SOLO_LENGTH * len(words)
    return max(1, min(SOLO_RUN if solo else RUN, len(words)))


def _below(words: Sequence[str], length: int, marks: list[int], bound: int) -> list[tuple[int, str]]:
    """Return the different runs whose mark is below *bound*, lowest first."""
    return sorted({(mark, " ".join(words[at : at + length])) for at, mark in enumerate(marks) if mark < bound})


def shared(first: Runs, second: Runs) -> Shared:
    """Return what two texts have in common; nothing where one is in a script without spaces and the other is not."""
    of_first, of_second = _covered(first, set(second.texts)), _covered(second, set(first.texts))
    return Shared(
        of_first / first.words if first.words else 0.0,
        of_second / second.words if second.words else 0.0,
        max(of_first, of_second),
    )


def _covered(text: Runs, others: AbstractSet[str]) -> int:
    """Return how many words of *text* stand in a run that is one of *others*."""
    count = end = 0
    for start, run in enumerate(text.texts):
        if run in others:
            count += start + text.length - max(end, start)
            end = start + text.length
    return count
