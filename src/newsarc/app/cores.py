"""How many processors this process may use."""

from __future__ import annotations

import os


def cores() -> int:
    """Return the number of processors, no more than the process is confined to (taskset, containers); at least 1."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
