"""A bar for long work, where somebody is watching."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator

from newsarc.cli.neutral import line
from newsarc.cli.output import Output

Advance = Callable[[str], None]
"""call it once for each thing done, with a word on how it goes"""
STEP = 1 << 20
"""bytes that move a bar of bytes"""


@contextlib.contextmanager
def progress(output: Output, what: str, total: Callable[[], int | None], *, shown: bool = True) -> Iterator[Advance]:
    """Give a function to call for each thing done; on a terminal it moves a bar with rate and time left.

    Elsewhere, and where it is not to be *shown*, nothing moves.
    *total* is asked only where there is a bar to draw, because counting may take long itself.
    """
    if not (shown and output.interactive):
        yield lambda _state: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, SpinnerColumn, Task, TextColumn
    from rich.text import Text

    class Pace(ProgressColumn):
        """Rate and time left over the whole run: results come in groups, which rich's own columns take for speed."""

        def render(self, task: Task) -> Text:
            """Return what stands in the column."""
            return Text(pace(task.completed, task.total, task.elapsed or 0.0), style="cyan")

    bar = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=None),
        MofNCompleteColumn(),
        Pace(),
        TextColumn("{task.fields[state]}", style="dim", markup=False),
        console=Console(stderr=True, width=max(1, shutil.get_terminal_size().columns - len("^C "))),
        transient=True,
        expand=True,
    )
    with bar:
        task = bar.add_task(what, total=total(), state="")
        yield lambda state: bar.update(task, advance=1, state=line(state))


class Moved:
    """Turns bytes into steps of the bar."""

    def __init__(self) -> None:
        self.bar: Advance = lambda _state: None
        """what moves it by a step; nothing until there is one"""
        self._bytes = 0

    def by(self, size: int) -> None:
        """Move the bar by *size* bytes; what is less than a step is kept for the next time."""
        self._bytes += size
        for _ in range(self._bytes // STEP):
            self.bar("")
        self._bytes %= STEP


def pace(done: float, total: float | None, seconds: float) -> str:
    """Return how fast it goes and how long the rest will take; nothing before the first thing is done."""
    if not done or seconds < 0.1:
        return ""
    rate = done / seconds
    said = f"{rate:,.0f}/s" if rate >= 10 else f"{rate:.1f}/s"
    if total is None or total <= done:
        return said
    left = round((total - done) / rate)
    hours, minutes = divmod(left // 60, 60)
    return f"{said} {f'{hours}:{minutes:02}' if hours else minutes}:{left % 60:02}"
