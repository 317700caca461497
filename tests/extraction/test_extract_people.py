"""Bylines: which of the many names on a page are offered as the author's, and in which order."""
# ruff: noqa: E501 - pages stand here as they are

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from newsarc.extraction import extract
from newsarc.model.parts import Found, Parts
from newsarc.model.target import Page

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
SENTENCE = "The port director said on Monday that the quay would open again in April, after two years of work on it."
TEXT = "".join(f"<p>{number}. {SENTENCE} {SENTENCE}</p>" for number in range(5))


def parts(body: str, head: str = "") -> Parts:
    html = f"<!doctype html><html><head><title>Quay opens</title>{head}</head><body><main><article><h1>Quay opens</h1>{body}</article></main></body></html>"
    return extract(Page(asked="x", content=html.encode(), retrieved_at=NOW, media_type="text/html"))


def names(found: Parts, evidence: str = "byline") -> list[str]:
    return [entry.value for entry in found.bylines if entry.evidence == evidence]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>By Ana Ferro</p>", "By Ana Ferro"),
        ("<div>Written by</div><div>Ana Ferro</div>", "Ana Ferro"),
        ("<div>Autor:</div><div>Ana Ferro</div>", "Ana Ferro"),
        ('<div class="pillar-author">Ana Ferro</div>', "Ana Ferro"),
        ('<div class="Post_authorName__x1">Ana Ferro</div>', "Ana Ferro"),
        ('<span class="autore">Ana Ferro</span>', "Ana Ferro"),
        ("<p>홍길동 기자</p>", "홍길동 기자"),
        ("<p>作者：王小明</p>", "作者：王小明"),
        ("<p>www.news.example　2008年05月06日 07:30　作者：陈国栋</p>", "陈国栋"),
        ("<p>Αναρτήθηκε από Ana Ferro στις 9:12</p>", "Αναρτήθηκε από Ana Ferro στις 9:12"),
        ("<p>September 1, 2025 By Ana Ferro</p>", "By Ana Ferro"),
        ('<p class="byline">Ana Ferro, 2 May 2025, 10:15</p>', "Ana Ferro"),
        ('<p class="byline"><span>By Ana Ferro</span><span>Published: 10:15</span></p>', "By Ana Ferro"),
        (f"<p>{SENTENCE} {SENTENCE}</p><p>Por Ana Ferro</p>", "Por Ana Ferro"),
        ('<p class="author">Ana Ferro</p><p class="author">Ben Okafor</p>', "Ana Ferro, Ben Okafor"),
        ("<p>ByAna Ferro</p>", "By Ana Ferro"),
        ("<p>Autorin/Autor Ana Ferro</p>", "Autorin/Autor Ana Ferro"),
        ('<div class="gq_ar_by"><a href="/staff/1">Ana Ferro</a></div>', "Ana Ferro"),
        ("<p>Von unserer Redakteurin Ana Ferro</p>", "Von unserer Redakteurin Ana Ferro"),
        ("<p>文/王小明</p>", "文/王小明"),
        ("<p>Scris de Ana Ferro</p>", "Scris de Ana Ferro"),
        ("<p>Text: Ana Ferro Foto: Ben Okafor</p>", "Text: Ana Ferro Foto: Ben Okafor"),
        (f'<p class="byline">Ana Ferro 2 May 2025 {"Harbours, Quays, " * 9}</p>', "Ana Ferro"),
    ],
)
def test_bylines_that_are_shown(body: str, expected: str) -> None:
    assert names(parts(body + TEXT))[0] == expected


@pytest.mark.parametrize(
    "body",
    [
        "<p>Reviewed by Ana Ferro</p>",
        "<p>Foto: Ana Ferro</p>",
        '<p class="author">Updated on 2 May 2025</p>',
        '<p class="author-bio">Ana Ferro</p>',
        '<div class="author">Ana Ferro has written about the sea and the people on it for twenty years.</div>',
        '<nav><p class="author">Ana Ferro</p></nav>',
        '<div class="powered-by">Quay Works</div>',
        '<div class="sort-by">Newest First</div>',
    ],
)
def test_names_that_are_no_bylines(body: str) -> None:
    assert not names(parts(body + TEXT))


