"""What changed between two texts, word by word within paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

import msgspec

from newsarc.comparing.align import Match, align, gaps

# Written without spaces: Thai, Lao, Burmese, Khmer, Japanese, Chinese.
_SOLO = (
    "\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
# Neither space nor punctuation: \w would break Indic words at their vowel signs.
_LETTER = f"[^\\s\\d!-/:-@\\[-`{{-~\u00a1-\u00bf\u2010-\u2bff\u3000-\u303f\uff00-\uff65{_SOLO}]"
_TOKEN = re.compile(
    rf"\n|[^\S\n]+|[{_SOLO}]|\d+(?:[.,:]\d+)*|{_LETTER}(?:{_LETTER}|\d|(?<=[^\W\d_])['’](?=[^\W\d_]))*|."
)
_WORD = re.compile(r"\w")
_KINSHIP = 0.3
"""of the shorter side's words: where two stretches share fewer, they are shown as one taken out and one put in"""
_WEIGHED = 2_000_000
"""characters of changed paragraphs that are compared word by word; those after them are shown whole"""


class Change(StrEnum):
    """What became of a stretch of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


class Piece(msgspec.Struct, frozen=True):
    """A stretch of text, and what became of it. It may hold line breaks, which part paragraphs."""

    change: Change
    text: str


class Extent(msgspec.Struct, frozen=True):
    """How many words came and went."""

    added: int
    removed: int


def tokens(text: str) -> list[str]:
    """Return *text* in pieces that a reader takes for units: words, numbers, single other characters, white space.

    Joined they give *text* again. A script that is written without spaces gives one piece a character.
    """
    return _TOKEN.findall(text)


def word_changes(old: str, new: str) -> tuple[Piece, ...]:
    """Return how *old* became *new*, in order; no two neighbours have the same change. Paragraphs are lines.

    What is not REMOVED makes up *new*, what is not ADDED makes up *old*. Paragraphs are compared first, so that time
    grows with the length of the texts and not with its square.
    """
    # Every line has its break, so that a last line that is no longer the last one stays the same line.
    before, after = _lines(old + "\n"), _lines(new + "\n")
    pieces: list[Piece] = []
    weighed = 0
    matches = align(before, after)
    for gap, match in zip(gaps(matches, len(before), len(after)), [*matches, None], strict=True):
        removed = "".join(before[gap.old_start : gap.old_end])
        added = "".join(after[gap.new_start : gap.new_end])
        weighed += len(removed) + len(added)
        pieces += _within(removed, added) if weighed <= _WEIGHED else _instead(removed, added)
        if match is not None:
            pieces.append(Piece(Change.SAME, "".join(before[match.old : match.old + match.length])))
    return tuple(_merged(_without_last_break(list(_merged(pieces)))))


def extent(pieces: Sequence[Piece]) -> Extent:
    """Return how many words *pieces* add and remove; in scripts without spaces, characters."""
    counts = dict.fromkeys(Change, 0)
    for piece in pieces:
        if piece.change is not Change.SAME:
            counts[piece.change] += sum(1 for token in tokens(piece.text) if _WORD.search(token))
    return Extent(added=counts[Change.ADDED], removed=counts[Change.REMOVED])


def _lines(text: str) -> list[str]:
    """Return the lines of *text*, each with the break that ends it."""
    return [line for line in re.split("(?<=\n)", text) if line]


def _instead(old: str, new: str) -> list[Piece]:
    return [Piece(Change.REMOVED, old), Piece(Change.ADDED, new)]


def _within(old: str, new: str) -> Iterator[Piece]:
    before, after = tokens(old), tokens(new)
    matches = align(before, after)
    shared = sum(_weight(before[one.old : one.old + one.length]) for one in matches)
    if shared < _KINSHIP * min(_weight(before), _weight(after)):
        matches = []
    matches = [one for one in matches if _stands_alone(before, after, one)]
    for gap, match in zip(gaps(matches, len(before), len(after)), [*matches, None], strict=True):
        yield Piece(Change.REMOVED, "".join(before[gap.old_start : gap.old_end]))
        yield Piece(Change.ADDED, "".join(after[gap.new_start : gap.new_end]))
        if match is not None:
            yield Piece(Change.SAME, "".join(before[match.old : match.old + match.length]))


def _stands_alone(before: Sequence[str], after: Sequence[str], match: Match) -> bool:
    """Say whether *match* is worth showing: not a space or a comma between two words that both changed."""
    stretch = before[match.old : match.old + match.length]
    at_an_end = 0 in (match.old, match.new)
    at_an_end = at_an_end or match.old + match.length == len(before) or match.new + match.length == len(after)
    return at_an_end or _weight(stretch) > 0 or "\n" in stretch


def _weight(part: Sequence[str]) -> int:
    return sum(len(token) for token in part if _WORD.search(token))


def _without_last_break(pieces: list[Piece]) -> Iterator[Piece]:
    """Yield *pieces*, of two texts that were given a break at their end, without these."""
    changed = [piece for piece in pieces[-2:] if piece.change is not Change.SAME]
    if len(changed) == 1 and pieces[-1].change is not Change.SAME and len(pieces) > 1:
        # Paragraphs at the end came or went: the break before them came or went with them.
        same, last = pieces[-2], pieces[-1]
        ends = [Piece(same.change, same.text[:-1]), Piece(last.change, "\n" + last.text[:-1])]
        pieces[-2:] = ends
    else:
        count = 2 if len(changed) == 2 else 1
        pieces[-count:] = [Piece(piece.change, piece.text[:-1]) for piece in pieces[-count:]]
    yield from (piece for piece in pieces if piece.text)


def _merged(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield *pieces* without empty ones, neighbours of one change as one, what is removed before what is added."""
    held: dict[Change, list[str]] = {Change.REMOVED: [], Change.ADDED: []}
    same: list[str] = []
    for piece in [*pieces, Piece(Change.SAME, "")]:
        if not piece.text:
            continue
        if piece.change is Change.SAME:
            yield from _flushed(held)
            same.append(piece.text)
        else:
            if same:
                yield Piece(Change.SAME, "".join(same))
                same = []
            held[piece.change].append(piece.text)
    yield from _flushed(held)
    if same:
        yield Piece(Change.SAME, "".join(same))


def _flushed(held: dict[Change, list[str]]) -> Iterator[Piece]:
    for change, texts in held.items():
        if texts:
            yield Piece(change, "".join(texts))
            texts.clear()
