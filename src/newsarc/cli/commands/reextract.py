"""``newsarc reextract``."""

from __future__ import annotations

from functools import partial

import click

from newsarc.cli.options import Session, json_option, session, writing_options


@click.command(short_help="Run today's extractor over the pages kept in raw/.")
@click.argument("names", nargs=-1, metavar="[ID|URL...]")
@click.option("--query", metavar="QUERY", help="Those that newsarc search finds.")
@click.option("--since", metavar="TIME", help="Published at or after, as in search.")
@click.option("--until", metavar="TIME", help="Published up to and including.")
@click.option("--dry-run", is_flag=True, help="Write nothing; say what would change.")
@json_option
@writing_options
@session
def reextract(
    session: Session,
    names: tuple[str, ...],
    query: str | None,
    since: str | None,
    until: str | None,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Run today's extractor over the pages that are kept as the server sent them; all, or those that are named.

    Where it reads another text than the archive has, that becomes a revision, with the time and the original bytes of
    the old one; "extractor" says what read it. Only the latest text of each address is looked at. Running it again
    adds nothing.

    \b
    newsarc reextract --dry-run
    newsarc reextract --query 'publisher:"Harbour Post"' --since 2026
    """
    from newsarc.app import wiring
    from newsarc.app.gather import gather
    from newsarc.app.reextract import Rehearsal, kept_pages
    from newsarc.app.searching import Question
    from newsarc.cli.gathering import gather_and_report, shower

    question = Question(query=query or "", since=since, until=until) if query or since or until else None
    with wiring.archive(session.config, create=False) as archive:
        keeper = Rehearsal(archive) if dry_run else archive
        runner = wiring.runner(session.config, items=len(names) if names and question is None else None)
        without: list[None] = []
        pages = kept_pages(archive, names, question, partial(without.append, None))
        code = gather_and_report(
            session.output,
            gather(keeper, pages, runner, wiring.settings(session.config)),
            what="reading anew",
            total=lambda: len(names) if names and question is None else None,
            show=shower(session.output, as_json=as_json, every=dry_run),
            bar=not as_json,
        )
    if without:
        said = "1 record has" if len(without) == 1 else f"{len(without):,} records have"
        session.output.note(f"{said} no original in raw/; import the files again")
    return code
