"""Two texts in the form of ``diff -u``, which ``patch`` applies: a paragraph a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newsarc.comparing.align import Gap, align, gaps


def unified(old: str, new: str, *, old_name: str, new_name: str, context: int = 3) -> Iterator[str]:
    """Yield the lines of the difference, without line breaks; none where the texts are the same.

    *context* is how many paragraphs that stayed are shown around those that did not.

    Each text is taken for a file whose last line ends with a break, as ``jq -r .text`` writes it.
    """
    before, after = old.split("\n"), new.split("\n")
    between = gaps(align(before, after), len(before), len(after))
    changed = [gap for gap in between if gap.old_end > gap.old_start or gap.new_end > gap.new_start]
    if changed:
        yield f"--- {old_name}"
        yield f"+++ {new_name}"
    for hunk in _hunks(changed, context):
        yield from _hunk(before, after, hunk, context)


def _hunks(changed: Sequence[Gap], context: int) -> Iterator[list[Gap]]:
    """Yield the changes that share their context together."""
    hunk: list[Gap] = []
    for gap in changed:
        if hunk and gap.old_start - hunk[-1].old_end > 2 * context:
            yield hunk
            hunk = []
        hunk.append(gap)
    if hunk:
        yield hunk


def _hunk(before: Sequence[str], after: Sequence[str], changed: Sequence[Gap], context: int) -> Iterator[str]:
    first, last = changed[0], changed[-1]
    lead = min(context, first.old_start)
    tail = min(context, len(before) - last.old_end)
    old = range(first.old_start - lead, last.old_end + tail)
    new = range(first.new_start - lead, last.new_end + tail)
    yield f"@@ -{_span(old)} +{_span(new)} @@"
    at = old.start
    for gap in changed:
        yield from (f" {line}" for line in before[at : gap.old_start])
        yield from (f"-{line}" for line in before[gap.old_start : gap.old_end])
        yield from (f"+{line}" for line in after[gap.new_start : gap.new_end])
        at = gap.old_end
    yield from (f" {line}" for line in before[at : old.stop])


def _span(lines: range) -> str:
    return f"{lines.start + 1}" if len(lines) == 1 else f"{lines.start + bool(lines)},{len(lines)}"
