"""Bytes to characters."""

from __future__ import annotations

import lzma
import marshal
import random
import zlib
from array import array
from contextlib import suppress

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsarc.extraction.decode import decode, looks_binary

UMLAUT = "Größe der Häfen: “drei” – sagt Åse."


@pytest.mark.parametrize(
    ("content", "charset", "text"),
    [
        (UMLAUT.encode(), None, UMLAUT),
        (UMLAUT.encode(), "iso-8859-1", UMLAUT),
        (b"\xef\xbb\xbf" + UMLAUT.encode(), "cp1252", UMLAUT),
        (UMLAUT.encode("utf-16"), None, UMLAUT),
        (UMLAUT.encode("utf-16-le"), None, UMLAUT),
        (UMLAUT.encode("cp1252"), "iso-8859-1", UMLAUT),
        (UMLAUT.encode("cp1252"), "no-such-set", UMLAUT),
        (UMLAUT.encode("cp1252"), "utf-8", UMLAUT),
        (UMLAUT.encode("cp1252"), "zlib", UMLAUT),
        (
            b'<meta charset="windows-1251">' + "Порт открыт".encode("cp1251"),
            None,
            '<meta charset="windows-1251">Порт открыт',
        ),
        (
            b"<meta charset=gb2312>" + "港口将于春天开放镕".encode("gb18030"),
            None,
            "<meta charset=gb2312>港口将于春天开放镕",
        ),
        ("港が開く".encode("shift_jis"), "Shift_JIS", "港が開く"),
        ("港が開く".encode("iso2022_jp"), "iso-2022-jp", "港が開く"),
        (b"plain", "utf-7", "plain"),
        (b"a\x00b", None, "ab"),
        (UMLAUT.encode().decode("latin-1").encode(), None, UMLAUT),
        ("Порт открыт".encode().decode("latin-1").encode(), "utf-8", "Порт открыт"),
        ("It’s the port – shut".encode().decode("cp1252").encode(), None, "It’s the port – shut"),
        ("They write â€“ where – was meant".encode(), None, "They write â€“ where – was meant"),
        ("Le port reste fermé à\xa0quai".encode(), None, "Le port reste fermé à\xa0quai"),
        ("Ã© stands where é was meant".encode(), None, "Ã© stands where é was meant"),
    ],
)
def test_decodes(content: bytes, charset: str | None, text: str) -> None:
    assert decode(content, charset).text == text


def test_counts_what_made_no_sense() -> None:
    cut = ("Größe " * 100).encode()[:-4] + b"\xc3"
    found = decode(cut, "utf-8")
    assert (found.encoding, found.replaced) == ("utf-8", 1)


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7 text", b"PK\x03\x04", b"\x89PNG\r\n", bytes(range(32)) * 20, b"{\\rtf1 hello}"]
)
def test_binary_is_seen(content: bytes) -> None:
    assert looks_binary(content)


@pytest.mark.parametrize(
    "content", [b"text", UMLAUT.encode("utf-16"), UMLAUT.encode("utf-16-be"), b"text\0\0\0\0", "港".encode() * 9]
)
def test_text_is_not_binary(content: bytes) -> None:
    assert not looks_binary(content)


