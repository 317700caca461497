"""The web as one run sees it: many hosts at once, each politely, with the manners of the last run."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

import msgspec

from newsarc.app import wiring
from newsarc.app.clock import seconds
from newsarc.app.config import Config
from newsarc.errors import BadUrl
from newsarc.fetch.address import check_address
from newsarc.fetch.many import fetch_many
from newsarc.fetch.polite import Manners
from newsarc.model.decoding import NOT_JSON
from newsarc.model.target import Fetched, Target

POLL = 0.05
"""seconds after which whoever waits for a page gets a chance to do something else"""
_MAX_BYTES = 64 << 20
"""of remembered manners: a robots.txt of 500 KiB for each of a hundred hosts, or small ones for thousands"""


class Web(Protocol):
    """Where pages come from."""

    def fetch(self, targets: Iterable[Target], enough: Callable[[], bool]) -> Iterator[tuple[Target, Fetched] | None]:
        """Yield each of *targets* with what came of it, as it comes; None now and then while nothing does.

        Once *enough* says so nothing more is asked for, and what was not asked for is not yielded.
        """
        ...

    def override(self, url: str, *, delay: float | None, ignore_robots: bool) -> None:
        """Give the host of *url* a *delay* of its own, or have its robots.txt ignored, from now on."""

    def ignores_robots(self, url: str) -> bool:
        """Say whether the robots.txt of the host of *url* is not asked."""
        ...


class OpenWeb:
    """See Web: the real one. Used as a context manager. *memory* is the file where manners are kept between runs."""

    def __init__(self, config: Config, memory: Path | None = None) -> None:
        self._memory = memory
        self._at_once = config.hosts_at_once
        self._polite = wiring.politeness(config, _remembered(memory))
        self._fetcher = wiring.fetcher(config)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connections and save the manners, also when a run ends early: hosts in trouble are left alone."""
        self._fetcher.close()
        if self._memory is not None:
            _keep(self._memory, self._polite.kept(seconds()))

    def fetch(self, targets: Iterable[Target], enough: Callable[[], bool]) -> Iterator[tuple[Target, Fetched] | None]:
        """See Web."""
        return fetch_many(
            targets, self._fetcher, self._polite, seconds, at_once=self._at_once, poll=POLL, enough=enough
        )

    def override(self, url: str, *, delay: float | None, ignore_robots: bool) -> None:
        """See Web."""
        self._polite.override(url, delay=delay, ignore_robots=ignore_robots)

    def ask_again(self, urls: Iterable[str]) -> None:
        """Let the hosts of *urls* be asked at once, though they are to be left alone. What is no address is ignored."""
        for url in urls:
            with contextlib.suppress(BadUrl):
                self._polite.ask_again(check_address(url))

    def ignores_robots(self, url: str) -> bool:
        """See Web."""
        return self._polite.ignores_robots(url)


def _remembered(memory: Path | None) -> Manners:
    """Return what the last run kept; nothing where that cannot be read: it is a courtesy, not a record."""
    if memory is None:
        return Manners()
    try:
        with memory.open("rb") as file:
            return msgspec.json.decode(file.read(_MAX_BYTES), type=Manners)
    except (OSError, *NOT_JSON):
        return Manners()


def _keep(memory: Path, manners: Manners) -> None:
    scratch = memory.with_name(f".{memory.name}.{os.getpid()}-{secrets.token_hex(4)}.tmp")
    with contextlib.suppress(OSError):  # the next run asks for robots.txt again, that is all
        memory.parent.mkdir(exist_ok=True)
        scratch.write_bytes(msgspec.json.encode(manners))
        scratch.replace(memory)
    with contextlib.suppress(OSError):
        scratch.unlink(missing_ok=True)
