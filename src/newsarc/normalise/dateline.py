"""The dateline: where a story was filed, as printed at the start of its first paragraph, and the agency beside it.

East Asian forms are read by ``corners``; here are those of scripts with spaces.
"""

from __future__ import annotations

import re

from newsarc.lexicon.agencies import agencies, fold
from newsarc.lexicon.calendar import calendar
from newsarc.lexicon.people import people
from newsarc.lexicon.places import cities
from newsarc.normalise.called import called, full_stop, is_label
from newsarc.normalise.corners import Dateline, read_corners

_HEAD = 160  # characters of the paragraph that can hold a dateline
_NAMING = 120  # in which a site stands that names itself in a dateline
_LONGEST_PLACE = 60
_MOST_WORDS = 4
_TOLD = 8  # paragraphs that name the place again
_STATES = frozenset({"PA"})  # that an agency's sign may be taken for
_STOPS = frozenset(".,:")
_SIGN = 2
"""letters of the shortest signs of agencies, which places end with, too"""
_MOST_SPACES = 8  # in a place, a day and an agency
_DASH = r"(?:--|[-–—―‒=]|\.\s?[-–—]{1,2})"
_BRACKET = re.compile(
    rf"^(?P<place>[^()\[\]/—–]{{0,80}}?(?:/[^()\[\]/—–]{{1,40}})?)(?P<region>\s?(?:\([^()\d]{{2,30}}\)\s?)?\[[^()\[\]\d]{{2,30}}\]"
    rf"|\s?\([^()\d]{{2,30}}\)(?=[\s,]*(?:\d[^()\[\]/—–]{{0,24}})?\())?"
    rf"(?P<day>[\s,]+(?:\w{{2,12}}\.?\s)?\d[^()\[\]/—–]{{0,24}})??[\s,]*"
    rf"(?P<credit>(?:(?P<round>\()|[\[/])\s?(?P<who>[^()\[\]]{{1,60}}?)\s?(?(round)\)|[\]/]))\s*(?P<end>{_DASH}|[.:,।。]|$|(?=\w))"
)
_AGENCY_FIRST = re.compile(
    rf"^\((?P<who>[^()]{{2,40}})\)\s*(?:{_DASH}\s*)?(?P<place>[^\W\d_][^()\d,.–—-]{{1,30}}),?\s*\d{{1,2}}[^()–—-]{{2,20}}{_DASH}\s"
)
_BETWEEN = re.compile(r"(?P<mark>\s*(?:/|[-–—―]{1,2}|[.,:])\s*)")
_STAFF = re.compile(r"^(?:Корр\.?|корр\.?)\s*")
_DAY_FIRST = re.compile(r"^\d{1,2}\.?\s[^\W\d]{3,12}[,.]?\s+")
_DIGITS = re.compile(r"^[\s\d/.]*|[\s\d/.]*$")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_ACCORDING = re.compile(r"^به گزارش (?:خبرنگار )?(?P<who>[^،,:؛.]{2,60})[،,؛:]")
_ALONE = re.compile(r"^(?P<place>[^\d(\[—–][^()\[\]—–:;!?]{1,40}?)\s?(?:--|[-–—―])$")
_COLON = re.compile(r"^(?P<place>[^\W\d_][^\d()\[\]—–:;!?\"“”„«»]{1,40}): (?=\S)")
_DAY_AND_COLON = re.compile(
    r"^(?P<place>[^\W\d_a-z]{3,}(?:[ -][^\W\d_a-z]{2,}){0,2}), "
    r"(?P<month>[^\W\d_]{3,10})\.? \d{1,2}(?:, (?:19|20)\d\d)?: (?=\S)"
)
"""as agencies of Nepal and its neighbours write"""
_AUTHOR_CITY = re.compile(r"^(?P<names>[^/]{5,60})/(?P<place>[^/]{3,30})$")
_BETWEEN_NAMES = re.compile(r"\s?[-,–]\s|(?<=[^\W\da-z])-(?=[^\W\d_][a-zçğıöşü])")
_VIA = re.compile(r"^(?P<who>[^\s—–(][^—–(]{1,60}?\svia\s[^—–]{1,40}?)\s*[—–-]{1,2}\s")
_PLAIN = re.compile(
    r"^(?P<place>[^\s\d(\[—–][^()\[\]—–:;!?\"“”„«»]{1,60}?)\s?(?P<end>\.\s?[-–—]{1,2}|\s--|--\s|\s?[—–]\s|\s-\s)"
)
_ANY_DASH = re.compile(r"[-–—]")
_ABBREVIATED = re.compile(r",\s(?:[A-Z]\.){2,3}$|,\s[A-Z][a-z]{1,4}\.$")  # "BILLINGS, Mont."
_DAY_BEHIND = re.compile(r",\s(?:\w{2,12}\.?\s)?\d")
_WORD_BEFORE = re.compile(r" ([A-ZÀ-ÞĀ-ŽА-ЯΑ-Ω][^\W\d_]+) \d")
_DANDA = re.compile(r"^(?P<first>[\u0900-\u0963 .]{2,40}?)(?:, (?P<second>[\u0900-\u0963 .]{2,30}?))?\s?[।:] (?=\S)")
_URDU = re.compile(
    r"^(?P<place>[\u0600-\u06ff]{2,15}(?: [\u0600-\u06ff]{2,15}){0,2}) \((?P<who>[\u0600-\u06ff ]{3,40})\) "
)
_URDU_FROM = " سے"
_HOST = re.compile(r",\s*[\w-]+(?:\.[a-z]{2,4})+$", re.IGNORECASE)
"""the site itself behind the place"""
_NAMED_DAY = re.compile(r"[\s,]+\d.*$")


