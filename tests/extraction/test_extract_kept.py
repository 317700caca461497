"""What looks like something else and is the story's, and what looks like the story's and is not."""

# ruff: noqa: E501 - pages stand here as they are
from __future__ import annotations

import pytest
from tests.extraction.council import NOW, SENTENCES, STORY, URL

from newsarc.extraction import extract
from newsarc.model.parts import Parts
from newsarc.model.target import Page

LONG = (
    "The diary of the harbour master, which was found in a drawer last week, tells of a winter in which the ferries "
    "did not sail for eleven days, and of a singer who had to sleep on the quay."
)
OTHERS = tuple(
    f"{begin} The {name} is to go to the museum of the town, where it will stand between a loom and the bell of the old "
    "school, which was rung for the last time in the spring of the year in which the new one was opened on the meadow."
    for name, begin in (
        (
            "bottle",
            "A ferry has been named after a singer whom nobody in the town remembers any more, not even her cousins.",
        ),
        (
            "oven",
            "The baker on the hill closes after forty years, and none of his sons wants to get up at two in the morning.",
        ),
        (
            "nest",
            "Two storks have come back to the chimney of the old dairy, a week earlier than in any of the last ten years.",
        ),
    )
)


def parts(body: str) -> Parts:
    html = (
        "<!doctype html><html lang=en><head><title>Work begins</title></head><body>"
        f"<main><h1>Work begins</h1><div class=story>{body}</div></main></body></html>"
    )
    return extract(Page(asked="x", url=URL, content=html.encode(), retrieved_at=NOW, media_type="text/html"))


def rules(found: Parts) -> set[str]:
    return {entry.rule for entry in found.removed}


@pytest.mark.parametrize(
    ("day", "shared"),
    [
        (
            "<h3>Day {n}</h3><ul><li>A slow walk along the quay of day {n}</li><li>Ten minutes of rest on the old bench</li></ul>",
            "Ten minutes of rest on the old bench",
        ),
        (
            "<h3>Ferry {n}</h3><p>It carries {n}0 cars, and was built by the yard in the year after.</p><p>Open to all, from eight to eight</p>",
            "Open to all, from eight to eight",
        ),
        (
            "<table><tr><td>Quay {n}</td><td>It is closed until further notice</td></tr></table><p>So it is, {n} times.</p>",
            "It is closed until further notice",
        ),
    ],
    ids=["points", "labels", "cells"],
)
def test_what_parts_of_a_story_have_in_common_stays(day: str, shared: str) -> None:
    body = STORY + "".join(day.format(n=n) for n in range(1, 4)) + f"<p>{LONG}</p>"
    assert "\n".join(parts(body).paragraphs).count(shared) == 3


def test_a_list_that_stands_there_twice_is_read_once() -> None:
    points = "<ul>" + "".join(f"<li>Point {n} of what the council decided</li>" for n in range(5)) + "</ul>"
    found = parts(f"{points}{STORY}{points}<p>{LONG}</p>")
    assert "\n".join(found.paragraphs).count("Point 3 of what") == 1
    assert "repeated" in rules(found)


def test_a_paragraph_that_stands_there_twice_is_read_once() -> None:
    found = parts(f"{STORY}<div><p>{SENTENCES[2]}</p></div><p>{LONG}</p>")
    assert found.paragraphs == (*SENTENCES, LONG)


def test_a_point_whose_words_a_paragraph_has_is_no_pull_quote() -> None:
    point = "work on the orchard would begin in April, once the last"
    body = f"<ul><li>{point}</li><li>Nothing is decided about the ferries so far.</li></ul>"
    assert point in parts(STORY.replace("</p>", f"</p>{body}", 1)).paragraphs


@pytest.mark.parametrize(
    "odd",
    [
        "<div class=x-quux-y><pre>wind 4 from the west</pre></div>",
        f"<div class=x-quux-y><p><a href=/x>The diary of the harbour master</a>{LONG[31:]}</p></div>",
    ],
    ids=["as written", "a paragraph with a link"],
)
def test_what_says_something_stays_in_an_odd_box(odd: str) -> None:
    found = parts(STORY.replace("</p>", f"</p>{odd}", 1))
    assert "odd-box" not in rules(found)
    assert len(found.paragraphs) == len(SENTENCES) + 1


