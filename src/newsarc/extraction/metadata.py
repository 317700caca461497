"""The facts a page states about itself, as candidates with their evidence."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

import msgspec

from newsarc.extraction import dates, jsonld, logo, people, titles
from newsarc.extraction.blocks import Block
from newsarc.extraction.document import Document
from newsarc.extraction.folding import fold
from newsarc.extraction.marked import Marked, marked
from newsarc.extraction.sitenames import names_site
from newsarc.model.parts import Found

_MAX_TAGS = 40
_TITLE_PARTS = re.compile(
    r"\s+(?:[|–—·•«»‹›~-]|::)\s+|\s*[|｜]\s*|(?<=[\u3040-\u9fff\uac00-\ud7af”）])[_-](?=[\u3040-\u9fff\uac00-\ud7af])"
)

_COLON = re.compile(r":\s+")
_COPYRIGHT = re.compile(
    r"(?:copyright\s*)?(?:©|\(c\)|copyright)[\s©]*(?:(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?)?[\s,]*(?:by )?"
    r"(?P<name>[^.,|©\d]{3,60}?)(?=\s*(?:[.,|–-]|all rights|alle rechte|$))",
    re.IGNORECASE,
)
_FOOT = 30
"""lines at the end of a page among which it says who holds the rights"""
_NAME = 60
_ADDRESS = re.compile(r"(?:[\w-]+\.)+[a-z]{2,8}", re.IGNORECASE)


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What the mark-up says."""

    title: str
    alt_titles: tuple[str, ...]
    bylines: tuple[Found, ...]
    published: tuple[Found, ...]
    modified: tuple[Found, ...]
    publishers: tuple[Found, ...]
    canonical: str | None
    language: str | None
    categories: tuple[str, ...]
    tags: tuple[str, ...]
    image: str | None
    lead: str | None
    free: bool
    """False when the page says that not everybody may read it"""


def read(document: Document, found: list[jsonld.Node], node: jsonld.Node, lines: list[Block], url: str | None) -> Facts:
    """Return the facts of *document*; *node* is the one of *found* that describes the article."""
    known = jsonld.by_id(found)
    marks = marked(document)
    canonical = _canonical(document, marks, url)
    word = _site_word(url or canonical)
    publishers = _publishers(document, found, node, known, marks, lines, url or canonical)
    site_names = (*(entry.value for entry in publishers), word)
    guessed = frozenset(entry.value for entry in publishers if entry.evidence == "title-suffix")
    title, others = titles.choose(document, node, marks, site_names, lines, guessed)
    days = dates.read(document, found, node, marks, lines, url or canonical, title)
    return Facts(
        title=title,
        alt_titles=others,
        bylines=people.bylines(document, found, node, known, marks, lines, title),
        published=days.published,
        modified=days.modified,
        publishers=publishers,
        canonical=canonical,
        language=_language(document, node),
        categories=_several(
            document, node, ("articleSection",), ("article:section", "section", "category", "parsely-section")
        ),
        tags=_several(document, node, ("keywords",), ("article:tag", "news_keywords", "keywords", "parsely-tags")),
        image=_absolute(document.first_meta("og:image", "og:image:url", "twitter:image") or _image(node), url),
        lead=document.first_meta("og:description", "description", "twitter:description")
        or jsonld.text(node.get("description"))
        or None,
        free=not any(_says_no(other.get("isAccessibleForFree")) for other in (node, *found)),
    )


def _says_no(value: object) -> bool:
    return value is False or (isinstance(value, str) and value.strip().lower().rpartition("/")[2] == "false")


def _publishers(
    document: Document,
    found: list[jsonld.Node],
    node: jsonld.Node,
    known: dict[str, jsonld.Node],
    marks: Marked,
    lines: list[Block],
    url: str | None,
) -> tuple[Found, ...]:
    candidates = [Found(value, "meta:og:site_name") for value in document.meta.get("og:site_name", ())[:1]]
    candidates += [Found(name, "jsonld") for name, _ in jsonld.names(node.get("publisher"), known)]
    for other in found:
        if {"WebSite", "NewsMediaOrganization"} & set(jsonld.types(other)) and other.get("name"):
            candidates.append(Found(jsonld.text(other["name"]), "jsonld"))
    for name in (
        "sitename",
        "application-name",
        "publisher",
        "dc.publisher",
        "apple-mobile-web-app-title",
        "al:android:app_name",
        "copyright",
    ):
        candidates += [Found(value, f"meta:{name}") for value in document.meta.get(name, ())[:1]]
    stated = {fold(entry.value) for entry in candidates}
    suffix = _title_suffix(marks, jsonld.text(node.get("headline")), stated, _site_word(url))
    if not stated:
        held = _holders(lines)
        called = {*map(fold, logo.names(document, _host(url))), *map(fold, held)}
        suffix = _said_twice(marks, called) or _of_logo(document, marks, _host(url), suffix) or suffix
        word = _site_word(url)
        named = [Found(name, "copyright") for name in held if " " in name and names_site(name, word)]
        candidates += [] if suffix else named
    candidates += suffix
    usable = {entry.value.casefold(): entry for entry in reversed(candidates) if 1 < len(entry.value) <= 120}
    return tuple(reversed(usable.values()))