def read_dateline(paragraph: str) -> Dateline:
    """Return the dateline that *paragraph* (clean, the first of the text) begins with; empty when it has none.

    Only the first 160 characters are read.
    """
    head = _DAY_FIRST.sub("", paragraph[:_HEAD])
    for read in (
        read_corners,
        _agency_first,
        _bracketed,
        _persian,
        _handed_on,
        _in_row,
        _plain,
        full_stop,
        _before_danda,
        _before_reporter,
        _before_colon,
    ):
        found = read(head)
        if found is not None:
            return found
    return Dateline()


def story_dateline(
    paragraphs: tuple[str, ...], marked: tuple[str, ...] = (), own: frozenset[str] = frozenset()
) -> Dateline:
    """Return the dateline of a story: of its first paragraph, or of the next two when a lead stands first.

    In the later ones a place counts only with an agency in brackets, in capitals, as a known city, or when one of
    *marked*, the datelines the extractor saw, begins with it. *own* holds the folded names of the site, which stand in
    a dateline where an agency would.
    """
    stands_so = called(paragraphs[:_TOLD])
    if stands_so is not None:
        return stands_so
    for place, paragraph in enumerate(paragraphs[:3]):
        found = _alone(paragraph) if len(paragraph) <= _LONGEST_PLACE else None
        found = found or read_dateline(paragraph)
        if _names_any(paragraph, own) and (
            found.place is None or any(fold(part) in own for part in re.split(r"[,/]", found.place))
        ):
            found = _own_row(paragraph, own) or found
        if found.credit or (found.place and (place == 0 or _is_city(found.place))):
            return found
        if found.place and any(mark.startswith(found.place) for mark in marked):
            return found
        if found.place and _DAY_BEHIND.match(paragraph, len(found.place)):
            return found
    return Dateline()


def _names_any(paragraph: str, own: frozenset[str]) -> bool:
    """Say whether one of the names in *own* stands where a dateline does; most stories do not name their site there."""
    head = fold(paragraph[:_NAMING])
    return any(name in head for name in own)


