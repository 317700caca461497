"""Every way into newsarc times every place it must not be led to: nobody is ever connected to there."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime

import pytest
from hostile_server import HostileServer
from traps import RESOLVED, SPELLINGS, Trap, connections

from newsarc.fetch.connect import AddressInfo, system_resolver
from newsarc.fetch.fetcher import Fetcher
from newsarc.fetch.guard import PublicOnly
from newsarc.fetch.many import fetch_many
from newsarc.fetch.pacing import Pace, Pacing
from newsarc.fetch.polite import Politeness
from newsarc.fetch.settings import HttpSettings
from newsarc.model.outcome import Failed, Reason
from newsarc.model.target import Fetched, Page, Target
from newsarc.pipeline import Settings, prepare

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
SETTINGS = HttpSettings(timeout=3.0, deadline=10.0)


@pytest.fixture(scope="module")
def server() -> Iterator[HostileServer]:
    with HostileServer() as running:
        yield running


@pytest.fixture(scope="module")
def traps() -> Iterator[list[Trap]]:
    """Listeners on one port of every loopback address that the spellings mean."""
    with ExitStack() as stack:
        first = stack.enter_context(Trap("127.0.0.1"))
        others = [stack.enter_context(Trap(ip, first.port)) for ip in ("127.0.0.2", "::1") if _there(ip)]
        yield [first, *others]


def _there(ip: str) -> bool:
    return ":" not in ip or socket.has_ipv6


def fetched(
    target: Target, *, resolve: Callable[[str, int], list[AddressInfo]] = system_resolver, proxy: str | None = None
) -> Fetched:
    """Fetch one target as the commands do: with guard, pace and robots.txt."""
    settings = HttpSettings(timeout=3.0, deadline=10.0, proxy=proxy)
    manners = Politeness(Pacing(Pace(delay=0), lambda: 0.0), wait=1.0)
    with Fetcher(settings, lambda: NOON, guard=PublicOnly(), resolve=resolve) as fetcher:
        [answer] = fetch_many([target], fetcher, manners, lambda: 0.0)
    assert answer is not None
    return answer[1]


def found(_server: HostileServer, url: str) -> Fetched:
    """A link that was found somewhere on the web."""
    return fetched(Target(asked=url, url=url))


def found_at_home(server: HostileServer, url: str) -> Fetched:
    """A link in what the user typed, which is on the loopback itself."""
    return fetched(Target(asked=url, url=url, root=server.url("feed")))


def redirected(server: HostileServer, url: str) -> Fetched:
    """A redirect from what the user typed."""
    start = server.url(f"redirect-to?{url}")
    return fetched(Target(asked=start, url=start, typed=True))


def redirected_twice(server: HostileServer, url: str) -> Fetched:
    """A redirect behind a redirect within the server the user typed."""
    start = server.url(f"redirect-to?{server.url(f'redirect-to?{url}')}")
    return fetched(Target(asked=start, url=start, typed=True))


def robots_redirected(server: HostileServer, url: str) -> Fetched:
    """A robots.txt that leads away."""
    with HostileServer() as own:
        own.payload = f"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: {url}\r\n\r\n".encode()
        own.robots = "payload"
        start = own.url("good")
        return fetched(Target(asked=start, url=start, typed=True))


def kept_connection(server: HostileServer, url: str) -> Fetched:
    """A link after a page of the user's own, by the same fetcher."""
    manners = Politeness(Pacing(Pace(delay=0), lambda: 0.0), ignore_robots=True)
    typed = Target(asked=server.url("good"), url=server.url("good"), typed=True)
    with Fetcher(SETTINGS, lambda: NOON, guard=PublicOnly()) as fetcher:
        several = fetch_many([typed, Target(asked=url, url=url)], fetcher, manners, lambda: 0.0, at_once=1)
        got = {answer[0].asked: answer[1] for answer in several if answer}
    assert isinstance(got[typed.asked], Page)
    return got[url]


def by_proxy(server: HostileServer, url: str) -> Fetched:
    """A link, asked for through the user's proxy."""
    return fetched(Target(asked=url, url=url), proxy=server.url(""))


ENTRIES = {
    entry.__name__: entry
    for entry in (found, found_at_home, redirected, redirected_twice, robots_redirected, kept_connection, by_proxy)
}


