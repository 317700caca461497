"""Which of a page's several titles is taken: what readers see, before what is written for search engines."""
# ruff: noqa: E501 - pages stand here as they are

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from newsarc.extraction import extract
from newsarc.model.parts import Parts
from newsarc.model.target import Page

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
TEXT = (
    "<p>The port director said on Monday that the quay would open again in April, after two years of work on it and its sheds.</p>"
    * 5
)


def parts(kind: str, headline: str, heading: str, social: str = "") -> Parts:
    data = json.dumps({"@type": kind, "headline": headline, "datePublished": "2025-03-14"})
    head = (
        f'<meta property="og:title" content="{social or headline}"><script type="application/ld+json">{data}</script>'
    )
    html = f"<html><head><title>{headline} - The Quay Post</title>{head}</head><body><main><h1>{heading}</h1>{TEXT}</main></body></html>"
    return extract(Page(asked="x", content=html.encode(), retrieved_at=NOW, media_type="text/html"))


@pytest.mark.parametrize(
    ("kind", "headline", "heading", "title"),
    [
        ("BlogPosting", "How to Tie a Rope in 2025", "Seven ways to tie a rope", "Seven ways to tie a rope"),
        ("Article", "How to Tie a Rope in 2025", "Seven ways to tie a rope", "Seven ways to tie a rope"),
        ("NewsArticle", "Quay opens again after two years", "The quay opens again", "Quay opens again after two years"),
        ("Article", "How to tie a rope", "Guides: How to tie a rope", "How to tie a rope"),
        ("Article", "How to tie a rope", "How to tie a rope – Knots", "How to tie a rope"),
        ("Article", "How to tie a rope", "Sponsors", "How to tie a rope"),
        ("Article", "Rope guide for beginners", "Seven knots everybody needs", "Seven knots everybody needs"),
        (
            "Article",
            "How to tie a rope (with",
            "How to tie a rope (with pictures)",
            "How to tie a rope (with pictures)",
        ),
        ("NewsArticle", "Quay opens again af...", "Quay opens again after years", "Quay opens again after years"),
        ("WebPage", "How to tie a rope", "Title: How to tie a rope", "How to tie a rope"),
    ],
)
def test_the_printed_headline_wins_where_no_newsroom_writes_the_data(
    kind: str, headline: str, heading: str, title: str
) -> None:
    found = parts(kind, headline, heading)
    assert found.title == title
    assert found.title not in found.alt_titles


def test_a_name_in_the_data_is_no_headline() -> None:
    data = json.dumps({"@type": "Article", "name": "Rope guide page", "datePublished": "2025-03-14"})
    html = f'<html><head><title>Rope</title><script type="application/ld+json">{data}</script></head><body><h1>Seven ways to tie a rope</h1>{TEXT}</body></html>'
    page = Page(asked="x", content=html.encode(), retrieved_at=NOW, media_type="text/html")
    assert extract(page).title == "Seven ways to tie a rope"


def page(body: str, title: str, head: str = "") -> Parts:
    html = f'<html><head><meta property="og:title" content="{title}">{head}</head><body><main>{body}{TEXT}</main></body></html>'
    return extract(Page(asked="x", content=html.encode(), retrieved_at=NOW, media_type="text/html"))


def test_a_word_that_a_template_left_in_the_data_is_no_headline() -> None:
    data = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "cmsname"}</script>'
    assert page("<p>x</p>", "The quay opens after two years", data).title == "The quay opens after two years"


def test_a_site_s_name_that_stands_first_makes_no_name_of_the_headline() -> None:
    head = '<meta property="og:site_name" content="NEWS EASY"><title>NEWS EASY|子どもの法律ができる</title>'
    found = page("<h1>NEWS EASY</h1>", "NEWS EASY|子どもの法律ができる", head)
    assert found.title == "子どもの法律ができる"
    assert [entry.value for entry in found.publishers] == ["NEWS EASY"]


