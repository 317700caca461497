"""The road of a page in two halves: prepare runs anywhere, settle only where the archive is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

import msgspec

from newsarc.archive.digest import content_hash
from newsarc.extraction import extract
from newsarc.extraction.splitting import split
from newsarc.fetch.files import read_file
from newsarc.fetch.warc import recorded_page
from newsarc.model.article import Article
from newsarc.model.exchange import Capture
from newsarc.model.outcome import Failed, Outcome, Prepared, Reason, Skipped
from newsarc.model.parts import Verdict
from newsarc.model.record import RawRef
from newsarc.model.site import NO_SITES, SeenPage, Sites
from newsarc.model.target import Page, Target
from newsarc.normalise import normalise
from newsarc.warc.writing import capture

Clock = Callable[[], datetime]
Commit = Callable[[Sequence[Prepared]], list[Outcome]]

_ARCHIVED = frozenset({Verdict.ARTICLE, Verdict.TEASER})


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What preparing depends on beyond the target. Travels to worker processes."""

    clock: Clock
    """gives aware UTC; a module-level function, so that it can travel"""
    max_bytes: int = 32 * 1024 * 1024
    """of a page, decoded"""
    raw: bool = False
    """whether what a server sent is kept"""
    sites: Sites = NO_SITES
    """what was learned of sites"""


def read(target: Target | Page, settings: Settings) -> tuple[Article | Skipped | Failed, ...]:
    """Read, extract, normalise: return the articles in *target*, a file or a page that was fetched, whatever their
    verdict. Never raises for bad input.

    One, but for a text file in which several stand.
    """
    page = _page(target, settings)
    if isinstance(page, Skipped | Failed):
        return (page,)
    return tuple(read_page(part, settings.sites) for part in split(page))


def read_page(page: Page, sites: Sites = NO_SITES) -> Article:
    """Return the article in *page*, whatever its verdict; *sites* is what was learned of sites."""
    return normalise(page, extract(page, sites))


def look(target: Target | Page, name: str, settings: Settings) -> SeenPage | None:
    """Return what learning looks at of *target*, whose record is *name*; None where it is no page of mark-up."""
    from newsarc.extraction.seen import seen

    page = _page(target, settings)
    return None if isinstance(page, Skipped | Failed) else seen(page, name)


def prepare(target: Target | Page, settings: Settings) -> tuple[Prepared | Skipped | Failed, ...]:
    """Return the articles in *target*, ready for the archive, or why there are none. Holds no lock; picklable."""
    page = _page(target, settings)
    if isinstance(page, Skipped | Failed):
        return (page,)
    admitted = tuple(admit(read_page(part, settings.sites)) for part in split(page))
    if isinstance(target, Target) and target.raw is not None:
        return _with(admitted, raw=target.raw)
    if page.exchange is None or not settings.raw or not any(isinstance(one, Prepared) for one in admitted):
        return admitted
    return _with(admitted, capture=capture(page.exchange))


def admit(article: Article) -> Prepared | Skipped:
    """Return *article* ready for the archive when its verdict says that it is one."""
    if article.verdict not in _ARCHIVED or not article.text:
        verdict = Verdict.TOO_SHORT if article.verdict in _ARCHIVED else article.verdict
        return Skipped(asked=article.asked, reason=Reason(verdict), detail=article.incomplete_because or "")
    return Prepared(article=article, content_hash=content_hash(article.text))


def settle(batch: Sequence[Prepared | Skipped | Failed], commit: Commit) -> list[Outcome]:
    """Archive what is prepared in *batch*; return one outcome for each, in order. Raises what *commit* raises."""
    prepared = [one for one in batch if isinstance(one, Prepared)]
    settled = iter(commit(prepared) if prepared else ())
    return [next(settled) if isinstance(one, Prepared) else one for one in batch]


def _with(
    admitted: tuple[Prepared | Skipped, ...], *, capture: Capture | None = None, raw: RawRef | None = None
) -> tuple[Prepared | Skipped, ...]:
    return tuple(
        msgspec.structs.replace(one, capture=capture, raw=raw) if isinstance(one, Prepared) else one for one in admitted
    )


def _page(target: Target | Page, settings: Settings) -> Page | Skipped | Failed:
    if isinstance(target, Page):
        return target
    if target.recorded is not None:
        return recorded_page(target, max_bytes=settings.max_bytes, now=settings.clock())
    if target.path is None:
        raise ValueError("a web page is fetched, politely and guarded, before it is read")
    return read_file(target, max_bytes=settings.max_bytes, now=settings.clock())
