"""A bar for long work, where somebody is watching."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

from newsarc.cli.output import Output

Advance = Callable[[str], None]
"""call it once for each thing done, with a word on how it goes"""


@contextlib.contextmanager
def progress(output: Output, what: str, total: Callable[[], int | None]) -> Iterator[Advance]:
    """Give a function to call for each thing done; on a terminal it moves a bar with rate and time left, else nothing.

    *total* is asked only where there is a bar to draw, because counting may take long itself.
    """
    if not output.interactive:
        yield lambda _state: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn
    from rich.text import Text

    class Rate(TextColumn):
        def render(self, task: object) -> Text:
            speed = getattr(task, "finished_speed", None) or getattr(task, "speed", None)
            return Text(f"{speed:,.0f}/s" if speed else "", style="progress.data.speed")

    bar = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=None),
        MofNCompleteColumn(),
        Rate(""),
        TimeRemainingColumn(compact=True, elapsed_when_finished=True),
        TextColumn("[dim]{task.fields[state]}", markup=True),
        console=Console(stderr=True),
        transient=True,
        expand=True,
    )
    with bar:
        task = bar.add_task(what, total=total(), state="")
        yield lambda state: bar.update(task, advance=1, state=state)
