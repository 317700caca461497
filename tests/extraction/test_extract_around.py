"""What stands around a story and is none of it: comments, cards, boxes named in other languages than English."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from newsarc.extraction import extract
from newsarc.model.parts import Parts
from newsarc.model.target import Page

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
URL = "https://www.example.com/work-begins"
NAMES = ("harbour", "market", "bridge", "school", "station", "library", "orchard", "theatre")
SENTENCES = tuple(
    f"The council said on Monday that work on the {name} would begin in April, once the last of the money is there."
    for name in NAMES
)
STORY = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
COMMENT = "<div class=c1><p>My grandmother swam there as a child, and I should like to know who pays.</p></div>"
OTHERS = (
    "A ferry has been named after a singer whom nobody in the town remembers any more, not even her cousins.",
    "The baker on the hill closes after forty years, and none of his sons wants to get up at two in the morning.",
    "Two storks have come back to the chimney of the old dairy, a week earlier than in any of the last ten years.",
)
CARDS = "".join(
    f"<div class=item><a href=/{at}><b>A headline of another story</b></a><div>{text}</div></div>"
    for at, text in enumerate(OTHERS)
)


def parts(html: str) -> Parts:
    return extract(Page(asked="x", url=URL, content=html.encode(), retrieved_at=NOW, media_type="text/html"))


def page(inside: str, head: str = "") -> str:
    return f"<!doctype html><html lang=en><head><title>Work begins</title>{head}</head><body>{inside}</body></html>"


def text(inside: str) -> tuple[str, ...]:
    return parts(page(f"<div class=page><h1>Work begins</h1>{inside}</div>")).paragraphs


@pytest.mark.parametrize(
    "name",
    ["reacties", "komentarze", "yorumlar", "kommentarii", "hozzaszolasok", "lees-ook", "polecane", "baca-juga"],
)  # fmt: skip
def test_boxes_are_known_by_names_in_many_languages(name: str) -> None:
    assert text(f"<div>{STORY}<div class={name}><p>{OTHERS[0]}</p><p>{OTHERS[1]}</p></div></div>") == SENTENCES


def test_comments_longer_than_the_story_are_none_of_it() -> None:
    assert text(f"<div>{STORY}</div><div id=commentlist>{COMMENT * 30}</div>") == SENTENCES


def test_comments_are_the_text_of_a_page_that_has_nothing_else() -> None:
    assert text(f"<p>What do you think of the bridge?</p><div class=comments><p>{SENTENCES[0]}</p>{STORY}</div>")


def test_cards_below_the_story_go_though_they_are_a_good_part_of_the_page() -> None:
    assert text(f"<div>{STORY}<div class=below>{CARDS}</div></div>") == SENTENCES
