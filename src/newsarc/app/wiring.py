"""The composition root: makes the parts that a configuration asks for."""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from newsarc.app.archive import Archive
from newsarc.app.clock import utc_now
from newsarc.app.config import Config
from newsarc.errors import BadConfig, BadSiteRules, BadUrl
from newsarc.model.outcome import Failed
from newsarc.model.target import Input, Page, Target

if TYPE_CHECKING:  # what reads pages is loaded by those who read pages, not by a search
    from newsarc.fetch.http import Fetcher
    from newsarc.fetch.polite import Manners, Politeness
    from newsarc.model.site import Sites
    from newsarc.pipeline import Settings
    from newsarc.runners.interface import Runner

Items = Iterator[Input]

_HEAVY = ("newsarc.pipeline", "newsarc.preload")
"""imported once by the workers' fork server"""
_FEEDS = ("newsarc.fetch.discover", "feedparser")
_RARE = "newsarc.preload_rare"
"""imported by it as well where pages are MANY; else each worker loads what it meets a need for"""
STDIN = "-"
"""what a user says for the standard input"""
MANY = 200
"""inputs"""


def archive(config: Config, *, create: bool) -> Archive:
    """Return the archive; with *create*, one is made where there is none. Raises NoArchive, StorageError."""
    return Archive(config.archive, create=create, lock_timeout=config.lock_timeout)


def settings(config: Config, warn: Callable[[str], None] | None = None) -> Settings:
    """Return what preparing a page depends on; *warn* is told of files of rules that are not used because they are bad.

    Without *warn*, raises BadSiteRules. Raises StorageError.
    """
    from newsarc.pipeline import Settings

    def refuse(bad: BadSiteRules) -> None:
        if warn is None:
            raise bad
        warn(f"newsarc: {bad}; the site's pages are read without rules")

    known = sites(config, refuse)
    return Settings(clock=utc_now, max_bytes=config.page_size_mb << 20, raw=config.raw, sites=known)


def sites(config: Config, refuse: Callable[[BadSiteRules], None]) -> Sites:
    """Return what was learned of sites, where there is an archive; *refuse* is given what is wrong with a file."""
    from newsarc.app.sites import SiteFiles
    from newsarc.archive.layout import Layout

    return SiteFiles(Layout(Path(config.archive))).in_force(refuse)


def fetcher(config: Config) -> Fetcher:
    """Return what fetches pages, to be closed in the end. Raises BadConfig for values no request can carry."""
    from newsarc.fetch.address import check_address
    from newsarc.fetch.guard import PublicOnly
    from newsarc.fetch.http import Fetcher
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
    """Return worker processes: no more than there are *items* (see `some`), each item with its deadline and memory."""
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


def files(paths: Sequence[str], manifests: Sequence[str], *, exclude: Sequence[str] = ()) -> Items:
    """Yield the files at *paths* and in *manifests*; the folders in *exclude* are not entered. See `unpacked` of -."""
    from newsarc.fetch.manifest import read_manifest

    named = chain.from_iterable(_named(path, exclude) for path in paths)
    return chain(named, *(read_manifest(manifest) for manifest in manifests))


def _named(path: str, exclude: Sequence[str] = ()) -> Items:
    from newsarc.fetch.walk import walk

    return iter([Target(asked=STDIN)]) if path == STDIN else walk([path], exclude=exclude)


def missing(paths: Sequence[str]) -> list[Failed]:
    """Return why nothing can be read, when there is nothing at any of *paths*; else an empty list."""
    if STDIN in paths or any(map(os.path.lexists, paths)):
        return []
    return [one for one in files(paths, ()) if isinstance(one, Failed)]


def unpacked(config: Config, items: Items) -> Iterator[Input | Page]:
    """Yield *items*, and in place of each file that holds many the pages and articles in it.

    In place of STDIN comes what is read from there now: there is only one chance.
    """
    from newsarc.fetch.unpacking import unpacked

    most = config.page_size_mb << 20
    for item in unpacked(items, max_bytes=most):
        if isinstance(item, Target) and item.asked == STDIN and item.url is item.path is None:
            from newsarc.fetch.files import read_stream

            yield read_stream(sys.stdin.buffer, STDIN, max_bytes=most, now=utc_now())
        else:
            yield item


def count_files(paths: Sequence[str], manifests: Sequence[str], *, exclude: Sequence[str] = ()) -> int | None:
    """Return how many inputs `files` stands for; None where only reading tells.

    WARC and JSONL files hold any number, and a manifest that is a pipe can be read only once.
    """
    if not all(Path(manifest).is_file() for manifest in manifests):
        return None
    count = 0
    for item in files(paths, manifests, exclude=exclude):
        if _holds_many(item):
            return None
        count += 1
    return count


def pages(urls: Iterable[str]) -> Iterator[Target]:
    """Yield the pages at *urls*, as the user typed them; what is no address fails by name when it is fetched."""
    return (Target(asked=url, url=url, typed=True) for url in urls)


def targets(operands: Sequence[str], manifests: Sequence[str]) -> Items:
    """Yield what a user named: addresses as they are, everything else as files and folders."""
    from newsarc.fetch.manifest import read_manifest

    for operand in operands:
        yield from pages([operand]) if is_url(operand) else _named(operand)
    for manifest in manifests:
        yield from read_manifest(manifest)


def some(items: Callable[[], Items], manifests: Sequence[str]) -> int | None:
    """Return how many inputs *items* stands for, no more than MANY: a WARC file alone may hold as many.

    None where one of *manifests* is a pipe, read only once.
    """
    if not all(Path(manifest).is_file() for manifest in manifests):
        return None
    return min(MANY, sum(MANY if _holds_many(item) else 1 for item in islice(items(), MANY)))


def _holds_many(item: Input) -> bool:
    from newsarc.fetch.endings import holds_many

    return isinstance(item, Target) and item.path is not None and holds_many(item.path)


def is_url(operand: str) -> bool:
    """Say whether *operand* is meant as an address and not as a path."""
    return operand.lower().startswith(("http://", "https://"))
