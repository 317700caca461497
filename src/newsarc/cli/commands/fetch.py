"""``newsarc fetch``."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

import click

from newsarc.cli.options import Session, fetching_options, json_option, raw_option, session, writing_options
from newsarc.errors import UsageError

if TYPE_CHECKING:  # loaded when it runs: --help does without
    from newsarc.cli.errorfile import ErrorFile
    from newsarc.cli.gathering import KnownInARow

_COMMENT = re.compile(r"(?:^|\s+)#")
"""a # inside of an address belongs to it"""


@click.command()
@click.argument("urls", nargs=-1, metavar="URL...")
@click.option(
    "-i",
    "--input-file",
    type=click.File(encoding="utf-8-sig", errors="replace"),
    metavar="FILE",
    help="Addresses, one a line; - for stdin; # after a space or first starts a comment.",
)
@click.option("--error-file", metavar="FILE", help="Write what failed here, as a list for -i; made on the first error.")
@click.option(
    "--stop-after-known", type=click.IntRange(min=1), metavar="N", help="Stop when N pages in a row were known."
)
@click.option("--now", "force", is_flag=True, help="Ask also hosts that are left alone, once each.")
@json_option
@fetching_options
@raw_option
@writing_options
@session
def fetch(
    session: Session,
    urls: tuple[str, ...],
    input_file: TextIO | None,
    error_file: str | None,
    stop_after_known: int | None,
    force: bool,
    as_json: bool,
) -> int:
    """Fetch each URL once and archive the article found there.

    Prints one line for each, as they come: new, revision (the text changed), copy (another page has the same text),
    known (also where its headline alone changed), skipped or failed, and why. Asks a host for one page at a time, and
    only for what its robots.txt allows. A host that failed again and again, or asked for it, is left alone for a
    while, in later runs too, unless --now is given.

    \b
    newsarc fetch https://news.example/story
    newsarc fetch -i addresses.txt --json
    """
    from newsarc.cli.errorfile import ErrorFile
    from newsarc.cli.gathering import KnownInARow

    if not urls and input_file is None:
        raise UsageError("say what to fetch: one or more URLs, - for stdin, or -i FILE")
    wanted = [address for url in urls for address in ([url] if url != "-" else _listed(sys.stdin))]
    wanted += _listed(input_file) if input_file else []
    row = KnownInARow(stop_after_known)
    code = _run(session, wanted, row, ErrorFile(error_file), force=force, as_json=as_json)
    if row.enough() and row.seen < len(wanted):
        session.output.note(f"stopped after {stop_after_known:,} known")
    return code


def _run(
    session: Session, wanted: list[str], row: KnownInARow, errors: ErrorFile, *, force: bool, as_json: bool
) -> int:
    """Fetch and archive what is *wanted*, until *row* has enough; *force* asks hosts that are left alone."""
    from newsarc.app import intake, wiring
    from newsarc.app.clock import utc_now
    from newsarc.app.running import Run, new_run
    from newsarc.app.visiting import Visiting, fetch_all
    from newsarc.app.web import OpenWeb
    from newsarc.cli.gathering import gather_and_report, shower

    config = session.config
    with wiring.archive(config, create=True) as archive, errors, OpenWeb(config, archive.layout.manners) as web:
        if force:
            web.ask_again(wanted)
        runner, settings = wiring.runner(config, items=len(wanted)), wiring.settings(config, session.output.warn)
        run = Run(name=new_run(utc_now()), archive=archive, web=web, now=utc_now, enough=row.enough)
        visiting = Visiting(run, runner, settings, room=row.room)
        show = shower(session.output, as_json=as_json, every=not session.output.quiet)
        return gather_and_report(
            session.output,
            fetch_all(visiting, intake.pages(wanted)),
            what="fetching",
            total=lambda: len(wanted),
            show=row.counting(errors.noting(show)),
            bar=not as_json,
        )


def _listed(lines: Iterable[str]) -> list[str]:
    """Return the addresses among *lines*."""
    return [address for line in lines if (address := _COMMENT.split(line.strip(), maxsplit=1)[0])]