@pytest.mark.parametrize(
    "quote",
    [
        f"<figure class=testimonial-quote><p>{LONG}</p></figure>",
        f"<div class=wide-figure><div class=c-blockquote><p>{LONG}</p></div></div>",
        f"<figure class=wide><div class=quoteText>{LONG}</div></figure>",
    ],
)
def test_a_quote_is_text_where_others_hold_pictures(quote: str) -> None:
    assert LONG in parts(STORY.replace("</p>", f"</p>{quote}", 1)).paragraphs


PANELS = {
    "button": f"<button aria-expanded=false>When?</button>\n<div hidden><p>{LONG}</p></div>",
    "heading": f"<h3><button aria-expanded=false>When?</button></h3><div style='display:none'><p>{LONG}</p></div>",
    "region": f"<div role=region hidden><p>{LONG}</p></div>",
    "tab": f"<div role=tabpanel style='display: none'><p>{LONG}</p></div>",
}


@pytest.mark.parametrize("panel", PANELS.values(), ids=PANELS)
def test_a_panel_that_readers_open_is_text(panel: str) -> None:
    assert LONG in parts(STORY.replace("</p>", f"</p>{panel}", 1)).paragraphs


@pytest.mark.parametrize(
    "hidden",
    [
        f"<div hidden><p>{LONG}</p></div>",
        f"<button>Menu</button><div hidden><p>{LONG}</p></div>",
        f"<p hidden>{LONG}</p>",
        f"<pre hidden>{'. '.join(SENTENCES)}</pre>",
        f"<p style='display: none !important'>{LONG}</p>",
    ],
)
def test_what_is_hidden_for_good_is_none(hidden: str) -> None:
    assert parts(STORY.replace("</p>", f"</p>{hidden}", 1)).paragraphs == SENTENCES


def test_a_story_that_is_hidden_line_by_line_is_read() -> None:
    assert parts(STORY.replace("<p>", "<p style='display:none'>")).paragraphs == SENTENCES


@pytest.mark.parametrize("name", ["content-nav-section", "process-slider", "read-more"])
def test_paragraphs_without_links_are_text_whatever_leads_elsewhere_their_box_is_named_for(name: str) -> None:
    assert LONG in parts(f"{STORY}<div class={name}><p>{LONG}</p></div><p>{SENTENCES[0]} So it is.</p>").paragraphs


@pytest.mark.parametrize(
    "box",
    [
        f"<div class=post-nav><p><a href=/x>{LONG}</a></p></div>",
        f"<div class=slider><p>{LONG}</p><p><a href=/x>{OTHERS[0]}</a></p></div>",
        f"<div class=related-slider><p>{LONG}</p></div>",
    ],
    ids=["links", "mostly links", "another word"],
)
def test_boxes_that_lead_elsewhere_are_none(box: str) -> None:
    assert parts(STORY.replace("</p>", f"</p>{box}", 1)).paragraphs == SENTENCES


def test_the_standfirst_follows_the_first_of_two_headlines() -> None:
    html = (
        "<!doctype html><html lang=en><head><title>Work begins</title></head><body><main><header><h1>Work begins</h1>"
        f"<div>{LONG}</div><div>March 9, 2021</div></header><div><h1>Work begins</h1>{STORY}</div></main></body></html>"
    )
    found = extract(Page(asked="x", url=URL, content=html.encode(), retrieved_at=NOW, media_type="text/html"))
    assert found.paragraphs == (LONG, *SENTENCES)


@pytest.mark.parametrize("before", ["", f"<p>{LONG}</p>"])
def test_the_name_of_the_author_above_the_text_is_a_byline(before: str) -> None:
    data = '<script type="application/ld+json">{"@type":"NewsArticle","author":{"name":"Ana Ferro"}}</script>'
    found = parts(f"{data}{before}<p>Ana Ferro</p>{STORY}")
    assert found.paragraphs[-len(SENTENCES) :] == SENTENCES
    assert "byline" in rules(found)
    assert "Ana Ferro" in parts(f"{STORY}<p>{LONG}</p><p>Ana Ferro</p><p>{LONG} So it is.</p>").paragraphs


