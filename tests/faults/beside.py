"""The mixed web through other collectors, in the same run: articles, pages a second, CPU, requests for each article.

    python -m tests.faults.mixed_site --beside ENVIRONMENT/bin/python

Each ENVIRONMENT has some of trafilatura (2.3), news-please (1.6), fundus (0.5), none of them a dependency of newsarc.
All are told not to pause between requests, as newsarc is here. None keeps an archive: they read what they are pointed
at, and a second run costs as much as the first. What finds no pages by itself is given all their addresses
(trafilatura's ``--feed`` takes none at a numeric address).
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import product
from pathlib import Path

from mixed_site import KINDS, MixedWeb, collect, prepare

TRAFILATURA = "import sys; from trafilatura.cli import main; sys.argv[0] = 'trafilatura'; main()"
TRAFILATURA_CONFIG = "[DEFAULT]\nSLEEP_TIME = 0\nSSRF_PROTECTION = off\n"
NEWS_PLEASE = """
import sys
from multiprocessing import Pool
from newsplease import NewsPlease
def one(url):
    try:
        return bool(NewsPlease.from_url(url).maintext)
    except Exception:
        return False
with Pool(2) as pool:
    print(sum(pool.imap_unordered(one, open(sys.argv[1]).read().split(), 8)))
"""
FUNDUS = """
import json, sys
from lxml.cssselect import CSSSelector
from fundus import Crawler
from fundus.parser import BaseParser, ParserProxy, attribute
from fundus.parser.utility import extract_article_body_with_selector, generic_date_parsing
from fundus.publishers.base_objects import Publisher
from fundus.scraping.url import RSSFeed, Sitemap
class Parser(ParserProxy):
    class V1(BaseParser):
        @attribute
        def body(self):
            return extract_article_body_with_selector(
                self.precomputed.doc, paragraph_selector=CSSSelector("article > p"))
        @attribute
        def publishing_date(self):
            return generic_date_parsing(self.precomputed.meta.get("article:published_time"))
        @attribute
        def title(self):
            return self.precomputed.doc.findtext(".//h1")
publishers = [
    Publisher(name=url, domain=home, parser=Parser, sources=[(RSSFeed if kind == "feed" else Sitemap)(url)])
    for home, kind, url in json.load(open(sys.argv[1]))
]
print(sum(bool(str(article.body)) for article in Crawler(*publishers, delay=0.0).crawl()))
"""
_LISTS = {"rss": ("feed", "/feed.xml"), "atom": ("feed", "/atom.xml"), "index": ("sitemap", "/sitemap.xml"),
          "news": ("sitemap", "/news.xml")}  # fmt: skip


@dataclass
class Measured:
    """How one tool did."""

    tool: str
    articles: int
    of: int
    """that there are behind what it was given"""
    requests: int
    seconds: float
    cpu: float
    """seconds, all processes"""

    def __str__(self) -> str:
        each = f"{self.requests / self.articles:.2f} requests" if self.articles else "no requests"
        return (
            f"{self.tool}: {self.articles} of {self.of} articles, {self.seconds:.1f} s,"
            f" {self.articles / self.seconds:.0f} articles/s, {1000 * self.cpu / max(1, self.articles):.0f} ms of CPU"
            f" and {each} for each"
        )


def measured(tool: str, of: int, web: MixedWeb, work: Callable[[], int]) -> Measured:
    """Return what *work*, which runs *tool* and returns the number of articles, costs."""
    begun, asked, before = time.monotonic(), len(web.requests), _cpu()
    articles = work()
    return Measured(tool, articles, of, len(web.requests) - asked, time.monotonic() - begun, _cpu() - before)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def compared(hosts: int, pages: int, pythons: list[str]) -> Iterator[Measured]:
    """Make a web and run over it a first ``newsarc collect`` and then what the environments of *pythons* have."""
    with MixedWeb(hosts, pages) as web, tempfile.TemporaryDirectory(prefix="newsarc-beside-") as work:
        folder = Path(work)
        archive = prepare(web, folder)
        yield measured("newsarc collect", hosts * pages, web, lambda: collect(web, archive).outcomes["new"])
        (folder / "urls.txt").write_text("\n".join(sorted(web.urls())))
        for python, (module, tools) in product(pythons, _TOOLS.items()):
            if _run(python, f"import {module}")[0] == 0:
                for name, tool in tools.items():
                    kinds = _BY_LISTS.get(name, set(KINDS))
                    of = sum(site.pages for site in web.sites.values() if site.kind in kinds)
                    yield measured(name, of, web, partial(tool, python, web, folder))


def _trafilatura(python: str, web: MixedWeb, folder: Path) -> int:
    config, out = folder / "trafilatura.cfg", folder / "out"
    config.write_text(TRAFILATURA_CONFIG)
    fixed = ("--json", "--parallel", "2", "--config-file", str(config), "-o", str(out))
    _run(python, TRAFILATURA, "-i", str(folder / "urls.txt"), *fixed)
    return sum(bool(json.loads(path.read_text()).get("text")) for path in out.rglob("*.json"))


def _news_please(python: str, web: MixedWeb, folder: Path) -> int:
    return _last(_run(python, NEWS_PLEASE, str(folder / "urls.txt"))[1])


def _fundus(python: str, web: MixedWeb, folder: Path) -> int:
    (folder / "sites.json").write_text(json.dumps(list(_lists(web))))
    return _last(_run(python, FUNDUS, str(folder / "sites.json"))[1])


def _lists(web: MixedWeb) -> Iterator[tuple[str, str, str]]:
    for site in web.sites.values():
        if site.kind in _LISTS:
            kind, path = _LISTS[site.kind]
            yield web.url(site.host, "/"), kind, web.url(site.host, path)


def _run(python: str, code: str, *arguments: str) -> tuple[int, str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "NEWSARC_"))}
    done = subprocess.run(
        [python, "-W", "ignore", "-c", code, *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False, env=own, timeout=3600,
    )  # fmt: skip
    return done.returncode, done.stdout


def _last(said: str) -> int:
    words = said.split()
    return int(words[-1]) if words and words[-1].isdigit() else 0


_TOOLS: dict[str, dict[str, Callable[[str, MixedWeb, Path], int]]] = {
    "trafilatura": {"trafilatura -i, given the addresses": _trafilatura},
    "newsplease": {"news-please, given the addresses": _news_please},
    "fundus": {"fundus": _fundus},
}
_BY_LISTS = {"fundus": set(_LISTS)}
"""the kinds of sites that a tool is given by their lists alone"""
