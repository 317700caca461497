"""Where the memory of the threads that index comes from."""

from __future__ import annotations

import ctypes
from contextlib import suppress
from functools import cache

_M_ARENA_MAX = -8


@cache
def share_one_pool() -> None:
    """Have all threads of this process take memory from one pool; where the C library has no such setting, do nothing.

    glibc gives each thread a pool of its own, and what one gave back serves no other. Texts go to tantivy's threads,
    which are new in every commit: what was left in their pools came to three times what indexing needs.
    """
    with suppress(OSError, AttributeError, TypeError):  # no C library to ask, or one without this
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 1)
