"""The inputs: for each format its seeds, the tokens of its grammar, and how number N of a seed is made. Pure but for reading
the project's own fixtures.
"""

# ruff: noqa: E501  # samples and tokens stand on lines of their own length

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from functools import lru_cache
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import msgspec
from tests.benchmarks.records import records, word
from tests.fuzz.mutate import mutated, mutated_gzip, mutated_json, spelt

from newsarc.archive import codec
from newsarc.archive.digest import content_hash
from newsarc.archive.sitefile import SiteFile
from newsarc.archive.sitefile import encode as encode_rules
from newsarc.model.record import Stamp
from newsarc.model.site import Does, Rule
from newsarc.warc.writing import member

FIXTURES = Path(__file__).parents[2] / "fixtures"
PROSE = (
    "The ferry to the outer islands will run again from Monday, the port office said on Friday.",
    "Nine days of repairs to the ramp at the northern pier had kept the ship in the dry dock.",
    "Fishermen carried post and bread across the sound in the meantime, and nobody was charged for it.",
    "The council has asked for a second ramp, which would cost about three million and take two summers.",
    "Passengers with tickets for the cancelled days can use them until the end of the year.",
)
_LONGEST = {"manifest": 6_000}
"""bytes; each line of a manifest is a page to be read"""
IMPORTED = {
    "html": ".html", "text": ".txt", "jsonl": ".jsonl", "foreign": ".jsonl", "jsonl.gz": ".jsonl.gz", "warc": ".warc",
    "warc.gz": ".warc.gz", "eml": ".eml", "mhtml": ".mhtml", "html.gz": ".html.gz", "manifest": ".jsonl",
}  # fmt: skip
"""formats that `newsarc import` reads, with their endings"""
PARSED = ("feed", "sitemap", "listing", "opml", "sources", "query", "config", "rules")
"""formats that other commands read"""
FORMATS = (*IMPORTED, *PARSED)


def chance_of(seed: int, form: str, number: int) -> Random:
    """Return the randomness that makes input *number* of a format."""
    return Random(f"{seed}/{form}/{number}")  # noqa: S311  # repeatable, no secret


def made(seed: int, form: str, number: int) -> bytes:
    """Return input *number* of *form*: the same bytes for the same three."""
    chance = chance_of(seed, form, number)
    if number % 40 == 0:
        return chance.choice(seeds(form))  # untouched: what is good must be read
    if form in _MADE:
        return _MADE[form](chance)[: _LONGEST.get(form)]
    return mutated(chance, chance.choice(seeds(form)), seeds(form), TOKENS.get(form, ()))


@lru_cache
def seeds(form: str) -> tuple[bytes, ...]:
    """Return good inputs of *form*."""
    return _SEEDS[form]() if form in _SEEDS else _TEXTS[form]


def _pages(ending: str) -> tuple[bytes, ...]:
    return tuple(sorted(path.read_bytes() for path in (FIXTURES / "pages").glob(f"*.{ending}")))


def _listings() -> tuple[bytes, ...]:
    links = "".join(f'<li><a href="/2026/11/2{n}/the-ferry-runs-again-{n}">Ferry {n}</a>' for n in range(9))
    feed = '<link rel="alternate" type="application/rss+xml" href="/feed" title="Bay">'
    return (f"<html><head>{feed}</head><body><ul>{links}</ul></body></html>".encode(), *seeds("html")[:6])


def _gzipped(*forms: str) -> tuple[bytes, ...]:
    return tuple(gzip.compress(one, mtime=0) for form in forms for one in seeds(form))


