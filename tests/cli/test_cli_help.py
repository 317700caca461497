"""Each command and group explains itself, with examples that fit a terminal of 80 columns."""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest
from clirun import newsarc

from newsarc.cli.commands import export, source
from newsarc.cli.root import root
from newsarc.exporting.formats import Format
from newsarc.model.source import SourceKind


def commands(group: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield path
    if isinstance(group, click.Group):
        context = click.Context(group)
        for name in group.list_commands(context):
            below = group.get_command(context, name)
            assert below is not None
            yield from commands(below, (*path, name))


@pytest.mark.parametrize("path", list(commands(root)), ids=lambda path: " ".join(path) or "newsarc")
def test_help_is_there_in_80_columns_with_an_example(path: tuple[str, ...]) -> None:
    ran = newsarc(*path, "--help", env={"COLUMNS": "80"})
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0].startswith(" ".join(("Usage: newsarc", *path)))
    assert [line for line in lines if len(line) > 80] == []
    assert [line for line in lines[1:] if line.endswith("...")] == []  # what a command does is not cut off
    assert any(line.startswith((f"  newsarc {' '.join(path)}", "    newsarc ")) for line in lines)


def test_what_help_names_without_loading_it_is_what_there_is() -> None:
    assert tuple(Format) == export._FORMATS
    assert tuple(SourceKind) == source._KINDS
