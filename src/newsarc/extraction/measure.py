"""How much a line weighs, and whether it reads as running text."""

from __future__ import annotations

import re

from newsarc.extraction.blocks import Block

_DENSE = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_ENDS = frozenset(".!?…。！？؟।։۔:：")
_CLOSERS = "\"'”’»)]）］」』】“›*"


def weight(text: str) -> int:
    """Return the length of *text*; signs of scripts that need few of them (Chinese, Japanese, Thai) count double."""
    if text.isascii():
        return len(text)
    return len(text) + sum(map(len, _DENSE.findall(text)))


def ends_sentence(text: str) -> bool:
    """Say whether *text* ends as a sentence does, closing quotes aside."""
    end = text[-4:].rstrip(_CLOSERS)
    return bool(end) and end[-1] in _ENDS


def good(block: Block, size: int) -> bool:
    """Say whether *block*, which weighs *size*, is running text and not mostly links."""
    if 2 * block.linked >= len(block.text):
        return False
    return size >= 80 or (size >= 30 and ends_sentence(block.text))
