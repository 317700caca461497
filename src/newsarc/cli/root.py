"""The root command."""

from __future__ import annotations

import click

from newsarc import __version__
from newsarc.cli.commands.collect import collect
from newsarc.cli.commands.completion import completion
from newsarc.cli.commands.config import config
from newsarc.cli.commands.copies import copies
from newsarc.cli.commands.diff import diff
from newsarc.cli.commands.export import export
from newsarc.cli.commands.extract import extract
from newsarc.cli.commands.fetch import fetch
from newsarc.cli.commands.history import history
from newsarc.cli.commands.import_ import import_
from newsarc.cli.commands.learn import learn
from newsarc.cli.commands.log import log
from newsarc.cli.commands.reextract import reextract
from newsarc.cli.commands.reindex import reindex
from newsarc.cli.commands.search import search
from newsarc.cli.commands.show import show
from newsarc.cli.commands.source import source
from newsarc.cli.commands.stats import stats
from newsarc.cli.commands.verify import verify
from newsarc.cli.options import everywhere, volume
from newsarc.cli.output import Output

_HELP = """Collect news, keep it, and find it again.

\b
  newsarc fetch https://news.example/story    archive one page
  newsarc import ~/saved-pages/               archive files and folders
  newsarc source add https://news.example/    find its feed; collect it from now on
  newsarc collect                             archive what is new there, from cron
  newsarc search '"Bukele model" -opinion'    find it again
  newsarc show 3f2a9c                         read it

The archive is a folder: --archive DIR, else $NEWSARC_ARCHIVE, else what newsarc.toml or the user's configuration says,
else the platform's data folder. `newsarc config show` tells which, and why.

\b
Exit codes: 0 done, 1 some inputs failed, 2 usage, 3 nothing succeeded,
4 damage found, 5 archive busy, 6 storage error, 7 refused by policy,
130/143 ended by a signal; search: 0 hits, 1 none.
"""


class InOrder(click.Group):
    """Lists the commands in the order of a page's road, not of the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the commands' names as they were added."""
        return list(self.commands)


def _version(ctx: click.Context, _option: click.Parameter, asked: bool) -> None:
    if asked:
        ctx.obj.data(f"newsarc {__version__}")
        ctx.exit()


@click.group(cls=InOrder, help=_HELP, context_settings={"help_option_names": [], "max_content_width": 100})
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
def root(output: Output, archive: str | None, quiet: bool, verbose: int) -> None:  # noqa: ARG001, D103
    # --archive is read by options.session; the help text is _HELP.
    volume(output, quiet=quiet, verbose=verbose)


_COMMANDS = (
    *(fetch, import_, source, collect),
    *(extract, search, show, copies, history, diff, stats, log),
    *(verify, export, reindex, learn, reextract, config, completion),
)
for _command in _COMMANDS:
    root.add_command(_command)
