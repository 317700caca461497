"""A record as a tantivy document.

Field ``any`` holds title, lead, text, authors' and origins' names, one value each, so that no phrase runs from one into
the next; ``title`` stands apart to weigh more. Texts arrive as terms joined by spaces: index, query and snippet cannot
disagree on what a word is. Nothing is stored but where the record stands.
"""

from __future__ import annotations

from functools import lru_cache

import tantivy

from newsarc.model.record import Position, RecordId
from newsarc.search import likeness, terms
from newsarc.search.entry import Entry, Hit
from newsarc.search.query import Field

_LAYOUT = 3
"""raised when fields or their meaning change; with the versions of terms and samples it makes an index built otherwise
refuse to open"""
MARK = f"mark_{_LAYOUT}_{terms.VERSION}_{likeness.VERSION}"
"""the field of how far the index has read"""
MARK_ID = "mark"
"""the id of the document that has it"""


def schema() -> tantivy.Schema:
    """Return the fields of an index."""
    build = tantivy.SchemaBuilder()
    build.add_text_field("id", tokenizer_name="raw", index_option="basic")
    for field in Field:
        option = "basic" if field is Field.LANG else "position"
        build.add_text_field(field.value, tokenizer_name="whitespace", index_option=option)
    build.add_integer_field("published", fast=True)
    build.add_bytes_field("at", stored=True)
    build.add_bytes_field(MARK, stored=True)
    return build.build()


def document(each: Entry, text: str, at: bytes) -> tantivy.Document:
    """Return the document of *each*, whose text's terms are *text*."""
    made = tantivy.Document()
    made.add_text("id", each.id)
    title = terms.line(each.title)
    authors, origins, publisher = (
        [_name(one) for one in names] for names in (each.authors, each.origins, each.publisher)
    )
    fields = {"any": (title, terms.line(each.lead), *authors, *origins, text), "title": (title,)}
    for field, values in {**fields, "publisher": publisher, "origin": origins, "author": authors}.items():
        for value in filter(None, values):
            made.add_text(field, value)
    if each.language:
        made.add_text("lang", " ".join(terms.words(each.language)[:1]))
    made.add_integer("published", each.published)
    made.add_bytes("at", at)
    return made


@lru_cache(maxsize=4_096)
def _name(name: str) -> str:
    return terms.line(name)


def where(each: Entry) -> bytes:
    """Return what is stored of *each*: its id, and where it stands."""
    at = each.position
    return f"{each.id} {at.offset} {at.length} {at.segment}".encode()


def stored(at: bytes, score: float, published: int) -> Hit:
    """Return what *at*, which where() gave, says; with *score* and time of publication in Unix seconds."""
    id_, offset, length, segment = at.decode().split(" ", 3)
    return Hit(RecordId(id_), Position(segment, int(offset), int(length)), score, published)
