"""``newsarc copies``."""

from __future__ import annotations

import click

from newsarc.cli.options import Session, json_option, session


@click.command(short_help="Show who else ran a story: exact and near copies.")
@click.argument("name", metavar="ID|URL|HASH")
@json_option
@session
def copies(session: Session, name: str, as_json: bool) -> int:
    """Show who else ran the story that stands in one article: by its id or the beginning of it, by its URL or by its
    content hash.

    First seen first: by the time of publication, and where that is not known by the time it was retrieved (marked "r").
    A day without an hour counts as its first second. "has" is how much of the article asked for the copy has, "of it"
    how much of the copy that is: one of the two is at least 55%. Copies of copies are not listed: ask for the fullest
    text to see the most.

    Into a pipe goes one line a copy: id, first seen, has, of it, relation (asked, same-text, near), publisher, origin,
    title, with tabs between.

    \b
    newsarc copies 3f2a9c
    newsarc copies 3f2a9c --json | jq -r '[.seen_at, .publisher.name] | @tsv'
    """
    from newsarc.app import wiring
    from newsarc.cli.family import print_family

    with wiring.archive(session.config, create=False) as archive:
        return print_family(session.output, archive.copies(name), as_json=as_json)
