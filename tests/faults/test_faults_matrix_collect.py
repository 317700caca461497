"""Every way in that needs no user: sources and what they list, imports, pages; times every place nobody may be led to.

The real command line, with listeners at those places and an audit of each connection that any of its processes tries.
"""

from __future__ import annotations

import html
import json
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import chain
from pathlib import Path

import pytest
from collect_kit import archive_of, newsarc, records
from hostile_server import PAGE, HostileServer, head
from traps import SPELLINGS, Audit, Trap, connections

from newsarc.app.config import load
from newsarc.app.finding import candidates
from newsarc.app.web import OpenWeb
from newsarc.runners.serial import Serial
from newsarc.warc.writing import member

pytestmark = pytest.mark.slow

HOSTS = tuple(dict.fromkeys(chain.from_iterable(SPELLINGS.values())))
ALL = "NEWSARC_MATRIX_ALL" in os.environ
"""whether each way is tried with every spelling, and not with two of each class, others on each way"""
REFUSED = {"refused", "bad-url", "bad-response", "connection-failed"}
XML = "application/xml"
SLUG = "2026/11/ferries-of-the-islands-run-again"
FEEDS = (
    'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0" xmlns:atom="http://www.w3.org/2005/Atom"'
    ' xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
)

Urls = list[str]
Source = tuple[str, Urls]


@pytest.fixture(scope="module")
def server() -> Iterator[HostileServer]:
    with HostileServer() as running:
        yield running


@pytest.fixture(scope="module")
def traps() -> Iterator[list[Trap]]:
    with ExitStack() as stack:
        first = stack.enter_context(Trap("127.0.0.1"))
        yield [first, *(stack.enter_context(Trap(ip, first.port)) for ip in ("127.0.0.2", "::1"))]


def rss(items: str, channel: str = "") -> str:
    return (
        f'<?xml version="1.0"?><rss version="2.0" {FEEDS}><channel><title>Bay</title>{channel}{items}</channel></rss>'
    )


def urlset(urls: Urls, root: str = "urlset", entry: str = "url") -> str:
    inside = "".join(f"<{entry}><loc>{html.escape(url)}</loc></{entry}>" for url in urls)
    return f'<?xml version="1.0"?><{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{inside}</{root}>'


def hosts(turn: int = 0) -> list[str]:
    """Return the spellings that are tried: of each class two, the next two each *turn*; or all."""
    if ALL:
        return list(HOSTS)
    return [spelt[(2 * turn + at) % len(spelt)] for spelt in SPELLINGS.values() for at in (0, 1)]


def some(urls: Urls, number: int) -> Iterator[Urls]:
    return (urls[at : at + number] for at in range(0, len(urls), number))


def feed_link(server: HostileServer, urls: Urls) -> Source:
    items = "".join(f"<item><title>Ferry</title><link>{html.escape(url)}</link></item>" for url in urls)
    return "feed", [server.put("feed-link.xml", rss(items), kind=XML)]


def feed_origlink(server: HostileServer, urls: Urls) -> Source:
    items = "".join(
        f"<item><link>{server.url('good')}</link><feedburner:origLink>{html.escape(url)}</feedburner:origLink></item>"
        for url in urls
    )
    return "feed", [server.put("feed-origlink.xml", rss(items), kind=XML)]


def feed_guid(server: HostileServer, urls: Urls) -> Source:
    items = "".join(
        f'<item><title>Ferry</title><guid isPermaLink="true">{html.escape(url)}</guid></item>' for url in urls
    )
    return "feed", [server.put("feed-guid.xml", rss(items), kind=XML)]


def feed_atom(server: HostileServer, urls: Urls) -> Source:
    entries = "".join(f'<entry><link rel="alternate" href="{html.escape(url)}"/></entry>' for url in urls)
    feed = f'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://10.0.0.1/"><title>Bay</title>{entries}</feed>'
    return "feed", [server.put("feed-atom.xml", feed, kind="application/atom+xml")]