SENTENCES = {
    "ru": "Паром на внешние острова снова ходит с понедельника, сообщил порт. Стоянка длилась 9 дней.\n",
    "el": "Το πλοίο για τα νησιά αναχωρεί ξανά τη Δευτέρα, είπε το λιμεναρχείο. Η επισκευή κράτησε εννέα ημέρες.\n",
    "ar": "العبارة إلى الجزر تعود للعمل يوم الاثنين، كما قال مكتب الميناء. استغرقت الإصلاحات تسعة أيام.\n",
    "he": "המעבורת לאיים תחזור לפעול ביום שני, אמר משרד הנמל. התיקון נמשך תשעה ימים.\n",
    "hi": "द्वीपों की नौका सोमवार से फिर चलेगी, बंदरगाह कार्यालय ने बताया। मरम्मत नौ दिन चली।\n",
    "th": "เรือข้ามฟากไปเกาะจะกลับมาให้บริการในวันจันทร์ สำนักงานท่าเรือกล่าว การซ่อมใช้เวลาเก้าวัน\n",
    "zh": "港务局表示，开往外岛的渡轮将于星期一恢复航行。北码头的坡道修理了九天，期间由渔民运送邮件。\n",
    "ja": "港湾事務所によると、外の島々への渡し船は月曜日に再開する。北桟橋の修理には九日かかった。\n",
    "ko": "항만 사무소는 바깥 섬으로 가는 배가 월요일부터 다시 다닌다고 밝혔다. 수리에는 아흐레가 걸렸다.\n",
    "de": "Die Fähre zu den äußeren Inseln fährt ab Montag wieder, sagte das Amt. Es dauerte neun Tage.\n",
}
LEGACY = {
    "ru": "cp1251 koi8-r iso8859-5 cp866 mac-cyrillic", "el": "cp1253 iso8859-7", "ar": "cp1256 iso8859-6",
    "he": "cp1255", "th": "cp874", "zh": "gb18030 gb2312 hz", "ja": "cp932 euc_jp iso2022_jp", "ko": "cp949 iso2022_kr",
    "de": "cp1252 iso8859-15 mac-roman cp850",
}  # fmt: skip
WIDE = [(language, encoding) for language in SENTENCES for encoding in ("utf-16-le", "utf-16-be")]


@pytest.mark.parametrize(("language", "encoding"), WIDE)
@pytest.mark.parametrize("around", ["{}", "<html><body><p>{}</p></body></html>", "{}" * 60])
def test_utf16_needs_no_mark_in_any_script(language: str, encoding: str, around: str) -> None:
    text = around.replace("{}", SENTENCES[language] * 3)
    content = text.encode(encoding)
    assert not looks_binary(content)
    assert (decode(content, None).encoding, decode(content, None).text) == (encoding, text)


@pytest.mark.parametrize(
    ("language", "encoding"), [(language, name) for language, names in LEGACY.items() for name in names.split()]
)
def test_old_encodings_are_no_binary(language: str, encoding: str) -> None:
    text = SENTENCES[language] * 20
    content = text.encode(encoding)
    assert not looks_binary(content)
    if encoding not in ("hz", "gb2312", "cp932"):  # read as a larger set, with the same characters here
        assert decode(content, encoding).text == text


def _noise(size: int) -> bytes:
    return random.Random(1).randbytes(size)  # noqa: S311


@pytest.mark.parametrize(
    "content",
    [
        _noise(200), _noise(1 << 16), bytes(range(256)) * 40, array("i", range(4000)).tobytes(),
        array("d", [at**0.5 for at in range(2000)]).tobytes(), marshal.dumps(list(range(2000))),
        array("h", [at * 37 % 400 - 200 for at in range(8000)]).tobytes(),
        zlib.compress(_noise(3000) + b"text" * 500), lzma.compress(_noise(3000)),
        b"\xca\xfe\xba\xbe" + _noise(3000), b"title: ferry\n" + _noise(4000),
    ],
)  # fmt: skip
def test_binary_without_a_known_beginning_is_seen(content: bytes) -> None:
    assert looks_binary(content)


@given(st.binary(min_size=2000, max_size=4000))
def test_bytes_of_all_kinds_are_no_text(content: bytes) -> None:
    """Of evenly spread bytes a tenth are controls; hypothesis draws uneven ones, so they are spread by a key."""
    key = _noise(len(content))
    assert looks_binary(bytes(a ^ b for a, b in zip(content, key, strict=True)))


@settings(deadline=None)  # the first guess loads a library
@given(
    st.binary(max_size=400), st.none() | st.sampled_from(["utf-8", "gb2312", "x", "utf-16", "hex", "iso-2022-jp", "\0"])
)
def test_never_raises(content: bytes, charset: str | None) -> None:
    found = decode(content, charset)
    assert "\0" not in found.text
    assert found.replaced <= len(content)


@given(st.text())
@example("00<\x00\U00010000")
@example("\U0001000000\x1f<\x00")
@example("Â\x80")
def test_utf8_comes_back_whole(text: str) -> None:
    meant = text
    with suppress(UnicodeError):  # what happens to be UTF-8 taken for Latin-1
        meant = text.encode("latin-1").decode()
    assert decode(text.encode(), None).text in {one.removeprefix("\ufeff").replace("\0", "") for one in (text, meant)}


