"""Who served the page."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from newsarc.lexicon.agencies import agencies, fold
from newsarc.lexicon.outlets import outlets
from newsarc.lexicon.people import people
from newsarc.model.article import Publisher
from newsarc.model.parts import Found
from newsarc.normalise.text import clean_line
from newsarc.normalise.url import registered_domain

_LONGEST = 120
_SEPARATOR = re.compile(r"\s+[|•·»]+\s+|\s*\|\s*|\s+[-–—:]+\s+|:\s+")
_ADDRESS = re.compile(r"(?:https?://)?(?:www\.)?((?:[\w-]+\.)+[a-z]{2,})/?", re.IGNORECASE)
_COPYRIGHT = re.compile(
    r"(?:©|copyright|\(c\))[\s©]*(?:(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?)?[\s,]*(?P<name>[^.,|©]{3,60})",
    re.IGNORECASE,
)
_RANK = {"meta:og:site_name": 0, "jsonld": 1, "microdata": 2, "meta:application-name": 3}
_LEAST_LABEL = 6
_STATED = ("jsonld", "microdata", "meta:application-name", "title-suffix")
_HELD = "copyright"
"""evidence: who holds the rights, as a line of the page says"""
_LAST = (_HELD, "apple", "rights")
_GENERIC = frozenset(map(fold,
    ["home", "homepage", "startseite", "start", "news", "website", "blog", "index", "null", "none", "undefined",
     "archive", "archiv", "overview", "übersicht", "aktuelles", "search", "suche", "menu", "info", "portal", "untitled"]
))  # fmt: skip
_RIGHTS = re.compile(
    r"^(?:copyright|©|\(c\))[\s©]*(?:\d{4}(?:\s?[-–]\s?\d{2,4})?)?[\s,]*(?:by\s)?"
    r"|[\s,.–|-]*\ball rights reserved\b\.?$|\S+@\S+\.\w+",
    re.IGNORECASE,
)
"""what stands around the name of who holds the rights"""
_OTHER_SCRIPTS = "\u0370"
"""the first sign of scripts that no domain's label is written in"""
_NO_SITE = re.compile(r"[\d\W]+|(?:page|seite|página|pagina|strona|sida|side)\s\d+|by\s.+|\d+\. \w+", re.IGNORECASE)
"""a number, a page of several, an author: what also stands at the end of window titles"""


def publisher_of(
    url: str | None,
    candidates: tuple[Found, ...],
    *,
    sections: tuple[str, ...] = (),
    title: str = "",
    notices: tuple[str, ...] = (),
) -> Publisher | None:
    """Return who serves the page, or None when there is neither an address nor a name.

    The best candidate that is the name of a site counts: not a slogan, a section of the site (*sections*), the title
    of the page, a handle, or an agency on somebody else's site. Failing that, whoever a copyright line in *notices*
    names, if the domain is made of words of that name; failing that, the domain.
    """
    domain = registered_domain(url) if url else None
    candidates = (*candidates[:20], *_copyright_holders(notices, domain))
    never = {fold(section) for section in (*sections, *_folders(url))} | {fold(title), ""} | _GENERIC
    usable: list[tuple[str, str]] = []
    for found in sorted(candidates, key=_rank):
        name = _site_name(clean_line(found.value[: _LONGEST * 4]), domain)
        if name and fold(name) not in never and not _foreign_agency(name, domain):
            usable.append((name, found.evidence))
    if usable:
        name, evidence = _best_spelling(usable, domain, title)
        listed = outlets().at(domain) if domain is not None else None
        if listed is not None and (name.lower() == domain or evidence == _HELD):
            name = listed.name
        elif evidence == _HELD:
            name = _without_company(name)
        return Publisher(name=name, domain=domain, evidence=evidence)
    if domain is None:
        host = (urlsplit(url).hostname or "") if url else ""
        return Publisher(name=host, domain=host, evidence="domain") if host else None
    known = outlets().at(domain)
    return Publisher(name=known.name if known else domain, domain=domain, evidence="domain")


