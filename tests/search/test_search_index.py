"""The index on a real disk: what is added is found, in order, once."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsarc.errors import BadRecord, Exit, NewsarcError
from newsarc.model.record import Kind, Mark, Position, RecordId, Sum
from newsarc.search.index import Entry, Hits, IndexBroken, IndexBusy, SearchIndex
from newsarc.search.query import EVERYTHING, parse

MARK = Mark("2026-11-0001", 100, Sum("a" * 64))


def made(number: int, text: str = "", **facts: object) -> Entry:
    position = Position("2026-11-0001", number * 100, 100)
    facts = {"kind": Kind.ARTICLE, "published": number, **facts}
    return Entry(id=RecordId(f"{number:016x}"), position=position, text=text, **facts)  # type: ignore[arg-type]


def numbers(hits: Hits) -> list[int]:
    return [int(hit.id, 16) for hit in hits.hits]


@pytest.fixture
def index(tmp_path: Path) -> SearchIndex:
    return SearchIndex(tmp_path / "search")


def found(index: SearchIndex, query: str, **options: int) -> list[int]:
    return numbers(index.search(parse(query), **{"limit": 100, **options}))


def test_a_new_index_is_empty(index: SearchIndex) -> None:
    assert (index.count, index.mark(), index.search(parse("x OR -y"), limit=5)) == (0, None, Hits(0, ()))


def test_a_hit_says_where_the_record_stands(index: SearchIndex) -> None:
    index.add([made(3, "river")], MARK)
    (hit,) = index.search(parse("river"), limit=5).hits
    assert (hit.id, hit.position, hit.published) == (f"{3:016x}", Position("2026-11-0001", 300, 100), 3)
    assert hit.score > 0


FIELDS = made(
    1,
    "The text.",
    title="The title",
    lead="The lead",
    authors=("Ann Ng", "Bo Li"),
    origins=("Agence Z",),
    publisher=("La Nación", "lanacion.example"),
    language="pt-BR",
)


@pytest.mark.parametrize(
    ("query", "hit"),
    {
        "title": True,
        "lead": True,
        "text": True,
        "ng": True,
        '"bo li"': True,
        "agence": True,
        "nacion": False,  # who served it says little of what it is about: ask publisher:
        '"title the"': False,  # no phrase runs from one field, or one name, into the next
        '"ng bo"': False,
        "title:title": True,
        "title:text": False,
        'author:"ann ng"': True,
        "author:agence": False,
        "origin:agence": True,
        "origin:ng": False,
        'publisher:"la nacion"': True,
        "publisher:lanacion.example": True,
        "publisher:example.lanacion": False,
        "lang:pt": True,
        "lang:PT-pt": True,
        "lang:br": False,
        "text -lead": False,
        "text -missing": True,
        "missing OR -absent": True,
        "tex*": True,
        "lea* tit*": True,
        "exte*": False,
        "title:tit*": True,
        "title:tex*": False,
        "author:ann*": True,
        "site:lanacion.example": True,
        "lang:portuguese": True,
        "text NOT lea*": False,
    }.items(),
)
def test_where_words_are_looked_for(index: SearchIndex, query: str, *, hit: bool) -> None:
    index.add([FIELDS], MARK)
    assert found(index, query) == ([1] if hit else [])


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_is_found(index: SearchIndex, kind: Kind) -> None:
    index.add([made(1, "x", kind=kind)], MARK)
    assert found(index, "x") == [1]


@pytest.mark.parametrize("query", ["flood", '"river rose"', "flood OR river", 'rose OR "a river"', "flood OR missing"])
def test_any_of_some_words_is_the_same_whether_a_time_is_named_or_not(index: SearchIndex, query: str) -> None:
    texts = ("a flood came", "a river rose", "river river flood", "rose", "the day a river rose and a flood came")
    titles = ("", "flood", "the river", "a rose", "river rose")
    index.add(
        [made(number, text, title=title) for number, (text, title) in enumerate(zip(texts, titles, strict=True), 1)],
        MARK,
    )
    untimed, timed = (index.search(parse(query), limit=9, **time) for time in ({}, {"since": 0}))
    assert untimed.total == timed.total > 1
    assert [(hit.id, hit.score) for hit in untimed.hits] == [(hit.id, pytest.approx(hit.score)) for hit in timed.hits]


def test_a_title_weighs_more_than_a_text(index: SearchIndex) -> None:
    index.add([made(1, "a flood came"), made(2, "a river rose", title="flood"), made(3, "x")], MARK)
    assert found(index, "flood") == [2, 1]


def test_a_rare_word_weighs_more_than_a_common_one(index: SearchIndex) -> None:
    index.add([made(n, "common other") for n in range(10)] + [made(11, "rare other")], MARK)
    assert found(index, "common OR rare")[0] == 11


def test_newest_first(index: SearchIndex) -> None:
    index.add([made(2, "x"), made(9, "x x x"), made(5, "x")], MARK)
    assert found(index, "x", newest=True) == [9, 5, 2]


def test_what_only_filters_gives_the_newest_first(index: SearchIndex) -> None:
    index.add([made(n, language="es") for n in (2, 9, 5)], MARK)
    assert found(index, "lang:es") == [9, 5, 2]
    assert {hit.score for hit in index.search(parse("lang:es"), limit=9).hits} == {0.0}


def test_since_is_included_and_until_is_not(index: SearchIndex) -> None:
    index.add([made(n, "x") for n in range(1, 6)] + [made(9, "x", published=-5)], MARK)
    assert sorted(found(index, "x", since=2, until=4)) == [2, 3]
    assert sorted(found(index, "x", until=1)) == [9]
    assert sorted(found(index, "x", since=10**30)) == []
    assert len(found(index, "x", since=-(10**30), until=10**30)) == 6


@pytest.mark.parametrize("newest", [True, False])
def test_pages_are_parts_of_one_list(index: SearchIndex, *, newest: bool) -> None:
    index.add([made(n, "x " * (1 + n % 7)) for n in range(50)], MARK)
    whole = found(index, "x", newest=newest)
    assert [n for at in range(0, 60, 20) for n in found(index, "x", newest=newest, limit=20, offset=at)] == whole
    assert sorted(whole) == list(range(50))


def test_a_count_alone(index: SearchIndex) -> None:
    index.add([made(n, "x") for n in range(5)], MARK)
    assert index.search(parse("x"), limit=0) == Hits(5, ())


@pytest.mark.parametrize(
    ("limit", "offset", "most"), [(10**30, 0, 5), (5, 10**30, 0), (-1, -1, 0), (5, 5, 0), (2, 4, 1)]
)
def test_any_page_may_be_asked_for(index: SearchIndex, limit: int, offset: int, most: int) -> None:
    index.add([made(n, "x") for n in range(5)], MARK)
    page = index.search(parse("x"), limit=limit, offset=offset)
    assert (page.total, len(page.hits)) == (5, most)


def test_an_id_added_again_takes_its_own_place(index: SearchIndex) -> None:
    index.add([made(1, "river"), made(1, "rain"), made(2, "river")], MARK)
    index.add([made(2, "snow")], MARK)
    assert (found(index, "river"), found(index, "rain"), found(index, "snow")) == ([], [1], [2])
    assert index.count == 2


def test_the_mark_is_what_was_added_last(tmp_path: Path, index: SearchIndex) -> None:
    index.add([made(1)], MARK)
    later = Mark("2026-12-0001", 5, Sum("b" * 64))
    index.add([], later)
    assert SearchIndex(tmp_path / "search").mark() == later
    assert index.count == 1


def test_the_mark_is_never_found(index: SearchIndex) -> None:
    index.add([made(1, "x")], MARK)
    assert found(index, "mark OR -y") == [1]


def test_clear_forgets_all(index: SearchIndex) -> None:
    index.add([made(1, "x")], MARK)
    index.clear()
    assert (index.count, index.mark(), found(index, "x")) == (0, None, [])


def test_another_search_sees_what_was_added(tmp_path: Path, index: SearchIndex) -> None:
    other = SearchIndex(tmp_path / "search")
    assert found(other, "x") == []
    index.add([made(1, "x")], MARK)
    assert found(other, "x") == [1]


@pytest.mark.parametrize("error", [BadRecord("line 7"), KeyboardInterrupt(), ValueError("?")], ids=repr)
def test_entries_that_fail_leave_nothing_behind(index: SearchIndex, error: BaseException) -> None:
    def entries() -> Iterator[Entry]:
        yield made(1, "x")
        raise error

    with pytest.raises(type(error)) as caught:
        index.add(entries(), MARK)
    assert caught.value is error
    assert (index.count, index.mark()) == (0, None)
    index.add([made(2, "x")], MARK)  # and the lock is free again
    assert found(index, "x") == [2]


def test_busy_while_another_adds(tmp_path: Path, index: SearchIndex) -> None:
    other = SearchIndex(tmp_path / "search", patience=0.1)

    def entries() -> Iterator[Entry]:
        for attempt in (lambda: other.add([], MARK), other.clear, lambda: SearchIndex.wipe(tmp_path / "search")):
            with pytest.raises(IndexBusy) as caught:
                attempt()
            assert caught.value.exit_code is Exit.BUSY
        yield made(1, "x")

    index.add(entries(), MARK)
    assert found(other, "x") == [1]


def test_what_was_read_after_another_mark_is_not_added(tmp_path: Path, index: SearchIndex) -> None:
    """The other may have wiped the index: then what lies before the mark is missing, and a later one would hide it."""
    index.add([made(1, "x")], MARK)
    assert index.mark() == MARK
    SearchIndex.wipe(tmp_path / "search")
    SearchIndex(tmp_path / "search")
    with pytest.raises(IndexBusy):
        index.add([made(2, "x")], Mark("2026-11-0001", 200, Sum("b" * 64)))
    assert index.mark() is None
    index.add([made(1, "x")], MARK)
    assert (index.mark(), index.count) == (MARK, 1)


def test_wipe_makes_room_for_a_new_index(tmp_path: Path, index: SearchIndex) -> None:
    index.add([made(1, "x")], MARK)
    SearchIndex.wipe(tmp_path / "search")
    assert list(tmp_path.iterdir()) == []
    SearchIndex.wipe(tmp_path / "search")  # nothing there is nothing to do
    assert SearchIndex(tmp_path / "search").count == 0


def test_an_index_of_another_layout_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        for module in ("document", "index"):
            patch.setattr(f"newsarc.search.{module}.MARK", "mark_0_0")
        SearchIndex(tmp_path / "search").add([made(1, "x")], MARK)
    with pytest.raises(IndexBroken):
        SearchIndex(tmp_path / "search")


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(IndexBroken):
        SearchIndex(tmp_path)
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_a_file_in_the_way_is_a_newsarc_error(tmp_path: Path) -> None:
    (tmp_path / "search").write_text("")
    with pytest.raises(NewsarcError):
        SearchIndex(tmp_path / "search")


def test_loading_the_index_loads_little() -> None:
    code = (
        "import sys; from newsarc.search import index; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert {"tantivy", "msgspec"} <= set(loaded)
    assert not set(loaded) & {"requests", "urllib3", "lxml", "trafilatura", "sqlite3", "rich", "click", "regex", "bs4"}


def test_everything_is_found_newest_first(index: SearchIndex) -> None:
    index.add([made(1, "x", published=5), made(2, "y", published=9), made(3, "", published=7)], MARK)
    assert numbers(index.search(EVERYTHING, limit=10)) == [2, 3, 1]
    assert numbers(index.search(EVERYTHING, limit=10, since=6, until=9)) == [3]
    assert index.search(EVERYTHING, limit=1).total == 3
