"""The only clock of newsarc; everything else is handed the time."""

from __future__ import annotations

import time
from datetime import UTC, datetime


def utc_now() -> datetime:
    """Return the time now, aware, UTC, whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)


def seconds() -> float:
    """Return the time now in seconds since 1970 UTC, with its fractions."""
    return time.time()


def elapsed() -> float:
    """Return seconds that only ever grow, for measuring how long something takes."""
    return time.monotonic()
