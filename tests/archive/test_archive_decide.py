"""What a text adds: the whole table, and what holds whatever comes in whatever order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

import pytest
from archive_kit import article
from hypothesis import given
from hypothesis import strategies as st

from newsarc.archive.decide import Add, Decision, Keep, Version, decide, place_of
from newsarc.archive.tail import Tail
from newsarc.model.article import Origin, Publisher, Role
from newsarc.model.parts import Place
from newsarc.model.record import ContentHash, Kind, RecordId, Stamp


class Holds:
    """An archive in memory, which does what is decided."""

    def __init__(self, *records: tuple[str, str, str, Kind]) -> None:
        self.records = [*records]

    def holder(self, content_hash: ContentHash) -> RecordId | None:
        return next(
            (RecordId(i) for i, _, h, kind in self.records if h == content_hash and kind is not Kind.COPY), None
        )

    def versions(self, place: str) -> tuple[Version, ...]:
        return tuple(Version(RecordId(i), ContentHash(h)) for i, p, h, _ in self.records if p == place)

    def taken(self, records: Collection[RecordId]) -> bool:
        return any(i in records for i, _, _, _ in self.records)

    def take(self, place: str, text: str) -> Decision:
        decision = decide(place, ContentHash(text), self)
        if isinstance(decision, Add):
            self.records.append((str(len(self.records)), place, text, decision.kind))
        return decision


A, R, C = Kind.ARTICLE, Kind.REVISION, Kind.COPY


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ((), Add(A)),
        ((("1", "here", "T", A),), Keep(RecordId("1"))),
        ((("1", "here", "T", A), ("2", "here", "U", R)), Keep(RecordId("1"))),
        ((("1", "there", "T", A), ("2", "here", "T", C)), Keep(RecordId("2"))),
        ((("1", "there", "T", A),), Add(C, same_as=RecordId("1"))),
        ((("1", "a", "T", A), ("2", "b", "T", C)), Add(C, same_as=RecordId("1"))),
        ((("1", "here", "U", A),), Add(R, revises=RecordId("1"))),
        ((("1", "here", "U", A), ("2", "here", "V", R)), Add(R, revises=RecordId("2"))),
        ((("1", "here", "U", A), ("2", "there", "T", A)), Add(C, revises=RecordId("1"), same_as=RecordId("2"))),
        ((("1", "there", "U", A), ("2", "there", "T", R)), Add(C, same_as=RecordId("2"))),
    ],
)
def test_the_table(held: tuple[tuple[str, str, str, Kind], ...], expected: Decision) -> None:
    assert decide("here", ContentHash("T"), Holds(*held)) == expected


visits = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("TUVW")), max_size=30)


@given(visits)
def test_archiving_twice_is_archiving_once(seen: list[tuple[str, str]]) -> None:
    archive = Holds()
    for place, text in seen:
        archive.take(place, text)
    once = list(archive.records)
    assert all(isinstance(archive.take(place, text), Keep) for place, text in seen)
    assert archive.records == once


@given(visits)
def test_each_text_is_held_once_and_each_sighting_noted_once(seen: list[tuple[str, str]]) -> None:
    archive = Holds()
    for place, text in seen:
        archive.take(place, text)
    held = Counter(text for _, _, text, kind in archive.records if kind is not C)
    assert held == Counter({text for _, text in seen})
    assert Counter((p, t) for _, p, t, _ in archive.records) == Counter(set(seen))


@given(visits, st.randoms(use_true_random=False))
def test_what_is_known_does_not_depend_on_the_order(seen: list[tuple[str, str]], chance: object) -> None:
    one, other = Holds(), Holds()
    for place, text in seen:
        one.take(place, text)
    shuffled = list(seen)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    for place, text in shuffled:
        other.take(place, text)
    assert {(p, t) for _, p, t, _ in one.records} == {(p, t) for _, p, t, _ in other.records}
    assert sum(k is C for *_, k in one.records) == sum(k is C for *_, k in other.records)


@given(visits, st.integers(0, 30))
def test_a_catalogue_and_a_tail_decide_like_one(seen: list[tuple[str, str]], split: int) -> None:
    whole, behind = Holds(), Holds()
    for place, text in seen[:split]:
        behind.take(place, text)
        whole.take(place, text)
    tail = Tail(behind)
    for place, text in seen[split:]:
        expected = whole.take(place, text)
        assert decide(place, ContentHash(text), tail) == expected
        if isinstance(expected, Add):
            stamp = Stamp(
                id=RecordId(whole.records[-1][0]),
                kind=expected.kind,
                content_hash=ContentHash(text),
                revises=expected.revises,
                same_as=expected.same_as,
            )
            tail.add(place, stamp)
            assert tail.taken([stamp.id])


def test_a_place_is_the_address_where_there_is_one() -> None:
    assert place_of(article(1, url="HTTP://X"), str.lower) == "http://x"
    assert place_of(article(1, title="other"), str) == place_of(article(1), str)


def test_without_an_address_a_place_is_what_the_page_says_of_itself() -> None:
    def place(**fields: object) -> str:
        return place_of(article(1, url=None, **fields), str)

    agency = (Origin(name="ANSA", role=Role.AGENCY, credit="(ANSA)", found=Place.DATELINE),)
    assert place(asked="a.html") == place(asked="b.html") == place(title="HARBOUR bridge closed, day 1")
    told = {place(), place(title="x"), place(publisher=Publisher(name="P", evidence="meta")), place(origin=agency)}
    assert len(told) == 4
    assert place(title="\ud800").startswith("file:")