def feed_json(server: HostileServer, urls: Urls) -> Source:
    fields = ("url", "external_url")
    items = [{fields[at % 2]: url, "title": "Ferry"} for at, url in enumerate(urls)]
    feed = {"version": "https://jsonfeed.org/version/1.1", "items": items, "next_url": urls[0], "feed_url": urls[1]}
    return "feed", [server.put("feed.json", json.dumps(feed), kind="application/feed+json")]


def feed_elsewhere(server: HostileServer, urls: Urls) -> Source:
    """Addresses in places of a feed that nothing is fetched from; each item leads to a page of the server."""
    channel = "".join(
        f"<itunes:new-feed-url>{url}</itunes:new-feed-url><image><url>{url}</url></image><docs>{url}</docs>"
        f'<atom:link rel="self" href="{url}"/><atom:link rel="next" href="{url}"/><atom:link rel="hub" href="{url}"/>'
        f'<cloud domain="{url}" port="80" path="/"/><textInput><link>{url}</link></textInput>'
        for url in map(html.escape, urls)
    )
    items = "".join(
        f'<item><link>{server.url("good")}?{at}</link><enclosure url="{url}" length="1" type="text/html"/>'
        f'<source url="{url}">Bay</source><comments>{url}</comments><guid isPermaLink="true">{url}</guid></item>'
        for at, url in enumerate(map(html.escape, urls[:3]))
    )
    style = f'<?xml-stylesheet href="{html.escape(urls[0])}"?>'
    return "feed", [server.put("feed-elsewhere.xml", rss(items, channel).replace("<rss", f"{style}<rss"), kind=XML)]


def redirected(kind: str) -> Callable[[HostileServer, Urls], Source]:
    return lambda server, urls: (kind, [server.url(f"redirect-to?{url}") for url in urls])


def sitemap_entry(server: HostileServer, urls: Urls) -> Source:
    return "sitemap", [server.put("sitemap.xml", urlset(urls), kind=XML)]


def sitemap_text(server: HostileServer, urls: Urls) -> Source:
    return "sitemap", [server.put("sitemap.txt", "\n".join(urls), kind="text/plain")]


def sitemap_child(server: HostileServer, urls: Urls, name: str = "index") -> Source:
    indexes = [
        server.put(f"{name}-{at}.xml", urlset(part, "sitemapindex", "sitemap"), kind=XML)
        for at, part in enumerate(some(urls, 40))
    ]
    return "sitemap", indexes


def sitemap_grandchild(server: HostileServer, urls: Urls) -> Source:
    _kind, indexes = sitemap_child(server, urls, "grandchild")
    return "sitemap", [server.put("indexes.xml", urlset(indexes, "sitemapindex", "sitemap"), kind=XML)]


def listing_link(server: HostileServer, urls: Urls) -> Source:
    links = "".join(f'<li><a href="{html.escape(url)}/{SLUG}">Ferries run again</a>' for url in urls)
    return "listing", [server.put("listing", f"<html><ul>{links}</ul></html>")]


def listing_base(server: HostileServer, urls: Urls) -> Source:
    """Links that are of the page's own site only by what the page says its address is."""
    page = '<html><head><base href="{}/"></head><ul><li><a href="/{}">Ferries run again</a></ul></html>'
    return "listing", [server.put(f"base-{at}", page.format(html.escape(url), SLUG)) for at, url in enumerate(urls)]


def page_speaks(server: HostileServer, urls: Urls) -> Source:
    """Pages that name the address wherever a browser, or somebody curious, would ask for it."""
    pages = []
    for at, url in enumerate(urls):
        said = html.escape(url)
        tags = (
            f'<link rel=canonical href="{said}"><link rel=amphtml href="{said}"><link rel=next href="{said}">'
            f'<link rel=alternate type="application/rss+xml" href="{said}"><meta property="og:url" content="{said}">'
            f'<meta http-equiv=refresh content="0;url={said}"><meta property="og:image" content="{said}">'
            f'<script type="application/ld+json">{{"@context":"{said}","@type":"NewsArticle","url":"{said}",'
            f'"mainEntityOfPage":"{said}","image":"{said}"}}</script><base href="{said}">'
        )
        page = PAGE.replace(b"</head>", tags.encode() + b"</head>").replace(b"islands", b"islands %d" % at)
        lines = [f"Link: <{url}>; rel=canonical", f"Refresh: 0; url={url}", f"Content-Location: {url}"]
        latin = [line.encode("ascii", "ignore").decode() for line in lines]
        pages.append(server.put(f"speaks-{at}", page, *latin))
    return "page", pages


