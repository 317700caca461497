"""Reading pages without an archive: the use case behind ``newsarc extract`` and ``newsarc.extract``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain

import msgspec

from newsarc.app import intake
from newsarc.app.clock import utc_now
from newsarc.app.config import Config
from newsarc.app.gather import Item, is_light, unread
from newsarc.model.article import Article
from newsarc.model.outcome import Failed, Skipped
from newsarc.model.target import Page
from newsarc.pipeline import Settings, read, read_page
from newsarc.runners.interface import NotYet, Runner

Reading = Article | Skipped | Failed


def extract_all(items: Iterable[Item | NotYet], runner: Runner, settings: Settings) -> Iterator[Reading]:
    """Yield what each of *items* reads as, in order, whatever its verdict."""
    work: Callable[[Item], tuple[Reading, ...]] = partial(_read, settings=settings)
    several: Iterator[tuple[Reading, ...] | NotYet] = runner.map(work, items, unread, is_light)  # type: ignore[arg-type]  # mypy joins the members of Item to Struct
    return chain.from_iterable(readings for readings in several if not isinstance(readings, NotYet))


def with_pages_fetched(items: Iterable[Item], operands: Sequence[str], config: Config) -> Iterator[Item | NotYet]:
    """Yield *items*, what *operands* and manifests name, in their order, the web pages among them fetched."""
    urls = list(filter(intake.is_url, operands))
    if not urls:  # requests is for those who fetch
        return iter(items)
    from newsarc.app.fetching import fetched_in_order

    return fetched_in_order(items, urls, msgspec.structs.replace(config, raw=False))


def extract(html_or_text: str | bytes, url: str | None = None) -> Article:
    """Return the article in a page's HTML or in plain text; nothing is fetched and nothing archived.

    *url* is where it was served, which helps to tell its publisher. The verdict says whether it is an article at all.
    """
    content = html_or_text.encode("utf-8", "replace") if isinstance(html_or_text, str) else html_or_text
    charset = "utf-8" if isinstance(html_or_text, str) else None
    return read_page(Page(asked=url or "", url=url, content=content, charset=charset, retrieved_at=utc_now()))


def _read(item: Item, *, settings: Settings) -> tuple[Reading, ...]:
    return (item,) if isinstance(item, Skipped | Failed) else read(item, settings)
