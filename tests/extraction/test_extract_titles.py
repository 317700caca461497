"""Which of a page's several titles is taken: what readers see, before what is written for search engines."""
# ruff: noqa: E501 - pages stand here as they are

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from newsarc.extraction import extract
from newsarc.model.parts import Parts
from newsarc.model.target import Page

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
TEXT = (
    "<p>The port director said on Monday that the quay would open again in April, after two years of work on it.</p>"
    * 5
)


def parts(kind: str, headline: str, heading: str, social: str = "") -> Parts:
    data = json.dumps({"@type": kind, "headline": headline, "datePublished": "2025-03-14"})
    head = (
        f'<meta property="og:title" content="{social or headline}"><script type="application/ld+json">{data}</script>'
    )
    html = f"<html><head><title>{headline} - The Quay Post</title>{head}</head><body><main><h1>{heading}</h1>{TEXT}</main></body></html>"
    return extract(Page(asked="x", content=html.encode(), retrieved_at=NOW, media_type="text/html"))


@pytest.mark.parametrize(
    ("kind", "headline", "heading", "title"),
    [
        ("BlogPosting", "How to Tie a Rope in 2025", "Seven ways to tie a rope", "Seven ways to tie a rope"),
        ("Article", "How to Tie a Rope in 2025", "Seven ways to tie a rope", "Seven ways to tie a rope"),
        ("NewsArticle", "Quay opens again after two years", "The quay opens again", "Quay opens again after two years"),
        ("Article", "How to tie a rope", "Guides: How to tie a rope", "How to tie a rope"),
        ("Article", "How to tie a rope", "How to tie a rope – Knots", "How to tie a rope"),
        ("Article", "How to tie a rope", "About our sponsors", "How to tie a rope"),
    ],
)
def test_the_printed_headline_wins_where_no_newsroom_writes_the_data(
    kind: str, headline: str, heading: str, title: str
) -> None:
    found = parts(kind, headline, heading)
    assert found.title == title
    assert found.title not in found.alt_titles


def test_a_name_in_the_data_is_no_headline() -> None:
    data = json.dumps({"@type": "Article", "name": "Rope guide page", "datePublished": "2025-03-14"})
    html = f'<html><head><title>Rope</title><script type="application/ld+json">{data}</script></head><body><h1>Seven ways to tie a rope</h1>{TEXT}</body></html>'
    page = Page(asked="x", content=html.encode(), retrieved_at=NOW, media_type="text/html")
    assert extract(page).title == "Seven ways to tie a rope"
