"""What a failed exchange with a server means, out of the exceptions that libraries wrap several deep."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from http.client import HTTPException, RemoteDisconnected
from socket import gaierror

from urllib3.exceptions import InvalidHeader, ProtocolError

from newsarc.model.outcome import Reason


def _tls(error: BaseException) -> str:
    return f"TLS: {getattr(error, 'verify_message', '') or getattr(error, 'reason', '') or error}"


def _not_http(error: BaseException) -> str:
    return f"not an HTTP answer: {type(error).__name__}: {error}"


def _system(error: BaseException) -> str:
    return getattr(error, "strerror", None) or "the connection failed"


# The first kind that occurs anywhere among the causes decides: the more it says, the further up it stands.
_MEANINGS: tuple[tuple[type[BaseException], Reason, Callable[[BaseException], str]], ...] = (
    (ssl.SSLError, Reason.CONNECTION, _tls),
    (gaierror, Reason.CONNECTION, lambda _: "the host name is not known"),
    (TimeoutError, Reason.TIMEOUT, lambda _: "no answer in time"),
    (RemoteDisconnected, Reason.CONNECTION, lambda _: "the server hung up without an answer"),
    (HTTPException, Reason.BAD_RESPONSE, _not_http),
    (InvalidHeader, Reason.BAD_RESPONSE, _not_http),
    (ConnectionError, Reason.CONNECTION, _system),
    (ProtocolError, Reason.BAD_RESPONSE, _not_http),
    (OSError, Reason.CONNECTION, _system),
)


def explain(error: BaseException) -> tuple[Reason, str]:
    """Return the reason and one line about it. The line may hold a server's words, of any length."""
    causes = list(_causes(error))
    for kind, reason, words in _MEANINGS:
        for cause in causes:
            if isinstance(cause, kind):
                return reason, words(cause)
    return Reason.BAD_RESPONSE, _not_http(error)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield the exception and those it carries or came from, outermost first."""
    waiting, seen = [error], set[int]()
    while waiting:
        cause = waiting.pop(0)
        if id(cause) in seen:
            continue
        seen.add(id(cause))
        yield cause
        inner = [*cause.args, getattr(cause, "reason", None), cause.__cause__, cause.__context__]
        waiting.extend(found for found in inner if isinstance(found, BaseException))
