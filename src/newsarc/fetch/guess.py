"""What a file holds whose name says nothing, by how it begins. Mails are read; what holds many pages is named."""

from __future__ import annotations

import re

import msgspec

from newsarc.fetch.endings import MEDIA_TYPES
from newsarc.model.decoding import NOT_JSON

_HEAD = 16_384
"""bytes at the head of a file that are looked at"""
_HEADERS = re.compile(rb"(?:[!-9;-~]{1,76}:[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n){0,200}+){2,200}+\r?(?:\n|\Z)")
_NAMES = re.compile(
    rb"^(from|to|subject|date|received|message-id|mime-version|return-path|delivered-to):", re.IGNORECASE | re.MULTILINE
)
_ENOUGH = 3
"""headers of mails that make a mail"""
_SAVED = re.compile(rb"^(?:snapshot-content-location:|from:[^\n]{0,20}saved by)", re.IGNORECASE | re.MULTILINE)
"""as browsers write; mails are multipart/related too"""
_MAILBOX = re.compile(rb"From \S+ [^\n]*\d\n")
_NOT_READ = {
    "warc": "a WARC file by its content: it is read when its name ends in .warc or .warc.gz",
    "mailbox": "a mailbox by its content: its mails are read as .eml files",
    "json": "JSON by its content: articles, one a line, are read when the name ends in .jsonl",
}


def media_type(content: bytes) -> str | None:
    """Return the media type of a mail or of a page saved as one; None for everything else."""
    headers = _HEADERS.match(content[:_HEAD].lstrip(b"\r\n"))
    if headers is None or len({name.lower() for name in _NAMES.findall(headers[0])}) < _ENOUGH:
        return None
    return MEDIA_TYPES[".mhtml" if _SAVED.search(headers[0]) else ".eml"]


def unreadable(content: bytes) -> str | None:
    """Return why *content* is no page, and what to do; None where it may be one."""
    head = content[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith((b"WARC/1.", b"WARC/0.")):
        return _NOT_READ["warc"]
    mailbox = _MAILBOX.match(head)
    if mailbox is not None and media_type(head[mailbox.end() :]):
        return _NOT_READ["mailbox"]
    return (
        _NOT_READ["json"]
        if head[:1] in {b"{", b"["} and (_is_json(content) or _is_json(head.split(b"\n")[0]))
        else None
    )


def _is_json(content: bytes) -> bool:
    try:
        msgspec.json.decode(content)
    except NOT_JSON:
        return False
    return True
