"""What of a record is told to the index."""

import pytest

from newsarc.model.article import Article, Origin, Publisher, Role
from newsarc.model.parts import Place, Verdict
from newsarc.model.record import ContentHash, Kind, Position, RecordId, Stamp
from newsarc.search.index import entry

STAMP = Stamp(id=RecordId("0123456789abcdef"), kind=Kind.COPY, content_hash=ContentHash("1:sha256:00"))
AT = Position("2026-11-0001", 7, 90)


def article(**facts: object) -> Article:
    known = {"asked": "x", "retrieved_at": "2026-11-23T18:42:00Z", "extractor": "test 1", "verdict": Verdict.ARTICLE}
    return Article(**{**known, **facts})  # type: ignore[arg-type]


def test_every_searched_fact_is_there() -> None:
    made = entry(
        STAMP,
        article(
            title="Flood",
            lead="A river rose.",
            authors=("Ann Ng", "Bo Li"),
            language="es",
            publisher=Publisher(name="La Nación", domain="lanacion.example", evidence="jsonld"),
            origin=(Origin(name="Reuters", role=Role.AGENCY, credit="(Reuters)", found=Place.DATELINE),),
        ),
        "The text of the original.",
        AT,
    )
    assert (made.id, made.kind, made.position) == (STAMP.id, Kind.COPY, AT)
    assert (made.title, made.lead, made.text) == ("Flood", "A river rose.", "The text of the original.")
    assert (made.authors, made.origins, made.language) == (("Ann Ng", "Bo Li"), ("Reuters",), "es")
    assert made.publisher == ("La Nación", "lanacion.example")


def test_a_lead_that_the_text_repeats_counts_once() -> None:
    assert entry(STAMP, article(lead="It rose."), "It rose.\nThen fell.", AT).lead == ""


@pytest.mark.parametrize(
    ("published", "seconds"),
    {
        "2026-11-20T00:00:00Z": 1795132800,
        "2026-11-20T01:00:00+01:00": 1795132800,
        "2026-11-20T00:00:00": 1795132800,
        "2026-11-20": 1795132800,
        "1970-01-01": 0,
        "1969-12-31": -86400,
        None: 1795459320,
        "in May": 1795459320,
        "0001-01-01T00:00:00+14:00": -62135647200,
    }.items(),
)
def test_day_of_publication_else_of_retrieval(published: str | None, seconds: int) -> None:
    assert entry(STAMP, article(published_at=published), "", AT).published == seconds


def test_no_day_at_all_is_the_epoch() -> None:
    assert entry(STAMP, article(retrieved_at="?"), "", AT).published == 0
