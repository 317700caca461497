"""The text in the data that a page's framework carries along, for pages that show none before their scripts run."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator

from newsarc.extraction.document import Document, squeeze
from newsarc.extraction.measure import ends_sentence, weight
from newsarc.extraction.walk import walk

_MAX_SCRIPT = 4_000_000
_MAX_STEPS = 300_000
_LEAST = 250
_FLIGHT = re.compile(r"__next_f\.push\(\[1,\s*(\"(?:[^\"\\]|\\.)*+\")\]\)")
_PARSED = re.compile(r"JSON\.parse\((\"(?:[^\"\\]|\\.)*+\")\)")
_ASSIGNED = re.compile(
    r"(?:window|self|globalThis|__|[sS]tate|STATE|[dD]ata|DATA|[cC]ontent)[\w.\[\]\"']{0,60}\s{0,9}=\s{0,9}(?=[{\[])"
)
_NAMED = re.compile(r"(?<![\w$])([A-Za-z_$][\w$]{0,40}):\s?(\"(?:[^\"\\]|\\.){20,}+\")")
_ROW = re.compile(rb"[0-9a-f]{1,6}:(?:T([0-9a-f]{1,6}),|[A-Z]{0,2}(?=[\[{\"]))")
_MAX_ROWS = 5000
_MARKUP = re.compile(r"<(?:p|br|div|h\d|li|span|a|b|strong|em|i)\b[^<>]*>", re.IGNORECASE)
_CODE = re.compile(r"^\s*(?:https?://|[.#@{]\w|function\b|var |data:)|[{};]\s*[\w-]+\s*:|\.\w+\s*\{")


def text(document: Document) -> list[str]:
    """Return the lines of the longest story in the embedded data of *document*, none where there is none.

    Never raises on bad data; the time it takes is bounded.
    """
    best: list[str] = []
    for data in _data(document):
        lines = _story(data)
        if _length(lines) > _length(best):
            best = lines
    return best if _length(best) >= _LEAST else []


def _length(lines: list[str]) -> int:
    return sum(map(weight, lines))


def _data(document: Document) -> Iterator[object]:
    """Yield what the scripts of the page hold as JSON."""
    flight: list[str] = []
    for script in document.tree.css("script")[:300]:
        source = script.text(deep=True) or ""
        kind = (script.attributes.get("type") or "").lower()
        if not 400 <= len(source) <= _MAX_SCRIPT or "ld+json" in kind:
            if len(source) > _MAX_SCRIPT:
                document.unread = f"a script of {len(source)} characters was not read"
            continue
        if "json" in kind:
            yield _loads(source)
        elif "__next_f" in source:
            flight += [str(_loads(found) or "") for found in _FLIGHT.findall(source)]
        else:
            yield from _assigned(source)
    if flight:
        yield _rows("".join(flight))


def _assigned(source: str) -> Iterator[object]:
    """Yield the objects a script assigns, a few of them."""
    for found in _PARSED.findall(source)[:5]:
        inner = _loads(found)
        if isinstance(inner, str):
            yield _loads(inner)
    tries = position = 0
    plain = False
    while tries < 20 and (match := _ASSIGNED.search(source, position)):
        tries += 1
        try:
            data, position = json.JSONDecoder(strict=False).raw_decode(source, match.end())
        except (ValueError, RecursionError):
            position = match.end()
        else:
            plain = True
            yield data
    if not plain and "__NUXT__" in source:
        yield _written(source)


def _written(source: str) -> object:
    """Return the strings in an object of JavaScript that is no JSON, by the names they are given."""
    found: dict[str, list[object]] = {}
    for match in _NAMED.finditer(source):
        found.setdefault(match[1], []).append(_loads(match[2]))
    return found


def _loads(source: str) -> object:
    try:
        return json.loads(source, strict=False)
    except (ValueError, RecursionError):
        return None


def _rows(flight: str) -> object:
    """Return the rows of a component stream: JSON up to the end of the line, or text of a stated length in bytes."""
    stream = flight.encode("utf-8", "replace")
    rows: list[object] = []
    position = 0
    while len(rows) < _MAX_ROWS and (match := _ROW.search(stream, position)):
        if match.group(1) is not None:
            position = match.end() + int(match.group(1), 16)
            rows.append({"text": stream[match.end() : position].decode("utf-8", "replace")})
        else:
            end = stream.find(b"\n", match.end())
            position = end if end >= 0 else len(stream)
            rows.append(_loads(stream[match.end() : position].decode("utf-8", "replace")))
    return rows


def _story(data: object) -> list[str]:
    """Return the strings of *data* that are running text, those of the one place that has most of it."""
    by_place: dict[str, list[str]] = {}
    for place, value in _strings(data):
        by_place.setdefault(place, []).append(value)
    best: list[str] = []
    for values in by_place.values():
        if sum(map(len, values)) > _length(best):
            lines = _lines(values)
            if _length(lines) > _length(best):
                best = lines
    return best


def _strings(data: object) -> Iterator[tuple[str, str]]:
    """Yield (place, string) in page order; the place is the last names on the way, numbers left out."""
    stack: list[tuple[tuple[str, ...], object]] = [((), data)]
    for _ in range(_MAX_STEPS):
        if not stack:
            return
        path, value = stack.pop()
        if isinstance(value, str):
            if (len(value) > 20 or (" " in value and len(value) > 3)) and not _CODE.search(value[:300]):
                yield "/".join(path[-2:]), value
        elif isinstance(value, dict):
            stack.extend(
                ((*path[-3:], str(key)) if key != path[-1:] else path, child) for key, child in reversed(value.items())
            )
        elif isinstance(value, list):
            stack.extend((path, child) for child in reversed(value))


def _lines(values: list[str]) -> list[str]:
    """Return the lines of *values*; of several whole stories in HTML the longest."""
    marked = [value for value in values if len(_MARKUP.findall(value)) > 3 and len(value) > 800]
    if marked:
        values = [max(marked, key=len)]
    found = [line for value in dict.fromkeys(values) for line in _unmarked(value)]
    prose = sum(weight(line) for line in found if weight(line) > 60 and ends_sentence(line))
    return found if prose > 0.5 * _length(found) else []


def _unmarked(value: str) -> list[str]:
    if "&lt;" in value:
        value = html.unescape(value)
    if _MARKUP.search(value):
        return [block.text for block in walk(Document(f"<body>{value}")).lines]
    return [line for line in map(squeeze, html.unescape(value).split("\n")) if line]
