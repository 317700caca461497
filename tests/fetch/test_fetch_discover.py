"""Feeds, sitemaps and listings: all that is said is read, nothing that is not an address gets through."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarc.fetch import sitemaps
from newsarc.fetch.discover import discover
from newsarc.fetch.feeds import BadFeed
from newsarc.fetch.listing import advertised, looks_like_article, usual
from newsarc.model.source import Entry, Found, SourceKind
from newsarc.model.target import Page

FEED, SITEMAP, LISTING = SourceKind.FEED, SourceKind.SITEMAP, SourceKind.LISTING
AT = "https://www.bay.example/news/"


def page(content: bytes | str, *, charset: str | None = None) -> Page:
    data = content.encode() if isinstance(content, str) else content
    return Page(asked=AT, url=AT, content=data, charset=charset, retrieved_at=datetime(2026, 11, 23, tzinfo=UTC))


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type,misc]


RSS = """<?xml version="1.0"?>
<!-- made by hand -->
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Bay &amp; Quay</title>
<item><title>A &lt;b&gt;bold&lt;/b&gt;
 ferry</title><link>/a?x=1#top</link><pubDate>Mon, 23 Nov 2026 18:00:00 +0100</pubDate>
<source url="https://merco.example/feed">MercoPress</source><dc:creator>Ann Lee</dc:creator></item>
<item><title>script</title><link>javascript:alert(1)</link></item>
<item><title>file</title><link>file:///etc/passwd</link></item>
<item><title>no link</title></item>
<item><guid>https://bay.example/by-guid</guid><pubDate>when we feel like it</pubDate></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Quay</title>
<entry><title type="html">&lt;i>Tide&lt;/i></title>
<link rel="self" href="/self"/><link rel="alternate" href="tide"/><published>2026-11-23T18:00:00+01:00</published>
<updated>2026-11-23T19:30:00Z</updated><author><name>Bo Berg</name></author>
<source><title>Wire</title><link href="https://wire.example/"/></source></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>R</title></channel>
<item rdf:about="https://r.example/1"><title>One</title><link>https://r.example/1</link><dc:date>2026-11-23T18:00:00Z</dc:date></item></rdf:RDF>"""
JSON_FEED = """{"version": "https://jsonfeed.org/version/1.1", "title": "J", "items": [
 {"id": "1", "url": "/j1", "title": "Jay", "date_published": "2026-11-23T18:00:00Z", "authors": [{"name": "Cy"}]},
 {"id": "2", "external_url": "https://o.example/2", "date_modified": "2026-11-24"}, {"id": "3"}, 7]}"""
NEWS_MAP = """<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><image:image><image:loc>https://www.bay.example/i.jpg</image:loc><image:title>Picture</image:title></image:image>
<loc> https://www.bay.example/s1 </loc><lastmod>2026-11-22</lastmod>
<news:news><news:publication><news:name>Bay</news:name>
</news:publication><news:publication_date>2026-11-21T10:00Z</news:publication_date><news:title>Ferry</news:title></news:news>
</url><url><loc>ftp://www.bay.example/s2</loc></url></urlset>"""
INDEX = """<sitemapindex><sitemap><loc>https://www.bay.example/old.xml</loc><lastmod>2020-01-01</lastmod></sitemap>
<sitemap><loc>https://www.bay.example/new.xml.gz</loc><lastmod>2026-01-01</lastmod></sitemap></sitemapindex>"""


@pytest.mark.parametrize("kind", [FEED, SITEMAP])
@pytest.mark.parametrize(
    ("content", "entries"),
    [
        (
            RSS,
            (
                Entry(
                    url="https://www.bay.example/a?x=1",
                    title="A bold ferry",
                    published=utc(2026, 11, 23, 17),
                    authors=("Ann Lee",),
                    credit="MercoPress",
                    credit_url="https://merco.example/feed",
                ),
                Entry(url="https://bay.example/by-guid"),
            ),
        ),
        (
            ATOM,
            (
                Entry(
                    url="https://www.bay.example/news/tide",
                    title="Tide",
                    published=utc(2026, 11, 23, 17),
                    updated=utc(2026, 11, 23, 19, 30),
                    authors=("Bo Berg",),
                    credit="Wire",
                    credit_url="https://wire.example/",
                ),
            ),
        ),
        (RDF, (Entry(url="https://r.example/1", title="One", updated=utc(2026, 11, 23, 18)),)),
        (
            JSON_FEED,
            (
                Entry(url="https://www.bay.example/j1", title="Jay", published=utc(2026, 11, 23, 18), authors=("Cy",)),
                Entry(url="https://o.example/2", updated=utc(2026, 11, 24)),
            ),
        ),
        (
            NEWS_MAP,
            (
                Entry(
                    url="https://www.bay.example/s1",
                    title="Ferry",
                    published=utc(2026, 11, 21, 10),
                    updated=utc(2026, 11, 22),
                ),
            ),
        ),
    ],
    ids=["rss", "atom", "rdf", "json", "news sitemap"],
)
def test_entries(content: str, entries: tuple[Entry, ...], kind: SourceKind) -> None:
    assert discover(page(content), kind).entries == entries


