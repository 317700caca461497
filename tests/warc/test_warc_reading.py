"""WARC files cut, damaged and odd: every whole record comes out, every damaged place is named, nothing is made up."""

from __future__ import annotations

import gzip
import io
import random
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarc.warc.reading import BadWarc, Damage, Record, place, record_at, records
from newsarc.warc.writing import member

MAX = 1 << 20
URLS = [f"https://paper.example/{number}" for number in range(8)]


def text(number: int) -> bytes:
    """Return a page that packs badly, so that damage anywhere in its member is damage of its bytes."""
    words = random.Random(number)  # noqa: S311
    return b"<html>" + bytes(words.choices(range(97, 123), k=1500)) + b"</html>"


def old_record(number: int) -> bytes:
    """Return a record as older programs write it: no digest of the block."""
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + text(number)
    return (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\n"
        b"Content-Type: application/http; msgtype=response\r\n"
        b"Content-Length: %d\r\n\r\n%s\r\n\r\n" % (URLS[number].encode(), len(block), block)
    )


def ours() -> bytes:
    return b"".join(
        member([("WARC-Type", "response"), ("WARC-Target-URI", url)], b"HTTP/1.1 200 OK\r\n\r\n", text(number))
        for number, url in enumerate(URLS)
    )


def found(data: bytes, max_block: int = MAX) -> tuple[dict[str, Record], list[Damage]]:
    good: dict[str, Record] = {}
    bad: list[Damage] = []
    for one in records(io.BytesIO(data), lambda _headers: True, max_block=max_block):
        if isinstance(one, Damage):
            bad.append(one)
        else:
            url = one.headers.get("warc-target-uri", f"none, at {place(one)}")
            assert url not in good
            good[url] = one
    return good, bad


def honest(good: dict[str, Record]) -> None:
    """Assert that what came out is what was put in."""
    for url, record in good.items():
        assert record.block.endswith(text(URLS.index(url)))


FILES = {
    "ours": ours(),
    "members": b"".join(gzip.compress(old_record(number)) for number in range(len(URLS))),
    "plain": b"".join(map(old_record, range(len(URLS)))),
    "one member": gzip.compress(b"".join(map(old_record, range(len(URLS))))),
}


def ends(data: bytes) -> list[int]:
    """Return where each gzip member of *data* ends, by zlib alone."""
    at, out = 0, []
    while at < len(data):
        unpacker = zlib.decompressobj(31)
        unpacker.decompress(data[at:])
        at = len(data) - len(unpacker.unused_data)
        out.append(at)
    return out


@pytest.mark.parametrize("name", FILES)
def test_a_whole_file_gives_every_record(name: str) -> None:
    good, bad = found(FILES[name])
    assert bad == []
    assert list(good) == URLS
    honest(good)
    assert len({(one.offset, one.inner) for one in good.values()}) == len(URLS)


@pytest.mark.parametrize("name", ["ours", "members"])
def test_a_record_is_found_again_by_its_offset(name: str) -> None:
    good, _bad = found(FILES[name])
    for record in good.values():
        again = record_at(io.BytesIO(FILES[name]), record.offset, max_block=MAX)
        assert again.block == record.block


@pytest.mark.parametrize("name", ["ours", "members"])
def test_a_file_cut_anywhere_gives_what_is_whole_and_names_the_cut(name: str) -> None:
    data = FILES[name]
    borders = ends(data)
    for cut in range(1, len(data), 41):
        good, bad = found(data[:cut])
        assert len(good) == sum(end <= cut for end in borders), cut
        honest(good)
        before = max((end for end in borders if end <= cut), default=0)
        assert [one.offset for one in bad] == ([] if cut == before else [before]), cut


@pytest.mark.parametrize("name", ["plain", "one member"])
def test_other_files_cut_anywhere_give_nothing_that_is_cut(name: str) -> None:
    data = FILES[name]
    for cut in range(1, len(data), 997):
        good, bad = found(data[:cut])
        honest(good)
        assert len(good) < len(URLS)
        assert len(bad) == 1 or name == "plain"


@pytest.mark.parametrize("name", ["ours", "members"])
def test_a_flipped_bit_costs_one_record(name: str) -> None:
    data = FILES[name]
    borders = [0, *ends(data)]
    for at in range(3, len(data), 61):
        flipped = bytearray(data)
        flipped[at] ^= 0x10
        good, bad = found(bytes(flipped))
        honest(good)
        hit = max(border for border in borders if border <= at)
        harmless = 4 <= at - hit < 10  # the time, flags and system in a gzip head, which no sum covers
        if len(good) == len(URLS) and not bad:
            assert harmless, at
            continue
        assert len(good) == len(URLS) - 1, at
        assert bad, at
        assert bad[0].offset == hit, at


