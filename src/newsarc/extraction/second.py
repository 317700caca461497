"""The second opinion: trafilatura's reading, for pages where ours is weak. It costs ten times as much as ours."""

from __future__ import annotations

import logging

from newsarc.extraction.document import Document
from newsarc.extraction.measure import fuller, prose, weight
from newsarc.extraction.own import Reading
from newsarc.lexicon.classes import class_words

# Its warnings ("discarding data") are verdicts to us, not messages to the user.
logging.getLogger("trafilatura").addHandler(logging.NullHandler())
logging.getLogger("trafilatura").propagate = False

_MAX_MARKUP = 2_000_000
"""characters; beyond, it is not asked: its time is not linear"""
_MAX_ANGLES = 30_000
_MAX_ANGLES_OF_FALLBACKS = 3_000
"""jusText takes a second for as many paragraphs, and four times that for twice as many"""
_SHORT = 250
_TAKEN_OUT = 1.0
_FLAGGED = 0.5
_COVERED = 0.25
_CERTAIN = frozenset(
    ["repeated", "figure", "card", "class-factbox", "class-infobox", "class-comment", "class-comments", "site"]
)
"""rules that are never wrong about much"""
_BY_WORDS = frozenset(["prompt", "read-more", "tool", "date-line", "photo-credit", "repeated-title", "byline"])
"""rules that go by what a line says of itself"""
_ELSEWHERE = frozenset(
    [
        "next-story",
        "link",
        "link-list",
        "menu",
        "footer",
        "aside",
        "class-related",
        "class-nav",
        "class-navigation",
        "class-sidebar",
    ]
)
"""rules that take out much, and nearly always what belongs to other stories or to the site"""
_LONGER = 1.5
_LONGER_THAN_SHORT = 1.15
"""our reading is the better one unless theirs is this much longer: what ours lacks when it is weak is text"""


def load() -> None:
    """Load the library and its lists of words now, which is otherwise done when the first page needs them."""
    trafilatura_lines(Document("<html><body><p>Short.</p></body></html>"), fallbacks=True)


def weak(reading: Reading) -> bool:
    """Say whether *reading* is doubtful: short, or less than what was set aside as junk, elsewhere or taken out.

    What cannot be the story, as readers' comments and words about cookies, raises no doubt.
    """
    size = reading.size
    chosen = reading.chosen
    possible = chosen.total - chosen.never
    taken_out = sum(len(entry.text) for entry in reading.removed if _doubtful(entry.rule))
    return (
        size < _SHORT
        or taken_out > _TAKEN_OUT * size
        or chosen.flagged > _FLAGGED * possible
        or size < _COVERED * possible
    )


def _doubtful(rule: str) -> bool:
    """Say whether what was taken out under *rule* may have been text after all."""
    return rule not in _CERTAIN and rule not in _ELSEWHERE and rule.removeprefix("class-") not in class_words().never


def better(document: Document, ours: Reading) -> list[str] | None:
    """Return trafilatura's lines where they are to be taken before *ours*, else None.

    Lines that ours took out under a rule that is certain count for nothing in theirs.
    """
    angles = document.markup.count("<")
    if len(document.markup) > _MAX_MARKUP or angles > _MAX_ANGLES:
        return None
    theirs = trafilatura_lines(document)
    if length(theirs) < _SHORT and angles <= _MAX_ANGLES_OF_FALLBACKS:
        # Its own fallbacks double its time and change next to nothing, but for pages where it finds next to nothing.
        theirs = max(theirs, trafilatura_lines(document, fallbacks=True), key=length)
    size = ours.size
    known = set(ours.paragraphs)
    junk = {entry.text for entry in ours.removed if entry.rule in _CERTAIN and entry.text not in known}
    more = length([line for line in theirs if line not in junk])
    if size >= _SHORT:
        return theirs if more > _LONGER * size else None
    if more <= _LONGER_THAN_SHORT * size or not fuller(theirs, ours.paragraphs):
        return None
    # In a brief the headline and the day alone, glued to the text, would make theirs the longer one.
    told = {entry.text for entry in ours.removed if entry.rule in _BY_WORDS}
    beyond = prose([line for line in _beyond(theirs, ours.paragraphs) if line not in told])
    return theirs if beyond > (_LONGER_THAN_SHORT - 1) * size or not prose(ours.paragraphs) else None


def _beyond(theirs: list[str], ours: list[str]) -> list[str]:
    """Return what *theirs* has beside the paragraphs of *ours*."""
    rest = "\n".join(theirs)
    for paragraph in sorted(ours, key=len, reverse=True):
        rest = rest.replace(paragraph, "\n")
    return [line.strip() for line in rest.split("\n")]


def trafilatura_lines(document: Document, *, fallbacks: bool = False) -> list[str]:
    """Return the lines trafilatura finds; none when it breaks down, for then ours stands.

    *fallbacks*: let it compare with readability and jusText.
    """
    from trafilatura import bare_extraction  # noqa: PLC0415 - takes a third of a second to load

    try:
        found = bare_extraction(
            document.markup, include_comments=False, include_tables=True, deduplicate=False, fast=not fallbacks
        )
    except Exception:  # noqa: BLE001 - a hostile page can make it raise anything; the outcome is our own reading
        return []
    lines = (getattr(found, "text", None) or "").split("\n")
    return [line.strip() for line in lines if line.strip()]


def length(lines: list[str]) -> int:
    """Return the weight of *lines*."""
    return sum(map(weight, lines))
