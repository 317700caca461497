"""A place of filing that stands in the byline rather than before the text."""

from __future__ import annotations

import re

from newsarc.lexicon.agencies import agencies
from newsarc.normalise.dateline import clean_place
from newsarc.normalise.text import clean_line

_AGENCY_IN_PLACE = re.compile(r"(?:[Bb]y\s)?(?P<who>[^,|–—]{2,40}?)(?:\s+in\s+|\s*[,|]\s+)(?P<place>[^,|–—\d]{2,40})")


def byline_place(bylines: tuple[str, ...]) -> str | None:
    """Return the place in ``AGENCY in CITY`` or ``AGENCY, CITY``, or None.

    Without an agency a place is not told from a name.
    """
    for raw in bylines[:10]:
        found = _AGENCY_IN_PLACE.fullmatch(clean_line(raw[:120]))
        if found is not None and agencies().named(found["who"].strip()):
            place = clean_place(found["place"])
            if place is not None and agencies().named(place) is None:
                return place
    return None
