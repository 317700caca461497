"""The composition root: makes the parts that a configuration asks for."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from newsarc.app.archive import Archive
from newsarc.app.clock import utc_now
from newsarc.app.config import Config
from newsarc.app.intake import MANY
from newsarc.errors import BadConfig, BadSiteRules, BadUrl

if TYPE_CHECKING:  # what reads pages is loaded by those who read pages, not by a search
    from newsarc.fetch.fetcher import Fetcher
    from newsarc.fetch.polite import Manners, Politeness
    from newsarc.pipeline import Settings
    from newsarc.runners.interface import Runner

_HEAVY = ("newsarc.pipeline", "newsarc.preload")
"""imported once by the workers' fork server"""
_FEEDS = ("newsarc.fetch.discover", "feedparser")
_RARE = "newsarc.preload_rare"
"""imported by it as well where there are MANY pages; else each worker loads what it meets a need for"""


def archive(config: Config, *, create: bool) -> Archive:
    """Return the archive; with *create*, one is made where there is none. Raises NoArchive, StorageError."""
    return Archive(config.archive, create=create, lock_timeout=config.lock_timeout)


def settings(config: Config, warn: Callable[[str], None] | None = None) -> Settings:
    """Return what preparing a page depends on; *warn* is told of files of rules that are not used because they are bad.

    Without *warn*, raises BadSiteRules. Raises StorageError.
    """
    from newsarc.app.sites import SiteFiles
    from newsarc.archive.layout import Layout
    from newsarc.pipeline import Settings

    known = SiteFiles(Layout(Path(config.archive))).in_force(partial(_refused, warn))
    return Settings(clock=utc_now, max_bytes=config.page_size_mb << 20, raw=config.raw, sites=known)


def _refused(warn: Callable[[str], None] | None, bad: BadSiteRules) -> None:
    """Tell *warn* of a *bad* file of rules, which is not used."""
    if warn is None:
        raise bad
    warn(f"newsarc: {bad}; the site's pages are read without rules")


def fetcher(config: Config) -> Fetcher:
    """Return what fetches pages, to be closed in the end. Raises BadConfig for values no request can carry."""
    from newsarc.fetch.address import check_address
    from newsarc.fetch.fetcher import Fetcher
    from newsarc.fetch.guard import PublicOnly
    from newsarc.fetch.settings import HttpSettings, user_agent

    for name, value in (("user_agent", config.user_agent), ("contact", config.contact)):
        if not value.isascii() or not value.isprintable():
            raise BadConfig(f"{name}: a header of ASCII characters cannot hold {value!r}")
    try:
        proxy = check_address(config.proxy) if config.proxy else None
    except BadUrl as error:
        raise BadConfig(f"proxy: {error.message}", subject=config.proxy) from error
    settings = HttpSettings(
        proxy=proxy,
        netrc=config.netrc,
        user_agent=config.user_agent or user_agent(config.contact),
        deadline=config.fetch_deadline,
        max_bytes=config.page_size_mb << 20,
        exchange=config.raw,
    )
    return Fetcher(settings, utc_now, guard=PublicOnly(allow_private=config.allow_private))


def politeness(config: Config, known: Manners | None = None) -> Politeness:
    """Return the manners of a run, with what is *known* from the last one."""
    from newsarc.fetch.pacing import Pace, Pacing
    from newsarc.fetch.polite import Manners, Politeness, agent_of

    before = known or Manners()
    pacing = Pacing(Pace(delay=config.delay), random.random, before.hosts)
    return Politeness(
        pacing, agent=agent_of(config.user_agent), ignore_robots=config.ignore_robots, known=before.robots
    )


def runner(config: Config, *, items: int | None = None) -> Runner:
    """Return worker processes, no more than there are *items* (see intake.estimate); each item has a deadline and a
    bound to its memory.
    """
    from newsarc.runners.local import Workers

    count = config.workers if items is None else max(1, min(config.workers, items))
    preload = (*_HEAVY, _RARE) if items is not None and items >= MANY else _HEAVY
    return Workers(count, deadline=config.page_deadline, memory=config.page_memory_mb << 20, preload=preload)


def feed_runner(config: Config) -> Runner:
    """Return worker processes that read feeds, sitemaps and listings."""
    from newsarc.runners.local import Workers

    return Workers(
        min(config.workers, 2), deadline=config.page_deadline, memory=config.page_memory_mb << 20, preload=_FEEDS
    )