def cards(tag: str) -> str:
    return "".join(
        f"<{tag} class='post-{at} post category-news-{at}'><h3><a href=/{at}>A headline of another story</a></h3>"
        f"<p>{text}</p></{tag}>"
        for at, text in enumerate(OTHERS)
    )


def test_articles_below_the_story_are_other_stories_however_long_and_whatever_follows_them() -> None:
    found = parts(
        f"<div>{STORY}<p>{LONG}</p><p>{OTHERS[0][:-1]}, they say.</p></div><div>{cards('article')}</div><p>Write to us, we shall be glad to hear of it.</p>"
    )
    assert found.paragraphs[: len(SENTENCES)] == SENTENCES
    assert "card" in rules(found)
    assert not set(OTHERS) & set(found.paragraphs)


def test_long_boxes_with_linked_headings_are_the_story_where_they_are_no_articles() -> None:
    found = parts(
        f"<div>{STORY}<p>{LONG}</p><p>{OTHERS[0][:-1]}, they say.</p></div><div>{cards('div')}</div><p>Write to us, we shall be glad to hear of it.</p>"
    )
    assert set(OTHERS) <= set(found.paragraphs)


POINTS = "".join(
    f"<li>{point}</li>"
    for point in ("The council votes for the quay after two years", "The ferries are to sail again from the spring on")
)


def headed(between: str) -> tuple[str, ...]:
    body = f"<main><h1>Work begins</h1>{between}<div class=story>{STORY}</div></main>"
    html = f"<!doctype html><html lang=en><head><title>Work begins</title></head><body>{body}</body></html>"
    return extract(Page(asked="x", url=URL, content=html.encode(), retrieved_at=NOW, media_type="text/html")).paragraphs


def test_the_points_of_a_story_above_it_are_part_of_it_with_their_heading() -> None:
    found = headed(f"<h2>Key points</h2><ul>{POINTS}</ul>")
    assert found[:2] == ("Key points", "The council votes for the quay after two years")
    assert headed(f"<div><ul>{POINTS}</ul></div>")[0] == "The council votes for the quay after two years"


@pytest.mark.parametrize(
    "between",
    [
        f"<ul class=share>{POINTS}</ul>",
        f"<ul>{POINTS.replace('<li>', '<li><a href=/x>').replace('</li>', '</a></li>')}</ul>",
        "<ul><li>The council votes for the quay after two years</li></ul>",
        "<ul><li>Work</li><li>Quays</li></ul>",
        f"<ul>{POINTS}<li>Subscribe to our newsletter and never miss a story again</li></ul>",
    ],
)
def test_lists_above_a_story_that_are_no_points_of_it(between: str) -> None:
    assert not set(headed(between)) & {"The council votes for the quay after two years", "Work"}


SECOND = "The two families on the island pay for the last copper line of the valley"


@pytest.mark.parametrize(
    "below",
    [f"<h2>{SECOND}</h2>", f"<p>Ana Ferro</p><h4>{SECOND}</h4>"],
)
def test_a_second_heading_right_below_the_headline_is_its_standfirst(below: str) -> None:
    assert headed(below)[0] == SECOND


@pytest.mark.parametrize(
    "below",
    [
        f"<h2><a href=/x>{SECOND}</a></h2>",
        "<h2>Harbour: Work begins</h2>",
        "<h2>Most read today</h2>",
        f"<p>Ana Ferro</p><p>2 May 2024</p><p>Quaytown</p><h2>{SECOND}</h2>",
    ],
)
def test_headings_that_are_no_standfirst(below: str) -> None:
    assert not {SECOND, "Harbour: Work begins", "Most read today"} & set(headed(below))


