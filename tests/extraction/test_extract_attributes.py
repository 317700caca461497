"""Elements with attributes beyond number: bounded, owned up to, and nothing else is touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarc.extraction.document import Document
from newsarc.markup.attributes import LIMIT, trimmed

FLOOD = " ".join(f"a{at}=1" for at in range(50_000))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p ", ">x</p> <p>The end.</p>"),
        ("<div><p ", ">x</p></div>"),
        ("<div class='a'>\n<p ", ">"),
        ("<br/><p ", ">"),
        ("<p title='a > b' ", " />"),
        ("<P\n", ""),
        ("<svg/", ">"),
        ("<p x='", ""),
        ("<p>a > b</p><i title='<b>'>x</i><p b='>' ", ">"),
        ("text <p " + "x='>' " * 9, ">"),
    ],
)
def test_a_flood_of_attributes_is_cut(before: str, after: str) -> None:
    markup = f"<html><body><h1>Ferry</h1>{before}{FLOOD}{after}"
    read = trimmed(markup)
    if before.endswith("'"):
        assert read == markup  # one value, however long
    else:
        assert read.startswith(f"<html><body><h1>Ferry</h1>{before}a0=1 a1=1 ")
        assert len(read) < 12_000
        assert any(read.endswith(f"a{LIMIT - less}=1{after}") for less in range(1, 12))
        assert Document(markup).cut == "only the first 1,000 attributes of an element were read"


@pytest.mark.parametrize(
    "markup",
    [
        f'<img src="data:image/png;base64,{"A" * 50_000}" alt="Ferry">',
        f"<div data-story='{'{&quot;a&quot;: 1, ' * 5_000}'>x</div>",
        "<p>" + "a < b and so on " * 5_000,
        "<a " * 40_000,
        f"<p {' '.join(f'a{at}' for at in range(900))} {'b' * 20_000}>x",
    ],
)
def test_long_tags_with_few_attributes_stay(markup: str) -> None:
    assert trimmed(markup, limit=50_000) == markup
    assert "<a <a" in markup or trimmed(markup) == markup


@given(st.text(alphabet="<ap \"'=/>\n1", max_size=400).map(lambda text: text.replace("<", "<a" + " " * 17_000, 1)))
def test_what_is_left_is_what_was_there(markup: str) -> None:
    read = trimmed(markup, limit=3)
    rest = iter(markup)
    assert all(char in rest for char in read)  # in the same order
