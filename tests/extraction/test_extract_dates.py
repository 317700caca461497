"""Days of publication: what is offered, best first."""
# ruff: noqa: E501 - pages stand here as they are

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from newsarc.extraction import extract
from newsarc.extraction.dates import from_url
from newsarc.extraction.shown import find_written_day
from newsarc.model.parts import Found, Parts
from newsarc.model.target import Page
from newsarc.normalise.dates import parse_date

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
SENTENCE = "The port director said on Monday that the quay would open again in April, after two years of work on it."
TEXT = "".join(f"<p>{number}. {SENTENCE} {SENTENCE}</p>" for number in range(5))


def parts(body: str, head: str = "", url: str | None = None) -> Parts:
    html = f"<!doctype html><html><head><title>Quay opens</title>{head}</head><body><main><h1>Quay opens</h1>{body}</main></body></html>"
    return extract(Page(asked="x", content=html.encode(), retrieved_at=NOW, media_type="text/html", url=url))


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/2001/11/06/", "2001-11-06"),
        ("/2023/12/05/slug", "2023-12-05"),
        ("/2023/1/5/slug", "2023-01-05"),
        ("/news/2024-03-09-slug.html", "2024-03-09"),
        ("/20240309/slug", "2024-03-09"),
        ("/A2024030914320005196", "2024-03-09"),
        ("/articles/2024-03-09+slug", "2024-03-09"),
        ("/n1/2024/0309/c1001.html", "2024-03-09"),
        ("/world/2024/mar/09/slug", "09 mar 2024"),
        ("/blog/2024/March/9/slug/", "9 March 2024"),
    ],
)
def test_days_in_addresses(path: str, day: str) -> None:
    assert from_url(f"https://news.example{path}") == [Found(day, "url")]


@pytest.mark.parametrize(
    "path",
    ["/kali-linux-2026-1", "/2024/13/01/x", "/2024/02/x", "/top-2024-12-tips", "/2024/marvel/12/x", "/12024030912"],
)
def test_figures_in_addresses_that_are_no_days(path: str) -> None:
    assert from_url(f"https://news.example{path}") == []


def test_when_a_web_archive_came_by_is_no_day_of_publication() -> None:
    kept = "https://web.archive.org/web/20190717140047/http://news.example"
    assert from_url(f"{kept}/quay-opens") == []
    assert from_url(f"{kept}/2014/01/27/quay-opens") == [Found("2014-01-27", "url")]


def test_a_text_file_takes_the_day_of_its_address_when_nothing_else_says() -> None:
    content = f"{SENTENCE}\n\n{SENTENCE}".encode()
    page = Page(
        asked="x", content=content, retrieved_at=NOW, media_type="text/plain", url="https://a.example/2024/03/09/x"
    )
    assert extract(page).published == (Found("2024-03-09", "url"),)


@pytest.mark.parametrize(
    "body",
    [
        "<p>14 March 2025</p>",
        "<p>Posted on</p><p>14 March 2025</p>",
        f"<p>{SENTENCE} {SENTENCE}</p><p>14 March 2025</p>",
        "<footer><p>Ana Ferro</p><p>14 March 2025 |</p></footer>",
        "<p>Ana Ferro 14 March 2025 3 comments</p>",
    ],
)
def test_days_shown_by_the_headline(body: str) -> None:
    assert parts(body + TEXT).published[0].value.startswith("14 March 2025")


def test_a_day_with_two_figures_for_the_year_counts_by_the_headline() -> None:
    assert parts("<p>Do 25.04.24 | 14:07 Uhr</p>" + TEXT).published[0] == Found("25.04.24", "headline")
    assert parts("<p>פורסם: 25/04/24 10:05</p>" + TEXT).published[0] == Found("25/04/24", "headline")


@pytest.mark.parametrize(
    "line",
    ["03 Kas 2025", "Selasa, 14 Oktober 2025 10:05 WIB", "14/10/2025 10h05 Atualizado há 2 dias", "令和7年11月3日"],
)
def test_a_line_on_top_with_hardly_more_than_a_day_is_no_text(line: str) -> None:
    assert line not in parts(f"<p>{line}</p>{TEXT}").paragraphs


