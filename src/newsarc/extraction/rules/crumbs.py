"""Breadcrumbs and lines of sections."""

from __future__ import annotations

import re
from functools import lru_cache

from newsarc.extraction.folding import fold
from newsarc.extraction.rules.words import NO_CASE, SENTENCE_END, WORD, alternatives
from newsarc.lexicon.cues import cues, every

_STRONG = r"\s*[»›→▸▶>❯⟩]+\s*|\s*::\s*|\s+/\s+|\s*\|\s*"
_CRUMB = re.compile(_STRONG)
_ARROW = re.compile(r"\s*[»›→▸▶❯⟩]\s*|\s+>\s+")
_WEAK = re.compile(r"\s*[/|:·•>-]+\s*|\s+[–—]\s+")
_CONNECTORS = frozenset(
    [
        "and",
        "&",
        "of",
        "the",
        "in",
        "for",
        "to",
        "on",
        "und",
        "der",
        "die",
        "das",
        "für",
        "im",
        "et",
        "de",
        "la",
        "le",
        "les",
        "des",
        "du",
        "y",
        "el",
        "los",
        "en",
        "del",
        "e",
        "da",
        "do",
        "dos",
        "di",
        "della",
        "i",
        "och",
        "og",
        "ja",
    ]
)


@lru_cache(maxsize=1)
def _home() -> re.Pattern[str]:
    here = r"(?:[^\W\d_][^:：\n]{2,24}[:：]\s*)?"  # "You are here:"
    words = alternatives(cues().home)
    return re.compile(rf"^\W*{here}(?:{words})(?P<sep>{_STRONG}|\s*[-–—·•:/]+\s*)(?P<rest>.+)$", re.IGNORECASE)


def breadcrumb(line: str, title_keys: frozenset[str]) -> str | None:
    """Return the last part of a breadcrumb line (often the title), None when *line* is not one.

    *title_keys* are folded lines that stand near: one of them as the last part is proof enough for weak separators.
    """
    if len(line) > 400 or "\n" in line:
        return None
    home = _home().match(line)
    return _path_from_home(line, home, title_keys) if home else _path(line, title_keys)


def _path_from_home(line: str, home: re.Match[str], title_keys: frozenset[str]) -> str | None:
    rest = home.group("rest").strip()
    steps = _CRUMB.split(rest)
    for part in (rest, steps[-1].strip(), _WEAK.split(rest)[-1].strip()):
        if fold(part) in title_keys:
            return part
    # without a title to confirm it, a path needs an arrow, or two steps
    arrow = _CRUMB.fullmatch(home.group("sep")) and (_ARROW.search(line) or len(steps) > 1)
    return steps[-1].strip() if arrow and not _is_prose(rest) else None


def _path(line: str, title_keys: frozenset[str]) -> str | None:
    """Return the last step of ``News » Politics » TITLE``: all steps but the last are short."""
    parts = [part.strip() for part in _ARROW.split(line) if part.strip()]
    if len(parts) < 2 or any(len(part) > 40 for part in parts[:-1]) or _is_prose(line):
        return None
    return parts[-1] if len(parts) > 2 or fold(parts[-1]) in title_keys else None


def _is_prose(text: str) -> bool:
    return len(text) > 250 or bool(re.search(r"[.!?]\s+\S", text) and SENTENCE_END.search(text))


@lru_cache(maxsize=1)
def _section_words() -> frozenset[str]:
    return frozenset(fold(word) for word in every(cues().sections))


def section_share(line: str) -> float:
    """Return which share of *line*'s words names sections, 0 for a line that is a sentence or too long.

    A line of sections glued together has no punctuation and a capital at every word that is no connector.
    """
    words = WORD.findall(line)
    if not words or len(words) > 25 or len(line) > 200 or re.search(r"[.!?:;,\"“”„«»()…]", line):
        return 0.0
    cased = [word for word in words if word.casefold() not in _CONNECTORS and not NO_CASE.search(word)]
    if any(not (word[0].isupper() or word[0].isdigit()) for word in cased):
        return 0.0
    known = sum(fold(word) in _section_words() for word in words)
    return max(known, 0.5) / len(words)
