"""The guard against nesting, held against the real parser: how deep is what it lets through, and is any text lost?"""

from __future__ import annotations

from itertools import cycle, islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from newsarc.markup.flatten import bearable, flatten

LIMIT = 20
_EACH = 5
"""levels that one level which is reckoned with may come to: table, tbody, tr, td and what counts"""

SHAPES = {
    "elements that stay open": "<div>",
    "ends of what was never open": "<aside></ul>",
    "ends of what a block holds back": "<span><div></span>",
    "ends of what a table holds back": "<div><table><tr><td></div>",
    "ends of what a choice holds back": "<div><select></div>",
    "a form's end closes the form alone": "<form><div></form>",
    "a font's end leaves the block in it": "<b><div></b>",
    "items with a block between": "<li></svg><h2>",
    "readings outside of ruby": "<rt>",
    "a slash closes nothing": "<div/>",
    "a quote that opens no value": '<div "><div>',
    "a sign that opens no value": '<div ="><div>',
    "a quote in a value": "<div a=b\"><p a='>'><div>",
    "a value of two signs": '<div a=="><div>',
    "a comment of no length": "<!--><div>",
    "an end tag in a comment": "<div><!-- </div> -->",
    "an end tag in a comment that a sign ends": "<div><!-- </div> --!>",
    "an end tag in what is read as a comment": "<div><!x </div>",
    "an end tag in an instruction": "<div><?x </div>",
    "an end tag in a script": "<div><script></div></script>",
    "an end tag in a text": "<div><textarea></div></textarea>",
    "a block in a picture's style": "<svg><style><div></svg>",
    "an end tag in a picture's text": "<svg><![CDATA[</svg>]]>",
    "a block in what is no picture's text": "<![CDATA[><div>",
    "a name with a sign in it": "<div<p><div>",
    "words in capitals": "<DIV></Ul>",
}


def depth(markup: str) -> int:
    """Return how deep the tree is that the parser makes of *markup*."""
    deepest, waiting = 0, [(LexborHTMLParser(markup).root, 1)]
    while waiting:
        node, level = waiting.pop()
        while node is not None:
            deepest = max(deepest, level)
            if node.child is not None:
                waiting.append((node.child, level + 1))
            node = node.next
    return deepest


def nodes(markup: str) -> int:
    """Return how many elements and texts the parser makes of *markup*."""
    count, waiting = 0, [LexborHTMLParser(markup).root]
    while waiting:
        node: LexborNode | None = waiting.pop()
        while node is not None:
            count += 1
            if node.child is not None:
                waiting.append(node.child)
            node = node.next
    return count


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_nothing_that_is_let_through_is_deep(shape: str) -> None:
    deep = shape * 400
    assert depth(flatten(deep, LIMIT)) <= _EACH * LIMIT


def test_the_shapes_are_deep_without_the_guard() -> None:
    shallow = [name for name, shape in SHAPES.items() if depth(shape * 400) < 2 * _EACH * LIMIT]
    assert shallow == ["ends of what a choice holds back"]  # nothing but a choice opens in one


_NAMES = (
    *("p", "li", "td", "tr", "table", "caption", "ul", "dl", "dd", "b", "font", "a", "div", "span", "h1", "form", "rt"),
    *("svg", "math", "desc", "foreignObject", "mi", "object", "template", "title", "select", "option", "button", "x-y"),
)
_PIECES = sorted(
    {
        *SHAPES.values(),
        *(f"<{name}>" for name in _NAMES),
        *(f"</{name}>" for name in _NAMES),
        *("<!--", "-->", "]]>", "'", '"', "=", ">", "/>", "<", "<textarea>", "</textarea>", "</script>", "<noscript>"),
    }
)


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(_PIECES), min_size=1, max_size=7))
def test_no_mixture_of_pieces_is_deep(pieces: list[str]) -> None:
    soup = "".join(islice(cycle(pieces), 600))
    assert depth(flatten(soup, LIMIT)) <= _EACH * LIMIT


@pytest.mark.parametrize(
    "page",
    [
        "<div><p>one<p>two<ul><li>a<li>b</ul></div>" * 300,
        "<p><b>one</b> <i>two</i> <a href='x'>three</a></p>" * 300,
        "<table><tr><td><font color=red>one<td>two</table>" * 20,
        "<div><svg><path d='M0'/><path d='M1'/></svg>one</div>" * 300,
        "<div><br/>one<img src=x /></div><o-p>two</o-p>" * 300,
        "<!-- <div> --><script>if (a<b) '<div>'</script><p title='<div>'>one</p>" * 300,
    ],
)
def test_what_people_write_is_left_as_it_is(page: str) -> None:
    assert flatten(page, LIMIT) == page


def test_all_text_stays() -> None:
    deep = "".join(f"<div>{number} " for number in range(300))
    text = LexborHTMLParser(flatten(deep, LIMIT)).text()
    assert text.split() == [str(number) for number in range(300)]


def test_fonts_that_are_left_open_are_not_made_anew_for_ever() -> None:
    fonts = "".join(f"<font color=c{number}>" for number in range(1_500))
    page = f"<p>{fonts}" + "<p>x" * 1_500
    assert nodes(page) > 2_000_000
    kept, cut = bearable(page)
    assert not cut
    assert nodes(kept) < 600_000


def test_the_ends_of_fonts_in_comments_close_none() -> None:
    page = "".join(f"<font color=c{number}><!--</font>--><p>x" for number in range(2_900))
    assert nodes(page) > 2_000_000
    assert nodes(bearable(page)[0]) < 600_000


def test_fonts_that_are_closed_are_no_matter() -> None:
    page = "<p><font color=red>one</font><B>two</B>" * 2_000
    assert bearable(page) == (page, False)


def test_choices_are_not_compared_for_ever() -> None:
    page = "<select>" + "<option>x" * 13_000 + "</select><p>one</p>"
    kept, cut = bearable(page)
    assert not cut
    assert kept.count("<option") == 5_000
    assert kept.endswith("</select><p>one</p>")


def test_tags_that_are_dropped_do_not_count() -> None:
    kept, cut = bearable("<div>" * 300_000 + "one")
    assert not cut
    assert kept.endswith("one")


def test_there_is_an_end_to_tags() -> None:
    kept, cut = bearable("<p>one " * 250_001)
    assert cut
    assert kept == "<p>one " * 250_000
