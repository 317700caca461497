"""One archive that the reading commands share: made once, by the real import."""

from __future__ import annotations

from pathlib import Path

import pytest
from clirun import newsarc, page, pages

HOSTILE_TITLE = (
    "Harbour \x1b[31mred\x1b]52;c;aGk=\x07 \x1b]8;;http://evil.example\x1b\\link \x9b31m [/b][link=http://evil.example]"
    " \u202egnp.exe\u202c z\u200bero \U000e0041tag"
)


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of five articles, one with a title that attacks terminals. Read it, never write to it."""
    folder = pages(tmp_path_factory.mktemp("stories"), 3)
    hostile = page(HOSTILE_TITLE.replace("\x1b", "&#27;").replace("\x07", "&#7;"), mark="Attack at berth 99.")
    (folder / "hostile.html").write_text(hostile)
    (folder / "hostile.txt").write_bytes(
        f"{HOSTILE_TITLE}\n\nBy Ann \x1b[5mBlink\n\n".encode()
        + b"\n\n".join(
            f"Words {at} and \x1b]0;owned\x07 more words that stand in a text file of news.".encode() for at in range(9)
        )
    )
    made = tmp_path_factory.mktemp("archive") / "news"
    ran = newsarc("--archive", made, "import", folder)
    assert ran.code == 0, ran
    return made
