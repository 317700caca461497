"""Manners toward hosts over simulated time: no host is ever asked twice at once, or before its pause is over."""

from __future__ import annotations

import heapq
import math
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsarc.fetch.fetcher import Moved
from newsarc.fetch.many import fetch_many
from newsarc.fetch.pacing import Health, HostState, Pace, Pacing
from newsarc.fetch.polite import Politeness, host_of
from newsarc.fetch.settings import HttpSettings
from newsarc.model.outcome import Failed, Reason
from newsarc.model.target import Page, Target

NOW = 1_790_000_000.0
HOST = "news.example"


def pacing(chance: float = 0.0, known: tuple[HostState, ...] = (), **pace: float) -> Pacing:
    return Pacing(Pace(**pace), lambda: chance, known)  # type: ignore[arg-type]


def ask(paced: Pacing, now: float, health: Health, **more: Any) -> float:
    """Ask once at *now*; return the pause that follows."""
    paced.begin(HOST)
    assert paced.due(HOST, now) == math.inf
    paced.end(HOST, now, health, **more)
    return paced.due(HOST, now) - now


def test_a_pause_follows_each_request() -> None:
    paced = pacing(delay=2)
    assert paced.due(HOST, NOW) == NOW
    assert ask(paced, NOW, Health.WELL) == 2
    assert ask(paced, NOW + 2, Health.WELL, pause=False) == 0
    assert paced.due("other.example", NOW) == NOW


def test_no_host_is_asked_twice_at_once() -> None:
    paced = pacing()
    paced.begin(HOST)
    with pytest.raises(ValueError, match=r"news\.example is being asked already"):
        paced.begin(HOST)


def test_trouble_doubles_the_pause_and_an_answer_ends_it() -> None:
    paced = pacing(delay=1, backoff=5, patience=99, longest_backoff=60)
    assert [ask(paced, NOW, Health.BUSY) for _ in range(6)] == [5, 10, 20, 40, 60, 60]
    assert ask(paced, NOW, Health.WELL) == 1
    assert ask(paced, NOW, Health.DEAD) == 5


def test_jitter_only_lengthens() -> None:
    assert ask(pacing(chance=0.0, backoff=8), NOW, Health.BUSY) == 8
    assert ask(pacing(chance=0.999, backoff=8, jitter=0.25), NOW, Health.BUSY) == pytest.approx(10, rel=0.01)


def test_what_the_server_asks_for_is_the_least() -> None:
    assert ask(pacing(backoff=5), NOW, Health.BUSY, retry_after=300.0) == 300
    assert ask(pacing(backoff=5), NOW, Health.BUSY, retry_after=0.0) == 5


@pytest.mark.parametrize(
    ("theirs", "own", "pause"),
    [(None, None, 1), (7.0, None, 7), (0.2, None, 1), (9e9, None, 60), (-5.0, None, 1), (math.nan, None, 1),
     (math.inf, None, 1), (None, 5.0, 5), (7.0, 0.0, 7), (None, 0.0, 0)],
)  # fmt: skip
def test_a_crawl_delay_is_obeyed_within_bounds(theirs: float | None, own: float | None, pause: float) -> None:
    paced = pacing(delay=1, longest_delay=60)
    paced.ask_delay(HOST, theirs, own=own)
    assert ask(paced, NOW, Health.WELL) == pause


def test_a_dead_host_is_set_aside_for_longer_and_longer() -> None:
    paced = pacing(patience=3, set_aside=100, longest_set_aside=350, backoff=1)
    now, asides = NOW, []
    for _ in range(6):
        ask(paced, now, Health.DEAD)
        until = paced.aside(HOST, now)
        asides.append(None if until is None else until - now)
        now = paced.due(HOST, now)
    assert asides == [None, None, 100, 200, 350, 350], "after patience, one try each time"
    ask(paced, now, Health.WELL)
    assert paced.aside(HOST, now) is None
    assert paced.states(now) == ()


def test_trouble_is_kept_for_the_next_run() -> None:
    paced = pacing(patience=2, set_aside=100, backoff=1)
    ask(paced, NOW, Health.DEAD)
    ask(paced, NOW, Health.DEAD)
    kept = msgspec.json.decode(msgspec.json.encode(paced.states(NOW)), type=tuple[HostState, ...])
    again = pacing(known=kept, patience=2, set_aside=100, backoff=1)
    assert again.due(HOST, NOW + 50) == NOW + 100
    assert ask(again, NOW + 100, Health.DEAD) == 200


