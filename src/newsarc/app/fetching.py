"""Pages from the web for whoever reads them: fetched in this process, politely, many hosts at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from newsarc.app import intake
from newsarc.app.config import Config
from newsarc.app.gather import Item
from newsarc.app.web import OpenWeb
from newsarc.model.outcome import Failed
from newsarc.model.target import Page, Target, Unchanged
from newsarc.runners.interface import NOT_YET, NotYet


def fetched_in_order(items: Iterable[Item], urls: Sequence[str], config: Config) -> Iterator[Item | NotYet]:
    """Yield *items*, the web pages among them fetched, in their order: what came early waits for what stands before it.

    *urls* are the addresses of those pages, in the same order.
    """
    pages = list(intake.pages(urls))
    due = iter(pages)
    early: dict[int, Page | Failed] = {}
    coming = _numbered(pages, config)
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


def _numbered(targets: Iterable[Target], config: Config) -> Iterator[tuple[Target | None, Page | Failed | NotYet]]:
    with OpenWeb(config) as web:
        for answer in web.fetch(targets, lambda: False):
            if answer is None:
                yield None, NOT_YET
                continue
            target, got = answer
            assert not isinstance(got, Unchanged)  # noqa: S101  # nothing was asked for that could be
            yield target, got
