"""A reader of pages that dies, hangs or eats memory, seen from ``newsarc collect``: one page is lost, by name."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from collect_kit import archive_of, newsarc, records
from feeds import rss
from hostile_server import PAGE, HostileServer

pytestmark = pytest.mark.slow

# Python runs this in each of its processes before anything else: the pages' reader is the real one, with a hole in it.
HOLES = """
import ctypes, os
import newsarc.extraction
_whole = newsarc.extraction.extract
def extract(page, *more):
    if b"segfault" in page.content:
        ctypes.string_at(0)
    if b"abort" in page.content:
        os.abort()
    if b"forever" in page.content:
        sum(range(10**13))
    if b"enormous" in page.content:
        bytearray(10**10)
    return _whole(page, *more)
newsarc.extraction.extract = extract
"""
LOST = {
    "segfault": ("crashed", "SIGSEGV"),
    "abort": ("crashed", "SIGABRT"),
    "forever": ("deadline", "not done after 3 s"),
    "enormous": ("out-of-memory", "MiB"),
}


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """How each page ended, by name: those of LOST, each between two good ones."""
    home = tmp_path_factory.mktemp("crash")
    (home / "sitecustomize.py").write_text(HOLES)
    names = [name for at, lost in enumerate(LOST) for name in (f"good-{at}", lost)] + ["good-last"]
    with HostileServer() as server:
        pages = {server.put(name, PAGE.replace(b"islands", f"islands {name}".encode())): name for name in names}
        items = "".join(f"<item><link>{url}</link></item>" for url in pages)
        archive = archive_of(home, {"bay": ("feed", [server.put("feed", rss(items), kind="text/xml")])})
        env = {"PYTHONPATH": _path(home), "NEWSARC_PAGE_DEADLINE": "3", "NEWSARC_PAGE_MEMORY_MB": "1024"}
        ran = newsarc("--archive", archive, "collect", "--json", env=env)
        assert ran.code == 1
        assert len(records(archive)) == len(LOST) + 1
        (home / "sitecustomize.py").unlink()
        again = newsarc("--archive", archive, "fetch", *(server.url(name) for name in LOST), "--json")
        assert [line["outcome"] for line in again.outcomes] == ["new"] * len(LOST), (
            "whole again, and nothing is in the way"
        )
    assert sorted(line["input"] for line in ran.outcomes) == sorted(pages)
    return {pages[line["input"]]: line for line in ran.outcomes}


def _path(folder: Path) -> str:

    return os.pathsep.join(filter(None, (str(folder), os.environ.get("PYTHONPATH", ""))))


@pytest.mark.parametrize("name", LOST)
def test_a_page_that_kills_its_reader_is_lost_by_name(ended: dict[str, Any], name: str) -> None:
    line = ended[name]
    reason, said = LOST[name]
    assert (line["outcome"], line["reason"]) == ("failed", reason)
    assert said in line["detail"]


def test_the_pages_around_are_archived(ended: dict[str, Any]) -> None:
    assert {line["outcome"] for name, line in ended.items() if name.startswith("good")} == {"new"}
