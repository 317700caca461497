"""sources.toml: every mistake is named with its line; what the user wrote stays as it is."""

from __future__ import annotations

import contextlib
import string
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarc.app.sourcetext import NAME, added, block, name_for, parse, removed
from newsarc.app.sourcevalues import duration
from newsarc.errors import BadSources
from newsarc.model.source import Source, SourceKind, matches

GOOD = """\
# mine
[defaults]
every = "2h"

# the bay
[source.bay]          # a feed
url = "https://bay.example/feed"
kind = "feed"
limit = 5

# two maps
[source.two]
url = [
  "https://two.example/a.xml",
  "https://two.example/b.xml",
]
kind = "sitemap"
every = "15m"
exclude = ["/live/"]
"""


def test_what_is_said_is_read() -> None:
    bay, two = parse(GOOD, "f")
    assert bay == Source(name="bay", urls=("https://bay.example/feed",), kind=SourceKind.FEED, every=7200, limit=5)
    assert two.urls == ("https://two.example/a.xml", "https://two.example/b.xml")
    assert (two.every, two.exclude) == (900, ("/live/",))


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("x = 1", 1, "tables called [source.NAME]"),
        ("\nsource = 3", 2, "tables called [source.NAME]"),
        ("[source.a\n", 1, "Expected"),
        ("[source.a]\nkind = 'feed'", 1, "url is missing"),
        ("[source.a]\nurl = 'https://a.example/'", 1, "kind is missing"),
        ("[source.a]\nurl = 'https://a.example/'\nkind = 'blog'", 3, "'blog' is none of feed"),
        ("[source.a]\nkind = 'feed'\nurl = 'file:///etc/passwd'", 3, "http"),
        ("[source.a]\nkind = 'feed'\nurl = 'https://u:p@a.example/'", 3, "password"),
        ("[source.a]\nkind = 'feed'\nurl = []", 3, "an address"),
        ("[source.a]\nkind = 'feed'\nurl = 'https://a.example/'\n\nevery = '1 fortnight'", 5, "no time"),
        ("[source.a]\nkind = 'feed'\nurl = 'https://a.example/'\nevery = '10s'", 4, "at least 1m"),
        ("[source.a]\nkind = 'feed'\nurl = 'https://a.example/'\nevery = 3600", 4, "no time"),
        ("[source.a]\nkind = 'feed'\nurl = 'https://a.example/'\nlimit = 0", 4, "no number from 1"),
        ("[source.a]\nkind = 'feed'\nurl = 'https://a.example/'\nlimit = true", 4, "no number from 1"),
        ("[source.a]\nkind = 'feed'\nurl = 'https://a.example/'\ninclude = ['']", 4, "none empty"),
        ("[source.a]\nkind = 'feed'\nurl = 'https://a.example/'\nlanguage = 'English'", 4, "language code"),
        ("[source.a]\nkind = 'feed'\nurl = 'https://a.example/'\ndisabled = 'yes'", 4, "neither true nor false"),
        ("[source.a]\nkind = 'feed'\nurl = 'https://a.example/'\nevry = '1h'", 4, "no such setting"),
        ("[source.'A b']\nkind = 'feed'\nurl = 'https://a.example/'", 1, "a name is made of"),
        ("[defaults]\nurl = 'https://a.example/'", 2, "no such setting"),
    ],
)
def test_each_mistake_is_named_with_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(BadSources) as caught:
        parse(text, "/a/sources.toml")
    assert caught.value.subject == f"/a/sources.toml:{line}"
    assert words in caught.value.message
    assert caught.value.exit_code == 2


def test_all_mistakes_are_told_at_once() -> None:
    with pytest.raises(BadSources) as caught:
        parse("[source.a]\nurl = 1\nkind = 2\nlimit = 0", "f")
    assert caught.value.subject == "f:2"
    assert "line 3" in caught.value.advice
    assert "line 4" in caught.value.advice


def test_adding_leaves_the_rest_as_it_is() -> None:
    third = Source(name="third", urls=("https://c.example/",), kind=SourceKind.LISTING, pace=2.5)
    text = added(GOOD, [third], "f")
    assert text.startswith(GOOD)
    assert [one.name for one in parse(text, "f")] == ["bay", "two", "third"]


def test_a_name_that_is_taken_is_refused() -> None:
    with pytest.raises(BadSources):
        added(GOOD, [Source(name="bay", urls=("https://c.example/",), kind=SourceKind.FEED)], "f")


def test_removing_takes_one_table_and_leaves_all_comments_that_are_not_in_it() -> None:
    text = removed(GOOD, "bay", "f")
    assert [one.name for one in parse(text, "f")] == ["two"]
    assert "# two maps\n[source.two]" in text
    assert "# mine" in text
    assert removed(GOOD, "two", "f").endswith("limit = 5\n\n# two maps\n")


