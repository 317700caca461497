"""Reading one data file of the package."""

from __future__ import annotations

from importlib import resources
from typing import TypeVar

import msgspec

T = TypeVar("T")


def load(name: str, kind: type[T]) -> T:
    """Return data/*name* (JSON) as a *kind*.

    Raises msgspec.ValidationError, naming the field, when the file does not have that shape: a fault of the package,
    not of its input.
    """
    return msgspec.json.decode((resources.files("newsarc") / "data" / name).read_bytes(), type=kind)
