"""``newsarc completion``."""

from __future__ import annotations

import click

from newsarc.cli.options import everywhere
from newsarc.cli.output import Output
from newsarc.errors import Exit


@click.command(short_help="Print what makes a shell complete newsarc's commands.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@everywhere
@click.pass_context
def completion(ctx: click.Context, /, shell: str, **_everywhere: object) -> int:
    """Print what makes SHELL complete newsarc's commands and options.

    \b
    newsarc completion bash > ~/.local/share/bash-completion/completions/newsarc
    newsarc completion zsh > ~/.zfunc/_newsarc
    newsarc completion fish > ~/.config/fish/completions/newsarc.fish
    """
    from click.shell_completion import get_completion_class

    made = get_completion_class(shell)
    assert made is not None  # noqa: S101  # click knows the three
    output = ctx.obj
    assert isinstance(output, Output)  # noqa: S101  # process.run puts it there
    output.data(made(ctx.find_root().command, {}, "newsarc", "_NEWSARC_COMPLETE").source())
    return Exit.DONE
