"""What a page is: lists, walls and shells told from articles."""
# ruff: noqa: E501 - pages stand here as they are

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from newsarc.extraction import extract
from newsarc.model.parts import Verdict
from newsarc.model.target import Page

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
SENTENCE = "The port director said on Monday that the quay would open again in April, after two years of work on it."


def verdict(
    body: str, head: str = "", url: str = "https://news.example/local/quay-opens-again-after-two-years"
) -> Verdict:
    html = f"<!doctype html><html><head><title>Example</title>{head}</head><body>{body}</body></html>"
    return extract(Page(asked="x", content=html.encode(), retrieved_at=NOW, media_type="text/html", url=url)).verdict


CARDS = "".join(
    f'<div class="card"><a href="/story-{n}"><span class="card-title">The quay at harbour number {n} opens again</span></a><p>{SENTENCE[:70]}</p></div>'
    for n in range(30)
)
GOODS = "".join(
    f'<li class="product"><a href="/p{n}"><span class="name">Rope of hemp, {n} metres long</span></a><p>£{n}.99</p><p>Add to cart</p></li>'
    for n in range(1, 30)
)
STORY = "".join(f"<p>{n}. {SENTENCE} {SENTENCE}</p>" for n in range(6))


@pytest.mark.parametrize(
    ("body", "url"),
    [
        (CARDS, "https://news.example/"),
        (CARDS, "https://news.example/category/local/"),
        (f"<h1>Local</h1>{CARDS}", "https://news.example/local"),
        (f"<h1>Ropes</h1><ul>{GOODS}</ul>", "https://shop.example/ropes"),
        (f"<h1>Ropes</h1><p>{SENTENCE} {SENTENCE}</p><ul>{GOODS}</ul>", "https://shop.example/collections/ropes"),
    ],
)
def test_lists(body: str, url: str) -> None:
    assert verdict(body, url=url) is Verdict.LISTING


@pytest.mark.parametrize(
    "body",
    [
        STORY,
        f"<h1>Quay</h1>{STORY}",
        f"<h1>Quay</h1><p>14 March 2025</p><p>{SENTENCE} {SENTENCE}</p><p>{SENTENCE} {SENTENCE}</p>",
        f"<h1>Quay</h1>{STORY}{CARDS}",
        f"<h1>Quay</h1>{STORY}<aside><ul>{GOODS}</ul></aside>",
    ],
)
def test_articles_also_with_a_list_below_them(body: str) -> None:
    assert verdict(body) is Verdict.ARTICLE


