"""What hostile titles become in each form of export, read back as its readers would."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import msgspec
from tests.output.hostile import FORGED, title
from tests.output.paths import Titles, record
from tests.output.scan import json_faults

from newsarc.app.opml import exported as opml
from newsarc.archive import codec
from newsarc.citing.styles import cite
from newsarc.citing.work import work
from newsarc.exporting.database import SqliteWriter
from newsarc.exporting.markdown import document
from newsarc.exporting.naming import file_name
from newsarc.exporting.table import CsvWriter
from newsarc.model.record import Record, RecordId
from newsarc.model.source import Source, SourceKind

_FORMULA = "=+-@＝＋－＠\t\r\n"
_NAME = re.compile(r"(?:\d{4}-\d\d(?:-\d\d)?|undated)(?:-[a-z0-9-]+)?-[0-9a-f]{16}\.md\Z")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\Z)", re.IGNORECASE)
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
Fault = tuple[str, int, str]


def exported(seed: int, numbers: range) -> Iterator[Fault]:
    """Yield the faults of every form of export over the titles with these numbers."""
    said = {number: title(seed, number) for number in numbers}
    # No record holds half a character: JSON with one is not read.
    held = {number: re.sub("[\ud800-\udfff]", "\ufffd", text) for number, text in said.items()}
    records = {number: _named(record(Titles([text])), number) for number, text in held.items()}
    yield from _jsonl(records)
    yield from _csv(held, records)
    yield from _markdown(records)
    yield from _sqlite(held, records)
    for number, text in said.items():
        yield from (("opml", number, what) for what in _opml(text))
        yield from (("bibtex", number, what) for what in _bibtex(records[number]))
        yield from (("ris", number, what) for what in _ris(records[number]))


def _named(one: Record, number: int) -> Record:
    return msgspec.structs.replace(one, stamp=msgspec.structs.replace(one.stamp, id=RecordId(f"{number:016x}")))


def _jsonl(records: dict[int, Record]) -> Iterator[Fault]:
    """What the archive writes is what it reads, and `cat` shows it without harm."""
    for number, one in records.items():
        line, _ = codec.encode(one.stamp, one.article, None, one.prev)
        if codec.decode(line).article != one.article:
            yield "jsonl", number, "another article is read than was written"
        for what in json_faults(line):
            yield "jsonl", number, what


def _plain(text: str) -> str:
    return re.sub("[\ud800-\udfff]", "?", text.replace("\0", "\ufffd"))


def _csv(said: dict[int, str], records: dict[int, Record]) -> Iterator[Fault]:
    sink = io.BytesIO()
    writer = CsvWriter(sink, ("id", "title", "authors", "url"))
    for one in records.values():
        writer.add(one)
    rows = list(csv.reader(io.StringIO(sink.getvalue().decode(), newline="")))[1:]
    if len(rows) != len(said):
        yield "csv", min(said), f"{len(rows)} rows of {len(said)}"
        return
    for (number, text), row in zip(said.items(), rows, strict=True):
        for cell in row[1:]:
            if cell[:1] and cell[0] in _FORMULA:
                yield "csv", number, f"a spreadsheet computes {cell[:60]!r}"
            if cell.removeprefix("'") != _plain(text).removeprefix("'"):
                yield "csv", number, f"{cell[:80]!r} is not {text[:80]!r}"


def _markdown(records: dict[int, Record]) -> Iterator[Fault]:
    names: set[str] = set()
    for number, one in records.items():
        folder, name = file_name(one)
        if (
            not _NAME.match(name)
            or len(name) > 110
            or _RESERVED.match(name)
            or not re.fullmatch(r"[\d-]+|undated", folder)
        ):
            yield "markdown", number, f"called {folder}/{name}"
        if name.casefold() in names:
            yield "markdown", number, f"two are called {name}"
        names.add(name.casefold())
        text = document(one)
        if hidden := _HIDDEN.search(text):
            yield "markdown", number, f"raw {hidden[0]!r}"
        front, rule, body = text.removeprefix("---\n").partition("\n---\n")
        if not rule or any(not re.match(r'[a-z_]+: (?:"|\[|true|false|\d)', line) for line in front.split("\n")):
            yield "markdown", number, f"front matter: {front[:300]!r}"
        if re.search(r"(?<!\\)<", body) or re.search(rf"^{FORGED}", body, re.MULTILINE):
            yield "markdown", number, f"body: {body[:300]!r}"
        text.encode()


def _sqlite(said: dict[int, str], records: dict[int, Record]) -> Iterator[Fault]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.sqlite"
        writer = SqliteWriter(path)
        for number, one in records.items():
            try:
                writer.add(one)
            except Exception as err:  # noqa: BLE001  # that is what is looked for
                yield "sqlite", number, repr(err)
                return
        writer.finish()
        db = sqlite3.connect(path)
        rows = db.execute("SELECT title FROM articles ORDER BY seq").fetchall()
        db.close()
    for (number, text), (kept,) in zip(said.items(), rows, strict=True):
        if re.sub("[\ufffd?]", "?", kept) != re.sub("[\ufffd?]", "?", _plain(text)):
            yield "sqlite", number, f"{kept[:80]!r} is not {text[:80]!r}"


def _opml(text: str) -> Iterator[str]:
    made = opml([Source(name=text, urls=(text,), kind=SourceKind.FEED)])
    try:
        found = ET.fromstring(made.encode("utf-8", "replace")).find(".//outline")  # noqa: S314  # our own words
    except ET.ParseError as err:
        if not re.search(
            "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]", text
        ):  # no name of a source has these
            yield f"no XML: {err}"
        return
    if found is None or len(found.attrib) != 3:
        yield f"attributes: {made[:200]!r}"


def _bibtex(one: Record) -> Iterator[str]:
    made = cite([work(one)], "bibtex")
    depth = 0
    for char in made:
        depth += (char == "{") - (char == "}")
        if depth < 0:
            break
    if depth:
        yield f"braces do not match: {made[:300]!r}"
    if not all(re.match(r"  [a-z]+ = |@|\}", line) for line in made.split("\n")):
        yield f"lines: {made[:300]!r}"


def _ris(one: Record) -> Iterator[str]:
    made = cite([work(one)], "ris")
    if not all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in made.split("\n") if line):
        yield f"lines: {made[:300]!r}"
