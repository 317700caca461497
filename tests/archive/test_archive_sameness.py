"""Which changes of a page are no news: pairs in many languages, and laws."""

from __future__ import annotations

import json
import random
from importlib import resources

import pytest
from archive_kit import commit, ids, kinds, opened, prepared
from hypothesis import given
from hypothesis import strategies as st

import newsarc
from newsarc.archive.filing import Filing
from newsarc.archive.sameness import MOST_CHANGED, same_news

STORY = [
    "The quay opened on Friday.",
    "Nine ships came in.",
    "The mayor, Ann Dole, spoke at noon.",
    "It rained.",
    "A band played.",
    "The tide turned at six.",
    "Boats left again.",
    "The lamps were lit.",
    "Nobody was hurt.",
    "The quay stays open.",
]


def inside(line: str) -> str:
    return "\n".join([*STORY[:5], line, *STORY[5:]])


def below(line: str) -> str:
    return "\n".join([*STORY, line])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Advertisement", ""),
        ("ANZEIGE", ""),
        ("Publicité", "La suite après cette publicité"),
        ("", "- Werbung -"),
        ("广告", "廣告"),
        ("विज्ञापन", ""),
        ("إعلان", ""),
        ("Реклама", "РЕКЛАМА"),
        ("Updated 3 May 2024, 10:15 GMT", "Updated 3 May 2024, 14:20 GMT"),
        ("Last updated: 2024-05-03T10:15", "Last updated: 2024-05-04T08:00"),
        ("Last modified on Friday, May 3rd, 2024 at 2:05 p.m. EDT", "Last modified on Saturday, May 4th, 2024, 9 a.m."),
        ("Updated 3 hours ago", "Updated 5 hours ago"),
        ("3 hours ago", "a day ago"),
        ("Published 3 May 2024, updated 3 May 2024 at 12:00", "Published 3 May 2024, updated 4 May 2024 at 9:30"),
        ("Published 3 May 2024", "Published 3 May 2024, updated 4 May 2024"),
        ("Aktualisiert am 3. Mai 2024, 14:05 Uhr", "Aktualisiert am 4. Mai 2024, 08:30 Uhr"),
        ("Stand: 03.05.2024 14:05 Uhr", "Stand: 03.05.2024 18:00 Uhr"),
        ("vor 3 Stunden", "vor 2 Tagen"),
        ("Mis à jour le 3 mai 2024 à 14h05", "Mis à jour le 4 mai 2024 à 9h10"),
        (
            "Publié le 3 mai 2024, mis à jour le 3 mai 2024 à 11h00",
            "Publié le 3 mai 2024, mis à jour le 5 mai 2024 à 1h00",
        ),
        ("Actualizado a las 14:05 h del 3 de mayo de 2024", "Actualizado a las 18:00 h del 3 de mayo de 2024"),
        ("hace 3 horas", "hace 2 días"),
        ("Atualizado em 3 de maio de 2024 às 14h05", "Atualizado em 4 de maio de 2024 às 9h"),
        ("Ultimo aggiornamento: 3 maggio 2024, ore 14:05", "Ultimo aggiornamento: 4 maggio 2024, ore 9:05"),
        ("Laatst bijgewerkt op 3 mei 2024 om 14.05 uur", "Laatst bijgewerkt op 4 mei 2024 om 8.00 uur"),
        ("Uppdaterad 3 maj 2024 kl. 14.05", "Uppdaterad 4 maj 2024 kl. 08.00"),
        ("Päivitetty 3.5.2024 klo 14.05", "Päivitetty 4.5.2024 klo 8.00"),
        ("Aktualizacja: 3 maja 2024, godz. 14:05", "Aktualizacja: 4 maja 2024, godz. 8:00"),
        ("Обновлено 3 мая 2024 в 14:05", "Обновлено 4 мая 2024 в 8:00"),
        ("5 минут назад", "2 часа назад"),
        ("Оновлено: 3 травня 2024, 14:05", "Оновлено: 4 травня 2024, 08:00"),
        ("Güncelleme: 3 Mayıs 2024, 14:05", "Güncelleme: 4 Mayıs 2024, 08:00"),
        ("آخر تحديث: 3 مايو 2024 14:05", "آخر تحديث: 4 مايو 2024 08:00"),
        ("עודכן לאחרונה: 3.5.2024, 14:05", "עודכן לאחרונה: 4.5.2024, 08:00"),
        ("अपडेटेड: 3 मई 2024, 14:05 IST", "अपडेटेड: 4 मई 2024, 08:00 IST"),
        ("更新时间：2024年5月3日 14:05", "更新时间：2024年5月4日 08:00"),
        ("2024年5月3日 14時05分 更新", "2024年5月4日 8時00分 更新"),
        ("최종 수정 2024년 5월 3일 오후 2:05", "최종 수정 2024년 5월 4일 오전 8:00"),
        ("3시간 전", "5시간 전"),
        ("Diperbarui 3 Mei 2024 pukul 14.05 WIB", "Diperbarui 4 Mei 2024 pukul 08.00 WIB"),
        ("Cập nhật lúc 14:05 ngày 3/5/2024", "Cập nhật lúc 8:00 ngày 4/5/2024"),
        ("Ann Poe | 3 hours ago", "Ann Poe | 2 days ago"),
        ("Ann Poe · Updated 3 May 2024", "Ann Poe"),
    ],
)
def test_furniture_is_no_news_wherever_it_stands(old: str, new: str) -> None:
    for place in (inside, below):
        assert same_news(place(old), place(new))
        assert same_news(place(new), place(old))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("12 comments", "14 comments"),
        ("Comments (12)", "Comments (1,204)"),
        ("3 min read", "4 min read"),
        ("Reading time: 3 minutes | 1.2k shares", "Reading time: 4 minutes | 1.4k shares"),
        ("12 Kommentare", "1.204 Kommentare"),
        ("Lesezeit: 3 Min.", "Lesezeit: 4 Min."),
        ("12 commentaires", ""),
        ("Temps de lecture : 3 min", "Temps de lecture : 4 min"),
        ("12 comentarios", "14 comentarios"),
        ("5 minutos de leitura", "4 minutos de leitura"),
        ("12 komentarzy", "15 komentarzy"),
        ("12 комментариев", "21 комментарий"),
        ("Просмотров: 1 204", "Просмотров: 3 500"),
        ("12 yorum", "13 yorum"),
        ("12 تعليق", "13 تعليق"),
        ("12 תגובות", "13 תגובות"),
        ("阅读 1204", "阅读 3万"),
        ("コメント12件", "コメント13件"),
        ("댓글 12개", "댓글 13개"),
    ],
)
def test_counters_are_no_news_at_either_end(old: str, new: str) -> None:
    assert same_news(below(old), below(new))
    assert same_news(f"{old}\n{below('')}", f"{new}\n{below('')}")
    if old and new:
        assert not same_news(inside(old), inside(new))  # a table of holdings may say "12 shares"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Police counted 12 comments.", "Police counted 14 comments."),
        ("Twelve people died.", "Thirteen people died."),
        ("The mayor, Ann Dole, spoke.", "The mayor, Ann Doll, spoke."),
        ("By Ann Dole", "By Ann Doll"),
        ("Published 3 May 2024", "Published 4 May 2024"),
        ("Updated 3 May 2024: the mayor resigned", "Updated 3 May 2024: the mayor stayed"),
        ("Updated: an earlier version gave a wrong age", "Updated"),
        ("Updated 3 May 2024 with a comment", "Updated 3 May 2024"),
        ("The list was last updated 3 May 2024", "The list was last updated 4 May 2024"),
        ("The register, updated 3 May 2024", "The register, updated 4 May 2024"),
        ("It happened 3 hours ago.", "It happened 5 hours ago."),
        ("Ajax - PSV | 3-1", "Ajax - PSV | 3-2"),
        ("12 killed", "14 killed"),
        ("12 votes", "14 votes"),
        ("Advertisement spending rose", "Advertisement spending fell"),
        ("He said yes", "He said Yes"),
        ("14:05", "14:06"),
        ("3 May 2024", "4 May 2024"),
        ("Es starben 12 Menschen", "Es starben 13 Menschen"),
        ("死者12人", "死者13人"),
        ("12 मौतें", "13 मौतें"),
        ("قتل 12 شخصا", "قتل 13 شخصا"),
        ("", "Correction: the ship was built in 1911."),
        ("“Never,” he said.", "“Ever,” he said."),
    ],
)
def test_in_doubt_it_is_a_revision(old: str, new: str) -> None:
    for place in (inside, below):
        assert not same_news(place(old), place(new))
        assert not same_news(place(new), place(old))


