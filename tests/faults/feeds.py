"""Feeds, sitemaps and listings as their worst enemies would write them, and what must become of each."""

from __future__ import annotations

import functools
import gzip
import json
from collections.abc import Callable
from typing import NamedTuple

from hostile_server import HostileServer, bomb, head

CANARY = "the canary that nobody may read"


class Case(NamedTuple):
    """One hostile source."""

    kind: str
    required: frozenset[str]
    """``failed`` with a reason, or ``read`` with how many entries; any of these"""
    make: Callable[[HostileServer, str], bytes]
    """is given the server and the canary's address; returns the body"""
    said: str = ""
    """must stand in the log"""
    type: str = "application/xml"


CASES: dict[str, Case] = {}


def case(kind: str, *required: str, said: str = "", type: str = "application/xml") -> Callable[..., None]:  # noqa: A002
    def named(make: Callable[[HostileServer, str], bytes]) -> None:
        CASES[make.__name__.replace("_", "-")] = Case(kind, frozenset(required), make, said, type)

    return named


def rss(items: str, doctype: str = "", title: str = "Bay") -> bytes:
    channel = f"<channel><title>{title}</title>{items}</channel>"
    return f'<?xml version="1.0"?>{doctype}<rss version="2.0">{channel}</rss>'.encode()


def urls(entries: str, doctype: str = "") -> bytes:
    return f'<?xml version="1.0"?>{doctype}<urlset>{entries}</urlset>'.encode()


def index(*children: str) -> bytes:
    return (
        f"<sitemapindex>{''.join(f'<sitemap><loc>{url}</loc></sitemap>' for url in children)}</sitemapindex>".encode()
    )


def item(server: HostileServer, name: str, title: str = "Ferry") -> str:
    return f"<item><title>{title}</title><link>{server.url('good')}?{name}</link></item>"


def loc(server: HostileServer, name: str) -> str:
    return f"<url><loc>{server.url('good')}?{name}</loc></url>"


_LAUGHS = "".join(f'<!ENTITY a{at} "{f"&a{at - 1};" * 10 if at else "lol"}">' for at in range(10))
LAUGHS = f"<!DOCTYPE x [{_LAUGHS}]>"
QUADRATIC = f'<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]>'


# Entities and what they could load
@case("feed", "read 1")
def feed_laughs(server: HostileServer, canary: str) -> bytes:
    return rss(item(server, "feed-laughs", "&a9;"), LAUGHS)


@case("feed", "read 1")
def feed_quadratic(server: HostileServer, canary: str) -> bytes:
    return rss(item(server, "feed-quadratic", "&a;" * 30_000), QUADRATIC)


@case("feed", "read 1")
def feed_external_file(server: HostileServer, canary: str) -> bytes:
    doctype = f'<!DOCTYPE x [<!ENTITY a SYSTEM "file://{canary}"><!ENTITY % b SYSTEM "file://{canary}"> %b;]>'
    return rss(item(server, "feed-external", "&a;"), doctype)


@case("feed", "read 1")
def feed_external_dtd(server: HostileServer, canary: str) -> bytes:
    trap = server.url("trap")
    return rss(item(server, "feed-dtd"), f'<?xml-stylesheet href="{trap}"?><!DOCTYPE rss SYSTEM "{trap}">')


@case("feed", "read 1")
def feed_include(server: HostileServer, canary: str) -> bytes:
    include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file://{canary}" parse="text"/>'
    return rss(f"<item><title>{include}</title><link>{server.url('good')}?feed-include</link></item>")


@case("sitemap", "failed bad-feed", said="declares entities")
def map_laughs(server: HostileServer, canary: str) -> bytes:
    return urls(f"<url><loc>{server.url('good')}?&a9;</loc></url>", LAUGHS)


@case("sitemap", "failed bad-feed", said="declares entities")
def map_external_file(server: HostileServer, canary: str) -> bytes:
    return urls(
        f"<url><loc>{server.url('good')}?&a;</loc></url>", f'<!DOCTYPE x [<!ENTITY a SYSTEM "file://{canary}">]>'
    )


@case("sitemap", "read 1")
def map_external_dtd(server: HostileServer, canary: str) -> bytes:
    return urls(loc(server, "map-dtd"), f'<!DOCTYPE urlset SYSTEM "{server.url("trap")}">')


# Too much
@case("feed", "read 2000", said="more than 2,000 entries")
def feed_100000_items(server: HostileServer, canary: str) -> bytes:
    return rss("".join(item(server, f"feed-100000-{at}") for at in range(100_000)))


