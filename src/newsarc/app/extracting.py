"""Reading pages without an archive: the use case behind ``newsarc extract`` and ``newsarc.extract``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain

from newsarc.app.clock import utc_now
from newsarc.app.gather import Item
from newsarc.model.article import Article
from newsarc.model.outcome import Failed, Reason, Skipped
from newsarc.model.target import Page, Target
from newsarc.pipeline import Settings, read, read_page
from newsarc.runners.interface import Loss, Runner

Reading = Article | Skipped | Failed


def extract_all(items: Iterable[Item], runner: Runner, settings: Settings) -> Iterator[Reading]:
    """Yield what each of *items* reads as, in order, whatever its verdict."""
    return chain.from_iterable(runner.map(partial(_read, settings=settings), items, _lost))


def extract(html_or_text: str | bytes, url: str | None = None) -> Article:
    """Return the article in a page's HTML or in plain text; nothing is fetched and nothing archived.

    *url* is where it was served, which helps to tell its publisher. The verdict says whether it is an article at all.
    """
    content = html_or_text.encode("utf-8", "replace") if isinstance(html_or_text, str) else html_or_text
    charset = "utf-8" if isinstance(html_or_text, str) else None
    return read_page(Page(asked=url or "", url=url, content=content, charset=charset, retrieved_at=utc_now()))


def _read(item: Item, *, settings: Settings) -> tuple[Reading, ...]:
    return read(item, settings) if isinstance(item, Target) else (item,)


def _lost(item: Item, loss: Loss) -> tuple[Reading, ...]:
    return (Failed(asked=item.asked, reason=Reason(loss.cause.value), detail=loss.detail),)
