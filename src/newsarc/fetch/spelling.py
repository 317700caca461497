"""How a local path is spelt for people and records, whatever bytes its name is made of."""

from __future__ import annotations

import os
from urllib.parse import quote

DETAIL_LIMIT = 200
"""characters of foreign text in a detail"""


def asked_for(path: str) -> str:
    """Return *path* as a record may hold it: unchanged, or a ``file:`` address when it is not Unicode text.

    The address is absolute, its bytes percent-escaped, so that the file can be found again from it.
    """
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        whole = path if os.path.isabs(path) else os.path.join(os.getcwd(), path)
        return "file://" + quote(_bytes(whole))
    return path


def _bytes(path: str) -> bytes:
    try:
        return os.fsencode(path)
    except UnicodeEncodeError:
        return path.encode("utf-8", "surrogatepass")  # no file's name, but somebody asked for it


def named(path: str) -> str:
    """Return where *path* leads: a file that the user named is read even when the name is a symbolic link.

    Raises OSError when the link cannot be read, ValueError when no file can have such a name.
    """
    return os.path.realpath(path) if os.path.islink(path) else path


def bounded(text: str) -> str:
    """Return *text* cut to what a detail may carry of a server's or a file's words."""
    return text if len(text) <= DETAIL_LIMIT else text[: DETAIL_LIMIT - 1] + "…"
