"""The README's tour: its console blocks are run, and what they print must be what README says.

``python -m tests.tour`` writes what they print into README.md; read the difference before you commit it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
_BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)


def blocks(text: str) -> list[str]:
    """Return the console blocks of *text*."""
    return _BLOCK.findall(text)


def commands(block: str) -> list[str]:
    """Return the commands of a block, which are its lines after ``$ ``."""
    return [line[2:] for line in block.splitlines() if line.startswith("$ ")]


def run(block: str, archive: Path) -> str:
    """Return *block* with what its commands print now."""
    env = {
        **os.environ,
        "NEWSARC_ARCHIVE": str(archive),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "LC_ALL": "C.UTF-8",
    }
    printed = []
    for command in commands(block):
        done = subprocess.run(command, shell=True, cwd=ROOT, env=env, capture_output=True, text=True, check=False)  # noqa: S602
        shown = re.sub(r" \([\d.]+ s(, [\d,]+/s)?\)$", "", done.stderr.strip(), flags=re.MULTILINE)
        printed.append(f"$ {command}\n" + done.stdout + (shown + "\n" if shown else ""))
    return "".join(printed).replace(str(archive), "my-archive")


def renewed(text: str) -> str:
    """Return *text* with every block as it prints now, in one new archive."""
    with tempfile.TemporaryDirectory() as folder:
        return _BLOCK.sub(lambda match: run(match[0], Path(folder) / "archive"), text)


def missing_tools(text: str) -> set[str]:
    """Return the tools besides newsarc that the blocks use and this machine lacks."""
    used = {
        part.split()[0] for block in blocks(text) for line in commands(block) for part in re.split(r"\|(?= \w+ )", line)
    }
    return {tool for tool in used - {"newsarc"} if shutil.which(tool) is None}


if __name__ == "__main__":
    README.write_text(renewed(README.read_text(encoding="utf-8")), encoding="utf-8")
