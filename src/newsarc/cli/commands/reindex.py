"""``newsarc reindex``."""

from __future__ import annotations

import click

from newsarc.cli.options import Session, session


@click.command(short_help="Make the catalogue and the search index again.")
@session
def reindex(session: Session) -> int:
    """Make the catalogue and the search index again, from the articles alone.

    Never needed in daily work: both notice by themselves when they are missing, behind or damaged.

    \b
    newsarc reindex --archive ~/news
    """
    from newsarc.app import wiring
    from newsarc.cli.counting import counted
    from newsarc.cli.progress import STEP, Moved, progress
    from newsarc.errors import Exit

    moved = Moved()
    with (
        wiring.archive(session.config, create=False) as archive,
        progress(session.output, "reading twice, MiB", lambda: 2 * archive.size() // STEP) as moved.bar,
    ):
        records = archive.reindex(moved.by)
        damaged = archive.damaged()
    session.output.note(f"{counted(records, 'record')} indexed")
    if damaged:
        session.output.warn(f"newsarc: {counted(damaged, 'line')} could not be read; newsarc verify tells more")
    return Exit.DONE
