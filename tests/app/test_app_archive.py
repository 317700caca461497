"""The archive as Python programs have it, and the law that every run adds up."""

from __future__ import annotations

import errno
import fcntl
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newsarc
from newsarc.app import intake, searching
from newsarc.app.clock import utc_now
from newsarc.app.config import load
from newsarc.app.gather import Tally, _groups, gather
from newsarc.app.hits import Hits
from newsarc.archive.digest import content_hash
from newsarc.errors import Ambiguous, BadQuery, BadRecord, Exit, NoArchive, NotInArchive, StorageError
from newsarc.model.article import Article
from newsarc.model.outcome import Archived, Known, Prepared, Skipped
from newsarc.model.parts import Verdict
from newsarc.model.record import ContentHash, Kind
from newsarc.model.target import Target
from newsarc.pipeline import Settings
from newsarc.runners.serial import Serial
from newsarc.search.folder import IndexBroken

BODY = (
    "The ferry to the outer islands will run again from Monday, the port office said on Friday.",
    "Nine days of repairs to the ramp at the northern pier had kept the ship in the dry dock.",
    "Fishermen carried post and bread across the sound in the meantime, and nobody was charged for it.",
)


def article(
    text: str = "\n".join(BODY), *, url: str | None = "https://harbour.example/ferry", title: str = "Ferry"
) -> Article:
    return Article(
        url=url,
        asked=url or "ferry.txt",
        retrieved_at="2024-06-17T12:00:00Z",
        published_at="2024-06-17",
        title=title,
        text=text,
        verdict=Verdict.ARTICLE,
        extractor="test 1",
    )


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[newsarc.Archive]:
    with newsarc.Archive(tmp_path / "a") as made:
        yield made


def only(outcomes: list[object]) -> Archived:
    (outcome,) = outcomes
    assert isinstance(outcome, Archived)
    return outcome


def test_add_once_know_it_twice(archive: newsarc.Archive) -> None:
    first = only(list(archive.add(article())))
    assert first.kind is Kind.ARTICLE
    (second,) = archive.add(article())
    assert isinstance(second, Known)
    assert second.id == first.id
    assert len(archive) == 1


def test_add_returns_one_outcome_for_each_in_order(archive: newsarc.Archive) -> None:
    outcomes = archive.add(
        article(),
        article(url="https://other.example/x"),
        article("Corrected.\n" + BODY[0]),
        article(text=""),
        article(),
    )
    kinds = [one.kind if isinstance(one, Archived) else type(one) for one in outcomes]
    assert kinds[:4] == [Kind.ARTICLE, Kind.COPY, Kind.REVISION, Skipped]
    assert len(kinds) == 5


def test_a_copy_is_shown_and_found_with_its_text(archive: newsarc.Archive) -> None:
    original = only(list(archive.add(article())))
    copy = only(list(archive.add(article(url="https://other.example/x"))))
    assert copy.of == original.id
    assert archive.get(copy.id).article.text == "\n".join(BODY)
    found = archive.search("ferry")
    assert {hit.record.stamp.id for hit in found.hits} == {original.id, copy.id}
    assert all(hit.record.article.text for hit in found.hits)
    assert [record.article.text for record in archive] == ["\n".join(BODY), ""]


def test_get_by_every_name(archive: newsarc.Archive) -> None:
    added = only(list(archive.add(article())))
    names = [
        added.id,
        added.id[:5],
        added.id.upper(),
        "https://harbour.example/ferry",
        "HTTPS://Harbour.Example:443/ferry#top",
    ]
    for name in [*names, content_hash("\n".join(BODY))]:
        assert archive.get(name).stamp.id == added.id


def hashed(digits: str, number: int) -> Prepared:
    """An article of a page of its own whose text's hash begins with *digits*; nothing checks that when it is added."""
    one = article(f"{BODY[0]} {number}", url=f"https://harbour.example/{number}")
    return Prepared(article=one, content_hash=ContentHash(f"1:sha256:{digits:0<63}{number}"))


