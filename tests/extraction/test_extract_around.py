"""What stands around a story and is none of it: comments, cards, boxes named in other languages than English."""

# ruff: noqa: E501 - pages stand here as they are
from __future__ import annotations

import pytest
from tests.extraction.council import NOW, SENTENCES, STORY, URL

from newsarc.extraction import extract
from newsarc.model.parts import Parts
from newsarc.model.target import Page

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


def test_a_heading_goes_with_the_links_it_stands_over() -> None:
    links = "<div class=keys><h2>Key events</h2><ul><li><a href=#a>The count ends</a></li><li><a href=#b>Polls close</a></li></ul></div>"
    assert text(f"<div>{links}{STORY}</div>") == SENTENCES


def test_a_heading_stays_over_text_though_an_advert_stands_between() -> None:
    parted = f"<div class=part><h2>The money</h2><div class=ad>Advertisement</div></div>{STORY}"
    assert text(f"<div><p>{OTHERS[0]}</p>{parted}</div>") == (OTHERS[0], "The money", *SENTENCES)


@pytest.mark.parametrize(
    "day", ["12 March 2025", "Published on 12 March 2025", "12. März 2025", "Publié le 12 mars 2025"]
)
def test_a_day_under_a_standfirst_is_no_text(day: str) -> None:
    assert text(f"<p>{OTHERS[0]}</p><p>{day}</p>{STORY}") == (OTHERS[0], *SENTENCES)


def test_days_that_a_story_is_told_by_stay() -> None:
    told = "".join(f"<p>{day} March 2025</p><p>{text}</p>" for day, text in enumerate(SENTENCES, 1))
    assert sum("March 2025" in line for line in text(f"<p>{OTHERS[0]}</p>{told}")) == len(SENTENCES)


def test_times_with_a_dot_go_where_several_posts_bear_them() -> None:
    posts = "".join(
        f"<div class=post><time>{20 - at}.05</time><p>{line}</p></div>" for at, line in enumerate(SENTENCES)
    )
    assert text(f"<div class=live>{posts}</div>") == SENTENCES


def test_headings_of_points_stay_though_only_a_link_stands_under_each() -> None:
    points = "".join(
        f"<div class=pick><h3>The best of kind {at}</h3><a href=/k{at}>See it in our shop now</a></div><p>{line}</p>"
        for at, line in enumerate(SENTENCES)
    )
    assert sum("The best of kind" in line for line in text(f"<div>{points}</div>")) == len(SENTENCES)


@pytest.mark.parametrize("byline", ["By Marian Oakfield", "Text: Marian Oakfield Foto: Ove Strand"])
def test_a_byline_under_a_standfirst_is_no_text(byline: str) -> None:
    assert text(f"<p>{OTHERS[0]}</p><p>{byline}</p>{STORY}") == (OTHERS[0], *SENTENCES)


def test_the_authors_name_under_the_text_is_no_text_but_the_author() -> None:
    found = parts(page(f"<div><h1>Work begins</h1>{STORY}<p align=right><b>Clara Barrientos</b></p></div>"))
    assert found.paragraphs == SENTENCES
    assert [entry.value for entry in found.bylines] == ["Clara Barrientos"]


AUTHOR = '<meta name="author" content="Anna Ferro">'


@pytest.mark.parametrize(
    "below",
    [
        "<p>Anna Ferro teaches the history of bridges at the college.</p>",
        "<div><h2>Written by Anna Ferro</h2><div>1.2K followers</div><p>I write about water and those who swim in it.</p></div>",
    ],
    ids=["sentence", "card"],
)
def test_what_begins_with_the_author_below_a_story_is_about_the_author(below: str) -> None:
    story = f"<h1>Work begins</h1><p>By Anna Ferro</p>{STORY}"
    assert parts(page(f"<div class=page>{story}{below}</div>", AUTHOR)).paragraphs == SENTENCES


@pytest.mark.parametrize(
    "line",
    [
        "Commenting for this story is now closed.",
        "This document is subject to copyright. Apart from any fair dealing, no part may be reproduced.",
        "Für den Inhalt der Mitteilung ist der Emittent verantwortlich.",
    ],
)
def test_lines_of_the_site_below_a_story(line: str) -> None:
    assert text(f"{STORY}<p>{line}</p>") == SENTENCES


def test_the_author_may_be_named_by_the_byline_alone() -> None:
    below = "<p>Anna Ferro teaches the history of bridges at the college.</p>"
    story = f'<h1>Work begins</h1><p class="byline">By ANNA FERRO</p>{STORY}'
    assert parts(page(f"<div class=page>{story}{below}</div>")).paragraphs == SENTENCES


def test_what_presents_the_author_above_a_story_goes() -> None:
    about = "<p>Anna Ferro, born in 1984, has written on water and those who swim in it since 2012.</p>"
    story = f"<h1>Work begins</h1>{about}{STORY}"
    assert parts(page(f"<div class=page>{story}</div>", AUTHOR)).paragraphs == SENTENCES


@pytest.mark.parametrize("heading", ["Comments (3)", "3 Kommentare", "Комментарии (3)", "댓글 3"])
def test_what_a_heading_counts_as_comments_is_none_of_the_story(heading: str) -> None:
    assert text(f"<div>{STORY}<p><b>{heading}</b></p><p>{COMMENT}</p></div>") == SENTENCES


def test_an_author_whom_the_story_tells_of_stays() -> None:
    told = "<p>Nobody had asked Ms Ferro, who has swum there for forty years, about the bridge.</p>"
    last = "<p>Anna Ferro swims there every morning before the town wakes up.</p>"
    story = f"<h1>Work begins</h1><p>By Anna Ferro</p>{told}{STORY}{last}"
    assert len(parts(page(f"<div class=page>{story}</div>", AUTHOR)).paragraphs) == len(SENTENCES) + 2
