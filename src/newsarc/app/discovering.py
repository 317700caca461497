"""Reading what sources list: their feeds, sitemaps and listings, as far as they changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import msgspec

from newsarc.app.arriving import Arrivals
from newsarc.app.running import Run
from newsarc.app.web import Web
from newsarc.archive.standings import Standings
from newsarc.fetch.discover import Item, attempt
from newsarc.model.outcome import Failed, Reason
from newsarc.model.source import Entry, Found, Source
from newsarc.model.target import Fetched, Page, Target, Validators
from newsarc.model.visit import Ended, Part, Standing, Visit
from newsarc.runners.interface import Loss, NotYet, Runner

_DEPTH = 3
"""an index of indexes of sitemaps is the deepest that is followed"""
_MOST = 200
"""sitemaps of one source that are followed in one run"""


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """One address of a source, read."""

    source: Source
    url: str
    answer: Fetched
    result: Found | Failed | None = None
    """what reading gave, where a page came"""

    @property
    def found(self) -> Found | None:
        """What stands there; None: it could not be read, or has not changed."""
        return self.result if isinstance(self.result, Found) else None

    @property
    def failed(self) -> Failed | None:
        """Why it could not be fetched or read."""
        ended = self.result or self.answer
        return ended if isinstance(ended, Failed) else None

    def visit(self, run: Run, *, left: int = 0, new: int = 0) -> Visit:
        """Return the line of the log for it; *left* of its entries are for a later run, *new* records came of it."""
        found, failed = self.found, self.failed
        # An index may stay as it is while what it leads to changes.
        again = failed is not None or (found is not None and bool(found.more or found.incomplete_because))
        outcome = Ended.FAILED if failed else Ended.READ if found else Ended.KNOWN
        return msgspec.structs.replace(
            run.visit(self.url, self.answer, outcome, again=again),
            part=Part.SOURCE,
            source=self.source.name,
            reason=failed.reason if failed else None,
            detail=failed.detail if failed else (found and found.incomplete_because) or "",
            entries=len(found.entries) + len(found.more) if found else None,
            left=left,
            new=new,
        )


class Discovery:
    """Reads sources. Without *standings* everything is asked for whole, as if for the first time."""

    def __init__(
        self, web: Web, runner: Runner, standings: Standings | None, *, enough: Callable[[], bool] = lambda: False
    ) -> None:
        self._web = web
        self._runner = runner
        self._standings = standings
        self._enough = enough
        self.unread: Counter[str] = Counter()
        """by source: sitemaps that an index led to and that were not asked for, because it was enough"""

    def read(self, addresses: Sequence[tuple[Source, str]]) -> Iterator[Listed]:
        """Yield what stands at *addresses*, and at the sitemaps they lead to, as it comes."""
        seen: dict[str, set[str]] = {}
        followed: Counter[str] = Counter()
        for source, url in addresses:
            seen.setdefault(source.name, set()).add(url)
        todo = [(source, url, 0) for source, url in addresses]
        while todo:
            depths = {(source.name, url): depth for source, url, depth in todo}
            following: list[tuple[Source, str, int]] = []
            for listed in self._round([(source, url) for source, url, _ in todo]):
                self.unread[listed.source.name] -= listed.url not in listed.source.urls
                yield listed
                depth = depths[listed.source.name, listed.url] + 1
                name = listed.source.name
                for child in listed.found.more if listed.found and depth <= _DEPTH else ():
                    if child.url not in seen[name] and followed[name] < _MOST and self._is_news(child):
                        seen[name].add(child.url)
                        followed[name] += 1
                        following.append((listed.source, child.url, depth))
            self.unread.update(source.name for source, _, _ in following)
            todo = following

    def _is_news(self, sitemap: Entry) -> bool:
        """Say whether a sitemap may have changed since it was read, as far as the index that names it tells."""
        before = self._before(sitemap.url)
        read_at = before.read_at if before and not before.left else None
        return read_at is None or sitemap.updated is None or sitemap.updated.date() >= read_at.date()

    def _before(self, url: str) -> Standing | None:
        return self._standings.of(url, Part.SOURCE) if self._standings else None

    def _round(self, addresses: list[tuple[Source, str]]) -> Iterator[Listed]:
        if not addresses:
            return
        arrivals: Arrivals[tuple[Source, str], Item, Found | Failed] = Arrivals(
            lambda targets: self._web.fetch(targets, self._enough),
            _item,
            lambda items: self._runner.map(attempt, items, unread),
        )
        errands = ((target_of(source, url, self._before(url)), (source, url)) for source, url in addresses)
        for came in arrivals.of(errands):
            if not isinstance(came, NotYet):
                source, url = came.errand
                yield Listed(source=source, url=url, answer=came.answer, result=came.read)


def _item(errand: tuple[Source, str], page: Page) -> Item:
    source, _ = errand
    return page, source.kind, source.include


def target_of(source: Source, url: str, before: Standing | None) -> Target:
    """Return what to ask for at *url*, which *source* names or led to; *before* is what earlier visits came to."""
    typed = url in source.urls
    root = None if typed else _root_of(source, url)
    return Target(asked=url, url=url, typed=typed, root=root, validators=_conditions(before))


def _conditions(before: Standing | None) -> Validators | None:
    """Return what lets a server say that nothing changed since *before*; None where everything is wanted again."""
    if before is None or before.left or not (before.etag or before.last_modified):
        return None
    return Validators(etag=before.etag, last_modified=before.last_modified)


def _root_of(source: Source, url: str) -> str:
    """Return which of the source's addresses, which the user typed, answers for *url*: one of the same host, else the
    first.
    """
    place = url.split("/")[:3]
    return next((typed for typed in source.urls if typed.split("/")[:3] == place), source.urls[0])


def unread(item: Item, loss: Loss) -> Failed:
    """Return what is said of a page of a source, on which a worker was lost: the form for runners."""
    return Failed(asked=item[0].asked, reason=Reason(loss.cause.value), detail=loss.detail)
