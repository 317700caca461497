"""A byline among the other facts of its line: the day, the hour, the section."""

from __future__ import annotations

import re
from functools import lru_cache

from newsarc.extraction import rules
from newsarc.extraction.shown import find_written_day
from newsarc.lexicon.cues import cues, every

_FIGURE = re.compile(r"\d")
_HOUR = re.compile(r"^[\W_]*\d{1,2}[:.h]\d\d(?:\s?(?:Uhr|h|hrs|[ap]\.?m\.?|GMT|UTC)\b)?(?=\s*[|·•,–—-])", re.IGNORECASE)
_AT_END = re.compile(r"\s(?P<byline>(?:By|Von|Par|Por|Door|Di|Av|Af)\s(?P<name>[A-ZÀ-Þ].{3,60}))$")


def may_hold(text: str) -> bool:
    """Say whether *text* may be a byline once the day is taken off it: then one opens it, or there are figures."""
    return rules.may_be_byline(text) or _FIGURE.search(text) is not None


def undated(text: str) -> str:
    """Return *text* without the day before or after the names: "1 September 2023 By X", "X, May 2, 2024"."""
    day = find_written_day(text)
    head, bar, last = text.rpartition(" | ")
    if not day and bar and head[-80:].count("|") < 3 and any(map(str.isdigit, head)) and rules.byline(last):
        return last
    before, _, after = text.partition(day) if day else (text, "", "")
    if day and rules.byline(named := after.strip(" ,|·•–—-")):  # "Published on 2 May 2024 by X"
        return named
    opens = len(before) > 12 or len(after) < 4 or rules.byline(before.strip())
    left = before if opens else _HOUR.sub("", after)
    label = _day_label().search(left, 6)  # "By XPublished": spans that only the page's style parts
    return (left[: label.start()] if label else left).strip(" |,·•-–—(") or text


def at_end(text: str) -> str:
    """Return the byline that *text* ends with, behind a section or a day, where it holds a full name; else nothing."""
    found = _AT_END.search(text)
    return found["byline"] if found and rules.is_full_name(undated(found["name"])) else ""


@lru_cache(maxsize=1)
def _day_label() -> re.Pattern[str]:
    words = [word for group in (cues().date_labels, cues().modified_labels) for word in every(group) if len(word) > 5]
    return re.compile(rf"(?:{'|'.join(map(re.escape, words))})(?!\w)")
