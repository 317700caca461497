"""Names in bylines whose spans only the page's style parts, and in scripts without capitals."""

from __future__ import annotations

import pytest

from newsarc.normalise.names import read_byline
from newsarc.normalise.selfnames import Site

SITE = Site("xyz.example", frozenset({"xyz", "xyzexample"}))


@pytest.mark.parametrize(
    ("byline", "persons"),
    [
        ("Jana KovaFounder at Holz", ("Jana Kova",)),
        ("PorAna Torres", ("Ana Torres",)),
        ("Guide by Will Jones Former Deputy Tech Editor", ("Will Jones",)),
        ("This post was written by Ana Torres, Head of Marketing and Community Development", ("Ana Torres",)),
        ("von David Straub, XYZ THÜRINGEN", ("David Straub",)),
        ("Ana Torres | Bilbao", ("Ana Torres",)),
        ("By CategoryBy Maker", ()),
        ("منوعات", ()),
        ("سارة أحمد", ("سارة أحمد",)),
        ("Leo DiMarco", ("Leo DiMarco",)),
        ("Ann MacDonald", ("Ann MacDonald",)),
    ],
)
def test_persons_in_spans_that_run_on(byline: str, persons: tuple[str, ...]) -> None:
    assert read_byline(byline, SITE).persons == persons
