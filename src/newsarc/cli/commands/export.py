"""``newsarc export``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from newsarc.cli.asking import typed
from newsarc.cli.commands.search import QueryCommand
from newsarc.cli.options import Session, session
from newsarc.errors import UsageError

if TYPE_CHECKING:  # loaded when the command runs
    from newsarc.app.exporting import Export, Report, Wanted
    from newsarc.cli.output import Output

_FORMATS = ("jsonl", "csv", "markdown", "sqlite", "parquet", "warc")
"""of newsarc.exporting.formats, whose loading --help does without"""


@click.command(cls=QueryCommand, short_help="Write records as JSONL, CSV, Markdown, SQLite, Parquet or WARC.")
@click.argument("query", nargs=-1, metavar="[QUERY]")
@click.option(
    "-o", "--output", "target", metavar="PATH", required=True, help="The file or folder to make; - for stdout."
)
@click.option("-f", "--format", "form", type=click.Choice(_FORMATS), help="Where the ending of PATH does not say it.")
@click.option("--since", metavar="TIME", help="Published at or after, as in search.")
@click.option("--until", metavar="TIME", help="Published up to and including.")
@click.option("--columns", metavar="NAMES", help="Of a CSV file, with commas between; 'all' for all there are.")
@click.option("--with-texts", is_flag=True, help="JSONL: give copies the texts of their originals.")
@click.option("--force", is_flag=True, help="Replace the file if there is one.")
@session
def export(
    session: Session,
    query: tuple[str, ...],
    target: str,
    form: str | None,
    since: str | None,
    until: str | None,
    columns: str | None,
    with_texts: bool,
    force: bool,
) -> int:
    """Write what newsarc search would find, or all there is, in the order it was archived.

    jsonl: the records' own lines, which newsarc import reads. csv: a line a record; a cell that a spreadsheet would
    compute gets an apostrophe before it. markdown: a folder, one file an article, with YAML front matter. sqlite:
    tables and full text, opens in datasette. parquet: needs pip install 'newsarc[parquet]'. warc: what the servers
    sent, where it was kept. Copies have the texts of their originals in all but jsonl. .jsonl.gz and .csv.gz
    are packed.

    \b
    newsarc export -o everything.jsonl.gz
    newsarc export ferry lang:en -o ferry.csv --columns id,published_at,title,url
    newsarc export publisher:harbour -o notes --format markdown
    newsarc export -o news.sqlite && datasette news.sqlite
    """
    from newsarc.app import wiring
    from newsarc.app.exporting import Export, Wanted
    from newsarc.exporting.formats import Format, shape_of

    shape = shape_of(target)
    chosen = Format(form) if form else shape.format
    if chosen is None:
        raise UsageError(
            "say which format: --format, or an ending", subject=target, advice=f"one of {', '.join(_FORMATS)}"
        )
    wanted = Wanted(
        format=chosen,
        query=typed(query),
        since=since,
        until=until,
        columns=_columns(columns),
        with_texts=with_texts,
        gzipped=shape.gzipped,
        force=force,
    )
    with wiring.archive(session.config, create=False) as archive:
        return _run(session.output, Export(archive, wanted), wanted, target)


def _columns(named: str | None) -> tuple[str, ...]:
    from newsarc.exporting.columns import COLUMNS, USUAL

    if named is None:
        return USUAL
    columns = tuple(COLUMNS) if named == "all" else tuple(name.strip() for name in named.split(","))
    if unknown := [name for name in columns if name not in COLUMNS]:
        raise UsageError("no such column", subject=unknown[0], advice=f"there are {', '.join(COLUMNS)}")
    return columns


def _run(output: Output, job: Export, wanted: Wanted, target: str) -> int:
    from newsarc.cli.counting import counted
    from newsarc.cli.progress import progress

    if target == "-":
        if wanted.format == "warc" and output.for_people:
            raise UsageError("WARC is not for terminals", advice="name a file, or redirect")
        report = job.to_stream(_Stdout(output))
        output.flush()
    else:
        with progress(output, "exporting", lambda: job.total) as advance:
            report = job.to_file(Path(target), lambda: advance(""))
    if output.interactive or output.verbosity or (target != "-" and sys.stderr.isatty()):
        output.note(f"{counted(report.written, 'record')} written to {target}")
    _warn(output, report)
    return report.exit


def _warn(output: Output, report: Report) -> None:
    """Say what is missing."""
    if not report.current:
        output.warn("another process is indexing: the newest records may be missing")
    for count, what in (
        (report.without_raw, "without the bytes that the server sent, left out"),
        (report.textless, "copies without text: the lines of their originals are damaged"),
        (report.damaged, "damaged, left out"),
    ):
        if count:
            output.warn(f"{count:,} {what}")


class _Stdout:
    """Standard output as a place for bytes."""

    def __init__(self, output: Output) -> None:
        self._output = output

    def write(self, data: bytes) -> None:
        """Write *data*. Raises what Output.binary does."""
        self._output.binary(data)
