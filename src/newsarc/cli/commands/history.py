"""``newsarc history``."""

from __future__ import annotations

import click

from newsarc.cli.options import Session, json_option, session


@click.command(short_help="List what a page said, and when: its revisions.")
@click.argument("name", metavar="URL|ID")
@json_option
@session
def history(session: Session, name: str, as_json: bool) -> int:
    """List every text that a page had, oldest first: when it was retrieved, how many words came and went since the
    text before, and what its title was. A text that newsarc made of the same page in another way (reextract, or import
    after learn) is marked as read anew: the publisher changed nothing. A text that is cut is
    marked as incomplete, with the reason.

    Where a page came under another headline while its text stayed, that is told between the texts, by the day when
    fetch or collect saw it; at the end, if the server says that the page is gone (404, 410, 451), since when.

    Into a pipe goes one line a text: id, kind, retrieved, published, modified, words added, words removed, title, and
    what there is to note, with tabs between. A headline's line has "headline" for its kind and the record of its text,
    a lost page's "gone" and the latest record.

    \b
    newsarc history https://news.example/story
    newsarc history 3f2a9c --json | jq -r .title
    """
    from newsarc.app import wiring
    from newsarc.app.history import history
    from newsarc.cli.versions import print_history

    with wiring.archive(session.config, create=False) as archive:
        return print_history(session.output, history(archive, name), as_json=as_json)
