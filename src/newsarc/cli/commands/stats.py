"""``newsarc stats``."""

from __future__ import annotations

import click

from newsarc.cli.options import Session, json_option, session


@click.command(short_help="Say what is in the archive, by publisher, origin and month.")
@click.option(
    "--top", type=click.IntRange(min=1), default=10, show_default=True, metavar="N", help="How many names of each kind."
)
@json_option
@session
def stats(session: Session, top: int, as_json: bool) -> int:
    """Say what is in the archive: records, publishers, origins, languages, months.

    \b
    newsarc stats
    newsarc stats --json | jq '.origins'
    """
    from newsarc.app import wiring
    from newsarc.cli.tables import print_stats
    from newsarc.errors import Exit

    with wiring.archive(session.config, create=False) as archive:
        print_stats(session.output, archive.path, archive.stats(top), as_json=as_json)
    return Exit.DONE
