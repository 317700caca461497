from __future__ import annotations

import pytest
from tests import tour


def test_the_readme_shows_what_the_commands_print() -> None:
    text = tour.README.read_text(encoding="utf-8")
    assert len(tour.blocks(text)) >= 5
    if lacking := tour.missing_tools(text):
        pytest.skip(f"the tour uses {', '.join(sorted(lacking))}, not on this machine")
    assert tour.renewed(text) == text