def test_a_sitemap_of_plain_text() -> None:
    found = discover(page("\ufeffhttps://a.example/1\r\nhttps://a.example/2\n\nnot one\n"), SITEMAP)
    assert [entry.url for entry in found.entries] == ["https://a.example/1", "https://a.example/2"]


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_an_index_leads_on_newest_first(pack: type[bytes]) -> None:
    found = discover(page(pack(INDEX.encode())), SITEMAP)
    assert [(one.url, one.updated) for one in found.more] == [
        ("https://www.bay.example/new.xml.gz", utc(2026, 1, 1)),
        ("https://www.bay.example/old.xml", utc(2020, 1, 1)),
    ]
    assert found.entries == ()


def test_an_index_without_changes_goes_by_the_months_in_its_addresses() -> None:
    months = [f"{year}-{month:02}" for year in range(2018, 2027) for month in range(1, 13)]
    maps = "".join(f"<sitemap><loc>https://a.example/sitemap-{month}.xml</loc></sitemap>" for month in months)
    found = discover(page(f"<sitemapindex>{maps}</sitemapindex>"), SITEMAP)
    assert [one.url[-11:-4] for one in found.more] == months[::-1][: sitemaps.MAX_CHILDREN]


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("s-2026-11-30-1.xml", utc(2026, 11, 28)),
        ("20261105.xml.gz", utc(2026, 11, 5)),
        ("2026/1/map.xml", utc(2026, 1, 1)),
        ("map-2026.xml", utc(1970, 1, 1)),
        ("map-120261.xml", utc(1970, 1, 1)),
    ],
)
def test_which_sitemap_is_newer_may_stand_in_its_address(name: str, day: datetime) -> None:
    assert sitemaps._newness(Entry(url=f"https://a.example/{name}")) == day


def test_an_index_of_too_many_is_cut_and_says_so() -> None:
    maps = "".join(f"<sitemap><loc>https://a.example/{n}</loc></sitemap>" for n in range(300))
    found = discover(page(f"<sitemapindex>{maps}</sitemapindex>"), SITEMAP)
    assert len(found.more) == sitemaps.MAX_CHILDREN
    assert "300" in (found.incomplete_because or "")


def test_a_sitemap_of_too_many_is_cut_and_says_so() -> None:
    urls = "<url><loc>https://a.example/x</loc></url>" * (sitemaps.MAX_ENTRIES + 1)
    found = discover(page(f"<urlset>{urls}</urlset>"), SITEMAP)
    assert len(found.entries) == sitemaps.MAX_ENTRIES
    assert "more than 50,000" in (found.incomplete_because or "")


def test_what_came_before_a_break_is_kept() -> None:
    found = discover(page(NEWS_MAP[: NEWS_MAP.index("<url><loc>ftp")]), SITEMAP)
    assert len(found.entries) == 1
    assert "not well-formed" in (found.incomplete_because or "")


LAUGHS = '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (LAUGHS + "<urlset><url><loc>https://a.example/&b;</loc></url></urlset>", SITEMAP),
        ("<html><body>Not found</body></html>", FEED),
        ("<!DOCTYPE html>\n<!-- x --><html><body>Not found</body></html>", SITEMAP),
        ("<opml></opml>", SITEMAP),
        ("", FEED),
        ("", SITEMAP),
        ("{}", FEED),
        ('{"items": [{"url": "https://a.example/"}]}', FEED),
        ("[" * 100_000, FEED),
        ('{"a":' * 100_000, FEED),
        ("<urlset>" * 100 + "<url><loc>https://a.example/</loc>", FEED),
        (b"\x1f\x8b\x08garbage", SITEMAP),
        (b"\x00" * 1000, SITEMAP),
        (gzip.compress(b"\0" * (sitemaps.MAX_BYTES + 1)), SITEMAP),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_what_is_none_is_refused(content: str | bytes, kind: SourceKind) -> None:
    try:
        found = discover(page(content), kind)
    except BadFeed:
        return
    assert found.entries == ()
    assert found.incomplete_because


