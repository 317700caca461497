"""Whole pages of copied stories: whom they are from, who wrote them, whose site it is."""
# ruff: noqa: E501 - pages and sentences stand here as they are

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from newsarc.model.article import Article
from newsarc.model.target import Page
from newsarc.pipeline import read_page

NOW = datetime(2026, 6, 2, 3, 4, 5, tzinfo=UTC)
SENTENCE = "The port director said on Monday that the quay would open again in April, after two years of work on it."
TEXT = f"<p>{SENTENCE}</p>" + "".join(f"<p>{number}. {SENTENCE}</p>" for number in range(5))


def article(
    *,
    above: str = "",
    below: str = "",
    text: str = TEXT,
    head: str = '<meta property="og:site_name" content="Harbour Herald">',
    site: str = "harbourherald.example",
    title: str = "The quay opens again after two years",
    window: str = "",
    top: str = "",
) -> Article:
    html = (
        f"<html><head><title>{window or title}</title>{head}</head><body>{top}<article><h1>{title}</h1>{above}{text}{below}"
        "</article></body></html>"
    )
    page = Page(
        asked="x",
        content=html.encode(),
        retrieved_at=NOW,
        url=f"https://www.{site}/2026/05/14/quay",
        media_type="text/html",
    )
    found = read_page(page)
    assert isinstance(found, Article)
    return found


def origin(**given: str) -> list[str]:
    return [one.name for one in article(**given).origin]


@pytest.mark.parametrize(
    ("line", "credited"),
    [
        ("This article originally appeared on The Marlow Advocate: Quay opens", ["The Marlow Advocate"]),
        ("This story was originally published by Ana Ferro at Marlow Public Radio.", ["Marlow Public Radio"]),
        ("This story comes from our partner newsroom The Lough Ledger.", ["The Lough Ledger"]),
        ("Original-Content von: Bund der Quaywarte e.V., übermittelt durch Hafenticker", ["Bund der Quaywarte e.V"]),
        ("Originally published by: The Marlow Advocate on 3 May", ["The Marlow Advocate"]),
        ("This story was co-published with The Marlow Advocate.", ["The Marlow Advocate"]),
        ("via The Marlow Advocate", ["The Marlow Advocate"]),
        ("The story has been published in arrangement with The Marlow Advocate", ["The Marlow Advocate"]),
        ("Published in The Marlow Advocate, May 13th, 2026.", ["The Marlow Advocate"]),
        ("This report is auto-generated from PTI news service.", ["PTI"]),
        ("-PTI", ["PTI"]),
        ("Artikel ini telah tayang di MarlowPos.id dengan judul Dermaga Dibuka", ["marlowpos.id"]),
        ("Source: Estuary Trust press release", ["Estuary Trust"]),
        ("Quelle: Pressemitteilung der Stadtwerke Hagen", ["Stadtwerke Hagen"]),
        ("Sursa: Mediafax. Foto: arhiva", ["Mediafax"]),
        ("За матеріалами Суспільне Рівне", ["Суспільне Рівне"]),
        ("הכתבה פורסמה לראשונה באתר הנמל", ["הנמל"]),
        ("Hồng Vân (Theo Kyodo)", ["Kyodo"]),
        ("المصدر: وكالة الأنباء الألمانية", ["dpa"]),
        ("সূত্র: বিবিসি", ["BBC"]),
    ],
)
def test_lines_below_a_copied_story(line: str, credited: list[str]) -> None:
    assert origin(below=f"<p><em>{line}</em></p>") == credited


@pytest.mark.parametrize(
    "line",
    [
        "This article originally appeared on Harbour Herald: Quay opens",
        "This article was first published by Harbour Herald Online.",
        "via Facebook",
        "via GIPHY",
        "Con información de Ana Ferro",
    ],
)
def test_lines_below_an_own_story(line: str) -> None:
    assert origin(below=f"<p><em>{line}</em></p>") == []


