"""Whether two texts at one address tell the same news: a pure comparison that passes over what changes by itself.

The content hash is blind to white space, quotes and dashes already. Here also ad labels, "updated" lines, counters and
relative times do not count. In doubt two texts differ: a revision too many costs a few kilobytes, a correction that
was not kept is lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from newsarc.archive.digest import spelt
from newsarc.lexicon.calendar import calendar
from newsarc.lexicon.volatile import volatile

MOST_CHANGED = 64 * 1024
"""characters between the first line that differs and the last one; with more, nothing is weighed line by line"""
_LONGEST = 200
"""characters of a line that can be furniture: prose is longer, or does not read like it"""
_MOST_PARTS = 12
"""parts of a line, divided by bars or dots, that are looked at one by one; a line of more is compared whole"""
_EDGE = 4
"""lines from either end in which counters stand; elsewhere a line of a number and "shares" may be news"""

_PARTING = re.compile(r"\s*[|·•∙⋅]\s*|\s+[-/]\s+")
_NUMBER = re.compile(
    r"\d+(?:[., ']\d{3})*(?:[.,]\d+)?(?: ?(?:k|m|mil|mln|tys|tis|тыс|тис|млн|rb|jt|bin|万|萬|만|천)\b\.?)?"
)
_TOKEN = re.compile(r"""\d+|[^\d\s.,:;()\[\]/\-"|]+""")
_ADORNMENT = " .:;,()[]*-~"
_WIDE = str.maketrans("：；，。（）［］、،", ":;,.()[],,")
"""punctuation of other scripts as Latin writes it"""


def same_news(old: str, new: str) -> bool:
    """Say whether *new* says what *old* says, but for what changes by itself. Paragraphs are lines.

    A number, a name or a word that differs anywhere in a sentence makes it False. Never raises; linear in time.

    >>> same_news("Rain fell.\\n12 comments", "Rain fell.\\n14 comments")
    True
    >>> same_news("Rain fell on 12 days.", "Rain fell on 14 days.")
    False
    """
    before, after = old.split("\n"), new.split("\n")
    start = _alike(before, after)
    end = _alike(before[start:][::-1], after[start:][::-1])
    changed = [(lines, range(start, len(lines) - end)) for lines in (before, after)]
    if any(sum(len(lines[at]) for at in where) > MOST_CHANGED for lines, where in changed):
        return False
    one, other = (_essence(lines, where) for lines, where in changed)
    return one == other and bool(start or end or one)


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many lines are the same from the start."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _essence(lines: Sequence[str], where: range) -> str:
    at_edge = (at < _EDGE or at >= len(lines) - _EDGE for at in where)
    kept = (_kept(spelt(lines[at]), edge=edge) for at, edge in zip(where, at_edge, strict=True))
    return " ".join(line for line in kept if line)


def _kept(line: str, *, edge: bool) -> str:
    """Return what of *line* is news."""
    if not line or len(line) > _LONGEST:
        return line
    parts = _PARTING.split(line)
    if len(parts) > _MOST_PARTS:
        return line
    kept = [shown for part in parts if (shown := _reduced(part, edge=edge))]
    return line if kept == parts else " | ".join(kept)


def _reduced(part: str, *, edge: bool) -> str:
    """Return *part* of a line, or nothing where it is furniture, or the moment of publication alone."""
    words = volatile()
    said = part.translate(_WIDE).casefold().strip(_ADORNMENT)
    shape = _NUMBER.sub("#", said)
    if (
        shape in words.ads
        or shape in words.ago
        or (edge and (shape in words.counters or _bare(shape) in words.counters))
    ):
        return ""
    if any(_is_moment(rest) for rest in _beside(said, words.updated)):
        return ""
    for rest in _beside(said, words.published, ends=False):
        if _is_moment(first := _before_update(rest)):
            return f"published {first.strip(_ADORNMENT)}"
    return part


def _beside(said: str, forms: tuple[str, ...], *, ends: bool = True) -> list[str]:
    """Return what stands behind each of *forms* at the start of *said*, and before it at the end."""
    found: list[str] = []
    if said.startswith(forms):  # one call for all of them: nearly every line has none
        found += [said[len(form) :] for form in forms if said.startswith(form)]
    if ends and said.endswith(forms):
        found += [said[: -len(form)] for form in forms if said.endswith(form)]
    return found


def _before_update(rest: str) -> str:
    """Return *rest* up to where it goes on with the moment of a change: "3 May, updated 4 May"."""
    for form in volatile().updated:
        first, found, moment = rest.partition(form)
        if found and _is_moment(moment):
            return first
    return rest


def _is_moment(text: str) -> bool:
    """Say whether *text* is a point in time and nothing else; the empty text is one."""
    stripped = text.strip(_ADORNMENT)
    if _NUMBER.sub("#", stripped) in volatile().ago:
        return True
    return all(_is_time_word(token) for token in _TOKEN.findall(stripped))


def _is_time_word(token: str) -> bool:
    months = calendar()
    return (
        token.isdecimal()
        or token in volatile().when
        or months.month(token, "") is not None
        or token.upper() in months.zones
    )


def _bare(shape: str) -> str:
    """Return *shape* without brackets: "comments (#)" counts like "comments #"."""
    return " ".join(shape.replace("(", " ").replace(")", " ").split())