@pytest.mark.parametrize(
    "text",
    [
        "source = { bay = { url = 'https://b.example/', kind = 'feed' } }",
        "[source]\nbay.url = 'https://b.example/'\nbay.kind = 'feed'\n[source.x]\nurl='https://x.example/'\nkind='feed'",
    ],
)
def test_what_cannot_be_taken_out_safely_is_left_to_an_editor(text: str) -> None:
    with pytest.raises(BadSources, match="not written as a table"):
        removed(text, "bay", "f")


@pytest.mark.parametrize("sign", ["\x85", "\u2028", "\u2029"])
def test_what_python_alone_takes_for_a_line_break_is_none(sign: str) -> None:
    source = Source(name="bay", urls=("https://b.example/",), kind=SourceKind.FEED, exclude=(f"{sign}[x", "/live/"))
    text = added(GOOD.replace("bay", "harbour"), [source], "f")
    assert [one.name for one in parse(removed(text, "bay", "f"), "f")] == ["harbour", "two"]


def test_removing_what_is_not_there_names_what_is() -> None:
    with pytest.raises(BadSources, match="bay, two"):
        removed(GOOD, "nowhere", "f")


names = st.from_regex(NAME, fullmatch=True)
texts = st.text(min_size=1).filter(lambda text: text.strip("*") != "")
sources = st.builds(
    Source,
    name=names,
    urls=st.lists(st.sampled_from(["https://a.example/", "http://b.example:81/f?x=1&y=ü"]), min_size=1).map(tuple),
    kind=st.sampled_from(SourceKind),
    every=st.integers(60, 10_000_000).map(float),
    limit=st.none() | st.integers(1, 10**9),
    include=st.lists(texts, max_size=3).map(tuple),
    exclude=st.lists(texts, max_size=3).map(tuple),
    language=st.lists(st.sampled_from(["en", "es", "zh", "fil"]), max_size=2).map(tuple),
    recheck=st.booleans(),
    ignore_robots=st.booleans(),
    pace=st.none() | st.integers(0, 100_000).map(float),
    disabled=st.booleans(),
)


@given(st.lists(sources, max_size=4, unique_by=lambda one: one.name))
def test_what_is_added_is_read_back(some: list[Source]) -> None:
    text = added("", some, "f")
    assert parse(text, "f") == tuple(some)
    for one in some:
        text = removed(text, one.name, "f")
    assert parse(text, "f") == ()


@given(st.text())
def test_any_text_is_read_or_refused_by_name(text: str) -> None:
    with contextlib.suppress(BadSources):
        assert isinstance(parse(text, "f"), tuple)


@given(st.integers(1, 40_000_000))
def test_a_duration_means_what_it_says(seconds: int) -> None:
    assert tomllib.loads(block(Source(name="a", urls=("u",), kind=SourceKind.PAGE, every=float(seconds))))
    text = f"[source.a]\nurl='https://a.example/'\nkind='page'\npace='{duration(seconds)}'"
    if seconds <= 366 * 86_400:
        assert parse(text, "f")[0].pace == seconds


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.bay-news.example/feed", "bay-news-example"),
        ("http://127.0.0.1:8080/", "127-0-0-1-8080"),
        ("https://feeds.bay.example/x", "bay-example"),
        ("https://zeitung-münchen.example/", "xn-zeitung-mnchen-osb-example"),
        ("https://[::1]/", "1"),
        ("https://taken.example/", "taken-example-3"),
    ],
)
def test_names_come_from_hosts(url: str, name: str) -> None:
    found = name_for(url, ["taken-example", "taken-example-2"])
    assert NAME.match(found)
    assert found == name


@given(st.text(string.ascii_lowercase + string.digits + ".-", max_size=300), st.integers(0, 3))
def test_names_are_good_whatever_the_host(host: str, number: int) -> None:
    taken: list[str] = []
    for _ in range(number + 1):
        name = name_for(f"https://{host}/x", taken)
        assert NAME.match(name)
        assert name not in taken
        taken.append(name)


@pytest.mark.parametrize(
    ("pattern", "url", "expected"),
    [
        ("/politics/", "https://a.example/Politics/x", True),
        ("/politics/", "https://a.example/sport/x", False),
        ("https://a.example/*/x", "https://a.example/sport/x", True),
        ("*.html", "https://a.example/x.html?page=2", True),
        ("a*b*c", "xxaxxcxxb", False),
        ("**", "anything", True),
    ],
)
def test_patterns(pattern: str, url: str, expected: bool) -> None:
    assert matches(pattern, url) is expected


def test_exclude_wins_over_include() -> None:
    source = Source(name="a", urls=("u",), kind=SourceKind.FEED, include=("/a/", "/b/"), exclude=("/b/live",))
    wanted = [url for url in ("x/a/1", "x/b/1", "x/b/live", "x/c/1") if source.wants(url)]
    assert wanted == ["x/a/1", "x/b/1"]
