"""A slice of syscalls.py: some of the system calls of some of the commands fail."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from syscalls_trap import missing

HARNESS = Path(__file__).parent / "syscalls.py"
EVERY = int(os.environ.get("NEWSARC_SYSCALLS", "241"))
SOME = ("import-more", "collect", "source-remove", "learn", "export-sqlite")


@pytest.mark.skipif(bool(missing()), reason=missing() or "calls can be stopped")
def test_what_fails_at_a_system_call_ends_cleanly_and_is_made_good_by_the_next_run() -> None:
    chosen = [word for name in SOME for word in ("--command", name)]
    ran = subprocess.run(
        [sys.executable, str(HARNESS), "--every", str(EVERY), *chosen], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    said = re.search(r"5 commands: (\d+) calls, (\d+) runs, (\d+) not reached, 0 dirty", ran.stdout)
    assert said, ran.stdout
    calls, runs, not_reached = map(int, said.groups())
    assert calls > 1000
    assert runs > 3 * not_reached


@pytest.mark.skipif(bool(missing()), reason=missing() or "calls can be stopped")
def test_every_fault_of_a_look_into_the_segments_is_told_from_damage() -> None:
    chosen = ["--command", "verify", "--area", "articles"]
    ran = subprocess.run([sys.executable, str(HARNESS), *chosen], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert re.search(r"1 commands: [1-9]\d* calls, [1-9]\d* runs, 0 not reached, 0 dirty", ran.stdout), ran.stdout