@pytest.mark.parametrize(
    "foot",
    [
        "<footer><p>© Harbour Herald Media | Imprint | Agency reports: APA</p></footer>",
        "<footer>© Harbour Herald. Republishing what is from LETA is forbidden.</footer>",
        "<section><h3>Read also</h3><a href='/1'><span class='label'>NTB</span><h2>Petrol gets cheaper at the weekend</h2></a></section>",
        "<section><a href='/1'><span class='label'>NTB</span><h2>Petrol gets cheaper at the weekend</h2></a></section>",
        "<div class='row related'><h3>Related articles</h3><div class='card'><h6>Petrol gets cheaper</h6><span class='author-name'>Reuters</span></div></div>",
        "<div class='hot'><h3>热门推荐</h3><div><p>糖炒栗子涨价了</p><span>新华社</span></div></div>",
    ],
)
def test_what_stands_at_the_foot_of_every_page_credits_no_story(foot: str) -> None:
    assert origin(below=foot) == []


def test_papers_of_a_group_state_each_other_as_publisher() -> None:
    data = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"The quay opens again after two years","datePublished":"2026-05-14","publisher":{"@type":"Organization","name":"The Marlow Advocate"}}</script>'
    head = f'<meta property="og:site_name" content="Harbour Herald">{data}'
    note = "<p>This article originally appeared on The Marlow Advocate: Quay opens</p>"
    assert origin(head=head, below=note) == ["The Marlow Advocate"]
    assert origin(head=head) == []


def provided(author: str, kind: str = "Person") -> str:
    return (
        '<meta property="og:site_name" content="Harbour Herald"><script type="application/ld+json">{"@type":"NewsArticle",'
        f'"headline":"Quay","datePublished":"2026-05-14","author":{{"@type":"{kind}","name":"{author}"}},'
        '"publisher":{"@type":"Organization","name":"Harbour Herald"},"provider":{"@type":"Organization","name":"Marlow Courier"}}</script>'
    )


def test_who_is_stated_to_provide_a_story_is_its_origin_and_no_author() -> None:
    found = article(head=provided("Marlow Courier"))
    assert [(one.name, one.found) for one in found.origin] == [("Marlow Courier", "jsonld")]
    assert found.authors == ()
    assert article(head=provided("Ana Ferro")).authors == ("Ana Ferro",)


def test_an_organisation_that_data_call_an_author_is_one_only_with_a_persons_name() -> None:
    assert article(head=provided("Bergwacht Kellerwald", "Organization")).authors == ()
    assert article(head=provided("Anna Keller", "Organization")).authors == ("Anna Keller",)


def test_a_canonical_address_is_named_as_the_page_names_its_owner() -> None:
    head = '<meta property="og:site_name" content="Harbour Herald"><link rel="canonical" href="https://www.marlowcourier.example/quay">'
    assert origin(head=head) == ["marlowcourier.example"]
    assert origin(
        head=head, above="<div class='byline'><p class='author'>Ana Ferro</p><p class='source'>Marlow Courier</p></div>"
    ) == ["Marlow Courier"]


def test_iranian_papers_name_themselves_before_the_agency() -> None:
    first = f"<p>به گزارش هرالد بندر به نقل از ایسنا، {SENTENCE}</p>"
    assert origin(text=first + TEXT) == ["ISNA"]


def test_a_chinese_page_states_its_editor_as_author() -> None:
    head = '<meta name="Author" content="周立本"><meta name="ContentSource" content="南岭晚报"><meta property="og:site_name" content="临水新闻">'
    above = "<div><span class='author'>南岭晚报记者 程雨荷</span></div>"
    text = "".join(
        f"<p>摆渡四十年，老船工把船捐给了小学。第{number}天，孩子们在船上写字，校长每周三去看一次。</p>"
        for number in range(6)
    )
    below = "<div><span>责任编辑：周立本</span><span>审核：周立本</span></div>"
    found = article(
        head=head, above=above, text=text, below=below, title="摆渡四十年，老船工把船捐给了小学", site="linshui.example"
    )
    assert found.authors == ("程雨荷",)
    assert [one.name for one in found.origin] == ["南岭晚报"]


