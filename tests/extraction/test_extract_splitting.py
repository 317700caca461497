"""Files with several articles: which are parted, and that no word is lost."""

from __future__ import annotations

import textwrap
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarc.extraction import extract
from newsarc.extraction.splitting import split
from newsarc.model.target import Page

NOON = datetime(2024, 6, 17, 12, tzinfo=UTC)
RULE = "=" * 40
BODY = "The harbour board met on Tuesday to settle the fees for the coming year, and it sat until late. " * 4


def page(text: str, media_type: str | None = "text/plain") -> Page:
    return Page(asked="a.txt", content=text.encode(), retrieved_at=NOON, media_type=media_type)


def story(title: str) -> str:
    return f"{title}\n\n{BODY}\n"


def titles(text: str, **more: str | None) -> list[str]:
    return [one.content.decode().strip().split("\n")[0] for one in split(page(text, **more))]


@pytest.mark.parametrize(
    "between",
    ["\x0c", "\n\x0c\n", f"\n{RULE}\n", "\n----------\n\n", "\n* * * * * * * * * *\n", "\n──────────────\n"],
    ids=["form feed", "form feed on a line", "equals", "dashes", "stars with spaces", "box drawing"],
)
def test_a_form_feed_or_a_long_rule_parts_articles(between: str) -> None:
    assert titles(between.join(map(story, ("One", "Two", "Three")))) == ["One", "Two", "Three"]


@pytest.mark.parametrize(
    "text",
    [
        story("One"),
        f"{story('One')}\n* * *\n\n{BODY}",
        f"{story('One')}\n{RULE}\nA short footer\n",
        f"{story('One')}\n{RULE}\n{BODY * 3}",
        f"One\n{RULE}\n\n{BODY}",
        f"{RULE}\n{story('One')}\n{RULE}\n",
    ],
    ids=["nothing parts", "short rule", "footer", "no headline", "underlined title", "framed"],
)
def test_one_article_stays_one(text: str) -> None:
    whole = page(text)
    assert split(whole) == (whole,)


def test_what_is_no_article_stays_with_the_one_before_it() -> None:
    first, second = split(page(f"{story('One')}\n{RULE}\nA footer\n{RULE}\n{story('Two')}"))
    assert b"A footer" in first.content
    assert second.content.decode().strip().startswith("Two")


def test_a_heading_for_all_stays_with_the_first() -> None:
    first, second = split(page(f"Press review\n{RULE}\n{story('One')}\n{RULE}\n{story('Two')}"))
    assert b"Press review" in first.content
    assert b"One" in first.content
    assert (first.asked, second.asked) == ("a.txt#1", "a.txt#2")


def test_mark_up_is_never_parted() -> None:
    html = f"<html><body><pre>{story('One')}\n{RULE}\n{story('Two')}</pre></body></html>"
    assert len(split(page(html, "text/html"))) == 1
    assert len(split(page(html, None))) == 1


@given(st.lists(st.sampled_from(["\n", "\x0c", f"\n{RULE}\n", "Title\n", BODY, "x", " ", "é\n"]), max_size=30))
def test_no_word_is_lost(pieces: list[str]) -> None:
    text = "".join(pieces)
    words = "".join(one.content.decode() for one in split(page(text))).split()
    assert [word for word in words if word != RULE] == [word for word in text.split() if word != RULE]


def test_a_page_with_an_address_is_one_page() -> None:
    text = f"{story('One')}\n{RULE}\n{story('Two')}"
    whole = Page(asked="a", url="https://news.example/a", content=text.encode(), retrieved_at=NOON)
    assert split(whole) == (whole,)


HEAD = "The Harbour Reporter          12 June 2026"
WRAPPED = textwrap.fill(BODY, 60)
HALVES = (
    f"Smallest cinema opens\n\n{WRAPPED}\n\nRain that fell all of the evening came in under the door and\n",
    f"nobody left.\n\n{WRAPPED}\n",
)


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD} 3\n\n{HALVES[0]}\n            continued\n\x0c{HEAD} 4\n\n{HALVES[1]}",
        f"{HALVES[0]}\nhttps://reporter.example/cinema   1/2\n\x0c{HALVES[1]}\nhttps://reporter.example/cinema   2/2\n",
        f"{HALVES[0]}\x0c{HALVES[1]}",
    ],
    ids=["running heads", "addresses and numbers", "a sentence that goes on"],
)
def test_form_feeds_between_pages_part_nothing(text: str) -> None:
    assert len(split(page(text))) == 1
    found = extract(page(text))
    assert any("under the door and nobody left." in paragraph for paragraph in found.paragraphs)
    assert not any("continued" in paragraph or "reporter.example" in paragraph for paragraph in found.paragraphs)


def test_heads_that_say_the_same_above_articles_part_them() -> None:
    head = "NORTHERN FEATURES\n\n"
    assert len(split(page("\x0c".join(head + story(one) for one in ("One", "Two", "Three"))))) == 3


@pytest.mark.parametrize("heading", [f"{RULE}\n{'A' * 40}\n{RULE}", f"{'A' * 39}\n{RULE}"])
def test_a_line_under_a_heading_parts_nothing(heading: str) -> None:
    assert len(split(page(f"{heading}\n\n{BODY}\n\nWhat it changes\n---------------\n\n{BODY}"))) == 1


def test_the_number_of_an_article_is_none_of_its_title() -> None:
    text = "\x0c".join(f"{number}. {story(name)}" for number, name in enumerate(("Kiln", "Quay", "Tram"), 1))
    assert titles(text) == ["Kiln", "Quay", "Tram"]
