"""Plain text: what is taken off its edges, and what never is."""
# ruff: noqa: E501 - pages and sentences stand here as they are

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsarc.extraction import extract
from newsarc.extraction.plaintext import read
from newsarc.model.parts import Parts, Place, Verdict
from newsarc.model.target import Page

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
TITLE = "Harbour’s “Blue Quay” to open in spring"
BODY = (
    "Port director Ana Ferro said on Monday that the “Blue Quay” would open in April, after two years of work.",
    "The quay is 640 metres long. It has room for four ships, and for a market on Saturdays, as per the council’s plan.",
    "Fishermen had asked for more berths, which the council refused in May.",
)
CRUMB = f"Home » {TITLE}"
SECTIONS = "Argentina Global News Latin America National Security News South America"
TEXT = f"{CRUMB}\n{SECTIONS}\n\n{TITLE}\n\n" + "\n\n".join(BODY) + "\n\nSource: Example Wire\n"


def parts(text: str, **page: object) -> Parts:
    given = {"asked": "a.txt", "content": text.encode(), "retrieved_at": NOW, "media_type": "text/plain"} | page
    return extract(Page(**given))  # type: ignore[arg-type] # a test's shorthand


def test_page_saved_as_text_gives_title_once_and_body_alone() -> None:
    found = parts(TEXT)
    assert found.title == TITLE
    assert found.paragraphs == BODY
    assert [(entry.text, entry.rule) for entry in found.removed] == [
        (CRUMB, "breadcrumb"),
        (SECTIONS, "section-line"),
        (TITLE, "repeated-title"),
        ("Source: Example Wire", "credit-line"),
    ]
    assert [(credit.text, credit.place) for credit in found.credits] == [("Source: Example Wire", Place.CLOSING_LINE)]
    assert found.verdict is Verdict.ARTICLE


@pytest.mark.parametrize(
    "crumb",
    [
        "Home » {}",
        "Home > News > {}",
        "Home / {}",
        "Home - {}",
        "Startseite > Politik > {}",
        "Inicio / Noticias / {}",
        "Accueil › Monde › {}",
        "Página inicial » {}",
        "Головна » {}",
        "首页 > 国际 > {}",
        "ホーム > {}",
        "الرئيسية » {}",
        "Ana Sayfa » {}",
        "News » Local » {}",
    ],
)
def test_breadcrumb_in_any_language_is_removed(crumb: str) -> None:
    line = crumb.format(TITLE)
    found = parts(f"{line}\n\n{TITLE}\n\n" + "\n\n".join(BODY))
    assert found.title == TITLE
    assert found.paragraphs == BODY
    assert line in [entry.text for entry in found.removed if entry.rule == "breadcrumb"]


@pytest.mark.parametrize(
    "label",
    ["Source", "Quelle", "Fuente", "Fonte", "Bron", "Källa", "Źródło", "Источник", "来源", "出典", "Kaynak", "المصدر"],
)
@pytest.mark.parametrize("glue", ["\n\n", "\n", " ", ""])
def test_closing_credit_is_removed_even_when_glued(label: str, glue: str) -> None:
    credit = f"{label}: Example Wire"
    found = parts(f"{TITLE}\n\n" + "\n\n".join(BODY) + glue + credit)
    assert found.paragraphs == BODY
    assert (credit, Place.CLOSING_LINE) in [(entry.text, entry.place) for entry in found.credits]


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("By Ana Ferro", "byline"),
        ("Von Ana Ferro und Jan Wolters", "byline"),
        ("Par Ana Ferro, Example Presse", "byline"),
        ("14 March 2025, 10:30 GMT", "date-line"),
        ("Published: 2025-03-14", "date-line"),
        ("Veröffentlicht am 14. März 2025 um 10:30 Uhr", "date-line"),
        ("2025年3月14日", "date-line"),
    ],
)
def test_header_line_is_removed_and_read(line: str, rule: str) -> None:
    found = parts(f"{TITLE}\n\n{line}\n\n" + "\n\n".join(BODY))
    assert (found.title, found.paragraphs) == (TITLE, BODY)
    assert (line, rule) in [(entry.text, entry.rule) for entry in found.removed]
    assert found.bylines if rule == "byline" else found.published


def test_labelled_header_lines_become_facts() -> None:
    head = "Title: Quay opens\nAuthor: Ana Ferro\nDate: 2025-03-14\nURL: https://news.example/quay\nTags: port, sea\n\n"
    found = parts(head + "\n\n".join(BODY))
    assert found.title == "Quay opens"
    assert found.paragraphs == BODY
    assert [entry.value for entry in found.bylines] == ["Ana Ferro"]
    assert [entry.value for entry in found.published] == ["2025-03-14"]
    assert found.canonical == "https://news.example/quay"
    assert found.tags == ("port", "sea")


@pytest.mark.parametrize(
    ("label", "end"), [("FOR IMMEDIATE RELEASE", "###"), ("Pressemitteilung", "- 30 -"), ("Press release", "ENDS")]
)
def test_the_frame_of_a_press_release_is_no_text(label: str, end: str) -> None:
    found = parts("\n\n".join((label, TITLE, *BODY, end)))
    assert (found.title, found.paragraphs) == (TITLE, BODY)
    assert {(label, "release-line"), (end, "end-mark")} <= {(entry.text, entry.rule) for entry in found.removed}


