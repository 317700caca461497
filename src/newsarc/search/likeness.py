"""How much of one text stands in another, and a small sample of a text by which others like it are found.

A *run* is RUN words in a row (SOLO_RUN characters in scripts without spaces), words being what terms.words() says:
case, accents and punctuation do not count. shared() counts in the texts themselves and says what is a copy.

A sample is of stretches of characters, whatever the script: those with the smallest hashes (a bottom-k sketch; Broder,
*On the resemblance and containment of documents*, 1997). Of two texts the stretches that both have are in both samples
as often as chance has it, wherever they stand: a story cut to its first third shares about a third of the sample.
Python hashes word by word as slowly as it does everything else; so the whole text is hashed at once, as one number.

The numbers come from ``python -m tests.copies.measure``, which prints what others would do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from typing import NamedTuple
from zlib import crc32

VERSION = 3
"""Raised whenever a text may give another sample than before: an index with others must be rebuilt."""

RUN = 6
"""words: fewer are everybody's ("according to the police"), more are lost with every word that is changed"""
SOLO_RUN = 12
"""characters of a script without spaces, some six words"""
_SOLO_LENGTH = 2.5
"""characters of a term, in the mean, below which a text is in such a script: Chinese has 1.0, Thai 1.6, English 4.7"""
_STRETCH = 32
"""characters of a stretch: five or six words, 16 characters of a script without spaces"""
_SAMPLE_ONE_IN = 48
"""characters of which one begins a stretch of the sample"""
_SAMPLE_LEAST, _SAMPLE_MOST = 20, 32
"""a teaser's sample is denser, so that the whole story's meets it; a long one's is bounded, for the disk's sake"""
_BOXES = tuple(bytes(pow(root, byte, 257) - 1 for byte in range(256)) for root in (3, 5, 6))
"""what turns each byte into another, without a pattern: powers of a primitive root of 257"""

_ZERO = re.compile(rb"\0")

NEAR = 0.55
"""the share of either text that the other must have for the two to be copies. Less takes stories for copies that share
quotations or a site's own lines, ever more of them as an archive grows; more loses what was cut and rewritten
"""
BOTH, WHOLE = 0.3, 0.8
"""where less than the first is shared of one of them, the second must be of the other: a story cut to a third is in the
whole one, and a short one in a round-up; two quotations that make up half of a short text are as little of a long one
as of any other
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
        """Say whether the two are copies: more than half of one of them is in the other, nearly all of a mere part."""
        less, more = sorted(self[:2])
        return more >= (NEAR if less >= BOTH else WHOLE) and self.words >= LEAST

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


def sample(line: str) -> tuple[int, ...]:
    """Return what to keep of a text whose terms, joined by single spaces, are *line*: at most 32 numbers below 2**32.

    None for no terms. Each stands for a stretch of the text; two texts that share a stretch share its number, unless
    either has many numbers that come before it.
    """
    try:
        data = line.encode("latin-1")
    except UnicodeEncodeError:
        data = line.encode("utf-16-le", "replace")[::2]  # a byte a character, whatever the script
    starts = max(1, len(data) - _STRETCH + 1)
    most = max(_SAMPLE_LEAST, min(_SAMPLE_MOST, starts // _SAMPLE_ONE_IN))
    marks = _marks(data)
    low = _low(min(1 + 320 * most // starts, 256))  # a quarter more than wanted, by chance
    places = map(re.Match.start, _ZERO.finditer(marks[:starts].translate(low)))
    drawn = {marks[at] << 32 | crc32(data[at : at + _STRETCH]) for at in places}
    return tuple([one & 0xFFFFFFFF for one in sorted(drawn)[:most]])


def _marks(data: bytes) -> bytes:
    """Return a byte for each of *data*, made of it and the 15 that follow: all at once, in one large number."""
    size = len(data)
    for box, shifts in zip(_BOXES, ((8,), (16, 32), (64,)), strict=True):
        number = int.from_bytes(data.translate(box), "little")
        for shift in shifts:
            number ^= number >> shift
        data = number.to_bytes(size, "little")
    return data.translate(_BOXES[0])


@cache
def _low(bound: int) -> bytes:
    """Return the table that turns bytes below *bound* (1 to 256) into zeros, which are found fast, others into ones."""
    return bytes(bound) + b"\1" * (256 - bound)


def _length(words: Sequence[str]) -> int:
    solo = sum(map(len, words)) < _SOLO_LENGTH * len(words)
    return max(1, min(SOLO_RUN if solo else RUN, len(words)))


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