def test_a_day_that_is_a_fact_of_the_story_stays() -> None:
    facts = ("Name: Quay", "Built by: Ana Ferro", "Length: 90 m", "Opened on: 14.10.2025")
    found = parts("".join(f"<p>{fact}</p>" for fact in facts) + TEXT)
    assert found.paragraphs[:4] == facts


@pytest.mark.parametrize(
    "note",
    [
        "This article was originally published on 2 May 2019 but has been updated.",
        "Dieser Text wurde zuerst veröffentlicht am 2. Mai 2019.",
        "Publicado originalmente el 2 de mayo de 2019",
        "First published: 2 May 2019",
    ],
)
def test_a_note_tells_when_the_text_came_out_first(note: str) -> None:
    found = parts(f"<p>14 March 2025</p>{TEXT}<p>{note}</p>").published
    assert [entry.evidence for entry in found][:2] == ["first-published", "headline"]


def test_a_note_without_its_day_tells_nothing() -> None:
    found = parts(
        f"<p>14 March 2025</p>{TEXT}<p>Originally published in The Quay Post. Read on 2 May 2019.</p>"
    ).published
    assert "first-published" not in [entry.evidence for entry in found]


def test_a_day_of_change_comes_last_and_says_so() -> None:
    found = parts("<p>Updated 16 March 2025</p><p>14 March 2025</p>" + TEXT).published
    assert [(entry.value, entry.evidence) for entry in found[:2]] == [
        ("14 March 2025", "headline"),
        ("16 March 2025", "updated-line"),
    ]


def test_days_further_down_count_only_where_nothing_else_tells() -> None:
    end = '<p class="post-date">14 March 2025</p><div class="related-card"><p class="date">1 May 2020</p></div>'
    assert [entry.value for entry in parts(TEXT + end).published] == ["14 March 2025"]
    head = '<meta name="article:published_time" content="2025-03-13">'
    assert [entry.value for entry in parts(TEXT + end, head).published] == ["2025-03-13"]


@pytest.mark.parametrize("name", ["w-published-date", "published", "site.publish_date", "date_created"])
def test_metas_named_like_a_day_of_publication(name: str) -> None:
    found = parts(TEXT, f'<meta name="{name}" content="2025-03-13T10:00:00Z">')
    assert found.published == (Found("2025-03-13T10:00:00Z", f"meta:{name}"),)


def test_times_inside_the_article_come_before_those_around_it() -> None:
    html = f'<html><body><div><time datetime="2020-01-01">x</time></div><article><h1>Quay</h1><time datetime="2025-03-14">y</time>{TEXT}</article></body></html>'
    found = extract(Page(asked="x", content=html.encode(), retrieved_at=NOW, media_type="text/html")).published
    assert [entry.value for entry in found][:2] == ["2025-03-14", "2020-01-01"]


@pytest.mark.parametrize(
    "text", ["Associated PressApril 28, 2023 GMT", "Yucy3/4/2025", "am 3. Mai 2024, 14:05", "2024年5月3日"]
)
def test_days_are_found_though_glued_to_a_name(text: str) -> None:
    assert find_written_day(text)


@pytest.mark.parametrize(
    ("line", "published", "modified"),
    [
        ("Published 9 March 2021 | Updated 10 March 2021", "9 March 2021", "10 March 2021"),
        ("9 marzo 2021 (modifica il 10 marzo 2021)", "9 marzo 2021", "10 marzo 2021"),
        ("Updated on: 10 March 2021 | Published on: 9 March 2021", "9 March 2021", "10 March 2021"),
        ("09.03.2021, Aktualizacja: 10.03.2021", "09.03.2021", "10.03.2021"),
        ("2021. március 9. Frissítve: 2021. március 10.", "2021. március 9", "2021. március 10"),
        ("9 มีนาคม 2564 ปรับปรุงล่าสุด 10 มีนาคม 2564", "9 มีนาคม 2564", "10 มีนาคม 2564"),
        ("০৯ মার্চ ২০২১ আপডেট: ১০ মার্চ ২০২১", "০৯ মার্চ ২০২১", "১০ মার্চ ২০২১"),
        ("입력 2021.03.09 수정 2021.03.10", "2021.03.09", "2021.03.10"),
        ("۱۹ اسفند ۱۳۹۹", "۱۹ اسفند ۱۳۹۹", ""),
        ("۱۳۹۹/۱۲/۱۹", "۱۳۹۹/۱۲/۱۹", ""),
        ("९ मार्च २०२१", "९ मार्च २०२१", ""),
        ("9 آذار 2021", "9 آذار 2021", ""),
        ("Ngày 9 tháng 3 năm 2021", "9 tháng 3 năm 2021", ""),
    ],
)
def test_days_shown_in_many_languages(line: str, published: str, modified: str) -> None:
    found = parts(f"<div class=info>{line}</div>{TEXT}")
    assert found.published[0].value == published
    assert [entry.value for entry in found.modified] == [modified] * bool(modified)


