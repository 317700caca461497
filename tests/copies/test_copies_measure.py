"""A slice of the harness; ``python -m tests.copies.measure`` is the whole."""

from __future__ import annotations

import pytest
from tests.copies.measure import Figures, measure, report
from tests.copies.variants import COPIES, LANGUAGES, texts

SIZE = 700


@pytest.fixture(scope="module")
def figures() -> Figures:
    return measure(list(texts(SIZE)))


def test_what_is_reported_is_right(figures: Figures) -> None:
    assert figures.precision >= 0.99, "\n".join(report(figures))
    assert figures.taken.total() <= figures.others.total() / 200, "\n".join(report(figures))


def test_what_was_made_of_a_story_is_reported(figures: Figures) -> None:
    assert set(figures.all) == {change.__name__ for change in COPIES}
    assert figures.recall >= 0.98, "\n".join(report(figures))
    assert figures.found["third"] == figures.all["third"]


def test_the_samples_miss_next_to_nothing(figures: Figures) -> None:
    assert figures.missed_by_index <= figures.reported / 300, "\n".join(report(figures))


def test_the_texts_are_the_same_for_the_same_seed() -> None:
    made = list(texts(60))
    assert made == list(texts(60))
    assert made != list(texts(60, seed=2))
    assert {one.language for one in texts(SIZE)} == set(LANGUAGES)
