"""What learning looks at of a page: its lines and where they stand, read without rules."""

from __future__ import annotations

from newsarc.extraction import decode, jsonld, metadata, own, second, site
from newsarc.extraction.document import Document
from newsarc.extraction.folding import fold
from newsarc.extraction.sniff import Kind, sniff
from newsarc.extraction.walk import walk
from newsarc.model.site import SeenLine, SeenPage, spelt
from newsarc.model.target import Page


def seen(page: Page, name: str) -> SeenPage | None:
    """Return what is to be seen of *page*, which *name* stands for; None where it is no page of mark-up.

    Never raises on any content.
    """
    if not page.content.strip() or decode.looks_binary(page.content):
        return None
    decoded = decode.decode(page.content, page.charset)
    if sniff(decoded.text, page.media_type) is not Kind.HTML:
        return None
    document = Document(decoded.text, decoded.encoded)
    found = jsonld.nodes(document)
    walked = walk(document, page.url)
    facts = metadata.read(document, found, jsonld.article(found, document), walked.lines, page.url)
    titles = frozenset(fold(title) for title in (facts.title, *facts.alt_titles) if title)
    reading = own.read(walked, titles, facts.lead or "")
    box = reading.chosen.box
    body = "" if second.weak(reading) else site.place(box)
    alone = body and sum(site.place(other) == body for other in walked.boxes if other.tag == box.tag) == 1
    blocks = (walked.lines[index] for index in reading.order)
    lines = tuple(
        SeenLine(spelt(block.text), site.boxes_of(block, box))
        for block in blocks
        if not site.credits_somebody(block.text)
    )
    return SeenPage(name=name, title=spelt(facts.title), lines=lines, body=body if alone else "", from_markup=True)