def test_a_box_named_after_its_picture_that_holds_the_headline_is_no_caption() -> None:
    head = f"<div class='head hasCaption'><figure><img src=x></figure><h1>Work begins</h1><h2>{SECOND}</h2></div>"
    html = f"<!doctype html><html lang=en><head><title>Work begins</title></head><body><main>{head}<div class=story>{STORY}</div></main></body></html>"
    found = extract(Page(asked="x", url=URL, content=html.encode(), retrieved_at=NOW, media_type="text/html"))
    assert found.paragraphs[0] == SECOND


AWAY = "".join(f"<li><a href=https://other.test/{n}>{LONG[n : n + 60]}</a></li>" for n in range(2))


def test_links_to_where_a_story_is_from_below_it_are_none_of_it() -> None:
    assert "link-list" in rules(parts(f"{STORY}<ul>{AWAY}</ul>"))


@pytest.mark.parametrize(
    "before", ["<h3>What else was said</h3>", "<p>The council has told the ministries of this:</p>"]
)
def test_links_that_lead_away_are_sources_where_something_says_so(before: str) -> None:
    assert "link-list" not in rules(parts(f"{STORY}{before}<ul>{AWAY}</ul>"))


@pytest.mark.parametrize(("line", "signs"), [("প্রভাত/ন.হ", True), ("জাগো/আরএম/এএস", True), ("প্রভাত", False)])
def test_signs_in_scripts_without_capitals_are_taken_off_the_end(line: str, signs: bool) -> None:
    assert (line in parts(f"{STORY}<p>{line}</p>").paragraphs) is not signs


def test_what_a_blog_says_of_itself_below_its_name_is_no_standfirst() -> None:
    motto = "A town, a notebook and a great deal of tea, since the spring of the year in which the ferry sank."
    head = f"<header><h1><a href='/'>Quay Notes</a></h1><p class=description>{motto}</p></header>"
    html = f"<!doctype html><html lang=en><head><title>Work begins</title></head><body>{head}<main><h3>Work begins</h3><div class=story>{STORY}</div></main></body></html>"
    found = extract(Page(asked="x", url=URL, content=html.encode(), retrieved_at=NOW, media_type="text/html"))
    assert motto not in found.paragraphs


def test_notes_to_editors_are_none_of_a_release() -> None:
    found = parts(f"{STORY}<h3>Notes to editors</h3><p>The council builds quays, sheds and harbours in the valley.</p>")
    assert "The council builds quays, sheds and harbours in the valley." not in found.paragraphs


def test_a_styled_line_may_head_a_part_of_a_story_of_divisions() -> None:
    lines = "".join(f"<div>{sentence} {sentence}</div>" for sentence in SENTENCES[:8])
    heading = '<div class="text-2xl font-bold">A letter from a child</div>'
    assert "A letter from a child" in parts(f"{lines}{heading}{lines.replace('council', 'town')}").paragraphs


@pytest.mark.parametrize(
    "line", ["Penulis: Ana Ferro | Editor: Ben Okafor", "Deur Ana Ferro en Ben Okafor", "گزارش: مهناز کریمیان"]
)
def test_a_byline_at_the_end_is_taken_off_and_read(line: str) -> None:
    found = parts(f"{STORY}<p>{line}</p>")
    assert line not in found.paragraphs
    assert line in {entry.value for entry in found.bylines}


@pytest.mark.parametrize("mark", ["- END -", "انتهای پیام/", "(完)", "*** KONIEC ***", "Fin."])
def test_what_says_that_a_story_ends_is_taken_off_and_a_byline_above_it_read(mark: str) -> None:
    found = parts(f"{STORY}<p>Por Ana Ferro</p><p>{mark}</p>")
    assert not {mark, "Por Ana Ferro"} & set(found.paragraphs)
    assert "Por Ana Ferro" in {entry.value for entry in found.bylines}


def test_short_points_count_where_a_box_is_called_a_summary() -> None:
    points = "<ul><li>Passengers welcome quieter crossings</li><li>Timetables change throughout September</li></ul>"
    assert "Timetables change throughout September" in headed(f"<div class=article__summary>{points}</div>")
    assert "Timetables change throughout September" not in headed(f"<div class=x>{points}</div>")
