"""Credits are handed over exactly as printed, with where they stand."""
# ruff: noqa: E501 - pages and sentences stand here as they are

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from newsarc.extraction import extract, rules
from newsarc.extraction.credits import from_text
from newsarc.model.parts import Credit, Parts, Place
from newsarc.model.target import Page

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
SENTENCE = "The port director said on Monday that the quay would open again in April, after two years of work on it."


def parts(body: str, head: str = "", url: str | None = "https://news.example/2025/03/14/quay") -> Parts:
    html = f"<html><head><title>Quay opens</title>{head}</head><body><article><h1>Quay opens</h1>{body}</article></body></html>"
    return extract(Page(asked="x", content=html.encode(), retrieved_at=NOW, url=url, media_type="text/html"))


PARAGRAPHS = f"<p>{SENTENCE}</p>" + "".join(f"<p>{number}. {SENTENCE}</p>" for number in range(6))


@pytest.mark.parametrize(
    ("opening", "credit"),
    [
        ("PORTO (Example) - ", "PORTO (Example) -"),
        ("Bogotá (exa) – ", "Bogotá (exa) –"),
        ("PORTO, March 14 (EXA) — ", "PORTO, March 14 (EXA) —"),
        ("ПОРТ, 13 января. /ЭКЗ/. ", "ПОРТ, 13 января. /ЭКЗ/."),
        ("(EXA) - ", "(EXA) -"),
        ("CAIRO — ", "CAIRO —"),
        ("Riad. ", "Riad."),
        ("【ロンドン例】", "【ロンドン例】"),
    ],
)
def test_dateline(opening: str, credit: str) -> None:
    assert Credit(credit, Place.DATELINE) in from_text((opening + SENTENCE,))


@pytest.mark.parametrize(
    "text", [SENTENCE, "The quay is long. It has room.", "“It opens,” she said (on Monday).", "He - or she - left."]
)
def test_no_dateline(text: str) -> None:
    assert [credit for credit in from_text((text,)) if credit.place is Place.DATELINE] == []


@pytest.mark.parametrize(
    ("after", "place"),
    [
        ("<p>Source: Example Wire</p>", Place.CLOSING_LINE),
        ("<div class='origin'>Quelle: exa/dpa</div>", Place.CLOSING_LINE),
        ("<p>(exa)</p>", Place.CLOSING_LINE),
        ("<p>This article originally appeared on Example Weekly.</p>", Place.NOTE),
        ("<p>The Example Press contributed to this report.</p>", Place.NOTE),
        ("<p><em>Con información de Agencia Ejemplo</em></p>", Place.NOTE),
    ],
)
def test_line_after_the_text(after: str, place: Place) -> None:
    text = re.sub(r"<[^>]+>", "", after)
    found = parts(PARAGRAPHS + after)
    assert Credit(text, place) in found.credits
    assert text not in found.paragraphs


@pytest.mark.parametrize(
    "line", ["dpa", "— Reuters", "Source AFP", "Via Reuters", "dpa/afp/lk", "（共同）", "EFE / AFP", "(c)AFP"]
)
def test_an_agency_s_sign_alone_at_the_end_is_a_credit_and_no_text(line: str) -> None:
    found = parts(f"{PARAGRAPHS}<p>{line}</p>")
    assert line in [credit.text for credit in found.credits]
    assert found.paragraphs[-1].endswith(SENTENCE)


@pytest.mark.parametrize("line", ["Australian Associated Press", "The Harbour Times", "Agence France-Presse"])
def test_the_full_name_of_an_agency_or_a_paper_alone_at_the_end_is_a_credit(line: str) -> None:
    found = parts(f"{PARAGRAPHS}<p>{line}</p>")
    assert line in [credit.text for credit in found.credits]
    assert found.paragraphs[-1].endswith(SENTENCE)


def test_a_label_above_the_name_of_a_source_is_read_with_it() -> None:
    found = parts(f"<dl><dt>Source</dt><dd>Harbour Relief Office</dd></dl>{PARAGRAPHS}")
    assert Credit("Source: Harbour Relief Office", Place.BYLINE) in found.credits


def test_an_agency_between_day_and_buttons_is_a_credit() -> None:
    found = parts(f"<div>09.11.26 18:04 Uhr · dpa-AFX · Lesezeichen setzen · Als Beitrag einstellen</div>{PARAGRAPHS}")
    assert Credit("dpa-AFX", Place.BYLINE) in found.credits


def test_whose_text_a_portal_shows_is_a_credit() -> None:
    found = parts(f"<div class='providerName'><a href='/s'>Cape Example</a></div>{PARAGRAPHS}")
    assert Credit("Cape Example", Place.BYLINE, supplied=True) in found.credits


def test_a_rate_of_exchange_at_the_end_is_text() -> None:
    assert parts(f"{PARAGRAPHS}<p>($1 = 0.8605 euros)</p>").paragraphs[-1] == "($1 = 0.8605 euros)"


@pytest.mark.parametrize("line", ["Reuters said so", "dpa/Afp Lk", "The Harbour Tiles"])
def test_what_is_more_than_signs_stays(line: str) -> None:
    assert parts(f"{PARAGRAPHS}<p>{line}</p>").paragraphs[-1] == line


def test_visible_byline_and_agency_line() -> None:
    found = parts("<p class='byline'>By Ana Ferro, Example Press</p><div>EXA</div>" + PARAGRAPHS)
    assert Credit("By Ana Ferro, Example Press", Place.BYLINE) in found.credits
    assert Credit("EXA", Place.BYLINE) in found.credits


def test_caption_and_menu_are_no_credits() -> None:
    found = parts(
        "<figure><figcaption>Source: Photo Agency</figcaption></figure>" + PARAGRAPHS + "<nav>Source: Menu</nav>"
    )
    assert not [credit for credit in found.credits if "Photo Agency" in credit.text or "Menu" in credit.text]


def test_markup_values_and_foreign_canonical() -> None:
    data = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Quay opens","author":{"@type":"Person","name":"Example Wire"}}</script>'
    head = data + '<meta name="author" content="EXA"><link rel="canonical" href="https://first.example/quay">'
    found = parts(PARAGRAPHS, head)
    assert Credit("Example Wire", Place.JSONLD) in found.credits
    assert Credit("EXA", Place.META) in found.credits
    assert Credit("https://first.example/quay", Place.CANONICAL) in found.credits
    assert found.canonical == "https://first.example/quay"


def test_canonical_of_the_same_site_is_no_credit() -> None:
    found = parts(PARAGRAPHS, '<link rel="canonical" href="https://www.news.example/quay">')
    assert [credit for credit in found.credits if credit.place is Place.CANONICAL] == []


def test_notes_among_lines_are_those_that_each_is_alone() -> None:
    lines = [
        "This story was first published by the Harbour Observer.",
        "The first published map of the harbour hangs in the town hall.",
        "mit Material von dpa",
        "(With Reuters)",
        "Reporting by Ana Ferro; Editing by Jonas Lund",
        "Reporting was late this year.",
        "© 2025 Harbour Media",
        "Die Hafenmauer wird im Sommer gebaut, sagte die Bürgermeisterin.",
        "本文转自港口报",
        "",
        "word " * 100,
    ]
    notes = [line for line in lines if rules.is_note(line)]
    assert rules.notes_among(lines) == notes
    assert {lines[0], lines[2], lines[4], lines[6]} <= set(notes)
    assert rules.notes_among([]) == []
