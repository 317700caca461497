"""The command line as its users have it: real processes, with pipes or with a terminal."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

COMMAND = (sys.executable, "-m", "newsarc")
PATIENCE = 60.0
"""seconds after which a process that should have ended is taken for hanging"""
PROSE = (
    "The ferry to the outer islands will run again from Monday, the port office said on Friday.",
    "Nine days of repairs to the ramp at the northern pier had kept the ship in the dry dock.",
    "Fishermen carried post and bread across the sound in the meantime, and nobody was charged for it.",
    "The council has asked for a second ramp, which would cost about three million and take two summers.",
    "Passengers with tickets for the cancelled days can use them until the end of the year.",
)
RAW_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e0fff]"
)
"""what must never reach a terminal from a page"""


class Ran(NamedTuple):
    """How a process ended."""

    code: int
    out: str
    err: str


def environment(**more: str) -> dict[str, str]:
    """Return an environment without the developer's own newsarc and terminal settings."""
    own = ("NEWSARC_", "XDG_", "NO_COLOR", "LC_", "PYTHONIOENCODING", "COLUMNS", "FORCE_COLOR", "COVERAGE")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    return kept | {"LANG": "C.UTF-8", "HOME": "/nonexistent", "NEWSARC_WORKERS": "1", "NEWSARC_DELAY": "0"} | more


def newsarc(
    *arguments: object,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    given: bytes = b"",
    before: Callable[[], None] | None = None,
) -> Ran:
    """Run one command line with pipes for its streams."""
    done = subprocess.run(
        [*COMMAND, *map(str, arguments)],
        input=given,
        capture_output=True,
        env=environment(**(env or {})),
        cwd=cwd,
        timeout=PATIENCE,
        preexec_fn=before,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode("utf-8", "strict"), done.stderr.decode("utf-8", "strict"))


def shell(script: str, *, env: Mapping[str, str] | None = None, cwd: Path | None = None) -> Ran:
    """Run *script* in bash; ``newsarc`` is the command in it, and the exit code is that of the pipe's failing part."""
    function = f'newsarc() {{ "{sys.executable}" -m newsarc "$@"; }}\nset -o pipefail\n'
    done = subprocess.run(
        ["bash", "-c", function + script],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env=environment(**(env or {})),
        cwd=cwd,
        timeout=PATIENCE,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


def on_terminal(
    *arguments: object, columns: int = 80, env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> tuple[int, str]:
    """Run one command line on a terminal of its own; return its exit code and everything that was drawn."""
    parent, child = pty.openpty()
    fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    process = subprocess.Popen(
        [*COMMAND, *map(str, arguments)],
        stdin=child,
        stdout=child,
        stderr=child,
        env=environment(TERM="xterm-256color", **(env or {})) if "TERM" not in (env or {}) else environment(**env),
        cwd=cwd,
        start_new_session=True,
    )
    os.close(child)
    drawn = b"".join(_until_closed(parent))
    os.close(parent)
    return process.wait(timeout=PATIENCE), drawn.decode("utf-8", "strict").replace("\r\n", "\n")


def _until_closed(terminal: int) -> Iterator[bytes]:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if not select.select([terminal], [], [], 1.0)[0]:
            continue
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # Linux says EIO when the other end is closed
            return
        if not piece:
            return
        yield piece
    raise AssertionError("the process on the terminal does not end")


def page(title: str, *, prose: Sequence[str] = PROSE, mark: str = "") -> str:
    """Return an article's HTML; *mark* makes its text one of a kind."""
    paragraphs = "".join(f"<p>{line} {mark}</p>" for line in prose)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body><article><h1>{title}</h1>{paragraphs}</article></body></html>"
    )


def pages(folder: Path, number: int, *, first: int = 0) -> Path:
    """Write *number* different articles into *folder*."""
    folder.mkdir(parents=True, exist_ok=True)
    for at in range(first, first + number):
        (folder / f"story-{at:04}.html").write_text(page(f"Ferry story number {at}", mark=f"Berth {at} is open."))
    return folder


def segment_bytes(archive: Path) -> bytes:
    """Return every byte of the archive's articles."""
    return b"".join(path.read_bytes() for path in sorted((archive / "articles").glob("*.jsonl")))


def processes_of(session: int) -> list[int]:
    """Return the processes that live in *session*, zombies left out."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        with contextlib.suppress(OSError):
            state, _parent, _group, its_session = (entry / "stat").read_text().rpartition(")")[2].split()[:4]
            if int(its_session) == session and state != "Z":
                found.append(int(entry.name))
    return found