def _without_company(name: str) -> str:
    """Return *name* without what says what kind of company it is."""
    words = name.split()
    while len(words) > 1 and words[-1].rstrip(".") in people().companies:
        words.pop()
    return " ".join(words).rstrip(",")


def _copyright_holders(notices: tuple[str, ...], domain: str | None) -> list[Found]:
    label = fold((domain or "").split(".")[0])
    holders = []
    for notice in notices[:40]:
        found = _COPYRIGHT.match(notice[:_LONGEST])
        if found is not None and label and _is_made_of(label, [fold(word) for word in found["name"].split()]):
            holders.append(Found(found["name"], _HELD))
    return holders


def _is_made_of(label: str, words: list[str]) -> bool:
    """Say whether *label* is some of *words* run together in order: ``dunmoreherald`` of Dunmore Valley Herald."""
    rest = label
    for word in words:
        rest = rest.removeprefix(word) if word else rest
    return not rest


def _rank(found: Found) -> int:
    """Rank what a page calls its site above what names its app or its owner; otherwise the order given stands."""
    if any(word in found.evidence for word in _LAST):
        return 9
    return _RANK.get(found.evidence, 4)


def _folders(url: str | None) -> list[str]:
    """Return the folders of the address: a name that is one of them is a section's."""
    return urlsplit(url).path.split("/")[1:-1] if url else []


def _site_name(value: str, domain: str | None) -> str | None:
    """Return the name in *value*, if any: of a name with a slogan, the part that fits the domain or comes first."""
    if not value or len(value) > _LONGEST * 2 or value.startswith("@") or "facebook.com" in value:
        return None
    value = _RIGHTS.sub("", value).strip()
    if not value or _NO_SITE.fullmatch(value):
        return None
    address = _ADDRESS.fullmatch(value)
    if address:
        return None if "://" in value or value.lower().startswith("www.") else address[1]
    parts = [part.strip(" -–—|") for part in _SEPARATOR.split(value)]
    parts = [part for part in parts if part]
    if len(parts) > 1:
        label = fold((domain or "").split(".")[0])
        fitting = [part for part in parts if label and (fold(part) in label or label in fold(part))]
        return min(fitting, key=len) if fitting else parts[0][:_LONGEST]
    return value if len(value) <= _LONGEST else None


def _foreign_agency(name: str, domain: str | None) -> bool:
    agency = agencies().named(name)
    return agency is not None and not agency.owns(domain) and name not in agency.ambiguous


def _plain(name: str) -> str:
    """Return *name* as a domain would spell it."""
    return fold(name.split(".", maxsplit=1)[0] if " " not in name else name)


def _related(name: str, label: str) -> bool:
    return name[:4] in label or label[:4] in name


def _best_spelling(usable: list[tuple[str, str]], domain: str | None, title: str) -> tuple[str, str]:
    """Prefer a name that is the domain's over one that has nothing of it, which is a section's or a slogan; not over
    one in the script of the page's *title*, which no domain is written in.

    Among later candidates that spell the first name, prefer one with capitals and spaces over a bare slug.
    """
    first = usable[0]
    label = _plain(domain or "")
    native = min(title[:1], first[0][0]) >= _OTHER_SCRIPTS
    named = [item for item in usable if _plain(item[0]) == label and item[1].startswith(_STATED) and " " in item[0]]
    if named and not native and len(label) >= _LEAST_LABEL and not _related(_plain(first[0]), label):
        return named[0]
    for item in usable[1:] if _ADDRESS.fullmatch(first[0]) else ():  # a name of several words says more, if the site's
        plain = _plain(item[0])
        fits = plain == label or (first[0] == domain and plain.startswith(label[:_LEAST_LABEL]))
        if item[1].startswith(_STATED) and " " in item[0] and fits:
            return item
    if first[0].islower() and " " not in first[0]:
        plain = fold(re.sub(r"\.[a-z]{2,}$", "", first[0]))
        same = (item for item in usable[1:] if fold(item[0]) == plain and not item[0].islower())
        return next(same, first)
    return first
