"""What ``newsarc verify`` prints, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.clirun import RAW_CONTROL, newsarc
from tests.verify import sample_archives

BAD = sample_archives.FOLDER / "bad" / "sum-wrong_last-record"
WARN = sample_archives.FOLDER / "warn" / "raw-absent_kept-elsewhere"
GOOD = sample_archives.FOLDER / "good" / "whole"


@pytest.mark.parametrize(("folder", "code"), [(GOOD, 0), (BAD, 4), (WARN, 0)], ids=["good", "bad", "warn"])
def test_the_exit_code_says_whether_anything_is_damaged(folder: Path, code: int) -> None:
    assert newsarc("verify", "--archive", folder).code == code


def test_nothing_wrong_is_one_line() -> None:
    ran = newsarc("verify", "--archive", GOOD)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == (
        "nothing wrong: 7 records in 3 segments, 2 references, 2 manifest lines, 5 raw records in 1 file, "
        "2 pointers to them, 7 visits, catalogue none, search index none\n"
    )


def test_a_finding_is_a_line_in_a_pipe_and_then_explained() -> None:
    ran = newsarc("verify", "--archive", BAD)
    (line,) = ran.out.splitlines()
    severity, code, file, offset, record, around, detail = line.split("\t")
    assert (severity, code, file, offset) == ("error", "sum-wrong", f"articles/{sample_archives.LAST}.jsonl", "636")
    assert len(record) == 16
    assert around.startswith("good: ")
    assert detail == "the sum does not fit the line"
    assert "The bytes of a line are not those its sum was made of." in " ".join(ran.err.split())
    assert ran.err.splitlines()[-1].startswith("1 error, 0 warnings: 6 records in 3 segments")


def test_json_is_findings_and_then_a_summary() -> None:
    ran = newsarc("verify", "--json", "--archive", BAD)
    finding, summary = map(json.loads, ran.out.splitlines())
    assert (finding["code"], finding["severity"], finding["offset"]) == ("sum-wrong", "error", 636)
    assert (summary["summary"]["errors"], summary["summary"]["records"]) == (1, 6)
    assert ran.err == ""


def test_quick_says_what_it_leaves_out() -> None:
    ran = newsarc("verify", "--quick", "--archive", GOOD)
    assert (ran.code, ran.out) == (0, "")
    assert "not looked at, being quick: lines of sealed segments but their last" in ran.err


def test_a_head_that_was_noted_is_found() -> None:
    head = newsarc("verify", "--print-head", "--archive", GOOD).out.strip()
    assert len(head) == 64
    assert newsarc("verify", "--head", head, "--archive", GOOD).code == 0
    other = newsarc("verify", "--head", head, "--archive", BAD)
    assert (other.code, "head-missing" in other.out) == (4, True)


@pytest.mark.parametrize(
    "options",
    [["--head", "abc"], ["--head", "a" * 64, "--quick"], ["--print-head", "--json"]],
)
def test_wrong_usage_is_named(options: list[str]) -> None:
    assert newsarc("verify", *options, "--archive", GOOD).code == 2


def test_no_archive_and_a_later_format_are_no_findings(tmp_path: Path) -> None:
    assert newsarc("verify", "--archive", tmp_path / "none").code == 2
    sample_archives.build(tmp_path / "a")
    sample_archives.swap(tmp_path / "a" / "FORMAT", b'"version":1', b'"version":9')
    ran = newsarc("verify", "--archive", tmp_path / "a")
    assert (ran.code, ran.err.splitlines()[0][:40]) == (2, "newsarc: archive format not known: " + str(tmp_path)[:5])


def test_an_empty_archive_has_no_head() -> None:
    ran = newsarc("verify", "--print-head", "--archive", sample_archives.FOLDER / "good" / "empty")
    assert (ran.code, ran.out) == (3, "")


def test_nothing_in_an_archive_can_speak_to_the_terminal(tmp_path: Path) -> None:
    sample_archives.build(tmp_path / "a")
    (tmp_path / "a" / "articles" / "\x1b[31mevil\u202e\n.jsonl").write_bytes(b"")
    path = sample_archives.segment(tmp_path / "a", sample_archives.LAST)
    line, _sum = sample_archives.resummed(b'{"v":1,"id":"\x1b]0;owned\x07","kind":"\xc2\x9b2J","sum":"0"}\n')
    with path.open("ab") as file:
        file.write(line)
    ran = newsarc("verify", "--archive", tmp_path / "a")
    assert ran.code == 4
    assert not RAW_CONTROL.search(ran.out + ran.err)