def test_a_change_that_is_shown_counts_only_where_none_is_stated_for_machines() -> None:
    head = '<meta property="article:modified_time" content="2021-03-11">'
    found = parts(f"<p>9 March 2021, updated 10 March 2021</p>{TEXT}", head)
    assert [entry.value for entry in found.modified] == ["2021-03-11"]


def test_a_headline_that_is_no_heading_is_found_by_its_words() -> None:
    lines = '<div>The old quay in Falun opens</div><p>14 March 2025</p><div class="date">1 May 2020</div>'
    html = f'<html><head><meta property="og:title" content="The old quay in Falun opens"></head><body>{lines}{TEXT}</body></html>'
    found = extract(Page(asked="x", content=html.encode(), retrieved_at=NOW, media_type="text/html")).published
    assert found[0] == Found("14 March 2025", "headline")


def test_the_day_it_is_today_is_no_day_of_publication() -> None:
    html = (
        f'<html><body><div class="todays-date">14 March 2025</div><main><h1>Quay opens</h1>{TEXT}</main></body></html>'
    )
    assert extract(Page(asked="x", content=html.encode(), retrieved_at=NOW, media_type="text/html")).published == ()


def test_the_one_day_on_a_line_of_its_own_counts_wherever_it_stands() -> None:
    assert parts(TEXT * 9 + "<p>Posted on 14 March 2025 by Ana</p>").published == (Found("14 March 2025", "text"),)
    assert parts(TEXT * 9 + "<p>14 March 2025</p><p>15 March 2025</p>").published == ()


@pytest.mark.parametrize(
    "state",
    [
        '<script>var page = {firstPublicationDate: "20250314", updated: "2025-04-01"}</script>',
        '<script>x("{\\"publishedAt\\":\\"2025-03-14T10:00:00Z\\"}")</script>',
        '<div data-page="{&quot;datePublished&quot;:&quot;2025-03-14&quot;}"></div>',
    ],
)
def test_a_day_in_the_data_of_a_page_counts_where_nothing_else_is_made_for_machines(state: str) -> None:
    found = parts(TEXT + state).published
    assert found[0].evidence == "state"
    assert found[0].value.replace("-", "").startswith("20250314")
    assert parts(TEXT + state + '<script>{"datePublished": "2024-01-01"}</script>').published == ()


@pytest.mark.parametrize(
    "day",
    [
        "12-May-2024",
        "12.mai.2024",
        "12 مايو/أيار 2024",
        "۱۴۰۳-۰۲-۲۳",
        "令和6年5月12日",
        "民國113年5月12日",
        "2024. 5. 12",
    ],
)
def test_days_are_found_as_printed(day: str) -> None:
    assert find_written_day(f"{day} | Quay") == day


@pytest.mark.parametrize(
    ("line", "came", "changed"),
    [
        ("Last updated 12/7/2025 at 8pm | Published 12/3/2025 at 7pm", "12/3/2025", "12/7/2025"),
        ("Par Ana FerroMis à jour le 20 octobre 2025Publié le 5 octobre 2025", "5 octobre 2025", "20 octobre 2025"),
        ("Published 3 May 2025, updated 9 May 2025", "3 May 2025", "9 May 2025"),
    ],
)
def test_a_line_with_two_days_says_which_is_which(line: str, came: str, changed: str) -> None:
    found = parts(f"<div>{line}</div>{TEXT}")
    assert found.published[0].value.startswith(came)
    assert found.modified[0].value.startswith(changed)


def test_a_market_update_is_no_change() -> None:
    assert parts(f"<p>Market update: 12 May 2025</p>{TEXT}").published[0].value == "12 May 2025"


