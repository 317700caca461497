"""A slice of kill.py: a few rounds of kills, and eight processes that nobody disturbs."""

from __future__ import annotations

import os

from kill import PROCESSES, crowd, swarm

KILLS = int(os.environ.get("NEWSARC_KILLS", "10"))


def test_what_was_acknowledged_survives_kill_9() -> None:
    figures = swarm(KILLS, seed=KILLS, pages=70)
    assert figures.problems == []
    assert figures.kills >= KILLS
    assert 0 < figures.acknowledged <= figures.records


def test_eight_processes_store_each_content_once() -> None:
    pages, acknowledged, wrong = crowd(70)
    assert PROCESSES == 8
    assert wrong == []
    assert acknowledged == pages
