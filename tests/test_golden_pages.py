"""Every golden page, field by field, through the real stages."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from golden import FIXTURES, MANIFEST, NOW, article, checks, differs, expected, read, targets
from newsarc.app.archive import Archive
from newsarc.app.gather import gather
from newsarc.fetch.manifest import read_manifest
from newsarc.model.outcome import Archived, Outcome, Skipped
from newsarc.model.target import Target
from newsarc.pipeline import Settings
from newsarc.runners.serial import Serial

CHECKS = list(checks())
KINDS = [case for case in targets() if "kind" in expected(case)]
OTHERS = [case for case in targets() if "kind" not in expected(case)]


@pytest.mark.parametrize(("case", "field"), CHECKS, ids=["-".join(check) for check in CHECKS])
def test_field(case: str, field: str) -> None:
    if field.startswith("absent-"):
        assert not getattr(article(case), field.removeprefix("absent-"))
    elif differs(case, field):
        assert read(case, field) == expected(case)[field]


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    with Archive(tmp_path_factory.mktemp("golden") / "archive") as archive:
        came = list(gather(archive, read_manifest(str(MANIFEST)), Serial(), Settings(clock=lambda: NOW)))
    return {Path(outcome.asked).stem: outcome for outcome in came}


@pytest.mark.parametrize("case", KINDS)
def test_kind_when_imported(case: str, outcomes: dict[str, Outcome]) -> None:
    outcome = outcomes[case]
    assert isinstance(outcome, Archived), outcome
    assert outcome.kind == expected(case)["kind"]


@pytest.mark.parametrize("case", OTHERS)
def test_what_is_no_article_is_skipped_and_named(case: str, outcomes: dict[str, Outcome]) -> None:
    outcome = outcomes[case]
    assert isinstance(outcome, Skipped), outcome
    assert outcome.reason == expected(case)["verdict"]


@pytest.mark.parametrize(("later", "first"), [("wire-copy", "wire"), ("revision-2", "revision-1")])
def test_a_copy_and_a_revision_name_what_they_follow(later: str, first: str, outcomes: dict[str, Outcome]) -> None:
    after, before = outcomes[later], outcomes[first]
    assert isinstance(after, Archived)
    assert isinstance(before, Archived)
    assert after.of == before.id


def test_manifest_pages_and_expectations_are_the_same_cases() -> None:
    assert all(isinstance(line, Target) for line in read_manifest(str(MANIFEST)))
    pages = {page.stem for page in (FIXTURES / "pages").iterdir()}
    assert set(targets()) == pages == {file.stem for file in (FIXTURES / "expected").iterdir()}


@pytest.mark.parametrize("case", targets())
def test_every_case_is_told_in_the_readme(case: str) -> None:
    assert f"`{case}`" in (FIXTURES / "README.md").read_text(encoding="utf-8")


def test_no_expectation_names_a_field_that_does_not_exist() -> None:
    known = {field.name for field in msgspec.structs.fields(type(article(next(iter(targets())))))} | {"kind", "absent"}
    for case in targets():
        assert set(expected(case)) | set(expected(case).get("absent", [])) <= known