@pytest.mark.parametrize(
    ("window", "top", "name"),
    [
        ("Harbour Voice: The quay opens again", "<h1><a href='/'>Harbour Voice</a></h1>", "Harbour Voice"),
        (
            "Harbour Voice - The quay opens again",
            "<a href='/'><img src='l.gif' alt='Harbour Voice'></a>",
            "Harbour Voice",
        ),
        ("The quay opens again - marlow.example", "<a href='/'><img src='l.gif' alt='Marlow Logo'></a>", "Marlow"),
        ("The quay opens again", "<a href='https://www.marlow.example/'>Marlow</a>", "Marlow"),
        ("The quay opens again", "<a href='https://www.other.example/'>Marlow</a>", "marlow.example"),
        ("The quay opens again", "<a href='/'>Home</a>", "marlow.example"),
        ("De Haven: The quay opens again", "<h1><a href='/'>De Haven</a></h1>", "De Haven"),
        ("The quay opens again | Marlow Post", "<a href='/'>Marlow</a>", "Marlow Post"),
    ],
)
def test_a_site_that_states_no_name_is_called_as_its_logo_is(window: str, top: str, name: str) -> None:
    found = article(window=window, top=top, head="", site="marlow.example")
    assert found.publisher is not None
    assert found.publisher.name == name
    assert found.title == "The quay opens again after two years"


def test_a_box_that_holds_the_headline_stands_beside_no_story() -> None:
    html = (
        "<html><head><title>Quay</title></head><body><div class='sidebar-1'><h1>The quay opens again after two years</h1>"
        f"<div class='detail'>{TEXT}<p>Hồng Vân (Theo Kyodo)</p></div></div><div class='sidebar-2'><h3>Most read</h3><p>Reuters</p></div></body></html>"
    )
    found = read_page(
        Page(asked="x", content=html.encode(), retrieved_at=NOW, url="https://a.example/q", media_type="text/html")
    )
    assert isinstance(found, Article)
    assert [one.name for one in found.origin] == ["Kyodo"]


def test_a_day_right_above_the_headline_is_nearer_than_one_far_below() -> None:
    html = (
        "<html><head><title>Quay</title></head><body><table><tr><td><font>News | 16.05.2026 09:12</font></td></tr><tr><td><b>The quay opens again after two years</b></td></tr>"
        f"<tr><td>{TEXT}</td></tr></table><table><tr><td><b>More news</b></td></tr><tr><td><a href='/2'>New headmaster at the school</a><br><font>18.05.2026</font></td></tr></table></body></html>"
    ).replace("<title>Quay", "<title>The quay opens again after two years")
    found = read_page(
        Page(asked="x", content=html.encode(), retrieved_at=NOW, url="https://a.example/q", media_type="text/html")
    )
    assert isinstance(found, Article)
    assert (found.published_at or "")[:10] == "2026-05-16"


def test_the_state_behind_a_place_in_capitals_is_part_of_the_dateline() -> None:
    assert article(text=f"<p>CEDAR FALLS, Iowa — {SENTENCE}</p>{TEXT}").dateline == "CEDAR FALLS, Iowa"


def test_the_weekday_behind_an_author_is_no_name() -> None:
    above = "<div class='meta'><span class='submitted'>Door: Sjoukje de Wit</span> <span class='date'>za 14 mei 2026, 13:01</span></div>"
    assert article(above=above).authors == ("Sjoukje de Wit",)


@pytest.mark.parametrize(
    ("last", "credited"),
    [
        ("<p>His wife only shook her head. — Bernama</p>", ["Bernama"]),
        ("<p>His wife only shook her head. - AFP</p>", ["AFP"]),
        ("<p>［時事通信社］</p>", ["Jiji"]),
        ("<p>（C）時事通信社</p>", ["Jiji"]),
        ("<p>（原载《湄山晚报》）</p>", ["湄山晚报"]),
        ("<p>நன்றி: இந்து தமிழ் திசை</p>", ["இந்து தமிழ் திசை"]),
        ("<p><em>Traduit de l’anglais. Article original paru dans The Guardian.</em></p>", ["The Guardian"]),
        ("<p>BNS inf.</p>", ["BNS"]),
    ],
)
def test_marks_at_the_end_of_a_story(last: str, credited: list[str]) -> None:
    assert origin(below=last) == credited


