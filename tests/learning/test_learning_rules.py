"""What is learned of a site, and what never is."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.learning.site import FURNITURE, story

from newsarc.learning.rules import USUAL, Learned, learn
from newsarc.model.site import Does, SeenLine, SeenPage

AD = "Every evening the harbour, the ferries and the weather in one short letter for you."


def seen(number: int, *more: str, at: int | None = None, title: str | None = None, language: str = "en") -> SeenPage:
    """Return story *number* with the lines *more* in it: at its end, or before line *at*."""
    told = story(number, language)
    lines = [*told.lines]
    lines[len(lines) if at is None else at : len(lines) if at is None else at] = more
    name = f"{number:04}"
    return SeenPage(name=name, title=title or told.title, lines=tuple(map(SeenLine, lines)))


def boxed(number: int, *held: str, box: str = "div.offer", body: str = "div.story-text") -> SeenPage:
    """Return story *number* as its page shows it: the lines *held* stand in a box behind its second line."""
    lines = [SeenLine(line) for line in story(number).lines]
    lines[2:2] = [SeenLine(line, (box,)) for line in held]
    return SeenPage(name=f"{number:04}", title=story(number).title, lines=tuple(lines), body=body, from_markup=True)


def dropped(learned: Learned, does: Does = Does.DROP_LINE) -> list[str]:
    return [rule.what for rule in learned.rules if rule.does is does]


@pytest.mark.parametrize("language", FURNITURE)
def test_lines_that_close_every_story_are_furniture(language: str) -> None:
    pages = [seen(number, *FURNITURE[language], language=language) for number in range(6)]
    learned = learn(pages)
    assert (learned.stories, set(dropped(learned))) == (6, set(FURNITURE[language]))
    assert all(rule.stories == 6 for rule in learned.rules)


@pytest.mark.parametrize(
    ("with_it", "of", "at", "line", "learned"),
    [
        (3, 6, None, AD, True),
        (2, 6, None, AD, False),  # two stories are no habit
        (3, 40, None, AD, False),  # of a sentence: too rare to be the site's
        (4, 8, 3, AD, True),  # among the paragraphs: in every second story
        (4, 9, 3, AD, False),
        (6, 6, 0, AD, False),  # what introduces a column is for its readers
        (6, 6, None, "Sign up", True),
        (6, 6, 3, "What we know", False),  # before a text of its own: a heading
        (6, 6, 3, "The mayor:", False),  # or who speaks
        (6, 6, None, f"“{AD}”", False),  # a quote
        (6, 6, None, "Monday\t12", False),  # a row of a table
        (6, 6, None, "* * *", False),
        (6, 6, None, " ".join([AD] * 8), False),  # longer than furniture is
    ],
)
def test_what_is_furniture(with_it: int, of: int, at: int | None, line: str, learned: bool) -> None:
    pages = [seen(number, *([line] if number < with_it else []), at=at) for number in range(of)]
    assert dropped(learn(pages)) == ([line] if learned else [])


def test_fewer_than_five_stories_teach_nothing() -> None:
    pages = [seen(number, AD) for number in range(4)]
    assert learn(pages) == Learned(stories=4)
    again = [seen(3, AD, "One more line that the newer edition has."), seen(2, AD, title="Another headline for it")]
    pages += [SeenPage(name=f"again-{at}", title=page.title, lines=page.lines) for at, page in enumerate(again)]
    assert learn(pages) == Learned(stories=4)  # six addresses, four stories


def test_a_story_at_many_addresses_makes_no_line_furniture() -> None:
    pages = [seen(number) for number in range(6)]
    pages += [SeenPage(name=f"u{at}", title=f"Update {at}", lines=pages[0].lines) for at in range(5)]
    assert learn(pages) == Learned(stories=6)


def test_a_box_that_only_ever_held_furniture_is_dropped() -> None:
    pages = [boxed(number, AD if number % 2 else "Our letter: the harbour, every evening.") for number in range(6)]
    assert dropped(learn(pages), Does.DROP_BOX) == ["div.offer"]


def test_a_box_of_other_stories_headlines_is_dropped() -> None:
    pages = [boxed(number, story((number + 1) % 6).title, box="div.more-of-it") for number in range(6)]
    assert dropped(learn(pages), Does.DROP_BOX) == ["div.more-of-it"]


@pytest.mark.parametrize("box", ["h2.part", "article"])
def test_boxes_of_some_kinds_are_never_dropped(box: str) -> None:
    assert not dropped(learn([boxed(number, AD, box=box) for number in range(6)]), Does.DROP_BOX)


def test_a_box_that_once_held_a_line_of_a_story_is_not_dropped() -> None:
    pages = [boxed(number, AD) for number in range(9)] + [boxed(9, AD, "The mayor gave back the key on Tuesday.")]
    assert dropped(learn(pages), Does.DROP_BOX) == []


def test_boxes_that_stories_stand_in_are_trusted() -> None:
    pages = [boxed(number, body="div.story-text" if number < 6 else "div.live") for number in range(8)]
    assert dropped(learn(pages), Does.TRUST) == ["div.story-text"]
    assert not dropped(learn([boxed(number, body="" if number > 3 else "div.x") for number in range(8)]), Does.TRUST)


def test_the_order_of_the_pages_does_not_matter() -> None:
    pages = [boxed(number, AD, FURNITURE["en"][1]) for number in range(8)]
    expected = learn(pages)
    for seed in range(5):
        assert learn(random.Random(seed).sample(pages, len(pages))) == expected  # noqa: S311


RECURRING = st.sampled_from(
    [*(f"Line {n} of the town of Elmwick, told in full." for n in range(3)), "More", "Sign up", "a"]
)
BOXES = st.sampled_from([(), ("div.a",), ("p.b", "div.a"), ("div.c",)])
BETWEEN = st.lists(st.builds(SeenLine, RECURRING, BOXES), max_size=3)
TITLED = st.sampled_from([True] * 7 + [False])
OWN = st.sampled_from([("div.story",)] * 7 + [("div.a",), ("p.b", "div.a"), ()])
PAGES = st.lists(st.tuples(TITLED, BETWEEN, OWN, BETWEEN), min_size=USUAL.enough + 1, max_size=10)


@given(PAGES)
def test_no_rule_touches_a_line_that_stands_on_one_page_only(
    drawn: list[tuple[bool, list[SeenLine], tuple[str, ...], list[SeenLine]]],
) -> None:
    pages = []
    for at, (headed, before, boxes, after) in enumerate(drawn):
        own = [SeenLine(f"Of harbour {at} {part} " * 9, boxes) for part in range(4)]
        title = f"Harbour {at}" if headed else "Sign up"
        pages.append(SeenPage(name=f"{at:03}", title=title, lines=(*before, *own, *after)))
    learned = learn(pages)
    dropped_lines, dropped_boxes = set(dropped(learned)), set(dropped(learned, Does.DROP_BOX))
    for page in pages:
        others = {line.text for other in pages if other is not page for line in other.lines}
        others |= {other.title for other in pages if other is not page}
        for line in page.lines:
            if line.text in dropped_lines or dropped_boxes.intersection(line.boxes):
                assert line.text in others
