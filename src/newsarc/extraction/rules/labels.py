"""Header lines of text files: a label and its value."""

from __future__ import annotations

import re
from functools import lru_cache

from newsarc.extraction.rules.words import alternatives
from newsarc.lexicon.cues import Words, cues


@lru_cache(maxsize=8)
def _labelled() -> re.Pattern[str]:
    groups = "|".join(f"(?P<{name}>{alternatives(words)})" for name, words in label_groups())
    return re.compile(rf"^\W{{0,3}}(?:{groups})(?:\W{{0,3}}?\s*[:：]|[】\]])\s*\**\s*(?P<value>\S.*)$", re.IGNORECASE)


def label_groups() -> tuple[tuple[str, Words], ...]:
    """Return (field, words) for the labels that may open a header line of a text file."""
    known = cues()
    return (
        ("title", known.title_labels),
        ("author", known.author_labels),
        ("modified", known.modified_labels),
        ("date", known.date_labels),
        ("section", known.section_labels),
        ("tags", known.tag_labels),
        ("url", known.url_labels),
        ("publisher", known.publisher_labels),
        ("source", known.source_labels),
    )


def labelled(line: str) -> tuple[str, str] | None:
    """Return (field, value) of a header line such as ``Title: ...``, None for anything else."""
    match = _labelled().match(line) if len(line) <= 400 else None
    if not match:
        return None
    field = next(name for name, _ in label_groups() if match.group(name))
    return field, match.group("value").strip().strip('"“”')
