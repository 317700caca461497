"""Many pages at once, politely: one request at a time per host, many hosts at the same time."""

from __future__ import annotations

import heapq
import math
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import takewhile

import msgspec

from newsarc.errors import BadUrl
from newsarc.fetch.address import check_address
from newsarc.fetch.crew import Crew, Threads
from newsarc.fetch.fetcher import Fetcher, Journey, Moved
from newsarc.fetch.polite import Politeness, host_of
from newsarc.fetch.robots import MAX_BYTES, MAX_REDIRECTS, robots_address, site_of
from newsarc.model.outcome import Failed
from newsarc.model.target import Fetched, Target

AT_ONCE = 16
"""requests under way, each to another host"""
AHEAD = 10_000
"""targets taken in before their turn, so that one host with many pages does not hide the others behind it"""
TRIES = 3
"""for a page whose server says that it should be asked for later"""
_LATER = frozenset({429, 503})

Got = tuple[Target, Fetched]


class _Errand(msgspec.Struct):
    """One thing to get, on its way."""

    target: Target
    journey: Journey
    robots_of: str | None = None
    """the address whose robots.txt this is; None for a page"""
    tries: int = 1
    asking: str = ""
    """the address of the request under way; the journey's own moves on while it is"""


_Answer = tuple[_Errand, Fetched | Moved]


def fetch_many(
    targets: Iterable[Target],
    fetcher: Fetcher,
    politeness: Politeness,
    now: Callable[[], float],
    *,
    at_once: int = AT_ONCE,
    poll: float | None = None,
    enough: Callable[[], bool] = lambda: False,
    crew: Crew[_Answer] | None = None,
) -> Iterator[Got | None]:
    """Yield each of *targets* with what came of it, as it comes; those of one host in their order.

    *targets* is read up to AHEAD further than answers came; their fetching goes on only while the iterator is asked,
    so no more than *at_once* bodies are held here. Redirects, also a robots.txt's, wait for the turn of the host they
    lead to. With *poll*, None is yielded whenever that many seconds passed without an answer. *now* is the time in
    seconds since 1970. Once *enough* returns True, requests under way are finished and the rest is dropped. Closing
    the iterator stops everything at once.
    """
    schedule = _Schedule(iter(targets), fetcher, politeness, now, at_once, crew or Threads())
    try:
        while not schedule.over:
            if enough():
                schedule.forget()
            schedule.advance(poll)
            if poll is not None and not schedule.done:
                yield None
            while schedule.done:
                yield schedule.done.popleft()
    finally:
        schedule.stop()


