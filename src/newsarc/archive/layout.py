"""Names of files in an archive."""

from __future__ import annotations

import os
import re
from datetime import datetime
from functools import lru_cache
from pathlib import Path

_DOMAIN = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,240}[a-z0-9])?\Z")
"""ASCII: other letters as IDNA spells them; a name of one label is a host of the own network"""
_SEGMENT = re.compile(r"(\d{4,})-(\d\d)-(\d{4,})\Z")


class Layout:
    """Where things are below an archive's folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.format = root / "FORMAT"
        self.articles = root / "articles"
        self.manifest = root / "manifest.jsonl"
        self.raw = root / "raw"
        self.quarantine = root / "quarantine"
        self.spool = root / "spool"
        self.lock = root / "lock"
        self.index = root / "index"
        self.catalog = self.index / "catalog.sqlite"
        self.search = self.index / "search"
        self.manners = self.index / "manners.json"
        self.standings = self.index / "visits.sqlite"
        self.visits = root / "visits"
        self.sources = root / "sources.toml"
        self.sites = root / "sites"
        self._last = "", root
        self.collect_lock = root / "collect.lock"

    def segment(self, name: str) -> Path:
        """Return the file of the segment *name*."""
        last = self._last
        if name != last[0]:  # a commit asks for one and the same time and again
            last = self._last = name, self.articles / f"{name}.jsonl"
        return last[1]

    def site(self, domain: str) -> Path | None:
        """Return the file with the rules of the site *domain*, None for what cannot be the name of one.

        >>> Layout(Path("a")).site("../b") is None
        True
        """
        return self.sites / f"{domain}.jsonl" if _DOMAIN.match(domain) and ".." not in domain else None

    def segments(self) -> list[str]:
        """Return the names of the segments, oldest first; empty where there are none yet."""
        try:
            found = os.listdir(self.articles)  # noqa: PTH208  # asked for in every commit
        except (FileNotFoundError, NotADirectoryError):
            return []
        return list(_segments(tuple(found)))


@lru_cache(maxsize=4)
def _segments(found: tuple[str, ...]) -> tuple[str, ...]:
    names = (name.removesuffix(".jsonl") for name in found if name.endswith(".jsonl"))
    return tuple(sorted((name for name in names if _SEGMENT.match(name)), key=order))


def order(segment: str) -> tuple[int, int, int]:
    """Return what puts segments in the order they were written: year, month, number.

    >>> order("2026-11-0002") < order("2026-11-10000")
    True
    """
    match = _SEGMENT.match(segment)
    if match is None:
        raise ValueError(segment)
    return int(match[1]), int(match[2]), int(match[3])


def next_segment(last: str | None, now: datetime) -> str:
    """Return the name of the segment after *last*, at *now* (UTC).

    The month never goes back, whatever the clock does: order by name is order of writing.

    >>> next_segment("2026-12-0001", datetime(2026, 11, 3))
    '2026-12-0002'
    """
    year, month = now.year, now.month
    number = 1
    if last is not None:
        last_year, last_month, last_number = order(last)
        if (year, month) <= (last_year, last_month):
            year, month, number = last_year, last_month, last_number + 1
    return f"{year:04d}-{month:02d}-{number:04d}"


def month_is_over(segment: str, now: datetime) -> bool:
    """Say whether *now* (UTC) lies in a later month than *segment*."""
    return (now.year, now.month) > order(segment)[:2]
