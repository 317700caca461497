"""A byline to the persons in it. Which of several bylines are believed: authors.py."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from newsarc.lexicon.agencies import agencies, fold
from newsarc.lexicon.calendar import calendar
from newsarc.lexicon.outlets import outlets
from newsarc.lexicon.people import given_names, people
from newsarc.lexicon.places import cities
from newsarc.normalise.bylabels import (
    source_named,
    split_helpers,
    without_date_label,
    without_day,
    without_opening,
    without_place,
)
from newsarc.normalise.casing import cased
from newsarc.normalise.selfnames import Site
from newsarc.normalise.text import clean_line

_LONGEST = 600
_MOST = 30
_PAPER_WORDS = 5
_ADDRESS = re.compile(
    r"\S+@\S+|(?:https?://|www\.)\S+|(?<!\w)@\w+|\b[\w-]+\.(?:com|org|net|de|fr|es|it|co\.uk)(?:/\S*)?\b"
)
_BRACKETS = re.compile(r"\([^)]{0,80}\)|\[[^\]]{0,80}\]|\([^)]*$")
_FROM_DIGIT = re.compile(r"(?<!\S)[^\s,;|]*\d.*$")
_MARKS = re.compile(r"\s*(?:[,;|｜/•·⋅∙●→»&\n、，；／:：]|\s[-–—]\s|\s[-–—]|[-–—]\s)\s*")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_CASELESS = re.compile(r"[\u0590-\u08ff\u0900-\u0dff\u0e00-\u0eff\u10a0-\u10ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_GLUED = re.compile(r"(?<=[a-zà-ÿа-яёіїєґά-ώ]{2})(?=[A-ZÀ-ÞА-ЯЁІЇЄҐΆ-Ω][a-zà-ÿа-яёіїєґά-ώ]|Ph\.?D\b)")
_GLUED_BY = re.compile(r"^(By|Por|Von|Door)(?=[A-ZÀ-Þ][a-zà-ÿ])")
_RUN_ON = re.compile(r"(?!Mac|Fitz|Vander|Saint)[A-ZÀ-Þ][a-zà-ÿ]{3,}[A-ZÀ-Þ][a-zà-ÿ]{3,}")
_NAME_STARTS = frozenset(["Mac", "Fitz", "Vander", "Saint", "De", "Di", "Da", "La", "Le", "Van", "Del", "Della", "Dos"])
"""after which a capital stands inside one name"""
_AS_HEAD = re.compile(
    r",\s+(?:[\w-]+ ){0,3}(?:head|director|president|manager|leiterin?|chef)\s+(?:of|for|der|des|du|de)\s.*$",
    re.IGNORECASE,
)
_NOTE_MARK = re.compile(r"(?<=[a-zà-ÿ]{2})\d{1,2}(?:,\d{1,2})*(?=\s*(?:[;,]|$))")
_END = re.compile(r"\s(?:on|in|at|um|am|در)$")
_IN_SECTION = re.compile(r"\s(?:in|In|IN) [A-ZÀ-Þ][^,|]*$")
"""the section a blog names behind its author"""
_IN_CAPITALS = re.compile(r"((?:[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+ ){1,2}[A-ZÀ-Þ][A-ZÀ-Þ'’-]+) [A-ZÀ-Þ][a-zà-ÿ]{3,}(?: |$)")
_DENSE = "\u2e80"
"""the first sign of scripts that are written without spaces"""
_SIGN_BEHIND_BY = re.compile(r"[：:＝・]")
_NEWSMAN = re.compile(r"^(?:记者|記者)(?=[\u4e00-\u9fff]{2,4}$)")
_OF_PAPER = re.compile(r"^[\u4e00-\u9fff]{2,10}(?:记者|記者)\s(?=[\u4e00-\u9fff]{2,4}(?:\s|$))")
"""the paper before its reporter"""
_OF_KOREAN_PAPER = re.compile(r"^\S{1,10}(?:일보|신문|뉴스|방송|타임스|투데이|경제|미디어) (?=[가-힣]{2,4}(?:\s|$))")
_IN_PLACE = re.compile(r"\s(?:in|at|at the|à|en|em|aus|w|v|в|у) [A-ZÀ-ÞА-Я][^,|]*$")
_POSSESSIVE = re.compile(r"['’]s\b", re.IGNORECASE)
_WORD_EDGE = ")] .·•*'\"“”„«»‘:–—-_"
_SPACED = re.compile(r"[\u0590-\u06ff\u0900-\u0dff\u10a0-\u10ff]")  # scripts that part words, and have no capitals
_OF = frozenset([
    "of", "at", "for", "de", "da", "do", "du", "des", "del", "della", "di", "der", "für", "bei", "van", "voor", "för",
    "til",
])  # fmt: skip
_CJK_DESKS = (
    "編輯部",
    "编辑部",
    "編集部",
    "新聞中心",
    "取材班",
    "报道组",
    "採訪組",
    "新闻中心",
    "編集局",
    "편집부",
    "취재팀",
    "뉴스팀",
    "편집국",
    "新聞社",
    "新報社",
    "日報社",
    "通信社",
    "放送局",
    "报社",
    "电视台",
    "電視台",
    "广播电台",
)
"""what the names of newsrooms end with, where no space parts it from the house before"""
_TAIWAN = re.compile(
    r"^(?:記者|记者)\s?(?P<names>[\u4e00-\u9fff]{2,4}(?:、[\u4e00-\u9fff]{2,4})*)\s?[／/][\u4e00-\u9fff]{2,8}$"
)
_CHINESE_NAMES = re.compile(r"[\u4e00-\u9fff]{2,4}(?: [\u4e00-\u9fff]{2,4})+")
_AGENCY_WORDS = frozenset(["agencia", "agência", "agence", "agenzia", "agenția", "agencja", "agentura", "agentur"])
_ARTICLES = {"fr": ("le", "les"), "es": ("el", "los", "las"), "it": ("il", "gli"), "pt": ("os", "as")}
"""which a paper's name begins with, and no person's in that language"""
_OF_AGENCY = 2
_WROTE_FOR = re.compile(r"^([^\W\d_a-z][\w.'’-]+(?: [^\W\d_a-z][\w.'’-]+){1,2}) (?:[Ff]or|FOR) [^\W\d_a-z].*$")
"""a person before the house that the text was written for"""
_OWN_BY = {"ca": "Per ", "sw": "Na "}
"""words for "by" that are names, or parts of them, in other languages"""


class Byline(msgspec.Struct, frozen=True):
    """What one byline holds."""

    persons: tuple[str, ...]
    others: tuple[str, ...]
    """what is neither a person nor noise, as printed: agencies, outlets, desks"""
    helpers: tuple[str, ...] = ()
    """persons labelled as photographers, editors and the like"""


def unique_names(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return *names* once each, case and accents ignored; the first spelling stays."""
    kept: dict[str, str] = {}
    for name in names:
        kept.setdefault(fold(name), name)
    return tuple(kept.values())


