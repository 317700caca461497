"""Phrases that stand in a text, found by a word of each."""

import pytest

from newsarc.lexicon.phrasebook import Phrasebook

BOOK = Phrasebook(["with files from", "with material from", "affiliate link", "files", "本文转自", "d’abord publié"])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("(with files from the harbour agency)", ["with files from", "files"]),
        ("—with files from", ["with files from", "files"]),
        ("this post has affiliate links.", ["affiliate link"]),
        ("le texte a «d’abord publié»", ["d’abord publié"]),
        ("来源：本文转自港口报", ["本文转自"]),
        ("profiles of sailors", []),
        ("with more material, from here", []),
        ("", []),
    ],
)
def test_phrases_are_found_at_the_start_of_words_longest_first(text: str, found: list[str]) -> None:
    assert BOOK.within(text) == found


def test_a_text_of_any_characters_can_be_looked_through() -> None:
    assert BOOK.within("files \ud800 \x00 \U0001f600 מחבר") == ["files"]