def test_a_credit_line_in_an_item_about_another_story_is_of_that_one() -> None:
    item = "</article><div class='b-rest'><p>18.05.2026 <a href='/2'>The price of buckwheat has gone up again</a><br>Source: Reuters</p></div>"
    assert origin(below="<p>Printed 1,184 times so far.</p>" + item) == []


def test_facts_that_only_the_style_of_a_page_parts_are_read_apart() -> None:
    above = (
        "<div class='info'><span class='source'>Kaynak: İHA</span><span class='date'>14.05.2026 - 10:00</span></div>"
    )
    assert origin(above=above) == ["İHA"]
    block = "<div class='author-block'>By <a class='author-name' rel='author'>Nisha Bhandal</a><span class='author-title'>Local Democracy Reporting Service</span></div>"
    found = article(above=block)
    assert found.authors == ("Nisha Bhandal",)
    assert [one.name for one in found.origin] == ["Local Democracy Reporting Service"]


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("By WADE PRITCHETT Ledger Staff Writer", ("Wade Pritchett",)),
        ("By WADE PRITCHETT", ("Wade Pritchett",)),
        ("By WADE PRITCHETT and ANA FERRO", ("Wade Pritchett", "Ana Ferro")),
    ],
)
def test_a_paper_behind_a_name_in_capitals_is_no_name(byline: str, authors: tuple[str, ...]) -> None:
    assert article(above=f"<p class='byline'>{byline}</p>").authors == authors


@pytest.mark.parametrize(
    ("opening", "place"),
    [
        ("（法新社布列塔尼16日電）", "布列塔尼"),
        ("Tatranská Lomnica 15. mája (TASR) - ", "Tatranská Lomnica"),
        ("BERLIN, 15. Mai (dpa) - ", "BERLIN"),
    ],
)
def test_places_before_a_day_are_whole(opening: str, place: str) -> None:
    assert article(text=f"<p>{opening}{SENTENCE}</p>{TEXT}").dateline == place


@pytest.mark.parametrize(
    ("name", "window", "title"),
    [
        ("காவேரி செய்தி", "ஏரியைத் தூர்வாரிய ஆசிரியர்கள் - Kaveri Seithi", "ஏரியைத் தூர்வாரிய ஆசிரியர்கள்"),
        ("Kaveri Seithi", "The lake the teachers dug - Kaveri Seithi", "The lake the teachers dug"),
    ],
)
def test_a_site_is_named_in_the_script_of_its_title(name: str, window: str, title: str) -> None:
    head = '<meta property="og:site_name" content="காவேரி செய்தி">'
    found = article(head=head, window=window, title=title, site="kaveriseithi.example")
    assert found.publisher is not None
    assert found.publisher.name == name


def test_the_name_of_a_chinese_site_stands_behind_a_low_line() -> None:
    text = "".join(
        f"<p>凌晨三点，江洲南站的公交车比往常热闹，车厢里堆着菜筐。第{number}天，菜农少走三里路。</p>"
        for number in range(6)
    )
    found = article(
        head="", window="夜班公交多跑一站_本地_江洲网", title="夜班公交多跑一站", text=text, site="jiangzhouw.example"
    )
    assert found.publisher is not None
    assert (found.publisher.name, found.title) == ("江洲网", "夜班公交多跑一站")
    assert found.origin == ()


def test_elements_of_a_pages_own_say_what_they_hold() -> None:
    teaser = "<brick-teaser-v13 itemtype='teaser'>Elgen fikk plass på bussen mellom to benker</brick-teaser-v13>"
    assert "Elgen" not in article(text=TEXT + teaser + TEXT).text


@pytest.mark.parametrize(
    ("above", "credited"),
    [
        (
            "<div class='signature'><img class='logo-agence' src='/pc.svg' alt='La Presse Canadienne'></div>",
            ["Canadian Press"],
        ),
        (
            "<div class='info'><a class='EntrySource' href='/s'><img src='/m.png' alt='Marlow Online'></a></div>",
            ["Marlow Online"],
        ),
        (
            "<div class='info'><a class='provider' href='/s'><img src='/m.png' alt='Logo of Marlow Online'></a></div>",
            ["Marlow Online"],
        ),
        ("<div class='info'><a class='source' href='/'><img src='/m.png' alt='Harbour Herald'></a></div>", []),
        ("<figure class='source'><img src='/m.png' alt='AFP'></figure>", []),
        ("<div class='lead'><img src='/m.png' alt='AFP'></div>", []),
    ],
)
def test_a_logo_by_the_text_names_who_supplied_it(above: str, credited: list[str]) -> None:
    assert origin(above=above) == credited


