"""Folding a whole text at once, where every character folds by itself: the quick way to its terms.

Most news is in one alphabet, and there two passes of C code do what else takes a regular expression and a look-up a
word: the text goes into a *page*, 256 characters of which each has a byte, and comes out as what they fold to. What
each folds to is asked of the slow way, character by character, and so is whether it folds to that between others.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from _codecs import _EncodingMap

Fold = Callable[[str], list[str]]
"""gives the terms of a text, slowly"""

_ROUNDS = 12
"""characters beyond its page that a text may have before the slow way is quicker"""
_NONE = "\ufffe"
"""no character: a byte of a page that is not used"""

# Python makes a quick table only of what begins with U+0000.
_EVERYWHERE = "".join(map(chr, (0, 9, 10, 13, *range(0x20, 0x7F)))) + "\u00a0«»“”„‚‘’–—−…•·°§€"
_WEST = "".join(chr(code) for code in range(0xC0, 0x100) if code not in {0xC6, 0xD7, 0xDF, 0xE6, 0xF7})
_EAST = "ĀāĂăĄąĆćČčĎďĐđĒēĖėĘęĚěĞğĢģĪīĮįİıĶķĻļĽľŁłŃńŅņŇňŐőŘřŚśŞşŠšŢţŤťŪūŮůŰűŲųŹźŻżŽžȘșȚț"
_VIETNAMESE = "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯư" + "".join(map(chr, range(0x1EA0, 0x1EFA)))
_CYRILLIC = "".join(map(chr, range(0x400, 0x460))) + "ҐґҒғҖҗҚқҢңҮүҰұҲҳҺһӘәӨө"
_GREEK = "".join(chr(code) for code in range(0x386, 0x3CF))
_HEBREW = "".join(map(chr, range(0x5D0, 0x5EB))) + "\u05be״׳"
_PERSIAN = "ٱپچژکگیۀټډړںہھے،؛؟٪۔\u200c"
_ARABIC = "".join(map(chr, (*range(0x620, 0x640), *range(0x641, 0x64B), *range(0x660, 0x66A)))) + _PERSIAN
_PAGES = (_WEST + _EAST, _VIETNAMESE, _CYRILLIC, _GREEK, _HEBREW, _ARABIC)


class _Page(NamedTuple):
    """256 characters at most, and what they fold to."""

    codes: dict[int, int] | _EncodingMap
    folds: str
    """of each byte"""


def folded(text: str, slow: Fold, longest: int) -> str | None:
    """Return the terms of *text* joined by single spaces; None where only *slow* can tell them.

    *longest* is how many characters a term has at most.
    """
    page = _page(_PAGES[0], slow)
    moved = False
    for _ in range(_ROUNDS):
        try:
            data, _length = codecs.charmap_encode(text, "strict", page.codes)
        except UnicodeEncodeError as err:
            char = text[err.start]
            home = None if moved else _home(char)
            if home is not None:
                page, moved = _page(home, slow), True
                continue
            alone = _alone(char, slow)
            if alone is None:
                return None
            text = text.replace(char, alone)
        else:
            return _spaced(codecs.charmap_decode(data, "strict", page.folds)[0], longest)
    return None


def _spaced(line: str, longest: int) -> str | None:
    """Return *line* with single spaces; None where it may have a longer term than *longest*, which must be cut."""
    block = longest // 2  # a term that is too long covers one whole block, wherever it begins
    if any(line.find(" ", at, at + block) < 0 for at in range(0, len(line) - block + 1, block)):
        return None
    return " ".join(line.split())


@cache
def _page(chars: str, slow: Fold) -> _Page:
    known = {char: alone for char in _EVERYWHERE + chars if (alone := _alone(char, slow)) and len(alone) == 1}
    codes, folds = "".join(known), "".join(known.values())
    return _Page(codecs.charmap_build(codes.ljust(256, _NONE)), folds.ljust(256, _NONE))


def _home(char: str) -> str | None:
    """Return the page of the alphabet that *char* is of, if it is of another than the first one's."""
    return next((chars for chars in _PAGES[1:] if char in chars), None)


@cache
def _alone(char: str, slow: Fold) -> str | None:
    """Return what *char* folds to wherever it stands, a space where it separates; None where its neighbours matter."""
    alone = " ".join(slow(char)) or " "
    return alone if slow(f"a{char}b") == f"a{alone}b".split() else None
