"""Manners: which host may be asked when, and for what. Ties robots.txt and pace together; decides, and asks nothing.

Not safe to share between threads: the one that hands out the work asks it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime

import msgspec

from newsarc.fetch.address import origin
from newsarc.fetch.pacing import Health, HostState, Pacing
from newsarc.fetch.robots import Robots, SavedRobots, Stance, read_robots, robots_address, site_of
from newsarc.model.outcome import Failed, Reason
from newsarc.model.target import Fetched

_NO_ANSWER = frozenset({Reason.CONNECTION, Reason.TIMEOUT})


class Manners(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept from one run to the next."""

    hosts: tuple[HostState, ...] = ()
    robots: tuple[SavedRobots, ...] = ()


class Politeness:
    """Decides for each address whether and when it may be asked for.

    *agent* is the product name that robots.txt files know newsarc by. *wait* is how many seconds a page may have to
    wait for its host; a host that cannot be asked before then is left alone.
    """

    def __init__(
        self,
        pacing: Pacing,
        *,
        agent: str = "newsarc",
        ignore_robots: bool = False,
        wait: float = 120.0,
        known: Iterable[SavedRobots] = (),
    ) -> None:
        self.pacing = pacing
        self.agent = agent
        self.wait = wait
        self._ignore_all = ignore_robots
        self._ignored: set[str] = set()
        self._delays: dict[str, float] = {}
        self._robots: dict[str, Robots] = {}
        self._known = {saved.site: saved for saved in known}

    def override(self, url: str, *, delay: float | None = None, ignore_robots: bool = False) -> None:
        """Give the host of *url* a *delay* of its own, in seconds, or ignore its robots.txt."""
        host = host_of(url)
        if delay is not None:
            self._delays[host] = delay
            self.pacing.ask_delay(host, None, own=delay)
        if ignore_robots:
            self._ignored.add(host)

    def ignores_robots(self, url: str) -> bool:
        """Say whether the robots.txt that speaks for *url* is not asked for: a visit records that."""
        return self._ignore_all or host_of(url) in self._ignored

    def ask_again(self, url: str) -> None:
        """Let the host of *url* be asked at once although it is to be left alone; its robots.txt again if it failed."""
        self.pacing.forgive(host_of(url))
        site = site_of(url)
        robots = self._of(site)
        if robots is not None and robots.saved.stance is Stance.WAIT:
            self._robots.pop(site, None)
            self._known.pop(site, None)

    def missing_robots(self, url: str, now: float) -> str | None:
        """Return the address of the robots.txt that must be had before *url* may be asked for; None when none."""
        if self.ignores_robots(url):
            return None
        robots = self._of(site_of(url))
        return None if robots is not None and robots.saved.expires_at > now else robots_address(url)

    def learn_robots(self, url: str, got: Fetched, now: float) -> None:
        """Take in the answer for the robots.txt that speaks for *url*."""
        robots = self._robots[site_of(url)] = read_robots(site_of(url), got, now)
        host = host_of(url)
        self.pacing.ask_delay(host, robots.delay(self.agent), own=self._delays.get(host))

    def refusal(self, url: str, asked: str, now: float, *, page: bool = True) -> Failed | None:
        """Return why *url* may not be asked for at all, as the outcome of what was *asked*; None when it may.

        What is no *page* is a robots.txt itself.
        """
        forbidden = self._forbidden(url, asked, now) if page and not self.ignores_robots(url) else None
        if forbidden is not None:
            return forbidden
        host = host_of(url)
        due = self.pacing.due(host, now)
        if self.pacing.busy(host) or due - now <= self.wait:
            return None
        until = datetime.fromtimestamp(due, UTC).strftime("%Y-%m-%d %H:%M UTC")
        why = "failed again and again" if self.pacing.aside(host, now) is not None else "has too much to do"
        detail = f"{host} {why}; left alone until {until}; newsarc fetch --now asks it anyway"
        return Failed(asked=asked, reason=Reason.HOST_SET_ASIDE, detail=detail)

    def _forbidden(self, url: str, asked: str, now: float) -> Failed | None:
        """Return what the robots.txt that speaks for *url* has against it, as far as it is known."""
        robots, host = self._of(site_of(url)), host_of(url)
        if robots is None or robots.saved.expires_at <= now or robots.allows(url, self.agent):
            return None
        if robots.saved.stance is Stance.WAIT:
            detail = f"robots.txt of {host}: {robots.saved.detail}"
            return Failed(asked=asked, reason=robots.saved.reason, detail=detail)
        detail = f"robots.txt of {host} says no; --ignore-robots fetches it anyway"
        return Failed(asked=asked, reason=Reason.ROBOTS, detail=detail)

    def ended(self, url: str, got: object, now: float, *, pause: bool = True) -> None:
        """Take in how a request for *url* ended: with a page, with a redirect, or failed. See Pacing.end of *pause*."""
        health, later = Health.WELL, None
        if isinstance(got, Failed):
            health = health_of(got)
            later = got.retry_after if health is Health.BUSY else None
        self.pacing.end(host_of(url), now, health, retry_after=later, pause=pause)

    def kept(self, now: float) -> Manners:
        """Return what the next run should know."""
        read = (robots.saved for robots in self._robots.values())
        known = {saved.site: saved for saved in (*self._known.values(), *read)}
        # What our own guard refused says nothing of the site: the next run may be allowed more.
        lasting = tuple(
            saved for saved in known.values() if saved.expires_at > now and saved.reason is not Reason.REFUSED
        )
        return Manners(hosts=self.pacing.states(now), robots=lasting)

    def _of(self, site: str) -> Robots | None:
        if site not in self._robots and site in self._known:
            robots = self._robots[site] = Robots(self._known[site])
            host = host_of(site)
            self.pacing.ask_delay(host, robots.delay(self.agent), own=self._delays.get(host))
        return self._robots.get(site)


def health_of(failed: Failed) -> Health:
    """Return what a failure says of the host."""
    if failed.status is not None and (failed.status == 429 or failed.status >= 500):
        return Health.BUSY
    return Health.DEAD if failed.reason in _NO_ANSWER else Health.WELL


def agent_of(user_agent: str) -> str:
    """Return the name that robots.txt files know the sender of *user_agent* by: its first word, without a version.

    >>> agent_of("deskbot/2.1 (research)"), agent_of("")
    ('deskbot', 'newsarc')
    """
    found = re.match(r"[A-Za-z_-]+", user_agent)
    return found[0] if found else "newsarc"


def host_of(url: str) -> str:
    """Return the name under which the host of *url*, checked before, is paced: with its port unless that is the web's.

    >>> host_of("https://News.Example/a"), host_of("http://news.example:8080/")
    ('news.example', 'news.example:8080')
    """
    _scheme, host, port = origin(url)
    return host.rstrip(".") if port in {80, 443} else f"{host.rstrip('.')}:{port}"
