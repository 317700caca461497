"""Which records were made of one page: by what their lines say."""

from __future__ import annotations

import pytest

from newsarc.app.rereading import Reading, earlier, rereads
from newsarc.model.record import RecordId

FIRST = Reading(RecordId("1" * 16), "https://a.example/", "2024-06-17T12:00:00Z", "newsarc-1", "sha256:aa")


def other(**changed: object) -> Reading:
    import msgspec

    return msgspec.structs.replace(FIRST, **({"id": RecordId("2" * 16)} | changed))


@pytest.mark.parametrize(
    ("changed", "same"),
    [
        ({"extractor": "newsarc-2"}, True),
        ({}, True),
        ({"extractor": "newsarc-2", "digest": "sha256:bb"}, False),
        ({"extractor": "newsarc-2", "digest": None}, True),
        ({"digest": None}, False),
        ({"extractor": "newsarc-2", "digest": None, "retrieved_at": "2024-06-17T12:00:01Z"}, False),
        ({"extractor": "newsarc-2", "digest": None, "address": "https://b.example/"}, False),
        ({"retrieved_at": "2025-01-01T00:00:00Z", "extractor": "newsarc-2"}, True),
    ],
)
def test_a_page_is_the_same_by_its_bytes_or_else_by_its_moment(changed: dict[str, object], same: bool) -> None:
    assert rereads(FIRST, other(**changed)) is same
    assert rereads(other(**changed), FIRST) is same
    assert earlier([FIRST], other(**changed)) == (FIRST.id if same else None)


def test_the_last_reading_of_the_page_counts() -> None:
    middle = other(extractor="newsarc-2")
    last = other(id=RecordId("3" * 16), extractor="newsarc-3")
    assert earlier([FIRST, middle], last) == middle.id
