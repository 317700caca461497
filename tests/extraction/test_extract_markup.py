"""Pages of mark-up: facts, verdicts, and pages that mean harm."""
# ruff: noqa: E501 - pages and sentences stand here as they are

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsarc.extraction import extract, jsonld
from newsarc.extraction.document import Document
from newsarc.markup.flatten import bearable, flatten
from newsarc.model.parts import Found, Parts, Verdict
from newsarc.model.target import Page

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
SENTENCE = "The port director said on Monday that the quay would open again in April, after two years of work on it."
TEXT = "".join(f"<p>{number}. {SENTENCE}</p>" for number in range(8))


def parts(html: str | bytes, **page: object) -> Parts:
    content = html.encode() if isinstance(html, str) else html
    given = {"asked": "x", "content": content, "retrieved_at": NOW, "media_type": "text/html"} | page
    return extract(Page(**given))  # type: ignore[arg-type] # a test's shorthand


def page(head: str = "", body: str = TEXT, title: str = "Quay opens | Example News") -> str:
    return f"<!doctype html><html lang=en><head><title>{title}</title>{head}</head><body><main><article><h1>Quay opens</h1>{body}</article></main></body></html>"


LD = """<script type="application/ld+json">//<![CDATA[
{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"Example News"},
{"@type":["NewsArticle"],"headline":"Quay &amp; market open","datePublished":"2025-03-14T10:30:00+01:00","dateModified":"2025-03-15",
"author":[{"@id":"#ana"}],"description":"a raw
newline","publisher":{"name":"Example News"},"keywords":"port, sea","articleSection":"Local",},
{"@id":"#ana","@type":"Person","name":"Ana Ferro"}]}
//]]></script>"""


def test_jsonld_as_pages_write_it() -> None:
    found = parts(page(LD))
    assert found.title == "Quay & market open"
    assert "Quay opens" in found.alt_titles
    assert found.bylines[0] == Found("Ana Ferro", "jsonld")
    assert found.published[0] == Found("2025-03-14T10:30:00+01:00", "jsonld")
    assert found.modified[0] == Found("2025-03-15", "jsonld")
    assert Found("Example News", "jsonld") in found.publishers
    assert (found.categories, found.tags, found.language) == (("Local",), ("port", "sea"), "en")


@pytest.mark.parametrize(
    ("head", "body", "evidence", "value"),
    [
        (
            '<meta property="article:published_time" content="2025-03-14T10:30:00Z">',
            "",
            "meta:article:published_time",
            "2025-03-14T10:30:00Z",
        ),
        ("", '<time datetime="2025-03-14">yesterday</time>', "time", "2025-03-14"),
        ("", '<span itemprop="datePublished" content="2025-03-14">x</span>', "microdata", "2025-03-14"),
        ("", '<div class="post-date">14 de marzo de 2025, 10:30</div>', "headline", "14 de marzo de 2025, 10:30"),
    ],
)
def test_date_evidence(head: str, body: str, evidence: str, value: str) -> None:
    assert parts(page(head, body + TEXT)).published[0] == Found(value, evidence)


def test_date_in_the_address_is_the_last_resort() -> None:
    assert parts(page(), url="https://news.example/2025/3/14/quay").published == (Found("2025-03-14", "url"),)
    assert parts(page(), url="https://news.example/2023/12/quay").published == ()


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("", "Quay opens"),
        (
            '<meta property="og:title" content="Quay opens - Example News"><meta property="og:site_name" content="Example News">',
            "Quay opens",
        ),
        ('<meta property="og:title" content="Why the quay opens">', "Quay opens"),
    ],
)
def test_title_without_the_site(head: str, title: str) -> None:
    assert parts(page(head)).title == title


def test_a_dash_inside_the_headline_is_no_site_name() -> None:
    title = "Ferry stops - and the port opens"
    assert parts(page(title=title).replace("<h1>Quay opens", f"<h1>{title}")).title == title


def test_edges_of_the_body_are_cleaned_as_in_plain_text() -> None:
    found = parts(page(body=f"<p>Home » Local » Quay opens</p><p>By Ana Ferro</p>{TEXT}<p>Source: Example Wire</p>"))
    assert all(SENTENCE in paragraph for paragraph in found.paragraphs)
    assert len(found.paragraphs) == 8


