"""A slice of mixed_site.py: three runs over a small web that changes."""

from __future__ import annotations

import os

from mixed_site import three_runs

HOSTS, PAGES = (int(number) for number in os.environ.get("NEWSARC_MIXED_SITE", "5x20").split("x"))


def test_three_runs_find_everything_nothing_and_what_changed() -> None:
    wrong, runs = three_runs(HOSTS, PAGES)
    assert wrong == []
    first, _second, third = runs
    assert len(first.requests) < 1.5 * HOSTS * PAGES + 10 * HOSTS
    assert third.outcomes["revision"] == HOSTS * int(PAGES * 0.05) > 0
