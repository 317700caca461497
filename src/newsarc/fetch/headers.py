"""What the headers of an answer say of its body. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([^\"';\s]{1,40})", re.IGNORECASE)
_MEDIA_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,60}/[a-z0-9!#$&^_.+-]{1,60}")


class ContentType(msgspec.Struct, frozen=True):
    """What the server says the body is; None for what it does not say."""

    media_type: str | None
    charset: str | None


def content_type(headers: Mapping[str, str]) -> ContentType:
    """Return media type and charset of the Content-Type header, lower case; nonsense is None."""
    kind, _, parameters = headers.get("content-type", "").partition(";")
    kind = kind.strip().lower()
    charset = _CHARSET.search(parameters)
    return ContentType(
        media_type=kind if _MEDIA_TYPE.fullmatch(kind) else None,
        charset=charset.group(1).lower() if charset else None,
    )


def content_codings(header: str) -> tuple[str, ...]:
    """Return the content codings in the order they were applied, lower case, without those that change nothing."""
    values = (value.strip().lower() for value in header.split(","))
    return tuple(value for value in values if value not in {"", "identity", "none"})
