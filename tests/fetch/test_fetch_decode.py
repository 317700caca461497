"""Content codings: what goes in whole comes out whole, and nothing goes missing in silence."""

from __future__ import annotations

import gzip
import random
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarc.fetch.decode import MAX_MEMBERS, PIECE, BadCoding, TooLarge, decode, known_codings

TEXT = b"The harbour office said on Monday that the ferries run again. " * 40
NOISE = random.Random(5).randbytes(3 * PIECE)  # noqa: S311  # noise, no secret


def pack(data: bytes, coding: str) -> bytes:
    match coding:
        case "gzip" | "x-gzip":
            return gzip.compress(data, mtime=0)
        case "deflate":
            return zlib.compress(data)
        case _:
            return bytes(pytest.importorskip("brotli").compress(data))


def pieces_of(data: bytes, size: int) -> list[bytes]:
    return [data[start : start + size] for start in range(0, len(data), size)]


CODINGS = ["gzip", "x-gzip", "deflate", "br"]


@pytest.mark.parametrize("coding", CODINGS)
@pytest.mark.parametrize("content", [b"", b"x", TEXT, NOISE, bytes(5 * PIECE)], ids=len)
@pytest.mark.parametrize("size", [7, PIECE * 9])
def test_whole_in_whole_out(coding: str, content: bytes, size: int) -> None:
    got = decode(pieces_of(pack(content, coding), size), [coding], max_bytes=1 << 20)
    assert got.content == content
    assert got.incomplete_because is None


@given(st.binary(max_size=500), st.lists(st.sampled_from(["gzip", "deflate"]), max_size=3), st.integers(1, 50))
def test_layers_come_off_in_the_right_order(content: bytes, codings: list[str], size: int) -> None:
    packed = b"." + content  # no gzip header by chance
    for coding in codings:
        packed = pack(packed, coding)
    got = decode(pieces_of(packed, size), codings, max_bytes=10_000)
    assert (got.content, got.incomplete_because) == (b"." + content, None)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
def test_no_cut_is_silent_and_no_byte_is_invented(coding: str) -> None:
    packed = pack(TEXT, coding)
    for end in range(1, len(packed)):
        try:
            got = decode([packed[:end]], [coding], max_bytes=1 << 20)
        except BadCoding:
            continue
        assert TEXT.startswith(got.content)
        assert got.incomplete_because == f"{coding} stream cut", end


@pytest.mark.parametrize("size", [11, PIECE])
def test_no_flipped_bit_is_silent(size: int) -> None:
    packed = pack(TEXT, "gzip")
    for position in range(len(packed) * 8):
        damaged = bytearray(packed)
        damaged[position // 8] ^= 1 << (position % 8)
        try:
            got = decode(pieces_of(bytes(damaged), size), ["gzip"], max_bytes=1 << 20)
        except BadCoding:
            continue
        assert got.content == TEXT or got.incomplete_because, position


def test_what_stands_before_the_damage_is_kept() -> None:
    packed = bytearray(pack(NOISE, "gzip"))
    packed[-4000] ^= 255
    got = decode([bytes(packed)], ["gzip"], max_bytes=1 << 20)
    assert got.incomplete_because == "gzip stream damaged"
    assert len(got.content) > len(NOISE) - 5000
    good = len(NOISE) - 4100
    assert got.content[:good] == NOISE[:good]


MEMBERS = pack(TEXT, "gzip") + pack(b"", "gzip") + pack(b"And more.", "gzip")
ENDS = [
    (b"", TEXT + b"And more.", None),
    (b"\0" * 600, TEXT + b"And more.", None),
    (b"\0\0junk", TEXT + b"And more.", "other bytes after the end of the gzip stream"),
    (b"j", TEXT + b"And more.", "other bytes after the end of the gzip stream"),
    (b"\x1f", TEXT + b"And more.", "other bytes after the end of the gzip stream"),
    (b"\x1f\x8b", TEXT + b"And more.", "gzip stream cut"),
    (b"\x1f\x8bjunk", TEXT + b"And more.", "gzip stream damaged"),
]


@pytest.mark.parametrize(("tail", "content", "because"), ENDS)
@pytest.mark.parametrize("size", [1, 1000])
def test_what_follows_a_gzip_member(tail: bytes, content: bytes, because: str | None, size: int) -> None:
    got = decode(pieces_of(MEMBERS + tail, size), ["gzip"], max_bytes=1 << 20)
    assert (got.content, got.incomplete_because) == (content, because)


def test_a_flood_of_members_is_ended_and_said() -> None:
    flood = pack(TEXT, "gzip") + pack(b"", "gzip") * MAX_MEMBERS
    got = decode([flood], ["gzip"], max_bytes=1 << 20)
    assert (got.content, got.incomplete_because) == (TEXT, f"more than {MAX_MEMBERS} gzip members")


@pytest.mark.parametrize("coding", CODINGS)
def test_the_limit_is_on_every_layer(coding: str) -> None:
    packed = pack(bytes(1 << 22), coding)
    assert len(packed) < 10_000
    with pytest.raises(TooLarge):
        decode([packed], [coding], max_bytes=1 << 21)
    assert len(decode([packed], [coding], max_bytes=1 << 22).content) == 1 << 22
    with pytest.raises(TooLarge):  # small at both ends, large in between
        decode([pack(pack(b"", "gzip") + bytes(1 << 21), coding)], ["gzip", coding], max_bytes=1 << 20)


def test_the_limit_holds_for_plain_bytes() -> None:
    assert decode([b"12", b"34"], [], max_bytes=4).content == b"1234"
    with pytest.raises(TooLarge):
        decode([b"12", b"345"], [], max_bytes=4)


@pytest.mark.parametrize("codings", [["rot13"], ["gzip", "zip"], ["gzip"] * 6, ["\x1b[2J" * 100]])
def test_codings_that_are_not_known_are_refused(codings: list[str]) -> None:
    with pytest.raises(BadCoding) as raised:
        decode([TEXT], codings, max_bytes=1 << 20)
    assert len(str(raised.value)) < 300


def test_gzip_under_no_label_is_unwrapped_up_to_five_deep() -> None:
    packed = TEXT
    for _ in range(5):
        packed = pack(packed, "gzip")
        assert decode(pieces_of(packed, 5), [], max_bytes=1 << 20).content == TEXT
    with pytest.raises(BadCoding):
        decode([pack(packed, "gzip")], [], max_bytes=1 << 20)


def test_codings_that_are_asked_for_can_be_decoded() -> None:
    for coding in known_codings():
        assert decode([pack(TEXT, coding)], [coding], max_bytes=1 << 20).content == TEXT
