"""What becomes of a source: read, read in part, barren, already there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from clirun import newsarc, on_terminal, page
from smallweb import Reply, SmallWeb, rss, sitemap

STYLE = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture
def web() -> Iterator[SmallWeb]:
    with SmallWeb() as running:
        for number in range(6):
            running[f"/story/{number}"] = Reply(page(f"Story {number}", mark=f"Berth {number} is open."))
        yield running


def test_a_sitemap_that_is_gone_is_named_and_the_source_is_read(web: SmallWeb, tmp_path: Path) -> None:
    web["/index.xml"] = sitemap(*(web.url(f"/{name}.xml") for name in ("one", "gone", "two")), index=True)
    web["/one.xml"], web["/two.xml"] = sitemap(web.url("/story/1")), sitemap(web.url("/story/2"))
    archive = ("--archive", tmp_path / "a")
    newsarc("source", "add", web.url("/index.xml"), "--kind", "sitemap", "--name", "sm", *archive)
    ran = newsarc("collect", *archive)
    assert ran.code == 0
    assert ran.err.startswith("2 inputs: 2 new (")
    assert ran.err.endswith("; sm: 1 of 3 sitemaps not read\n")
    again = newsarc("collect", "--now", *archive)
    assert (again.code, again.err) == (0, "")
    told = newsarc("collect", "--now", "-v", *archive)
    assert f"sm: not read: failed: {web.url('/gone.xml')}: http-status" in told.err
    assert web.url("/gone.xml") in newsarc("log", "--failed", *archive).out
    assert "\tok\t" in newsarc("source", "list", *archive).out


@pytest.mark.parametrize("deep", [False, True])
def test_an_index_whose_sitemaps_are_all_gone_was_not_read(deep: bool, web: SmallWeb, tmp_path: Path) -> None:
    web["/index.xml"] = web["/inner.xml"] = sitemap(web.url("/gone.xml"), web.url("/gone-too.xml"), index=True)
    if deep:
        web["/index.xml"] = sitemap(web.url("/inner.xml"), index=True)
    archive = ("--archive", tmp_path / "a")
    newsarc("source", "add", web.url("/index.xml"), "--kind", "sitemap", "--name", "sm", *archive)
    ran = newsarc("collect", "--json", *archive)
    assert ran.code == 3
    assert [json.loads(line)["outcome"] for line in ran.out.splitlines()] == ["failed", "failed"]
    assert ran.err.startswith("2 inputs: 2 failed (2 http-status)")
    assert "not read: sm (http-status)" in ran.err


@pytest.mark.parametrize(
    ("said", "kind"), [("<rss><channel><item><link>", "feed"), ("<urlset><url><loc>x", "sitemap"), ("<rss", "feed")]
)
def test_malformed_xml_without_an_entry_was_not_read(said: str, kind: str, web: SmallWeb, tmp_path: Path) -> None:
    web["/broken.xml"] = Reply(said, "application/xml")
    archive = ("--archive", tmp_path / "a")
    added = newsarc("source", "add", web.url("/broken.xml"), "--kind", kind, "--name", "broken", *archive)
    assert added.code == 0
    assert f"{web.url('/broken.xml')} could not be read now: " in added.err
    ran = newsarc("collect", *archive)
    assert ran.code == 3
    assert "not read: broken (bad-feed)" in ran.err


def test_a_sitemap_that_robots_txt_alone_names_is_found(web: SmallWeb, tmp_path: Path) -> None:
    web["/"] = Reply("<html><body><p>Harbour news, every morning.</p></body></html>")
    web["/robots.txt"] = Reply("User-agent: *\nDisallow: /admin/\nSITEMAP: /news.xml  # every hour\n", "text/plain")
    web["/news.xml"] = sitemap(web.url("/story/1"))
    added = newsarc("source", "add", web.url("/"), "--name", "harbour", "--archive", tmp_path / "a")
    assert added.code == 0
    assert f"sitemap {web.url('/news.xml')} (1 entry, found by robots.txt)" in added.err


@pytest.mark.parametrize("kind", [(), ("--kind", "feed")], ids=["found", "said"])
def test_a_feed_that_lists_nothing_is_shown_as_that(kind: tuple[str, ...], web: SmallWeb, tmp_path: Path) -> None:
    web["/empty.xml"] = rss()
    archive = ("--archive", tmp_path / "a")
    added = newsarc("source", "add", web.url("/empty.xml"), *kind, "--name", "empty", *archive)
    assert (added.code, f"nothing is listed at {web.url('/empty.xml')} now" in added.err) == (0, True)
    assert newsarc("collect", *archive).code == 0
    assert "\tlists nothing\t" in newsarc("source", "list", *archive).out
    web["/empty.xml"] = rss(web.url("/story/1"))
    assert newsarc("collect", "--now", *archive).code == 0
    assert "\tok\t" in newsarc("source", "list", *archive).out


def test_looking_makes_no_archive_and_a_failure_says_of_what(web: SmallWeb, tmp_path: Path) -> None:
    web["/feed.xml"] = rss(web.url("/story/1"))
    archive = ("--archive", tmp_path / "a")
    assert newsarc("source", "add", web.url("/feed.xml"), "--dry-run", *archive).code == 0
    failed = newsarc("source", "add", web.url("/gone"), *archive)
    assert failed.code == 1
    assert f"cannot fetch: {web.url('/gone')}: 404" in failed.err
    typo = newsarc("source", "add", "bay.example", *archive)
    assert (typo.code, "not a web address: bay.example: " in typo.err) == (2, True)
    assert not (tmp_path / "a").exists()


def test_what_is_collected_already_is_not_added_again(web: SmallWeb, tmp_path: Path) -> None:
    web["/feed.xml"] = rss(web.url("/story/1"))
    web["/old-feed"] = Reply(status=301, headers={"Location": web.url("/feed.xml")})
    web["/"] = Reply('<html><link rel="alternate" type="application/rss+xml" href="/feed.xml"><body>Home</body></html>')
    archive = tmp_path / "a"
    assert newsarc("source", "add", web.url("/feed.xml"), "--name", "bay", "--archive", archive).code == 0
    sources = (archive / "sources.toml").read_text()
    feed = web.url("/feed.xml")
    for again in (
        (feed,),
        (feed, "--name", "other"),
        (feed, "--kind", "feed"),
        (web.url("/"),),
        (web.url("/old-feed"),),
    ):
        ran = newsarc("source", "add", *again, "--archive", archive)
        assert (ran.code, ran.out, ran.err.splitlines()[-1]) == (0, "", "already collected as bay")
    assert (archive / "sources.toml").read_text() == sources
    ran = newsarc("source", "add", feed, "--include", "/politics/", "--archive", archive)
    assert (ran.code, ran.out) == (1, "")
    assert f"already collected as bay, which stays as it is; edit it in {archive / 'sources.toml'}" in ran.err
    assert (archive / "sources.toml").read_text() == sources
    watched = newsarc("source", "add", feed, "--kind", "page", "--archive", archive)
    assert "added to " in watched.err


def test_what_is_wrong_with_a_source_is_said_before_anybody_is_asked(web: SmallWeb, tmp_path: Path) -> None:
    for wrong in (("--every", "soon"), ("--language", "english"), ("--name", "My Paper")):
        ran = newsarc("source", "add", web.url("/"), *wrong, "--archive", tmp_path / "a")
        assert (ran.code, wrong[1] in ran.err) == (2, True)
    assert web.asked == []


def test_a_site_that_forbids_it_is_refused(web: SmallWeb, tmp_path: Path) -> None:
    web["/robots.txt"] = Reply("User-agent: *\nDisallow: /\n", "text/plain")
    ran = newsarc("source", "add", web.url("/"), "--archive", tmp_path / "a")
    assert ran.code == 7
    assert "--ignore-robots fetches it anyway" in ran.err
    assert "--kind" not in ran.err


def test_what_is_included_is_found_on_a_listing(web: SmallWeb, tmp_path: Path) -> None:
    web["/news"] = Reply("<html><body>" + "".join(f"<a href='/story/{at}'>Story</a>" for at in range(6)))
    archive = ("--archive", tmp_path / "a")
    ran = newsarc("source", "add", web.url("/news"), "--kind", "listing", "--dry-run", *archive)
    assert "--include PATTERN says" in ran.err
    assert newsarc("source", "add", web.url("/news"), "--include", "/story/", *archive).code == 0
    assert newsarc("collect", *archive).err.startswith("6 inputs: 6 new")


def test_quiet_adding_is_silent_and_more_than_is_shown_is_said(web: SmallWeb, tmp_path: Path) -> None:
    web["/feed.xml"] = rss(*(web.url(f"/story/{at}") for at in range(12)))
    ran = newsarc("source", "add", web.url("/feed.xml"), "--dry-run", "--archive", tmp_path / "a")
    assert "would fetch 12 pages" in ran.err
    assert "these first:" in ran.err
    assert len(ran.out.splitlines()) == 8
    ran = newsarc("source", "add", web.url("/feed.xml"), "--quiet", "--archive", tmp_path / "a")
    assert (ran.code, ran.out, ran.err) == (0, "", "")


def test_a_run_took_as_long_as_it_took(web: SmallWeb, tmp_path: Path) -> None:
    web["/feed.xml"] = rss(web.url("/story/1"))
    web["/story/1"] = Reply(page("Berth 1"), seconds=2.1)
    archive = ("--archive", tmp_path / "a")
    newsarc("source", "add", web.url("/feed.xml"), *archive)
    assert newsarc("collect", *archive).code == 0
    assert int(newsarc("log", *archive).out.split("\t")[1].removesuffix(" s")) >= 2


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_addresses_are_whole_on_a_terminal(columns: int, web: SmallWeb, tmp_path: Path) -> None:
    archive = ("--archive", tmp_path / "a")
    feed, gone = web.url("/feeds/of/the/harbour/news.xml"), web.url("/story/that-is-gone-" + "and-gone-" * 12)
    web["/feeds/of/the/harbour/news.xml"] = rss(gone)
    newsarc("source", "add", feed, "--name", "bay", *archive)
    newsarc("collect", *archive)
    for command, address in ((("source", "list"), feed), (("log", "--failed"), gone)):
        code, drawn = on_terminal(*command, *archive, columns=columns)
        lines = [line.strip() for line in STYLE.sub("", drawn).splitlines()]
        assert code == 0
        assert address in "".join(lines)
        assert "…" not in drawn
        assert max(map(len, lines)) <= columns


def test_a_log_with_nothing_to_show_says_so(web: SmallWeb, tmp_path: Path) -> None:
    archive = ("--archive", tmp_path / "a")
    newsarc("source", "add", web.url("/story/1"), "--kind", "page", "--name", "one", *archive)
    assert newsarc("log", *archive)[:3] == (0, "", "nothing was fetched in the last 7 days\n")
    assert newsarc("log", "-q", *archive)[:3] == (0, "", "")
    assert newsarc("log", "--json", *archive)[:3] == (0, "", "")
    assert on_terminal("log", "--since", "2026-06", *archive) == (0, "nothing was fetched since 2026-06\n")
    assert newsarc("log", "--source", "one", *archive).err == "nothing was fetched in the last 7 days\n"
    newsarc("collect", *archive)
    assert newsarc("log", "--failed", *archive).err == "nothing failed or was skipped in the last 7 days\n"


def test_a_source_that_was_never_heard_of_is_named_by_the_log(web: SmallWeb, tmp_path: Path) -> None:
    archive = ("--archive", tmp_path / "a")
    newsarc("source", "add", web.url("/story/1"), "--kind", "page", "--name", "one", *archive)
    newsarc("collect", *archive)
    ran = newsarc("log", "--source", "nosuch", *archive)
    assert (ran.code, ran.out) == (2, "")
    assert "no source is called 'nosuch'; there are: one" in ran.err
    newsarc("source", "remove", "one", *archive)
    assert newsarc("log", "--source", "one", *archive).out.count("\n") == 1


def test_one_page_is_no_pages(web: SmallWeb, tmp_path: Path) -> None:
    archive = ("--archive", tmp_path / "a")
    web["/feed.xml"] = rss(web.url("/story/1"))
    added = newsarc("source", "add", web.url("/feed.xml"), *archive)
    assert "(1 entry)" in added.err
    assert "a first run would fetch 1 page of T:" in added.err
    assert "1 page would be fetched" in newsarc("collect", "--dry-run", *archive).err
    newsarc("collect", *archive)
    assert newsarc("stats", *archive).err.endswith(": 1 record\n")
    assert newsarc("reindex", *archive).err == "1 record indexed\n"