def test_a_byline_by_the_headline_stands_alone_and_one_at_the_end_serves_without_it() -> None:
    end = '<p class="author-name">Ben Okafor</p>'
    assert names(parts("<p>By Ana Ferro</p>" + TEXT + end)) == ["By Ana Ferro"]
    assert names(parts(TEXT + end)) == ["Ben Okafor"]


def test_what_is_written_for_machines_comes_before_what_is_shown() -> None:
    head = '<meta name="author" content="Ben Okafor">'
    found = parts("<p>By Ana Ferro</p>" + TEXT, head)
    assert found.bylines == (Found("Ben Okafor", "meta:author"), Found("By Ana Ferro", "byline"))


def test_the_card_for_networks_names_the_author_under_its_label() -> None:
    card = '<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Ana Ferro">'
    assert parts(TEXT, card).bylines[0] == Found("Ana Ferro", "meta:twitter:data")
    other = card.replace("Written by", "Est. reading time").replace("Ana Ferro", "3 minutes")
    assert not parts(TEXT, other).bylines


def test_editors_are_named_as_such_and_another_node_names_the_author() -> None:
    data = """<script type="application/ld+json">[{"@type":"NewsArticle","headline":"Quay opens","editor":{"@type":"Person","name":"Eva Lind"}},
    {"@type":"WebPage","author":{"@type":"Person","name":"Ana Ferro"}}]</script>"""
    assert parts(TEXT, data).bylines == (Found("Ana Ferro", "jsonld"), Found("Eva Lind", "jsonld:editor"))


def test_microdata_names_the_author_and_not_those_of_readers_comments() -> None:
    author = '<span itemprop="author"><span itemprop="name">Ana Ferro</span></span>'
    comment = f'<div class="comment-list"><div itemprop="comment">{author.replace("Ana Ferro", "sailor77")}</div></div>'
    assert names(parts(author + TEXT + comment), "microdata") == ["Ana Ferro"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>Andrea Ferro</p>", ["Andrea Ferro"]),
        ("<p>Andrea Ferro</p><p>Andrea Ferro spoke about the sea. " + SENTENCE + "</p>", ["Andrea Ferro"]),
        ("<p>Andrea Ferro</p><p>" + SENTENCE + " It was opened by Andrea Ferro.</p>", []),
        ("<p>Harbour News</p>", []),
        ("<p>Andrea Ferro, Political Editor</p>", ["Andrea Ferro"]),
        ("<p>ANDREA FERRO | Villarroja</p>", ["ANDREA FERRO"]),
        ("<p>Andrea Ferro et Clara Martin</p>", ["Andrea Ferro et Clara Martin"]),
        ("<p>Andrea Ferro, mayor</p><p>" + SENTENCE + " It was opened by Andrea Ferro.</p>", []),
        ("<p>Ирина Иванова</p>", ["Ирина Иванова"]),
        ("<p>Κατερίνα Ιωάννου</p>", ["Κατερίνα Ιωάννου"]),
    ],
)
def test_a_name_alone_by_the_headline_is_the_authors_unless_the_text_speaks_of_it(
    body: str, expected: list[str]
) -> None:
    assert names(parts(body + TEXT), "line") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("AFP, MANILA", "AFP, MANILA"),
        ("Do 25.04.24 | 14:07 Uhr | Von Ana Ferro", "Von Ana Ferro"),
    ],
)
def test_agencies_with_a_city_and_bylines_after_an_hour_are_shown_bylines(line: str, expected: str) -> None:
    assert names(parts(f"<div>{line}</div>" + TEXT))[0] == expected


