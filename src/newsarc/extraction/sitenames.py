"""The name of the site, and of a section, in a title: how to tell it, and the title without it."""

from __future__ import annotations

import re
from functools import lru_cache

from newsarc.extraction.folding import fold
from newsarc.lexicon.cues import cues, every

SUFFIX = re.compile(
    r"\s+[|\u2013\u2014\u00b7\u2022«»‹›:~-]+\s+|\s*[|｜ㅣ]\s*|\s*_\s*(?=[^_]{1,30}$)"
    r"|(?<=[\u3040-\u9fff\uac00-\ud7af\W])-(?=[\u3040-\u9fff\uac00-\ud7af]{2,12}$)"  # no spaces are written there
)
_PARTS = re.compile(r":\s+|\s+[|/\u2013\u2014\u00b7\u2022«»‹›:-]+\s+|\s*[|｜ㅣ]\s*")
"""what parts the site's name from a title, and more often something else"""
_BAR = re.compile(r"\s*[|｜ㅣ]\s*|-")
_MAX = 500
_SECTION = 30
"""characters of a section's name at most"""
_HOST = 4
"""letters of a site's name; fewer may be anything"""
_OPENING = 6
"""letters that the name of a site begins with"""
_LONG = 15
"""characters of a title without such a name at least"""


def trim(title: str, site_names: tuple[str, ...]) -> str:
    """Return *title* without a site name at its end or beginning. Never returns nothing for something.

    Nor with a bar and the name of a section: "Quay opens again | World News", "Opinion | The quay".
    """
    title = title[:_MAX]
    names = {fold(name).replace(" ", "") for name in site_names if name} - {""}
    for _ in range(3):
        parts = list(SUFFIX.finditer(title))
        if not parts:
            break
        head, tail = title[: parts[-1].start()].strip(), title[parts[-1].end() :].strip()
        first, rest = title[: parts[0].start()].strip(), title[parts[0].end() :].strip()
        if head and is_near(tail, names):
            title = head
        elif rest and is_near(first, names):
            title = rest
        elif len(head) >= _LONG and _BAR.fullmatch(parts[-1][0]) and names_section(tail):
            title = head
        elif len(rest) >= _LONG and _BAR.fullmatch(parts[0][0]) and names_section(first):
            title = rest
        else:
            break
    return without_site(title, names)


def without_site(title: str, names: set[str]) -> str:
    """Return *title* without the very name of the site at either end: "The Quay Times: Bridge opens"."""
    for mark in _PARTS.finditer(title):
        head, tail = title[: mark.start()].strip(), title[mark.end() :].strip()
        if len(tail) >= _LONG and _is_site(head, names):
            return tail
        if len(head) >= _LONG and _is_site(tail, names):
            return head
    return title


def _is_site(text: str, names: set[str]) -> bool:
    """Say whether *text* is one of the folded *names*, but for an article."""
    plain = fold(text).replace(" ", "")
    return len(plain) >= _HOST and not names.isdisjoint({plain, plain.removeprefix("the"), f"the{plain}"})


def names_section(text: str) -> bool:
    """Say whether *text* is the name of a section: ``World News``."""
    return len(text) <= _SECTION and all(word in _sections() for word in fold(text).split())


@lru_cache(maxsize=1)
def _sections() -> frozenset[str]:
    return frozenset(word for name in every(cues().sections) for word in fold(name).split())


def names_site(text: str, name: str) -> bool:
    """Say whether *text* is *name*, that of a site or its host, with a word more or less."""
    return is_near(text, {fold(name).replace(" ", "")} - {""})


def is_near(text: str, names: set[str]) -> bool:
    """Say whether *text* is one of the folded *names*, or one of them with a word more or less."""
    plain = fold(text).replace(" ", "")
    if not plain or len(text) > 40:
        return False
    near = (name for name in names if len(name) > 3 and len(plain) > 3 and len(name) <= 3 * len(plain))
    if len(plain) >= _OPENING and any(name.startswith(plain) for name in names):
        return True
    return plain in names or any(plain in name or (name in plain and len(plain) < 2 * len(name)) for name in near)
