"""``newsarc verify``."""

from __future__ import annotations

import click

from newsarc.cli.options import Session, json_option, session


def _sum(_ctx: click.Context, _option: click.Parameter, said: str | None) -> str | None:
    if said is None:
        return None
    if len(said) != 64 or set(said.lower()) - set("0123456789abcdef"):
        raise click.BadParameter("64 hex digits, as --print-head prints them")
    return said.lower()


@click.command(short_help="Check every byte of the archive; repairs nothing.")
@click.option("--quick", is_flag=True, help="Manifest, sizes, ends and the last segment; says what it leaves out.")
@click.option(
    "--head", callback=_sum, metavar="HASH", help="A record must have this sum: noted earlier, by --print-head."
)
@click.option("--print-head", is_flag=True, help="Print the sum of the last record, and check nothing.")
@json_option
@click.option("--workers", type=click.IntRange(min=1), help="Processes that check, where there is much to check.")
@session
def verify(session: Session, quick: bool, head: str | None, print_head: bool, as_json: bool) -> int:
    """Check every byte of the archive: each line's sum, the chain from line to line, the content hashes, ids and
    references, the manifest of sealed segments, what servers sent and the articles' pointers to it, what waits in the
    spool, the log of visits; and whether catalogue and search index agree with it all.

    Every problem is printed with its code, its file and byte, the record that is hit and the nearest good ones; then
    what each code means and what to do. A last line without its end is a writer's that died, unless catalogue, index
    or visits know that it was archived. Exit code 4 if anything that was archived is damaged; warnings alone: 0.

    It writes nothing, and takes no lock: other newsarcs may go on writing, and what they write meanwhile is no
    damage. A sum that was noted elsewhere shows that nothing up to it was rewritten:

    \b
    newsarc verify
    newsarc verify --quick                       for every night
    newsarc verify --json | jq 'select(.code)'   problems, one a line
    newsarc verify --print-head >> ~/heads.txt   keep it on another machine
    newsarc verify --head "$(tail -1 ~/heads.txt)"
    """
    from newsarc.cli.checking import check, show_head

    if print_head:
        if quick or head or as_json:
            raise click.UsageError("--print-head stands alone")
        return show_head(session)
    if quick and head:
        raise click.UsageError("--head needs every line to be read: without --quick")
    return check(session, quick=quick, head=head, as_json=as_json)
