"""Connections that pass a guard and end at a deadline, for urllib3 to use."""

from __future__ import annotations

import queue
import socket
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError

from newsarc.errors import Refused
from newsarc.fetch.deadline import Deadline
from newsarc.fetch.guard import Address, Guard
from newsarc.fetch.reach import says_private

if TYPE_CHECKING:
    from urllib3._base_connection import BaseHTTPConnection

AddressInfo = tuple[socket.AddressFamily, socket.SocketKind, int, str, tuple[str, int] | tuple[str, int, int, int]]
Resolve = Callable[[str, int], list[AddressInfo]]
"""host and port to addresses; raises OSError"""
Endpoint = tuple[str, int]
"""host as `endpoint` spells it, and port"""
Pools = dict[str, type[HTTPConnectionPool]]


class Connector:
    """Opens the connections of one fetch, and answers for the open ones that it takes over."""

    def __init__(
        self,
        *,
        deadline: Deadline,
        guard: Guard,
        timeout: float,
        vouched: Endpoint | None,
        resolve: Resolve,
        proxy: Endpoint | None = None,
    ) -> None:
        self._deadline = deadline
        self._guard = guard
        self._timeout = timeout
        self._vouched = vouched
        self._resolver = resolve
        self._proxy = proxy
        self.reused = False
        """whether the last request went out on a connection that was open already"""

    def open(self, host: str, port: int) -> socket.socket:
        """Return a connection to the first address of *host* that the guard allows and that answers.

        Raises Refused when the guard allows none, OSError (gaierror and TimeoutError among them) when none answers.
        """
        self.reused = False
        refused: Refused | None = None
        failed: OSError | None = None
        for info in self._resolve(host, port):
            try:
                self._allow(host, info[4][0], port)
                return self._connect(info)
            except Refused as error:
                refused = error
            except OSError as error:
                failed = error
        raise failed or refused or socket.gaierror(socket.EAI_NONAME, "no address")

    def take_over(self, host: str, port: int, connection: socket.socket) -> None:
        """Make an open *connection* to *host* this fetch's own. Raises Refused, TimeoutError, OSError.

        The guard is asked again: what the last fetch was allowed this one need not be.
        """
        self._allow(host, connection.getpeername()[0], port)
        connection.settimeout(min(self._timeout, self._deadline.remaining()))
        self._deadline.watch(connection)
        self.reused = True

    def check(self, host: str, port: int) -> None:
        """Ask the guard about every address of *host*, which a proxy will connect to in our place.

        Raises Refused for one that it does not allow. A public name that is not known here the proxy may know; a name
        or number by whose spelling it is private is taken for the nearest such address.
        """
        try:
            ips = [info[4][0] for info in self._resolve(host, port)]
        except socket.gaierror:
            ips = ["127.0.0.1"] if says_private(host) else []
        for ip in ips:
            self._guard.allow(Address(host=host, ip=ip, port=port, vouched=self._vouched == endpoint(host, port)))

    def _allow(self, host: str, ip: str, port: int) -> None:
        if self._proxy == endpoint(host, port):
            return  # the user's own choice; `check` was asked about what lies behind it
        vouched = self._vouched == endpoint(host, port)
        self._guard.allow(Address(host=host, ip=ip, port=port, vouched=vouched))

    def _connect(self, info: AddressInfo) -> socket.socket:
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

    def _resolve(self, host: str, port: int) -> list[AddressInfo]:
        """Return the addresses of *host*, within the deadline: the system's resolver knows none, so it works aside."""
        answers: queue.SimpleQueue[list[AddressInfo] | OSError] = queue.SimpleQueue()
        threading.Thread(target=_ask, args=(self._resolver, host, port, answers), daemon=True).start()
        try:
            answer = answers.get(timeout=self._deadline.remaining())
        except queue.Empty:
            raise TimeoutError("the name was not resolved in time") from None
        if isinstance(answer, OSError):
            raise answer
        return answer


def endpoint(host: str, port: int) -> Endpoint:
    """Return host and port in the one spelling in which they are compared."""
    return host.strip("[]").rstrip(".").lower(), port


def system_resolver(host: str, port: int) -> list[AddressInfo]:
    """Return the addresses of *host* as the system knows them. Raises OSError, UnicodeError."""
    return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)  # type: ignore[return-value]  # the stubs add the tuple of a Python built without IPv6


def _ask(resolve: Resolve, host: str, port: int, answers: queue.SimpleQueue[list[AddressInfo] | OSError]) -> None:
    try:
        found = resolve(host, port)
    except OSError as error:
        answers.put(error)
    except UnicodeError:
        answers.put(socket.gaierror(socket.EAI_NONAME, "not a host name"))
    else:
        answers.put(found)


class CurrentConnector(threading.local):
    """The connector of the fetch that each thread is busy with."""

    connector: Connector | None = None

    def get(self) -> Connector:
        """Return this thread's connector."""
        if self.connector is None:
            raise AssertionError("a connection outside a fetch")
        return self.connector


def pools(current: CurrentConnector) -> Pools:
    """Return the connection pools, by scheme, that open each connection through the asking thread's connector.

    urllib3 wants classes and makes their objects itself, so *current* can only reach them from around here.
    """

    class Http(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return _opened(current.get(), self)

    class Https(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return _opened(current.get(), self)

    class HttpPool(HTTPConnectionPool):
        ConnectionCls = Http

        def _get_conn(self, timeout: float | None = None) -> BaseHTTPConnection:
            return _taken_over(current.get(), super()._get_conn(timeout))

    class HttpsPool(HTTPSConnectionPool):
        ConnectionCls = Https

        def _get_conn(self, timeout: float | None = None) -> BaseHTTPConnection:
            return _taken_over(current.get(), super()._get_conn(timeout))

    return {"http": HttpPool, "https": HttpsPool}


def _opened(connector: Connector, connection: HTTPConnection) -> socket.socket:
    """Open *connection*, with the exceptions that urllib3 makes of a failure."""
    host = _host(connection)
    try:
        return connector.open(host, connection.port)
    except socket.gaierror as error:
        raise NameResolutionError(host, connection, error) from error
    except TimeoutError as error:
        raise ConnectTimeoutError(connection, str(error)) from error
    except OSError as error:
        raise NewConnectionError(connection, str(error)) from error


def _taken_over(connector: Connector, connection: BaseHTTPConnection) -> BaseHTTPConnection:
    """Return *connection*, open where *connector* may use it as it was left, else shut and ready to be opened."""
    held = getattr(connection, "sock", None)
    if held is None or not isinstance(connection, HTTPConnection):
        return connection
    try:
        connector.take_over(_host(connection), connection.port, held)
    except (Refused, TimeoutError):
        connection.close()
        raise
    except OSError:  # it broke while nobody looked
        connection.close()
    return connection


def _host(connection: HTTPConnection) -> str:
    """Return the host with its final dot, which matters to the resolver and which `host` has lost."""
    return connection._dns_host.strip("[]")  # noqa: SLF001
