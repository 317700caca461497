"""An article as a Markdown document with YAML front matter. Pure."""

from __future__ import annotations

import json
import re

from newsarc.exporting.columns import COLUMNS, Value, plain
from newsarc.model.record import Record

_FRONT = (
    *("title", "authors", "contributors", "publisher", "origin", "credit", "published_at", "modified_at"),
    *("retrieved_at", "url", "canonical_url", "language", "dateline", "categories", "tags", "lead", "image"),
    *("id", "kind", "revises", "same_as", "content_hash", "incomplete_because", "extractor"),
)
# Beyond what JSON escapes: DEL and C1, which YAML forbids or reads as line ends; surrogates; direction marks,
# separators, byte order mark and noncharacters, which hide in an editor what the text is.
_HIDDEN = re.compile("[\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufffe\uffff]")
_SYNTAX = re.compile(r"[\\`*_\[\]<>&~|$]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
# What means something at the beginning of a line only: headings, lists, rules, setext underlines, fences.
_BEGINS = re.compile(r"(?:[#+=:-]|\d{1,9}[.)])", re.ASCII)


def document(record: Record) -> str:
    """Return the document: front matter, the title as a heading, each paragraph of the text as one.

    Everything the page says is escaped: no line of it ends the front matter, begins markup, or carries HTML.
    """
    front = [f"{name}: {scalar}" for name in _FRONT if (scalar := _yaml(COLUMNS[name].read(record)))]
    heading = [f"# {inline(record.article.title)}"] if record.article.title.strip() else []
    paragraphs = [escaped for line in record.article.text.split("\n") if (escaped := paragraph(line))]
    return "\n".join(["---", *front, "---", ""]) + "\n\n".join([*heading, *paragraphs]) + "\n"


def _yaml(value: Value) -> str:
    """Return *value* as YAML in the spelling of JSON, which YAML shares; nothing for what is not known."""
    if value is None or value in ("", ()):
        return ""
    encoded = json.dumps(plain(value), ensure_ascii=False)
    return _HIDDEN.sub(lambda match: f"\\u{ord(match[0]):04x}" if not _is_surrogate(match[0]) else "\ufffd", encoded)


def _is_surrogate(character: str) -> bool:
    return "\ud800" <= character <= "\udfff"


def inline(text: str) -> str:
    """Return *text* on one line, with what Markdown or HTML would act on escaped.

    >>> inline("<script> *now*")
    '\\\\<script\\\\> \\\\*now\\\\*'
    """
    return _SYNTAX.sub(r"\\\g<0>", _CONTROL.sub("\ufffd", " ".join(text.split())))


def paragraph(text: str) -> str:
    """Return *text* as one paragraph: what begins a block of another kind is escaped as well."""
    escaped = inline(text)
    match = _BEGINS.match(escaped)
    if match is None:
        return escaped
    at = match.end() - 1
    return f"{escaped[:at]}\\{escaped[at:]}"
