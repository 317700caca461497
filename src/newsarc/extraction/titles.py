"""Which of a page's several titles is the article's."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache
from itertools import filterfalse

from newsarc.extraction import jsonld
from newsarc.extraction.document import Document
from newsarc.extraction.marked import Marked

_SUFFIX = re.compile(r"\s+[|\u2013\u2014\u00b7\u2022»:-]+\s+|\s*[|｜ㅣ]\s*|\s*_\s*(?=[^_]{1,30}$)")
_KICKER = re.compile(r"[:|/\u2013\u2014-]\s*$")
_WORDS = re.compile(r"[\W_]+")
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
"""characters that only say where a word may be broken or joined"""
_MAX = 500
_LONGEST = 250


def fold(text: str) -> str:
    """Return *text* without case, accents, punctuation: two spellings of one title fold alike."""
    return _folded_again(text) if len(text) <= _LONGEST else _folded(text)


def _folded(text: str) -> str:
    if text.isascii():
        return _WORDS.sub(" ", text.lower()).strip()
    plain = unicodedata.normalize("NFKD", text.translate(_UNSEEN)).casefold()
    return _WORDS.sub(" ", "".join(filterfalse(unicodedata.combining, plain))).strip()


# every rule compares headings with titles, so that each of them is asked for several times
_folded_again = lru_cache(maxsize=1024)(_folded)


def choose(
    document: Document, node: jsonld.Node, marks: Marked, site_names: tuple[str, ...]
) -> tuple[str, tuple[str, ...]]:
    """Return the title and the other titles the page has; an empty title when it has none.

    The JSON-LD headline is the newsroom's own; an ``h1`` that is a little shorter cuts a site name off it.
    """
    headline = jsonld.text(node.get("headline"))[:_MAX]
    name = jsonld.text(node.get("name"))[:_MAX]
    social = trim(html.unescape(document.first_meta("og:title", "twitter:title") or ""), site_names)
    tops = [text for text in marks.headings[:6] if 3 < len(text) <= _MAX]
    page = next((trim(text, site_names) for text in marks.titles), "")
    top = _headline_element(tops, [headline or name, social, page])
    names = {fold(name) for name in site_names if name}
    news = any("NewsArticle" in kind for kind in jsonld.types(node))
    best = _prefer(trim(headline, site_names), top, social, news=news)
    choices = [title for title in (best, top, social, trim(name, site_names), page, headline) if title]
    choices = [title for title in choices if fold(title) not in names] or choices
    # a description in the place of a title
    choices = [title for title in choices if len(title) <= _LONGEST] or choices
    choices += [text for text in document.texts("h2", 1) if not choices]
    distinct = list({fold(title): title for title in reversed([*choices])}.values())[::-1]
    return (choices[0] if choices else ""), tuple(title for title in distinct if choices and title != choices[0])[:6]


def _prefer(headline: str, top: str, social: str, *, news: bool) -> str:
    if not headline:
        return top if not social or _akin(top, social) else social
    short, long = fold(top), fold(headline)
    if short and long.startswith(short) and len(headline) - len(top) < 40:
        return top
    if headline.endswith(("...", "…")):  # cut to a length some CMS allows
        stem = fold(headline)
        return next((title for title in (top, social) if fold(title).startswith(stem)), headline)
    # outside newsrooms the headline in the data is what a plug-in writes for search engines
    rewritten = top and not news and _akin(top, headline) and not _decorated(top, headline)
    return top if rewritten else headline


def _decorated(top: str, headline: str) -> bool:
    """Say whether *top* is *headline* with a kicker before it, or a site name behind it."""
    ours, theirs = fold(top), fold(headline)
    if ours.endswith(theirs):
        return bool(_KICKER.search(top[: len(top) - len(headline)]))
    return ours.startswith(theirs) and bool(_SUFFIX.match(top[len(headline) :]))


def _headline_element(tops: list[str], others: list[str]) -> str:
    """Return the h1 that another title confirms, else the only one: a first h1 is often the site's logo."""
    folded = [fold(other) for other in others if other]
    for top in tops:
        short = fold(top)
        if short and any(short in other or other in short for other in folded if other):
            return top
    return tops[0] if len(tops) == 1 else ""


def _akin(top: str, social: str) -> bool:
    """Say whether *top* is the title *social* in other words: social titles are rewritten for networks and searches."""
    ours, theirs = fold(top).split(), fold(social).split()
    shared = len(set(ours) & set(theirs))
    return bool(ours) and (" ".join(ours) in " ".join(theirs) or shared * 3 >= min(len(ours), len(theirs)) > 2)


def trim(title: str, site_names: tuple[str, ...]) -> str:
    """Return *title* without a site name at its end or beginning. Never returns nothing for something."""
    title = title[:_MAX]
    names = {fold(name).replace(" ", "") for name in site_names if name} - {""}
    for _ in range(2):
        parts = list(_SUFFIX.finditer(title))
        if not parts:
            break
        head, tail = title[: parts[-1].start()].strip(), title[parts[-1].end() :].strip()
        first, rest = title[: parts[0].start()].strip(), title[parts[0].end() :].strip()
        if head and _names_site(tail, names):
            title = head
        elif rest and _names_site(first, names):
            title = rest
        else:
            break
    return title


def _names_site(text: str, names: set[str]) -> bool:
    """Say whether *text* is one of the folded *names*, or one of them with a word more or less."""
    plain = fold(text).replace(" ", "")
    if not plain or len(text) > 40:
        return False
    near = (name for name in names if len(name) > 3 and len(plain) > 3 and len(name) <= 3 * len(plain))
    return plain in names or any(plain in name or (name in plain and len(plain) < 2 * len(name)) for name in near)