@case("feed", "read 2000", said="more than 2,000 entries", type="application/atom+xml")
def feed_50000_entries(server: HostileServer, canary: str) -> bytes:
    good = server.url("good")
    entries = "".join(f'<entry><title>x</title><link href="{good}?atom-{at}"/></entry>' for at in range(50_000))
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title>{entries}</feed>'.encode()


@case("feed", "read 2000", said="more than 2,000 entries", type="application/feed+json")
def feed_100000_json(server: HostileServer, canary: str) -> bytes:
    items = [{"url": f"{server.url('good')}?json-{at}"} for at in range(100_000)]
    return json.dumps({"version": "https://jsonfeed.org/version/1", "items": items}).encode()


@case("feed", "read 1")
def feed_giant_title(server: HostileServer, canary: str) -> bytes:
    return rss(item(server, "feed-giant", "Ferry " * 1_500_000))


@case("feed", "read 1")
def feed_markup_title(server: HostileServer, canary: str) -> bytes:
    return rss(item(server, "feed-markup", "&lt;!--" * 40_000 + "&lt;b&gt;" * 40_000))


@case("feed", "read 1")
def feed_author(server: HostileServer, canary: str) -> bytes:
    author = f"<author>{'a@' + 'a.' * 6_000}</author>"
    return rss(item(server, "feed-author").replace("</item>", f"{author}</item>"))


@case("feed", "failed bad-feed", said="more than 16 MiB")
def feed_too_large(server: HostileServer, canary: str) -> bytes:
    return rss("<!--" + "x" * (20 << 20) + "-->" + item(server, "feed-large"))


@case("feed", "failed deadline", "read 1", "read 0")
def feed_deep(server: HostileServer, canary: str) -> bytes:
    return rss("<a>" * 200_000 + item(server, "feed-deep"))


@case("feed", "failed deadline", "read 1", "read 0")
def feed_attributes(server: HostileServer, canary: str) -> bytes:
    flood = " ".join(f'a{at}="1"' for at in range(8_000))
    return rss(item(server, "feed-attributes").replace("<item>", f"<item {flood}>"))


@case("feed", "failed too-large")
def feed_bomb(server: HostileServer, canary: str) -> bytes:
    return bomb(256 << 20)


@case("sitemap", "failed too-large", type="application/gzip")
def map_bomb(server: HostileServer, canary: str) -> bytes:
    return bomb(256 << 20, 3)


@case("sitemap", "read 50000", said="more than 50,000 entries")
def map_50001(server: HostileServer, canary: str) -> bytes:
    return gzip.compress(urls("".join(loc(server, f"map-50001-{at}") for at in range(50_001))))


@case("sitemap", "read 50000", said="more than 50,000 lines", type="text/plain")
def map_text(server: HostileServer, canary: str) -> bytes:
    return "\n".join(f"{server.url('good')}?text-{at}" for at in range(60_000)).encode()


@case("sitemap", "read 1")
def map_giant_loc(server: HostileServer, canary: str) -> bytes:
    return urls(f"<url><loc>{server.url('good')}?{'x' * 9_000_000}</loc></url>{loc(server, 'map-giant')}")


@case("sitemap", "read 1", said="deeper than")
def map_deep(server: HostileServer, canary: str) -> bytes:
    return urls(loc(server, "map-deep") + "<a>" * 1_000_000)


@case("sitemap", "read 50", said="the newest 50 are read")
def map_100000_children(server: HostileServer, canary: str) -> bytes:
    return index(*(f"{server.url('trap')}?child-{at}" for at in range(30_000)))


# Loops
@case("sitemap", "read 1")
def map_itself(server: HostileServer, canary: str) -> bytes:
    return index(server.url("map-itself"), server.url("map-itself") + "#again")


@case("sitemap", "read 1")
def map_round(server: HostileServer, canary: str) -> bytes:
    first, second = server.url("map-round"), server.url("round-2")
    server.put("round-2", index(first, second), kind="application/xml")
    return index(second)


@case("sitemap", "read 1")
def map_ten_levels(server: HostileServer, canary: str) -> bytes:
    for level in range(10):
        server.put(f"level-{level}", index(server.url(f"level-{level + 1}")), kind="application/xml")
    server.put("level-10", urls(loc(server, "level-10")), kind="application/xml")
    return index(server.url("level-0"))


