"""Connections that pass a guard and end at a deadline, whoever is waiting for them."""

from __future__ import annotations

import queue
import socket
import threading
import time
from types import TracebackType
from typing import Self

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError

from newsarc.errors import Refused
from newsarc.fetch.guard import Address, Guard

_AddressInfo = tuple[socket.AddressFamily, socket.SocketKind, int, str, tuple[str, int] | tuple[str, int, int, int]]
Pools = dict[str, type[HTTPConnectionPool]]


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
            self._watched.append(connection.dup())

    def _shut(self) -> None:
        with self._lock:
            for watched in self._watched:
                try:
                    watched.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue  # the other side was faster: it is shut


class Line:
    """Opens the connections of one fetch."""

    def __init__(self, *, deadline: Deadline, guard: Guard, timeout: float) -> None:
        self._deadline = deadline
        self._guard = guard
        self._timeout = timeout

    def open(self, host: str, port: int) -> socket.socket:
        """Return a connection to the first address of *host* that the guard allows and that answers.

        Raises Refused when the guard allows none, OSError (gaierror and TimeoutError among them) when none answers.
        """
        refused: Refused | None = None
        failed: OSError | None = None
        for info in self._resolve(host, port):
            try:
                self._guard.allow(Address(host=host, ip=info[4][0], port=port))
                return self._connect(info)
            except Refused as error:
                refused = error
            except OSError as error:
                failed = error
        raise failed or refused or socket.gaierror(socket.EAI_NONAME, "no address")

    def _connect(self, info: _AddressInfo) -> socket.socket:
        connection = socket.socket(info[0], info[1], info[2])
        try:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection.settimeout(min(self._timeout, self._deadline.remaining()))
            connection.connect(info[4])
            self._deadline.watch(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _resolve(self, host: str, port: int) -> list[_AddressInfo]:
        """Return the addresses of *host*, within the deadline: the system's resolver knows none, so it works aside."""
        answers: queue.SimpleQueue[list[_AddressInfo] | OSError] = queue.SimpleQueue()
        threading.Thread(target=_ask, args=(host, port, answers), daemon=True).start()
        try:
            answer = answers.get(timeout=self._deadline.remaining())
        except queue.Empty:
            raise TimeoutError("the name was not resolved in time") from None
        if isinstance(answer, OSError):
            raise answer
        return answer


def _ask(host: str, port: int, answers: queue.SimpleQueue[list[_AddressInfo] | OSError]) -> None:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        answers.put(error)
    except UnicodeError:
        answers.put(socket.gaierror(socket.EAI_NONAME, "not a host name"))
    else:
        answers.put(found)  # type: ignore[arg-type]  # the stubs add the tuple of a Python built without IPv6


def pools(line: Line) -> Pools:
    """Return the connection pools, by scheme, that open every connection through *line*."""

    class Http(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return _opened(line, self)

    class Https(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return _opened(line, self)

    class HttpPool(HTTPConnectionPool):
        ConnectionCls = Http

    class HttpsPool(HTTPSConnectionPool):
        ConnectionCls = Https

    return {"http": HttpPool, "https": HttpsPool}


def _opened(line: Line, connection: HTTPConnection) -> socket.socket:
    """Open *connection*, with the exceptions that urllib3 makes of a failure."""
    host = connection._dns_host  # noqa: SLF001  # `host` has lost the final dot, which matters to the resolver
    try:
        return line.open(host.strip("[]"), connection.port)
    except socket.gaierror as error:
        raise NameResolutionError(host, connection, error) from error
    except TimeoutError as error:
        raise ConnectTimeoutError(connection, str(error)) from error
    except OSError as error:
        raise NewConnectionError(connection, str(error)) from error
