"""Pages from the web. The only module that knows requests."""

from __future__ import annotations

import http
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from http.client import HTTPException

import requests
import urllib3
from requests.adapters import HTTPAdapter
from requests.cookies import RequestsCookieJar
from urllib3.response import HTTPResponse

from newsarc.errors import BadUrl, Refused
from newsarc.fetch.address import BadRedirect, check_address, follow, origin
from newsarc.fetch.connect import Deadline, Line, Pools, pools
from newsarc.fetch.decode import BadCoding, TooLarge, known_codings
from newsarc.fetch.explain import explain
from newsarc.fetch.guard import AllowAll, Guard
from newsarc.fetch.reply import BadResponse, content_type, read_body
from newsarc.fetch.settings import HttpSettings
from newsarc.fetch.spelling import bounded
from newsarc.model.outcome import Failed, Reason
from newsarc.model.target import Page, Target

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ACCEPT = "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.5"


class _Status(Exception):
    """The server answered that it has nothing for us."""


class _TooManyRedirects(Exception):
    """The server kept sending us on."""


_REASONS: tuple[tuple[type[Exception], Reason], ...] = (
    (BadUrl, Reason.BAD_URL),
    (requests.exceptions.InvalidURL, Reason.BAD_URL),
    (TooLarge, Reason.TOO_LARGE),
    (Refused, Reason.REFUSED),
    (BadCoding, Reason.BAD_RESPONSE),
    (BadRedirect, Reason.BAD_RESPONSE),
    (BadResponse, Reason.BAD_RESPONSE),
    (_Status, Reason.HTTP_STATUS),
    (_TooManyRedirects, Reason.TOO_MANY_REDIRECTS),
)
_OWN = tuple(kind for kind, _ in _REASONS)
_FOREIGN = (requests.RequestException, urllib3.exceptions.HTTPError, HTTPException, OSError)


def fetch_url(
    target: Target, settings: HttpSettings, clock: Callable[[], datetime], *, guard: Guard | None = None
) -> Page | Failed:
    """Return the page at ``target.url`` (else ``target.asked``), or why it could not be had.

    Every connection, redirects' too, passes *guard* (default: all are allowed) and is over at ``settings.deadline``.
    No proxy, .netrc or other setting of the environment is used. A body that is known or suspected to be cut is a Page
    with ``incomplete_because``. ``retrieved_at`` is *clock*'s when the answer came, in UTC. Raises nothing that a
    server, a network or an address can bring about.
    """
    with Deadline(settings.deadline) as deadline:
        line = Line(deadline=deadline, guard=guard or AllowAll(), timeout=settings.timeout)
        try:
            with closing(_session(settings, pools(line))) as session:
                return _Fetch(target, settings, session, deadline, clock).run()
        except _OWN as error:
            reason = next(reason for kind, reason in _REASONS if isinstance(error, kind))
            return Failed(
                asked=target.asked, reason=reason, detail=bounded(getattr(error, "message", "") or str(error))
            )
        except _FOREIGN as error:
            if deadline.passed:
                return Failed(asked=target.asked, reason=Reason.TIMEOUT, detail=f"not done in {settings.deadline:g} s")
            reason, detail = explain(error)
            return Failed(asked=target.asked, reason=reason, detail=bounded(detail))


class _Session(requests.Session):
    """A session that leaves redirects alone: requests reads a redirect's body whole before it says where to."""

    def get_redirect_target(self, resp: requests.Response) -> str | None:  # noqa: ARG002  # not ours to name
        """Return None: fetch_url follows redirects itself."""
        return None


class _Adapter(HTTPAdapter):
    """Opens connections through the pools it is given."""

    def __init__(self, by_scheme: Pools) -> None:
        super().__init__(max_retries=0)
        self.poolmanager.pool_classes_by_scheme = by_scheme


def _session(settings: HttpSettings, by_scheme: Pools) -> requests.Session:
    session = _Session()
    session.trust_env = False
    session.verify = settings.ca_file or True
    session.headers.clear()
    session.headers.update(
        {"User-Agent": settings.user_agent, "Accept": _ACCEPT, "Accept-Encoding": ", ".join(known_codings())}
    )
    for prefix in ("http://", "https://"):
        session.mount(prefix, _Adapter(by_scheme))
    return session


class _Fetch:
    """One fetch: from the address that was asked for to the page at the end of the redirects."""

    def __init__(
        self,
        target: Target,
        settings: HttpSettings,
        session: requests.Session,
        deadline: Deadline,
        clock: Callable[[], datetime],
    ) -> None:
        self.target = target
        self.settings = settings
        self.session = session
        self.deadline = deadline
        self.clock = clock
        self.cookies: dict[tuple[str, int], RequestsCookieJar] = {}

    def run(self) -> Page:
        url = check_address(self.target.url or self.target.asked)
        for _ in range(self.settings.max_redirects + 1):
            with self._answer(url) as response:
                if response.status not in _REDIRECTS:
                    return self._page(url, response)
                url = follow(url, response.headers.get("location"))
        raise _TooManyRedirects(f"more than {self.settings.max_redirects}")

    @contextmanager
    def _answer(self, url: str) -> Iterator[HTTPResponse]:
        """Ask for *url* and give the answer with its body still to be read; closes the connection in the end."""
        scheme, _, port = origin(url)
        # Cookies go back to where they came from: some sites need that to stop redirecting. The standard keeps them
        # apart by host but not by port or scheme.
        self.session.cookies = self.cookies.setdefault((scheme, port), RequestsCookieJar())
        timeout = min(self.settings.timeout, self.deadline.remaining())
        with self.session.get(url, stream=True, allow_redirects=False, timeout=timeout) as response:
            raw = response.raw
            if not isinstance(raw, HTTPResponse):
                raise TypeError(f"requests gave {type(raw).__name__} for a body")
            yield raw

    def _page(self, url: str, response: HTTPResponse) -> Page:
        retrieved_at = self.clock().astimezone(UTC)
        _check_status(response)
        kind = content_type(response.headers)
        body = read_body(response, self.deadline, max_bytes=self.settings.max_bytes)
        return Page(
            asked=self.target.asked,
            content=body.content,
            retrieved_at=retrieved_at,
            url=url,
            media_type=kind.media_type,
            charset=kind.charset,
            status=response.status,
            headers=tuple(response.headers.items()),
            incomplete_because=body.incomplete_because,
        )


def _check_status(response: HTTPResponse) -> None:
    """Raise unless the status promises a page."""
    said = f"{response.status} {response.reason or _phrase(response.status)}".strip()
    if response.status >= 400:
        raise _Status(said)
    if not 200 <= response.status < 300:
        raise BadResponse(f"{said}, which was not asked for")


def _phrase(status: int) -> str:
    try:
        return http.HTTPStatus(status).phrase
    except ValueError:
        return ""
