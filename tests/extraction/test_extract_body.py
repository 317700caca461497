"""The body: which box is the story's, and what each pass takes out of it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.extraction.council import NAMES, NOW, SENTENCES, STORY, URL

from newsarc.extraction import extract, own, second
from newsarc.extraction.classes import Mark, judge
from newsarc.extraction.document import Document
from newsarc.extraction.house import house, leads_away
from newsarc.extraction.measure import ends_sentence, weight
from newsarc.extraction.phrases import among, contains, starts
from newsarc.extraction.select import choose
from newsarc.extraction.walk import walk
from newsarc.model.parts import Parts, Removed
from newsarc.model.target import Page

OTHER = "Somewhere else entirely, a ferry has been named after a singer whom nobody in the town remembers any more."

CONSENT = "An dieser Stelle steht ein externer Inhalt. " + "Er ergänzt den Artikel. " * 12
CARDS = (
    "<div><div class=k1><h4><a href=/x>A ferry has got a name</a></h4><p>It is a singer's.</p></div>"
    "<div class=k2><h4><a href=/y>A bridge is to be closed</a></h4><p>In May, it seems.</p></div></div>"
)


def parts(html: str) -> Parts:
    return extract(Page(asked="x", url=URL, content=html.encode(), retrieved_at=NOW, media_type="text/html"))


def page(body: str, head: str = "") -> str:
    return (
        f"<!doctype html><html lang=en><head><title>Work begins</title>{head}</head><body><nav><a href=/>Home</a></nav>"
        f"<main><article><h1>Work begins</h1><div class=story>{body}</div></article></main></body></html>"
    )


def text(body: str, head: str = "") -> str:
    return "\n".join(parts(page(body, head)).paragraphs)


def test_the_story_is_read_whole_and_by_newsarc_alone() -> None:
    found = parts(page(STORY))
    assert found.paragraphs == SENTENCES
    assert "/" not in found.extractor


@pytest.mark.parametrize(
    ("junk", "rule"),
    [
        (f'<div class="related-posts"><p>{OTHER}</p></div>', "class-related"),
        (f'<div class="newsletterBox"><p>{OTHER}</p></div>', "class-newsletter"),
        (f'<figure><img src=x><figcaption>{OTHER}</figcaption></figure>', "figure"),
        (f"<aside><p>{OTHER}</p></aside>", "aside"),
        (f'<p><a href="/x">{OTHER}</a></p>', "link"),
        (f'<ul><li><a href="/x">{OTHER}</a></li><li><a href="/y">{OTHER}</a></li></ul>', "link-list"),
        ("<p>Sign up to our newsletter and read us first.</p>", "prompt"),
        ("<p>When you buy through our links, we may earn a commission.</p>", "prompt"),
        ("<p>This field is for validation purposes and should be left unchanged.</p>", "prompt"),
        ("<p>Read more: a ferry has got a name</p>", "read-more"),
        ("<p>Photo: Ana Ferro/Example News</p>", "photo-credit"),
        ("<p>图片来源新华社记者李明摄</p>", "photo-credit"),
        (f"<p>Related to it: <a href=/x>{OTHER[:70]}</a></p>", "link"),
        ("<p>Lesen Sie auch: <a href=/x>Die Brücke</a></p>", "read-more"),
        ("<h2>Work begins</h2>", "repeated-title"),
        ('<div class="x-quux-y"><p>A ferry has got a name.</p></div>', "odd-box"),
        (f'<div style="display: none"><p>{OTHER}</p></div>', "class-hidden"),
        (f'<div class="factbox"><p>{OTHER}</p></div>', "class-factbox"),
        ('<div class="inline-teaser"><div><p>A ferry has got a name.</p></div></div>', "beside"),
        (f'<div class="css-1x" data-component="newsletter"><p>{OTHER}</p></div>', "class-newsletter"),
        ("<div><b>Baca juga:</b><h5><a href=/x>A ferry has got a name</a></h5></div>", "read-more"),
        ("<p>________</p>", "signs"),
        ("<p>12.10 GMT</p>", "date-line"),
        ('<div class="publish-time">Published - March 9, 2021 - Wexmoor</div>', "date-line"),
        ("<p>Всичко, което трябва да знаете за: <a href=/x>Мостове (17)</a></p>", "read-more"),
        ("<p>\uff08\u539f\u6807\u9898\uff1a\u6865\uff09</p>", "read-more"),
        ("<form action=/x><p>Your address stays with us.</p></form>", "form"),
        ('<p class="visually-hidden">The story goes on below.</p>', "unseen"),
        (CARDS, "card"),
        (f"<ul><li><a href={URL}/x>A ferry</a></li><li><a href=/y>A bridge</a></li></ul>", "link-list"),
        ('<div>{"layout": 2, "buttonText": "Buy now"}</div>', "data"),
        ("<p>Baca juga: sebuah jembatan akan dibangun</p>", "read-more"),
        ("<p>Διαβάστε επίσης: <a href=/x>Η γέφυρα</a></p>", "read-more"),
        ("<p>อ่านเพิ่มเติม: สะพานใหม่</p>", "read-more"),
        (f"<div class=x-quux><p>{CONSENT}</p></div>", "prompt"),
    ],
)  # fmt: skip
def test_what_is_not_the_story_is_taken_out_and_named(junk: str, rule: str) -> None:
    body = STORY.replace("</p>", f"</p>{junk}", 1)
    found = parts(page(body))
    assert found.paragraphs == SENTENCES
    assert rule in {entry.rule for entry in found.removed}


@pytest.mark.parametrize(
    "kept",
    [
        f"<ul><li>{OTHER}</li><li>A second point of the story.</li></ul>",
        f"<blockquote><p>{OTHER}</p></blockquote>",
        f"<h2>Where it starts</h2><p>{OTHER}</p>",
        f"<p>写真の展示は四月に始まると市は述べた。{OTHER}</p>",
        f"<p>He spoke of <a href=/x>the newsletter</a> of 1911. {OTHER}</p>",
        f"<details><summary>When does it start?</summary><p>{OTHER}</p></details>",
        f"<figure><blockquote><p>{OTHER}</p></blockquote></figure>",
        f'<p class="hidden md:block">{OTHER}</p>',
        f"<h3><a href=/x>Where the work begins</a></h3><p>{OTHER}</p>",
        f"<p>{OTHER}</p><p>Venue: <a href=/x>the old theatre</a></p>",
        f"<ul><li>{OTHER}</li><li>The plans of the harbour: <a href=/x>the plans of the harbour</a></li></ul>",
        f'<ul><li><a href="https://records.test/1">{OTHER}</a></li><li><a href="https://records.test/2">B</a></li></ul>',
        f'<pre>{{"of": "{OTHER}"}}</pre>',
        f'<div class="elementor-element elementor-element-5cd3ad805f"><p>{OTHER}</p><p>{OTHER[::-1]}</p></div>',
        f'<div class="accordion__panel" style="display: none"><p>{OTHER}</p></div>',
        f"<div class=x-quux><p>{OTHER} It was built in 1961, and will be built again where it was, they say.</p></div>",
    ],
)
def test_lists_quotes_and_headings_of_the_story_stay(kept: str) -> None:
    assert OTHER in text(STORY.replace("</p>", f"</p>{kept}", 1))


def test_a_table_is_a_line_a_row() -> None:
    rows = "<table><tr><th>Town</th><th>Votes</th></tr><tr><td>Dunmore</td><td>4,112</td></tr></table>"
    assert "Town\tVotes\nDunmore\t4,112" in text(STORY.replace("</p>", f"</p>{rows}", 1))


def test_a_table_that_sets_the_page_is_none() -> None:
    html = f"<html><body><table><tr><td><a href=/>Home</a></td><td><h1>Work begins</h1>{STORY}</td></tr></table>"
    assert parts(html).paragraphs == SENTENCES


def test_a_standfirst_outside_the_story_is_kept() -> None:
    html = page(STORY).replace("</h1>", f"</h1><header><p class=standfirst>{OTHER}</p></header>")
    assert parts(html).paragraphs[0] == OTHER


def test_a_junk_word_on_the_story_itself_says_nothing() -> None:
    assert text(f'<div class="widget share">{STORY}</div>') == "\n".join(SENTENCES)


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ('<p class="byline">Ana Ferro | The Harbour Times</p>', "class-byline"),
        ('<p class="autor">Redacción</p>', "class-autor"),
        ('<span class="article-meta">Harbour, 3 min</span>', "class-article meta"),
        ('<p class="share">Pass it on</p>', "class-share"),
    ],
)
def test_a_short_line_at_either_end_that_is_named_after_what_it_is_goes(line: str, rule: str) -> None:
    for body in (line + STORY, STORY + line):
        found = parts(page(body))
        assert re.sub("<[^>]+>", "", line) not in found.paragraphs
        assert rule in {entry.rule for entry in found.removed}


@pytest.mark.parametrize(
    "line",
    [
        '<p class="author">It is the author who says so.</p>',
        '<h2 class="date">Spring of last year</h2>',
        f'<p class="meta">{OTHER}</p>',
    ],
)
def test_a_sentence_or_a_heading_stays_whatever_it_is_named(line: str) -> None:
    assert re.sub("<[^>]+>", "", line) in text(line + STORY)


def test_named_lines_within_the_text_stay() -> None:
    days = "".join(f'<p class="date">Day {day} of the strike</p><p>{day} {OTHER}</p>' for day in range(1, 5))
    assert "Day 3 of the strike" in text(STORY + days)


def test_headings_over_nothing_go() -> None:
    body = f"{STORY}<h2>Related</h2><ul><li><a href=/x>{OTHER}</a></li></ul>"
    assert text(body) == "\n".join(SENTENCES)


def test_prose_in_odd_boxes_is_taken_out_of_a_story_that_is_set_in_one_kind_of_box() -> None:
    story = "".join(f"<p>On day {number} the ferry ran again. {OTHER}</p>" for number in range(40))
    assert "nobody knows" not in text(f"{story}<div class=quux><p>{SENTENCES[0]} Still, nobody knows why.</p></div>")


def test_prose_in_odd_boxes_stays_where_the_story_is_set_in_many() -> None:
    modules = "".join(
        f"<div class=module-{name}><p>{sentence} Nobody said how long the work would go on.</p></div>"
        for name, sentence in zip(NAMES, SENTENCES, strict=True)
    )
    long = "".join(f"<div class=row><p>{number}. {OTHER} It was in May.</p></div>" for number in range(20))
    kept = text(modules + long)
    assert all(sentence in kept for sentence in SENTENCES)


def test_a_list_of_linked_things_that_is_the_story_is_no_card() -> None:
    cards = "".join(
        f"<section><h3><a href=/{name}>The {name} of the year</a></h3><p>{sentence}</p></section>"
        for name, sentence in zip(NAMES, SENTENCES, strict=True)
    )
    kept = text(f"<p>{OTHER}</p>{cards}")
    assert all(sentence in kept for sentence in SENTENCES)


@pytest.mark.parametrize(
    "line",
    [
        "Got a story? We would like to hear from you.",
        "Haben Sie Hinweise? Wir lesen alles, was uns erreicht.",
        "Ana Ferro is a reporter who has lived by the sea.",
        "Ana Ferro är journalist och bor vid havet.",
    ],
)
def test_lines_at_the_end_that_speak_of_the_publisher_or_the_author_go(line: str) -> None:
    found = parts(page(f"{STORY}<p>{line}</p>"))
    assert found.paragraphs == SENTENCES
    assert Removed(line, "tail") in found.removed


def test_a_line_that_speaks_of_the_publisher_stays_where_the_story_goes_on() -> None:
    line = "Got a story, the guide asked, and we went down to the harbour."
    assert line in text(f"<p>{OTHER}</p><p>{line}</p>{STORY}")


def test_a_page_set_twice_is_read_once() -> None:
    assert text(f"<div class=wide>{STORY}</div><div class=narrow>{STORY}</div>") == "\n".join(SENTENCES)


@pytest.mark.parametrize(
    "line",
    [
        "Updated March 9, 2021 at 7:30",
        "A version of this article appears in print.",
        "Watch the latest edition of Harbour Talk below:",
        "ana@example.com",
    ],
)
def test_days_pointers_addresses_and_notes_of_print_at_the_end_go(line: str) -> None:
    assert text(f"{STORY}<p>{line}</p>") == "\n".join(SENTENCES)


def test_what_stands_above_the_headline_in_the_box_of_the_story_is_none_of_it() -> None:
    html = f"<main><article><p>Harbour notes</p><h1>Work begins</h1>{STORY}</article></main>"
    assert parts(html).paragraphs == SENTENCES


def test_linked_headings_below_pointers_stay_where_there_are_many() -> None:
    body = "".join(
        f"<div><p>Related:</p><h3><a href=/x>{name}</a></h3><p>{SENTENCES[0]}{name}.</p></div>" for name in NAMES
    )
    assert "theatre" in text(body).split("\n")


def test_who_said_what_is_pulled_out_goes_with_it() -> None:
    quote = f"<blockquote><p>{SENTENCES[2][13:90]}</p><cite>Ana Ferro</cite></blockquote>"
    assert text(STORY.replace("</p>", f"</p>{quote}", 1)) == "\n".join(SENTENCES)


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        (OTHER, True),
        ("This is an AI generated summary of the story, which may have errors that nobody found.", False),
    ],
)
def test_what_stands_below_the_headline_is_a_standfirst_unless_it_speaks_to_the_reader(line: str, kept: bool) -> None:
    html = f"<main><h1>Work begins</h1><div><p>{line}</p></div><div class=article-body>{STORY}</div></main>"
    assert (line in parts(html).paragraphs) is kept


@pytest.mark.parametrize("names", ["arr--sub-headline p-story-sub", "nota-sub", "mol-bullets-with-font", "podtytul"])
def test_a_short_standfirst_is_told_by_what_it_is_called(names: str) -> None:
    points = "Keeper of the light for forty years stays on"
    html = page(STORY).replace("</h1>", f"</h1><ul class='{names}'><li>{points}</li></ul>")
    assert parts(html).paragraphs[0] == points


def test_a_standfirst_that_is_called_one_needs_no_headline() -> None:
    html = f'<main><div class="chapo">{OTHER}</div><div class="article-body">{STORY}</div></main>'
    assert parts(html).paragraphs == (OTHER, *SENTENCES)


@pytest.mark.parametrize("sign", ["\u65b0", "\u304b", "\uac00", "\u0e01"])
def test_signs_of_dense_scripts_count_double(sign: str) -> None:
    assert weight(sign * 40) == 80
    assert weight("a" * 40) == 40


CJK = "市议会周一表示，码头工程将在四月开始，届时最后一笔资金将到位，工人们已经在等待。"


def test_chinese_needs_no_spaces() -> None:
    body = "".join(f"<p>{number}、{CJK}</p>" for number in range(6))
    assert len(parts(page(body)).paragraphs) == 6


STATE = {"props": {"pageProps": {"menu": [{"label": "Home"}], "story": {"body": [{"text": s} for s in SENTENCES]}}}}
FLIGHT = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)


@pytest.mark.parametrize(
    "script",
    [
        f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(STATE)}</script>',
        f"<script>window.__STATE__ = {json.dumps(STATE)};</script>",
        f"<script>window.__STATE__ = JSON.parse({json.dumps(json.dumps(STATE))})</script>",
        f"<script>self.__next_f.push([1,{json.dumps(f'1:T{len(FLIGHT):x},{FLIGHT}2:null')}])</script>",
        f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "articleBody": chr(10).join(SENTENCES)})}</script>',  # noqa: E501
        f"<script>window.__NUXT__={{data:[{{title:t,body:{json.dumps(FLIGHT)}}}]}}</script>",
    ],
    ids=["next", "assigned", "parsed", "flight", "jsonld", "javascript"],
)
def test_text_that_only_the_data_of_the_page_has(script: str) -> None:
    html = f"<!doctype html><html><head><title>Work begins</title></head><body><div id=app></div>{script}</body></html>"
    assert parts(html).paragraphs == SENTENCES


def reading(paragraphs: Sequence[str], removed: Sequence[Removed] = ()) -> own.Reading:
    """A reading of our own that found *paragraphs*, with a story chosen on an empty page."""
    return own.Reading(list(paragraphs), list(removed), choose(walk(Document("<html><body></body></html>"))))


def test_the_second_opinion_is_taken_only_where_it_has_clearly_more() -> None:
    sentences = [
        f"The {n}th sentence of the report says what the board decided on that day of the week." for n in range(9)
    ]
    document = Document(
        "<html><body><article>" + "".join(f"<p>{line}</p>" for line in sentences) + "</article></body></html>"
    )
    theirs = second.trafilatura_lines(document)
    assert " ".join(theirs) == " ".join(sentences)
    assert second.better(document, reading(sentences[:2])) == theirs
    assert second.better(document, reading(sentences)) is None


def test_a_brief_is_not_glued_to_its_headline_and_day() -> None:
    lines = ["市议会周二深夜经过九小时辩论后通过了这项计划。", "居民一直要求进行表决。", "工程将于三月开始。"]
    story = "<h1>Council plan approved</h1><time>3 Nov 2026</time>" + "".join(f"<p>{line}</p>" for line in lines)
    document = Document(f"<html><head><title>Council plan approved</title></head><body><article>{story}</article>")
    assert "Council plan" in second.trafilatura_lines(document, fallbacks=True)[0]
    assert second.better(document, reading(lines)) is None


def test_what_a_line_says_of_itself_is_no_reason_for_the_second_opinion_on_a_brief() -> None:
    lines = ["The council approved the plan late on Tuesday.", "It was the third vote in a year."]
    prompt = "Sign up to our newsletter, and read it first."
    document = Document("<html><body><article>" + "".join(f"<p>{line}</p>" for line in (*lines, prompt)))
    assert second.trafilatura_lines(document, fallbacks=True) != lines
    assert second.better(document, reading(lines, [Removed(prompt, "prompt")])) is None
    assert second.better(document, reading(lines, [Removed(prompt, "class-utility")])) is not None


@pytest.mark.parametrize(("rule", "taken"), [("class-utility", True), ("class-factbox", False)])
def test_what_was_taken_out_for_certain_is_no_reason_for_the_second_opinion(rule: str, taken: bool) -> None:
    sentences = [f"The {n}th sentence of the report says what the board decided on that day." for n in range(9)]
    document = Document("<html><body><article>" + "".join(f"<p>{line}</p>" for line in sentences) + "</article>")
    ours = reading(sentences[:4], [Removed(line, rule) for line in sentences[4:]])
    assert (second.better(document, ours) is not None) is taken


def test_the_second_opinion_is_not_asked_about_a_vast_page() -> None:
    document = Document("<html><body>" + "<p>word after word after word</p>" * 40_000 + "</body></html>")
    assert second.better(document, reading([])) is None


@pytest.mark.parametrize(
    ("names", "mark", "word"),
    [
        ("article-body", Mark.BODY, ""),
        ("articleBody", Mark.BODY, ""),
        ("share-bar", Mark.STRONG, "share"),
        ("ad", Mark.WEAK, "ad"),
        ("shared headline", 0, ""),
        ("padding loading", 0, ""),
        ("hidden", Mark.HIDDEN, "hidden"),
        ("hidden md:block", 0, ""),
        ("md:hidden", 0, ""),
        ("hentry tag-newsletter category-related", 0, ""),
        ("standfirst", Mark.LEAD, ""),
        ("elementor-element-0ad9de4", 0, ""),
        ("elementor-element-ad98467", 0, ""),
        ("box-5cd3ad805f", 0, ""),
        ("ad2", Mark.WEAK, "ad"),
        ("ad300x250", Mark.WEAK, "ad"),
    ],
)
def test_class_words(names: str, mark: int, word: str) -> None:
    known = judge(names)
    assert known.mark & (Mark.STRONG | Mark.WEAK | Mark.BODY | Mark.LEAD | Mark.HIDDEN) == mark
    assert known.word == word


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.example.com/a", "example"),
        ("https://news.example.co.uk/a", "example"),
        ("https://example.blogspot.com/a", "blogspot"),
        ("https://x.com/a", ""),
        ("https://[::1/a", ""),
        ("file", ""),
        (None, ""),
    ],
)
def test_the_name_that_the_hosts_of_a_site_share(url: str | None, name: str) -> None:
    assert house(url) == name


@pytest.mark.parametrize(
    ("href", "away"),
    [
        ("https://records.test/1", True),
        ("//records.test/1", True),
        ("https://news.example.com/1", False),
        ("https://example.de/1", False),
        ("https://records.test/example", True),
        ("https://share.test/?u=https%3A%2F%2Fwww.example.com%2Fstory&s=x", False),
        ("https://records.test/?q=fire", True),
        ("/1", False),
        ("#part", False),
        ("mailto:a@records.test", False),
        ("", False),
    ],
)
def test_what_leads_away(href: str, away: bool) -> None:
    assert leads_away(href, "example") is away


def test_without_a_name_no_link_leads_to_another_site() -> None:
    assert not leads_away("https://records.test/1", "")


@pytest.mark.parametrize(
    ("line", "group", "found"),
    [
        ("Sign up to our newsletter", "prompts", True),
        ("The signal was up", "prompts", False),
        ("关注我们", "prompts", True),
    ],
)
def test_phrases_anywhere(line: str, group: str, found: bool) -> None:
    assert contains(line, group) is found


def test_many_lines_asked_at_once_answer_as_each_alone() -> None:
    lines = [
        "Sign up to our list.", "The quay opens.", "He asked them to sign", "up to the quay.", "订阅我们的新闻", "",
        "Registrieren Sie sich jetzt für den Newsletter", "Abonnieren Sie unseren Newsletter",
    ]  # fmt: skip
    for group in ("prompts", "closing", "bio"):
        assert among(lines, group) == [at for at, line in enumerate(lines) if contains(line, group)]
        assert among(lines[1:2], group) == []
    assert 0 in among(lines, "prompts")


@pytest.mark.parametrize(
    ("line", "phrase"),
    [
        ("» Read more: the bridge", "read more"),
        ("Reading is fun", ""),
        ("Lesen Sie auch: Brücke", "lesen sie auch"),
        ("Partager l’article", "partager l'article"),
    ],
)
def test_phrases_at_the_start(line: str, phrase: str) -> None:
    assert starts(line, "more") == phrase


@pytest.mark.parametrize(
    ("line", "ends"), [("Done.", True), ("“Done.”", True), ("完了。", True), ("Done", False), ("", False)]
)
def test_ends_of_sentences(line: str, ends: bool) -> None:
    assert ends_sentence(line) is ends


WORDS = st.text("abc déf新", min_size=1, max_size=30)
TREES = st.recursive(
    WORDS,
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>",
        st.sampled_from(["div", "p", "span", "b", "li", "td", "section", "a href=x"]).map(str),
        st.lists(inner, max_size=4),
    ),
    max_leaves=12,
).map(lambda html: html.replace("</a href=x>", "</a>"))


@given(TREES)
def test_the_walk_leaves_out_no_letter_and_keeps_their_order(html: str) -> None:
    document = Document(f"<html><body>{html}</body></html>")
    walked = walk(document)
    body = document.tree.body
    assert body is not None
    seen = "".join("".join(block.text for block in walked.lines).split())
    assert seen == "".join(body.text(deep=True).split())


@given(TREES)
def test_boxes_and_lines_nest(html: str) -> None:
    walked = walk(Document(f"<html><body>{html}</body></html>"))
    for index, box in enumerate(walked.boxes):
        assert box.index == index
        assert box.outer is None or box.outer.holds(box)
        assert all(box.holds(block.box) for block in walked.lines[box.first : box.last])


def two_stories(own: str, other: str, head: str) -> str:
    return (
        f"<html><head><title>Work begins</title></head><body><div><article class=s id=n1><h1>Work begins</h1>{own}"
        f"</article><article class=s id=n2><h1>A ferry has got a name</h1>{head}{other}</article></div></body></html>"
    )


@pytest.mark.parametrize("more", [1, 9])
def test_the_next_story_below_is_none_of_this_one(more: int) -> None:
    other = "".join(f"<p>{OTHER} {number}</p>" for number in range(more * 2))
    found = parts(two_stories(STORY, other, "<p>By Ana Ferro</p>"))
    assert found.paragraphs == SENTENCES


def test_chapters_with_headings_of_the_first_rank_are_one_story() -> None:
    other = "".join(f"<p>{OTHER} {number}</p>" for number in range(6))
    chapters = two_stories(STORY, other, "").replace("article", "section")
    assert f"{OTHER} 5" in parts(chapters).paragraphs


@pytest.mark.parametrize("label", ["Pressekontakt:", "Media contact", "Rückfragen & Kontakt:"])
def test_whom_the_press_may_ask_is_no_text(label: str) -> None:
    contact = f"<h3>{label}</h3><p>Ana Ferro</p><p>Quay Works</p><p>Tel.: 0228 555010</p><p>press@quay.example</p>"
    assert text(STORY + contact) == "\n".join(SENTENCES)
    assert OTHER in text(f"{STORY}<p>{label}</p><p>{OTHER}</p>")


@pytest.mark.parametrize("signs", ["hd/mv/AFP", "EFE lb/jm", "erb/ots", "RF // CM", "dpa/jk"])
def test_signs_under_a_text_are_a_credit(signs: str) -> None:
    found = parts(page(f"{STORY}<p>{signs}</p>"))
    assert found.paragraphs == SENTENCES
    assert signs in [credit.text for credit in found.credits]


@pytest.mark.parametrize(
    "line", ["SOURCE Quay Works Ltd", "FUENTE Obras del Puerto", "Logo - https://media.example/logo.jpg", "ـــــ"]
)
def test_lines_that_releases_close_with_go(line: str) -> None:
    assert text(f"{STORY}<p>{line}</p>") == "\n".join(SENTENCES)


@pytest.mark.parametrize("line", ["-- BERNAMA", "（時事）", "(©NTB)", "Reuters"])
def test_an_agency_alone_under_a_text_is_a_credit(line: str) -> None:
    found = parts(page(f"{STORY}<p>{line}</p>"))
    assert found.paragraphs == SENTENCES
    assert line in [credit.text for credit in found.credits]


def test_an_agency_and_a_day_above_a_text_are_a_credit() -> None:
    found = parts(page(f"<p>MTI 2025. március 12. 10:12</p>{STORY}"))
    assert found.paragraphs == SENTENCES


def test_cards_below_a_short_story_that_stands_by_itself_are_none_of_it_however_many() -> None:
    cards = "".join(
        f"<div class=item><h3><a href=/n{n}>A ferry has got name {n}</a></h3><p>{OTHER}</p></div>" for n in range(9)
    )
    story = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES[:4])
    html = (
        f"<html><body><main><article><h1>Work begins</h1>{story}</article><h2>Latest</h2>{cards}</main></body></html>"
    )
    assert parts(html).paragraphs == SENTENCES[:4]


@pytest.mark.parametrize(
    "line", ["The school in Norrvik. Foto: Privat", "The minister at a briefing. Photo: Ana Ferro/AFP"]
)
def test_what_a_picture_shows_and_whose_it_is_is_no_text(line: str) -> None:
    assert text(f"{STORY}<p>{line}</p>{STORY.replace('council', 'mayor')}").find(line) < 0


def test_a_heading_for_contacts_is_one_word_or_says_for_whom() -> None:
    address = "<p>Quay Works</p><p>Tel. 0761 555010</p>"
    assert text(f"{STORY}<h2>Kontakt</h2>{address}") == "\n".join(SENTENCES)
    assert "Kontakt mit der Stadt" in text(f"{STORY}<p>Kontakt mit der Stadt</p>{address}")


@pytest.mark.parametrize("name", ["bildergalerie", "fotogaleria", "diaporama", "sondaggio", "encuesta"])
def test_galleries_and_polls_within_a_story_are_none_of_it(name: str) -> None:
    box = f"<div class={name}><p>Slide one of three: {OTHER}</p></div>"
    first, rest = STORY[: STORY.index("</p>") + 4], STORY[STORY.index("</p>") + 4 :]
    assert text(first + box + rest) == "\n".join(SENTENCES)


def test_a_standfirst_set_once_more_at_the_top_of_the_story_is_read_once() -> None:
    lead = "The council begins at the harbour, and nobody knows where it ends."
    top = f"<h1>Work begins</h1><p>Ana Ferro</p><div class=lid>{lead}</div>"
    html = f"<html><body><main>{top}<div class=tekst><p><b>{lead}</b></p>{STORY}</div></main></body></html>"
    assert list(parts(html).paragraphs).count(lead) == 1


@pytest.mark.parametrize("line", ["Lusa/Fim", "* * *", "Video verfügbar bis 12.03.2028"])
def test_ends_of_wire_texts_drawn_stars_and_terms_of_videos_go(line: str) -> None:
    assert text(f"{STORY}<p>{line}</p>") == "\n".join(SENTENCES)


def test_a_longer_next_story_raises_no_doubt_about_a_short_one() -> None:
    short = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES[:3])
    other = "".join(f"<p>{OTHER} {OTHER} {number}</p>" for number in range(30))
    assert parts(two_stories(short, other, "<p>1 May 2025</p>")).paragraphs == SENTENCES[:3]


@pytest.mark.parametrize("line", ["Ana FERRO / QUAY TOWN, (DHA)", "Ana Ferro 12 May 2025 at 06:05 Reading time: 2 min"])
def test_lines_of_who_and_when_go_also_below_a_standfirst(line: str) -> None:
    assert text(f"<p>{line}</p>{STORY}") == "\n".join(SENTENCES)


def test_who_may_be_asked_is_no_author() -> None:
    card = "<div><h2>Kontakt</h2><p>Peter Holm<br>0123-45 678</p></div>"
    assert parts(page(STORY + card)).bylines == ()


@pytest.mark.parametrize("job", ["Associated Press Writer", "Harbour Herald staff writer"])
def test_what_the_author_is_stands_below_the_byline(job: str) -> None:
    assert text(f"<p>By Ana Ferro</p><p>{job}</p>{STORY}") == "\n".join(SENTENCES)


@pytest.mark.parametrize("heading", ["Sources<span class=mw-editsection>[edit]</span>", "Einzelnachweise", "出典"])
def test_what_a_text_was_made_from_is_listed_below_it(heading: str) -> None:
    points = "<ul><li>Ana Ferro: The quay. In: Harbour Herald, 2 May 2025</li><li>Quay Works, report of 2024</li></ul>"
    found = parts(page(f"{STORY}<h2>{heading}</h2>{points}"))
    assert found.paragraphs == SENTENCES
    assert "references" in {entry.rule for entry in found.removed}


def test_a_heading_for_sources_over_sentences_is_of_the_story() -> None:
    assert text(f"{STORY}<h2>Sources</h2><p>{OTHER}</p>") == "\n".join([*SENTENCES, "Sources", OTHER])


@pytest.mark.parametrize(
    "box",
    [
        f"<div><h3>Your local stories</h3><p>{OTHER}</p><form><input type=email><button>Go</button></form></div>",
        f"<div class=appeal><h3>Since you are here</h3><p>{OTHER}</p></div>",
        f"<div class=art__quiz><h3>How well do you know the quay?</h3><p>{OTHER}</p></div>",
        f"<div><h5>READ ALSO</h5><a href=/q>The ferry that was named after a singer</a><p>{OTHER}</p></div>",
    ],
    ids=["form", "appeal", "quiz", "what another story says"],
)
def test_small_boxes_that_ask_or_lead_on_are_none_of_the_story(box: str) -> None:
    first, rest = STORY[: STORY.index("</p>") + 4], STORY[STORY.index("</p>") + 4 :]
    assert text(first + box + rest) == "\n".join(SENTENCES)


def test_a_form_right_in_the_story_takes_nothing_out() -> None:
    assert text(f"{STORY}<form><input type=email><button>Go</button></form>") == "\n".join(SENTENCES)


def test_marks_of_footnotes_are_no_text() -> None:
    noted = STORY.replace("</p>", "<sup><a href=#fn1 id=ref1>1</a></sup></p>", 1)
    assert text(noted) == "\n".join(SENTENCES)
    assert "see the <a" not in text(
        f"<p>For all of this see the <a href=#part>second part</a> of the report.</p>{STORY}"
    )
    assert "second part" in text(f"<p>For all of this see the <a href=#part>second part</a> of the report.</p>{STORY}")


@pytest.mark.parametrize(
    "line",
    [
        "A half-finished boat at the quay. PHOTO | ANA FERRO",
        "A curer sorts pods at the quay. (AFP photo)",
        "Alunos embarcam no cais — Foto: Divulgação",
        "Находката тежи 31 килограма. Снимка: архив",
        "Ông Ba bên miệng lò. Ảnh: Minh Khang",
    ],
)
def test_captions_of_more_habits_are_no_text(line: str) -> None:
    assert line not in text(f"<p>{line}</p>{STORY}")


def test_what_a_firm_says_of_itself_below_a_release_is_none_of_it() -> None:
    about = f"<p><b>About Helio Grain</b></p><p>{OTHER}</p>"
    opening = "<p>Helio Grain said on Monday that it would open a depot at the harbour before the end of the year.</p>"
    assert "About Helio Grain" not in text(opening + STORY + about)
    assert "About Helio Grain" in text(STORY + about)


def test_a_table_of_cookies_before_the_headline_is_no_text() -> None:
    banner = (
        "<div><p>Noi e 842 terze parti selezionate utilizziamo cookie, con il tuo consenso, anche per altro.</p></div>"
    )
    assert text(banner + STORY) == "\n".join(SENTENCES)
