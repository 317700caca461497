"""Closing files that were only read: an error of close is ignored, because nothing was written that could be lost."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from typing import BinaryIO


@contextlib.contextmanager
def lent(file: BinaryIO) -> Iterator[BinaryIO]:
    """Yield *file* for a block, then close it."""
    try:
        yield file
    finally:
        with contextlib.suppress(OSError):
            file.close()


def shut(descriptor: int) -> None:
    """Close *descriptor*."""
    with contextlib.suppress(OSError):
        os.close(descriptor)
