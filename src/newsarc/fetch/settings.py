"""How newsarc behaves as a client; apart from http, so that saying it does not load requests."""

from __future__ import annotations

import msgspec

from newsarc import __version__


def user_agent(contact: str = "") -> str:
    """Return what newsarc calls itself: name, version, what it is, and where its user can be reached.

    >>> user_agent("desk@news.example").endswith("(news archiver; desk@news.example)")
    True
    """
    return f"newsarc/{__version__} (news archiver{f'; {contact}' if contact else ''})"


class HttpSettings(msgspec.Struct, frozen=True, kw_only=True):
    """How newsarc behaves as a client."""

    user_agent: str = user_agent()
    timeout: float = 10.0
    """seconds to connect, and to wait for the next bytes"""
    deadline: float = 30.0
    """seconds for everything: names, redirects, headers and body"""
    max_bytes: int = 32 * 1024 * 1024
    """of a body, both as it comes and decoded"""
    cut: bool = False
    """a body beyond max_bytes is a page that is cut there, in place of a failure"""
    max_redirects: int = 10
    exchange: bool = True
    """whether a page carries what went over the wire, for whoever keeps it"""
    proxy: str | None = None
    """http://HOST:PORT that everything goes through; where it leads to is still checked as far as names are known"""
    netrc: bool = False
    """whether a password for a host is taken from the user's .netrc"""
    ca_file: str | None = None
    """certificates to trust (PEM) in place of the usual ones"""
