"""What a word is. Index, query, snippet and tests all ask here, so that what is found is what is shown.

A term is a longest run of letters and digits together with their marks; everything else separates. So ``don't`` is
``don`` + ``t``, ``U.S.`` is ``u`` + ``s``, ``a-b`` is ``a`` + ``b``, ``50%`` is ``50``, ``l'homme`` is ``l`` +
``homme`` (a search for ``homme`` finds it), and a query word that makes several terms is a phrase. Scripts written
without spaces (Chinese, Japanese, Korean, Thai, Lao, Khmer, Burmese) give one term a character, so that a run of them
in a query finds that run anywhere. Case, accents and compatible forms are folded; vowel signs are letters and stay.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from newsarc.search import folding

VERSION = 1
"""Raised whenever a text may give other terms than before: an index built by another version must be rebuilt."""

LONGEST = 256
"""Characters of a term. A longer run (encoded data, noise) is cut, so that no index refuses a term."""

_SHORT = 200
"""characters of a text below which the quick way is not worth its tables, which take some milliseconds to make"""

# Modifier apostrophes and their like count as letters in Unicode; here they separate, as the ASCII apostrophe does.
_APOSTROPHES = "\u02b9-\u02bf\ua78b\ua78c"
# Written without spaces. Their digits are left out: a number is one word in any script.
_SOLO = (
    "\u0e01-\u0e4f\u0e5a-\u0ecf\u0eda-\u0eff"  # Thai, Lao
    "\u1000-\u103f\u104a-\u108f\u109a-\u109f\ua9e0-\ua9ef\ua9fa-\ua9ff\uaa60-\uaa7f"  # Burmese
    "\u1100-\u11ff\ua960-\ua97f\uac00-\ud7ff\u3131-\u318e\uffa0-\uffdc"  # Korean
    "\u1780-\u17df\u17ea-\u17ef"  # Khmer
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u303c\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
    "\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9f\U0001aff0-\U0001b16f"  # Japanese
    "\u3105-\u312f\u31a0-\u31bf"  # Bopomofo
)
# In texts of only these a run of \w is a word: no marks that \w breaks at, no invisible characters, nothing solo. Said
# by what these texts are made of, because Python takes milliseconds to compile a class that reaches beyond U+FFFF.
_SIMPLE = "\0-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u058f\u1e00-\u200b\u200e-\u205f\u2070-\u20cf\u2100-\u2bff"
_ASCII = re.compile(f"[a-z0-9]{{1,{LONGEST}}}")

_ACCENTS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
    "\u08d3-\u08ff\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufb1e\ufe00-\ufe0f\ufe20-\ufe2f\U000e0100-\U000e01ef"
)
_INVISIBLE = "\u00ad\u034f\u0640\u200c\u200d\u2060\ufeff"
# Arabic: wasla, alef maqsura, ta marbuta; ya and kaf as Persian keyboards write them. Hamzas fall with the accents.
_LETTERS = str.maketrans(
    "øłđðħŧı\u0671\u0649\u0629\u06cc\u06a9", "olddhti\u0627\u064a\u0647\u064a\u0643"
) | str.maketrans({"æ": "ae", "œ": "oe", "þ": "th"})


class Term(NamedTuple):
    """One term of a text."""

    text: str
    """folded"""
    start: int
    """where its characters begin in the text"""
    end: int
    """one past its last character. A character that folds to several terms (½) lends all of them its span"""


def terms(text: str) -> list[Term]:
    """Return the terms of *text* in order. Never raises.

    >>> [term.text for term in terms("Łódź: don’t")]
    ['lodz', 'don', 't']
    """
    if text.isascii():
        return [Term(match[0], match.start(), match.end()) for match in _ASCII.finditer(text.lower())]
    folds = _folds
    found: list[Term] = []
    for match in _pattern(text).finditer(text):
        folded = folds[match[0]]
        if " " in folded:
            found += [Term(word, match.start(), match.end()) for word in folded.split(" ")]
        elif folded:
            found.append(Term(folded, match.start(), match.end()))
    return found


def words(text: str) -> list[str]:
    """Return ``[term.text for term in terms(text)]``, faster."""
    if len(text) < _SHORT:
        return _words(text)
    line = folding.folded(text, _words, LONGEST)
    return _words(text) if line is None else line.split(" ") if line else []


def line(text: str) -> str:
    """Return ``" ".join(words(text))``, faster, where many are asked for."""
    folded = folding.folded(text, _words, LONGEST)
    return " ".join(_words(text)) if folded is None else folded


def _words(text: str) -> list[str]:
    if text.isascii():
        return _ASCII.findall(text.lower())
    return " ".join(map(_folds.__getitem__, _pattern(text).findall(text))).split()


class _Folds(dict[str, str]):
    """The terms of each run of characters met so far, joined by spaces. News repeats its words."""

    def __missing__(self, run: str) -> str:
        folded = _fold(run)
        if len(run) <= LONGEST:
            if len(self) >= 200_000:  # some 30 MB
                self.clear()
            self[run] = folded
        return folded


_folds = _Folds()


def _pattern(text: str) -> re.Pattern[str]:
    """Return what finds the runs of *text* that make terms."""
    return _intricate() if _unusual().search(text) else _plain()


def _fold(run: str) -> str:
    # Folding can uncover what folds again (a ligature of accented letters), hence the rounds; two nearly always do.
    for _ in range(5):
        folded = _once(run)
        pieces = _pattern(folded).findall(folded)
        if max(map(len, pieces), default=0) > LONGEST:
            pieces = [piece for long in pieces for piece in _cut(long)]
        if (folded := " ".join(pieces)) == run:
            break
        run = folded
    return run


def _once(run: str) -> str:
    # Compatibility forms would take Thai and Lao "am" apart into a mark and a letter.
    compatible = run if "\u0e33" in run or "\u0eb3" in run else unicodedata.normalize("NFKC", run)
    bare = _accents().sub(r"\1", unicodedata.normalize("NFD", compatible.casefold()))
    folded = unicodedata.normalize("NFC", bare).translate(_LETTERS)
    if folded.isascii():
        return folded
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in folded)


def _cut(run: str) -> list[str]:
    slices = [run[at : at + LONGEST] for at in range(0, len(run), LONGEST)]
    return [piece for cut in slices for piece in _pattern(cut).findall(cut)]


# Compiled by whoever meets more than ASCII: a search for a plain word does not.
@cache
def _unusual() -> re.Pattern[str]:
    return re.compile(f"[^{_SIMPLE}]")


@cache
def _plain() -> re.Pattern[str]:
    return re.compile(rf"[^\W_{_APOSTROPHES}]+")


@cache
def _accents() -> re.Pattern[str]:
    # й, ў, ї, ѓ and ќ are letters of their own; every other accented letter folds (ё as Russian readers expect).
    return re.compile(f"([иу]\u0306|\u0456\u0308|[гк]\u0301)|[{_ACCENTS}{_INVISIBLE}]")


@cache
def _intricate() -> re.Pattern[str]:
    """Return what finds the runs of any text. Costs some 10 ms once, which plain texts need not pay."""
    combining = [c for c in map(chr, (*range(0x300, 0x20000), *range(0xE0100, 0xE01F0))) if _is_mark(c)]
    marks = _class(combining) + "\u00ad\u200d\u2060\ufeff"
    viramas = "".join(c for c in combining if unicodedata.combining(c) == 9)
    hangul = (
        "(?:[\u1100-\u115f\ua960-\ua97c][\u1160-\u11a7\ud7b0-\ud7c6]?|[\uac00-\ud7a3])[\u11a8-\u11ff\ud7cb-\ud7fb]?"
    )
    solo = f"(?:{hangul}|[{_SOLO}])[{marks}\uff9e\uff9f]*"
    letter = rf"[^\W_{_APOSTROPHES}{_SOLO}]"
    # The zero width non-joiner belongs to a word where it parts a conjunct, after a virama; in Persian it parts words.
    return re.compile(f"{solo}|{letter}+(?:(?:[{marks}](?:(?<=[{viramas}])\u200c)?)+{letter}*)*")


def _is_mark(char: str) -> bool:
    return unicodedata.category(char) in {"Mn", "Mc", "Me"}


def _class(chars: list[str]) -> str:
    """Return the inside of a character class. *chars* stand in order."""
    ranges: list[list[int]] = []
    for code in map(ord, chars):
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)
