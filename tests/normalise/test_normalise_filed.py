"""Places of filing in bylines and signatures."""

from __future__ import annotations

import pytest

from newsarc.normalise.filed import byline_place, signed_place


@pytest.mark.parametrize(
    ("byline", "place"),
    [
        ("Ana Torres | Bilbao | 08/01/2014", "Bilbao"),
        ("Jane Doe · Nairobi", "Nairobi"),
        ("AFP, MANILA", "MANILA"),
        ("Reuters in Berlin", "Berlin"),
        ("dpaXY-Redaktion Palma, Mallorca15.04.25 09:56", "Palma, Mallorca"),
        ("부산, 창원 김하나 기자 kim@news.example", "부산, 창원"),
        ("한국신문 김하나 기자", None),
        ("Jack London", None),
        ("By Paris Hill", None),
        ("Jane Doe | Sports", None),
        ("", None),
    ],
)
def test_a_place_in_a_byline(byline: str, place: str | None) -> None:
    assert byline_place((byline,)) == place


@pytest.mark.parametrize(
    ("text", "place", "authors"),
    [
        ("本文。【カイロ山田花子】", "カイロ", ("山田花子",)),
        ("本文。【カイロ山田花子、ソウル＝佐藤一】", "カイロ、ソウル", ("山田花子", "佐藤一")),
        ("本文。【カイロ支局】", "カイロ", ()),
        ("本文。【写真はイメージ】", None, ()),
        ("【カイロ山田花子】本文。", None, ()),
        ("", None, ()),
    ],
)
def test_a_signature_in_a_bracket(text: str, place: str | None, authors: tuple[str, ...]) -> None:
    signed = signed_place(text)
    assert (signed.place, signed.authors) == (place, authors)
