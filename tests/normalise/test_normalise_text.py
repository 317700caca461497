"""Text comes in one spelling."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsarc.normalise.text import clean_items, clean_line, clean_text

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=()))  # lone surrogates too


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("plain", "plain"),
        ("  two   spaces\tand\na break ", "two spaces and a break"),
        ("Ha\u00adfen\u200bstadt\u2060\ufeff", "Hafenstadt"),
        ("no\u00a0break\u202fspace", "no break space"),
        ("the port\x92s quay \x96 \x93closed\x94\x81", "the port’s quay – “closed”"),
        ("Cafe\u0301", "Café"),
        ("bell\x07 and escape\x1b", "bell and escape"),
        ("half\ud83d", "half\ufffd"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("\u202eright to left\u202c", "right to left"),
        ("", ""),
    ],
)
def test_a_line_has_one_spelling(raw: str, clean: str) -> None:
    assert clean_line(raw) == clean


@settings(deadline=None)
@given(ANY_TEXT)
def test_cleaning_is_idempotent(raw: str) -> None:
    assert clean_line(clean_line(raw)) == clean_line(raw)


@settings(deadline=None)
@given(ANY_TEXT)
def test_a_clean_line_can_be_written_and_holds_no_control(raw: str) -> None:
    line = clean_line(raw)
    line.encode("utf-8")
    assert line == line.strip()
    assert not any(unicodedata.category(char) == "Cc" for char in line)


@settings(deadline=None)
@given(st.lists(ANY_TEXT).map(tuple))
def test_text_is_its_clean_paragraphs_and_nothing_else(paragraphs: tuple[str, ...]) -> None:
    lines = [line for line in map(clean_line, paragraphs) if line]
    assert clean_text(paragraphs) == "\n".join(lines)


def test_items_come_once_in_their_order_and_bounded() -> None:
    assert clean_items(("Harbour", " harbour ", "", "Ferries", "x" * 500)) == ("Harbour", "Ferries")
    assert len(clean_items(tuple(f"tag {number}" for number in range(500)))) == 50
