"""The only way to a terminal, a pipe or a file that stands for one.

Data goes to stdout, everything else to stderr. Text is made neutral on its way; JSON is made of bytes that are safe
already and passes untouched.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from typing import Any, TextIO

from newsarc.cli.neutral import line, neutral
from newsarc.errors import NewsarcError, StorageError

Styled = tuple[str, dict[str, Any]]
"""a stretch of a line, and click's style for it"""


class StdoutClosed(Exception):
    """Whoever read stdout has gone: `| head` has seen enough."""


class Output:
    """Where a command's words go."""

    def __init__(self, *, quiet: bool = False, verbosity: int = 0) -> None:
        self.quiet = quiet
        self.verbosity = verbosity
        self._stdout_gone = False

    @property
    def for_people(self) -> bool:
        """Say whether stdout is a terminal."""
        return sys.stdout.isatty()

    @property
    def interactive(self) -> bool:
        """Say whether to show progress: somebody is watching both streams and did not ask for quiet."""
        return self.for_people and sys.stderr.isatty() and not self.quiet and not _is_dumb()

    @property
    def width(self) -> int:
        """Columns of the terminal, 100 at most for reading; never less than 20."""
        import shutil  # loads four compressors

        return max(20, min(100, shutil.get_terminal_size().columns))

    def data(self, text: str = "") -> None:
        """Print one line (or several) of what was asked for. Raises StdoutClosed and StorageError."""
        with self._writing():
            _write(sys.stdout, neutral(text) + "\n")

    def styled(self, *pieces: Styled) -> None:
        """Print one line of pieces, each with click's style, where stdout is a terminal; without style elsewhere."""
        shown = [line(text) for text, _style in pieces]
        if self.for_people and not os.environ.get("NO_COLOR") and not _is_dumb():
            from click.termui import style

            shown = [style(text, **how) if how else text for text, (_, how) in zip(shown, pieces, strict=True)]
        with self._writing():
            _write(sys.stdout, "".join(shown) + "\n")

    def json(self, encoded: bytes) -> None:
        """Print one JSON object on a line of its own, as it is."""
        with self._writing():
            buffer = getattr(sys.stdout, "buffer", None)
            if buffer is None:
                sys.stdout.write(encoded.decode() + "\n")
            else:
                sys.stdout.flush()
                buffer.write(encoded + b"\n")

    def binary(self, data: bytes) -> None:
        """Write *data* as it is, and nothing else. Not for terminals: the caller sees to that."""
        with self._writing():
            sys.stdout.flush()
            sys.stdout.buffer.write(data)

    def note(self, text: str) -> None:
        """Print one line on stderr for people, unless they asked for quiet."""
        if not self.quiet:
            self._stderr(line(text))

    def detail(self, text: str) -> None:
        """Print one line on stderr, with -v only."""
        if self.verbosity:
            self._stderr(line(text))

    def warn(self, text: str) -> None:
        """Print one line on stderr about something that is wrong; quiet does not hide it."""
        self._stderr(line(text))

    def warn_whole(self, text: str) -> None:
        """Print several lines on stderr. None of them may come from a page, a file or a server."""
        self._stderr(neutral(text))

    def error(self, error: NewsarcError) -> None:
        """Print on stderr, in one line, what went wrong, and in a second what to do next."""
        self._stderr(neutral(f"newsarc: {' '.join(str(error).split())}"))
        if error.advice:
            self._stderr(neutral(f"  {' '.join(error.advice.split())}"))

    def flush(self) -> None:
        """Flush stdout. Raises StdoutClosed and StorageError."""
        with self._writing():
            sys.stdout.flush()

    def _stderr(self, text: str) -> None:
        try:
            _write(sys.stderr, text + "\n")
            sys.stderr.flush()
        except (OSError, ValueError):  # nobody is left to tell
            _to_nowhere(2)

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        if self._stdout_gone:
            raise StdoutClosed
        try:
            yield
        except BrokenPipeError as err:
            self._stdout_gone = True
            _to_nowhere(1)
            raise StdoutClosed from err
        except OSError as err:
            self._stdout_gone = True
            _to_nowhere(1)
            raise StorageError(err.strerror or str(err), subject="standard output") from err


def _is_dumb() -> bool:
    return os.environ.get("TERM") == "dumb"


def _to_nowhere(stream: int) -> None:
    """Send what is still buffered to /dev/null: Python's own flush at exit would fail and change the exit code."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream)
    os.close(nowhere)


def _write(stream: TextIO, text: str) -> None:
    """Write *text*; what the stream's encoding cannot hold (LANG=C) is shown as an escape."""
    try:
        stream.write(text)
    except UnicodeEncodeError:
        encoding = stream.encoding or "ascii"
        stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