_SEEDS: dict[str, Callable[[], tuple[bytes, ...]]] = {
    "html": lambda: _pages("html"),
    "text": lambda: _pages("txt"),
    "listing": _listings,
    "jsonl": lambda: (b"".join(_lines()), *_lines()[:12]),
    "foreign": lambda: tuple(b"\n".join(json.dumps(one).encode() for one in some) for some in (_FOREIGN, _FOREIGN[1:])),
    "warc": lambda: tuple(gzip.decompress(one) for one in _warcs()),
    "warc.gz": lambda: (*_warcs(),),
    "eml": lambda: tuple(_mails()),
    "mhtml": lambda: tuple(_saved()),
    "html.gz": lambda: _gzipped("html"),
    "jsonl.gz": lambda: _gzipped("jsonl", "foreign"),
    "feed": lambda: (*(path.read_bytes() for path in sorted((FIXTURES / "feeds").iterdir())), *_feeds()),
    "manifest": lambda: (_MANIFEST, (FIXTURES / "manifest.jsonl").read_bytes()),
    "rules": lambda: (_rules(),),
}


def _json_lines(form: str, chance: Random) -> bytes:
    """Return a few lines of JSON, each with something wrong in it, or with the whole wrong."""
    if chance.random() < 0.35:
        return mutated(chance, chance.choice(seeds(form)), seeds(form), TOKENS["json"])
    lines = [one for one in chance.choice(seeds(form)).split(b"\n") if one.strip()]
    kept = chance.sample(lines, min(len(lines), chance.choice((1, 2, 5))))
    return b"\n".join(_line(chance, one) if chance.random() < 0.8 else one for one in kept) + b"\n"


def _line(chance: Random, line: bytes) -> bytes:
    value: Any = json.loads(line)
    for _ in range(chance.choice((1, 1, 2, 4))):
        value = mutated_json(chance, value)
    return sealed(spelt(chance, value)) if isinstance(value, dict) and "sum" in value else spelt(chance, value)


def sealed(line: bytes) -> bytes:
    """Return the line of a record, changed by somebody who knows how sums are made: what is behind it is reached."""
    head, found, _ = line.rpartition(b', "sum":')
    if not found:
        return line
    head = b'{"v":' + head.removeprefix(b'{"v": ') if head.startswith(b'{"v": ') else head
    try:
        article = msgspec.json.decode(head + b"}")
        if isinstance(article.get("text"), str) and article["text"]:
            said = json.dumps(article.get("content_hash")).encode()
            head = head.replace(said, json.dumps(content_hash(article["text"])).encode())
    except (ValueError, RecursionError, UnicodeError):
        pass
    import hashlib

    return head + b',"sum":"' + hashlib.sha256(head).hexdigest().encode() + b'"}'


def _packed(form: str, chance: Random) -> bytes:
    plain = form.removesuffix(".gz")
    inner = chance.choice(seeds(plain)) if chance.random() < 0.4 else made_plain(plain, chance)
    return mutated_gzip(chance, inner)


def made_plain(form: str, chance: Random) -> bytes:
    if form == "jsonl":
        return _json_lines("jsonl", chance)
    return mutated(chance, chance.choice(seeds(form)), seeds(form), TOKENS.get(form, ()))


def _warc_packed(chance: Random) -> bytes:
    """Return a WARC file of many members, one of them wrong within, one of them packed wrongly, or both."""
    plain = [gzip.decompress(one) for one in _members()]
    chance.shuffle(plain)
    at = chance.randrange(len(plain))
    plain[at] = mutated(chance, plain[at], plain, TOKENS["warc"])
    packed = [gzip.compress(one, 1, mtime=0) for one in plain]
    if chance.random() < 0.5:
        at = chance.randrange(len(plain))
        packed[at] = mutated_gzip(chance, plain[at])
    whole = b"".join(packed)
    return mutated(chance, whole, (), ()) if chance.random() < 0.2 else whole


def _query(chance: Random) -> bytes:
    if chance.random() < 0.4:
        return mutated(chance, chance.choice(seeds("query")), seeds("query"), TOKENS["query"])[:20_000]
    words = [
        *(word(rank).encode() for rank in (0, 1, 2, 30, 900)),
        b"ferry",
        "Ñandú".encode(),
        "廃校".encode(),
        b"lang:en",
        *TOKENS["query"],
    ]
    return b" ".join(chance.choice(words) for _ in range(chance.choice((1, 3, 9, 60, 600))))


