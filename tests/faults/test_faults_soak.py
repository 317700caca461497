"""A small slice of the soak: see soak.py for the whole."""

from __future__ import annotations

import pytest
from soak import SLACK, soak


@pytest.mark.slow
def test_memory_does_not_grow_with_the_pages() -> None:
    soaked = soak(hosts=10, pages=800)
    assert len(soaked.samples) >= 4
    assert soaked.quarters[1]
    assert soaked.grown < SLACK, soaked
