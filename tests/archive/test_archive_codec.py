"""A record's line: exact bytes, round trip, and every damage seen."""

from __future__ import annotations

import hashlib
import json
import re

import msgspec
import pytest
from archive_kit import article, prepared
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsarc.archive import codec
from newsarc.errors import BadRecord
from newsarc.model.article import Article, Origin, Publisher, Role
from newsarc.model.outcome import Prepared
from newsarc.model.parts import Place, Removed, Verdict
from newsarc.model.record import ContentHash, Kind, RawRef, RecordId, Stamp, Sum

STAMP = Stamp(id=RecordId("0123456789abcdef"), kind=Kind.ARTICLE, content_hash=ContentHash("1:sha256:" + "ab" * 32))
LINE = (
    b'{"v":1,"id":"0123456789abcdef","kind":"article","content_hash":"1:sha256:'
    + b"ab" * 32
    + b'","url":"https://paper.example/1","asked":"https://paper.example/1","retrieved_at":"2026-11-23T12:00:00Z",'
    b'"title":"Harbour bridge closed, day 1",'
    b'"text":"The harbour bridge stayed closed on day 1.\\nNobody was hurt.",'
    b'"verdict":"article","extractor":"kit 1","prev":"' + b"0" * 64 + b'","sum":"'
    b"%s"
    b'"}\n'
)

PINNED = Sum("5d3cee8a64934b68f9f062a009e7922936db978add34f8a11fcb52f3f10e7a69")

# What a hostile page may put into any field: controls, escapes, directions, surrogates, separators.
NASTY = (
    "\x00\x07\x1b[31m\x7f\x80\x9b\u061c\u200e\u200f\u2028\u2029\u202a\u202e\u2066\u2069\ufeff\ud800\udfff\"\\{}'\r\n\t"
)
hostile = st.text(st.one_of(st.characters(), st.sampled_from(NASTY)), max_size=40)
maybe = st.none() | hostile
many = st.lists(hostile, max_size=3).map(tuple)
articles = st.builds(
    Article,
    url=maybe,
    canonical_url=maybe,
    asked=hostile,
    retrieved_at=hostile,
    title=hostile,
    alt_titles=many,
    authors=many,
    contributors=many,
    text=hostile,
    published_at=maybe,
    published_from=maybe,
    modified_at=maybe,
    publisher=st.none() | st.builds(Publisher, name=hostile, domain=maybe, evidence=hostile),
    origin=st.lists(
        st.builds(Origin, name=hostile, role=st.sampled_from(Role), credit=hostile, found=st.sampled_from(Place)),
        max_size=2,
    ).map(tuple),
    dateline=maybe,
    language=maybe,
    categories=many,
    tags=many,
    lead=maybe,
    image=maybe,
    removed=st.lists(st.builds(Removed, text=hostile, rule=hostile), max_size=2).map(tuple),
    complete=st.booleans(),
    incomplete_because=maybe,
    verdict=st.sampled_from(Verdict),
    extractor=hostile,
)
stamps = st.builds(
    Stamp,
    id=st.just(RecordId("0123456789abcdef")),
    kind=st.sampled_from(Kind),
    content_hash=st.just(STAMP.content_hash),
    revises=st.none() | st.just(RecordId("fedcba9876543210")),
    same_as=st.none() | st.just(RecordId("fedcba9876543210")),
)
raws = st.none() | st.builds(RawRef, file=hostile, offset=st.integers(0, 2**60), digest=hostile)


def clean(value: object) -> object:
    """Return *value* with U+FFFD for each lone surrogate: what a line can hold of it."""
    match value:
        case str():
            return re.sub("[\ud800-\udfff]", "\ufffd", value)
        case list() | tuple():
            return [clean(one) for one in value]
        case dict():
            return {key: clean(one) for key, one in value.items()}
    return value


@given(stamps, articles, raws)
@example(STAMP, article(1, title="\ud800", text=NASTY), None)
def test_round_trip(stamp: Stamp, one: Article, raw: RawRef | None) -> None:
    line, total = codec.encode(stamp, one, raw, codec.FIRST_PREV)
    record = codec.decode(line)
    assert record.stamp == stamp
    assert clean(msgspec.to_builtins(record.article)) == clean(msgspec.to_builtins(one))
    assert clean(msgspec.to_builtins(record.raw)) == clean(msgspec.to_builtins(raw))
    assert (record.prev, record.sum) == (codec.FIRST_PREV, total)
    assert codec.record_json(record) == line[:-1]


@given(stamps, articles, raws)
def test_a_line_is_json_with_the_sum_last_over_the_bytes_before(stamp: Stamp, one: Article, raw: RawRef | None) -> None:
    line, total = codec.encode(stamp, one, raw, codec.FIRST_PREV)
    fields = json.loads(line)
    assert next(iter(fields)) == "v"
    assert list(fields)[-2:] == ["prev", "sum"]
    assert None not in fields.values()
    head, _, _ = line.rpartition(b',"sum":"')
    assert total == fields["sum"] == hashlib.sha256(head).hexdigest()


