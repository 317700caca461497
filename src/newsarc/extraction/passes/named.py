"""The pass over short lines whose own element, not a box around it, says what they are: byline, date, share."""

from __future__ import annotations

from collections import defaultdict

from newsarc.extraction import rules
from newsarc.extraction.blocks import Block
from newsarc.extraction.classes import judge
from newsarc.extraction.measure import ends_sentence, good
from newsarc.extraction.passes.lines import HEADINGS, Lines
from newsarc.lexicon.classes import class_words

_SHORT = 100
"""characters; what is longer is text, whatever it is called"""


def drop_named(work: Lines) -> None:
    """Take such lines out above and below the running text; within it they are authors of quotes, days of a timeline.

    Bylines, days and credits that are known as such by what they say are left to clean-up, which makes use of them.
    """
    words = {index: word for index in work.kept if (word := _word(work.lines[index]))}
    if not words:  # as in most stories
        return
    text = [index for index in work.kept if index not in words and good(work.lines[index], work.weights[index])]
    if not text:
        return
    by_word: defaultdict[str, set[int]] = defaultdict(set)
    for index, word in words.items():
        line = work.lines[index].text
        if (index < text[0] and not _is_header(line)) or (index > text[-1] and not _is_credit(line)):
            by_word[word].add(index)
    for word, indexes in by_word.items():
        work.drop(indexes, f"class-{word}")


def _word(block: Block) -> str:
    """Return the word in the names of the element of *block* that says what the line is, nothing where none does."""
    text = block.text
    if not block.own or len(text) > _SHORT or block.tag in HEADINGS or ends_sentence(text):
        return ""
    word = judge(block.own.strip()).word
    return word if word in class_words().line else ""


def _is_header(line: str) -> bool:
    return rules.byline(line) is not None or rules.is_date_line(line)


def _is_credit(line: str) -> bool:
    return rules.is_credit_line(line) or rules.is_sign_off(line) or rules.is_agency_line(line) or rules.is_note(line)
