"""The process around a command: its streams, its signals and its exit code."""

from __future__ import annotations

import atexit
import contextlib
import io
import os
import signal
import sys
from types import FrameType
from typing import NoReturn

from newsarc.cli.output import Output, StdoutClosed
from newsarc.errors import Exit, NewsarcError


class Interrupted(BaseException):
    """SIGINT or SIGTERM came."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(number)


def run_process() -> None:
    """Run the command line and end the process with its exit code."""
    _open_missing_streams()
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # what LANG=C cannot hold is shown as an escape
    signal.signal(signal.SIGTERM, _interrupted)
    signal.signal(signal.SIGINT, _interrupted)
    _leave(run(sys.argv[1:]))


def _leave(code: int) -> NoReturn:
    """End the process with *code*: at once if no thread or exit handler is left, or when a signal comes.

    Python's own shutdown takes every module and object apart, which after a search takes as long as the search.
    """
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: os._exit(code))
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):  # run() has seen to what must leave, and has said what could not
            stream.flush()
    threading = sys.modules.get("threading")  # who has none did not load it
    alone = threading is None or threading.active_count() == 1
    if alone and atexit._ncallbacks() == 0:  # noqa: SLF001 # no public way to ask
        os._exit(code)
    sys.exit(code)


def run(arguments: list[str]) -> int:
    """Run one command line; return its exit code. Nothing is raised, nothing but one line is printed."""
    output = Output()
    try:
        code = _run(arguments, output)
        with contextlib.suppress(StdoutClosed):
            output.flush()
    except StdoutClosed:
        return Exit.DONE
    except NewsarcError as err:
        output.error(err)
        return err.exit_code
    except Interrupted as err:
        said = "interrupted" if err.number == signal.SIGINT else "terminated"
        output.warn(f"newsarc: {said}; what was said to be archived is")
        return 128 + err.number
    except Exception as err:  # noqa: BLE001  # the last line of defence: a bug is one line too
        return _bug(output, err)
    return code if isinstance(code, int) else Exit.DONE


def _run(arguments: list[str], output: Output) -> object:
    """Do what a command line says. A search starts without what the other commands need."""
    if arguments[:1] == ["search"]:
        from newsarc.cli import asking

        asked = asking.read(arguments[1:])
        if asked is not None:
            return asking.run_plain(output, asked)
    from newsarc.cli.clicked import clicked

    return clicked(arguments, output)


def _bug(output: Output, err: Exception) -> int:
    output.warn(f"newsarc: this is a bug: {type(err).__name__}: {' '.join(str(err).split())}")
    if output.verbosity > 1:
        import traceback

        output.warn_whole("".join(traceback.format_exception(err)))
    else:
        output.warn("  run it again with -vv to see where; what was said to be archived is")
    return Exit.SOME_FAILED


def _interrupted(number: int, _frame: FrameType | None) -> None:
    """End in good order; a second signal ends the process at once, which is as safe for the archive as kill -9."""
    signal.signal(signal.SIGTERM, _at_once)
    signal.signal(signal.SIGINT, _at_once)
    raise Interrupted(number)


def _at_once(number: int, _frame: FrameType | None) -> None:
    os._exit(128 + number)


def _open_missing_streams() -> None:
    """Open those of descriptors 0 to 2 that the caller closed, so that no file of the archive gets their number and
    receives what a library prints. Worker processes inherit them for the same reason.
    """
    while (fd := os.open(os.devnull, os.O_RDWR)) <= 2:
        os.set_inheritable(fd, True)
        stream = {0: "stdin", 1: "stdout", 2: "stderr"}[fd]
        if getattr(sys, stream) is None:
            setattr(sys, stream, os.fdopen(fd, "r" if fd == 0 else "w", encoding="utf-8"))
    os.close(fd)