def test_a_text_is_known_by_the_beginning_of_its_hash(archive: newsarc.Archive) -> None:
    first = only(list(archive.add(article())))
    archive.add(article(url="https://other.example/x"), article(BODY[0], url="https://other.example/y"))
    digits = content_hash("\n".join(BODY)).rpartition(":")[2]
    for length in (8, 9, 15, 16, 17, 31, 63, 64):
        for before in ("sha256:", "1:sha256:", "SHA256:"):
            assert archive.get(before + digits[:length]).stamp.id == first.id  # the original, not the copy
    assert archive.get(f"sha256:{digits[:16].upper()}").stamp.id == first.id
    assert len(archive.versions(f"sha256:{digits[:16]}")) == 1
    for name in (
        f"sha256:{digits[:7]}",
        f"2:sha256:{digits}",
        f"sha256:{digits}0",
        f"sha256:{digits[:63]}{'10'[digits[63] == '1']}",
    ):
        with pytest.raises(NotInArchive):
            archive.get(name)


def test_a_beginning_that_several_texts_have_is_said_to_be_one(archive: newsarc.Archive) -> None:
    outcomes = archive.settle([hashed("abcdef0123456789", 1), hashed("abcdef0123456789", 2), hashed("abcdef0199", 3)])
    one, two, three = (only([outcome]).id for outcome in outcomes)
    for digits, shown in (("abcdef01", (one, two, three)), ("abcdef0123456789", (one, two))):
        with pytest.raises(Ambiguous, match="different texts") as caught:
            archive.get(f"sha256:{digits}")
        assert [id_ for id_ in (one, two, three) if id_ in str(caught.value)] == list(shown)
    assert archive.get("sha256:abcdef0199").stamp.id == three
    assert archive.get(f"1:{hashed('abcdef0123456789', 2).content_hash[2:]}").stamp.id == two


def test_a_hash_is_looked_up_not_looked_for(archive: newsarc.Archive) -> None:
    archive.add(article())
    assert len(archive) == 1
    with closing(sqlite3.connect(archive.layout.catalog)) as catalog:
        asked = "SELECT hash, content_hash FROM record WHERE hash BETWEEN x'00' AND x'ff' ORDER BY hash LIMIT 1"
        plan = [row[3] for row in catalog.execute(f"EXPLAIN QUERY PLAN {asked}")]
    assert [step for step in plan if "record_hash" in step] == plan


def test_an_address_means_its_latest_text(archive: newsarc.Archive) -> None:
    archive.add(article())
    later = only(list(archive.add(article("A new text.\n" + "\n".join(BODY)))))
    assert later.kind is Kind.REVISION
    assert archive.get("https://harbour.example/ferry").stamp.id == later.id


@pytest.mark.parametrize(
    "name",
    ["", "zz", "f" * 16, "f" * 17, "https://no.example/", "http://[", "1:sha256:", "\0", "%", "_", "'; --", "\ud800"],
)
def test_what_is_not_there_is_said_so(name: str, archive: newsarc.Archive) -> None:
    archive.add(article())
    if archive.get(next(iter(archive)).stamp.id).stamp.id.startswith(name or " "):
        pytest.skip("the one id begins like this")
    with pytest.raises(NotInArchive):
        archive.get(name)


def test_an_ambiguous_prefix_names_what_it_may_mean(archive: newsarc.Archive) -> None:
    archive.add(*(article(f"{BODY[0]} {number}", url=f"https://harbour.example/{number}") for number in range(17)))
    ids = [record.stamp.id for record in archive]
    digit = next(one[0] for one in ids if sum(other[0] == one[0] for other in ids) > 1)
    with pytest.raises(Ambiguous) as caught:
        archive.get(digit)
    assert sum(one in str(caught.value) for one in ids if one[0] == digit) >= 2
    assert caught.value.advice == "give more digits"


