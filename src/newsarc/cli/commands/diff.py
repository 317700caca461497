"""``newsarc diff``."""

from __future__ import annotations

import click

from newsarc.cli.options import Session, json_option, session
from newsarc.errors import UsageError


@click.command(short_help="Show what changed between two texts, or since the one before.")
@click.argument("names", nargs=-1, required=True, metavar="ID|URL [ID|URL]")
@click.option("--plain", is_flag=True, help="As diff -u prints it, a paragraph a line; patch applies it.")
@click.option(
    "-U",
    "--context",
    type=click.IntRange(min=0),
    metavar="N",
    help="Show N paragraphs that stayed around those that did not (1, with --plain 3).",
)
@click.option("--exit-code", is_flag=True, help="End with 1 when anything differs, with 0 when nothing does.")
@json_option
@session
def diff(
    session: Session, names: tuple[str, ...], plain: bool, context: int | None, exit_code: bool, as_json: bool
) -> int:
    """Show how one text became another, word by word; of one text alone, how it came to be from the one before.

    What went stands in [-brackets-], what came in {+braces+}; on a terminal in red and green too. Titles, authors,
    dates and origins that changed come first, and before them a note where newsarc read the same page anew. The exit
    code is 0 whatever differs, unless --exit-code is given.

    \b
    newsarc diff https://news.example/story
    newsarc diff 3f2a9c 77e01b
    newsarc diff --plain 3f2a9c 77e01b | patch story.txt
    """
    from newsarc.app import wiring
    from newsarc.app.history import difference
    from newsarc.cli.changes import difference_json, print_difference, print_unified
    from newsarc.errors import Exit

    if len(names) > 2:
        raise UsageError(f"two texts can be compared, not {len(names)}")
    if plain and as_json:
        raise UsageError("--plain and --json are two forms: say one")
    with wiring.archive(session.config, create=False) as archive:
        found = difference(archive, *names)
    if as_json:
        session.output.json(difference_json(found))
    elif plain:
        print_unified(session.output, found, context=3 if context is None else context)
    else:
        print_difference(session.output, found, context=1 if context is None else context)
    return Exit.SOME_FAILED if exit_code and found.any else Exit.DONE
