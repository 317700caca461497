"""A slice of day_of_cron.py: some hours of cron over a small simulated web, half of it in trouble."""

from __future__ import annotations

import os

from day_of_cron import DELAY, simulate

HOURS = int(os.environ.get("NEWSARC_CRON_HOURS", "8"))


def test_cron_finds_everything_and_asks_each_host_politely() -> None:
    day = simulate(8, seed=1, hours=HOURS, troubled=2)
    assert day.runs == HOURS * 6
    assert day.overlaps == 0
    assert day.shortest >= DELAY - 0.001
    assert set(day.troubles.values()) == {"well", "errors", "silent", "later", "slow"}
    for host, asked in day.requests.items():
        assert asked["robots.txt"] <= 8
        match day.troubles[host]:
            case "silent":
                assert sum(asked.values()) <= 8
            case "well" | "slow":
                assert day.articles[host] >= day.published[host] > HOURS // 2
                assert asked["feed.xml"] <= HOURS + 1
            case _:
                assert asked["feed.xml"] <= HOURS * 2
