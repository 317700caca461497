"""What other extractors wrote: invented lines with the fields that their documentation names."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import trafilatura
from hypothesis import given
from hypothesis import strategies as st

from newsarc.extraction.foreign import _COMMON, foreign
from newsarc.fetch.lines import read_lines
from newsarc.model.parts import Found, Verdict
from newsarc.model.target import Page, Target
from newsarc.normalise import normalise

TEXT = "The ferry runs again from Monday.\nNobody was hurt, the port office said."
TRAFILATURA = {
    "title": "Ferry runs again",
    "author": "Ann Blink; Bo Dahl",
    "hostname": "post.example",
    "date": "2024-05-05",
    "fingerprint": "16148ec65c97d74e",
    "id": None,
    "license": None,
    "comments": "",
    "raw_text": "...",
    "text": "Ferry runs again\n" + TEXT,
    "language": "en",
    "image": "https://post.example/a.jpg",
    "pagetype": "article",
    "filedate": "2024-06-01",
    "source": "https://post.example/ferry",
    "source-hostname": "The Post",
    "excerpt": "It runs.",
    "categories": "Harbour;News",
    "tags": "ferry",
}
NEWS_PLEASE = {
    "authors": ["Ann Blink", "Bo Dahl"],
    "date_download": "2024-06-01 10:00:00",
    "date_modify": "2024-06-01 10:00:00",
    "date_publish": "2024-05-05 08:30:00",
    "description": "It runs.",
    "filename": "x.json",
    "image_url": "https://post.example/a.jpg",
    "language": "en",
    "localpath": None,
    "maintext": TEXT,
    "source_domain": "post.example",
    "title": "Ferry runs again",
    "title_page": None,
    "title_rss": None,
    "url": "https://post.example/ferry",
}
FUNDUS = {
    "title": "Ferry runs again",
    "authors": ["Ann Blink", "Bo Dahl"],
    "publishing_date": "2024-05-05 08:30:00+02:00",
    "topics": ["Harbour"],
    "free_access": True,
    "lang": "en",
    "plaintext": TEXT.replace("\n", "\n\n"),
    "body": {"summary": [], "sections": [{"headline": [], "paragraphs": TEXT.split("\n")}]},
    "html": {
        "requested_url": "https://post.example/f",
        "responded_url": "https://post.example/ferry",
        "crawl_date": "2024-06-01 10:00:00",
    },
}


@pytest.mark.parametrize(
    ("fields", "tool"), [(TRAFILATURA, "trafilatura"), (NEWS_PLEASE, "news-please"), (FUNDUS, "fundus")]
)
def test_fields_are_ours(fields: dict[str, Any], tool: str) -> None:
    found = foreign(fields)
    assert found is not None
    assert found.url == "https://post.example/ferry"
    assert found.retrieved is not None
    page = Page(asked="x.jsonl:1", content=b"", url=found.url, retrieved_at=datetime(2024, 6, 1, tzinfo=UTC))
    article = normalise(page, found.parts)
    assert article.title == "Ferry runs again"
    assert article.text == TEXT
    assert article.authors == ("Ann Blink", "Bo Dahl")
    assert article.published_at is not None
    assert article.published_at.startswith("2024-05-05")
    assert article.published_from == tool
    assert article.modified_at is None
    assert article.language == "en"
    assert article.extractor == f"{tool} via import"


def test_what_trafilatura_writes_today_is_read() -> None:
    prose = "".join(f"<p>Words {at} of a story that stands on an invented page of news.</p>" for at in range(9))
    page = f"<html><head><title>On it</title></head><body><article><h1>On it</h1>{prose}</article></body></html>"
    for full in (True, False):
        written = trafilatura.extract(page, output_format="json", with_metadata=full, url="https://a.example/x")
        assert written is not None
        found = foreign(json.loads(written))
        assert found is not None
        assert found.parts.verdict is Verdict.ARTICLE
        assert any("Words 8" in line for line in found.parts.paragraphs)


def test_fundus_without_plaintext_has_its_body() -> None:
    fields = {key: value for key, value in FUNDUS.items() if key != "plaintext"} | {"free_access": False}
    found = foreign(fields)
    assert found is not None
    assert found.parts.paragraphs == tuple(TEXT.split("\n"))
    assert found.parts.incomplete_because


COMMON = (
    {
        "headline": "Ferry runs again",
        "articleBody": TEXT,
        "url": "https://post.example/ferry",
        "datePublished": "2024-05-05",
        "author": [{"@type": "Person", "name": "Ann Blink"}, {"name": "Bo Dahl"}],
        "publisher": {"@type": "Organization", "name": "The Post"},
        "inLanguage": "en",
    },
    {
        "title": "Ferry runs again",
        "text": TEXT,
        "url": "https://post.example/ferry",
        "publish_date": "2024-05-05 00:00:00",
        "authors": ["Ann Blink", "Bo Dahl"],
        "meta_site_name": "The Post",
        "meta_lang": "en",
        "crawled_at": "2024-06-01T10:00:00Z",
    },
    {
        "title": "Ferry runs again",
        "content": "<div>" + "".join(f"<p>{line}</p>" for line in TEXT.split("\n")) + "</div>",
        "link": "https://post.example/ferry",
        "pubDate": "Sun, 05 May 2024 08:30:00 GMT",
        "authors": ["Ann Blink", "Bo Dahl"],
        "site": "The Post",
        "lang": "en",
    },
)


@pytest.mark.parametrize("fields", COMMON)
def test_fields_of_anybody_are_read_by_the_names_they_commonly_have(fields: dict[str, Any]) -> None:
    found = foreign(fields)
    assert found is not None
    page = Page(asked="x.jsonl:1", content=b"", url=found.url, retrieved_at=datetime(2024, 6, 1, tzinfo=UTC))
    article = normalise(page, found.parts)
    assert (article.title, article.text, article.language) == ("Ferry runs again", TEXT, "en")
    assert article.authors == ("Ann Blink", "Bo Dahl")
    assert article.published_at is not None
    assert article.published_at.startswith("2024-05-05")
    assert article.publisher is not None
    assert article.publisher.name == "The Post"
    assert (article.published_from, article.extractor) == ("json", "json via import")


@pytest.mark.parametrize("name", _COMMON["text"])
def test_a_file_is_not_passed_over_whatever_its_text_is_called(name: str, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"title": "Ferry runs again", name: TEXT}) + "\n")
    [found] = read_lines(Target(asked=str(path), path=str(path)), max_bytes=1 << 20)
    assert isinstance(found, Target)
    assert found.lines is not None
    assert foreign(json.loads(found.lines.lines[0][1])) is not None


@pytest.mark.parametrize("fields", [{}, {"a": 1}, {"text": "words"}, {"title": "t", "url": "u"}])
def test_other_fields_are_of_nobody(fields: dict[str, Any]) -> None:
    assert foreign(fields) is None


KEYS = sorted(
    {*TRAFILATURA, *NEWS_PLEASE, *FUNDUS, *COMMON[0], "sections", "paragraphs", "headline", "images", "publisher"}
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(KEYS), VALUES))
def test_no_types_break_it(fields: dict[str, Any]) -> None:
    found = foreign(fields)
    if found is not None:
        page = Page(asked="x", content=b"", retrieved_at=datetime(2024, 6, 1, tzinfo=UTC))
        assert all(isinstance(one, Found) for one in found.parts.bylines)
        normalise(page, found.parts)