def read_byline(raw: str, site: Site) -> Byline:
    """Return the persons in *raw*, and what else it credits. At most 600 characters are read."""
    return _read(raw[:_LONGEST], site)


@lru_cache(maxsize=256)
def _read(raw: str, site: Site) -> Byline:
    """Read one byline; cached, because authors, origin and sign-offs all look at the same few."""
    raw = without_day(_NOTE_MARK.sub("", raw))
    raw = raw.removeprefix(_OWN_BY.get(site.language or "", ""))
    raw = _OF_KOREAN_PAPER.sub("", _OF_PAPER.sub("", raw))
    reporting = _TAIWAN.match(raw)
    if reporting is not None:
        return Byline(tuple(reporting["names"].split("、")), ())
    source = source_named(raw, site.language)
    if source is not None:
        return Byline((), tuple(filter(None, (name.strip(_WORD_EDGE) for name in _MARKS.split(source)))))
    raw, helping = split_helpers(without_opening(without_date_label(raw)))
    text = _AS_HEAD.sub("", _BRACKETS.sub(" ", _ADDRESS.sub(" ", _parted(clean_line(raw)))))
    undated = _FROM_DIGIT.sub("", text)
    text = _without_by((_without_month(undated) if undated != text else text).strip(_WORD_EDGE))
    text, _, carrier = text.partition(" via ")
    persons: list[str] = []
    others: list[str] = [carrier] if carrier else []
    for mark_part in _MARKS.split(_without_own_place(without_place(text), site))[:_MOST]:
        for part in _at_joiners(_hebrew_pair(mark_part)):
            name = _without_role(_without_by(_unplaced(_without_house(part).strip(_WORD_EDGE))))
            name = _without_paper(_without_outlet(name, site))
            if not name:
                continue
            if site.language == "zh" and _CHINESE_NAMES.fullmatch(name):
                persons += [word for word in name.split() if word not in people().desks]
            elif _is_person(name, site):
                if not (persons and _is_title(part)):
                    persons.append(cased(name))
            else:
                others.append(name)
    helpers = _read(helping, site).persons if helping else ()
    return Byline(unique_names(tuple(persons)), tuple(others), helpers)


