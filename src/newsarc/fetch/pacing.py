"""When each host may be asked again. Pure: the time is handed in, in seconds since 1970, and so is chance.

One request at a time per host, a pause after each, longer pauses for a host that is in trouble or asks for them, and
hosts that fail again and again are set aside for a time that grows. Not safe to share between threads.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from enum import Enum

import msgspec

_FORGET = 30 * 86_400.0
"""seconds after which what is known of a host's health is old news"""


class Health(Enum):
    """What an answer says of the host."""

    WELL = "well"
    """it answered, whatever it said of the page"""
    BUSY = "busy"
    """it answered that it has too much to do (429, 5xx)"""
    DEAD = "dead"
    """it did not answer"""


class Pace(msgspec.Struct, frozen=True, kw_only=True):
    """How newsarc behaves toward hosts; times in seconds."""

    delay: float = 1.0
    """between the end of a request and the next one to the same host"""
    longest_delay: float = 60.0
    """that a robots.txt may ask for: more would mean never"""
    backoff: float = 5.0
    """after a first failure; doubled with each further one"""
    longest_backoff: float = 3_600.0
    jitter: float = 0.25
    """a backoff is lengthened by chance by up to this part of it, so that many clients do not return together"""
    patience: int = 5
    """failures in a row after which a host is set aside"""
    set_aside: float = 3_600.0
    """the first time; doubled with each further one"""
    longest_set_aside: float = 7 * 86_400.0


class HostState(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is known of a host; may be kept from one run to the next."""

    host: str
    next_at: float = 0.0
    """not before; seconds since 1970"""
    failures: int = 0
    """in a row"""
    aside_until: float = 0.0
    asides: int = 0
    """how often it was set aside since it last answered"""


class Pacing:
    """Says for each host when it may be asked. *chance* gives numbers from 0 to below 1."""

    def __init__(self, pace: Pace, chance: Callable[[], float], known: Iterable[HostState] = ()) -> None:
        self._pace = pace
        self._chance = chance
        self._hosts = {state.host: state for state in known}
        self._busy: set[str] = set()
        self._delays: dict[str, float] = {}

    def due(self, host: str, now: float) -> float:
        """Return the earliest time at which *host* may be asked: now or later, infinite while it is being asked.

        A time far ahead, left by a clock that was wrong, is not believed.
        """
        if host in self._busy:
            return math.inf
        state = self._of(host)
        until = max(state.next_at, state.aside_until)
        return now if until - now > self._pace.longest_set_aside * (1 + self._pace.jitter) else max(now, until)

    def aside(self, host: str, now: float) -> float | None:
        """Return the time until which *host* is set aside; None when it is not."""
        until = self._of(host).aside_until
        return until if now < until <= now + self._pace.longest_set_aside * (1 + self._pace.jitter) else None

    def busy(self, host: str) -> bool:
        """Say whether *host* is being asked right now."""
        return host in self._busy

    def begin(self, host: str) -> None:
        """Note that a request to *host* goes out. Raises ValueError when one is out already."""
        if host in self._busy:
            raise ValueError(f"{host} is being asked already")
        self._busy.add(host)

    def end(
        self, host: str, now: float, health: Health, *, retry_after: float | None = None, pause: bool = True
    ) -> None:
        """Note how the request to *host* ended, and when; *retry_after* is what the host asked for.

        Without *pause* the next request belongs to this one (a redirect's) and may follow at once.
        """
        self._busy.discard(host)
        state = self._of(host)
        wait = max(self._delays.get(host, self._pace.delay) if pause else 0.0, retry_after or 0.0)
        if health is Health.WELL:
            self._hosts[host] = HostState(host=host, next_at=now + wait)
            return
        failures = state.failures + 1
        wait = max(
            wait, self._spread(min(self._pace.backoff * 2.0 ** min(failures - 1, 30), self._pace.longest_backoff))
        )
        aside_until, asides = state.aside_until, state.asides
        if failures >= self._pace.patience:
            long = min(self._pace.set_aside * 2.0 ** min(asides, 30), self._pace.longest_set_aside)
            aside_until, asides, failures = now + self._spread(long), asides + 1, self._pace.patience - 1
        self._hosts[host] = HostState(
            host=host, next_at=now + wait, failures=failures, aside_until=aside_until, asides=asides
        )

    def forgive(self, host: str) -> None:
        """Let *host* be asked at once, whatever came before; if it fails it is left alone again, for longer."""
        self._hosts[host] = msgspec.structs.replace(self._of(host), next_at=0.0, aside_until=0.0)

    def ask_delay(self, host: str, seconds: float | None, *, own: float | None = None) -> None:
        """Take in the pause that *host* asks for (robots.txt), within bounds; the longer of it and ours holds.

        *own* replaces ours for this host.
        """
        ours = self._pace.delay if own is None else own
        theirs = seconds if seconds is not None and math.isfinite(seconds) and seconds > 0 else 0.0
        self._delays[host] = max(ours, min(theirs, self._pace.longest_delay))

    def states(self, now: float) -> tuple[HostState, ...]:
        """Return what is worth keeping for the next run: hosts in trouble, or to be asked later than after a pause."""
        kept = (state for state in self._hosts.values() if now - state.next_at < _FORGET)
        return tuple(state for state in kept if state.failures or state.next_at > now + self._pace.delay)

    def _of(self, host: str) -> HostState:
        return self._hosts.get(host) or HostState(host=host)

    def _spread(self, seconds: float) -> float:
        return seconds * (1 + self._pace.jitter * self._chance())
