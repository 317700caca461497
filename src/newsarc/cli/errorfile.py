"""The list of what failed, to be tried again."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from types import TracebackType
from typing import Self, TextIO

from newsarc.cli.neutral import line
from newsarc.errors import StorageError
from newsarc.model.outcome import Failed, Outcome


class ErrorFile:
    """Takes down the inputs that failed, one a line below a comment that says why; made when there is one.

    A file that is there already is begun anew then. With no *path* nothing is taken down. A context manager.
    """

    def __init__(self, path: str | None) -> None:
        self._path = path
        self._file: TextIO | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()

    def noting(self, show: Callable[[Outcome], None]) -> Callable[[Outcome], None]:
        """Return *show* that takes down failures first. It raises StorageError when they cannot be kept."""
        return partial(self._noted, show)

    def _noted(self, show: Callable[[Outcome], None], outcome: Outcome) -> None:
        if isinstance(outcome, Failed) and self._path is not None:
            self._add(self._path, outcome)
        show(outcome)

    def _add(self, path: str, failed: Failed) -> None:
        try:
            if self._file is None:
                self._file = open(path, "w", encoding="utf-8", errors="backslashreplace")  # noqa: PTH123, SIM115
            self._file.write(f"# {failed.reason.value}: {line(failed.detail)}\n{line(failed.asked)}\n")
            self._file.flush()
        except (OSError, ValueError) as error:
            raise StorageError(getattr(error, "strerror", None) or str(error), subject=os.fspath(path)) from error
