"""Parts and page to an article: each fact cleaned, dated, named and checked by its own module."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from newsarc.errors import BadUrl
from newsarc.lexicon.agencies import fold
from newsarc.lexicon.people import given_names
from newsarc.model.article import Article, Origin, Publisher
from newsarc.model.parts import Found, Parts, Place, Verdict
from newsarc.model.target import Page
from newsarc.normalise.authors import people_of
from newsarc.normalise.corners import Dateline
from newsarc.normalise.dateline import story_dateline
from newsarc.normalise.dates import Dated, first_date, parse_date
from newsarc.normalise.filed import byline_place, signed_place
from newsarc.normalise.language import language_of
from newsarc.normalise.letter import with_letter
from newsarc.normalise.listed import with_listed
from newsarc.normalise.names import unique_names
from newsarc.normalise.origin import origins_of
from newsarc.normalise.publisher import publisher_of
from newsarc.normalise.selfnames import site_of
from newsarc.normalise.signoff import editors, signed
from newsarc.normalise.text import clean_items, clean_line, clean_text
from newsarc.normalise.url import canonical_url

_SIGNING = frozenset({"vi", "ko"})
_LONGEST_TITLE = 1000
_LONGEST_LEAD = 2000
_LONGEST_IMAGE = 2000


def normalise(page: Page, parts: Parts) -> Article:
    """Return the article that *parts*, read from *page*, make.

    Never raises for anything a page may hold: a candidate that does not make sense is left out. What is not known is
    absent. Takes no clock: dates are checked against ``page.retrieved_at``.
    """
    parts = with_letter(with_listed(parts, page.listed, page.url), page.letter)
    now = page.retrieved_at.astimezone(UTC)
    text = clean_text(parts.paragraphs)
    language = language_of(parts.language, text)
    publisher = _publisher(page, parts)
    site = site_of(page.url or parts.canonical, publisher.name if publisher else None, parts.publishers, language)
    marked = tuple(clean_line(credit.text[:200]) for credit in parts.credits if credit.place is Place.DATELINE)
    dateline = story_dateline(tuple(text.split("\n", 8)[:8]), marked, site.names)
    signature = signed_place(_signed_text(text, parts, language), language)
    others = {fold(credit.text) for credit in parts.credits if credit.supplied} | editors(parts.credits)
    bylines = tuple(found for found in parts.bylines if fold(found.value) not in others)
    credited = signed(people_of(bylines, site), parts.credits, site)
    spoken = parts.language if parts.language and language and parts.language.lower().startswith(language) else language
    published = first_date(parts.published, language=spoken or "", now=now)
    origin = origins_of(parts, dateline, site)
    incomplete = _incomplete(page, parts)
    return Article(
        url=page.url,
        canonical_url=_canonical(parts.canonical),
        asked=page.asked,
        retrieved_at=now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        title=clean_line(parts.title[:_LONGEST_TITLE]),
        alt_titles=_alternatives(parts),
        authors=_authors((*credited.authors, *dateline.authors, *signature.authors), dateline, origin),
        contributors=credited.contributors,
        text=text,
        published_at=published.iso if published else None,
        published_from=published.evidence if published else None,
        modified_at=_modified(parts.modified, published, spoken or "", now),
        publisher=publisher,
        origin=origin,
        dateline=_place(dateline, signature, parts, site_names=site.names),
        language=language,
        categories=clean_items(parts.categories),
        tags=clean_items(parts.tags),
        lead=clean_line(parts.lead[:_LONGEST_LEAD]) or None if parts.lead else None,
        image=_image(parts.image),
        removed=parts.removed,
        complete=incomplete is None,
        incomplete_because=incomplete,
        verdict=parts.verdict,
        extractor=parts.extractor,
    )


def _authors(names: tuple[str, ...], dateline: Dateline, origin: tuple[Origin, ...]) -> tuple[str, ...]:
    """Return *names* once each, without the place that the story was filed from, and without who it is from, unless
    that is a person: bylines name both beside the author.
    """
    others = {fold(one.name) for one in origin if one.name.split()[0].lower() not in given_names()}
    others |= {fold(dateline.place)} if dateline.place else set()
    return tuple(name for name in unique_names(names) if fold(name) not in others)


def _signed_text(text: str, parts: Parts, language: str | None) -> str:
    """Return *text* with the line that was first taken off its end: Vietnamese and Korean papers sign there."""
    if language not in _SIGNING:
        return text
    taken = next((entry.text for entry in parts.removed if entry.rule == "tail"), None)
    return f"{text}\n{clean_line(taken[:100])}" if taken else text


def _publisher(page: Page, parts: Parts) -> Publisher | None:
    notices = tuple(credit.text for credit in parts.credits if credit.place in {Place.NOTE, Place.CLOSING_LINE})
    sections, title = parts.categories, parts.title
    return publisher_of(page.url or parts.canonical, parts.publishers, sections=sections, title=title, notices=notices)


def _alternatives(parts: Parts) -> tuple[str, ...]:
    title = clean_line(parts.title[:_LONGEST_TITLE]).casefold()
    return tuple(other for other in clean_items(parts.alt_titles, most=10, longest=500) if other.casefold() != title)


def _incomplete(page: Page, parts: Parts) -> str | None:
    reason = page.incomplete_because or parts.incomplete_because
    return reason or ("teaser" if parts.verdict is Verdict.TEASER else None)


def _canonical(raw: str | None) -> str | None:
    if not raw:
        return None
    try:
        return canonical_url(raw)
    except BadUrl:
        return None


def _image(raw: str | None) -> str | None:
    """Return the address as the page gives it (signed addresses depend on every character) when it is one."""
    address = (raw or "").strip()
    if not address or len(address) > _LONGEST_IMAGE or _canonical(address) is None or not address.isprintable():
        return None
    return address


def _modified(candidates: tuple[Found, ...], published: Dated | None, language: str, now: datetime) -> str | None:
    """Return the first date that is not before the day of publication."""
    for found in candidates[:40]:
        moment = parse_date(found.value, language=language, now=now)
        if moment is not None and (published is None or moment.day >= published.day):
            return moment.iso()
    return None


def _place(dateline: Dateline, signature: Dateline, parts: Parts, *, site_names: frozenset[str]) -> str | None:
    bylines = [found.value for found in parts.bylines]
    bylines += [credit.text for credit in parts.credits if credit.place is Place.BYLINE]
    place = dateline.place or byline_place(tuple(bylines)) or signature.place
    return None if place is None or re.sub(r"\W", "", place.lower()) in site_names else place
