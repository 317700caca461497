"""``newsarc show``."""

from __future__ import annotations

import click

from newsarc.cli.options import Session, json_option, session


@click.command(short_help="Show one article: by its id, its URL or its content hash.")
@click.argument("name", metavar="ID|URL")
@json_option
@session
def show(session: Session, name: str, as_json: bool) -> int:
    """Show one article: by its id or the beginning of it, by its URL (the latest text), or by its content hash.

    \b
    newsarc show 3f2a9c
    newsarc show https://news.example/story --json | jq .removed
    """
    from newsarc.app import wiring
    from newsarc.archive.codec import record_json
    from newsarc.cli.reading import print_record
    from newsarc.errors import Exit

    with wiring.archive(session.config, create=False) as archive:
        record = archive.get(name)
        if as_json:
            session.output.json(record_json(record))
        else:
            print_record(session.output, record)
    return Exit.DONE
