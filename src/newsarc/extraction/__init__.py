"""Reads the parts of a page: body, title, people, dates, credits. Pure."""

from __future__ import annotations

from newsarc.extraction import decode as _decode
from newsarc.extraction.sniff import Kind, sniff
from newsarc.extraction.version import ours
from newsarc.model.parts import Parts, Verdict
from newsarc.model.site import NO_SITES, Sites
from newsarc.model.target import Page

__all__ = ["extract"]


def extract(page: Page, sites: Sites = NO_SITES) -> Parts:
    """Return everything that can be read from *page*: candidates for its facts, its text, and what it is.

    Never raises on any content, and never touches the network: whatever cannot be read is told by the verdict and by
    ``incomplete_because``. Title and text are as printed; names, dates and addresses are not yet parsed. *sites* holds
    what was learned of sites from their other pages.
    """
    if not page.content or page.content.isspace():
        return _nothing(page, Verdict.TOO_SHORT)
    if _decode.looks_binary(page.content):
        return _nothing(page, Verdict.NOT_TEXT)
    decoded = _decode.decode(page.content, page.charset)
    if not decoded.text or decoded.text.isspace():
        return _nothing(page, Verdict.DAMAGED if decoded.nuls else Verdict.TOO_SHORT)
    match sniff(decoded.text, page.media_type):
        case Kind.OTHER:
            return _nothing(page, Verdict.NOT_TEXT)
        case Kind.FEED:
            return _nothing(page, Verdict.LISTING)
        case Kind.TEXT:
            from newsarc.extraction import fromtext  # noqa: PLC0415 - only what a page needs is loaded

            return fromtext.parts(page, decoded, sites)
        case Kind.HTML:
            from newsarc.extraction import frommarkup  # noqa: PLC0415 - as above

            return frommarkup.parts(page, decoded, sites)


def _nothing(page: Page, verdict: Verdict) -> Parts:
    return Parts(verdict=verdict, extractor=ours(), incomplete_because=page.incomplete_because)
