"""Loading less."""

from __future__ import annotations

import sys
from typing import Any


def load_msgspec() -> None:
    """Load msgspec without typing_extensions, where that is not loaded yet.

    msgspec asks it first for names that typing has from Python 3.11 on, and takes typing where it is not installed.
    With it comes inspect: together more than half of what loading msgspec costs, and a quarter of a search.
    """
    if "typing_extensions" in sys.modules:
        return
    modules: dict[str, Any] = sys.modules
    modules["typing_extensions"] = None  # importing it is an ImportError for as long as this stands here
    try:
        import msgspec  # noqa: F401
    finally:
        del modules["typing_extensions"]
