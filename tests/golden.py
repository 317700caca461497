"""The golden pages: what a page truthfully says, and what newsarc reads from it.

``python -m tests.golden CASE`` shows where the two differ; with ``--write`` the expectation takes the values that came,
for the fields that it already has. The difference is to be reviewed against the page.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from newsarc.extraction import extract
from newsarc.fetch.files import read_file
from newsarc.fetch.manifest import read_manifest
from newsarc.model.article import Article
from newsarc.model.target import Page, Target
from newsarc.normalise import normalise

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
MANIFEST = FIXTURES / "manifest.jsonl"
NOW = datetime(2025, 1, 1, tzinfo=UTC)
"""for files without a retrieved_at; every fixture has one"""
MAX_BYTES = 1024 * 1024

Json = Any


@cache
def targets() -> dict[str, Target]:
    """Return the target of each case, in the manifest's order."""
    found = [line for line in read_manifest(str(MANIFEST)) if isinstance(line, Target)]
    return {Path(target.asked).stem: target for target in found}


@cache
def expected(case: str) -> dict[str, Json]:
    """Return what the page of *case* says, by field."""
    loaded: dict[str, Json] = json.loads((FIXTURES / "expected" / f"{case}.json").read_text(encoding="utf-8"))
    return loaded


@cache
def article(case: str) -> Article:
    """Return what newsarc reads from the page of *case*."""
    page = read_file(targets()[case], max_bytes=MAX_BYTES, now=NOW)
    assert isinstance(page, Page), page
    return normalise(page, extract(page))


def checks() -> Iterator[tuple[str, str]]:
    """Yield (case, what to check): a field, ``absent-FIELD``; ``kind`` is left out, it takes an archive to tell."""
    for case in targets():
        for field, value in expected(case).items():
            if field == "absent":
                yield from ((case, f"absent-{name}") for name in value)
            elif field != "kind":
                yield case, field


def read(case: str, field: str) -> Json:
    """Return *field* as newsarc reads it, in the shape of its expectation: only the parts that are compared."""
    value: Json = msgspec.to_builtins(getattr(article(case), field))
    wanted = expected(case)[field]
    if field == "publisher":
        return value and _only(value, wanted)
    if field == "origin" and len(value) == len(wanted):
        return [_only(came, line) for came, line in zip(value, wanted, strict=True)]
    if field == "removed":
        return [_only(line, wanted[0]) for line in value]
    return list(value) if isinstance(value, tuple) else value


def _only(value: dict[str, Json], wanted: dict[str, Json]) -> dict[str, Json]:
    """Return the parts of *value* that are written down in *wanted*."""
    return {key: value.get(key) for key in wanted}


def differs(case: str, field: str) -> bool:
    """Say whether *field* is not what the page says. Lines that were removed besides are no difference."""
    wanted, came = expected(case)[field], read(case, field)
    if field == "removed":
        return any(line not in came for line in wanted)
    return bool(wanted != came)


def _main(arguments: list[str]) -> None:
    write = "--write" in arguments
    for case in [name for name in arguments if name != "--write"] or list(targets()):
        wrong = {field: read(case, field) for field in expected(case) if _wrong(case, field)}
        print(json.dumps({case: wrong}, ensure_ascii=False, indent=2))  # noqa: T201 - a tool for the terminal
        if write:
            text = json.dumps({**expected(case), **wrong}, ensure_ascii=False, indent=2)
            (FIXTURES / "expected" / f"{case}.json").write_text(text + "\n", encoding="utf-8")


def _wrong(case: str, field: str) -> bool:
    return field not in {"absent", "kind"} and differs(case, field)


if __name__ == "__main__":
    _main(sys.argv[1:])
