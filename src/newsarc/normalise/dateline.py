"""The dateline: where a story was filed, as printed at the start of its first paragraph, and the agency beside it."""

from __future__ import annotations

import re

import msgspec

from newsarc.lexicon.agencies import agencies, fold
from newsarc.lexicon.calendar import calendar
from newsarc.lexicon.people import people
from newsarc.lexicon.places import cities

_HEAD = 160  # characters of the paragraph that can hold a dateline
_LONGEST_PLACE = 60
_MOST_WORDS = 4
_DASH = r"(?:--|[-–—―‒=]|\.\s?[-–—]{1,2})"
_BRACKET = re.compile(
    rf"^(?P<place>[^()\[\]/—–]{{0,80}}?(?:/[^()\[\]/—–]{{1,40}})?)[\s,]*(?P<credit>[(\[/]\s?(?P<who>[^()\[\]]{{1,60}}?)\s?[)\]/])\s*(?P<end>{_DASH}|[.:,]|$)"
)
_VIA = re.compile(r"^(?P<who>[^\s—–(][^—–(]{1,60}?\svia\s[^—–]{1,40}?)\s*[—–-]{1,2}\s")
_PLAIN = re.compile(
    r"^(?P<place>[^\s\d(\[—–][^()\[\]—–:;!?\"“”„«»]{1,60}?)\s?(?P<end>\.\s?[-–—]{1,2}|\s--|--\s|\s?[—–]\s|\s-\s)"
)
_STOP = re.compile(r"^(?P<place>[^\W\d_][^\s.,:;!?]{2,20}(?: [^\s.,:;!?]{2,20}){0,2})\.\s+(?=[^\W\d_]|[\"„“»«])")
_XINHUA = re.compile(
    r"^[\s\u3000]*(?P<who>新华社|中新社|中新网|中央社)(?P<place>[\u4e00-\u9fff]{2,8}?)(?:\d{1,2}月)?\d{1,2}日[电電]"
)
_CORNER = re.compile(r"【(?P<inside>[^】]{2,40})】")
_KOREAN_REPORTER = re.compile(r"\s*(?P<names>[가-힣]{2,4}(?:[\s·,]+[가-힣]{2,4})*?)\s?(?:선임)?(?:기자|특파원)")
_KOREAN = re.compile(r"^[(\[](?P<place>[^=()\[\]]{1,20})=(?P<who>[^()\[\]]{2,20})[)\]]")
_ABBREVIATED = re.compile(r",\s(?:[A-Z]\.){2,3}$|,\s[A-Z][a-z]{1,4}\.$")  # "BILLINGS, Mont."
_NAMED_DAY = re.compile(r"[\s,]+(?:\d.*|[^\W\d]{3,12}\.?\s\d.*)$")


class Dateline(msgspec.Struct, frozen=True):
    """What the start of a story says of its filing."""

    place: str | None = None
    credit: str | None = None
    """the bracket or phrase that may name who filed it, as printed"""
    names: tuple[str, ...] = ()
    """what is named in it: agencies, signs, the house itself"""
    authors: tuple[str, ...] = ()


def read_dateline(paragraph: str) -> Dateline:
    """Return the dateline that *paragraph* (clean, the first of the text) begins with; empty when it has none.

    Only the first 160 characters are read.
    """
    head = paragraph[:_HEAD]
    for read in (_asian, _bracketed, _handed_on, _plain, _full_stop):
        found = read(head)
        if found is not None:
            return found
    return Dateline()


def story_dateline(paragraphs: tuple[str, ...], marked: tuple[str, ...] = ()) -> Dateline:
    """Return the dateline of a story: of its first paragraph, or of the next two when a lead stands first.

    In the later ones a place counts only with an agency in brackets, in capitals, as a known city, or when one of
    *marked*, the datelines the extractor saw, begins with it.
    """
    for place, paragraph in enumerate(paragraphs[:3]):
        found = read_dateline(paragraph)
        if found.credit or (found.place and (place == 0 or _is_city(found.place))):
            return found
        if found.place and any(mark.startswith(found.place) for mark in marked):
            return found
    return Dateline()


def _is_city(place: str) -> bool:
    return place.isupper() or any(fold(part) in cities() for part in re.split(r"[,/]", place))