def test_search_takes_times_and_pages(archive: newsarc.Archive) -> None:
    archive.add(*(article(f"{BODY[0]} {number}", url=f"https://harbour.example/{number}") for number in range(5)))
    day = int(datetime(2024, 6, 17, tzinfo=UTC).timestamp())
    assert archive.search("ferry", limit=2).total == 5
    assert len(archive.search("ferry", limit=2, offset=4).hits) == 1
    assert archive.search("ferry", since=day, until=day + 86400).total == 5
    assert archive.search("ferry", since=day + 86400).total == 0
    assert archive.search("ferry", until=day).total == 0
    with pytest.raises(BadQuery):
        archive.search("")


def test_what_was_added_is_found_by_the_next_process_too(tmp_path: Path) -> None:
    with newsarc.Archive(tmp_path) as first:
        first.add(article())
    with newsarc.Archive(str(tmp_path), create=False) as second:
        assert second.search("ferry").total == 1


def test_making_catalogue_and_index_again_tells_how_far_it_is(
    archive: newsarc.Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsarc.archive.filing._CHUNK", 2)
    monkeypatch.setattr("newsarc.app.indexing.CHUNK", 3)
    archive.add(*(article(f"Ferry number {n} was late.", url=f"https://a.example/{n}") for n in range(6)))
    told: list[int] = []
    assert archive.reindex(told.append) == 6
    assert len(told) == 3 + 2
    assert sum(told) == 2 * archive.size()


def test_copies_find_their_originals_however_the_records_are_batched(
    archive: newsarc.Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsarc.app.indexing.CHUNK", 2)
    for number in range(8):
        for host in "abc":  # the second copies the first, which is in the batch before at times
            text = f"Ferry number {number} was late because of the {'tide' if host == 'c' else 'wind'}."
            archive.add(article(text, url=f"https://{host}.example/{number}"))
    archive.reindex()
    assert archive.search("wind", limit=0).total == 8 * 2
    assert archive.search("tide", limit=0).total == 8


def test_no_archive_is_made_where_none_is_wanted(tmp_path: Path) -> None:
    with pytest.raises(NoArchive):
        newsarc.Archive(tmp_path / "none", create=False)
    assert list(tmp_path.iterdir()) == []


def test_an_error_inside_leaves_the_archive_whole(tmp_path: Path) -> None:
    def work() -> None:
        with newsarc.Archive(tmp_path) as archive:
            archive.add(article())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        work()
    with newsarc.Archive(tmp_path) as again:
        assert again.search("ferry").total == len(again) == 1


GOOD, COPY, DUPLICATE, EMPTY, BINARY, MISSING, REVISION = range(7)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(min_value=GOOD, max_value=REVISION), max_size=14), st.booleans())
def test_every_run_adds_up(kinds: list[int], twice: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        paths = [_file(Path(folder), number, kind) for number, kind in enumerate(kinds)]
        with newsarc.Archive(Path(folder) / "archive") as archive:
            tallies = [_run(archive, paths) for _ in range(1 + twice)]
            added = sum(tally.added for tally in tallies)
            assert len(archive) == added
    for tally in tallies:
        ends = (tally.new, tally.revisions, tally.copies, tally.known, tally.skipped, tally.failed)
        assert sum(ends) == tally.inputs == len(paths)
        assert tally.why_failed.total() == tally.failed
        assert tally.why_skipped.total() == tally.skipped
        assert (tally.exit is Exit.DONE) == (not paths or (tally.failed == 0 and tally.added + tally.known > 0))
    assert tallies[0].failed == kinds.count(MISSING)
    if twice:
        assert tallies[1].added == 0
        assert tallies[1].known == tallies[0].added + tallies[0].known


def harm(archive: Path, text: str) -> None:
    """Flip a letter of the one line that holds *text*."""
    (segment,) = (archive / "articles").iterdir()
    data = segment.read_bytes()
    assert data.count(text.encode()) == 1
    segment.write_bytes(data.replace(text.encode(), text.swapcase().encode()))


def test_a_damaged_hit_hides_no_other(tmp_path: Path) -> None:
    with newsarc.Archive(tmp_path) as made:
        for berth in ("north", "south"):
            made.add(
                article(f"The ferry is at the {berth} berth.", url=f"https://harbour.example/{berth}", title=berth)
            )
    harm(tmp_path, "at the south berth")
    with newsarc.Archive(tmp_path) as opened:
        found = opened.search("ferry")
        assert [hit.record.article.title for hit in found.hits] == ["north"]
        assert (found.total, found.damaged) == (2, 1)


def test_a_record_that_is_damaged_is_named(tmp_path: Path) -> None:
    with newsarc.Archive(tmp_path) as made:
        added = only(made.add(article()))
        assert len(made) == 1
        harm(tmp_path, BODY[0])
        with pytest.raises(BadRecord, match=r"\d{4}-\d\d-0001 at byte 0"):
            made.get(added.id)


@contextmanager
def index_broken_and_locked(archive: Path) -> Iterator[None]:
    """Leave an index that can neither be read nor be made again: somebody holds its lock."""
    search = archive / "index" / "search"
    (search / "meta.json").write_bytes(b"garbage")
    fd = os.open(search / ".tantivy-writer.lock", os.O_RDWR | os.O_CREAT)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX)
        yield
    finally:
        os.close(fd)


