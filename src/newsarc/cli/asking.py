"""``newsarc search``, and a reader of its command line that does without click.

click and what it loads take longer than a search. So the usual words and options are read here; all else (another
spelling of an option, --cite, --help, mistakes) is left to the command in commands/search.py, which must understand the
same by the same words: tests hold one against the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from newsarc.errors import UsageError

if TYPE_CHECKING:  # loaded when it runs: --help does without
    from newsarc.app.config import Config
    from newsarc.cli.output import Output

MINUS = "\N{MINUS SIGN}"
_LETTERS = "vqhVn"
"""of options, which may stand together: -vq"""


class Asked:
    """What a command line asks for. No named tuple and no struct: making one takes longer than reading it."""

    query: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    newest: bool = False
    limit: int = 10
    offset: int = 0
    group: bool = False
    only_count: bool = False
    style: str | None = None
    as_json: bool = False
    archive: str | None = None
    quiet: bool = False

    def __init__(self, **said: Any) -> None:
        vars(self).update(said)


def excluded(argument: str) -> bool:
    """Say whether *argument* is ``-word``, a word to be left out, and no option of ours.

    >>> excluded("-opinion"), excluded("-vq"), excluded("-n20"), excluded("--newest")
    (True, False, False, False)
    """
    body = argument[1:]
    if not argument.startswith("-") or len(body) < 2 or body.startswith("-"):
        return False
    return bool(body.strip(_LETTERS)) and not (body.startswith("n") and body[1:].isdecimal())


def typed(query: tuple[str, ...]) -> str:
    """Return the words of a query, where MINUS stands for the dash, as they were typed.

    Raises UsageError for an option there is not.
    """
    if any(word.startswith("--") for word in query):
        raise UsageError(f"no such option: {next(word for word in query if word.startswith('--'))}")
    return " ".join("-" + word[1:] if word.startswith(MINUS) else word for word in query)


def run(output: Output, config: Config, asked: Asked) -> int:
    """Search, print what was found, and return the exit code. Raises what searching.search() does."""
    from newsarc.app import searching
    from newsarc.cli.hits import print_hits

    query = typed(asked.query)
    if not query and not (asked.newest or asked.since or asked.until):
        raise UsageError("there is no QUERY", advice="say words, or --newest for everything, the newest first")
    question = searching.Question(
        query=query or None,
        since=asked.since,
        until=asked.until,
        newest=asked.newest,
        limit=(searching.UNLIMITED if asked.group else 0) if asked.only_count else asked.limit,
        offset=asked.offset,
        width=3 * output.width if asked.as_json or output.for_people else 0,
        group=asked.group,
    )
    found = searching.search(config, question)
    if not found.total:
        _hint(output, query)
    elif asked.offset >= found.total and not asked.only_count:
        output.note(f"there are {found.total:,} in all, and --offset passes over {asked.offset:,}")
    how = {"only_count": asked.only_count, "as_json": asked.as_json, "grouped": asked.group}
    return print_hits(output, found, style=asked.style, **how)


def _hint(output: Output, query: str) -> None:
    """Say why nothing may have been found, where the query looks as if more was meant."""
    from newsarc.search.query import short_beginnings, unknown_fields

    for word in short_beginnings(query):
        output.note(f"{word} is the word as it is; a star stands for what follows three letters or more")
    if query.startswith(("http://", "https://")):
        output.note("an address is no word of a text; `newsarc show URL` gives what was archived there")
        return
    for name in unknown_fields(query):
        output.note(f'no field is called "{name}:"; there are title: publisher: (or site:) origin: author: lang:')


def run_plain(output: Output, asked: Asked) -> int:
    """Do what ``newsarc search`` does with what read() gave. Raises what run() does, and BadConfig."""
    from newsarc.cli.light import load_msgspec

    load_msgspec()
    from newsarc.app.config import load

    output.quiet = asked.quiet
    config, _settings = load({"archive": asked.archive})
    return run(output, config, asked)


def read(arguments: list[str]) -> Asked | None:
    """Return what the arguments of ``newsarc search`` ask for, None where click had better look at them."""
    query: list[str] = []
    options: dict[str, Any] = {}
    rest = iter(arguments)
    for argument in rest:
        if not argument.startswith("-"):
            query.append(argument)
        elif excluded(argument):
            query.append(MINUS + argument[1:])
        elif argument in _FLAGS:
            options[_FLAGS[argument]] = True
        elif (option := _valued(argument, rest)) is not None:
            options.update([option])
        else:
            return None
    return Asked(query=tuple(query), **options) if query else None


def _valued(argument: str, rest: Iterator[str]) -> tuple[str, Any] | None:
    """Return the name and value of an option; None where there is none, or a value that needs a closer look."""
    name, equals, value = argument.partition("=")
    if name not in _VALUES:
        return None
    if equals and not name.startswith("--"):
        return None
    value = value if equals else next(rest, "-")
    field, kind = _VALUES[name]
    if value.startswith("-") or (kind is int and not (value.isascii() and value.isdecimal() and len(value) < 10)):
        return None
    return None if value == "0" and field == "limit" else (field, kind(value))


_FLAGS = {
    "--newest": "newest",
    "--group": "group",
    "--count": "only_count",
    "--json": "as_json",
    "-q": "quiet",
    "--quiet": "quiet",
}
_VALUES: dict[str, tuple[str, Callable[[str], Any]]] = {
    "--since": ("since", str),
    "--until": ("until", str),
    "-n": ("limit", int),
    "--limit": ("limit", int),
    "--offset": ("offset", int),
    "--archive": ("archive", str),
}
