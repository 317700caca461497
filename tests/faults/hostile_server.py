"""A web server on the loopback that misbehaves on request: each path names a misbehaviour.

``with HostileServer() as server: fetch(server.url("drip-body"))``. Answers are written to the socket byte by byte as
given, below any HTTP library. Servers that drip or stay silent do so for `PATIENCE` seconds, then finish well and are
noted in ``outlasted``: a client whose deadline does not hold is shown by that, not by a clock or a hanging test.
"""

from __future__ import annotations

import functools
import gzip
import itertools
import socket
import socketserver
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import NamedTuple, Self
from urllib.parse import unquote_to_bytes

PATIENCE = 25.0
"""seconds a dripping or silent server goes on; far above any deadline in a test"""
STEP = 0.02
"""seconds between two drops"""
PAGE = (
    b"<!doctype html><html><head><title>Ferry strike ends</title></head><body>"
    + b"<p>The ferries between the two islands run again after nine days, the port office said.</p>" * 20
    + b"</body></html>\n"
)


class Request(NamedTuple):
    """What a client sent."""

    path: str
    headers: dict[str, str]
    """names in lower case"""


class Exchange:
    """One connection, from the server's side."""

    def __init__(self, connection: socket.socket, request: Request, server: HostileServer) -> None:
        self.connection = connection
        self.request = request
        self.server = server

    def send(self, *pieces: bytes) -> None:
        for piece in pieces:
            self.connection.sendall(piece)

    def drip(self, data: bytes, tail: bytes = b"") -> None:
        """Send *data* over and over, a byte at a time, until patience ends; then *tail*."""
        for _, byte in zip(range(int(PATIENCE / STEP)), itertools.cycle(data), strict=False):
            self.send(bytes([byte]))
            if self.server.stopped.wait(STEP):
                return
        self.server.outlasted.append(self.request.path)
        self.send(tail)

    def silence(self) -> None:
        if not self.server.stopped.wait(PATIENCE):
            self.server.outlasted.append(self.request.path)

    def reset(self) -> None:
        """End the connection with a reset in place of a good-bye."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
        self.connection.close()


Misbehaviour = Callable[[Exchange], None]
MISBEHAVIOURS: dict[str, Misbehaviour] = {}


def head(
    status: str = "200 OK", *lines: str, length: int | None = None, kind: str = "text/html; charset=utf-8"
) -> bytes:
    """Return a status line and headers."""
    fields = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", *lines]
    if length is not None:
        fields.append(f"Content-Length: {length}")
    return ("\r\n".join(fields) + "\r\n\r\n").encode("latin-1")


def named(function: Misbehaviour) -> Misbehaviour:
    """Make *function* reachable under its name."""
    MISBEHAVIOURS[function.__name__.replace("_", "-")] = function
    return function


def fixed(name: str, *pieces: bytes) -> None:
    """Make an answer that is always the same reachable under *name*."""
    MISBEHAVIOURS[name] = lambda exchange: exchange.send(*pieces)


@functools.cache
def bomb(size: int, layers: int = 1) -> bytes:
    """Return *size* zeros, gzipped *layers* times."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    data = b"".join([packer.compress(bytes(1 << 20)) for _ in range(size >> 20)] + [packer.flush()])
    for _ in range(layers - 1):
        data = gzip.compress(data, 9, mtime=0)
    return data


def _chunk(data: bytes) -> bytes:
    return f"{len(data):x}\r\n".encode() + data + b"\r\n"


ZIPPED = gzip.compress(PAGE, mtime=0)
BOMB_BYTES = 256 << 20

