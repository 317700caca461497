"""A slice of kill_collect.py: a few runs of collect die at any moment, one clean run does the rest."""

from __future__ import annotations

import os

from kill_collect import swarm

KILLS = int(os.environ.get("NEWSARC_COLLECT_KILLS", "4"))


def test_a_clean_run_after_kills_leaves_what_a_run_without_kills_does() -> None:
    figures = swarm(KILLS, seed=KILLS, hosts=5)
    assert figures.problems == []
    assert figures.kills >= KILLS
    assert figures.records > 0