def _is_city(place: str) -> bool:
    return place.split(",", maxsplit=1)[0].isupper() or any(fold(part) in cities() for part in re.split(r"[,/]", place))


def _bracketed(head: str) -> Dateline | None:
    found = _BRACKET.match(head) if "(" in head or "[" in head or "/" in head else None  # most have none of these
    if found is None:
        return None
    names = tuple(name for part in re.split(r"[/,·]|\s[-–]\s", found["who"]) if (name := _STAFF.sub("", part.strip())))
    if not names:
        return None
    named = found["place"] + (_place_in_day(found["day"]) if found["day"] else "")
    place, authors = _with_authors(named)
    agency = any(agencies().named(name) for name in (*names, found["who"]))
    if found["end"] == "" and found.end() < len(head):  # no mark after the bracket, as in the middle of a sentence
        dated = found["day"] or _NAMED_DAY.search(found["place"])
        if not (agency and place and (dated or _is_city(place))):
            return None
    if not agency and (place is None or found["end"] in {".", ":", ",", ""} or len(names[0]) > 20):
        return None
    before = found["place"].strip(" ,.-–")
    if agency and place is None and before and not _is_dated(before):
        return None  # a bracket at the end of a sentence: the words before are no place
    end = found.end("end") if found["end"] not in {":", ","} else found.end("credit")
    return Dateline(place=place, credit=head[:end].strip(), names=(found["who"], *names), authors=authors)


def _place_in_day(day: str) -> str:
    """Return the word that stands before *day* where it is none of a day's: the second one of a place."""
    found = _WORD_BEFORE.match(day)
    return f" {found[1]}" if found and calendar().any.get(fold(found[1])) is None else ""


def _with_authors(raw: str) -> tuple[str | None, tuple[str, ...]]:
    """Return the place in *raw*, and the authors before it where surnames are in capitals: ``Ana FERRO/CITY``."""
    found = _AUTHOR_CITY.match(raw.strip(" ,"))
    names = [name.strip() for name in _BETWEEN_NAMES.split(found["names"])] if found else []
    if found is None or not all(_has_capital_surname(name) for name in names):
        return clean_place(raw), ()
    return clean_place(found["place"]), tuple(names)


def _has_capital_surname(name: str) -> bool:
    words = name.split()
    return len(words) > 1 and words[-1].isupper() and not words[0].isupper() and len(words[-1]) > 2


def _agency_first(head: str) -> Dateline | None:
    """Read ``(AGENCY) - CITY, day - Text``."""
    found = _AGENCY_FIRST.match(head)
    if found is None or agencies().named(found["who"].strip()) is None:
        return None
    place = clean_place(found["place"])
    return Dateline(place=place, credit=head[: found.end()].strip(), names=(found["who"].strip(),))


def _in_row(head: str, own: frozenset[str] = frozenset()) -> Dateline | None:
    """Read place, day and agency in a row of marks: ``CITY, day - AGENCY.``, ``CITY /AGENCY/``, ``CITY-AGENCY``.

    The agency must be named by a part of its own and be followed by a dash, a slash or a full stop. Names in *own*
    count as well.
    """
    first_mark = _BETWEEN.search(head, 0, 90)
    if first_mark is None or _is_clause(head[: first_mark.start()], first_mark[0]):
        return None
    pieces = _BETWEEN.split(head[:90])
    place: str | None = None
    end = 0
    pieces.append("")
    for at in range(0, min(len(pieces) - 1, 13), 2):
        part, mark = pieces[at], pieces[at + 1].strip()
        end += len(part) + len(pieces[at + 1])
        name = _STAFF.sub("", _DIGITS.sub("", part).strip(" ()"))
        first = name.split(" ", 1)[0]
        if (
            place
            and first != name
            and agencies().named(first)
            and _is_city(place)
            and _stands_out(first, pieces[at - 2])
        ):
            return Dateline(place, head[: head.find(first) + len(first)], (first,))
        if name in calendar().jalali and any(map(str.isdigit, part)):
            return None  # a month that an agency is named after
        ours = fold(name) in own or (mark == "." and fold(f"{name}.{pieces[at + 2].split(' ')[0]}") in own)
        if not ours and name in _STATES and f", {name}" in head:
            return None  # Pennsylvania, not the Press Association
        if at and pieces[at - 1] == "-" and len(name) == _SIGN:
            return None  # part of the place: ``OOSTERWOLDE-AA``
        if name and (ours or agencies().named(name)):
            closed = mark in {"-", "–", "—", "―", "--", "/"} or (mark == "." and at > 0)
            closed = closed or (mark == ":" and at > 0 and _ARABIC.match(name) is not None)
            return Dateline(place, head[:end].strip(), (name,)) if closed and (place or _dashed(mark)) else None
        if at == 0:
            place = clean_place(part)
            if place is None or is_label(place) or place.split()[-1][0].islower():
                return None
        elif name and not _is_dated(name) and not _is_region(part, head):
            return None
    return None