def _without_own_place(text: str, site: Site) -> str:
    """Return *text* without the place that a site names behind itself: ``NAME, SITE — City``."""
    named, dash, _ = text.rpartition(" — ")
    last = named.rpartition(", ")[2] if dash else ""
    return named if last and (site.is_self(last) or site.is_part_of_self(last)) else text


def _unplaced(part: str) -> str:
    """Return *part* without the section a text stands in, or the place a person with a given name writes from."""
    part = _IN_SECTION.sub("", _END.sub("", part))
    part = " ".join(_without_weekday(part.split(" ")))
    return _IN_PLACE.sub("", part) if part.split(" ", 1)[0].lower() in given_names() else part


def _without_weekday(words: list[str]) -> list[str]:
    """Return *words* without the weekday at their end and what leads to it; Sunday may be a name where nothing does."""
    known = people()
    if len(words) > 2 and words[-1] in known.weekdays and words[-2] in known.before_day:
        words = words[:-2]
    while len(words) > 2 and words[-1] in known.before_day:
        words = words[:-1]
    return words


def _is_title(part: str) -> bool:
    """Say whether *part* is a job that stands behind a name: it ends as jobs do, and begins with no given name."""
    words = part.lower().split()
    return words[-1] in people().roles and words[0] not in given_names() and not _CASELESS.search(part)


def _parted(line: str) -> str:
    """Return *line* with a break where a role, a label or a second name runs on, as spans do that only style parts."""
    line = _GLUED_BY.sub(r"\1 ", line)
    for glue in _GLUED.finditer(line):
        before, rest = line[: glue.start()], line[glue.end() :]
        word = re.split(r"[\s:,]", rest, maxsplit=1)[0].lower()
        if before.lower() in people().by:
            return _parted(rest)
        job = word in people().roles or word in people().qualifiers
        if job or word in people().by or (word in given_names() and _named_before(before)):
            return f"{before} | {_parted(rest)}"
    return line


def _named_before(text: str) -> bool:
    """Say whether *text* ends with a full name: what runs on from its last word is the next one."""
    words = text.split()
    return len(words) > 1 and words[0].lower() in given_names() and words[-1] not in _NAME_STARTS


def _without_by(text: str) -> str:
    text = without_opening(text)
    words = text.split(" ")
    for _ in range(3):
        if len(words) > 1 and words[0].strip(":").lower() in people().by:
            words = words[1:]
    if words[0][:1] >= _DENSE:
        word, *name = _SIGN_BEHIND_BY.split(words[0], maxsplit=1)
        words[0] = name[0] if name and word in people().by else words[0]
    words[0] = _NEWSMAN.sub("", words[0])
    return " ".join(words).strip(_WORD_EDGE)


def _hebrew_pair(text: str) -> str:
    """Return *text* with the Hebrew "and", which is written onto the second name, as a word of its own."""
    words = text.split()
    if len(words) == 4 and words[2][0] == "ו" and len(words[2]) > 3:
        return f"{words[0]} {words[1]} and {words[2][1:]} {words[3]}"
    return text


def _at_joiners(text: str) -> list[str]:
    """Split at words for 'and'; at those that also stand inside names only between two full names."""
    known = people()
    parts: list[list[str]] = [[]]
    words = text.split()
    for place, word in enumerate(words):
        lower = word.lower()
        strong = lower in known.joiners and lower not in known.weak_joiners
        weak = lower in known.weak_joiners and _may_part(parts[-1], words[place + 1 :])
        if (strong or weak) and parts[-1]:
            parts.append([])
        elif not strong:
            parts[-1].append(word)
    return [" ".join(part) for part in parts if part]


def _may_part(before: list[str], after: list[str]) -> bool:
    """Say whether a word that also stands inside names parts two of them: two full names, or a name and an agency."""
    if len(after) > 1 and len(before) > 1:
        return True
    rest = " ".join(after)
    return bool(rest) and (agencies().named(rest) is not None or agencies().is_generic(rest))


