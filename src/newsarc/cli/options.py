"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

import click

from newsarc.app.config import Config, Setting, load
from newsarc.cli.output import Output

F = TypeVar("F", bound=Callable[..., Any])

_NAMES = ("archive", "workers", "lock_timeout", "user_agent", "fetch_deadline")


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
        output = ctx.obj
        assert isinstance(output, Output)  # noqa: S101  # process.run puts it there
        output.quiet = output.quiet or kwargs.pop("quiet")
        output.verbosity = max(output.verbosity, kwargs.pop("verbose"))
        flags = {name: kwargs.pop(name) for name in _NAMES if name in kwargs}
        if flags.get("archive") is None:
            flags["archive"] = (ctx.find_root().params or {}).get("archive")
        config, settings = load(flags)
        return command(Session(output, config, settings), *args, **kwargs)

    return cast(F, everywhere(with_session))


def everywhere(command: F) -> F:
    """Add the options that stand before and after a command's name alike."""
    for option in (
        click.option("-v", "--verbose", count=True, help="Say more; -vv for finding faults."),
        click.option("-q", "--quiet", is_flag=True, help="Say nothing but what is wrong."),
        click.option("--archive", metavar="DIR", help="The archive's folder."),
    ):
        command = option(command)
    return command


def json_option(command: F) -> F:
    """Add --json."""
    return click.option("--json", "as_json", is_flag=True, help="One JSON object a line, for programs.")(command)


def reading_options(command: F) -> F:
    """Add what concerns the reading of many pages."""
    return click.option("--workers", type=click.IntRange(min=1), help="Processes that read pages.")(command)


def writing_options(command: F) -> F:
    """Add what concerns writing to the archive."""
    return click.option(
        "--lock-timeout", type=float, metavar="SECONDS", help="How long to wait for another writer (30)."
    )(reading_options(command))


def fetching_options(command: F) -> F:
    """Add what concerns the network."""
    agent = click.option("--user-agent", metavar="TEXT", help="What newsarc calls itself to web servers.")
    return agent(
        click.option("--fetch-deadline", type=float, metavar="SECONDS", help="For one page, redirects and all (30).")(
            command
        )
    )
