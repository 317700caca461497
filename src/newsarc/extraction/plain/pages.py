"""A text that was set in pages: form feeds between them, a running head or a number on each."""

from __future__ import annotations

import re
from collections import Counter, deque
from itertools import pairwise

from newsarc.extraction.folding import fold
from newsarc.extraction.measure import ends_sentence

_EDGE = 2
"""lines at the top and at the bottom of a page among which its head and its number stand"""
_NUMBER = re.compile(r"\d{1,4}")
_BARE = re.compile(r"[\s\d/|·.–—-]*")
"""a number and nothing else"""
_GOES_ON = frozenset(
    ["continued", "more", "fortsetzung", "fortsetzung folgt", "suite", "continua", "continúa", "pokračování", "vervolg"]
)
_MOST = 2_000
_LONGEST = 300
"""characters of a head or a foot; a page's first or last line may be a whole paragraph"""


def unpaged(text: str) -> tuple[str, list[str]]:
    """Return *text* as it reads without the breaks between its pages, and the lines that were heads and numbers of
    pages; *text* as it is where form feeds part articles, or there are none.
    """
    if "\f" not in text:
        return text, []
    pages = [page.split("\n") for page in text.split("\f", _MOST) if page.strip()]
    if len(pages) < 2 or not (_numbered(pages) or _go_on(pages)):
        return text, []
    times = Counter(key for page in pages for key in {_key(line) for line in _edges(page)})
    often = {key for key, count in times.items() if key and count > 1}
    gone: list[str] = []
    kept: list[str] = []
    for at, page in enumerate(pages):
        lines = _without(page, often, gone, first=at == 0)
        goes_on = bool(kept and lines) and not ends_sentence(kept[-1])
        kept += lines if goes_on or not kept else ["", *lines]
    return "\n".join(kept), gone


def _edges(page: list[str]) -> list[str]:
    lines = [line.strip() for line in page if line.strip()]
    return [line for line in (*lines[:_EDGE], *lines[-_EDGE:]) if len(line) <= _LONGEST]


def _key(line: str) -> str:
    """Return what a running head says but for its numbers."""
    return fold(_NUMBER.sub(" ", line))


def _numbered(pages: list[list[str]]) -> bool:
    """Say whether each page bears a number, one more than the page before, in a line that is but for it the same."""
    found = [{(_key(line), int(one)) for line in _edges(page) for one in _NUMBER.findall(line)} for page in pages]
    return any(all((key, one + at) in found[at] for at in range(len(pages))) for key, one in found[0])


def _go_on(pages: list[list[str]]) -> bool:
    """Say whether every page goes on in the middle of a sentence of the page before."""
    for before, after in pairwise(pages):
        last = next((line.strip() for line in reversed(before) if line.strip()), "")
        first = next((line.strip() for line in after if line.strip()), "")
        if ends_sentence(last) or not first[:1].islower():
            return False
    return True


def _without(page: list[str], often: set[str], gone: list[str], *, first: bool) -> list[str]:
    """Return the lines of *page* but for its head and its foot, which are *gone*; the *first* page keeps its head."""
    lines = deque(page)  # of millions of lines, perhaps, taken off at both ends
    for top in (True, False):
        for _ in range(0 if top and first else _EDGE):
            _strip(lines)
            if not lines or not _is_edge(lines[0 if top else -1], often):
                break
            gone.append((lines.popleft() if top else lines.pop()).strip())
    _strip(lines)
    return list(lines)


def _strip(lines: deque[str]) -> None:
    """Take the empty lines off both ends."""
    while lines and not lines[0].strip():
        lines.popleft()
    while lines and not lines[-1].strip():
        lines.pop()


def _is_edge(line: str, often: set[str]) -> bool:
    bare = line.strip().strip("()[]… ").lower()
    return _BARE.fullmatch(line) is not None or bare in _GOES_ON or _key(line) in often