def _bracketed(head: str) -> Dateline | None:
    found = _BRACKET.match(head)
    if found is None:
        return None
    names = tuple(part.strip() for part in re.split(r"[/,·]|\s[-–]\s", found["who"]) if part.strip())
    place = clean_place(found["place"])
    agency = any(agencies().named(name) for name in (*names, found["who"]))
    if not agency and (place is None or found["end"] in {".", ":", ",", ""} or len(names[0]) > 20):
        return None
    if agency and place is None and found["place"].strip(" ,.-–"):
        return None  # a bracket at the end of a sentence: the words before are no place
    end = found.end("end") if found["end"] not in {":", ","} else found.end("credit")
    return Dateline(place=place, credit=head[:end].strip(), names=(found["who"], *names))


def _handed_on(head: str) -> Dateline | None:
    found = _VIA.match(head)
    if found is None:
        return None
    names = tuple(name.strip() for name in found["who"].split(" via "))
    if not any(agencies().named(name) for name in names):
        return None
    return Dateline(
        credit=head[: found.end()].strip(), names=tuple(n.title() if n.isupper() and len(n) > 4 else n for n in names)
    )


def _plain(head: str) -> Dateline | None:
    found = _PLAIN.match(head)
    place = clean_place(found["place"]) if found else None
    if found is None or place is None:
        return None
    follows = head[found.end() :].lstrip(" \"'“„«")
    if (
        len(place.split()) > _MOST_WORDS
        or not follows
        or not (place.isupper() or len(place.split()) <= 2)
        or follows[0].islower()
    ):
        return None
    return Dateline(place=place)


def _full_stop(head: str) -> Dateline | None:
    """Read ``City. Text``: only for a city known to stand alone, because sentences of one word look alike."""
    found = _STOP.match(head)
    return Dateline(place=found["place"]) if found and fold(found["place"]) in cities() else None


def _asian(head: str) -> Dateline | None:
    found = _XINHUA.match(head) or _KOREAN.match(head)
    if found is not None:
        reporter = _KOREAN_REPORTER.match(head, found.end())
        authors = tuple(reporter["names"].split()) if reporter else ()
        return Dateline(found["place"].strip(), found[0].strip(), (found["who"].strip(),), authors)
    corner = _CORNER.search(head)
    if corner is None or corner.start() > 2:
        return None
    return read_corner(corner["inside"])


def read_corner(inside: str) -> Dateline | None:
    """Return what a Japanese corner bracket says: 【CITY＝NAME】 or 【CITY AGENCY】."""
    place, mark, name = inside.partition("＝")
    if mark:
        known = agencies().named(name.strip())
        return Dateline(
            place=place.strip(), credit=f"【{inside}】", names=(name,), authors=() if known else (name.strip(),)
        )
    for form, agency in agencies().inside.items():
        if inside.endswith(form):
            return Dateline(
                place=inside.removesuffix(form).strip() or None, credit=f"【{inside}】", names=(agency.canonical,)
            )
    for form in ("共同", "時事"):
        if inside.endswith(form):
            return Dateline(place=inside.removesuffix(form).strip() or None, credit=f"【{inside}】", names=(form,))
    return None


def clean_place(raw: str) -> str | None:
    """Return the place in *raw* without a day glued to it, or None when it does not look like a place.

    >>> clean_place("HAMBURG, May 3")
    'HAMBURG'
    """
    place = _NAMED_DAY.sub("", raw.strip(" ,-–—")).strip(" ,-–—")
    if not _ABBREVIATED.search(place):
        place = place.strip(".")
    words = re.split(r"[\s/,]+", place)
    if not place or len(place) > _LONGEST_PLACE or len(words) > 5 or any(char.isdigit() for char in place):
        return None
    if calendar().any.get(fold(words[-1])) and len(words) > 1:
        return None
    small = people().particles
    shaped = all(
        not word
        or word[0].isupper()
        or word.lower() in small
        or not word[0].isalpha()
        or word[0].lower() == word[0].upper()
        for word in words
    )
    return place if shaped and words[0][:1].isalpha() and words[0][0] == words[0][0].upper() else None
