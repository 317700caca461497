"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from newsarc.cli.output import Output

if TYPE_CHECKING:  # loaded when a command runs: --help does without
    from newsarc.app.config import Config, Setting

F = TypeVar("F", bound=Callable[..., Any])

_NAMES = (
    *("archive", "workers", "lock_timeout", "raw"),
    *("user_agent", "contact", "fetch_deadline", "delay", "allow_private", "ignore_robots", "proxy", "netrc"),
)


class Session:
    """What a command is given: the way out, and what was configured."""

    def __init__(self, output: Output, config: Config, settings: tuple[Setting, ...]) -> None:
        self.output = output
        self.config = config
        self.settings = settings


def session(command: F) -> F:
    """Give *command* a Session as its first argument, and the options that every command has."""

    @wraps(command)
    @click.pass_context
    def with_session(ctx: click.Context, /, *args: Any, **kwargs: Any) -> Any:
        """Take from what was typed what all commands share; run the command with the rest."""
        from newsarc.cli.light import load_msgspec

        load_msgspec()
        from newsarc.app.config import load

        output = ctx.obj
        assert isinstance(output, Output)  # noqa: S101  # process.run puts it there
        volume(output, quiet=kwargs.pop("quiet"), verbose=kwargs.pop("verbose"))
        flags = {name: kwargs.pop(name) for name in _NAMES if name in kwargs}
        if flags.get("archive") is None:
            flags["archive"] = _said_before(ctx, "archive")
        config, settings = load(flags)
        return command(Session(output, config, settings), *args, **kwargs)

    return cast(F, everywhere(with_session))


def _said_before(ctx: click.Context, name: str) -> Any:
    """Return what stands for option *name* before the command's name: the nearest of the groups around it decides."""
    while (parent := ctx.parent) is not None:
        if (value := parent.params.get(name)) is not None:
            return value
        ctx = parent
    return None


def volume(output: Output, *, quiet: bool, verbose: int) -> None:
    """Take in -q and -v, which may stand before a command's name, after it, or on both sides."""
    output.quiet = output.quiet or quiet
    output.verbosity = max(output.verbosity, verbose)


def everywhere(command: F) -> F:
    """Add the options that stand before and after a command's name alike."""
    for option in (
        # click's own help writes to stdout by itself and knows nothing of full disks and readers who have gone.
        click.option(
            "-h",
            "--help",
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_help,
            help="Show this message and exit.",
        ),
        click.option("-v", "--verbose", count=True, help="Say more; -vv for finding faults."),
        click.option("-q", "--quiet", is_flag=True, help="Say nothing but what is wrong."),
        click.option("--archive", metavar="DIR", help="The archive's folder."),
    ):
        command = option(command)
    return command


def _help(ctx: click.Context, _option: click.Parameter, asked: bool) -> None:
    if asked:
        ctx.obj.data(ctx.get_help())
        ctx.exit()


STYLES = ("apa", "mla", "bibtex", "csl-json", "ris", "wikipedia")
"""of newsarc.citing, whose loading --help does without"""
_LONG_STYLES = [style for style in STYLES if len(style) > len("rise")]
"""what a word must be meant for that is nearly one: many are nearly a short one"""
_ALIKE = 0.8
"""of a style's name, as difflib counts it, in a word that is told as misspelt"""


class CitingCommand(click.Command):
    """Takes ``--cite`` with a style behind it or without one."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """See click, which would take whatever stands behind an option for its value."""
        following = [*args[1:], ""]
        return super().parse_args(
            ctx,
            [
                "--cite=apa" if arg == "--cite" and not _means_style(after) else arg
                for arg, after in zip(args, following, strict=False)  # of no arguments none follows
            ],
        )


def _means_style(word: str) -> bool:
    """Say whether *word* is a style, or nearly a long one: click then says what styles there are."""
    from difflib import get_close_matches

    return word in STYLES or bool(get_close_matches(word.lower(), _LONG_STYLES, cutoff=_ALIKE))


def cite_option(command: F) -> F:
    """Add --cite [STYLE]; the command must be a CitingCommand."""
    style = click.Choice(STYLES)
    said = f"As a citation: {', '.join(STYLES)}; apa where no style is named."
    return click.option("--cite", "style", type=style, metavar="[STYLE]", help=said)(command)


def json_option(command: F) -> F:
    """Add --json."""
    return click.option("--json", "as_json", is_flag=True, help="One JSON object a line, for programs.")(command)


def manifest_option(said: str) -> Callable[[F], F]:
    """Return what adds --manifest, its help being *said*; a file that is not there is wrong usage."""
    file = click.Path(exists=True, dir_okay=False)
    return click.option("--manifest", "manifests", multiple=True, type=file, metavar="FILE", help=said)


def reading_options(command: F) -> F:
    """Add what concerns the reading of many pages."""
    count = click.IntRange(min=1)
    return click.option("--workers", type=count, metavar="N", help="Processes that read pages.")(command)


def writing_options(command: F) -> F:
    """Add what concerns writing to the archive."""
    return click.option(
        "--lock-timeout", type=float, metavar="SECONDS", help="How long to wait for another writer (30)."
    )(reading_options(command))


def raw_option(command: F) -> F:
    """Add --no-raw."""
    return click.option(
        "--raw/--no-raw", default=None, help="Keep what servers sent too, as WARC files in raw/ (default)."
    )(command)


def fetching_options(command: F) -> F:
    """Add what concerns the network."""
    for option in (
        click.option("--netrc", is_flag=True, default=None, help="Take passwords from the file .netrc."),
        click.option("--proxy", metavar="URL", help="Fetch through this proxy; none is taken from the environment."),
        click.option(
            "--ignore-robots", is_flag=True, default=None, help="Fetch also what a site's robots.txt forbids."
        ),
        click.option(
            "--allow-private", is_flag=True, default=None, help="Let pages lead to private and loopback addresses."
        ),
        click.option("--delay", type=float, metavar="SECONDS", help="Between two pages of one host (1)."),
        click.option("--fetch-deadline", type=float, metavar="SECONDS", help="For one page, redirects and all (30)."),
        click.option("--contact", metavar="TEXT", help="Where you can be reached, for the owners of web servers."),
        click.option("--user-agent", metavar="TEXT", help="What newsarc calls itself to web servers."),
    ):
        command = option(command)
    return command
