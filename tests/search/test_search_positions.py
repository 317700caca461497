"""All hits, page by page: none missing and none twice, however many share a second."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsarc.model.record import Kind, Mark, Position, RecordId, Sum
from newsarc.search.index import Entry, SearchIndex
from newsarc.search.query import parse


def filled(folder: Path, seconds: list[int]) -> SearchIndex:
    index = SearchIndex(folder / "search")
    entries = [
        Entry(
            id=RecordId(f"{at:016x}"),
            kind=Kind.ARTICLE,
            position=Position("2026-11-0001", at * 10, 10),
            published=second,
            text="ferry" if at % 5 else "train",
        )
        for at, second in enumerate(seconds)
    ]
    index.add(entries, Mark("2026-11-0001", 10 * len(seconds), Sum("0")))
    return index


@settings(max_examples=25, deadline=None)
@given(seconds=st.lists(st.integers(-2, 3), min_size=1, max_size=25), page=st.integers(1, 4))
def test_pages_hold_every_hit_once(seconds: list[int], page: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    index = filled(tmp_path_factory.mktemp("index"), seconds)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("newsarc.search.index._PAGE", page)
        found = list(index.positions(parse("ferry")))
        some = list(index.positions(parse("ferry"), since=-1, until=2))
    wanted = [(second, at * 10) for at, second in enumerate(seconds) if at % 5]
    assert sorted(one.offset for one in found) == sorted(offset for _, offset in wanted)
    assert sorted(one.offset for one in some) == sorted(offset for second, offset in wanted if -1 <= second < 2)
