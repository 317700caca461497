"""A mixed web on loopback: hosts with feeds, sitemaps, listings, redirects and validators, which change between runs.

    python -m tests.faults.mixed_site --hosts 50 --pages 100

collects it three times with the real command line: the first run archives everything, the second, three hours later,
sends conditional requests only and adds nothing, the third finds exactly what changed and what is new.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import gzip
import hashlib
import json
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Self

from newsarc.archive.segments import Line
from newsarc.archive.store import Store

KINDS = ("rss", "atom", "index", "news", "listing")
LATER = """
import runpy, sys
from datetime import timedelta
import newsarc.app.clock as clock
_now, _seconds = clock.utc_now, clock.seconds
HOURS = float(sys.argv.pop(1))
def utc_now(): return _now() + timedelta(hours=HOURS)
def seconds(): return _seconds() + HOURS * 3600
utc_now.__module__ = seconds.__module__ = clock.__name__  # workers find the real ones there
clock.utc_now, clock.seconds = utc_now, seconds
sys.argv[0] = "newsarc"
runpy.run_module("newsarc", run_name="__main__")
"""
"""runs newsarc with a clock that is some hours ahead"""
_WORDS = (
    *("harbour", "council", "ferry", "bridge", "budget", "school", "river", "market", "orchard", "station", "library"),
    *("tenants", "crew", "winter", "repair", "vote", "mayor", "nurse", "teacher", "engineer", "signal", "timber"),
    *("cannery", "tunnel", "quarry", "festival", "museum", "ward", "pension", "clinic", "reservoir", "granary"),
)
_VERBS = ("opened", "closed", "delayed", "approved", "refused", "repaired", "inspected", "counted", "promised")


@dataclass
class Request:
    """One request that the web was sent."""

    host: str
    path: str
    conditional: bool
    status: int


@dataclass
class Site:
    """What one host serves."""

    host: str
    kind: str
    pages: int
    changed: set[int] = field(default_factory=set)

    def story(self, number: int) -> tuple[str, str]:
        """Return headline and HTML of a page as it is now."""
        version = 2 if number in self.changed else 1
        chance = random.Random(f"{self.host} {number} {version}")  # noqa: S311
        title = f"{_said(chance, 4).capitalize()} of {self.host.replace('.', '-')} number {number}"
        body = "".join(f"<p>{' '.join(_sentence(chance) for _ in range(4))}</p>" for _ in range(5))
        return title, (
            f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
            f'<meta property="article:published_time" content="{self.published(number).isoformat()}">'
            f"</head><body><article><h1>{title}</h1>{body}</article></body></html>"
        )

    def published(self, number: int) -> datetime:
        """Return when a page came out: within the two hours before the web was made."""
        return BORN - timedelta(minutes=number % 120)

    def path(self, number: int) -> str:
        """Return where the lists say a page is; every tenth is moved on from there."""
        return f"/moved{self.home(number)}" if number % 10 == 9 else self.home(number)

    def home(self, number: int) -> str:
        """Return where a page is served."""
        return f"/2026/11/story-about-{_WORDS[number % len(_WORDS)]}-{number:05}"


BORN = datetime.now(UTC).replace(microsecond=0)


def _said(chance: random.Random, number: int) -> str:
    return " ".join(chance.choice(_WORDS) for _ in range(number))


def _sentence(chance: random.Random) -> str:
    return (
        f"The {_said(chance, 2)} was {chance.choice(_VERBS)} after {chance.randint(2, 400)} days, and the"
        f" {_said(chance, 2)} {chance.choice(_VERBS)} the {_said(chance, 1)} near the {_said(chance, 2)}."
    )


class MixedWeb:
    """The web. Used as a context manager; serves while the block runs."""

    def __init__(self, hosts: int, pages: int) -> None:
        self.sites = {
            host: Site(host, KINDS[number % len(KINDS)], pages)
            for number, host in enumerate(f"127.0.{2 + number // 200}.{1 + number % 200}" for number in range(hosts))
        }
        self.requests: list[Request] = []
        self.at_once: Counter[str] = Counter()
        """requests of a host that were served at the same time, at most"""
        self._busy: Counter[str] = Counter()
        self.pause = 0.0
        """seconds every answer takes"""
        self.port = _free_port()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        made = asyncio.start_server(self._serve, list(self.sites), self.port)
        self._server = asyncio.run_coroutine_threadsafe(made, self._loop).result(30)
        return self

    def __exit__(self, *_exception: object) -> None:
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(30)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _end(self) -> None:
        self._server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    def url(self, host: str, path: str) -> str:
        """Return the address of a path."""
        return f"http://{host}:{self.port}{path}"

    def sources(self) -> str:
        """Return the sources.toml that collects all of it."""
        tables = []
        for number, site in enumerate(self.sites.values()):
            kind, path = {
                "rss": ("feed", "/feed.xml"),
                "atom": ("feed", "/atom.xml"),
                "index": ("sitemap", "/sitemap.xml"),
                "news": ("sitemap", "/news.xml"),
                "listing": ("listing", "/"),
            }[site.kind]
            url = self.url(site.host, path)
            tables.append(f'[source.site-{number:03}]\nurl = "{url}"\nkind = "{kind}"\n')
        return "\n".join(tables)

    def change(self, share: float, more: int, seed: int = 1) -> tuple[int, int]:
        """Change a *share* of the pages and add *more* to each host; return how many changed and how many are new."""
        chance = random.Random(seed)  # noqa: S311
        changed = 0
        for site in self.sites.values():
            picked = chance.sample(range(site.pages), int(site.pages * share))
            site.changed |= set(picked)
            changed += len(picked)
            site.pages += more
        return changed, more * len(self.sites)

    def urls(self) -> set[str]:
        """Return the address of every article."""
        return {self.url(site.host, site.home(number)) for site in self.sites.values() for number in range(site.pages)}

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.closing(writer), contextlib.suppress(OSError, asyncio.IncompleteReadError):
            while head := await reader.readuntil(b"\r\n\r\n"):
                lines = head.decode("latin-1").split("\r\n")
                headers = {
                    name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])
                }
                host, path = headers["host"].partition(":")[0], lines[0].split(" ")[1]
                self._busy[host] += 1
                self.at_once[host] = max(self.at_once[host], self._busy[host])
                if self.pause:
                    await asyncio.sleep(self.pause)
                status, more, body = self._answer(self.sites[host], path, headers)
                conditional = "if-none-match" in headers or "if-modified-since" in headers
                self.requests.append(Request(host, path, conditional, status))
                said = "".join(f"{name}: {value}\r\n" for name, value in more.items())
                self._busy[host] -= 1
                writer.write(f"HTTP/1.1 {status} OK\r\n{said}Content-Length: {len(body)}\r\n\r\n".encode() + body)
                await writer.drain()

    def _answer(self, site: Site, path: str, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        if path.startswith("/moved/"):
            return 301, {"Location": path.removeprefix("/moved")}, b""
        kind, body = self._content(site, path)
        if not kind:
            return 404, {}, b"not here"
        if path.startswith("/2026/") and int(path[-5:]) % 3 == 0:  # half of the web has one validator, half the other
            validator, condition = "Last-Modified", "if-modified-since"
            value = format_datetime(BORN + timedelta(hours=int(int(path[-5:]) in site.changed)), usegmt=True)
        else:
            validator, condition = "ETag", "if-none-match"
            value = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
        if headers.get(condition) == value:
            return 304, {validator: value}, b""
        return 200, {"Content-Type": kind, validator: value}, body

    def _content(self, site: Site, path: str) -> tuple[str, bytes]:
        if path.startswith("/2026/") and int(path[-5:]) < site.pages:
            return "text/html; charset=utf-8", site.story(int(path[-5:]))[1].encode()
        numbers = range(site.pages)
        match path:
            case "/robots.txt" if site.kind in ("rss", "index"):
                return "text/plain", b"User-agent: *\nDisallow: /private/\n"
            case "/feed.xml":
                return "application/rss+xml", _rss(self, site).encode()
            case "/atom.xml":
                return "application/atom+xml", _atom(self, site).encode()
            case "/sitemap.xml":
                parts = [self.url(site.host, name) for name in ("/even.xml", "/odd.xml.gz")]
                return "application/xml", _map(
                    "sitemapindex", "sitemap", [f"<loc>{url}</loc>" for url in parts]
                ).encode()
            case "/even.xml":
                return "application/xml", self._urlset(site, numbers[::2])
            case "/odd.xml.gz":
                return "application/gzip", gzip.compress(self._urlset(site, numbers[1::2]), mtime=0)
            case "/news.xml":
                return "application/xml", self._urlset(site, numbers, news=True)
            case "/":
                links = "".join(f'<li><a href="{site.path(n)}">{site.story(n)[0]}</a></li>' for n in numbers)
                return "text/html", f"<html><body><ul>{links}</ul><a href=/tag/x>x</a></body></html>".encode()
            case _:
                return "", b""

    def _urlset(self, site: Site, numbers: range, *, news: bool = False) -> bytes:
        entries = []
        for number in numbers:
            said = f"<loc>{self.url(site.host, site.path(number))}</loc>"
            if news:
                when = site.published(number).isoformat()
                said += f"<n:news><n:publication_date>{when}</n:publication_date><n:title>{number}</n:title></n:news>"
            entries.append(said)
        return _map("urlset", "url", entries).encode()


def _map(root: str, element: str, entries: list[str]) -> str:
    inside = "".join(f"<{element}>{entry}</{element}>" for entry in entries)
    spaces = (
        'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"'
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><{root} {spaces}>{inside}</{root}>'


def _rss(web: MixedWeb, site: Site) -> str:
    items = "".join(
        f"<item><title>{site.story(n)[0]}</title><link>{web.url(site.host, site.path(n))}</link>"
        f"<pubDate>{format_datetime(site.published(n))}</pubDate></item>"
        for n in range(site.pages)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{site.host}</title>{items}</channel></rss>'


def _atom(web: MixedWeb, site: Site) -> str:
    items = "".join(
        f'<entry><title>{site.story(n)[0]}</title><link href="{site.path(n)}"/>'
        f"<published>{site.published(n).isoformat()}</published></entry>"
        for n in range(site.pages)
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>{site.host}</title>{items}</feed>'


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Run:
    """How one run of collect ended, and what it asked for."""

    code: int
    outcomes: Counter[str]
    said: str
    requests: list[Request]
    seconds: float

    def __str__(self) -> str:
        pages = sum(self.outcomes.values())
        added = sum(self.outcomes[word] for word in ("new", "revision", "copy"))
        each = f", {len(self.requests) / added:.2f} requests per added article" if added else ""
        plain = sum(not request.conditional for request in self.requests)
        rate = f"{pages / self.seconds:.0f} pages/s" if self.seconds else ""
        return (
            f"{dict(self.outcomes)}, {len(self.requests)} requests ({plain} unconditional), {self.seconds:.1f} s,"
            f" {rate}{each}"
        )


def command(archive: Path, *more: str, hours: float = 0.0) -> list[str]:
    """Return the command line of one run of collect, *hours* from now."""
    return [
        *(sys.executable, "-c", LATER, str(hours), "collect", "--archive", str(archive)),
        *("--now", "--json", "--delay", "0", "--workers", "2", *more),
    ]


def environment() -> dict[str, str]:
    """Return an environment without the developer's own newsarc settings."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("NEWSARC_", "XDG_"))}