# Well behaved
fixed("good", head(length=len(PAGE)), PAGE)
fixed(
    "good-chunked", head("200 OK", "Transfer-Encoding: chunked"), _chunk(PAGE[:100]), _chunk(PAGE[100:]), b"0\r\n\r\n"
)
fixed("good-gzip", head("200 OK", "Content-Encoding: gzip", length=len(ZIPPED)), ZIPPED)
fixed("good-until-close", b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n", PAGE)
fixed("no-reason-phrase", b"HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok")
fixed("no-content", head("204 No Content"))
fixed("empty", head(length=0))
fixed("empty-gzip", head("200 OK", "Content-Encoding: gzip", length=0))
fixed("equal-lengths", head("200 OK", f"Content-Length: {len(PAGE)}", length=len(PAGE)), PAGE)

# Cut short
fixed("length-too-large", head(length=len(PAGE) * 2), PAGE)
fixed("length-huge", head(length=8_000_000), b"hi")
fixed("length-beyond-limit", head(length=9 * 10**9), b"hi")
fixed("chunked-cut", head("200 OK", "Transfer-Encoding: chunked"), b"%x\r\n" % (len(PAGE) * 2), PAGE)
fixed("chunked-no-end", head("200 OK", "Transfer-Encoding: chunked"), _chunk(PAGE))
fixed("gzip-cut", head("200 OK", "Content-Encoding: gzip", length=len(ZIPPED) - 9), ZIPPED[:-9])
fixed("gzip-bad-sum", head("200 OK", "Content-Encoding: gzip", length=len(ZIPPED)), ZIPPED[:-8], b"\0" * 8)
fixed("deflate-cut", head("200 OK", "Content-Encoding: deflate"), zlib.compress(PAGE)[:-5])
fixed("close-cut", b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n", PAGE[:500])
fixed("partial-content", head("206 Partial Content", "Content-Range: bytes 0-99/2000", length=100), PAGE[:100])

# Codings
fixed("gzip-label-only", head("200 OK", "Content-Encoding: gzip", length=len(PAGE)), PAGE)
fixed("gzip-unlabelled", head(length=len(ZIPPED)), ZIPPED)
fixed("gzip-twice", head("200 OK", "Content-Encoding: gzip, gzip"), gzip.compress(ZIPPED))
fixed("gzip-twice-said-once", head("200 OK", "Content-Encoding: gzip"), gzip.compress(ZIPPED))
fixed("gzip-tail", head("200 OK", "Content-Encoding: gzip"), ZIPPED, b"<!-- served by cache -->")
fixed("deflate", head("200 OK", "Content-Encoding: deflate"), zlib.compress(PAGE))
fixed("deflate-raw", head("200 OK", "Content-Encoding: deflate"), zlib.compress(PAGE)[2:-4])
fixed("unknown-coding", head("200 OK", "Content-Encoding: rot13"), PAGE)
fixed("six-codings", head("200 OK", "Content-Encoding: " + ", ".join(["gzip"] * 6)), bomb(1 << 20, 6))

# Malformed
fixed("no-http", b"\x00\x01\x02 garbage\r\n" * 40)
fixed("http-0.9", PAGE)
fixed("negative-length", b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", PAGE)
fixed("two-lengths", head("200 OK", "Content-Length: 5", length=len(PAGE)), PAGE)
fixed("word-length", b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n", PAGE)
fixed("bad-chunk-size", head("200 OK", "Transfer-Encoding: chunked"), b"zz\r\nhello\r\n0\r\n\r\n")
fixed("many-headers", b"HTTP/1.1 200 OK\r\n", b"X-Flood: 1\r\n" * 5000, b"\r\n", PAGE)
fixed("long-header", b"HTTP/1.1 200 OK\r\nX-Long: ", b"a" * 200_000, b"\r\n\r\n", PAGE)
fixed("nul-in-header", b"HTTP/1.1 200 OK\r\nX-Nul: a\0b\r\nContent-Length: 2\r\n\r\nok")
fixed("early-hints", head("103 Early Hints", "Link: </a.css>"))
fixed("not-modified", head("304 Not Modified"))
fixed("status-999", head("999 Go away", length=0))
fixed("escape-in-phrase", head("503 \x1b]0;owned\x07 " + "x" * 5000, length=0))
fixed("not-found", head("404 Not Found", length=len(PAGE)), PAGE)
fixed("server-error", head("500 Internal Server Error", length=0))
fixed("mad-type", head(length=len(PAGE), kind="Text/HTML ; Charset='ISO-8859-2' ;x"), PAGE)
fixed("no-type", head(length=len(PAGE), kind="\x01"), PAGE)


# Statuses and conditions
fixed("ask-later", head("503 Service Unavailable", "Retry-After: 1000000000", length=0))
fixed("ask-earlier", head("503 Service Unavailable", "Retry-After: -5", length=0))
fixed("ask-on-a-day", head("429 Too Many Requests", "Retry-After: Fri, 31 Dec 2099 23:59:59 GMT", length=0))
fixed("ask-nonsense", head("503 Service Unavailable", "Retry-After: soon \x1b[2J", length=0))
fixed("forbidden-page", head("403 Forbidden", length=len(PAGE)), PAGE)
fixed("login-page", head("401 Unauthorized", 'WWW-Authenticate: Basic realm="\x1b[31m"', length=len(PAGE)), PAGE)
fixed("gone", head("410 Gone", length=0))
fixed("teapot", head("418 I'm a teapot", length=len(PAGE)), PAGE)
fixed("status-600", head("600 Beyond", length=0))
fixed("multiple-choices", head("300 Multiple Choices", length=len(PAGE)), PAGE)
fixed("use-proxy", head("305 Use Proxy", "Location: http://127.0.0.1:9/", length=0))
fixed("switching", head("101 Switching Protocols", "Upgrade: websocket"))

# Characters
_BODY = PAGE.decode()
_SAID = {
    "charset-unknown": ("text/html; charset=rot13", PAGE),
    "charset-long": ("text/html; charset=" + "x" * 5000, PAGE),
    "charset-utf16-without-mark": ("text/html; charset=utf-16", _BODY.encode("utf-16-le")),
    "charset-utf16-untold": ("text/html", _BODY.encode("utf-16")),
    "charset-utf32": ("text/html; charset=utf-32", _BODY.encode("utf-32")),
    "charset-utf7": ("text/html; charset=utf-7", PAGE),
    "charset-lie": ("text/html; charset=utf-8", _BODY.replace("islands", "\u00eeles").encode("latin-1")),
    "nul-bytes": ("text/html", PAGE.replace(b"ferries", b"fer\0ries")),
    "noise-as-text": ("text/plain", zlib.compress(bytes(range(256)) * 99 + PAGE[::-1])[2:] * 9),
    "png-as-page": ("text/html", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40),
    "pdf-as-page": ("text/html", b"%PDF-1.7\n" + bytes(range(256)) * 40),
    "zip-as-page": ("text/html", b"PK\x03\x04" + bytes(range(256)) * 40),
    "one-byte": ("text/html", b"<"),
    "blanks": ("text/html", b" \n" * 50_000),
}
for _name, (_kind, _content) in _SAID.items():
    fixed(_name, head(length=len(_content), kind=_kind), _content)


# Markup that costs a parser time, memory or its stack
def markup(name: str, make: Callable[[], bytes]) -> None:
    """Make an article with hostile markup in it reachable under *name*; made when it is first asked for."""
    content = functools.cache(lambda: PAGE.replace(b"</body>", make() + b"</body>"))
    MISBEHAVIOURS[name] = lambda exchange: exchange.send(head(length=len(content())), content())


markup("deep-300", lambda: b"<div>" * 300 + b"<p>Deep down the ferry runs too.</p>" + b"</div>" * 300)
markup("deep-300000", lambda: b"<div>" * 300_000 + b"<p>Deep down the ferry runs too.</p>")
markup("deep-formatting", lambda: b"<b><i><a>" * 5_000 + b"x")
markup("huge-text", lambda: b"<p>" + b"The ferry runs again today. " * 100_000 + b"</p>")
markup("tiny-paragraphs", lambda: b"<p>ab c</p>" * 55_000)
markup("table-cells", lambda: b"<table>" + b"<tr><td>1<td>2<td>3" * 4_000 + b"</table>")
markup("huge-colspan", lambda: b"<table><tr><td colspan=9007199254740992 rowspan=9007199254740992>1</table>" * 50)
markup("many-links", lambda: b"<a href=/x>y</a>" * 40_000)
markup("open-comments", lambda: b"<!--" * 40_000)
markup("open-tags", lambda: b"<a " * 40_000)
markup("many-attributes", lambda: b"<p " + b" ".join(b"a%d=1" % at for at in range(50_000)) + b">x</p>")
markup("entities", lambda: b"&amp;lt;&#x110000;&#0;&unknown;" * 20_000)
markup("doctype-entities", lambda: b'<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b SYSTEM "file:///etc/passwd">]>&a;&b;')
markup("deep-json", lambda: b'<script type="application/ld+json">' + b'{"a":[' * 50_000 + b"</script>")
markup("json-numbers", lambda: b'<script type="application/ld+json">{"a":' + b"9" * 50_000 + b',"b":NaN}</script>')
markup("long-address", lambda: b"<p>By " + b"a@" + b"a." * 16_000 + b"</p>")
markup("long-date", lambda: b"<time>" + b"January " * 4_000 + b"</time>")
markup("combining", lambda: "<p>{}</p>".format("e" + "\u0301" * 50_000).encode())
markup("terminal", lambda: b"<h1>\x1b]0;owned\x07\x1b[2J \xc2\x9b31m</h1>")


# robots.txt of all kinds: what stands there is the test's choice, see HostileServer.robots
fixed("robots-no", head(length=26, kind="text/plain"), b"User-agent: *\nDisallow: /\n")
fixed("robots-binary", head(length=9_999, kind="text/plain"), b"\0\xff\x1b" * 3_333)
_REDOS = b"User-agent: *\nDisallow: /no" + b"*a" * 10_000 + b"$end\n"
fixed("robots-redos", head(length=len(_REDOS), kind="text/plain"), _REDOS)


@named
def robots_endless(exchange: Exchange) -> None:
    exchange.send(head(kind="text/plain"), b"User-agent: *\nDisallow: /bad\n")
    while not exchange.server.stopped.is_set():
        exchange.send(b"# all of this is a comment, and there is no end to it\n" * 500)


# Time
@named
def drip_headers(exchange: Exchange) -> None:
    exchange.send(b"HTTP/1.1 200 OK\r\nX-Drop: ")  # one header: their number has a limit, which would be met first
    exchange.drip(b"a", b"\r\n\r\n" + PAGE)


@named
def drip_status(exchange: Exchange) -> None:
    exchange.drip(b"H")


@named
def drip_body(exchange: Exchange) -> None:
    exchange.send(head())
    exchange.drip(PAGE)


@named
def drip_body_with_length(exchange: Exchange) -> None:
    exchange.send(head(length=1_000_000))
    exchange.drip(PAGE)


@named
def drip_chunks(exchange: Exchange) -> None:
    exchange.send(head("200 OK", "Transfer-Encoding: chunked"))
    exchange.drip(b"1\r\na\r\n", b"0\r\n\r\n")


@named
def drip_gzip(exchange: Exchange) -> None:
    packer = zlib.compressobj(wbits=31)
    exchange.send(head("200 OK", "Content-Encoding: gzip"), packer.compress(PAGE), packer.flush(zlib.Z_SYNC_FLUSH))
    exchange.drip(b"\0\0\0\xff\xff", packer.flush())  # empty blocks: the stream stays sound


@named
def drip_trailers(exchange: Exchange) -> None:
    exchange.send(head("200 OK", "Transfer-Encoding: chunked"), _chunk(PAGE), b"0\r\n")
    exchange.drip(b"X-Drop: 1\r\n", b"\r\n")


@named
def endless_continue(exchange: Exchange) -> None:
    end = time.monotonic() + PATIENCE
    while not exchange.server.stopped.is_set() and time.monotonic() < end:
        exchange.send(b"HTTP/1.1 100 Continue\r\n\r\n" * 100)
    exchange.server.outlasted.append(exchange.request.path)
    exchange.send(head(length=len(PAGE)), PAGE)


@named
def silent(exchange: Exchange) -> None:
    exchange.silence()
    exchange.send(head(length=len(PAGE)), PAGE)


@named
def silent_after_headers(exchange: Exchange) -> None:
    exchange.send(head())
    exchange.silence()
    exchange.send(PAGE)


# Size
@named
def endless_body(exchange: Exchange) -> None:
    exchange.send(head())
    while not exchange.server.stopped.is_set():
        exchange.send(PAGE)


@named
def gzip_bomb(exchange: Exchange) -> None:
    exchange.send(head("200 OK", "Content-Encoding: gzip"), bomb(BOMB_BYTES))


@named
def gzip_bomb_layers(exchange: Exchange) -> None:
    exchange.send(head("200 OK", "Content-Encoding: gzip, gzip, gzip"), bomb(BOMB_BYTES, 3))


@named
def gzip_bomb_unlabelled(exchange: Exchange) -> None:
    exchange.send(head(), bomb(BOMB_BYTES, 2))


@named
def gzip_many_members(exchange: Exchange) -> None:
    exchange.send(head("200 OK", "Content-Encoding: gzip"), ZIPPED, gzip.compress(b"", mtime=0) * 50_000)


@named
def bomb_in_redirect(exchange: Exchange) -> None:
    exchange.send(head("302 Found", "Location: /good", "Content-Encoding: gzip"), bomb(BOMB_BYTES))


@named
def endless_redirect_body(exchange: Exchange) -> None:
    exchange.send(head("302 Found", "Location: /good"))
    while not exchange.server.stopped.is_set():
        exchange.send(PAGE)


@named
def payload(exchange: Exchange) -> None:
    """Answer with whatever the test has put into ``server.payload``."""
    exchange.send(exchange.server.payload)


# Connections
@named
def hang_up(exchange: Exchange) -> None:
    exchange.connection.close()


@named
def reset(exchange: Exchange) -> None:
    exchange.reset()


@named
def reset_in_body(exchange: Exchange) -> None:
    exchange.send(head(length=len(PAGE)), PAGE[:1000])
    exchange.server.stopped.wait(0.2)  # let what was sent arrive: a reset overtakes it
    exchange.reset()


# Redirects
def redirect(name: str, location: bytes, status: str = "302 Found") -> None:
    """Make a redirect to *location* reachable under *name*."""
    start = f"HTTP/1.1 {status}\r\nContent-Length: 0\r\nLocation: ".encode()
    MISBEHAVIOURS[name] = lambda exchange: exchange.send(start + location + b"\r\n\r\n")


fixed("redirect-nowhere", head("302 Found", length=0))
redirect("redirect-good", b"/good")
redirect("redirect-permanent", b"good?a=1#part", "308 Permanent Redirect")
redirect("redirect-utf8", "/good/\u00e4\u6e2f b".encode())
redirect("redirect-loop", b"/redirect-loop")
redirect("redirect-empty", b"")
redirect("redirect-bracket", b"http://[::1")
redirect("redirect-port", b"http://127.0.0.1:99999/")
redirect("redirect-port-word", b"http://127.0.0.1:http/")
redirect("redirect-label", b"http://" + b"a" * 70 + b".example/")
redirect("redirect-idna", "http://\u00ad.\u2024./".encode())
redirect("redirect-user", b"http://user:secret@127.0.0.1/")
redirect("redirect-backslash", b"http://a.example\\@127.0.0.1/")
redirect("redirect-control", b"/good\x1b[2J")
redirect("redirect-no-host", b"http:///good")
for _scheme in (
    "file:///etc/passwd",
    "ftp://127.0.0.1/",
    "data:text/html,hi",
    "javascript:alert(1)",
    "gopher://127.0.0.1/",
):
    redirect("redirect-" + _scheme.partition(":")[0], _scheme.encode())


@named
def redirect_fold(exchange: Exchange) -> None:
    exchange.send(b"HTTP/1.1 302 Found\r\nLocation: /go\r\n od\r\nContent-Length: 0\r\n\r\n")


@named
def redirect_count(exchange: Exchange) -> None:
    """``/redirect-count/3`` redirects three times, then serves the page."""
    left = int(exchange.request.path.rpartition("/")[2])
    location = f"/redirect-count/{left - 1}" if left > 1 else "/good"
    exchange.send(head("301 Moved Permanently", f"Location: {location}", length=0))


@named
def redirect_to(exchange: Exchange) -> None:
    """``/redirect-to?URL`` sets a cookie and redirects to URL."""
    asked = exchange.request.path.partition("?")[2].replace("%25", "%2525")  # clients escape what is no URL's: [ ] ①
    location = unquote_to_bytes(asked).decode("latin-1")
    exchange.send(head("302 Found", f"Location: {location}", "Set-Cookie: crumb=1; Path=/", length=0))


@named
def cookie_wall(exchange: Exchange) -> None:
    """Redirect to itself until the cookie comes back, as consent pages do."""
    if "crumb=1" in exchange.request.headers.get("cookie", ""):
        exchange.send(head(length=len(PAGE)), PAGE)
    else:
        exchange.send(head("302 Found", "Location: /cookie-wall", "Set-Cookie: crumb=1; Path=/", length=0))


class HostileServer:
    """Serves the misbehaviours on a free port of the loopback while it is entered."""

    def __init__(self, *, tls: ssl.SSLContext | None = None, address: str = "127.0.0.1") -> None:
        self.stopped = threading.Event()
        self.requests: list[Request] = []
        self.connections = 0
        self.outlasted: list[str] = []
        """paths whose client waited until patience ended"""
        self.payload = b""
        self.shelf: dict[str, bytes] = {}
        """whole answers by path, before any misbehaviour: what a test puts there itself"""
        self.robots: str | Callable[[str], str] = "not-found"
        """the misbehaviour that stands at /robots.txt"""
        self.tls = tls
        outer = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                outer._serve(self.request)

        class Server(socketserver.ThreadingTCPServer):
            allow_reuse_address = True
            daemon_threads = True
            block_on_close = False
            request_queue_size = 64

        self._server = Server((address, 0), Handler)
        self.address = address
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    def url(self, name: str) -> str:
        """Return the address of the misbehaviour called *name*."""
        return f"{'https' if self.tls else 'http'}://{self.address}:{self.port}/{name}"

    def put(self, path: str, body: str | bytes, *lines: str, kind: str = "text/html; charset=utf-8") -> str:
        """Lay a page on the shelf, with further header *lines*; return its address."""
        content = body.encode() if isinstance(body, str) else body
        self.shelf[f"/{path}"] = head("200 OK", *lines, length=len(content), kind=kind) + content
        return self.url(path)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stopped.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _serve(self, connection: socket.socket) -> None:
        self.connections += 1
        try:
            if self.tls is not None:
                connection = self.tls.wrap_socket(connection, server_side=True)
            request = _read_request(connection)
            if request is None:
                return
            self.requests.append(request)
            if request.path in self.shelf:
                connection.sendall(self.shelf[request.path])
                return
            name = request.path.strip("/").partition("?")[0].partition("/")[0]
            if name == "robots.txt":
                name = self.robots if isinstance(self.robots, str) else self.robots(request.headers.get("host", ""))
            MISBEHAVIOURS.get(name, MISBEHAVIOURS["not-found"])(Exchange(connection, request, self))
        except OSError:
            return  # the client has gone, which is what most of these are for
        finally:
            connection.close()


def _read_request(connection: socket.socket) -> Request | None:
    data = b""
    while b"\r\n\r\n" not in data:
        piece = connection.recv(65536)
        if not piece:
            return None
        data += piece
    start, *lines = data.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    fields: Iterable[tuple[str, str, str]] = (line.partition(":") for line in lines)
    return Request(start.split(" ")[1], {name.lower(): value.strip() for name, _, value in fields})
