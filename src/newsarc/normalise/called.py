"""Places that are not known, before a colon or a full stop: the look of the line, or the story, says that they are.

Called by ``dateline``, whose other forms have an agency, a dash or a known city.
"""

from __future__ import annotations

import re
from functools import lru_cache

from newsarc.lexicon.agencies import agencies, fold
from newsarc.lexicon.cues import cues, every
from newsarc.lexicon.places import cities
from newsarc.normalise.corners import Dateline

_LEADS = 2
_CAPITALS = re.compile(r"^(?P<place>[^\W\d_a-z]{3,}(?:[ -][^\W\d_a-z]{2,}){0,2}): (?=[\"“‘«]?[^\W\d_])")
_STOPPED_CAPITALS = re.compile(
    r"^(?P<place>[^\W\d_a-zà-ÿ]{4,}(?:[ -][^\W\d_a-zà-ÿ]{2,}){0,2})\. (?=[\"“«„]?[^\W\d_a-zà-ÿ])"
)
"""as tabloids print it: the text begins with a capital, too"""
_STOP = re.compile(r"^(?P<place>[^\W\d_][^\s.,:;!?]{2,20}(?: [^\s.,:;!?]{2,20}){0,2})\.\s+(?=[^\W\d_]|[\"„“»«])")


def called(paragraphs: tuple[str, ...]) -> Dateline | None:
    """Return the ``PLACE: Text``, ``PLACE. Text`` or ``Place. Text`` of one of the first *paragraphs*, else None.

    Nobody else may speak so in capitals; a full stop stands behind a place in German papers.
    """
    return _stopped_capitals(paragraphs) or _told(paragraphs)


def _stopped_capitals(paragraphs: tuple[str, ...]) -> Dateline | None:
    stops = [found for paragraph in paragraphs if (found := _STOPPED_CAPITALS.match(paragraph))]
    if len(stops) != 1 or not any(paragraph.startswith(stops[0][0]) for paragraph in paragraphs[:_LEADS]):
        return None
    place = stops[0]["place"]
    return Dateline(place=place) if _is_place(place) and agencies().named(place) is None else None


def _told(paragraphs: tuple[str, ...]) -> Dateline | None:
    """Return the place that stands so and that the story tells of again."""
    said = [found for paragraph in paragraphs if (found := _CAPITALS.match(paragraph))]
    for paragraph in paragraphs[:_LEADS]:
        named = _CAPITALS.match(paragraph)
        place = named["place"] if named and len(said) == 1 else ""
        if _is_place(place) and _is_told(place.title(), "", paragraphs):
            return Dateline(place=place)
        stopped = _STOP.match(paragraph)
        if stopped is not None and _is_told(stopped["place"], r"(?:in|aus|bei|nach|von|um|zwischen)\s", paragraphs):
            return Dateline(place=stopped["place"])
    return None


def _is_place(place: str) -> bool:
    return place.isupper() and not is_label(place)


def _is_told(place: str, before: str, paragraphs: tuple[str, ...]) -> bool:
    """Say whether *place* stands in one of *paragraphs* behind the expression *before*."""
    again = re.compile(rf"(?<!\w){before}{re.escape(place)}(?!\w)")
    return any(map(again.search, paragraphs))


def is_label(place: str) -> bool:
    """Say whether *place* is a label that stands before a text where a place could: ``UPDATE``, ``Opinion``."""
    return fold(place) in _labels() or fold(place.split(maxsplit=1)[0]) in _labels()


@lru_cache(maxsize=1)
def _labels() -> frozenset[str]:
    return frozenset(fold(word) for group in (cues().kickers, cues().source_labels) for word in every(group))


def full_stop(head: str) -> Dateline | None:
    """Read ``City. Text``: only for a city known to stand alone, because sentences of one word look alike."""
    found = _STOP.match(head)
    return Dateline(place=found["place"]) if found and fold(found["place"]) in cities() else None
