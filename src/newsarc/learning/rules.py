"""Pages of one site to the rules that they bear out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import msgspec

from newsarc.learning.lines import Demands, LineCounts, may_be_furniture
from newsarc.learning.stories import stories
from newsarc.model.site import Does, Rule, SeenPage

USUAL = Demands()
_MOST_LINES, _MOST_BOXES, _MOST_TRUSTED = 200, 40, 4
"""rules of each kind for one site, the most frequent first: a file that a person can still read"""
_BOX_OF_TEXT = 0.3
"""share of a page's text beyond which a box holds the story itself"""
_NEVER = ("article", "main", "h1.", "h2.", "h3.", "h4.", "h5.", "h6.")


class Learned(msgspec.Struct, frozen=True, kw_only=True):
    """What pages bear out."""

    stories: int
    """different ones among the pages"""
    rules: tuple[Rule, ...] = ()


def learn(pages: Sequence[SeenPage], demands: Demands = USUAL) -> Learned:
    """Return the rules that *pages*, all of one site, bear out: boxes to trust, boxes and lines to drop.

    The same for the same pages, in whatever order. A line that stands on one page only is in no rule, and neither is a
    box that has held one.
    """
    pages = sorted(pages, key=lambda page: page.name)
    numbers = stories(pages)
    count = len(set(numbers))
    if count < demands.enough:
        return Learned(stories=count)
    lines = LineCounts(pages, numbers, demands)
    boxes = _boxes(pages, numbers, lines, demands)
    drops = [Rule(does=Does.DROP_LINE, what=text, stories=seen) for text, seen in lines.furniture()]
    return Learned(stories=count, rules=(*_trusted(pages, numbers, demands), *boxes, *drops[:_MOST_LINES]))


def _trusted(pages: Sequence[SeenPage], numbers: list[int], demands: Demands) -> list[Rule]:
    """Return the boxes that the stories of most certain readings stand in."""
    held: dict[str, set[int]] = defaultdict(set)
    certain = set()
    for page, number in zip(pages, numbers, strict=True):
        if page.body:
            held[page.body].add(number)
            certain.add(number)
    enough = [
        Rule(does=Does.TRUST, what=body, stories=len(seen))
        for body, seen in held.items()
        if len(seen) >= max(demands.least, demands.trust * len(certain)) and len(certain) >= demands.enough
    ]
    return sorted(enough, key=lambda rule: (-rule.stories, rule.what))[:_MOST_TRUSTED]


def _boxes(pages: Sequence[SeenPage], numbers: list[int], lines: LineCounts, demands: Demands) -> list[Rule]:
    """Return the boxes that never held a line of a story: all in them recurs, or is the headline of another story."""
    seen: dict[str, set[int]] = defaultdict(set)
    spoilt: set[str] = set()
    around: dict[str, Counter[str]] = defaultdict(Counter)
    for page, number in zip(pages, numbers, strict=True):
        held: Counter[str] = Counter()
        for line in page.lines:
            furniture = may_be_furniture(line.text) and lines.elsewhere(line.text, number)
            for at, box in enumerate(line.boxes):
                seen[box].add(number)
                held[box] += len(line.text)
                around[box].update(set(line.boxes[at + 1 :]))
                around[box][""] += 1
                if not furniture:
                    spoilt.add(box)
        whole = sum(len(line.text) for line in page.lines)
        spoilt.update(box for box, size in held.items() if size > _BOX_OF_TEXT * whole)
    least = max(demands.least, demands.box * len(set(numbers)))
    good = {box for box in seen if box not in spoilt and not box.startswith(_NEVER) and len(seen[box]) >= least}
    outermost = [box for box in good if not any(around[box][outer] == around[box][""] for outer in good)]
    rules = [Rule(does=Does.DROP_BOX, what=box, stories=len(seen[box])) for box in outermost]
    return sorted(rules, key=lambda rule: (-rule.stories, rule.what))[:_MOST_BOXES]