@pytest.mark.parametrize(
    "line",
    [
        "Ana Ferro | 2 May 2025",
        "2 May 2025 · Ana Ferro in Harbours",
        "Ana Ferro | Senior Writer | 2 May 2025",
        "2 May 2025 — Ana Ferro @ 9:12 am",
    ],
)
def test_a_full_name_beside_the_day_is_offered(line: str) -> None:
    assert names(parts(f"<p>{line}</p>{TEXT}"), "line") == ["Ana Ferro"]


@pytest.mark.parametrize(
    "line", ["Local News | 2 May 2025", "Updated by Ana Ferro | 2 May 2025", "2 May 2025 | No Comments"]
)
def test_what_else_stands_beside_the_day_is_not(line: str) -> None:
    assert names(parts(f"<p>{line}</p>{TEXT}"), "line") == []


def test_helpers_in_markup_are_no_authors() -> None:
    found = parts(f'<p itemprop="author">By Ana Ferro</p><p itemprop="author">Updated by Ben Okafor</p>{TEXT}')
    assert names(found, "microdata") == ["By Ana Ferro"]


def test_a_stated_authors_bare_name_is_no_line_of_the_text() -> None:
    head = '<meta name="author" content="Quirin Zadok">'
    found = parts(f"<p>Quirin Zadok</p>{TEXT}<p>Quirin Zadok</p>", head)
    assert "Quirin Zadok" not in found.paragraphs
    assert "Quirin Zadok" in parts(f"<p>Quirin Zadok</p>{TEXT}").paragraphs


@pytest.mark.parametrize("line", ["Автор: Оксана Левчук", "Rozmawiała: Anna Nowak", "Von Cosima Künzel"])
def test_a_byline_under_the_last_paragraph_names_the_author(line: str) -> None:
    found = parts(f"{TEXT}<p>{line}</p>")
    assert line not in found.paragraphs
    assert names(found) == [line]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("<span class=name>Ana Ferro</span><span class=mail>desk@quay.example</span><span>2 May 2025</span>", "line"),
        ('<span class="author vcard">Quirin Zadok</span><span class="edit">3 comments</span>', "byline"),
        ("<span class=byline>By Quirin Zadok</span><span>Photographs: Ben Okafor</span>", "byline"),
    ],
)
def test_facts_that_only_style_parts_are_read_one_by_one(line: str, expected: str) -> None:
    found = parts(f"<div>{line}</div>{TEXT}")
    assert [name.removeprefix("By ") for name in names(found, expected)] in (["Ana Ferro"], ["Quirin Zadok"])


def test_names_in_spans_side_by_side_are_one_byline() -> None:
    line = '<span class="author">Ana Ferro;</span><span class="author">Ben Okafor</span>'
    assert names(parts(f"<div>{line}</div>{TEXT}")) == ["Ana Ferro, Ben Okafor"]


def test_letters_set_one_by_one_are_a_word() -> None:
    line = "<span>B</span><span>y</span><span> Ana Ferro</span>"
    assert names(parts(f"<p>{line}</p>{TEXT}")) == ["By Ana Ferro"]


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("Quirin Zadok, Associated Press", True),
        ("Quirin Zadok - Reuters", True),
        ("Quirin Zadok, Vietnam", False),
        ("The quay and its crane, Reuters", False),
    ],
)
def test_a_name_and_its_agency_are_a_byline(line: str, offered: bool) -> None:
    assert (names(parts(f"<p>{line}</p>{TEXT}")) == [line]) is offered


@pytest.mark.parametrize("ago", ["2 hours ago", "hace 3 días", "il y a 2 heures", "3 giorni fa", "5 часов назад"])
def test_a_name_beside_how_long_ago_it_was_is_offered(ago: str) -> None:
    assert names(parts(f"<p>Ana Ferro · {ago}</p>{TEXT}"), "line") == ["Ana Ferro"]


def test_a_name_may_stand_behind_the_day() -> None:
    assert names(parts(f"<p>Article publié le 5 octobre 2025, par Hugo Desmarets</p>{TEXT}")) == ["par Hugo Desmarets"]


