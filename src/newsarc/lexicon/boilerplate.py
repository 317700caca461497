"""Phrases of lines that stand inside a story without belonging to it, by language."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from newsarc.lexicon.load import load


class Boilerplate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of data/boilerplate.json: language code to phrases in lower case."""

    prompts: dict[str, tuple[str, ...]]
    """anywhere in a short line that asks the reader to do something"""
    asks: dict[str, tuple[str, ...]]
    """at the start of a line that asks the reader to follow or join, where one of *networks* stands as well"""
    networks: dict[str, tuple[str, ...]]
    """where that can be done"""
    comments: dict[str, tuple[str, ...]]
    """what a heading with a number says over comments of readers"""
    more: dict[str, tuple[str, ...]]
    """at the start of a line that leads to another story"""
    tools: dict[str, tuple[str, ...]]
    """at the start of a line that holds little else: how long reading takes, listening, sharing, commenting"""
    reading_time: dict[str, tuple[str, ...]]
    """before a number of minutes that reading takes"""
    minutes_read: dict[str, tuple[str, ...]]
    """behind such a number"""
    photo: dict[str, tuple[str, ...]]
    """at the start of a line that says where a picture is from"""
    contact: dict[str, tuple[str, ...]]
    """at the start of a line below which a release tells the press whom to ask"""
    bio: dict[str, tuple[str, ...]]
    """in a line at the end that presents the author"""
    replies: dict[str, tuple[str, ...]]
    """at the start of a line below which readers comment, or are asked to"""
    about: dict[str, tuple[str, ...]]
    """at the start of a heading over what a firm says of itself at the end of a release, or a page of its author"""
    buttons: dict[str, tuple[str, ...]]
    """words that say what a button does, or where it leads: to share, to print, to save"""
    button_words: dict[str, tuple[str, ...]]
    """small words beside them"""
    references: dict[str, tuple[str, ...]]
    """the whole of a heading over what a text was made from, in points of a list below it"""
    closing: dict[str, tuple[str, ...]]
    """in a line at the end that speaks of the publisher: how to reach it, what it earns, what it answers for"""


@lru_cache(maxsize=1)
def boilerplate() -> Boilerplate:
    """Return the phrases. Read once, on first use."""
    return load("boilerplate.json", Boilerplate)
