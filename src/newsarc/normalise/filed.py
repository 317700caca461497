"""A place of filing that stands in the byline, or in the bracket that signs a story, rather than before the text."""

from __future__ import annotations

import re

from newsarc.lexicon.agencies import agencies, fold
from newsarc.lexicon.people import people
from newsarc.lexicon.places import cities
from newsarc.normalise.corners import Dateline
from newsarc.normalise.dateline import clean_place
from newsarc.normalise.text import clean_line

_AGENCY_IN_PLACE = re.compile(r"(?:[Bb]y\s)?(?P<who>[^,|–—]{2,40}?)(?:\s+in\s+|\s*[,|]\s+)(?P<place>[^,|–—\d]{2,40})")
_PARTS = re.compile(r"\s*[|•·]\s*|\s[–—-]\s")
_DAY = re.compile(r"\s*\d.*$")
_CITY_AT_END = re.compile(r"(?P<city>[^\s,|\d]+)(?P<region>, [^\s,|\d]+)?$")
_IN_PLACE = re.compile(r"\s(?:in|à|en|em|a|aus)\s(?P<place>[A-ZÀ-Þ][^,|\d]{2,30})$")
_POR = re.compile(r"Por [A-ZÀ-Þ][^|—]{3,80} — (?P<place>[A-ZÀ-Þ][^|—,\d]{2,40}(?:, [A-Z]{2})?)")
_KOREAN = re.compile(r"(?P<places>[가-힣]{2,4}(?:, ?[가-힣]{2,4})*)\s*[=/ ]\s*[가-힣]{2,4}\s?(?:선임)?(?:기자|특파원)")
_SIGNED = re.compile(r"【(?P<inside>[^【】]{2,60})】$")
_SIGNATURE = re.compile(r"(?P<place>[\u30a0-\u30ff]{2,12})[・＝]?(?P<name>[\u3400-\u9fff々]{2,5})")
_CAPITALS = "A-ZĐÀ-ÞĂĨŨƠƯẠ-Ỹ"
_VIETNAMESE_NAME = re.compile(rf"^(?=.*[^\x00-\x7f])[{_CAPITALS}][^\W\d_A-Z]*(?: [{_CAPITALS}][^\W\d_A-Z]*){{1,3}}$")
_KOREAN_SIGNED = re.compile(
    r"^(?P<place>[가-힣]{2,4})\s?[=/]\s?(?P<name>[가-힣]{2,4})\s?(?:선임)?(?:기자|특파원)(?!\w)"
)
_THEO = re.compile(r"^(?P<name>[^\W\d_]+(?: [^\W\d_]+){1,3}) \(Theo [^()]{2,40}\)$")
_JAPANESE_SIGNED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff][。」]（(?P<name>[\u3400-\u9fff々]{4,5})）$")
_OFFICE = re.compile("共同|時事|支局|総局|通信|特派|[部局社紙会県市版載間略中後前済在員表談号]$|^[第税共約今本]")


def byline_place(bylines: tuple[str, ...]) -> str | None:
    """Return the place in ``AGENCY in CITY``, ``NAME | CITY | day`` or a city that stands alone, else None.

    Without an agency, only a known city in a part of its own is told from another name.
    """
    for raw in bylines[:20]:
        line = clean_line(raw[:160])
        if fold(line) in cities() and not line.islower():
            return line
        place = next((found for read in _PLACES if (found := read(line))), None)
        if place is not None:
            return place
    return None


def signed_place(text: str, language: str | None = None) -> Dateline:
    """Return places and authors of the bracket that ends *text*, as Japanese papers sign: 【CITY NAME、CITY NAME】.

    Empty when there is none. The place is told from the name by its script.
    """
    last = text[-80:].rpartition("\n")[2]
    if language == "vi" and _VIETNAMESE_NAME.match(last) and fold(last) not in cities():
        return Dateline(authors=(last,))
    signed = _last_line(last)
    if signed is not None:
        return signed
    found = _SIGNED.search(text[-80:])
    signatures = [_SIGNATURE.fullmatch(part.strip()) for part in re.split("[、,]", found["inside"])] if found else []
    known = [signature for signature in signatures if signature is not None]
    if found is None or len(known) != len(signatures):
        return Dateline()
    places = dict.fromkeys(signature["place"] for signature in known)
    names = tuple(signature["name"] for signature in known)
    return Dateline(place="、".join(places), authors=tuple(name for name in names if not _OFFICE.search(name)))


def _last_line(line: str) -> Dateline | None:
    """Return what the last line says where it does nothing but sign: in Korean with the place, in Vietnamese with the
    source, in Japanese with a bracket behind the last sentence.
    """
    korean = _KOREAN_SIGNED.match(line)
    if korean is not None and fold(korean["place"]) in cities():
        return Dateline(place=korean["place"], authors=(korean["name"],))
    vietnamese = _THEO.match(line)
    if vietnamese is not None and all(word[0].isupper() for word in vietnamese["name"].split()):
        return Dateline(authors=(vietnamese["name"],))
    japanese = _JAPANESE_SIGNED.search(line)
    if japanese is not None and not _OFFICE.search(japanese["name"]):
        return Dateline(authors=(japanese["name"],))
    return None


def _after_agency(line: str) -> str | None:
    found = _AGENCY_IN_PLACE.fullmatch(line)
    if found is None or agencies().named(found["who"].strip()) is None:
        return None
    place = clean_place(found["place"])
    certain = " in " in line or (place and (place.isupper() or fold(place) in cities()))
    return place if place is not None and certain and agencies().named(place) is None else None


def _behind_dash(line: str) -> str | None:
    """Return the place that ends a byline in Portuguese, whether known or not: ``Por NAME, HOUSE — PLACE``."""
    found = _POR.fullmatch(line)
    return clean_place(found["place"]) if found else None


def _own_part(line: str) -> str | None:
    """Return the known city that is one of several parts of *line*."""
    parts = [_DAY.sub("", part) for part in _PARTS.split(line)]
    return next((part for part in parts if part and fold(part) in cities()), None) if len(parts) > 1 else None


def _in_city(line: str) -> str | None:
    """Return the known city that ends *line* behind "in": ``NAME, correspondent in CITY``."""
    found = _IN_PLACE.search(_DAY.sub("", line).strip())
    return found["place"].strip() if found and fold(found["place"]) in cities() else None


def _after_desk(line: str) -> str | None:
    """Return the city that ends *line* after a desk or an agency: ``Redaktion CITY, Region``."""
    bare = _DAY.sub("", line).strip()
    found = _CITY_AT_END.search(bare)
    if found is None or fold(found["city"]) not in cities():
        return None
    before = bare[: found.start()].split()
    if not before:
        return None
    word = before[-1].rpartition("-")[2].lower()
    signed = word in people().desks or any(agencies().named(part) for part in (before[-1], *before[-1].split("/")))
    return found[0] if signed else None


def _korean(line: str) -> str | None:
    found = _KOREAN.match(line)
    places = re.split(", ?", found["places"]) if found else []
    return found["places"] if found and all(fold(place) in cities() for place in places) else None


_PLACES = (_after_agency, _behind_dash, _own_part, _korean, _after_desk, _in_city)
