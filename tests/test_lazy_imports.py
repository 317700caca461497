"""Start-up: a command loads what it needs and nothing else. Each asks a process of its own what it loaded."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import newsarc

PAGE_READERS = {"requests", "urllib3", "trafilatura", "lxml", "bs4", "selectolax", "py3langid", "numpy", "courlan"}
ASK = """
import sys
from newsarc.cli.process import run
code = run(sys.argv[1:])
print(*sys.modules, file=sys.stderr)
sys.exit(code)
"""


def loaded(*arguments: str) -> set[str]:
    """Return the top-level names of what one command line loads."""
    ran = subprocess.run(
        [sys.executable, "-c", ASK, *arguments], capture_output=True, text=True, timeout=60, check=False
    )
    assert ran.returncode == 0, ran.stderr
    return {name.partition(".")[0] for name in ran.stderr.split()}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    text = "\n\n".join(f"Berth {n} was opened in the morning, and the café beside it stayed open." for n in range(9))
    folder = tmp_path_factory.mktemp("lazy") / "a"
    with newsarc.Archive(folder) as made:
        made.add(newsarc.extract(f"The quay is open\n\n{text}", url="https://harbour.example/quay"))
        made.search("quay")
    return folder


@pytest.mark.parametrize("command", ["--help", "--version", "fetch --help", "search --help", "config --help"])
def test_help_loads_nothing_heavy(command: str) -> None:
    assert not loaded(*command.split()) & (PAGE_READERS | {"rich", "tantivy", "sqlite3", "msgspec", "multiprocessing"})


@pytest.mark.parametrize(
    "command",
    [
        "search café",
        "search café --json",
        "search café --group",
        "show https://harbour.example/quay",
        "copies https://harbour.example/quay",
        "history https://harbour.example/quay",
        "stats",
        "log",
        "export --output - --format jsonl",
        "verify",
    ],
)
def test_reading_the_archive_loads_no_page_reader(command: str, archive: Path) -> None:
    # show needs to compare addresses, which is normalise's work; bs4 and the like stay out all the same
    assert not loaded(*command.split(), "--archive", str(archive)) & (PAGE_READERS | {"rich"})


def test_importing_newsarc_loads_nothing() -> None:
    ask = "import sys, newsarc; print(*sys.modules)"
    names = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True).stdout.split()
    assert not {name for name in names if name.startswith("newsarc.")}