def test_an_index_that_cannot_follow_makes_nothing_archived_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with newsarc.Archive(tmp_path / "a") as made:
        made.add(article())
    monkeypatch.setattr("newsarc.app.archive._INDEX_EVERY", 0)  # while records stream in, and at the end
    paths = [_file(tmp_path, number, GOOD) for number in range(3)]
    with index_broken_and_locked(tmp_path / "a"):
        with newsarc.Archive(tmp_path / "a") as archive:
            tally = _run(archive, paths)
        assert (tally.inputs, tally.new, tally.exit) == (3, 3, Exit.DONE)
    with newsarc.Archive(tmp_path / "a") as archive:
        assert archive.search("ferry").total == len(archive) == 4


def test_nobody_waits_for_who_is_filling_the_catalogue(archive: newsarc.Archive) -> None:
    added = only(archive.add(article()))
    assert archive.get(added.id)
    archive.close()
    with closing(sqlite3.connect(archive.path / "index" / "catalog.sqlite", isolation_level=None)) as filling:
        filling.execute("BEGIN IMMEDIATE")
        assert archive.get(added.id).stamp.id == added.id
        assert archive.stats().kinds[0].records == 1


def test_what_the_disk_does_not_give_is_a_storage_error(archive: newsarc.Archive) -> None:
    added = only(archive.add(article()))
    assert len(archive) == 1
    (segment,) = (archive.path / "articles").iterdir()
    segment.unlink()
    segment.mkdir()  # nobody can read a folder as a file, not even root
    with pytest.raises(StorageError, match=segment.name):
        list(archive)
    with pytest.raises(StorageError, match=segment.name):
        archive.get(added.id)


def test_when_the_archive_refuses_every_input_still_ends_once(tmp_path: Path) -> None:
    tally = Tally()
    paths = [_file(tmp_path, number, kind) for number, kind in enumerate([GOOD, MISSING, EMPTY, GOOD])]
    with newsarc.Archive(tmp_path / "archive") as archive:
        (tmp_path / "archive" / "articles").write_text("in the way")
        with pytest.raises(StorageError):
            _run(archive, paths, tally)
    assert (tally.inputs, tally.failed, tally.skipped, tally.exit) == (4, 3, 1, Exit.STORAGE)


def test_a_group_is_bounded_by_its_text_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsarc.app.gather.GROUP_TEXT", 1_000)
    results = [Prepared(article=article(text="x" * 400), content_hash=content_hash(""))] * 7
    assert [len(group) for group in _groups(results)] == [3, 3, 1]