class _Schedule:
    """Decides which host is asked next. Runs in the thread that asks for results; only the requests run elsewhere."""

    def __init__(
        self,
        targets: Iterator[Target],
        fetcher: Fetcher,
        politeness: Politeness,
        now: Callable[[], float],
        at_once: int,
        crew: Crew[_Answer],
    ) -> None:
        self.done: deque[Got] = deque()
        self._targets = targets
        self._fetcher = fetcher
        self._polite = politeness
        self._now = now
        self._at_once = at_once
        self._crew = crew
        self._more = True
        self._waiting = 0
        self._active = 0
        self._queues: dict[str, deque[_Errand]] = {}
        self._ready: list[tuple[float, int, str]] = []
        """hosts with something to ask, by when they may be asked; a host may stand here more often than once"""
        self._order = 0
        self._asking: dict[str, set[str]] = {}
        """sites whose robots.txt is on its way, and the hosts that wait for it"""

    @property
    def over(self) -> bool:
        """Whether everything has come."""
        return not (self._more or self._waiting or self._active or self.done)

    def advance(self, poll: float | None) -> None:
        """Send out what may go out, wait until something came back (or for *poll* seconds), and take it in."""
        self._fill()
        due = self._send()
        if self.done or not (self._active or self._waiting):
            return
        pause = None if due is None else max(0.0, due - self._now())
        if poll is not None:
            pause = poll if pause is None else min(pause, poll)
        for errand, got in self._crew.wait(pause):
            self._active -= 1
            self._back(errand, got)

    def forget(self) -> None:
        """Let go of everything that is not under way."""
        self._more = False
        self._waiting = 0
        self._queues.clear()
        self._ready.clear()
        self._targets = iter(())

    def stop(self) -> None:
        """Let go of everything."""
        self._crew.dismiss()
        if self._active:
            self._fetcher.close()

    def _fill(self) -> None:
        while self._more and self._waiting < AHEAD:
            target = next(self._targets, None)
            if target is None:
                self._more = False
                return
            journey = self._fetcher.journey(target)
            try:
                journey.url = check_address(journey.url)
            except BadUrl:
                got = journey.step()  # says what is wrong, and asks nobody
                assert not isinstance(got, Moved)  # noqa: S101  # only an answer moves
                self.done.append((target, got))
            else:
                self._queue(_Errand(target=target, journey=journey))

    def _queue(self, errand: _Errand, *, first: bool = False) -> None:
        host = host_of(errand.journey.url)
        waiting = self._queues.setdefault(host, deque())
        if first:
            # Behind a robots.txt, for which this page may have to wait: before it, both would wait for ever.
            ahead = 0 if errand.robots_of else sum(1 for _ in takewhile(lambda one: one.robots_of, waiting))
            waiting.insert(ahead, errand)
        else:
            waiting.append(errand)
        self._waiting += 1
        if first or len(waiting) == 1:
            self._rouse(host)

    def _rouse(self, host: str) -> None:
        """Put *host* among those to be looked at, when it has something to be asked for and nothing under way."""
        if self._queues.get(host) and not self._polite.pacing.busy(host):
            self._order += 1
            heapq.heappush(self._ready, (self._now(), self._order, host))

    def _send(self) -> float | None:
        """Send out what is due; return when the next will be, None when only an answer can tell."""
        while self._ready and self._active < self._at_once:
            due, _order, host = self._ready[0]
            now = self._now()
            held = self._polite.pacing.due(host, now)
            if not self._queues.get(host) or held == math.inf:
                heapq.heappop(self._ready)  # an old entry: it is being asked, or all of it was
            elif max(due, held) <= now or (due <= now and self._refusal(host, now)):
                heapq.heappop(self._ready)
                self._next_of(host, now)
            elif held > due:
                heapq.heapreplace(self._ready, (held, _order, host))
            else:
                return due
        return None

    def _next_of(self, host: str, now: float) -> None:
        """Send out the next errand to *host*, after its robots.txt; take those out that may not be."""
        errand = self._queues[host][0]
        url = errand.journey.url
        refusal = self._refusal(host, now)
        if refusal is None and errand.robots_of is None and self._polite.missing_robots(url, now):
            hosts = self._asking.get(site_of(url))
            if hosts is not None:
                hosts.add(host)
                return
            self._asking[site_of(url)] = {host}
            self._queue(self._robots_errand(errand), first=True)
            return
        self._take(host)
        if refusal is not None:
            self._arrived(errand, refusal)
            self._rouse(host)
            return
        errand.asking = url
        self._polite.pacing.begin(host)
        self._active += 1
        self._crew.start(partial(_step, errand))

    def _refusal(self, host: str, now: float) -> Failed | None:
        """Return why the next errand to *host* may not be sent out, which needs no waiting for its turn."""
        errand = self._queues[host][0]
        return self._polite.refusal(errand.journey.url, errand.target.asked, now, page=errand.robots_of is None)

    def _take(self, host: str) -> None:
        self._waiting -= 1
        queue = self._queues[host]
        queue.popleft()
        if not queue:
            del self._queues[host]

    def _robots_errand(self, errand: _Errand) -> _Errand:
        url, target = errand.journey.url, errand.target
        robots = Target(asked=target.asked, url=robots_address(url), root=target.vouched)
        settings = msgspec.structs.replace(
            self._fetcher.settings, max_bytes=MAX_BYTES, cut=True, max_redirects=MAX_REDIRECTS
        )
        return _Errand(target=robots, journey=self._fetcher.journey(robots, settings), robots_of=url)

    def _back(self, errand: _Errand, got: Fetched | Moved) -> None:
        now = self._now()
        host = host_of(errand.asking)
        stays = isinstance(got, Moved) and host_of(got.url) == host
        self._polite.ended(errand.asking, got, now, pause=not (stays or errand.robots_of))
        if isinstance(got, Moved):
            self._queue(errand, first=True)
        elif self._later(errand, got, host, now):
            again = self._fetcher.journey(errand.target)
            self._queue(_Errand(target=errand.target, journey=again, tries=errand.tries + 1), first=True)
        else:
            self._arrived(errand, got)
        self._rouse(host)

    def _later(self, errand: _Errand, got: Fetched, host: str, now: float) -> bool:
        """Say whether the server wants to be asked again, and soon enough."""
        if not (isinstance(got, Failed) and got.status in _LATER) or errand.tries >= TRIES or errand.robots_of:
            return False
        asked = got.status == 429 or got.retry_after is not None
        return asked and self._polite.pacing.due(host, now) - now <= self._polite.wait

    def _arrived(self, errand: _Errand, got: Fetched) -> None:
        if errand.robots_of is None:
            self.done.append((errand.target, got))
            return
        self._polite.learn_robots(errand.robots_of, got, self._now())
        for host in self._asking.pop(site_of(errand.robots_of), ()):
            self._rouse(host)


def _step(errand: _Errand) -> _Answer:
    return errand, errand.journey.step()