def test_the_sender_of_a_release_closes_it() -> None:
    assert origin(below="<p>SOURCE Halden Foods plc</p>") == ["Halden Foods plc"]


def test_whom_the_press_is_to_ask_is_no_author() -> None:
    below = "<div class='contact-headline'>Pressekontakt:</div><p class='contact-text'>Bergwacht Kellerwald<br>Uwe Kranich</p>"
    assert article(below=below).authors == ()


def test_a_blog_names_its_author_below_the_text() -> None:
    card = "<footer class='entry-footer'><span class='byline'><span class='author vcard'><a class='url fn n' href='/u'>Anna Keller</a></span></span></footer>"
    assert article(below=card).authors == ("Anna Keller",)


def test_an_author_who_took_the_pictures_too_signs_the_story() -> None:
    assert article(below="<p align='right'><b>Алёна Морозкина, фото автора</b></p>").authors == ("Алёна Морозкина",)


def test_a_city_behind_a_correspondent_is_where_the_story_was_filed() -> None:
    assert article(above="<p class='byline'>By Anna Keller, correspondent in Berlin</p>").dateline == "Berlin"


def test_who_took_a_picture_ends_a_chinese_caption() -> None:
    text = "".join(
        f"<p>凌晨三点，江洲南站的公交车比往常热闹，车厢里堆着菜筐。第{number}天，菜农少走三里路。</p>"
        for number in range(6)
    )
    found = article(
        text=f"{text}<p>护林员在栽种梭梭。新华社发</p><p>菜农在车上 李尕 摄</p>{text}", title="夜班公交多跑一站"
    )
    assert "新华社发" not in found.text
    assert "李尕" not in found.text
    assert found.origin == ()


@pytest.mark.parametrize(
    ("line", "credited"),
    [
        ("Dieser Artikel wurde zuerst im «Oberwalliser Tagblatt» veröffentlicht.", ["Oberwalliser Tagblatt"]),
        (
            "This story was produced in partnership with the Basin Reporting Project, where it was first published.",
            ["Basin Reporting Project"],
        ),
        ("Read the original article on Elmwood Courier", ["Elmwood Courier"]),
        ("Lire l’article original sur The Guardian.", ["The Guardian"]),
        ("Artykuł pierwotnie opublikowany w „Gazecie Lubuskiej”.", ["Gazecie Lubuskiej"]),
        ("Articolo originariamente pubblicato su Il Molo.", ["Il Molo"]),
        ("Artikeln publicerades först i Hamn-Posten.", ["Hamn-Posten"]),
        ("Преузето са портала Жупска хроника", ["Жупска хроника"]),
        ("Με πληροφορίες από ΑΠΕ-ΜΠΕ", ["ANA-MPA"]),
        ("Quelle: dpa/Ostfriesischer Kurier", ["dpa", "Ostfriesischer Kurier"]),
    ],
)
def test_notes_of_many_languages_name_any_outlet(line: str, credited: list[str]) -> None:
    assert origin(below=f"<p>{line}</p>") == credited


@pytest.mark.parametrize(
    ("byline", "authors", "credited"),
    [
        ("Noemi Escher, Oberwalliser Tagblatt", ("Noemi Escher",), ["Oberwalliser Tagblatt"]),
        ("Vermont Ridge Radio | By Anna Keller", ("Anna Keller",), ["Vermont Ridge Radio"]),
        ("Anna Keller, Harbour Herald", ("Anna Keller",), []),
        ("Harbour Herald | By Anna Keller", ("Anna Keller",), []),
        ("By Jim Courier", ("Jim Courier",), []),
    ],
)
def test_the_house_in_a_byline(byline: str, authors: tuple[str, ...], credited: list[str]) -> None:
    found = article(above=f"<p class='byline'>{byline}</p>")
    assert found.authors == authors
    assert [one.name for one in found.origin] == credited


