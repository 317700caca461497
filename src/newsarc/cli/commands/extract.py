"""``newsarc extract``."""

from __future__ import annotations

from functools import partial

import click

from newsarc.cli.options import Session, fetching_options, json_option, manifest_option, reading_options, session
from newsarc.errors import UsageError


@click.command()
@click.argument("operands", nargs=-1, metavar="PATH|URL...")
@manifest_option("JSONL of path, url, retrieved_at.")
@click.option("--text", "text_only", is_flag=True, help="The text alone.")
@json_option
@fetching_options
@reading_options
@session
def extract(
    session: Session, operands: tuple[str, ...], manifests: tuple[str, ...], text_only: bool, as_json: bool
) -> int:
    """Print the articles in files and pages; archive nothing. - is one page or text on the standard input.

    With --json one line for each input, in order: the record's fields, "input" and "verdict".

    \b
    newsarc extract story.html
    newsarc extract --json https://news.example/story | jq .origin
    curl -s https://news.example/story | newsarc extract -
    """
    from newsarc.app import intake, wiring
    from newsarc.app.extracting import with_pages_fetched
    from newsarc.cli.reading import print_readings

    if not operands and not manifests:
        raise UsageError("say what to read: files, folders, URLs, or --manifest FILE")
    items = partial(intake.targets, operands, manifests)
    runner = wiring.runner(session.config, items=intake.estimate(items, manifests))
    inputs = with_pages_fetched(intake.unpacked(session.config, items()), operands, session.config)
    return print_readings(session, inputs, runner, as_json=as_json, text_only=text_only)
