"""Making text from the web harmless to a terminal."""

from __future__ import annotations

import re
from functools import cache

_HARMLESS = re.compile(r"[\t\n -~]*")
_LINE = re.compile(r"[\t\n]+")


def neutral(text: str) -> str:
    """Return *text* with everything that acts on a terminal, or hides in it, shown as an escape; lines are kept.

    A pile of more than four combining marks on one character is cut to four.

    >>> neutral("a\\x1b[31mb")
    'a\\\\x1b[31mb'
    """
    if _HARMLESS.fullmatch(text):
        return text
    return _harmful().sub(_shown, _flood().sub(r"\1", text))


def line(text: str) -> str:
    """Return *text* neutral and on one line."""
    return neutral(_LINE.sub(" ", text))


@cache  # compiled by whoever prints more than ASCII
def _harmful() -> re.Pattern[str]:
    # C0 but tab and newline, DEL, C1; direction marks, embeddings, overrides and isolates; line and paragraph
    # separators; zero-width space, word joiner and the invisible operators; soft hyphen; byte order mark; interlinear
    # annotations; tag characters; surrogates; private use and noncharacters are left alone: they show as a box and do
    # nothing. ZWNJ and ZWJ (U+200C, U+200D) stay: Persian, Hindi and emoji are misspelt without them.
    return re.compile(
        "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
        "\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff\ud800-\udfff]"
    )


@cache
def _flood() -> re.Pattern[str]:
    marks = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]"
    return re.compile(f"({marks}{{4}}){marks}+")


def _shown(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
