"""A second process that indexes while this one archives: two cores are busy, and the index is done soon after the end.

It is told nothing but which archive it is: it reads what stands on the disk, as whoever opens the archive next would,
and may be killed at any time. It ends by itself when its input ends, so also when this process is killed.
"""

from __future__ import annotations

import contextlib
import gc
import os
import select
import signal
import subprocess
import sys
from pathlib import Path

from newsarc.app.indexing import CHUNK, Indexing
from newsarc.archive.layout import Layout
from newsarc.errors import NewsarcError

_PAUSE = 0.1
"""seconds between two looks at what there is to index"""
_WORTH = CHUNK * 2_500
"""bytes of lines that are worth a commit of the index: some CHUNK records"""
_GARBAGE = 50_000
"""new objects between two runs of the garbage collector, instead of Python's 700: records have no circles"""
_CODE = "import sys; from newsarc.app.following import main; main(sys.argv[1])"


class Follower:
    """The process that indexes what is being added to the archive in folder *root*."""

    def __init__(self, root: Path) -> None:
        """Start it. Raises OSError where no process can be started."""
        # -P: what lies in the folder that the user is in is not to be imported.
        self._process = subprocess.Popen(  # noqa: S603  # this Python, and a folder as one argument
            [sys.executable, "-P", "-c", _CODE, os.fspath(root)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def finish(self) -> None:
        """Wait until all is indexed that was archived before, or it cannot be."""
        with contextlib.suppress(BrokenPipeError):
            self._process.communicate()

    def end(self) -> None:
        """End it now: whoever searches next indexes the rest."""
        self._process.kill()
        self.finish()


def main(root: str) -> None:
    """Index what is added to the archive in folder *root* until the standard input ends, and then the rest."""
    gc.freeze()  # what was loaded stays for ever
    gc.set_threshold(_GARBAGE)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # of both processes this one is not the user's to interrupt
    indexing = Indexing(Layout(Path(root)))
    with contextlib.suppress(NewsarcError, OSError):  # whoever searches meets it again, and says it
        while not select.select([0], [], [], _PAUSE)[0]:
            indexing.follow(_WORTH)
        indexing.current()
    indexing.close()
