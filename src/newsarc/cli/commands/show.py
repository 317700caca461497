"""``newsarc show``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from newsarc.cli.options import CitingCommand, Session, cite_option, json_option, session
from newsarc.errors import UsageError

if TYPE_CHECKING:
    from newsarc.app.archive import Archive
    from newsarc.model.record import Record


@click.command(cls=CitingCommand, short_help="Show an article: by its id, its URL or its content hash.")
@click.argument("names", nargs=-1, required=True, metavar="ID|URL...")
@click.option("--provenance", is_flag=True, help="Where it came from: every fact with its evidence, copies, revisions.")
@click.option("--raw", "as_raw", is_flag=True, help="What the server sent, byte for byte; not to a terminal.")
@cite_option
@json_option
@session
def show(
    session: Session, names: tuple[str, ...], provenance: bool, as_raw: bool, style: str | None, as_json: bool
) -> int:
    """Show an article: by its id or the beginning of it, by its URL (the latest text that is complete), or by its
    content hash: 8 digits of it or more, as in sha256:59638eb0; a citation prints 16.

    A citation names the agency as the author where no person is named, and says when the page was retrieved and which
    record of the archive holds the text.

    \b
    newsarc show 3f2a9c
    newsarc show https://news.example/story --json | jq .removed
    newsarc show --provenance 3f2a9c
    newsarc show sha256:59638eb029804680
    newsarc show --raw 3f2a9c > story.html
    newsarc show --cite bibtex 3f2a9c 77e01b > sources.bib
    """
    from newsarc.app import wiring
    from newsarc.app.provenance import provenance as provenance_of
    from newsarc.archive.codec import record_json
    from newsarc.cli.origins import print_citations, print_provenance, provenance_json
    from newsarc.cli.reading import print_record
    from newsarc.errors import Exit

    if style and (provenance or as_json):
        raise UsageError("--cite is a form of its own; --cite csl-json is JSON")
    output = session.output
    if as_raw:
        if as_json or style or provenance or len(names) > 1:
            raise UsageError("--raw is one page as it came: no other form, and one name")
        return _print_original(session, names[0])
    with wiring.archive(session.config, create=False) as archive:
        if style:
            print_citations(output, [_shown(session, archive, name) for name in names], style)
            return Exit.DONE
        for number, name in enumerate(names):
            if number and not as_json:
                output.data()
            record = _shown(session, archive, name)
            if provenance:
                found = provenance_of(archive, record.stamp.id)
                output.json(provenance_json(found)) if as_json else print_provenance(output, found)
            elif as_json:
                output.json(record_json(record))
            else:
                print_record(output, record)
    return Exit.DONE


def _shown(session: Session, archive: Archive, name: str) -> Record:
    """Return the record to show for *name*; where a later one is left for it, say so."""
    found = archive.shown(name)
    if found.later is not None:
        because = found.later.article.incomplete_because
        reason = f" ({because})" if because else ""
        session.output.note(f"newsarc: {name}: a later text, {found.later.stamp.id}, is incomplete{reason}")
    return found.record


def _print_original(session: Session, name: str) -> int:
    from newsarc.app import wiring
    from newsarc.app.original import original
    from newsarc.errors import Exit

    output = session.output
    if output.for_people:
        raise UsageError("a page can act on a terminal", advice=f"newsarc show {name} --raw > page.html, or | less")
    with wiring.archive(session.config, create=False) as archive:
        page = original(archive, _shown(session, archive, name).stamp.id)
    output.binary(page.content)
    if page.incomplete_because:
        output.warn(f"newsarc: incomplete: {page.incomplete_because}")
    return Exit.DONE