def test_the_line_over_an_address_and_labels_is_the_title() -> None:
    found = parts(
        f"{TITLE} | Blue Quay News\nhttps://news.example/a\nPublished: 14 March 2025\nAuthor: Ana Ferro\n\n"
        + "\n\n".join(BODY)
    )
    assert found.title == f"{TITLE} | Blue Quay News"
    assert found.paragraphs == BODY
    assert [entry.value for entry in (*found.bylines, *found.published)] == ["Ana Ferro", "14 March 2025"]


def test_a_byline_in_italics_with_a_day_is_read() -> None:
    found = parts(f"# {TITLE}\n\n*By Ana Ferro, March 14, 2025*\n\n" + "\n\n".join(BODY))
    assert found.paragraphs == BODY
    assert found.bylines[0].value.startswith("By Ana Ferro")
    assert found.published[0].value == "March 14, 2025"


def test_a_text_that_speaks_of_a_release_keeps_it() -> None:
    assert (
        parts("Press release of the year\n\n" + "\n\n".join(BODY) + "\n\nThe show ends.").paragraphs[-1]
        == "The show ends."
    )


def test_front_matter_and_headings_of_markdown() -> None:
    text = (
        '---\ntitle: "Quay opens"\nauthor: Ana Ferro\ndate: 2025-03-14\n---\n\n'
        + BODY[0]
        + "\n\n## Berths\n\n"
        + BODY[1]
    )
    found = parts(text, media_type="text/markdown")
    assert found.title == "Quay opens"
    assert found.paragraphs == (BODY[0], "Berths", BODY[1])


def test_wrapped_lines_are_joined() -> None:
    import textwrap

    long, other = " ".join(BODY), " ".join(reversed(BODY))
    found = parts(f"{TITLE}\n\n{textwrap.fill(long, 72)}\n\n{textwrap.fill(other, 72)}\n")
    assert (found.title, found.paragraphs) == (TITLE, (long, other))


POEM = "The fog comes\non little cat feet\nand sits\n\nlooking over harbour\nand city\nand then\nmoves on."


@pytest.mark.parametrize(
    "text",
    [
        "Home is where the heart is, said the mayor when she opened the house for sailors on the old quay.",
        "Home care is to cost more. The council voted on Monday.\n\nThe new fees begin in May, said Ana Ferro of the council.",
        "Home\n\nwas the word she used when she came back to the harbour after eleven years at sea with two other ships.",
        POEM,
        "By 2030 the port wants to be free of coal, and it has said how it will pay for that in the next five years.",
        "Source: the word has two meanings, and the court had to choose between them on Monday, after a week of talks.",
        "One line.",
        "Red Hot Harbour Band Plays Blue Quay\nThe concert drew a crowd of four thousand to the port, said Ana Ferro.",
    ],
)
def test_text_that_only_looks_like_a_header_is_kept(text: str) -> None:
    found = parts(text)
    assert found.removed == ()
    assert [line for line in (found.title, *found.paragraphs) if line] == [line for line in text.split("\n") if line]


def test_first_paragraph_after_a_breadcrumb_is_kept_although_it_is_all_capitals() -> None:
    first = "Ana Ferro Leaves Harbour Board"
    found = parts(f"Home » Port news » {TITLE}\n{first}\n\n" + "\n\n".join(BODY))
    assert found.paragraphs == (first, *BODY)


@pytest.mark.parametrize("breaks", ["\r\n", "\r", "\u2028"])
def test_any_line_break_will_do(breaks: str) -> None:
    assert parts(TEXT.replace("\n", breaks)).paragraphs == BODY


PIECES = st.sampled_from(
    [TITLE, CRUMB, SECTIONS, *BODY, "Source: Example Wire", "By Ana Ferro", "14 March 2025", "---", "# Quay", "", " ", "title: x",
     "Home » ", "(dpa)", "Tags: a, b", "Updated: 3 May 2025", "Quelle: x", "首页 > 国际", "=====", "- a point"]
)  # fmt: skip


@settings(deadline=None)  # the first text compiles the patterns
@given(st.lists(PIECES | st.text(max_size=120), max_size=14).map("\n".join))
def test_no_line_is_lost(text: str) -> None:
    read_ = read(text)
    kept = "\n".join([read_.title, *read_.paragraphs, *(entry.text for entry in read_.removed)])
    squeezed = re.sub(r"\s+", "", kept)
    for line in re.split(r"[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", text):
        for word in line.split():
            bare = word.strip("#*_·•>-–—")  # marks of headings, emphasis, lists, quotes and of words that are parted
            assert word in squeezed or bare in squeezed


def test_a_book_is_read_to_its_end() -> None:
    lines = [f"{number}. {BODY[number % 3]}" for number in range(20_500)]
    found = read("\n\n".join([TITLE, *lines, "Source: Example Wire"]))
    assert found.title == TITLE
    assert list(found.paragraphs) == lines
    assert [(entry.text, entry.rule) for entry in found.removed] == [("Source: Example Wire", "credit-line")]
