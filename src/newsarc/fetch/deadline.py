"""The end of a fetch: a moment at which its connections are shut, whoever is waiting for them."""

from __future__ import annotations

import os
import socket
import threading
import time
from types import TracebackType
from typing import Self


class Deadline:
    """A moment after which every connection it watches is shut, also one that still trickles.

    A timeout on reading is not enough: a server that sends one byte a second never meets it. Used as a context
    manager; leaving it lets go of the connections and stops the clock.
    """

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds
        self._lock = threading.Lock()
        self._watched: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._shut)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        """Start the clock."""
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the clock and let go of the connections."""
        self._timer.cancel()
        with self._lock:
            for watched in self._watched:
                watched.close()
            self._watched.clear()

    @property
    def passed(self) -> bool:
        """Whether it is over."""
        return time.monotonic() >= self._end

    @property
    def left(self) -> float:
        """Seconds that are left, never less than 0."""
        return max(0.0, self._end - time.monotonic())

    def remaining(self) -> float:
        """Return the seconds that are left. Raises TimeoutError when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError("deadline")
        return left

    def watch(self, connection: socket.socket) -> None:
        """Shut *connection* when the time has come. Raises TimeoutError when it has come already."""
        with self._lock:
            self.remaining()
            # A second handle on the same connection: it reaches below TLS, and stays ours when the first is wrapped.
            self._watched.append(socket.socket(fileno=os.dup(connection.fileno())))

    def end(self) -> None:
        """Make this the moment: shut every connection now."""
        self._end = time.monotonic()
        self._shut()

    def _shut(self) -> None:
        with self._lock:
            for watched in self._watched:
                try:
                    watched.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue  # the other side has shut it already
