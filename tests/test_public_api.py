"""What ``import newsarc`` gives to programs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import newsarc
from newsarc.model.parts import Verdict

TITLE = "The quay is open"
HTML = (
    f"<!doctype html><html lang='en'><head><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1>"
    + "".join(
        f"<p>Berth {n} was opened in the morning, and the café beside it did not close all day.</p>" for n in range(9)
    )
    + "</article></body></html>"
)


def test_the_public_names_are_there_and_no_others_are_promised() -> None:
    assert set(newsarc.__all__) == {"Archive", "Article", "NewsarcError", "Record", "__version__", "extract"}
    assert all(getattr(newsarc, name) for name in newsarc.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        newsarc.nothing  # noqa: B018  # asking for it is the test


@pytest.mark.parametrize("page", [HTML, HTML.encode(), HTML.replace("<html", "<meta charset=latin-1><html", 1)])
def test_extract_reads_text_and_bytes(page: str | bytes) -> None:
    article = newsarc.extract(page, url="https://harbour.example/quay")
    assert article.title == TITLE
    assert article.text.count("café") == 9
    assert (article.url, article.verdict) == ("https://harbour.example/quay", Verdict.ARTICLE)


@pytest.mark.parametrize("junk", ["", b"", "\0", b"\xff\xfe\x00", "\ud800" * 50, b"<" * 10_000, "<p>" * 5_000])
def test_extract_bears_anything(junk: str | bytes) -> None:
    assert newsarc.extract(junk).verdict is not Verdict.ARTICLE


def test_what_was_extracted_can_be_added_and_found(tmp_path: Path) -> None:
    with newsarc.Archive(tmp_path / "a") as archive:
        archive.add(newsarc.extract(HTML, url="https://harbour.example/quay"))
        (hit,) = archive.search("café").hits
        assert hit.record.article.title == TITLE
        assert "café" in str(hit.snippet)


def test_times_are_told_as_on_the_command_line_or_as_datetimes(tmp_path: Path) -> None:
    with newsarc.Archive(tmp_path / "a") as archive:
        archive.add(newsarc.extract(HTML, url="https://harbour.example/quay"))
        now = datetime.now(UTC)
        for since in ("1d", f"{now:%Y}", now - timedelta(hours=1), (now - timedelta(hours=1)).replace(tzinfo=None)):
            assert archive.search("café", since=since).total == 1
        assert archive.search("café", until=f"{now:%Y-%m-%d}").total == 1
        assert archive.search("café", until=now - timedelta(hours=1)).total == 0
        with pytest.raises(newsarc.NewsarcError, match="no time is called 'soon'"):
            archive.search("café", since="soon")