def _without_role(name: str) -> str:
    """Cut a role off the end, with the words that qualify it; a name that is nothing but a role becomes empty."""
    known = people()
    for suffix in known.strip_suffix:
        name = name.removesuffix(suffix).strip()
    words = name.split()
    lowered = [word.lower().strip(".,") for word in words]
    if words and "-" in words[0] and lowered[0].rpartition("-")[2] in known.roles:  # HERALD-Reporterin NAME
        lowered[0] = lowered[0].rpartition("-")[2]
    at = next((place for place, word in enumerate(lowered) if word in known.roles), None)
    if at is None:
        return name
    if at == 0 and len(words) > 2 and lowered[1] in _OF:
        house = " ".join(words[2:])
        return house if agencies().named(house) or outlets().named(house) else ""
    if at == 0:
        return " ".join(words[1:]) if len(words) - 1 in (2, 3) and _capitalised(words[1:]) else ""
    while at > 0 and lowered[at - 1] in known.qualifiers:
        at -= 1
    return " ".join(words[:at])


def _without_outlet(name: str, site: Site) -> str:
    """Cut an agency, an outlet or the site itself off the end of a full name: "ANA FERRO Associated Press"."""
    words = name.split()
    for size in range(min(4, len(words) - 2), 0, -1):  # the longest first: "The Harbour Herald"
        tail = " ".join(words[-size:])
        if tail.lower() in given_names():  # Ann, no ANN
            continue
        if site.is_self(tail) or agencies().named(tail) or outlets().named(tail):
            return " ".join(words[:-size])
    return name


def _without_house(part: str) -> str:
    return _WROTE_FOR.sub(r"\1", part) if " for " in part.lower() else part


def _without_paper(name: str) -> str:
    """Return *name*, which is written in capitals, without the paper behind it, which is not: ``ANA FERRO Ledger``."""
    found = _IN_CAPITALS.match(name)
    return found[1] if found else name


def _capitalised(words: list[str]) -> bool:
    return all(word[0].isupper() or word.lower() in people().particles for word in words)


def _without_month(text: str) -> str:
    """Cut the month and the day of the week that are left where a date was cut off."""
    words = text.rstrip(" ,.|-–—").split(" ")
    while len(words) > 1 and calendar().any.get(fold(words[-1])):
        words = words[:-1]
    return " ".join(words)


def _is_person(name: str, site: Site) -> bool:
    words = name.split()
    if len(name) > 60 or len(words) > 6 or any(char in "0123456789_<>{}=#%+?!。！？" for char in name):
        return False
    if is_no_name(name, site) or _RUN_ON.search(name) or _POSSESSIVE.search(name) or fold(name) in cities():
        return False
    if _SPACED.search(name) and len(words) < 2:
        return False
    if _CASELESS.search(name):
        return not name.endswith(_CJK_DESKS) and 2 <= len(name.replace(" ", "")) <= 40
    if name.islower() and len(words) == 2 and words[0] in given_names():
        return all(word.isalpha() for word in words)
    if len(words) < 2 or not _capitalised(words):
        return False
    return any(len(word) > 2 for word in words) or words[0].lower() in given_names()


def is_paper(name: str) -> bool:
    """Say whether *name* ends as those of papers and stations do, and begins with no given name."""
    words = name.lower().split()
    named = bool(words) and (words[-1] in people().papers or words[0] in _AGENCY_WORDS)
    return named and 2 <= len(words) <= _PAPER_WORDS and words[0] not in given_names()


def is_no_name(name: str, site: Site) -> bool:
    """Say whether *name* is a desk, a role, a month, an agency, an outlet, or the site itself."""
    known, registry = people(), agencies()
    lowered = [word.lower().strip(".,") for word in name.split()]
    if len(lowered) > 1 and lowered[0] in site.names and (name.isupper() or lowered[0] not in given_names()):
        return True  # the site's edition in a country, its desk
    if name.rsplit(maxsplit=1)[-1] in known.companies and not name.isupper():
        return True
    if is_paper(name) or lowered[0] in _ARTICLES.get(site.language or "", ()):
        return True
    first = name.split(maxsplit=1)[0]
    if name[:3].isupper() and (len(lowered) == _OF_AGENCY or len(first) > _OF_AGENCY) and registry.named(first):
        return True  # its service in a language, or its desk in a city
    if lowered[0] in known.not_first or any(word in known.desks or word in known.roles for word in lowered):
        return True
    if len(lowered) == 1 and calendar().any.get(fold(name)):
        return True
    if registry.named(name) or registry.is_generic(name) or outlets().named(name):
        return True
    return (site.is_self(name) or site.is_long_part_of_self(name)) and not _is_full_name(lowered)


def _is_full_name(lowered: list[str]) -> bool:
    """Say whether a name that is also the site's is a person's all the same: many write under their own."""
    return 2 <= len(lowered) <= 4 and lowered[0] in given_names() and all(word.isalpha() for word in lowered[1:-1])
