"""``newsarc log``."""

from __future__ import annotations

import click

from newsarc.cli.options import Session, json_option, session


@click.command(short_help="Say what was fetched lately, and what failed.")
@click.option("--failed", is_flag=True, help="Each page or source that failed or was skipped, and why.")
@click.option("--source", "source", metavar="NAME", help="Only what was found at this source.")
@click.option("--since", metavar="TIME", default="7d", show_default=True, help="2024-06, 2024-06-17, 7d, 12h.")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, metavar="N", help="Lines, newest.")
@json_option
@session
def log(session: Session, failed: bool, source: str | None, since: str, limit: int, as_json: bool) -> int:
    """Say what was fetched lately, source by source and run by run, and why not.

    Times are UTC, here and everywhere. With --json every visit as it is in the archive's log, none left out.

    Into a pipe goes one line a run: begun, took, new, revised, copies, known, skipped, failed, sources unread, why;
    with --failed one a page: time, source, HTTP status, reason, address; with tabs between.

    \b
    newsarc log
    newsarc log --failed --source bay-example
    newsarc log --json --since 24h | jq -r 'select(.status == 404).target'
    """
    from newsarc.app import wiring
    from newsarc.cli.logs import print_log

    with wiring.archive(session.config, create=False) as archive:
        return print_log(session.output, archive, since, source=source, failed=failed, limit=limit, as_json=as_json)
