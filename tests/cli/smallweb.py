"""A web server on the loopback that says what a test puts into it, and remembers what it was asked for."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, NamedTuple, Self


class Reply(NamedTuple):
    """What is said of one path."""

    body: str | bytes = ""
    kind: str = "text/html; charset=utf-8"
    status: int = 200
    headers: Mapping[str, str] = {}
    seconds: float = 0.0
    """to wait before it is said"""


class SmallWeb:
    """``with SmallWeb() as web: web["/feed"] = Reply(...)``; every other path is 404."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self._replies: dict[str, Reply] = {}
        self._stopped = threading.Event()
        self._server = _Server(("127.0.0.1", 0), _handler(self._reply))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopped.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def __setitem__(self, path: str, reply: Reply) -> None:
        self._replies[path] = reply

    def url(self, path: str) -> str:
        """Return the address of *path*."""
        return f"http://127.0.0.1:{self._server.server_port}{path}"

    def pages_asked(self) -> list[str]:
        """Return the paths that were asked for, robots.txt left out."""
        return [path for path in self.asked if path != "/robots.txt"]

    def _reply(self, path: str) -> Reply:
        self.asked.append(path)
        reply = self._replies.get(path, Reply("gone", status=404))
        self._stopped.wait(reply.seconds)
        return reply


def rss(*links: str) -> Reply:
    """Return a feed of *links*."""
    items = "".join(f"<item><title>T</title><link>{link}</link></item>" for link in links)
    text = f'<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>{items}</channel></rss>'
    return Reply(text, "application/rss+xml")


def sitemap(*links: str, index: bool = False) -> Reply:
    """Return a sitemap of *links*, or an index of sitemaps."""
    root, item = ("sitemapindex", "sitemap") if index else ("urlset", "url")
    said = "".join(f"<{item}><loc>{link}</loc></{item}>" for link in links)
    return Reply(f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{said}</{root}>', "application/xml")


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_about: object) -> None:
        """Say nothing: clients go when they have what they want."""


def _handler(reply: Any) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_said: object) -> None:
            pass

        def do_GET(self) -> None:
            said: Reply = reply(self.path)
            body = said.body.encode() if isinstance(said.body, str) else said.body
            self.send_response(said.status)
            for name, value in {"Content-Type": said.kind, "Content-Length": str(len(body)), **said.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

    return Handler