def _toml(form: str, chance: Random) -> bytes:
    if chance.random() < 0.4:
        return mutated(chance, chance.choice(seeds(form)), seeds(form), TOKENS[form])
    lines = chance.choice(seeds(form)).split(b"\n")
    values = [b'"x"', b"1", b"-1", b"0", b"1.5", b"nan", b"inf", b"true", b"[]", b'["a", 1]', b"{a = 1}", b'""', b"1979-05-27T07:32:00Z", b"9" * 5_000,
              b'"\\u0000"', b'"\\u001b[31m"', b'"\\u202e"', b'"' + b"x" * 5_000 + b'"', b"0xFFFFFFFFFFFFFFFFFFFF", b"'''\n'''", b"1e400", b"9999-12-31", b'"1e9s"', b'"0.0000001s"']  # fmt: skip
    for _ in range(chance.choice((1, 2, 4))):
        at = chance.randrange(len(lines))
        key, equals, _value = lines[at].partition(b"=")
        lines[at] = key + b"= " + chance.choice(values) if equals else chance.choice(TOKENS[form])
    return b"\n".join(lines)


_MADE: dict[str, Callable[[Random], bytes]] = {
    "jsonl": lambda chance: _json_lines("jsonl", chance),
    "foreign": lambda chance: _json_lines("foreign", chance),
    "manifest": lambda chance: _json_lines("manifest", chance),
    "rules": lambda chance: _json_lines("rules", chance),
    "jsonl.gz": lambda chance: _packed("jsonl.gz", chance),
    "html.gz": lambda chance: _packed("html.gz", chance),
    "warc.gz": _warc_packed,
    "query": _query,
    "sources": lambda chance: _toml("sources", chance),
    "config": lambda chance: _toml("config", chance),
}


@lru_cache
def _lines() -> tuple[bytes, ...]:
    """Return lines of an archive as it would write them: articles, copies, revisions."""
    prev = codec.FIRST_PREV
    made_lines: list[bytes] = []
    for stamp, article, _ in islice(records(40), 40):
        short = msgspec.structs.replace(article, text=article.text[:900].strip())
        mine = Stamp(id=stamp.id, kind=stamp.kind, content_hash=content_hash(short.text))
        if mine.kind.value != "article":
            mine = msgspec.structs.replace(mine, kind=type(mine.kind)("article"))
        line, prev = codec.encode(mine, short, None, prev)
        made_lines.append(line)
    for path in sorted((FIXTURES / "archives" / "good" / "whole" / "articles").glob("*.jsonl")):
        made_lines += path.read_bytes().splitlines(keepends=True)
    return tuple(made_lines)


def page(mark: str) -> bytes:
    """Return an article."""
    paragraphs = "".join(f"<p>{line} {mark}</p>" for line in PROSE)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Ferry {mark} runs</title></head>'
        f"<body><article><h1>Ferry {mark} runs</h1>{paragraphs}</article></body></html>"
    ).encode()


@lru_cache
def _members() -> tuple[bytes, ...]:
    """Return gzip members, each a WARC record of its own."""
    made_members = []
    for number in range(5):
        body = page(f"berth {number}")
        head = (
            f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        )
        if number == 1:
            body = gzip.compress(body, mtime=0)
            head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"
        if number == 2:
            head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
            body = b"%x\r\n" % len(body) + body + b"\r\n0\r\n\r\n"
        fields = [
            ("WARC-Type", "response"), ("WARC-Record-ID", f"<urn:uuid:0000000{number}-0000-5000-8000-00000000000{number}>"),
            ("WARC-Target-URI", f"https://post.example/2026/11/ferry-story-number-{number}"), ("WARC-Date", f"2026-10-1{number}T08:00:00Z"),
            ("Content-Type", "application/http; msgtype=response"),
        ]  # fmt: skip
        made_members.append(member(fields, head, body))
    resource = [
        ("WARC-Type", "resource"),
        ("WARC-Target-URI", "https://post.example/2026/11/ferry-at-the-quay"),
        ("WARC-Date", "2026-10-10T08:00:00Z"),
        ("Content-Type", "text/html"),
    ]
    revisit = [
        ("WARC-Type", "revisit"),
        ("WARC-Target-URI", "https://post.example/v"),
        ("WARC-Date", "2026-10-10T08:00:00Z"),
        ("Content-Type", "application/http; msgtype=response"),
    ]
    info = [
        ("WARC-Type", "warcinfo"),
        ("WARC-Date", "2026-10-10T08:00:00Z"),
        ("Content-Type", "application/warc-fields"),
    ]
    return (
        member(info, b"software: x\r\n"),
        *made_members,
        member(resource, page("quay")),
        member(revisit, b"HTTP/1.1 304 Not Modified\r\n\r\n"),
    )


