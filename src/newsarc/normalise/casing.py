"""Names printed in capitals, or in none, as names are written."""

from __future__ import annotations

import re

from newsarc.lexicon.people import given_names, people

_LETTERS = re.compile(r"(?P<mc>MC(?=[A-Z]{3}))?(?P<rest>[^\W\d_]+)")
_SURNAME = 4
"""letters of a surname in capitals: fewer may be an agency or a degree"""


def cased(name: str) -> str:
    """Return a name printed in capitals, or in none, as names are written; any other name unchanged.

    Some countries print the surname alone in capitals: ``Ana FERRO``.
    """
    words = name.split()
    known = words[0].split("-")[0].lower() in given_names()
    if name.islower() and known:
        return " ".join(map(_title, words))
    surname = known and words[0].istitle() and words[-1].isupper() and len(words[-1]) >= _SURNAME
    if not surname and (not name.isupper() or len(name) < 5):
        return name
    small = people().particles
    return " ".join(
        word.lower() if place and word.lower() in small else _title(word) if word.isupper() else word
        for place, word in enumerate(words)
    )


def _title(word: str) -> str:
    if "." in word:  # initials
        return word
    return _LETTERS.sub(lambda found: (found["mc"] or "").title() + found["rest"].capitalize(), word)
