"""Words that say whose a picture is, behind what it shows, by language."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from newsarc.lexicon.load import load


class Pictures(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"from_": "from"}):
    """The content of data/pictures.json: language code to words."""

    words: dict[str, tuple[str, ...]]
    """for a picture, in lower case"""
    from_: dict[str, tuple[str, ...]]
    """between such a word and a name"""
    labels: dict[str, tuple[str, ...]]
    """before a colon or a bar and a name: as written, for the first letter is a capital"""
    own: dict[str, tuple[str, ...]]
    """that it is the author's: the end of the line"""
    supplied: dict[str, tuple[str, ...]]
    """alone in a bracket at the end of a line"""
    bracketed: dict[str, tuple[str, ...]]
    """first in a bracket behind the end of a sentence"""
    closing: dict[str, tuple[str, ...]]
    """first in a bracket at the end of a line"""
    senders: dict[str, tuple[str, ...]]
    """agencies that stand before ``photo`` in such a bracket"""
    banks: dict[str, tuple[str, ...]]
    """who stands before a slash and a photographer's name"""


@lru_cache(maxsize=1)
def pictures() -> Pictures:
    """Return the words. Read once, on first use."""
    return load("pictures.json", Pictures)
