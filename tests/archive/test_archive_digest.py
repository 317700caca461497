"""The content hash: what counts and what does not, pinned to the digit."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarc.archive.digest import content_hash, record_id, spelt
from newsarc.model.record import Sum


@pytest.mark.parametrize(
    ("text", "digest"),
    [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("The bridge is closed.", "e4a1e29755ae1e59c0795f74f442241dfcf0a9f398b690f470b9117153521748"),
        ("“Größe” – 東京…", "ca4eb14a05397f2c926a1f028fac6911e5fa5d8a14106e5420434015272f81b2"),
    ],
)
def test_digests_are_pinned(text: str, digest: str) -> None:
    assert content_hash(text) == f"1:sha256:{digest}"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It’s here", "It's here"),
        ("“Yes”, «no», „so“", '"Yes", "no", "so"'),
        ("a – b — c − d", "a - b - c - d"),
        ("and…", "and..."),
        ("co\u00adop", "coop"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("one\ntwo\n\nthree", " one two  three "),
        ("a\u00a0b\u2009c", "a b c"),
        ("cafe\u0301", "café"),
    ],
)
def test_spellings_that_say_the_same(one: str, other: str) -> None:
    assert content_hash(one) == content_hash(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Bridge", "bridge"), ("100", "1 00"), ("a.", "a"), ("café", "cafe"), ("a b", "ab"), ("½", "1/2")],
)
def test_texts_that_do_not(one: str, other: str) -> None:
    assert content_hash(one) != content_hash(other)


@given(st.text())
def test_any_text_has_one_hash_however_it_is_wrapped(text: str) -> None:
    assert content_hash(text) == content_hash(f"\n {text}\t")
    assert len(content_hash(text)) == len("1:sha256:") + 64


def test_an_id_is_pinned_and_depends_on_all_of_it() -> None:
    first = Sum("0" * 64)
    text = content_hash("a")
    assert record_id(first, "place", text) == "99f67b237bf47447"
    others = {
        record_id(Sum("1" * 64), "place", text),
        record_id(first, "elsewhere", text),
        record_id(first, "place", content_hash("b")),
        record_id(first, "place", text, 1),
    }
    assert len(others | {record_id(first, "place", text)}) == 5


_AS_FORMAT_MD_HAS_IT = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′ʼ`´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        "…": "...",
        **dict.fromkeys("\u00ad\u200b\u200e\u200f\u2060\ufeff"),
    }
)


def plainly(text: str) -> str:
    """The spelling as FORMAT.md describes it, sentence by sentence."""
    stored = re.sub("[\ud800-\udfff]", "\ufffd", text)
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", stored).translate(_AS_FORMAT_MD_HAS_IT)).strip()


_EVERY_CHARACTER = [chr(code) for code in range(0x3100)] + ["\ufeff", "\ud800", "\uac00", "\u1100", "\U0001f600"]


@given(st.lists(st.sampled_from([*_EVERY_CHARACTER, *" \n“”’—…«»\u00a0\u00ad\u0301"]), max_size=40).map("".join))
def test_the_fast_spelling_is_the_plain_one(text: str) -> None:
    assert spelt(text) == plainly(text)
    assert content_hash(text) == f"1:sha256:{sha256(plainly(text).encode()).hexdigest()}"


def test_every_character_is_spelt_as_it_should_be_also_before_and_behind_another() -> None:
    for code in range(0x11000):
        text = f"a{chr(code)}b {chr(code)}\u0301é"
        assert spelt(text) == plainly(text), hex(code)
        for short in (f"a{chr(code)}b", f"—{chr(code)}  ”{chr(code)}é\n"):
            assert content_hash(short) == f"1:sha256:{sha256(plainly(short).encode()).hexdigest()}", hex(code)
