"""Places nobody may be led to, ways of leading there, and proof that nobody went.

A new entry point (a feed's link, a sitemap's) is a function in `ENTRIES` of test_faults_matrix: it is given the server
that the user trusts and an address, leads newsarc from one to the other, and returns what came.
"""

from __future__ import annotations

import os
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

_watching: list[set[tuple[Any, ...]]] = []


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.connect" and _watching and isinstance(arguments[1], tuple):
        for seen in _watching:
            seen.add(arguments[1][:2])


sys.addaudithook(_hook)


@contextmanager
def connections() -> Iterator[set[tuple[Any, ...]]]:
    """Give the set of all (ip, port) that this process tries to connect to meanwhile, in any thread."""
    seen: set[tuple[Any, ...]] = set()
    _watching.append(seen)
    try:
        yield seen
    finally:
        _watching.remove(seen)


_AUDIT = """
import os, sys
_file = os.open(os.environ["CONNECTIONS"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
def _hook(event, arguments):
    if event == "socket.connect" and isinstance(arguments[1], tuple):
        os.write(_file, f"{arguments[1][0]} {arguments[1][1]}\\n".encode())
sys.addaudithook(_hook)
"""


class Audit:
    """The same for processes that are started with ``environment``, their workers included."""

    def __init__(self, folder: Path) -> None:
        (folder / "sitecustomize.py").write_text(_AUDIT)
        self._log = folder / "connections"
        self._log.touch()
        path = os.pathsep.join(filter(None, (str(folder), os.environ.get("PYTHONPATH", ""))))
        self.environment = {"PYTHONPATH": path, "CONNECTIONS": str(self._log)}

    def seen(self) -> set[tuple[str, int]]:
        """Return all (ip, port) that they tried to connect to until now."""
        lines = (line.split(" ") for line in self._log.read_text().splitlines())
        return {(ip, int(port)) for ip, port in lines}


class Trap:
    """A listener on one address that counts who comes."""

    def __init__(self, ip: str, port: int = 0) -> None:
        self._socket = socket.socket(socket.AF_INET6 if ":" in ip else socket.AF_INET)
        self._socket.bind((ip, port))
        self._socket.listen(16)
        self.ip = ip
        self.port: int = self._socket.getsockname()[1]
        self.caught = 0
        self._thread = threading.Thread(target=self._catch, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(5)

    def _catch(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.caught += 1
            connection.close()


SPELLINGS = {
    "loopback": ["127.0.0.1", "127.0.0.2", "127.1", "0x7f.1", "2130706433", "0177.0.0.1", "017700000001", "0x7f000001",
                 "①②⑦.⓪.⓪.①", "127。0。0。1", "localhost", "LocalHost.", "[::1]", "[0:0::1]", "[::ffff:127.0.0.1]",
                 "[::ffff:7f00:1]", "[::127.0.0.1]", "0", "[::]"],
    "private": ["10.0.0.1", "10.1", "0xa.1", "167772161", "172.16.5.4", "192.168.0.1", "192.168.1", "[fc00::1]",
                "[fd12:3456::1]", "[::ffff:10.0.0.1]", "[::ffff:c0a8:1]"],
    "link-local": ["169.254.0.1", "169.254.255.1", "[fe80::1]", "[fe80::1%25lo]", "[fec0::1]"],
    "metadata": ["169.254.169.254", "0xa9fea9fe", "2852039166", "169.254.43518", "0251.0376.0251.0376",
                 "[::ffff:169.254.169.254]", "[::ffff:a9fe:a9fe]", "169.254.170.2", "100.100.100.200", "168.63.129.16",
                 "192.0.0.192", "[fd00:ec2::254]", "[fd20:ce::254]"],
    "shared": ["100.64.0.1", "100.127.255.254"],
    "benchmarking": ["198.18.0.1", "198.19.255.254", "[2001:2::1]"],
    "documentation": ["192.0.2.1", "198.51.100.7", "203.0.113.9", "[2001:db8::1]", "[3fff::1]"],
    "multicast": ["224.0.0.1", "239.1.2.3", "[ff02::1]", "[ff0e::1]"],
    "reserved": ["240.0.0.1", "255.255.255.255", "0.1.2.3", "192.0.0.1", "192.88.99.1", "[100::1]", "[4000::1]"],
    "in IPv6": ["[64:ff9b::7f00:1]", "[64:ff9b::169.254.169.254]", "[64:ff9b:1::10.0.0.1]", "[2002:7f00:1::]",
                "[2002:a9fe:a9fe::1]", "[2001:0:4136:e378:8000:63bf:80ff:fffe]", "[2606:4700::5efe:127.0.0.1]",
                "[2606:4700::200:5efe:10.0.0.1]", "[::ffff:0:127.0.0.1]"],
}  # fmt: skip
"""how hosts in each class of addresses may be spelt, in a URL"""

RESOLVED = [
    "127.0.0.1", "::1", "10.0.0.1", "169.254.169.254", "100.64.0.1", "198.18.0.1", "224.0.0.1", "0.1.2.3", "::",
    "fd00:ec2::254", "fe80::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::1", "240.0.0.1",
]  # fmt: skip
"""addresses that a public name may claim to have"""
