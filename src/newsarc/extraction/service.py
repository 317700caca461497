"""Tells pages that serve a site and tell no story: about us, privacy, an open job, a thread of a forum."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

from newsarc.extraction import jsonld, listing
from newsarc.extraction.blocks import Walked
from newsarc.extraction.document import Document
from newsarc.extraction.folding import fold
from newsarc.extraction.metadata import Facts
from newsarc.extraction.sitenames import is_near
from newsarc.lexicon.cues import every
from newsarc.lexicon.services import services

_HEADINGS = frozenset({"h1", "h2", "h3"})
_FIRST_HEADING = frozenset({"h1"})
_LONGEST = 80
"""characters of the title of such a page"""
_LABEL = 40
"""characters of a label in an advertisement for a job"""
_THEMES = 3
"""of such labels; a story about work has one or two"""
_POSTS = 2
"""of a thread at least; the page of an article may end in one that looks so"""


def is_service(
    document: Document, found: list[jsonld.Node], node: jsonld.Node, walked: Walked, facts: Facts, url: str | None
) -> bool:
    """Say whether the page is one that serves its site; what calls itself news, or has a day in its address, is none.

    *node*, one of *found*, is what the page says of its article, *facts* what it states otherwise.
    """
    if listing.calls_itself_news(document, node):
        return _is_named(walked, facts) and _named_address(url)
    if listing.has_day(_path(url)):
        return False
    return (
        _is_named(walked, facts)
        or _is_of_kind(found)
        or _offers_work(facts.title, walked)
        or _is_thread(walked, url)
        or _serves(url)
    )


def _is_named(walked: Walked, facts: Facts) -> bool:
    """Say whether the page is called as such pages are, and shows that as a heading; a single word as its first."""
    if not _is_name(facts.title, facts):
        return False
    tags = _HEADINGS if " " in facts.title else _FIRST_HEADING
    return any(block.tag in tags and _is_name(block.text, facts) for block in walked.lines)


def _is_name(title: str, facts: Facts) -> bool:
    """Say whether *title* is what such pages are called, with or without the name of the site."""
    words = fold(title).split() if len(title) <= _LONGEST else []
    cuts = [cut for cut in range(1, len(words) + 1) if " ".join(words[:cut]) in _names()]
    if not cuts or cuts[-1] == len(words):
        return bool(cuts)
    sites = {fold(entry.value).replace(" ", "") for entry in facts.publishers} - {""}
    return any(is_near(" ".join(words[cut:]), sites) for cut in cuts)


def _named_address(url: str | None) -> bool:
    last = [part for part in _path(url).split("/") if part][-1:]
    return bool(last) and fold(last[0].rpartition(".")[0] or last[0]) in _names()


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    return frozenset(map(fold, every(services().names)))


def _is_of_kind(found: list[jsonld.Node]) -> bool:
    kinds = {kind for other in found for kind in jsonld.types(other)}
    known = services()
    story = any("Article" in kind for kind in kinds) or not kinds.isdisjoint(known.story_kinds)
    return not story and not kinds.isdisjoint(known.kinds)


def _offers_work(title: str, walked: Walked) -> bool:
    """Say whether the page advertises a job: its title says who may apply, or its labels what is asked and given."""
    known = services()
    lowered = title.lower()
    if any(mark in lowered for mark in known.job_titles):
        return True
    labels = {block.text.lower().strip(" :?!") for block in walked.lines if len(block.text) <= _LABEL}
    return sum(not labels.isdisjoint(words) for words in known.jobs.values()) >= _THEMES


def _is_thread(walked: Walked, url: str | None) -> bool:
    """Say whether posts of a forum stand on the page: by its address, or by what stands around each."""
    known = services()
    if url and (any(part in url for part in known.thread_addresses) or _host(url) in known.thread_hosts):
        return True
    names = "\n".join(box.names for box in walked.boxes).lower()
    return any(names.count(mark) >= _POSTS for mark in known.threads)


def _serves(url: str | None) -> bool:
    """Say whether the address is that of a service: a quote, a programme, an advertisement, readers' comments."""
    path = _path(url).lower()
    known = services()
    return any(part in path for part in known.addresses) or path.rstrip("/").endswith(known.address_ends)


def _path(url: str | None) -> str:
    try:
        return urlsplit(url or "").path
    except ValueError:
        return ""


def _host(url: str) -> str:
    """Return what stands before the domain in *url*: ``forum`` of forum.quay.example, nothing of forum.example."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.partition(".")[0] if host.count(".") > 1 else ""
