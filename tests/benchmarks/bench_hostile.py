"""How long pages take that were made to take long: pieces of pages and of texts, repeated to megabytes.

``python -m tests.benchmarks hostile [MEGABYTES]`` prints the slowest of the shapes below, beside an ordinary story of
that size, and by how much a shape of four times the size takes longer: 4 is linear, 16 the square.
``python -m tests.benchmarks hostile search [SECONDS [SEED]]`` makes shapes up and prints those that are slow or grow
faster than their size: what it finds and is mended joins the shapes.
"""

from __future__ import annotations

import random
import signal
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from types import FrameType

from newsarc.extraction.splitting import split
from newsarc.model.target import Page
from newsarc.pipeline import read_page

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SENTENCE = "The council voted on Tuesday to approve the plan, and the mayor said so to the press. "
STORY = f"<h1>Council approves the plan for the harbour</h1>{f'<p>{SENTENCE}</p>' * 6}"
PARAGRAPH = f"{SENTENCE}\n\n"
TEXT = f"Council approves the plan\nBy Anna Keller\n2020-01-02\n\n{PARAGRAPH * 5}"
FONTS = "".join(f"<font color=c{number}>" for number in range(190))
LIMIT = 120
"""seconds of CPU after which a shape counts as endless"""
SLOWEST = 25
"""shapes that are printed"""

PAGES = {
    "an ordinary story": (STORY, f"<p>{SENTENCE}</p>"),
    "divs left open": ("", "<div>"),
    "fonts left open": (f"<p>{FONTS}", "<p>x"),
    "fonts of many colours left open": ("", "<font color={n}>x<p>"),
    "bold left open": ("", "<b>x<p>"),
    "ends of nothing": ("<p>", "<aside></ul>"),
    "ends of a picture between headings": ("", "<li></svg><h2>"),
    "tags closed by a slash": ("<p>", "<div/>"),
    "quotes in tags": ("", '<div ">'),
    "links": (STORY, '<a href="/a">x y z</a> '),
    "items": (STORY, '<li><a href="http://a.example/z">abc</a>'),
    "breaks": (STORY, "x<br>"),
    "short paragraphs": (STORY, "<p>x</p>"),
    "headings": (STORY, "<h2>A b c</h2>"),
    "headings in a box": ("<div class=byline>", "<br><li>AP on"),
    "headings left open in a box": ("<div class=byline>", "word </details>By <h3>"),
    "nested tables": ("", "<table><tr><td>"),
    "options": ("<select>", "<option>x"),
    "spaces in a table": ("<table>", "<span>y</span> "),
    "lists of one link": (STORY, '<ul><li><a href="http://a{n}.example/">words of another page</a></ul>'),
    "links to authors": (STORY + "<p>", '<a href="/author/{n}">a</a> '),
    "kickers in a headline": (STORY + "<h1>", "<span class=kicker>a</span> "),
    "points above a story": ("<h1>A b c</h1><ul>", "<li>One point of a story that is told below</li>"),
    "authors in authors": (STORY, "<div itemprop=author>" + "NEW YORK, " * 30),
    "authors around everything": (STORY + "<div itemprop=author>" * 180, "<i></i>"),
    "headings in asides": (STORY + "<aside>" * 180, "<h2>a b</h2>"),
    "classes": (STORY, '<div class="a{n} b-x{n}">t</div>'),
    "attributes": ("<div ", "a{n}=1 "),
    "one long word": ("<p>", "x"),
    "one long line": ("<p>", "word "),
    "quotes": ("<p>", "“"),
    "brackets": ("<p>", "("),
    "sources": (STORY, "<p>Source: "),
    "bylines": (STORY, "<p>By A B</p>"),
    "places": (STORY, "<p>CITY - "),
    "notes": (STORY, "<p>originally published by x with files from y</p>"),
    "lines of rights": (STORY, "<p>©</p>"),
    "figures": (STORY, "<p>w19 w20 {n} january w12 the 20 of 19 x.</p>"),
    "times": (STORY, "<time>2020-01-01</time>"),
    "authors in the head": ("", '<meta name=author content="A B">'),
    "items of data": ('<script type="application/ld+json">[', '{"@type":"NewsArticle","author":"x"},'),
    "Chinese credits": ("<p>", "来源：新华社 "),
    "Persian credits": ("<p>", "به گزارش "),
    "comments left open": ("<p>", "<!--"),
    "entities": ("<p>", "&amp;"),
    "NUL": ("<p>", "\0"),
}
TEXTS = {
    "an ordinary text": (TEXT, PARAGRAPH),
    "wrapped lines": ("", "word " * 15 + "\n"),
    "wrapped sentences": ("", "The council voted on Tuesday to approve the plan and\nwent home. "),
    "letters on lines": ("", "x\n"),
    "form feeds": ("", "a\f"),
    "pages with heads": ("", "line {n}\nabc\nPage {n}\n\f"),
    "empty lines between pages": ("abc\n", "\n" * 2_000 + "def\f"),
    "short lines below a story": (TEXT, "abc {n}\n"),
    "sentences without a space between": (TEXT, "©. {n}" + "By" * 30),
    "rules": (TEXT, "abc\n-----\n"),
    "headers": (TEXT, "Title: x\n"),
    "figures": (TEXT, "w19 w20 {n} january w12 the 20 of 19 x.\n\n"),
    "bylines": (TEXT, "By Anna Keller\n"),
    "quoted mail": (TEXT, "> abc\n"),
    "one long line": ("", "word "),
    "dots": ("", "... "),
    "exclamation marks": ("", "!"),
    "Markdown links": ("", "[a](b) "),
    "combining accents": ("a", "\u0301"),
    "Thai": ("", "กรุงเทพ"),
}

