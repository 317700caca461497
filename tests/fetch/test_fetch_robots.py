"""robots.txt: what each answer for it means, for how long, and that none of them slows newsarc down."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarc.fetch.pacing import Pace, Pacing
from newsarc.fetch.polite import Manners, Politeness
from newsarc.fetch.robots import MAX_BYTES, Robots, Stance, read_robots, robots_address, site_of, sitemaps_in
from newsarc.model.outcome import Failed, Reason
from newsarc.model.target import Page

SITE = "https://news.example"
NOW = 1_790_000_000.0
DAY = 86_400.0


def page(content: bytes | str, *headers: tuple[str, str], cut: str | None = None) -> Page:
    data = content.encode() if isinstance(content, str) else content
    at = datetime.fromtimestamp(NOW, UTC)
    return Page(
        asked="x", url=f"{SITE}/robots.txt", content=data, retrieved_at=at, headers=headers, incomplete_because=cut
    )


def failed(status: int | None = None, reason: Reason = Reason.HTTP_STATUS, later: float | None = None) -> Failed:
    return Failed(asked="x", reason=reason, detail=f"{status}", status=status, retry_after=later)


def read(content: bytes | str) -> Robots:
    return read_robots(SITE, page(content), NOW)


RULES = """
User-agent: *
Disallow: /private/
Allow: /private/open
Disallow: /*.pdf$
Crawl-delay: 7
Sitemap: https://news.example/map.xml

User-agent: newsarc
Disallow: /only-you/
Request-rate: 1/5s
"""


@pytest.mark.parametrize(
    ("path", "agent", "may"),
    [
        ("/a", "other", True), ("/private/a", "other", False), ("/private/open", "other", True),
        ("/x.pdf", "other", False),
        ("/x.pdf?a", "other", True), ("/only-you/a", "other", True), ("/only-you/a", "newsarc", False),
        ("/private/a", "newsarc", True), ("/only-you/%61", "newsarc", False), ("/robots.txt", "newsarc", True),
    ],
)  # fmt: skip
def test_rules_are_read_as_the_standard_has_them(path: str, agent: str, may: bool) -> None:
    assert read(RULES).allows(SITE + path, agent) is may


def test_delay() -> None:
    rules = read(RULES)
    assert (rules.delay("other"), rules.delay("newsarc")) == (7.0, 5.0)
    assert read("").delay("newsarc") is None


def test_sitemaps_are_named_once_in_any_spelling_of_the_field() -> None:
    text = b"\xef\xbb\xbfUser-agent: *\nSITEMAP : https://bay.example/a.xml\r\nSitemap: /b.xml # news\nSitemap:\n"
    assert sitemaps_in(text + b"sitemap: /b.xml\n") == ("https://bay.example/a.xml", "/b.xml")
    assert sitemaps_in(b"<html>") == ()


ANSWERS = [
    (failed(404), Stance.ALL, Reason.ROBOTS, DAY),
    (failed(410), Stance.ALL, Reason.ROBOTS, DAY),
    (failed(401), Stance.ALL, Reason.ROBOTS, DAY),
    (failed(403), Stance.ALL, Reason.ROBOTS, DAY),
    (failed(None, Reason.TOO_MANY_REDIRECTS), Stance.ALL, Reason.ROBOTS, DAY),
    (failed(429), Stance.WAIT, Reason.ROBOTS, 600),
    (failed(429, later=3_600), Stance.WAIT, Reason.ROBOTS, 3_600),
    (failed(500), Stance.WAIT, Reason.ROBOTS, 600),
    (failed(503, later=5), Stance.WAIT, Reason.ROBOTS, 600),
    (failed(None, Reason.CONNECTION), Stance.WAIT, Reason.CONNECTION, 600),
    (failed(None, Reason.TIMEOUT), Stance.WAIT, Reason.TIMEOUT, 600),
    (failed(None, Reason.REFUSED), Stance.WAIT, Reason.REFUSED, 600),
    (failed(None, Reason.BAD_RESPONSE), Stance.WAIT, Reason.BAD_RESPONSE, 600),
    (page("User-agent: *\nDisallow: /"), Stance.RULES, Reason.ROBOTS, DAY),
    (page("x", ("Cache-Control", "public, max-age=3600")), Stance.RULES, Reason.ROBOTS, 3_600),
    (page("x", ("cache-control", 'max-age="0"')), Stance.RULES, Reason.ROBOTS, 300),
    (page("x", ("Cache-Control", "max-age=99999999999")), Stance.RULES, Reason.ROBOTS, 7 * DAY),
    (page("x", ("Cache-Control", "max-age=9999999999")), Stance.RULES, Reason.ROBOTS, 7 * DAY),
    (page("x", ("Cache-Control", "s-maxage=5")), Stance.RULES, Reason.ROBOTS, DAY),
]


@pytest.mark.parametrize(("got", "stance", "reason", "lifetime"), ANSWERS)
def test_each_answer_has_its_meaning(got: Page | Failed, stance: Stance, reason: Reason, lifetime: float) -> None:
    saved = read_robots(SITE, got, NOW).saved
    assert (saved.stance, saved.reason, saved.expires_at - NOW) == (stance, reason, lifetime)


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\xef\xbb\xbfUser-agent: *\r\nDisallow: /no\r\n", b"\x00\x01\xff" * 9999,
        b"<!doctype html><p>Disallow: all",
        b"User-agent: *\nDisallow: /no" + b"*a" * 50_000, b"Disallow: /\n",
        b"User-agent: *\nCrawl-delay: nan\nDisallow: /b",
        b"User-agent: *\nCrawl-delay: -1\nRequest-rate: 0/0\n", b"User-agent: *\nDisallow: /%zz%\n", b"\n" * MAX_BYTES,
        b"User-agent: *\n" + b"Disallow: /*a*a*a*a*a*a*a*a*b$\n" * 2_000,
    ],
)  # fmt: skip
def test_odd_files_are_read_as_far_as_they_go(content: bytes) -> None:
    rules = read(content)
    assert rules.allows(f"{SITE}/story-{'a' * 2_000}", "newsarc")
    delay = rules.delay("newsarc")
    pacing = Pacing(Pace(delay=1), lambda: 0.0)
    pacing.ask_delay("news.example", delay)
    pacing.begin("news.example")


def test_only_the_beginning_of_a_huge_file_counts() -> None:
    rules = read(b"User-agent: *\nDisallow: /a\n" + b"#" * MAX_BYTES + b"\nDisallow: /b\n")
    assert not rules.allows(f"{SITE}/a", "newsarc")
    assert rules.allows(f"{SITE}/b", "newsarc")


@given(st.binary(max_size=300), st.text(max_size=30))
def test_no_file_crashes_it(content: bytes, path: str) -> None:
    rules = read(b"User-agent: *\n" + content)
    assert rules.allows(f"{SITE}/{path}", "newsarc") in {True, False}
    rules.delay("newsarc")


def test_which_file_speaks_for_an_address() -> None:
    assert robots_address("http://News.example:8080/a?b") == "http://news.example:8080/robots.txt"
    assert site_of("https://news.example/a") != site_of("http://news.example/a")


def polite(**more: object) -> Politeness:
    return Politeness(Pacing(Pace(delay=1), lambda: 0.0), **more)  # type: ignore[arg-type]


def test_a_page_waits_for_the_robots_txt_that_speaks_for_it_and_a_refusal_says_what_helps() -> None:
    manners = polite()
    url = f"{SITE}/private/a"
    assert manners.missing_robots(url, NOW) == f"{SITE}/robots.txt"
    manners.learn_robots(url, page(RULES.replace("newsarc", "nobody")), NOW)
    assert manners.missing_robots(url, NOW) is None
    refusal = manners.refusal(url, "asked", NOW)
    assert refusal == Failed(
        asked="asked",
        reason=Reason.ROBOTS,
        detail="robots.txt of news.example says no; --ignore-robots fetches it anyway",
    )
    assert manners.refusal(f"{SITE}/a", "asked", NOW) is None
    assert manners.missing_robots(url, NOW + DAY) is not None, "it is believed for a day"


def test_a_robots_txt_that_cannot_be_had_forbids_all_for_a_while() -> None:
    manners = polite()
    manners.learn_robots(f"{SITE}/a", failed(503), NOW)
    refusal = manners.refusal(f"{SITE}/a", "asked", NOW)
    assert refusal is not None
    assert (refusal.reason, refusal.detail) == (Reason.ROBOTS, "robots.txt of news.example: 503")
    assert manners.missing_robots(f"{SITE}/a", NOW + 601) is not None


def test_what_was_learnt_is_kept_for_the_next_run() -> None:
    manners = polite()
    manners.learn_robots(f"{SITE}/a", page("User-agent: *\nDisallow: /no\nCrawl-delay: 9\n"), NOW)
    kept = msgspec.json.decode(msgspec.json.encode(manners.kept(NOW)), type=Manners)
    later = polite(known=kept.robots)
    assert later.missing_robots(f"{SITE}/no", NOW + 5) is None
    assert later.refusal(f"{SITE}/no", "asked", NOW + 5) is not None
    later.pacing.begin("news.example")
    later.ended(f"{SITE}/a", None, NOW)
    assert later.pacing.due("news.example", NOW) == NOW + 9
    assert polite(known=manners.kept(NOW + DAY).robots).missing_robots(f"{SITE}/no", NOW + DAY) is not None


def test_robots_are_ignored_where_that_was_said_and_only_there() -> None:
    manners = polite()
    manners.override(f"{SITE}/feed", ignore_robots=True)
    assert manners.missing_robots(f"{SITE}/a", NOW) is None
    assert manners.ignores_robots(f"{SITE}/a")
    assert manners.missing_robots("https://other.example/a", NOW) is not None
    assert polite(ignore_robots=True).ignores_robots("https://other.example/a")
