"""Twenty-four hours of cron on a simulated web, with a simulated clock: who is asked how often.

    python tests/faults/day_of_cron.py --hosts 20

The real collection, catalogue, log of visits, manners and scheduler; only the clock, the threads and the servers are
made up. A tenth of the hosts is in trouble: errors, silence, "ask me later", slowness that a robots.txt asks for.
"""

from __future__ import annotations

import argparse
import heapq
import random
import shutil
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from newsarc.app.archive import Archive
from newsarc.app.choosing import Options
from newsarc.app.collecting import Collection, Readers
from newsarc.app.running import Run, new_run
from newsarc.fetch.many import fetch_many
from newsarc.fetch.pacing import Pace, Pacing
from newsarc.fetch.polite import Manners, Politeness
from newsarc.fetch.settings import HttpSettings
from newsarc.model.outcome import Failed, Reason
from newsarc.model.source import Source, SourceKind
from newsarc.model.target import Fetched, Page, Target, Unchanged
from newsarc.pipeline import Settings
from newsarc.runners.serial import Serial

START = datetime(2026, 11, 23, tzinfo=UTC)
EVERY = 600.0
"""seconds between two starts by cron"""
DELAY = 1.0
TROUBLES = ("well", "errors", "silent", "later", "slow")


class Clock:
    """Time that passes only when somebody waits for it."""

    def __init__(self) -> None:
        self.seconds = START.timestamp()

    def now(self) -> datetime:
        return datetime.fromtimestamp(int(self.seconds), UTC)


@dataclass
class Host:
    """One site: a feed of its last thirty articles, of which an hour brings one or so."""

    name: str
    chance: random.Random
    trouble: str = "well"
    born: list[float] = field(default_factory=list)
    changed: dict[int, float] = field(default_factory=dict)