@lru_cache
def _warcs() -> tuple[bytes, ...]:
    raw = sorted((FIXTURES / "archives" / "good" / "whole" / "raw").glob("*.warc.gz"))
    return (b"".join(_members()), b"".join(_members()[1:4]), *(path.read_bytes() for path in raw))


def _mails() -> list[bytes]:
    from email.message import EmailMessage

    made_mails = []
    for kind in ("text", "html", "both", "attached", "flowed"):
        mail = EmailMessage()
        mail["Subject"] = "Fwd: Ferry runs again, größer"
        mail["From"] = "The Harbour Post <news@post.example>"
        mail["Date"] = "Tue, 14 May 2024 10:00:00 +0200"
        text = "\n\n".join(PROSE)
        if kind != "html":
            mail.set_content(text, cte="base64" if kind == "both" else None)
        if kind == "html":
            mail.set_content(page("mail").decode(), subtype="html", cte="quoted-printable")
        if kind == "both":
            mail.add_alternative(page("both").decode(), subtype="html")
        if kind == "attached":
            inner = EmailMessage()
            inner["Subject"] = "=?utf-8?b?RsOkaHJl?="
            inner.set_content(text)
            mail.add_attachment(inner)
        if kind == "flowed":
            mail.replace_header("Content-Type", 'text/plain; charset="utf-8"; format=flowed; delsp=yes')
        made_mails.append(mail.as_bytes().replace(b"===============", b"=_edge_"))
    return [_fixed_boundary(one) for one in made_mails]


def _fixed_boundary(mail: bytes) -> bytes:
    """Return *mail* with boundaries that are the same in every run."""
    import re

    for number, found in enumerate(dict.fromkeys(re.findall(rb'boundary="([^"]+)"', mail))):
        mail = mail.replace(found, b"edge-%d" % number)
    return mail


def _saved() -> list[bytes]:
    import quopri

    body = quopri.encodestring(page("saved"))
    head = (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://post.example/2026/11/ferry-runs-again-on-monday\r\nSubject: Ferry\r\n"
        b"Date: Tue, 14 May 2024 10:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----edge"\r\n\r\n\r\n'
    )
    part = b"------edge\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://post.example/2026/11/ferry-runs-again-on-monday\r\n\r\n"
    image = b"------edge\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-Location: https://post.example/a.png\r\n\r\niVBORw0KGgo=\r\n"
    return [head + part + body + b"\r\n" + image + b"------edge--\r\n", head + image + part + body]


def _rules() -> bytes:
    rules = (
        Rule(does=Does.DROP_LINE, what="Follow us on the harbour channel", stories=7),
        Rule(does=Does.DROP_BOX, what="div.share", stories=6),
        Rule(does=Does.TRUST, what="div.story", stories=9),
        Rule(does=Does.KEEP_LINE, what="Corrections"),
    )
    return encode_rules(SiteFile(site="post.example", rules=rules, stories=9, pages=9))


