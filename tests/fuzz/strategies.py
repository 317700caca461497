"""Grammars from which hypothesis makes inputs, well-formed or nearly so, and shrinks those that break something."""

# ruff: noqa: E501  # samples and tokens stand on lines of their own length

from __future__ import annotations

import json

from hypothesis import strategies as st

_ODD = [
    "\0",
    "\x1b[31m",
    "\u202e",
    "\u2028",
    "\ud800",
    "\ufeff",
    "\x85",
    "",
    " ",
    "9" * 50,
    "2026-02-30",
    "[link=x]",
    "e\u0301" * 20,
    "廃校",
    "שלום",
]
_text = st.one_of(
    st.text(max_size=60),
    st.sampled_from(_ODD),
    st.just("The ferry runs again from Monday, the port office said on Friday evening."),
)
_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | _text,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_text, inner, max_size=4),
    max_leaves=12,
)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


_TAGS = [
    "div",
    "p",
    "article",
    "h1",
    "script",
    "style",
    "table",
    "td",
    "ul",
    "li",
    "a",
    "title",
    "head",
    "body",
    "svg",
    "template",
    "noscript",
    "time",
    "meta",
]
_attributes = st.dictionaries(
    st.sampled_from(
        ["class", "id", "href", "datetime", "content", "property", "name", "itemprop", "lang", "hidden", "rel", "type"]
    ),
    st.one_of(
        _text,
        st.sampled_from(
            ["article:published_time", "author", "datePublished", "canonical", "application/ld+json", "story", "share"]
        ),
    ),
    max_size=3,
)


def _element(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def made(tag: str, attributes: dict[str, str], inside: list[str], closed: bool) -> str:
        said = "".join(f' {name}="{value}"' for name, value in attributes.items())
        return f"<{tag}{said}>{''.join(inside)}" + (f"</{tag}>" if closed else "")

    return st.builds(made, st.sampled_from(_TAGS), _attributes, st.lists(children, max_size=5), st.booleans())


_html = st.recursive(_text, _element, max_leaves=25)
_foreign = st.builds(
    lambda kind, fields: kind | fields,
    st.sampled_from(
        [
            {"maintext": "x", "url": "https://post.example/a"},
            {"plaintext": "x", "body": {}},
            {"text": "x", "comments": "", "source": "https://post.example/b"},
        ]
    ),
    st.dictionaries(
        st.sampled_from(
            [
                "title",
                "author",
                "authors",
                "date",
                "date_publish",
                "publishing_date",
                "text",
                "maintext",
                "plaintext",
                "url",
                "source",
                "hostname",
                "source_domain",
                "lang",
                "language",
                "image",
                "tags",
                "categories",
                "html",
                "body",
                "images",
                "filedate",
                "date_download",
                "free_access",
            ]
        ),
        _values,
        max_size=8,
    ),
)
_toml_value = st.one_of(
    st.integers().map(str), st.floats().map(str), st.booleans().map(lambda value: str(value).lower()), st.text(max_size=20).map(json.dumps),
    st.sampled_from(['"1h"', '"https://bay.example/"', "[]", "{}", "1979-05-27", '["a"]', '"feed"', "'x'", '"""', "1e999"]),
)  # fmt: skip


def _toml(keys: list[str], heads: list[str]) -> st.SearchStrategy[bytes]:
    line = st.one_of(
        st.builds(lambda key, value: f"{key} = {value}", st.sampled_from(keys), _toml_value), st.sampled_from(heads)
    )
    return st.lists(line, max_size=8).map("\n".join).map(_bytes)


_word = st.one_of(
    st.sampled_from(["ba", "ce", "lang:en", "OR", "|", "AND", "-", '"', "(", ")", "title:", "author:", "origin:x"]),
    st.text(max_size=6),
)
_item = st.builds(
    lambda title, link, date: f"<item><title>{title}</title><link>{link}</link><pubDate>{date}</pubDate></item>",
    _text, st.sampled_from(["https://bay.example/a", "/b", "//c", "https://[", ""]), _text,
)  # fmt: skip
_headers = st.lists(
    st.builds(
        lambda name, value: f"{name}: {value}",
        st.sampled_from(
            [
                "Subject",
                "From",
                "Date",
                "Content-Type",
                "Content-Transfer-Encoding",
                "MIME-Version",
                "Content-Disposition",
            ]
        ),
        st.one_of(
            _text,
            st.sampled_from(
                [
                    "text/html",
                    "multipart/mixed; boundary=a",
                    "base64",
                    "quoted-printable",
                    "=?utf-8?q?=C3?=",
                    "message/rfc822",
                    "text/plain; charset=x; format=flowed",
                ]
            ),
        ),
    ),
    max_size=5,
)
_warc = st.builds(
    lambda kind, length, head, body: f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://bay.example/2026/11/a\r\nContent-Length: {length}\r\n\r\n{head}\r\n\r\n{body}\r\n\r\n",
    st.sampled_from(["response", "resource", "revisit", "x"]), st.one_of(st.integers(0, 300), st.just("99999999999999999999"), _text),
    st.sampled_from(["HTTP/1.1 200 OK\r\nContent-Type: text/html", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked", "HTTP/0.9", ""]), _html,
)  # fmt: skip

STRATEGIES: dict[str, st.SearchStrategy[bytes]] = {
    "html": _html.map(_bytes),
    "text": st.lists(st.one_of(_text, st.sampled_from(["", "-" * 12, "\x0c", "By Ann", "Source: dpa"])), max_size=12).map("\n".join).map(_bytes),
    "foreign": st.lists(_foreign, max_size=3).map(lambda some: "\n".join(map(json.dumps, some))).map(_bytes),
    "jsonl": st.lists(_values, max_size=3).map(lambda some: "\n".join(map(json.dumps, some))).map(_bytes),
    "eml": st.builds(lambda heads, body: _bytes("\r\n".join(heads) + "\r\n\r\n" + body), _headers, st.one_of(_text, _html)),
    "warc": st.lists(_warc, max_size=3).map("".join).map(_bytes),
    "feed": st.lists(_item, max_size=4).map(lambda some: _bytes(f"<rss><channel>{''.join(some)}</channel></rss>")),
    "sitemap": st.lists(_text, max_size=4).map(lambda some: _bytes("<urlset>" + "".join(f"<url><loc>{one}</loc></url>" for one in some) + "</urlset>")),
    "sources": _toml(["url", "kind", "every", "limit", "include", "language", "pace", "recheck", "x"], ["[source.bay]", "[defaults]", "[source]", "[source.b.c]"]),
    "config": _toml(["archive", "workers", "delay", "raw", "proxy", "page_size_mb", "netrc", "x"], ["[archive]", "[workers]"]),
    "query": st.lists(_word, max_size=9).map(" ".join).map(_bytes),
}  # fmt: skip
