"""Reading many targets into the archive: the use case behind import and reextract. Pages of the web: see visiting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Protocol, assert_never

import msgspec

from newsarc.app.clock import elapsed
from newsarc.errors import Exit, NewsarcError
from newsarc.model.outcome import Archived, Failed, Known, Outcome, Prepared, Reason, Skipped
from newsarc.model.record import Kind
from newsarc.model.target import Input, Page, Target
from newsarc.pipeline import Settings, is_record, lost, prepare
from newsarc.runners.interface import Loss, NotYet, Runner

GROUP = 64
"""articles in one commit: one wait for the disk for all of them"""
MANY = 512
"""the same for files: nobody waits for a single one, and lines come by the thousand"""
GROUP_TEXT = 8 * 1024 * 1024
"""characters of text and bytes of responses after which a smaller group is committed: all of it is held in memory"""
EVERY = 2.0
"""seconds after which the next result ends a smaller group, so that a crash loses little"""

_RULES = frozenset({Reason.REFUSED, Reason.ROBOTS})
Result = Prepared | Skipped | Failed
Item = Input | Page


class Keeper(Protocol):
    """What settles articles: an archive, or one that only says what it would do."""

    def check_space(self) -> None:
        """Raise StorageError when the disk is all but full."""

    def settle(self, batch: Sequence[Result]) -> list[Outcome]:
        """Return one outcome for each of *batch*, in order. Raises StorageError."""
        ...


def gather(
    archive: Keeper, items: Iterable[Item | NotYet], runner: Runner, settings: Settings, *, group: int = GROUP
) -> Iterator[Outcome]:
    """Prepare each of *items* with *runner* and archive what comes; yield one outcome each, in order.

    What is Archived is on the disk when it is yielded. When the archive refuses (StorageError, mostly), the group in
    hand is yielded as failed and then the error raised. *group* is how many go into one commit, at most.
    """
    archive.check_space()
    work: Callable[[Item], tuple[Result, ...]] = partial(_prepared, settings=settings)
    several: Iterator[tuple[Result, ...] | NotYet] = runner.map(work, items, unread, is_light)  # type: ignore[arg-type]  # mypy joins the members of Item to Struct
    for batch in _groups(_each(several), group):
        try:
            outcomes = archive.settle(batch)
        except NewsarcError as err:
            yield from (unkept(one, str(err)) for one in batch)
            raise
        yield from outcomes


def _prepared(item: Item, *, settings: Settings) -> tuple[Result, ...]:
    return (item,) if isinstance(item, Skipped | Failed) else prepare(item, settings)


def is_light(item: Item) -> bool:
    """Say whether *item* needs no worker: records of an archive, which are checked and no more, or nothing to read."""
    lines = item.lines if isinstance(item, Target) else None
    return isinstance(item, Skipped | Failed) or (
        lines is not None and all(is_record(line) for _number, line in lines.lines)
    )


def unread(item: Item, loss: Loss) -> tuple[Failed, ...]:
    """Return what is said of *item*, on which a worker was lost: the form for runners. See pipeline.lost."""
    return lost(item, Reason(loss.cause.value), loss.detail)


def unkept(one: Result, why: str) -> Outcome:
    """Return the outcome of *one* where the archive refused what was prepared, for the reason *why*."""
    if isinstance(one, Prepared):
        return Failed(asked=one.article.asked, reason=Reason.STORAGE, detail=why)
    return one


def _groups(results: Iterable[Result | NotYet], most: int = GROUP) -> Iterator[list[Result]]:
    """Yield the results in groups of *most*, smaller where they are large or EVERY seconds have passed."""
    group: list[Result] = []
    text, begun = 0, elapsed()
    for result in results:
        if isinstance(result, NotYet):
            if group and elapsed() - begun > EVERY:
                yield group
                group, text, begun = [], 0, elapsed()
            continue
        if not group:
            begun = elapsed()
        group.append(result)
        text += weight(result)
        if len(group) >= most or text >= GROUP_TEXT or elapsed() - begun > EVERY:
            yield group
            group, text, begun = [], 0, elapsed()
    if group:
        yield group


def weight(result: Result) -> int:
    """Return how much memory *result* takes in a group: characters of text and bytes of the response."""
    if not isinstance(result, Prepared):
        return 0
    return len(result.article.text) + (len(result.capture.data) if result.capture else 0)


def _each(several: Iterable[tuple[Result, ...] | NotYet]) -> Iterator[Result | NotYet]:
    for results in several:
        if isinstance(results, NotYet):
            yield results
        else:
            yield from results


class Tally(msgspec.Struct):
    """How a run's inputs ended. The figures add up: every input is exactly one of them."""

    inputs: int = 0
    new: int = 0
    revisions: int = 0
    copies: int = 0
    known: int = 0
    skipped: int = 0
    failed: int = 0
    why_skipped: Counter[Reason] = msgspec.field(default_factory=Counter)
    why_failed: Counter[Reason] = msgspec.field(default_factory=Counter)

    def count(self, outcome: Outcome) -> None:
        """Take in one more."""
        self.inputs += 1
        match outcome:
            case Archived(kind=Kind.ARTICLE):
                self.new += 1
            case Archived(kind=Kind.REVISION):
                self.revisions += 1
            case Archived(kind=Kind.COPY):
                self.copies += 1
            case Known():
                self.known += 1
            case Skipped(reason=reason):
                self.skipped += 1
                self.why_skipped[reason] += 1
            case Failed(reason=reason):
                self.failed += 1
                self.why_failed[reason] += 1
            case Archived():
                raise AssertionError(outcome.kind)
            case _:
                assert_never(outcome)

    @property
    def added(self) -> int:
        """How many records were written."""
        return self.new + self.revisions + self.copies

    @property
    def exit(self) -> Exit:
        """The exit code of the run: that of the most severe thing that happened."""
        if self.why_failed[Reason.STORAGE]:
            return Exit.STORAGE
        if self.why_failed[Reason.ARCHIVE_BUSY]:
            return Exit.BUSY
        if self.inputs == 0 or (self.added + self.known and not self.failed):
            return Exit.DONE
        if self.failed and sum(self.why_failed[why] for why in _RULES) == self.failed == self.inputs:
            return Exit.REFUSED
        return Exit.SOME_FAILED if self.added + self.known else Exit.NOTHING_SUCCEEDED
