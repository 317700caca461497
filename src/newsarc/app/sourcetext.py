"""The text of sources.toml: checked, added to and taken from, with the user's comments left as they are. Pure."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

import msgspec

from newsarc.app.sourcevalues import DEFAULTS, FIELDS, BadValue, duration
from newsarc.errors import BadSources
from newsarc.model.source import Source, SourceKind

NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}\Z")
_HEADER = re.compile(r"\s*\[")
_FIRST_LINES = """\
# What `newsarc collect` collects. Edit it as you like; `newsarc source add URL` writes at the end.
# url (or a list), kind = "feed" | "sitemap" | "listing" | "page"; and where wanted
# every = "1h", limit = 50, include = ["/politics/"], exclude = ["/live/", "*/2019/*"], language = "es",
# recheck = false, ignore_robots = true, pace = "5s", disabled = true
"""

Problem = tuple[int, str]
"""line, what is wrong there"""


def parse(text: str, file: str) -> tuple[Source, ...]:
    """Return the sources in *text*, in its order. Raises BadSources, which names *file*, the line and the value."""
    try:
        said = tomllib.loads(text)
    except (ValueError, RecursionError) as err:  # also what int() says of too many digits
        place = re.search(r"\(at line (\d+), column \d+\)", str(err))
        raise BadSources(str(err), subject=f"{file}:{place[1]}" if place else file) from err
    problems = [
        (_line(text, None, key), f"{key}: sources are tables called [source.NAME]")
        for key in said
        if key not in ("defaults", "source")
    ]
    defaults = _checked(text, None, said.get("defaults", {}), problems, DEFAULTS)
    tables = said.get("source", {})
    if not isinstance(tables, dict):
        problems.append((_line(text, None, "source"), "source: sources are tables called [source.NAME]"))
        tables = {}
    sources = [_source(text, name, table, defaults, problems) for name, table in tables.items()]
    if problems:
        raise _told(file, sorted(problems))
    return tuple(one for one in sources if one)


def block(source: Source) -> str:
    """Return *source* as a table; what is as usual is left out.

    >>> print(block(Source(name="bay", urls=("https://bay.example/feed",), kind=SourceKind.FEED)), end="")
    [source.bay]
    url = "https://bay.example/feed"
    kind = "feed"
    """
    lines = [
        f"[source.{source.name}]",
        f"url = {_toml(source.urls[0] if len(source.urls) == 1 else list(source.urls))}",
        f'kind = "{source.kind}"',
    ]
    usual = Source(name=source.name, urls=source.urls, kind=source.kind)
    for field in FIELDS:
        value: Any = getattr(source, field, None)
        if field not in ("url", "kind") and value != getattr(usual, field):
            shown = duration(value) if field in ("every", "pace") else value
            lines.append(f"{field} = {_toml(shown)}")
    return "\n".join(lines) + "\n"


def added(text: str, sources: Iterable[Source], file: str) -> str:
    """Return *text* with *sources* at its end. Raises BadSources when that is no good sources.toml."""
    text = text if text.strip() else _FIRST_LINES
    text = text if text.endswith("\n") else text + "\n"
    result = text + "".join("\n" + block(source) for source in sources)
    parse(result, file)
    return result


def removed(text: str, name: str, file: str) -> str:
    """Return *text* without the table of the source *name*; comments right above the next table stay with that.

    Raises BadSources where there is no such source, or where it is not written as a table of its own.
    """
    before = parse(text, file)
    kept = tuple(one for one in before if one.name != name)
    if len(kept) == len(before):
        raise no_source(name, before, file)
    lines = _lines(text)
    start = _header(text, name)
    if start:
        end = next((n for n in range(start, len(lines)) if _HEADER.match(lines[n])), len(lines))
        while end < len(lines) and end > start and lines[end - 1].lstrip()[:1] in ("#", ""):
            end -= 1
        result = "".join(lines[: start - 1]).rstrip("\n") + "\n" + "".join(lines[end:])
        if _same(result, kept, file):
            return result
    raise BadSources(
        f"[source.{name}] is not written as a table of its own", subject=file, advice="take it out with an editor"
    )


def no_source(name: str, sources: Iterable[Source], file: str) -> BadSources:
    """Return the error that there is no source of this name."""
    names = ", ".join(one.name for one in sources)
    return BadSources(f"no source is called {name!r}; there are: {names or 'none'}", subject=file)


def made(*, name: str, url: str, kind: SourceKind, **said: Any) -> Source:
    """Return the source with these values, spelt as in sources.toml; None and empty are left out.

    Raises BadSources, which names the value that is none.
    """
    values = {key: list(value) if isinstance(value, tuple) else value for key, value in said.items() if value}
    text = block(Source(name="new", urls=(url,), kind=kind)) + "".join(
        f"{key} = {_toml(value)}\n" for key, value in values.items()
    )
    if not NAME.match(name):
        raise BadSources(f"{name!r} is no name: it is made of a-z, 0-9, - and _")
    (source,) = parse(text, "command line")
    return msgspec.structs.replace(source, name=name)


def name_for(url: str, taken: Iterable[str]) -> str:
    """Return a name for the source at *url* that is not yet *taken*: its host in letters, digits and hyphens.

    >>> name_for("https://www.bay-news.co.uk/feed", ["bay-news-co-uk"])
    'bay-news-co-uk-2'
    """
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("feeds.").removeprefix("rss.")
    if not host.isascii():
        host = host.encode("idna").decode("ascii")
    said = re.sub(r"[^a-z0-9]+", "-", f"{host}-{parts.port}" if parts.port else host).strip("-")[:48] or "source"
    names = set(taken)
    return next(name for name in _numbered(said) if name not in names)


def _numbered(name: str) -> Iterator[str]:
    yield name
    number = 2
    while True:
        yield f"{name}-{number}"
        number += 1


def _told(file: str, problems: list[Problem]) -> BadSources:
    (line, message), *others = problems
    also = "; ".join(f"line {at}: {what}" for at, what in others[:5])
    more = f" and {len(others) - 5} more" if len(others) > 5 else ""
    return BadSources(message, subject=f"{file}:{line}", advice=f"also {also}{more}" if also else "")


def _same(text: str, sources: tuple[Source, ...], file: str) -> bool:
    try:
        return parse(text, file) == sources
    except BadSources:
        return False


def _source(text: str, name: str, table: Any, defaults: Mapping[str, Any], problems: list[Problem]) -> Source | None:
    if not NAME.match(name):
        problems.append((_line(text, name, None), f"[source.{name}]: a name is made of a-z, 0-9, - and _"))
        return None
    said = _checked(text, name, table, problems, FIELDS)
    missing = [needed for needed in ("url", "kind") if isinstance(table, dict) and needed not in table]
    problems += [(_line(text, name, None), f"[source.{name}]: {needed} is missing") for needed in missing]
    if "url" not in said or "kind" not in said:
        return None
    return Source(name=name, urls=said.pop("url"), **{**defaults, **said})


def _checked(
    text: str, name: str | None, table: Any, problems: list[Problem], fields: Mapping[str, Callable[[Any], Any]]
) -> dict[str, Any]:
    where = f"[source.{name}]" if name else "[defaults]"
    if not isinstance(table, dict):
        problems.append((_line(text, name, None), f"{where} is no table"))
        return {}
    said: dict[str, Any] = {}
    for key, value in table.items():
        if key not in fields:
            known = ", ".join(fields)
            problems.append((_line(text, name, key), f"{where} {key}: no such setting; there are: {known}"))
            continue
        try:
            said[key] = fields[key](value)
        except BadValue as err:
            problems.append((_line(text, name, key), f"{where} {key}: {err}"))
    return said


def _lines(text: str) -> list[str]:
    """Return the lines of *text* as TOML has them, each with its newline: other line breaks may stand in a value."""
    return [line for line in re.split("(?<=\n)", text) if line]


def _line(text: str, name: str | None, key: str | None) -> int:
    """Return the number of the line that says *key* in the table of source *name*; as near as can be found."""
    lines = _lines(text)
    start = _header(text, name)
    if key is None:
        return start or 1
    pattern = re.compile(rf"""\s*(?:\[+\s*)?["']?{re.escape(key)}["']?\s*[=.\]]""")
    for number in range(start, len(lines)):
        if pattern.match(lines[number]):
            return number + 1
        if start and _HEADER.match(lines[number]):
            break
    return start or 1


def _header(text: str, name: str | None) -> int:
    """Return the number of the line with the header of source *name* (None: of the defaults), 0 for none."""
    inside = rf"""source\s*\.\s*["']?{re.escape(name)}["']?""" if name is not None else "defaults"
    pattern = re.compile(rf"\s*\[\s*{inside}\s*\]")
    return next((n for n, line in enumerate(_lines(text), 1) if pattern.match(line)), 0)


def _toml(value: Any) -> str:
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return str(value).lower() if isinstance(value, bool) else str(value)