@pytest.mark.parametrize(
    ("body", "title", "expected"),
    [
        (
            "<h1>Harbour Notes</h1><h2>The quay opens after two years</h2>",
            "The quay opens after two years",
            "The quay opens after two years",
        ),
        (
            "<h1>Quay: plans, cost, dates</h1><h2>Harbour The quay opens after two years</h2>",
            "The quay opens after two years",
            "The quay opens after two years",
        ),
        ("<h1>Quays</h1>", "What quays are for and how they are built", "Quays"),
        (
            "<h1>Tools</h1><h1>Quay opens after years of work</h1>",
            "Harbours, quays and what they cost",
            "Quay opens after years of work",
        ),
        (
            "<h1>Quay opens after years of work</h1><h1>Quay opens after years of work</h1>",
            "Harbours, ships",
            "Quay opens after years of work",
        ),
    ],
)
def test_the_heading_above_the_text_is_what_readers_see(body: str, title: str, expected: str) -> None:
    assert page(body, title).title == expected


def test_a_second_headline_that_is_shown_comes_before_the_one_for_searches() -> None:
    data = json.dumps(
        {
            "@type": "NewsArticle",
            "headline": "Quay cost: all dates",
            "alternativeHeadline": "The quay opens again after",
        }
    )
    head = f'<script type="application/ld+json">{data}</script>'
    assert (
        page("<h1>The quay opens again after two years</h1>", "Quay cost", head).title
        == "The quay opens again after two years"
    )


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("The quay opens after two years | World News", "The quay opens after two years"),
        ("Opinion | The quay opens after two years", "The quay opens after two years"),
        ("The quay opens | after two years", "The quay opens | after two years"),
        ("부두가 이 년 만에 다시 문을 연다고 밝혔다-정치", "부두가 이 년 만에 다시 문을 연다고 밝혔다"),
    ],
)
def test_a_section_behind_a_bar_is_no_part_of_the_title(title: str, expected: str) -> None:
    assert page("", title).title == expected


@pytest.mark.parametrize("sign", ["«", "‹", "::", "»"])
def test_a_heading_that_is_the_sites_name_is_no_title(sign: str) -> None:
    heading = "<h1><a href=/>The Quay Post</a></h1><h2><a href=/quay>Quay opens again after two years</a></h2>"
    html = f"<html><head><title>Quay opens again after two years {sign} The Quay Post</title></head><body>{heading}{TEXT}</body></html>"
    found = extract(Page(asked="x", content=html.encode(), retrieved_at=NOW, media_type="text/html"))
    assert found.title == "Quay opens again after two years"


@pytest.mark.parametrize(
    "window",
    [
        "{} ~ The Quay Post",
        "{} - Harbours",
        "{} < Harbours < Stories - Quay Post",
        "{}_Harbours_Quay Post",
        "[Harbours] {} : Post",
        "{} (Quay Post)",
    ],
)
def test_of_the_windows_title_what_a_line_says_is_taken(window: str) -> None:
    title = "Quay opens again after two years"
    html = f"<html><head><title>{window.format(title)}</title></head><body><div><b>{title}</b></div><div>{TEXT}</div></body></html>"
    found = extract(Page(asked="x", content=html.encode(), retrieved_at=NOW, media_type="text/html"))
    assert found.title == title


def test_words_that_end_the_windows_title_are_none_without_a_sign_between() -> None:
    html = f"<html><head><title>The faction in the town hall of Quay</title></head><body><div>in the town hall of Quay</div>{TEXT}</body></html>"
    found = extract(Page(asked="x", content=html.encode(), retrieved_at=NOW, media_type="text/html"))
    assert found.title == "The faction in the town hall of Quay"


def test_where_the_window_names_the_site_alone_a_line_called_the_title_is_taken() -> None:
    html = f"<html><head><title>Quay Post</title></head><body><div><h3 class=news-title>Quay opens again after two years</h3>{TEXT}</div></body></html>"
    page = Page(
        asked="x", url="https://quaypost.example/1", content=html.encode(), retrieved_at=NOW, media_type="text/html"
    )
    assert extract(page).title == "Quay opens again after two years"


def test_a_title_that_breaks_is_not_repeated_in_the_text() -> None:
    html = f"<html><head><title>Quay opens again after two years</title></head><body><h1>Quay opens again<br>after two years</h1>{TEXT}</body></html>"
    found = extract(Page(asked="x", content=html.encode(), retrieved_at=NOW, media_type="text/html"))
    assert all("opens again after" not in line and line != "Quay opens again" for line in found.paragraphs)


