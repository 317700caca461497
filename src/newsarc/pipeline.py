"""The road of a page in two halves: prepare runs anywhere, settle only where the archive is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import chain, islice, pairwise

import msgspec

from newsarc.archive.codec import BEGINS
from newsarc.archive.digest import content_hash
from newsarc.archive.merging import merged
from newsarc.errors import BadRecord
from newsarc.extraction import extract
from newsarc.extraction.foreign import foreign
from newsarc.extraction.splitting import split
from newsarc.fetch.address import web_address
from newsarc.fetch.files import read_file
from newsarc.fetch.mail import unfolded
from newsarc.fetch.times import utc
from newsarc.fetch.warc import recorded_page
from newsarc.model.article import Article
from newsarc.model.decoding import NOT_JSON
from newsarc.model.exchange import Capture
from newsarc.model.outcome import Failed, Outcome, Prepared, Reason, Skipped
from newsarc.model.parts import Verdict
from newsarc.model.record import RawRef
from newsarc.model.site import NO_SITES, SeenPage, Sites
from newsarc.model.target import Lines, Page, Target
from newsarc.normalise import normalise
from newsarc.warc.writing import capture

Clock = Callable[[], datetime]
Commit = Callable[[Sequence[Prepared]], list[Outcome]]

_GLUED = 100
"""records on one line, at most"""
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


def lost(target: Target | Page | Skipped | Failed, reason: Reason, detail: str) -> tuple[Failed, ...]:
    """Return what is said of a target on which a worker was lost: of some lines, each by its number."""
    lines = target.lines if isinstance(target, Target) else None
    if lines is None:
        return (Failed(asked=target.asked, reason=reason, detail=detail),)
    return tuple(Failed(asked=f"{target.asked}:{number}", reason=reason, detail=detail) for number, _ in lines.lines)


def read(target: Target | Page, settings: Settings) -> tuple[Article | Skipped | Failed, ...]:
    """Read, extract, normalise: return the articles in *target*, a file or a page that was fetched, whatever their
    verdict. Never raises for bad input.

    One, but for a text file in which several stand.
    """
    if isinstance(target, Target) and target.lines is not None:
        read_in = chain.from_iterable(each_line(target, target.lines, settings.clock()))
        return tuple(one.article if isinstance(one, Prepared) else one for one in read_in)
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
    if isinstance(target, Target) and target.lines is not None:
        read_in = chain.from_iterable(each_line(target, target.lines, settings.clock()))
        return tuple(admit(one) if isinstance(one, Article) else one for one in read_in)
    page = _page(target, settings)
    if isinstance(page, Skipped | Failed):
        return (page,)
    admitted = tuple(admit(read_page(part, settings.sites)) for part in split(page))
    if isinstance(target, Target) and target.raw is not None:
        return _with(admitted, raw=target.raw)
    if page.exchange is None or not settings.raw or not any(isinstance(one, Prepared) for one in admitted):
        return admitted
    return _with(admitted, capture=capture(page.exchange))


def each_line(
    target: Target, lines: Lines, now: datetime
) -> Iterator[tuple[Prepared | Article | Skipped | Failed, ...]]:
    """Yield what stands on each of *lines*: a record of another archive, what another tool read, or why it is bad."""
    for number, line in lines.lines:
        asked = f"{target.asked}:{number}"
        if is_record(line):
            yield tuple(_records(line, asked, lines.archive))
        else:
            yield (_foreign(line, asked, now),)


def is_record(line: bytes) -> bool:
    """Say whether *line* begins as a record of an archive does."""
    return line.lstrip().startswith(BEGINS)


def _records(line: bytes, asked: str, archive: str | None) -> Iterator[Prepared | Failed]:
    """Yield the record on *line*. Where a newline was lost a second one stands behind it, and is read."""
    begins = re.finditer(re.escape(BEGINS), line)  # a record's own quotes are escaped
    starts = [match.start() for match in islice(begins, _GLUED + 1)]
    if len(starts) > _GLUED:  # then it is none of ours, and one answer is enough
        starts = starts[:1]
    for start, end in pairwise((*starts, len(line))):
        try:
            yield merged(line[start:end], archive)
        except BadRecord as err:
            yield Failed(asked=asked, reason=Reason.DAMAGED, detail=err.message)


def _foreign(line: bytes, asked: str, now: datetime) -> Article | Skipped | Failed:
    try:
        fields = msgspec.json.decode(line)
    except NOT_JSON as err:
        return Failed(asked=asked, reason=Reason.BAD_LINE, detail=f"no JSON: {err}"[:200])
    found = foreign(fields) if isinstance(fields, dict) else None
    if found is None and isinstance(fields, dict) and isinstance(fields.get("path"), str):
        return Skipped(asked=asked, reason=Reason.UNSUPPORTED, detail="a manifest's line: --manifest reads it")
    if found is None:
        return Failed(
            asked=asked, reason=Reason.BAD_LINE, detail="no field that is known as a text beside a title or an address"
        )
    page = Page(
        asked=asked,
        content=b"",
        url=web_address(found.url or ""),
        retrieved_at=min(utc(found.retrieved or "") or now, now),
        incomplete_because=found.parts.incomplete_because,
    )
    return normalise(page, found.parts)


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
    page = read_file(target, max_bytes=settings.max_bytes, now=settings.clock())
    return unfolded(page) if isinstance(page, Page) else page
