"""The text of a page of mark-up: our own reading, and what stands in where it finds little."""

from __future__ import annotations

import msgspec

from newsarc.extraction import listing, own, second, site, state
from newsarc.extraction.blocks import Walked
from newsarc.extraction.cleanup import bounded
from newsarc.extraction.document import Document
from newsarc.extraction.folding import fold
from newsarc.extraction.measure import fuller
from newsarc.extraction.second import length
from newsarc.model.parts import Removed
from newsarc.model.site import SiteRules

_SHORT = 200
_NOTHING = 60
_LOST = 600
"""characters: a page that shows so much and gives next to no text is not understood"""
_OUTSIDE = ("class-", "menu", "aside", "footer", "link")
"""rules, by how they begin, that go by where a line stands or leads to: no text of the story is expected there"""


class Body(msgspec.Struct, frozen=True):
    """The text found."""

    paragraphs: tuple[str, ...]
    removed: tuple[Removed, ...] = ()
    second: bool = False
    """whether the second opinion was taken"""
    incomplete_because: str | None = None


def read(
    document: Document,
    walked: Walked,
    article_body: str,
    titles: tuple[str, ...],
    described: str,
    *,
    hints: float = 0.0,
    learned: SiteRules | None = None,
) -> Body:
    """Return the paragraphs of *document*, whose visible lines are *walked*.

    *article_body* is what JSON-LD says the text is, *titles* are the headlines the page may show, *described* is what
    it says it is about. *hints* are those of `listing`. *learned* is what is known of its site.
    """
    folded = frozenset(fold(title) for title in titles if title)
    reading = _own(walked, folded, described, learned)
    reason = document.cut or walked.cut
    found, removed, size = reading.paragraphs, tuple(reading.removed), reading.size
    if size < _SHORT and (carried := _carried(document, article_body)):
        return Body(tuple(carried), (), False, reason)
    if second.weak(reading) and not _vouched(walked, reading, learned) and not _refused(walked, reading, hints):
        theirs = second.better(document, reading)
        if theirs is not None:
            return Body(tuple(theirs), (), True, reason)
    if size < _SHORT:
        relaxed = own.read(walked, folded, described, relaxed=True, learned=learned)
        if fuller(relaxed.paragraphs, found):
            found, removed, size = relaxed.paragraphs, (), relaxed.size
    reason = reason or _lost(walked, size) or _unlisted(removed, size)
    if size < _SHORT:
        reason = reason or document.unread
    return Body(tuple(found), removed, False, reason)


def _own(walked: Walked, folded: frozenset[str], described: str, learned: SiteRules | None) -> own.Reading:
    """Return our own reading; where that is weak, or of a box beside it, of the box that other
    stories of the site stand in.
    """
    reading = own.read(walked, folded, described, learned=learned)
    box = site.trusted(walked, learned) if learned is not None else None
    if box is None:
        return reading
    at = reading.chosen.box
    beside = not (box.holds(at) or at.holds(box))  # what holds the other is often the story with all its parts
    if box is at or not (beside or second.weak(reading)):
        return reading
    other = own.read(walked, folded, described, inside=box, learned=learned)
    return other if other.size >= _SHORT else reading


def _refused(walked: Walked, reading: own.Reading, hints: float) -> bool:
    """Say whether the page is a list: by the text that was read, or, where that is short, whatever its text is.

    Lists took most of the time of all second opinions.
    """
    if reading.size >= _SHORT:
        return listing.is_list(hints, tuple(reading.paragraphs))
    return listing.certain(hints, walked.lines)


def _vouched(walked: Walked, reading: own.Reading, learned: SiteRules | None) -> bool:
    """Say whether *reading* is of the box that other stories of the site stand in, and long enough to be one."""
    if learned is None or reading.size < _SHORT:
        return False
    return site.trusted(walked, learned) is reading.chosen.box


def _carried(document: Document, article_body: str) -> list[str]:
    """Return the text that the page carries in its data, where it shows none."""
    stated = [line.strip() for line in article_body.split("\n") if line.strip()]
    embedded = state.text(document)
    best = max(embedded, stated, key=length)
    return best if length(best) >= _SHORT else []


def _lost(walked: Walked, size: int) -> str | None:
    """Return why text is missing where a page that shows much gave next to none."""
    if size >= _NOTHING:
        return None
    visible = sum(len(block.text) for block in walked.lines if block.box.zone == "text")
    if visible > _LOST:
        return f"{size} of {visible} visible characters could be told from menus and links"
    return None


def _unlisted(removed: tuple[Removed, ...], size: int) -> str | None:
    """Return why text may be missing where more than is left was taken out for what it says, and is not listed."""
    lost = _told(removed) - _told(bounded(removed))
    return f"{lost} characters were taken out that are not listed" if lost > size else None


def _told(removed: tuple[Removed, ...]) -> int:
    return sum(len(entry.text) for entry in removed if not entry.rule.startswith(_OUTSIDE))
