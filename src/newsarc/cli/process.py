"""The process around a command: its streams, its signals and its exit code."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from types import FrameType

import click

from newsarc.cli.output import Output, StdoutClosed
from newsarc.cli.root import root
from newsarc.errors import Exit, NewsarcError


class Terminated(BaseException):
    """SIGTERM came."""


def run_process() -> None:
    """Run the command line and end the process with its exit code."""
    _open_missing_streams()
    signal.signal(signal.SIGTERM, _terminated)
    code = run(sys.argv[1:])
    sys.exit(code)


def run(arguments: list[str]) -> int:
    """Run one command line; return its exit code. Nothing but an exit is raised, nothing but one line is printed."""
    output = Output()
    try:
        code = root.main(arguments, prog_name="newsarc", standalone_mode=False, obj=output)
        output.flush()
    except click.exceptions.Abort:
        return Exit.INTERRUPTED
    except click.ClickException as err:
        err.show()
        return err.exit_code
    except StdoutClosed:
        return Exit.DONE
    except NewsarcError as err:
        output.error(err)
        return err.exit_code
    except KeyboardInterrupt:
        output.warn("newsarc: interrupted; what was said to be archived is")
        return Exit.INTERRUPTED
    except Terminated:
        output.warn("newsarc: terminated; what was said to be archived is")
        return Exit.TERMINATED
    except Exception as err:  # noqa: BLE001  # the last line of defence: a bug is one line too
        return _bug(output, err)
    return code if isinstance(code, int) else Exit.DONE


def _bug(output: Output, err: Exception) -> int:
    output.warn(f"newsarc: this is a bug: {type(err).__name__}: {err}")
    if output.verbosity > 1:
        traceback.print_exc()
    else:
        output.warn("  run it again with -vv to see where; what was said to be archived is")
    return Exit.SOME_FAILED


def _terminated(_signal: int, _frame: FrameType | None) -> None:
    raise Terminated


def _open_missing_streams() -> None:
    """Open what the caller closed of descriptors 0 to 2, lest the archive get one of them and a library write there."""
    while (fd := os.open(os.devnull, os.O_RDWR)) <= 2:
        stream = {0: "stdin", 1: "stdout", 2: "stderr"}[fd]
        if getattr(sys, stream) is None:
            setattr(sys, stream, os.fdopen(fd, "r" if fd == 0 else "w", encoding="utf-8"))
    os.close(fd)
