"""The root command."""

from __future__ import annotations

from importlib import import_module

import click

from newsarc import __version__
from newsarc.cli.options import everywhere, volume
from newsarc.cli.output import Output

_HELP = """Collect news, keep it, and find it again.

\b
  newsarc fetch https://news.example/story   archive one page
  newsarc import ~/saved-pages/              archive files and folders
  newsarc source add https://news.example/   find its feed, for collect
  newsarc collect                            archive what is new there
  newsarc search '"Bukele model" -opinion'   find it again
  newsarc show 3f2a9c                        read it

The archive is a folder: --archive DIR, else $NEWSARC_ARCHIVE, else what newsarc.toml or the user's configuration says,
else the platform's data folder. `newsarc config show` tells which, and why.

\b
Exit codes: 0 done, 1 some inputs failed, 2 usage, 3 nothing succeeded,
4 damage found, 5 archive busy, 6 storage error, 7 refused by policy,
130/143 ended by a signal; search: 0 hits, 1 none.
"""


COMMANDS = (
    *("fetch", "import", "source", "collect"),
    *("extract", "search", "show", "copies", "history", "diff", "stats", "log"),
    *("verify", "export", "reindex", "learn", "reextract", "config", "completion"),
)
"""in the order of a page's road; each is a file of cli.commands"""


class Root(click.Group):
    """Loads the file of the command that was asked for, and only --help loads all of them: start-up counts."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the commands' names, in their order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return the command, None where there is none of this name."""
        if cmd_name not in COMMANDS:
            return None
        name = "import_" if cmd_name == "import" else cmd_name  # a file import.py could not be imported
        command = getattr(import_module(f"newsarc.cli.commands.{name}"), name)
        assert isinstance(command, click.Command)  # noqa: S101  # each file has the command under its own name
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """See click, which looks for similar names only among commands that are loaded."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-") and not ctx.resilient_parsing:
            from difflib import get_close_matches

            near = get_close_matches(name, COMMANDS, n=1)
            meant = f" Did you mean {near[0]!r}?" if near else ""
            raise click.UsageError(f"No such command {name!r}.{meant}", ctx)
        return super().resolve_command(ctx, args)


def _version(ctx: click.Context, _option: click.Parameter, asked: bool) -> None:
    if asked:
        ctx.obj.data(f"newsarc {__version__}")
        ctx.exit()


@click.group(cls=Root, help=_HELP, context_settings={"help_option_names": [], "max_content_width": 100})
@click.option(
    "-V",
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    help="Show the version and exit.",
)
@everywhere
@click.pass_obj
def root(output: Output, archive: str | None, quiet: bool, verbose: int) -> None:  # noqa: ARG001
    """Take in what goes for every command."""
    # --archive is read by options.session; the help text is _HELP.
    volume(output, quiet=quiet, verbose=verbose)
