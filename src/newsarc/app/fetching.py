"""Pages from the web for whoever reads them: fetched in this process, politely, many hosts at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from newsarc.app import intake
from newsarc.app.config import Config
from newsarc.app.gather import Item
from newsarc.app.web import OpenWeb
from newsarc.model.target import Fetched, Target, Unchanged
from newsarc.runners.interface import NOT_YET, NotYet


def fetched_in_order(items: Iterable[Item], urls: Sequence[str], config: Config) -> Iterator[Item | NotYet]:
    """Yield *items*, the web pages among them fetched, in their order: what came early waits for what stands before it.

    *urls* are the addresses of those pages, in the same order.
    """
    pages = list(intake.pages(urls))
    due = iter(pages)
    early: dict[int, Fetched] = {}
    with OpenWeb(config) as web:
        coming = web.fetch(pages, lambda: False)
        for item in items:
            if not isinstance(item, Target) or item.path is not None or item.recorded is not None:
                yield item
                continue
            page = id(next(due))
            while page not in early:
                if (came := next(coming)) is None:
                    yield NOT_YET
                else:
                    target, answer = came
                    early[id(target)] = answer
            got = early.pop(page)
            assert not isinstance(got, Unchanged)  # noqa: S101  # nothing was asked for that could be
            yield got
