"""Pages that stand in place of an article, served and collected: none is archived as one, in fifteen languages.

The same pages through ``fetch`` and through a feed that ``collect`` reads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from collect_kit import archive_of, newsarc, records
from hostile_server import HostileServer, head
from walls import WORDS, Words, article, challenge, consent, listing, login, soft_404, teaser_data, teaser_words

pytestmark = pytest.mark.slow

PAGES: dict[str, Callable[[str, Words], str]] = {
    one.__name__: one for one in (challenge, consent, login, soft_404, listing, teaser_data, teaser_words, article)
}
SLUG = "ferry-to-the-islands-runs-again"
KINDS = {
    "challenge": "challenge",
    "consent": "consent",
    "login": "too-short",
    "soft_404": "not-found",
    "listing": "listing",
}
"""what each must be skipped as"""


@pytest.fixture(scope="module")
def server() -> Iterator[HostileServer]:
    with HostileServer() as running:
        for language, words in WORDS.items():
            for name, page in PAGES.items():
                running.put(f"{name}/{language}/{SLUG}", page(language, words))
            whole = article(language, words).encode()
            short = head(length=len(whole) + 4_000) + whole.replace(b"15. ", b"15: ")
            running.shelf[f"/cut/{language}/{SLUG}"] = short
        yield running


@pytest.fixture(scope="module", params=["fetch", "collect"])
def ended(
    request: pytest.FixtureRequest, server: HostileServer, tmp_path_factory: pytest.TempPathFactory
) -> dict[tuple[str, str], dict[str, Any]]:
    """How each page ended, by kind and language, with its record if it has one."""
    home = tmp_path_factory.mktemp(request.param)
    urls = {server.url(path[1:]): tuple(path.split("/")[1:3]) for path in server.shelf if path.count("/") == 3}
    if request.param == "fetch":
        (home / "list").write_text("\n".join(urls))
        archive = home / "archive"
        ran = newsarc("fetch", "-i", home / "list", "--json", "--archive", archive)
    else:
        items = "".join(f"<item><title>Bay</title><link>{url}</link></item>" for url in urls)
        feed = server.put("feed.xml", f"<rss version='2.0'><channel>{items}</channel></rss>", kind="text/xml")
        archive = archive_of(home, {"bay": ("feed", [feed])})
        ran = newsarc("collect", "--json", "--archive", archive)
    assert sorted(line["input"] for line in ran.outcomes) == sorted(urls)
    kept = {record["url"]: record for record in records(archive)}
    return {
        (urls[line["input"]][0], urls[line["input"]][1]): line | {"record": kept.get(line["input"])}
        for line in ran.outcomes
    }


Ended = dict[tuple[str, str], dict[str, Any]]


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("kind", KINDS)
def test_what_stands_in_place_of_an_article_is_not_archived(ended: Ended, kind: str, language: str) -> None:
    outcome = ended[kind, language]
    assert (outcome["outcome"], outcome["reason"], outcome["record"]) == ("skipped", KINDS[kind], None), outcome


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("kind", ["teaser_data", "teaser_words"])
def test_a_teaser_is_archived_as_one(ended: Ended, kind: str, language: str) -> None:
    record = ended[kind, language]["record"]
    assert (record["verdict"], record["complete"]) == ("teaser", False), record
    assert WORDS[language].pay not in record.get("text", "")


@pytest.mark.parametrize("language", WORDS)
def test_a_cut_page_says_so(ended: Ended, language: str) -> None:
    record = ended["cut", language]["record"]
    assert (record["verdict"], record["complete"]) == ("article", False), record
    assert record["incomplete_because"]


@pytest.mark.parametrize("language", WORDS)
def test_an_article_is_one_whatever_stands_around_it(ended: Ended, language: str) -> None:
    outcome = ended["article", language]
    assert outcome["outcome"] in ("new", "copy"), outcome
    assert (outcome["record"]["verdict"], outcome["record"].get("complete", True)) == ("article", True)
