"""The feed's words count, after the page's own and never for the site itself."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from newsarc.extraction import extract
from newsarc.model.article import Article
from newsarc.model.source import Entry
from newsarc.model.target import Page
from newsarc.normalise import normalise

URL = "https://www.bay-news.example/2026/ferry"
PROSE = "".join(
    f"<p>The ferry to island number {n} will run again from Monday, the port office said, after {n} weeks.</p>"
    for n in range(2, 9)
)


def read(entry: Entry | None, *, head: str = "", url: str = URL) -> Article:
    html = f"<html lang=en><head><title>Ferry runs</title>{head}</head><body><article><h1>Ferry runs</h1>{PROSE}"
    page = Page(
        asked=url,
        url=url,
        content=f"{html}</article></body></html>".encode(),
        media_type="text/html",
        retrieved_at=datetime(2026, 11, 23, 18, tzinfo=UTC),
        listed=entry,
    )
    return normalise(page, extract(page))


def found(article: Article) -> list[tuple[str, str, str]]:
    return [(origin.name, origin.role.value, origin.found.value) for origin in article.origin]


def test_without_a_feed_nothing_is_said() -> None:
    article = read(None)
    assert article.origin == ()
    assert article.published_at is None


def test_the_feeds_date_stands_in_for_the_pages() -> None:
    entry = Entry(url=URL, published=datetime(2026, 11, 22, 9, 30, tzinfo=UTC))
    article = read(entry)
    assert article.published_at == "2026-11-22T09:30:00Z"
    assert article.published_from == "feed"
    own = read(entry, head='<meta property="article:published_time" content="2026-11-20T08:00:00Z">')
    assert own.published_at is not None
    assert own.published_at.startswith("2026-11-20")
    assert own.published_from != "feed"


def test_a_date_in_the_future_is_not_believed() -> None:
    assert read(Entry(url=URL, published=datetime(2030, 1, 1, tzinfo=UTC))).published_at is None


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (
            Entry(url=URL, credit="MercoPress", credit_url="https://mercopress.example/"),
            [("MercoPress", "agency", "feed")],
        ),
        (Entry(url=URL, credit="Reuters"), [("Reuters", "agency", "feed")]),
        (Entry(url=URL, authors=("AFP",)), [("AFP", "agency", "feed")]),
        (Entry(url=URL, authors=("Ann Lee",)), []),
        (Entry(url=URL, credit="Bay News", credit_url="https://bay-news.example/"), []),
        (Entry(url=URL, credit="Bay News"), []),
        (Entry(url=URL, credit="Politics"), []),
    ],
)
def test_the_feeds_source_and_authors_are_credits(entry: Entry, expected: list[tuple[str, str, str]]) -> None:
    assert found(read(entry)) == expected


def test_the_pages_own_credit_is_the_better_evidence() -> None:
    article = read(
        Entry(url=URL, credit="Reuters"),
        head='<script type="application/ld+json">{"@type":"NewsArticle",'
        '"author":{"@type":"Organization","name":"Reuters"}}</script>',
    )
    assert found(article) == [("Reuters", "agency", "jsonld")]