LATIN = {
    "pl": "Remont trwał cztery lata, a sala widowiskowa pomieści trzysta osób. Znalazły się też sale dla dzieci.",
    "cs": "Příští rok začne koupaliště opět fungovat. Lidé se složili na čističku, žádná jiná možnost nebyla.",
    "hu": "Az új komp köti össze a két falut, és sőt, előbb-utóbb hűségbérlet is lesz, mondta a polgármester.",
    "tr": "Çocuklar için masal saati düzenlenecek, gönüllü öğretmenler ışıklı köşede kitap okuyacak.",
    "de": "Größere Züge können 4 Euro kosten und müßten auf die Straße, denn 3 m² mehr sind nicht da.",
    "": "¿Qué pasa? El año pasado la niña comió piña en el 3º piso.",
}


@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        ("pl", "iso8859-2"),
        ("pl", "cp1250"),
        ("cs", "cp1250"),
        ("cs", "iso8859-2"),
        ("hu", "cp1250"),
        ("tr", "cp1254"),
        ("de", "cp1252"),
        ("", "cp1252"),
    ],
)
def test_a_latin_page_under_a_false_label_is_read_by_its_language_and_its_letters(language: str, encoding: str) -> None:
    named = f' lang="{language}"' if language else ""
    page = f"<html{named}><head><meta charset=utf-8></head><body><p>{LATIN[language]}</p></body></html>"
    assert LATIN[language] in decode(page.encode(encoding), None).text


def test_polish_shows_by_the_signs_that_western_letters_would_be() -> None:
    assert LATIN["pl"] in decode(f"<p>{LATIN['pl']}</p>".encode("iso8859-2"), None).text


def test_cyrillic_among_much_markup_in_english_is_no_western_text() -> None:
    text = "Паром во дворе музея стоит уже много лет, и дети его любят. " * 3
    page = f"<p>{text}</p><p>{'english words here and there ' * 12}</p>"
    assert text.strip() in decode(page.encode("cp1251"), None).text


def test_a_western_page_that_calls_itself_utf8_is_none() -> None:
    text = "Käserei schließt nach achtzig Jahren. " + "Die Leute im Tal kaufen ihren Quark woanders. " * 60
    assert text in decode(f"<meta charset=utf-8><p>{text}</p>".encode("cp1252"), "utf-8").text


def test_a_page_in_utf8_with_a_broken_letter_is_still_utf8() -> None:
    text = "Käserei schließt nach achtzig Jahren für immer. "
    read = decode((text * 20).encode() + b"\xe4" + b" und mehr" * 200, None)
    assert (read.encoding, read.replaced) == ("utf-8", 1)


@pytest.mark.parametrize("encoding", ["cp1251", "koi8_r", "cp866", "iso8859_5"])
@pytest.mark.parametrize(
    "text",
    [
        "Новый мост открыли в среду с оркестром, а река под ним пересохла ещё в прошлом году.",
        "НОВЫЙ МОСТ. Теперь с него ловят связь, рассказала жительница посёлка.",
    ],
)
def test_cyrillic_that_nobody_labels_is_told_by_its_commonest_letters(encoding: str, text: str) -> None:
    assert (
        decode(f"<meta charset=utf-8><title>{text}</title><p>{text * 4}</p>".encode(encoding), None).text.count(text)
        > 1
    )


@pytest.mark.parametrize(
    "content",
    [
        UMLAUT.encode(),
        b"\xef\xbb\xbf" + UMLAUT.encode(),
        UMLAUT.encode("cp1252"),
        UMLAUT.encode().decode("latin-1").encode(),
        UMLAUT.encode() + b"\0",
        b"\xff" + UMLAUT.encode() * 40,
    ],
)
def test_what_is_given_to_the_parser_as_bytes_is_the_text(content: bytes) -> None:
    decoded = decode(content, None)
    assert decoded.encoded is None or decoded.encoded.decode() == decoded.text


def test_a_page_in_utf8_is_parsed_as_it_is() -> None:
    assert decode(UMLAUT.encode(), None).encoded == UMLAUT.encode()