def at_quaypost(window: str, heading: str = "", head: str = "") -> Parts:
    """A page of www.quaypost.example, whose name nothing but its address and window tell."""
    html = f"<html><head><title>{window}</title>{head}</head><body><main>{heading}{TEXT}</main></body></html>"
    url = "https://www.quaypost.example/a/1"
    return extract(Page(asked="x", url=url, content=html.encode(), retrieved_at=NOW, media_type="text/html"))


QUAY = "The quay opens again after two years"


@pytest.mark.parametrize(
    ("window", "heading"),
    [
        (f"The Quay Post | {QUAY}", ""),
        (f"The Quay Post - {QUAY}", ""),
        (f"The Quay Post: {QUAY}", ""),
        (f"{QUAY} / The Quay Post", ""),
        (f"{QUAY} | The Quay Post", f"<h1>{QUAY} | Quay Post</h1>"),
        (f"{QUAY} | The Quay Post", f"<h1>{QUAY.upper()}</h1>"),
        (f"{QUAY} | The Quay Post", f"<h1>{QUAY}<span>3 comments</span></h1>"),
        (f"{QUAY} | The Quay Post", f"<h1><span>Politics</span> {QUAY}</h1>"),
    ],
)
def test_the_title_without_the_site_s_name_a_section_or_a_count(window: str, heading: str) -> None:
    found = at_quaypost(window, heading)
    assert found.title == QUAY
    assert found.paragraphs[0].startswith("The port director")


@pytest.mark.parametrize(
    "title",
    ["Quays: Which of them open again", "Postquay: What the word once meant", "The best rope of the year – Tested"],
)
def test_what_is_like_the_site_s_name_stays(title: str) -> None:
    assert at_quaypost(f"{title} | The Quay Post", f"<h1>{title}</h1>").title == title


def test_of_several_described_stories_the_pages_own_is_taken() -> None:
    def story(headline: str, day: str, author: str) -> str:
        return f'{{"@type":"NewsArticle","headline":"{headline}","datePublished":"{day}","author":"{author}"}}'

    data = f"[{story('A ferry has got a name', '2025-05-01', 'Ben Okafor')},{story(HEAD_OF_TWO, '2025-03-02', 'Ana Ferro')}]"
    html = (
        f'<html><head><title>{HEAD_OF_TWO} | Quay News</title><script type="application/ld+json">{data}</script></head>'
        f"<body><h1>{HEAD_OF_TWO}</h1><p>{'The quay opens again in April. ' * 20}</p></body></html>"
    )
    found = extract(Page(asked="x", content=html.encode(), retrieved_at=NOW, media_type="text/html"))
    assert found.title == HEAD_OF_TWO
    assert found.published[0].value == "2025-03-02"
    assert found.bylines[0].value == "Ana Ferro"


HEAD_OF_TWO = "The quay is to open again in April"


def test_a_heading_that_only_opens_what_stands_below_it_is_no_title() -> None:
    html = (
        f"<html><head><title>{HEAD_OF_TWO}</title><meta property='og:title' content='{HEAD_OF_TWO}'></head>"
        f"<body><h1>A message from our founder:</h1><p>{'The quay opens again in April. ' * 20}</p></body></html>"
    )
    found = extract(Page(asked="x", content=html.encode(), retrieved_at=NOW, media_type="text/html"))
    assert found.title == HEAD_OF_TWO


def test_a_title_that_a_template_escaped_twice_is_read_twice() -> None:
    html = f"<html><head><title>Quays &amp;amp; Ferries</title></head><body><h1>Quays &amp;#x26; Ferries</h1>{'<p>The quay opens again in April.</p>' * 20}</body></html>"
    found = extract(Page(asked="x", content=html.encode(), retrieved_at=NOW, media_type="text/html"))
    assert (found.title, found.alt_titles) == ("Quays & Ferries", ())


@pytest.mark.parametrize(
    ("window", "title"),
    [
        ("Blog Archive &raquo; Three counties sign a deal on water levels", "Three counties sign a deal on water levels"),
        ("St Cuthbert&amp;#8217;s bell is to ring &amp;ldquo;A&amp;rdquo; again", "St Cuthbert’s bell is to ring “A” again"),
    ],
)  # fmt: skip
def test_what_old_software_leaves_in_titles(window: str, title: str) -> None:
    html = f"<html><head><title>{window}</title></head><body><div>{TEXT}</div></body></html>"
    assert extract(Page(asked="x", content=html.encode(), retrieved_at=NOW, media_type="text/html")).title == title


