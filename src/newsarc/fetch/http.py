"""One question to a server, and its answer. The only module that knows requests."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from requests.cookies import RequestsCookieJar
from requests.utils import get_netrc_auth
from urllib3.response import HTTPResponse

from newsarc.errors import BadUrl
from newsarc.fetch.address import origin
from newsarc.fetch.connect import Connector, CurrentConnector, Endpoint, Pools, Resolve, endpoint, pools
from newsarc.fetch.deadline import Deadline
from newsarc.fetch.decode import known_codings
from newsarc.fetch.guard import Guard
from newsarc.fetch.settings import HttpSettings

_OPEN = 64
"""hosts whose connections are kept open"""
_ACCEPT = "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.5"

Answer = tuple[requests.PreparedRequest, HTTPResponse]
"""the request as it was sent, and the response, its body still to be read"""


class Cookies:
    """What servers want to have back on the way of one target: some sites need that to stop redirecting.

    The standard keeps cookies apart by host but not by port or scheme.
    """

    def __init__(self) -> None:
        self._jars: dict[tuple[str, int], RequestsCookieJar] = {}

    def of(self, scheme: str, port: int) -> RequestsCookieJar:
        """Return those that came from there."""
        return self._jars.setdefault((scheme, port), RequestsCookieJar())


class Client:
    """Asks servers, over connections that stay open from one question to the next of a host. Safe to share between
    threads.

    Every connection passes *guard*. No proxy, .netrc or other setting of the environment is used.
    """

    def __init__(self, guard: Guard, resolve: Resolve) -> None:
        self._guard = guard
        self._resolve = resolve
        self._current = CurrentConnector()
        self._adapter = _Adapter(pools(self._current))
        self._lock = threading.Lock()
        self._running: set[Deadline] = set()
        self._closed = False

    def close(self) -> None:
        """End what is under way in any thread, at once, and let go of the connections."""
        with self._lock:
            self._closed = True
            running = list(self._running)
        for deadline in running:
            deadline.end()
        self._adapter.close()

    @contextmanager
    def ask(
        self,
        url: str,
        settings: HttpSettings,
        deadline: Deadline,
        *,
        vouched: Endpoint | None,
        cookies: Cookies,
        headers: Mapping[str, str],
    ) -> Iterator[Answer]:
        """Ask for *url* with these *headers* besides the usual ones, and give the answer; it ends at *deadline*.

        *vouched* is what the user answers for. A connection that was kept open may have been shut by the server
        meanwhile: then the request goes out again, once, on a new one. Redirects are not followed.
        Raises BadUrl, Refused, OSError (TimeoutError too when it was closed), and what urllib3 and http.client raise.
        """
        scheme, host, port = origin(url)
        with self._connector(settings, deadline, vouched) as connector:
            if settings.proxy:
                connector.check(host, port)
            session = _session(settings, self._adapter)
            session.cookies = cookies.of(scheme, port)
            ask = partial(
                session.get,
                url,
                stream=True,
                allow_redirects=False,
                timeout=min(settings.timeout, deadline.remaining()),
                headers=headers,
                auth=get_netrc_auth(url) if settings.netrc else None,
            )
            try:
                answer = ask()
            except requests.exceptions.InvalidURL as error:
                raise BadUrl(str(error)) from error
            except requests.ConnectionError:
                if not connector.reused or deadline.passed:
                    raise
                answer = ask()
            with answer as response:
                raw = response.raw
                if not isinstance(raw, HTTPResponse):
                    raise TypeError(f"requests gave {type(raw).__name__} for a body")
                yield response.request, raw

    @contextmanager
    def _connector(self, settings: HttpSettings, deadline: Deadline, vouched: Endpoint | None) -> Iterator[Connector]:
        """Give what opens this thread's connections for the length of a block."""
        with self._lock:
            if self._closed:
                raise TimeoutError("the fetcher is closed")
            self._running.add(deadline)
        connector = self._current.connector = Connector(
            deadline=deadline,
            guard=self._guard,
            timeout=settings.timeout,
            vouched=vouched,
            resolve=self._resolve,
            proxy=endpoint(*origin(settings.proxy)[1:]) if settings.proxy else None,
        )
        try:
            yield connector
        finally:
            self._current.connector = None
            with self._lock:
                self._running.discard(deadline)


class _Session(requests.Session):
    """A session that leaves redirects alone: requests reads a redirect's body whole before it says where to."""

    def get_redirect_target(self, resp: requests.Response) -> str | None:  # noqa: ARG002  # not ours to name
        """Return None: whoever asked follows redirects."""
        return None


class _Adapter(HTTPAdapter):
    """Opens connections through the pools it is given."""

    def __init__(self, by_scheme: Pools) -> None:
        super().__init__(max_retries=0, pool_connections=_OPEN, pool_maxsize=2)
        self._by_scheme = by_scheme
        self.poolmanager.pool_classes_by_scheme = by_scheme

    def proxy_manager_for(self, proxy: str, **proxy_kwargs: Any) -> Any:
        """Return the manager of connections to *proxy*, which pass the same guard and deadline."""
        manager = super().proxy_manager_for(proxy, **proxy_kwargs)
        manager.pool_classes_by_scheme = self._by_scheme
        return manager


def _session(settings: HttpSettings, adapter: HTTPAdapter) -> requests.Session:
    session = _Session()
    session.trust_env = False
    if settings.proxy:
        session.proxies = {"http": settings.proxy, "https": settings.proxy}
    session.verify = settings.ca_file or True
    session.headers.clear()
    session.headers.update(
        {"User-Agent": settings.user_agent, "Accept": _ACCEPT, "Accept-Encoding": ", ".join(known_codings())}
    )
    for prefix in ("http://", "https://"):
        session.mount(prefix, adapter)
    return session
