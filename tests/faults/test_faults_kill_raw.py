"""Processes that keep what was served are killed at any moment: no record ever points to bytes that are not there."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from archive_kit import audit, fast_folder, opened, records

KILLS = int(os.environ.get("NEWSARC_KILLS", "10"))
WRITERS = 4
PROGRAM = """
import json, sys
from archive_kit import commit, ids, opened, served
store = opened(__import__("pathlib").Path(sys.argv[1]))
first = int(sys.argv[2])
for number in range(first, first + 5_000, 3):
    said = commit(store, [served(n, text=f"Day {n}. " + "The bridge stayed closed. " * (n % 200)) for n in range(number, number + 3)])
    print(json.dumps(sorted(ids(said))), flush=True)
"""  # noqa: E501


@pytest.mark.slow
def test_every_pointer_leads_to_whole_bytes_after_kill_9() -> None:
    chance = random.Random(KILLS)  # noqa: S311
    root = fast_folder() / "archive"
    said = root.parent / "said"
    here = str(Path(__file__).parent)
    path = os.pathsep.join([here, os.environ.get("PYTHONPATH", "")])
    for killed in range(0, KILLS, WRITERS):
        with said.open("ab") as out:
            running = [
                subprocess.Popen(
                    [sys.executable, "-c", PROGRAM, str(root), str((killed + n % 3) * 40)],
                    stdout=out, env={**os.environ, "PYTHONPATH": path},
                )
                for n in range(WRITERS)
            ]  # fmt: skip
        begun = said.stat().st_size
        while said.stat().st_size == begun and any(one.poll() is None for one in running):
            time.sleep(0.01)
        for process in running:
            time.sleep(chance.uniform(0.0, 0.1))
            process.send_signal(signal.SIGKILL)
            process.wait()
    acknowledged = {one for line in said.read_bytes().split(b"\n")[:-1] if line.endswith(b"]") for one in _ids(line)}
    store = opened(root)
    assert [one for one in audit(store, acknowledged) if "damaged lines" not in one] == []
    with_bytes = [line for line in records(store) if line.record.raw is not None]
    assert len(with_bytes) == len(records(store)) > 0
    shutil.rmtree(root.parent)


def _ids(line: bytes) -> list[str]:
    """Return the ids on a line; a line of two processes, one of them killed, is no promise."""
    try:
        return [str(one) for one in json.loads(line)]
    except ValueError:
        return []
