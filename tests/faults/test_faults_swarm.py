"""A slice of swarm.py."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

KILLS = os.environ.get("NEWSARC_SWARM", "80")
HERE = Path(__file__).parent


def test_writers_killed_by_the_dozen_lose_nothing() -> None:
    # In a process of its own: one that has threads must not fork.
    path = os.pathsep.join([str(HERE), os.environ.get("PYTHONPATH", "")])
    ran = subprocess.run(
        [sys.executable, str(HERE / "swarm.py"), "--kills", KILLS, "--seed", "7"],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert ran.stdout.rstrip().endswith("; 0 problems")
