"""Addresses have one spelling, and one key for all usual spellings."""

from __future__ import annotations

import re
from unittest import mock
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsarc.errors import BadUrl
from newsarc.normalise import canonical_url, registered_domain, url_key
from newsarc.normalise import url as url_module

HOSTS = st.sampled_from(
    ["news.example", "www.news.example", "m.news.example", "WWW.M.News.Example.", "bücher.example", "[::1]", "10.0.0.1"]
)
PORTS = st.sampled_from(["", ":80", ":443", ":8080", ":"])
TAILS = st.text(alphabet="abcXYZ/.%2eE0?&=#!;,+ é~-_@:utm_source", max_size=40)
URLS = st.builds(
    lambda scheme, host, port, tail: f"{scheme}://{host}{port}/{tail}",
    st.sampled_from(["http", "HTTPS"]),
    HOSTS,
    PORTS,
    TAILS,
)


@pytest.mark.parametrize(
    ("raw", "canonical"),
    [
        ("HTTPS://News.Example:443/a?id=7#top", "https://news.example/a?id=7"),
        ("http://news.example:80", "http://news.example/"),
        ("http://news.example:8080/", "http://news.example:8080/"),
        ("https://news.example/Case/Kept", "https://news.example/Case/Kept"),
        ("https://user:secret@news.example/a", "https://news.example/a"),
        ("https://news.example/a?utm_source=x&id=1&fbclid=y", "https://news.example/a?id=1"),
        ("https://news.example/a?b=2&a=1", "https://news.example/a?b=2&a=1"),
        ("https://news.example/a/../b/./c/%2e%2e/d", "https://news.example/b/d"),
        ("https://news.example/a/..", "https://news.example/"),
        ("https://news.example/%7euser/%e9t%C3%A9", "https://news.example/~user/%E9t%C3%A9"),
        ("https://news.example/été?q=ä", "https://news.example/%C3%A9t%C3%A9?q=%C3%A4"),
        ("https://news.example/100%", "https://news.example/100%25"),
        ("https://news.example/#!/story/7", "https://news.example/#!/story/7"),
        ("https://bücher.example/a", "https://xn--bcher-kva.example/a"),
        ("https://news.example./a", "https://news.example/a"),
        ("  https://news.example/a b\n", "https://news.example/a%20b"),
        ("http://[2001:DB8::1]/a", "http://[2001:db8::1]/a"),
        ("https://news.example/a//b/", "https://news.example/a//b/"),
    ],
)
def test_an_address_has_one_spelling(raw: str, canonical: str) -> None:
    assert canonical_url(raw) == canonical


@pytest.mark.parametrize(
    "raw",
    [
        "", "news.example/a", "/a", "ftp://news.example/", "javascript:alert(1)", "http://", "http:///a", "http://[::1",
        "http://[::1]x/", "https://news.example:99999/", "https://news.example:x/", "https://news.example\\@evil.example/",
        "https://news.example/a\r\nHost: evil", "https://news.example/\x00", "https://ne ws.example/", "https://-/",
        "https://news..example/", "https://news.example/\ud800", "https://" + "a" * 9000, "https://\u2100.example/",
        "https://%6eews.example/", "http://xn--\u00fc.example/", "https://[::1]:8080u:p@[:8080",
    ],
)  # fmt: skip
def test_what_is_no_web_address_is_refused(raw: str) -> None:
    with pytest.raises(BadUrl):
        canonical_url(raw)


@settings(deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=80))
def test_garbage_is_refused_or_read_never_a_crash(raw: str) -> None:
    for text in (raw, f"http://{raw}", f"https://news.example/{raw}"):
        try:
            canonical_url(text)
        except BadUrl:
            continue
        url_key(text)


@settings(deadline=None)
@given(URLS)
def test_canonical_url_is_idempotent(raw: str) -> None:
    once = canonical_url(raw)
    assert canonical_url(once) == once
    assert urlsplit(once).scheme in {"http", "https"}


@settings(deadline=None)
@given(URLS)
def test_url_key_is_idempotent_and_the_same_for_the_canonical_spelling(raw: str) -> None:
    key = url_key(raw)
    assert url_key(key) == key
    assert url_key(canonical_url(raw)) == key


@settings(deadline=None)
@given(URLS | st.from_regex(url_module._PLAIN, fullmatch=True))
def test_plain_addresses_take_a_short_way_to_the_same_key(raw: str) -> None:
    def spellings() -> tuple[str, str] | None:
        try:
            return canonical_url(raw), url_key(raw)
        except BadUrl:
            return None

    shortly = spellings()
    with mock.patch.object(url_module, "_PLAIN", re.compile(r"(?!)")):
        assert spellings() == shortly


@pytest.mark.parametrize(
    "other",
    [
        "http://news.example/a?x=1&y=2",
        "https://www.news.example/a?x=1&y=2",
        "https://m.news.example/a/?x=1&y=2",
        "https://amp.news.example/a/amp/?y=2&x=1&amp=1",
        "https://news.example/a?y=2&utm_medium=mail&x=1#comments",
        "https://news.example:443/a?x=1&y=2",
    ],
)
def test_spellings_of_one_page_share_a_key(other: str) -> None:
    assert url_key(other) == url_key("https://news.example/a?x=1&y=2")


@pytest.mark.parametrize(
    "other",
    ["https://news.example/A", "https://news.example/a?id=1", "https://news.example/b", "https://sport.news.example/a"],
)
def test_other_pages_have_other_keys(other: str) -> None:
    assert url_key(other) != url_key("https://news.example/a")


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://www.politics.news.co.uk/a", "news.co.uk"),
        ("https://news.example", "news.example"),
        ("amp.news.com.br", "news.com.br"),
        ("https://someone.substack.com/p/1", "someone.substack.com"),
        ("https://co.uk", "co.uk"),
        ("http://10.0.0.1/", None),
        ("http://[::1]/", None),
        ("http://[::1", None),
        ("localhost", None),
        ("", None),
    ],
)
def test_the_domain_is_what_one_owner_registered(url: str, domain: str | None) -> None:
    assert registered_domain(url) == domain


def test_named_parameters_are_dropped_too() -> None:
    assert (
        canonical_url("https://news.example/a?Ref=home&id=1", drop=frozenset({"ref"})) == "https://news.example/a?id=1"
    )
