"""Running a command line with click."""

from __future__ import annotations

import os

import click

from newsarc.cli.output import Output
from newsarc.cli.root import root
from newsarc.errors import Exit

COMPLETE = "_NEWSARC_COMPLETE"
"""what the scripts of ``newsarc completion`` set"""


def clicked(arguments: list[str], output: Output) -> object:
    """Run one command line and return what its command does; what click cannot read is said in one line.

    Does what click's main() does, which would write to the streams and end the process by itself. Raises what
    commands raise.
    """
    if instruction := os.environ.get(COMPLETE):
        from click.shell_completion import shell_complete

        return shell_complete(root, {}, "newsarc", COMPLETE, instruction)
    try:
        with root.make_context("newsarc", arguments, obj=output) as ctx:
            return root.invoke(ctx)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.ClickException as err:
        return _misused(output, err)


def _misused(output: Output, err: click.ClickException) -> int:
    if isinstance(err, click.exceptions.NoArgsIsHelpError):
        output.warn_whole(err.format_message())
        return err.exit_code
    output.warn(f"newsarc: usage: {' '.join(err.format_message().split())}")
    if isinstance(err, click.UsageError) and err.ctx:
        output.warn(f"  {err.ctx.command_path} --help says what there is")
    return Exit.USAGE