class SimulatedWeb:
    """See newsarc.app.web.Web. Requests take simulated time; each is noted with its beginning and its end."""

    def __init__(self, hosts: int, seed: int, troubled: int) -> None:
        self.clock = Clock()
        self.requests: dict[str, list[tuple[float, float, str, int]]] = defaultdict(list)
        """of each host: begin, end, path, status"""
        self._under_way: list[tuple[float, int, Callable[[], Any]]] = []
        self._order = 0
        self._manners = Manners()
        self.hosts: dict[str, Host] = {}
        chance = random.Random(seed)  # noqa: S311
        for number in range(hosts):
            host = Host(f"site{number}.example", random.Random(f"{seed} {number}"))  # noqa: S311
            moment = START.timestamp() - 6 * 3600
            while moment < START.timestamp() + 86_400:
                host.born.append(moment)
                moment += host.chance.expovariate(1 / 3600)
            host.changed = {
                n: born + chance.uniform(600, 36_000) for n, born in enumerate(host.born) if chance.random() < 0.1
            }
            if number % troubled == troubled - 1:
                host.trouble = TROUBLES[1 + number // troubled % 4]
            self.hosts[host.name] = host
        self.begin()

    def begin(self) -> None:
        """Begin a run: what is known of the hosts is what the last one kept."""
        pacing = Pacing(Pace(delay=DELAY), random.Random(7).random, self._manners.hosts)  # noqa: S311
        self.polite = Politeness(pacing, known=self._manners.robots)

    def end(self) -> None:
        """End a run."""
        self._manners = self.polite.kept(self.clock.seconds)

    def fetch(self, targets: Iterable[Target], enough: Callable[[], bool]) -> Iterator[tuple[Target, Fetched] | None]:
        """See Web."""
        fetcher: Any = SimpleNamespace(
            settings=HttpSettings(), journey=lambda target, _settings=None: Journey(self, target), close=lambda: None
        )
        crew: Any = self
        return fetch_many(targets, fetcher, self.polite, lambda: self.clock.seconds, enough=enough, crew=crew)

    def override(self, url: str, *, delay: float | None, ignore_robots: bool) -> None:
        """See Web."""

    def ignores_robots(self, url: str) -> bool:  # noqa: ARG002  # the port's name
        """See Web."""
        return False

    def start(self, job: Callable[[], Any]) -> None:
        """See Crew."""
        errand = job.args[0]  # type: ignore[attr-defined]
        host, path = _parts(errand.journey.url)
        took = self._takes(self.hosts[host])
        self.requests[host].append((self.clock.seconds, self.clock.seconds + took, path, 0))
        self._order += 1
        heapq.heappush(self._under_way, (self.clock.seconds + took, self._order, job))

    def wait(self, seconds: float | None) -> list[Any]:
        """See Crew."""
        until = self.clock.seconds + seconds if seconds is not None else float("inf")
        if not self._under_way or self._under_way[0][0] > until:
            assert until < float("inf"), "it would wait for ever"
            self.clock.seconds = until
            return []
        moment, _, job = heapq.heappop(self._under_way)
        self.clock.seconds = max(moment, self.clock.seconds)
        return [job()]

    def dismiss(self) -> None:
        """See Crew."""
        self._under_way.clear()

    def _takes(self, host: Host) -> float:
        if host.trouble == "silent":
            return 30.0
        return host.chance.uniform(0.05, 5.0 if host.trouble == "slow" else 0.5)

    def answer(self, target: Target, url: str) -> Fetched:
        """Return what a host says now."""
        name, path = _parts(url)
        host = self.hosts[name]
        hour = int((self.clock.seconds - START.timestamp()) // 3600)
        asked = target.asked
        if host.trouble == "silent":
            return Failed(asked=asked, reason=Reason.TIMEOUT)
        if host.trouble == "errors" and hour % 6 < 2:
            return Failed(asked=asked, reason=Reason.HTTP_STATUS, status=500)
        if host.trouble == "later" and hour % 4 == 0:
            return Failed(asked=asked, reason=Reason.HTTP_STATUS, status=429, retry_after=90.0)
        if path == "/robots.txt":
            text = "User-agent: *\nCrawl-delay: 10\n" if host.trouble == "slow" else "User-agent: *\n"
            return self._page(target, url, text, "text/plain", "r")
        if path == "/feed.xml":
            out = [n for n, born in enumerate(host.born) if born <= self.clock.seconds][-30:]
            items = "".join(
                f"<item><title>Story {n}</title><link>{_url(name, f'/{n:04}')}</link>"
                f"<pubDate>{format_datetime(datetime.fromtimestamp(host.born[n], UTC))}</pubDate></item>"
                for n in out
            )
            text = f'<rss version="2.0"><channel><title>{name}</title>{items}</channel></rss>'
            return self._page(target, url, text, "application/rss+xml", f"f{out[-1]}")
        number = int(path[1:])
        version = 1 + (host.changed.get(number, float("inf")) <= self.clock.seconds)
        return self._page(target, url, _story(name, number, version, host.born[number]), "text/html", f"v{version}")

    def _page(self, target: Target, url: str, text: str, kind: str, tag: str) -> Page | Unchanged:
        headers = (("ETag", f'"{tag}"'),)
        if target.validators and target.validators.etag == f'"{tag}"':
            return Unchanged(asked=target.asked, url=url, retrieved_at=self.clock.now(), headers=headers)
        return Page(
            asked=target.asked,
            url=url,
            content=text.encode(),
            retrieved_at=self.clock.now(),
            media_type=kind,
            status=200,
            headers=headers,
        )


class Journey:
    """Stands in for fetch.fetcher.Journey."""

    def __init__(self, web: SimulatedWeb, target: Target) -> None:
        self.url = target.address
        self.target = target
        self._web = web

    def step(self) -> Fetched:
        """Ask."""
        got = self._web.answer(self.target, self.url)
        host, _ = _parts(self.url)
        requests = self._web.requests[host]
        status = got.status if isinstance(got, Page | Failed) else 304
        requests[-1] = (*requests[-1][:3], status or 0)
        return got


def _url(host: str, path: str) -> str:
    return f"https://{host}{path}"


def _parts(url: str) -> tuple[str, str]:
    host, _, path = url.removeprefix("https://").partition("/")
    return host, "/" + path


def _story(host: str, number: int, version: int, born: float) -> str:
    chance = random.Random(f"{host} {number} {version}")  # noqa: S311
    words = ("ferry", "bridge", "council", "harbour", "school", "winter", "market", "river", "library", "orchard")
    body = "".join(
        f"<p>The {chance.choice(words)} and the {chance.choice(words)} of {host} were counted {chance.randint(2, 9999)}"
        f" times after the {chance.choice(words)} near the {chance.choice(words)} was closed for {number} days, and the"
        f" {chance.choice(words)} committee said that nobody had asked for it in {chance.randint(3, 99)} years."
        for _ in range(5)
    )
    moment = datetime.fromtimestamp(int(born), UTC).isoformat()
    return (
        f'<html lang="en"><head><title>Story {number}</title><meta property="article:published_time"'
        f' content="{moment}">'
        f"</head><body><article><h1>Story {number} of {host}</h1>{body}</article></body></html>"
    )


@dataclass
class Day:
    """What happened."""

    runs: int
    requests: dict[str, Counter[str]]
    articles: dict[str, int]
    published: dict[str, int]
    revisions: dict[str, int]
    overlaps: int
    shortest: float
    troubles: dict[str, str]
    late: float
    """seconds from publication to the archive, the longest of any article of a host that is well"""

    def __str__(self) -> str:
        rows = []
        for host, asked in self.requests.items():
            counted = ", ".join(f"{number} {what}" for what, number in asked.most_common())
            found = f"{self.articles[host]} of {self.published[host]} articles, {self.revisions[host]} revisions"
            rows.append(f"{host:18} {sum(asked.values()):5} requests ({counted}), {found}")
        most = 1 + bool(self.overlaps)
        rows.append(
            f"{self.runs} runs; at most {most} request at a time to a host, {self.shortest:.2f} s apart or more"
        )
        rows.append(f"an article is archived {self.late / 60:.0f} min after publication at the latest")
        return "\n".join(rows)


def simulate(hosts: int, seed: int, hours: int = 24, troubled: int = 10) -> Day:
    """Let cron run for *hours* simulated hours, one in *troubled* hosts being in trouble; return what happened."""
    web = SimulatedWeb(hosts, seed, troubled)
    sources = [
        Source(name=name.partition(".")[0], urls=(_url(name, "/feed.xml"),), kind=SourceKind.FEED) for name in web.hosts
    ]
    work = Path(tempfile.mkdtemp(prefix="newsarc-day-"))
    runs = 0
    when: dict[str, float] = {}
    with Archive(work / "archive") as archive:
        tick = START.timestamp()
        while tick < START.timestamp() + hours * 3600:
            web.clock.seconds = max(web.clock.seconds, tick)
            tick = max(tick + EVERY, web.clock.seconds)  # cron's next start finds the last run at its end
            web.begin()
            run = Run(name=new_run(web.clock.now()), archive=archive, web=web, now=web.clock.now)
            readers = Readers(Serial(), lambda _pages: Serial(), Settings(clock=web.clock.now))
            collection = Collection(run, sources, readers, Options())
            for _name, outcome in collection.visit(collection.find()):
                when.setdefault(outcome.asked, web.clock.seconds)
            web.end()
            runs += 1
        kinds = Counter((_parts(one.article.url or "")[0], one.stamp.kind.value) for one in archive)
    shutil.rmtree(work)
    return _figures(web, runs, kinds, when, START.timestamp() + hours * 3600)


def _figures(web: SimulatedWeb, runs: int, kinds: Counter[tuple[str, str]], when: dict[str, float], over: float) -> Day:
    overlaps, shortest, late = 0, float("inf"), 0.0
    for name, asked in web.requests.items():
        for before, after in pairwise(asked):
            overlaps += after[0] < before[1]
            if before[2] != "/robots.txt":
                shortest = min(shortest, after[0] - before[1])
        if web.hosts[name].trouble == "well":
            born = {_url(name, f"/{n:04}"): moment for n, moment in enumerate(web.hosts[name].born)}
            late = max(
                [late, *(when[url] - born[url] for url in born if url in when and born[url] > START.timestamp())]
            )
    return Day(
        runs=runs,
        requests={
            name: Counter(
                path[1:] if not path[1:].isdigit() else {304: "unchanged", 200: "pages"}.get(status, "refused")
                for *_, path, status in asked
            )
            for name, asked in web.requests.items()
        },
        articles={name: kinds[name, "article"] for name in web.hosts},
        published={name: sum(born <= over - 4_500 for born in host.born) for name, host in web.hosts.items()},
        revisions={name: kinds[name, "revision"] for name in web.hosts},
        overlaps=overlaps,
        shortest=shortest,
        troubles={name: host.trouble for name, host in web.hosts.items()},
        late=late,
    )


def main() -> int:
    """Run it from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hosts", type=int, default=20)
    parser.add_argument("--hours", type=int, default=24)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    day = simulate(options.hosts, options.seed, options.hours)
    print(day)  # noqa: T201
    return 1 if day.overlaps else 0


if __name__ == "__main__":
    sys.exit(main())
