"""The way from the address that was asked for to the page at the end of its redirects."""

from __future__ import annotations

import http
import re
from collections.abc import Callable
from datetime import UTC, datetime
from http.client import HTTPException
from types import TracebackType
from typing import Self

import msgspec
from urllib3.exceptions import HTTPError

from newsarc.errors import BadUrl, Refused
from newsarc.fetch.address import BadRedirect, Origin, check_address, follow, origin
from newsarc.fetch.connect import Endpoint, Resolve, endpoint, system_resolver
from newsarc.fetch.deadline import Deadline
from newsarc.fetch.decode import BadCoding, TooLarge
from newsarc.fetch.exchange import peer, recorded
from newsarc.fetch.explain import explain
from newsarc.fetch.guard import Guard, PublicOnly
from newsarc.fetch.headers import content_type
from newsarc.fetch.http import Answer, Client, Cookies
from newsarc.fetch.reply import BadResponse, read_body, retry_after
from newsarc.fetch.settings import HttpSettings
from newsarc.fetch.spelling import bounded
from newsarc.model.outcome import Failed, Reason
from newsarc.model.target import Fetched, Page, Target, Unchanged

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_HEADER_VALUE = re.compile(r"[\x20-\x7e\x80-\xff]{1,1000}")


class _TooManyRedirects(Exception):
    """The server kept sending us on."""


_REASONS: tuple[tuple[type[Exception], Reason], ...] = (
    (BadUrl, Reason.BAD_URL),
    (TooLarge, Reason.TOO_LARGE),
    (Refused, Reason.REFUSED),
    (BadCoding, Reason.BAD_RESPONSE),
    (BadRedirect, Reason.BAD_RESPONSE),
    (BadResponse, Reason.BAD_RESPONSE),
    (_TooManyRedirects, Reason.TOO_MANY_REDIRECTS),
)
_OWN = tuple(kind for kind, _ in _REASONS)
_FOREIGN = (HTTPError, HTTPException, OSError)


class Moved(msgspec.Struct, frozen=True):
    """The server sent us on; nothing of the next address was asked for yet."""

    url: str


