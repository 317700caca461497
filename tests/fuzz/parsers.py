"""The readers of formats that `import` does not read: each gives one word for how an input ended, and what came of it.

An exception that is not named here is a bug.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from newsarc.app import opml, sourcetext
from newsarc.app.archive import Archive
from newsarc.app.config import load
from newsarc.app.sources import Sources
from newsarc.archive.layout import Layout
from newsarc.archive.sitefile import decode, encode, in_force, merged
from newsarc.errors import BadConfig, BadQuery, BadSiteRules, BadSources
from newsarc.fetch.address import check_address
from newsarc.fetch.discover import attempt, look
from newsarc.fetch.feeds import MAX_ENTRIES
from newsarc.model.outcome import Failed
from newsarc.model.record import Stamp
from newsarc.model.site import Sites
from newsarc.model.source import Found, SourceKind
from newsarc.model.target import Page
from newsarc.pipeline import read_page

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
Read = tuple[str, Any]


def _source_of(kind: SourceKind) -> Callable[[bytes], Read]:
    def read(content: bytes) -> Read:
        page = Page(
            asked="https://bay.example/x", url="https://bay.example/x", content=content, retrieved_at=NOW, charset=None
        )
        looked = look((page, kind, ()))
        assert looked is not None
        found = attempt((page, kind, ()))
        if isinstance(found, Failed):
            assert found.detail or found.reason
            return "failed", msgspec.to_builtins(found)
        _check(found)
        return ("found" if found.entries or found.more else "nothing"), msgspec.to_builtins(found)

    return read


def _check(found: Found) -> None:
    """Every entry leads to an address that newsarc takes, says things on one line, and there are not too many."""
    assert len(found.entries) <= 50_000
    if found.kind is SourceKind.FEED:
        assert len(found.entries) <= MAX_ENTRIES
    for entry in (*found.entries, *found.more):
        assert check_address(entry.url) == entry.url, entry.url
        assert entry.credit_url is None or check_address(entry.credit_url)
        assert "\n" not in entry.title
        assert len(entry.title) <= 500
        for moment in (entry.published, entry.updated):
            assert moment is None or moment.utcoffset() is not None


def _opml(content: bytes) -> Read:
    try:
        sources, refused = opml.imported(content, (), "list.opml")
    except BadSources as err:
        return "refused", str(err)
    with tempfile.TemporaryDirectory() as folder:
        kept = Sources(Layout(Path(folder)))
        if sources:
            kept.add(sources)
        assert kept.all() == tuple(sources)
    assert opml.imported(opml.exported(sources).encode(), (), "again")[0] == sources
    return ("found" if sources else "nothing"), (sources, refused)


def _sources(content: bytes) -> Read:
    with tempfile.TemporaryDirectory() as folder:
        kept = Sources(Layout(Path(folder)))
        kept.path.write_bytes(content)
        try:
            sources = kept.all()
        except BadSources as err:
            return "refused", str(err).replace(folder, "")
    written = "".join(sourcetext.block(one) + "\n" for one in sources)
    assert sourcetext.parse(written, "again") == sources, written
    text = content.decode("utf-8-sig")
    for one in sources[:3]:
        try:
            left = sourcetext.parse(sourcetext.removed(text, one.name, "x"), "x")
        except BadSources:
            continue
        assert left == tuple(other for other in sources if other.name != one.name)
    return ("found" if sources else "nothing"), sources


def _config(content: bytes) -> Read:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "newsarc.toml").write_bytes(content)
        try:
            config, settings = load({}, env={}, cwd=Path(folder))
        except BadConfig as err:
            return "refused", str(err).replace(folder, "")
        assert len(settings) == len(msgspec.structs.fields(type(config)))
        return "read", repr(config).replace(folder, "")


@lru_cache
def _index() -> tuple[tempfile.TemporaryDirectory[str], Archive]:
    """Return an archive to be asked, and what keeps its folder."""
    from tests.benchmarks.records import records

    folder = tempfile.TemporaryDirectory(prefix="newsarc-fuzz-")
    archive = Archive(Path(folder.name) / "a")
    archive.add(*(article for _stamp, article, _ in islice(records(300), 300)))
    return folder, archive


def _query(content: bytes) -> Read:
    text = content.decode("utf-8", "surrogateescape")
    try:
        hits = _index()[1].search(text, limit=5)
    except BadQuery as err:
        return "refused", str(err)
    for group in (True, False):
        assert _index()[1].search(text, limit=5, group=group, newest=True).total == hits.total
    assert hits.total >= len(hits.hits)
    assert isinstance(hits.hits, tuple)
    return ("found" if hits.total else "nothing"), (
        hits.total,
        [(hit.record.stamp.id, str(hit.snippet)) for hit in hits.hits],
    )


def _rules(content: bytes) -> Read:
    try:
        file = decode(content, "post.example.jsonl", "post.example")
    except BadSiteRules as err:
        return "refused", str(err)
    assert set(decode(encode(file), "again", "post.example").rules) == set(file.rules)
    assert merged(file, file).by_hand == file.by_hand
    rules = in_force(file)
    from tests.fuzz.inputs import page as made_page

    page = Page(asked="a", url="https://post.example/a", content=made_page("a"), retrieved_at=NOW)
    article = read_page(page, Sites({"post.example": rules}))
    return "read", (rules, article)


PARSERS: dict[str, Callable[[bytes], Read]] = {
    "feed": _source_of(SourceKind.FEED),
    "sitemap": _source_of(SourceKind.SITEMAP),
    "listing": _source_of(SourceKind.LISTING),
    "opml": _opml,
    "sources": _sources,
    "query": _query,
    "config": _config,
    "rules": _rules,
}
__all__ = ["PARSERS", "Stamp"]
