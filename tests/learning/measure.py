"""What learning gains where a site has several pages, measured on pages with truths.

    python -m tests.learning.measure TRUTH PAGES [--least 5] [--demand enough 2]... [--sites N]

TRUTH is JSONL of path, url and truth.body; PAGES the folder of the pages, gzipped (PATH.gz). For each page with a
truth, rules are learned from the other pages of its site (their texts and mark-up, never a truth) and the page is read
without and with them: precision, recall and F1 over runs of four words, averaged over pages, and which sites gained or
lost. --least: pages that a site must have; --demand: another value for one of newsarc.learning.lines.Demands.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import statistics
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from newsarc.archive.sitefile import SiteFile, in_force
from newsarc.extraction import extract
from newsarc.extraction.seen import seen
from newsarc.learning.lines import Demands
from newsarc.learning.rules import USUAL, learn
from newsarc.model.parts import Verdict
from newsarc.model.site import SeenPage, SiteRules, Sites
from newsarc.model.target import Page
from newsarc.normalise.url import registered_domain

_WORD = re.compile(r"\w+")
_KEPT_BY = re.compile(r"https?://web\.archive\.org/web/\d+[a-z_]*/(.*)")
"""what another archive serves is a page of the site it was taken from"""


@dataclass(frozen=True)
class Labelled:
    """A page, and the text it should give where that is known."""

    name: str
    page: Page
    truth: str


@dataclass
class Figures:
    """What was measured."""

    without: list[tuple[float, float]] = field(default_factory=list)
    """precision and recall of each page"""
    rules: list[tuple[float, float]] = field(default_factory=list)
    gained: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    sites: Counter[str] = field(default_factory=Counter)
    with_rules: Counter[str] = field(default_factory=Counter)
    """pages by site for which there were rules"""


def pages_by_site(truth: Path, pages: Path, least: int) -> Iterator[tuple[str, list[Labelled]]]:
    """Yield each site of which there are at least *least* pages, with them."""
    rows = defaultdict(list)
    with truth.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            url = row.get("url") or ""
            kept = _KEPT_BY.match(url)
            url = kept[1] if kept else url
            if site := registered_domain(url if "://" in url else f"http://{url}"):
                rows[site].append((url, row))
    for site, found in sorted(rows.items()):
        if len(found) >= least:
            yield site, [_labelled(url, row, pages) for url, row in found]


def _labelled(url: str, row: dict[str, object], pages: Path) -> Labelled:
    path, truth = str(row["path"]), row.get("truth")
    content = gzip.decompress((pages / f"{path}.gz").read_bytes())
    body = str(truth.get("body") or "") if isinstance(truth, dict) else ""
    now = datetime(2030, 1, 1, tzinfo=UTC)
    return Labelled(path, Page(asked=path, url=url, content=content, retrieved_at=now, media_type="text/html"), body)


def measure(sites: Sequence[tuple[str, list[Labelled]]], *, demands: Demands = USUAL) -> Figures:
    """Return what the pages of *sites* give without and with the rules learned from the others of their site."""
    figures = Figures()
    for site, labelled in sites:
        looks = {one.name: _look(one) for one in labelled}
        before, after = [], []
        for one in labelled:
            if not one.truth:
                continue
            others = [look for name, look in looks.items() if look is not None and name != one.name]
            rules = _learned(site, others, demands)
            figures.sites[site] += 1
            figures.with_rules[site] += rules is not None
            before.append(_score(one, None))
            after.append(_score(one, rules) if rules else before[-1])
        figures.without += before
        figures.rules += after
        if before:
            gain = _f1(after) - _f1(before)
            if abs(gain) > 1e-9:
                (figures.gained if gain > 0 else figures.lost).append(f"{site} {gain:+.4f}")
    return figures


def _look(one: Labelled) -> SeenPage | None:
    """Return what an archive would have of the page: nothing, if it is not taken for an article."""
    if extract(one.page).verdict not in {Verdict.ARTICLE, Verdict.TEASER}:
        return None
    return seen(one.page, one.name)


def _learned(site: str, pages: Sequence[SeenPage], demands: Demands) -> SiteRules | None:
    learned = learn(pages, demands)
    return in_force(SiteFile(site=site, rules=learned.rules)) if learned.rules else None


def _score(one: Labelled, rules: SiteRules | None) -> tuple[float, float]:
    parts = extract(one.page, Sites({rules.site: rules}) if rules else Sites())
    return _compare(one.truth, "\n".join(parts.paragraphs))


def _compare(truth: str, text: str) -> tuple[float, float]:
    wanted, found = _runs(truth), _runs(text)
    right = (wanted & found).total()
    return right / max(1, found.total()), right / max(1, wanted.total())


def _runs(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(unicodedata.normalize("NFC", text))
    return Counter(tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3)))


def _f1(scores: Sequence[tuple[float, float]]) -> float:
    precision, recall = (statistics.mean(column) for column in zip(*scores, strict=True))
    return 2 * precision * recall / max(1e-9, precision + recall)


def report(figures: Figures) -> Iterator[str]:
    """Yield what people read."""
    if not figures.without:
        yield "no page with a truth has a site with enough others"
        return
    yield f"pages {len(figures.without)} of {len(figures.sites)} sites; with rules {figures.with_rules.total()}"
    for name, scores in (("without rules", figures.without), ("with rules", figures.rules)):
        precision, recall = (statistics.mean(column) for column in zip(*scores, strict=True))
        yield f"{name:14} P {precision:.4f}  R {recall:.4f}  F1 {_f1(scores):.4f}"
    yield f"sites that gained: {', '.join(figures.gained) or 'none'}"
    yield f"sites that lost:   {', '.join(figures.lost) or 'none'}"


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("truth", type=Path)
    asked.add_argument("pages", type=Path)
    asked.add_argument("--least", type=int, default=5)
    asked.add_argument("--demand", nargs=2, action="append", default=[], metavar=("NAME", "VALUE"))
    asked.add_argument("--sites", type=int)
    given = asked.parse_args()
    if not given.truth.is_file() or not given.pages.is_dir():
        asked.exit(0, f"nothing measured: {given.truth} or {given.pages} is not there\n")
    sites = list(pages_by_site(given.truth, given.pages, given.least))[: given.sites]
    print("\n".join(report(measure(sites, demands=msgspec.convert(dict(given.demand), Demands, strict=False)))))  # noqa: T201


if __name__ == "__main__":
    main()
