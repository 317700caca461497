"""What changed: tables, laws, and what patch makes of it."""

from __future__ import annotations

import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarc.comparing.align import align
from newsarc.comparing.unified import unified
from newsarc.comparing.words import Change, Extent, extent, tokens, word_changes

MARKS = {Change.SAME: "{}", Change.REMOVED: "[-{}-]", Change.ADDED: "{{+{}+}}"}


def shown(old: str, new: str) -> str:
    return "".join(MARKS[piece.change].format(piece.text) for piece in word_changes(old, new))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", ""),
        ("a", "a", "a"),
        ("", "a b", "{+a b+}"),
        ("a b", "", "[-a b-]"),
        ("Nine people died.", "Ten people died.", "[-Nine-]{+Ten+} people died."),
        ("It cost 3.5 million.", "It cost 3.7 million.", "It cost [-3.5-]{+3.7+} million."),
        ("The G20 met in 2024.", "The G7 met in 2025.", "The [-G20-]{+G7+} met in [-2024-]{+2025+}."),
        ("It cost €85,000.", "It cost €87,000.", "It cost €[-85,000-]{+87,000+}."),
        ("They don’t know.", "They didn’t know.", "They [-don’t-]{+didn’t+} know."),
        ("One.\nTwo.\nThree.", "One.\nThree.", "One.\n[-Two.\n-]Three."),
        ("One.\nThree.", "One.\nTwo.\nThree.", "One.\n{+Two.\n+}Three."),
        ("One is here. Two is there.", "One is here.\nTwo is there.", "One is here.[- -]{+\n+}Two is there."),
        (
            "The whole of it was wrong",
            "Nothing stays as we know",
            "[-The whole of it was wrong-]{+Nothing stays as we know+}",
        ),
        ("死者は12人だった。", "死者は13人だった。", "死者は[-12-]{+13+}人だった。"),
        ("他昨天到达上海", "他今天到达上海", "他[-昨-]{+今+}天到达上海"),
        ("घटना में 12 लोग घायल हुए", "घटना में 14 लोग घायल हुए", "घटना में [-12-]{+14+} लोग घायल हुए"),
        ("قتل ثلاثة أشخاص في المدينة", "قتل أربعة أشخاص في المدينة", "قتل [-ثلاثة-]{+أربعة+} أشخاص في المدينة"),
    ],
)
def test_words(old: str, new: str, expected: str) -> None:
    assert shown(old, new) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("a b c", "a b c", Extent(0, 0)),
        ("a b c", "a x y c", Extent(2, 1)),
        ("a, b", "a; b", Extent(0, 0)),
        ("死者12人", "死者13人以上", Extent(3, 1)),
    ],
)
def test_extent_counts_words_and_no_punctuation(old: str, new: str, expected: Extent) -> None:
    assert extent(word_changes(old, new)) == expected


texts = st.lists(
    st.sampled_from(["a", "b", "The ship", "sank", " ", "\n", "12", ".", "死", "者", "don't"]), max_size=30
).map("".join)
any_text = st.one_of(texts, st.text(max_size=60))


@given(any_text, any_text)
def test_both_texts_can_be_read_out_of_the_changes(old: str, new: str) -> None:
    pieces = word_changes(old, new)
    assert "".join(piece.text for piece in pieces if piece.change is not Change.ADDED) == old
    assert "".join(piece.text for piece in pieces if piece.change is not Change.REMOVED) == new
    assert all(piece.text for piece in pieces)
    assert all(one.change is not other.change for one, other in pairwise(pieces))


@given(any_text)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert all(piece.change is Change.SAME for piece in word_changes(text, text))
    assert list(unified(text, text, old_name="a", new_name="b")) == []
    assert "".join(tokens(text)) == text


@given(st.lists(st.sampled_from("abcde"), max_size=40), st.lists(st.sampled_from("abcdef"), max_size=40))
def test_matches_match_and_keep_their_order(old: list[str], new: list[str]) -> None:
    at = to = 0
    for match in align(old, new):
        assert match.length > 0
        assert match.old >= at
        assert match.new >= to
        assert old[match.old : match.old + match.length] == new[match.new : match.new + match.length]
        at, to = match.old + match.length, match.new + match.length


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (["a"] * 30_000, ["a"] * 29_000 + ["b"]),
        (["a", "b"] * 20_000, ["b", "a", "a"] * 14_000),
        ([str(at) for at in range(40_000)], [str(at) for at in reversed(range(40_000))]),
        ([str(at % 300) for at in range(40_000)], [str(at % 301) for at in range(40_000)]),
    ],
    ids=["repeated", "alternating", "reversed", "periods"],
)
def test_sequences_made_to_take_long_end(old: list[str], new: list[str]) -> None:
    matches = align(old, new)
    assert all(old[one.old] == new[one.new] for one in matches)


def test_one_word_in_a_large_text_is_found_alone() -> None:
    old = "\n".join(f"The ship number {number} sailed on." for number in range(50_000))
    new = old.replace("number 40000 ", "number forty ")
    changed = [piece for piece in word_changes(old, new) if piece.change is not Change.SAME]
    assert [(piece.change, piece.text) for piece in changed] == [(Change.REMOVED, "40000"), (Change.ADDED, "forty")]


def test_texts_made_to_take_long_are_compared_by_paragraphs() -> None:
    old, new = "a b\n" * 500_000, "b a\n" * 500_000
    pieces = word_changes(old, new)
    assert "".join(piece.text for piece in pieces if piece.change is not Change.ADDED) == old
    assert "".join(piece.text for piece in pieces if piece.change is not Change.REMOVED) == new


paragraphs = st.lists(
    st.sampled_from(["a", "b", "c", "--- x", "+++ y", "@@ -1 +1 @@", "\\ No newline", "", " d"]),
    min_size=1,
    max_size=25,
)


def patched(old: list[str], new: list[str], folder: Path) -> str:
    target = folder / "text"
    target.write_text("\n".join(old) + "\n")
    difference = "".join(
        f"{line}\n" for line in unified("\n".join(old), "\n".join(new), old_name="old", new_name="new")
    )
    if difference:
        subprocess.run(["patch", "-s", "-u", target], input=difference, text=True, check=True, timeout=60)
    return target.read_text()


@pytest.mark.skipif(shutil.which("patch") is None, reason="patch is not on this machine")
def test_patch_makes_one_text_of_the_other(tmp_path: Path) -> None:
    @given(paragraphs, paragraphs)
    def law(old: list[str], new: list[str]) -> None:
        assert patched(old, new, tmp_path) == "\n".join(new) + "\n"

    law()


@given(paragraphs, paragraphs)
def test_unified_counts_its_lines_right(old: list[str], new: list[str]) -> None:
    lines = list(unified("\n".join(old), "\n".join(new), old_name="old", new_name="new"))[2:]
    at = 0
    while at < len(lines):
        spans = [part.split(",") for part in lines[at].split()[1:3]]
        minus, plus = (int(span[1]) if len(span) > 1 else 1 for span in spans)
        body = []
        at += 1
        while minus or plus:
            minus -= lines[at][0] in " -"
            plus -= lines[at][0] in " +"
            body.append(lines[at])
            at += 1
        start = int(spans[1][0].lstrip("+")) - 1
        kept = [line[1:] for line in body if line[0] in " +"]
        assert new[start : start + len(kept)] == kept or not kept
