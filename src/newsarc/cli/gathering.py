"""What fetch and import show while they work, and how they end."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import partial

from newsarc.app.clock import elapsed
from newsarc.app.gather import Tally
from newsarc.cli import render
from newsarc.cli.output import Output, StdoutClosed
from newsarc.cli.progress import progress
from newsarc.model.outcome import Failed, Known, Outcome, Reason, Skipped

Show = Callable[[Outcome], None]


def gather_and_report(
    output: Output,
    outcomes: Iterable[Outcome],
    *,
    what: str,
    total: Callable[[], int | None],
    show: Show,
    bar: bool,
) -> int:
    """Go through *outcomes*, *show* each, end with the line that adds it all up; return the exit code.

    A terminal has a *bar* meanwhile, which *total* gives its length. Silent when nothing is new and nothing wrong,
    unless somebody is watching or asked with -v.
    """
    tally, begun = Tally(), elapsed()
    ended = False
    try:
        with progress(output, what, total, shown=bar) as advance:
            for outcome in outcomes:
                tally.count(outcome)
                show(outcome)
                advance(render.so_far(tally))
        ended = True
    finally:
        told = ended or tally.inputs  # cut off before the first, a run did not have "nothing to do"
        if told and (tally.added or tally.exit or output.verbosity or output.interactive):
            output.note(render.summary(tally, elapsed() - begun))
    return tally.exit


class KnownInARow:
    """Counts how many outcomes in a row were known, to stop after *most* of them; None: never."""

    def __init__(self, most: int | None) -> None:
        self._most = most
        self._row = 0
        self.seen = 0
        """outcomes of any kind"""

    def counting(self, show: Show) -> Show:
        """Return *show* that counts what it is given."""
        return partial(self._counted, show)

    def _counted(self, show: Show, outcome: Outcome) -> None:
        self.seen += 1
        self._row = self._row + 1 if isinstance(outcome, Known) else 0
        show(outcome)

    def room(self) -> int | None:
        """Return how many more it would take, at least; None for any number."""
        return None if self._most is None else max(0, self._most - self._row)

    def enough(self) -> bool:
        """Say whether the last *most* were all known."""
        return self.room() == 0


_NOT_READ = frozenset({Reason.UNSUPPORTED, Reason.SPECIAL_FILE, Reason.ARCHIVE_ITSELF})


def shower(output: Output, *, as_json: bool, every: bool, named: Collection[str] = ()) -> Show:
    """Return how outcomes are shown: as JSON, each on a line, or (not *every*) only what failed, on stderr.

    What the user asked for by its own name (*named*) is shown also when it was not read at all. When whoever read
    stdout has gone, showing ends and the work goes on.
    """
    show = partial(_show, output, as_json=as_json, every=every, named=named)
    return partial(_show_while_read, output, show)


def _show(output: Output, outcome: Outcome, *, as_json: bool, every: bool, named: Collection[str]) -> None:
    """Show *outcome*, as shower() says."""
    if as_json:
        output.json(render.outcome_json(outcome))
    elif every or output.verbosity:
        output.styled(*render.outcome_line(outcome))
    elif isinstance(outcome, Failed) or (outcome.asked in named and _not_read(outcome)):
        output.warn(render.outcome_text(outcome))


def _show_while_read(output: Output, show: Show, outcome: Outcome) -> None:
    """Show *outcome*; where nobody reads it any more, what was not archived is told to who asked with -v."""
    try:
        show(outcome)
    except StdoutClosed:
        if isinstance(outcome, Failed | Skipped):
            output.detail(render.outcome_text(outcome))


def _not_read(outcome: Outcome) -> bool:
    return isinstance(outcome, Skipped) and outcome.reason in _NOT_READ
