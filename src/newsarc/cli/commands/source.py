"""``newsarc source``."""

from __future__ import annotations

from typing import BinaryIO

import click

from newsarc.cli.options import Session, everywhere, fetching_options, json_option, session, volume
from newsarc.cli.output import Output
from newsarc.errors import Exit

_KINDS = ("feed", "sitemap", "listing", "page")


@click.group(short_help="Say what `newsarc collect` collects.", no_args_is_help=True)
@everywhere
@click.pass_obj
def source(output: Output, archive: str | None, quiet: bool, verbose: int) -> None:  # noqa: ARG001
    """Say what `newsarc collect` collects: feeds, sitemaps, listing pages, single pages.

    They stand in the archive's sources.toml, which is yours to edit.

    \b
    newsarc source add https://bay.example/
    newsarc source list
    """
    volume(output, quiet=quiet, verbose=verbose)


@source.command(short_help="Find the feed or sitemap behind URL and collect it.")
@click.argument("url")
@click.option("--name", help="What to call it; else its host.")
@click.option("--kind", type=click.Choice(_KINDS), help="Take URL for this, without looking for anything better.")
@click.option("--every", default="1h", show_default=True, metavar="TIME", help="How often to look: 15m, 1h, 1d.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="New pages in one run, at most.")
@click.option("--include", multiple=True, metavar="PATTERN", help="Only addresses with this in them; * is anything.")
@click.option("--exclude", multiple=True, metavar="PATTERN", help="No addresses with this in them.")
@click.option("--language", multiple=True, metavar="CODE", help="Archive only articles in this language: es.")
@click.option("--dry-run", is_flag=True, help="Look, and write nothing.")
@fetching_options
@session
def add(
    session: Session,
    url: str,
    name: str | None,
    kind: str | None,
    every: str,
    limit: int | None,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    language: tuple[str, ...],
    dry_run: bool,
) -> int:
    """Find the feed or sitemap behind URL, show what it lists, and collect it from now on.

    URL may be a home page, a feed, a sitemap, a page full of links, or, with --kind page, an article to be watched.
    Of links, those are followed that look like articles' (a day, a long number, four words and more), and those that
    --include names.

    \b
    newsarc source add https://bay.example/
    newsarc source add https://bay.example/sitemap.xml --include /politics/
    """
    from newsarc.cli.sourcing import Given, add_source

    given = Given(
        url=url, name=name, kind=kind, every=every, limit=limit, include=include, exclude=exclude, language=language
    )
    return add_source(session, given, dry_run=dry_run)


@source.command("list", short_help="List the sources and how they do.")
@json_option
@session
def list_(session: Session, as_json: bool) -> int:
    """List the sources and how they do: last run, what was new, failing since when.

    Into a pipe goes one line a source: name, kind, every, last run, what that brought, pages archived, state, address,
    with tabs between.

    \b
    newsarc source list
    newsarc source list --json | jq -r 'select(.failing_since).name'
    """
    from newsarc.app import logbook, wiring
    from newsarc.app.sources import Sources
    from newsarc.cli.logs import print_sources

    with wiring.archive(session.config, create=False) as archive:
        archive.standings.catch_up()
        states = [logbook.state(archive, one) for one in Sources(archive.layout).all()]
        print_sources(session.output, states, as_json=as_json)
    return Exit.DONE


@source.command()
@click.argument("name")
@session
def remove(session: Session, name: str) -> int:
    """Collect the source NAME no longer. What it brought stays in the archive.

    \b
    newsarc source remove bay.example
    """
    from newsarc.app import wiring
    from newsarc.app.sources import Sources

    with wiring.archive(session.config, create=False) as archive:
        Sources(archive.layout).remove(name)
    session.output.note(f"{name} is no source any more")
    return Exit.DONE


@source.command("import", short_help="Take in the feeds of an OPML FILE.")
@click.argument("file", type=click.File("rb"))
@click.option("--allow-private", is_flag=True, default=None, help="Take private and loopback addresses, too.")
@session
def import_(session: Session, file: BinaryIO) -> int:
    """Take in the feeds of an OPML FILE, as feed readers write it; - is stdin.

    Private addresses in it are named and left out: the file may come from anybody.

    \b
    newsarc source import subscriptions.opml
    """
    from newsarc.cli.sourcing import import_opml

    return import_opml(session, file.read(), getattr(file, "name", "-"))


@source.command()
@session
def export(session: Session) -> int:
    """Print the feeds among the sources as OPML.

    \b
    newsarc source export > subscriptions.opml
    """
    from newsarc.app import opml, wiring
    from newsarc.app.sources import Sources

    with wiring.archive(session.config, create=False) as archive:
        session.output.data(opml.exported(Sources(archive.layout).all()).rstrip("\n"))
    return Exit.DONE