def test_spelling_and_furniture_together() -> None:
    old = "He said: “No – never…”\nIt  rained.\n12 comments"
    new = "He said: \"No - never...\" It rained.\n14 comments"  # fmt: skip
    assert same_news(old, new)


@pytest.mark.parametrize(
    ("old", "new"), [("12 comments", "14 comments"), ("Advertisement", "Updated 3 May"), ("", "Anzeige")]
)
def test_a_text_of_furniture_alone_has_no_news_to_share(old: str, new: str) -> None:
    assert not same_news(old, new)


lines = st.lists(st.sampled_from([*STORY[:4], "12 comments", "Advertisement", "3 hours ago", "a", ""]), max_size=8)


@given(lines, lines)
def test_it_does_not_matter_which_came_first(one: list[str], other: list[str]) -> None:
    assert same_news("\n".join(one), "\n".join(other)) == same_news("\n".join(other), "\n".join(one))


@given(st.text(), st.text(), st.text(alphabet="abc 12|·-\n", max_size=60))
def test_any_two_words_apart_are_two_texts(one: str, other: str, around: str) -> None:
    # What is left must differ whenever a sentence of prose does.
    assert not same_news(f"{around}\nThe ship {one!r} sank.", f"{around}\nThe ship {one!r}x sank.")
    same_news(one, other)