@pytest.mark.parametrize("path", ["2025/03/14/quay-opens", "2025/03/quay-opens-again", "news/20250314/quay"])
def test_a_brief_without_data_under_the_address_of_a_day_is_an_article(path: str) -> None:
    brief = "<article><h1>Quay opens</h1><time>14 March 2025</time><p>The quay opens in April.</p><p>It had to wait.</p></article>"
    assert verdict(brief + CARDS[: len(CARDS) // 6], url=f"https://news.example/{path}") is Verdict.ARTICLE


@pytest.mark.parametrize(
    "path", ["?p=771", "haber.php?id=613", "article/2214", "articles/-/771200", "news/r8/0411.html", "2025/03/quay/", "1403/12/24/quay/"]
)  # fmt: skip
def test_a_brief_under_a_number_in_place_of_words_is_an_article(path: str) -> None:
    text = "<p>The quay opens in April, said the director of the port on Monday.</p><p>It had to wait for two years because there was no money.</p>"
    brief = f"<h1>The quay opens again after two years</h1><p>14 March 2025</p>{text}"
    assert verdict(brief + CARDS[: len(CARDS) // 15], url=f"https://news.example/{path}") is Verdict.ARTICLE


@pytest.mark.parametrize("path", ["category/12345", "?cat=12&page=3", "page/2", "tag/4711"])
def test_a_number_makes_no_article_of_a_list(path: str) -> None:
    assert verdict(f"<h1>Quays</h1>{CARDS}", url=f"https://news.example/{path}") is Verdict.LISTING


def test_the_archive_of_a_day_is_a_list() -> None:
    assert verdict(f"<h1>14 March 2025</h1>{CARDS}", url="https://news.example/2025/03/14/") is Verdict.LISTING


def test_a_short_dated_article_among_many_links_is_one() -> None:
    head = '<meta property="og:type" content="article"><meta property="article:published_time" content="2025-03-14">'
    assert (
        verdict(
            f"<h1>The old quay in Falun opens again</h1><p>{SENTENCE} {SENTENCE}</p>{CARDS}",
            head,
            "https://news.example/a1",
        )
        is Verdict.ARTICLE
    )


@pytest.mark.parametrize(
    "text",
    [
        "Please choose how you want to use our pages. If you agree, we and 120 partners set cookies for advertising and tracking. You may withdraw your consent at any time, see our privacy policy.",
        "Bitte entscheiden Sie. Mit Ihrer Einwilligung setzen wir und unsere Partner Cookies für Werbung. Oder lesen Sie ohne Werbung. Mehr im Datenschutz.",
        "Avec votre consentement, nous et nos partenaires utilisons des cookies pour la publicité et la mesure d'audience. Lisez notre page de confidentialité.",
        "Con su consentimiento, nosotros y nuestros socios usamos cookies para publicidad. O lea sin publicidad. Consulte la privacidad y sus datos personales.",
    ],
)
def test_consent_walls_by_what_they_speak_of(text: str) -> None:
    assert verdict(f"<div><h1>Welcome</h1><p>{text}</p></div>") is Verdict.CONSENT


def test_a_banner_that_asks_for_consent_makes_no_wall_of_a_brief() -> None:
    banner = "<div id=banner><h2>We value your privacy</h2><p>We need your consent to load this content.</p></div>"
    assert verdict(f"{banner}<h1>Quay opens again</h1>{STORY}") is Verdict.ARTICLE
    assert verdict(f"{banner}<p>{SENTENCE[:60]}</p>") is Verdict.CONSENT


def test_an_article_about_cookies_is_no_wall() -> None:
    text = "The court said that sites may not set cookies for advertising without consent, and that partners who track readers must say so in a privacy notice."
    assert verdict(f"<h1>Court</h1>{''.join(f'<p>{n}. {text} {SENTENCE}</p>' for n in range(9))}") is Verdict.ARTICLE


@pytest.mark.parametrize(
    "body",
    [
        '<noscript>You need to enable JavaScript to run this app.</noscript><div id="root"></div>',
        "<p>Please enable JavaScript in your browser.</p>",
        "<p>Bitte aktivieren Sie JavaScript, um diese Seite zu sehen.</p>",
        "<p>请启用JavaScript后再访问本页面，谢谢您的理解与支持，如有问题请联系管理员。</p>",
    ],
)
def test_shells_that_show_nothing_without_scripts(body: str) -> None:
    assert verdict(body, url="https://news.example/a/1") is Verdict.TOO_SHORT


@pytest.mark.parametrize("words", ["页面不存在", "お探しのページが見つかりません", "Seite nicht gefunden"])
def test_pages_that_are_not_there_in_scripts_with_and_without_spaces(words: str) -> None:
    assert verdict(f"<h1>{words}</h1><p>{SENTENCE}</p>") is Verdict.NOT_FOUND


SHORT = {
    "de": (
        "Der alte Kai in Falun öffnet wieder",
        "Der Direktor des Hafens sagte am Montag, der Kai werde im April nach zwei Jahren Arbeit wieder öffnen.",
    ),
    "es": (
        "El viejo muelle de Falun abre de nuevo",
        "El director del puerto dijo el lunes que el muelle abrirá de nuevo en abril, tras dos años de obras.",
    ),
    "ja": ("古い埠頭が二年ぶりに再開へ", "港の責任者は月曜日、埠頭が二年間の工事を経て四月に再び開くと述べた。" * 3),
}


@pytest.mark.parametrize("language", SHORT)
def test_a_short_news_story_beside_many_others_is_one_in_any_language(language: str) -> None:
    title, text = SHORT[language]
    data = f'{{"@type": "NewsArticle", "headline": "{title}", "datePublished": "2025-03-14"}}'
    head = f'<meta property="og:title" content="{title}"><script type="application/ld+json">{data}</script>'
    assert verdict(f"<h1>{title}</h1><p>{text} {text}</p>{CARDS}", head, "https://news.example/a1") is Verdict.ARTICLE


@pytest.mark.parametrize(
    ("name", "more"), [("Lokales", "Mehr anzeigen"), ("Deportes", "Ver más"), ("地域", "もっと見る")]
)
def test_a_section_is_a_list_in_any_language(name: str, more: str) -> None:
    head = '<meta property="og:type" content="website">'
    body = f"<h1>{name}</h1>{CARDS}<a href='?page=2'>{more}</a>"
    assert verdict(body, head, "https://news.example/section") is Verdict.LISTING


def test_results_and_goods_to_choose_from_are_lists() -> None:
    choices = '<form><select><option>Price</option></select><input type="checkbox"></form>' * 4
    assert (
        verdict(f"<h1>Ropes of hemp and of linen</h1>{choices}{GOODS}", url="https://shop.example/hemp-ropes")
        is Verdict.LISTING
    )


@pytest.mark.parametrize("start", ["市議会は", "2026年度の", "「港の", "A社は"])
def test_a_line_in_a_dense_script_counts_double_whatever_it_begins_with(start: str) -> None:
    from newsarc.extraction.listing import _size

    line = start + "予算を可決した。"
    assert _size(line) == 2 * len(line)
    assert _size("Über 20 Häuser") == len("Über 20 Häuser")


def test_a_page_that_calls_itself_a_product_is_no_article() -> None:
    product = '<meta property="og:type" content="product">'
    assert verdict(f"<h1>Rope</h1>{STORY}", product) is Verdict.LISTING
    dated = f'{product}<meta property="article:published_time" content="2025-03-14">'
    assert verdict(f"<h1>Rope</h1>{STORY}", dated) is Verdict.ARTICLE


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Access to this page has been denied", Verdict.CHALLENGE),
        ("Ups! Nie znaleźliśmy takiej strony", Verdict.NOT_FOUND),
        ("Halaman tidak ditemukan", Verdict.NOT_FOUND),
        ("ไม่พบหน้าที่คุณต้องการ", Verdict.NOT_FOUND),
    ],
)
def test_walls_and_missing_pages_in_more_words(title: str, kind: Verdict) -> None:
    assert verdict(f"<h1>{title}</h1><p>{SENTENCE}</p>") is kind


STORIES = tuple(
    f"Work on the {name} begins in April, the council said on Monday, once the last of the money is there for it."
    for name in ("harbour", "market", "bridge", "school", "station", "library", "orchard", "theatre")
)


def listed(body: str, url: str, classes: str = "", head: str = "") -> Verdict:
    html = f"<html lang=en><head><title>Works of this year</title>{head}</head><body class='{classes}'><h1>Works of this year</h1>{body}</body></html>"
    return extract(Page(asked="x", url=url, content=html.encode(), retrieved_at=NOW, media_type="text/html")).verdict


def test_stories_under_linked_headlines_in_small_boxes_are_a_list() -> None:
    teasers = "".join(
        f"<div><h3><a href=/{at}>One of the works of the year</a></h3><p>{line}</p></div>"
        for at, line in enumerate(STORIES)
    )
    url = "https://quay.example/works-of-2025"
    assert listed(teasers, url) is Verdict.LISTING
    assert listed("".join(f"<p>{line}</p>" for line in STORIES), url) is Verdict.ARTICLE


@pytest.mark.parametrize(
    ("classes", "kind", "verdict"),
    [
        ("", "", Verdict.ARTICLE),
        ("archive category", "", Verdict.LISTING),
        ("archive single", "", Verdict.ARTICLE),
        ("", "CollectionPage", Verdict.LISTING),
        ("", "Product", Verdict.LISTING),
    ],
)
def test_what_software_calls_the_page_counts(classes: str, kind: str, verdict: Verdict) -> None:
    head = f'<script type="application/ld+json">{{"@type":"{kind}"}}</script>' if kind else ""
    body = "".join(f"<h2><a href=/{at}>One of the works of the year</a></h2>" for at in range(8))
    body += "".join(f"<p>{line}</p>" for line in STORIES[:3])
    assert listed(body, "https://quay.example/works-of-2025", classes, head) is verdict


def test_a_quiz_is_no_article() -> None:
    question = "<div><h3>Which of these opened first?</h3>" + "<label><input type=radio>The lock</label>" * 3 + "</div>"
    body = f"<h1>Quiz: how well do you know the harbour?</h1>{question * 6}<button>Show my score</button>"
    assert verdict(body, url="https://news.example/quiz/how-well-do-you-know-the-harbour") is Verdict.LISTING


def test_a_lead_above_teasers_makes_no_article_of_a_list() -> None:
    tiles = "".join(
        f"<div class=tile><a href=/a{n}>The quay at harbour number {n} opens again</a><p>{n}. {SENTENCE}</p></div>"
        for n in range(10)
    )
    body = f"<h1>Quays</h1><div class=intro><p>{SENTENCE}</p><p>All about it: {SENTENCE}</p></div>{tiles}"
    assert verdict(body, url="https://news.example/topics/quays") is Verdict.LISTING


@pytest.mark.parametrize(
    "message",
    [
        "Die gewünschte Seite konnte leider nicht gefunden werden. Vielleicht wurde der Artikel gelöscht.",
        "Lo sentimos: el contenido que buscas ya no existe en esta web, prueba a buscarlo.",
    ],
)
def test_a_page_that_is_not_there_may_say_so_below_its_heading(message: str) -> None:
    links = "".join(f"<a href=/a{n}>The quay at harbour number {n} opens again</a>" for n in range(6))
    body = f"<h1>Oh!</h1><p>{message}</p><h2>Mehr</h2>{links}"
    assert verdict(body, url="https://news.example/a") is Verdict.NOT_FOUND


@pytest.mark.parametrize(
    "title", ["Sorry, we can’t find that page", "La noticia solicitada no existe o ha sido eliminada"]
)
def test_a_page_that_is_not_there_may_offer_much_else(title: str) -> None:
    teasers = "".join(f"<p>{n}. {SENTENCE}</p><a href=/a{n}>The quay at number {n} opens</a>" for n in range(9))
    assert verdict(
        f"<h1>{title}</h1><p>Try the front page.</p>{teasers}", url="https://news.example/2024/03/11/a-b"
    ) is (Verdict.NOT_FOUND)


def test_a_page_of_one_message_is_no_list() -> None:
    body = "<h1>Torniamo subito</h1><p>Il sito non risponde. Riprova tra qualche minuto.</p>"
    assert verdict(body, url="https://news.example/a") is Verdict.TOO_SHORT


def test_a_french_wall_of_consent() -> None:
    body = (
        "<h1>Nous respectons votre vie privée</h1><p>Avec nos 842 partenaires, nous utilisons des cookies pour accéder à"
        " des informations sur votre appareil et pour traiter des données personnelles.</p><button>Tout accepter</button>"
    )
    assert verdict(body) is Verdict.CONSENT


def test_a_heading_counts_for_what_a_wall_of_consent_speaks_of() -> None:
    body = (
        "<h1>Il tuo consenso</h1><p>Noi e i nostri 812 partner archiviamo informazioni su un dispositivo, come i cookie,"
        " e trattiamo dati personali per pubblicità e contenuti. Oppure abbonati a 1 euro al mese.</p>"
    )
    assert verdict(body) is Verdict.CONSENT


def test_a_wall_of_scripts_says_what_to_switch_off() -> None:
    assert verdict("<p>Please enable JS and disable any ad blocker</p>") is Verdict.CHALLENGE


def test_a_page_that_is_not_shown_here_is_a_wall() -> None:
    body = (
        "<h1>451: Unavailable due to legal reasons</h1><p>We recognize you are attempting to access this website from a"
        " country belonging to the European Economic Area and therefore access cannot be granted at this time.</p>"
    )
    assert verdict(body) is Verdict.CHALLENGE


ABOUT = (
    "<p>The Quay Chronicle was founded by a printer who wanted to know why the bridge was late. We publish six days "
    "a week and employ two dozen journalists along the quay.</p><p>Our reporters follow the editors' code, and the "
    "paper belongs to a trust that has no shareholders. Please write to us if we have got something wrong.</p>"
)
SITE = '<meta property="og:site_name" content="Quay Chronicle">'
NEWS = '<meta property="og:type" content="article"><meta property="article:published_time" content="2025-11-03">'
POST = "<div class=post><div class=postprofile>keel<br>Posts: 12</div><div class=content>{text}</div></div>"


@pytest.mark.parametrize(
    "title",
    [
        "About us",
        "About Quay Chronicle",
        "Datenschutzerklärung",
        "Qui sommes-nous ?",
        "Política de cookies",
        "关于我们",
    ],
)
def test_a_page_that_is_called_as_those_that_serve_a_site_is_no_article(title: str) -> None:
    body = f"<main><h1>{title}</h1>{ABOUT}</main>"
    head = SITE + f'<meta property="og:title" content="{title}"><meta property="og:type" content="article">'
    assert verdict(body, head, "https://quay.example/page/7-what-we-want-to-tell") is Verdict.LISTING


@pytest.mark.parametrize(
    ("title", "head", "url"),
    [
        ("About us: what the quay thinks", SITE, "https://quay.example/local/what-the-quay-thinks-of-itself"),
        ("Contact", SITE + NEWS, "https://quay.example/film/contact-is-thirty-years-old"),
        ("Contact", SITE, "https://quay.example/2025/11/03/contact"),
    ],
    ids=["longer", "calls-itself-news", "day-in-address"],
)
def test_a_story_may_begin_with_such_a_name(title: str, head: str, url: str) -> None:
    body = f"<main><article><h1>{title}</h1>{ABOUT}{STORY}</article></main>"
    assert verdict(body, f'{head}<meta property="og:title" content="{title}">', url) is Verdict.ARTICLE


def test_a_page_that_news_software_made_is_known_by_its_address() -> None:
    head = SITE + NEWS + '<meta property="og:title" content="About us">'
    assert verdict(f"<main><h1>About us</h1>{ABOUT}</main>", head, "https://quay.example/about-us/") is Verdict.LISTING


@pytest.mark.parametrize(
    "body",
    [
        f"<h1>Bridge engineer</h1><p>Full time</p><h2>About the role</h2>{ABOUT}<h2>Requirements</h2><a href=/a>Apply now</a>",
        f"<h1>Redakteur (m/w/d) im Lokalen</h1>{ABOUT}",
    ],
    ids=["labels", "title"],
)
def test_an_open_job_is_no_article(body: str) -> None:
    assert (
        verdict(f"<main>{body}</main>", url="https://jobs.quay.example/job/4123-an-open-job-at-the-quay")
        is Verdict.LISTING
    )


@pytest.mark.parametrize(
    ("body", "url"),
    [
        (
            "<h1>Bridge times?</h1>" + POST.format(text=SENTENCE) * 2,
            "https://talk.quay.example/bridge-times-on-sundays",
        ),
        (f"<h1>Bridge times?</h1>{STORY}", "https://forum.quay.example/bridge-times-on-sundays"),
    ],
    ids=["posts", "host"],
)
def test_a_thread_of_a_forum_is_no_article(body: str, url: str) -> None:
    assert verdict(f"<main>{body}</main>", url=url) is Verdict.LISTING


@pytest.mark.parametrize(
    "path",
    [
        "/quote/NRHM",
        "/for-sale/property/4-quay-cottages/611",
        "/programme-tv/ce-soir.html",
        "/speed-limit-cut/comments/?page=2",
        "/sport/livescore",
    ],
)
def test_what_stands_at_the_address_of_a_service_is_no_article(path: str) -> None:
    assert verdict(f"<h1>The quay</h1>{STORY}", url=f"https://news.example{path}") is Verdict.LISTING


def test_news_at_such_an_address_is_news() -> None:
    data = json.dumps({"@type": "NewsArticle", "headline": "The quay opens", "datePublished": "2026-03-14"})
    head = f'<script type="application/ld+json">{data}</script>'
    assert verdict(f"<h1>The quay</h1>{STORY}", head, url="https://news.example/for-sale/quay") is Verdict.ARTICLE


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/tag/fisheries", Verdict.LISTING),
        ("/autori/ana-ferro", Verdict.LISTING),
        ("/tag/the-long-way-to-a-new-quay", Verdict.ARTICLE),
    ],
)
def test_a_name_at_the_end_of_an_address_in_a_folder_of_lists_is_that_of_one(path: str, kind: Verdict) -> None:
    cards = "".join(f"<div><h3><a href=/s{n}>Quay number {n} opens</a></h3><p>{SENTENCE}</p></div>" for n in range(4))
    body = f"<h1>Fisheries</h1>{cards if kind is Verdict.LISTING else STORY}"
    assert verdict(body, url=f"https://news.example{path}") is kind


def test_a_story_about_robots_is_no_wall_against_them() -> None:
    menu = "".join(f"<li><a href=/{n}>Section number {n} of the paper</a></li>" for n in range(80))
    title = "‘Verify you are human’: blind users win case against puzzles"
    assert verdict(f"<nav><ul>{menu}</ul></nav><h1>{title}</h1>{STORY[:900]}") is Verdict.ARTICLE