WAYS: dict[str, Callable[[HostileServer, Urls], Source]] = {
    "feed-link": feed_link,
    "feed-origlink": feed_origlink,
    "feed-guid": feed_guid,
    "feed-atom": feed_atom,
    "feed-json": feed_json,
    "feed-elsewhere": feed_elsewhere,
    "feed-redirected": redirected("feed"),
    "sitemap-redirected": redirected("sitemap"),
    "listing-redirected": redirected("listing"),
    "page-redirected": redirected("page"),
    "sitemap-entry": sitemap_entry,
    "sitemap-text": sitemap_text,
    "sitemap-child": sitemap_child,
    "sitemap-grandchild": sitemap_grandchild,
    "listing-link": listing_link,
    "listing-base": listing_base,
    "page-speaks": page_speaks,
}
HARMLESS = {"feed-elsewhere": 3, "page-speaks": len(hosts())}
"""ways on which pages of the server itself are to be had, and how many"""
UNSEEN = {"listing-link"}
"""ways on which the addresses are not even taken for something to fetch"""


def test_collect_is_led_nowhere(server: HostileServer, traps: list[Trap], tmp_path: Path) -> None:
    port = traps[0].port
    sources = {
        name: way(server, [f"http://{host}:{port}/{name}" for host in hosts(turn)])
        for turn, (name, way) in enumerate(WAYS.items())
    }
    server.robots = "payload"
    named = "".join(f"Sitemap: http://{host}:{port}/robots\n" for host in HOSTS).encode()
    server.payload = head(length=len(named), kind="text/plain") + named
    archive, audit = archive_of(tmp_path, sources), Audit(tmp_path)
    ran = newsarc("--archive", archive, "collect", "--json", env=audit.environment)
    server.robots = "not-found"
    assert audit.seen() == {("127.0.0.1", server.port)}
    assert [trap.caught for trap in traps] == [0] * len(traps)
    assert ran.code == 1
    by_source: dict[str, list[tuple[str, str]]] = {name: [] for name in WAYS}
    for line in ran.outcomes:
        by_source[line["source"]].append((line["outcome"], line.get("reason", "")))
    for name, ended in by_source.items():
        had = [outcome for outcome, _reason in ended if outcome != "failed"]
        assert len(had) == HARMLESS.get(name, 0), (name, ended)
        assert {reason for outcome, reason in ended if outcome == "failed"} <= REFUSED, (name, ended)
        led = len(ended) - len(had)
        assert led >= 0.8 * len(hosts()) or name in HARMLESS or name in UNSEEN, (name, led)


def home_page(server: HostileServer, urls: Urls) -> str:
    links = "".join(f'<link rel=alternate type="application/rss+xml" href="{html.escape(url)}">' for url in urls)
    return server.put("home", f"<html><head>{links}</head><p>Bay</html>")


def home_page_base(server: HostileServer, urls: Urls) -> str:
    return server.put("home", f'<html><base href="{html.escape(urls[0])}/"><a href="/feed.xml">RSS</a><p>Bay</html>')


def robots_sitemap(server: HostileServer, urls: Urls) -> str:
    named = "".join(f"Sitemap: {url}\n" for url in urls).encode()
    server.robots, server.payload = "payload", head(length=len(named), kind="text/plain") + named
    return server.put("home", "<html><p>Bay</html>")


def usual_redirected(server: HostileServer, urls: Urls) -> str:
    for path in ("feed", "rss", "feed.xml", "rss.xml", "atom.xml", "sitemap.xml", "sitemap_index.xml"):
        server.shelf[f"/{path}"] = head(
            "302 Found", f"Location: {urls[0]}".encode("ascii", "ignore").decode(), length=0
        )
    return server.put("home", "<html><p>Bay</html>")


