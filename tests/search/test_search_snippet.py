"""The line that shows why a text was found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarc.search.query import parse
from newsarc.search.snippet import Snippet, snippet
from newsarc.search.terms import terms, words


def marked(found: Snippet) -> str:
    return "".join(f"[{piece.text}]" if piece.hit else piece.text for piece in found.pieces)


FILLER = "The council met again on Tuesday to talk about roads. " * 6
TABLE = {
    "a short text is shown whole": ("The river rose.", "river", 60, "The [river] rose."),
    "white space becomes one space": ("The\n\n river\trose\u2028now.", "rose", 60, "The river [rose] now."),
    "hits keep their spelling": ("Łódź and LODZ", "lodz", 60, "[Łódź] and [LODZ]"),
    "a phrase is one hit": (
        "a state of the Union, state union",
        '"the union"',
        60,
        "a state of [the Union], state union",
    ),
    "words of a phrase alone are no hits": ("union the", '"the union"', 60, "union the"),
    "overlapping hits merge": ("a b c d", '"a b" "b c"', 60, "[a b c] d"),
    "what is not wanted is not shown as a hit": ("flood and fire", "flood -fire", 60, "[flood] and fire"),
    "a field of its own is not looked for in the text": ("flood", "title:flood", 60, "flood"),
    "the beginning of words": ("Library, libraries; lib", "librar*", 60, "[Library], [libraries]; lib"),
    "Chinese": ("昨天东京大学宣布", "京大", 60, "昨天东[京大]学宣布"),
    "half a word is no hit": ("floods", "flood", 60, "floods"),
    "nothing hit: the beginning": ("one two three four five six", "zebra", 14, "one two three…"),
    "the end": (FILLER + "Then the dam broke.", "dam", 30, "…roads. Then the [dam] broke."),
    "the middle": (FILLER + "the dam broke " + FILLER, "dam", 30, "…the [dam] broke The…"),
    "the window with more of the query": (
        "A flood. " + FILLER + "flood and dam " + FILLER,
        "flood dam",
        40,
        "…roads. [flood] and [dam] The council met…",
    ),
    "one long word": ("x" * 100, "zebra", 10, "x" * 9 + "…"),
    "a hit longer than the line": ("y " + "x" * 100, "x" * 100, 10, "…" + "[" + "x" * 8 + "]…"),
    "the end, to the last character": ("a" * 9 + " b", "b", 10, "…[b]"),
    "an empty text": ("", "x", 10, ""),
}


@pytest.mark.parametrize(("text", "query", "width", "expected"), TABLE.values(), ids=TABLE)
def test_snippet_of(text: str, query: str, width: int, expected: str) -> None:
    assert marked(snippet(text, parse(query), width=width)) == expected


letters = st.text(alphabet="abé \n東x…")


@given(
    st.one_of(letters, letters.map(lambda text: text * 9)),
    st.sampled_from(["a", "b OR e", '"a b"', "東x", "zz"]),
    st.integers(1, 60),
)
def test_a_snippet_is_a_line_of_the_text_no_longer_than_asked(text: str, query: str, width: int) -> None:
    found = snippet(text, parse(query), width=width)
    line = " ".join(text.split())
    shown = str(found)
    assert len(shown) <= max(width, 10)
    assert "\n" not in shown
    assert shown in line or shown.removeprefix("…").removesuffix("…") in line
    assert all(piece.text for piece in found.pieces)
    assert all(a.hit != b.hit for a, b in zip(found.pieces, found.pieces[1:], strict=False))
    assert bool(shown) == bool(line)


@given(letters, st.sampled_from(["a", "ab", "é", "x東", '"a b"']))
def test_a_text_that_matches_shows_a_hit(text: str, query: str) -> None:
    wanted = list(parse(query).wanted()[0].terms)
    found = [term.text for term in terms(text)]
    stands = any(found[at : at + len(wanted)] == wanted for at in range(len(found)))
    pieces = snippet(text, parse(query), width=30).pieces
    assert any(piece.hit for piece in pieces) == stands
    if stands:
        assert any(words(piece.text)[: len(wanted)] == wanted for piece in pieces if piece.hit)
