"""Bytes to characters."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
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


@settings(deadline=None)  # the first guess loads a library
@given(
    st.binary(max_size=400), st.none() | st.sampled_from(["utf-8", "gb2312", "x", "utf-16", "hex", "iso-2022-jp", "\0"])
)
def test_never_raises(content: bytes, charset: str | None) -> None:
    found = decode(content, charset)
    assert "\0" not in found.text
    assert found.replaced <= len(content)


@given(st.text())
def test_utf8_comes_back_whole(text: str) -> None:
    assert decode(text.encode(), None).text == text.removeprefix("\ufeff").replace("\0", "")
