"""``newsarc config``."""

from __future__ import annotations

import click

from newsarc.cli.options import Session, everywhere, json_option, session, volume
from newsarc.cli.output import Output


@click.group(no_args_is_help=True)
@everywhere
@click.pass_obj
def config(output: Output, archive: str | None, quiet: bool, verbose: int) -> None:  # noqa: ARG001
    """See what is configured.

    \b
    newsarc config show
    """
    volume(output, quiet=quiet, verbose=verbose)


@config.command("show")
@json_option
@session
def show(session: Session, as_json: bool) -> int:
    """Show each value and where it came from.

    Flags beat NEWSARC_* variables, which beat newsarc.toml in this folder or the nearest above it, which beats the
    user's configuration (config.toml; on Linux in ~/.config/newsarc), which beats the default. Both files have a
    setting a line, as TOML: contact = "desk@paper.example".

    \b
    newsarc config show
    newsarc config show --json | jq -r 'select(.name == "archive").value'
    """
    from newsarc.cli.tables import print_settings
    from newsarc.errors import Exit

    print_settings(session.output, session.settings, as_json=as_json)
    return Exit.DONE