def test_a_life_from_day_to_day_is_no_day_of_publication() -> None:
    assert parts(f"<p>May 17, 1934 — March 4, 2025</p>{TEXT}", "<meta name=date content=2025-03-09>").published == (
        Found("2025-03-09", "meta:date"),
    )


def test_times_of_a_change_come_last() -> None:
    days = '<time class="updated">20 May 2025</time> <time class="entry-date published">5 May 2025</time>'
    found = parts(f"<p>{days}</p>{TEXT}")
    assert found.published[0] == Found("5 May 2025", "time")
    assert found.modified[0] == Found("20 May 2025", "microdata")
    both = parts(f'<p><time class="entry-date published updated">5 May 2025</time></p>{TEXT}')
    assert both.modified == ()


def test_how_long_ago_it_was_has_its_day_for_machines() -> None:
    ago = '<abbr class=timeago title="2025-03-12T09:30:00Z">2 months ago</abbr>'
    assert parts(f"<p>{ago}</p>{TEXT}").published[0] == Found("2025-03-12T09:30:00Z", "time")


def test_the_number_of_a_story_in_another_script_is_no_day() -> None:
    body = f"<ul class=meta><li>۲۱ اسفند ۱۴۰۳</li><li>کد خبر: 14031210</li></ul>{TEXT}"
    assert [found.value for found in parts(body).published] == ["۲۱ اسفند ۱۴۰۳"]


def test_a_day_behind_words_for_a_change_gives_way_to_one_without() -> None:
    lines = "<p>5 Οκτωβρίου 2025 10:14</p><h1>Quay opens</h1>"
    body = f"<p>Διαβάστηκε 214 φορέςΤελευταία τροποποίηση στις 6 Νοεμβρίου 2025</p>{TEXT}"
    html = f"<html lang=el><head><title>Quay opens</title></head><body><main>{lines}{body}</main></body></html>"
    found = extract(Page(asked="x", content=html.encode(), retrieved_at=NOW, media_type="text/html"))
    assert [entry.value for entry in found.published] == ["5 Οκτωβρίου 2025 10:14", "6 Νοεμβρίου 2025"]


@pytest.mark.parametrize("sign", ["/EIN/ --", "(PTI) –", "–", "--(BUSINESS WIRE)--"])
def test_the_day_of_a_dateline_counts_where_there_is_no_other(sign: str) -> None:
    assert parts(f"<p>QUAY TOWN, March 12, 2025 {sign} {SENTENCE} {SENTENCE}</p>{TEXT}").published == (
        Found("March 12, 2025", "text"),
    )
    assert parts(f"<p>On March 12, 2025 {SENTENCE} {SENTENCE}</p>{TEXT}").published == ()


@pytest.mark.parametrize(
    "line",
    ["Emre Soylu - Anadolu Ajansı | 5 Ekim 2025 | Son Güncelleme: 5 Ekim 2025", "Erstellt am: 30.01.2022 18:36 / sk"],
)
def test_a_line_of_who_and_when_above_the_text_is_none_of_it(line: str) -> None:
    assert line not in parts(f"<p>{line}</p>{TEXT}").paragraphs


def test_a_line_that_leads_to_what_was_posted_is_text() -> None:
    line = "Posted on the forum of the town on 2025-07-09:"
    assert line in parts(f"<p>{line}</p>{TEXT}").paragraphs


@pytest.mark.parametrize(
    "line",
    [
        "<span>입력</span><span>2025.03.12. 오전 9:12</span> <span>수정</span><span>2025.03.14. 오후 1:40</span>",
        "<span>Updated</span><span>14 March 2025</span><span>Published</span><span>12 March 2025</span>",
        "<p>Last updated:</p><p>14 March 2025</p><p>Published:</p><p>12 March 2025</p>",
    ],
)
def test_a_label_may_stand_apart_from_its_day(line: str) -> None:
    found = parts(f"<div>{line}</div>{TEXT}")
    assert "12" in found.published[0].value
    assert "14" in found.modified[0].value


@pytest.mark.parametrize("day", ["12 มี.ค. 2568", "12 มี.ค. 68 (09:30 น.)"])
def test_thai_days_with_and_without_their_century(day: str) -> None:
    found = parts(f"<p>{day}</p>{TEXT}").published[0].value
    moment = parse_date(found, language="th", now=NOW)
    assert moment is not None
    assert moment.day.isoformat() == "2025-03-12"


