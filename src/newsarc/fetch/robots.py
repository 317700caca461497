"""What a site's robots.txt lets newsarc ask for (RFC 9309). Pure: fetching it is somebody else's.

Unlike the pages of a site it is asked for without being asked about itself.
"""

from __future__ import annotations

import re
from enum import StrEnum
from urllib.parse import urlsplit, urlunsplit

import msgspec
from protego import Protego

from newsarc.model.outcome import Failed, Reason
from newsarc.model.target import Fetched, Page

MAX_BYTES = 500 * 1024
"""of a robots.txt; the rest is not read (RFC 9309, 2.5)"""
MAX_REDIRECTS = 5
"""(RFC 9309, 2.3.1.2)"""
_DAY = 86_400.0
_EXPIRES = _DAY
"""seconds a robots.txt is believed when it does not say (RFC 9309, 2.4)"""
_LEAST, _MOST = 300.0, 7 * _DAY
"""bounds to what it may say of that itself"""
_AGAIN = 600.0
"""seconds until a robots.txt that could not be had is asked for again"""
_MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,10})")
_LONGEST_LINE = 2_048
"""characters of a line that are read: patterns are matched against every address"""


class Stance(StrEnum):
    """What a site's robots.txt comes to."""

    RULES = "rules"
    ALL = "all"
    """there is none: everything may be asked for"""
    WAIT = "wait"
    """it could not be had: nothing may be asked for until it could"""


class SavedRobots(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A site's robots.txt as it may be kept from one run to the next."""

    site: str
    """scheme://host:port"""
    stance: Stance
    expires_at: float
    """seconds since 1970"""
    text: str = ""
    detail: str = ""
    """why it could not be had"""
    reason: Reason = Reason.ROBOTS


class Robots:
    """A site's robots.txt, read."""

    def __init__(self, saved: SavedRobots) -> None:
        self.saved = saved
        self._rules = Protego.parse(saved.text) if saved.stance is Stance.RULES else None

    def allows(self, url: str, agent: str) -> bool:
        """Say whether *agent*, a product name such as ``newsarc``, may ask for *url*."""
        return self.saved.stance is not Stance.WAIT if self._rules is None else self._rules.can_fetch(url, agent)

    def delay(self, agent: str) -> float | None:
        """Return the seconds that the site wants between two requests; None when it does not say."""
        if self._rules is None:
            return None
        rate = self._rules.request_rate(agent)
        wanted = [self._rules.crawl_delay(agent), rate.seconds / rate.requests if rate and rate.requests else None]
        return max((float(one) for one in wanted if one is not None), default=None)


def sitemaps_in(content: bytes) -> tuple[str, ...]:
    """Return the sitemaps that the robots.txt *content* names, as it spells them, each once."""
    return tuple(dict.fromkeys(said for said in Protego.parse(_text(content)).sitemaps if said))


def site_of(url: str) -> str:
    """Return the scheme, host and port of *url*, whose robots.txt speaks for it."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), "", "", ""))


def robots_address(url: str) -> str:
    """Return where the robots.txt that speaks for *url* is.

    >>> robots_address("https://news.example/a?b")
    'https://news.example/robots.txt'
    """
    return site_of(url) + "/robots.txt"


def read_robots(site: str, got: Fetched, now: float) -> Robots:
    """Return what *got*, the answer for the robots.txt of *site*, means at *now*.

    A page is rules. 4xx means that there are none, 401 and 403 included (RFC 9309, 2.3.1.3), but not 429: that is a
    server with too much to do. Everything else, too many redirects excepted, means to wait.
    """
    if isinstance(got, Page):
        return Robots(
            SavedRobots(site=site, stance=Stance.RULES, expires_at=now + _lifetime(got), text=_text(got.content))
        )
    if isinstance(got, Failed) and (_says_none(got.status) or got.reason is Reason.TOO_MANY_REDIRECTS):
        return Robots(SavedRobots(site=site, stance=Stance.ALL, expires_at=now + _EXPIRES))
    detail = got.detail if isinstance(got, Failed) else "unchanged, which was not asked for"
    reason = got.reason if isinstance(got, Failed) and got.status is None else Reason.ROBOTS
    again = max(_AGAIN, (got.retry_after or 0.0) if isinstance(got, Failed) else 0.0)
    return Robots(SavedRobots(site=site, stance=Stance.WAIT, expires_at=now + again, detail=detail, reason=reason))


def _says_none(status: int | None) -> bool:
    return status is not None and 400 <= status < 500 and status != 429


def _text(content: bytes) -> str:
    """Return the file's text, lines of an unlikely length cut."""
    text = content[:MAX_BYTES].decode("utf-8-sig", "replace")
    return "\n".join(line[:_LONGEST_LINE] for line in re.split(r"\r\n|\r|\n", text) if line and not line.isspace())


def _lifetime(page: Page) -> float:
    """Return the seconds the file may be believed: what its Cache-Control says, within bounds."""
    said = next((value for name, value in page.headers if name.lower() == "cache-control"), "")
    age = _MAX_AGE.search(said.lower())
    return min(max(float(age[1]), _LEAST), _MOST) if age else _EXPIRES