@pytest.mark.parametrize("kind", SPELLINGS)
@pytest.mark.parametrize("entry", ENTRIES)
def test_nobody_is_led_where_only_its_owner_may_go(
    server: HostileServer, traps: list[Trap], entry: str, kind: str
) -> None:
    port = traps[0].port
    for host in SPELLINGS[kind]:
        with connections() as seen:
            got = ENTRIES[entry](server, f"http://{host}:{port}/secret")
        assert isinstance(got, Failed), (host, got)
        assert got.reason in {Reason.REFUSED, Reason.BAD_URL, Reason.BAD_RESPONSE, Reason.CONNECTION}, (host, got)
        assert all(to != port for _ip, to in seen), (host, got, seen)
    assert [trap.caught for trap in traps] == [0] * len(traps)


def claims(*ips: str) -> Callable[[str, int], list[AddressInfo]]:
    """Return a resolver by which every public name has these addresses, the next one first each time."""
    turn = 0

    def resolve(host: str, port: int) -> list[AddressInfo]:
        nonlocal turn
        if not host.endswith(".example"):
            return system_resolver(host, port)
        turn += 1
        mine = ips[turn % len(ips) :] + ips[: turn % len(ips)]
        return [
            (socket.AF_INET6, socket.SOCK_STREAM, 6, "", (ip, port, 0, 0)) if ":" in ip
            else (socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port))
            for ip in mine
        ]  # fmt: skip

    return resolve


@pytest.mark.parametrize("typed", [True, False])
@pytest.mark.parametrize("ip", RESOLVED)
def test_a_public_name_leads_to_no_private_address_whoever_named_it(traps: list[Trap], ip: str, typed: bool) -> None:
    port = traps[0].port
    url = f"http://news.example:{port}/"
    with connections() as seen:
        got = fetched(Target(asked=url, url=url, typed=typed), resolve=claims(ip))
    assert isinstance(got, Failed)
    assert got.reason is Reason.REFUSED
    assert ip in got.detail
    assert seen == set()


def test_a_name_that_changes_its_mind_is_checked_each_time(server: HostileServer) -> None:
    """DNS rebinding: the first answer is harmless, the second is not; what was checked is what is connected to."""
    url = f"http://news.example:{server.port}/good"
    resolve = claims("192.0.2.1", "127.0.0.1")
    before = server.connections
    for _ in range(4):
        got = fetched(Target(asked=url, url=url), resolve=resolve)
        assert isinstance(got, Failed)
        assert got.reason is Reason.REFUSED
    assert server.connections == before


def test_what_the_user_typed_may_be_private_and_lead_on_within_itself(server: HostileServer) -> None:
    start = server.url(f"redirect-to?{server.url('good')}")
    assert isinstance(fetched(Target(asked=start, url=start, typed=True)), Page)
    link = server.url("good")
    assert isinstance(fetched(Target(asked=link, url=link, root=server.url("feed"))), Page)
    local = f"http://localhost:{server.port}/good"
    assert isinstance(fetched(Target(asked=local, url=local, typed=True)), Page)


def test_allow_private_allows_it(server: HostileServer) -> None:
    link = server.url("good")
    with Fetcher(SETTINGS, lambda: NOON, guard=PublicOnly(allow_private=True)) as fetcher:
        assert isinstance(fetcher.get(Target(asked=link, url=link)), Page)


TEMPTING = """<!doctype html><html><head><title>Ferry strike ends</title>
<link rel="canonical" href="{0}canonical"><link rel="next" href="{0}next"><link rel="amphtml" href="{0}amp">
<link rel="alternate" type="application/rss+xml" href="{0}feed"><link rel="stylesheet" href="{0}style">
<meta http-equiv="refresh" content="0;url={0}refresh"><meta property="og:url" content="{0}og">
<meta property="og:image" content="{0}image"><base href="{0}"><script src="{0}script"></script>
<script type="application/ld+json">{{"@context": "{0}context", "@type": "NewsArticle", "url": "{0}ld"}}</script></head>
<body><iframe src="{0}frame"></iframe><img src="{0}img">{1}</body></html>"""


def test_reading_a_page_follows_nothing_on_it(server: HostileServer, traps: list[Trap]) -> None:
    away = f"http://127.0.0.1:{traps[0].port}/"
    prose = "<p>The ferries between the two islands run again after nine days, the port office said.</p>" * 20
    server.payload = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + TEMPTING.format(away, prose).encode()
    url = server.url("payload")
    with connections() as seen:
        got = fetched(Target(asked=url, url=url, typed=True))
        assert isinstance(got, Page)
        prepare(got, Settings(clock=lambda: NOON))
    assert seen == {("127.0.0.1", server.port)}
    assert [trap.caught for trap in traps] == [0] * len(traps)