def test_who_an_author_was_before_credits_nobody() -> None:
    bio = "<div class='author-bio'><p class='author-bio'>Wren is our schools reporter. Before that she worked for The Associated Press in Denver.</p></div>"
    assert origin(below=bio) == []


@pytest.mark.parametrize(
    "line",
    [
        "Solène Antoine (L’Écho des Chaumes) - 18 mai 2026 à 07:00 - Temps de lecture : 2 min",
        "Anna Keller · 14. Mai 2026 · 3 Min. Lesezeit",
        "5 min read",
    ],
)
def test_how_long_a_text_takes_to_read_is_none_of_it(line: str) -> None:
    assert "2026" not in article(text=f"<div class='infos'>{line}</div>{TEXT}").text
    assert "min" not in article(text=f"<div class='infos'>{line}</div>{TEXT}").text.lower()


def test_a_headline_with_its_kicker_is_no_text() -> None:
    html = (
        "<html><head><title>Deich hält – Schafe halten nicht still</title></head><body><div><h1><span class='topline'>Katastrophenübung</span>"
        f"<span class='headline'>Deich hält – Schafe halten nicht still</span></h1><p>Stand: 07.05.2026 17:48 Uhr</p>{TEXT}</div></body></html>"
    )
    found = read_page(
        Page(asked="x", content=html.encode(), retrieved_at=NOW, url="https://a.example/q", media_type="text/html")
    )
    assert isinstance(found, Article)
    assert found.title == "Deich hält – Schafe halten nicht still"
    assert "Schafe" not in found.text


def test_the_words_that_open_a_form_to_the_sender_go_with_the_sender() -> None:
    found = article(below="<p class='contact'>Piet Hoving<br>Dockline Maritime<br>email us here</p>")
    assert found.text.endswith("two years of work on it.")


def test_a_signature_with_the_paper_behind_it_is_no_text() -> None:
    found = article(below="<p>Марина Полежаева, «Уральский круг»</p>")
    assert found.authors == ("Марина Полежаева",)
    assert "Полежаева" not in found.text


CARD = "<h3 class='headline'><a href='/2'>Council delays vote on riverfront parking plan</a></h3>{}"


@pytest.mark.parametrize(
    "card",
    [
        CARD.format("<ul><li class='byline'>By Associated Press</li><li>May 16, 2026</li></ul>"),
        CARD.format("<div class='field-author'>AFP</div><div>15/05/2026</div>"),
        CARD.format("<article class='byline'>Anna Keller <time>2026-05-15</time></article>"),
        "<p>» <a href='/2'>Two hikers stuck at the summit were saved in the night</a> (10/05/2026, by Anna Keller)</p>",
    ],
)
def test_who_stands_below_a_linked_headline_wrote_that_story(card: str) -> None:
    below = article(below=f"<section>{card}</section>")
    assert (below.authors, below.origin) == ((), ())
    within = article(text=f"{TEXT}<div class='inline-article'>{card}</div>{TEXT}")
    assert (within.authors, within.origin) == ((), ())


def test_a_linked_heading_with_a_name_is_the_authors() -> None:
    assert article(below="<div class='author'><h3><a href='/u'>Anna Keller</a></h3></div>").authors == ("Anna Keller",)


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("História de Anna Keller • 2 d", ("Anna Keller",)),
        ("By Lindsey Abrams-Cole for Stacker", ("Lindsey Abrams-Cole",)),
        ("Por Anna Keller | Agencia Tierra Viva", ("Anna Keller",)),
        ("AFP Kiswahili", ()),
    ],
)
def test_bylines_of_portals(byline: str, authors: tuple[str, ...]) -> None:
    assert article(above=f"<div class='author'>{byline}</div>").authors == authors


def test_a_site_whose_name_contains_an_agencys_is_not_it() -> None:
    head = '<meta property="og:site_name" content="Kabarkita Nusantara">'
    above = "<div class='author'>Antara - <span>Kabarkita Nusantara</span></div>"
    assert origin(head=head, above=above, site="kabarkitanusantara.example") == ["Antara"]