def _file(folder: Path, number: int, kind: int) -> str:
    path = folder / f"{number:02}.txt"
    body = "\n\n".join(BODY)
    match kind:
        case int(k) if k == GOOD:
            path.write_text(f"Ferry story {number}\n\n{body}\n\nBerth {number} is open again.\n")
        case int(k) if k in (COPY, DUPLICATE):
            path.write_text(f"Ferry story\n\n{body}\n")
        case int(k) if k == EMPTY:
            path.write_bytes(b"")
        case int(k) if k == BINARY:
            path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
        case int(k) if k == REVISION:
            path.write_text(f"Ferry story, corrected {number}\n\n{body}\n\nThis was corrected {number} times.\n")
    return str(path)


def _run(archive: newsarc.Archive, paths: list[str], tally: Tally | None = None) -> Tally:
    tally = tally or Tally()
    for outcome in gather(archive, intake.files(paths, []), Serial(), Settings(clock=utc_now)):
        tally.count(outcome)
    return tally


def test_several_articles_in_one_file_are_several_inputs(tmp_path: Path) -> None:
    body = "The harbour board met on Tuesday to settle the fees for the coming year, and it sat until late. " * 4
    stories = [
        f"{title}\n\n{body}\n\n{title} was the word of the day at the pier, the clerk said.\n"
        for title in ("Fees", "Piers")
    ]
    (tmp_path / "both.txt").write_text("\x0c\n".join(stories))
    target = Target(asked="both.txt", path=str(tmp_path / "both.txt"))
    with newsarc.Archive(tmp_path / "archive") as archive:
        outcomes = list(gather(archive, [target], Serial(), Settings(clock=utc_now)))
        assert [one.asked for one in outcomes] == ["both.txt#1", "both.txt#2"]
        assert [record.article.title for record in archive] == ["Fees", "Piers"]


def damaged_samples(archive: Path) -> None:
    """Spoil what of the index is read only when somebody asks for copies."""
    path = archive / "index" / "search" / "samples.sqlite"
    path.write_bytes(path.read_bytes()[:4096] + b"\xff" * 8192)


@pytest.mark.parametrize("how", ["copies", "group"])
def test_damage_of_the_index_that_shows_when_it_is_asked_is_made_good(tmp_path: Path, how: str) -> None:
    with newsarc.Archive(tmp_path / "a") as made:
        first = only(made.add(article()))
    damaged_samples(tmp_path / "a")
    for _ in range(2):
        with newsarc.Archive(tmp_path / "a") as made:
            ids = (
                [one.record.stamp.id for one in made.copies(first.id).copies]
                if how == "copies"
                else [hit.record.stamp.id for hit in made.search("ferry", group=True).hits]
            )
        assert ids == [first.id]


def test_a_search_that_opens_the_index_alone_leaves_its_damage_to_the_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with newsarc.Archive(tmp_path / "a") as made:
        made.add(article())

    def answer(*_: object, **__: object) -> None:
        raise IndexBroken("damaged")

    monkeypatch.setattr(searching, "answer", answer)
    assert searched(tmp_path / "a").total == 1


def test_a_search_leaves_it_to_the_archive_too_where_the_disk_does_not_show_the_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with newsarc.Archive(tmp_path / "a") as made:
        made.add(article())
    real = Path.exists
    refusals = [OSError(errno.EIO, os.strerror(errno.EIO))]

    def exists(path: Path) -> bool:
        if path.name == "meta.json" and refusals:
            raise refusals.pop()
        return real(path)

    monkeypatch.setattr(Path, "exists", exists)
    assert searched(tmp_path / "a").total == 1
    assert not refusals


def searched(archive: Path) -> Hits:
    """Search as the command line does."""
    config, _where = load({"archive": str(archive)}, env={}, cwd=archive)
    return searching.search(config, searching.Question(query="ferry"))
