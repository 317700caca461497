"""Pages from the web for whoever reads them: fetched in this process, politely, many hosts at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from newsarc.app import wiring
from newsarc.app.clock import seconds
from newsarc.app.config import Config
from newsarc.app.gather import Item
from newsarc.fetch.many import fetch_many
from newsarc.model.outcome import Failed, Skipped
from newsarc.model.target import Page, Target, Unchanged
from newsarc.runners.interface import NOT_YET, NotYet

POLL = 0.05
"""seconds after which somebody who waits for a page may look after something else"""


def fetched(
    targets: Iterable[Target], config: Config, *, enough: Callable[[], bool] = lambda: False
) -> Iterator[Page | Failed | NotYet]:
    """Yield what comes for *targets*, as it comes; NOT_YET now and then while nothing does.

    Once *enough* says so nothing more is asked for, and what was not asked for is not yielded.
    """
    for _target, got in _numbered(targets, config, enough):
        yield got


def fetched_in_order(
    items: Iterable[Target | Skipped | Failed], urls: Sequence[str], config: Config
) -> Iterator[Item | NotYet]:
    """Yield *items*, the web pages among them fetched, in their order: what came early waits for what stands before it.

    *urls* are the addresses of those pages, in the same order.
    """
    pages = list(wiring.pages(urls))
    due = iter(pages)
    early: dict[int, Page | Failed] = {}
    coming = _numbered(pages, config, lambda: False)
    for item in items:
        if not isinstance(item, Target) or item.path is not None or item.recorded is not None:
            yield item
            continue
        page = id(next(due))
        while page not in early:
            target, got = next(coming)
            if isinstance(got, NotYet):
                yield got
            else:
                early[id(target)] = got
        yield early.pop(page)


def _numbered(
    targets: Iterable[Target], config: Config, enough: Callable[[], bool]
) -> Iterator[tuple[Target | None, Page | Failed | NotYet]]:
    with wiring.fetcher(config) as fetcher:
        several = fetch_many(
            targets,
            fetcher,
            wiring.politeness(config),
            seconds,
            at_once=config.hosts_at_once,
            poll=POLL,
            enough=enough,
        )
        for answer in several:
            if answer is None:
                yield None, NOT_YET
                continue
            target, got = answer
            assert not isinstance(got, Unchanged)  # noqa: S101  # nothing was asked for that could be
            yield target, got
