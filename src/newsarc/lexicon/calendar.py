"""Names of months by language, and time zones that have one meaning."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from newsarc.lexicon.agencies import fold
from newsarc.lexicon.load import load


class CalendarFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of data/months.json."""

    months: dict[str, tuple[tuple[str, ...], ...]]
    """language code to twelve lists of spellings"""
    jalali: tuple[tuple[str, ...], ...]
    """the twelve months of the Iranian calendar"""
    zones: dict[str, int]
    """abbreviations to minutes east of Greenwich; those with several meanings (CST, IST) are left out"""
    month_first: frozenset[str]
    """languages, lower case, that write 5/12 for May 12"""


class Calendar:
    """Months ready to look up. Names are folded: case and accents do not count."""

    def __init__(self, content: CalendarFile) -> None:
        self.zones = content.zones
        self.month_first = content.month_first
        self.by_language = {lang: _numbered(months) for lang, months in content.months.items()}
        self.jalali = _numbered(content.jalali)
        self.spellings = frozenset(form for months in content.months.values() for forms in months for form in forms)
        """names of months as they are written, in all languages"""
        self.thai = frozenset(form for forms in content.months["th"] for form in forms)
        self.iranian = frozenset(form for forms in content.jalali for form in forms)
        self.any: dict[str, int] = dict(self.by_language["en"])
        for table in self.by_language.values():
            for name, number in table.items():
                self.any.setdefault(name, number)

    def month(self, word: str, language: str) -> int | None:
        """Return 1 to 12 when *word* (one or two words) is a month, in *language* first, then in any other."""
        key = fold(word)
        return self.by_language.get(language, {}).get(key) or self.any.get(key)


def _numbered(months: tuple[tuple[str, ...], ...]) -> dict[str, int]:
    return {fold(form): number for number, forms in enumerate(months, 1) for form in forms}


@lru_cache(maxsize=1)
def calendar() -> Calendar:
    """Return the months. Read once, on first use."""
    return Calendar(load("months.json", CalendarFile))