@pytest.mark.parametrize(
    ("html", "status", "verdict"),
    [
        (page(), 200, Verdict.ARTICLE),
        (page(), None, Verdict.ARTICLE),
        (page(), 404, Verdict.NOT_FOUND),
        ("<title>Just a moment...</title><body><h1>news.example</h1><p>Checking your browser</p></body>", 200, Verdict.CHALLENGE),
        ("<title>news.example</title><body><p>Forbidden for you, robot of an unknown kind</p></body>", 403, Verdict.CHALLENGE),
        ("<title>Seite nicht gefunden</title><body><h1>404</h1><p>Die Seite, die Sie suchen, gibt es nicht mehr.</p></body>", 200, Verdict.NOT_FOUND),
        ("<title>Before you continue</title><body><p>We and our partners store cookies to show you advertisements.</p></body>", 200, Verdict.CONSENT),
        ("<html><body><p>Hi</p></body></html>", 200, Verdict.TOO_SHORT),
        ("", 200, Verdict.TOO_SHORT),
        ('<?xml version="1.0"?><rss version="2.0"><channel></channel></rss>', 200, Verdict.LISTING),
        (b"%PDF-1.7\n1 0 obj", 200, Verdict.NOT_TEXT),
        (b"\0" * 50, 200, Verdict.DAMAGED),
    ],
)  # fmt: skip
def test_verdict(html: str | bytes, status: int | None, verdict: Verdict) -> None:
    assert parts(html, status=status).verdict is verdict


def test_article_about_a_robot_wall_is_an_article() -> None:
    assert parts(page(title="404: page not found, says the captcha", body=TEXT * 3)).verdict is Verdict.ARTICLE


def test_a_list_of_headlines_is_a_listing() -> None:
    items = "".join(
        f"<div><h3><a href=/{n}>The council votes on quay number {n} today</a></h3></div>" for n in range(30)
    )
    html = f"<html><head><title>Local news</title></head><body><main><h1>Local</h1>{items}</main></body></html>"
    assert parts(html, url="https://news.example/local/").verdict is Verdict.LISTING


def test_what_is_not_free_and_short_is_a_teaser_and_says_so() -> None:
    head = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Quay opens","datePublished":"2025-03-14","isAccessibleForFree":"False"}</script>'
    found = parts(page(head, f"<p>{SENTENCE} {SENTENCE}</p>"))
    assert found.verdict is Verdict.TEASER
    assert found.incomplete_because


def test_a_cut_page_stays_incomplete() -> None:
    assert parts(page(), incomplete_because="connection closed early").incomplete_because == "connection closed early"


@pytest.mark.parametrize(
    "before",
    [
        "<div>" * 100_000,
        "<div>" * 400,
        "<b>" * 50_000,
        "<a href=x><b>" * 10_000,
        "<table><tr><td>" * 3000,
        '<p title="' + "x" * 5_000_000 + '">',
    ],
    ids=["div", "few div", "b", "a", "table", "attribute"],
)
def test_deep_or_huge_mark_up_loses_no_text(before: str) -> None:
    found = parts(f"<html><body>{before}{TEXT}")
    assert [text for text in found.paragraphs if SENTENCE in text] or found.incomplete_because
    assert len(" ".join(found.paragraphs)) >= 8 * len(SENTENCE) or found.incomplete_because


def test_a_text_node_of_ten_megabytes_is_kept_or_owned_up_to() -> None:
    text = "word and more words. " * 500_000
    found = parts(f"<html><body><article><p>{text}</p></article></body></html>")
    assert sum(map(len, found.paragraphs)) >= len(text) - 1 or found.incomplete_because


def test_eighty_thousand_tiny_paragraphs_end_and_own_up() -> None:
    found = parts("<html><body><article>" + "<p>tiny text</p>" * 80_000)
    assert found.paragraphs
    assert len(found.paragraphs) == 80_000 or found.incomplete_because


STORY = "".join(
    f"<p>{n} The port director said that the quay would open again, and that it was time.</p>" for n in range(9)
)


