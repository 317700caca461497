"""Making text from the web harmless to a terminal."""

from __future__ import annotations

import re
from functools import cache

_FIRST_MARK = "\u0300"
"""the first character that others combine with; before it nothing printable does harm"""
_HARMLESS = re.compile(r"[\t\n -~]*")
_SPACES = {9: " ", 10: " "}
_LINE = re.compile(r"[\t\n]+")
_PILE = 8
"""marks on one letter: what Tibetan stacks and Hebrew accents come to at most"""


def neutral(text: str) -> str:
    """Return *text* with everything that acts on a terminal, or hides in it, shown as an escape; lines are kept.

    A pile of more than eight marks on one character is cut to eight.

    >>> neutral("a\\x1b[31mb")
    'a\\\\x1b[31mb'
    """
    if _HARMLESS.fullmatch(text):
        return text
    if max(text) < _FIRST_MARK and text.translate(_SPACES).isprintable():  # no need to compile what follows
        return text
    return _harmful().sub(_shown, _flood().sub(_cut, text))


def line(text: str) -> str:
    """Return *text* neutral and on one line."""
    return neutral(_LINE.sub(" ", text))


@cache  # compiled by whoever prints more than ASCII
def _harmful() -> re.Pattern[str]:
    # C0 but tab and newline, DEL, C1; direction marks, embeddings, overrides and isolates; line and paragraph
    # separators; zero-width space, word joiner and the invisible operators; soft hyphen; byte order mark; interlinear
    # annotations; letters, fillers and a joiner of marks that nobody sees; what formats hieroglyphs, shorthand and
    # music; tag characters; surrogates. Private use and noncharacters are left alone: they show as a box and do
    # nothing. ZWNJ and ZWJ (U+200C, U+200D) stay where they stand behind a letter that may need them: Persian, Hindi
    # and emoji are misspelt without them.
    harmful = (
        "\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2028-\u202e"
        "\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
        "\U000e0000-\U000e0fff\ud800-\udfff"
    )
    return re.compile(f"[{harmful}]|(?<![^\x00-\u02ff\u200c\u200d{harmful}])[\u200c\u200d]")


@cache
def _flood() -> re.Pattern[str]:
    return re.compile(r"[^\w\s!-~]{9,}")  # marks are no letters to Python; what they are is told by _cut


def _cut(match: re.Match[str]) -> str:
    """Return *match* with no more than eight marks in a row."""
    import unicodedata

    kept: list[str] = []
    row = 0
    for char in match[0]:
        row = row + 1 if unicodedata.category(char) in ("Mn", "Me") or char in "\u200c\u200d" else 0
        if row <= _PILE:
            kept.append(char)
    return "".join(kept)


def _shown(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