@given(stamps, articles, raws)
def test_a_line_is_safe_to_print(stamp: Stamp, one: Article, raw: RawRef | None) -> None:
    text = codec.encode(stamp, one, raw, codec.FIRST_PREV)[0].decode()
    assert text.count("\n") == 1
    assert text.endswith("\n")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]", text)


@pytest.mark.parametrize(
    "unsafe", ["\x7f", "\x80", "\x9b", "\x9f", *"\u061c\u200e\u200f\u2028\u2029\u202a\u202e\u2066\u2069"]
)
def test_each_character_that_is_unsafe_is_escaped_where_it_stands_alone(unsafe: str) -> None:
    title = f"A ferry{unsafe} again"
    line, _ = codec.encode(STAMP, article(1, title=title), None, codec.FIRST_PREV)
    assert unsafe.encode() not in line
    assert json.loads(line)["title"] == title


def test_readable_text_stays_readable() -> None:
    line, _ = codec.encode(STAMP, article(1, title="Müller in 東京: “schön” 🎈"), None, codec.FIRST_PREV)
    assert "Müller in 東京: “schön” 🎈".encode() in line


def test_the_exact_bytes_of_a_line() -> None:
    line, total = codec.encode(STAMP, article(1), None, codec.FIRST_PREV)
    assert line == LINE % total.encode()
    assert total == PINNED


def test_every_flipped_bit_is_seen() -> None:
    line, _ = codec.encode(STAMP, article(1, title="Ü"), RawRef("raw/a.warc.gz", 7, "d"), codec.FIRST_PREV)
    for bit in range(len(line) * 8):
        flipped = bytearray(line)
        flipped[bit // 8] ^= 1 << bit % 8
        with pytest.raises(BadRecord):
            codec.decode(bytes(flipped))


@given(st.data())
@settings(max_examples=50)
def test_every_cut_is_seen(data: st.DataObject) -> None:
    line, _ = codec.encode(STAMP, article(1), None, codec.FIRST_PREV)
    with pytest.raises(BadRecord):
        codec.decode(line[: data.draw(st.integers(0, len(line) - 1))])


@given(st.binary(max_size=200))
@example(b"")
@example(b"\n")
@example(b"[" * 200)
def test_garbage_is_a_bad_record_even_with_a_right_sum(garbage: bytes) -> None:
    with pytest.raises(BadRecord):
        codec.decode(garbage)
    sealed = garbage + b',"sum":"' + hashlib.sha256(garbage).hexdigest().encode() + b'"}\n'
    with pytest.raises(BadRecord):
        codec.decode(sealed)
    with pytest.raises(BadRecord):
        codec.decode_spooled(sealed)


def test_a_newer_line_is_not_guessed_at() -> None:
    line, _ = codec.encode(STAMP, article(1), None, codec.FIRST_PREV)
    head = line.rpartition(b',"sum":"')[0].replace(b'{"v":1', b'{"v":2')
    with pytest.raises(BadRecord, match="reads 1, got 2"):
        codec.decode(head + b',"sum":"' + hashlib.sha256(head).hexdigest().encode() + b'"}\n')


def test_a_newer_line_with_other_fields_is_named_by_its_version() -> None:
    head = b'{"v":2,"name":"0123456789abcdef"'
    with pytest.raises(BadRecord, match="reads 1, got 2"):
        codec.decode(head + b',"sum":"' + hashlib.sha256(head).hexdigest().encode() + b'"}\n')


def test_the_link_of_a_line_is_what_its_record_says() -> None:
    line, total = codec.encode(STAMP, article(1), None, codec.FIRST_PREV)
    assert codec.decode_link(line) == (codec.FIRST_PREV, total)
    with pytest.raises(BadRecord, match="does not fit"):
        codec.decode_link(line.replace(b"day 1.", b"day 2."))


@given(articles)
def test_what_waits_in_the_spool_comes_back(one: Article) -> None:
    back = codec.decode_spooled(codec.encode_spooled(Prepared(article=one, content_hash=STAMP.content_hash)))
    assert clean(msgspec.to_builtins(back.article)) == clean(msgspec.to_builtins(one))
    assert back.content_hash == STAMP.content_hash


def test_a_line_has_a_longest_length_and_the_spool_a_shorter_one() -> None:
    overhead = len(codec.encode_spooled(prepared(1, text="")))
    for size in range(codec.MAX_LINE - overhead - 1100, codec.MAX_LINE - overhead - 900, 100):
        one = prepared(1, text="x" * size)
        try:
            codec.encode_spooled(one)
        except BadRecord:
            break
        line, _ = codec.encode(STAMP, one.article, None, codec.FIRST_PREV)
        assert len(line) <= codec.MAX_LINE
    else:
        pytest.fail("no length was too long for the spool")
    with pytest.raises(BadRecord, match="more than"):
        codec.encode(STAMP, article(1, text="x" * codec.MAX_LINE), None, codec.FIRST_PREV)
