"""Lines that are nothing but buttons, to share, to print, to save, to comment, or a count of pages."""

from __future__ import annotations

import re
from functools import lru_cache

from newsarc.extraction.folding import fold
from newsarc.lexicon.boilerplate import boilerplate
from newsarc.lexicon.cues import every

_GLUED = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])|(?<=X)(?=[A-Z])")
"""between words that only the page's style parts"""
_LONGEST = 160
_COUNT = re.compile(r"\W*(?:[^\W\d_]{2,12} )?\d{1,3}\s?(?:/|of|de|von|di|van|av|z|из)\s?\d{1,3}\W*")
"""which picture of how many, which page"""


@lru_cache(maxsize=1)
def _words() -> tuple[frozenset[str], frozenset[str]]:
    known = boilerplate()
    buttons, small = (
        frozenset(word for phrase in every(group) for word in fold(phrase).split())
        for group in (known.buttons, known.button_words)
    )
    return buttons, small


def is_buttons(line: str) -> bool:
    """Say whether *line* holds nothing but what buttons of a page say: ``Share Tweet Email``, ``Drucken | Merken``."""
    if len(line) > _LONGEST:
        return False
    buttons, small = _words()
    words = [word for word in fold(_GLUED.sub(" ", line)).split() if not word.isdecimal()]
    return bool(words) and not buttons.isdisjoint(words) and all(word in buttons or word in small for word in words)


def counts(text: str) -> bool:
    """Say whether *text* only says which page it is, or which picture, of how many."""
    return _COUNT.fullmatch(text) is not None
