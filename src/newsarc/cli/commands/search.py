"""``newsarc search``."""

from __future__ import annotations

from typing import Any

import click

from newsarc.cli.asking import MINUS, Asked, excluded, run
from newsarc.cli.options import CitingCommand, Session, cite_option, json_option, session


class QueryCommand(CitingCommand):
    """Takes ``-word`` as a part of the query, which every other command would take for options."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """See click. A dash before what is no option of ours becomes another sign for a moment."""
        return super().parse_args(ctx, [MINUS + arg[1:] if excluded(arg) else arg for arg in args])


@click.command(cls=QueryCommand)
@click.argument("query", nargs=-1, metavar="[QUERY]")
@click.option(
    "--since",
    metavar="TIME",
    help="Published (undated: retrieved) at or after: 2024-06-17, 2024-06, 2024, or 7d (h d w m y) ago.",
)
@click.option("--until", metavar="TIME", help="Published up to and including.")
@click.option("--newest", is_flag=True, help="Newest first instead of best first.")
@click.option(
    "-n", "--limit", type=click.IntRange(min=1), default=10, show_default=True, metavar="N", help="How many to print."
)
@click.option("--offset", type=click.IntRange(min=0), default=0, metavar="N", help="Leave the first N out.")
@click.option(
    "--group", is_flag=True, help="Fold copies into the first of them; --limit and --count count what is left."
)
@click.option("--count", "only_count", is_flag=True, help="Print how many match, nothing else.")
@cite_option
@json_option
@session
def search(session: Session, **options: Any) -> int:
    """Search the archive. Exit code 0 with hits, 1 without.

    All words must occur, in any case and with or without accents: words, "a phrase", -without, this OR that, librar*
    for what begins so, and title: publisher: origin: author: lang: before any of them. Chinese, Japanese, Korean and
    Thai are found by any part of a word. Without a QUERY, with --newest, --since or --until: everything, the newest
    first. Into a pipe goes one line a hit: id, day (with an r when it is that of retrieval, where none of publication
    is known), publisher, title, with tabs between, and with --group how many copies it stands for.

    \b
    newsarc search CECOT
    newsarc search '"chief of staff" OR ministra' origin:mercopress --since 2024
    newsarc search lang:es --newest --json | jq -r .url
    newsarc search ferry --group --json | jq '{title, copies: (.copies | length)}'
    newsarc search CECOT --limit 50 --cite bibtex > sources.bib
    """
    return run(session.output, session.config, Asked(**options))
