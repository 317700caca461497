"""``newsarc config``."""

from __future__ import annotations

import click

from newsarc.cli.options import Session, json_option, session


@click.group()
def config() -> None:
    """See what is configured."""


@config.command("show")
@json_option
@session
def show(session: Session, as_json: bool) -> int:
    """Show each value and where it came from.

    Flags beat NEWSARC_* variables, which beat newsarc.toml in this folder or the nearest above it, which beats the
    user's configuration, which beats the default.
    """
    from newsarc.cli.tables import print_settings
    from newsarc.errors import Exit

    print_settings(session.output, session.settings, as_json=as_json)
    return Exit.DONE