@pytest.mark.parametrize("line", ["Quirin Zadok/TT", "Quirin Zadok (TTXVN)"])
def test_a_slash_or_a_bracket_before_the_agency_signs_a_text_at_its_end_alone(line: str) -> None:
    found = parts(f"{TEXT}<p>{line}</p>")
    assert line not in found.paragraphs
    assert names(found, "line") == [line]
    assert names(parts(f"<p>{line}</p>{TEXT}")) == []


@pytest.mark.parametrize(
    ("frame", "expected"),
    [
        ("<footer><p>Posted by Maria Ferro on 2025-12-18 in quays.</p></footer>", "Maria Ferro"),
        ("<aside><h3>Author</h3><p>Maria D. Ferro</p></aside>", "Maria D. Ferro"),
        (
            '<aside><h6>Author(s)</h6><ul><li><a href="/a">Maria Ferro</a></li><li><a href="/b">Peter Holm</a></li></ul></aside>',
            "Maria Ferro, Peter Holm",
        ),
    ],
)
def test_who_wrote_it_may_be_said_in_a_frame_or_below_the_text(frame: str, expected: str) -> None:
    assert names(parts(TEXT + frame)) == [expected]


@pytest.mark.parametrize(
    "frame",
    [
        "<footer><p>Posted by Maria Ferro</p><p>Posted by Peter Holm</p></footer>",
        '<aside><a href="/x">Another quay opens</a><span class="author">Maria Ferro</span></aside>',
        '<aside class="comments"><p>Posted by Maria Ferro</p></aside>',
    ],
)
def test_names_in_a_frame_are_nobody_s_where_there_are_several_or_nothing_says_what_they_did(frame: str) -> None:
    assert names(parts(TEXT + frame)) == []


def test_a_sentence_may_say_who_wrote_it() -> None:
    found = parts("<p>This post was written by Maria Ferro, MD, physician, Quay Health.</p>" + TEXT)
    assert names(found)[0].startswith("This post was written by Maria Ferro")
    assert not any("Ferro" in line for line in found.paragraphs)


def test_a_heading_far_below_is_not_the_headline_by_which_the_author_stands() -> None:
    story = (
        f'<div class="author-name">Maria Ferro</div>{"".join(f"<p>{n}. {SENTENCE} {SENTENCE}</p>" for n in range(19))}'
    )
    html = f'<html><head><title>Quay opens</title><meta property="og:title" content="Quay opens"></head><body><main>{story}</main><h1>A message from us:</h1><p>Give.</p></body></html>'
    found = extract(Page(asked="x", content=html.encode(), retrieved_at=NOW, media_type="text/html"))
    assert names(found) == ["Maria Ferro"]


@pytest.mark.parametrize("heading", ["Related stories", "Læs også", "関連記事"])
def test_who_stands_below_a_heading_over_other_stories_wrote_those(heading: str) -> None:
    prose = f"<p>{SENTENCE} {SENTENCE}</p>" * 2
    cards = "".join(
        f"<div class=card><div class=title><a href=/{n}>Bakery chain buys its rival</a></div><p>Experts say so.</p>"
        f"<span class=author>{name}</span></div>"
        for n, name in enumerate(("Andrea Ferro", "Clara Martin"))
    )
    html = f"<html><body><main><h1>The quay opens again</h1>{prose}<h3>{heading}</h3>{cards}</main></body></html>"
    found = extract(Page(asked="x", content=html.encode(), retrieved_at=NOW, media_type="text/html"))
    assert found.bylines == ()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            '<p>2 May 2025 | <a href="/author/uvanu-qem">Uvanu Qem</a> | <a href="/harbour">Harbour</a></p>',
            ["Uvanu Qem"],
        ),
        ('<p><a href="https://news.example/es/autores/12">Uvanu</a>, 2 de mayo</p>', ["Uvanu"]),
        ('<p><a href="/profile/a">Uvanu Qem</a> <a href="/profile/b">Zorin Vell</a></p>', ["Uvanu Qem, Zorin Vell"]),
        ('<p><a href="/authors/">Our authors</a></p>', []),
        ('<p><a href="/authority/1">Port Board</a></p>', []),
        (f'<p>{SENTENCE} <a href="/profile/a">Uvanu Qem</a> did not.</p>', []),
        ('<nav><a href="/author/uvanu-qem">Uvanu Qem</a></nav>', []),
        ('<p>By Ana Ferro</p><p><a href="/author/uvanu-qem">Uvanu Qem</a></p>', []),
    ],
)
def test_a_name_by_the_headline_that_leads_to_an_authors_page(line: str, expected: list[str]) -> None:
    assert names(parts(line + TEXT), "author-link") == expected


