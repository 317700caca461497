"""One page fetched over connections of its own, from servers on the loopback."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from newsarc.fetch.fetcher import Fetcher
from newsarc.fetch.guard import Guard, PublicOnly
from newsarc.fetch.settings import HttpSettings
from newsarc.model.outcome import Failed
from newsarc.model.target import Page, Target, Unchanged

ANYWHERE = PublicOnly(allow_private=True)
"""lets a test reach its own server"""


def fetch_url(
    target: Target, settings: HttpSettings, clock: Callable[[], datetime], *, guard: Guard = ANYWHERE
) -> Page | Failed:
    """Return what Fetcher.get does for *target*, which has no validators."""
    with Fetcher(settings, clock, guard=guard) as fetcher:
        got = fetcher.get(target)
    assert not isinstance(got, Unchanged)  # nothing was asked for that could be
    return got
