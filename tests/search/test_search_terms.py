"""What a word is, as a table and as laws."""

import sys
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarc.search import terms as module
from newsarc.search.terms import LONGEST, terms, words

TABLE = {
    "plain": ("The mayor SAID no", "the mayor said no"),
    "apostrophes part words, of any shape": ("don't don’t donʼt", "don t don t don t"),
    "an elided article leaves the noun": ("l'homme d’État", "l homme d etat"),
    "abbreviations": ("U.S. troops", "u s troops"),
    "hyphens and dashes": ("a-b–c—d", "a b c d"),
    "signs": ("50% of AT&T, C++ #tag @name snake_case", "50 of at t c tag name snake case"),
    "numbers": ("1,000.50 2026-11-23", "1 000 50 2026 11 23"),
    "Latin accents": ("La Nación, São Paulo, Škoda, Tiếng Việt", "la nacion sao paulo skoda tieng viet"),
    "letters with a stroke and ligatures": (
        "Łódź Đà Ørsted Æsir œuvre Straße þing",
        "lodz da orsted aesir oeuvre strasse thing",
    ),
    "Turkish": ("İstanbul ISTANBUL ıstanbul", "istanbul istanbul istanbul"),
    "decomposed letters": ("Nacio\u0301n", "nacion"),
    "Greek, final sigma": ("Ελλάδα ΣΊΣΥΦΟΣ Σίσυφος", "ελλαδα σισυφοσ σισυφοσ"),
    "Russian yo, but not short i": ("Ёлка ёлка ЙОД йод за\u0301мок", "елка елка йод йод замок"),
    "Ukrainian": ("Їжак п'ять п’ять", "їжак п ять п ять"),
    "Macedonian": ("Ќерка ѓавол", "ќерка ѓавол"),
    "Hebrew points": ("שָׁלוֹם", "שלום"),
    "Hebrew gershayim": ('צה"ל צה״ל', "צה ל צה ל"),
    "Arabic marks, tatweel, alef, ta marbuta": ("الْكِتَاب مـــدرسة أحمد إلى", "الكتاب مدرسه احمد الي"),
    "Persian letters and joiner": ("می\u200cخواهم کتاب", "مي خواهم كتاب"),
    "digits of any script": ("٢٠٢٦ ۲۰۲۶ २०२६ ๒๐๒๖ ２０２６", "2026 2026 2026 2026 2026"),
    "Hindi keeps its vowel signs": ("हिन्दी में कि की", "हिन्दी में कि की"),
    "Tamil and Bengali": ("தமிழ் বাংলা", "தமிழ் বাংলা"),
    "joiners within a conjunct": ("ක්\u200dෂණ ক্\u200cষ", "ක්ෂණ ক্ষ"),
    "Chinese, character by character": ("北京大学2026年", "北 京 大 学 2026 年"),
    "Japanese": ("トランプ氏は東京ガス", "ト ラ ン プ 氏 は 東 京 ガ ス"),
    "half-width kana": ("ｶﾞｽ", "ガ ス"),
    "decomposed kana": ("か\u3099", "が"),
    "Korean": ("대통령은", "대 통 령 은"),
    "decomposed Korean": (unicodedata.normalize("NFD", "대통령"), "대 통 령"),
    "Thai keeps marks with their letters": ("น้ำท่วม", "น้ ำ ท่ ว ม"),
    "Lao, Khmer, Burmese": ("ລາວ ខ្មែរ မြန်မာ", "ລ າ ວ ខ្ មែ រ မြ န် မာ"),
    "Latin within Chinese": ("iPhone手机", "iphone 手 机"),
    "full width": ("ＡＢＣ", "abc"),
    "compatible forms": ("ﬁne m² ½ 𝐀𝐁", "fine m2 1 2 ab"),
    "soft hyphens vanish": ("co\u00adoperate", "cooperate"),
    "keycaps and emoji": ("1\ufe0f\u20e3 go 🚀!", "1 go"),
    "nothing": (" …—%\x00\ud800 \u0301 ", ""),
}


@pytest.mark.parametrize(("text", "expected"), TABLE.values(), ids=TABLE)
def test_terms_of(text: str, expected: str) -> None:
    assert words(text) == expected.split()


def test_spans_are_the_original_spelling() -> None:
    text = "À Łódź: l’Été — 東京"
    assert [text[term.start : term.end] for term in terms(text)] == ["À", "Łódź", "l", "Été", "東", "京"]


def test_terms_of_one_character_share_its_span() -> None:
    assert [tuple(term) for term in terms("é½")] == [("e1", 0, 2), ("2", 0, 2)]


@pytest.mark.parametrize("text", ["x" * 1000, "é" * 1000, "ß" * 1000, "אב" * 500, "क" * 1000])
def test_endless_words_are_cut(text: str) -> None:
    assert max(map(len, words(text))) == LONGEST
    assert sum(map(len, words(text))) == len(text.replace("ß", "ss"))


def test_the_quick_path_is_taken_only_where_it_gives_the_same() -> None:
    """No character that the quick pattern would part from its word passes for simple."""
    slow = module._intricate()
    for code in range(sys.maxunicode + 1):
        text = f"a{chr(code)}b"
        if not module._unusual().search(text):
            assert module._plain().findall(text) == slow.findall(text), hex(code)


def test_the_ascii_path_gives_the_same() -> None:
    for code in range(128):
        text = f"A{chr(code)}b"
        assert [term.text for term in terms(text + "é")] == [*words(text)[:-1], words(text)[-1] + "e"]


LETTERS = "aZß½ﬁéİœłçй́ёїШΣςאָ״أـةیक़िকী\u200c\u200d\u0301\u0308\u3099ｶﾞがガ각ㄱ한ำน้ກຳ東々ကြခ្ម٣๒²ªʼ’'\"-_. \n\u00ad\ufe0f"
texts = st.one_of(st.text(), st.text(alphabet=LETTERS))


@given(texts)
def test_words_are_the_texts_of_terms(text: str) -> None:
    assert words(text) == [term.text for term in terms(text)]


@given(texts)
def test_folding_again_changes_nothing(text: str) -> None:
    once = words(text)
    assert words(" ".join(once)) == once


@given(texts)
def test_terms_are_ordered_inside_the_text_and_fit_the_index(text: str) -> None:
    found = terms(text)
    assert all(0 <= term.start < term.end <= len(text) for term in found)
    assert all(a.end <= b.start or (a.start, a.end) == (b.start, b.end) for a, b in pairwise(found))
    assert all(term.text and not any(map(str.isspace, term.text)) for term in found)
    assert all(len(term.text) <= LONGEST for term in found)


@given(texts)
def test_canonically_equal_texts_have_equal_terms(text: str) -> None:
    assert words(unicodedata.normalize("NFC", text)) == words(unicodedata.normalize("NFD", text))


@given(st.lists(texts))
def test_terms_of_parts_are_terms_of_the_whole(parts: list[str]) -> None:
    assert words("\n".join(parts)) == [word for part in parts for word in words(part)]