def test_no_entity_of_a_feed_is_expanded_or_opened() -> None:
    doctype = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY a "lol"><!ENTITY b "&a;&a;">]>'
    found = discover(
        page(
            doctype
            + '<rss version="2.0"><channel><title>T &b; &x;</title><item><link>http://a.example/1</link></item></channel></rss>'
        ),
        FEED,
    )
    assert "lollol" not in found.title
    assert len(found.title) < 20


@given(st.binary(max_size=300), st.sampled_from(SourceKind))
def test_any_bytes_are_read_or_refused(content: bytes, kind: SourceKind) -> None:
    try:
        found = discover(page(content), kind)
    except BadFeed:
        return
    assert all(entry.url.startswith(("http://", "https://")) for entry in found.entries)


@given(st.data())
def test_any_change_of_a_feed_is_read_or_refused(data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from([RSS, ATOM, RDF, JSON_FEED, NEWS_MAP, INDEX])).encode()
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(len(whole), start + 30)))
    try:
        found = discover(page(whole[:start] + data.draw(st.binary(max_size=10)) + whole[end:]), FEED)
    except BadFeed:
        return
    assert isinstance(found, Found)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/2026/11/ferry-runs", True),
        ("/2026/11/23/", False),
        ("/2026/", False),
        ("/politics", False),
        ("/politics/the-ferry-runs-again", True),
        ("/politics/123456.html", True),
        ("/story?id=1234567", True),
        ("/story?page=2", False),
        ("/tag/the-ferry-runs-again", False),
        ("/authors/ann-lee-of-the-bay", False),
        ("/files/the-ferry-runs-again.pdf", False),
        ("/", False),
        ("https://sport.bay.example/the-ferry-runs-again", True),
        ("https://other.example/the-ferry-runs-again", False),
        ("https://notbay.example/the-ferry-runs-again", False),
    ],
)
def test_what_looks_like_an_article(path: str, expected: bool) -> None:
    url = path if path.startswith("http") else f"https://www.bay.example{path}"
    assert looks_like_article(url, AT) is expected


def test_a_listing_gives_each_article_once_with_its_title() -> None:
    found = discover(
        page(
            '<title>Bay</title><base href="/n/"><a href="2026/11/ferry-runs"><img src=x></a><a href="/about">About</a>'
            '<a href="2026/11/ferry-runs#c">The <b>ferry</b> runs</a><a href="javascript:x">x</a><a>y</a>'
        ),
        LISTING,
    )
    assert found.entries == (Entry(url="https://www.bay.example/n/2026/11/ferry-runs", title="The ferry runs"),)


def test_feeds_that_a_home_page_advertises() -> None:
    found = advertised(
        page(
            '<link rel="alternate" type="application/rss+xml; charset=utf-8" title="All" href="/all.xml">'
            '<link rel="alternate" hreflang="es" href="/es/"><link rel="sitemap" href="/map.xml">'
            '<a href="/rss/sport">RSS</a><a href="/all.xml">feed</a><a href="https://o.example/feed">other</a>'
        )
    )
    assert [(one.url.removeprefix("https://www.bay.example"), one.kind, one.how) for one in found] == [
        ("/all.xml", FEED, "link"),
        ("/map.xml", SITEMAP, "link"),
        ("/rss/sport", FEED, "anchor"),
    ]
    assert found[0].title == "All"


def test_usual_places_are_on_the_same_host() -> None:
    assert {one.url.split("/")[2] for one in usual(AT)} == {"www.bay.example"}


def test_a_listings_links_that_are_named_are_articles() -> None:
    links = ("/story/7", "/story/8", "/about", "/story/7.pdf", "https://other.example/story/9", "/")
    html = "<html><body>" + "".join(f"<a href='{link}'>x</a>" for link in links)
    assert discover(page(html), SourceKind.LISTING).entries == ()
    found = discover(page(html), SourceKind.LISTING, ("/story/*",))
    assert [one.url.rpartition("/")[2] for one in found.entries] == ["7", "8"]
