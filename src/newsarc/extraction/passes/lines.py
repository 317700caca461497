"""The lines that may be text, and those that a pass took out."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from newsarc.extraction.blocks import Block, Box

HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])


class Lines:
    """The lines that may be text, and those taken out with the rule that took each."""

    def __init__(self, lines: list[Block], weights: list[int], kept: list[int], box: Box) -> None:
        self.lines = lines
        self.weights = weights
        self.kept = kept
        """indexes of lines, in page order"""
        self.box = box
        self.dropped: dict[int, str] = {}

    def drop(self, indexes: set[int], rule: str) -> None:
        """Take the lines at *indexes* out under *rule*."""
        if indexes:
            self.kept = [index for index in self.kept if index not in indexes]
            for index in indexes:
                self.dropped.setdefault(index, rule)

    def drop_if(self, test: Callable[[Block], bool], rule: str, most: float = 1.0) -> None:
        """Take out each line for which *test* holds, unless together they are more than *most* of the text."""
        hits = {index for index in self.kept if test(self.lines[index])}
        if hits and (most >= 1 or self.weigh(hits) <= most * self.weigh(self.kept)):
            self.drop(hits, rule)

    def weigh(self, indexes: Iterable[int]) -> int:
        """Return the weight of the lines at *indexes*."""
        return sum(self.weights[index] for index in indexes)
