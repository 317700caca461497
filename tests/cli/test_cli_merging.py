"""Two archives become one, as users do it; mails and saved pages beside them."""

from __future__ import annotations

import json
from pathlib import Path

from clirun import PROSE, newsarc, pages


def test_another_archive_comes_in_and_is_found_and_checked(archive: Path, tmp_path: Path) -> None:
    here = tmp_path / "here"
    assert newsarc("--archive", here, "import", pages(tmp_path / "in", 2)).code == 0
    ran = newsarc("--archive", here, "import", archive / "articles")
    assert (ran.code, ran.err.partition(" (")[0]) == (0, "5 inputs: 3 new, 2 known")
    [line] = newsarc("--archive", here, "search", "number 2", "--json").out.splitlines()
    assert json.loads(line)["imported_from"][0]["archive"] == json.loads((archive / "FORMAT").read_text())["archive"]
    assert newsarc("--archive", here, "verify").code == 0


def test_bad_lines_are_named_and_the_rest_archived(archive: Path, tmp_path: Path) -> None:
    [segment] = (archive / "articles").iterdir()
    mixed = tmp_path / "mixed.jsonl"
    mixed.write_bytes(b"\x1b[31mnot json\n{}\n" + segment.read_bytes().replace(b"Berth 1", b"Berth 7"))
    ran = newsarc("--archive", tmp_path / "here", "import", mixed)
    assert ran.code == 1
    assert ran.err.splitlines()[-1].startswith("7 inputs: 4 new, 3 failed (2 bad-line, 1 damaged)")
    assert f"{mixed}:1" in ran.err
    assert "\x1b" not in ran.err


def test_a_mail_is_extracted(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(
        b"Subject: Ferry runs again\r\nDate: Tue, 14 May 2024 10:00:00 +0200\r\nContent-Type: text/plain\r\n\r\n"
        + "\r\n\r\n".join(PROSE).encode()
    )
    ran = newsarc("extract", "--json", tmp_path / "a.eml")
    assert ran.code == 0
    found = json.loads(ran.out)
    assert (found["title"], found["published_from"]) == ("Ferry runs again", "mail")
