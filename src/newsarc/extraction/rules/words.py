"""What every rule asks of a line: its words, and whether it ends as a sentence."""

from __future__ import annotations

import re

from newsarc.lexicon.cues import Words, every

SENTENCE_END = re.compile(r"[.!?…。！？؟।][\"'”’»)\]]*$")
WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
NO_CASE = re.compile(r"[\u0590-\u074f\u0900-\u0fff\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""a sign of a script without capitals"""


def alternatives(*groups: Words) -> str:
    """Return a regular expression of all words in *groups*, longest first."""
    merged = {word for group in groups for word in every(group)}
    return "|".join(re.escape(word) for word in sorted(merged, key=lambda word: (-len(word), word)))


def is_sentence(line: str) -> bool:
    """Say whether *line* ends as a sentence does."""
    return bool(SENTENCE_END.search(line))
