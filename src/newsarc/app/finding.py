"""What there is to collect behind an address: the use case behind ``source add``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

import msgspec

from newsarc.app.discovering import unread
from newsarc.app.web import Web
from newsarc.fetch.discover import Look, look
from newsarc.fetch.feeds import absolute
from newsarc.fetch.listing import Advertised, usual
from newsarc.fetch.robots import robots_address, sitemaps_in
from newsarc.model.outcome import Failed, Reason
from newsarc.model.source import Found, SourceKind
from newsarc.model.target import Page, Target
from newsarc.runners.interface import NotYet, Runner

_MOST = 8
"""addresses tried in one round"""


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """Something that can be collected."""

    url: str
    how: str
    """how it was found: ``given``, ``link``, ``anchor``, ``robots.txt``, ``usual path``"""
    found: Found
    served: str
    """where it was served, after redirects"""


def candidates(
    url: str, web: Web, runner: Runner, named: tuple[str, ...] = ()
) -> tuple[list[Candidate], Failed | None]:
    """Return what stands at *url* or is found from there, the best first; where nothing is, why: always one or the
    other.

    First what is there: a feed, a sitemap. On a web page, the feeds it advertises; if none is any good, the sitemaps of
    robots.txt, then usual places. A page full of links to articles is the last resort; what a pattern in
    *named* matches is one.
    """
    [(_, there, served)] = _looked([Advertised(url, SourceKind.LISTING, "given")], url, web, runner, named)
    if isinstance(there, Failed):
        return [], there
    if there.found is not None and there.found.kind is not SourceKind.LISTING:
        return [Candidate(url=url, how="given", found=there.found, served=served)], None
    rounds = (lambda: there.advertised, lambda: _robots(url, web), lambda: usual(url))
    for options in rounds:
        good = list(_good(options(), url, web, runner))
        if good:
            return sorted(good, key=_rank), None
    if there.found is not None and len(there.found.entries) >= 3:
        return [Candidate(url=url, how="given", found=there.found, served=served)], None
    return [], Failed(asked=url, reason=Reason.BAD_FEED, detail="no feed, no sitemap, no links to articles")


def there_is(url: str, kind: SourceKind, web: Web, runner: Runner, named: tuple[str, ...] = ()) -> Candidate | Failed:
    """Return what stands at *url*, taken for a source of this *kind*; nothing else is looked at. See candidates()."""
    [(_, there, served)] = _looked([Advertised(url, kind, "given")], url, web, runner, named)
    if isinstance(there, Failed):
        return there
    return Candidate(url=url, how="given", found=there.found or Found(kind=kind), served=served)


def _good(options: Sequence[Advertised], root: str, web: Web, runner: Runner) -> Iterator[Candidate]:
    tried = [one for one in options if "comments" not in one.url.lower()][:_MOST]
    for option, there, served in _looked(tried, root, web, runner) if tried else ():
        found = there.found if isinstance(there, Look) else None
        if found and found.kind is not SourceKind.LISTING and (found.entries or found.more):
            yield Candidate(url=option.url, how=option.how, found=found, served=served)


def _rank(candidate: Candidate) -> tuple[bool, bool, int]:
    """Put feeds before sitemaps, those that say when before those that do not, then the fuller one."""
    dated = any(entry.published for entry in islice(candidate.found.entries, 10))
    return candidate.found.kind is not SourceKind.FEED, not dated, -len(candidate.found.entries)


def _robots(url: str, web: Web) -> list[Advertised]:
    """Return the sitemaps that the robots.txt of *url* names."""
    at = robots_address(url)
    [(_, answer)] = list(_fetched([at], url, web))
    named = sitemaps_in(answer.content) if isinstance(answer, Page) else ()
    return [Advertised(there, SourceKind.SITEMAP, "robots.txt") for said in named if (there := absolute(said, at))]


def _looked(
    options: Sequence[Advertised], root: str, web: Web, runner: Runner, named: tuple[str, ...] = ()
) -> list[tuple[Advertised, Look | Failed, str]]:
    """Return what stands at each of *options*, and where it was served."""
    by_url = {one.url: one for one in options}
    answers = list(_fetched(list(by_url), root, web))
    pages = [(url, answer) for url, answer in answers if isinstance(answer, Page)]
    looks = runner.map(look, [(page, by_url[url].kind, named) for url, page in pages], unread) if pages else ()
    read = dict(zip((url for url, _ in pages), (one for one in looks if not isinstance(one, NotYet)), strict=True))
    failed = {url: answer for url, answer in answers if isinstance(answer, Failed)}
    served = {url: page.url or url for url, page in pages}
    return [(one, read.get(url) or failed[url], served.get(url, url)) for url, one in by_url.items()]


def _fetched(urls: Sequence[str], root: str, web: Web) -> Iterator[tuple[str, Page | Failed]]:
    targets = [Target(asked=url, url=url, typed=url == root, root=root) for url in urls]
    for got in web.fetch(targets, lambda: False):
        if got is not None and isinstance(got[1], Page | Failed):
            yield got[0].asked, got[1]
