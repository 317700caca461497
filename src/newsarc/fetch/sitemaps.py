"""Sitemaps: XML, news, index, plain text, each also compressed. Read as a stream, with limits on everything."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from xml.parsers import expat

from newsarc.fetch.decode import BadCoding, TooLarge, decode
from newsarc.fetch.feeds import BadFeed, absolute, moment, plain
from newsarc.model.source import Entry, Found, SourceKind
from newsarc.model.target import Page

MAX_ENTRIES = 50_000
"""of one sitemap: what the protocol allows"""
MAX_CHILDREN = 50
"""sitemaps of an index that are followed, the newest ones"""
MAX_BYTES = 50 << 20
"""decoded: what the protocol allows"""
_MAX_DEPTH = 20
"""levels of elements; a news sitemap has five"""
_MAX_TEXT = 8_192
"""characters of an element; an address is allowed 2,048"""
_PIECE = 1 << 16
"""bytes parsed at a time, so that limits hold before the whole is parsed"""
_OLD = datetime(1970, 1, 1, tzinfo=UTC)
_MONTH = re.compile(r"(?<!\d)((?:19|20)\d\d)[/_.-]?(1[0-2]|0?[1-9])(?:[/_.-]?([12]\d|3[01]|0?[1-9]))?(?!\d)")
"""as a sitemap of a month or a day has in its address"""


def read_sitemap(page: Page) -> Found:
    """Return what the sitemap in *page* lists; of an index, the newest MAX_CHILDREN sitemaps as ``more``.

    Where the bytes break off, what came before is kept and ``incomplete_because`` says so. Entities are refused, so
    nothing is expanded or loaded. Raises BadFeed.
    """
    content = unpacked(page.content)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] != b"<" and content[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return _read_text(content, page)
    reader = _Reader(page.url or page.asked)
    cut = reader.read(content) or page.incomplete_because
    if reader.root not in ("urlset", "sitemapindex"):
        raise BadFeed(cut if reader.root is None and cut else "no sitemap")
    if cut and not reader.entries and not reader.children:
        raise BadFeed(f"{cut}, and no entry in it")
    children = sorted(reader.children.values(), key=_newness, reverse=True)
    if len(children) > MAX_CHILDREN:
        cut = f"{len(children):,} sitemaps, the newest {MAX_CHILDREN} are read"
    return Found(
        kind=SourceKind.SITEMAP,
        entries=tuple(reader.entries),
        more=tuple(children[:MAX_CHILDREN]),
        incomplete_because=cut,
    )


def _newness(child: Entry) -> datetime:
    """Return when a sitemap was changed, by the index's word or by the month or day in its address."""
    said = None if child.updated else _MONTH.search(child.url)
    if said is None:
        return child.updated or _OLD
    year, month, day = (int(part or 1) for part in said.groups())
    return datetime(year, month, min(day, 28), tzinfo=UTC)


def unpacked(content: bytes) -> bytes:
    """Return *content*, decompressed where it is gzip, which sitemaps may be as files. Raises BadFeed."""
    try:
        return decode([content], (), max_bytes=MAX_BYTES).content
    except (TooLarge, BadCoding) as err:
        raise BadFeed(str(err)) from err


def _read_text(content: bytes, page: Page) -> Found:
    lines = content.decode("utf-8-sig", "replace").split("\n", MAX_ENTRIES)
    urls = [absolute(line, "") for line in lines[:MAX_ENTRIES] if len(line) < _MAX_TEXT]
    if not any(urls):
        raise BadFeed("no sitemap: neither XML nor a list of addresses")
    return Found(
        kind=SourceKind.SITEMAP,
        entries=tuple(Entry(url=url) for url in urls if url),
        incomplete_because=f"more than {MAX_ENTRIES:,} lines" if len(lines) > MAX_ENTRIES else page.incomplete_because,
    )


class _Enough(Exception):
    """There is more than is read."""


class _Reader:
    """Takes in a sitemap's elements as they come."""

    def __init__(self, base: str) -> None:
        self.root: str | None = None
        self.entries: list[Entry] = []
        self.children: dict[str, Entry] = {}
        self._base = base
        self._path: list[str] = []
        self._said: dict[str, str] = {}
        self._text: list[str] = []
        self._length = 0

    def read(self, content: bytes) -> str | None:
        """Read all of *content*; return why not all could be read, None where it could. Raises BadFeed."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        parser.EntityDeclHandler = _refuse
        try:
            for at in range(0, len(content), _PIECE):
                parser.Parse(content[at : at + _PIECE], False)
            parser.Parse(b"", True)
        except expat.ExpatError as err:
            return f"not well-formed: {err}"
        except (_Enough, LookupError, ValueError) as err:
            return str(err)
        return None

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        self._path.append(name.rpartition(" ")[2].lower())
        if len(self._path) > _MAX_DEPTH:
            raise _Enough(f"elements deeper than {_MAX_DEPTH}")
        if self.root is None:
            self.root = self._path[0]
            if self.root not in ("urlset", "sitemapindex"):
                raise BadFeed("XML, but no sitemap")
        self._text.clear()
        self._length = 0

    def _data(self, text: str) -> None:
        if self._length < _MAX_TEXT:
            self._text.append(text)
            self._length += len(text)

    def _end(self, _name: str) -> None:
        name, depth = self._path.pop(), len(self._path)
        text = "".join(self._text) if self._length < _MAX_TEXT else ""  # half an address is another one
        self._text.clear()
        if depth == 1 and name in ("url", "sitemap"):
            self._take(name)
            self._said.clear()
        elif "image" not in self._path[2:]:  # an image has a loc and a title of its own
            self._said.setdefault(name, text)

    def _take(self, name: str) -> None:
        said = self._said
        url = absolute(said.get("loc"), self._base)
        if url is None:
            return
        updated = moment(said.get("lastmod", "").strip())
        if name == "sitemap":
            if len(self.children) >= MAX_ENTRIES:
                raise _Enough(f"more than {MAX_ENTRIES:,} sitemaps")
            self.children.setdefault(url, Entry(url=url, updated=updated))
            return
        if len(self.entries) >= MAX_ENTRIES:
            raise _Enough(f"more than {MAX_ENTRIES:,} entries")
        published = moment(said.get("publication_date", "").strip())
        self.entries.append(Entry(url=url, title=plain(said.get("title")), published=published, updated=updated))


def _refuse(*_declaration: object) -> None:
    raise BadFeed("it declares entities")
