"""How much a line weighs, and whether it reads as running text."""

from __future__ import annotations

import re

from newsarc.extraction.blocks import Block

_DENSE = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u9fff\uac00-\ud7af\uf900-\ufaff]+")
_NOT_DENSE = bytes({*range(256)} - {0xE0, 0xE1, *range(0xE3, 0xEE), 0xEF})
"""all bytes but those that the bytes of such a sign begin with; quotes, dashes and arrows begin with others"""
_ENDS = frozenset(".!?…。！？؟।։۔:：")
_LONG = 80
"""weight; such a line is running text even if no sentence ends with it"""
_CLOSERS = "\"'”’»)]）］」』】“›*"


def weight(text: str) -> int:
    """Return the length of *text*; signs of scripts that need few of them (Chinese, Japanese, Thai) count double."""
    if text.isascii() or not text.encode("utf-8", "surrogatepass").translate(None, _NOT_DENSE):  # half of the time
        return len(text)
    return len(text) + sum(map(len, _DENSE.findall(text)))


def ends_sentence(text: str) -> bool:
    """Say whether *text* ends as a sentence does, closing quotes aside."""
    end = text[-4:].rstrip(_CLOSERS)
    return bool(end) and end[-1] in _ENDS


def prose(lines: list[str]) -> int:
    """Return the weight of those of *lines* that read as running text: menus have none."""
    return sum(size for line in lines if (size := weight(line)) >= _LONG or ends_sentence(line))


def fuller(theirs: list[str], ours: list[str]) -> bool:
    """Say whether *theirs* has more running text than *ours*, or, where *ours* has none at all, more text."""
    size = prose(ours)
    return prose(theirs) > size if size else sum(map(weight, theirs)) > sum(map(weight, ours))


def good(block: Block, size: int) -> bool:
    """Say whether *block*, which weighs *size*, is running text and not mostly links."""
    if 2 * block.linked >= len(block.text):
        return False
    return size >= _LONG or (size >= 30 and ends_sentence(block.text))