@pytest.mark.parametrize(
    "line",
    [
        "Kamis, 12 Maret 2025 10:21 WIB",
        "Segunda-feira, 5 de Outubro de 2025 - 07h40 Por: Renata Figueira",
        "مریم کاظمی / ۱۳ مهر ۱۴۰۴",
        "Tereza Havlová12. 3. 2025 11:14",
    ],
)
def test_a_day_and_little_else_above_the_text_is_none_of_it(line: str) -> None:
    assert line not in parts(f"<p>{line}</p>{TEXT}").paragraphs


CARDS = "<div class=more><h2>More stories</h2><div><a href=/x>The ferry is late</a><time>2025-11-09</time></div></div>"


@pytest.mark.parametrize(
    "line",
    [
        "14 November 2025",
        "By Ana Ferro | Friday, 14 November 2025 | Vol. 88, No. 14",
        "<span>Harbour News Collective</span><span>Published: 14 November 2025 09:30 AM</span>",
        "Author: Ana Ferro | prepared by (mp) | Published: 14 November 2025",
    ],
)
def test_a_day_by_the_headline_comes_before_those_on_the_cards_of_other_stories(line: str) -> None:
    found = parts(f"<div>{line}</div>{TEXT}{CARDS}")
    assert (found.published[0].evidence, found.published[0].value[:16]) == ("headline", "14 November 2025")


def test_a_day_in_a_sentence_by_the_headline_is_none_of_publication() -> None:
    found = parts(f"<p>The oldest of the letters has the date 3 May 1911, and the ink has run.</p>{TEXT}{CARDS}")
    assert found.published[0] == Found("2025-11-09", "time")


@pytest.mark.parametrize(
    ("opening", "day"),
    [
        ("01.02.2024 The port director", "01.02.2024"),
        ("3 May 2024: The port director", "3 May 2024"),
        ("Press release of 3 May 2024 | Quaytown – The port director", "3 May 2024"),
        ("3 May 2024 was the day when the port director", ""),
        ("On 3 May 2024 The Harbour Herald said that the port director", ""),
    ],
)
def test_the_day_that_the_text_opens_with_counts_where_there_is_no_other(opening: str, day: str) -> None:
    found = parts(f"<p>{opening} said that the quay would open again in April. {SENTENCE} {SENTENCE}</p>{TEXT}")
    assert [found.value for found in found.published if found.evidence == "text"] == ([day] if day else [])


@pytest.mark.parametrize(
    ("below", "day"),
    [
        ("<p>Last updated: 3 May 2024</p>", "3 May 2024"),
        ("<p>Last updated: 3 May 2024</p><footer>Updated 4 May 2024</footer>", "3 May 2024"),
        ("<p>Last updated: 3 May 2024</p><p>Updated: 4 May 2024</p>", ""),
        ("<div class='related'><p>Updated: 4 May 2024</p></div>", ""),
        ("<p>Updated: 4 May 2024, when the port director said that the quay would open again.</p>", ""),
    ],
)
def test_the_only_day_of_a_change_below_the_text_counts_where_there_is_no_other(below: str, day: str) -> None:
    assert [found.value for found in parts(TEXT + below).modified] == ([day] if day else [])


def test_the_day_a_text_was_entered_on_counts_where_none_stands_by_the_headline() -> None:
    entered = '<meta name="DC.date.created" content="2021-08-12T17:55:03-03:00">'
    line = "<p>published 13/08/2021 08h00</p>"
    assert parts(line + TEXT, entered).published[0] == Found("13/08/2021 08h00", "headline")
    assert parts(TEXT, entered).published[0].evidence == "meta:dc.date.created"


def test_a_line_of_facts_that_counts_comments_is_none_of_another_story() -> None:
    facts = "<span class=vcard>desk</span>|<span>September 12th, 2024</span>|<span class=x-comments>0 Comments</span>"
    others = "<div class=carousel><div class=teaser-date>August 30th, 2024</div></div>"
    found = parts(f"{TEXT}<div class=meta-info>By {facts}</div>{others}")
    assert [day.value for day in found.published] == ["September 12th, 2024"]
