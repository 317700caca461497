"""The quick way to a text's terms gives what the slow way gives, or leaves it to it."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.search.test_search_terms import LETTERS

from newsarc.search import folding, terms
from newsarc.search.terms import LONGEST, line, words


def quickly(text: str) -> str | None:
    return folding.folded(text, terms._words, LONGEST)


@pytest.mark.parametrize("around", ["a{0}b", "и{0}ع {0}"])
def test_every_character_folds_as_it_does_by_itself(around: str) -> None:
    for code in (*range(0x2000), *range(0x2000, sys.maxunicode + 1, 41)):
        text = around.format(chr(code))
        assert quickly(text) in {None, " ".join(terms._words(text))}, hex(code)


@given(st.text(alphabet=st.sampled_from(LETTERS + "".join(folding._PAGES) + folding._EVERYWHERE)) | st.text())
def test_a_line_is_the_words(text: str) -> None:
    assert line(text).split() == terms._words(text)
    assert line(text) == " ".join(terms._words(text))
    assert words(text * 20) == terms._words(text * 20)


@pytest.mark.parametrize("chars", folding._PAGES)
def test_a_page_has_a_quick_table_with_all_of_its_characters(chars: str) -> None:
    made = folding._page(chars, terms._words)
    assert len(made.folds) == 256
    assert type(made.codes).__name__ == "EncodingMap"


@pytest.mark.parametrize(
    "text",
    [
        "The ferry won’t sail – “not before Monday”, it’s said…",
        "Größe, Straße: ½ Kilo für 5 €",
        "Zażółć gęślą jaźń; příliš žluťoučký kůň; İstanbul’da ışık",
        "Tàu cánh ngầm Vũng Tàu sẽ chạy lại từ thứ Hai",
        "Паром не выйдет в море до понедельника, сказал Йосиф",
        "Η γραμμή δεν θα λειτουργήσει ώς την Ώρα",
        "המעבורת לא תפליג לפני יום שני",
        "العبّارة لن تبحر قبل يوم الإثنين".replace("\u0651", ""),
        "نمی‌دانم کشتی کِی می‌رود".replace("\u0650", ""),
        "Kyiv (Київ) — 🚢 at 9:00 ✓",
    ],
)
def test_news_in_one_alphabet_takes_the_quick_way(text: str) -> None:
    assert quickly(text) == " ".join(terms._words(text))
    assert quickly(text)


@pytest.mark.parametrize("text", ["渡輪公司說前往外島", "cafe\u0301 noir", "क़लम और दवात", "co\u00adoperate"])
def test_what_depends_on_its_neighbours_takes_the_slow_way(text: str) -> None:
    assert quickly(text) is None


@pytest.mark.parametrize("at", [0, 1, 100, 127, 128])
def test_a_term_that_must_be_cut_takes_the_slow_way(at: int) -> None:
    assert quickly("ab " * at + "x" * (LONGEST + 1)) is None
    assert max(map(len, line("ab " * at + "x" * 1_000).split())) == LONGEST