# Nothing of the kind
@case("feed", "failed bad-feed", said="a web page", type="text/html")
def feed_html(server: HostileServer, canary: str) -> bytes:
    return b"<!doctype html><html><body><p>Our feeds have moved.</p></body></html>"


@case("sitemap", "failed bad-feed", said="a web page", type="text/html")
def map_html(server: HostileServer, canary: str) -> bytes:
    return b"<!-- soft 404 --><html><body><p>Not here.</p></body></html>"


@case("feed", "failed bad-feed")
def feed_empty(server: HostileServer, canary: str) -> bytes:
    return b""


@case("feed", "failed bad-feed")
def feed_noise(server: HostileServer, canary: str) -> bytes:
    return b"\x89PNG\r\n" + bytes(range(256)) * 400


@case("sitemap", "failed bad-feed")
def map_noise(server: HostileServer, canary: str) -> bytes:
    return b"\x89PNG\r\n" + bytes(range(256)) * 400


@case("feed", "failed bad-feed", type="application/json")
def feed_deep_json(server: HostileServer, canary: str) -> bytes:
    return b'{"a":' * 200_000


@case("feed", "failed bad-feed", type="application/json")
def feed_json_numbers(server: HostileServer, canary: str) -> bytes:
    one = f'{{"url": "{server.url("good")}?json-numbers", "date_published": {"9" * 50_000}, "authors": [[], 7, null]}}'
    return f'{{"version": "https://jsonfeed.org/version/1", "items": [null, 7, [], {one}]}}'.encode()


# Not as it should be, and read all the same
@case("feed", "read 1")
def feed_links(server: HostileServer, canary: str) -> bytes:
    bad = (
        *("javascript:alert(1)", "data:text/html,x", f"file://{canary}", "mailto:a@bay.example", "ftp://bay.example/x"),
        *("http://", "https:x", "//", "#x", "http://[::1", "http://a b/", "http://user:word@bay.example/"),
        "http://bay.example:99999/",
    )
    items = "".join(f"<item><link>{link}</link></item>" for link in bad)
    return rss(f"{items}<item><link>/good?feed-links</link></item>")


@case("feed", "read 3")
def feed_dates(server: HostileServer, canary: str) -> bytes:
    days = ("Mon, 01 Jan 1900 00:00:00 GMT", "31 Dec 9999 23:59:59 +9999", "January " * 4_000)
    dated = [
        item(server, f"feed-dates-{at}").replace("</item>", f"<pubDate>{day}</pubDate></item>")
        for at, day in enumerate(days)
    ]
    return rss("".join(dated))


@case("feed", "read 1")
def feed_utf16(server: HostileServer, canary: str) -> bytes:
    return rss(item(server, "feed-utf16", "Fähre")).decode().encode("utf-16")


@case("feed", "read 1")
def feed_lies_about_its_encoding(server: HostileServer, canary: str) -> bytes:
    return rss(item(server, "feed-lies", "Fähre")).replace(b'"1.0"?', b'"1.0" encoding="utf-16"?')


@case("feed", "read 1")
def feed_unknown_encoding(server: HostileServer, canary: str) -> bytes:
    return rss(item(server, "feed-rot13")).replace(b'"1.0"?', b'"1.0" encoding="rot13"?')


@case("sitemap", "read 1")
def map_latin_as_utf8(server: HostileServer, canary: str) -> bytes:
    return urls(loc(server, "map-latin")) + b"<!-- caf\xe9 -->"


@case("feed", "read 1")
def feed_cut(server: HostileServer, canary: str) -> bytes:
    return rss(item(server, "feed-cut-1") + item(server, "feed-cut-2"))[:-60]


@case("feed", "read 2")
def feed_terminal(server: HostileServer, canary: str) -> bytes:
    title = "\x1b]0;owned\x07\x1b[2J\u202eferry"
    return rss(item(server, "feed-terminal", title) + item(server, "feed-terminal-2"), title=title)


@case("feed", "read 2000", said="more than 2,000 entries")
def feed_of_thousands_of_hosts(server: HostileServer, canary: str) -> bytes:
    links = (f"http://127.5.{at // 250}.{at % 250}:{server.port}/good" for at in range(3_000))
    return rss("".join(f"<item><link>{link}</link></item>" for link in links))


@functools.cache
def answer(server: HostileServer, name: str, canary: str) -> bytes:
    """Return the whole answer for a case."""
    one = CASES[name]
    body = one.make(server, canary)
    return head("200 OK", length=len(body), kind=one.type) + body