def _holders(lines: list[Block]) -> list[str]:
    """Return who holds the rights, as lines at the page's end say."""
    found = (_COPYRIGHT.match(block.text) for block in lines[-_FOOT:])
    return [match["name"].strip(" -–—·|") for match in found if match]


def _said_twice(marks: Marked, called: set[str]) -> list[Found]:
    """Return the last or the first part of the window title that the site is *called* elsewhere (folded)."""
    window = next(iter(marks.titles), "")
    parts = [part for split in (_TITLE_PARTS, _COLON) if len(found := split.split(window)) > 1 for part in found[::-1]]
    headings = {fold(heading) for heading in marks.headings[:3]}
    ends = [part for part in parts if window.endswith(part) or window.startswith(part)]
    return [Found(part, "title-suffix") for part in ends if fold(part) in called - headings and len(part) <= _NAME][:1]


def _of_logo(document: Document, marks: Marked, host: str, suffix: list[Found]) -> list[Found]:
    """Return what a link to the front page is called, where the window title begins with it, or it is the host's name.

    *suffix* is what the end of that title says: an address says less than a name, a name more than the *host*.
    """
    window = next(iter(marks.titles), "")
    parts = _TITLE_PARTS.split(window)
    for name in logo.names(document, host):
        hosts = _is_host(name, host)
        begins = window.startswith(f"{name}: ") or (len(parts) == 2 and fold(parts[0]) == fold(name))
        if (begins and not (suffix and names_site(suffix[0].value, host.partition(".")[0]))) or (
            hosts and not _is_name(suffix)
        ):
            return [Found(name, "title-suffix")]
    return []


def _is_host(name: str, host: str) -> bool:
    """Say whether *name* is what *host* is called, as a name or an address."""
    if _ADDRESS.fullmatch(name):
        return host == name.lower()
    return fold(name).replace(" ", "") == fold(host.partition(".")[0]).replace(" ", "")


def _is_name(suffix: list[Found]) -> bool:
    return bool(suffix) and not _ADDRESS.fullmatch(suffix[0].value)


def _title_suffix(marks: Marked, headline: str, stated: set[str], word: str) -> list[Found]:
    """Return the last part of the window title, unless it belongs to the headline itself, as where a name of the site
    (*stated*, folded) stands first; the first part where it alone is like *word*, the name of the host.
    """
    window = next(iter(marks.titles), "")
    parts = _TITLE_PARTS.split(window)
    if len(parts) == 2 and names_site(parts[0], word) and not names_site(parts[1], word):
        return [Found(parts[0], "title-suffix")]
    inside = " ".join([headline, *(heading for heading in marks.headings[:3] if heading != parts[-1])])
    if len(parts) < 2 or len(parts[-1]) > 40 or parts[-1] in inside or fold(parts[0]) in stated:
        return []
    return [Found(parts[-1], "title-suffix")]


def _host(url: str | None) -> str:
    return (_split_host(url) or "").removeprefix("www.")


def _site_word(url: str | None) -> str:
    """Return the part of the host that names the site: ``news`` of ``www.news.example``."""
    labels = _host(url).split(".")
    return max(labels[:-1], key=len, default="") if len(labels) > 1 else ""


def _split_host(url: str | None) -> str | None:
    try:
        return urlsplit(url).hostname if url else None
    except ValueError:
        return None


def _canonical(document: Document, marks: Marked, url: str | None) -> str | None:
    for address in (marks.canonical, *document.meta.get("og:url", ())[:1], *document.meta.get("twitter:url", ())[:1]):
        if absolute := _absolute(address, url):
            return absolute
    return None


def _absolute(address: str | None, base: str | None) -> str | None:
    """Return *address* as an absolute http(s) address, None when it is none."""
    if not address or len(address) > 4000:
        return None
    try:
        joined = urljoin(base or "", address.strip())
        parts = urlsplit(joined)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return None
    return joined if usable else None


def _image(node: jsonld.Node) -> str | None:
    image = node.get("image")
    first = image[0] if isinstance(image, list) and image else image
    value = first.get("url") or first.get("contentUrl") if isinstance(first, dict) else first
    return value if isinstance(value, str) else None


def _language(document: Document, node: jsonld.Node) -> str | None:
    root = document.tree.root
    attributes = root.attributes if root is not None else {}
    declared = (
        attributes.get("lang") or attributes.get("xml:lang") or document.first_meta("content-language", "language")
    )
    language = (
        declared or jsonld.text(node.get("inLanguage")) or document.first_meta("og:locale", "dc.language") or ""
    ).strip()
    return language[:35] or None


def _several(document: Document, node: jsonld.Node, fields: tuple[str, ...], metas: tuple[str, ...]) -> tuple[str, ...]:
    """Return the distinct values of JSON-LD *fields*, else of the first of *metas*; lists are split at commas."""
    values: list[str] = []
    for field in fields:
        given = node.get(field)
        values += [jsonld.text(one) for one in (given if isinstance(given, list) else [given])]
    if not any(values):
        values = next((document.meta[name] for name in metas if name in document.meta), [])
    split = (part.strip() for value in values for part in re.split(r"\s*[,;，、]\s*", value))
    return tuple(dict.fromkeys(part for part in split if 1 < len(part) <= 80))[:_MAX_TAGS]