def _is_clause(part: str, mark: str) -> bool:
    """Say whether *part*, which *mark* follows, is no place: many words, or the last one small and no day before it."""
    if part.count(" ") > _MOST_SPACES:
        return True
    last = part.rstrip().rpartition(" ")[2]
    return last[:1].islower() and mark.strip() in _STOPS and not any(map(str.isdigit, part))


def _persian(head: str) -> Dateline | None:
    """Read ``به گزارش AGENCY،``, with which Iranian papers begin what they take from an agency of the country.

    Some name themselves first: ``به گزارش SITE به نقل از AGENCY،``.
    """
    found = _ACCORDING.match(head)
    name = found["who"].rpartition("به نقل از ")[2].strip() if found else ""
    agency = agencies().named(name) or agencies().named(name.removeprefix("خبرگزاری").strip())
    if found is None or agency is None or agency.country != "IR":
        return None
    return Dateline(credit=found[0].strip(" ،,"), names=(agency.canonical,))


def _own_row(paragraph: str, own: frozenset[str]) -> Dateline | None:
    """Read ``SITE, City - Text`` and ``CITY, SITE - Text``, as papers name themselves in some countries."""
    bracket = _BRACKET.match(paragraph[:_HEAD])
    if bracket is not None and fold(bracket["who"]) in own and fold(bracket["place"]) not in own:
        place = clean_place(bracket["place"])
        return Dateline(place=place) if place and _is_city(place) else None
    found = _in_row(paragraph[:_HEAD], own)
    if found is not None and found.place and not any(fold(name) in own for name in found.names):
        return None
    if found is not None and fold(found.place or "") not in own:
        return Dateline(place=found.place) if found.place else None
    first = _BETWEEN.split(paragraph[:60], maxsplit=1)[0]
    name = next((word for word in (paragraph[:60].split(",", maxsplit=1)[0], first) if fold(word) in own), None)
    rest = paragraph[len(name) :].lstrip(" ,-–—(") if name else ""
    return read_dateline(rest) if rest else None


def _stands_out(first: str, before: str) -> bool:
    """Say whether an agency with no mark behind it opens no sentence: in Arabic, or in capitals after a day."""
    return bool(_ARABIC.match(first)) or (first.isupper() and len(first) > 3 and _is_dated(before))


def _is_dated(name: str) -> bool:
    """Say whether *name* is a day, or the month or the weekday of one."""
    return any(char.isdigit() for char in name) or calendar().any.get(fold(name.split(maxsplit=1)[0])) is not None


def _is_region(part: str, head: str) -> bool:
    """Say whether *part* is the country or the state after a place, as in ``AUSTIN, TX``."""
    return f", {part}" in head and len(part) <= 20 and clean_place(part) is not None


