"""Looks at bytes that were printed as a terminal would get them, and tells what must not be among them."""

from __future__ import annotations

import io
import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from tests.output.hostile import FORGED

from newsarc.cli.wrap import columns

STYLE = re.compile(r"\x1b\[[0-9;]*m")
"""what click and rich send by themselves where there is colour"""
DRAWING = re.compile(rb"\x1b\[(?:\?25[lh]|2K|[0-9]*A)|\r")
"""what rich sends besides, to draw a bar: the cursor hidden and shown, a line cleared, the cursor up"""
_BIDI = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
_JOINERS = "\u200c\u200d"
_JOINS_NOTHING = re.compile("(?:^|[\x00-\x7f\u200c\u200d])[\u200c\u200d]")
_FLOOD = re.compile("[\u0300-\u036f\u0591-\u05bd\u0e47-\u0e4e\u20d0-\u20ff]{9}")
OWN = re.compile(r"[\w\n .,:;/+()&'-]*", re.ASCII)
"""what newsarc itself says in JSON"""
NARROWEST = 20
"""columns that newsarc takes a terminal to have at least"""


class Stream(io.TextIOWrapper):
    """A stream that says whether it is a terminal, and keeps its bytes."""

    def __init__(self, encoding: str, *, terminal: bool) -> None:
        self.kept = io.BytesIO()
        super().__init__(self.kept, encoding=encoding, errors="backslashreplace", newline="")
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal

    def taken(self) -> bytes:
        """Return what was written."""
        self.flush()
        return self.kept.getvalue()


def acts(char: str) -> bool:
    """Say whether *char* acts on a terminal. Told by what Unicode says of it, not by newsarc's own list."""
    return char not in "\n\t" and (
        unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") or unicodedata.bidirectional(char) in _BIDI
    )


def harmful(char: str) -> bool:
    """Say whether *char* acts on a terminal or hides in one."""
    if char in "\n\t" or char in _JOINERS:
        return False
    if unicodedata.category(char) == "Cf":  # what is left are signs that Arabic and its neighbours print
        return not any(script in unicodedata.name(char, "") for script in ("ARABIC", "SYRIAC", "KAITHI"))
    return acts(char) or char in "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0" or "\U000e0000" <= char <= "\U000e0fff"


def faults(said: bytes, *, encoding: str, terminal: bool, one_line: bool) -> Iterator[str]:
    """Yield what is wrong with *said*; *one_line*: nothing that was printed may begin a line by itself."""
    try:
        text = said.decode(encoding)
    except UnicodeDecodeError as err:
        yield f"not {encoding}: {err}"
        return
    bare = STYLE.sub("", text) if terminal else text
    if bad := next((char for char in set(bare) if harmful(char)), None):
        yield f"raw {bad!r} in {bare[max(0, bare.index(bad) - 20) : bare.index(bad) + 20]!r}"
    if one_line and _makes_lines(bare):
        yield f"a title made a line of its own: {bare[:200]!r}"
    if found := _JOINS_NOTHING.search(bare):
        yield f"a joiner that joins nothing: {bare[max(0, found.start() - 20) : found.end()]!r}"
    if _FLOOD.search(bare):
        yield "a flood of marks"


def json_faults(said: bytes) -> Iterator[str]:
    """Yield what is wrong with lines of JSON; they are for programs, so nothing may be cut or shown otherwise."""
    text = said.decode()
    if bad := next((char for char in set(text) if acts(char)), None):
        yield f"raw {bad!r} in {text[max(0, text.index(bad) - 20) : text.index(bad) + 20]!r}"


def _makes_lines(text: str) -> bool:
    """Say whether FORGED begins a line that was not merely wrapped: it would have had room on the line before."""
    before, *others = text.split("\n")
    for line in others:
        if line.startswith(FORGED) and columns(before) + len(FORGED.split()[0]) < NARROWEST:
            return True
        before = line
    return False


def lost_in_json(said: bytes, titles: Sequence[str], *, whole: bool) -> Iterator[str]:
    """Yield what is wrong with lines of JSON in which titles stand, *whole*: all of them.

    A text that has no letter of newsarc's own making around it is exactly one of the titles.
    """
    wanted = {re.sub("[\ud800-\udfff]", "\ufffd", title) for title in titles}
    found: set[str] = set()
    for line in said.decode().splitlines():
        try:
            found.update(_texts(json.loads(line)))
        except ValueError as err:
            yield f"no JSON: {err}: {line[:200]!r}"
            return
    for text in sorted(found - wanted):
        if not OWN.fullmatch(text):
            yield f"{text[:200]!r} is no title"
    if whole:
        for title in sorted(wanted - found - {""}):  # what is empty is left out
            yield f"{title[:200]!r} is not there"


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