def test_the_house_that_a_story_is_from_is_no_author() -> None:
    above = "<p class='byline'>Anna Keller | Bitácora Austral</p>"
    note = "<p>Este reportaje fue publicado originalmente en Bitácora Austral y se reproduce con autorización.</p>"
    found = article(above=above + note)
    assert found.authors == ("Anna Keller",)
    assert [one.name for one in found.origin] == ["Bitácora Austral"]
    assert "publicado originalmente" not in found.text


def test_whom_the_page_shows_comes_before_its_own_name_in_the_data() -> None:
    head = '<meta property="og:site_name" content="Sahil Gündem"><meta name="articleAuthor" content="Sahil Gündem">'
    above = "<div class='news-source'>Haber: Bengü Saraçoğlu / Kamera: Tolga Yıldız</div>"
    assert article(head=head, above=above, site="sahilgundem.example").authors == ("Bengü Saraçoğlu",)


def test_an_agency_above_the_names_that_close_a_story() -> None:
    last = "<p>Kolejne liczenie zaplanowano na drugą niedzielę stycznia. (PAP)</p><p>Autorka: Wiesława Tomczuk</p><p>wtom/ par/</p>"
    assert origin(below=last) == ["PAP"]


@pytest.mark.parametrize(("mark", "name"), [("- பிடிஐ", "PTI"), ("Thu Hằng (Theo Reuters)", "Reuters")])
def test_marks_in_scripts_of_their_own(mark: str, name: str) -> None:
    assert origin(below=f"<p>{mark}</p>") == [name]


def test_arabic_papers_put_a_colon_behind_the_agency() -> None:
    text = "".join(
        f"<p>أعلنت الوزارة يوم الثلاثاء إطلاق مشروع لزراعة مليون شجرة خروب خلال خمس سنوات في المرتفعات الغربية، المرحلة {number}.</p>"
        for number in range(5)
    )
    found = article(
        text=f"<p>عمّان - رويترز: أعلنت وزارة الزراعة الأردنية يوم الثلاثاء إطلاق مشروع كبير لزراعة الأشجار.</p>{text}",
        title="مشروع لزراعة مليون شجرة",
    )
    assert [one.name for one in found.origin] == ["Reuters"]


def test_a_chinese_reporter_above_the_text_is_none_of_it() -> None:
    text = "".join(
        f"<p>凌晨三点，江洲南站的公交车比往常热闹，车厢里堆着菜筐。第{number}天，菜农少走三里路。</p>"
        for number in range(6)
    )
    found = article(text=f"<p>岭南早讯网记者 顾时雨</p>{text}", title="夜班公交多跑一站")
    assert found.authors == ("顾时雨",)
    assert "顾时雨" not in found.text


def test_a_title_may_be_parted_by_a_tilde() -> None:
    found = article(
        window="The quay opens again after two years ~ Haor Voice",
        top="<h1><a href='/'>Haor Voice</a></h1>",
        head="",
        site="haorvoice.example",
    )
    assert found.publisher is not None
    assert (found.publisher.name, found.title) == ("Haor Voice", "The quay opens again after two years")


@pytest.mark.parametrize(
    "last",
    [
        "Food for the volunteers was provided by the bakeries of the old town.",
        "Das Unternehmen bezifferte den Schaden gegenüber der Nachrichtenagentur Reuters auf 340 Millionen Euro.",
        "The pictures were taken from a boat that had come too near.",
        "Her first poem was originally published in a school magazine.",
        "Sein Roman war zuerst erschienen, als niemand mehr damit gerechnet hatte.",
        "La frase fue tomado de una carta que nadie había leído.",
        "The bridge was built in partnership with the two villages.",
    ],
)
def test_what_notes_say_stories_say_too(last: str) -> None:
    found = article(below=f"<p>{last}</p>")
    assert found.text.endswith(last)
    assert found.origin == ()


def test_a_name_says_more_than_the_address_that_a_site_states() -> None:
    data = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Quay","datePublished":"2026-05-14","publisher":{"@type":"Organization","name":"Le Journal du Port"}}</script>'
    found = article(
        head=f'<meta property="og:site_name" content="lejournalduport.example">{data}', site="lejournalduport.example"
    )
    assert found.publisher is not None
    assert found.publisher.name == "Le Journal du Port"