@given(junk=st.binary(min_size=1, max_size=300), after=st.integers(0, len(URLS)))
def test_junk_between_members_is_named_and_passed_over(junk: bytes, after: int) -> None:
    data = FILES["ours"]
    at = [0, *ends(data)][after]
    good, bad = found(data[:at] + junk + data[at:])
    assert list(good) == URLS
    honest(good)
    assert len(bad) == (0 if after == len(URLS) and not junk.strip(b"\0") else 1)
    assert all(at <= one.offset <= at + len(junk) for one in bad)


@given(st.binary(max_size=2000))
def test_any_bytes_end(data: bytes) -> None:
    good, bad = found(data)
    assert good == {}
    assert bad or not data.strip(b"\r\n")


@given(name=st.sampled_from(sorted(FILES)), data=st.data())
def test_a_mangled_file_ends_and_gives_nothing_false(name: str, data: st.DataObject) -> None:
    whole = FILES[name]
    start = data.draw(st.integers(0, len(whole)), label="start")
    length = data.draw(st.integers(0, 4000), label="length")
    junk = data.draw(st.binary(max_size=50), label="junk")
    good, bad = found(whole[:start] + junk + whole[start + length :])
    if name == "ours":  # each has a digest
        honest(good)
        assert len(good) == len(URLS) or bad or start + length >= len(whole) or not length


HEAD = b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://paper.example/0\r\n"


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "the file is empty"),
        (HEAD + b"\r\n", "it does not say how long it is"),
        (HEAD + b"Content-Length: -5\r\n\r\n", "it does not say how long it is"),
        (HEAD + b"Content-Length: five\r\n\r\n", "it does not say how long it is"),
        (HEAD + b"Content-Length: 99999999999999999999\r\n\r\n", "it does not say how long it is"),
        (HEAD + b"Content-Length: 9999999999\r\n\r\nhi", "it ends 9,999,999,997 bytes early"),
        (HEAD + b"Content-Length: 2\r\n\r\nlonger\r\n\r\n", "it does not end where it says"),
        (HEAD + b"Content-Length: 2", "its header is cut"),
        (b"WARC/1.1\r\n" + b"X: " + b"y" * 70_000 + b"\r\n", "a header line is endless"),
        (b"WARC/1.1\r\n" + b"X: y\r\n" * 20_000 + b"\r\n", "its header is endless"),
        (HEAD + b"WARC-Block-Digest: sha1:" + b"A" * 32 + b"\r\nContent-Length: 2\r\n\r\nhi\r\n\r\n",
         "its digest does not fit its bytes"),
        (b"WARC/1.1 and more\r\n\r\n", "no WARC header is here"),
        (b"an essay about archives", "no WARC header is here"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("packed", [False, True])
def test_a_bad_record_says_what_is_wrong(data: bytes, problem: str, packed: bool) -> None:
    good, bad = found(gzip.compress(data) + ours() if packed and data else data)
    said = {one.problem for one in bad}
    if packed and data:
        assert len(good) == len(URLS)
        assert said & {problem, "bytes that are no record"}
    else:
        assert (good, said) == ({}, {problem.replace("9,999,999,997", "9,999,999,997")})


def test_a_digest_is_read_in_hex_and_in_base32() -> None:
    block = b"hi"
    for said in (
        "sha1:YIRLPMHQZL4SOTCLKL5CHWQ4ARPYYPWY", "sha1:c22b5f9178342609428d6f51b2c5af4c0bde6a42",
        "SHA256:8f434346648f6b96df89dda901c5176b10a6d83961dd3c1ac88b59b2dc327aa4",
        "md5:49f68a5c8493ec2c0bf489821c21fc3b", "blake3:unknown", "sha1:nonsense",
    ):  # fmt: skip
        good, bad = found(
            member([("WARC-Type", "response"), ("WARC-Target-URI", "u"), ("WARC-Block-Digest", said)], block)
        )
        expected = said != "sha1:YIRLPMHQZL4SOTCLKL5CHWQ4ARPYYPWY"
        assert (len(good), len(bad)) == ((1, 0) if expected else (0, 1)), said


def test_a_long_block_is_not_kept_and_a_bomb_not_unpacked_into_memory() -> None:
    data = member([("WARC-Type", "response"), ("WARC-Target-URI", "long")], bytes(50 << 20)) + ours()
    good, bad = found(data, max_block=MAX)
    assert bad == []
    assert len(good) == len(URLS) + 1
    assert good["long"].length == 50 << 20
    assert len(good["long"].block) == 64 * 1024
    with pytest.raises(BadWarc, match="limit"):
        record_at(io.BytesIO(data), 0, max_block=MAX)


def test_what_nobody_wants_is_not_kept() -> None:
    kept = list(records(io.BytesIO(ours()), lambda _headers: False, max_block=MAX))
    assert [one.block for one in kept if isinstance(one, Record)] == [b""] * len(URLS)
