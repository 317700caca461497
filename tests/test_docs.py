"""README and FORMAT.md say what is, and all of it."""

from __future__ import annotations

import re
from pathlib import Path

import click
import msgspec
import pytest

from newsarc.archive.manifest import Sealed
from newsarc.cli.root import COMMANDS as NAMES
from newsarc.cli.root import root
from newsarc.errors import Exit
from newsarc.model.article import Article, Origin, Publisher
from newsarc.model.imported import Imported, RawRef
from newsarc.model.parts import Removed
from newsarc.model.record import Stamp
from newsarc.model.visit import Visit

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
FORMAT = (ROOT / "src/newsarc/archive/FORMAT.md").read_text(encoding="utf-8")
CODE = "\n".join(re.findall(r"^```.*?^```|`[^`\n]+`|^ {4}.+$", README, re.MULTILINE | re.DOTALL))
"""what is typed: in fences, between backticks, indented"""


def commands(group: click.Group, path: str = "newsarc") -> dict[str, click.Command]:
    """Return every command below *group* by what a user types."""
    found: dict[str, click.Command] = {}
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            found |= commands(command, f"{path} {name}")
        elif command is not None:
            found[f"{path} {name}"] = command
    return found


COMMANDS = commands(root)


@pytest.mark.parametrize("typed", COMMANDS)
def test_every_command_is_in_the_readme(typed: str) -> None:
    assert re.search(rf"{typed}\b", README)


@pytest.mark.parametrize("typed", sorted(set(re.findall(r"(?:^ *|[`$&*/] *)newsarc ([a-z]+)\b", CODE, re.MULTILINE))))
def test_every_command_in_the_readme_exists(typed: str) -> None:
    assert typed in NAMES


@pytest.mark.parametrize("typed", COMMANDS)
def test_every_command_and_option_has_help(typed: str) -> None:
    command = COMMANDS[typed]
    assert (command.help or "").strip()
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help, option.name


def test_the_exit_codes_of_the_readme_are_all_there_are() -> None:
    rows = re.findall(r"^\| ([\d, ]+) \|", README, re.MULTILINE)
    listed = [int(code) for row in rows for code in row.split(",")]
    assert listed == sorted(int(code) for code in Exit)


def test_the_exit_codes_of_the_help_are_all_there_are() -> None:
    assert root.help is not None
    listed = re.findall(r"\b(\d+(?:/\d+)*) [a-z]", root.help.partition("Exit codes:")[2].partition("search:")[0])
    assert [int(code) for group in listed for code in group.split("/")] == sorted(int(code) for code in Exit)


@pytest.mark.parametrize("name", ["main", "tests"])
def test_what_ci_runs_is_marked(name: str) -> None:
    assert len(re.findall(rf"^<!-- run: {name} -->\n```sh\n\S[^`]*\n```$", README, re.MULTILINE)) == 1


def test_every_option_in_the_readme_exists() -> None:
    known = {flag for command in (root, *COMMANDS.values()) for option in command.params for flag in option.opts}
    lines = [line for line in README.splitlines() if "newsarc " in line and "pip install" not in line]
    used = {
        flag for line in lines for flag in re.findall(r"(?<!\S)(--[a-z-]+)", line.split("newsarc ", 1)[1].split("|")[0])
    }
    assert used <= known


@pytest.mark.parametrize("written", [Stamp, Article, Publisher, Origin, Removed, Imported, RawRef, Sealed, Visit])
def test_every_field_that_is_written_is_in_the_format(written: type[msgspec.Struct]) -> None:
    for field in written.__struct_fields__:
        assert re.search(rf"`[^`\n]*\b{field}\b[^`\n]*`", FORMAT), field
