"""Which addresses may be asked for, decided once, before anything is resolved. Pure.

Where two parsers could read two hosts out of one text (backslashes, user names, control characters), the text is
refused instead of guessed at.
"""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urldefrag, urljoin, urlsplit

from newsarc.errors import BadUrl, FetchError, Refused
from newsarc.fetch.spelling import bounded

_DEFAULT_PORTS = {"http": 80, "https": 443}
_UNWANTED = re.compile(r"[\x00-\x20\x7f-\x9f\\]")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")

Origin = tuple[str, str, int]
"""scheme, host, port"""


class BadRedirect(FetchError):
    """The server sent us on to something that is no address."""


def check_address(text: str) -> str:
    """Return *text* without its fragment when it is an http(s) address that may be asked for.

    :raises BadUrl: it is not one, or it carries a user name or password, which would end up in the archive.
    >>> check_address("https://news.example/a?id=7#top")
    'https://news.example/a?id=7'
    """
    parts = _split(text)
    if parts.scheme not in _DEFAULT_PORTS:
        raise BadUrl("it does not begin with http:// or https://")
    _check_host(parts)
    return urldefrag(text).url


def web_address(text: str) -> str | None:
    """Return *text* as check_address does, None where that refuses it: for what others wrote down as an address."""
    try:
        return check_address(text)
    except BadUrl:
        return None


def origin(url: str) -> Origin:
    """Return scheme, host and port of an address that check_address accepted."""
    parts = urlsplit(url)
    return parts.scheme, parts.hostname or "", parts.port or _DEFAULT_PORTS[parts.scheme]


def same_origin(url: str, other: str) -> bool:
    """Say whether two addresses that check_address accepted have scheme, host and port in common."""
    return origin(url) == origin(other)


def follow(url: str, location: str | None) -> str:
    """Return the address that *location*, a redirect's, means on a page served at *url*.

    :raises BadRedirect: there is none, or it is no address.
    :raises Refused: it leads to another scheme than http(s), or from https to http.
    >>> follow("https://news.example/a/b", "../c")
    'https://news.example/c'
    """
    location = _as_sent(location or "").strip()
    if not location:
        raise BadRedirect("a redirect that does not say where to")
    if _CONTROLS.search(location):
        raise BadRedirect("redirected to an address with control characters")
    try:
        target = urljoin(url, location)
        scheme = urlsplit(target).scheme
        hostless = urlsplit(location).scheme in _DEFAULT_PORTS and not urlsplit(location).netloc
    except ValueError as error:
        raise BadRedirect(f"redirected to no address: {bounded(location)!r}") from error
    if hostless:  # "http:///a" and "http:a": every program makes another address of it
        raise BadRedirect(f"redirected to an address without a host: {bounded(location)!r}")
    if scheme not in _DEFAULT_PORTS:
        raise Refused(f"redirected to a {bounded(scheme)}: address")
    if scheme == "http" and urlsplit(url).scheme == "https":
        raise Refused("redirected from https to http")
    try:
        return check_address(target)
    except BadUrl as error:
        raise BadRedirect(f"redirected to no address: {bounded(location)!r}: {error.message}") from error


def _as_sent(header: str) -> str:
    """Return the header's bytes as UTF-8 where they are: HTTP libraries hand them over as Latin-1."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header


def _split(text: str) -> SplitResult:
    if _CONTROLS.search(text) or text != text.strip():
        raise BadUrl("it holds control characters or blanks around it")
    try:
        return urlsplit(text)
    except ValueError as error:
        raise BadUrl(bounded(str(error))) from error


def _check_host(parts: SplitResult) -> None:
    if "@" in parts.netloc:
        raise BadUrl("it carries a user name or password")
    if not parts.hostname or _UNWANTED.search(parts.netloc):
        raise BadUrl("it names no host")
    try:
        port = parts.port
        parts.hostname.encode("idna")
    except UnicodeError as error:
        raise BadUrl("its host name is empty in one part, or too long") from error
    except ValueError as error:
        raise BadUrl("its port is not a number up to 65535") from error
    if port == 0:
        raise BadUrl("nothing answers at port 0")
