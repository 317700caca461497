"""``newsarc import``."""

from __future__ import annotations

from functools import partial

import click

from newsarc.cli.options import Session, json_option, manifest_option, session, writing_options
from newsarc.errors import UsageError


@click.command("import", short_help="Archive files and folders: saved pages, plain text, WARC, JSONL.")
@click.argument("paths", nargs=-1, metavar="PATH...")
@manifest_option("JSONL of path, url, retrieved_at: which files to read, and where each came from.")
@json_option
@writing_options
@session
def import_(session: Session, paths: tuple[str, ...], manifests: tuple[str, ...], as_json: bool) -> int:
    """Archive files: saved pages, plain text, mails, web archives (WARC) and JSONL, one by one or whole folders.

    Reads .html .htm .xhtml .txt .md .eml .mhtml .mht .warc .jsonl, each also .gz. JSONL may be
    newsarc's own (OTHER/articles merges another archive into this one), what trafilatura, news-please or fundus
    wrote, or lines with a text and a title or an address. A file that you name is tried whatever its ending; - is one
    page or text on the standard input. Importing something twice adds nothing. Prints what failed or was named and not
    read, and a line that adds it all up; -v prints every file.

    \b
    newsarc import ~/clippings story.txt
    newsarc import ~/other-archive/articles
    newsarc import saved --json | jq 'select(.outcome == "failed")'
    """
    from newsarc.app import intake, wiring
    from newsarc.app.gather import MANY, gather
    from newsarc.cli.gathering import gather_and_report, shower
    from newsarc.fetch.spelling import asked_for

    if not paths and not manifests:
        raise UsageError("say what to import: files, folders, or --manifest FILE")
    config = session.config
    show = shower(session.output, as_json=as_json, every=False, named=frozenset(map(asked_for, paths)))
    report = partial(gather_and_report, session.output, what="importing", show=show, bar=not as_json)
    if not manifests and (missing := intake.missing(paths)):  # no archive is made for nothing
        return report(missing, total=lambda: len(missing))
    with wiring.archive(config, create=True) as archive:
        own = [str(archive.path)]
        items = partial(intake.files, paths, manifests, exclude=own)
        runner = wiring.runner(config, items=intake.estimate(items, manifests))
        settings = wiring.settings(config, session.output.warn)
        return report(
            gather(archive, intake.unpacked(config, items()), runner, settings, group=MANY),
            total=lambda: intake.count_files(paths, manifests, exclude=own),
        )
