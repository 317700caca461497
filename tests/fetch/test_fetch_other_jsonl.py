"""JSON lines that are no articles, and what an archive in a folder keeps for itself."""

from __future__ import annotations

from pathlib import Path

from newsarc.fetch.lines import read_lines
from newsarc.fetch.walk import walk
from newsarc.model.outcome import Failed, Reason, Skipped
from newsarc.model.target import Target

ARTICLE = b'{"title": "Bridge", "maintext": "It stayed closed.", "url": "https://paper.example/1"}\n'
OTHER = b'{"path": "1.html", "url": "https://paper.example/1"}\n'


def read(folder: Path, content: bytes) -> list[Target | Skipped | Failed]:
    path = folder / "lines.jsonl"
    path.write_bytes(content)
    return list(read_lines(Target(asked="lines.jsonl", path=str(path)), max_bytes=10_000))


def test_a_file_of_other_things_is_one_skipped_input(tmp_path: Path) -> None:
    [found] = read(tmp_path, OTHER * 500)
    assert isinstance(found, Skipped)
    assert found.reason is Reason.UNSUPPORTED


def test_articles_behind_other_things_are_read(tmp_path: Path) -> None:
    found = read(tmp_path, OTHER * 3 + ARTICLE)
    assert [len(one.lines.lines) for one in found if isinstance(one, Target) and one.lines] == [4]


def test_other_things_behind_articles_are_for_the_reader_to_name(tmp_path: Path) -> None:
    found = read(tmp_path, ARTICLE * 64 + OTHER * 64)
    assert [len(one.lines.lines) for one in found if isinstance(one, Target) and one.lines] == [64, 64]


def test_broken_lines_are_named_whatever_stands_beside_them(tmp_path: Path) -> None:
    assert [type(one) for one in read(tmp_path, b"no JSON\n" + OTHER)] == [Failed, Target]


def test_of_an_archive_in_a_folder_the_articles_are_read(tmp_path: Path) -> None:
    archive = tmp_path / "top" / "archive"
    for folder in ("articles", "visits", "raw"):
        (archive / folder).mkdir(parents=True)
        (archive / folder / "2026-11-0001.jsonl").write_bytes(ARTICLE)
    for name in ("FORMAT", "manifest.jsonl"):
        (archive / name).write_bytes(OTHER)
    (tmp_path / "top" / "beside.jsonl").write_bytes(ARTICLE)
    for top in (tmp_path / "top", archive):
        found = {Path(one.asked).relative_to(archive.parent).as_posix(): one for one in walk([str(top)])}
        read = {name for name, one in found.items() if isinstance(one, Target)}
        assert read - {"beside.jsonl"} == {"archive/articles/2026-11-0001.jsonl"}
        passed_over = {name for name, one in found.items() if isinstance(one, Skipped)}
        assert passed_over == {"archive/FORMAT", "archive/manifest.jsonl", "archive/raw", "archive/visits"}


def test_files_of_an_archive_are_read_where_they_are_named(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "articles").mkdir()
    for name in ("FORMAT", "raw/1.warc"):
        (tmp_path / name).write_bytes(b"")
    assert all(isinstance(one, Target) for one in walk([str(tmp_path / "raw")]))
