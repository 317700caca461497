"""A slice of the fuzzer: some inputs of every format, through all that ``python -m tests.fuzz.run`` does."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fuzz import judge as judging
from tests.fuzz import run
from tests.fuzz.inputs import FORMATS, IMPORTED, made
from tests.fuzz.judge import Batch, judge, judged
from tests.fuzz.strategies import STRATEGIES

from newsarc.app.visiting import Visiting
from newsarc.model.outcome import Prepared
from newsarc.pipeline import prepare
from newsarc.runners.local import Workers

pytestmark = pytest.mark.filterwarnings("ignore:.*escape sequence:DeprecationWarning")
# a document may say that it is in Python's unicode_escape; in a run of its own nobody hears of that

_MANY = {"query": 40, "config": 40, "sources": 40, "rules": 40, "opml": 40, "jsonl": 20, "foreign": 20, "sitemap": 40}
_SEED = 20261124


@pytest.mark.parametrize("form", FORMATS)
def test_no_input_breaks_its_reader(form: str) -> None:
    report = judge(Batch(_SEED, form, tuple(range(_MANY.get(form, 8)))))
    assert not report.problems
    assert report.outcomes.total() >= 1


def test_the_command_says_of_each_input_what_the_use_case_says() -> None:
    report = judge(Batch(_SEED, "html", tuple(range(100, 106)), real=True))
    assert not report.problems


@pytest.mark.parametrize("form", sorted(STRATEGIES))
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_nothing_that_a_grammar_makes_breaks_its_reader(form: str, data: st.DataObject) -> None:
    report = judged(form, {0: data.draw(STRATEGIES[form])})
    assert not report.problems


@pytest.mark.parametrize("form", FORMATS)
def test_an_input_can_be_made_again(form: str) -> None:
    assert [made(3, form, number) for number in range(5)] == [made(3, form, number) for number in range(5)]
    assert len({made(3, form, number) for number in range(30)}) > 10


def test_shares_are_of_a_hundred() -> None:
    assert sum(run.WEIGHTS.values()) == 100
    assert set(run.WEIGHTS) == set(FORMATS)
    wanted = run.shares(5_000, None)
    assert sum(wanted.values()) == 5_000
    assert sum(len(batch.numbers) for batch in run.batches(1, wanted)) == 5_000
    assert {batch.form for batch in run.batches(1, wanted) if batch.real} <= set(IMPORTED)


def _raises(*_arguments: object) -> None:
    raise ZeroDivisionError("found")


def _other_each_time(target: object, settings: object) -> tuple[object, ...]:
    results = prepare(target, settings)  # type: ignore[arg-type]
    global _turn  # noqa: PLW0603
    _turn += 1
    return tuple(
        msgspec.structs.replace(one, article=msgspec.structs.replace(one.article, title=f"{_turn}"))
        if isinstance(one, Prepared)
        else one
        for one in results
    )


_turn = 0


def test_the_judge_sees_an_exception_and_what_differs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A harness that cannot fail finds nothing."""
    page = {0: made(1, "html", 0)}
    monkeypatch.setattr("newsarc.app.gather.prepare", _raises)
    assert any("ZeroDivisionError" in problem.what for problem in judged("html", page).problems)
    monkeypatch.setattr("newsarc.app.gather.prepare", _other_each_time)
    assert any("not the same twice" in problem.what for problem in judged("html", page).problems)
    monkeypatch.setitem(judging.PARSERS, "query", _raises)
    assert any("ZeroDivisionError" in problem.what for problem in judged("query", {0: b"a"}).problems)


def test_the_judge_sees_an_outcome_that_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    page = {number: made(1, "html", number) for number in (0, 40)}
    monkeypatch.setattr("newsarc.app.archive.Archive.settle", lambda _self, _batch: [])
    assert any("outcomes" in problem.what for problem in judged("html", page).problems)


def test_the_judge_sees_a_page_that_collect_loses(monkeypatch: pytest.MonkeyPatch) -> None:
    feeds = {number: made(1, "feed", number) for number in (0, 40, 80)}
    assert not judged("feed", feeds).problems
    visit = Visiting.visit
    monkeypatch.setattr(Visiting, "visit", lambda self, jobs: visit(self, list(jobs)[1:]))
    assert any("outcomes" in problem.what for problem in judged("feed", feeds).problems)


def test_a_worker_that_dies_is_found_by_its_input(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    runner = Workers(1, deadline=0.001, memory=0)
    reports = list(run.results(runner, iter([Batch(1, "query", (1, 2))])))
    assert [problem.number for report in reports for problem in report.problems] == [1, 2]
    assert run.keep(reports[1].problems[0], 1, tmp_path).count("--replay query:1 --seed 1") == 1
    assert (tmp_path / "query-1-1").read_bytes() == made(1, "query", 1)