_WORDS = (
    *("word", "The", "on", "CITY", "NEW YORK", "Reuters", "Anna Keller", "By", "von", "Source:", "Photo:", "Read more"),
    *("Home »", "|", "-", "—", "(", ")", "[", "“", "'", ".", ",", ";", ":", "!", "…", "©", "2020-01-02", "12:30", "1."),
    *("http://a.example/b", "a@b.example", "@anna", "#tag", "&amp;", "来源：", "記者", "به گزارش", "กรุงเทพ", "x", "A"),
    *("ABC DEF", "Editor's note:", "Advertisement", "Share", "  ", "\t", "\u200b", "\u00ad", "*", "•", "_", "<", ">"),
)
_BREAKS = (
    *(
        "\n",
        "\n\n",
        "\r",
        "\f",
        "-----\n",
        "===\n",
        "Title: x\n",
        "Date: 2020-01-02\n",
        "From: a\n",
        "> ",
        "    ",
        "1. ",
    ),
    *("- ", "• ", "By Anna Keller\n", "(END)\n", "Page 3\n"),
)
_TAGS = (
    *("p", "div", "span", "a", "b", "i", "h1", "h3", "ul", "li", "table", "tr", "td", "article", "section", "aside"),
    *("footer", "nav", "figure", "blockquote", "br", "hr", "img", "script", "style", "time", "font", "center", "pre"),
    *("form", "button", "select", "option", "iframe", "svg", "template", "noscript", "details", "dl", "dd", "x-card"),
)
_CLASSES = ("byline", "author", "date", "title", "related", "share", "comments", "nav", "story-body", "credit", "logo")
_OPENINGS = ("", STORY, "<p>", "<div><article><p>", "<h1>", "<div class=byline>")


def main(megabytes: float) -> None:
    size = int(megabytes * 1e6)
    _seconds(_page(STORY, "", 1_000, html=True))  # loads the libraries
    spent = []
    for html, shapes in ((True, PAGES), (False, TEXTS)):
        for name, (opening, piece) in shapes.items():
            less = _seconds(_page(opening, piece, size // 4, html=html))
            more = _seconds(_page(opening, piece, size, html=html))
            spent.append((more, more / max(less, 1e-3), f"{'page' if html else 'text'}: {name}"))
    ordinary = [one for one in spent if "ordinary" in one[2]]
    for more, growth, name in [*ordinary, *sorted(set(spent) - set(ordinary), reverse=True)[:SLOWEST]]:
        sys.stdout.write(f"{name:<52}{more:>10.2f} s{growth:>10.1f} x\n")


def search(seconds: float, seed: int) -> None:
    """Make shapes up for *seconds*; print those that take long, or grow faster than their size."""
    chance = random.Random(seed)  # noqa: S311 # repeatable, no secret
    _seconds(_page(STORY, "", 1_000, html=True))
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        html = chance.random() < 0.5
        opening = chance.choice(_OPENINGS if html else ("", TEXT, "Home » Title\n"))
        piece = "".join(_pieces(chance, html=html))
        less, more = (_seconds(_page(opening, piece, size, html=html)) for size in (60_000, 240_000))
        if more > 1 or (more > 0.15 and more > 6.5 * less):
            sys.stdout.write(f"{more:6.2f} s{more / max(less, 1e-3):6.1f} x  {opening[:20]!r} {piece[:200]!r}\n")
            sys.stdout.flush()


def _pieces(chance: random.Random, *, html: bool) -> Iterator[str]:
    for _ in range(chance.choice((1, 2, 2, 3, 3, 4, 6, 12))):
        kind = chance.random()
        if html and kind < 0.55:
            yield _tag(chance)
        elif not html and kind < 0.3:
            yield chance.choice(_BREAKS)
        elif kind > 0.97:
            yield "{n}"
        else:
            yield (chance.choice(_WORDS) + chance.choice((" ", "", ", ", ". "))) * chance.choice((1, 1, 1, 3, 30))


def _tag(chance: random.Random) -> str:
    name = chance.choice(_TAGS)
    if chance.random() < 0.35:
        return f"</{name}>"
    names = f' class="{chance.choice(_CLASSES)}"' if chance.random() < 0.4 else ""
    return f"<{name}{names}{chance.choice(('', '', '', ' href=/a', ' color={n}', ' itemprop=author', ' hidden'))}>"


def _page(opening: str, piece: str, size: int, *, html: bool) -> Page:
    """Return a page that repeats *piece* up to *size* bytes; ``{n}`` in it is another number each time."""
    number = max(1, size // len(piece.encode())) if piece else 1
    body = "".join(piece.replace("{n}", str(at)) for at in range(number)) if "{n}" in piece else piece * number
    kind = "text/html" if html else "text/plain"
    head = "<html><head><title>Council approves the plan</title></head><body>" if html else ""
    return Page(asked="x", content=f"{head}{opening}{body}".encode(), retrieved_at=NOW, media_type=kind)


def _seconds(page: Page) -> float:
    """Return the seconds of CPU that reading *page* takes, LIMIT where it takes longer than that."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TimeoutError

    signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, LIMIT)
    begun = time.process_time()
    try:
        for part in split(page):
            read_page(part)
    except TimeoutError:
        return float(LIMIT)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return time.process_time() - begun
