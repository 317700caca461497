"""What learning gains on invented sites, measured as on real ones: rules from the other pages, each page read anew."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from tests.learning.measure import Figures, measure, pages_by_site, report
from tests.learning.site import FURNITURE, page, story

from newsarc.extraction import extract
from newsarc.extraction.seen import seen
from newsarc.learning.rules import learn
from newsarc.model.parts import Removed
from newsarc.model.site import Does, SiteRules, Sites
from newsarc.model.target import Page

from datetime import UTC, datetime  # isort: skip

NOW = datetime(2026, 11, 23, tzinfo=UTC)
PAGES = 7


def written(folder: Path, *, furniture: bool = True) -> Path:
    """Write a site in each language, as evaluation pages lie in a folder; return the file of truths."""
    rows = []
    for language in FURNITURE:
        for number in range(PAGES):
            name = f"{language}-{number}.html"
            (folder / f"{name}.gz").write_bytes(gzip.compress(page(number, language, furniture=furniture).encode()))
            url = f"https://www.harbour-{language}.example/{number}"
            rows.append({"path": name, "url": url, "truth": {"body": "\n".join(story(number, language).lines)}})
    truth = folder / "truth.jsonl"
    truth.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return truth


def measured(folder: Path, *, furniture: bool) -> Figures:
    return measure(list(pages_by_site(written(folder, furniture=furniture), folder, 5)))


def test_furniture_goes_in_every_language(tmp_path: Path) -> None:
    figures = measured(tmp_path, furniture=True)
    said = "\n".join(report(figures))
    assert (len(figures.gained), figures.lost) == (len(FURNITURE), []), said
    assert all(scores == (1.0, 1.0) for scores in figures.rules), said
    assert all(precision < 0.95 for precision, _recall in figures.without), said


def test_a_site_without_furniture_reads_as_before(tmp_path: Path) -> None:
    figures = measured(tmp_path, furniture=False)
    assert (figures.gained, figures.lost) == ([], [])
    assert figures.rules == figures.without


def test_a_site_with_too_few_pages_is_no_site(tmp_path: Path) -> None:
    assert list(pages_by_site(written(tmp_path), tmp_path, PAGES + 1)) == []
    assert list(report(measure([]))) == ["no page with a truth has a site with enough others"]


def read(markup: str, rules: SiteRules | None = None) -> tuple[tuple[str, ...], tuple[Removed, ...], str]:
    """Return text, what was removed, and the extractor."""
    sites = Sites({rules.site: rules}) if rules else Sites()
    url = "https://news.harbour.example/1"
    parts = extract(Page(asked=url, url=url, content=markup.encode(), retrieved_at=NOW), sites)
    return parts.paragraphs, parts.removed, parts.extractor


def rules(**more: object) -> SiteRules:
    return SiteRules(site="harbour.example", digest="0a1b2c3d", **more)  # type: ignore[arg-type]


def test_boxes_learned_are_dropped_with_lines_never_seen() -> None:
    offers = [
        "A chart of the coast, on paper, for the wall above your table.",
        "Rope, lamps and boots at a good price.",
    ]
    box = '<section class="shop-window"><p>{}</p><p>This window is kept by our friends at the ropery.</p></section>'
    pages = []
    for number in range(8):
        drawn = page(number, furniture=False, more=box.format(offers[number % 2]))
        look = seen(Page(asked="a", content=drawn.encode(), retrieved_at=NOW), str(number))
        assert look is not None
        pages.append(look)
    learned = learn(pages).rules
    boxes = frozenset(rule.what for rule in learned if rule.does is Does.DROP_BOX)
    assert boxes == {"section.shop-window"}
    fresh = page(9, furniture=False, more=box.format("New in the shop: a kettle that whistles in the wind."))
    text, removed, _ = read(fresh, rules(boxes=boxes))
    assert text == story(9).lines
    assert {entry.text for entry in removed if entry.rule == "site"} >= {
        "New in the shop: a kettle that whistles in the wind."
    }


def test_a_credit_in_a_dropped_box_is_still_found() -> None:
    line = '<div class="box-end"><p>Source: Harbour Press Agency</p></div>'
    fresh = page(3, furniture=False, more=line)
    without, known = read(fresh), read(fresh, rules(boxes=frozenset({"div.box-end"})))
    assert known[:2] == without[:2]


@pytest.mark.parametrize("share", [1, 8])
def test_what_is_much_of_a_text_is_not_dropped(share: int) -> None:
    told = story(1).lines
    known = rules(lines=frozenset(told[:1] if share == 8 else told[:3]))
    text, removed, _ = read(page(1, furniture=False), known)
    assert text == (told[1:] if share == 8 else told)
    assert [entry.rule for entry in removed].count("site") == (1 if share == 8 else 0)


def test_the_extractor_tells_of_the_rules() -> None:
    plain, ruled = read(page(1, furniture=False)), read(page(1, furniture=False), rules())
    assert ruled == (*plain[:2], f"{plain[2]}/site-harbour.example-0a1b2c3d")


def test_what_readers_wrote_beside_a_short_story_is_not_taken_for_it() -> None:
    letters = "".join(f"<p>{line}</p>" for number in (20, 21, 22, 23) for line in story(number).lines)
    markup = page(5, furniture=False).replace("</div></main>", f'</div><div class="post-bag">{letters}</div></main>')
    assert story(20).lines[0] in read(markup)[0]
    text, _, _ = read(markup, rules(trusted=("div.story-text",)))
    assert text == story(5).lines
    for spelling in ("div.post", "div.other", "div.story-text.wide"):
        assert read(markup, rules(trusted=(spelling,)))[0] == read(markup)[0]
