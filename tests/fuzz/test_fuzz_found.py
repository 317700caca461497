"""What the fuzzer found, as small as it goes: each row once broke something."""

from __future__ import annotations

import pytest
from tests.fuzz.inputs import PROSE
from tests.fuzz.judge import judged

_STORY = ("Ferry runs again\n\n" + "\n\n".join(PROSE) + "\n").encode()

FOUND: list[tuple[str, str, bytes]] = [
    ("a rule within a line of a text", "text", _STORY + b"so ---------- it is\n"),
    ("a raised two by the name of a month", "text", b"Ferry runs\n\nMay \xc2\xb2, 2024\n\n" + _STORY),
    ("a number of 5,000 digits in the configuration", "config", b"workers = " + b"9" * 5_000),
    ("lists within lists without end", "listing", b"<body>" + b"<ul><li>" * 60_000 + b"<a href=/2026/11/a-b-c-d>A</a>"),
    ("an element of attributes without end", "listing", b"<body " + b"a b " * 100_000 + b">"),
    (
        "a pause of less than can be written down",
        "sources",
        b'[source.bay]\nurl = "https://bay.example/f"\nkind = "feed"\npace = "0.0000001s"\n',
    ),
    ("a number of 5,000 digits in sources.toml", "sources", b"[defaults]\nlimit = " + b"9" * 5_000),
]


@pytest.mark.parametrize(("form", "content"), [row[1:] for row in FOUND], ids=[row[0] for row in FOUND])
def test_what_was_found_is_mended(form: str, content: bytes) -> None:
    report = judged(form, {0: content})
    assert not report.problems
    assert report.outcomes.total() >= 1
    assert not report.outcomes["over the deadline"]
