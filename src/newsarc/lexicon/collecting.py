"""How collect behaves over time, and how it tells feeds and articles by their addresses."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from newsarc.lexicon.load import load


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An article of this age is looked at again this often."""

    younger_than_hours: float
    every_hours: float


class Collecting(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of data/collecting.json; words and paths are lower case."""

    recheck: tuple[Step, ...]
    """by age, youngest first; older than the last: never again"""
    retry_hours: tuple[float, ...]
    """after the first, second ... failure in a row; after the last: given up"""
    look_again_hours: tuple[float, ...]
    """after the first, second ... time that there was nothing to archive; after the last: given up"""
    feed_paths: tuple[str, ...]
    """where feeds usually are, likeliest first"""
    sitemap_paths: tuple[str, ...]
    """where sitemaps usually are, those of news first"""
    feed_types: frozenset[str]
    """media types by which a page advertises feeds"""
    not_articles: frozenset[str]
    """parts of a path below which no article stands"""
    file_endings: tuple[str, ...]
    """of what is no web page"""


@lru_cache(maxsize=1)
def collecting() -> Collecting:
    """Return the table. Read once, on first use."""
    return load("collecting.json", Collecting)
