"""Lines fit, and nothing is lost between them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarc.cli.wrap import columns, shortened, spans, wrap

texts = st.text(alphabet=st.sampled_from("ab  é廃校ー한́\u200d👩"), max_size=120)


@given(texts, st.integers(min_value=2, max_value=30))
def test_every_line_fits_and_only_spaces_are_left_out(text: str, width: int) -> None:
    assert all(columns(one) <= width for one in wrap(text, width))
    kept = {at for start, end in spans(text, width) for at in range(start, end)}
    assert all(char == " " for at, char in enumerate(text) if at not in kept)


@given(texts, st.integers(min_value=1, max_value=30))
def test_shortened_fits(text: str, width: int) -> None:
    assert columns(shortened(text, width)) <= width


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("the quay is open", ["the quay", "is open"]),
        ("廃校は図書館", ["廃校は図", "書館"]),
        ("unbreakable-word", ["unbreaka", "ble-word"]),
        ("a 廃校は", ["a 廃校は"]),
        ("exactly8 more", ["exactly8", "more"]),
    ],
)
def test_lines_of_eight_columns(text: str, lines: list[str]) -> None:
    assert wrap(text, 8) == lines