def test_a_link_to_an_author_elsewhere_on_the_page_says_nothing_of_a_word_by_the_headline() -> None:
    aside = '<aside><h3><a href="/1">The other quay stays closed</a></h3><a href="/author/ana">Ana</a></aside>'
    assert names(parts(f"<p>Panama</p>{TEXT}{aside}"), "author-link") == []


@pytest.mark.parametrize("name", ["field field--label-hidden", "overflow-hidden", "hidden-xs", "print-hidden"])
def test_a_class_that_hides_something_else_hides_no_name(name: str) -> None:
    line = f'<p><span class="{name}">By Ana Ferro</span></p>'
    assert names(parts(line + TEXT)) == ["By Ana Ferro"]


@pytest.mark.parametrize("name", ["hidden", "visually-hidden", "is-hidden", "hidden-lg"])
def test_a_class_that_hides_hides_a_name(name: str) -> None:
    assert names(parts(f'<p><span class="{name}">By Ana Ferro</span></p>' + TEXT)) == []


def test_who_wrote_a_customers_review_is_not_the_author_of_the_page() -> None:
    review = '<div itemprop="review"><span itemprop="author">Ana Ferro</span><p>Dry boots.</p></div>'
    assert names(parts(TEXT + review), "microdata") == []
    own = '<div itemtype="https://schema.org/Review"><span itemprop="author">Ana Ferro</span></div>'
    assert names(parts(own + TEXT), "microdata") == ["Ana Ferro"]


@pytest.mark.parametrize("label", ["Artikel von:", "Recipe by", "Un article de", "Erstellt von"])
def test_a_label_is_no_name(label: str) -> None:
    line = f'<div class="author"><span>{label}</span></div><div>Ana Ferro</div>'
    assert names(parts(line + TEXT)) == ["Ana Ferro"]


def test_what_somebody_did_may_stand_below_the_name() -> None:
    credit = "<div><div><h6>Ana Ferro</h6><p>Penulis</p></div><div><h6>Ben Okafor</h6><p>Editor</p></div></div>"
    assert names(parts(credit + TEXT))[0] == "Ana Ferro"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("<p>21.06.2022 Water, For customers Von Ana Ferro</p>", "Von Ana Ferro"),
        ("<p>投稿者： 王小明 2013年2月19日 18:30 | コメント(1)</p>", "投稿者： 王小明"),
        ("<p>Gespeichert von Ana Ferro am 12. März 2024 - 14:20</p>", "Gespeichert von Ana Ferro am"),
    ],
)
def test_names_within_lines_of_facts(line: str, expected: str) -> None:
    assert names(parts(line + TEXT))[0] == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("<p>윤가람·정도현 기자</p>", "윤가람·정도현 기자"),
        ('<ul><li data-hook="user-name"><span class="x1">נעמה שקדי</span></li><li>12 במרץ 2024</li></ul>', "נעמה שקדי"),
    ],
)
def test_bylines_of_more_systems(line: str, expected: str) -> None:
    assert names(parts(line + TEXT))[0] == expected
