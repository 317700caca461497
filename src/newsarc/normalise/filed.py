"""A place of filing that stands in the byline rather than before the text."""

from __future__ import annotations

import re

from newsarc.lexicon.agencies import agencies, fold
from newsarc.lexicon.places import cities
from newsarc.normalise.dateline import clean_place
from newsarc.normalise.text import clean_line

_AGENCY_IN_PLACE = re.compile(r"(?:[Bb]y\s)?(?P<who>[^,|–—]{2,40}?)(?:\s+in\s+|\s*[,|]\s+)(?P<place>[^,|–—\d]{2,40})")


def byline_place(bylines: tuple[str, ...]) -> str | None:
    """Return the place in ``AGENCY in CITY`` or ``AGENCY, CITY``, or a city that stands alone; None when there is none.

    Without an agency a place beside a name is not told from another name.
    """
    for raw in bylines[:20]:
        line = clean_line(raw[:120])
        if fold(line) in cities() and not line.islower():
            return line
        found = _AGENCY_IN_PLACE.fullmatch(line)
        if found is not None and agencies().named(found["who"].strip()):
            place = clean_place(found["place"])
            certain = " in " in line or (place and (place.isupper() or fold(place) in cities()))
            if place is not None and certain and agencies().named(place) is None:
                return place
    return None
