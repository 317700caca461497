"""Reading sources in a run: many at once, each with the sitemaps it leads to."""

from __future__ import annotations

import pytest
from hostile_server import HostileServer

from newsarc.app import discovering
from newsarc.app.config import load
from newsarc.app.discovering import Discovery
from newsarc.app.web import OpenWeb
from newsarc.model.source import Source, SourceKind
from newsarc.runners.serial import Serial

SITEMAP = "<urlset><url><loc>https://bay.example/2026/ferry</loc></url></urlset>"


def index(urls: list[str]) -> str:
    return f"<sitemapindex>{''.join(f'<sitemap><loc>{url}</loc></sitemap>' for url in urls)}</sitemapindex>"


def read(sources: list[Source]) -> list[str]:
    """Return which addresses were read well."""
    with OpenWeb(load({}, env={"NEWSARC_DELAY": "0"})[0]) as web:
        listed = Discovery(web, Serial(), None).read([(source, url) for source in sources for url in source.urls])
        return [one.url.rpartition("/")[2] for one in listed if one.found]


def test_the_sitemaps_of_one_source_do_not_use_up_what_another_may_follow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discovering, "_MOST", 3)
    with HostileServer() as server:
        children = [server.put(f"child-{at}", SITEMAP) for at in range(5)]
        one = server.put("one", index(children))
        two = server.put("two", index(children[:2]))
        plain = [server.put(f"plain-{at}", SITEMAP) for at in range(6)]
        sources = [
            Source(name="plain", urls=tuple(plain), kind=SourceKind.SITEMAP),
            Source(name="one", urls=(one,), kind=SourceKind.SITEMAP),
            Source(name="two", urls=(two,), kind=SourceKind.SITEMAP),
        ]
        found = read(sources)
    assert sum(name.startswith("child") for name in found) == 3 + 2


def test_indexes_that_lead_to_each_other_are_read_once() -> None:
    with HostileServer() as server:
        names = [server.url(name) for name in ("a", "b", "c")]
        for name in ("a", "b", "c"):
            server.put(name, index(names))
        found = read([Source(name="round", urls=(names[0],), kind=SourceKind.SITEMAP)])
    assert sorted(found) == ["a", "b", "c"]
