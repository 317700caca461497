"""Names and versions of what reads a page, for the record's ``extractor``."""

from __future__ import annotations

from functools import lru_cache
from importlib import metadata

from newsarc.model.site import SiteRules


@lru_cache(maxsize=1)
def ours() -> str:
    """Return newsarc's name and version. Read from the installed package: a stage does not import what imports it."""
    return f"newsarc-{metadata.version('newsarc')}"


@lru_cache(maxsize=1)
def body_engine() -> str:
    """Return name and version of what finds the text in mark-up, without loading it."""
    return f"trafilatura-{metadata.version('trafilatura')}"


def with_rules(learned: SiteRules | None, engine: str | None = None) -> str:
    """Return what a record says of its extractor: ours, who else was asked, and which rules of the site were used."""
    used = (ours(), engine, f"site-{learned.site}-{learned.digest}" if learned else None)
    return "/".join(name for name in used if name)
