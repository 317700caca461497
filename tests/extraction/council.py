"""An invented story, of which every sentence is alike and none the same, and where and when it was read."""

from __future__ import annotations

from datetime import UTC, datetime

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
URL = "https://www.example.com/work-begins"
NAMES = ("harbour", "market", "bridge", "school", "station", "library", "orchard", "theatre")
SENTENCES = tuple(
    f"The council said on Monday that work on the {name} would begin in April, once the last of the money is there."
    for name in NAMES
)
STORY = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
