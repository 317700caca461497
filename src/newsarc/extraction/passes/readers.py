"""The pass over what readers say below a story, where only its heading tells."""

from __future__ import annotations

import re
from functools import lru_cache

from newsarc.extraction.folding import fold
from newsarc.extraction.passes.lines import Lines
from newsarc.lexicon.boilerplate import boilerplate
from newsarc.lexicon.cues import every

_NUMBER = re.compile(r"\d+")
_COUNTED = 30
"""characters of such a heading"""
_ABOVE = 3
"""lines of a story at least"""


def drop_comments(work: Lines) -> None:
    """Take out what stands below a heading that counts the comments of readers: "Comments (3)"."""
    for index in work.kept[_ABOVE:]:
        text = work.lines[index].text
        if len(text) <= _COUNTED and _NUMBER.search(text) and fold(_NUMBER.sub("", text)) in _words():
            below = {at for at in work.kept if at >= index}
            if work.weigh(below) < work.weigh(set(work.kept) - below):
                work.drop(below, "comments")
            return


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    return frozenset(map(fold, every(boilerplate().comments)))
