"""Files with several articles: which are parted, and that no word is lost."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
