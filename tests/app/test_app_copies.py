"""A story's copies, and hits folded by them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

import newsarc
from newsarc.app.copies import Family, Relation, SeenFrom
from newsarc.model.article import Article
from newsarc.model.outcome import Archived
from newsarc.model.parts import Verdict


def prose(seed: int, count: int = 240) -> str:
    chance = random.Random(seed)  # noqa: S311 # repeatable, no secret
    lines = (" ".join(f"w{chance.randrange(9_000)}" for _ in range(30)) for _ in range(count // 30))
    return "\n".join(lines)


def article(text: str, where: str, *, seen: str | None = "2024-06-17", retrieved: str = "2024-06-20") -> Article:
    url = f"https://{where}.example/story"
    return Article(
        url=url,
        asked=url,
        retrieved_at=f"{retrieved}T12:00:00Z",
        published_at=seen,
        title=f"Ferry by {where}",
        text=text,
        verdict=Verdict.ARTICLE,
        extractor="test 1",
    )


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[newsarc.Archive]:
    with newsarc.Archive(tmp_path / "a") as made:
        yield made


def told(found: Family) -> list[tuple[str, str]]:
    return [(copy.record.article.title.removeprefix("Ferry by "), copy.relation.value) for copy in found.copies]


def test_first_seen_comes_first(archive: newsarc.Archive) -> None:
    whole = prose(1)
    archive.add(
        article(whole, "late", seen="2024-06-18T01:00:00+02:00"),
        article(whole, "unknown", seen=None, retrieved="2024-06-16"),
        article(whole[: len(whole) // 2], "half", seen="2024-06-17T23:30:00Z"),
        article(whole, "day", seen="2024-06-17"),
        article(prose(2), "other"),
    )
    found = archive.copies("https://late.example/story")
    assert told(found) == [("unknown", "same-text"), ("day", "same-text"), ("late", "asked"), ("half", "near")]
    assert [(copy.seen_at, copy.seen_from) for copy in found.copies] == [
        ("2024-06-16T12:00:00Z", SeenFrom.RETRIEVED),
        ("2024-06-17", SeenFrom.PUBLISHED),
        ("2024-06-17T23:00:00Z", SeenFrom.PUBLISHED),
        ("2024-06-17T23:30:00Z", SeenFrom.PUBLISHED),
    ]
    half = found.copies[-1]
    assert half.had == pytest.approx(1, abs=0.02)
    assert half.has == pytest.approx(0.5, abs=0.02)
    assert all(copy.record.article.text for copy in found.copies)


def test_copies_are_found_by_id_url_and_hash_alike(archive: newsarc.Archive) -> None:
    archive.add(article(prose(1), "one"), article(prose(1), "two"))
    record = archive.get("https://one.example/story")
    by = [archive.copies(name) for name in (record.stamp.id, "https://one.example/story", record.stamp.content_hash)]
    assert by[0] == by[1] == by[2]
    assert len(by[0].copies) == 2


def test_a_short_text_has_its_exact_copies(archive: newsarc.Archive) -> None:
    archive.add(article("Nobody was hurt.", "one"), article("Nobody was hurt.", "two"))
    assert told(archive.copies("https://one.example/story")) == [("one", "asked"), ("two", "same-text")]


def test_copies_of_copies_are_none(archive: newsarc.Archive) -> None:
    first, second = prose(1), prose(2)
    archive.add(article(first, "first"), article(second, "second"), article(f"{first}\n{second}", "roundup"))
    assert [name for name, _ in told(archive.copies("https://first.example/story"))] == ["first", "roundup"]
    assert len(archive.copies("https://roundup.example/story").copies) == 3


def test_copies_do_not_depend_on_the_order_they_came_in(tmp_path: Path) -> None:
    whole = prose(1)
    made = [article(whole, "a"), article(whole[:900], "b"), article(whole + prose(3, 60), "c"), article(prose(4), "d")]
    seen = []
    for turn in range(4):
        with newsarc.Archive(tmp_path / str(turn)) as archive:
            for one in made[turn:] + made[:turn]:
                archive.add(one)
            found = archive.copies("https://a.example/story").copies
            seen.append({(copy.record.article.title, copy.has, copy.had) for copy in found})
    assert len(seen[0]) == 3
    assert seen[0] == seen[1] == seen[2] == seen[3]


def test_the_index_made_again_finds_the_same(archive: newsarc.Archive) -> None:
    archive.add(article(prose(1), "one"), article(prose(1)[:800], "two"))
    before = archive.copies("https://one.example/story")
    archive.reindex()
    assert archive.copies("https://one.example/story") == before
    assert len(before.copies) == 2


def test_a_damaged_copy_is_counted_and_hides_no_other(archive: newsarc.Archive) -> None:
    whole = prose(1)
    archive.add(article(whole, "one"), article(whole[:800], "two"), article(whole[:1000], "three"))
    assert len(archive.copies("https://one.example/story").copies) == 3
    (segment,) = (archive.path / "articles").glob("*.jsonl")
    segment.write_bytes(segment.read_bytes().replace(b"Ferry by two", b"Ferry by tvo"))
    found = archive.copies("https://one.example/story")
    assert [name for name, _ in told(found)] == ["one", "three"]
    assert found.damaged == 1


def filled(archive: newsarc.Archive) -> int:
    """Archive 30 stories: ten alone, ten with an exact copy, ten with a cut one and one with boilerplate."""
    for number in range(30):
        text = prose(number)
        archive.add(article(text, f"s{number}"))
        if number % 3 == 1:
            archive.add(article(text, f"s{number}-same"))
        if number % 3 == 2:
            archive.add(
                article(text[: len(text) // 2], f"s{number}-cut"),
                article(f"{text}\n{prose(99, 30)}", f"s{number}-more"),
            )
    return 60


@pytest.mark.parametrize("newest", [False, True])
def test_every_hit_is_in_one_group(archive: newsarc.Archive, newest: bool) -> None:
    total = filled(archive)
    found = archive.search("title:ferry", group=True, limit=1_000, newest=newest)
    assert found.total == total
    assert len(found.hits) == 30
    ids = [id_ for hit in found.hits for id_ in (hit.record.stamp.id, *hit.copies)]
    assert sorted(ids) == sorted(record.stamp.id for record in archive)
    assert sorted(len(hit.copies) for hit in found.hits) == [0] * 10 + [1] * 10 + [2] * 10


def test_limit_and_offset_count_groups(archive: newsarc.Archive) -> None:
    filled(archive)
    whole = archive.search("ferry", group=True, limit=1_000).hits
    pieces = [archive.search("ferry", group=True, limit=7, offset=offset).hits for offset in range(0, 35, 7)]
    assert [hit for piece in pieces for hit in piece] == list(whole)


def test_only_what_matches_is_folded(archive: newsarc.Archive) -> None:
    text = prose(1)
    archive.add(article(text, "one"), article(text, "two", seen="2023-01-01"), article(text[:900], "three"))
    (hit,) = archive.search("ferry -title:three", group=True).hits
    assert len(hit.copies) == 1
    (hit,) = archive.search("ferry", group=True, since=1_700_000_000).hits
    assert {archive.get(id_).article.title for id_ in (hit.record.stamp.id, *hit.copies)} == {
        "Ferry by one",
        "Ferry by three",
    }


def test_a_round_up_hides_no_story(archive: newsarc.Archive) -> None:
    stories = [prose(number) for number in range(5)]
    archive.add(article("\n".join(stories), "roundup", seen="2024-06-19"))
    archive.add(*(article(text, f"s{number}") for number, text in enumerate(stories)))
    assert [len(hit.copies) for hit in archive.search("ferry", group=True, newest=True).hits] == [0] * 6


def test_a_short_text_is_folded_with_its_exact_copies(archive: newsarc.Archive) -> None:
    outcomes = archive.add(article("Nobody was hurt.", "one"), article("Nobody was hurt.", "two"))
    assert all(isinstance(outcome, Archived) for outcome in outcomes)
    assert [len(hit.copies) for hit in archive.search("nobody", group=True).hits] == [1]


def test_relations_have_stable_names() -> None:
    assert [relation.value for relation in Relation] == ["asked", "same-text", "near"]
