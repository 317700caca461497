"""What was learned of a site from its other pages: what is no text on them, and where its stories stand."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from urllib.parse import urlsplit

import msgspec

_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")


class SiteRules(msgspec.Struct, frozen=True, kw_only=True):
    """The rules of one site. Extraction is given them; where they come from it does not know."""

    site: str
    """domain, ASCII, lower case"""
    digest: str = ""
    """eight hex digits: the same for the same rules, whatever else their file says"""
    lines: frozenset[str] = frozenset()
    """spelt as `spelt` does: taken out of a text"""
    boxes: frozenset[str] = frozenset()
    """shapes of boxes whose lines are taken out"""
    trusted: tuple[str, ...] = ()
    """shapes of boxes that hold stories, the most usual first"""


class Sites(msgspec.Struct, frozen=True):
    """The rules of all sites that have some, by domain."""

    by_domain: dict[str, SiteRules] = {}

    def at(self, *addresses: str | None) -> SiteRules | None:
        """Return the rules for the first of *addresses* that has a host: for that, else for a domain it is in."""
        if not self.by_domain:
            return None
        host = next((host for address in addresses if address and (host := _host(address))), "")
        while host:
            if host in self.by_domain:
                return self.by_domain[host]
            host = host.partition(".")[2]
        return None


NO_SITES = Sites()


class Does(StrEnum):
    """What a rule does."""

    DROP_LINE = "drop-line"
    DROP_BOX = "drop-box"
    TRUST = "trust"
    KEEP_LINE = "keep-line"
    KEEP_BOX = "keep-box"
    DISTRUST = "distrust"


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """One rule: what it does, to which line or box."""

    does: Does
    what: str
    stories: int = 0
    """in which it was seen; 0: a person made it"""
    note: str = ""
    """what a person says of it"""


class SeenLine(msgspec.Struct, frozen=True):
    """A line of a text, and the shapes of the boxes below the story's own that it stands in, inner ones first."""

    text: str
    boxes: tuple[str, ...] = ()


class SeenPage(msgspec.Struct, frozen=True, kw_only=True):
    """What learning looks at of one page: its text as it is read without rules."""

    name: str
    """how its record is called"""
    title: str = ""
    lines: tuple[SeenLine, ...] = ()
    body: str = ""
    """shape of the box the story stands in; empty where that is not certain, or the page itself was not kept"""
    from_markup: bool = False
    """whether the page itself was read, and not only a text"""


def spelt(text: str) -> str:
    """Return *text* as rules spell it: NFC, white space squeezed, without signs nobody sees.

    >>> spelt(" Cafe\\u0301\\u00a0 news\\u00adletter")
    'Café newsletter'
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", _UNSEEN.sub("", text))
    return " ".join(text.split())


def _host(address: str) -> str:
    """Return the host of *address* as ASCII, lower case; empty where there is none."""
    try:
        host = (urlsplit(address).hostname or "").strip(".")
        return host if host.isascii() else host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        return ""
