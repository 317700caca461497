"""Links to authors' own pages: a name that leads to one, by the headline, is that of the author."""

from __future__ import annotations

import re
from functools import lru_cache

from newsarc.extraction.blocks import Block
from newsarc.extraction.document import Document, node_text
from newsarc.lexicon.people import people

_MOST = 40
"""links that are looked at"""
_LEAST, _LONGEST = 3, 60
"""characters of a name"""


def linked(document: Document, lines: list[Block]) -> list[str]:
    """Return the texts of the links in *lines* that lead to authors' pages, in the order of the lines."""
    texts = {
        text: None
        for node in document.tree.css(_selector())[:_MOST]
        if _leads_to_author(node.attributes.get("href") or "") and _LEAST <= len(text := node_text(node)) <= _LONGEST
    }
    return [text for block in lines for text in texts if _may_hold(block, text)] if texts else []


def _may_hold(block: Block, text: str) -> bool:
    """Say whether a link that says *text* may stand in *block*."""
    at = block.text.find(text) if block.linked >= len(text) else -1
    around = block.text[max(0, at - 1) : at] + block.text[at + len(text) :][:1]
    return at >= 0 and not any(map(str.isalpha, around))


def _leads_to_author(href: str) -> bool:
    return _path().search(href) is not None


@lru_cache(maxsize=1)
def _selector() -> str:
    return ", ".join(f'a[href*="/{word}/"]' for word in people().author_paths)


@lru_cache(maxsize=1)
def _path() -> re.Pattern[str]:
    return re.compile(rf"/(?:{'|'.join(map(re.escape, people().author_paths))})/[\w@%.-]")
