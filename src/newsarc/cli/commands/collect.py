"""``newsarc collect``."""

from __future__ import annotations

import click

from newsarc.cli.options import Session, fetching_options, json_option, raw_option, session, writing_options


@click.command(short_help="Archive what is new at the sources; made for cron.")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--since", metavar="TIME", help="Leave entries alone that are older: 2024-06, 2024-06-17, 7d.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="New pages in this run, at most.")
@click.option("--dry-run", is_flag=True, help="Read the sources and say what would be fetched; change nothing.")
@click.option("--max-time", metavar="TIME", help="Begin nothing new after this long: 10m, 1h.")
@click.option("--jitter", metavar="TIME", help="Wait by chance up to this long first: 5m.")
@click.option("--now", "force", is_flag=True, help="Read also the sources whose time has not come.")
@json_option
@fetching_options
@raw_option
@writing_options
@session
def collect(
    session: Session,
    names: tuple[str, ...],
    since: str | None,
    limit: int | None,
    dry_run: bool,
    max_time: str | None,
    jitter: str | None,
    force: bool,
    as_json: bool,
) -> int:
    """Look at the sources whose time has come, and archive what is new there.

    Articles that are archived are looked at again for revisions, often while they are young. Made for cron: says
    nothing when nothing is new and nothing wrong, one line otherwise. With NAMEs only these sources, at once.

    \b
    newsarc collect
    newsarc collect bay-example --dry-run
    newsarc collect --max-time 20m --quiet
    """
    from newsarc.cli.collecting import Wanted, run_collect

    wanted = Wanted(names=names, since=since, limit=limit, force=force or bool(names), max_time=max_time, jitter=jitter)
    return run_collect(session, wanted, dry_run=dry_run, as_json=as_json)
