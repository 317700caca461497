"""Who is credited for the text, with the evidence; and who is not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsarc.model.article import Origin, Role
from newsarc.model.parts import Credit, Found, Parts, Place, Verdict
from newsarc.normalise.dateline import story_dateline
from newsarc.normalise.origin import origins_of
from newsarc.normalise.selfnames import site_of

URL = "https://www.harbourherald.example/a"
SITE = site_of(URL, "Harbour Herald", (Found("HH Online", "meta:application-name"),))


def read(
    *lines: tuple[str, Place], first: str = "", bylines: tuple[Found, ...] = (), canonical: str | None = None
) -> tuple[Origin, ...]:
    parts = Parts(
        verdict=Verdict.ARTICLE,
        extractor="test 1",
        credits=tuple(Credit(text, place) for text, place in lines),
        bylines=bylines,
        canonical=canonical,
    )
    return origins_of(parts, story_dateline((first,)), SITE)


def names(*lines: tuple[str, Place]) -> list[str]:
    return [origin.name for origin in read(*lines)]


def test_a_source_line_comes_out_with_its_exact_words() -> None:
    assert read(("Source: MercoPress", Place.CLOSING_LINE)) == (
        Origin(name="MercoPress", role=Role.AGENCY, credit="Source: MercoPress", found=Place.CLOSING_LINE),
    )


@pytest.mark.parametrize(
    ("line", "credited"),
    [
        ("Source: Reuters", ["Reuters"]),
        ("Quelle: sid/dpa", ["SID", "dpa"]),
        ("(Quelle: dpa-AFX)", ["dpa-AFX"]),
        ("Fuente: EFE", ["EFE"]),
        ("Fonte: ANSA", ["ANSA"]),
        ("Fonte: Agência Lusa", ["Lusa"]),
        ("Source : AFP", ["AFP"]),
        ("Bron: ANP", ["ANP"]),
        ("Källa: TT", ["TT"]),
        ("Kilde: NTB", ["NTB"]),
        ("Lähde: STT", ["STT"]),
        ("Źródło: PAP", ["PAP"]),
        ("Zdroj: ČTK", ["ČTK"]),
        ("Forrás: MTI", ["MTI"]),
        ("Sursa: Agerpres", ["Agerpres"]),
        ("Извор: Танјуг", ["Tanjug"]),
        ("Πηγή: ΑΠΕ-ΜΠΕ", ["ANA-MPA"]),
        ("Kaynak: Anadolu Ajansı", ["Anadolu Agency"]),
        ("Источник: РИА Новости", ["RIA Novosti"]),
        ("Джерело: Укрінформ", ["Ukrinform"]),
        ("المصدر: وكالات", ["agencies (unnamed)"]),
        ("来源：新华社", ["Xinhua"]),
        ("2024-05-12 20:29:58 来源： 中新社", ["China News Service"]),
        ("출처: 연합뉴스", ["Yonhap"]),
        ("Sumber: Antara", ["Antara"]),
        ("Source: The Quayside Gazette", ["The Quayside Gazette"]),
        ("Quelle: https://www.mz-hafen.example/artikel/1", ["mz-hafen.example"]),
        ("Source: agencies", ["agencies (unnamed)"]),
    ],
)
def test_source_labels_of_many_languages(line: str, credited: list[str]) -> None:
    assert names((line, Place.CLOSING_LINE)) == credited


@pytest.mark.parametrize(
    ("line", "credited"),
    [
        (
            "This article was originally published by The Quayside Gazette under a free licence.",
            ["The Quayside Gazette"],
        ),
        ("This story originally appeared on Delta Notes.", ["Delta Notes"]),
        ("This article is republished from The Conversation under a Creative Commons license.", ["The Conversation"]),
        ('Dieser Artikel ist zuerst bei "Hafenblatt" erschienen.', ["Hafenblatt"]),
        ("Este artículo se publicó originalmente en El Muelle.", ["El Muelle"]),
        ("Cet article a été publié initialement sur Le Quai.", ["Le Quai"]),
        ("Publicado originalmente em O Cais.", ["O Cais"]),
        ("Mit Material von dpa und AFP.", ["dpa", "AFP"]),
        ("(Con información de AFP, EFE y Reuters)", ["AFP", "EFE", "Reuters"]),
        ("Com informações da Agência Brasil.", ["Agência Brasil"]),
        ("The Associated Press contributed to this report.", ["Associated Press"]),
        ("With files from The Canadian Press", ["Canadian Press"]),
        ("(HH mit dpa)", ["dpa"]),
        ("(dpa/abc)", ["dpa"]),
        ("det/dpa", ["dpa"]),
        ("(SID)", ["SID"]),
        ("AFP", ["AFP"]),
        ("(c)AFP", ["AFP"]),
        ("Com Lusa", ["Lusa"]),
        ("Com a Lusa", ["Lusa"]),
        ("(avec AFP et Reuters)", ["AFP", "Reuters"]),
        ("Via AP", ["Associated Press"]),
        ("Vía Europa Press", ["Europa Press"]),
        ("Source AFP", ["AFP"]),
        ("(Fuente EFE)", ["EFE"]),
        ("kna/epd", ["KNA", "epd"]),
        ("Information from: Quayside Gazette, http://quaysidegazette.example", ["Quayside Gazette"]),
        ("*With PTI", ["PTI"]),
        ("Avec l’AFP", ["AFP"]),
        ("© dpa-infocom, dpa:240516-99-53606/3", ["dpa"]),
        ("© Thomson Reuters 2020", ["Reuters"]),
        ("Distributed by APO Group on behalf of the Ministry of Quays.", ["APO Group"]),
        ("(This report is auto-generated from a syndicated feed. The headline may have changed. - PTI)", ["PTI"]),
        ("Copyright 2024 The Associated Press. All rights reserved.", ["Associated Press"]),
    ],
)
def test_notes_and_tail_marks(line: str, credited: list[str]) -> None:
    assert names((line, Place.NOTE)) == credited


@pytest.mark.parametrize(
    ("first", "credited"),
    [
        ("BERLIN (Reuters) - The port reopened.", ["Reuters"]),
        ("Hamburg (dpa/lno) – Der Hafen öffnet.", ["dpa"]),
        ("May 3 (UPI) -- The port reopened.", ["UPI"]),
        ("LONDON, May 3 (Reuters) - The port reopened.", ["Reuters"]),
        ("Wiesbaden (KNA/hh). Die Brücke ist wieder offen.", ["KNA"]),
        ("(EFE).- El puerto reabrió.", ["EFE"]),
        ("BOSTON, May 3, 2024 /PRNewswire/ -- The company said.", ["PR Newswire"]),
        ("МОСКВА, 13 января. /ТАСС/. Порт открылся.", ["TASS"]),
        ("新华社北京5月12日电 港口重新开放。", ["Xinhua"]),
        ("(서울=연합뉴스) 김철수 기자 = 항구가 열렸다.", ["Yonhap"]),
        ("【ロンドン共同】港が再開した。", ["Kyodo"]),
        ("12 марта. INTERFAX.RU - Порт открылся.", ["Interfax"]),
        ("Zeynep KARA/ÇAMLIDERE (Ankara), (DHA)- Köprü açıldı.", ["DHA"]),
        ("LITTLE ORWICK, PA — The council said no.", []),
        ("LITTLE ORWICK, PA (AP) — The council said no.", ["Associated Press"]),
        ("LONDON (PA) — The council said no.", ["Press Association"]),
        ("QUAYSIDE via JTA — The harbour opened.", ["Quayside", "JTA"]),
    ],
)
def test_datelines_with_an_agency(first: str, credited: list[str]) -> None:
    assert [origin.name for origin in read(first=first)] == credited


@pytest.mark.parametrize(
    ("byline", "credited"),
    [
        ("By Associated Press", ["Associated Press"]),
        ("Von David Beispiel, dpa", ["dpa"]),
        ("Par Le Quai et AFP", ["AFP"]),
        ("By Jane Doe, Associated Press", ["Associated Press"]),
        ("Associated Press in Valencia", ["Associated Press"]),
        ("AFP, MANILA", ["AFP"]),
        ("By Herald with Agencies", ["agencies (unnamed)"]),
        ("Haberler - Anadolu Ajansı", ["Anadolu Agency"]),
        ("By Jane Doe", []),
        ("AA", []),
    ],
)
def test_bylines_that_name_an_agency(byline: str, credited: list[str]) -> None:
    assert [origin.name for origin in read(bylines=(Found(byline, "byline"),))] == credited


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("Source: Harbour Herald", Place.CLOSING_LINE),
        ("Source: harbourherald.example", Place.CLOSING_LINE),
        ("Source: Harbour Herald/abc", Place.CLOSING_LINE),
        ("Source: HH Online", Place.CLOSING_LINE),
        ("This article was originally published by Harbour Herald.", Place.NOTE),
        ("Photo: Jane Doe, AP", Place.CLOSING_LINE),
        ("(Foto: dpa)", Place.CLOSING_LINE),
        ("Bildquelle: Reuters", Place.CLOSING_LINE),
        (
            "As Reuters reported on Monday, the ferries were sold to a company that nobody in town knew.",
            Place.NOTE,
        ),
        ("Originally published in March 2022. Last updated in 2024.", Place.NOTE),
        ("This page was originally published on Wednesday.", Place.NOTE),
        ("This story was first published by mistake.", Place.NOTE),
        ("Originally published on our sister site.", Place.NOTE),
        ("Science", Place.CLOSING_LINE),
        ("PA", Place.CLOSING_LINE),
        ("Share this on social media", Place.CLOSING_LINE),
        ("Michael Bloomberg", Place.BYLINE),
        ("https://www.harbourherald.example/b", Place.CANONICAL),
        ("https://m.harbourherald.co.uk/b", Place.CANONICAL),
        ("not an address", Place.CANONICAL),
    ],
)
def test_what_credits_nobody_else(line: str, place: Place) -> None:
    assert read((line, place), canonical=line if place is Place.CANONICAL and "://" in line else None) == ()


def test_a_canonical_address_of_another_owner_is_an_origin() -> None:
    (origin,) = read(canonical="https://www.quayside-gazette.example/first")
    assert (origin.name, origin.role, origin.found) == ("quayside-gazette.example", Role.OUTLET, Place.CANONICAL)


def test_the_plainest_evidence_is_kept_once() -> None:
    lines = (("AFP", Place.JSONLD), ("AFP", Place.META), ("Source: AFP", Place.CLOSING_LINE))
    assert read(*lines) == (Origin(name="AFP", role=Role.AGENCY, credit="Source: AFP", found=Place.CLOSING_LINE),)


def test_an_agency_on_its_own_site_is_no_origin() -> None:
    url = "https://apnews.com/article/1"
    parts = Parts(verdict=Verdict.ARTICLE, extractor="test 1", credits=(Credit("By Associated Press", Place.BYLINE),))
    assert origins_of(parts, story_dateline(("ROME (AP) — It rained.",)), site_of(url, "AP News", ())) == ()


def test_bylines_of_other_stories_credit_nobody_here() -> None:
    bylines = (Found("By Jane Doe", "byline"), Found("By AP and Herald staff", "byline"))
    assert read(bylines=bylines) == ()


def test_an_organisation_is_told_from_an_outlet() -> None:
    (origin,) = read(("Quelle: Technische Universität Hafenstadt, Pressemitteilung", Place.CLOSING_LINE))
    assert (origin.name, origin.role) == ("Technische Universität Hafenstadt", Role.ORGANISATION)


@settings(deadline=None)
@given(st.text(max_size=300), st.sampled_from(list(Place)))
def test_any_credit_is_read_without_an_error(text: str, place: Place) -> None:
    for origin in read((text, place), (f"Source: {text}", place), first=text):
        assert origin.name
        assert len(origin.credit) <= 300


def test_the_next_label_on_a_line_ends_the_source() -> None:
    assert names(("来源：新华社责任编辑：李明", Place.BYLINE)) == ["Xinhua"]


def test_a_country_is_no_agency_whose_name_has_a_sign_more() -> None:
    assert names(("Ho Chi Minh City, Vietnam", Place.BYLINE)) == []
    assert names(("Source: Vietnam+", Place.CLOSING_LINE)) == ["VNA"]


def test_who_produced_a_broadcast_is_no_origin() -> None:
    assert names(("Produced by Ana Field. Music by Jory Tull.", Place.BYLINE)) == []
    assert names(("Produced by Quay Radio.", Place.CLOSING_LINE)) == ["Quay Radio"]


def test_a_day_is_nobody_s_name() -> None:
    line = "Thu 19 Nov 2026 21.50 GMT. First published on Thu 19 Nov 2026 14.02 GMT"
    parts = Parts(verdict=Verdict.ARTICLE, extractor="x", credits=(Credit(line, Place.NOTE),))
    assert origins_of(parts, story_dateline(("It rained.",)), SITE) == ()