HOMES = (home_page, home_page_base, robots_sitemap, usual_redirected)


@pytest.mark.parametrize("home", HOMES)
def test_looking_for_feeds_behind_a_home_page_is_led_nowhere(
    traps: list[Trap], home: Callable[[HostileServer, Urls], str]
) -> None:
    """What ``source add`` does; eight addresses are tried at most, so the places are tried in eights, or singly."""
    port = traps[0].port
    settings, _ = load({}, env={"NEWSARC_DELAY": "0"})
    urls = [f"http://{host}:{port}/x.xml" for host in hosts(list(HOMES).index(home))]
    for part in some(urls, 8 if home in (home_page, robots_sitemap) else 1):
        with HostileServer() as server, OpenWeb(settings) as web, connections() as seen:
            found, failed = candidates(home(server, part), web, Serial())
            assert seen == {("127.0.0.1", server.port)}, part
        assert found == [], part
        assert failed is not None
    assert [trap.caught for trap in traps] == [0] * len(traps)


def test_an_opml_file_names_no_private_sources(server: HostileServer, traps: list[Trap], tmp_path: Path) -> None:
    """Lists of feeds are passed around: what stands in one was not typed by whoever imports it."""
    port = traps[0].port
    urls = [f"http://{host}:{port}/opml" for host in HOSTS]
    outlines = "".join(f'<outline text="s{at}" xmlUrl="{html.escape(url)}"/>' for at, url in enumerate(urls))
    outlines += (
        '<outline text="bay" xmlUrl="https://bay.example/feed"/><outline text="ip" xmlUrl="http://8.8.8.8/feed"/>'
    )
    (tmp_path / "feeds.opml").write_text(f"<opml version='2.0'><body>{outlines}</body></opml>")
    archive, audit = tmp_path / "archive", Audit(tmp_path)
    ran = newsarc("--archive", archive, "source", "import", tmp_path / "feeds.opml", env=audit.environment)
    assert ran.code == 1
    assert "2 sources added" in ran.said
    assert ran.said.count("not taken: ") == len(urls)
    text = (archive / "sources.toml").read_text()
    assert "bay.example" in text
    assert "opml" not in text
    assert audit.seen() == set()
    (archive / "sources.toml").unlink()
    allowed = newsarc("--archive", archive, "source", "import", tmp_path / "feeds.opml", "--allow-private")
    assert f"{len(urls) + 2 - allowed.said.count('not taken: ')} sources added" in allowed.said


def test_what_is_imported_is_asked_for_by_nobody(traps: list[Trap], tmp_path: Path) -> None:
    port = traps[0].port
    parts = []
    for at, host in enumerate(hosts()):
        url = f"http://{host}:{port}/warc"
        page = PAGE.replace(b"islands", b"islands %d" % at).replace(
            b"</head>", f'<link rel=canonical href="{html.escape(url)}"></head>'.encode()
        )
        fields = [("WARC-Type", "response"), ("WARC-Target-URI", url), ("WARC-Date", "2026-11-20T08:00:00Z")]
        block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
        parts.append(member([*fields, ("Content-Type", "application/http; msgtype=response")], block))
    (tmp_path / "found.warc.gz").write_bytes(b"".join(parts))
    (tmp_path / "page.html").write_bytes(PAGE.replace(b"islands", b"islets"))
    lines = [{"path": "page.html", "url": f"http://{host}:{port}/file"} for host in HOSTS[:1]]
    (tmp_path / "manifest.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    archive, audit = tmp_path / "archive", Audit(tmp_path)
    there = ("--archive", archive)
    ran = newsarc(*there, "import", tmp_path / "found.warc.gz", "--json", env=audit.environment)
    assert {line["outcome"] for line in ran.outcomes} <= {"new", "revision"}
    assert len(ran.outcomes) == len(hosts())
    newsarc(*there, "import", "--manifest", tmp_path / "manifest.jsonl", "--json", env=audit.environment)
    newsarc(*there, "reextract", env=audit.environment)
    assert len(records(archive)) == len(hosts()) + 1
    assert audit.seen() == set()
    assert [trap.caught for trap in traps] == [0] * len(traps)
