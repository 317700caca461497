"""How much texts share, and that samples find what shares much."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarc.model.record import Kind, Mark, Position, RecordId, Sum
from newsarc.search.index import Entry, SearchIndex
from newsarc.search.likeness import FOLDS, LEAST, RUN, SOLO_RUN, Runs, runs, sample, shared
from newsarc.search.query import parse
from newsarc.search.terms import line, words

ABC = st.lists(st.sampled_from(["alpha", "beta", "gamma", "delta"]), max_size=60)


def story(seed: int, count: int = 200) -> list[str]:
    chance = random.Random(seed)  # noqa: S311 # repeatable, no secret
    return [f"w{chance.randrange(50_000)}" for _ in range(count)]


def slowly_covered(text: Runs, other: Runs, its_words: list[str]) -> int:
    """Return what _covered counts, word by word."""
    hit = [False] * len(its_words)
    for start, run in enumerate(text.texts):
        if run in other.texts:
            hit[start : start + text.length] = [True] * text.length
    return sum(hit)


@given(ABC, ABC)
def test_a_word_counts_once_when_any_run_over_it_is_shared(first: list[str], second: list[str]) -> None:
    one, two = runs(first), runs(second)
    found = shared(one, two)
    of_first, of_second = slowly_covered(one, two, first), slowly_covered(two, one, second)
    assert found.of_first == (of_first / len(first) if first else 0)
    assert found.of_second == (of_second / len(second) if second else 0)
    assert found.words == max(of_first, of_second)


@given(ABC, ABC)
def test_sharing_is_mutual(first: list[str], second: list[str]) -> None:
    there, back = shared(runs(first), runs(second)), shared(runs(second), runs(first))
    assert (there.of_first, there.of_second, there.near, there.folds) == (
        back.of_second,
        back.of_first,
        back.near,
        back.folds,
    )


@given(ABC)
def test_a_sample_is_bounded_and_has_no_number_twice(text: list[str]) -> None:
    drawn = sample(" ".join(text))
    assert len(drawn) == len(set(drawn)) <= 32
    assert bool(drawn) == bool(text)


def test_samples_are_what_they_were() -> None:
    """A changed sample needs another likeness.VERSION, or old indexes would find nothing."""
    assert sample(line("The ferry to the outer islands will run again from Monday."))[:2] == PINNED
    assert len(sample(" ".join(story(1, 5_000)))) == 32


PINNED = (2859525481, 3144259780)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("The ferry to the outer islands will run again from Monday", RUN),
        ("Chuyến phà ra các đảo xa sẽ chạy lại từ thứ Hai tới", RUN),
        ("الفيضانات تغلق الطريق الساحلي وتعزل القرية عن المدينة", RUN),
        ("渡輪公司說前往外島的渡輪將於星期一起恢復行駛", SOLO_RUN),
        ("離島へのフェリーは月曜日から運航を再開すると港湾事務所が発表した", SOLO_RUN),
        ("เรือข้ามฟากไปยังเกาะรอบนอกจะกลับมาให้บริการอีกครั้งในวันจันทร์", SOLO_RUN),
        ("외딴 섬으로 가는 여객선이 월요일부터 다시 운항한다고 항만청이 밝혔다", SOLO_RUN),
    ],
)
def test_a_run_is_as_long_as_the_script_wants(text: str, length: int) -> None:
    made = runs(words(text))
    assert made.length == length
    assert made.texts


def test_case_accents_and_punctuation_do_not_count() -> None:
    one, two = "«Čas» — the CAFÉ, it's said, opens at nine.", "cas the cafe: it’s said opens at nine"
    assert shared(runs(words(one)), runs(words(two)))[:2] == (1.0, 1.0)


@pytest.mark.parametrize(
    ("name", "first", "second", "near", "folds"),
    [
        ("itself", story(1), story(1), True, True),
        ("its first third", story(1, 300), story(1, 300)[:100], True, True),
        ("its first tenth", story(1, 600), story(1, 600)[:60], True, False),
        ("another", story(1), story(2), False, False),
        ("one quotation in common", story(1), story(2) + story(1)[50:90], False, False),
        ("two quotations that are most of a short text", story(1), story(1)[:60] + story(2, 40), True, True),
        ("the same of a long one", story(1, 400), story(1, 400)[:60] + story(2, 40), False, False),
        ("too little in common", story(1), story(1)[: LEAST - 1], False, False),
        ("as much as needed", story(1, 100), story(1, 100)[:LEAST], True, True),
        ("one of four stories in a round-up", story(1), [w for n in (4, 1, 5, 6, 7) for w in story(n)], True, False),
        ("nothing", [], [], False, False),
    ],
)
def test_what_is_a_copy(name: str, first: list[str], second: list[str], near: bool, folds: bool) -> None:
    found = shared(runs(first), runs(second))
    assert (found.near, found.folds) == (near, folds)
    assert found.folds == (found.near and min(found[:2]) >= FOLDS)


def put(index: SearchIndex, texts: list[list[str]]) -> None:
    index.add(
        (
            Entry(
                id=RecordId(f"{number:016x}"),
                kind=Kind.ARTICLE,
                position=Position("2026-01-0001", number, 1),
                published=number,
                title="odd" if number % 2 else "even",
                text=" ".join(text),
            )
            for number, text in enumerate(texts)
        ),
        Mark("2026-01-0001", len(texts), Sum("0")),
    )


def numbers(hits: tuple[object, ...]) -> list[int]:
    return [int(hit.id, 16) for hit in hits]  # type: ignore[attr-defined]


def test_the_index_gives_what_shares_most_first(tmp_path: Path) -> None:
    index = SearchIndex(tmp_path / "i")
    texts = [story(9), story(1, 300), *(story(n) for n in range(20, 40)), story(1, 300)[:150], story(1, 300)]
    put(index, texts)
    assert numbers(index.alike(texts[1], limit=10)) == [1, len(texts) - 1, len(texts) - 2]
    assert index.alike(story(99), limit=10) == ()
    assert index.alike([], limit=10) == ()


def test_what_all_of_a_site_share_does_not_hide_a_copy(tmp_path: Path) -> None:
    index = SearchIndex(tmp_path / "i")
    notice = story(1_000, 150)
    put(index, [*(story(n) + notice for n in range(300)), story(7)[:70]])
    assert 300 in numbers(index.alike(story(7) + notice, limit=3))


def test_the_index_gives_only_what_the_query_would_find(tmp_path: Path) -> None:
    index = SearchIndex(tmp_path / "i")
    put(index, [story(1)] * 6)
    assert sorted(numbers(index.alike(story(1), limit=10, among=parse("title:odd")))) == [1, 3, 5]
    assert sorted(numbers(index.alike(story(1), limit=10, among=parse("title:odd"), since=3))) == [3, 5]
    assert sorted(numbers(index.alike(story(1), limit=10, among=parse("title:odd"), until=3))) == [1]
