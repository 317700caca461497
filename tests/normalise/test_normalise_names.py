"""Bylines become persons."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsarc.model.parts import Credit, Found, Place
from newsarc.normalise.authors import Credited, people_of
from newsarc.normalise.names import read_byline, unique_names
from newsarc.normalise.selfnames import site_of
from newsarc.normalise.signoff import signed

SITE = site_of("https://www.harbourherald.example/a", "The Harbour Herald", ())


@pytest.mark.parametrize(
    ("byline", "persons"),
    [
        ("By Jane Doe", ("Jane Doe",)),
        ("By Jane Doe, University of Ely and John Smith, Norwich School of Botany", ("Jane Doe", "John Smith")),
        (
            "By Jane Doe, Associate Professor of Law, Ely University, and John Smith, Postdoctoral Fellow, Ely",
            ("Jane Doe", "John Smith"),
        ),
        ("Scritto da: Jane Doe, Ana Ruiz", ("Jane Doe", "Ana Ruiz")),
        ("投稿者：王大明", ("王大明",)),
        ("作者： 王大明", ("王大明",)),
        ("コメント(1) | トラックバック(0)", ()),
        ("Tekst en foto's: Jane Doe", ("Jane Doe",)),
        ("Posted by Jane Doe and Ana Ruiz on Wed", ("Jane Doe", "Ana Ruiz")),
        ("元・町の本屋。植物と犬がすきです。", ()),
        ("Wydział Dróg i Inwestycji", ()),
        ("Jane Doe, Master Gardener", ("Jane Doe",)),
        ("Jane Doe Board-Certified Dermatologist", ("Jane Doe",)),
        ("By Jane Doe And John Smith For The Harbour Mail", ("Jane Doe", "John Smith")),
        ("Herald-Kundin A.K.", ()),
        ("Von Anna Müller am Samstag", ("Anna Müller",)),
        ("Posted by Jane Doe on Friday", ("Jane Doe",)),
        ("By Jane Doe Sunday", ("Jane Doe Sunday",)),
        ("Harbourherald Norwich", ()),
        ("By Jane Doe and John Smith FOR EXAMPLE ONLINE", ("Jane Doe", "John Smith")),
        ("Lim Hwee Ann Maritime Correspondent", ("Lim Hwee Ann",)),
        ("Words by Jane Doe at the Quay Ground", ("Jane Doe",)),
        ("نوشته شده توسط مهرداد کاویانی در", ("مهرداد کاویانی",)),
        ("예시일보 김철수", ("김철수",)),
        ("Syndicated Content", ()),
        ("Stabsstelle Kommunikation", ()),
        ("EFE Villa de Arriba", ()),
        ("例新報社", ()),
        ("Veröffentlicht von Jane Doe", ("Jane Doe",)),
        ("Mehr Artikel von Jane Doe", ("Jane Doe",)),
        ("Publicado por Ana Ruiz Hace 5 horas", ("Ana Ruiz",)),
        ("Erstellt von Jane Doe Stand 12.03.2024", ("Jane Doe",)),
        ("Jane Doe IN Fashion", ("Jane Doe",)),
        ("by Jane Doe in Local News", ("Jane Doe",)),
        ("Martin Benin, Colin Austin", ("Martin Benin", "Colin Austin")),
        ("HERALD-Reporterin Jane Doe", ("Jane Doe",)),
        ("记者王大明", ("王大明",)),
        ("By Jane Doe and John Smith", ("Jane Doe", "John Smith")),
        ("By Jane Doe, John Smith & Ana Ruiz", ("Jane Doe", "John Smith", "Ana Ruiz")),
        ("Von Anna Müller und Jörg Beispiel, dpa", ("Anna Müller", "Jörg Beispiel")),
        ("Par Élise Martin avec AFP", ("Élise Martin",)),
        ("Por Ana Souza e Luís Silva", ("Ana Souza", "Luís Silva")),
        ("Di Mario Rossi | 12 maggio 2024", ("Mario Rossi",)),
        ("Door Jan de Vries en Piet van den Berg", ("Jan de Vries", "Piet van den Berg")),
        ("Av Kari Nordmann og Ola Hansen", ("Kari Nordmann", "Ola Hansen")),
        ("José Ortega y Gasset", ("José Ortega y Gasset",)),
        ("Ludwig van der Berg", ("Ludwig van der Berg",)),
        ("Anne-Marie Dupont-Lévy", ("Anne-Marie Dupont-Lévy",)),
        ("BY ANNA VAN DER MEER", ("Anna van der Meer",)),
        ("SIOBHÁN O'NEILL", ("Siobhán O'Neill",)),
        ("By Jane Doe, Political Editor", ("Jane Doe",)),
        ("Jane O'Brien, Senior Science Correspondent", ("Jane O'Brien",)),
        ("Reporter Jane Doe", ("Jane Doe",)),
        ("Jane Doe | jane.doe@harbourherald.example | @janedoe", ("Jane Doe",)),
        ("By Tom Example - Associated Press - Friday, April 28, 2023", ("Tom Example",)),
        ("Jane Doe Dec 14, 2025", ("Jane Doe",)),
        ("김철수 기자", ("김철수",)),
        ("作者：王小明", ("王小明",)),
        ("Автор: Анна Иванова", ("Анна Иванова",)),
        ("АвторыАнна Иванова", ("Анна Иванова",)),
        ("Jane Doe Leave a Comment", ("Jane Doe",)),
        ("Escrito por Ana Ruiz el 12 marzo, 2026", ("Ana Ruiz",)),
        ("Γράφει η Άννα Παππά", ("Άννα Παππά",)),
        ("執筆：佐伯美咲", ("佐伯美咲",)),
        ("文/王小明", ("王小明",)),
        ("文｜王小明", ("王小明",)),
        ("Par Anna MARTIN", ("Anna Martin",)),
        ("Bill MCCARTHY", ("Bill McCarthy",)),
        ("Jean-Marc VAN DER MEER", ("Jean-Marc van der Meer",)),
        ("Anna BBC", ("Anna BBC",)),
        ("By Ana Ruiz and Bo Li", ("Ana Ruiz", "Bo Li")),
        ("Words: Jane Doe. Pictures: John Smith", ("Jane Doe",)),
        ("기자명 김철수 기자", ("김철수",)),
        ("2026.03.12 10:30 입력 | 김철수 기자", ("김철수",)),
        ("By Jane Doe, Harbour Herald — Upper Quay", ("Jane Doe",)),
        ("AutorAna Ruiz", ("Ana Ruiz",)),
        ("Jane DoeAnna Smith", ("Jane Doe", "Anna Smith")),
        ("Jane MacDonald", ("Jane MacDonald",)),
        ("Por Ana Souza — Barra Grande", ("Ana Souza",)),
        ("Ana Souza — Maria Costa", ("Ana Souza", "Maria Costa")),
        ("Ana Souza | Barra Grande", ("Ana Souza",)),
        ("Ana Souza | Maria Costa", ("Ana Souza", "Maria Costa")),
        ("Por Edvaldo Nascimento — Serra do Umbu", ("Edvaldo Nascimento",)),
        ("J. R. Hartley", ("J. R. Hartley",)),
        ("JANE DOE Associated Press", ("Jane Doe",)),
        ("Jane Doe The Harbour Herald", ("Jane Doe",)),
        ("By Jane Doe, Executive Editor, Women's Harbour Watch", ("Jane Doe",)),
        ("Jane Doe1 ; John Smith2,3", ("Jane Doe", "John Smith")),
        ("By Jane Doe, John Smith on", ("Jane Doe", "John Smith")),
        ("Jane Doe, Associated Press via Bay Mirror", ("Jane Doe",)),
        ("Jane Doe Published", ("Jane Doe",)),
        ("Jane Doe in Brussels", ("Jane Doe",)),
        ("Words by Jane Doe | Photos by John Smith", ("Jane Doe",)),
        ("Local Democracy Reporter", ()),
    ],
)
def test_persons_are_read_from_bylines(byline: str, persons: tuple[str, ...]) -> None:
    assert read_byline(byline, SITE).persons == persons


@pytest.mark.parametrize(
    "byline",
    [
        "Redaktion",
        "Windkraft Nord SE",
        "Freiwillige Feuerwehr Hafenstadt",
        "Institut Forschung Hafen",
        "Harbour Marketing",
        "By The Harbour Herald Staff",
        "The Harbour Herald",
        "harbourherald.example",
        "Harbour Herald newsroom",
        "Associated Press",
        "By AFP",
        "Deutsche Presse-Agentur",
        "Reuters Staff",
        "Le Monde",
        "jsmith",
        "admin",
        "null",
        "https://social.example/janedoe",
        "@janedoe",
        "12 May 2024",
        "Updated May 12, 2024",
        "编辑部",
        "",
        "<script>alert(1)</script>",
    ],
)
def test_what_is_no_person_is_left_out(byline: str) -> None:
    assert read_byline(byline, SITE).persons == ()


def found(*pairs: tuple[str, str]) -> tuple[Found, ...]:
    return tuple(Found(value, evidence) for value, evidence in pairs)


@pytest.mark.parametrize(
    ("bylines", "authors"),
    [
        ((("Jane Doe", "jsonld"), ("John Smith", "jsonld"), ("By Jane Doe", "byline")), ("Jane Doe", "John Smith")),
        ((("Jane Doe", "jsonld"), ("By Jane Doe and John Smith", "byline")), ("Jane Doe", "John Smith")),
        ((("Jane Doe", "jsonld"), ("By Jane Doe", "byline"), ("By Other Writer", "byline")), ("Jane Doe",)),
        ((("dpa", "jsonld"), ("jdoe", "meta:author"), ("Von Jane Doe", "byline")), ("Jane Doe",)),
        ((("Jane Dóe", "jsonld"), ("JANE DOE", "jsonld")), ("Jane Dóe",)),
        ((("Susan", "jsonld"), ("Susan", "byline")), ("Susan",)),
        ((("Susan", "jsonld"),), ("Susan",)),
        ((("Susan", "byline"),), ()),
        ((("Galerie", "jsonld"),), ()),
        ((("Doe, Jane", "meta:citation_author"),), ("Jane Doe",)),
    ],
)
def test_the_best_evidence_for_authors_counts(bylines: tuple[tuple[str, str], ...], authors: tuple[str, ...]) -> None:
    assert people_of(found(*bylines), SITE).authors == authors


def test_chinese_names_are_parted_by_a_space_on_a_chinese_site_alone() -> None:
    chinese = site_of("https://www.harbourherald.example/a", "港口报", (), "zh")
    assert read_byline("作者：王伟 李娜", chinese).persons == ("王伟", "李娜")
    assert read_byline("山田 太郎", SITE).persons == ("山田 太郎",)


def test_editors_and_translators_stand_apart() -> None:
    credited = people_of(found(("Jane Doe", "jsonld"), ("Ed Itor", "jsonld:editor")), SITE)
    assert credited == Credited(("Jane Doe",), ("Ed Itor",))


def test_a_sign_off_names_authors_only_when_no_byline_does() -> None:
    lines = (Credit("(Reporting by Jane Doe and John Smith; Editing by Ed Itor)", Place.CLOSING_LINE),)
    assert signed(Credited((), ()), lines, SITE) == Credited(("Jane Doe", "John Smith"), ("Ed Itor",))
    assert signed(Credited(("Ana Ruiz",), ()), lines, SITE).authors == ("Ana Ruiz",)


def test_a_source_line_may_name_who_wrote_for_the_agency() -> None:
    line = Credit("Kaynak: AA / Jane Doe", Place.CLOSING_LINE)
    assert signed(Credited((), ()), (line,), SITE).authors == ("Jane Doe",)
    assert signed(Credited((), ()), (Credit("Source: Jane Doe", Place.CLOSING_LINE),), SITE).authors == ()


def test_who_contributed_is_no_author() -> None:
    lines = (Credit("John Smith contributed to this report.", Place.NOTE),)
    assert signed(Credited(("Jane Doe",), ()), lines, SITE) == Credited(("Jane Doe",), ("John Smith",))


def test_a_chinese_editor_is_no_author_and_a_signature_is() -> None:
    assert signed(Credited(("王小明",), ()), (Credit("责任编辑：王小明", Place.NOTE),), SITE).authors == ()
    assert signed(Credited((), ()), (Credit("（记者 李雷、韩梅梅）", Place.CLOSING_LINE),), SITE).authors == (
        "李雷",
        "韩梅梅",
    )


@settings(deadline=None)
@given(st.text(max_size=700))
def test_any_byline_is_read_without_an_error(raw: str) -> None:
    parsed = read_byline(raw, SITE)
    assert unique_names(parsed.persons) == parsed.persons


@pytest.mark.parametrize(
    ("stated", "printed", "authors"),
    [
        ("Ben Okafor", "By Jane Doe, Columnist", ("Jane Doe",)),
        ("Jane Doe", "By Jane Doe Last", ("Jane Doe",)),
        ("Ben Okafor", "Jane Doe", ("Ben Okafor",)),
        ("Ben Okafor", "Von Mensch zu Mensch", ("Ben Okafor",)),
    ],
)
def test_a_byline_that_says_so_wins_over_who_entered_the_text(
    stated: str, printed: str, authors: tuple[str, ...]
) -> None:
    found = (Found(stated, "meta:author"), Found(printed, "byline"))
    assert people_of(found, SITE).authors == authors


def test_bylines_of_other_stories_do_not_replace_the_author() -> None:
    others = tuple(Found(f"By {name}", "byline") for name in ("Jane Doe", "John Smith", "Ana Ruiz"))
    assert people_of((Found("Ben Okafor", "meta:author"), *others), SITE).authors == ("Ben Okafor",)


@pytest.mark.parametrize("desk", ["撰文：青溪編輯部", "青瀬新聞取材班", "솔재신문 편집부", "新京报新闻中心"])
def test_newsrooms_of_east_asia_are_no_persons(desk: str) -> None:
    assert read_byline(desk, SITE).persons == ()


@pytest.mark.parametrize(
    ("evidence", "said", "author"),
    [
        ("jsonld", "jdoe", "jdoe"),
        ("microdata", "kestrel_ops", "kestrel_ops"),
        ("meta:author", "jane.m.ferro", "jane.m.ferro"),
        ("rel-author", "JaneD", "JaneD"),
        ("byline", "Posted by quaywatcher", "quaywatcher"),
        ("byline", "Posted by BeauHD on Friday", "BeauHD"),
        ("byline", "Von Isabella.DiBiase am Samstag", "Isabella.DiBiase"),
        ("byline", "By Maria", "Maria"),
        ("meta:author", "Maria", "Maria"),
        ("byline", "quaywatcher", ""),
        ("line", "Maria", ""),
        ("meta:author", "Uvanu", ""),
        ("meta:author", "webadmin", ""),
        ("meta:author", "newsteam", ""),
        ("meta:author", "harbourherald", ""),
        ("meta:author", "herald", ""),
        ("meta:author", "quays.info", ""),
        ("meta:author", "quays.ch", ""),
        ("jsonld", "reuters", ""),
        ("jsonld", "HARBOUR", ""),
        ("jsonld", "q_admin", ""),
    ],
)
def test_authors_that_go_by_one_word(evidence: str, said: str, author: str) -> None:
    assert people_of((Found(said, evidence),), SITE).authors == ((author,) if author else ())


def test_two_evidences_make_one_unknown_word_a_name() -> None:
    assert people_of((Found("Uvanu", "meta:author"), Found("Uvanu", "author-link")), SITE).authors == ("Uvanu",)


def test_a_given_name_that_markup_states_wins_over_a_person_who_only_stands_on_a_line() -> None:
    line = Found("John Smith", "line")
    assert people_of((Found("Maria", "meta:author"), line), SITE).authors == ("Maria",)
    assert people_of((Found("John", "meta:author"), line), SITE).authors == ("John Smith",)
    assert people_of((Found("jdoe", "meta:author"), line), SITE).authors == ("John Smith",)
    assert people_of((Found("Maria", "meta:author"), Found("By John Smith", "byline")), SITE).authors == ("John Smith",)


def test_a_word_that_markup_says_twice_wins_over_a_byline_that_does_not_call_itself_one() -> None:
    said = (Found("Cortyn", "jsonld"), Found("Cortyn", "meta:author"))
    assert people_of((*said, Found("Move Comment", "byline")), SITE).authors == ("Cortyn",)
    assert people_of((*said, Found("By Jane Doe", "byline")), SITE).authors == ("Jane Doe",)
    assert people_of((said[0], Found("John Smith", "byline")), SITE).authors == ("John Smith",)
    account = (Found("jdoe", "jsonld"), Found("jdoe", "meta:author"))
    assert people_of((*account, Found("John Smith", "byline")), SITE).authors == ("John Smith",)
