"""The pass over what stands at the end of a story under a heading of its own: what a firm says of itself."""

from __future__ import annotations

from newsarc.extraction import phrases
from newsarc.extraction.folding import fold
from newsarc.extraction.measure import ends_sentence
from newsarc.extraction.passes.lines import Lines
from newsarc.lexicon.people import people

_HEADING = 50
"""characters"""
_NAME = 3
_OPENING, _SAMPLE = 4, 4_000
"""lines at the top of a story that name the firm it is about, and characters of them"""
_LESS = 0.4
"""of the story that stands below such a heading at most"""


def drop_about(work: Lines) -> None:
    """Take out such a heading and all below it, where the story's first lines name who it is about."""
    opening = ""
    whole = below = work.weigh(work.kept)
    for place, index in enumerate(work.kept):
        text = work.lines[index].text
        late = len(text) <= _HEADING and place > 1 and below <= _LESS * whole
        if late and phrases.starts(text, "about") and not phrases.starts(text, "contact"):
            opening = opening or fold(" ".join(work.lines[at].text for at in work.kept[:_OPENING])[:_SAMPLE])
            if opens_about(text, opening):
                work.drop(set(work.kept[place:]), "about")
                return
        below -= work.weights[index]


def opens_about(text: str, story: str) -> bool:
    """Say whether *text* is a heading over what a firm that the *story* (folded) names says of itself, or over whom to
    ask, or over what a page says of its author.
    """
    phrase = phrases.starts(text, "about") if len(text) <= _HEADING and not ends_sentence(text) else ""
    named = _without_article(fold(text[len(phrase) :])) if phrase else ""
    return bool(phrase) and (" " in phrase.strip() or (len(named) > _NAME and named in story))


def _without_article(name: str) -> str:
    first, space, rest = name.partition(" ")
    return rest if space and first in people().not_first else name