def collect(web: MixedWeb, archive: Path, *, hours: float = 0.0) -> Run:
    """Run collect once."""
    before, begun = len(web.requests), time.monotonic()
    done = subprocess.run(
        command(archive, hours=hours), capture_output=True, text=True, check=False, env=environment(), timeout=3600
    )
    took = time.monotonic() - begun
    outcomes = Counter(json.loads(line)["outcome"] for line in done.stdout.splitlines())
    return Run(done.returncode, outcomes, done.stderr, web.requests[before:], took)


def prepare(web: MixedWeb, folder: Path) -> Path:
    """Make an archive whose sources are the whole web."""
    archive = folder / "archive"
    Store(archive, url_key=str, create=True)
    (archive / "sources.toml").write_text(web.sources())
    return archive


def records(archive: Path) -> Iterator[tuple[str, str, str]]:
    """Yield address, kind and content hash of each record."""
    for line in Store(archive, url_key=str).scan():
        if isinstance(line, Line):
            stamp = line.record.stamp
            yield line.record.article.url or "", stamp.kind.value, stamp.content_hash


def three_runs(hosts: int, pages: int) -> tuple[list[str], list[Run]]:
    """Collect the web three times; return what is wrong, and the runs."""
    wrong: list[str] = []
    work = Path(tempfile.mkdtemp(prefix="newsarc-mixed-"))
    with MixedWeb(hosts, pages) as web:
        archive = prepare(web, work)
        first = collect(web, archive)
        if first.code or first.outcomes != {"new": hosts * pages}:
            wrong.append(f"first run: {first.code} {first} {first.said}")
        if (found := {url for url, _, _ in records(archive)}) != web.urls():
            wrong.append(f"first run: {len(web.urls() - found)} of {len(web.urls())} articles are missing")
        second = collect(web, archive, hours=3)
        if second.code or set(second.outcomes) - {"known"}:
            wrong.append(f"second run: {second.code} {second} {second.said}")
        plain = [one for one in second.requests if not one.conditional and one.status != 301]
        if plain := [one for one in plain if one.path not in ("/robots.txt", "/sitemap.xml")]:
            wrong.append(f"second run: {len(plain)} requests without a condition: {plain[:5]}")
        changed, new = web.change(0.05, max(1, pages // 20))
        third = collect(web, archive, hours=6)
        if (
            third.code
            or (third.outcomes["new"], third.outcomes["revision"]) != (new, changed)
            or third.outcomes["copy"]
        ):
            wrong.append(f"third run: wanted {new} new, {changed} revisions: {third.code} {third} {third.said}")
        if crowded := {host: most for host, most in web.at_once.items() if most > 1}:
            wrong.append(f"asked more than once at a time: {crowded}")
    shutil.rmtree(work)
    return wrong, [first, second, third]


def main() -> int:
    """Run it from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hosts", type=int, default=50)
    parser.add_argument("--pages", type=int, default=100, help="of each host")
    parser.add_argument("--beside", nargs="+", metavar="PYTHON", help="compare with what these have installed")
    options = parser.parse_args()
    wrong, runs = three_runs(options.hosts, options.pages)
    for name, run in zip(("first", "second", "third"), runs, strict=True):
        print(f"{name}: {run}")  # noqa: T201
    print(*(wrong or ["nothing wrong"]), sep="\n")  # noqa: T201
    if options.beside:
        from beside import compared

        for one in compared(options.hosts, options.pages, options.beside):
            print(one, flush=True)  # noqa: T201
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
