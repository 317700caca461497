"""Addresses: the spelling that is stored, the key that finds the same page again, the domain of the owner."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple, NewType
from urllib.parse import SplitResult, urlsplit

from newsarc.errors import BadUrl
from newsarc.lexicon.addresses import suffixes, tracking

CanonicalUrl = NewType("CanonicalUrl", str)
"""Only canonical_url makes one."""

_LONGEST = 8192
_PORTS = {"http": 80, "https": 443}
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f\\]")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})?")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_PATH_SAFE = re.compile(r"[^A-Za-z0-9\-._~!$&'()*+,;=:@/%]")
_QUERY_SAFE = re.compile(r"[^A-Za-z0-9\-._~!$&'()*+,;=:@/?%]")
# What nearly all addresses are: with nothing in them to escape, to lower or to drop but parameters.
_PLAIN = re.compile(
    r"(https?)://([a-z0-9_.-]+)(/[A-Za-z0-9\-._~!$&'()*+,;=:@/]*)?(?:\?([A-Za-z0-9\-._~!$&'()*+,;=:@/?]*))?"
)
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_IPV6 = re.compile(r"\[[0-9a-f:.]{2,45}\]")
_NOT_DOMAIN = re.compile(r"[\d.]+|\[.*")


class _Canonical(NamedTuple):
    """The parts of a canonical address; *port* is None where the scheme says it, a *fragment* begins with ``!``."""

    scheme: str
    host: str
    port: int | None
    path: str
    query: str
    fragment: str


def canonical_url(raw: str, *, drop: frozenset[str] = frozenset()) -> CanonicalUrl:
    """Return the one spelling of *raw* that newsarc compares and stores. Idempotent.

    Scheme and host in lower case (host as ASCII), no default port, user, fragment (but ``#!``), dot segment or
    parameter that only tracks readers (nor those named in *drop*, lower case); escapes as RFC 3986 prefers them.
    The path keeps its case, the parameters their order. Never touches the network: following redirects is the
    fetcher's work.

    Raises BadUrl: *raw* is not an absolute http(s) URL.

    >>> canonical_url("HTTPS://News.Example:443/a?id=7&utm_source=x#top")
    'https://news.example/a?id=7'
    """
    scheme, host, port, path, query, fragment = _canonical(raw, drop)
    where = host if port is None else f"{host}:{port}"
    return CanonicalUrl(f"{scheme}://{where}{path}{'?' + query if query else ''}{'#' + fragment if fragment else ''}")


def url_key(raw: str) -> str:
    """Return a key that the usual spellings of one page share: for finding what is known, never for fetching.

    On top of canonical_url, http is https, ``www.``, ``m.``, ``amp.`` and their like go, so do a trailing slash, an AMP
    ending and AMP parameters; parameters stand in alphabetical order. Idempotent. Raises BadUrl as canonical_url does.

    >>> url_key("http://www.news.example/a/?b=2&a=1")
    'https://news.example/a?a=1&b=2'
    """
    _scheme, host, port, path, query, fragment = _canonical(raw, frozenset())
    host = _plain_host(host)
    if port is not None and port not in _PORTS.values():
        host = f"{host}:{port}"
    while path != (shorter := path.rstrip("/").removesuffix("/amp").removesuffix("/amp.html")):
        path = shorter
    if query:
        amp = tracking().amp_names
        query = "&".join(sorted(pair for pair in query.split("&") if pair.partition("=")[0].lower() not in amp))
    return f"https://{host}{path}{'?' + query if query else ''}{'#' + fragment if fragment else ''}"


def registered_domain(url_or_host: str) -> str | None:
    """Return the part of a host that one owner registered, lower case, or None when there is no domain name in it.

    Endings of two labels (``co.uk``) are told by a short list of usual second-level names, not the whole public list.

    >>> registered_domain("https://www.politics.news.co.uk/a")
    'news.co.uk'
    """
    host = url_or_host
    if "://" in url_or_host:
        try:
            host = urlsplit(url_or_host).hostname or ""
        except ValueError:
            return None
    host = host.lower().strip(".")
    labels = host.split(".")
    if len(labels) < 2 or _NOT_DOMAIN.fullmatch(host) or not all(labels):
        return None
    known = suffixes()
    for size in (2, 3):
        if ".".join(labels[-size:]) in known.shared:
            return ".".join(labels[-size - 1 :])
    two_labels = len(labels[-1]) == 2 and labels[-2] in known.second_level and len(labels) > 2
    return ".".join(labels[-3:] if two_labels else labels[-2:])


def _canonical(raw: str, drop: frozenset[str]) -> _Canonical:
    if (plain := _PLAIN.fullmatch(raw)) and len(raw) <= _LONGEST and "/." not in raw:
        scheme, host, path, query = plain.groups()
        if _is_name(host):
            return _Canonical(scheme, host, None, path or "/", _query(query or "", drop), "")
    parts = _split(raw)
    host = _host(raw, parts)
    port = _port(raw, parts)
    return _Canonical(
        parts.scheme,
        host,
        None if port == _PORTS[parts.scheme] else port,
        _path(parts.path),
        _query(parts.query, drop),
        _escape(parts.fragment, _QUERY_SAFE) if parts.fragment.startswith("!") else "",
    )


def _split(raw: str) -> SplitResult:
    stripped = raw.strip(" \t\r\n")
    if len(stripped) > _LONGEST:
        raise BadUrl(f"longer than {_LONGEST} characters", subject=stripped[:80])
    if _FORBIDDEN.search(stripped):
        raise BadUrl("holds a control character or a backslash", subject=repr(stripped[:200]))
    try:
        parts = urlsplit(stripped)
    except ValueError as error:
        raise BadUrl(str(error), subject=repr(stripped[:200])) from error
    if parts.scheme not in _PORTS:
        raise BadUrl("it must start with http:// or https://", subject=repr(stripped[:200]))
    return parts


def _host(raw: str, parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    if not host.isascii():
        host = _ascii_host(raw, host)
    if ":" in host:
        host = f"[{host}]"
        after = parts.netloc.rpartition("@")[2].rpartition("]")[2]
        good = after[:1] in {"", ":"} and _IPV6.fullmatch(host) is not None
    else:
        good = _is_name(host)
    if not good:
        raise BadUrl("no usable host name", subject=repr(raw[:200]))
    return host


@lru_cache(maxsize=1024)
def _is_name(host: str) -> bool:
    return len(host) <= 253 and all(_LABEL.fullmatch(label) for label in host.split("."))


def _ascii_host(raw: str, host: str) -> str:
    import idna  # noqa: PLC0415 - its tables are only loaded when an address needs them

    try:
        return idna.encode(host, uts46=True).decode("ascii").lower()
    except (idna.IDNAError, UnicodeError) as error:
        raise BadUrl("no usable host name", subject=repr(raw[:200])) from error


def _port(raw: str, parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError as error:
        raise BadUrl("no usable port", subject=repr(raw[:200])) from error


def _path(path: str) -> str:
    """RFC 3986, 5.2.4: dot segments are removed after escapes are resolved, so that %2e%2e cannot hide one."""
    kept: list[str] = []
    segments = _escape(path, _PATH_SAFE).split("/")[1:]
    for number, segment in enumerate(segments):
        if segment == "..":
            if kept:
                kept.pop()
        elif segment != ".":
            kept.append(segment)
        if segment in {".", ".."} and number == len(segments) - 1:
            kept.append("")
    return "/" + "/".join(kept)


def _query(query: str, drop: frozenset[str]) -> str:
    if not query:
        return ""
    known = tracking()
    kept = []
    for pair in _escape(query, _QUERY_SAFE).split("&"):
        name = pair.partition("=")[0].lower()
        if pair and name not in known.names and name not in drop and not name.startswith(known.prefixes):
            kept.append(pair)
    return "&".join(kept)


def _escape(text: str, unsafe: re.Pattern[str]) -> str:
    try:
        ascii_only = unsafe.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), text)
    except UnicodeEncodeError as error:
        raise BadUrl("holds a lone surrogate", subject=repr(text[:200])) from error
    return _ESCAPE.sub(_one_escape, ascii_only) if "%" in ascii_only else ascii_only


def _one_escape(found: re.Match[str]) -> str:
    if found[1] is None:
        return "%25"
    char = chr(int(found[1], 16))
    return char if char in _UNRESERVED else found[0].upper()


@lru_cache(maxsize=1024)
def _plain_host(host: str) -> str:
    mobile = tracking().mobile_hosts
    labels = host.split(".")
    while len(labels) > 2 and labels[0] in mobile:
        labels = labels[1:]
    return ".".join(labels)
