"""OPML: lists of feeds as feed readers exchange them. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from newsarc.app.sourcetext import NAME, name_for
from newsarc.errors import BadSources, BadUrl
from newsarc.fetch.address import check_address, origin
from newsarc.fetch.reach import Reach, embedded_reach, says_private
from newsarc.model.source import Source, SourceKind

_MOST = 20_000
"""feeds in one file; the rest is not taken"""


def exported(sources: Iterable[Source]) -> str:
    """Return the feeds among *sources* as an OPML 2.0 document; other kinds have no place in one."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        "<head><title>newsarc</title></head>",
        "<body>",
    ]
    for source in sources:
        if source.kind is SourceKind.FEED:
            lines += [
                f'<outline type="rss" text={quoteattr(source.name)} xmlUrl={quoteattr(url)}/>' for url in source.urls
            ]
    return "\n".join([*lines, "</body>", "</opml>", ""])


def imported(
    content: bytes, known: Iterable[Source], file: str, *, allow_private: bool = False
) -> tuple[list[Source], list[str]]:
    """Return the feeds in *content* that are not among the *known* sources, and what cannot be taken, by name.

    Such lists are passed around: whoever imports one has not typed the addresses in it, so those that are private by
    their spelling are taken only with *allow_private*. A feed is called as its text says where that can be a name, else
    after its host. Raises BadSources, naming *file* and the line, where it is no OPML; entities are refused, so nothing
    is expanded or loaded.
    """
    known = list(known)
    taken = {source.name for source in known}
    urls = {url for source in known for url in source.urls}
    sources: list[Source] = []
    refused: list[str] = []
    outlines = _Outlines(file)
    outlines.read(content)
    for text, address in outlines.found:
        try:
            url = check_address(address.strip())
            if not allow_private:
                _check_public(url)
        except BadUrl as err:
            refused.append(f"{address[:200]}: {err.message}")
            continue
        if url in urls:
            continue
        name = text if NAME.match(text) and text not in taken else name_for(url, taken)
        sources.append(Source(name=name, urls=(url,), kind=SourceKind.FEED))
        taken.add(name)
        urls.add(url)
    return sources, refused


def _check_public(url: str) -> None:
    """Raise BadUrl where the host is private by its spelling; what a public name leads to the guard will see."""
    host = origin(url)[1].encode("idna").decode("ascii")  # as it will be resolved: digits may come in circles
    if says_private(host) and embedded_reach(host)[0] is not Reach.PUBLIC:
        raise BadUrl("a private address; --allow-private takes it")


class _Outlines:
    """Takes in the feeds of a document as they come, each with what it is called."""

    def __init__(self, file: str) -> None:
        self.found: list[tuple[str, str]] = []
        self._file = file
        self._within_opml = False
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EntityDeclHandler = self._refuse

    def read(self, content: bytes) -> None:
        """Read all of *content*. Raises BadSources."""
        try:
            self._parser.Parse(content, True)
        except (expat.ExpatError, ValueError, LookupError) as err:
            raise BadSources(f"no OPML: {err}", subject=f"{self._file}:{self._parser.ErrorLineNumber}") from err

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if not self._within_opml and name.lower() != "opml":
            raise BadSources("no OPML", subject=self._here())
        self._within_opml = True
        said = {key.lower(): value for key, value in attributes.items()}
        if name.lower() == "outline" and said.get("xmlurl") and len(self.found) < _MOST:
            self.found.append((said.get("text") or said.get("title") or "", said["xmlurl"]))

    def _refuse(self, *_declaration: object) -> None:
        raise BadSources("it declares entities", subject=self._here())

    def _here(self) -> str:
        return f"{self._file}:{self._parser.CurrentLineNumber}"
