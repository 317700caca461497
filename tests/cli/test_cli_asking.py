"""The reader of a search's command line without click says what click says of the same words, or nothing."""

from __future__ import annotations

from typing import Any

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarc.cli.asking import Asked, excluded, read
from newsarc.cli.commands.search import search
from newsarc.cli.output import Output
from newsarc.cli.root import root

KNOWN = [name for name in vars(Asked) if not name.startswith("_")]
OPTIONS = sorted(
    {spelling for option in (*search.params, *root.params) for spelling in option.opts if spelling.startswith("-")}
)
WORDS = ["peru", "-flood", "-v2", "-nn", "-n7", "−x", "", "--", "-", "lang:es", '"a b"', "OR", "-(a", "--Newest", "-é"]
VALUES = ["5", "0", "05", "-3", "+3", "٣", "1e3", "2024", "7d", "", " 4", "99999999999", "bibtex", "/srv/a b"]


def seen(asked: Asked) -> dict[str, Any]:
    return {name: getattr(asked, name) for name in KNOWN}


def clicked(arguments: list[str]) -> dict[str, Any] | None:
    """Return what click makes of *arguments*, None where it refuses them or only prints something."""
    try:
        context = search.make_context("search", list(arguments), obj=Output())
    except (click.ClickException, click.exceptions.Exit):
        return None
    return {name: context.params[name] for name in KNOWN}


@st.composite
def command_lines(draw: st.DrawFn) -> list[str]:
    made: list[str] = []
    for _ in range(draw(st.integers(0, 6))):
        spelling = draw(st.sampled_from(OPTIONS))
        value = draw(st.sampled_from(VALUES))
        word = draw(st.one_of(st.sampled_from(WORDS), st.text("-−nvqhV=aé5 \n", max_size=5)))
        made += draw(
            st.sampled_from([[word], [spelling], [spelling, value], [f"{spelling}={value}"], [spelling + "5"]])
        )
    return made


@given(command_lines())
def test_what_it_reads_click_reads_alike(arguments: list[str]) -> None:
    asked = read(arguments)
    if asked is not None:
        assert seen(asked) == clicked(arguments)


@pytest.mark.parametrize(
    "line",
    [
        "cecot",
        "chief of staff OR ministra origin:mercopress --since 2024",
        "lang:es --newest --json",
        "ferry --group --json",
        "a -boat -n 20 --offset=10 --until 7d -q",
        "a --count --archive /srv/news",
    ],
)
def test_what_people_type_is_read(line: str) -> None:
    asked = read(line.split())
    assert asked is not None
    assert seen(asked) == clicked(line.split())


@pytest.mark.parametrize("line", ["", "--help", "a -h", "a --cite", "a --cite=apa", "a -n 0", "a --lmit 3", "a -v"])
def test_what_needs_a_closer_look_is_left_to_click(line: str) -> None:
    assert read(line.split()) is None


@pytest.mark.parametrize(
    ("argument", "word"),
    [
        ("-opinion", True),
        ("-vq", False),
        ("-n20", False),
        ("-n2x", True),
        ("--newest", False),
        ("-x", False),
        ("-", False),
    ],
)
def test_a_dash_before_what_is_no_option_leaves_a_word_out(argument: str, word: bool) -> None:
    assert excluded(argument) is word