def test_a_time_from_a_wrong_clock_is_not_believed() -> None:
    wrong = HostState(host=HOST, next_at=NOW + 10**9, aside_until=NOW + 10**9)
    assert pacing(known=(wrong,)).due(HOST, NOW) == NOW
    assert pacing(known=(wrong,)).aside(HOST, NOW) is None


class Asked(NamedTuple):
    """One request that a host saw."""

    begun: float
    ended: float
    url: str
    got: Any


class Web:
    """A simulated web: addresses answer after a while, some with trouble; who was asked when is written down."""

    def __init__(self, seed: int, hosts: int) -> None:
        self.now = NOW
        self.chance = random.Random(seed)  # noqa: S311  # a die, not a key
        self.hosts = [f"h{at}.example" for at in range(hosts)]
        self.dead = set(self.chance.sample(self.hosts, hosts // 10))
        self.asked: dict[str, list[Asked]] = defaultdict(list)
        self.settings = HttpSettings()

    def journey(self, target: Target, _settings: HttpSettings | None = None) -> Journey:
        return Journey(self, target)

    def close(self) -> None:
        return

    def answer(self, journey: Journey) -> tuple[float, Any]:
        """Return how long the answer takes, and what it is."""
        url, asked, dice = journey.url, journey.target.asked, self.chance.random()
        if host_of(url) in self.dead:
            return 10.0, Failed(asked=asked, reason=Reason.TIMEOUT, detail="no answer in time")
        if url.endswith("/robots.txt"):
            return 0.3, Failed(asked=asked, reason=Reason.HTTP_STATUS, status=404, detail="404")
        if dice < 0.05:
            return 0.2, Failed(
                asked=asked, reason=Reason.HTTP_STATUS, status=429, detail="429", retry_after=20 * dice / 0.05
            )
        if dice < 0.08:
            return 0.2, Failed(asked=asked, reason=Reason.HTTP_STATUS, status=500, detail="500")
        if dice < 0.2 and journey.hops < 5:
            journey.hops += 1
            journey.url = f"https://{self.chance.choice(self.hosts)}/{asked[-3:]}"
            return 0.1, Moved(journey.url)
        page = Page(asked=asked, url=url, content=b"", retrieved_at=None, status=200)  # type: ignore[arg-type]
        return self.chance.uniform(0.05, 3.0), page


class Journey:
    """What the scheduler moves, without a socket below it."""

    def __init__(self, web: Web, target: Target) -> None:
        self.web, self.target, self.url, self.hops = web, target, target.address, 0

    def step(self) -> Any:
        host, url = host_of(self.url), self.url
        took, got = self.web.answer(self)
        self.web.asked[host].append(Asked(self.web.now, self.web.now + took, url, got))
        return took, got


class SimulatedCrew:
    """Does every job at once and hands its result out when its time has come: waiting moves the clock."""

    def __init__(self, web: Web) -> None:
        self.web = web
        self.under_way: list[tuple[float, int, Any]] = []
        self.most = 0
        self.started = 0

    def start(self, job: Callable[[], Any]) -> None:
        self.started += 1
        errand, (took, got) = job()
        heapq.heappush(self.under_way, (self.web.now + took, self.started, (errand, got)))
        self.most = max(self.most, len(self.under_way))

    def wait(self, seconds: float | None) -> list[Any]:
        assert self.under_way or seconds is not None, "it would wait for ever"
        first = self.under_way[0][0] if self.under_way else math.inf
        self.web.now = min(first, self.web.now + (math.inf if seconds is None else seconds))
        done = []
        while self.under_way and self.under_way[0][0] <= self.web.now:
            done.append(heapq.heappop(self.under_way)[2])
        return done

    def dismiss(self) -> None:
        return


def run(web: Web, targets: list[Target], **more: Any) -> Iterator[Any]:
    manners = Politeness(Pacing(Pace(delay=1.0), web.chance.random), ignore_robots=more.pop("ignore_robots", False))
    crew = more.pop("crew", None) or SimulatedCrew(web)
    return fetch_many(targets, web, manners, lambda: web.now, crew=crew, **more)  # type: ignore[arg-type]


def check_manners(web: Web) -> None:
    for host, asked in web.asked.items():
        for one, following in pairwise(asked):
            assert following.begun >= one.ended, f"{host} was asked twice at once: {one} {following}"
            stays = isinstance(one.got, Moved) and host_of(one.got.url) == host
            if not (stays or one.url.endswith("/robots.txt")):
                assert following.begun - one.ended >= 1.0 - 1e-6, f"{host} had no pause: {one} {following}"
            later = getattr(one.got, "retry_after", None) or 0.0
            assert following.begun - one.ended >= later - 1e-6, f"{host} wanted to be left alone: {one}"


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 30), st.integers(1, 8))
@example(6409, 27, 1)  # a redirect led to a host whose robots.txt was still to be asked for
def test_over_a_simulated_web_every_target_ends_once_and_no_host_sees_two_at_once(
    seed: int, hosts: int, at_once: int
) -> None:
    web = Web(seed, hosts)
    targets = [Target(asked=f"https://{web.chance.choice(web.hosts)}/{at:03}") for at in range(80)]
    crew = SimulatedCrew(web)
    got = list(run(web, targets, at_once=at_once, crew=crew))
    assert Counter(target.asked for target, _ in got) == Counter(target.asked for target in targets)
    assert crew.most <= at_once
    check_manners(web)
    robots = Counter(url for asked in web.asked.values() for *_, url, _got in asked if url.endswith("robots.txt"))
    assert all(robots[f"https://{host}/robots.txt"] == 1 for host in set(web.asked) - web.dead)