def _publishers(window: str, around: str, url: str = "https://www.harbour-herald.example/news/2026/quay") -> list[str]:
    html = f"<html><head><title>{window}</title></head><body>{around}<main><h1>The quay opens again</h1>{TEXT}</main></body></html>"
    found = extract(Page(asked="x", url=url, content=html.encode(), retrieved_at=NOW, media_type="text/html"))
    return [entry.value for entry in found.publishers]


@pytest.mark.parametrize(
    ("window", "around"),
    [
        ("The quay opens again: Island University", "<a href='/'><img src=l.svg alt='Island University'></a>"),
        (
            "Island University :: News :: The quay opens again",
            "<a href='/'><img src=l.svg alt='Island University'></a>",
        ),
        ("Island University - The quay opens again", "<a href='/'>Island University</a>"),
    ],
)
def test_what_window_title_and_logo_say_alike_is_the_site(window: str, around: str) -> None:
    assert _publishers(window, around) == ["Island University"]


def test_who_holds_the_rights_is_the_site_where_its_host_is_called_so() -> None:
    foot = "<div id=foot><p>Copyright © 2001-2026 Harbour Herald. All rights reserved.</p></div>"
    assert _publishers("The quay opens again", foot) == ["Harbour Herald"]
    other = "<div id=foot><p>Copyright © 2026 Quay Media Ltd. All rights reserved.</p></div>"
    assert _publishers("The quay opens again", other) == []


SITE = '<meta property="og:site_name" content="Harbour Herald">'


def test_a_title_that_is_cut_goes_on_where_the_page_says_it_whole() -> None:
    head = f"{SITE}<title>The quay opens again… “and we stay”, say its cats - Harbour Herald</title>"
    found = page("<h2>The quay</h2>", "The quay opens again…", head)
    assert found.title == "The quay opens again… “and we stay”, say its cats"


def test_a_headline_in_the_data_that_is_the_page_s_but_shorter_gives_way() -> None:
    whole = "The quay opens again and it floods in eleven days after all that was said"
    data = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "The quay opens again"}</script>'
    assert page(f"<h1>{whole}</h1>", "", f"{data}<title>{whole} | Harbour Herald</title>").title == whole


def test_a_page_to_print_is_not_called_print() -> None:
    body = "<h3>Millers threaten to shut the gates over fires</h3>"
    html = f"<html><head>{SITE}<title>Harbour Herald :: Print</title></head><body><p>By Ana Ferro</p>{body}{TEXT}</body></html>"
    found = extract(Page(asked="x", content=html.encode(), retrieved_at=NOW, media_type="text/html"))
    assert found.title == "Millers threaten to shut the gates over fires"


def test_a_day_above_a_weblog_s_post_is_no_title_and_the_post_s_is_no_site() -> None:
    post = '<h2 class=date-header>Tuesday, June 14, 2011</h2><h3><a href="#">They paint the gate beige</a></h3>'
    found = page(f"<div class=post>{post}</div>", "", "<title>Pellham Watch: They paint the gate beige</title>")
    assert found.title == "They paint the gate beige"
    assert [entry.value for entry in found.publishers] == []
    names_site = page(f"<div class=post>{post}</div>", "", f"{SITE}<title>Harbour Herald</title>")
    assert names_site.title != "Tuesday, June 14, 2011"


def test_where_the_window_names_a_section_the_largest_letters_are_the_title() -> None:
    logo = '<a href="/"><img src="/logo.gif" alt="Harbour Herald"></a>'
    body = f'{logo}<font size="5"><b>Quarry blast cracks the chapel windows</b></font>'
    html = f"<html><head><title>Harbour Herald :: News</title></head><body>{body}<br>{TEXT}</body></html>"
    found = extract(Page(asked="x", content=html.encode(), retrieved_at=NOW, media_type="text/html"))
    assert found.title == "Quarry blast cracks the chapel windows"


