"""What ``newsarc source`` shows and does."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from newsarc.app import finding, opml, sourcetext, wiring
from newsarc.app.sources import Sources
from newsarc.app.web import OpenWeb
from newsarc.archive.layout import Layout
from newsarc.cli.counting import counted
from newsarc.cli.options import Session
from newsarc.cli.output import Output
from newsarc.cli.tables import table
from newsarc.errors import BadUrl, Exit, FetchError, Refused
from newsarc.fetch.address import check_address
from newsarc.model.outcome import Reason
from newsarc.model.source import Entry, Found, Source, SourceKind

_SAMPLE = 8
"""pages shown of a new source"""
_SETTINGS = ("every", "limit", "include", "exclude", "language")


class Given(msgspec.Struct, frozen=True, kw_only=True):
    """What the command line says of a new source."""

    url: str
    name: str | None
    kind: str | None
    every: str
    limit: int | None
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    language: tuple[str, ...]


def add_source(session: Session, given: Given, *, dry_run: bool) -> int:
    """Find what stands behind an address, show it and write it down; return the exit code."""
    try:
        url = check_address(given.url)
    except BadUrl as error:
        raise BadUrl(error.message, subject=given.url) from error
    kind = SourceKind(given.kind) if given.kind else None
    output = session.output
    asked = _made(given, "new", url, kind or SourceKind.FEED)  # what is wrong with it is said before anybody is asked
    sources = Sources(Layout(Path(session.config.archive).absolute()))
    taken = sources.all()
    if (there := _collected(taken, kind, url)) is None:
        best = _best(session, url, asked) if kind is None else _given(session, url, asked)
        there = _collected(taken, kind or best.found.kind, best.url, best.served)
    if there is not None:
        return _already(output, there, asked, str(sources.path))
    name = given.name or sourcetext.name_for(best.url, (one.name for one in taken))
    source = _made(given, name, best.url, kind or best.found.kind)
    _show_sample(output, source, best.found.entries, best.found.title)
    if not dry_run:
        with wiring.archive(session.config, create=True):  # no archive is made for nothing
            sources.add([source])
        look = "" if best.found.entries or not best.found.more else ", with --dry-run shows what it would fetch"
        output.note(f"added to {sources.path} as {source.name}; newsarc collect {source.name} fetches it{look}")
    return Exit.DONE


def _made(given: Given, name: str, url: str, kind: SourceKind) -> Source:
    """Return the source that is asked for. Raises BadSources."""
    return sourcetext.made(
        name=given.name or name,
        url=url,
        kind=kind,
        every=given.every,
        limit=given.limit,
        include=given.include,
        exclude=given.exclude,
        language=given.language,
    )


def _already(output: Output, there: Source, asked: Source, path: str) -> int:
    """Say that it is collected already; where it is asked for in another way than usual, that this changes nothing."""
    usual = Source(name=asked.name, urls=asked.urls, kind=asked.kind)
    if all(getattr(asked, said) in (getattr(usual, said), getattr(there, said)) for said in _SETTINGS):
        output.note(f"already collected as {there.name}")
        return Exit.DONE
    output.warn(f"newsarc: already collected as {there.name}, which stays as it is; edit it in {path}")
    return Exit.SOME_FAILED


def _collected(taken: Sequence[Source], kind: SourceKind | None, *urls: str) -> Source | None:
    """Return the source that collects one of *urls* already, as this *kind* of thing where one is said."""
    return next((one for one in taken if kind in (None, one.kind) and not set(urls).isdisjoint(one.urls)), None)


def import_opml(session: Session, content: bytes, name: str) -> int:
    """Write down the feeds of an OPML file; return the exit code."""
    with wiring.archive(session.config, create=True) as archive:
        sources = Sources(archive.layout)
        new, refused = opml.imported(content, sources.all(), name, allow_private=session.config.allow_private)
        if new:
            sources.add(new)
        for one in refused:
            session.output.warn(f"not taken: {one}")
        session.output.note(f"{counted(len(new), 'source')} added to {sources.path}")
    return Exit.SOME_FAILED if refused else Exit.DONE


def _best(session: Session, url: str, asked: Source) -> finding.Candidate:
    with OpenWeb(session.config) as web:
        found, failed = finding.candidates(url, web, wiring.feed_runner(session.config), asked.include)
    if failed:
        why = failed.detail or failed.reason
        if failed.reason in {Reason.ROBOTS, Reason.REFUSED}:
            raise Refused(why, subject=url)
        raise FetchError(why, subject=url, advice="--kind feed, sitemap, listing or page adds it all the same")
    for other in found[1:]:
        session.output.note(f"also there: {other.found.kind} {other.url} ({_counted(other.found)})")
    _show(session.output, found[0])
    return found[0]


def _given(session: Session, url: str, asked: Source) -> finding.Candidate:
    """Return what stands at *url* now, as far as that can be read: the user says what it is."""
    kind = asked.kind
    if kind is SourceKind.PAGE:
        return finding.Candidate(url=url, how="given", found=Found(kind=kind), served=url)
    with OpenWeb(session.config) as web:
        there = finding.there_is(url, kind, web, wiring.feed_runner(session.config), asked.include)
    if isinstance(there, finding.Candidate):
        _show(session.output, there)
        return there
    session.output.warn(f"newsarc: {url} could not be read now: {there.detail or there.reason}")
    return finding.Candidate(url=url, how="given", found=Found(kind=kind), served=url)


def _show(output: Output, best: finding.Candidate) -> None:
    said = "" if best.how == "given" else f", found by {best.how}"
    output.note(f"{best.found.kind} {best.url} ({_counted(best.found)}{said})")
    if not best.found.entries and not best.found.more:
        output.warn(f"newsarc: nothing is listed at {best.url} now")
        if best.found.kind is SourceKind.LISTING:
            output.warn("  --include PATTERN says what the addresses of its articles have in them")


def _counted(found: Found) -> str:
    return counted(len(found.more), "sitemap") if found.more else counted(len(found.entries), "entry", "entries")


def _show_sample(output: Output, source: Source, entries: tuple[Entry, ...], title: str) -> None:
    """Show what a first run would fetch."""
    if not entries or output.quiet:
        return
    wanted = [entry for entry in entries if source.wants(entry.url)]
    wanted.sort(key=lambda entry: -moment.timestamp() if (moment := entry.published or entry.updated) else 0.0)
    number = min(len(wanted), source.limit or len(wanted))
    named = f" of {title}" if title else ""
    first = ", these first" if number > _SAMPLE else ""
    output.note(f"a first run would fetch {counted(number, 'page')}{named}{first}" + (":" if number else ""))
    table(output, ("published", "page"), [_row(entry) for entry in wanted[: min(number, _SAMPLE)]])


def _row(entry: Entry) -> tuple[str, str]:
    moment = entry.published or entry.updated
    return f"{moment:%Y-%m-%d %H:%M}" if moment else "", entry.title or entry.url
