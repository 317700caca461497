"""Whose page a plain text was copied from: what stands beside the headline in the window's title, and above it."""

from __future__ import annotations

import re
from functools import lru_cache

from newsarc.extraction import phrases, rules
from newsarc.extraction.folding import fold
from newsarc.extraction.plain.lines import Line, is_dense
from newsarc.lexicon.agencies import agencies
from newsarc.lexicon.cues import cues, every
from newsarc.lexicon.people import given_names, people
from newsarc.model.parts import Found

_TOP = 40
"""lines from the top among which a window's title stands"""
_ABOVE = 12
"""lines above the headline among which the name of the site stands"""
_BELOW = 5
"""lines below it among which the name stands, too"""
_SEPARATOR = re.compile(r"\s+(?:->|[-–—|•·»›>→/∕:])\s+|\s*[|＞]\s*|(?<=\w):\s+|\s\[")
_LONGEST = 50
_WORDS = 6
_SKIPS = 3
"""lines from the top that may be signs and buttons, the name of the site below them"""
_SAID = 300
"""characters of lines that are looked at for a name"""
_HELD = re.compile(r"©|\(c\)|copyright", re.IGNORECASE)
_HEADING = 2
"""words of a line that may be a heading or an entry of a menu: it says nothing of whose the page is"""
_INNER = re.compile(r"[^\W\d_A-Z]-?[A-Z]")
"""a capital within a word: ``DataWire``"""
_LETTERS = 5
"""letters of the end of a name in one word that tells a paper: ``Alpenrundschau``"""
_PATH = re.compile(r"[>»›/＞]|\d(?![\d.]*$)|\d{4}")
_HOST = re.compile(r"(?:https?://|www\.|@)(?:www\.)?([\w-]{4,40})\.[a-z]{2,12}", re.IGNORECASE)
_ARTICLES = frozenset(["the", "la", "le", "el", "il", "der", "die", "das", "de", "l", "o", "a", "het"])


def names(lines: list[Line], title: str, at: int) -> tuple[Found, ...]:
    """Return the names of the site that *lines* tell, best first; its headline *title* stands at line *at*."""
    beside = [name for line in lines[:_TOP] if (name := _beside(line.text, title))]
    around = [part.strip(" -–—|:") for line in lines[: min(at, _ABOVE) + _BELOW] for part in _parts(line.text)]
    hosts = {host.lower().replace("-", "") for line in lines for host in _HOST.findall(line.text[:500])}
    told = [text for text in around if is_paper(text) or (text and fold(text).replace(" ", "") in hosts)]
    told = [text for text in told if fold(text) != fold(title) and _may_be_name(text) and not _is_generic(text)]
    told = [text for text in told if ", " not in text]  # a person and a paper
    told += [name for name in [_masthead(lines)] if name and at > 0]
    named = [*(Found(name, "title-suffix") for name in beside), *(Found(name, "text") for name in told)]
    return tuple({fold(found.value): found for found in reversed(named)}.values())[::-1]


def _masthead(lines: list[Line]) -> str:
    """Return the first line of all where it may be the name of the site, as on most pages; one word needs more."""
    at = next((at for at, line in enumerate(lines[:_SKIPS]) if not _is_skipped(line.text)), None)
    if at is None:
        return ""
    whole = lines[at].text.strip(" -–—|:")
    text = next((part for part in _parts(whole) if part and _may_be_name(part)), whole)
    first, _, rest = text.partition(" ")
    known = _no_names()
    if is_dense(first) and fold(first) not in known and not known.isdisjoint(map(fold, rest.split()[:2])):
        return first
    if not _may_be_name(text):
        return ""
    return text if len(text.split()) > 1 or is_dense(text) or _INNER.search(text) or _is_said(text, lines) else ""


def _is_skipped(text: str) -> bool:
    """Say whether *text* is a sign or a button above the name of the site."""
    return not any(map(str.isalpha, text)) or rules.is_buttons(text) or bool(phrases.starts(text, "tools"))


