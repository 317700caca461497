"""``newsarc`` as cron has it, over sources that a test writes itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from newsarc.archive.store import Store


class Ran(NamedTuple):
    """How a process ended."""

    code: int
    outcomes: list[dict[str, Any]]
    """what ``--json`` printed"""
    said: str
    """stderr"""
    largest: int
    """KiB that the largest of its processes ever held"""


_MEASURING = """
import os, resource, subprocess, sys
code = subprocess.call(sys.argv[2:], close_fds=True)
os.write(int(sys.argv[1]), b"%d" % resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(code)
"""
"""A process counts as large as the one that made it: this one is small, however large the tests have grown."""


def newsarc(*arguments: object, env: Mapping[str, str] | None = None, timeout: float = 280.0) -> Ran:
    """Run one command line, without the developer's own settings and without pauses between requests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("NEWSARC_", "XDG_"))}
    own = {"NEWSARC_DELAY": "0", "NEWSARC_WORKERS": "2", "HOME": "/nonexistent"}
    said, saying = os.pipe()
    with os.fdopen(said, "rb") as memory:
        try:
            done = subprocess.run(
                [sys.executable, "-c", _MEASURING, str(saying), sys.executable, "-m", "newsarc", *map(str, arguments)],
                capture_output=True, text=True, check=False, env=kept | own | (env or {}), timeout=timeout,
                pass_fds=(saying,),
            )  # fmt: skip
        finally:
            os.close(saying)
        largest = int(memory.read())
    assert "Traceback" not in done.stderr, done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    return Ran(done.returncode, lines, done.stderr, largest)


def archive_of(folder: Path, sources: Mapping[str, tuple[str, list[str]]]) -> Path:
    """Make an archive in *folder* with these sources, name: (kind, addresses); return where it is."""
    archive = folder / "archive"
    Store(archive, url_key=str, create=True)
    tables = (f'[source.{name}]\nurl = {json.dumps(urls)}\nkind = "{kind}"\n' for name, (kind, urls) in sources.items())
    (archive / "sources.toml").write_text("\n".join(tables))
    return archive


def records(archive: Path) -> list[dict[str, Any]]:
    """Return every record of *archive*."""
    segments = sorted((archive / "articles").glob("*.jsonl"))
    return [json.loads(line) for segment in segments for line in segment.read_text().splitlines()]