@pytest.mark.parametrize(
    "rest",
    [
        "".join(f"<h1>Headline {n}</h1>" for n in range(20_000)),  # idle: each has another one below it
        "".join(f"<h1>Headline {n}" for n in range(40_000)),  # one line, once its depth is cut
        "<br>".join(["word"] * 300_000),
    ],
    ids=["headings", "unclosed headings", "line breaks"],
)
def test_what_is_taken_out_of_a_huge_page_without_being_listed_is_owned_up_to(rest: str) -> None:
    found = parts(f"<html><body><article>{STORY}{rest}")
    assert found.incomplete_because
    assert sum(len(paragraph) for paragraph in found.paragraphs) < 500_000


def test_data_too_large_to_be_read_is_owned_up_to_where_the_page_shows_no_text() -> None:
    story = "The quay would open again. " * 120_000
    data = f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{story}"}}</script>'
    assert "not read" in (parts(f"<html><body>{data}<p>The quay.</p>").incomplete_because or "")
    assert parts(f"<html><body>{data}{STORY}").incomplete_because is None


@pytest.mark.parametrize(
    "data",
    ["[" * 50_000, '{"a":' * 50_000, '{"@type":"NewsArticle","headline":{"@value":["x"]},"author":3}', "null", '"'],
)
def test_bad_jsonld_does_no_harm(data: str) -> None:
    found = parts(page(f'<script type="application/ld+json">{data}</script>'))
    assert len(found.paragraphs) == 8


def test_removed_is_bounded() -> None:
    found = parts(page(body=TEXT + "".join(f"<p>Source: wire number {n}</p>" for n in range(400))))
    assert len(found.removed) <= 200


def test_flatten_keeps_what_is_not_deep() -> None:
    html = page()
    assert bearable(html) == (html, False)
    assert flatten(html) == html


@settings(deadline=None)  # the first page loads the libraries
@given(
    st.binary(max_size=600), st.sampled_from([None, "text/html", "text/plain", "application/xhtml+xml", "image/png"])
)
def test_never_raises_on_bytes(content: bytes, media_type: str | None) -> None:
    assert parts(content, media_type=media_type).verdict in Verdict


TAGS = st.sampled_from(
    ["<p>", "</p>", "<div class=byline>", "</div>", "<h1>", "</h1>", "<a href='x'>", "<table><td>", "<script>", "<!--", "<svg>", "<meta name=author content=x>",
     '<script type="application/ld+json">{"@type":"Article","headline":', "}</script>", SENTENCE, "By Ana", "&amp;", "<title>", "<time datetime=2025>", "\0", "<base href='::'>",
     '<link rel=canonical href="http://[">', "<template>", "<frameset>", "<p itemprop=author>"]
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(TAGS | st.text(max_size=20), max_size=40).map("".join))
def test_never_raises_on_tag_soup(soup: str) -> None:
    assert parts("<html><body>" + soup, url="https://news.example/a").verdict in Verdict


def test_never_raises_on_a_page_with_bytes_changed() -> None:
    chance = random.Random(7)  # noqa: S311 - not a secret
    whole = bytearray(page(LD).encode())
    for _ in range(60):
        broken = whole[:]
        for _ in range(30):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        assert parts(bytes(broken)).verdict in Verdict


@pytest.mark.parametrize(
    "wrapped",
    [
        '<!--{"@type": "NewsArticle"}-->',
        '// <![CDATA[\n{"@type": "NewsArticle"}\n// ]]>',
        '/*<![CDATA[*/{"@type": "NewsArticle"}/*]]>*/',
        '/* made by a plug-in */ {"@type": "NewsArticle"};',
        '{"@type": "NewsArticle",} ; ',
        '{"@type": "NewsArticle"}' + " " * 400_000 + ";",
        '{"@type": "NewsArticle"}' + " ;" + "\n" * 400_000,
    ],
    ids=["comment", "cdata", "cdata-in-comments", "semicolon", "trailing-comma", "spaces", "newlines"],
)
def test_what_pages_wrap_their_data_in(wrapped: str) -> None:
    found = jsonld.nodes(Document(f'<script type="application/ld+json">{wrapped}</script>'))
    assert [jsonld.types(node) for node in found] == [("NewsArticle",)]


def test_spaces_without_end_in_broken_data_cost_no_more_than_reading_them() -> None:
    broken = '{"@type": ' + " " * 400_000 + "x" + " " * 400_000 + "x"  # each place in a run was tried once: minutes
    assert jsonld.nodes(Document(f'<script type="application/ld+json">{broken}</script>')) == []