@given(st.lists(st.sampled_from(STORY), min_size=1), st.integers(0, 9999), st.integers(0, 9999))
def test_furniture_put_below_any_story_adds_nothing(story: list[str], one: int, other: int) -> None:
    text = "\n".join(story)
    assert same_news(text, f"{text}\n{one} comments\nUpdated {other % 28 + 1} May 2024")
    assert same_news(f"{text}\n{one} views", f"{text}\n{other} views")


def test_too_much_that_changed_is_not_weighed() -> None:
    long = "\n".join(f"“Line” {number}" for number in range(MOST_CHANGED // 8))
    assert not same_news(f"{long}\n1 view", f"{long.replace('“', chr(34))}\n2 views")
    assert same_news(f"{long}\n1 view", f"{long}\n2 views")


@pytest.mark.parametrize(
    "piece", ["1,", "1 ", "- ", "| ", "updated ", "1.1", "(", "更新", "3 hours ago | ", "\n", "1\n"]
)
def test_nasty_lines_end(piece: str) -> None:
    one = piece * 3_000
    assert not same_news(one + "x", one + "y")
    assert not same_news("x " + one[:190] + "x", "y " + one[:190] + "y")


def test_phrases_are_lower_case_and_of_one_kind() -> None:
    content = json.loads((resources.files(newsarc) / "data" / "volatile.json").read_bytes())
    for kind, by_language in content.items():
        for language, phrases in by_language.items():
            for phrase in phrases:
                assert phrase == phrase.lower().strip(), (kind, language, phrase)
                assert ("#" in phrase) <= (kind in ("counters", "ago")), (kind, language, phrase)
                assert not any(char.isdigit() for char in phrase), (kind, language, phrase)


@pytest.mark.parametrize("filing", [False, True], ids=["segments", "catalogue"])
def test_the_archive_knows_a_page_whose_counters_moved(tmp_path: object, filing: bool) -> None:
    store = opened(tmp_path / "archive")  # type: ignore[operator]
    catalogue = Filing(store) if filing else None

    def take(*texts: str) -> list[str]:
        return kinds(commit(store, [prepared(1, text=text) for text in texts], filing=catalogue))

    assert take(below("1 comment")) == ["article"]
    texts = [below("2 comments"), below("2 comments").replace("Nine", "Ten"), below("3 views").replace("Nine", "Ten")]
    assert take(*texts) == ["known", "revision", "known"]
    # A page that two servers show in turn, each with its own count, stays known too.
    assert take(below("4 comments"), below("5 comments").replace("Nine", "Ten")) == ["known", "known"]
    if catalogue:
        catalogue.close()


def test_what_is_known_names_the_version_it_is_like(tmp_path: object) -> None:
    store = opened(tmp_path / "archive")  # type: ignore[operator]
    first = commit(store, [prepared(1, text=below("1 comment"))])
    again = commit(store, [prepared(1, text=below("2 comments"))])
    assert [one.id for one in again] == [*ids(first)]  # type: ignore[union-attr]


def test_a_held_text_that_is_damaged_is_compared_with_nothing(tmp_path: object) -> None:
    store = opened(tmp_path / "archive")  # type: ignore[operator]
    filing = Filing(store)
    commit(store, [prepared(1, text=below("1 comment")), prepared(2)], filing=filing)
    filing.catch_up()
    path = store.layout.segment(store.layout.segments()[0])
    data = bytearray(path.read_bytes())
    data[random.Random(1).randrange(40, 300)] ^= 1  # noqa: S311
    path.write_bytes(data)
    assert kinds(commit(store, [prepared(1, text=below("2 comments"))], filing=filing)) == ["revision"]
    filing.close()
