"""Letting go of files that were only read: nothing was written that an error of closing them could speak of."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from typing import BinaryIO


@contextlib.contextmanager
def lent(file: BinaryIO) -> Iterator[BinaryIO]:
    """Give *file* for the length of a block, then close it."""
    try:
        yield file
    finally:
        with contextlib.suppress(OSError):
            file.close()


def shut(descriptor: int) -> None:
    """Close *descriptor*."""
    with contextlib.suppress(OSError):
        os.close(descriptor)