class Fetcher:
    """Fetches pages, over connections that stay open from one to the next of a host. Safe to share between threads.

    Every connection passes *guard* (default: the public internet and what the user typed). No proxy, .netrc or other
    setting of the environment is used, unless *settings* says so. ``retrieved_at`` is *clock*'s, in UTC. *resolve*
    stands in for the system's resolver. Used as a context manager, or closed in the end.
    """

    def __init__(
        self,
        settings: HttpSettings,
        clock: Callable[[], datetime],
        *,
        guard: Guard | None = None,
        resolve: Resolve = system_resolver,
    ) -> None:
        self.settings = settings
        self._clock = clock
        self._client = Client(guard or PublicOnly(), resolve)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End what is under way in any thread, at once, and let go of the connections."""
        self._client.close()

    def get(self, target: Target) -> Fetched:
        """Return the page at ``target.address``, or why it could not be had.

        Redirects are followed, within ``settings.deadline`` all together. A body that is known or suspected to be cut
        is a Page with ``incomplete_because``. Raises nothing that a server, a network or an address can bring about.
        """
        journey = self.journey(target)
        while isinstance(got := journey.step(), Moved):
            continue
        return got

    def journey(self, target: Target, settings: HttpSettings | None = None) -> Journey:
        """Return the way to *target*, for whoever decides at each redirect whether and when to go on."""
        return Journey(self._client, target, settings or self.settings, self._clock)


class Journey:
    """The way of one target from the address that was asked for to the page at the end of the redirects.

    One request for each step; used by one thread at a time.
    """

    def __init__(self, client: Client, target: Target, settings: HttpSettings, clock: Callable[[], datetime]) -> None:
        self.target = target
        self.url = target.address
        """what the next step asks for"""
        self.settings = settings
        self._client = client
        self._clock = clock
        self._left = settings.deadline
        self._hops = 0
        self._cookies = Cookies()
        self._vouched: Endpoint | None = None
        self._start: Origin | None = None

    def step(self) -> Fetched | Moved:
        """Ask for ``url``; return what came of it, or where it leads. Raises nothing that a server can bring about."""
        with Deadline(max(self._left, 0.0)) as deadline:
            got = self._caught(deadline)
            self._left = deadline.left
        if isinstance(got, Moved):
            return got
        return msgspec.structs.replace(got, seconds=round(self.settings.deadline - self._left, 3))

    def _caught(self, deadline: Deadline) -> Fetched | Moved:
        try:
            return self._step(deadline)
        except _OWN as error:
            return self._failed(error)
        except _FOREIGN as error:
            if deadline.passed:
                return self._fail(Reason.TIMEOUT, f"not done in {self.settings.deadline:g} s")
            return self._fail(*explain(error))

    def _step(self, deadline: Deadline) -> Fetched | Moved:
        self.url = check_address(self.url)
        if self._start is None:
            self._start = origin(self.url)
            self._vouched = _vouched(self.target)
        asking = self._client.ask(
            self.url,
            self.settings,
            deadline,
            vouched=self._vouched,
            cookies=self._cookies,
            headers=self._conditions(),
        )
        with asking as answer:
            _, response = answer
            if response.status not in _REDIRECTS:
                return self._arrived(answer, deadline)
            self.url = follow(self.url, response.headers.get("location"))
        self._hops += 1
        if self._hops > self.settings.max_redirects:
            raise _TooManyRedirects(f"more than {self.settings.max_redirects}")
        return Moved(self.url)

    def _conditions(self) -> dict[str, str]:
        """Return the headers that ask for a page only if it changed: for the site that gave the validators alone."""
        known = self.target.validators
        if known is None or origin(self.url) != self._start:
            return {}
        found = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
        return {name: value for name, value in found.items() if value and _HEADER_VALUE.fullmatch(value)}

    def _arrived(self, answer: Answer, deadline: Deadline) -> Fetched:
        """Return what an *answer* that leads nowhere else comes to."""
        _, response = answer
        retrieved_at = self._clock().astimezone(UTC)
        headers = tuple(response.headers.items())
        if response.status == 304 and self._conditions():
            response.drain_conn()
            return Unchanged(asked=self.target.asked, url=self.url, retrieved_at=retrieved_at, headers=headers)
        said = f"{response.status} {response.reason or _phrase(response.status)}".strip()
        if response.status >= 400:
            later = retry_after(response.headers.get("retry-after"), retrieved_at)
            return self._fail(Reason.HTTP_STATUS, said, status=response.status, later=later)
        if not 200 <= response.status < 300:
            raise BadResponse(f"{said}, which was not asked for")
        return self._page(answer, deadline, retrieved_at)

    def _page(self, answer: Answer, deadline: Deadline, retrieved_at: datetime) -> Page:
        request, response = answer
        address = peer(response)  # known until the body is read
        kind = content_type(response.headers)
        body = read_body(response, deadline, max_bytes=self.settings.max_bytes, cut=self.settings.cut)
        return Page(
            asked=self.target.asked,
            content=body.content,
            retrieved_at=retrieved_at,
            url=self.url,
            media_type=kind.media_type,
            charset=kind.charset,
            status=response.status,
            headers=tuple(response.headers.items()),
            incomplete_because=body.incomplete_because,
            exchange=recorded(request, response, body, at=retrieved_at, address=address)
            if self.settings.exchange
            else None,
        )

    def _failed(self, error: Exception) -> Failed:
        reason = next(reason for kind, reason in _REASONS if isinstance(error, kind))
        return self._fail(reason, getattr(error, "message", "") or str(error))

    def _fail(self, reason: Reason, detail: str, *, status: int | None = None, later: float | None = None) -> Failed:
        return Failed(asked=self.target.asked, reason=reason, detail=bounded(detail), status=status, retry_after=later)


def _vouched(target: Target) -> Endpoint | None:
    """Return the endpoint of the address that the user answers for."""
    if target.vouched is None:
        return None
    try:
        _scheme, host, port = origin(check_address(target.vouched))
    except BadUrl:
        return None
    return endpoint(host, port)


def _phrase(status: int) -> str:
    try:
        return http.HTTPStatus(status).phrase
    except ValueError:
        return ""
