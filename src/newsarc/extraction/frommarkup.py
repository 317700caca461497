"""Parts of a page of mark-up."""

from __future__ import annotations

import msgspec

from newsarc.extraction import body, jsonld, listing, metadata, rules, service, site, verdict
from newsarc.extraction import credits as spans
from newsarc.extraction.blocks import Block
from newsarc.extraction.cleanup import Cleaned, Work, clean_head, clean_tail
from newsarc.extraction.decode import Decoded
from newsarc.extraction.document import Document
from newsarc.extraction.folding import fold
from newsarc.extraction.version import body_engine, with_rules
from newsarc.extraction.walk import walk
from newsarc.model.parts import Parts, Removed, Verdict
from newsarc.model.site import NO_SITES, SiteRules, Sites
from newsarc.model.target import Page

_LONGEST_NAME = 60
_STORIES = frozenset({Verdict.ARTICLE, Verdict.TEASER})


def parts(page: Page, decoded: Decoded, sites: Sites = NO_SITES) -> Parts:
    """Return the parts of *page*, whose characters are *decoded*; *sites* has what was learned of its site."""
    document = Document(decoded.text, decoded.encoded)
    found = jsonld.nodes(document)
    node = jsonld.article(found, document)
    walked = walk(document, page.url)
    lines = walked.lines
    facts = metadata.read(document, found, node, lines, page.url)
    learned = sites.at(page.url, facts.canonical)
    hints = listing.hints(document, found, node, walked, facts, page.url)
    stated, titles = jsonld.text_lines(node.get("articleBody")), (facts.title, *facts.alt_titles)
    text = body.read(document, walked, stated, titles, facts.lead or "", hints=hints, learned=learned)
    read = _clean(text, facts, learned)
    judged = _judge(page, decoded, document, lines, facts, read, hints)
    if judged in _STORIES and service.is_service(document, found, node, walked, facts, page.url):
        judged = Verdict.LISTING
    if judged is Verdict.TEASER:
        read = _without_offer(read)
    credit = spans.distinct(
        [
            *spans.from_lines(walked, facts.title, text.paragraphs),
            *read.credits,
            *spans.from_text(text.paragraphs),
            *spans.from_markup(document, node, jsonld.by_id(found)),
            *spans.canonical_elsewhere(facts.canonical, page.url),
        ]
    )
    return Parts(
        verdict=judged,
        extractor=with_rules(learned, body_engine() if text.second else None),
        title=facts.title or read.title,
        alt_titles=facts.alt_titles,
        paragraphs=read.paragraphs,
        lead=facts.lead,
        removed=(*read.removed, *spans.left_out(credit, read.paragraphs, read.removed)),
        bylines=tuple(dict.fromkeys(facts.bylines + read.bylines)),
        published=facts.published + read.published,
        modified=facts.modified,
        publishers=facts.publishers,
        credits=credit,
        canonical=facts.canonical,
        language=facts.language,
        categories=facts.categories,
        tags=facts.tags,
        image=facts.image,
        incomplete_because=_incomplete(page, text, judged),
    )


def _judge(
    page: Page,
    decoded: Decoded,
    document: Document,
    lines: list[Block],
    facts: metadata.Facts,
    read: Cleaned,
    hints: float,
) -> Verdict:
    """Return what the page is; one of which much could not be decoded is damaged whatever else it looks like."""
    if decoded.replaced * 20 > sum(map(len, read.paragraphs)) > 0:
        return Verdict.DAMAGED
    seen = verdict.Seen(title=facts.title, paragraphs=read.paragraphs, status=page.status, free=facts.free)
    return verdict.markup(seen, document, lines, hints)


def _without_offer(read: Cleaned) -> Cleaned:
    """Return *read* without the lines at its end that sell the rest; a text of nothing else stays."""
    kept = list(read.paragraphs)
    removed: list[Removed] = []
    while len(kept) > 1 and verdict.is_offer(kept[-1]):
        removed.append(Removed(kept.pop(), "offer"))
    return msgspec.structs.replace(read, paragraphs=tuple(kept), removed=(*read.removed, *reversed(removed)))


def _clean(text: body.Body, facts: metadata.Facts, learned: SiteRules | None) -> Cleaned:
    shown = tuple(found.value for found in facts.bylines if found.evidence == "byline")
    named = frozenset(
        fold(name)
        for found in facts.bylines
        if found.evidence != "line" or text.paragraphs[:1] == (found.value,)
        for name in (found.value, rules.byline(found.value) or "")
        if 0 < len(name) <= _LONGEST_NAME
    )
    work = Work(list(text.paragraphs), facts.title, facts.alt_titles, shown, named)
    clean_head(work)
    clean_tail(work)
    work.removed.extend(text.removed)
    return site.without(work.cleaned(), learned)


def _incomplete(page: Page, text: body.Body, judged: Verdict) -> str | None:
    if page.incomplete_because:
        return page.incomplete_because
    if judged is Verdict.TEASER:
        return "the page shows only the beginning to readers who do not pay"
    return text.incomplete_because