def test_where_the_window_is_of_the_site_the_heading_above_the_byline_is_the_title() -> None:
    body = "<h1>Harbour Herald</h1><h2>Let the dining hall close at nine</h2><p>By Ana Ferro | 12 May 2025</p>"
    window = "Harbour Herald - the paper of the port"
    html = f"<html><head>{SITE}<title>{window}</title></head><body>{body}{TEXT}</body></html>"
    found = extract(Page(asked="x", content=html.encode(), retrieved_at=NOW, media_type="text/html"))
    assert found.title == "Let the dining hall close at nine"


def windowed(body: str, window: str) -> str:
    head = f'<meta property="og:site_name" content="The Quay Post"><title>{window}</title>'
    html = f"<html><head>{head}</head><body><main>{body}{TEXT}</main></body></html>"
    return extract(Page(asked="x", content=html.encode(), retrieved_at=NOW, media_type="text/html")).title


@pytest.mark.parametrize(
    ("badge", "expected"),
    [
        (" PRIME", "The quay opens again"),
        (" PREMIUM", "The quay opens again"),
        (" in May", "The quay opens again in May"),
    ],
)
def test_a_badge_behind_the_headline_is_none_of_it(badge: str, expected: str) -> None:
    heading = f"<h1>The quay opens again<span>{badge}</span></h1>"
    assert windowed(heading, "The quay opens again | The Quay Post") == expected


def test_an_old_page_without_headings_has_its_title_in_large_letters() -> None:
    large = "<font size=6><b>The Quay Post</b></font><p><font size=5><b>The bear that came to church</b></font></p>"
    assert windowed(large, "The Quay Post - electronic edition") == "The bear that came to church"
    told = "Of bears and of churches in our valley"
    assert windowed(large, f"The Quay Post - {told}") == told


def test_the_name_of_a_site_behind_which_more_stands_is_cut_off_whole() -> None:
    head = '<meta property="og:site_name" content="Quay media - Analysis and Opinion">'
    found = page(f"<h1>Opinion</h1>{TEXT}", "The quay opens again | Quay media - Analysis and Opinion", head)
    assert found.title == "The quay opens again"


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("<span class=kicker>Rail</span> Night train to the sea comes back", "Night train to the sea comes back"),
        ("<span class=c-topline>Rail</span>Night train to the sea comes back", "Night train to the sea comes back"),
        ("Night train to the sea comes back <b class=badge>Plus</b>", "Night train to the sea comes back"),
        (
            "<span class=kicker>Rail</span>: Night train to the sea comes back",
            "Rail : Night train to the sea comes back",
        ),
        ("<span class=kicker>Rail:</span> Night train to the sea", "Rail: Night train to the sea"),
        ("<span class=word>Night</span> train to the sea comes back", "Night train to the sea comes back"),
    ],
)
def test_a_kicker_in_the_headline_is_none_of_it_unless_a_sign_joins_the_two(heading: str, expected: str) -> None:
    html = f"<html><body><main><h1>{heading}</h1>{TEXT}</main></body></html>"
    found = extract(Page(asked="x", content=html.encode(), retrieved_at=NOW, media_type="text/html"))
    assert found.title.replace(" :", ":") == expected.replace(" :", ":")
    assert not any("sea" in line for line in found.paragraphs)


def test_a_heading_that_is_the_sites_name_as_its_domain_writes_it_is_no_title() -> None:
    body = f"<h1><a href='/'>Quay Notes</a></h1><h3>The honey harvest comes back</h3>{TEXT}"
    html = f"<html><head><title>The honey harvest comes back</title></head><body>{body}</body></html>"
    url = "https://quaynotes.example/2024/honey"
    found = extract(Page(asked="x", url=url, content=html.encode(), retrieved_at=NOW, media_type="text/html"))
    assert found.title == "The honey harvest comes back"


def test_day_and_hour_within_a_heading_end_it() -> None:
    heading = "<h1>老城区最后一家修表铺搬进社区服务站<br><span>2023-09-15 08:36:12 来源：新华社 评论：0</span></h1>"
    html = f"<html><body><main>{heading}{TEXT}</main></body></html>"
    found = extract(Page(asked="x", content=html.encode(), retrieved_at=NOW, media_type="text/html"))
    assert found.title == "老城区最后一家修表铺搬进社区服务站"