def _dashed(mark: str) -> bool:
    return mark in {"-", "–", "—", "--"}


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
    found = _PLAIN.match(head) if _ANY_DASH.search(head, 0, _LONGEST_PLACE + 6) else None
    place = clean_place(found["place"]) if found else None
    if found is None or place is None:
        return None
    agency = agencies().named(place)
    if agency is not None and place not in agency.ambiguous:
        return Dateline(credit=found[0].strip(), names=(place,))
    follows = head[found.end() :].lstrip(" \"'“„«")
    if (
        len(place.split()) > _MOST_WORDS
        or not follows
        or not (_in_capitals(place) or len(place.split()) <= 2 or _DAY_BEHIND.search(found["place"]))
        or follows[0].islower()
    ):
        return None
    return None if is_label(place) else Dateline(place=place)


def _in_capitals(place: str) -> bool:
    """Say whether *place* is in capitals, but for the state behind it: ``CEDAR FALLS, Iowa``."""
    return place.partition(",")[0].isupper()


def _alone(paragraph: str) -> Dateline | None:
    """Read a paragraph that holds nothing but a place and a dash, or a known city in capitals."""
    found = _ALONE.match(paragraph)
    place = clean_place(found["place"]) if found else None
    if place is not None:
        return Dateline(place=place) if _is_city(place) and not is_label(place) else None
    return Dateline(place=paragraph) if paragraph.isupper() and fold(paragraph) in cities() else None


def _before_colon(head: str) -> Dateline | None:
    """Read ``CITY: Text``, only for a known city, because labels and speakers look alike; and ``PLACE, day: Text``."""
    dated = _DAY_AND_COLON.match(head)
    if dated is not None and calendar().any.get(fold(dated["month"])) is not None:
        return Dateline(place=dated["place"])
    found = _COLON.match(head)
    return Dateline(place=found["place"]) if found and fold(found["place"].split(",")[0]) in cities() else None


def _before_danda(head: str) -> Dateline | None:
    """Read how papers in Hindi begin: ``CITY, AGENCY।``, ``our correspondent, CITY।``, and a known city alone."""
    found = _DANDA.match(head)
    if found is None:
        return None
    first, second = found["first"].strip(), (found["second"] or "").strip()
    if not second:
        return Dateline(place=first) if fold(first) in cities() else None
    for name, place in ((first, second), (second, first)):
        if agencies().named(name):
            return Dateline(place=place, credit=found[0].strip(), names=(name,))
        if not people().desks.isdisjoint(name.split()):
            return Dateline(place=place)
    return Dateline(place=first, authors=(second,)) if fold(first) in cities() and " " in second else None


def _before_reporter(head: str) -> Dateline | None:
    """Read how papers in Urdu begin: ``CITY (staff reporter)``, ``CITY (from NAME)``."""
    found = _URDU.match(head)
    if found is None:
        return None
    who = found["who"].strip()
    if who.endswith(_URDU_FROM):
        return Dateline(place=found["place"], authors=(who.removesuffix(_URDU_FROM),))
    return None if people().desks.isdisjoint(who.split()) else Dateline(place=found["place"])


def clean_place(raw: str) -> str | None:
    """Return the place in *raw* without a day glued to it, or None when it does not look like a place.

    >>> clean_place("HAMBURG, May 3")
    'HAMBURG'
    """
    place = _HOST.sub("", raw.strip(" ,-–—"))
    day = _NAMED_DAY.search(place)
    if day is not None:
        place = place[: day.start()].strip(" ,-–—")
        before, _, month = place.rpartition(" ")
        place = before.strip(" ,") if before and calendar().any.get(fold(month)) else place
    if not _ABBREVIATED.search(place):
        place = place.strip(".")
    words = re.split(r"[\s/,]+", place)
    if not place or len(place) > _LONGEST_PLACE or len(words) > 5 or any(char.isdigit() for char in place):
        return None
    if calendar().any.get(fold(words[-1])) and fold(place) not in cities():
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
