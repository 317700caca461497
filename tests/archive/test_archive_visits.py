"""The log of visits and what it comes to: nothing is lost, and what is derived is the same however it was made."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarc.archive.headlines import same_headline
from newsarc.archive.layout import Layout
from newsarc.archive.standing import due_at, fold, outdated, source_due_at
from newsarc.archive.standings import Standings
from newsarc.archive.visits import VisitLog
from newsarc.lexicon.collecting import collecting
from newsarc.model.outcome import Reason
from newsarc.model.record import RecordId
from newsarc.model.visit import Ended, Headline, Part, Standing, Visit

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def visit(target: str = "https://a.example/1", **more: object) -> Visit:
    said: dict[str, object] = {"time": NOON, "run": "r", "target": target, "outcome": Ended.NEW} | more
    return Visit(**said)  # type: ignore[arg-type]


def after(*visits: Visit) -> Standing:
    standing = None
    for one in visits:
        standing = fold(standing, one)
    assert standing
    return standing


def hours(standing: Standing) -> float | None:
    due = due_at(standing, collecting())
    return (due - standing.last) / timedelta(hours=1) if due else None


def test_what_was_added_is_read_back_also_after_a_torn_line(tmp_path: Path) -> None:
    log = VisitLog(Layout(tmp_path))
    log.add([visit(detail="x\x1b[31m\u202e"), visit(time=NOON + timedelta(days=1))])
    file = tmp_path / "visits" / "2026-11.jsonl"
    with file.open("ab") as handle:
        handle.write(b'{"time":"2026-11-2')
    assert [one.detail for one, _ in log.read()] == ["x\x1b[31m\u202e", ""]
    log.add([visit(detail="after")])
    assert [one.detail for one, _ in log.read()] == ["x\x1b[31m\u202e", "", "after"]
    assert b"\x1b" not in file.read_bytes()
    assert "\u202e".encode() not in file.read_bytes()


def test_months_are_read_in_order_and_only_where_wanted(tmp_path: Path) -> None:
    log = VisitLog(Layout(tmp_path))
    moments = [NOON + timedelta(days=31 * n) for n in (0, 1, 2, 1)]
    for moment in moments:
        log.add([visit(time=moment)])
    assert log.files() == ["2026-11.jsonl", "2026-12.jsonl", "2027-01.jsonl"]  # the clock went back, the log did not
    assert [one.time for one, _ in log.read()] == moments
    assert [one.time for one in log.since(NOON + timedelta(days=40))] == moments[2:3]
    places = [place for _, place in log.read()]
    assert [one.time for one, _ in log.read(places[0])] == moments[1:]


def test_very_long_lines_and_other_files_do_no_harm(tmp_path: Path) -> None:
    log = VisitLog(Layout(tmp_path))
    log.add([visit(detail="d" * 10_000)])
    (tmp_path / "visits" / "notes.txt").write_text("mine")
    with (tmp_path / "visits" / "2026-11.jsonl").open("ab") as handle:
        handle.write(b"x" * 200_000 + b"\n\xff\xfe\n[]\n")
    log.add([visit()])
    assert [len(one.detail) for one, _ in log.read()] == [500, 0]


def _write(folder: Path, writer: int) -> None:
    log = VisitLog(Layout(folder))
    for n in range(50):
        log.add([visit(f"https://a.example/{writer}/{n}/{part}") for part in range(3)])


def test_processes_that_write_at_once_tear_nothing(tmp_path: Path) -> None:
    with ProcessPoolExecutor(4) as pool:
        list(pool.map(_write, [tmp_path] * 4, range(4)))
    targets = [one.target for one, _ in VisitLog(Layout(tmp_path)).read()]
    assert len(targets) == len(set(targets)) == 600


@pytest.mark.parametrize(
    ("age", "expected"),
    [(0, 0.5), (2.9, 0.5), (3, 2), (23, 2), (24, 8), (72, 24), (168, 168), (720, 720), (4319, 720), (4320, None)],
)
def test_young_articles_are_looked_at_often_and_old_ones_never(age: float, expected: float | None) -> None:
    published = NOON - timedelta(hours=age)
    assert hours(after(visit(published=published))) == expected
    first = visit(time=published)
    assert hours(after(first, visit(outcome=Ended.KNOWN))) == expected


def test_a_publication_in_the_future_does_not_make_an_article_younger() -> None:
    assert hours(after(visit(published=NOON + timedelta(days=9)))) == 0.5


def test_failures_are_tried_again_after_longer_and_longer_pauses_and_then_given_up() -> None:
    failed = visit(outcome=Ended.FAILED, reason=Reason.TIMEOUT)
    pauses = [hours(after(*[failed] * n)) for n in range(1, 11)]
    assert pauses == [0, 1, 2, 4, 8, 16, 24, 48, 96, None]
    assert after(failed, visit(), failed).failures == 1


@pytest.mark.parametrize(
    "said",
    [
        {"outcome": Ended.FAILED, "reason": Reason.HTTP_STATUS, "status": 404},
        {"outcome": Ended.FAILED, "reason": Reason.REFUSED},
        {"outcome": Ended.FAILED, "reason": Reason.ROBOTS},
        {"outcome": Ended.SKIPPED, "reason": Reason.LISTING},
    ],
)
def test_what_a_second_try_does_not_change_is_left_alone_for_long(said: dict[str, object]) -> None:
    assert [hours(after(*[visit(**said)] * n)) for n in range(1, 6)] == [6, 24, 72, 168, None]


def test_validators_are_of_the_last_answer_with_a_body() -> None:
    first = visit(etag='"a"', last_modified="Mon", status=200)
    same = visit(outcome=Ended.KNOWN, status=304)
    assert after(first, same).etag == '"a"'
    assert after(first, visit(outcome=Ended.FAILED, status=500)).etag == '"a"'
    assert after(first, visit(outcome=Ended.KNOWN, status=200)).etag is None
    assert after(first, visit(outcome=Ended.REVISION, status=200, etag='"b"')).last_modified is None


def test_the_record_stays_known_while_a_page_fails() -> None:
    standing = after(visit(id=RecordId("1" * 16)), visit(outcome=Ended.FAILED, time=NOON + timedelta(hours=1)))
    assert standing.id == "1" * 16
    assert standing.failing_since == NOON + timedelta(hours=1)
    assert standing.read_at == NOON


@pytest.mark.parametrize(
    ("failures", "every", "expected"), [(0, 1, 1), (1, 1, 1), (2, 1, 2), (4, 1, 8), (9, 1, 24), (5, 48, 48)]
)
def test_a_source_that_fails_is_asked_less_often(failures: int, every: float, expected: float) -> None:
    read = visit(part=Part.SOURCE, outcome=Ended.READ)
    standing = after(read, *[visit(part=Part.SOURCE, outcome=Ended.FAILED)] * failures)
    due = source_due_at(standing, every * 3600)
    assert due is not None
    assert (due - NOON) / timedelta(hours=1) == pytest.approx(expected * 0.9)


def test_a_source_never_read_is_due() -> None:
    assert source_due_at(None, 3600) is None


def test_what_a_run_left_is_for_the_next_run_but_not_what_the_sources_own_limit_left() -> None:
    left = after(visit(part=Part.SOURCE, outcome=Ended.READ, left=7))
    assert source_due_at(left, 3600) is None
    assert source_due_at(left, 3600, limited=True) == NOON + timedelta(hours=0.9)
    failing = after(visit(part=Part.SOURCE, outcome=Ended.READ, left=7), visit(part=Part.SOURCE, outcome=Ended.FAILED))
    assert source_due_at(failing, 3600) == NOON + timedelta(hours=0.9)


def test_a_feeds_word_of_a_change_counts_once() -> None:
    archived = after(visit(id=RecordId("1" * 16)))
    later = NOON + timedelta(hours=2)
    assert outdated(archived, later)
    assert not outdated(archived, NOON)
    assert not outdated(archived, None)
    assert not outdated(after(visit(id=RecordId("1" * 16), time=later)), later)
    assert not outdated(after(visit(outcome=Ended.SKIPPED)), later)


visits = st.builds(
    visit,
    st.sampled_from([f"https://{host}a.example/{n}" for host in ("", "www.") for n in range(3)]),
    time=st.integers(0, 10**7).map(lambda seconds: NOON + timedelta(seconds=seconds)),
    outcome=st.sampled_from(Ended),
    part=st.sampled_from(Part),
    source=st.sampled_from([None, "a", "b"]),
    status=st.sampled_from([None, 200, 304, 404, 500]),
    etag=st.sampled_from([None, '"a"', '"b"']),
    id=st.sampled_from([None, RecordId("1" * 16)]),
    published=st.sampled_from([None, NOON, NOON - timedelta(days=9)]),
)


def key(url: str) -> str:
    return url.replace("www.", "")


@given(st.lists(st.lists(visits, min_size=1, max_size=6), max_size=5))
def test_standings_grown_are_standings_made_again(
    tmp_path_factory: pytest.TempPathFactory, batches: list[list[Visit]]
) -> None:
    folder = tmp_path_factory.mktemp("a")
    log = VisitLog(Layout(folder))
    grown = Standings(folder / "index" / "visits.sqlite", log, identity="x", url_key=key)
    for batch in batches:
        log.add([*batch])
        grown.catch_up()
    again = Standings(folder / "index" / "again.sqlite", log, identity="x", url_key=key)
    again.catch_up()
    written = [one for one, _ in log.read()]
    for target in {one.target for one in written}:
        for part in (Part.PAGE, Part.SOURCE):
            alone = None
            for one in written:
                if one.part is part and key(one.target) == key(target):
                    alone = fold(alone, one)
            assert grown.of(target, part) == again.of(target, part) == alone
    late = NOON + timedelta(days=1000)
    for source in ("a", "b"):
        assert list(grown.due(source, late)) == list(again.due(source, late))
        assert grown.archived(source) == again.archived(source)
    grown.close()
    again.close()


@pytest.mark.parametrize("damage", [b"", b"not a database at all" * 100, None])
def test_a_broken_cache_is_made_again(tmp_path: Path, damage: bytes | None) -> None:
    log = VisitLog(Layout(tmp_path))
    log.add([visit(source="a")])
    path = tmp_path / "index" / "visits.sqlite"
    first = Standings(path, log, identity="x", url_key=key)
    first.catch_up()
    first.close()
    identity = "x"
    if damage is None:
        identity = "another archive"
    else:
        path.write_bytes(damage)
    second = Standings(path, log, identity=identity, url_key=key)
    second.catch_up()
    assert second.of("https://a.example/1") == after(visit(source="a"))
    second.close()


def test_a_log_that_was_cut_back_is_noticed(tmp_path: Path) -> None:
    log = VisitLog(Layout(tmp_path))
    log.add([visit("https://a.example/1")])
    standings = Standings(tmp_path / "index" / "v.sqlite", log, identity="x", url_key=key)
    log.add([visit("https://a.example/2")])
    standings.catch_up()
    file = tmp_path / "visits" / "2026-11.jsonl"
    file.write_bytes(file.read_bytes().splitlines(keepends=True)[0])
    standings.catch_up()
    assert standings.of("https://a.example/1")
    assert standings.of("https://a.example/2") is None
    standings.close()


def test_headlines_are_told_where_they_change_and_when_they_go_back(tmp_path: Path) -> None:
    log = VisitLog(Layout(tmp_path))
    standings = Standings(tmp_path / "index" / "v.sqlite", log, identity="x", url_key=key)
    one, two = RecordId("1" * 16), RecordId("2" * 16)
    said = [
        {"outcome": Ended.NEW, "id": one},
        {"id": one},
        {"id": one, "title": "Later"},
        {"id": one, "title": "“later”!"},
        {"id": one, "status": 304},
        {"outcome": Ended.FAILED, "status": 500},
        {"id": one, "title": "Later still"},
        {"id": one},
        {"id": one},
        {"outcome": Ended.REVISION, "id": two},
        {"id": two, "title": "Later still"},
    ]
    for hours_, one_said in enumerate(said):
        log.add([visit(**({"outcome": Ended.KNOWN, "time": NOON + timedelta(hours=hours_)} | one_said))])
        standings.catch_up()
    expected = [
        Headline(NOON + timedelta(hours=2), one, "Later"),
        Headline(NOON + timedelta(hours=6), one, "Later still"),
        Headline(NOON + timedelta(hours=7), one, ""),
        Headline(NOON + timedelta(hours=10), two, "Later still"),
    ]
    assert standings.headlines("https://www.a.example/1") == expected
    assert standings.headlines("https://a.example/2") == []
    standings.forget()
    standings.catch_up()
    assert standings.headlines("https://a.example/1") == expected
    standings.close()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ferry “runs” – again", "FERRY 'runs' - again", True),
        ("Ferry runs", "Ferry  runs.", True),
        ("第１回", "第1回", True),
        ("Ferry runs", "Ferry run", False),
        ("!!!", "???", False),
        ("", "Ferry", False),
        ("", "", True),
    ],
)
def test_headlines_are_the_same_but_for_case_space_and_punctuation(one: str, other: str, same: bool) -> None:
    assert same_headline(one, other) is same


def test_a_headline_of_any_length_leaves_a_line_that_is_read(tmp_path: Path) -> None:
    log = VisitLog(Layout(tmp_path))
    log.add([visit(title="t" * 100_000)])
    assert [len(one.title) for one, _ in log.read()] == [500]


def test_a_page_is_gone_from_the_first_answer_that_says_so_until_it_is_there_again() -> None:
    hour = timedelta(hours=1)
    there = visit(id=RecordId("1" * 16), status=200)
    missing = visit(outcome=Ended.FAILED, status=404, time=NOON + hour)
    removed = visit(outcome=Ended.FAILED, status=410, time=NOON + 2 * hour)
    broken = visit(outcome=Ended.FAILED, status=500, time=NOON + 3 * hour)
    assert after(there).gone_since is None
    assert after(there, broken).gone_since is None
    standing = after(there, missing, removed, broken)
    assert (standing.gone_since, standing.gone_status, standing.read_at) == (NOON + hour, 410, NOON)
    for back in (there, visit(outcome=Ended.KNOWN, status=304), visit(outcome=Ended.SKIPPED, status=200)):
        assert after(there, missing, back).gone_since is None


def test_a_cache_that_shows_its_damage_only_when_it_is_asked_is_made_again(tmp_path: Path) -> None:
    log = VisitLog(Layout(tmp_path))
    one = RecordId("1" * 16)
    for number in range(60):
        target = f"https://a.example/{number}"
        log.add([visit(target, id=one), visit(target, id=one, outcome=Ended.KNOWN, title="Later " + "on " * 100)])
    path = tmp_path / "index" / "visits.sqlite"
    whole = Standings(path, log, identity="x", url_key=key)
    whole.catch_up()
    whole.close()
    data = path.read_bytes()
    page_size = int.from_bytes(data[16:18], "big")
    for start in range(page_size, len(data), page_size):  # the first page says what the others are
        path.write_bytes(data[:start] + b"\xff" * page_size + data[start + page_size :])
        standings = Standings(path, log, identity="x", url_key=key)
        standings.catch_up()
        for number in range(60):
            assert len(standings.headlines(f"https://a.example/{number}")) == 1
            assert standings.of(f"https://a.example/{number}") is not None
        standings.close()


def test_a_page_that_was_not_asked_for_stands_as_it_stood(tmp_path: Path) -> None:
    log = VisitLog(Layout(tmp_path))
    log.add([visit(), visit(time=NOON + timedelta(hours=1), outcome=Ended.FAILED, reason=Reason.HOST_SET_ASIDE)])
    standings = Standings(tmp_path / "index" / "visits.sqlite", log, identity="x", url_key=str)
    standings.catch_up()
    standing = standings.of("https://a.example/1")
    standings.close()
    assert standing
    assert (standing.outcome, standing.last, standing.failures) == (Ended.NEW, NOON, 0)
