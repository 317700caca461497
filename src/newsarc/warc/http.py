"""HTTP answers as WARC records hold them: head and body told apart, chunks joined. Pure."""

from __future__ import annotations

import re

import msgspec

from newsarc.warc.reading import BadWarc

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})(?:[ \t]+([^\r\n]*))?")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
MOST_HEAD = 64 * 1024
"""bytes of status line and headers that are read"""
_MOST_LINES = 1_000
"""headers that are read"""
_SIZE = re.compile(rb"([0-9a-fA-F]{1,15})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")


class Served(msgspec.Struct, frozen=True):
    """What a server answered."""

    status: int
    reason: str
    headers: dict[str, str]
    """names in lower case; several with one name are joined by a comma"""
    body: bytes
    """content coding as sent, transfer coding undone"""
    incomplete_because: str | None = None


def head(block: bytes) -> Served:
    """Return what the head of *block* says, without the body. Raises BadWarc where it begins like no HTTP answer."""
    return _parsed(block)[0]


def served(block: bytes) -> Served:
    """Return the answer in *block*. Raises BadWarc where it is no HTTP answer."""
    answer, start = _parsed(block)
    body = block[start:]
    because = None
    if "chunked" in answer.headers.get("transfer-encoding", "").lower():
        joined = _joined(body)  # some crawlers undo chunks and leave the header
        if joined is not None:
            body, whole = joined
            because = None if whole else "the last chunks are missing"
    elif (said := answer.headers.get("content-length", "")).isdecimal() and len(said) < 20 and int(said) > len(body):
        because = "the body is shorter than the server said"
    return msgspec.structs.replace(answer, body=body, incomplete_because=because)


def _parsed(block: bytes) -> tuple[Served, int]:
    """Return what the head says and where the body begins."""
    status = _STATUS.match(block)
    if status is None:
        raise BadWarc("no HTTP answer")
    end = _HEAD_END.search(block, 0, MOST_HEAD)
    lines = block[: end.start() if end else MOST_HEAD].split(b"\n")[1 : _MOST_LINES + 1]
    headers: dict[str, str] = {}
    for line in lines:
        name, colon, value = _text(line).partition(":")
        key, said = name.strip().lower(), value.strip()
        if colon and key:
            headers[key] = f"{headers[key]}, {said}" if key in headers else said
    answer = Served(int(status[1]), _text(status[2] or b"").strip(), headers, b"")
    return answer, end.end() if end else len(block)


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _joined(body: bytes) -> tuple[bytes, bool] | None:
    """Return the chunks of *body* joined, and whether the last one was there; None where it is not made of chunks."""
    pieces: list[bytes] = []
    at = 0
    while size := _SIZE.match(body, at):
        length = int(size[1], 16)
        start = size.end()
        if length == 0:
            return b"".join(pieces), True
        pieces.append(body[start : start + length])
        at = start + length
        if at > len(body):
            break
        at += 2 if body.startswith(b"\r\n", at) else body.startswith(b"\n", at)
    return (b"".join(pieces), False) if pieces else None
