"""An article put together."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsarc.model.article import Article, Origin, Publisher, Role
from newsarc.model.parts import Credit, Found, Parts, Place, Removed, Verdict
from newsarc.model.target import Page
from newsarc.normalise import normalise
from newsarc.normalise.dateline import read_dateline, story_dateline
from newsarc.normalise.language import declared_language, language_of

NOW = datetime(2024, 5, 13, 10, 0, 59, 999, tzinfo=timezone(timedelta(hours=2)))


def page(url: str | None = "https://www.harbourherald.example/a", **more: str) -> Page:
    return Page(asked="a.html", content=b"", retrieved_at=NOW, url=url, **more)


def parts(**facts: object) -> Parts:
    return Parts(**{"verdict": Verdict.ARTICLE, "extractor": "test 1", **facts})  # type: ignore[arg-type]  # a test's shorthand


def test_every_fact_of_an_article() -> None:
    read = parts(
        title=" Ferries\u00a0return ",
        alt_titles=("Ferries return", "The ferries are back"),
        paragraphs=(
            "HAMBURG (dpa) - The ferries of the old harbour are back, and with them the gulls.",
            " ",
            "They came.",
        ),
        lead="After ten  years.",
        removed=(Removed("Source: dpa", "credit-line"),),
        bylines=(Found("By Jane Doe, dpa", "byline"),),
        published=(Found("2024-05-12T14:05:00+02:00", "jsonld"),),
        modified=(Found("2024-05-11", "jsonld"), Found("2024-05-12T15:00:00+02:00", "meta:article:modified_time")),
        publishers=(Found("Harbour Herald", "meta:og:site_name"),),
        canonical="https://www.harbourherald.example/a?utm_source=mail#top",
        language="en-GB",
        categories=("Harbour", "harbour"),
        tags=("ferries",),
        image="https://img.harbourherald.example/f.jpg?sig=a%2Fb",
    )
    assert normalise(page(), read) == Article(
        url="https://www.harbourherald.example/a",
        canonical_url="https://www.harbourherald.example/a",
        asked="a.html",
        retrieved_at="2024-05-13T08:00:59Z",
        title="Ferries return",
        alt_titles=("The ferries are back",),
        authors=("Jane Doe",),
        text="HAMBURG (dpa) - The ferries of the old harbour are back, and with them the gulls.\nThey came.",
        published_at="2024-05-12T14:05:00+02:00",
        published_from="jsonld",
        modified_at="2024-05-12T15:00:00+02:00",
        publisher=Publisher(name="Harbour Herald", domain="harbourherald.example", evidence="meta:og:site_name"),
        origin=(Origin(name="dpa", role=Role.AGENCY, credit="HAMBURG (dpa) -", found=Place.DATELINE),),
        dateline="HAMBURG",
        language="en",
        categories=("Harbour",),
        tags=("ferries",),
        lead="After ten  years.".replace("  ", " "),
        image="https://img.harbourherald.example/f.jpg?sig=a%2Fb",
        removed=(Removed("Source: dpa", "credit-line"),),
        verdict=Verdict.ARTICLE,
        extractor="test 1",
    )


def test_nothing_is_invented() -> None:
    article = normalise(page(url=None), parts(paragraphs=("Kein Datum, kein Name.",)))
    assert (article.published_at, article.publisher, article.origin, article.authors) == (None, None, (), ())
    assert (article.dateline, article.canonical_url, article.image, article.lead) == (None, None, None, None)


@pytest.mark.parametrize(
    ("of_page", "of_parts", "verdict", "because"),
    [
        ({}, {}, Verdict.ARTICLE, None),
        ({"incomplete_because": "truncated"}, {}, Verdict.ARTICLE, "truncated"),
        ({}, {"incomplete_because": "paywall"}, Verdict.ARTICLE, "paywall"),
        ({}, {}, Verdict.TEASER, "teaser"),
    ],
)
def test_a_cut_text_says_so(
    of_page: dict[str, str], of_parts: dict[str, str], verdict: Verdict, because: str | None
) -> None:
    article = normalise(page(**of_page), parts(verdict=verdict, **of_parts))
    assert (article.complete, article.incomplete_because) == (because is None, because)


@pytest.mark.parametrize("image", ["javascript:alert(1)", "/f.jpg", "data:image/png;base64,AAAA", "http://[::1", ""])
def test_an_image_is_an_absolute_address_or_nothing(image: str) -> None:
    assert normalise(page(), parts(image=image)).image is None


ANY = st.text(alphabet=st.characters(exclude_categories=()), max_size=60)
FOUND = st.lists(st.builds(Found, ANY, st.sampled_from(["jsonld", "byline", "meta:author", "text"])), max_size=4).map(
    tuple
)
TEXTS = st.lists(ANY, max_size=4).map(tuple)


@settings(deadline=None, max_examples=200)
@given(
    st.builds(
        Parts,
        verdict=st.sampled_from(list(Verdict)),
        extractor=st.just("test 1"),
        title=ANY,
        alt_titles=TEXTS,
        paragraphs=TEXTS,
        lead=st.none() | ANY,
        bylines=FOUND,
        published=FOUND,
        modified=FOUND,
        publishers=FOUND,
        credits=st.lists(st.builds(Credit, ANY, st.sampled_from(list(Place))), max_size=5).map(tuple),
        canonical=st.none() | ANY,
        language=st.none() | ANY,
        categories=TEXTS,
        tags=TEXTS,
        image=st.none() | ANY,
    )
)
def test_any_parts_make_an_article_that_can_be_written(read: Parts) -> None:
    article = normalise(page(), read)
    for fact in (article.title, article.text, article.lead or "", *article.authors, *article.tags, *article.categories):
        fact.encode("utf-8")
    assert normalise(page(), read) == article


@pytest.mark.parametrize(
    ("first", "place"),
    [
        ("CAIRO — The port reopened on Monday.", "CAIRO"),
        ("BILLINGS, Mont. (AP) — A train left the rails.", "BILLINGS, Mont."),
        ("LONDON, May 3 (Reuters) - The port reopened.", "LONDON"),
        ("Frankfurt/Main (dpa) - Der Hafen öffnet.", "Frankfurt/Main"),
        ("Berlin. Der Hafen ist wieder offen.", "Berlin"),
        ("Nein. Der Hafen ist nicht offen.", None),
        ("【ソウル＝山田太郎】港が再開した。", "ソウル"),
        ("新华社北京5月12日电 港口重新开放。", "北京"),
        ("He said - and nobody knew why - that it was over.", None),
        ("The Minister (who had slept badly) said it was over.", None),
        ("Guerre en Ukraine : ce que l’on sait.", None),
        ("LE POINT SUR LA SITUATION - Le port rouvre.", None),
        ("OPINION — The port should never have closed.", None),
        ("OOSTERWOLDE-AA - De haven had nooit dicht gemogen.", "OOSTERWOLDE-AA"),
        ("Porto di Sotto, 12 marzo 2026 – Il porto riapre.", "Porto di Sotto"),
        ("LISBON: The port reopened on Monday.", "LISBON"),
        ("The mayor: The port reopened on Monday.", None),
        ("The Ministry of Trade (TT) said that the port was open.", None),
        ("", None),
    ],
)
def test_a_dateline_is_the_place_as_printed(first: str, place: str | None) -> None:
    assert read_dateline(first).place == place


@pytest.mark.parametrize(
    ("first", "place"),
    [
        ("Villa Alta (Perú), 17 nov (EFE).- Una variedad de papa.", "Villa Alta"),
        ("MYAGDI, Nov 14: Porters crossing the river must pay.", "MYAGDI"),
        ("DHAKA, Nov 14, 2026: The ferries are back.", "DHAKA"),
        ("SAVONRANTA. Hinaajana aloittanut jäänmurtaja on kotona.", "SAVONRANTA"),
        ("UPDATE. The ferries are back.", None),
        ("Reuters. The ferries are back.", None),
    ],
)
def test_datelines_with_a_region_a_day_and_a_colon_or_a_full_stop(first: str, place: str | None) -> None:
    assert story_dateline((first, "They came at dawn.")).place == place


def test_a_dateline_below_a_lead_counts_when_it_is_certain() -> None:
    assert story_dateline(("After ten years the ferries are back.", "KIEL - They came at dawn.")).place == "KIEL"
    assert story_dateline(("After ten years.", "Quiet - They came at dawn.")).place is None


@pytest.mark.parametrize(
    ("first", "later", "place"),
    [
        ("UPPER QUAY: The ferries are back.", "The mayor of Upper Quay was aboard.", "UPPER QUAY"),
        ("UPPER QUAY: The ferries are back.", "The mayor was aboard.", None),
        ("DOE: Are the ferries back?", "MAYOR: They are, Ms Doe.", None),
        ("UPDATE: The ferries are back.", "This is an Update.", None),
        ("Oberhafen. Die Fähren sind wieder da.", "Der Bürgermeister von Oberhafen war an Bord.", "Oberhafen"),
        ("Stille. Die Fähren sind fort.", "Der Bürgermeister war an Bord.", None),
    ],
)
def test_a_place_that_is_not_known_is_told_of_again(first: str, later: str, place: str | None) -> None:
    assert story_dateline((first, later)).place == place


def test_a_corner_bracket_names_the_author() -> None:
    article = normalise(page(), parts(paragraphs=("【ソウル＝山田太郎】港が再開した。",)))
    assert (article.dateline, article.authors, article.origin) == ("ソウル", ("山田太郎",), ())


@pytest.mark.parametrize(
    ("declared", "code"),
    [
        ("en-US", "en"),
        ("de_DE.utf8", "de"),
        ("English", "en"),
        ("iw", "he"),
        ("jp", "ja"),
        ("zh-Hans-CN", "zh"),
        ("nb-NO", "no"),
        ("deu", "de"),
        ("und", None),
        ("", None),
        (None, None),
        ("123", None),
    ],
)
def test_a_declared_language_is_its_primary_subtag(declared: str | None, code: str | None) -> None:
    assert declared_language(declared) == code


ENGLISH = "The ferries of the old harbour are back and with them came the gulls that had been away for ten years. " * 3
GERMAN = (
    "Die Fähren des alten Hafens sind wieder da und mit ihnen kamen die Möwen, die zehn Jahre nicht zu sehen waren. "
    * 3
)
SERBO_CROATIAN = "Stare skele su se vratile u luku, a sa njima i galebovi kojih nije bilo deset godina na obali. " * 2
NYNORSK = "Dei gamle ferjene er tilbake i hamna, og med dei kom måsane som ikkje hadde vore å sjå på ti år. " * 2
SPANISH = (
    "Los barcos del puerto viejo han vuelto y con ellos las gaviotas que no se habían visto en diez años por la costa. "
    * 3
)


@pytest.mark.parametrize(
    ("declared", "text", "code"),
    [
        ("en", ENGLISH, "en"),
        (None, ENGLISH, "en"),
        ("en", GERMAN, "de"),
        ("en-US", SPANISH, "es"),
        ("de", "Kurz.", "de"),
        (None, "Kurz.", None),
        ("en", "港が再開した。カモメも戻った。", "ja"),
        ("en", "港口重新开放，海鸥也回来了。", "zh"),
        (None, "항구가 다시 열렸고 갈매기도 돌아왔다.", "ko"),
        ("en", "Το λιμάνι άνοιξε ξανά μετά από δέκα χρόνια.", "el"),
        (None, "", None),
        ("hi", "शहर की परिषद ने सोमवार को कहा कि काम अप्रैल में शुरू होगा और इसके लिए पैसा मिल गया है।", "hi"),
        (None, "शहर की परिषद ने सोमवार को कहा कि काम अप्रैल में शुरू होगा और इसके लिए पैसा मिल गया है।", "hi"),
        ("sr", SERBO_CROATIAN, "sr"),
        ("bs-BA", SERBO_CROATIAN, "bs"),
        ("en", SERBO_CROATIAN, "hr"),
        ("en", "Skele su se vratile u luku, a sa njima i galebovi. Nije ih bilo deset godina.", "hr"),
        (None, NYNORSK, "no"),
        ("hi", "परिषदेने सोमवारी सांगितले की काम एप्रिलमध्ये सुरू होईल आणि पैसे मिळाले आहेत, काम महत्त्वाचे आहे.", "mr"),
    ],
)
def test_the_text_overrules_a_wrong_declaration(declared: str | None, text: str, code: str | None) -> None:
    assert language_of(declared, text) == code


def test_a_language_without_function_words_is_left_to_the_model() -> None:
    text = "Mae'r llongau fferi wedi dychwelyd i'r hen harbwr, a'r gwylanod gyda nhw, ar ôl deng mlynedd o dawelwch."
    assert language_of(None, text) == "cy"


def test_retrieved_at_is_utc_to_the_second() -> None:
    made = normalise(Page(asked="a", content=b"", retrieved_at=datetime(2024, 1, 2, 3, 4, 5, 6, tzinfo=UTC)), parts())
    assert made.retrieved_at == "2024-01-02T03:04:05Z"


def test_the_place_of_filing_beside_a_name_is_no_author() -> None:
    lines = ("وادي الزعتر - أعاد الأهالي فتح المدرسة القديمة بعد عشر سنوات.",)
    byline = (Found("ليلى حمدان - وادي الزعتر", "byline"),)
    article = normalise(page(), parts(paragraphs=lines, bylines=byline, language="ar"))
    assert article.dateline == "وادي الزعتر"
    assert article.authors == ("ليلى حمدان",)


def test_swahili_bylines_lose_their_word_for_by() -> None:
    text = ("Wanakijiji wamejenga daraja jipya la miti baada ya daraja la zamani kusombwa na mafuriko mwezi Januari.",)
    byline = (Found("Na Neema Mwakasege, Mwandishi Wetu", "byline"),)
    assert normalise(page(), parts(paragraphs=text, bylines=byline, language="sw")).authors == ("Neema Mwakasege",)


def test_a_japanese_name_in_a_bracket_of_its_own_signs_the_text() -> None:
    credit = (Credit("（佐伯 美咲）", Place.CLOSING_LINE),)
    text = ("閉校した小学校が図書館に生まれ変わった。住民が三年かけて改修した。",)
    assert normalise(page(), parts(paragraphs=text, credits=credit, language="ja")).authors == ("佐伯 美咲",)


@pytest.mark.parametrize(
    ("first", "place", "authors"),
    [
        ("〔記者林曉燕／青溪報導〕老渡口變身水上博物館。", "青溪", ("林曉燕",)),
        ("Oberried (dpa/lsw/jb) - Die Gemeinde bekommt einen Bahnhof.", "Oberried", ()),
        ("Zeynep KARA/ÇAMLIDERE (Ankara), (DHA)- Köprü yeniden açıldı.", "ÇAMLIDERE", ("Zeynep KARA",)),
        ("Zeynep KARA-Ali CAN/ÇAMLIDERE (DHA) - Köprü yeniden açıldı.", "ÇAMLIDERE", ("Zeynep KARA", "Ali CAN")),
        ("LITTLE ORWICK, PA — The council said no.", "LITTLE ORWICK, PA", ()),
        ("مریم کاظمی / ۱۳ مهر ۱۴۰۵ - کاروانسرا بازسازی شد.", None, ()),
    ],
)
def test_datelines_of_more_forms(first: str, place: str | None, authors: tuple[str, ...]) -> None:
    found = read_dateline(first)
    assert (found.place, found.authors) == (place, authors)


def test_who_asked_the_questions_signs_a_japanese_interview() -> None:
    credit = (Credit("（聞き手・佐伯美咲）", Place.CLOSING_LINE),)
    text = ("閉校した小学校が図書館に生まれ変わった。住民が三年かけて改修した。",)
    assert normalise(page(), parts(paragraphs=text, credits=credit, language="ja")).authors == ("佐伯美咲",)


@pytest.mark.parametrize(
    ("opening", "place", "names", "authors"),
    [
        ("नई दिल्ली, एएनआई। ", "नई दिल्ली", ("एएनआई",), ()),
        ("एएनआई, नई दिल्ली। ", "नई दिल्ली", ("एएनआई",), ()),
        ("काशीपुर, जागरण संवाददाता। ", "काशीपुर", (), ()),
        ("जागरण संवाददाता, काशीपुर: ", "काशीपुर", (), ()),
        ("लखनऊ, राकेश त्रिवेदी। ", "लखनऊ", (), ("राकेश त्रिवेदी",)),
        ("लखनऊ। ", "लखनऊ", (), ()),
        ("पुल बंद होगा। ", None, (), ()),
        ("کراچی (اسٹاف رپورٹر) ", "کراچی", (), ()),
        ("کوئٹہ (زرغونہ اچکزئی سے) ", "کوئٹہ", (), ("زرغونہ اچکزئی",)),
        ("محکمے (جو پرانا ہے) ", None, (), ()),
    ],
)
def test_datelines_of_papers_in_hindi_and_urdu(
    opening: str, place: str | None, names: tuple[str, ...], authors: tuple[str, ...]
) -> None:
    rest = (
        "विभाग ने सोमवार को कहा कि काम अप्रैल में शुरू होगा।"
        if opening[0] >= "\u0900"
        else "محکمے نے پیر کو بتایا کہ کام شروع ہوگا۔"
    )
    found = read_dateline(opening + rest)
    assert (found.place, found.names, found.authors) == (place, names, authors)


def test_the_site_behind_a_place_and_the_newsroom_are_none() -> None:
    assert read_dateline("KUPANG, QUAY.com - Kapal bekas itu akhirnya sandar di pulau.").place == "KUPANG"
    assert read_dateline("Da Redação - O barco chegou ontem à ilha.").place is None


def test_a_place_with_a_day_behind_it_counts_below_a_lead() -> None:
    lead, first = "Undici spettacoli in nove luoghi diversi.", "Valdarsa, 5 ottobre 2023 – Il cantiere durerà a lungo."
    assert story_dateline((lead, first)).place == "Valdarsa"
    assert story_dateline((lead, "Valdarsa – Il cantiere durerà a lungo.")).place is None