def test_pages_of_one_host_come_in_their_order_and_a_slow_host_holds_up_nobody() -> None:
    web = Web(1, 20)
    web.dead = {"h0.example"}
    web.chance.random = lambda: 0.9  # type: ignore[method-assign]  # neither trouble nor redirects
    targets = [Target(asked=f"https://h{at % 20}.example/{at:03}") for at in range(100)]
    got = [target.asked for target, _ in run(web, targets)]
    for host in web.hosts[1:]:
        assert [one for one in got if host in one] == [one.asked for one in targets if f"/{host}/" in one.asked]
    slow = {at for at, one in enumerate(got) if "h0.example" in one}
    assert min(slow) > 19, "everybody else's first page came before"


def test_a_dead_host_is_asked_a_few_times_and_then_left_alone() -> None:
    web = Web(1, 10)
    web.dead = {"h1.example"}
    got = list(run(web, [Target(asked=f"https://h1.example/{at}") for at in range(50)], ignore_robots=True))
    assert len(web.asked["h1.example"]) == Pace().patience
    reasons = Counter(failed.reason for _, failed in got)
    assert reasons == {Reason.TIMEOUT: Pace().patience, Reason.HOST_SET_ASIDE: 50 - Pace().patience}


def test_a_day_of_hourly_runs_asks_each_host_no_more_than_it_must() -> None:
    web = Web(3, 10)
    web.chance.random = lambda: 0.9  # type: ignore[method-assign]
    kept = Politeness(Pacing(Pace(), lambda: 0.5)).kept(NOW)
    for hour in range(24):
        web.now = NOW + 3_600 * hour
        manners = Politeness(Pacing(Pace(), lambda: 0.5, kept.hosts), known=kept.robots)
        targets = [Target(asked=f"https://{host}/{hour}-{at}") for host in web.hosts for at in range(4)]
        assert len(list(fetch_many(targets, web, manners, lambda: web.now, crew=SimulatedCrew(web)))) == 40  # type: ignore[arg-type]
        kept = manners.kept(web.now)
    check_manners(web)
    for host in set(web.hosts) - web.dead:
        assert len(web.asked[host]) == 24 * 4 + 1, "one robots.txt a day"
    for host in web.dead:
        assert len(web.asked[host]) < 24, "its robots.txt is tried less and less often"


def test_what_is_enough_is_enough() -> None:
    web = Web(1, 1)
    web.chance.random = lambda: 0.9  # type: ignore[method-assign]
    came: list[str] = []
    for target, _got in run(
        web, [Target(asked=f"https://h0.example/{at}") for at in range(50)], enough=lambda: len(came) >= 3
    ):
        came.append(target.asked)
    assert len(came) == 3


def test_waiting_is_said_so_that_others_may_work_meanwhile() -> None:
    web = Web(1, 1)
    web.chance.random = lambda: 0.9  # type: ignore[method-assign]
    got = list(run(web, [Target(asked="https://h0.example/1")], poll=0.1))
    assert got.count(None) >= 2
    assert len([one for one in got if one is not None]) == 1
