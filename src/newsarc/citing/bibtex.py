"""BibTeX: entries that LaTeX takes as they are.

Fields as the standard styles know them (O. Patashnik, "BibTeXing", 1988), with ``url`` and ``urldate`` of biblatex,
which older styles pass over. An article needs a ``journal``; a page without a publisher is ``@misc``. Letters beyond
ASCII stay: today's LaTeX reads UTF-8. Names that cannot be taken apart stand in braces, so that no style does it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from newsarc.citing.names import Name
from newsarc.citing.work import Day, Work

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905
# Braces as commands: BibTeX counts them even behind a backslash.
_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", **{char: f"\\{char}" for char in "$&#_%"},
}  # fmt: skip
_ESCAPES = str.maketrans(_SPECIAL)
_UNSAFE_IN_URL = re.compile(r'[\s{}\\^`|<>"\x00-\x1f\x7f]')
_KEY = re.compile(r"[^a-z0-9]+")


def bibtex(works: Sequence[Work]) -> str:
    """Return an entry for each of *works*, a blank line between; no two keys are the same while the ids differ."""
    taken: set[str] = set()
    return "\n\n".join(_entry(work, taken) for work in works)


def escaped(text: str) -> str:
    r"""Return *text* so that LaTeX prints it.

    >>> escaped("R&D: 5% {up}")
    'R\\&D: 5\\% \\textbraceleft{}up\\textbraceright{}'
    """
    return text.translate(_ESCAPES)


def web_address(url: str) -> str:
    """Return *url* without what would end a field or a macro's argument, percent-encoded instead."""
    return _UNSAFE_IN_URL.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), url)


def _entry(work: Work, taken: set[str]) -> str:
    kind = "article" if work.container else "misc"
    fields = "".join(f"  {name} = {value},\n" for name, value in _fields(work) if value not in ("", "{}", "{{}}"))
    return f"@{kind}{{{_key(work, taken)},\n{fields}}}"


def _fields(work: Work) -> Iterator[tuple[str, str]]:
    issued = work.issued
    yield "author", f"{{{' and '.join(map(_name, work.authors))}}}"
    yield "title", f"{{{{{escaped(work.title)}}}}}"  # twice: styles must not take its capitals away
    yield "journal", f"{{{escaped(work.container)}}}"
    yield "year", str(issued.year) if issued else ""
    yield "month", _MONTHS[issued.month - 1] if issued and issued.month else ""
    yield "day", str(issued.day) if issued and issued.day else ""
    yield "url", f"{{{web_address(work.url)}}}"
    yield "urldate", f"{{{_iso(work.accessed)}}}"
    yield "language", f"{{{escaped(work.language)}}}"
    yield "note", f"{{{escaped(work.note)}}}"


def _name(name: Name) -> str:
    if name.literal:
        return f"{{{escaped(name.literal)}}}"
    return ", ".join(escaped(part) for part in (name.last, name.suffix, name.given) if part)


def _iso(day: Day | None) -> str:
    return "-".join(f"{part:02d}" for part in day.parts) if day else ""


def _key(work: Work, taken: set[str]) -> str:
    """Return author, year and the beginning of the id: the same record gets the same key on any day."""
    name = work.authors[0].last if work.authors else work.container
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    stem = f"{_KEY.sub('', plain)[:24] or 'newsarc'}{work.issued.year if work.issued else ''}"
    key = f"{stem}-{work.id[:8]}"
    if key in taken:
        key = f"{stem}-{work.id}"
    taken.add(key)
    return key