def _feeds() -> list[bytes]:
    item = b"<item><title>Ferry &amp; co</title><link>https://bay.example/2026/11/ferry</link><pubDate>Tue, 14 May 2024 10:00:00 +0200</pubDate><dc:creator>Ann</dc:creator><source url='https://x.example/'>X</source></item>"
    rss = (
        b'<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Bay</title>'
        + item * 3
        + b"</channel></rss>"
    )
    rdf = b'<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>Bay</title></channel><item><title>One</title><link>https://bay.example/one</link></item></rdf:RDF>'
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Bay", "items": [{"id": "1", "url": "https://bay.example/a", "title": "A", "date_published": "2026-11-01T10:00:00Z", "authors": [{"name": "Ann"}]}] * 2}  # fmt: skip
    return [rss, rdf, json.dumps(feed).encode(), b"<!DOCTYPE rss [<!ENTITY a 'aaaa'>]>" + rss]


_FOREIGN: list[dict[str, Any]] = [
    {"title": "Ferry runs again", "author": "Ann Blink; Bo Dahl", "hostname": "post.example", "date": "2024-05-05", "comments": "", "raw_text": "...",
     "text": "\n".join(PROSE), "language": "en", "image": "https://post.example/a.jpg", "filedate": "2024-06-01", "source": "https://post.example/ferry",
     "source-hostname": "The Post", "excerpt": "It runs.", "categories": "Harbour;News", "tags": "ferry"},
    {"authors": ["Ann Blink"], "date_download": "2024-06-01 10:00:00", "date_modify": "2024-06-01 10:00:00", "date_publish": "2024-05-05 08:30:00",
     "description": "It runs.", "language": "en", "maintext": "\n".join(PROSE[1:]), "source_domain": "post.example", "title": "Ferry again", "title_page": None,
     "url": "https://post.example/again"},
    {"title": "Ferry once more", "authors": ["Ann Blink"], "publishing_date": "2024-05-05 08:30:00+02:00", "plaintext": "\n".join(PROSE[:4]), "topics": ["sea"],
     "body": {"summary": ["It runs."], "sections": [{"headline": ["Now"], "paragraphs": list(PROSE)}]}, "free_access": True, "lang": "en",
     "html": {"requested_url": "https://post.example/more", "responded_url": "https://post.example/more", "crawl_date": "2024-06-01 10:00:00"}},
]  # fmt: skip
_MANIFEST = b"".join(
    json.dumps(
        {"path": f"page-{number}.html", "url": f"https://post.example/{number}", "retrieved_at": "2024-03-13T06:10:00Z"}
    ).encode()
    + b"\n"
    for number in range(4)
)
_SITEMAP = b'<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">' + (
    b"<url><loc>https://bay.example/2026/11/ferry</loc><lastmod>2026-11-20</lastmod><news:news><news:publication_date>2026-11-20T10:00:00+01:00</news:publication_date><news:title>Ferry</news:title></news:news></url>" * 3
) + b"</urlset>"  # fmt: skip
_INDEX = (
    b'<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    + b"<sitemap><loc>https://bay.example/s1.xml</loc><lastmod>2026-11-20</lastmod></sitemap>" * 3
    + b"</sitemapindex>"
)
_OPML = b'<?xml version="1.0" encoding="UTF-8"?><opml version="2.0"><head><title>mine</title></head><body><outline text="News"><outline type="rss" text="bay" xmlUrl="https://bay.example/feed"/><outline type="rss" text="Other" xmlUrl="http://other.example/rss"/></outline></body></opml>'
_SOURCES = b"""# mine
[defaults]
every = "2h"
limit = 50

[source.bay]
url = "https://bay.example/feed"
kind = "feed"
include = ["/politics/", "*/2026/*"]
language = ["en", "es"]
pace = "5s"

[source.other]   # two
url = ["https://other.example/a", "https://other.example/b"]
kind = "sitemap"
recheck = false
disabled = true
"""
_CONFIG = b"""archive = "news"
workers = 2
lock_timeout = 5.5
page_deadline = 20
page_memory_mb = 1024
raw = true
user_agent = "bay"
contact = "https://bay.example/"
delay = 1.0
proxy = "http://proxy.example:8080"
netrc = false
"""
_TEXTS: dict[str, tuple[bytes, ...]] = {
    "sitemap": (_SITEMAP, _INDEX, gzip.compress(_SITEMAP, mtime=0), b"https://bay.example/a\nhttps://bay.example/b\n"),
    "opml": (_OPML,),
    "sources": (_SOURCES,),
    "config": (_CONFIG,),
    "query": (
        word(0).encode(), word(9).encode() + b" OR " + word(40).encode(), b"lang:en", b'"outer islands" -prison', b"title:ferry OR publisher:post", b"(a OR b) -(c d) lang:en", b'origin:"Wire One" author:ann',
        "廃校 ประชุม".encode(), b'-"a b" "c', b"((((ferry))))", b"AND OR NOT", b"title:(a b) title:-x", b"a|b|c",
    ),
}  # fmt: skip
_MARKUP = [
    b"<title>", b"</title>", b"<h1>", b"<article>", b"</article>", b"<p>", b"</p>", b"<script>", b"</script>", b"<style>", b"<noscript>", b"<template>", b"<svg>",
    b"<math>", b"<plaintext>", b"<textarea>", b"<base href='//evil.example/'>", b"<meta charset=utf-16>", b'<meta name="author" content="\0">', b"<html lang='\0'>",
    b'<meta property="article:published_time" content="9999-12-31T23:59:59-23:59">', b'<script type="application/ld+json">', b'{"@type":"NewsArticle","datePublished":',
    b'<link rel="canonical" href="https://[">', b"<time datetime='-1'>", b"<br>", b"<img>", b"<frameset>", b"<table><td><table>", b"<p hidden>", b"<x y='", b"</",
    b"<iframe srcdoc='", b"&nbsp;", b"&shy;", b"<a href='https://bay.example/2026/11/a-b-c-d'>", b"(Reuters) - ", b"<address>", b"<body><body>",
]  # fmt: skip
_HEADERS = [
    b"Content-Transfer-Encoding: base64\r\n", b"Content-Type: multipart/mixed; boundary=\"edge-0\"\r\n", b"Content-Type: text/html; charset=", b"\r\n\r\n", b"--edge-0\r\n", b"--edge-0--",
    b"Subject: =?utf-8?b?////?=\r\n", b"Subject: =?x?q?=00?=\r\n", b"Date: ", b"From: \"\\", b"Content-Disposition: attachment\r\n", b"Content-Type: message/rfc822\r\n\r\n", b"=ZZ", b"=\r\n",
    b"Content-Type: text/plain; charset*0*=us'en'%zz; charset*1=x\r\n", b"Content-Location: https://[\r\n", b"boundary=\"\"", b"begin 644 x\n", b"------edge\r\n", b"Content-Type: text/html; boundary=" + b"x" * 5_000,
]  # fmt: skip
TOKENS: dict[str, list[bytes]] = {
    "html": _MARKUP,
    "html.gz": _MARKUP,
    "listing": _MARKUP,
    "text": [b"\n\n\n", b"By Ann Blink\n", b"Von dpa\n", b"(Reuters) - ", b"= = =\n", b"***\n", b"\x0c", b"Source: \n", b"Title:\n", b"LONDON, Nov 2 (AP) --", b"\t" * 200, b" " * 5_000, b"_" * 500, b"---\n"],
    "json": [b"{", b"}", b"[", b"]", b":", b",", b"null", b'"\\ud800"', b'"v":1,', b'"v":99999999999999999999,', b'{"v":', b'"text":', b'"sum":"', b"1e999", b"-", b'"a":' * 50, b"\n", b"//", b"NaN"],
    "warc": [b"WARC/1.1\r\n", b"WARC/1.0\r\n", b"WARC/9.9\r\n", b"Content-Length: 99999999999999999999\r\n", b"Content-Length: -1\r\n", b"Content-Length: 3\r\n", b"Content-Length: 4294967295\r\n", b"Content-Length:\r\n",
             b"\r\n\r\n", b"WARC-Type: response\r\n", b"WARC-Type: revisit\r\n", b"WARC-Type: continuation\r\n", b"WARC-Segment-Number: 1\r\n", b"WARC-Truncated: length\r\n", b"HTTP/1.1 999\r\n", b"Transfer-Encoding: chunked\r\n",
             b"Content-Encoding: br, gzip, deflate\r\n", b"ffffffffffffffff\r\n", b"WARC-Date: \r\n", b"WARC-Target-URI: \r\n", b"WARC-Target-URI: <https://[>\r\n", b"\n\n", b" folded\r\n", b"Content-Encoding: " + b"gzip," * 99 + b"\r\n"],
    "eml": _HEADERS,
    "mhtml": _HEADERS,
    "feed": [b"<item>", b"</item>", b"<entry>", b"<link>", b"<link href='", b"<pubDate>", b"<source url='", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&a;", b"<!ENTITY a SYSTEM 'file:///etc/passwd'>", b"xml:base='https://['", b"<georss:point>", b"<content type='xhtml'>", b"<rdf:RDF>", b"<author><name>", b"<media:content url=''>", b"<itunes:duration>", b"<guid isPermaLink='true'>", b"<gml:posList>", b"<georss:where>", b"<creativeCommons:license>", b"<cap:x>", b"<psc:chapter start='"],
    "sitemap": [b"<url>", b"<loc>", b"</loc>", b"<sitemap>", b"<lastmod>", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&a;", b"xmlns:a='b'", b"<image:loc>", b"<urlset>", b"https://bay.example/x\n", b"\x1f\x8b"],
    "opml": [b"<outline ", b"xmlUrl='", b"text='", b"<opml>", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&a;", b"xmlUrl='http://10.0.0.1/'", b"xmlUrl='http://[::1]/'", b"xmlUrl='http://\xe2\x91\xa0.example/'", b"xmlUrl='http://" + b"a" * 80 + b".example/'", b"xmlUrl='http://a..b/'", b"xmlUrl='HTTPS://BAY.EXAMPLE'"],
    "sources": [b"[source.bay]", b"[[source.bay]]", b"[source]", b"[defaults]", b'[source."bay"]', b"[source.'b\x7fy']", b"url = ", b'kind = "page"', b"[source.a.b]", b"source = 1", b'"source" = {}', b"[source.bay.url]", b"= 1", b"#"],
    "config": [b"[archive]", b'archive = ""', b'archive = "\\u0000"', b'archive = "~nobody/x"', b"workers = 0", b"unknown = 1", b'"archive" = 1', b"archive.x = 1", b"raw = 2", b"= 1", b"#"],
    "query": [b'"', b"(", b")", b"-", b"OR", b"|", b"AND", b"title:", b"publisher:", b"origin:", b"author:", b"lang:", b"nofield:", b'-"', b"-(", b"--", b"*", b"a*", b"^2", b"~", b"[a TO b]", b"\\", b"title:title:", b"+", b"!"],
    "rules": [b'{"rule":"trust","box":"div"}', b'{"rule":"drop-line"}', b'{"format":"newsarc-site","version":2,"site":"x"}', b'{"rule":"x"}', b'"stories":-1'],
}  # fmt: skip
TOKENS["manifest"] = [
    *TOKENS["json"],
    b'{"path":"page-1.html"}\n',
    b'{"path":"../../../../etc/passwd"}\n',
    b'{"path":"/dev/zero"}\n',
    b'{"path":"a\\u0000b"}\n',
    b'{"path":""}\n',
    b'{"path":"."}\n',
    b'{"path":"page-0.html","retrieved_at":"9999-12-31T23:59:59-23:00"}\n',
]
TOKENS["foreign"] = TOKENS["jsonl"] = TOKENS["jsonl.gz"] = TOKENS["json"]