def _is_said(name: str, lines: list[Line]) -> bool:
    """Say whether a line that tells whose the page is, or several of some words, have the *name* too."""
    said = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    near = (line.text[:_SAID] for line in lines if name in line.text[:_SAID] and line.text != name)
    found = [text for text in near if said.search(text)]
    return any(map(_HELD.search, found)) or sum(len(text.split()) > _HEADING for text in found) > 1


def _is_generic(text: str) -> bool:
    """Say whether *text* is one word that papers are called by, and sections of pages too: ``Journal``, ``Radio``."""
    return fold(text) in _mastheads()[0]


def _parts(text: str) -> list[str]:
    """Return *text*, and the parts of it that signs set apart."""
    parts = _SEPARATOR.split(text) if len(text) < 4 * _LONGEST else []
    return [text, *(parts if len(parts) > 1 else [])]


def _beside(text: str, title: str) -> str:
    """Return the name beside the headline in a line that repeats it: ``TITLE - NAME``, ``NAME | TITLE``."""
    if len(text) > len(title) + 2 * _LONGEST or len(text) <= len(title):
        return ""
    key = fold(title)
    parts = [part.strip(' «»"“”') for part in _SEPARATOR.split(text)]
    if len(parts) < 2 or key not in map(fold, parts):
        whole = fold(text)
        if not key or not (whole.startswith(key + " ") or whole.endswith(" " + key)):
            return ""
    others = [part for part in (parts[-1], parts[0]) if part and fold(part) != key and fold(part) not in key]
    return next((part for part in others if _may_be_name(part)), "")


def _may_be_name(text: str) -> bool:
    """Say whether *text* may be the name of a site: some words, each with a capital, and none of a menu."""
    words = text.split()
    if not 3 <= len(text) <= _LONGEST or len(words) > _WORDS or _PATH.search(text) or fold(text) in _no_names():
        return False
    if rules.is_buttons(text) or phrases.starts(text, "tools") or phrases.starts(text, "more"):
        return False
    small = [word for word in words if word[:1].islower() and word.lower() not in _small()]
    lead_in = bool(small) and fold(small[-1]) in _no_names()  # ``Unread news``
    if (
        lead_in
        or not words[0][:1].isalpha()
        or (small and not (len(words) < _LETTERS and small == words[1:] and is_paper(text)))
    ):
        return False
    if rules.section_share(text) > 0.5 or rules.is_date_line(text) or rules.is_buttons(text):
        return False
    if words[0].lower() in given_names() or agencies().named(text) is not None or rules.is_sentence(text):
        return False
    return not any(phrases.starts(text, group) for group in ("more", "tools", "contact", "asks", "photo"))


@lru_cache(maxsize=1)
def _small() -> frozenset[str]:
    """Return the words that have no capital within names."""
    return frozenset({"of", "the", *people().particles, *people().joiners})


@lru_cache(maxsize=1)
def _no_names() -> frozenset[str]:
    known = cues()
    labels = (known.title_labels, known.date_labels, known.author_labels, known.tag_labels, known.section_labels)
    groups = (known.home, known.sections, known.release_labels, known.source_labels, *labels)
    return frozenset(fold(word) for group in groups for word in every(group))


def is_paper(text: str) -> bool:
    """Say whether *text* is called as papers and stations are."""
    words = [word.strip('.,«»"') for word in text.lower().replace("’", " ").replace("'", " ").split()]
    words = words[1:] if len(words) > 1 and words[0] in _ARTICLES else words
    whole, ends = _mastheads()
    return bool(words) and (words[0] in whole or words[-1] in whole or any(word.endswith(ends) for word in words))


@lru_cache(maxsize=1)
def _mastheads() -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the words that papers' names begin or end with, and those that are joined to others:
    ``Alpenrundschau``.
    """
    known = people().papers | people().mastheads
    joined = {word for word in people().papers if len(word) >= _LETTERS} | {word for word in known if is_dense(word)}
    return frozenset(known), tuple(sorted(joined))
