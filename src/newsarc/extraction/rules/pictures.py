"""Whose a picture is, said behind what it shows: in a bracket, behind a label, a bar, a slash or a copyright sign."""

from __future__ import annotations

import re
from functools import lru_cache

from newsarc.extraction.rules.words import alternatives
from newsarc.lexicon.cues import every
from newsarc.lexicon.pictures import pictures

_CAPTION = 300
"""characters"""
_LABELLED = 160
"""characters of a line that ends with a label and a name"""
_END = 55
"""characters at the end of a line in which its label stands"""
_CHINESE_LINE = 80
_CHINESE = re.compile(
    r"(?:新华社|中新社|本报|本网|视觉中国)(?:记者|发|通讯员)?\s?[\u4e00-\u9fff]{0,6}\s?[发摄]$|(?:^|[\s。（(])[\u4e00-\u9fff]{2,8}\s?[摄攝]$"
)
"""who took a picture or sent it"""
_KOREAN = re.compile(r"[/(\[ⓒ]\s?사진(?:제공)?\s?[=:＝][^.。]{1,30}$|^[▲△▶◀▼].{2,120}사진[^.]{0,20}$")
_KOREAN_BRACKET = re.compile(r"\[[^\[\]]{0,30}(?:촬영|제공|사진)[^\[\]]{0,30}\]$")
_JAPANESE = re.compile(r"(?:撮影|提供)$")
_HOLDER = re.compile(r"[.!?…]\s/\s[^\W\d_][\w.’'-]+(?: [^\W\d_][\w.’'-]+){1,2}$|[.!?…]\s(?:©|\|)\s?[^.!?]{3,60}$")
"""a name behind a slash, a bar or a sign of copyright, and the end of a sentence"""
_CAPITALS = re.compile(
    r"[^.!?]{20,140}[.!?]\s(?:[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’-]+)(?: [A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’-]+){1,3}(?: « [^«»]{2,30} »)?"
)
"""what a picture shows in one sentence, and whose it is in capitals"""


def credits_picture(text: str) -> bool:
    """Say whether the line *text* ends with whose picture it tells of, so that nothing else can be meant."""
    if len(text) < _LABELLED:
        if "사진" in text and _KOREAN.search(text) is not None:
            return True
        end = text[-_END:]
        # "ото": the Cyrillic word has no colon behind it where the picture is the author's own
        if (":" in end or "|" in end or "ото" in end) and _labelled().search(text) is not None:
            return True
    if len(text) < _CHINESE_LINE and text[-1] in "发摄攝" and _CHINESE.search(text) is not None:
        return True
    return text.endswith(")") and len(text) < _CAPTION and _closing().search(text) is not None


def tells_of_picture(text: str) -> bool:
    """Say whether the line *text* ends as what stands below a picture does, where no mark-up says that it is."""
    if _CAPITALS.fullmatch(text) is not None and not text.isupper():
        return True
    patterns = (*_shown(), _HOLDER, _KOREAN_BRACKET, _JAPANESE)
    return any(pattern.search(text) is not None for pattern in patterns)


@lru_cache(maxsize=1)
def _labelled() -> re.Pattern[str]:
    known = pictures()
    labels = "|".join(f"{re.escape(word[0])}(?i:{re.escape(word[1:])})" for word in every(known.labels))
    return re.compile(
        rf"(?:(?<=[.!?)] )|(?<= [–—|-] ))(?:(?:{labels}) ?[:|] ?[^.!?]{{2,40}}|(?:{alternatives(known.own)}))$"
    )


@lru_cache(maxsize=1)
def _closing() -> re.Pattern[str]:
    known = pictures()
    senders, words = alternatives(known.senders), alternatives(known.closing)
    return re.compile(rf"\((?:(?:{senders}) (?:file )?photo\b|{words})[^()]*\)$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _shown() -> tuple[re.Pattern[str], ...]:
    known = pictures()
    words, links, supplied, bracketed, banks = (
        alternatives(group) for group in (known.words, known.from_, known.supplied, known.bracketed, known.banks)
    )
    by = rf"(?:[.!?)\]—–|,]|\s-)\s*(?:{words})[ :/]{{1,3}}(?:{links})?\s?[^.!?]{{2,50}}\.?$"
    bracket = rf"[.!?…]\s?\((?:[^()]{{2,30}}:\s|(?:{bracketed})\b)[^()]{{0,60}}\)$"
    bank = rf"(?:^|[\s(\[])(?:{banks})/(?-i:[^\W\d_a-z]\w+ [^\W\d_a-z])"
    patterns = (rf"\((?:{supplied})\)$", by, bracket, bank)
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)
