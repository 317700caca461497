"""Each sample archive shows what its name says, and each code of the data has a sample."""

from __future__ import annotations

import filecmp
from pathlib import Path

import msgspec
import pytest
from tests.verify import sample_archives

from newsarc.app.verifying import Verification
from newsarc.archive.verify.finding import Finding
from newsarc.lexicon.problems import Severity, problems

FIXTURES = sorted(path for kind in ("good", "bad", "warn") for path in (sample_archives.FOLDER / kind).iterdir())


def found(root: Path, **options: object) -> list[Finding]:
    return list(Verification(root, wait=lambda _seconds: None, **options).findings())  # type: ignore[arg-type]


@pytest.mark.parametrize("folder", FIXTURES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_a_sample_archive_shows_what_its_name_says(folder: Path) -> None:
    work = Verification(folder, wait=lambda _seconds: None)
    codes = {finding.code for finding in work.findings()}
    expected = set() if folder.parent.name == "good" else {folder.name.split("_")[0]}
    assert codes - {"reference-uncertain"} == expected
    severe = {problems()[code].severity for code in expected}
    assert severe == {"good": set(), "bad": {Severity.ERROR}, "warn": {Severity.WARNING}}[folder.parent.name]
    assert bool(work.checked.errors) == (folder.parent.name == "bad")


def test_every_code_has_a_sample_or_a_reason() -> None:
    shown = {path.name.split("_")[0] for path in FIXTURES if path.parent.name != "good"}
    assert shown | set(sample_archives.WITHOUT) == set(problems())
    assert not shown & set(sample_archives.WITHOUT)


def test_the_samples_are_what_the_script_makes(tmp_path: Path) -> None:
    for name, make in sample_archives.CASES.items():
        make(tmp_path / name)
        assert not differing(filecmp.dircmp(tmp_path / name, sample_archives.FOLDER / name, ignore=[], hide=[])), name
    assert {f"{path.parent.name}/{path.name}" for path in FIXTURES} == set(sample_archives.CASES)


def differing(pair: filecmp.dircmp[str]) -> list[str]:
    here = [*pair.left_only, *pair.right_only, *pair.diff_files, *pair.funny_files]
    return here + [name for sub in pair.subdirs.values() for name in differing(sub)]


def test_a_finding_says_where_it_is_and_what_is_good_around_it(tmp_path: Path) -> None:
    ids = sample_archives.build(tmp_path / "a")
    path = sample_archives.segment(tmp_path / "a", sample_archives.FIRST)
    first, second, _third = sample_archives.lines(path)
    sample_archives.swap(path, b"no cracks", b"no crocks")
    expected = Finding(
        "sum-wrong",
        f"articles/{sample_archives.FIRST}.jsonl",
        len(first),
        len(second),
        ids[1],
        "the sum does not fit the line",
        ids[0],
        ids[2],
    )
    of_the_copy, hit = sorted(found(tmp_path / "a"), key=lambda one: one.code)
    assert hit == expected
    assert (of_the_copy.code, of_the_copy.id) == ("reference-uncertain", ids[3])


def test_all_problems_are_reported_however_many(tmp_path: Path) -> None:
    sample_archives.build(tmp_path / "a")
    path = sample_archives.segment(tmp_path / "a", sample_archives.LAST)
    good = path.read_bytes()
    path.write_bytes(b"".join(b"bad line %d\n" % n for n in range(5_000)) + good)
    codes = [finding.code for finding in found(tmp_path / "a")]
    assert codes == ["sum-missing"] * 5_000


def test_a_line_longer_than_any_record_is_named(tmp_path: Path) -> None:
    sample_archives.build(tmp_path / "a")
    with sample_archives.segment(tmp_path / "a", sample_archives.LAST).open("ab") as file:
        start = file.tell()
        for _ in range(40):
            file.write(b"x" * (1 << 20))
    (finding,) = found(tmp_path / "a")
    assert (finding.code, finding.offset, finding.length) == ("line-too-long", start, 40 << 20)


def test_the_head_noted_elsewhere_is_found_or_missed(tmp_path: Path) -> None:
    sample_archives.build(tmp_path / "a")
    work = Verification(tmp_path / "a")
    assert not list(work.findings())
    head = work.checked.head
    assert head is not None
    assert not found(tmp_path / "a", head=head)
    sample_archives.build(tmp_path / "b", lambda made: setattr(made[0], "title", "Rewritten, with every sum made anew"))
    assert not found(tmp_path / "b")
    assert [finding.code for finding in found(tmp_path / "b", head=head)] == ["head-missing"]


def test_what_is_quick_sees_manifest_sizes_and_ends() -> None:
    seen = {path.name for path in FIXTURES if found(path, quick=True)}
    named = {name.split("_")[0] for name in seen}
    assert {"segment-missing", "segment-changed", "manifest-damaged", "manifest-wrong", "format-damaged"} <= named
    assert {"sum-wrong_last-record", "sum-missing_foreign-line", "line-cut_sealed-segment-cut"} <= seen
    assert not {path.name for path in FIXTURES if path.parent.name == "good"} & seen


def test_findings_travel_as_json() -> None:
    (finding,) = found(sample_archives.FOLDER / "bad" / "sum-wrong_last-record")
    assert msgspec.json.decode(msgspec.json.encode(finding), type=Finding) == finding
