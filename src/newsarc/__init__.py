"""newsarc collects news, keeps it, and finds it again.

From Python::

    import newsarc

    article = newsarc.extract(html, url="https://news.example/story")
    with newsarc.Archive("my-archive") as archive:
        archive.add(article)
        for hit in archive.search("CECOT").hits:
            print(hit.record.article.title, hit.snippet)

Everything that newsarc raises on purpose is a NewsarcError. ``msgspec.to_builtins(article)`` is a dictionary with the
keys that ``--json`` has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newsarc.app.archive import Archive as Archive
    from newsarc.app.extracting import extract as extract
    from newsarc.errors import NewsarcError as NewsarcError
    from newsarc.model.article import Article as Article
    from newsarc.model.record import Record as Record

__version__ = "0.1.0"
__all__ = ["Archive", "Article", "NewsarcError", "Record", "__version__", "extract"]

_HOMES = {
    "Archive": "newsarc.app.archive",
    "Article": "newsarc.model.article",
    "NewsarcError": "newsarc.errors",
    "Record": "newsarc.model.record",
    "extract": "newsarc.app.extracting",
}


def __getattr__(name: str) -> Any:
    """Load a public name when it is first asked for: start-up counts."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415

    return getattr(import_module(_HOMES[name]), name)
