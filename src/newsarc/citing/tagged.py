"""Citations for reference managers and for Wikipedia: CSL-JSON, RIS, {{cite news}}.

CSL-JSON: the fields of csl-data.json of CSL 1.0.2, one object a work, type ``article-newspaper``.
RIS: the tags of the RIS format, type ``NEWS``.
Wikipedia: the parameters of Template:Cite news; an agency stands in ``agency`` and, without a person, in no
``author``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from newsarc.citing.bibtex import web_address
from newsarc.citing.names import Name
from newsarc.citing.work import Day, Work

_WIKI = {
    "|": "{{!}}", "[": "&#91;", "]": "&#93;", "{": "&#123;", "}": "&#125;", "<": "&lt;", ">": "&gt;", "~": "&#126;",
}  # fmt: skip
_ENTITY = re.compile(r"&(?=#?\w+;)")


def csl(work: Work) -> dict[str, Any]:
    """Return *work* as a CSL-JSON item."""
    item: dict[str, Any] = {
        "id": f"newsarc-{work.id}",
        "type": "article-newspaper",
        "title": work.title,
        "author": [_csl_name(name) for name in work.authors],
        "container-title": work.container,
        "issued": {"date-parts": [list(work.issued.parts)]} if work.issued else None,
        "accessed": {"date-parts": [list(work.accessed.parts)]} if work.accessed else None,
        "URL": work.url,
        "language": work.language,
        "archive": "newsarc",
        "archive_location": work.id,
        "note": work.note,
    }
    return {name: value for name, value in item.items() if value}


def ris(work: Work) -> str:
    """Return *work* as a RIS record."""
    return "\n".join(f"{tag}  - {value}" for tag, value in _ris(work))


def wikipedia(work: Work) -> str:
    """Return *work* as a {{cite news}} template on one line."""
    inside = " ".join(f"|{name}={value}" for name, value in _wikipedia(work) if value)
    return f"{{{{cite news {inside}}}}}"


def _csl_name(name: Name) -> dict[str, str]:
    if name.literal:
        return {"literal": name.literal}
    parts = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.particle,
        "suffix": name.suffix,
    }
    return {part: value for part, value in parts.items() if value}


def _ris(work: Work) -> Iterator[tuple[str, str]]:
    yield "TY", "NEWS"
    yield "ID", f"newsarc-{work.id}"
    for name in work.authors:
        yield "AU", name.inverted
    yield "TI", work.title
    fields = {
        "T2": work.container,
        "PY": str(work.issued.year) if work.issued else "",
        "DA": _ris_day(work.issued),
        "Y2": _ris_day(work.accessed),
        "UR": work.url,
        "LA": work.language,
        "N1": work.note,
    }
    yield from ((tag, value) for tag, value in fields.items() if value)
    yield "ER", ""


def _ris_day(day: Day | None) -> str:
    """Return YYYY/MM/DD/ with what is not known left empty."""
    return f"{day.year}/{_two(day.month)}/{_two(day.day)}/" if day else ""


def _two(number: int | None) -> str:
    return f"{number:02d}" if number else ""


def _wikipedia(work: Work) -> Iterator[tuple[str, str]]:
    names = work.authors if work.personal or not work.agencies else ()
    for number, name in enumerate(names, 1):
        which = str(number) if len(names) > 1 else ""
        if name.literal:
            yield f"author{which}", _wiki(name.literal)
        else:
            yield f"last{which}", _wiki(name.last + (f" {name.suffix}" if name.suffix else ""))
            yield f"first{which}", _wiki(name.given)
    yield "title", _wiki(work.title)
    yield "url", _wiki_address(work.url)
    yield "work", _wiki(work.container)
    yield "agency", _wiki(", ".join(work.agencies))
    yield "date", _wiki_day(work.issued)
    yield "access-date", _wiki_day(work.accessed) if work.url else ""  # the template refuses one without the other
    yield "language", _wiki(work.language)


def _wiki_day(day: Day | None) -> str:
    """Return an ISO date, or month and year in words: the template takes ``2024-05`` for a range of years."""
    if day is None or day.month is None:
        return str(day.year) if day else ""
    return f"{day.year:04d}-{day.month:02d}-{day.day:02d}" if day.day else f"{day.month_name} {day.year}"


def _wiki(text: str) -> str:
    shown = "".join(_WIKI.get(char, char) for char in _ENTITY.sub("&amp;", text))
    return shown.replace("''", "&#39;&#39;")  # two would begin italics


def _wiki_address(url: str) -> str:
    return web_address(url).replace("[", "%5B").replace("]", "%5D").replace("''", "%27%27")
